//! What the ends of an enclosure must be able to do.

use std::fmt::Debug;

use crate::num::Rational;

/// Where a rounded number lies: not above the exact one, or not below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// At or below the exact number.
    Below,
    /// At or above the exact number.
    Above,
}

impl Side {
    pub(in crate::num) fn opposite(self) -> Self {
        match self {
            Self::Below => Self::Above,
            Self::Above => Self::Below,
        }
    }
}

/// Square roots tried before a power is taken to be inexact.
const ROOTS: u32 = 3;

/// Numbers that round to a side that the caller names: floats, or big floats of some precision.
///
/// A result is exact where the type holds the exact result, unless a method says otherwise. An
/// infinity stands for "no bound": 0 times it is 0.
pub trait Endpoint: Clone + Debug + PartialOrd + Send + Sync + 'static {
    /// How finely results are rounded.
    type Precision: Copy + Debug + Default + Send + Sync + 'static;

    /// The finer of two precisions.
    fn finer(one: Self::Precision, other: Self::Precision) -> Self::Precision;

    /// 0.
    fn zero() -> Self;

    /// 1.
    fn one() -> Self;

    /// The nearest numbers at or below, and at or above, a rational.
    fn around(exact: &Rational, precision: Self::Precision) -> (Self, Self);

    /// The number itself, or `None` for an infinity.
    fn to_rational(&self) -> Option<Rational>;

    /// `−self`.
    #[must_use]
    fn negated(&self) -> Self;

    /// `self + other`.
    #[must_use]
    fn plus(&self, other: &Self, side: Side, precision: Self::Precision) -> Self;

    /// `self · other`.
    #[must_use]
    fn times(&self, other: &Self, side: Side, precision: Self::Precision) -> Self;

    /// `self / other`, where `other` is positive or an infinity, and at most one is an infinity.
    /// An `other` of 0 is a positive number that was rounded to it.
    #[must_use]
    fn over(&self, other: &Self, side: Side, precision: Self::Precision) -> Self;

    /// `√self`, where `self` is not negative.
    #[must_use]
    fn root(&self, side: Side, precision: Self::Precision) -> Self;

    /// Numbers below and above `e^self`, a few units in the last place apart; equal for 0.
    fn exponential(&self, precision: Self::Precision) -> (Self, Self);

    /// Numbers below and above `ln self`, a few units in the last place apart; equal for 1. `self`
    /// is positive.
    fn logarithm(&self, precision: Self::Precision) -> (Self, Self);

    /// Numbers below and above `self^exponent`, a few units in the last place apart; equal where
    /// [`rational_power`](Self::rational_power) is exact. `self` is positive, or it is 0 and the
    /// exponent positive.
    fn power(&self, exponent: &Self, precision: Self::Precision) -> (Self, Self);

    /// The number itself if it is such an integer.
    fn to_i64(&self) -> Option<i64>;

    /// `self^exponent`, where `self` is not negative and the exponent not 0; exact if every
    /// product of the repeated squaring is.
    #[must_use]
    fn integer_power(&self, exponent: u64, side: Side, precision: Self::Precision) -> Self {
        self.squared_power(exponent, side, precision)
    }

    /// [`integer_power`](Self::integer_power) by repeated squaring, rounding every product.
    #[must_use]
    fn squared_power(&self, exponent: u64, side: Side, precision: Self::Precision) -> Self {
        let mut square = self.clone();
        let mut left = exponent;
        while left.is_multiple_of(2) {
            square = square.times(&square, side, precision);
            left /= 2;
        }
        let mut power = square.clone();
        while left > 1 {
            left /= 2;
            square = square.times(&square, side, precision);
            if !left.is_multiple_of(2) {
                power = power.times(&square, side, precision);
            }
        }
        power
    }

    /// `self^(−exponent)`, under the same conditions for a positive `self`.
    #[must_use]
    fn inverse_power(&self, exponent: u64, side: Side, precision: Self::Precision) -> Self {
        let power = self.integer_power(exponent, side.opposite(), precision);
        Self::one().over(&power, side, precision)
    }

    /// [`power`](Self::power) if the exponent is an integer, or a multiple of 1/2, 1/4 or 1/8 and
    /// the root it asks for exact: the powers that may be exact themselves.
    fn rational_power(&self, exponent: &Self, precision: Self::Precision) -> Option<(Self, Self)> {
        let mut base = self.clone();
        let mut exponent = exponent.clone();
        for _ in 0..=ROOTS {
            if let Some(n) = exponent.to_i64() {
                let power = |side| match n {
                    0 => Self::one(),
                    1.. => base.integer_power(n.unsigned_abs(), side, precision),
                    _ => base.inverse_power(n.unsigned_abs(), side, precision),
                };
                return Some((power(Side::Below), power(Side::Above)));
            }
            let root = base.root(Side::Below, precision);
            if root < base.root(Side::Above, precision) {
                break;
            }
            base = root;
            exponent = exponent.plus(&exponent, Side::Below, precision);
        }
        None
    }
}
