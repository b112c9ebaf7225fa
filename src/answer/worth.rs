//! Queries about payoffs: in a given profile, or in the unique equilibrium.

use super::{Answer, Asked, Found, Open};
use crate::certify::{Certificate, expected, expected_within};
use crate::game::Profile;
use crate::num::{Rational, Ring};

impl Asked<'_> {
    /// The sum of the payoffs of `players`.
    pub(super) fn worth(&self, players: &[usize]) -> Found {
        if let Some(profile) = self.given_profile() {
            return self.sum(players, &profile);
        }
        if self.mixed.iter().any(Option::is_some) {
            return Err(Open::MixedGiven);
        }
        let solved = self.solved()?;
        let equilibria = &solved.solution.outcome.equilibria;
        if equilibria.len() > 1 {
            return Err(Open::Several(equilibria.len()));
        }
        solved.gap()?;
        let equilibrium = equilibria.first().ok_or(Open::NotAllKnown)?;
        let counts = self.payoffs.shape().strategies();
        if let Certificate::Enclosure(boxes) = &equilibrium.certificate {
            let part = self.payoffs.restricted(&self.kept);
            let (mut low, mut high) = (Rational::zero(), Rational::zero());
            for &player in players {
                let bounds = expected_within(&part, player, boxes).ok_or(Open::Unsettled)?;
                low += &bounds.0;
                high += &bounds.1;
            }
            return Ok(Answer::Number { low, high });
        }
        self.sum(players, &equilibrium.profile.embedded(counts, &solved.kept))
    }

    /// The profile that `given` fixes, if it fixes everybody's strategy.
    fn given_profile(&self) -> Option<Profile<Rational>> {
        let counts = self.payoffs.shape().strategies();
        let strategy = |player: usize| {
            let mut strategy = vec![Rational::zero(); counts[player]];
            match (&self.mixed[player], self.kept[player].as_slice()) {
                (Some(weights), _) => {
                    for (place, weight) in weights {
                        strategy[*place] = weight.clone();
                    }
                }
                (None, &[only]) => strategy[only] = Rational::one(),
                (None, _) => return None,
            }
            Some(strategy)
        };
        (0..counts.len()).map(strategy).collect::<Option<Vec<_>>>().map(Profile::new)
    }

    fn sum(&self, players: &[usize], profile: &Profile<Rational>) -> Found {
        let (mut low, mut high) = (Rational::zero(), Rational::zero());
        for &player in players {
            let combination = expected(self.payoffs, player, profile);
            let bounds = self.payoffs.bounds(player, &combination).ok_or(Open::Unsettled)?;
            low += &bounds.0;
            high += &bounds.1;
        }
        Ok(Answer::Number { low, high })
    }
}
