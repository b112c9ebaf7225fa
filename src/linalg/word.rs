//! Integers of one machine word, whose products take two: for the many tableaus of small numbers.

use std::cmp::Ordering;

use super::integer::Integer;
use crate::num::{Rational, Sign};

/// A word to divide by, often and without remainder: see [`double`](super::double).
#[derive(Clone, Copy, Debug)]
pub(super) struct Divisor {
    /// How often 2 divides it.
    twos: u32,
    /// The inverse of the rest modulo 2⁶⁴.
    inverse: u64,
    /// Magnitudes of dividends whose quotient fits are below this.
    limit: u128,
}

/// Magnitudes are below 2 to this power, so that a difference of two products fits two words.
pub(super) const BITS: u32 = 62;

impl Divisor {
    fn new(divisor: i64) -> Self {
        let twos = divisor.trailing_zeros();
        let odd = (divisor >> twos).cast_unsigned();
        // Newton's iteration doubles the number of right bits, from 3 on
        let mut inverse = odd;
        for _ in 0..5 {
            inverse = inverse.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(inverse)));
        }
        Self { twos, inverse, limit: u128::from(divisor.unsigned_abs()) << BITS }
    }

    #[inline]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // the low word is wanted
    fn exact_quotient(self, dividend: i128) -> Option<i64> {
        let quotient = ((dividend >> self.twos) as u64).wrapping_mul(self.inverse).cast_signed();
        (dividend.unsigned_abs() < self.limit).then_some(quotient)
    }
}

#[inline]
fn product(a: i64, b: i64) -> i128 {
    i128::from(a) * i128::from(b)
}

/// Magnitudes below 2 to the power [`BITS`] only.
impl Integer for i64 {
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
        d.exact_quotient(product(*p, *t) - product(*f, *r))
    }
    fn reduced<'a>(
        p: &Self,
        t: &Self,
        mut pairs: impl Iterator<Item = (&'a Self, &'a Self)>,
        d: &Divisor,
    ) -> Option<Self> {
        let sum = pairs.try_fold(product(*p, *t), |sum, (a, b)| sum.checked_sub(product(*a, *b)));
        d.exact_quotient(sum?)
    }
    #[inline]
    fn compare_products(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering {
        product(*a, *b).cmp(&product(*c, *d))
    }
    #[allow(clippy::cast_precision_loss)] // to search with
    fn about(&self, denominator: &Self) -> f64 {
        *self as f64 / *denominator as f64
    }
    fn over(&self, denominator: &Self) -> Rational {
        i128::from(*self).over(&i128::from(*denominator))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_size() -> impl Strategy<Value = i64> {
        (any::<i64>(), 2..64_u32).prop_map(|(n, shift)| (n >> shift).max(1 - (1 << BITS)))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        /// A cell of a pivot is that of wider words, or none that fits.
        #[test]
        fn words_agree_with_wide_ones(
            quotient in any_size(), divisor in any_size(), f in any_size(), r in any_size(),
        ) {
            prop_assume!(divisor != 0);
            let pairs = [(f, r), (r, f)];
            let reduced = i64::reduced(
                &quotient, &divisor, pairs.iter().map(|(a, b)| (a, b)), &1_i64.divisor(),
            );
            let exact = product(quotient, divisor) - 2 * product(f, r);
            prop_assert_eq!(reduced, i64::try_from(exact).ok().filter(|n| n.abs() < 1 << BITS));
            let cell = i64::cross(&quotient, &divisor, &0, &r, &divisor.divisor());
            prop_assert_eq!(cell, Some(quotient));
            prop_assert_eq!(
                i64::compare_products(&quotient, &divisor, &f, &r),
                i128::compare_products(&quotient.into(), &divisor.into(), &f.into(), &r.into())
            );
        }

        #[test]
        fn quotients_that_do_not_fit_are_refused(p in any_size(), t in any_size()) {
            let fits = product(p, t).unsigned_abs() < 1 << BITS;
            prop_assert_eq!(i64::cross(&p, &t, &0, &0, &1_i64.divisor()).is_some(), fits);
        }
    }
}
