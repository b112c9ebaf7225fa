//! Products of two 128-bit integers, and quotients of them that are known to be exact.
//!
//! An exact quotient needs no division: it is a product with the inverse of the divisor modulo a
//! power of 2 (T. Jebelean, "An algorithm for exact division", *Journal of Symbolic Computation* 15
//! (1993), 169–180, `jebelean1993`).

use std::cmp::Ordering;

/// A signed integer of 256 bits, in two's complement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Double {
    high: i128,
    low: u128,
}

impl Double {
    /// `a·b`, always exact.
    #[inline]
    pub(super) fn product(a: i128, b: i128) -> Self {
        if let (Ok(a), Ok(b)) = (i64::try_from(a), i64::try_from(b)) {
            return Self::from(i128::from(a) * i128::from(b));
        }
        let (low, high) = unsigned_product(a.cast_unsigned(), b.cast_unsigned());
        // Reading a negative number as unsigned added 2¹²⁸
        let excess = if a < 0 { b } else { 0 }.wrapping_add(if b < 0 { a } else { 0 });
        Self { high: high.cast_signed().wrapping_sub(excess), low }
    }

    /// `self − other`, modulo 2²⁵⁶.
    #[inline]
    pub(super) fn minus(self, other: Self) -> Self {
        let (low, borrow) = self.low.overflowing_sub(other.low);
        let high = self.high.wrapping_sub(other.high).wrapping_sub(borrow.into());
        Self { high, low }
    }

    /// A number of bits such that the magnitude is at most 2 to that power.
    #[inline]
    fn bits(self) -> u32 {
        let flip = self.high >> 127;
        let (high, low) = (self.high ^ flip, self.low ^ flip.cast_unsigned());
        if high == 0 { 128 - low.leading_zeros() } else { 256 - high.leading_zeros() }
    }
}

impl From<i128> for Double {
    #[inline]
    fn from(n: i128) -> Self {
        Self { high: n >> 127, low: n.cast_unsigned() }
    }
}

impl Ord for Double {
    fn cmp(&self, other: &Self) -> Ordering {
        self.high.cmp(&other.high).then(self.low.cmp(&other.low))
    }
}

impl PartialOrd for Double {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Low and high half of `a·b`, by halves.
#[inline]
fn unsigned_product(a: u128, b: u128) -> (u128, u128) {
    const HALF: u128 = u64::MAX as u128;
    let (a1, a0, b1, b0) = (a >> 64, a & HALF, b >> 64, b & HALF);
    let bottom = a0 * b0;
    let cross = a1 * b0 + (bottom >> 64);
    let other = a0 * b1 + (cross & HALF);
    ((other << 64) | (bottom & HALF), a1 * b1 + (cross >> 64) + (other >> 64))
}

/// How many bits the magnitude of `n` has.
#[inline]
pub(super) fn bits(n: i128) -> u32 {
    128 - n.unsigned_abs().leading_zeros()
}

/// A number to divide by, often and without remainder.
#[derive(Clone, Copy, Debug)]
pub(super) struct Divisor {
    /// How often 2 divides it.
    twos: u32,
    /// The inverse of the rest modulo 2¹²⁸.
    inverse: u128,
    bits: u32,
}

impl Divisor {
    /// `divisor` is not 0.
    pub(super) fn new(divisor: i128) -> Self {
        let twos = divisor.trailing_zeros();
        let odd = (divisor >> twos).cast_unsigned();
        // Newton's iteration doubles the number of right bits, from 3 on
        let mut inverse = odd;
        for _ in 0..6 {
            inverse = inverse.wrapping_mul(2_u128.wrapping_sub(odd.wrapping_mul(inverse)));
        }
        Self { twos, inverse, bits: bits(divisor) }
    }

    /// The quotient, which is known to be exact; `None` when it may not fit.
    #[inline]
    pub(super) fn exact_quotient(self, dividend: Double) -> Option<i128> {
        // The quotient is then below 2¹²⁷
        if dividend.bits() + 1 > 126 + self.bits {
            return None;
        }
        let shifted = match self.twos {
            0 => dividend.low,
            twos => (dividend.low >> twos) | (dividend.high.cast_unsigned() << (128 - twos)),
        };
        Some(shifted.wrapping_mul(self.inverse).cast_signed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dashu_int::IBig;
    use proptest::prelude::*;

    fn any_size() -> impl Strategy<Value = i128> {
        (any::<i128>(), 0..128_u32).prop_map(|(n, shift)| (n >> shift).max(-i128::MAX))
    }

    fn big(n: Double) -> IBig {
        (IBig::from(n.high) << 128) + IBig::from(n.low)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn products_are_exact(a in any_size(), b in any_size(), c in any_size(), d in any_size()) {
            let (x, y) = (Double::product(a, b), Double::product(c, d));
            let (p, q) = (IBig::from(a) * IBig::from(b), IBig::from(c) * IBig::from(d));
            prop_assert_eq!(big(x), p.clone());
            prop_assert_eq!(x.cmp(&y), p.cmp(&q));
            prop_assert_eq!(big(x.minus(y)), p - q);
            prop_assert!(big(x) <= IBig::ONE << x.bits() as usize);
            prop_assert!(big(x) >= -(IBig::ONE << x.bits() as usize));
        }

        #[test]
        fn exact_quotients_are_found(quotient in any_size(), divisor in any_size()) {
            prop_assume!(divisor != 0);
            let found = Divisor::new(divisor).exact_quotient(Double::product(quotient, divisor));
            if bits(quotient) < 125 {
                prop_assert_eq!(found, Some(quotient));
            } else {
                prop_assert!(found.is_none_or(|found| found == quotient));
            }
        }
    }

    #[test]
    fn quotients_that_do_not_fit_are_refused() {
        for (a, b, d) in
            [(1 << 126, 2, 1), (i128::MAX, i128::MAX, 1), (1 << 100, 1 << 100, 1 << 70)]
        {
            assert_eq!(Divisor::new(d).exact_quotient(Double::product(a, b)), None);
            assert_eq!(Divisor::new(-d).exact_quotient(Double::product(a, b)), None);
        }
    }
}
