//! The radius exactly, where the differences of payoffs that matter are affine in the parameters.

use super::{Search, Witness};
use crate::num::{Rational, Ring, Sign};

/// A difference of payoffs that is 0 in a corner of the box that goes this part of the way, and nowhere in smaller ones.
struct Zero {
    part: Rational,
    /// The corner of the box of ranges that lies in the same direction.
    corner: Vec<Rational>,
    pair: (usize, usize, usize),
}

impl Search<'_> {
    /// The radius exactly, where all differences that matter are affine.
    pub(super) fn exactly(&mut self) {
        if !self.asked.condition.is_pairwise() {
            return;
        }
        let Some(zeros) = self.zeros() else { return };
        let one = Rational::one();
        if self.is_same(&one) {
            (self.low, self.is_everywhere) = (one, true);
            return;
        }
        let mut parts: Vec<Rational> = zeros.iter().map(|zero| zero.part.clone()).collect();
        parts.dedup();
        let first = self.first(&parts);
        if let Some(part) = first.and_then(|first| parts.get(first)) {
            self.low = part.clone();
        }
        let mut strict = false;
        if let Some(cells) = self.exact_cells() {
            let nearest = self.nearest(&cells);
            let found = nearest.is_some();
            if let Some((part, witness)) = nearest {
                (self.high, self.witness) = (Some(part), Some(witness));
            }
            let closed = self.asked.condition.is_closed(&self.here);
            strict = self.asked.condition.is_strict(&self.here);
            if closed || strict {
                self.low = self.high.clone().unwrap_or_else(Rational::one);
                self.is_everywhere = closed && !found;
            }
            if found || self.is_everywhere {
                return;
            }
        }
        // Nothing but borders is left, at which the answer may be another one
        let next = parts.iter().find(|part| **part > self.low).unwrap_or(&one).clone();
        self.tried(&zeros, &next);
        // A comparison on which it hangs would be turned in its corner
        self.is_everywhere = strict && self.low == one && self.high.is_none();
    }

    /// All zeros of differences on the way, the nearest first; nothing if a difference is not affine.
    fn zeros(&self) -> Option<Vec<Zero>> {
        let one = Rational::one();
        let (over, _) = self.over(&one);
        let order = |compared| over.order(compared);
        let mut zeros = Vec::new();
        for &pair in &self.pairs {
            let (player, first, second) = pair;
            let combination = [(first, Rational::one()), (second, Rational::minus_one())];
            let affine = self.of.affine(player, &combination, &order)?;
            let value = affine.at(&self.base);
            // How far towards 0 the difference goes on the whole way; from 0 it leads both ways
            let ways: &[Sign] = match value.signum() {
                Sign::Positive => &[Sign::Positive],
                Sign::Negative => &[Sign::Negative],
                Sign::Zero => &[Sign::Positive, Sign::Negative],
            };
            for from in ways {
                let mut reach = Rational::zero();
                let mut corner = Vec::new();
                let axes = self.asked.axes.iter().zip(&self.base).zip(&affine.slopes);
                for ((axis, base), slope) in axes {
                    let end = match slope.signum() {
                        Sign::Zero => base,
                        sign if sign == *from => &axis.low,
                        _ => &axis.high,
                    };
                    reach.add_product(slope, &base.minus(end));
                    corner.push(end.clone());
                }
                if let Some(inverse) = reach.abs().recip() {
                    let mut part = value.abs();
                    part *= &inverse;
                    if part <= one {
                        zeros.push(Zero { part, corner, pair });
                    }
                }
            }
        }
        zeros.sort_by(|a, b| a.part.cmp(&b.part).then(a.pair.cmp(&b.pair)));
        Some(zeros)
    }

    /// The first zero beyond which the box no longer has one answer, as ranges of payoffs tell.
    fn first(&mut self, parts: &[Rational]) -> Option<usize> {
        let one = Rational::one();
        let (mut from, mut to) = (0, parts.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            let next = parts.get(middle + 1).unwrap_or(&one);
            let beyond = parts[middle] < one;
            if beyond && self.is_same(&Rational::simplest_between(&parts[middle], next)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        (from < parts.len()).then_some(from)
    }

    /// Looks for another answer in the corners in which differences are 0 as far as the answer is proved, and just
    /// beyond.
    fn tried(&mut self, zeros: &[Zero], next: &Rational) {
        let part = self.low.clone();
        // No further than need be
        let mut beyond = next.minus(&part);
        beyond *= &Rational::share(1, BEYOND);
        beyond += &part;
        let beyond = if part < *next { Rational::simplest_between(&part, &beyond) } else { beyond };
        for zero in zeros.iter().filter(|zero| zero.part == part) {
            for reach in [&part, &beyond] {
                let point = self.towards(&zero.corner, reach);
                if let Some(decision) = self.at(&point).filter(|decision| *decision != self.here) {
                    self.high = Some(part.clone());
                    self.witness = Some(Witness { point, decision, pair: Some(zero.pair) });
                    return;
                }
            }
        }
    }
}

/// Points just beyond a border go this part of the way on.
pub(super) const BEYOND: usize = 1000;
