//! What elimination alone tells of equilibria: all of them are among the strategies that it leaves.

use super::{Answer, Asked};
use crate::dominance::{Among, Elimination, eliminate_watched};

/// How often strategies are played in equilibria, where elimination tells.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Played {
    /// Whether nothing else is played in any equilibrium; else none of them is in any.
    pub(super) always: bool,
    /// Whether there is a pure equilibrium, as far as elimination tells.
    pub(super) some_pure: bool,
}

impl Asked<'_> {
    /// What iterated elimination of strictly dominated strategies leaves.
    pub(super) fn eliminated(&self) -> Elimination {
        let (kind, watch) = (crate::certify::Kind::Strict, self.settings.watch);
        eliminate_watched(self.payoffs, kind, Among::Mixtures, &self.kept, watch)
    }

    /// Whether only strategies of `target`, or none of them, are left of a player's; nothing where some are, and others,
    /// too. Over a box of parameters this may be settled where the order of other payoffs is not.
    ///
    /// Rational payoffs are not looked at: all methods eliminate first, and end.
    pub(super) fn played(&self, player: usize, target: &[usize]) -> Option<Played> {
        if self.payoffs.rational().is_some() {
            return None;
        }
        let left = self.eliminated().survivors;
        // Who has the only choice left has a best one
        let some_pure = left.iter().filter(|left| left.len() > 1).count() <= 1;
        let always = left[player].iter().all(|strategy| target.contains(strategy));
        let never = left[player].iter().all(|strategy| !target.contains(strategy));
        (always || never).then_some(Played { always, some_pure })
    }

    /// Whether a player plays strategies of `target` in every pure equilibrium, and there is one; no if they are in none.
    pub(super) fn pure_left(&self, player: usize, target: &[usize]) -> Option<Answer> {
        let played = self.played(player, target)?;
        (played.some_pure || !played.always).then_some(Self::yes_if(played.always))
    }
}
