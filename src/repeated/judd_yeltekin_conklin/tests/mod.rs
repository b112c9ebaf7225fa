//! Against published and independently computed values, exact sets of two players, and what must hold of every game.

mod apart;
mod nearly;

use proptest::prelude::*;

use super::{Approximation, ApproximationSettings, judd_yeltekin_conklin};
use crate::certify::{GeneratedPoint, is_self_generating};
use crate::game::{Game, Polygon};
use crate::num::{Rational, Ring};
use crate::repeated::{Settings, abreu_sannikov};

fn game(strategies: &[usize], payoffs: &[&[i64]]) -> Game<Rational> {
    let exact = |row: &&[i64]| row.iter().map(|&x| Rational::integer(x)).collect();
    Game::new(strategies.to_vec(), payoffs.iter().map(exact).collect()).unwrap()
}

/// 9 for both, 10 for who betrays, 3 once nobody trusts.
fn dilemma() -> Game<Rational> {
    game(&[2, 2], &[&[9, 10, 1, 3], &[9, 1, 10, 3]])
}

/// That of Abreu and Sannikov.
fn three_by_three() -> Game<Rational> {
    game(&[3, 3], &[&[16, 21, 9, 3, 10, 5, 0, -1, -5], &[9, 1, 0, 13, 4, -4, 3, 0, -15]])
}

/// Who gives loses 1, and each gains 2 for each who gives.
fn public_good() -> Game<Rational> {
    let gives = |profile: usize, player: usize| i64::from(profile >> player & 1 == 1);
    let pay = |player: usize| {
        let one = |profile| {
            let total: i64 = (0..3).map(|other| gives(profile, other)).sum();
            2 * total - 3 * gives(profile, player)
        };
        (0..8).map(one).collect::<Vec<i64>>()
    };
    let all: Vec<Vec<i64>> = (0..3).map(pay).collect();
    game(&[2, 2, 2], &[&all[0], &all[1], &all[2]])
}

fn found(game: &Game<Rational>, (n, d): (i64, i64), directions: usize) -> Approximation {
    let settings = ApproximationSettings { directions, ..Default::default() };
    asked(game, (n, d), &settings).unwrap()
}

/// Of players who have the same discount factor.
fn asked(
    game: &Game<Rational>,
    (n, d): (i64, i64),
    settings: &ApproximationSettings<'_>,
) -> Option<Approximation> {
    judd_yeltekin_conklin(game, &vec![Rational::new(n, d).unwrap(); game.players()], settings)
}

fn near(a: f64, b: f64, by: f64) {
    assert!((a - b).abs() <= by, "{a} is not {b}");
}

fn value(direction: &[Rational], payoffs: &[Rational]) -> Rational {
    let mut sum = Rational::zero();
    direction.iter().zip(payoffs).for_each(|(x, payoff)| sum.add_product(x, payoff));
    sum
}

/// What must hold whatever the game.
fn is_sound(game: &Game<Rational>, found: &Approximation) {
    assert!(is_self_generating(game, &found.discounts[0], &found.inner));
    for point in &found.inner {
        assert!(found.contains(&point.payoffs));
        assert!(!found.dropped.contains(&point.profile));
    }
    let Some(gap) = found.gap else {
        assert!(found.inner.is_empty());
        return;
    };
    // The gap is the farthest way from the points to a level
    let mut farthest = 0.0f64;
    for (direction, level) in found.directions.iter().zip(&found.levels) {
        let best = found.inner.iter().map(|point| value(direction, &point.payoffs)).max().unwrap();
        let length = direction.iter().map(|x| x.nearest_f64().powi(2)).sum::<f64>().sqrt();
        farthest = farthest.max(level.minus(&best).nearest_f64() / length);
    }
    near(gap, farthest, 1e-9);
    assert!(gap >= farthest);
}

#[test]
fn areas_of_outer_sets_are_known() {
    // With the same directions, by an independent program
    let known: [(Game<Rational>, _, [f64; 3]); 3] = [
        (dilemma(), (3, 4), [42.972_661, 41.642_669, 41.188_248]),
        (dilemma(), (99, 400), [41.686_603, 40.240_688, 39.510_782]),
        (three_by_three(), (3, 10), [135.597_587, 131.137_596, 127.885_601]),
    ];
    let check = |game: &Game<Rational>, discount, directions, area| {
        let found = found(game, discount, directions);
        assert!(found.converged);
        near(found.outer().unwrap().area().nearest_f64(), area, 2e-6);
        is_sound(game, &found);
    };
    for (game, discount, areas) in known {
        for (directions, area) in [32, 64, 128].into_iter().zip(areas) {
            check(&game, discount, directions, area);
        }
    }
    check(&dilemma(), (9, 10), 32, 42.972_661);
    check(&three_by_three(), (3, 10), 256, 126.725_625);
    // The dilemma of the paper, whose set has the area 6
    check(&game(&[2, 2], &[&[4, 6, 0, 2], &[4, 0, 6, 2]]), (4, 5), 64, 6.131_708);
}

#[test]
fn points_inside_come_near_to_the_whole_set() {
    let hull = |found: &Approximation| {
        let points = found.inner.iter().map(|p| [p.payoffs[0].clone(), p.payoffs[1].clone()]);
        Polygon::hull(points.collect()).area().nearest_f64()
    };
    near(hull(&found(&dilemma(), (3, 4), 32)), 40.5, 1e-5);
    near(hull(&found(&three_by_three(), (3, 10), 64)), 125.166_439_926_981, 1e-4);
    // A segment, then one point: exact
    let segment = found(&dilemma(), (1, 5), 32);
    let three = [Rational::integer(3), Rational::integer(3)];
    assert!(segment.inner.iter().any(|point| point.payoffs == three));
    assert!(segment.gap.unwrap() < 1e-8);
    assert_eq!(segment.dropped, [1, 2]);
    let point = found(&dilemma(), (1, 8), 32);
    assert_eq!(point.inner.len(), 1);
    assert_eq!((point.inner[0].payoffs.as_slice(), point.inner[0].profile), (&three[..], 3));
    assert!(point.gap.unwrap() < 1e-8);
}

#[test]
fn what_does_not_generate_itself_is_refused() {
    let found = found(&dilemma(), (3, 4), 16);
    let holds = |change: &dyn Fn(&mut Vec<GeneratedPoint>)| {
        let mut points = found.inner.clone();
        change(&mut points);
        is_self_generating(&dilemma(), &found.discounts[0], &points)
    };
    assert!(holds(&|_| ()));
    let little = Rational::new(1, 1_000_000).unwrap();
    assert!(!holds(&|points| points[0].payoffs[1] += &little));
    assert!(!holds(&|points| points[1].continuation[0].1 += &little));
    assert!(!holds(&|points| points[0].profile = 1));
    assert!(!holds(&|points| points[0].continuation[0].0 = 99));
    // Trust is not kept up when the worst that can follow is trust
    assert_eq!((found.inner[0].profile, found.inner[0].continuation[0].0), (0, 0));
    assert!(!holds(&|points| points.truncate(1)));
    let eighth = Rational::new(1, 8).unwrap();
    assert!(!is_self_generating(&dilemma(), &eighth, &found.inner));
}

#[test]
fn a_game_without_pure_equilibria_has_none_repeated() {
    let pennies = game(&[2, 2], &[&[1, -1, -1, 1], &[-1, 1, 1, -1]]);
    let found = found(&pennies, (9, 10), 16);
    assert_eq!((found.dropped.as_slice(), found.ranges.as_ref()), (&[0, 1, 2, 3][..], None));
    assert!(found.converged && found.inner.is_empty() && found.gap.is_none());
    assert!(!found.contains(&[Rational::zero(), Rational::zero()]));
    assert_eq!(found.outer().unwrap(), Polygon::default());
}

#[test]
fn three_players_are_bounded_from_both_sides() {
    let found = found(&public_good(), (4, 5), 26);
    assert!(found.gap.unwrap() < 1e-6);
    is_sound(&public_good(), &found);
    // Nobody gives; only the two others do
    for (low, high) in found.ranges.as_ref().unwrap() {
        assert_eq!(*low, Rational::zero());
        near(high.nearest_f64(), 4.0, 1e-9);
    }
    assert_eq!(found.outer(), None);
}

#[test]
fn what_is_not_settled_is_a_bound_all_the_same() {
    let settled = found(&three_by_three(), (3, 10), 32);
    let settings = ApproximationSettings { directions: 32, iterations: 2, ..Default::default() };
    let early = asked(&three_by_three(), (3, 10), &settings).unwrap();
    assert!(!early.converged && early.iterations == 2);
    assert!(early.levels.iter().zip(&settled.levels).all(|(early, settled)| early >= settled));
    assert!(early.levels != settled.levels);
    let stopped = ApproximationSettings { watch: &|count| count < 1, ..settings };
    let stopped = asked(&three_by_three(), (3, 10), &stopped).unwrap();
    assert_eq!((stopped.iterations, stopped.converged), (1, false));
    // The equilibrium of the stage game is there without any search
    assert_eq!(stopped.inner.len(), 1);
}

#[test]
fn nothing_is_said_of_what_cannot_be_asked() {
    let settings = ApproximationSettings::default();
    for discount in [(0, 1), (1, 1), (3, 2), (-1, 2)] {
        assert!(asked(&dilemma(), discount, &settings).is_none());
    }
    let huge = Rational::integer(10).powi(200).unwrap();
    let huge = Game::new(vec![1, 1], vec![vec![huge.clone()], vec![huge]]).unwrap();
    assert!(asked(&huge, (1, 2), &settings).is_none());
    // One player, and payoffs that are all the same
    let alone = found(&game(&[3], &[&[1, 5, 2]]), (1, 2), 4);
    let best = alone.ranges.as_ref().unwrap();
    assert_eq!(best[0].0, Rational::integer(5));
    near(best[0].1.nearest_f64(), 5.0, 1e-9);
    let same = found(&game(&[2, 2], &[&[1; 4], &[2; 4]]), (1, 2), 8);
    assert!(
        same.contains(&[Rational::integer(1), Rational::integer(2)]) && same.gap.unwrap() < 1e-9
    );
}

#[test]
fn directions_are_spread_and_have_both_of_each_axis() {
    for (players, count) in [(2, 4), (2, 7), (2, 64), (3, 1), (3, 26), (4, 100), (5, 40)] {
        let all = super::directions::directions(players, count);
        assert!(all.len() >= count && all.len() <= count + 2 * players);
        for (place, one) in all.iter().enumerate() {
            assert!(all[..place].iter().all(|other| other != one), "{one:?} twice");
        }
        for axis in 0..players {
            for sign in [-1.0, 1.0] {
                let mut unit = vec![0.0; players];
                unit[axis] = sign;
                assert!(all.contains(&unit), "{unit:?}");
            }
        }
    }
    // The first ones are the shortest
    let longest = |count| {
        let all = super::directions::directions(3, count);
        all.into_iter().flatten().fold(0.0, f64::max)
    };
    assert!([6, 18].iter().all(|&count| longest(count) < 1.5) && longest(56) > 1.5);
}

#[test]
fn threads_change_nothing() {
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| found(&three_by_three(), (3, 10), 48))
    };
    let (one, three) = (run(1), run(3));
    assert_eq!((one.levels, one.inner), (three.levels, three.inner));
}

fn payoffs(players: usize, count: usize) -> impl Strategy<Value = Vec<Vec<i64>>> {
    proptest::collection::vec(proptest::collection::vec(-4i64..=4, count), players)
}

fn of(strategies: &[usize], payoffs: &[Vec<i64>]) -> Game<Rational> {
    let rows: Vec<&[i64]> = payoffs.iter().map(Vec::as_slice).collect();
    game(strategies, &rows)
}

const DISCOUNTS: [(i64, i64); 4] = [(1, 5), (2, 5), (3, 5), (4, 5)];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..Default::default() })]

    /// Exact sets are inside the outer one, and points inside are in their outer polygons.
    #[test]
    fn exact_sets_lie_between(payoffs in payoffs(2, 6), at in 0..4usize) {
        let game = of(&[2, 3], &payoffs);
        let found = found(&game, DISCOUNTS[at], 16);
        is_sound(&game, &found);
        let discount = Rational::new(DISCOUNTS[at].0, DISCOUNTS[at].1).unwrap();
        let exact = abreu_sannikov(&game, &discount, &Settings::default()).unwrap();
        for vertex in &exact.vertices {
            for (direction, level) in found.directions.iter().zip(&found.levels) {
                // At least so far reaches a box
                let least: Vec<Rational> = direction.iter().zip(&vertex.payoff).map(|(x, (low, high))| {
                    if *x < Rational::zero() { high.clone() } else { low.clone() }
                }).collect();
                prop_assert!(value(direction, &least) <= *level);
            }
        }
        for point in &found.inner {
            prop_assert!(exact.outer.contains(&[point.payoffs[0].clone(), point.payoffs[1].clone()]));
        }
    }

    /// Equilibria of the stage game, and what grim triggers sustain, are inside.
    #[test]
    fn grim_triggers_are_inside(payoffs in payoffs(3, 8), at in 0..4usize) {
        let game = of(&[2, 2, 2], &payoffs);
        let found = found(&game, DISCOUNTS[at], 18);
        is_sound(&game, &found);
        let (n, d) = DISCOUNTS[at];
        let gain = |profile: usize, player: usize| {
            payoffs[player][profile ^ (1 << player)].max(payoffs[player][profile])
        };
        let nash: Vec<usize> =
            (0..8).filter(|&p| (0..3).all(|i| gain(p, i) == payoffs[i][p])).collect();
        for profile in 0..8 {
            let sustained = nash.iter().any(|&threat| (0..3).all(|i| {
                d * payoffs[i][profile] >= (d - n) * gain(profile, i) + n * payoffs[i][threat]
            }));
            if sustained {
                let exact: Vec<Rational> = (0..3).map(|i| Rational::integer(payoffs[i][profile])).collect();
                prop_assert!(found.contains(&exact));
                prop_assert!(found.inner.iter().any(|point| point.payoffs == exact));
                prop_assert!(!found.dropped.contains(&profile));
            }
        }
    }

    /// More directions bound no worse.
    #[test]
    fn more_directions_bound_closer(payoffs in payoffs(3, 8), at in 0..4usize) {
        let game = of(&[2, 2, 2], &payoffs);
        let (few, many) = (found(&game, DISCOUNTS[at], 6), found(&game, DISCOUNTS[at], 20));
        for (direction, level) in few.directions.iter().zip(&few.levels) {
            let same = many.directions.iter().position(|other| other == direction).unwrap();
            prop_assert!(many.levels[same].nearest_f64() <= level.nearest_f64() + 1e-7 || many.ranges.is_none());
        }
        prop_assert!(few.dropped.iter().all(|profile| many.dropped.contains(profile)));
        let (few, many) = (of(&[2, 2], &payoffs[..2].iter().map(|row| row[..4].to_vec()).collect::<Vec<_>>()), 2);
        let (few, many) = (found(&few, DISCOUNTS[at], 8), found(&few, DISCOUNTS[at], 8 * many));
        for (place, level) in few.levels.iter().enumerate() {
            prop_assert_eq!(&few.directions[place], &many.directions[2 * place]);
            let closer = many.levels[2 * place].nearest_f64();
            prop_assert!(closer <= level.nearest_f64() + 1e-7 || many.ranges.is_none());
        }
    }

    /// Units and zeros of payoffs, and who is called the first player, do not matter.
    #[test]
    fn names_and_units_do_not_matter(payoffs in payoffs(2, 4), at in 0..4usize, add in -3i64..=3) {
        let here = found(&of(&[2, 2], &payoffs), DISCOUNTS[at], 16);
        let scaled: Vec<Vec<i64>> = payoffs.iter().enumerate()
            .map(|(player, row)| row.iter().map(|x| 3 * x + if player == 0 { add } else { 0 }).collect())
            .collect();
        let there = found(&of(&[2, 2], &scaled), DISCOUNTS[at], 16);
        prop_assert_eq!(&here.dropped, &there.dropped);
        for ((direction, a), b) in here.directions.iter().zip(&here.levels).zip(&there.levels) {
            let shift = f64::from(i32::try_from(add).unwrap()) * direction[0].nearest_f64();
            near(b.nearest_f64(), 3.0 * a.nearest_f64() + shift, 1e-7);
        }
        let swap = |row: &[i64]| vec![row[0], row[2], row[1], row[3]];
        let turned = found(&of(&[2, 2], &[swap(&payoffs[1]), swap(&payoffs[0])]), DISCOUNTS[at], 16);
        match (&here.ranges, &turned.ranges) {
            (Some(here), Some(turned)) => for axis in 0..2 {
                near(here[axis].0.nearest_f64(), turned[1 - axis].0.nearest_f64(), 1e-7);
                near(here[axis].1.nearest_f64(), turned[1 - axis].1.nearest_f64(), 1e-7);
            },
            (here, turned) => prop_assert_eq!(here.is_none(), turned.is_none()),
        }
    }
}
