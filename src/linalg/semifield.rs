//! Numbers that are added, multiplied and divided, and never subtracted: positive ones, and 0.

use crate::num::{Certain, Enclosure, Endpoint, Rational, Ring};

/// Positive numbers, and 0. Whatever is computed with sums, products and quotients alone keeps its
/// relative accuracy: floats lose nothing to cancellation, enclosures stay narrow, and
/// [leading terms](Leading) stay leading.
pub trait Semifield: Clone + Send + Sync {
    /// 0.
    fn nothing() -> Self;

    /// 1.
    fn unit() -> Self;

    /// Whether it is exactly 0.
    fn is_nothing(&self) -> bool;

    /// `self += other`.
    fn add(&mut self, other: &Self);

    /// `self · other`.
    #[must_use]
    fn times(&self, other: &Self) -> Self;

    /// `self / divisor`; `None` where the divisor is not proved to be positive.
    fn over(&self, divisor: &Self) -> Option<Self>;

    /// `self += a · b`.
    fn add_times(&mut self, a: &Self, b: &Self) {
        self.add(&a.times(b));
    }
}

impl Semifield for f64 {
    fn nothing() -> Self {
        0.0
    }
    fn unit() -> Self {
        1.0
    }
    fn is_nothing(&self) -> bool {
        self.to_bits() << 1 == 0
    }
    #[inline]
    fn add(&mut self, other: &Self) {
        *self += other;
    }
    #[inline]
    fn times(&self, other: &Self) -> Self {
        self * other
    }
    fn over(&self, divisor: &Self) -> Option<Self> {
        let quotient = self / divisor;
        quotient.is_finite().then_some(quotient)
    }
}

impl Semifield for Rational {
    fn nothing() -> Self {
        Self::zero()
    }
    fn unit() -> Self {
        Self::one()
    }
    fn is_nothing(&self) -> bool {
        self.is_zero()
    }
    fn add(&mut self, other: &Self) {
        *self += other;
    }
    fn times(&self, other: &Self) -> Self {
        let mut product = self.clone();
        product *= other;
        product
    }
    fn over(&self, divisor: &Self) -> Option<Self> {
        self.divided_by(divisor)
    }
}

impl<E: Endpoint> Semifield for Enclosure<E> {
    fn nothing() -> Self {
        Self::zero()
    }
    fn unit() -> Self {
        Self::one()
    }
    fn is_nothing(&self) -> bool {
        *self == Self::zero()
    }
    #[inline]
    fn add(&mut self, other: &Self) {
        *self += other;
    }
    #[inline]
    fn times(&self, other: &Self) -> Self {
        let mut product = self.clone();
        product *= other;
        product
    }
    fn over(&self, divisor: &Self) -> Option<Self> {
        self.divided_by(divisor)
    }
}

/// What a positive quantity that depends on a small ε > 0 is like as ε falls to 0:
/// `coefficient · ε^exponent`, up to a factor that tends to 1. A sum is what its greatest parts sum
/// to; without subtraction these never cancel, so results are leading terms again.
///
/// # Examples
/// ```
/// use equil::linalg::{Leading, Semifield};
/// use equil::num::Rational;
///
/// let term = |coefficient, exponent| {
///     Leading { coefficient: Rational::integer(coefficient), exponent: Rational::integer(exponent) }
/// };
/// // (2 + ε) + 3ε² is 2 in the end, and over 5ε it is 2/5 · 1/ε
/// let mut sum = term(2, 0);
/// sum.add(&term(1, 1));
/// sum.add(&term(3, 2));
/// assert_eq!(sum, term(2, 0));
/// let quotient = sum.over(&term(5, 1)).unwrap();
/// assert_eq!(quotient.exponent, Rational::integer(-1));
/// assert_eq!(quotient.coefficient, Rational::new(2, 5).unwrap());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Leading<C> {
    /// What multiplies the power; 0 makes the whole 0.
    pub coefficient: C,
    /// The power of ε.
    pub exponent: Rational,
}

impl<C: Semifield> Leading<C> {
    /// `coefficient`, whatever ε is.
    pub fn constant(coefficient: C) -> Self {
        Self { coefficient, exponent: Rational::zero() }
    }

    /// What it tends to; `None` if it grows without bound.
    pub fn limit(&self) -> Option<C> {
        use crate::num::Sign;
        if self.is_nothing() {
            return Some(C::nothing());
        }
        match self.exponent.signum() {
            Sign::Negative => None,
            Sign::Zero => Some(self.coefficient.clone()),
            Sign::Positive => Some(C::nothing()),
        }
    }

    fn merge(&mut self, exponent: Rational, coefficient: impl FnOnce() -> C) {
        use std::cmp::Ordering;
        let order = if self.is_nothing() { Ordering::Less } else { exponent.cmp(&self.exponent) };
        match order {
            Ordering::Less => *self = Self { coefficient: coefficient(), exponent },
            Ordering::Equal => self.coefficient.add(&coefficient()),
            Ordering::Greater => {}
        }
    }
}

impl<C: Semifield> Semifield for Leading<C> {
    fn nothing() -> Self {
        Self::constant(C::nothing())
    }
    fn unit() -> Self {
        Self::constant(C::unit())
    }
    fn is_nothing(&self) -> bool {
        self.coefficient.is_nothing()
    }
    fn add(&mut self, other: &Self) {
        if !other.is_nothing() {
            self.merge(other.exponent.clone(), || other.coefficient.clone());
        }
    }
    fn times(&self, other: &Self) -> Self {
        let mut exponent = self.exponent.clone();
        exponent += &other.exponent;
        Self { coefficient: self.coefficient.times(&other.coefficient), exponent }
    }
    fn over(&self, divisor: &Self) -> Option<Self> {
        let coefficient = self.coefficient.over(&divisor.coefficient)?;
        let mut exponent = self.exponent.clone();
        exponent -= &divisor.exponent;
        Some(Self { coefficient, exponent })
    }
    fn add_times(&mut self, a: &Self, b: &Self) {
        if a.is_nothing() || b.is_nothing() {
            return;
        }
        let mut exponent = a.exponent.clone();
        exponent += &b.exponent;
        // Most products are too small to count: they are not multiplied out
        self.merge(exponent, || a.coefficient.times(&b.coefficient));
    }
}
