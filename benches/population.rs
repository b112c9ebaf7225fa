//! Steps of play, and shares of long runs; answers are checked before they are timed.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use equil::game::{Game, Payoffs};
use equil::num::Rational;
use equil::population::{Fitness, Law, Simulation, fixation, named, rare, simulate, whole};

/// The row strategy's payoffs, of a symmetric game.
fn symmetric(rows: &[&[i64]]) -> Payoffs {
    let count = rows.len();
    let of = |turned: bool| {
        let cell = |index: usize| {
            let (own, other) = (index % count, index / count);
            Rational::integer(if turned { rows[other][own] } else { rows[own][other] })
        };
        (0..count * count).map(cell).collect::<Vec<_>>()
    };
    Game::new(vec![count, count], vec![of(false), of(true)]).unwrap().into()
}

fn law(process: &str, size: usize, mutation: (i64, i64)) -> Law {
    Law {
        process: named(process).unwrap(),
        fitness: Fitness::Exponential,
        size,
        selection: Rational::integer(1),
        mutation: Rational::new(mutation.0, mutation.1).unwrap(),
    }
}

const HAWKS: &[&[i64]] = &[&[-1, 4], &[0, 0]];
const FIVE: &[&[i64]] =
    &[&[2, 0, 3, 1, 0], &[3, 1, 0, 2, 1], &[0, 2, 2, 0, 3], &[1, 3, 0, 2, 0], &[2, 0, 1, 3, 1]];

/// Steps of one run, on one thread.
fn play(c: &mut Criterion) {
    let mut group = c.benchmark_group("play");
    group.sample_size(10);
    let threads = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    for (name, rows, mutation) in
        [("two", HAWKS, (1, 1000)), ("five", FIVE, (1, 1000)), ("five-restless", FIVE, (1, 20))]
    {
        let game = symmetric(rows);
        for process in ["moran", "pairwise-comparison"] {
            let law = law(process, 100, mutation);
            let mut start = vec![0; rows.len()];
            start[0] = 100;
            let steps = 10_000_000;
            let wanted = Simulation { start, steps, runs: 1, seed: 1, samples: 0 };
            if rows.len() == 2 {
                let played = simulate(&game, &law, &wanted, &|_, _| true).unwrap().played[0];
                let proved = whole(&game, &law, &|_, _| true).unwrap().played[0].0.nearest_f64();
                assert!((played[0] - proved).abs() < 5.0 * played[1], "{played:?} {proved}");
            }
            group.throughput(Throughput::Elements(steps));
            group.bench_function(format!("{process}-{name}"), |b| {
                b.iter(|| {
                    threads.install(|| simulate(&game, &law, black_box(&wanted), &|_, _| true))
                });
            });
        }
    }
    group.finish();
}

fn long_runs(c: &mut Criterion) {
    let mut group = c.benchmark_group("long-run");
    group.sample_size(10);
    let (two, five) = (symmetric(HAWKS), symmetric(FIVE));
    let none = law("moran", 100, (0, 1));
    let hawk = fixation(
        &two,
        &Law { selection: Rational::new(1, 2).unwrap(), ..none.clone() },
        0,
        1,
        1,
        &|_, _| true,
    );
    assert!((hawk.unwrap().0.nearest_f64() - 0.864_115_574_246_266_4).abs() < 1e-15);
    group.bench_function("rare-five", |b| b.iter(|| rare(black_box(&five), &none, &|_, _| true)));
    let three = symmetric(&[&[6, 0, 0], &[5, 7, 5], &[0, 5, 8]]);
    for size in [30, 60] {
        let law = law("moran", size, (1, 100));
        group.bench_function(format!("whole-three-{size}"), |b| {
            b.iter(|| whole(black_box(&three), &law, &|_, _| true));
        });
    }
    group.finish();
}

criterion_group!(benches, play, long_runs);
criterion_main!(benches);
