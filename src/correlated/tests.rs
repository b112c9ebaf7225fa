//! Known answers, and that every answer is proved.

use super::polytope::Goal;
use super::*;
use crate::certify::{Certificate, Concept, certify_distribution};
use crate::game::{Game, Linear, Objective, Payoffs, Sense};
use crate::num::Rational;

fn fraction(numerator: i64, denominator: i64) -> Rational {
    Rational::new(numerator, denominator).unwrap()
}

/// A game of two players, as matrices of rows.
fn bimatrix<const R: usize, const C: usize>(a: [[i64; C]; R], b: [[i64; C]; R]) -> Payoffs {
    let listed = |m: [[i64; C]; R]| {
        let cells = (0..C).flat_map(|j| (0..R).map(move |i| m[i][j]));
        cells.map(Rational::integer).collect()
    };
    Game::new(vec![R, C], vec![listed(a), listed(b)]).unwrap().into()
}

fn chicken() -> Payoffs {
    bimatrix([[6, 2], [7, 0]], [[6, 7], [2, 0]])
}

fn polytope(payoffs: &Payoffs, concept: Concept) -> Polytope<'_> {
    Polytope::new(payoffs, concept, &Settings::default()).unwrap()
}

/// The optimal value, after checking everything that is said to prove it.
fn value(polytope: &Polytope<'_>, objective: &Objective, sense: Sense) -> Rational {
    let found = polytope.optimum(objective, sense, &Settings::default()).unwrap();
    assert_eq!(found.certificate, Certificate::Exact);
    for proof in &found.proofs {
        assert!(proof.check(polytope.payoffs(), polytope.concept()));
    }
    let (low, high) = found.value().unwrap();
    assert_eq!(low, high);
    low
}

#[test]
fn chicken_is_best_at_the_traffic_lights() {
    let game = chicken();
    let set = polytope(&game, Concept::Correlated);
    let found = set.optimum(&Objective::Welfare, Sense::Maximise, &Settings::default()).unwrap();
    let cells: Vec<(usize, Rational)> = found.distribution.iter().cloned().collect();
    assert_eq!(cells, [(0, fraction(1, 2)), (1, fraction(1, 4)), (2, fraction(1, 4))]);
    assert_eq!(value(&set, &Objective::Welfare, Sense::Maximise), fraction(21, 2));
    assert_eq!(value(&set, &Objective::Welfare, Sense::Minimise), fraction(36, 5));
    assert_eq!(value(&set, &Objective::Payoff(0), Sense::Maximise), fraction(7, 1));
    assert_eq!(value(&set, &Objective::Payoff(0), Sense::Minimise), fraction(2, 1));
    assert_eq!(value(&set, &Objective::Egalitarian, Sense::Maximise), fraction(21, 4));
    assert_eq!(value(&set, &Objective::Egalitarian, Sense::Minimise), fraction(2, 1));
    let yields = Objective::Probability { player: 0, strategies: vec![0] };
    assert_eq!(value(&set, &yields, Sense::Maximise), fraction(1, 1));
    assert_eq!(value(&set, &yields, Sense::Minimise), fraction(0, 1));
}

#[test]
fn chicken_attains_a_polygon() {
    let game = chicken();
    let set = polytope(&game, Concept::Correlated);
    let polygon = set.attainable([0, 1], &Settings::default()).unwrap();
    let corners: Vec<[String; 2]> = polygon
        .vertices
        .iter()
        .map(|v| {
            v.payoffs.clone().map(|(low, high)| {
                assert_eq!(low, high);
                low.to_string()
            })
        })
        .collect();
    assert_eq!(corners, [["2", "7"], ["18/5", "18/5"], ["7", "2"], ["21/4", "21/4"]]);
    assert_eq!(polygon.edges.len(), 4);
    for proof in &polygon.edges {
        assert!(proof.check(&game, Concept::Correlated));
    }
    assert!(polygon.vertices.iter().all(|v| v.certificate == Certificate::Exact));
    // A game without conflict and one without a choice: a line and a point
    let line = bimatrix([[2, 0], [0, 1]], [[2, 0], [0, 1]]);
    let set = polytope(&line, Concept::Correlated);
    let polygon = set.attainable([0, 1], &Settings::default()).unwrap();
    assert_eq!(polygon.vertices.len(), 2);
    assert_eq!(polygon.edges.len(), 4);
    let point = bimatrix([[1, -1], [-1, 1]], [[-1, 1], [1, -1]]);
    let set = polytope(&point, Concept::Correlated);
    let polygon = set.attainable([0, 1], &Settings::default()).unwrap();
    assert_eq!(polygon.vertices.len(), 1);
    assert_eq!(polygon.vertices[0].payoffs[0].0, fraction(0, 1));
}

#[test]
fn the_set_is_described() {
    let game = chicken();
    let set = polytope(&game, Concept::Correlated);
    let inside = set.interior(&Settings::default()).unwrap();
    assert_eq!(inside.dimension, Some(3));
    assert_eq!(inside.support, [0, 1, 2, 3]);
    let rps = bimatrix([[0, -1, 1], [1, 0, -1], [-1, 1, 0]], [[0, 1, -1], [-1, 0, 1], [1, -1, 0]]);
    let set = polytope(&rps, Concept::Correlated);
    let inside = set.interior(&Settings::default()).unwrap();
    assert_eq!(inside.dimension, Some(0));
    assert_eq!(inside.proof.value, fraction(0, 1));
    assert!(inside.proof.check(&rps, Concept::Correlated));
    assert!(inside.distribution.iter().all(|(_, p)| *p == fraction(1, 9)));
    // Nobody ever cooperates in the prisoner's dilemma
    let dilemma = bimatrix([[2, 0], [3, 1]], [[2, 3], [0, 1]]);
    let set = polytope(&dilemma, Concept::Correlated);
    let inside = set.interior(&Settings::default()).unwrap();
    assert_eq!((inside.support.as_slice(), inside.dimension), (&[3][..], Some(0)));
    assert_eq!(inside.never_played(&set), [(0, 0), (1, 0)]);
    assert_eq!(inside.proof.value, fraction(0, 1));
}

#[test]
fn entropy_is_greatest_up_to_a_proved_gap() {
    let rps = bimatrix([[0, -1, 1], [1, 0, -1], [-1, 1, 0]], [[0, 1, -1], [-1, 0, 1], [1, -1, 0]]);
    let dilemma = bimatrix([[2, 0], [3, 1]], [[2, 3], [0, 1]]);
    let shapley = bimatrix([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [[0, 1, 0], [0, 0, 1], [1, 0, 0]]);
    for (game, greatest) in
        [(chicken(), None), (rps, Some(9.0)), (dilemma, Some(1.0)), (shapley, Some(9.0))]
    {
        for (concept, _) in Concept::ALL {
            let set = polytope(&game, concept);
            let found = set.entropy(&Settings::default()).unwrap();
            assert_eq!(found.certificate, Certificate::Exact);
            assert!(found.entropy.1 <= found.bound || found.entropy.0 <= found.bound);
            let gap = found.bound.nearest_f64() - found.entropy.0.nearest_f64();
            assert!((0.0..1e-9).contains(&gap), "{gap}");
            if let (Some(count), Concept::Correlated) = (greatest, concept) {
                let expected = f64::ln(count);
                assert!((found.entropy.0.nearest_f64() - expected).abs() < 1e-9);
            }
        }
    }
}

#[test]
fn known_optima() {
    let shapley = bimatrix([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [[0, 1, 0], [0, 0, 1], [1, 0, 0]]);
    let set = polytope(&shapley, Concept::Correlated);
    assert_eq!(value(&set, &Objective::Welfare, Sense::Maximise), fraction(1, 1));
    let coarse = polytope(&shapley, Concept::Coarse);
    assert_eq!(value(&coarse, &Objective::Payoff(0), Sense::Minimise), fraction(1, 3));
    assert_eq!(value(&coarse, &Objective::Payoff(0), Sense::Maximise), fraction(2, 3));
    let dare = bimatrix([[0, 4], [1, 3]], [[0, 1], [4, 3]]);
    let set = polytope(&dare, Concept::Correlated);
    assert_eq!(value(&set, &Objective::Welfare, Sense::Maximise), fraction(16, 3));
    let found = set.optimum(&Objective::Welfare, Sense::Maximise, &Settings::default()).unwrap();
    assert!(found.distribution.iter().all(|(_, p)| *p == fraction(1, 3)));
}

/// Calvó-Armengol: the polytope of a 2×2 game with three equilibria has five vertices.
#[test]
fn chicken_has_five_vertices() {
    let game = chicken();
    let set = polytope(&game, Concept::Correlated);
    let mut found: Vec<Vec<Rational>> = Vec::new();
    for direction in 0..625 {
        let weight = |k: u32| Rational::integer(direction / 5_i64.pow(k) % 5 - 2);
        let linear = Linear {
            payoffs: vec![Rational::integer(0); 2],
            profiles: (0..4).map(weight).collect(),
        };
        let objective = Objective::Linear(linear);
        let best = set.optimum(&objective, Sense::Maximise, &Settings::default()).unwrap();
        let vertex = (0..4).map(|index| best.distribution.probability(index)).collect();
        if !found.contains(&vertex) {
            found.push(vertex);
        }
    }
    let mut expected: Vec<Vec<Rational>> = [
        [(0, 1), (1, 1), (0, 1), (0, 1)],
        [(0, 1), (0, 1), (1, 1), (0, 1)],
        [(0, 1), (2, 5), (2, 5), (1, 5)],
        [(1, 2), (1, 4), (1, 4), (0, 1)],
        [(4, 9), (2, 9), (2, 9), (1, 9)],
    ]
    .iter()
    .map(|vertex| vertex.iter().map(|&(n, d)| fraction(n, d)).collect())
    .collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

/// Constraints that are left out until they matter change no answer.
#[test]
fn leaving_constraints_out_changes_no_answer() {
    let mut state = 7_u64;
    let mut payoff = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        Rational::integer(i64::try_from((state >> 33) % 20).unwrap())
    };
    let payoffs = (0..2).map(|_| (0..25).map(|_| payoff()).collect()).collect();
    let game = Payoffs::from(Game::new(vec![5, 5], payoffs).unwrap());
    for (concept, _) in Concept::ALL {
        let (whole, part) = (polytope(&game, concept), polytope(&game, concept));
        part.forget_constraints();
        for objective in [Objective::Welfare, Objective::Payoff(1), Objective::Egalitarian] {
            for sense in [Sense::Maximise, Sense::Minimise] {
                assert_eq!(value(&whole, &objective, sense), value(&part, &objective, sense));
            }
        }
    }
}

/// A game large enough for searches that start where the last one ended.
fn random_game(strategies: &[usize], seed: u64) -> Payoffs {
    let mut state = seed;
    let mut payoff = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Rational::integer(i64::try_from((state >> 33) % 20).unwrap())
    };
    let profiles: usize = strategies.iter().product();
    let payoffs = strategies.iter().map(|_| (0..profiles).map(|_| payoff()).collect()).collect();
    Game::new(strategies.to_vec(), payoffs).unwrap().into()
}

/// Searches that start where the last one ended find what cold ones do.
#[test]
fn warm_searches_change_no_answer() {
    let settings = Settings::default();
    for (strategies, seed) in [(&[4, 5][..], 1), (&[5, 5], 2), (&[3, 3, 3], 3), (&[2, 2, 2, 3], 4)]
    {
        let game = random_game(strategies, seed);
        for (concept, _) in Concept::ALL {
            let (warm, cold) = (polytope(&game, concept), polytope(&game, concept));
            for player in 0..strategies.len() {
                let linear = Linear::payoff(strategies.len(), player);
                for sense in [Sense::Minimise, Sense::Maximise] {
                    let objective = Objective::Payoff(player);
                    let expected =
                        cold.extreme_cold(Goal::Linear(&linear), sense, &settings).unwrap();
                    let expected = objective.bounds(&game, &expected.distribution).unwrap().0;
                    assert_eq!(value(&warm, &objective, sense), expected);
                }
            }
            let expected = cold.extreme_cold(Goal::Least, Sense::Maximise, &settings).unwrap();
            let expected = Objective::Egalitarian.bounds(&game, &expected.distribution).unwrap().0;
            assert_eq!(value(&warm, &Objective::Egalitarian, Sense::Maximise), expected);
        }
    }
}

/// Every corner is attained, every edge proved, and no direction has more than a corner.
#[test]
fn polygons_are_what_cold_searches_say() {
    let settings = Settings::default();
    for (strategies, seed) in [(&[4, 5][..], 1), (&[6, 6], 2), (&[3, 3, 3], 3)] {
        let game = random_game(strategies, seed);
        for (concept, _) in Concept::ALL {
            let (warm, cold) = (polytope(&game, concept), polytope(&game, concept));
            let polygon = warm.attainable([0, 1], &settings).unwrap();
            assert!(polygon.complete && polygon.vertices.len() == polygon.edges.len());
            assert!(polygon.edges.iter().all(|edge| edge.check(&game, concept)));
            assert!(polygon.vertices.iter().all(|v| v.certificate == Certificate::Exact));
            for (x, y) in [(1, 0), (-1, 0), (0, 1), (0, -1), (2, 3), (-3, 1), (-1, -1), (5, -4)] {
                let mut weights = vec![Rational::integer(0); strategies.len()];
                (weights[0], weights[1]) = (Rational::integer(x), Rational::integer(y));
                let linear = Linear::payoffs(weights);
                let found = cold.extreme_cold(Goal::Linear(&linear), Sense::Maximise, &settings);
                let expected = linear.bounds(&game, &found.unwrap().distribution).unwrap().0;
                let worth = |v: &Vertex| linear.bounds(&game, &v.distribution).unwrap().0;
                assert_eq!(polygon.vertices.iter().map(worth).max(), Some(expected));
            }
        }
    }
}

/// A polygon whose search is stopped is a part of the whole, and says so.
#[test]
fn a_stopped_polygon_is_a_part() {
    use std::sync::atomic::{AtomicU64, Ordering};
    let game = random_game(&[6, 6], 2);
    let set = polytope(&game, Concept::Correlated);
    let whole = set.attainable([0, 1], &Settings::default()).unwrap();
    let mut parts = 0;
    for steps in [1, 2, 4, 6, 8, 20, 60, 100] {
        let left = AtomicU64::new(steps);
        let watch = |_, _| {
            let before = left.load(Ordering::Relaxed);
            left.store(before.saturating_sub(1), Ordering::Relaxed);
            before > 0
        };
        let settings = Settings { watch: &watch, ..Settings::default() };
        let set = Polytope::new(&game, Concept::Correlated, &settings).unwrap();
        let Ok(part) = set.attainable([0, 1], &settings) else { continue };
        parts += usize::from(!part.complete);
        for edge in &part.edges {
            assert!(edge.check(&game, Concept::Correlated));
        }
        assert!(part.complete || part.vertices.len() <= whole.vertices.len());
    }
    assert!(parts > 0);
}

/// What is found inside from vertices is what one large program says.
#[test]
fn insides_are_those_of_one_large_program() {
    let settings = Settings::default();
    for (strategies, seed) in [(&[4, 5][..], 1), (&[5, 5], 2), (&[3, 3, 3], 3), (&[5, 4], 5)] {
        let game = random_game(strategies, seed);
        for (concept, _) in Concept::ALL {
            let set = polytope(&game, concept);
            let Some(warm) = set.interior_warm(&settings).unwrap() else {
                assert!(set.used_ways().len() <= 12, "floats suffice");
                continue;
            };
            let cold = set.interior_cold(&settings).unwrap();
            assert_eq!((&warm.support, &warm.binding), (&cold.support, &cold.binding));
            assert_eq!(warm.dimension, cold.dimension);
            assert_eq!(warm.proof.value, fraction(0, 1));
            assert!(warm.proof.check(&game, concept));
            let certified = certify_distribution(&game, concept, &warm.distribution);
            assert_eq!(certified, Some(Certificate::Exact));
        }
    }
}
