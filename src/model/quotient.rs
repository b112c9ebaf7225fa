//! Payoffs as quotients of polynomials in two parameters.

use std::cmp::Ordering;

use super::form::Form;
use super::{Compared, Parametric};
use crate::num::{Rational, Ring};
use crate::roots::Bivariate;

/// A quotient of polynomials in two axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotient {
    /// The numerator; x is the first axis, y the second.
    pub over: Bivariate,
    /// The denominator, which is not the polynomial 0.
    pub under: Bivariate,
}

/// Polynomials of a higher degree in either variable, or with coefficients of more bits, are not written out.
const MOST_DEGREE: usize = 16;
const MOST_BITS: usize = 4000;

impl Quotient {
    fn kept(over: Bivariate, under: Bivariate) -> Option<Self> {
        let small = |part: &Bivariate| {
            let (x, y) = part.degrees().unwrap_or((0, 0));
            x <= MOST_DEGREE && y <= MOST_DEGREE && part.bits() <= MOST_BITS
        };
        let found = Self { over, under }.reduced();
        (small(&found.over) && small(&found.under)).then_some(found)
    }

    /// Without common factors in one variable alone.
    fn reduced(self) -> Self {
        let Self { mut over, mut under } = self;
        for _ in 0..2 {
            let common = over.content().common(&under.content());
            if common.degree().unwrap_or(0) > 0 {
                (over, under) = (over.divided(&common), under.divided(&common));
            }
            (over, under) = (over.swapped(), under.swapped());
        }
        Self { over, under }
    }
}

impl Form for Quotient {
    fn constant(value: Rational, _: usize) -> Self {
        Self { over: Bivariate::constant(value), under: Bivariate::constant(Rational::one()) }
    }

    fn axis(axis: usize, _: usize) -> Self {
        let over = if axis == 0 { Bivariate::x() } else { Bivariate::y() };
        Self { over, under: Bivariate::constant(Rational::one()) }
    }

    fn plus_scaled(&self, factor: &Rational, other: &Self) -> Option<Self> {
        if self.under == other.under {
            return Self::kept(self.over.plus_scaled(factor, &other.over), self.under.clone());
        }
        let over = self.over.times(&other.under);
        let over = over.plus_scaled(factor, &other.over.times(&self.under));
        Self::kept(over, self.under.times(&other.under))
    }

    fn times(&self, other: &Self) -> Option<Self> {
        Self::kept(self.over.times(&other.over), self.under.times(&other.under))
    }

    fn inverse(&self) -> Option<Self> {
        (!self.over.is_zero()).then(|| Self { over: self.under.clone(), under: self.over.clone() })
    }

    fn power(&self, exponent: i64) -> Option<Self> {
        let base = if exponent < 0 { self.inverse()? } else { self.clone() };
        let times = usize::try_from(exponent.unsigned_abs()).ok()?;
        if times > MOST_DEGREE {
            return None;
        }
        (0..times).try_fold(Self::constant(Rational::one(), 2), |product, _| product.times(&base))
    }
}

impl Parametric {
    /// A combination of payoffs as a quotient of polynomials in the two axes; `order` says how comparisons turn out
    /// that branches hang on. `None` where it is no such quotient, or `order` does not know.
    ///
    /// # Panics
    /// When there are not two axes.
    ///
    /// # Complexity
    /// That of multiplying out, up to degree 16 in either.
    pub fn quotient(
        &self,
        player: usize,
        combination: &[(usize, Rational)],
        order: &dyn Fn(Compared) -> Option<Ordering>,
    ) -> Option<Quotient> {
        assert_eq!(self.axes().len(), 2, "polynomials in two parameters");
        self.form(player, combination, order)
    }
}
