//! Queries about one player's strategies.

use super::{Answer, Asked, Found, Open};
use crate::certify::Kind;
use crate::dominance::{Among, Cases, cases, is_ahead, standing};
use crate::num::Rational;

impl Asked<'_> {
    fn cases(&self, player: usize, target: &[usize]) -> Result<Cases, Open> {
        cases(self.payoffs, player, target, &self.kept).ok_or(Open::NothingToCompare)
    }

    /// Whether the class dominates everything else.
    pub(super) fn dominant(&self, player: usize, target: &[usize], kind: Kind) -> Found {
        if let Some(ahead) = is_ahead(self.payoffs, player, target, &self.kept, kind) {
            return Ok(Self::yes_if(ahead));
        }
        let dominates = self.cases(player, target)?.dominates(kind);
        dominates.map(Self::yes_if).ok_or(Open::Unsettled)
    }

    /// In no case the gain is negative.
    pub(super) fn best_response(&self, player: usize, target: &[usize]) -> Found {
        if self.kept[player].iter().all(|strategy| target.contains(strategy)) {
            return Ok(Answer::Yes);
        }
        self.dominant(player, target, Kind::VeryWeak)
    }

    /// The least gain over all cases.
    pub(super) fn gain(&self, player: usize, target: &[usize]) -> Found {
        let cases = self.cases(player, target)?;
        let least = |bound: fn(&(Rational, Rational)) -> &Rational| {
            cases.cases.iter().map(|case| bound(&case.gain)).min().cloned()
        };
        let bounds = least(|gain| &gain.0).zip(least(|gain| &gain.1));
        bounds.map(Self::number).ok_or(Open::NothingToCompare)
    }

    pub(super) fn iterated_dominant(&self, player: usize, target: &[usize]) -> Found {
        let left = self.eliminated();
        if left.survivors[player].iter().all(|strategy| target.contains(strategy)) {
            return Ok(Answer::Yes);
        }
        // What survives only because a sign is not settled may change everything after it
        match (left.is_settled(), left.stopped) {
            (true, _) => Ok(Answer::No),
            (false, true) => Err(Open::Stopped),
            (false, false) => Err(Open::Unsettled),
        }
    }

    /// Every strategy asked about is dominated, at least as strongly as `kind`.
    pub(super) fn dominated(&self, player: usize, target: &[usize], kind: Kind) -> Found {
        let mut settled = true;
        for &strategy in target {
            let standing = standing(self.payoffs, player, strategy, &self.kept, Among::Mixtures);
            if standing.dominated_by(kind).is_some() {
                continue;
            }
            if standing.is_settled(kind) {
                return Ok(Answer::No);
            }
            settled = false;
        }
        if settled { Ok(Answer::Yes) } else { Err(Open::Unsettled) }
    }
}
