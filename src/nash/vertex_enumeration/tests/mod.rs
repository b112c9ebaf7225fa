mod agreement;
mod known;
mod search;

use super::METHOD;
use crate::game::{Game, Payoffs};
use crate::nash::{Coverage, Equilibrium, Outcome, Settings, find_equilibria};
use crate::num::Rational;

/// Payoffs in the order of the profiles: the first player's strategy varies fastest.
fn game(rows: usize, columns: usize, payoffs: [Vec<Rational>; 2]) -> Payoffs {
    Game::new(vec![rows, columns], payoffs.into()).unwrap().into()
}

/// Payoffs as matrices, row by row.
fn bimatrix(one: &[Vec<Rational>], other: &[Vec<Rational>]) -> Payoffs {
    let (rows, columns) = (one.len(), one[0].len());
    let by_profile = |matrix: &[Vec<Rational>]| {
        (0..columns).flat_map(|j| matrix.iter().map(move |row| row[j].clone())).collect()
    };
    game(rows, columns, [by_profile(one), by_profile(other)])
}

/// Integers, row by row.
fn matrix(columns: usize, entries: &[i64]) -> Vec<Vec<Rational>> {
    let integers = |row: &[i64]| row.iter().map(|&n| Rational::integer(n)).collect();
    entries.chunks(columns).map(integers).collect()
}

fn solved(payoffs: &Payoffs) -> Outcome {
    let outcome = find_equilibria(payoffs, &METHOD, &Settings::default()).unwrap();
    assert_eq!(outcome.coverage, Coverage::All);
    assert!(outcome.equilibria.iter().all(Equilibrium::is_proved));
    for (i, equilibrium) in outcome.equilibria.iter().enumerate() {
        let twice =
            outcome.equilibria[..i].iter().any(|other| other.profile == equilibrium.profile);
        assert!(!twice, "{equilibrium:?} is listed twice");
    }
    outcome
}

/// Numbers that are the same on every run.
fn random_integers(seed: u64, count: usize, below: u64) -> Vec<Rational> {
    let mut state = seed;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Rational::integer(i64::try_from((state >> 33) % below).unwrap())
    };
    (0..count).map(|_| next()).collect()
}

fn random_game(rows: usize, columns: usize, seed: u64, below: u64) -> Payoffs {
    let mut one = random_integers(seed, 2 * rows * columns, below);
    let other = one.split_off(rows * columns);
    game(rows, columns, [one, other])
}
