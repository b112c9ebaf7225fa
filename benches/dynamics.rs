//! Steps of learning and evolution. Answers are checked before anything is timed.
//!
//! `cargo bench --bench dynamics` times all; `-- fictitious-play` or `-- replicator` one of them.
//! A batch of the replicator dynamics has 1024 starts: divide by it for a step of one.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

use equil::dynamics::mixed::batch::{Step, replicate};
use equil::dynamics::mixed::{Field, Settings, TOLERANCE, Trajectory, follow, random_start};
use equil::dynamics::named;
use equil::game::{Game, Payoffs};
use equil::num::{Draws, Rational};

const STARTS: usize = 1024;
const ROUNDS: u32 = 100_000;

/// Integers from 1 to 1000; of a symmetric game if `same`.
fn game(size: usize, same: bool) -> Payoffs {
    let draws = Draws::new(size as u64);
    let entry = |k: usize| draws.integer(k, (1, 1000));
    let row: Vec<i64> = (0..size * size).map(entry).collect();
    let turned =
        |k: usize| if same { row[k % size * size + k / size] } else { entry(k + size * size) };
    let column = (0..size * size).map(turned).collect::<Vec<_>>();
    let rational = |payoffs: &[i64]| payoffs.iter().map(|n| Rational::integer(*n)).collect();
    let payoffs = vec![rational(&row), rational(&column)];
    Payoffs::from(Game::new(vec![size, size], payoffs).expect("as many payoffs as profiles"))
}

fn played(field: &Field, start: &[f64]) -> Trajectory {
    let rule =
        named("fictitious-play").and_then(|dynamic| dynamic.kind.mixed()).expect("it is a rule");
    let settings = Settings {
        span: f64::from(ROUNDS),
        every: f64::from(ROUNDS),
        tolerance: TOLERANCE,
        seed: 1,
        given: &[],
        watch: &|_, _| true,
    };
    follow(field, rule, start, &settings).expect("nothing stops it")
}

fn fictitious_play(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("fictitious-play");
    group.sample_size(10).throughput(Throughput::Elements(ROUNDS.into()));
    for size in [3, 100] {
        let field = Field::new(&game(size, false), false).expect("two populations");
        let mut start = vec![0.0; 2 * size];
        (start[0], start[size]) = (1.0, 1.0);
        let way = played(&field, &start);
        let average = way.average.expect("few profiles");
        assert!(way.exact);
        // Counts, and regret told twice: by sums of the motion, and from the distribution
        let told = way.points[1].average_regret.expect("rounds were played");
        let exact = average.regrets.iter().max().expect("two players").nearest_f64();
        assert!((told.max(0.0) - exact).abs() < 1e-6, "{told} {exact}");
        group.bench_function(size.to_string(), |bench| bench.iter(|| played(&field, &start)));
    }
    group.finish();
}

fn replicator(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("replicator");
    group.sample_size(10);
    for (size, steps) in [(3, 1000), (100, 20)] {
        let field = Field::new(&game(size, true), true).expect("it is symmetric");
        let starts: Vec<f64> =
            (0..STARTS as u64).flat_map(|n| random_start(&field, 1, n)).collect();
        for (name, step) in [
            ("ratio", Step::Ratio { background: 0.0 }),
            ("euler", Step::Euler { length: 1e-4 }),
            ("runge-kutta", Step::RungeKutta { length: 1e-4 }),
        ] {
            let mut states = starts.clone();
            replicate(&field, &mut states, steps, step).expect("one population");
            check(&field, &starts[..size], &states[..size], (steps, step));
            group.throughput(Throughput::Elements((STARTS * steps) as u64));
            group.bench_function(format!("{size}/{name}"), |bench| {
                bench.iter(|| {
                    let mut states = starts.clone();
                    replicate(&field, &mut states, steps, step).expect("one population");
                    states
                });
            });
        }
    }
    group.finish();
}

/// The first state as plain loops move it.
fn check(field: &Field, start: &[f64], end: &[f64], (steps, step): (usize, Step)) {
    let mut scratch = equil::dynamics::mixed::Scratch::default();
    let mut rates = |state: &[f64]| {
        let mut earned = vec![0.0; state.len()];
        field.earned(state, &mut earned, &mut scratch);
        let mean: f64 = state.iter().zip(&earned).map(|(p, e)| p * e).sum();
        let ratio: Vec<f64> = state.iter().zip(&earned).map(|(p, e)| p * e / mean).collect();
        let rates: Vec<f64> = state.iter().zip(&earned).map(|(p, e)| p * (e - mean)).collect();
        (ratio, rates)
    };
    let along = |state: &[f64], rates: &[f64], length: f64| -> Vec<f64> {
        state.iter().zip(rates).map(|(p, rate)| p + length * rate).collect()
    };
    let mut state = start.to_vec();
    for _ in 0..steps {
        state = match step {
            Step::Ratio { .. } => rates(&state).0,
            Step::Euler { length } => along(&state, &rates(&state).1, length),
            Step::RungeKutta { length } => {
                let first = rates(&state).1;
                let second = rates(&along(&state, &first, length / 2.0)).1;
                let third = rates(&along(&state, &second, length / 2.0)).1;
                let fourth = rates(&along(&state, &third, length)).1;
                let sum: Vec<f64> = (0..state.len())
                    .map(|i| first[i] + 2.0 * second[i] + 2.0 * third[i] + fourth[i])
                    .collect();
                along(&state, &sum, length / 6.0)
            }
        };
    }
    let far = state.iter().zip(end).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    assert!(far < 1e-9, "{far}");
}

criterion_group!(benches, fictitious_play, replicator);
criterion_main!(benches);
