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

const SHAPES: [(&str, &[usize]); 6] = [
    ("2x2", &[2, 2]),
    ("4x4", &[4, 4]),
    ("2x2x2x2", &[2, 2, 2, 2]),
    ("10x10", &[10, 10]),
    ("5x4x3x4", &[5, 4, 3, 4]),
    ("5x5x5x5", &[5, 5, 5, 5]),
];

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
            assert_eq!(run(&game).certificate, Certificate::Exact);
            group.bench_function(BenchmarkId::from_parameter(shape), |b| {
                b.iter(|| run(black_box(&game)));
            });
        }
        group.finish();
    }
}

fn others(c: &mut Criterion) {
    let mut group = c.benchmark_group("correlated/others");
    group.sample_size(10);
    for (shape, strategies) in &SHAPES[..3] {
        let game = random_game(strategies, 1);
        let settings = Settings::default();
        let set = Polytope::new(&game, Concept::Correlated, &settings).unwrap();
        group.bench_function(BenchmarkId::new("attainable", shape), |b| {
            b.iter(|| set.attainable([0, 1], &settings).unwrap());
        });
        group.bench_function(BenchmarkId::new("interior", shape), |b| {
            b.iter(|| set.interior(&settings).unwrap());
        });
        group.bench_function(BenchmarkId::new("entropy", shape), |b| {
            b.iter(|| set.entropy(&settings).unwrap());
        });
    }
    group.finish();
}

criterion_group!(benches, welfare, others);
criterion_main!(benches);
