//! What no equilibrium gives less than.

use super::lot::{Lot, Urn};
use super::stage::Stage;
use crate::num::{Rational, Ring};
use crate::repeated::path::asks;

/// So often bounds are raised, at most.
const RAISED: usize = 12;

/// In games of so many profiles each is asked whether anything can follow it; in greater ones those that come to matter.
const FEW: usize = 64;

/// Bounds of what the worst equilibrium for each player gives, from below; nothing where it is proved that there is no equilibrium.
///
/// The worst equilibrium for a player starts with some profile. It gives no less than the best response to that profile gets, since
/// whoever deviates cannot get less than the worst afterwards; and no less than the profile and, later, the least that keeps the
/// others from deviating, among all averages of payoffs that can be played at all.
///
/// # Complexity
/// Linear programs in exact numbers with a row for each player and a column for each profile: for the few profiles whose best response
/// gets least, and of small games for all.
pub(super) fn least(
    stage: &Stage<'_>,
    discount: &Rational,
    floor: &[Rational],
) -> Option<Vec<Rational>> {
    let Some(factor) = asks(discount) else { return Some(floor.to_vec()) };
    let mut below = Below {
        stage,
        discount,
        factor,
        least: floor.to_vec(),
        possible: (0..stage.count()).collect(),
    };
    for _ in 0..RAISED {
        let before = below.possible.len();
        below.drop_impossible();
        if below.possible.is_empty() {
            return None;
        }
        let mut raised = before != below.possible.len();
        for player in 0..stage.players() {
            let least = below.least_of(player)?;
            if least > below.least[player] {
                below.least[player] = least;
                raised = true;
            }
        }
        if !raised {
            break;
        }
    }
    Some(below.least)
}

struct Below<'a> {
    stage: &'a Stage<'a>,
    discount: &'a Rational,
    factor: Rational,
    least: Vec<Rational>,
    /// Profiles that may be played at all.
    possible: Vec<usize>,
}

impl<'a> Below<'a> {
    /// What a player must have after a profile for not deviating, at least.
    fn needed(&self, player: usize, profile: usize) -> Rational {
        let mut needed = self.least[player].clone();
        needed.add_product(&self.factor, &self.stage.gain[player][profile].0);
        needed
    }

    fn drop_impossible(&mut self) {
        loop {
            let most = |player: usize| {
                self.possible.iter().map(|&profile| &self.stage.pays[player][profile].1).max()
            };
            let Some(most) = (0..self.stage.players()).map(most).collect::<Option<Vec<_>>>() else {
                return;
            };
            let kept = |profile: &usize| {
                most.iter()
                    .enumerate()
                    .all(|(player, most)| self.needed(player, *profile) <= **most)
            };
            let kept: Vec<usize> = self.possible.iter().copied().filter(kept).collect();
            let fewer = kept.len() < self.possible.len();
            self.possible = kept;
            if !fewer {
                break;
            }
        }
        if self.stage.count() <= FEW {
            let urn = self.urn(0, &self.possible);
            let kept = |profile: &usize| {
                let itself =
                    |player| self.needed(player, *profile) <= self.stage.pays[player][*profile].1;
                (0..self.stage.players()).all(itself) || self.follows(&urn, *profile, None).is_ok()
            };
            let possible = self.possible.iter().copied().filter(kept).collect();
            self.possible = possible;
        }
    }

    /// The least that a player gets of equilibria that start with any profile.
    fn least_of(&mut self, player: usize) -> Option<Rational> {
        let stage = self.stage;
        let best = &stage.best[player];
        let mut order = self.possible.clone();
        order.sort_by(|&a, &b| best[a].0.cmp(&best[b].0));
        let mut found: Option<Rational> = None;
        let mut gone = Vec::new();
        let urn = self.urn(player, &order);
        for profile in order {
            let own = &best[profile].0;
            if found.as_ref().is_some_and(|found| own >= found) {
                break;
            }
            // Nothing can be lower than what is known already
            let enough = found.as_ref().and_then(|found| {
                Stage::later(self.discount, &stage.pays[player][profile].0, found)
            });
            match self.follows(&urn, profile, enough.as_ref()) {
                Err(Impossible) => gone.push(profile),
                Ok(later) => {
                    let now = &self.stage.pays[player][profile].0;
                    let value = later.map(|later| Stage::both(self.discount, now, &later));
                    let value = value.map_or_else(|| own.clone(), |value| value.max(own.clone()));
                    found =
                        Some(found.map_or_else(|| value.clone(), |found| found.min(value.clone())));
                }
            }
        }
        self.possible.retain(|profile| !gone.contains(profile));
        found
    }

    /// What may follow, which costs what a player gets.
    fn urn(&self, player: usize, possible: &[usize]) -> Urn<'a> {
        let pays = &self.stage.pays;
        Urn::new(
            possible.iter().map(|&other| &pays[player][other].0),
            pays.iter().map(|pays| possible.iter().map(|&other| &pays[other].1).collect()),
        )
    }

    /// The least that a player may get after a profile if nobody is to deviate, or `enough` if it is no less; nothing where that is
    /// not known.
    fn follows(
        &self,
        urn: &Urn<'_>,
        profile: usize,
        enough: Option<&Rational>,
    ) -> Result<Option<Rational>, Impossible> {
        let needed: Vec<Rational> =
            (0..self.stage.players()).map(|axis| self.needed(axis, profile)).collect();
        match urn.cheapest(&needed, enough) {
            Lot::None => Err(Impossible),
            Lot::Cheapest(value, _) => Ok(Some(value)),
            // Of what is dear the limit is a bound
            Lot::Dear => Ok(enough.cloned()),
            Lot::Unknown => Ok(None),
        }
    }
}

/// Nothing that can be reached keeps everybody from deviating.
struct Impossible;
