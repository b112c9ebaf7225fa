//! Payoffs of which only ranges are known: over one box of parameters.

use std::sync::Arc;

use super::Parametric;
use super::parametric::combined;
use crate::formula::Values;
use crate::game::Narrow;
use crate::num::{Bits, Certain, Interval, Rational, Ring, Sign, Wide};

/// Payoffs over one box.
#[derive(Debug)]
pub(super) struct Over {
    of: Arc<Parametric>,
    /// Whether all comparisons and choices are the same in the whole box, so that payoffs have no jumps.
    smooth: bool,
    pub(super) whole: Values<Interval>,
    middle: Values<Interval>,
    /// For each axis how far the box reaches from the middle.
    reach: Vec<Interval>,
}

impl Over {
    pub(super) fn new(of: Arc<Parametric>, ranges: &[Interval]) -> Self {
        let middles: Vec<Interval> = ranges
            .iter()
            .map(|range| Interval::point(range.midpoint()).unwrap_or(*range))
            .collect();
        let reach = ranges.iter().zip(&middles).map(|(range, middle)| range.minus(middle));
        let whole = of.values(ranges);
        let smooth = of.is_smooth(&whole);
        let middle = of.values(&middles);
        Self { smooth, whole, middle, reach: reach.collect(), of }
    }

    /// The mean value form; `None` where payoffs jump or a derivative has no value. Kinks do no harm: the
    /// derivatives of both sides are enclosed there.
    fn mean(&self, player: usize, combination: &[(usize, Rational)]) -> Option<Interval> {
        let outputs = &self.of.outputs[player];
        if !self.smooth {
            return None;
        }
        // Where a payoff has no value somewhere in the box, derivatives prove nothing
        combined(outputs, &self.whole, combination)?;
        let mut form = combined(outputs, &self.middle, combination)?;
        for (axis, reach) in self.reach.iter().enumerate() {
            form.add_product(&self.of.slope(&self.whole, axis, player, combination)?, reach);
        }
        Some(form)
    }

    /// Whether a difference is 0 in the whole box, once comparisons that turn out the same in all of it are
    /// settled.
    fn is_same_here(&self, player: usize, combination: &[(usize, Rational)]) -> bool {
        let order = |compared| self.of.order(&self.whole, compared);
        let one = self.of.axes.len() == 1;
        let fraction = || self.of.fraction(player, combination, &order);
        one && fraction().is_some_and(|fraction| fraction.over.is_zero())
    }
}

impl Narrow for Over {
    fn payoff(&self, player: usize, index: usize, bits: u32) -> Option<Wide> {
        Some(Wide::from_interval(
            &self.of.coarse(&self.whole, player, index),
            Bits::new(bits as usize),
        ))
    }

    fn exact(&self, player: usize, index: usize) -> Option<Rational> {
        self.of.graph.as_number(self.of.outputs[player][index]?).cloned()
    }

    fn range(&self, player: usize, combination: &[(usize, Rational)]) -> Option<Interval> {
        self.mean(player, combination)
    }

    fn is_zero(&self, player: usize, combination: &[(usize, Rational)]) -> bool {
        let [(a, one), (b, other)] = combination else { return false };
        let mut opposite = one.clone();
        opposite += other;
        let apart = |range: Interval| range.certain_sign().is_some_and(|sign| sign != Sign::Zero);
        let middle = combined(&self.of.outputs[player], &self.middle, combination);
        opposite.is_zero()
            && !middle.is_some_and(apart)
            && (self.of.is_same(player, *a, *b) || self.is_same_here(player, combination))
    }
}
