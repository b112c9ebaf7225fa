//! Exact verdicts where floats cannot tell: the program behind a standing has value 0, or nearly.
//!
//! The exact program is solved for few rows and columns, and those that prove its solution wrong
//! are added until there are none (row and column generation).

use super::examine::{Asking, Found, Verdict};
use super::search::Near;
use super::weights::{View, Weights};
use crate::certify::{Advantage, Kind};
use crate::linalg::Matrix;
use crate::lp::{Limit, Program, Proved, Relation, matrix_game, solve};
use crate::num::{Rational, Ring, Sign};

/// Weights this small are no place to start: what is missing is found.
const UNUSED: f64 = 1e-9;

/// Settles how `row` stands against `others`; `None` when the exact search stops at its limit or is
/// stopped. `near` says where floats looked.
pub(super) fn settle(
    asking: &Asking<'_>,
    row: usize,
    others: &[usize],
    near: Option<&Near>,
    start: usize,
) -> Option<Found> {
    let view = &asking.view;
    let items = |weights: &[(usize, f64)]| -> Vec<usize> {
        weights.iter().filter(|(_, w)| *w > UNUSED).map(|(item, _)| *item).collect()
    };
    let (mut rows, mut columns) =
        near.map_or_else(Default::default, |near| (items(&near.mixture), items(&near.belief)));
    if columns.is_empty() {
        columns.push(start);
    }
    if rows.is_empty() {
        rows.push(view.strongest(row, &Weights::point(columns[0]), others)?);
    }
    while asking.clock.goes_on() {
        let differences = rows.iter().map(|&by| {
            columns.iter().map(|&column| view.own.difference(by, row, column)).collect()
        });
        let advantages = Matrix::from_rows(differences.collect())?;
        let game = matrix_game::solve(&advantages, Limit::default()).ok()?;
        let mixture = Weights::exact(&rows, &game.row);
        let belief = Weights::exact(&columns, &game.column);
        let closest = view.closest(row, &mixture)?;
        let strongest = view.strongest(row, &belief, others)?;
        let least = view.mixed_advantage(row, &mixture, closest);
        let most = view.believed_advantage(row, strongest, &belief).negated();
        match (least.signum(), most.signum()) {
            (Sign::Positive, _) => return Some(Found::Above(mixture)),
            (_, Sign::Negative) => return Some(Found::Below(belief)),
            (Sign::Zero, Sign::Zero) => return Some(Found::Level(mixture, belief)),
            (_, Sign::Zero) if asking.weakest == Kind::Strict => {
                return Some(Found::Tied(belief));
            }
            _ => {}
        }
        // One of them is wrong, or both would agree on the value
        if least < game.value {
            columns.push(closest);
        }
        if most > game.value {
            rows.push(strongest);
        }
    }
    None
}

/// Given a mixture that is nowhere worse and a belief against which `row` is as good as the best:
/// whether it is weakly dominated.
///
/// A mixture that is nowhere worse uses only rows that are as good as `row` against that belief.
pub(super) fn weakly(
    asking: &Asking<'_>,
    row: usize,
    (never_worse, belief): (Weights, Weights),
    pure: Option<(Kind, usize)>,
) -> Option<Verdict> {
    let view = &asking.view;
    let dominated = |kind, by: Weights| Some(Verdict::Dominated(kind, by, Some(belief.clone())));
    match pure {
        Some((Kind::Weak, by)) => return dominated(Kind::Weak, Weights::point(by)),
        _ if view.advantage(row, &never_worse) == Advantage::Dominates(Kind::Weak) => {
            return dominated(Kind::Weak, never_worse);
        }
        _ => {}
    }
    let tied: Vec<usize> = (view.rows.iter().copied())
        .filter(|&other| other != row && view.believed_advantage(row, other, &belief).is_zero())
        .collect();
    let (sum, mixture) = most_in_sum(view, row, &tied)?;
    match pure {
        _ if sum == Sign::Positive => dominated(Kind::Weak, mixture),
        Some((kind, by)) => dominated(kind, Weights::point(by)),
        None => dominated(Kind::VeryWeak, never_worse),
    }
}

/// The mixture of `tied` rows with the greatest sum of all advantages over `row`, none of which may
/// be negative, and the sign of that sum: it is positive if any such mixture is somewhere better.
fn most_in_sum(view: &View<'_>, row: usize, tied: &[usize]) -> Option<(Sign, Weights)> {
    let total = |&by: &usize| {
        let mut sum = Rational::zero();
        view.columns.iter().for_each(|&column| sum += &view.own.difference(by, row, column));
        sum
    };
    let mut program = Program::maximise(tied.iter().map(total).collect());
    for &column in view.columns {
        let differences: Vec<Rational> =
            tied.iter().map(|&by| view.own.difference(by, row, column)).collect();
        if !differences.iter().all(Rational::is_zero) {
            program.add_row(differences, Relation::AtLeast, Rational::zero());
        }
    }
    program.add_row(vec![Rational::one(); tied.len()], Relation::Equal, Rational::one());
    let answer = solve(&program, Limit::default()).ok()?;
    if !answer.proved.check(&program) {
        return None;
    }
    let Proved::Optimal { value, primal, .. } = answer.proved else { return None };
    Some((value.signum(), Weights::exact(tied, &primal)))
}
