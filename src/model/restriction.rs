//! What queries hold players to.

use super::{MixedChoice, Restriction};
use crate::game::Profile;
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
