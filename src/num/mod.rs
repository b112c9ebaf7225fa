//! Numbers: a [`Ring`] evaluates a game, a [`Scalar`] decides, a [`Certain`] number decides when it
//! can prove it, and a [`Real`] one evaluates formulas.
//!
//! | type | holds | is |
//! |---|---|---|
//! | `f64` | about 16 digits, nobody knows which | `Scalar`, `Real` |
//! | [`Rational`] | any fraction, exactly | `Scalar`, `Certain`, `Real` |
//! | [`Interval`] | two floats that the number lies between | `Certain`, `Real` |
//! | [`Wide`] | the same, of any precision | `Certain`, `Real` |
//! | [`AffineForm`] | what several variables make of it, to the first order | `Real` |

mod affine_form;
mod between;
mod decimal;
mod draws;
mod enclosure;
mod interval;
mod literal;
mod normal;
mod rational;
mod real;
mod sign;
mod wide;
mod widely;

use std::fmt::Debug;
use std::ops::{AddAssign, DivAssign, MulAssign, SubAssign};

pub use affine_form::AffineForm;
pub use decimal::{
    decimal, decimal_down, decimal_up, shortest, significant, significant_down, significant_up,
};
pub use draws::Draws;
pub use enclosure::{Enclosure, Endpoint, Side};
pub use interval::Interval;
pub use literal::{MAX_DIGITS, NumberError};
pub use normal::{normal_bounds, normal_distribution, normal_quantile};
pub use rational::Rational;
pub use real::Real;
pub use sign::{Sign, Tolerance};
pub use wide::{BigFloat, Bits, Wide};
pub use widely::widely;

/// Numbers that can be added and multiplied: enough to *evaluate* a game.
///
/// Operators work in place and borrow their right-hand side, so generic code reads `sum += &x` for
/// `f64` and for big rationals alike: no clones, and no `where` clause beyond `T: Ring`.
pub trait Ring:
    Clone
    + Debug
    + PartialEq
    + Send
    + Sync
    + 'static
    + for<'a> AddAssign<&'a Self>
    + for<'a> SubAssign<&'a Self>
    + for<'a> MulAssign<&'a Self>
{
    /// 0.
    fn zero() -> Self;

    /// 1.
    fn one() -> Self;

    /// The value itself, the nearest one, or an enclosure of it, whichever the type can hold.
    fn from_rational(exact: &Rational) -> Self;

    /// −1.
    fn minus_one() -> Self {
        let mut x = Self::zero();
        x -= &Self::one();
        x
    }

    /// `self − other`.
    #[must_use]
    fn minus(&self, other: &Self) -> Self {
        let mut x = self.clone();
        x -= other;
        x
    }

    /// `self += a·b`.
    fn add_product(&mut self, a: &Self, b: &Self) {
        let mut product = a.clone();
        product *= b;
        *self += &product;
    }

    /// `self -= a·b`.
    fn sub_product(&mut self, a: &Self, b: &Self) {
        let mut product = a.clone();
        product *= b;
        *self -= &product;
    }
}

/// An ordered field: enough to *decide*, hence to solve.
pub trait Scalar: Ring + PartialOrd + for<'a> DivAssign<&'a Self> {
    /// The one question an algorithm may ask of a number.
    fn sign(&self, tolerance: Tolerance) -> Sign;

    /// The nearest float: for choosing pivots and for display, never for deciding.
    fn to_f64(&self) -> f64;

    /// The number as a rational, without rounding.
    fn to_rational(&self) -> Rational;
}

/// What is known of a real number: exactly it, or an enclosure of it. Certificates are written once
/// over this trait, and hold for rational payoffs and for enclosed ones alike.
pub trait Certain: Ring {
    /// The sign, if it is proved.
    fn certain_sign(&self) -> Option<Sign>;

    /// `self / divisor`, if the divisor is proved not to be 0.
    fn divided_by(&self, divisor: &Self) -> Option<Self>;

    /// Rationals that provably contain the number; equal when it is known exactly. `None` if it is
    /// not known to be bounded, after an overflow.
    fn bounds(&self) -> Option<(Rational, Rational)>;
}

impl Ring for f64 {
    fn zero() -> Self {
        0.0
    }
    fn one() -> Self {
        1.0
    }
    fn from_rational(exact: &Rational) -> Self {
        exact.nearest_f64()
    }
    fn add_product(&mut self, a: &Self, b: &Self) {
        *self += a * b;
    }
    fn sub_product(&mut self, a: &Self, b: &Self) {
        *self -= a * b;
    }
}

impl Scalar for f64 {
    fn sign(&self, tolerance: Tolerance) -> Sign {
        tolerance.sign(*self)
    }
    fn to_f64(&self) -> f64 {
        *self
    }
    fn to_rational(&self) -> Rational {
        Rational::from_f64(*self).expect("solvers never store NaN or infinity")
    }
}
