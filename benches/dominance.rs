//! Dominance in the four-player game and in random games of growing size.

use std::hint::black_box;
use std::path::Path;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use equil::dominance::{Among, Kind, eliminate, standings};
use equil::format::{Limits, read};
use equil::game::{Game, Payoffs, Support};
use equil::model::Assignment;
use equil::num::Rational;
use equil::text::Source;

fn everything(payoffs: &Payoffs) -> Vec<Support> {
    payoffs.shape().strategies().iter().map(|&count| (0..count).collect()).collect()
}

/// Number `k` of the stream (`SplitMix64`: Steele, Lea and Flood, 2014).
fn random(k: u64) -> u64 {
    let mut z = (k + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The games of `benches/peers/dominance.py`: what a player gets in profile number `k`, with these
/// strategies of theirs and of the other.
fn payoff(kind: &str, player: u64, k: u64, own: i64, other: i64) -> i64 {
    match kind {
        "random" => i64::try_from(random(2 * k + player) % 1000).unwrap(),
        // Two thirds of the mean: half of the strategies fall in each round
        "guess" => -(2 * own - other).pow(2),
        // One less than the other: one strategy falls in each round
        _ => -(own - (other - 1).max(0)).abs(),
    }
}

fn game_of(kind: &str, size: usize) -> Payoffs {
    let payoffs = |player: u64| {
        let profile = |k: usize| {
            let (first, second) =
                (i64::try_from(k % size).unwrap(), i64::try_from(k / size).unwrap());
            let (own, other) = if player == 0 { (first, second) } else { (second, first) };
            Rational::integer(payoff(kind, player, k as u64, own, other))
        };
        (0..size * size).map(profile).collect()
    };
    Game::new(vec![size, size], vec![payoffs(0), payoffs(1)]).unwrap().into()
}

/// Every strategy's standing, and what iterated elimination leaves.
fn large(c: &mut Criterion) {
    let mut group = c.benchmark_group("dominance");
    group.sample_size(10);
    for size in [14, 18, 30, 100, 500, 1000] {
        for kind in ["random", "guess", "links"] {
            if kind == "links" && size > 500 {
                continue;
            }
            let game = game_of(kind, size);
            let all = everything(&game);
            group.bench_function(BenchmarkId::new(format!("once-{kind}"), size), |b| {
                b.iter(|| {
                    let of = |player| {
                        standings(black_box(&game), player, &all, Among::Mixtures, &|_, _| true)
                    };
                    [of(0), of(1)]
                });
            });
            for (name, among) in [("pure", Among::Pure), ("mixtures", Among::Mixtures)] {
                let id = BenchmarkId::new(format!("iterated-{kind}-{name}"), size);
                group.bench_function(id, |b| {
                    b.iter(|| eliminate(black_box(&game), Kind::Strict, among, &all));
                });
            }
        }
    }
    group.finish();
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
        let game = game_of("random", size);
        let all = everything(&game);
        for (name, among) in [("pure", Among::Pure), ("mixtures", Among::Mixtures)] {
            group.bench_function(BenchmarkId::new(name, size), |b| {
                b.iter(|| eliminate(black_box(&game), Kind::Strict, among, &all));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, elimination, large);
criterion_main!(benches);
