//! That two payoffs are equal at one value in a tube, whatever the other parameter is, and what the answer is on either
//! side.

use std::cell::Cell as Seen;
use std::sync::Arc;

use super::super::line::Change;
use super::super::pair::Pair;
use super::forced::{Forced, Ground};
use super::tube::{Between, Side, Tube};
use crate::answer::Decision;
use crate::game::Narrow;
use crate::model::Compared;
use crate::num::{Certain, Interval, Rational, Ring, Sign};
use crate::roots::Univariate;

impl Between<'_> {
    /// Proves that the payoffs are equal at one value in the tube, whatever the other parameter is, and that the answer
    /// on either side is that of the change.
    pub(super) fn alone(
        &self,
        pair: Pair,
        change: &Change,
        [low, high]: [&Rational; 2],
    ) -> Option<Tube> {
        let combination = pair.combination();
        let over = Arc::new(self.over(low, high));
        if !over.is_defined() {
            return None;
        }
        let slope = over.tangent(pair.player, &combination)?.slopes[0].certain_sign()?;
        if slope == Sign::Zero {
            return None;
        }
        let open = Seen::new(false);
        let order = |compared: Compared| {
            let known = over.order(compared);
            open.set(open.get() || known.is_none());
            known
        };
        let quotient = self.of.quotient(pair.player, &combination, &order);
        let formula = quotient.as_ref().map(|quotient| quotient.over.square_free());
        // On an edge of the tube the sign is known, or it is an end of the range that is the curve itself
        let sign = |x: &Rational, side: Side, outer: Sign| {
            let is_end = self.is_end(change, side);
            let on = || formula.as_ref().is_some_and(|formula| formula.at_x(x).is_zero());
            let edge = || self.over(x, x).range(pair.player, &combination)?.certain_sign();
            if is_end && on() { Some(outer) } else { edge().filter(|sign| *sign == outer) }
        };
        sign(low, Side::Low, slope.opposite())?;
        sign(high, Side::High, slope)?;
        let left = !self.is_end(change, Side::Low);
        let corner = [if left { low } else { high }, &self.from.at];
        let ground = Ground {
            over: Arc::clone(&over),
            pair,
            quotient,
            corner: self.of.values(&corner.map(Interval::from_rational)),
            sign: if left { slope.opposite() } else { slope },
            along: (self.from.at.clone(), self.to.at.clone()),
        };
        let both = self.decides(&ground, slope.opposite(), change.before.as_ref())
            && self.decides(&ground, slope, change.after.as_ref())
            && self.decides(&ground, Sign::Zero, on(change));
        let turns = formula.is_none() && open.get();
        both.then_some(Tube { pair: Some(pair), alone: true, formula, turns })
    }

    /// Whether the answer is as told wherever the difference has this sign.
    fn decides(&self, ground: &Ground, sign: Sign, told: Option<&Decision>) -> bool {
        let Some(told) = told else { return true };
        let source = Arc::new(Forced { ground: ground.clone(), sign });
        let payoffs = ground.over.payoffs(source);
        self.condition.decide(&payoffs, self.asked.settings).as_ref() == Ok(told)
    }

    /// The same by the zeros of the numerator, each taken once: the difference may have a double zero on the curve, and the
    /// same sign on both sides.
    pub(super) fn touched(
        &self,
        pair: Pair,
        change: &Change,
        [low, high]: [&Rational; 2],
    ) -> Option<Tube> {
        let over = Arc::new(self.over(low, high));
        if !over.is_defined() {
            return None;
        }
        let combination = pair.combination();
        let quotient =
            self.of.quotient(pair.player, &combination, &|compared| over.order(compared))?;
        let along = (self.from.at.clone(), self.to.at.clone());
        // On a curve along an edge the polynomial is 0 everywhere
        let has_zero = |polynomial: &Univariate| {
            polynomial.is_zero() || !polynomial.zeros(&along.0, &along.1).is_empty()
        };
        let simple = quotient.over.square_free();
        let across = Interval::spanning(low, high);
        let slope = simple.slope().range(&across, &self.along()).certain_sign()?;
        let edges = [low, high].map(|x| simple.at_x(x));
        // It is 0 at one value in the tube, whatever the other parameter is, and so is the difference
        if slope == Sign::Zero
            || edges.iter().any(has_zero)
            || edges[0].sign_at(&along.0) == edges[1].sign_at(&along.0)
            || has_zero(&quotient.over.content())
        {
            return None;
        }
        let formula = Some(simple);
        let corners = [low, high].map(|x| {
            let corner = [x, &along.0].map(Interval::from_rational);
            let values = self.of.values(&corner);
            let value = |index| values.get(self.of.output(pair.player, index)?).copied();
            let sign = value(pair.first)?.minus(&value(pair.second)?).certain_sign()?;
            Some((values, sign))
        });
        let [Some((corner, sign)), Some((_, after))] = corners else { return None };
        let over = Arc::clone(&over);
        let ground = Ground { over, pair, quotient: Some(quotient), corner, sign, along };
        let proved = self.decides(&ground, sign, change.before.as_ref())
            && self.decides(&ground, after, change.after.as_ref())
            && self.decides(&ground, Sign::Zero, on(change));
        proved.then_some(Tube { pair: Some(pair), alone: true, formula, turns: false })
    }
}

/// The answer on the curve, where both sides have the same, so that it makes the change or shows that there is none.
fn on(change: &Change) -> Option<&Decision> {
    change.at.as_ref().filter(|_| change.before == change.after)
}
