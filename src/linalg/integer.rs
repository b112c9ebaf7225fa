//! The integers that exact elimination runs on: machine words that notice overflow, and big ones.

use std::cmp::Ordering;

use dashu_base::{Gcd, Sign as BigSign};
use dashu_int::IBig;
use dashu_ratio::RBig;

use super::double::{self, Divisor, Double};
use crate::num::{Rational, Sign};

/// An integer whose operations return `None` when it is too small to hold the answer.
pub(super) trait Integer: Clone + Ord {
    /// A number made ready to divide by.
    type Divisor;

    fn zero() -> Self;
    fn one() -> Self;
    fn sign(&self) -> Sign;
    fn negated(&self) -> Self;

    /// `self` is not 0.
    fn divisor(&self) -> Self::Divisor;

    /// `(p·t − f·r) / d`, which is known to leave no remainder: one cell of a pivot.
    fn cross(p: &Self, t: &Self, f: &Self, r: &Self, d: &Self::Divisor) -> Option<Self>;

    /// `(p·t − Σ a·b) / d` for pairs of `a` and `b`, which is known to leave no remainder.
    fn reduced<'a>(
        p: &Self,
        t: &Self,
        pairs: impl Iterator<Item = (&'a Self, &'a Self)>,
        d: &Self::Divisor,
    ) -> Option<Self>
    where
        Self: 'a;

    /// How `a·b` compares with `c·d`.
    fn compare_products(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering;

    /// `self / denominator`, which is not 0.
    fn over(&self, denominator: &Self) -> Rational;

    /// The same in floats, nearly.
    fn about(&self, denominator: &Self) -> f64;

    fn is_zero(&self) -> bool {
        self.sign() == Sign::Zero
    }
}

/// Never the least number, which has no negative.
impl Integer for i128 {
    type Divisor = Divisor;

    fn zero() -> Self {
        0
    }
    fn one() -> Self {
        1
    }
    fn sign(&self) -> Sign {
        match self.signum() {
            -1 => Sign::Negative,
            0 => Sign::Zero,
            _ => Sign::Positive,
        }
    }
    fn negated(&self) -> Self {
        -self
    }
    fn divisor(&self) -> Divisor {
        Divisor::new(*self)
    }
    #[inline]
    fn cross(p: &Self, t: &Self, f: &Self, r: &Self, d: &Divisor) -> Option<Self> {
        d.exact_quotient(Double::product(*p, *t).minus(Double::product(*f, *r)))
    }
    fn reduced<'a>(
        p: &Self,
        t: &Self,
        pairs: impl Iterator<Item = (&'a Self, &'a Self)>,
        d: &Divisor,
    ) -> Option<Self> {
        let mut sum = Double::product(*p, *t);
        let (mut most, mut terms) = (double::bits(*p) + double::bits(*t), 1_u32);
        for (a, b) in pairs {
            sum = sum.minus(Double::product(*a, *b));
            most = most.max(double::bits(*a) + double::bits(*b));
            terms += 1;
        }
        // The sum has at most `most` bits and those of the number of its terms
        (most + (32 - terms.leading_zeros()) < 255).then(|| d.exact_quotient(sum))?
    }
    fn compare_products(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering {
        Double::product(*a, *b).cmp(&Double::product(*c, *d))
    }
    #[allow(clippy::cast_precision_loss)] // to search with
    fn about(&self, denominator: &Self) -> f64 {
        *self as f64 / *denominator as f64
    }
    fn over(&self, denominator: &Self) -> Rational {
        let magnitude = fraction(self.unsigned_abs(), denominator.unsigned_abs());
        if (*self < 0) == (*denominator < 0) { magnitude } else { magnitude.negated() }
    }
}

/// `numerator / denominator`, which is not 0.
pub(super) fn fraction(numerator: u128, denominator: u128) -> Rational {
    let divisor = if numerator == 0 { denominator } else { gcd(numerator, denominator) };
    let (n, d) = (numerator / divisor, denominator / divisor);
    match (i64::try_from(n), i64::try_from(d)) {
        (Ok(n), Ok(d)) => Rational::new(n, d).expect("denominators are not 0"),
        _ => Rational::from_big(RBig::from_parts(n.into(), d.into())),
    }
}

/// The greatest common divisor, 0 standing for no number at all.
pub(super) fn gcd(a: u128, b: u128) -> u128 {
    match (u64::try_from(a), u64::try_from(b)) {
        (_, Ok(0)) => a,
        (Ok(0), _) => b,
        (_, Ok(1)) | (Ok(1), _) => 1,
        (Ok(a), Ok(b)) => a.gcd(b).into(),
        _ => a.gcd(b),
    }
}

impl Integer for IBig {
    type Divisor = Self;

    fn zero() -> Self {
        Self::ZERO
    }
    fn one() -> Self {
        Self::ONE
    }
    fn sign(&self) -> Sign {
        match IBig::sign(self) {
            BigSign::Negative => Sign::Negative,
            BigSign::Positive if IBig::is_zero(self) => Sign::Zero,
            BigSign::Positive => Sign::Positive,
        }
    }
    fn negated(&self) -> Self {
        -self
    }
    fn divisor(&self) -> Self {
        self.clone()
    }
    fn cross(p: &Self, t: &Self, f: &Self, r: &Self, d: &Self) -> Option<Self> {
        let mut difference = p * t;
        if !IBig::is_zero(f) && !IBig::is_zero(r) {
            difference -= f * r;
        }
        Some(if d.is_one() { difference } else { difference / d })
    }
    fn reduced<'a>(
        p: &Self,
        t: &Self,
        pairs: impl Iterator<Item = (&'a Self, &'a Self)>,
        d: &Self,
    ) -> Option<Self> {
        let mut sum = p * t;
        for (a, b) in pairs {
            sum -= a * b;
        }
        Some(sum / d)
    }
    fn compare_products(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering {
        let signs = |x: &Self, y: &Self| {
            if IBig::is_zero(x) || IBig::is_zero(y) {
                0
            } else if IBig::sign(x) == IBig::sign(y) {
                1
            } else {
                -1
            }
        };
        // Products of different signs need not be computed
        signs(a, b).cmp(&signs(c, d)).then_with(|| (a * b).cmp(&(c * d)))
    }
    fn about(&self, denominator: &Self) -> f64 {
        let ratio = self.to_f64().value() / denominator.to_f64().value();
        // Beyond the range of floats each, though perhaps not their ratio
        if ratio.is_finite() { ratio } else { self.over(denominator).nearest_f64() }
    }
    fn over(&self, denominator: &Self) -> Rational {
        Rational::from_big(RBig::from_parts_signed(self.clone(), denominator.clone()))
    }
}
