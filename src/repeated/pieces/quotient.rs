//! Quotients of polynomials in the discount factor and one unknown.

use crate::num::{Rational, Ring};
use crate::roots::{Bivariate, Univariate};

/// A quotient of polynomials, whose first variable is an unknown and the second the discount factor.
#[derive(Clone, Debug)]
pub(super) struct Quotient {
    pub top: Bivariate,
    pub bottom: Bivariate,
}

/// Higher powers are not written out.
const MOST: usize = 16;

impl Quotient {
    fn whole(top: Bivariate) -> Self {
        Self { top, bottom: Bivariate::constant(Rational::one()) }
    }

    pub(super) fn constant(value: &Rational) -> Self {
        Self::whole(Bivariate::constant(value.clone()))
    }

    /// The discount factor.
    pub(super) fn discount() -> Self {
        Self::whole(Bivariate::y())
    }

    /// The unknown.
    pub(super) fn unknown() -> Self {
        Self::whole(Bivariate::x())
    }

    /// `self + factor · other`.
    fn plus(&self, factor: i64, other: &Self) -> Self {
        let factor = Rational::integer(factor);
        if self.bottom == other.bottom {
            let top = self.top.plus_scaled(&factor, &other.top);
            return Self { top, bottom: self.bottom.clone() };
        }
        let top = self.top.times(&other.bottom);
        let top = top.plus_scaled(&factor, &other.top.times(&self.bottom));
        Self { top, bottom: self.bottom.times(&other.bottom) }.reduced()
    }

    pub(super) fn add(&self, other: &Self) -> Self {
        self.plus(1, other)
    }

    pub(super) fn minus(&self, other: &Self) -> Self {
        self.plus(-1, other)
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        let bottom = self.bottom.times(&other.bottom);
        Self { top: self.top.times(&other.top), bottom }.reduced()
    }

    /// Over another that is not 0 everywhere.
    pub(super) fn over(&self, other: &Self) -> Option<Self> {
        let bottom = self.bottom.times(&other.top);
        let whole = Self { top: self.top.times(&other.bottom), bottom };
        (!other.top.is_zero()).then(|| whole.reduced())
    }

    /// Whether the unknown is in it.
    pub(super) fn is_open(&self) -> bool {
        self.top.rows().len() > 1
    }

    /// Whether powers are low enough to go on.
    pub(super) fn is_short(&self) -> bool {
        [&self.top, &self.bottom].into_iter().all(|part| {
            let degrees = part.degrees().unwrap_or((0, 0));
            degrees.0.max(degrees.1) <= MOST
        })
    }

    /// Without common factors.
    fn reduced(self) -> Self {
        if self.top.is_zero() {
            return Self::constant(&Rational::zero());
        }
        let common = self.top.content().common(&self.bottom.content());
        let whole = match common.degree() {
            None | Some(0) => self,
            _ => Self { top: self.top.divided(&common), bottom: self.bottom.divided(&common) },
        };
        let Self { top, bottom } = &whole;
        match apart(top, bottom) {
            Some((top, bottom)) => Self { top, bottom },
            None => whole,
        }
    }
}

/// Two polynomials over their greatest common divisor, but for factors in the discount factor alone. Nothing where the unknown is in none.
fn apart(one: &Bivariate, other: &Bivariate) -> Option<(Bivariate, Bivariate)> {
    let open = |of: &Bivariate| of.rows().len() > 1;
    if !open(one) || !open(other) {
        return None;
    }
    // Mostly a look at one discount factor shows that there is none
    let [here, there] = [one, other].map(|of| of.at_y(&Rational::share(19, 7)));
    let same = here.degree().map(|degree| degree + 1) == Some(one.rows().len());
    if same && !there.is_zero() && here.common(&there).degree() == Some(0) {
        return None;
    }
    let common = one.common(other);
    if !open(&common) {
        return None;
    }
    Some((over(one, &common)?, over(other, &common)?))
}

/// A polynomial over another one that divides it.
fn over(whole: &Bivariate, divisor: &Bivariate) -> Option<Bivariate> {
    let mut rest = whole.clone();
    let mut quotient = Bivariate::new(Vec::new());
    while rest.rows().len() >= divisor.rows().len() {
        let (factor, left) = rest.rows().last()?.divided(divisor.rows().last()?);
        if !left.is_zero() {
            return None;
        }
        let power = rest.rows().len() - divisor.rows().len();
        let mut term = vec![Univariate::new(Vec::new()); power];
        term.push(factor);
        let term = Bivariate::new(term);
        rest = rest.plus_scaled(&Rational::minus_one(), &term.times(divisor));
        quotient = quotient.plus_scaled(&Rational::one(), &term);
    }
    rest.is_zero().then_some(quotient)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// (x − δ)(x + 1) over (x − δ)·δ is (x + 1)/δ.
    #[test]
    fn what_both_have_in_common_goes() {
        let (unknown, delta) = (Quotient::unknown(), Quotient::discount());
        let one = Quotient::constant(&Rational::one());
        let difference = unknown.minus(&delta);
        let whole = difference.times(&unknown.add(&one));
        let found = whole.over(&difference.times(&delta)).unwrap();
        assert_eq!(found.top.degrees(), Some((1, 0)));
        assert_eq!(found.bottom.degrees(), Some((0, 1)));
        let same = found.minus(&unknown.add(&one).over(&delta).unwrap());
        assert!(same.top.is_zero());
    }
}
