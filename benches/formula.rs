//! Payoffs of the four-player game: one point exactly enclosed, and many points at once.
//!
//! `cargo bench --bench formula` — throughput counts pure profiles, each with the payoffs of all
//! four players.

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use equil::format::{Limits, read};
use equil::model::{Assignment, Model};
use equil::text::Source;

fn four_players() -> Model {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("games/open-release/four-player-2024.game.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    read(&Source::new(path.to_string_lossy(), text), &Limits::default()).unwrap().model
}

/// A wrong answer is not worth timing: Meta's payoff in the first profile.
fn check(payoff: f64) {
    assert!((payoff - 7.296_055_202_129_852).abs() < 1e-12, "{payoff}");
}

fn payoffs(c: &mut Criterion) {
    let model = four_players();
    let point = Assignment::of(&model);
    let profiles = model.shape().profiles();
    let mut group = c.benchmark_group("formula/four-player");
    group.throughput(Throughput::Elements(profiles as u64));

    check(model.at(&point, 1024).unwrap().floats().payoffs(0)[0]);
    group.bench_function("at one point, enclosed", |b| {
        b.iter(|| model.at(black_box(&point), 1024).unwrap());
    });

    let tape = model.symbolic().tape();
    for points in [1, 1024] {
        // The same point over and over costs as much as different ones
        let inputs: Vec<Vec<f64>> = (0..model.parameters.len())
            .map(|i| vec![point.get(i).unwrap().nearest_f64(); points])
            .collect();
        let inputs: Vec<&[f64]> = inputs.iter().map(Vec::as_slice).collect();
        let mut output = vec![0.0; points * tape.results()];
        tape.evaluate(&inputs, points, &mut output);
        check(output[0]);
        check(output[(points - 1) * tape.results()]);
        group.throughput(Throughput::Elements((points * profiles) as u64));
        group.bench_function(format!("in floats, {points} points at once"), |b| {
            b.iter(|| tape.evaluate(black_box(&inputs), points, &mut output));
        });
    }
    group.finish();
}

criterion_group!(benches, payoffs);
criterion_main!(benches);
