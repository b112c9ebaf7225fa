//! Payoffs over a box in which the difference of one pair is on one side of 0, or 0.

use std::sync::Arc;

use super::super::ordered::range_of;
use super::super::pair::Pair;
use crate::formula::Values;
use crate::game::Narrow;
use crate::model::{Over, Quotient};
use crate::num::{Certain, Interval, Rational, Ring, Sign, Wide};
use crate::roots::Bivariate;

/// A pair of payoffs that is equal on a curve, over a box in which its difference has values everywhere.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    pub(super) over: Arc<Over>,
    pub(super) pair: Pair,
    /// The difference, where it is a quotient of polynomials.
    pub(super) quotient: Option<Quotient<Bivariate>>,
    /// The values of all nodes at a corner of the box,
    pub(super) corner: Values<Interval>,
    /// at which the difference has this sign.
    pub(super) sign: Sign,
    /// From where to where the second axis goes.
    pub(super) along: (Rational, Rational),
}

/// The payoffs where the difference has this sign. What is concluded from them holds at every point of the box at which
/// it does.
#[derive(Debug)]
pub(super) struct Forced {
    pub(super) ground: Ground,
    pub(super) sign: Sign,
}

impl Ground {
    /// Whether another difference has the same zeros in the box: then whether it has the same sign elsewhere, or the
    /// other one.
    fn relation(&self, other: Pair) -> Option<Sign> {
        let of = self.over.of();
        let value = |pair: Pair| {
            let at = |index| self.corner.get(of.output(pair.player, index)?).copied();
            Some(at(pair.first)?.minus(&at(pair.second)?))
        };
        let (mine, theirs) = (value(self.pair)?, value(other)?);
        let sign = theirs.certain_sign().filter(|sign| *sign != Sign::Zero)?;
        let relation = if sign == self.sign { Sign::Positive } else { Sign::Negative };
        if let Some(quotient) = &self.quotient {
            let order = |compared| self.over.order(compared);
            let found = of.quotient(other.player, &other.combination(), &order)?;
            let same = found.over.primitive() == quotient.over.primitive()
                && self.has_no_zero(&found.over)
                && self.has_no_zero(&quotient.over);
            return same.then_some(relation);
        }
        // Differences that are the same up to their sign are so at the corner
        let size = |range: Interval| if range.lo() < 0.0 { range.negated() } else { range };
        let apart = size(mine).minus(&size(theirs)).certain_sign();
        (apart.is_none_or(|sign| sign == Sign::Zero) && other.is_same(self.pair, of))
            .then_some(relation)
    }

    /// Whether the factor in the second axis alone is not 0 in the box.
    fn has_no_zero(&self, polynomial: &Bivariate) -> bool {
        let factor = polynomial.content();
        !factor.is_zero() && factor.zeros(&self.along.0, &self.along.1).is_empty()
    }
}

impl Narrow for Forced {
    fn payoff(&self, player: usize, index: usize, bits: u32) -> Option<Wide> {
        self.ground.over.payoff(player, index, bits)
    }

    fn exact(&self, player: usize, index: usize) -> Option<Rational> {
        self.ground.over.exact(player, index)
    }

    fn range(&self, player: usize, combination: &[(usize, Rational)]) -> Option<Interval> {
        let known = self.ground.over.range(player, combination);
        if known.is_some_and(|range| range.certain_sign().is_some()) {
            return known;
        }
        let forced = || {
            let pair = Pair::of(player, combination)?;
            let relation = self.ground.relation(pair)?;
            let turned = relation != combination[0].1.signum();
            Some(if turned { self.sign.opposite() } else { self.sign })
        };
        forced().and_then(range_of).or(known)
    }

    fn is_zero(&self, player: usize, combination: &[(usize, Rational)]) -> bool {
        self.ground.over.is_zero(player, combination)
    }
}
