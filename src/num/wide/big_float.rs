//! Big binary floats, rounded to a side.

use dashu_base::{BitTest, DivRem, SquareRootRem, UnsignedAbs};
use dashu_float::round::mode::HalfEven;
use dashu_float::{Context, FBig, FpResult, Repr};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use crate::num::Rational;
use crate::num::enclosure::{Endpoint, Side};
use Side::{Above, Below};

/// A precision in bits, or none chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bits(usize); // 0 for none

impl Bits {
    /// What applies where none was chosen: 128 bits.
    pub const DEFAULT: Self = Self(128);

    const LEAST: usize = 2;
    const MOST: usize = 1 << 16;

    /// So many bits, but at least 2 and at most 2¹⁶.
    pub fn new(bits: usize) -> Self {
        Self(bits.clamp(Self::LEAST, Self::MOST))
    }

    pub(super) fn chosen(self) -> Option<usize> {
        (self.0 > 0).then_some(self.0)
    }

    fn in_use(self) -> usize {
        self.chosen().unwrap_or(Self::DEFAULT.0)
    }

    fn with_guard(self, guard: usize) -> Self {
        Self(self.in_use() + guard)
    }
}

/// Largest binary exponent: beyond, numbers are infinite, or rounded to 0. Keeps every exact
/// intermediate result within some hundred kilobytes.
const RANGE: isize = 1 << 20;

/// Above this, `e^x` is beyond 2^[`RANGE`], as 726 818 > 2²⁰ ln 2.
const EXP_RANGE: i64 = 726_818;

/// Extra bits asked of `exp` and `ln`: they are believed to be right to within 2²⁴ units in the
/// last place of these.
const GUARD: usize = 24;

/// A binary float `n · 2^k` with an integer `n` of any size, or an infinity.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub struct BigFloat(Repr<2>); // never −0

impl BigFloat {
    pub(super) fn from_f64(x: f64) -> Self {
        let exact = Repr::try_from(x).expect("ends of intervals are not NaN");
        if exact.significand().is_zero() && exact.is_finite() { Self::zero() } else { Self(exact) }
    }

    fn power_of_two(exponent: isize) -> Repr<2> {
        Repr::new(IBig::ONE, exponent)
    }

    fn is_negative(&self) -> bool {
        self.0 < Repr::zero()
    }

    fn is_infinite(&self) -> bool {
        self.0.is_infinite()
    }

    /// An infinity, or the last number before it.
    fn beyond(negative: bool, side: Side) -> Self {
        Self(match (negative, side) {
            (false, Below) => Self::power_of_two(RANGE),
            (false, Above) => Repr::infinity(),
            (true, Below) => Repr::neg_infinity(),
            (true, Above) => -Self::power_of_two(RANGE),
        })
    }

    /// The nearest number on a side of a finite one.
    fn rounded(exact: Repr<2>, side: Side, precision: Bits) -> Self {
        debug_assert!(exact.is_finite());
        if exact.significand().is_zero() {
            return Self::zero();
        }
        let (significand, exponent) = exact.into_parts();
        let length = significand.bit_len();
        let size = exponent + length.cast_signed();
        let negative = significand < IBig::ZERO;
        let away = negative == (side == Below);
        if size > RANGE {
            return Self::beyond(negative, side);
        }
        if size < -RANGE {
            return match (away, negative) {
                (false, _) => Self::zero(),
                (true, false) => Self(Self::power_of_two(-RANGE)),
                (true, true) => Self(-Self::power_of_two(-RANGE)),
            };
        }
        let excess = length.saturating_sub(precision.in_use());
        if excess == 0 {
            return Self(Repr::new(significand, exponent));
        }
        // What is cut off is not 0, since a normalised significand is odd
        let mut magnitude = significand.unsigned_abs() >> excess;
        if away {
            magnitude += UBig::ONE;
        }
        let magnitude = IBig::from(magnitude);
        let significand = if negative { -magnitude } else { magnitude };
        Self(Repr::new(significand, exponent + excess.cast_signed()))
    }

    /// The nearest number on a side of `±(integer + fraction) · 2^exponent`, where all that is known
    /// of the fraction, in [0, 1), is whether it is 0, and the integer is longer than the precision.
    fn rounded_with_rest(
        negative: bool,
        integer: UBig,
        rest: bool,
        exponent: isize,
        side: Side,
        precision: Bits,
    ) -> Self {
        // One more bit stands for all that follow
        let magnitude = IBig::from((integer << 1) + UBig::from(rest));
        let significand = if negative { -magnitude } else { magnitude };
        Self::rounded(Repr::new(significand, exponent - 1), side, precision)
    }

    fn quotient(dividend: &Repr<2>, divisor: &Repr<2>, side: Side, precision: Bits) -> Self {
        let negative = (dividend < &Repr::zero()) != (divisor < &Repr::zero());
        let (a, b) = (dividend.significand().unsigned_abs(), divisor.significand().unsigned_abs());
        let shift = (precision.in_use() + 2 + b.bit_len()).saturating_sub(a.bit_len());
        let (integer, remainder) = (a << shift).div_rem(&b);
        let exponent = dividend.exponent() - divisor.exponent() - shift.cast_signed();
        Self::rounded_with_rest(negative, integer, !remainder.is_zero(), exponent, side, precision)
    }

    fn rounded_further(self, side: Side, precision: Bits) -> Self {
        if self.is_infinite() { self } else { Self::rounded(self.0, side, precision) }
    }

    /// One unit in the last place, or two, to either side of an approximation with [`GUARD`] bits
    /// more.
    fn widened(approximation: &Repr<2>, precision: Bits) -> (Self, Self) {
        let size = approximation.exponent() + approximation.significand().bit_len().cast_signed();
        let unit = Self::power_of_two(size - precision.in_use().cast_signed());
        (
            Self::rounded(approximation - &unit, Below, precision),
            Self::rounded(approximation + &unit, Above, precision),
        )
    }

    /// `self^exponent` with a few bits more: errors at most double with each squaring.
    fn fine_power(&self, exponent: u64, side: Side, precision: Bits) -> Self {
        self.squared_power(exponent, side, precision.with_guard(4 + exponent.bit_len()))
    }

    fn approximation(result: FpResult<FBig<HalfEven, 2>>) -> Option<Repr<2>> {
        let repr = result.ok()?.value().into_repr();
        repr.is_finite().then_some(repr)
    }
}

impl Endpoint for BigFloat {
    type Precision = Bits;

    fn finer(one: Bits, other: Bits) -> Bits {
        one.max(other)
    }

    fn zero() -> Self {
        Self(Repr::zero())
    }

    fn one() -> Self {
        Self(Repr::one())
    }

    fn around(exact: &Rational, precision: Bits) -> (Self, Self) {
        let (numerator, denominator) = exact.to_big().into_parts();
        let (a, b) = (Repr::new(numerator, 0), Repr::new(denominator.into(), 0));
        (Self::quotient(&a, &b, Below, precision), Self::quotient(&a, &b, Above, precision))
    }

    fn to_rational(&self) -> Option<Rational> {
        if self.is_infinite() {
            return None;
        }
        let significand = self.0.significand().clone();
        let shift = self.0.exponent().unsigned_abs();
        Some(Rational::from_big(if self.0.exponent() < 0 {
            RBig::from_parts(significand, UBig::ONE << shift)
        } else {
            RBig::from(significand << shift)
        }))
    }

    fn to_i64(&self) -> Option<i64> {
        let whole = self.0.is_int() && self.0.exponent() < 64;
        whole
            .then(|| i64::try_from(self.0.significand() << self.0.exponent().unsigned_abs()).ok())?
    }

    fn negated(&self) -> Self {
        if self.0.significand().is_zero() && !self.is_infinite() {
            return Self::zero();
        }
        Self(-self.0.clone())
    }

    fn plus(&self, other: &Self, side: Side, precision: Bits) -> Self {
        if self.is_infinite() {
            return self.clone();
        }
        if other.is_infinite() {
            return other.clone();
        }
        Self::rounded(&self.0 + &other.0, side, precision)
    }

    fn times(&self, other: &Self, side: Side, precision: Bits) -> Self {
        let zero = Self::zero();
        if *self == zero || *other == zero {
            return zero;
        }
        if self.is_infinite() || other.is_infinite() {
            let negative = self.is_negative() != other.is_negative();
            return Self(if negative { Repr::neg_infinity() } else { Repr::infinity() });
        }
        Self::rounded(&self.0 * &other.0, side, precision)
    }

    fn over(&self, other: &Self, side: Side, precision: Bits) -> Self {
        let zero = Self::zero();
        if *self == zero || other.is_infinite() {
            return zero;
        }
        if self.is_infinite() || *other == zero {
            let negative = self.is_negative();
            return Self(if negative { Repr::neg_infinity() } else { Repr::infinity() });
        }
        Self::quotient(&self.0, &other.0, side, precision)
    }

    fn root(&self, side: Side, precision: Bits) -> Self {
        if *self == Self::zero() || self.is_infinite() {
            return self.clone();
        }
        let square = self.0.significand().unsigned_abs();
        let shift = (2 * (precision.in_use() + 2)).saturating_sub(square.bit_len());
        // The exponent of the shifted square must be even
        let shift = shift + (self.0.exponent() - shift.cast_signed()).unsigned_abs() % 2;
        let (integer, remainder) = (square << shift).sqrt_rem();
        let exponent = (self.0.exponent() - shift.cast_signed()) / 2;
        Self::rounded_with_rest(false, integer, !remainder.is_zero(), exponent, side, precision)
    }

    fn exponential(&self, precision: Bits) -> (Self, Self) {
        let (zero, one) = (Self::zero(), Self::one());
        if *self == zero {
            return (one.clone(), one);
        }
        let negative = self.is_negative();
        if self.is_infinite() {
            let limit = if negative { zero } else { self.clone() };
            return (limit.clone(), limit);
        }
        let integer = |n: i64| Repr::new(n.into(), 0);
        if self.0 >= integer(EXP_RANGE) {
            return (Self::beyond(false, Below), Self::beyond(false, Above));
        }
        if self.0 <= integer(-EXP_RANGE) {
            return (zero, Self(Self::power_of_two(-RANGE)));
        }
        let size = self.0.exponent() + self.0.significand().bit_len().cast_signed();
        let approximation = if size < -precision.in_use().cast_signed() {
            // 1 + x <= e^x, and e^x <= 1 + 2x if 0 <= x <= 1
            Some(Repr::one())
        } else {
            let context = Context::<HalfEven>::new(precision.in_use() + GUARD);
            Self::approximation(context.exp(&self.0, None))
        };
        // On the side of 1 where the argument is of 0
        let (least, most) = if negative { (zero, one) } else { (one, Self(Repr::infinity())) };
        let Some(near) = approximation else { return (least, most) };
        let (low, high) = Self::widened(&near, precision);
        (if low < least { least } else { low }, if high > most { most } else { high })
    }

    fn logarithm(&self, precision: Bits) -> (Self, Self) {
        if self.is_infinite() {
            return (self.clone(), self.clone());
        }
        if *self == Self::one() {
            return (Self::zero(), Self::zero());
        }
        let context = Context::<HalfEven>::new(precision.in_use() + GUARD);
        match Self::approximation(context.ln(&self.0, None)) {
            Some(near) => Self::widened(&near, precision),
            // |ln x| < RANGE for all x in range
            None => (Self(Repr::new((-RANGE).into(), 0)), Self(Repr::new(RANGE.into(), 0))),
        }
    }

    fn power(&self, exponent: &Self, precision: Bits) -> (Self, Self) {
        if *self == Self::zero() {
            return (Self::zero(), Self::zero());
        }
        if let Some(power) = self.rational_power(exponent, precision) {
            return power;
        }
        // The error of the logarithm grows with its size, of 20 bits at most
        let fine = precision.with_guard(32);
        let (mut low, mut high) = self.logarithm(fine);
        if exponent.is_negative() {
            (low, high) = (high, low);
        }
        let low = exponent.times(&low, Below, fine).exponential(fine).0;
        let high = exponent.times(&high, Above, fine).exponential(fine).1;
        (low.rounded_further(Below, precision), high.rounded_further(Above, precision))
    }

    fn integer_power(&self, exponent: u64, side: Side, precision: Bits) -> Self {
        self.fine_power(exponent, side, precision).rounded_further(side, precision)
    }

    fn inverse_power(&self, exponent: u64, side: Side, precision: Bits) -> Self {
        let power = self.fine_power(exponent, side.opposite(), precision);
        Self::one().over(&power, side, precision)
    }
}
