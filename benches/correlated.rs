//! Correlated equilibria of random games: the best one, what is attainable, the greatest entropy.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use equil::certify::{Certificate, Concept};
use equil::correlated::{Polytope, Settings};
use equil::game::{Game, Objective, Payoffs, Sense};
use equil::num::Rational;

/// A game with integer payoffs in −50..=49: the same one for the same `seed`.
fn random_game(strategies: &[usize], seed: u64) -> Payoffs {
    let mut state = seed;
    let mut payoff = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Rational::integer(i64::try_from((state >> 33) % 100).unwrap() - 50)
    };
    let profiles: usize = strategies.iter().product();
    let payoffs = strategies.iter().map(|_| (0..profiles).map(|_| payoff()).collect()).collect();
    Game::new(strategies.to_vec(), payoffs).unwrap().into()
}

const SHAPES: [(&str, &[usize]); 9] = [
    ("4x4", &[4, 4]),
    ("8x8", &[8, 8]),
    ("10x10", &[10, 10]),
    ("15x15", &[15, 15]),
    ("20x20", &[20, 20]),
    ("4x4x4", &[4, 4, 4]),
    ("2x2x2x2", &[2, 2, 2, 2]),
    ("3x3x3x3", &[3, 3, 3, 3]),
    ("4x4x4x4", &[4, 4, 4, 4]),
];

/// Polygons of games of more profiles have thousands of corners.
const POLYGON_UP_TO: usize = 100;

/// With more players than two, strategies are few.
const POLYGON_PLAYERS: usize = 3;

fn welfare(c: &mut Criterion) {
    for (concept, name) in Concept::ALL {
        let mut group = c.benchmark_group(format!("correlated/welfare/{name}"));
        group.sample_size(10);
        for (shape, strategies) in SHAPES {
            let game = random_game(strategies, 1);
            let settings = Settings::default();
            let run = |game: &Payoffs| {
                let set = Polytope::new(game, concept, &settings).unwrap();
                set.optimum(&Objective::Welfare, Sense::Maximise, &settings).unwrap()
            };
            // A wrong answer is not worth timing
            let found = run(&game);
            assert_eq!(found.certificate, Certificate::Exact);
            assert!(found.proofs.iter().all(|proof| proof.check(&game, concept)));
            assert_eq!(found.attained.0, found.bound);
            group.bench_function(BenchmarkId::from_parameter(shape), |b| {
                b.iter(|| run(black_box(&game)));
            });
        }
        group.finish();
    }
}

/// All least and greatest values, and what all equilibria have in common: what is told when nothing
/// in particular is asked.
fn overview(c: &mut Criterion) {
    let mut group = c.benchmark_group("correlated/overview");
    group.sample_size(10);
    for (shape, strategies) in SHAPES {
        let game = random_game(strategies, 1);
        let settings = Settings::default();
        let run = |game: &Payoffs| {
            let set = Polytope::new(game, Concept::Correlated, &settings).unwrap();
            let mut objectives = vec![Objective::Welfare, Objective::Egalitarian];
            objectives.extend((0..strategies.len()).map(Objective::Payoff));
            for objective in objectives {
                for sense in [Sense::Minimise, Sense::Maximise] {
                    let found = set.optimum(&objective, sense, &settings).unwrap();
                    assert_eq!(found.attained.0, found.bound);
                }
            }
            let inside = set.interior(&settings).unwrap();
            assert_eq!(inside.proof.value, Rational::integer(0));
        };
        group.bench_function(BenchmarkId::from_parameter(shape), |b| {
            b.iter(|| run(black_box(&game)));
        });
    }
    group.finish();
}

fn others(c: &mut Criterion) {
    let mut group = c.benchmark_group("correlated/others");
    group.sample_size(10);
    for (shape, strategies) in SHAPES {
        let game = random_game(strategies, 1);
        let settings = Settings::default();
        let set = || Polytope::new(&game, Concept::Correlated, &settings).unwrap();
        if game.shape().profiles() <= POLYGON_UP_TO || strategies.len() >= POLYGON_PLAYERS {
            let polygon = set().attainable([0, 1], &settings).unwrap();
            assert!(polygon.vertices.iter().all(|v| v.certificate == Certificate::Exact));
            assert!(polygon.complete && polygon.edges.len() >= polygon.vertices.len());
            group.bench_function(BenchmarkId::new("attainable", shape), |b| {
                b.iter(|| set().attainable([0, 1], &settings).unwrap());
            });
        }
        let entropy = set().entropy(&settings).unwrap();
        let gap = entropy.bound.nearest_f64() - entropy.entropy.0.nearest_f64();
        assert!(entropy.certificate == Certificate::Exact && gap < 1e-6, "{gap}");
        group.bench_function(BenchmarkId::new("entropy", shape), |b| {
            b.iter(|| set().entropy(&settings).unwrap());
        });
    }
    group.finish();
}

criterion_group!(benches, welfare, overview, others);
criterion_main!(benches);
