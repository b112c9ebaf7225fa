//! Enclosures between two big floats, of any precision.
//!
//! Sums and products are exact before they are rounded once, here; quotients and roots are those of
//! integers, with their remainder. Only `exp` and `ln` come rounded from `dashu-float`: they are
//! asked for more bits than needed and widened by far more than those may be wrong.

mod big_float;

use super::enclosure::Enclosure;
use super::{Certain, Interval, Rational};
pub use big_float::{BigFloat, Bits};

/// A real number known to lie between two big floats of a precision chosen when it was made.
///
/// Results are as precise as the more precise operand. What was made without a precision
/// ([`Ring::zero`](super::Ring::zero), [`Ring::from_rational`](super::Ring::from_rational)) adopts
/// that of the other operand; [`Bits::DEFAULT`] applies where neither has one. Ends beyond
/// 2^(2²⁰) are infinite, those within 2^(−2²⁰) of 0 are rounded to 0 or to that.
///
/// # Examples
/// ```
/// use equil::num::{Bits, Interval, Rational, Wide};
///
/// let third = Wide::from_rational_bits(&Rational::new(1, 3).unwrap(), Bits::new(200));
/// let again = third.exp().ln().unwrap();
/// assert!(again.contains(&Rational::new(1, 3).unwrap()));
/// let float: Interval = again.to_interval();
/// assert!(float.width() <= 1.0 / 3.0 * f64::EPSILON);
/// ```
pub type Wide = Enclosure<BigFloat>;

impl Wide {
    /// The smallest enclosure of `exact` with ends of so many bits: a point if it needs no more.
    pub fn from_rational_bits(exact: &Rational, bits: Bits) -> Self {
        Self::around(exact, bits)
    }

    /// The numbers from `low` to `high`, rounded outward; `None` if there are none.
    pub fn new(low: &Rational, high: &Rational, bits: Bits) -> Option<Self> {
        (low <= high).then(|| {
            Self::from_rational_bits(low, bits).hull(&Self::from_rational_bits(high, bits))
        })
    }

    /// The same ends, and the precision of what is computed from them.
    pub fn from_interval(interval: &Interval, bits: Bits) -> Self {
        let (low, high) = (BigFloat::from_f64(interval.lo()), BigFloat::from_f64(interval.hi()));
        Self::from_ends(low, high, bits)
    }

    /// The precision, if one was chosen.
    pub fn bits(&self) -> Option<usize> {
        self.precision().chosen()
    }

    /// The lower end, or `None` for −∞.
    pub fn lo(&self) -> Option<Rational> {
        super::Endpoint::to_rational(self.ends().0)
    }

    /// The upper end, or `None` for +∞.
    pub fn hi(&self) -> Option<Rational> {
        super::Endpoint::to_rational(self.ends().1)
    }

    /// The number in the middle, if both ends are finite.
    pub fn midpoint(&self) -> Option<Rational> {
        let (mut middle, high) = self.bounds()?;
        middle += &high;
        middle *= &Rational::new(1, 2)?;
        Some(middle)
    }

    /// How far the ends are apart, if both are finite.
    pub fn width(&self) -> Option<Rational> {
        let (low, mut high) = self.bounds()?;
        high -= &low;
        Some(high)
    }

    /// The smallest enclosure between floats.
    pub fn to_interval(&self) -> Interval {
        let low = self.lo().map_or(f64::NEG_INFINITY, |low| low.f64_bounds().0);
        let high = self.hi().map_or(f64::INFINITY, |high| high.f64_bounds().1);
        Interval::from_ends(low, high, ())
    }
}

impl From<Interval> for Wide {
    fn from(interval: Interval) -> Self {
        Self::from_interval(&interval, Bits::default())
    }
}

#[cfg(test)]
mod tests;
