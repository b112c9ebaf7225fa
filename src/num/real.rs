//! What a payoff formula may ask of a number.

use std::cmp::Ordering;

use dashu_base::UnsignedAbs;
use dashu_int::UBig;
use dashu_ratio::RBig;

use super::{Certain, Enclosure, Endpoint, Rational, Ring, Sign};

/// Numbers that formulas can be evaluated in. Nothing panics: what is undefined, what the type
/// cannot hold, and what an enclosure cannot prove to be defined is `None`.
///
/// | | floats | rationals | enclosures |
/// |---|---|---|---|
/// | `exp`, `ln`, `sqrt`, `pow` | rounded to the nearest | if exact | enclosed |
/// | division by 0, `0^−1` | `None` | `None` | `None` if the divisor may be 0 |
/// | `0^0` | 1 | 1 | 1 |
/// | overflow | `None` | `None` above a million bits of a power | an infinite end |
///
/// Floats give the same answer on every machine.
///
/// # Examples
/// ```
/// use equil::num::{Rational, Real};
///
/// fn hypotenuse<T: Real>(a: &T, b: &T) -> Option<T> {
///     let mut sum = a.powi(2)?;
///     sum += &b.powi(2)?;
///     Real::sqrt(&sum)
/// }
/// assert_eq!(hypotenuse(&3.0, &4.0), Some(5.0));
/// let (three, four) = (Rational::integer(3), Rational::integer(4));
/// assert_eq!(hypotenuse(&three, &four), Some(Rational::integer(5)));
/// assert_eq!(hypotenuse(&three, &three), None); // irrational
/// ```
pub trait Real: Ring {
    /// `−self`.
    #[must_use]
    fn neg(&self) -> Self;

    /// `self / divisor`.
    fn divided(&self, divisor: &Self) -> Option<Self>;

    /// `e^self`.
    fn exp(&self) -> Option<Self>;

    /// The natural logarithm.
    fn ln(&self) -> Option<Self>;

    /// The square root.
    fn sqrt(&self) -> Option<Self>;

    /// `|self|`.
    #[must_use]
    fn abs(&self) -> Self;

    /// The smaller number.
    #[must_use]
    fn minimum(&self, other: &Self) -> Self;

    /// The larger number.
    #[must_use]
    fn maximum(&self, other: &Self) -> Self;

    /// `self^exponent`.
    fn powi(&self, exponent: i64) -> Option<Self>;

    /// `self^exponent`; of a negative number only if the exponent is known to be an integer.
    fn pow(&self, exponent: &Self) -> Option<Self>;

    /// The order of the two numbers; `None` if it is not settled.
    fn compare(&self, other: &Self) -> Option<Ordering>;

    /// A number of this type that stands for either; `None` if there is none.
    fn hull(&self, other: &Self) -> Option<Self>;
}

fn finite(x: f64) -> Option<f64> {
    x.is_finite().then_some(x)
}

impl Real for f64 {
    fn neg(&self) -> Self {
        0.0 - self // never −0, whose logarithms and roots differ
    }
    fn divided(&self, divisor: &Self) -> Option<Self> {
        finite(self / divisor)
    }
    fn exp(&self) -> Option<Self> {
        finite(core_math::exp(*self))
    }
    fn ln(&self) -> Option<Self> {
        finite(core_math::log(*self))
    }
    fn sqrt(&self) -> Option<Self> {
        finite(Self::sqrt(*self))
    }
    fn abs(&self) -> Self {
        Self::abs(*self)
    }
    fn minimum(&self, other: &Self) -> Self {
        Self::min(*self, *other)
    }
    fn maximum(&self, other: &Self) -> Self {
        Self::max(*self, *other)
    }
    #[allow(clippy::cast_precision_loss)] // changes the power by less than rounding it does
    fn powi(&self, exponent: i64) -> Option<Self> {
        match exponent {
            1 => finite(*self),
            2 => finite(self * self),
            _ => {
                let size = core_math::pow(Self::abs(*self), exponent as Self);
                finite(if *self < 0.0 && exponent % 2 != 0 { -size } else { size })
            }
        }
    }
    fn pow(&self, exponent: &Self) -> Option<Self> {
        finite(core_math::pow(*self, *exponent))
    }
    fn compare(&self, other: &Self) -> Option<Ordering> {
        self.partial_cmp(other)
    }
    fn hull(&self, other: &Self) -> Option<Self> {
        (self.partial_cmp(other) == Some(Ordering::Equal)).then_some(*self)
    }
}

/// Denominators of exponents for which rational roots are looked for.
const ROOTS: u64 = 64;

/// `base^(1/degree)` if it is rational; `base` is positive.
fn exact_root(base: &Rational, degree: usize) -> Option<Rational> {
    let (numerator, denominator) = base.to_big().into_parts();
    let root = |n: &UBig| {
        let root = n.nth_root(degree);
        (root.pow(degree) == *n).then_some(root)
    };
    let numerator = root(&numerator.unsigned_abs())?;
    Some(Rational::from_big(RBig::from_parts(numerator.into(), root(&denominator)?)))
}

impl Real for Rational {
    fn neg(&self) -> Self {
        self.negated()
    }
    fn divided(&self, divisor: &Self) -> Option<Self> {
        self.divided_by(divisor)
    }
    fn exp(&self) -> Option<Self> {
        self.is_zero().then(Self::one)
    }
    fn ln(&self) -> Option<Self> {
        (*self == Self::one()).then(Self::zero)
    }
    fn sqrt(&self) -> Option<Self> {
        self.exact_sqrt()
    }
    fn abs(&self) -> Self {
        Self::abs(self)
    }
    fn minimum(&self, other: &Self) -> Self {
        self.min(other).clone()
    }
    fn maximum(&self, other: &Self) -> Self {
        self.max(other).clone()
    }
    fn powi(&self, exponent: i64) -> Option<Self> {
        Self::powi(self, exponent)
    }
    fn pow(&self, exponent: &Self) -> Option<Self> {
        if let Some(n) = exponent.to_i64() {
            return Self::powi(self, n);
        }
        match self.signum() {
            Sign::Negative => return None,
            Sign::Zero => return (exponent.signum() == Sign::Positive).then(Self::zero),
            Sign::Positive if *self == Self::one() => return Some(Self::one()),
            Sign::Positive => {}
        }
        let (n, degree) = exponent.as_small().filter(|&(_, degree)| degree <= ROOTS)?;
        exact_root(self, usize::try_from(degree).ok()?)?.powi(n)
    }
    fn compare(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
    fn hull(&self, other: &Self) -> Option<Self> {
        (self == other).then(|| self.clone())
    }
}

impl<E: Endpoint> Real for Enclosure<E> {
    fn neg(&self) -> Self {
        self.negated()
    }
    fn divided(&self, divisor: &Self) -> Option<Self> {
        self.divided_by(divisor)
    }
    fn exp(&self) -> Option<Self> {
        Some(Self::exp(self))
    }
    fn ln(&self) -> Option<Self> {
        Self::ln(self)
    }
    fn sqrt(&self) -> Option<Self> {
        Self::sqrt(self)
    }
    fn abs(&self) -> Self {
        Self::abs(self)
    }
    fn minimum(&self, other: &Self) -> Self {
        self.min(other)
    }
    fn maximum(&self, other: &Self) -> Self {
        self.max(other)
    }
    fn powi(&self, exponent: i64) -> Option<Self> {
        Self::powi(self, exponent)
    }
    fn pow(&self, exponent: &Self) -> Option<Self> {
        self.powf(exponent)
    }
    fn compare(&self, other: &Self) -> Option<Ordering> {
        Self::compare(self, other)
    }
    fn hull(&self, other: &Self) -> Option<Self> {
        Some(Self::hull(self, other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::{Interval, Wide};

    fn read<T: Ring>(text: &str) -> T {
        T::from_rational(&text.parse().unwrap())
    }

    /// `(x^2 + 1) / max(x, 3) − min(x, 1/4)^(1/2) · |−x|^−1`, in all types the same number.
    fn formula<T: Real>(x: &T) -> Option<T> {
        let mut sum = x.powi(2)?;
        sum += &T::one();
        let left = sum.divided(&x.maximum(&read("3")))?;
        let mut right = x.minimum(&read("1/4")).pow(&read("1/2"))?;
        right *= &Real::neg(x).abs().powi(-1)?;
        Some(left.minus(&right))
    }

    #[test]
    fn all_types_agree() {
        let exact: Rational = formula(&read("2")).unwrap();
        assert_eq!(exact, read("17/12"));
        assert!((formula(&2.0).unwrap() - exact.nearest_f64()).abs() < 1e-15);
        assert!(formula::<Interval>(&read("2")).unwrap().contains(&exact));
        assert!(formula::<Wide>(&read("2")).unwrap().contains(&exact));
    }

    fn refuses<T: Real>() {
        let (zero, one, minus) = (T::zero(), T::one(), T::minus_one());
        assert_eq!(one.divided(&zero), None);
        assert_eq!(zero.divided(&zero), None);
        assert_eq!(zero.powi(-1), None);
        assert_eq!(zero.pow(&minus), None);
        assert_eq!(minus.pow(&read("1/2")), None);
        assert_eq!(minus.pow(&read("1/3")), None);
        assert_eq!(minus.sqrt(), None);
        assert_eq!(zero.ln(), None);
        assert_eq!(minus.ln(), None);
        assert_eq!(zero.powi(0), Some(T::one()));
        assert_eq!(zero.pow(&zero), Some(T::one()));
        assert_eq!(zero.pow(&read("1/2")), Some(T::zero()));
        assert_eq!(minus.pow(&read("-3")), Some(minus.clone()));
        assert_eq!(minus.powi(i64::MAX), Some(minus.clone()));
        assert_eq!(zero.exp(), Some(T::one()));
        assert_eq!(one.ln(), Some(T::zero()));
        assert_eq!(one.compare(&zero), Some(Ordering::Greater));
        assert_eq!(one.compare(&one), Some(Ordering::Equal));
        assert_eq!(Real::neg(&zero), zero);
        assert_eq!(one.hull(&one), Some(one.clone()));
        assert_eq!(read::<T>("4").pow(&read("3/2")), Some(read("8")));
    }

    #[test]
    fn what_is_undefined_is_none_in_all_types() {
        refuses::<f64>();
        refuses::<Rational>();
        refuses::<Interval>();
        refuses::<Wide>();
    }

    #[test]
    fn rationals_take_exact_roots_only() {
        let pow = |x: &str, y: &str| read::<Rational>(x).pow(&read(y));
        assert_eq!(pow("8/27", "2/3"), Some(read("4/9")));
        assert_eq!(pow("8/27", "-1/3"), Some(read("3/2")));
        assert_eq!(pow("2", "1/2"), None);
        assert_eq!(pow("1", "0.123456789012345678901"), Some(read("1")));
        assert_eq!(pow("4", "1/65"), None);
        assert_eq!(pow("0", "-1/2"), None);
        assert_eq!(pow("2", "1e12"), None);
        assert_eq!(read::<Rational>("1").exp(), None);
        assert_eq!(read::<Rational>("2").ln(), None);
        assert_eq!(read::<Rational>("2").hull(&read("3")), None);
    }

    #[test]
    fn floats_never_become_infinite() {
        assert_eq!(Real::exp(&1000.0), None);
        assert_eq!(Real::exp(&f64::NAN), None);
        assert_eq!(Real::powi(&10.0, 400), None);
        assert_eq!(Real::powi(&1e200, 2), None);
        assert_eq!(Real::pow(&10.0, &400.0), None);
        assert_eq!(f64::MAX.divided(&0.5), None);
        assert_eq!(Real::powi(&-2.0, 3), Some(-8.0));
        assert_eq!(Real::powi(&-1.0, i64::MAX), Some(-1.0));
        assert_eq!(f64::NAN.compare(&0.0), None);
    }
}
