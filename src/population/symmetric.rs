//! Is the game one that a single population can play?

use super::PopulationError;
use crate::game::Payoffs;
use crate::num::Certain;

/// How well it is known that a game is symmetric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symmetry {
    /// The payoffs are the same.
    Proved,
    /// Payoffs that are not rational agree as far as they are known; those of the first player are
    /// used.
    Unrefuted,
}

/// Whether what each player gets depends on what they and the other play, and not on who they are.
///
/// # Errors
/// [`PopulationError::NotSymmetric`], with what is missing.
///
/// # Complexity
/// One comparison for each profile.
pub fn symmetry(payoffs: &Payoffs) -> Result<Symmetry, PopulationError> {
    let [own, other] = payoffs.shape().strategies() else {
        return Err(PopulationError::NotSymmetric("the number of players is another one"));
    };
    if own != other {
        return Err(PopulationError::NotSymmetric("the players have different strategies"));
    }
    let mut found = Symmetry::Proved;
    for first in 0..*own {
        for second in 0..*own {
            let (here, there) = (first + own * second, second + own * first);
            match (payoffs.exact(0, here), payoffs.exact(1, there)) {
                (Some(one), Some(other)) if one == other => {}
                (Some(_), Some(_)) => return Err(PopulationError::NotSymmetric(DIFFERENT)),
                _ => {
                    let bits = payoffs.max_bits();
                    let both = payoffs.wide(0, here, bits).zip(payoffs.wide(1, there, bits));
                    let apart = both.is_some_and(|(mut difference, other)| {
                        difference -= &other;
                        difference.certain_sign().is_some_and(|sign| sign != crate::num::Sign::Zero)
                    });
                    if apart {
                        return Err(PopulationError::NotSymmetric(DIFFERENT));
                    }
                    found = Symmetry::Unrefuted;
                }
            }
        }
    }
    Ok(found)
}

const DIFFERENT: &str = "the players get different payoffs in the same place";
