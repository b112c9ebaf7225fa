//! The best or worst equilibrium: what dominance settles first, and a search for the rest.

use super::{Whole, reduce, untouched};
use crate::certify::Checker;
use crate::dominance::Elimination;
use crate::game::{Objective, Payoffs, Sense};
use crate::nash::{NashError, Optimum, Settings, find_beyond, find_optimum, find_reaching};
use crate::num::Rational;

/// Which equilibrium is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The best one.
    Best,
    /// Any one with a better value than this.
    Beyond(Rational),
    /// Any one with this value or a better one.
    Reaching(Rational),
}

/// The best equilibrium by an objective, and how the game was prepared for finding it.
#[derive(Clone, Debug, PartialEq)]
pub struct BestSolution {
    /// What iterated strict elimination did; it neither adds nor removes equilibria. Nothing where a
    /// proof was wanted: it is about the whole game.
    pub elimination: Elimination,
    /// The best equilibrium of the whole game, and what is proved about it.
    pub optimum: Optimum,
}

/// Looks for the best or the worst equilibrium by `objective`: removes strictly dominated strategies
/// round by round, then searches what is left by branch and bound.
///
/// # Errors
/// [`NashError::Unsupported`] unless the game has two players and rational payoffs.
///
/// # Complexity
/// That of [`eliminate`](crate::dominance::eliminate) and of [`find_optimum`], [`find_beyond`] or
/// [`find_reaching`].
///
/// # Examples
/// The prisoner's dilemma is solved by dominance, and welfare is 2 in its only equilibrium:
/// ```
/// use equil::game::{Game, Objective, Payoffs, Sense};
/// use equil::nash::Settings;
/// use equil::num::Rational;
/// use equil::solve::{Wanted, solve_best};
///
/// let payoffs = [[2, 3, 0, 1], [2, 0, 3, 1]].map(|p| p.map(Rational::integer).to_vec());
/// let dilemma = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let (sense, settings) = (Sense::Maximise, Settings::default());
/// let best = solve_best(&dilemma, &Objective::Welfare, sense, &Wanted::Best, &settings)?;
/// assert_eq!(best.elimination.survivors, [[1], [1]]);
/// let (equilibrium, value) = best.optimum.found.unwrap();
/// assert_eq!(equilibrium.profile.as_pure(), Some(vec![1, 1]));
/// assert_eq!(value, Rational::integer(2));
/// # Ok::<(), equil::nash::NashError>(())
/// ```
pub fn solve_best(
    payoffs: &Payoffs,
    objective: &Objective,
    sense: Sense,
    wanted: &Wanted,
    settings: &Settings<'_>,
) -> Result<BestSolution, NashError> {
    let takes = payoffs.shape().players() == 2 && payoffs.rational().is_some();
    let whole = settings.proof || !takes;
    let elimination = if whole { untouched(payoffs) } else { reduce(payoffs, settings) };
    let kept = &elimination.survivors;
    let part = payoffs.restricted(kept);
    let about = objective.restricted(payoffs.shape(), kept);
    let mut optimum = match wanted {
        Wanted::Best => find_optimum(&part, &about, sense, settings),
        Wanted::Beyond(bound) => find_beyond(&part, &about, sense, bound, settings),
        Wanted::Reaching(bound) => find_reaching(&part, &about, sense, bound, settings),
    }?;
    let players: Vec<usize> = (0..kept.len()).collect();
    let whole = Whole { payoffs, checker: Checker::new(payoffs), kept, players: &players };
    optimum.found = optimum.found.and_then(|(found, value)| {
        let equilibrium = whole.equilibrium(&found)?;
        equilibrium.is_proved().then_some((equilibrium, value))
    });
    Ok(BestSolution { elimination, optimum })
}
