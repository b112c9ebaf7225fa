//! What queries hold players to.

use super::{MixedChoice, Query, Restriction};
use crate::game::{Profile, Support};
use crate::num::Rational;

impl Restriction {
    /// The profile that a list of restrictions describes; `counts` are the numbers of strategies of
    /// the players. `None` unless each player is held to one strategy, pure or mixed.
    pub fn profile(list: &[Self], counts: &[usize]) -> Option<Profile<Rational>> {
        let mut strategies = vec![None; counts.len()];
        for restriction in list {
            let mut strategy = vec![Rational::integer(0); counts[restriction.player]];
            match &restriction.choice {
                MixedChoice::Among(support) => match support[..] {
                    [only] => strategy[only] = Rational::integer(1),
                    _ => return None,
                },
                MixedChoice::Mixed(weights) => {
                    for (place, weight) in weights {
                        strategy[*place] = weight.clone();
                    }
                }
            }
            strategies[restriction.player] = Some(strategy);
        }
        strategies.into_iter().collect::<Option<Vec<_>>>().map(Profile::new)
    }
}

impl Query {
    /// For each player the strategies that `given` leaves, of `counts`; of a mixture those that it plays.
    pub fn kept(&self, counts: &[usize]) -> Vec<Support> {
        let mut kept: Vec<Support> = counts.iter().map(|&count| (0..count).collect()).collect();
        for restriction in &self.given {
            kept[restriction.player] = match &restriction.choice {
                MixedChoice::Among(support) => support.clone(),
                MixedChoice::Mixed(weights) => weights.iter().map(|(place, _)| *place).collect(),
            };
        }
        kept
    }

    /// Whether `given` holds anybody to a mixture.
    pub fn has_mixtures(&self) -> bool {
        self.given.iter().any(|given| matches!(given.choice, MixedChoice::Mixed(_)))
    }
}
