//! Nash methods on random games of growing size, in every arithmetic.
//!
//! `cargo bench --bench nash -- support` runs one method.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use equil::game::{Game, Payoffs};
use equil::nash::{Arithmetic, Coverage, METHODS, Outcome, Settings, find_equilibria};
use equil::num::Rational;

/// A two-player game with integer payoffs in −50..=49, zero-sum if asked for: the same one for the
/// same `seed`.
fn random_game(size: usize, seed: u64, zero_sum: bool) -> Payoffs {
    let mut state = seed;
    let mut payoff = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Rational::integer(i64::try_from((state >> 33) % 100).unwrap() - 50)
    };
    let row: Vec<Rational> = (0..size * size).map(|_| payoff()).collect();
    let column = if zero_sum {
        row.iter().map(Rational::negated).collect()
    } else {
        (0..size * size).map(|_| payoff()).collect()
    };
    Game::new(vec![size, size], vec![row, column]).unwrap().into()
}

/// A wrong answer is not worth timing.
fn check(outcome: &Outcome) {
    if outcome.coverage == Coverage::All && outcome.continuum().is_none() {
        assert_eq!(outcome.equilibria.len() % 2, 1, "Wilson 1971: an odd number of equilibria");
    }
}

fn methods(c: &mut Criterion) {
    for method in METHODS {
        let mut group = c.benchmark_group(format!("nash/{}", method.name));
        for arithmetic in [Arithmetic::Hybrid, Arithmetic::Exact] {
            let settings = Settings { arithmetic, ..Settings::default() };
            for size in [3, 5, 7] {
                let game = random_game(size, 1, method.name == "zero-sum");
                check(&find_equilibria(&game, method, &settings).unwrap());
                group.bench_function(BenchmarkId::new(format!("{arithmetic:?}"), size), |b| {
                    b.iter(|| find_equilibria(black_box(&game), method, &settings));
                });
            }
        }
        group.finish();
    }
}

criterion_group!(benches, methods);
criterion_main!(benches);
