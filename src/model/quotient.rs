//! Payoffs as quotients of polynomials in one parameter or two.

use std::cmp::Ordering;

use super::form::Form;
use super::{Compared, Parametric};
use crate::num::{Rational, Ring};
use crate::roots::{Bivariate, Univariate};

/// A quotient of polynomials.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotient<P> {
    /// The numerator; of two variables x is the first axis, y the second.
    pub over: P,
    /// The denominator, which is not the polynomial 0.
    pub under: P,
}

/// Polynomials in some axes.
pub(super) trait Terms: Sized + Clone + PartialEq {
    /// Polynomials of a higher degree in a variable, or with coefficients of more bits, are not written out.
    const MOST_DEGREE: usize;
    const MOST_BITS: usize;

    fn constant(value: Rational) -> Self;
    fn variable(axis: usize) -> Self;
    fn is_zero(&self) -> bool;
    fn plus_scaled(&self, factor: &Rational, other: &Self) -> Self;
    fn times(&self, other: &Self) -> Self;
    /// The greatest degree in a variable.
    fn degree(&self) -> usize;
    fn bits(&self) -> usize;
    /// A quotient with fewer common factors.
    fn reduced(over: Self, under: Self) -> (Self, Self);
}

impl Terms for Univariate {
    const MOST_DEGREE: usize = 48;
    const MOST_BITS: usize = 20_000;

    fn constant(value: Rational) -> Self {
        Self::constant(value)
    }
    fn variable(_: usize) -> Self {
        Self::variable()
    }
    fn is_zero(&self) -> bool {
        self.is_zero()
    }
    fn plus_scaled(&self, factor: &Rational, other: &Self) -> Self {
        self.plus_scaled(factor, other)
    }
    fn times(&self, other: &Self) -> Self {
        self.times(other)
    }
    fn degree(&self) -> usize {
        self.degree().unwrap_or(0)
    }
    fn bits(&self) -> usize {
        self.bits()
    }
    fn reduced(over: Self, under: Self) -> (Self, Self) {
        (over, under)
    }
}

impl Terms for Bivariate {
    const MOST_DEGREE: usize = 16;
    const MOST_BITS: usize = 4000;

    fn constant(value: Rational) -> Self {
        Self::constant(value)
    }
    fn variable(axis: usize) -> Self {
        if axis == 0 { Self::x() } else { Self::y() }
    }
    fn is_zero(&self) -> bool {
        self.is_zero()
    }
    fn plus_scaled(&self, factor: &Rational, other: &Self) -> Self {
        self.plus_scaled(factor, other)
    }
    fn times(&self, other: &Self) -> Self {
        self.times(other)
    }
    fn degree(&self) -> usize {
        let (x, y) = self.degrees().unwrap_or((0, 0));
        x.max(y)
    }
    fn bits(&self) -> usize {
        self.bits()
    }
    /// Without common factors in one variable alone.
    fn reduced(mut over: Self, mut under: Self) -> (Self, Self) {
        for _ in 0..2 {
            let common = over.content().common(&under.content());
            if common.degree().unwrap_or(0) > 0 {
                (over, under) = (over.divided(&common), under.divided(&common));
            }
            (over, under) = (over.swapped(), under.swapped());
        }
        (over, under)
    }
}

fn kept<P: Terms>(over: P, under: P) -> Option<Quotient<P>> {
    let small = |part: &P| part.degree() <= P::MOST_DEGREE && part.bits() <= P::MOST_BITS;
    let (over, under) = P::reduced(over, under);
    (small(&over) && small(&under)).then_some(Quotient { over, under })
}

impl<P: Terms> Form for Quotient<P> {
    fn constant(value: Rational, _: usize) -> Self {
        Self { over: P::constant(value), under: P::constant(Rational::one()) }
    }

    fn axis(axis: usize, _: usize) -> Self {
        Self { over: P::variable(axis), under: P::constant(Rational::one()) }
    }

    fn plus_scaled(&self, factor: &Rational, other: &Self) -> Option<Self> {
        if self.under == other.under {
            return kept(self.over.plus_scaled(factor, &other.over), self.under.clone());
        }
        let over = self.over.times(&other.under);
        let over = over.plus_scaled(factor, &other.over.times(&self.under));
        kept(over, self.under.times(&other.under))
    }

    fn times(&self, other: &Self) -> Option<Self> {
        kept(self.over.times(&other.over), self.under.times(&other.under))
    }

    fn inverse(&self) -> Option<Self> {
        (!self.over.is_zero()).then(|| Self { over: self.under.clone(), under: self.over.clone() })
    }

    fn power(&self, exponent: i64) -> Option<Self> {
        let base = if exponent < 0 { self.inverse()? } else { self.clone() };
        let times = usize::try_from(exponent.unsigned_abs()).ok()?;
        if times > P::MOST_DEGREE {
            return None;
        }
        let one = Self { over: P::constant(Rational::one()), under: P::constant(Rational::one()) };
        (0..times).try_fold(one, |product, _| product.times(&base))
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
    ) -> Option<Quotient<Bivariate>> {
        assert_eq!(self.axes().len(), 2, "polynomials in two parameters");
        self.form(player, combination, order)
    }
}
