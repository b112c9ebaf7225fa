//! Mutants of a strategy in a symmetric game, and whether any does well.

use super::criterion::{Reason, Verdict};
use super::field::{Field, Patience};
use super::form::{Form, Found, Wanted};
use crate::game::{Mixed, Payoffs};
use crate::linalg::Matrix;
use crate::num::{Rational, Ring, Sign};

/// What the row player gets, if the game is symmetric: what each player gets depends on what they
/// and the other do, not on who they are.
pub(super) fn symmetric(payoffs: &Payoffs) -> Result<Matrix<Rational>, &'static str> {
    const NOT: &str = "it is about symmetric games";
    let &[rows, columns] = payoffs.shape().strategies() else {
        return Err("it is about symmetric games of two players");
    };
    if rows != columns {
        return Err(NOT);
    }
    let exact = |player: usize, profile: [usize; 2]| {
        let known = payoffs.exact(player, payoffs.shape().index(&profile));
        known.ok_or("it is about symmetric games with rational payoffs")
    };
    let mut entries = Vec::with_capacity(rows * columns);
    for i in 0..rows {
        for j in 0..columns {
            let payoff = exact(0, [i, j])?;
            if payoff != exact(1, [j, i])? {
                return Err(NOT);
            }
            entries.push(payoff);
        }
    }
    Matrix::new(rows, columns, entries).ok_or(NOT)
}

/// Whether the strategy of equilibrium `i` holds out against every mutant.
///
/// A mutant has to be another best response x + z. As it earns the same against x, what counts is
/// what it earns against itself: the strategy holds out if −z·Az is positive (or, to be neutrally
/// stable, not negative) for all directions z that increase only best responses and decrease only
/// what is played.
pub(super) fn verdict(field: &Field<'_>, i: usize, wanted: Wanted) -> Verdict {
    let profile = field.profile(i);
    if profile[0] != profile[1] {
        return Verdict::no(Reason::Asymmetric);
    }
    let (Ok(payoffs), None) = (symmetric(field.payoffs), field.boxes(i)) else {
        return Verdict::open(Reason::Unsettled);
    };
    let own = &profile[0];
    match direction(&payoffs, own, wanted, field.patience) {
        Found::Nothing => Verdict::yes(),
        Found::Direction(z) => {
            let mutant = moved(own, &z);
            if does_well(&payoffs, own, &mutant, wanted) {
                Verdict::no(Reason::Invader(mutant))
            } else {
                Verdict::open(Reason::Unsettled)
            }
        }
        Found::TooMany(count) => Verdict::open(Reason::TooMany(count)),
        Found::Stopped => Verdict::open(Reason::Stopped),
    }
}

fn direction(
    payoffs: &Matrix<Rational>,
    own: &Mixed<Rational>,
    wanted: Wanted,
    patience: Patience<'_>,
) -> Found {
    let earned: Vec<Rational> = payoffs.iter_rows().map(|row| product(row, own)).collect();
    let most = earned.iter().max().cloned().unwrap_or_else(Rational::zero);
    let played: Vec<usize> = (0..own.len()).filter(|&k| !own[k].is_zero()).collect();
    let tempting = (0..own.len()).filter(|&k| own[k].is_zero() && earned[k] == most);
    let base = played[0];
    // Along each of these directions the first strategy that is played makes room for another
    let others: Vec<usize> = played[1..].iter().copied().chain(tempting).collect();
    let basis: Vec<Vec<Rational>> = others
        .iter()
        .map(|&other| {
            let mut direction = vec![Rational::zero(); own.len()];
            direction[other] = Rational::one();
            direction[base] = Rational::minus_one();
            direction
        })
        .collect();
    let values = basis
        .iter()
        .map(|z| {
            let images: Vec<Rational> = (0..own.len())
                .map(|k| {
                    let column: Vec<Rational> =
                        (0..own.len()).map(|j| payoffs[(j, k)].clone()).collect();
                    let mut both = product(payoffs.row(k), z);
                    both += &product(&column, z);
                    both.negated()
                })
                .collect();
            basis.iter().map(|w| product(&images, w)).collect()
        })
        .collect();
    Form { values, basis, free: played.len() - 1 }.search(wanted, patience)
}

/// As far from the strategy in this direction as probabilities allow.
fn moved(own: &Mixed<Rational>, z: &[Rational]) -> Mixed<Rational> {
    let mut step: Option<Rational> = None;
    for (p, change) in own.iter().zip(z) {
        if change.signum() == Sign::Negative {
            let mut most = p.clone();
            most /= &change.negated();
            step = Some(step.map_or(most.clone(), |step| step.min(most)));
        }
    }
    let step = step.unwrap_or_else(Rational::zero);
    own.iter()
        .zip(z)
        .map(|(p, change)| {
            let mut sum = p.clone();
            sum.add_product(&step, change);
            sum
        })
        .collect()
}

/// Checks the mutant by multiplication alone: another strategy that earns as much against the
/// strategy, and against itself at least as much as the strategy does (more, to spread).
fn does_well(
    payoffs: &Matrix<Rational>,
    own: &Mixed<Rational>,
    mutant: &Mixed<Rational>,
    wanted: Wanted,
) -> bool {
    let earns = |one: &[Rational], other: &[Rational]| {
        let earned: Vec<Rational> = payoffs.iter_rows().map(|row| product(row, other)).collect();
        product(&earned, one)
    };
    let among_them = earns(mutant, mutant).cmp(&earns(own, mutant));
    mutant != own
        && mutant.iter().all(|p| p.signum() != Sign::Negative)
        && earns(mutant, own) == earns(own, own)
        && match wanted {
            Wanted::Positive => among_them.is_ge(),
            Wanted::Nonnegative => among_them.is_gt(),
        }
}

fn product(a: &[Rational], b: &[Rational]) -> Rational {
    let mut sum = Rational::zero();
    for (x, y) in a.iter().zip(b) {
        sum.add_product(x, y);
    }
    sum
}
