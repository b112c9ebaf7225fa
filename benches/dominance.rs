//! Dominance in the four-player game and in random games of growing size.

use std::hint::black_box;
use std::path::Path;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use equil::dominance::{Among, Kind, eliminate};
use equil::format::{Limits, read};
use equil::game::{Game, Payoffs, Support};
use equil::model::Assignment;
use equil::num::Rational;
use equil::text::Source;

fn everything(payoffs: &Payoffs) -> Vec<Support> {
    payoffs.shape().strategies().iter().map(|&count| (0..count).collect()).collect()
}

/// A two-player game with integer payoffs in 0..=999: the same one for the same `seed`.
fn random_game(size: usize, seed: u64) -> Payoffs {
    let mut state = seed;
    let mut payoff = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Rational::integer(i64::try_from((state >> 33) % 1000).unwrap())
    };
    let payoffs = (0..2).map(|_| (0..size * size).map(|_| payoff()).collect()).collect();
    Game::new(vec![size, size], payoffs).unwrap().into()
}

fn elimination(c: &mut Criterion) {
    let mut group = c.benchmark_group("dominance/eliminate");
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("games/open-release/four-player-2024.game.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let source = Source::new(path.to_string_lossy(), text);
    let model = read(&source, &Limits::default()).unwrap().model;
    let payoffs = model.at(&Assignment::of(&model), 1024).unwrap();
    let all = everything(&payoffs);
    assert!(eliminate(&payoffs, Kind::Strict, Among::Mixtures, &all).solution().is_some());
    group.bench_function("four-player", |b| {
        b.iter(|| eliminate(black_box(&payoffs), Kind::Strict, Among::Mixtures, &all));
    });
    for size in [5, 10, 20] {
        let game = random_game(size, 1);
        let all = everything(&game);
        for (name, among) in [("pure", Among::Pure), ("mixtures", Among::Mixtures)] {
            group.bench_function(BenchmarkId::new(name, size), |b| {
                b.iter(|| eliminate(black_box(&game), Kind::Strict, among, &all));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, elimination);
criterion_main!(benches);
