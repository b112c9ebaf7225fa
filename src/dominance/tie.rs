//! Verdicts where floats cannot tell: the program behind a standing has value 0, or nearly.

use super::asked::{Asked, Pure, Standing};
use crate::certify::{Advantage, Belief, BestResponse, Kind, Mixture};
use crate::linalg::Matrix;
use crate::lp::{Limit, Program, Proved, Relation, matrix_game, solve};
use crate::num::{Rational, Ring, Sign};

/// Settles a standing exactly where the player's payoffs are rational; otherwise says what pure
/// strategies, and the mixture that floats proposed, have been proved to show.
pub(super) fn settle(
    asked: &Asked<'_>,
    pure: &Pure,
    point: Option<(Belief, bool)>,
    proposed: Option<(Kind, Mixture)>,
) -> Standing {
    exactly(asked, pure).unwrap_or_else(|| without_program(pure, point, proposed))
}

/// `None` when the player's payoffs are not all rational, or the exact search stopped at its limit,
/// or gave something that could not be proved.
fn exactly(asked: &Asked<'_>, pure: &Pure) -> Option<Standing> {
    let advantages = advantages(asked)?;
    let game = matrix_game::solve(&advantages, Limit::default()).ok()?;
    let mixture = positive(asked.others, &game.row);
    let belief = positive(asked.rivals, &game.column);
    // Whatever the program says is proved here, by multiplication alone
    match game.value.signum() {
        Sign::Positive => (asked.proved(&mixture) == Advantage::Dominates(Kind::Strict))
            .then(|| Standing::dominated(Kind::Strict, mixture)),
        Sign::Negative => (asked.proved_best(&belief) == BestResponse::Strict)
            .then(|| Standing::best(belief, true)),
        Sign::Zero => {
            if asked.proved_best(&belief) != BestResponse::Tied {
                return None;
            }
            let dominated = match pure {
                Pure::Dominated(Kind::Weak, by, _) => (Kind::Weak, vec![(*by, Rational::one())]),
                _ => weakly(asked, &advantages, pure, mixture)?,
            };
            let best_against = Some((belief, false));
            Some(Standing { dominated: Some(dominated), best_against, open: Vec::new() })
        }
    }
}

/// The advantage of each other strategy (rows) against each profile of the others (columns).
fn advantages(asked: &Asked<'_>) -> Option<Matrix<Rational>> {
    let shape = asked.payoffs.shape();
    let payoff = |profile: usize, strategy: usize| {
        asked.payoffs.exact(asked.player, shape.with(profile, asked.player, strategy))
    };
    let row = |&other: &usize| -> Option<Vec<Rational>> {
        let gain = |&profile: &usize| {
            Some(payoff(profile, other)?.minus(&payoff(profile, asked.strategy)?))
        };
        asked.rivals.iter().map(gain).collect()
    };
    Matrix::from_rows(asked.others.iter().map(row).collect::<Option<_>>()?)
}

/// A mixture that is never worse and somewhere better, if there is one; otherwise one that is
/// never worse (`never_worse` is, if nothing simpler).
fn weakly(
    asked: &Asked<'_>,
    advantages: &Matrix<Rational>,
    pure: &Pure,
    never_worse: Mixture,
) -> Option<(Kind, Mixture)> {
    if asked.proved(&never_worse) == Advantage::Dominates(Kind::Weak) {
        return Some((Kind::Weak, never_worse));
    }
    // Maximise the sum of all advantages, none of which may be negative
    let totals = advantages
        .iter_rows()
        .map(|row| {
            let mut sum = Rational::zero();
            for advantage in row {
                sum += advantage;
            }
            sum
        })
        .collect();
    let mut program = Program::maximise(totals);
    for column in advantages.transposed().iter_rows() {
        program.add_row(column.to_vec(), Relation::AtLeast, Rational::zero());
    }
    let ones = vec![Rational::one(); asked.others.len()];
    program.add_row(ones, Relation::Equal, Rational::one());
    let answer = solve(&program, Limit::default()).ok()?;
    if !answer.proved.check(&program) {
        return None;
    }
    let Proved::Optimal { value, primal, .. } = answer.proved else { return None };
    if value.signum() == Sign::Positive {
        return Some((Kind::Weak, positive(asked.others, &primal)));
    }
    Some(match pure {
        Pure::Dominated(kind, by, _) => (*kind, vec![(*by, Rational::one())]),
        _ => (Kind::VeryWeak, never_worse),
    })
}

/// Without an exact program what has been found so far is all; stronger kinds stay open, except
/// strict dominance of a strategy that is best somewhere.
pub(super) fn without_program(
    pure: &Pure,
    point: Option<(Belief, bool)>,
    proposed: Option<(Kind, Mixture)>,
) -> Standing {
    let by_pure = match pure {
        Pure::Dominated(kind, by, _) => Some((*kind, vec![(*by, Rational::one())])),
        Pure::Undominated | Pure::Unsettled => None,
    };
    let found = [by_pure, proposed].into_iter().flatten();
    let dominated = found.min_by_key(|(kind, mixture)| (*kind, mixture.len()));
    let weakest = dominated.as_ref().map(|(kind, _)| *kind);
    let open = Kind::ALL
        .iter()
        .map(|(kind, _)| *kind)
        .filter(|kind| weakest.is_none_or(|weakest| *kind < weakest))
        .filter(|kind| *kind != Kind::Strict || point.is_none())
        .collect();
    Standing { dominated, best_against: point, open }
}

fn positive(items: &[usize], weights: &[Rational]) -> Vec<(usize, Rational)> {
    items.iter().copied().zip(weights.iter().cloned()).filter(|(_, w)| !w.is_zero()).collect()
}
