//! Verdicts where floats cannot tell: the program behind a standing has value 0, or nearly.

use super::asked::{Asked, Pure, Standing};
use crate::certify::{Advantage, Belief, Kind, Mixture, dominance};
use crate::linalg::Matrix;
use crate::lp::{Limit, Program, Relation, matrix_game, solve};
use crate::num::{Rational, Ring, Sign};

/// Settles a standing exactly, when payoffs are rational; otherwise says what pure strategies show.
pub(super) fn settle(asked: &Asked<'_>, pure: &Pure, point: Option<(Belief, bool)>) -> Standing {
    exactly(asked, pure).unwrap_or_else(|| without_program(pure, point))
}

/// `None` when payoffs are not rational, or the exact search stopped at its limit.
fn exactly(asked: &Asked<'_>, pure: &Pure) -> Option<Standing> {
    let advantages = advantages(asked)?;
    let game = matrix_game::solve(&advantages, Limit::default()).ok()?;
    let mixture = positive(asked.others, &game.row);
    let belief = positive(asked.rivals, &game.column);
    Some(match game.value.signum() {
        Sign::Positive => {
            Standing { dominated: Some((Kind::Strict, mixture)), best_against: None, settled: true }
        }
        Sign::Negative => {
            Standing { dominated: None, best_against: Some((belief, true)), settled: true }
        }
        Sign::Zero => {
            let dominated = match pure {
                Pure::Dominated(Kind::Weak, by) => (Kind::Weak, vec![(*by, Rational::one())]),
                _ => weakly(asked, &advantages, pure, mixture)?,
            };
            Standing {
                dominated: Some(dominated),
                best_against: Some((belief, false)),
                settled: true,
            }
        }
    })
}

/// The advantage of each other strategy (rows) against each profile of the others (columns).
fn advantages(asked: &Asked<'_>) -> Option<Matrix<Rational>> {
    let game = asked.payoffs.rational()?;
    let shape = game.shape();
    let payoff = |profile: usize, strategy: usize| {
        &game.payoffs(asked.player)[shape.with(profile, asked.player, strategy)]
    };
    let row = |&other: &usize| {
        let gain = |&profile: &usize| payoff(profile, other).minus(payoff(profile, asked.strategy));
        asked.rivals.iter().map(gain).collect()
    };
    Matrix::from_rows(asked.others.iter().map(row).collect())
}

/// A mixture that is never worse and somewhere better, if there is one; otherwise one that is
/// never worse (`never_worse` is, if nothing simpler).
fn weakly(
    asked: &Asked<'_>,
    advantages: &Matrix<Rational>,
    pure: &Pure,
    never_worse: Mixture,
) -> Option<(Kind, Mixture)> {
    let proved = |mixture: &Mixture| {
        dominance(asked.payoffs, asked.player, asked.strategy, mixture, asked.rivals)
    };
    if proved(&never_worse) == Advantage::Dominates(Kind::Weak) {
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
    let crate::lp::Proved::Optimal { value, primal, .. } = answer.proved else { return None };
    if value.signum() == Sign::Positive {
        return Some((Kind::Weak, positive(asked.others, &primal)));
    }
    Some(match pure {
        Pure::Dominated(kind, by) => (*kind, vec![(*by, Rational::one())]),
        _ => (Kind::VeryWeak, never_worse),
    })
}

/// Without rational payoffs there is no exact program: what pure strategies show is all.
fn without_program(pure: &Pure, point: Option<(Belief, bool)>) -> Standing {
    match pure {
        // A tie with the dominating strategy against some profile rules out strict dominance if
        // the strategy is best there
        Pure::Dominated(kind, by) => Standing {
            dominated: Some((*kind, vec![(*by, Rational::one())])),
            settled: point.is_some(),
            best_against: point,
        },
        Pure::Undominated | Pure::Unsettled => {
            Standing { dominated: None, best_against: point, settled: false }
        }
    }
}

fn positive(items: &[usize], weights: &[Rational]) -> Vec<(usize, Rational)> {
    items.iter().copied().zip(weights.iter().cloned()).filter(|(_, w)| !w.is_zero()).collect()
}
