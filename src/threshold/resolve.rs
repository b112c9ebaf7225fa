//! All zeros of the differences that are open in a stretch of the parameter's range.

use std::cmp::Ordering;
use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;

use super::pair::Pair;
use super::zero::{Crossing, Kind, Zero};
use crate::formula::Values;
use crate::game::Payoffs;
use crate::model::{Compared, Fraction, Parametric};
use crate::num::{Certain, Interval, Rational, Sign};
use crate::roots::RealRoot;
use crate::table::middle;

/// A stretch of the range, ends included.
pub(super) struct Stretch<'a> {
    pub(super) of: &'a Arc<Parametric>,
    pub(super) low: &'a Rational,
    pub(super) high: &'a Rational,
    /// The values of all nodes over it.
    values: Values<Interval>,
    /// How comparisons turn out inside that ranges leave open.
    turns: FxHashMap<Compared, Ordering>,
}

/// What keeps the zeros of a stretch from being listed.
pub(super) enum Obstacle {
    /// A formula changes its branch at these points inside.
    Turns(Vec<Rational>),
    /// Nothing is known: a smaller stretch may be listed.
    Unknown,
}

const SIGN_BITS: u32 = 256;

impl<'a> Stretch<'a> {
    pub(super) fn new(of: &'a Arc<Parametric>, low: &'a Rational, high: &'a Rational) -> Self {
        let values = of.values(&[Interval::spanning(low, high)]);
        Self { of, low, high, values, turns: FxHashMap::default() }
    }

    /// Whether all payoffs have values in the whole stretch.
    pub(super) fn is_defined(&self) -> bool {
        self.of.is_defined(&self.values)
    }

    /// Whether some payoff has no value anywhere in the stretch.
    pub(super) fn lacks_value(&self) -> bool {
        self.of.lacks_value(&self.values)
    }

    /// The values, ends included, at which payoffs may begin or cease to have values, in order.
    pub(super) fn poles(&mut self) -> Result<Vec<RealRoot>, Obstacle> {
        self.settle()?;
        let mut found: Vec<RealRoot> = Vec::new();
        let known = |range: Option<&Interval>| {
            range.and_then(Certain::certain_sign).is_some_and(|sign| sign != Sign::Zero)
        };
        for guard in self.of.guards() {
            if known(self.values.get(guard)) {
                continue;
            }
            let fraction = self.of.difference((guard, None), &|compared| self.order(compared));
            let fraction = fraction.ok_or(Obstacle::Unknown)?;
            let parts =
                [&fraction.over, &fraction.under].into_iter().filter(|part| !part.is_zero());
            for zero in parts.flat_map(|part| part.zeros(self.low, self.high)) {
                if !found.iter().any(|known| known.is_same(&zero)) {
                    found.push(zero);
                }
            }
        }
        found.sort_by(RealRoot::order);
        Ok(found)
    }

    fn order(&self, compared: Compared) -> Option<Ordering> {
        let known = self.of.order(&self.values, compared);
        known.or_else(|| self.turns.get(&compared).copied())
    }

    /// Settles comparisons that formulas hang on: those without a zero strictly inside turn out as they do in the
    /// middle.
    fn settle(&mut self) -> Result<(), Obstacle> {
        let middle = middle(self.low, self.high);
        for compared in self.of.comparisons() {
            if self.order(compared).is_some() {
                continue;
            }
            let difference = self.of.difference(compared, &|inner| self.order(inner));
            let fraction = difference.ok_or(Obstacle::Unknown)?;
            if fraction.over.is_zero() {
                self.turns.insert(compared, Ordering::Equal);
                continue;
            }
            let mut inside = Vec::new();
            for part in [&fraction.over, &fraction.under] {
                for zero in part.zeros(self.low, self.high) {
                    let exact = zero.exact().ok_or(Obstacle::Unknown)?;
                    if exact > self.low && exact < self.high {
                        inside.push(exact.clone());
                    }
                }
            }
            if !inside.is_empty() {
                return Err(Obstacle::Turns(inside));
            }
            let sign = fraction.sign_at(&middle).ok_or(Obstacle::Unknown)?;
            self.turns.insert(
                compared,
                match sign {
                    Sign::Negative => Ordering::Less,
                    Sign::Zero => Ordering::Equal,
                    Sign::Positive => Ordering::Greater,
                },
            );
        }
        Ok(())
    }

    /// Every zero in the stretch of the differences of these pairs; those of a difference that is 0 everywhere are left
    /// out.
    pub(super) fn zeros(
        mut self,
        pairs: Vec<Pair>,
        at: &dyn Fn(&Rational) -> Option<Payoffs>,
    ) -> Result<Vec<Zero>, Obstacle> {
        self.settle()?;
        let mut found = Vec::new();
        for pair in pairs {
            let order = |compared| self.order(compared);
            match self.of.fraction(pair.player, &pair.combination(), &order) {
                Some(fraction) => self.algebraic(pair, &fraction, &mut found),
                None => self.crossing(pair, at, &mut found)?,
            }
        }
        Ok(found)
    }

    fn algebraic(&self, pair: Pair, fraction: &Fraction, found: &mut Vec<Zero>) {
        // At a pole the difference may change its sign, or have no value, too
        let poles = fraction.under.zeros(self.low, self.high).into_iter();
        found.extend(poles.map(|pole| Zero::new(Kind::Algebraic(pole), None)));
        if fraction.over.is_zero() {
            return;
        }
        let zeros = fraction.over.zeros(self.low, self.high).into_iter();
        // Where the denominator is 0, too, the payoffs have no value
        let defined = zeros.filter(|zero: &RealRoot| zero.sign_of(&fraction.under) != Sign::Zero);
        found.extend(defined.map(|zero| Zero::new(Kind::Algebraic(zero), Some(pair))));
    }

    fn crossing(
        &self,
        pair: Pair,
        at: &dyn Fn(&Rational) -> Option<Payoffs>,
        found: &mut Vec<Zero>,
    ) -> Result<(), Obstacle> {
        let combination = pair.combination();
        let slope = self.of.slope(&self.values, 0, pair.player, &combination);
        let slope = slope.filter(|_| self.of.is_smooth(&self.values));
        let monotone = slope.and_then(|slope| slope.certain_sign());
        if monotone.is_none_or(|sign| sign == Sign::Zero) {
            return Err(Obstacle::Unknown);
        }
        let sign = |end: &Rational| match pair.sign_at(self.of, end, SIGN_BITS) {
            Some(sign) => Some(sign),
            // Perhaps exactly 0, which folding or algebra may tell
            None => at(end)?.sign(pair.player, &combination),
        };
        let before = sign(self.low).ok_or(Obstacle::Unknown)?;
        let after = sign(self.high).ok_or(Obstacle::Unknown)?;
        match (before, after) {
            (Sign::Zero, _) => found.push(Zero::exactly(self.low.clone(), Some(pair))),
            (_, Sign::Zero) => found.push(Zero::exactly(self.high.clone(), Some(pair))),
            _ if before == after => {}
            _ => {
                let bounds = Mutex::new((self.low.clone(), self.high.clone()));
                let crossing = Crossing { of: Arc::clone(self.of), pair, before, bounds };
                found.push(Zero::new(Kind::Crossing(Arc::new(crossing)), Some(pair)));
            }
        }
        Ok(())
    }
}
