//! The radius exactly, where the differences of payoffs that matter are affine in the parameters.

use super::{Search, Witness};
use crate::num::{Rational, Ring, Sign};

impl Search<'_> {
    /// The radius exactly, where all differences that matter are affine.
    pub(super) fn exactly(&mut self) {
        let one = Rational::one();
        if self.is_same(&one) {
            self.low = one;
            return;
        }
        if !self.asked.condition.is_pairwise() {
            return;
        }
        let (over, _) = self.over(&one);
        let order = |compared| over.order(compared);
        let mut zeros = Vec::new();
        for &pair in &self.pairs {
            let (player, first, second) = pair;
            let combination = [(first, Rational::one()), (second, Rational::minus_one())];
            let Some(affine) = self.of.affine(player, &combination, &order) else { return };
            let value = affine.at(&self.base);
            // How far towards 0 the difference goes on the whole way
            let falls = value.signum() != Sign::Negative;
            let mut reach = Rational::zero();
            let mut corner = Vec::new();
            for ((axis, base), slope) in self.asked.axes.iter().zip(&self.base).zip(&affine.slopes)
            {
                let down = (slope.signum() == Sign::Positive) == falls;
                let end = if down { &axis.low } else { &axis.high };
                reach.add_product(slope, &base.minus(end));
                corner.push(end.clone());
            }
            let whole = value.abs();
            if let Some(inverse) = reach.abs().recip() {
                let mut part = whole;
                part *= &inverse;
                if part < one {
                    zeros.push((part, corner, pair));
                }
            }
        }
        zeros.sort_by(|a, b| a.0.cmp(&b.0).then(a.2.cmp(&b.2)));
        let mut parts: Vec<Rational> = zeros.iter().map(|(part, ..)| part.clone()).collect();
        parts.dedup();
        // The first zero beyond which the box no longer has one answer
        let (mut from, mut to) = (0, parts.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            let next = parts.get(middle + 1).unwrap_or(&one);
            if self.is_same(&Rational::simplest_between(&parts[middle], next)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        let Some(part) = parts.get(from).cloned() else { return };
        self.low = part.clone();
        let beyond = Rational::simplest_between(&part, parts.get(from + 1).unwrap_or(&one));
        for (_, corner, pair) in zeros.iter().filter(|(zero, ..)| *zero == part) {
            for reach in [&beyond, &part] {
                let point = self.towards(corner, reach);
                if let Some(decision) = self.at(&point).filter(|decision| *decision != self.here) {
                    self.high = Some(part.clone());
                    self.witness = Some(Witness { point, decision, pair: Some(*pair) });
                    return;
                }
            }
        }
    }
}
