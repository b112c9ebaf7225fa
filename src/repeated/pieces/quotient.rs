//! Quotients of polynomials in the discount factor and one unknown.

use crate::num::{Rational, Ring};
use crate::roots::Bivariate;

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
        match top.without_common(bottom) {
            Some((top, bottom)) => Self { top, bottom },
            None => whole,
        }
    }
}
