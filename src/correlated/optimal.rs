//! The best and the worst correlated equilibrium by any linear measure.

use super::polytope::{CorrelatedError, Extreme, Goal, Polytope, Settings};
use crate::certify::{Bound, Certificate, certify_distribution};
use crate::game::{Distribution, Linear, Objective, Sense};
use crate::num::Rational;

/// The distribution that has most (or least) of something, and what proves it.
#[derive(Clone, Debug, PartialEq)]
pub struct Optimum {
    /// Of what.
    pub objective: Objective,
    /// Whether it is the most or the least.
    pub sense: Sense,
    /// A distribution that attains it; a vertex of the polytope.
    pub distribution: Distribution,
    /// What is proved about the distribution.
    pub certificate: Certificate,
    /// Bounds of what the objective is worth in it.
    pub attained: (Rational, Rational),
    /// What no equilibrium exceeds (or falls short of).
    pub bound: Rational,
    /// What proves the bound: one proof; one for each player for the least egalitarian value.
    pub proofs: Vec<Bound>,
}

impl Optimum {
    /// Bounds of the optimal value: equal for rational payoffs. `None` when the distribution is not
    /// proved to be an equilibrium: then only [`bound`](Self::bound) is.
    pub fn value(&self) -> Option<(Rational, Rational)> {
        if self.certificate != Certificate::Exact {
            return None;
        }
        let bound = self.bound.clone();
        Some(match self.sense {
            Sense::Maximise => (self.attained.0.clone(), bound),
            Sense::Minimise => (bound, self.attained.1.clone()),
        })
    }
}

impl Polytope<'_> {
    /// The greatest or least value of `objective` among these equilibria, with a distribution that
    /// attains it and the proof that none has more.
    ///
    /// # Errors
    /// [`CorrelatedError::Stopped`] at a limit; [`CorrelatedError::TooLarge`].
    ///
    /// # Complexity
    /// A linear program with a variable for each profile and a constraint for each way to disobey
    /// that matters; some more like it if there are many. The least egalitarian value takes one for
    /// each player.
    pub fn optimum(
        &self,
        objective: &Objective,
        sense: Sense,
        settings: &Settings<'_>,
    ) -> Result<Optimum, CorrelatedError> {
        let players = self.game.players();
        if let Some(linear) = objective.linear(self.game.shape()) {
            let extreme = self.extreme(Goal::Linear(&linear), sense, settings)?;
            return self.proved(objective, sense, &linear, extreme, settings);
        }
        if sense == Sense::Maximise {
            let extreme = self.extreme(Goal::Least, sense, settings)?;
            let linear = Linear::payoffs(extreme.weights.clone());
            return self.proved(objective, sense, &linear, extreme, settings);
        }
        // The least of the least: one program for each player
        let mut least: Option<Optimum> = None;
        let mut proofs = Vec::new();
        for player in 0..players {
            let linear = Linear::payoff(players, player);
            let extreme = self.extreme(Goal::Linear(&linear), sense, settings)?;
            let found = self.proved(objective, sense, &linear, extreme, settings)?;
            proofs.extend(found.proofs.iter().cloned());
            if least.as_ref().is_none_or(|least| found.bound < least.bound) {
                least = Some(found);
            }
        }
        let least = least.ok_or(CorrelatedError::Unproved)?;
        Ok(Optimum { proofs, ..least })
    }

    fn proved(
        &self,
        objective: &Objective,
        sense: Sense,
        linear: &Linear,
        extreme: Extreme,
        settings: &Settings<'_>,
    ) -> Result<Optimum, CorrelatedError> {
        let Extreme { distribution, multipliers, .. } = extreme;
        let by = |multipliers: Vec<(usize, Rational)>| {
            Bound::by(self.payoffs, self.concept, linear.clone(), sense, multipliers)
        };
        let mut proof = by(multipliers.clone()).ok_or(CorrelatedError::Unbounded)?;
        if self.payoffs.rational().is_none() {
            // Payoffs known nearly prove a bound nearly; but profiles that are never played need not
            // matter in it
            let mut more = multipliers;
            more.extend(self.never_played(settings)?.iter().cloned());
            let other = by(more).ok_or(CorrelatedError::Unbounded)?;
            if sense.signed(&other.value) < sense.signed(&proof.value) {
                proof = other;
            }
        }
        let certificate = certify_distribution(self.payoffs, self.concept, &distribution)
            .ok_or(CorrelatedError::Unbounded)?;
        let attained =
            objective.bounds(self.payoffs, &distribution).ok_or(CorrelatedError::Unbounded)?;
        Ok(Optimum {
            objective: objective.clone(),
            sense,
            distribution,
            certificate,
            attained,
            bound: proof.value.clone(),
            proofs: vec![proof],
        })
    }
}
