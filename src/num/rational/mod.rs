//! Exact rational numbers, with a fast path for small ones.

mod arithmetic;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::num::NonZeroU64;

use dashu_base::{Abs, Approximation, Gcd, Sign as BigSign};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::Sign;

/// An exact fraction of two integers of any size, always in lowest terms.
///
/// Numerators and denominators of up to 63 bits are held in place (16 bytes in all) and computed
/// with in machine words; anything larger moves to the heap and comes back when it shrinks. A
/// newtype, so that the crate behind it can change without touching a solver.
///
/// # Examples
/// ```
/// use equil::num::Rational;
///
/// let mut sum = Rational::new(1, 10).unwrap();
/// sum += &"0.2".parse().unwrap();
/// assert_eq!(sum, Rational::new(3, 10).unwrap());
/// ```
#[derive(Clone)]
pub struct Rational(Repr);

/// Invariant: in lowest terms, and `Small` whenever numerator and denominator fit.
#[derive(Clone)]
enum Repr {
    Small { numerator: i64, denominator: NonZeroU64 },
    Big(Box<RBig>),
}

use Repr::{Big, Small};

impl Rational {
    /// `numerator / denominator`. Returns `None` when `denominator` is 0.
    pub fn new(numerator: i64, denominator: i64) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let sign = if denominator < 0 { -1 } else { 1 };
        let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        let numerator = sign * i128::from(numerator) / i128::from(divisor);
        Some(Self::reduced(numerator, u128::from(denominator.unsigned_abs() / divisor)))
    }

    /// `part / of`, for counts; of nothing it is `part` itself.
    pub fn share(part: usize, of: usize) -> Self {
        let whole = |count: usize| Self::integer(i64::try_from(count).unwrap_or(i64::MAX));
        let mut share = whole(part);
        share /= &whole(of.max(1));
        share
    }

    /// The integer `n`.
    pub fn integer(n: i64) -> Self {
        Self(Small { numerator: n, denominator: NonZeroU64::MIN })
    }

    /// An integer of any size.
    pub(crate) fn from_integer(n: &IBig) -> Self {
        match i64::try_from(n) {
            Ok(small) => Self::integer(small),
            Err(_) => Self::from_big(RBig::from(n.clone())),
        }
    }

    /// `significand × 10^exponent`, the value of a decimal literal.
    pub(crate) fn from_decimal(negative: bool, digits: u64, exponent: i32) -> Option<Self> {
        let digits = i64::try_from(digits).ok()?;
        let numerator = if negative { -digits } else { digits };
        match exponent {
            0 => Some(Self::integer(numerator)),
            -18..=-1 => Self::new(numerator, 10_i64.pow(exponent.unsigned_abs())),
            1..=18 => {
                Some(Self::reduced(i128::from(numerator) * 10_i128.pow(exponent.unsigned_abs()), 1))
            }
            _ => None,
        }
    }

    /// The rational equal to `x`, or `None` for NaN and infinities.
    pub fn from_f64(x: f64) -> Option<Self> {
        RBig::try_from(x).ok().map(Self::from_big)
    }

    /// The fraction with the smallest denominator within `x (1 ± 2⁻⁴⁰)`, or `None` for NaN and
    /// infinities: what a float that stands for a simple fraction most likely stands for.
    pub fn simplest_near(x: f64) -> Option<Self> {
        let exact = RBig::try_from(x).ok()?;
        if exact.is_zero() {
            return Some(Self::integer(0));
        }
        let slack = exact.clone().abs() * RBig::from_parts(IBig::ONE, UBig::ONE << 40_usize);
        Some(Self::from_big(RBig::simplest_in(exact.clone() - slack.clone(), exact + slack)))
    }

    /// Lowest terms assumed.
    fn reduced(numerator: i128, denominator: u128) -> Self {
        match (i64::try_from(numerator), u64::try_from(denominator).ok().and_then(NonZeroU64::new))
        {
            (Ok(numerator), Some(denominator)) => Self(Small { numerator, denominator }),
            _ => Self(Big(Box::new(RBig::from_parts(numerator.into(), denominator.into())))),
        }
    }

    pub(crate) fn from_big(big: RBig) -> Self {
        let small = i64::try_from(big.numerator())
            .ok()
            .zip(u64::try_from(big.denominator()).ok().and_then(NonZeroU64::new));
        match small {
            Some((numerator, denominator)) => Self(Small { numerator, denominator }),
            None => Self(Big(Box::new(big))),
        }
    }

    pub(crate) fn to_big(&self) -> RBig {
        match &self.0 {
            Small { numerator, denominator } => {
                RBig::from_parts((*numerator).into(), denominator.get().into())
            }
            Big(big) => (**big).clone(),
        }
    }

    /// Numerator and denominator when both fit machine words.
    pub fn as_small(&self) -> Option<(i64, u64)> {
        match &self.0 {
            Small { numerator, denominator } => Some((*numerator, denominator.get())),
            Big(_) => None,
        }
    }

    /// Whether the denominator is 1.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Small { denominator, .. } => denominator.get() == 1,
            Big(big) => big.denominator().is_one(),
        }
    }

    /// The value as a machine integer, if it is one.
    pub fn to_i64(&self) -> Option<i64> {
        self.as_small().and_then(|(n, d)| (d == 1).then_some(n))
    }

    /// Below, at or above zero.
    pub fn signum(&self) -> Sign {
        let order = match &self.0 {
            Small { numerator, .. } => numerator.cmp(&0),
            Big(big) if big.sign() == BigSign::Negative => Ordering::Less,
            Big(_) => Ordering::Greater,
        };
        match order {
            Ordering::Less => Sign::Negative,
            Ordering::Equal => Sign::Zero,
            Ordering::Greater => Sign::Positive,
        }
    }

    /// Whether the value is 0.
    pub fn is_zero(&self) -> bool {
        self.signum() == Sign::Zero
    }

    /// `−self`.
    #[must_use]
    pub fn negated(&self) -> Self {
        match &self.0 {
            Small { numerator, denominator } => {
                Self::reduced(-i128::from(*numerator), denominator.get().into())
            }
            Big(big) => Self::from_big(-(**big).clone()),
        }
    }

    /// `|self|`.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.signum() == Sign::Negative { self.negated() } else { self.clone() }
    }

    /// The fraction with the least denominator strictly between two numbers, the one nearest to 0 if
    /// several have it; the number itself if they are equal.
    #[must_use]
    pub fn simplest_between(low: &Self, high: &Self) -> Self {
        super::between::simplest(low, high)
    }

    /// The denominator in lowest terms, which is positive.
    #[must_use]
    pub fn denominator(&self) -> Self {
        let (_, denominator) = self.to_big().into_parts();
        Self::from_big(RBig::from(denominator))
    }

    /// The greatest integer that is not greater.
    #[must_use]
    pub fn floor(&self) -> Self {
        Self::from_big(RBig::from(self.to_big().floor()))
    }

    /// `1 / self`, or `None` for 0.
    pub fn recip(&self) -> Option<Self> {
        match &self.0 {
            Small { numerator: 0, .. } => None,
            Small { numerator, denominator } => Some(Self::reduced(
                i128::from(denominator.get()) * i128::from(numerator.signum()),
                numerator.unsigned_abs().into(),
            )),
            Big(big) => Some(Self::from_big(RBig::ONE / &**big)),
        }
    }

    /// `self` to the power `exponent`; `None` for a negative power of 0, or a result of more than
    /// a million bits.
    pub fn powi(&self, exponent: i64) -> Option<Self> {
        if exponent < 0 {
            return self.recip()?.powi(exponent.checked_neg()?);
        }
        if let Some((n @ (-1..=1), 1)) = self.as_small() {
            return Some(Self::integer(if n == -1 && exponent % 2 == 0 {
                1
            } else {
                n.pow(u32::from(exponent != 0))
            }));
        }
        let power = isize::try_from(exponent).ok()?;
        (self.bits().checked_mul(power.unsigned_abs())? <= MAX_BITS)
            .then(|| Self::from_big(self.to_big().pow(power)))
    }

    /// The square root if it is rational.
    pub fn exact_sqrt(&self) -> Option<Self> {
        if self.signum() == Sign::Negative {
            return None;
        }
        let big = self.to_big();
        let root = |n: &UBig| {
            let root = dashu_base::SquareRoot::sqrt(n);
            (&root * &root == *n).then_some(root)
        };
        let numerator = root(&UBig::try_from(big.numerator().clone()).ok()?)?;
        Some(Self::from_big(RBig::from_parts(numerator.into(), root(big.denominator())?)))
    }

    /// Bits of the larger of numerator and denominator.
    pub(crate) fn bits(&self) -> usize {
        match &self.0 {
            Small { numerator, denominator } => {
                let bits = |n: u64| (64 - n.leading_zeros()) as usize;
                bits(numerator.unsigned_abs()).max(bits(denominator.get()))
            }
            Big(big) => dashu_base::BitTest::bit_len(big.numerator())
                .max(dashu_base::BitTest::bit_len(big.denominator())),
        }
    }

    /// The nearest float; ±∞ beyond the range of floats.
    pub fn nearest_f64(&self) -> f64 {
        const EXACT: u64 = 1 << 53;
        match &self.0 {
            #[allow(clippy::cast_precision_loss)] // both are below 2⁵³
            Small { numerator, denominator }
                if numerator.unsigned_abs() <= EXACT && denominator.get() <= EXACT =>
            {
                *numerator as f64 / denominator.get() as f64
            }
            _ => match self.to_big().to_f64() {
                Approximation::Exact(x) | Approximation::Inexact(x, _) => x,
            },
        }
    }

    /// The largest float at or below the value, and the smallest at or above it.
    pub fn f64_bounds(&self) -> (f64, f64) {
        let near = self.nearest_f64();
        if let Some((n, d)) = self.as_small()
            && d.is_power_of_two()
            && n.unsigned_abs() <= 1 << 53
        {
            return (near, near);
        }
        match Self::from_f64(near).map(|exact| exact.cmp(self)) {
            Some(Ordering::Equal) => (near, near),
            Some(Ordering::Less) => (near, near.next_up()),
            Some(Ordering::Greater) => (near.next_down(), near),
            None if near > 0.0 => (f64::MAX, f64::INFINITY),
            None => (f64::NEG_INFINITY, f64::MIN),
        }
    }
}

/// Powers with more bits than this are refused rather than computed.
const MAX_BITS: usize = 1_000_000;

fn gcd(a: u64, b: u64) -> u64 {
    match (a, b) {
        (_, 1) | (1, _) => 1,
        (0, n) | (n, 0) => n,
        _ => a.gcd(b),
    }
}

impl fmt::Debug for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Small { numerator, denominator } if denominator.get() == 1 => numerator.fmt(f),
            Small { numerator, denominator } => write!(f, "{numerator}/{denominator}"),
            Big(big) => big.fmt(f),
        }
    }
}

impl serde::Serialize for Rational {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl From<i64> for Rational {
    fn from(n: i64) -> Self {
        Self::integer(n)
    }
}

impl PartialEq for Rational {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Small { numerator: a, denominator: b }, Small { numerator: c, denominator: d }) => {
                a == c && b == d
            }
            (Big(a), Big(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Rational {}

impl Hash for Rational {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Small { numerator, denominator } => (numerator, denominator).hash(state),
            Big(big) => big.hash(state),
        }
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Small { numerator: a, denominator: b }, Small { numerator: c, denominator: d }) => {
                if b == d {
                    a.cmp(c)
                } else {
                    (i128::from(*a) * i128::from(d.get()))
                        .cmp(&(i128::from(*c) * i128::from(b.get())))
                }
            }
            _ => self.to_big().cmp(&other.to_big()),
        }
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests;
