//! What is known of a set all the way to the discount factors 0 and 1.

use crate::game::{Game, Polygon};
use crate::num::{Rational, Ring};
use crate::repeated::minmax::pure_minmax;

use super::{Seen, Standing, Survey};

/// Towards 1 what is left is cut so many times to a part of this, to find where the set has become all that there can be.
const CLOSER: usize = 6;
const PART: usize = 4;

/// What the pure equilibria of the stage game give, with lots: equilibria at every discount factor.
fn stage(game: &Game<Rational>) -> Polygon {
    let settled = (0..game.shape().profiles()).filter(|&profile| game.is_settled(profile));
    Polygon::hull(settled.map(|profile| point(game, profile)).collect())
}

/// What can be reached and leaves nobody less than the pure minmax value: there is no more at any discount factor.
fn everything(game: &Game<Rational>) -> Polygon {
    let all = (0..game.shape().profiles()).map(|profile| point(game, profile)).collect();
    Polygon::hull(all).at_least(&[0, 1].map(|player| pure_minmax(game, player)))
}

fn point(game: &Game<Rational>, profile: usize) -> [Rational; 2] {
    [0, 1].map(|player| game.payoffs(player)[profile].clone())
}

/// Below this discount factor nothing but equilibria of the stage game is ever played: who gains g by deviating now can lose no more
/// than the range R of what they may get after, so that δ is at least g / (g + R). Nothing where every profile is one of them.
pub(super) fn impatient(game: &Game<Rational>) -> Option<Rational> {
    let range = [0, 1].map(|player| {
        let most = game.payoffs(player).iter().max()?;
        Some(most.minus(&pure_minmax(game, player)))
    });
    let asked = |profile: usize| {
        let asked = (0..2).filter_map(|player| {
            let gain = game.best_payoff(player, profile).minus(&game.payoffs(player)[profile]);
            let mut whole = gain.clone();
            whole += range[player].as_ref()?;
            let mut share = gain;
            share *= &whole.recip()?;
            Some(share)
        });
        asked.max().filter(|share| !share.is_zero())
    };
    (0..game.shape().profiles()).filter_map(asked).min()
}

impl Survey<'_> {
    /// Adds looks at the ends of the range, and whether what is found there holds all the way to them: sets never shrink as players
    /// become more patient, so that one that is nothing but equilibria of the stage game is the same at every lower discount factor,
    /// and one that is all that there can be at every higher one.
    pub(super) fn ends(&self, seen: &mut Vec<Seen>) -> [bool; 2] {
        let (low, high) = (&self.resolution.low, &self.resolution.high);
        let is = |one: Option<&Seen>, set: &Polygon| {
            one.is_some_and(|one| one.set.standing == Standing::Exact && one.set.outer == *set)
        };
        let mut reaches = [false, false];
        if low.is_zero() {
            let stage = stage(self.game);
            if !is(seen.first(), &stage)
                && let Some(first) = seen.first()
                && let Some(bound) = impatient(self.game)
            {
                let most = bound.min(first.set.discount.clone());
                let mut half = most.clone();
                half *= &Rational::share(1, 2);
                let look = self.look(&Rational::simplest_between(&half, &most));
                if let Some(one) = look.filter(|one| is(Some(one), &stage)) {
                    seen.insert(0, one);
                }
            }
            reaches[0] = is(seen.first(), &stage);
        } else if let Some(one) = self.look(low) {
            seen.insert(0, one);
        }
        if *high == Rational::one() {
            let everything = everything(self.game);
            for _ in 0..CLOSER {
                let Some(last) = seen.last().filter(|one| !is(Some(one), &everything)) else {
                    break;
                };
                let mut left = Rational::one().minus(&last.set.discount);
                left *= &Rational::share(1, PART);
                let look = self.look(&Rational::one().minus(&left));
                let Some(one) = look.filter(|one| one.settled) else { break };
                seen.push(one);
            }
            reaches[1] = is(seen.last(), &everything);
        } else if let Some(one) = self.look(high) {
            seen.push(one);
        }
        reaches
    }
}
