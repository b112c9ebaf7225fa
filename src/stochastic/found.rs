//! What a method found.

use crate::certify::{OneShot, StateValues, markov};
use crate::game::{Policy, StochasticGame};
use crate::nash::Coverage;

use super::worth;

/// A stationary policy, what it is worth, and what single deviations from it gain.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// A profile of the available strategies for each state.
    pub policy: Policy,
    /// What each player gets on average from each state on.
    pub values: StateValues,
    /// Computed by [`markov`], not by the method.
    pub one_shot: OneShot,
}

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
        Some(Self { policy, values, one_shot })
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
