//! Paths that repeat themselves in the end.

use super::stage::Stage;
use crate::certify::Play;
use crate::num::{Rational, Ring};

impl Play {
    /// The same play, written as shortly as possible.
    pub(super) fn short(mut self) -> Self {
        let length = self.cycle.len();
        let divides = |part: &usize| {
            length.is_multiple_of(*part)
                && (0..length).all(|k| self.cycle[k] == self.cycle[k % part])
        };
        if let Some(part) = (1..length).find(divides) {
            self.cycle.truncate(part);
        }
        while let (Some(a), Some(b)) = (self.lead.last(), self.cycle.last())
            && a == b
        {
            self.lead.pop();
            self.cycle.rotate_right(1);
        }
        self
    }

    /// What is played in a round.
    fn at(&self, round: usize) -> usize {
        match self.lead.get(round) {
            Some(profile) => *profile,
            None => self.cycle[(round - self.lead.len()) % self.cycle.len()],
        }
    }

    /// What it gives a player from each of its rounds on, exactly.
    pub(super) fn worth(&self, stage: &Stage<'_>, player: usize) -> Vec<Rational> {
        let discount = &stage.discounts[player];
        let back = |profile: usize, later: &Rational| {
            let mut worth = stage.now(player, profile);
            worth.add_product(discount, later);
            worth
        };
        let once =
            self.cycle.iter().rev().fold(Rational::zero(), |sum, &profile| back(profile, &sum));
        let length = i64::try_from(self.cycle.len()).unwrap_or(i64::MAX);
        let fades = discount.powi(length).unwrap_or_else(Rational::zero);
        let mut worth = once;
        worth *= &Rational::one().minus(&fades).recip().unwrap_or_else(Rational::one);
        let mut all = Vec::with_capacity(self.lead.len() + self.cycle.len());
        for &profile in self.cycle.iter().rev().chain(self.lead.iter().rev()) {
            worth = back(profile, &worth);
            all.push(worth.clone());
        }
        all.reverse();
        all
    }

    /// Whether nobody gains by deviating in any round when threats are these.
    pub(super) fn keeps(&self, stage: &Stage<'_>, asked: &[Vec<Rational>]) -> bool {
        let length = self.lead.len() + self.cycle.len();
        (0..stage.players()).all(|player| {
            let worth = self.worth(stage, player);
            (0..length).all(|round| {
                let next = if round + 1 < length { round + 1 } else { self.lead.len() };
                worth[next] >= asked[self.at(round)][player]
            })
        })
    }
}
