//! What a method found.

use crate::certify::{Chances, OneShot, StateValues, enclose_policy, markov};
use crate::game::{Policy, Profile, StochasticGame, to_distribution};
use crate::nash::Coverage;
use crate::num::{Rational, Sign};
use crate::table::middle;

use super::worth;

/// A stationary policy, what it is worth, and what single deviations from it gain.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// A profile of the available strategies for each state.
    pub policy: Policy,
    /// What each player gets on average from each state on.
    pub values: StateValues,
    /// Computed by [`markov`] or [`enclose_policy`], not by the method.
    pub one_shot: OneShot,
    /// Where probabilities are not known exactly: bounds of them, by state, which are proved to contain an equilibrium, the only one within them. Values and gains are then its
    /// own, and `policy` is near to it.
    pub within: Option<Vec<Chances>>,
}

/// Policies from which single deviations gain no more than this part of the range of payoffs are near to an equilibrium, perhaps.
const NEAR: f64 = 1e-7;

impl Found {
    /// A policy with its values and its certificate; `None` when it is none of the game's.
    pub fn certified(game: &StochasticGame, policy: Policy) -> Option<Self> {
        let fits = policy.len() == game.states()
            && policy.iter().zip(game.stages()).all(|(profile, stage)| {
                let available = stage.available();
                profile.iter().len() == available.len()
                    && profile.iter().zip(available).all(|(mixed, own)| mixed.len() == own.len())
            });
        if !fits {
            return None;
        }
        let values = worth(game, &policy);
        let one_shot = markov(game, &policy, &values)?;
        let gain = one_shot.most();
        let near = gain.signum() == Sign::Positive
            && gain.nearest_f64() < NEAR * game.range()
            && policy.iter().any(|profile| profile.as_pure().is_none());
        let proved = if near { Self::proved(game, &policy, &values) } else { None };
        Some(proved.unwrap_or(Self { policy, values, one_shot, within: None }))
    }

    /// The equilibrium that is proved to exist near a policy that is worth about `values`, with the same supports; exactly where its
    /// probabilities are simple fractions, else within bounds.
    pub fn proved(game: &StochasticGame, policy: &Policy, values: &StateValues) -> Option<Self> {
        let found = enclose_policy(game, policy, values)?;
        if let Some(policy) = found.exact() {
            let values = worth(game, &policy);
            let one_shot = markov(game, &policy, &values)?;
            if one_shot.is_equilibrium() {
                return Some(Self { policy, values, one_shot, within: None });
            }
        }
        let own = |own: &Vec<(Rational, Rational)>| {
            to_distribution(&own.iter().map(|(low, high)| middle(low, high)).collect::<Vec<_>>())
        };
        let profile = |chances: &Chances| Profile::new(chances.iter().map(own).collect());
        Some(Self {
            policy: found.policy.iter().map(profile).collect(),
            values: found.values,
            one_shot: found.one_shot,
            within: Some(found.policy),
        })
    }

    /// The strategy profile of each state, if each is pure.
    pub fn as_pure(&self) -> Option<Vec<Vec<usize>>> {
        self.policy.iter().map(crate::game::Profile::as_pure).collect()
    }
}

/// The policies that a search found, and how much it saw.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkovOutcome {
    /// In the order of the search.
    pub found: Vec<Found>,
    /// How much of the set of Markov-perfect equilibria in stationary policies was seen.
    pub coverage: Coverage,
    /// Whether the search was ended before it was done.
    pub stopped: bool,
    /// Whether some stage has infinitely many equilibria, of which only the extreme ones were followed.
    pub infinite: bool,
    /// Whether probabilities that are not known to be rational were rounded: what is listed is certified up to a small gain, and what follows in states that lead there need not be complete.
    pub rounded: bool,
    /// The states of a group that lead to each other in too many ways for all to be tried, if there was one.
    pub too_large: Option<Vec<usize>>,
}
