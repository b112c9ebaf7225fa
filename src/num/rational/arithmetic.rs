//! Sums, products and quotients, in machine words where they fit.

use std::ops::{AddAssign, DivAssign, MulAssign, SubAssign};

use super::Repr::Small;
use super::{Rational, gcd};
use crate::num::{Certain, Ring, Scalar, Sign, Tolerance};

/// `a/b + c/d` in machine words (Knuth, *The Art of Computer Programming*, vol. 2, 4.5.1). `None` if
/// they are too short: each product fits, the sum need not.
fn add_small(a: i64, b: u64, c: i128, d: u64) -> Option<Rational> {
    if b == 1 && d == 1 {
        return Some(Rational::reduced(i128::from(a) + c, 1));
    }
    let common = gcd(b, d);
    let (left, right) = (i128::from(d / common), i128::from(b / common));
    let numerator = (i128::from(a) * left).checked_add(c * right)?;
    #[allow(clippy::cast_possible_truncation)] // a remainder modulo a 64-bit number
    let shared = gcd((numerator.unsigned_abs() % u128::from(common)) as u64, common);
    Some(Rational::reduced(
        numerator / i128::from(shared),
        u128::from(b / common) * u128::from(d / shared),
    ))
}

impl AddAssign<&Self> for Rational {
    fn add_assign(&mut self, rhs: &Self) {
        let small = match (&self.0, &rhs.0) {
            (Small { numerator: a, denominator: b }, Small { numerator: c, denominator: d }) => {
                add_small(*a, b.get(), i128::from(*c), d.get())
            }
            _ => None,
        };
        *self = small.unwrap_or_else(|| Self::from_big(self.to_big() + rhs.to_big()));
    }
}

impl SubAssign<&Self> for Rational {
    fn sub_assign(&mut self, rhs: &Self) {
        let small = match (&self.0, &rhs.0) {
            (Small { numerator: a, denominator: b }, Small { numerator: c, denominator: d }) => {
                add_small(*a, b.get(), -i128::from(*c), d.get())
            }
            _ => None,
        };
        *self = small.unwrap_or_else(|| Self::from_big(self.to_big() - rhs.to_big()));
    }
}

impl MulAssign<&Self> for Rational {
    fn mul_assign(&mut self, rhs: &Self) {
        *self = match (&self.0, &rhs.0) {
            (Small { numerator: a, denominator: b }, Small { numerator: c, denominator: d }) => {
                let (b, d) = (b.get(), d.get());
                let (g, h) = (gcd(a.unsigned_abs(), d), gcd(c.unsigned_abs(), b));
                Self::reduced(
                    (i128::from(*a) / i128::from(g)) * (i128::from(*c) / i128::from(h)),
                    u128::from(b / h) * u128::from(d / g),
                )
            }
            _ => Self::from_big(self.to_big() * rhs.to_big()),
        };
    }
}

impl DivAssign<&Self> for Rational {
    /// # Panics
    /// When `rhs` is 0.
    #[allow(clippy::suspicious_op_assign_impl)] // by the reciprocal
    fn div_assign(&mut self, rhs: &Self) {
        *self *= &rhs.recip().expect("divisor is not 0");
    }
}

impl Ring for Rational {
    fn zero() -> Self {
        Self::integer(0)
    }
    fn one() -> Self {
        Self::integer(1)
    }
    fn from_rational(exact: &Rational) -> Self {
        exact.clone()
    }
}

impl Scalar for Rational {
    fn sign(&self, _: Tolerance) -> Sign {
        self.signum()
    }
    fn to_f64(&self) -> f64 {
        self.nearest_f64()
    }
    fn to_rational(&self) -> Rational {
        self.clone()
    }
}

impl Certain for Rational {
    fn certain_sign(&self) -> Option<Sign> {
        Some(self.signum())
    }
    fn divided_by(&self, divisor: &Self) -> Option<Self> {
        let mut quotient = self.clone();
        quotient *= &divisor.recip()?;
        Some(quotient)
    }
    fn bounds(&self) -> Option<(Rational, Rational)> {
        Some((self.clone(), self.clone()))
    }
}
