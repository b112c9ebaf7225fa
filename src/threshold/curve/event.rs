//! Where curves begin, end or meet.

use super::{Along, Curve};
use crate::num::{Rational, Sign};
use crate::roots::{Bivariate, RealRoot, Univariate};

/// A stretch of the other parameter at whose ends not the same changes are met, or a value at which a curve goes on
/// as another one.
#[derive(Clone, Debug)]
pub struct Event {
    /// From here,
    pub low: Rational,
    /// to here: equal if the value itself is one of those looked at.
    pub high: Rational,
    /// The only value in the stretch at which two of the curves meet, or one turns back or leaves the range, where
    /// that can be told from their formulas.
    pub value: Option<RealRoot>,
    /// From where to where the parameter is on those curves at the values nearest to it, or at it where that is known.
    pub across: (Rational, Rational),
    /// The curves that end,
    pub ends: Vec<usize>,
    /// and those that begin.
    pub begins: Vec<usize>,
}

impl Event {
    /// Bounds on the value of the other parameter: equal if it is known exactly.
    pub fn within(&self, bits: u32) -> (Rational, Rational) {
        match &self.value {
            Some(root) => root.within(bits),
            None => (self.low.clone(), self.high.clone()),
        }
    }

    /// Looks for the value in the formulas of the curves.
    pub(super) fn settle(&mut self, curves: &[Curve], along: &Along<'_>) {
        if self.low == self.high {
            self.value = Some(RealRoot::exactly(self.low.clone()));
            return;
        }
        let ended = self.ends.iter().map(|&curve| curves[curve].formulas.last());
        let begun = self.begins.iter().map(|&curve| curves[curve].formulas.first());
        let mut zeros: Vec<&Bivariate> = Vec::new();
        for formula in ended.chain(begun) {
            // Another curve may be what makes the event
            let Some(formula) = formula else { return };
            if !zeros.contains(&&formula.zero) {
                zeros.push(&formula.zero);
            }
        }
        let mut candidates: Vec<Univariate> = Vec::new();
        let ends = [along.asked.low, along.asked.high];
        for (place, zero) in zeros.iter().enumerate() {
            candidates.extend(ends.map(|end| zero.at_x(end)));
            candidates.extend(zero.resultant(&zero.slope()));
            candidates.extend(zeros[..place].iter().filter_map(|other| other.resultant(zero)));
        }
        self.value = only_zero(&candidates, &self.low, &self.high);
        if let (Some(value), [zero]) = (&self.value, &zeros[..]) {
            // Curves that leave the range do so at its end
            let leaves = |end: &&&Rational| value.sign_of(&zero.at_x(end)) == Sign::Zero;
            let mut at = ends.iter().filter(leaves);
            if let (Some(&end), None) = (at.next(), at.next()) {
                self.across = (end.clone(), end.clone());
            }
        }
    }
}

/// The only zero of any of the polynomials in a stretch.
pub(super) fn only_zero(
    polynomials: &[Univariate],
    low: &Rational,
    high: &Rational,
) -> Option<RealRoot> {
    let mut found: Option<RealRoot> = None;
    for polynomial in polynomials.iter().filter(|polynomial| !polynomial.is_zero()) {
        for zero in polynomial.zeros(low, high) {
            let known = found.as_ref().is_some_and(|found| found.is_same(&zero));
            if found.is_some() && !known {
                return None;
            }
            found.get_or_insert(zero);
        }
    }
    found
}
