//! Play against what is proved.

use super::{WATCH, law, random, symmetric, value};
use crate::population::{Fitness, PopulationError, Simulation, fixation, simulate, whole};

fn plan(start: &[usize], steps: u64, runs: usize) -> Simulation {
    Simulation { start: start.to_vec(), steps, runs, seed: 7, samples: 10 }
}

/// How far play is from the mean, in standard errors.
fn off(mean: f64, expected: f64, error: f64) -> f64 {
    (mean - expected).abs() / error
}

#[test]
#[allow(clippy::cast_precision_loss)] // counts
fn mutants_take_over_as_often_as_proved() {
    let game = symmetric("2 1; 1 2");
    for process in ["moran", "pairwise-comparison", "wright-fisher"] {
        for strategies in [2, 3] {
            let game =
                if strategies == 2 { game.clone() } else { symmetric("2 1 0; 1 2 0; 0 0 0") };
            let law = law(process, Fitness::Exponential, 10, "1/4", "0");
            let mut start = vec![0; strategies];
            (start[0], start[1]) = (4, 6);
            let played = simulate(&game, &law, &plan(&start, 1_000_000, 4000), WATCH).unwrap();
            assert_eq!((played.fixed.iter().sum::<u64>(), played.going), (4000, 0));
            let proved = value(&fixation(&game, &law, 0, 1, 4, WATCH).unwrap());
            let share = played.fixed[0] as f64 / 4000.0;
            let error = (proved * (1.0 - proved) / 4000.0).sqrt();
            assert!(off(share, proved, error) < 4.0, "{process} {share} {proved}");
        }
    }
}

#[test]
fn the_long_run_is_as_proved() {
    for process in ["moran", "pairwise-comparison", "wright-fisher"] {
        for strategies in [2, 3] {
            let game = random(strategies, 3);
            let law = law(process, Fitness::Exponential, 8, "1/10", "1/10");
            let mut start = vec![0; strategies];
            start[0] = 8;
            let steps = if process == "wright-fisher" { 40_000 } else { 400_000 };
            let played = simulate(&game, &law, &plan(&start, steps, 3), WATCH).unwrap();
            assert_eq!((played.steps, played.samples.len()), (3 * steps, 11));
            let proved = whole(&game, &law, WATCH).unwrap();
            for (strategy, [mean, error]) in played.played.iter().enumerate() {
                let expected = value(&proved.played[strategy]);
                assert!(*error < 0.02, "{error}");
                assert!(off(*mean, expected, *error) < 5.0, "{process} {mean} {expected} {error}");
                let alone = value(&proved.shares[proved.compositions.all(strategy)]);
                assert!((played.alone[strategy] - alone).abs() < 0.03, "{process}");
            }
        }
    }
}

#[test]
fn lots_depend_on_the_seed_alone() {
    let game = random(3, 4);
    let law = law("moran", Fitness::Exponential, 12, "1/10", "1/50");
    let play = |seed: u64, threads: usize| {
        let wanted = Simulation { seed, ..plan(&[4, 4, 4], 20_000, 5) };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        format!("{:?}", pool.install(|| simulate(&game, &law, &wanted, WATCH)).unwrap())
    };
    assert_eq!(play(1, 1), play(1, 3));
    assert_ne!(play(1, 1), play(2, 1));
}

#[test]
fn play_can_be_stopped_and_refused() {
    let game = symmetric("0 0; 0 0");
    let law = law("moran", Fitness::Exponential, 10, "1", "1/10");
    let stopped = simulate(&game, &law, &plan(&[5, 5], 1000, 1), &|_, _| false);
    assert_eq!(stopped.unwrap_err(), PopulationError::Stopped);
    let wrong = simulate(&game, &law, &plan(&[5, 6], 1000, 1), WATCH);
    assert!(matches!(wrong, Err(PopulationError::Range(_))));
    // Nobody can change: no step is made
    let none = super::law("moran", Fitness::Exponential, 10, "1", "0");
    let over = simulate(&game, &none, &plan(&[10, 0], 1000, 2), WATCH).unwrap();
    assert_eq!((over.steps, over.fixed), (0, vec![2, 0]));
}
