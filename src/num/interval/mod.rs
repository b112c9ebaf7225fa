//! Enclosures between two floats.
//!
//! Each operation is done once in round-to-nearest; its rounding error, which is itself a float
//! (Muller et al. 2018, `muller2018`, chapter 4), tells on which side of the exact result the float
//! lies. Where an exponent is too small or too large for the error to be one, rationals decide.
//! `exp`, `ln` and powers are those of CORE-MATH, proved to be the nearest float (Sibidanov,
//! Zimmermann and Glondu 2022, `sibidanov2022`; Hubrecht, Jeannerod and Zimmermann 2023,
//! `hubrecht2023`), so that the true value lies between its neighbours.

use super::enclosure::{Enclosure, Endpoint, Side};
use super::{Rational, Ring};
use Side::{Above, Below};

/// A real number known to lie between two floats.
///
/// # Examples
/// ```
/// use equil::num::{Certain, Interval, Rational, Ring, Sign};
///
/// let tenth = Interval::from_rational(&Rational::new(1, 10).unwrap());
/// let mut sum = Interval::zero();
/// for _ in 0..10 {
///     sum += &tenth;
/// }
/// assert!(sum.contains(&Rational::integer(1)) && sum.width() < 1e-15);
///
/// let half = Interval::point(0.5).unwrap();
/// let mut difference = half;
/// difference -= &half;
/// assert_eq!(difference.certain_sign(), Some(Sign::Zero));
/// ```
pub type Interval = Enclosure<f64>;

impl Interval {
    /// The numbers from `low` to `high`; `None` if there are none, or for NaN.
    pub fn new(low: f64, high: f64) -> Option<Self> {
        (low <= high && low < f64::INFINITY && high > f64::NEG_INFINITY)
            .then(|| Self::from_ends(low + 0.0, high + 0.0, ())) // no −0
    }

    /// Exactly `x`; `None` for NaN and infinities.
    pub fn point(x: f64) -> Option<Self> {
        Self::new(x, x)
    }

    /// From one rational to another, rounded outward; just the first if the second is less.
    pub fn spanning(low: &Rational, high: &Rational) -> Self {
        Self::new(low.f64_bounds().0, high.f64_bounds().1)
            .unwrap_or_else(|| Self::from_rational(low))
    }

    /// The lower end, perhaps −∞.
    pub fn lo(&self) -> f64 {
        *self.ends().0
    }

    /// The upper end, perhaps +∞.
    pub fn hi(&self) -> f64 {
        *self.ends().1
    }

    /// A float within the interval: near the middle, if the ends are finite.
    pub fn midpoint(&self) -> f64 {
        if self.is_point() {
            return self.lo();
        }
        match (self.lo().is_finite(), self.hi().is_finite()) {
            (true, true) => f64::midpoint(self.lo(), self.hi()),
            (true, false) => f64::MAX,
            (false, true) => f64::MIN,
            (false, false) => 0.0,
        }
    }

    /// How far the ends are apart, rounded up.
    pub fn width(&self) -> f64 {
        self.hi().plus(&-self.lo(), Above, ())
    }
}

/// Above this size the rounding error of a product or quotient is a float: 2⁻⁹⁶⁰.
const TINY: f64 = f64::from_bits((1023 - 960) << 52);

/// `near`, or its neighbour if the exact result is on the wrong side of it, which only the sign of
/// `error` tells.
#[inline]
fn outward(near: f64, error: f64, side: Side) -> f64 {
    match side {
        Below if error >= 0.0 => near,
        Below => near.next_down(),
        Above if error <= 0.0 => near,
        Above => near.next_up(),
    }
}

/// The floats around a result that is rounded to the nearest, and neither exact nor infinite.
fn beside(near: f64) -> (f64, f64) {
    // The one below an infinity is the largest float
    (near.next_down(), near.next_up())
}

/// What a finite result beyond all floats is rounded to.
fn overflowed(infinity: f64, side: Side) -> f64 {
    match side {
        Below => infinity.min(f64::MAX),
        Above => infinity.max(f64::MIN),
    }
}

fn on<T>(side: Side, (below, above): (T, T)) -> T {
    match side {
        Below => below,
        Above => above,
    }
}

#[cold]
fn rare_sum(a: f64, b: f64, side: Side) -> f64 {
    match (Rational::from_f64(a), Rational::from_f64(b)) {
        (Some(mut exact), Some(other)) => {
            exact += &other;
            on(side, exact.f64_bounds())
        }
        _ => a + b,
    }
}

#[cold]
fn rare_product(a: f64, b: f64, side: Side) -> f64 {
    let product = a * b;
    if a == 0.0 || b == 0.0 {
        return 0.0;
    }
    if a.is_infinite() || b.is_infinite() {
        return product;
    }
    match (Rational::from_f64(a), Rational::from_f64(b)) {
        (Some(mut exact), Some(factor)) if product.is_finite() => {
            exact *= &factor;
            on(side, exact.f64_bounds())
        }
        _ => overflowed(product, side),
    }
}

#[cold]
fn rare_quotient(a: f64, b: f64, side: Side) -> f64 {
    let quotient = a / b;
    if a == 0.0 || b.is_infinite() {
        return 0.0;
    }
    if a.is_infinite() || b == 0.0 {
        return if a > 0.0 { f64::INFINITY } else { f64::NEG_INFINITY };
    }
    match (Rational::from_f64(a), Rational::from_f64(b).and_then(|b| b.recip())) {
        (Some(mut exact), Some(factor)) if quotient.is_finite() => {
            exact *= &factor;
            on(side, exact.f64_bounds())
        }
        _ => overflowed(quotient, side),
    }
}

/// The floats beside `base^exponent`, which is not exact; `base` is positive.
fn inexact_power(base: f64, exponent: f64) -> (f64, f64) {
    let near = core_math::pow(base, exponent);
    if near.is_infinite() && (base.is_infinite() || exponent.is_infinite()) {
        return (near, near);
    }
    let (low, high) = beside(near);
    // Powers of more than 1 stay so where they round to 1
    let above_one = (base > 1.0) == (exponent > 0.0);
    if above_one { (low.max(1.0), high) } else { (low.max(0.0), high.min(1.0)) }
}

impl Endpoint for f64 {
    type Precision = ();

    #[inline]
    fn finer((): (), (): ()) {}

    #[inline]
    fn zero() -> Self {
        0.0
    }

    #[inline]
    fn one() -> Self {
        1.0
    }

    fn around(exact: &Rational, (): ()) -> (Self, Self) {
        exact.f64_bounds()
    }

    fn to_rational(&self) -> Option<Rational> {
        Rational::from_f64(*self)
    }

    #[allow(clippy::cast_possible_truncation)] // an integer below 2⁶³
    fn to_i64(&self) -> Option<i64> {
        let limit = Self::from_bits((1023 + 63) << 52);
        (self.fract() == 0.0 && self.abs() < limit).then_some(*self as i64)
    }

    #[inline]
    fn negated(&self) -> Self {
        0.0 - self // never −0
    }

    #[inline]
    fn plus(&self, other: &Self, side: Side, (): ()) -> Self {
        let (a, b) = (*self, *other);
        let sum = a + b;
        // Knuth's error of a sum, exact unless something overflows
        let shadow = sum - a;
        let error = (a - (sum - shadow)) + (b - shadow);
        if error.is_finite() { outward(sum, error, side) } else { rare_sum(a, b, side) }
    }

    #[inline]
    fn times(&self, other: &Self, side: Side, (): ()) -> Self {
        let product = self * other;
        if (TINY..=Self::MAX).contains(&product.abs()) {
            outward(product, self.mul_add(*other, -product), side)
        } else {
            rare_product(*self, *other, side)
        }
    }

    #[inline]
    fn over(&self, other: &Self, side: Side, (): ()) -> Self {
        let quotient = self / other;
        let ordinary = TINY..=Self::MAX;
        if ordinary.contains(&quotient.abs()) && ordinary.contains(&self.abs()) {
            outward(quotient, (-quotient).mul_add(*other, *self), side)
        } else {
            rare_quotient(*self, *other, side)
        }
    }

    fn root(&self, side: Side, (): ()) -> Self {
        if *self == 0.0 || self.is_infinite() {
            return *self;
        }
        // Tiny numbers are scaled, exactly, by 2⁶⁰⁰
        let (square, scale) = if *self < TINY {
            (self * Self::from_bits((1023 + 600) << 52), Self::from_bits((1023 - 300) << 52))
        } else {
            (*self, 1.0)
        };
        let near = square.sqrt();
        outward(near, (-near).mul_add(near, square), side) * scale
    }

    fn exponential(&self, (): ()) -> (Self, Self) {
        let near = core_math::exp(*self);
        if *self == 0.0 || self.is_infinite() {
            return (near, near);
        }
        let (low, high) = beside(near);
        // On the side of 1 where the argument is of 0
        if *self > 0.0 { (low.max(1.0), high) } else { (low.max(0.0), high.min(1.0)) }
    }

    fn logarithm(&self, (): ()) -> (Self, Self) {
        let near = core_math::log(*self);
        // 0 is exact; so is an infinity
        if near == 0.0 || near.is_infinite() { (near, near) } else { beside(near) }
    }

    fn power(&self, exponent: &Self, (): ()) -> (Self, Self) {
        if *self == 0.0 {
            return (0.0, 0.0);
        }
        self.rational_power(exponent, ()).unwrap_or_else(|| inexact_power(*self, *exponent))
    }

    fn integer_power(&self, exponent: u64, side: Side, (): ()) -> Self {
        narrow_power(*self, exponent, side).unwrap_or_else(|n| on(side, inexact_power(*self, n)))
    }

    fn inverse_power(&self, exponent: u64, side: Side, (): ()) -> Self {
        match narrow_power(*self, exponent, side.opposite()) {
            Ok(power) => 1.0.over(&power, side, ()),
            Err(n) => on(side, inexact_power(*self, -n)),
        }
    }
}

/// `base^exponent` by repeated squaring, where that is exact or nothing better is known; otherwise
/// `Err(exponent)`.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn narrow_power(base: f64, exponent: u64, side: Side) -> Result<f64, f64> {
    let below = base.squared_power(exponent, Below, ());
    let above = base.squared_power(exponent, Above, ());
    let n = exponent as f64;
    match side {
        // The casts agree only where the exponent is a float
        _ if below < above && n as u64 == exponent => Err(n),
        Below => Ok(below),
        Above => Ok(above),
    }
}

#[cfg(test)]
mod tests;
