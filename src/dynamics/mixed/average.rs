//! What was played on average, as a distribution of exact probabilities, and its exact regret.

use super::Field;
use super::tally::Tally;
use crate::certify::{Certificate, coarse_regrets};
use crate::game::{Distribution, Profile};
use crate::num::Rational;

/// The mean of what was played over all rounds: an ε-coarse correlated equilibrium.
#[derive(Clone, Debug, PartialEq)]
pub struct Average {
    /// Probabilities are multiples of 1/rounds, or of 2⁻⁴⁰ nearly.
    pub distribution: Distribution,
    /// How often each player plays each strategy.
    pub marginals: Profile<Rational>,
    /// For each player the most that one strategy in place of all that was played gains (at most
    /// that, where payoffs are enclosed).
    pub regrets: Vec<Rational>,
    /// Exact if nobody gains, else with the greatest regret as ε.
    pub certificate: Certificate,
    /// The greatest of the regrets, each as a part of the range of that player's payoffs; where that
    /// is known.
    pub relative: Option<Rational>,
}

impl Average {
    /// `None` if there were too many profiles to count, no round was played, or payoffs cannot be
    /// bounded.
    pub(super) fn new(field: &Field, tally: &Tally) -> Option<Self> {
        if tally.rounds < 1.0 || tally.joint.is_empty() {
            return None;
        }
        let payoffs = field.payoffs();
        let shape = payoffs.shape();
        let cells = rounded(&tally.joint).into_iter().enumerate().collect();
        let distribution = Distribution::new(shape, cells)?;
        let regrets = coarse_regrets(payoffs, &distribution)?;
        let worst = regrets.iter().max()?.clone();
        let relative = ranges(field).map(|ranges| {
            let parts = regrets.iter().zip(ranges).filter(|(_, range)| !range.is_zero());
            let part = |(regret, range): (&Rational, Rational)| {
                let mut part = regret.clone();
                part /= &range;
                part
            };
            parts.map(part).max().unwrap_or_else(|| Rational::integer(0))
        });
        let certificate =
            if worst.is_zero() { Certificate::Exact } else { Certificate::Regret(worst) };
        let marginals = distribution.marginals(shape);
        Some(Self { distribution, marginals, regrets, certificate, relative })
    }
}

/// The range of each player's payoffs, where they are rational.
fn ranges(field: &Field) -> Option<Vec<Rational>> {
    use crate::num::Ring;
    let game = field.payoffs().rational()?;
    let range = |player: usize| {
        let payoffs = game.payoffs(player);
        Some(payoffs.iter().max()?.minus(payoffs.iter().min()?))
    };
    (0..game.players()).map(range).collect()
}

/// Units of probability, 2⁴⁰: rounded so that denominators stay short.
const UNITS: f64 = 1_099_511_627_776.0;

/// Weights in proportion, as exact probabilities that sum to 1. Integers are kept as they are.
#[allow(clippy::cast_possible_truncation)] // at most 2⁵³ in all
pub(super) fn rounded(weights: &[f64]) -> Vec<Rational> {
    let sum: f64 = weights.iter().sum();
    let whole = sum <= 2.0 * UNITS && weights.iter().all(|w| w.fract().abs() <= 0.0) && sum > 0.0;
    let scale = if whole { 1.0 } else { UNITS / sum };
    let parts: Vec<i64> = weights.iter().map(|w| (w * scale).round().max(0.0) as i64).collect();
    let total = parts.iter().sum::<i64>().max(1);
    parts.iter().map(|&n| Rational::new(n, total).unwrap_or_else(|| Rational::integer(0))).collect()
}
