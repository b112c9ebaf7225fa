//! Enclosures: two numbers that a real number provably lies between.
//!
//! The rules of interval arithmetic (Moore, Kearfott and Cloud 2009, `moore2009`) are written once,
//! for ends of any kind.

mod endpoint;
mod functions;

use std::cmp::Ordering;
use std::fmt;
use std::ops::{AddAssign, MulAssign, Neg, SubAssign};

pub use endpoint::{Endpoint, Side};

use super::{Certain, Rational, Ring, Sign};
use Side::{Above, Below};

/// A real number known to lie between two ends, which may be infinite.
///
/// Every operation encloses the exact results for all numbers within its operands, rounds outward
/// and no further than to the next number of the type, and keeps exact what is exact: 0 stays 0,
/// and a tie can be proved. Two enclosures are equal when their ends are. Use it as
/// [`Interval`](super::Interval) or [`Wide`](super::Wide).
#[derive(Clone, Copy)]
pub struct Enclosure<E: Endpoint> {
    // Invariant: low <= high, low is not +∞, high is not −∞
    low: E,
    high: E,
    precision: E::Precision,
}

impl<E: Endpoint> Enclosure<E> {
    /// The caller keeps the invariant.
    #[inline]
    pub(super) fn from_ends(low: E, high: E, precision: E::Precision) -> Self {
        debug_assert!(low <= high, "{low:?} above {high:?}");
        Self { low, high, precision }
    }

    #[inline]
    pub(super) fn ends(&self) -> (&E, &E) {
        (&self.low, &self.high)
    }

    #[inline]
    pub(super) fn precision(&self) -> E::Precision {
        self.precision
    }

    /// Exactly `end`.
    pub(super) fn exactly(end: E, precision: E::Precision) -> Self {
        Self { low: end.clone(), high: end, precision }
    }

    /// The smallest enclosure of `exact` at this precision.
    pub(super) fn around(exact: &Rational, precision: E::Precision) -> Self {
        let (low, high) = E::around(exact, precision);
        Self { low, high, precision }
    }

    #[inline]
    fn finer(&self, other: &Self) -> E::Precision {
        E::finer(self.precision, other.precision)
    }

    /// Whether the number is known exactly.
    pub fn is_point(&self) -> bool {
        self.low >= self.high
    }

    /// Whether `exact` lies within the ends.
    pub fn contains(&self, exact: &Rational) -> bool {
        self.low.to_rational().is_none_or(|low| low <= *exact)
            && self.high.to_rational().is_none_or(|high| *exact <= high)
    }

    /// Whether some number lies within both.
    pub fn intersects(&self, other: &Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// The smallest enclosure of both.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        let low = if other.low < self.low { &other.low } else { &self.low };
        let high = if other.high > self.high { &other.high } else { &self.high };
        Self { low: low.clone(), high: high.clone(), precision: self.finer(other) }
    }

    /// The order of the two numbers, if it is the same wherever they lie.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        if self.low > other.high {
            Some(Ordering::Greater)
        } else if self.high < other.low {
            Some(Ordering::Less)
        } else {
            // Neither strict order can hold of all pairs, so equality must
            (self.is_point() && other.is_point()).then_some(Ordering::Equal)
        }
    }

    /// `−self`.
    #[must_use]
    #[inline]
    pub fn negated(&self) -> Self {
        Self { low: self.high.negated(), high: self.low.negated(), precision: self.precision }
    }

    #[inline]
    fn is_never_negative(&self) -> bool {
        self.low >= E::zero()
    }

    #[inline]
    fn is_never_positive(&self) -> bool {
        self.high <= E::zero()
    }

    fn product(&self, other: &Self) -> Self {
        let precision = self.finer(other);
        let at = |a: &E, b: &E, side| a.times(b, side, precision);
        let (a, b, c, d) = (&self.low, &self.high, &other.low, &other.high);
        // Which ends give the extremes follows from the signs
        let (low, high) = if self.is_never_negative() {
            if other.is_never_negative() {
                (at(a, c, Below), at(b, d, Above))
            } else if other.is_never_positive() {
                (at(b, c, Below), at(a, d, Above))
            } else {
                (at(b, c, Below), at(b, d, Above))
            }
        } else if self.is_never_positive() {
            if other.is_never_negative() {
                (at(a, d, Below), at(b, c, Above))
            } else if other.is_never_positive() {
                (at(b, d, Below), at(a, c, Above))
            } else {
                (at(a, d, Below), at(a, c, Above))
            }
        } else if other.is_never_negative() {
            (at(a, d, Below), at(b, d, Above))
        } else if other.is_never_positive() {
            (at(b, c, Below), at(a, c, Above))
        } else {
            (least(at(a, d, Below), at(b, c, Below)), greatest(at(a, c, Above), at(b, d, Above)))
        };
        Self { low, high, precision }
    }
}

fn least<E: Endpoint>(a: E, b: E) -> E {
    if b < a { b } else { a }
}

fn greatest<E: Endpoint>(a: E, b: E) -> E {
    if b > a { b } else { a }
}

impl<E: Endpoint> fmt::Debug for Enclosure<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{:?}, {:?}]", self.low, self.high)
    }
}

impl<E: Endpoint> PartialEq for Enclosure<E> {
    fn eq(&self, other: &Self) -> bool {
        self.low == other.low && self.high == other.high
    }
}

impl<E: Endpoint> Neg for Enclosure<E> {
    type Output = Self;
    fn neg(self) -> Self {
        self.negated()
    }
}

impl<E: Endpoint> AddAssign<&Self> for Enclosure<E> {
    #[inline]
    fn add_assign(&mut self, other: &Self) {
        let precision = self.finer(other);
        self.low = self.low.plus(&other.low, Below, precision);
        self.high = self.high.plus(&other.high, Above, precision);
        self.precision = precision;
    }
}

impl<E: Endpoint> SubAssign<&Self> for Enclosure<E> {
    #[inline]
    fn sub_assign(&mut self, other: &Self) {
        let precision = self.finer(other);
        self.low = self.low.plus(&other.high.negated(), Below, precision);
        self.high = self.high.plus(&other.low.negated(), Above, precision);
        self.precision = precision;
    }
}

impl<E: Endpoint> MulAssign<&Self> for Enclosure<E> {
    #[inline]
    fn mul_assign(&mut self, other: &Self) {
        *self = self.product(other);
    }
}

impl<E: Endpoint> Ring for Enclosure<E> {
    fn zero() -> Self {
        Self::exactly(E::zero(), E::Precision::default())
    }
    fn one() -> Self {
        Self::exactly(E::one(), E::Precision::default())
    }
    fn from_rational(exact: &Rational) -> Self {
        Self::around(exact, E::Precision::default())
    }
}

impl<E: Endpoint> Certain for Enclosure<E> {
    fn certain_sign(&self) -> Option<Sign> {
        if self.low > E::zero() {
            Some(Sign::Positive)
        } else if self.high < E::zero() {
            Some(Sign::Negative)
        } else {
            self.is_point().then_some(Sign::Zero)
        }
    }

    fn divided_by(&self, divisor: &Self) -> Option<Self> {
        let (a, b, c, d) = match divisor.certain_sign()? {
            Sign::Zero => return None,
            Sign::Positive => (&self.low, &self.high, &divisor.low, &divisor.high),
            Sign::Negative => return self.negated().divided_by(&divisor.negated()),
        };
        let precision = self.finer(divisor);
        // The divisor is positive: an infinite end of it meets only a finite one of the dividend
        let low = if self.is_never_negative() {
            a.over(d, Below, precision)
        } else {
            a.over(c, Below, precision)
        };
        let high = if self.is_never_positive() {
            b.over(d, Above, precision)
        } else {
            b.over(c, Above, precision)
        };
        Some(Self { low, high, precision })
    }

    fn bounds(&self) -> Option<(Rational, Rational)> {
        Some((self.low.to_rational()?, self.high.to_rational()?))
    }
}
