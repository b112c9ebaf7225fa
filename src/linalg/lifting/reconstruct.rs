//! Integers from their digits, and fractions from their residues.

use dashu_base::{Abs, BitTest, DivRem};
use dashu_int::IBig;

/// Σ digits(t) · base^t, by halves.
pub(super) fn number(digits: &[i64], powers: &[IBig]) -> IBig {
    match digits {
        [] => IBig::ZERO,
        [one] => IBig::from(*one),
        _ => {
            let level = (usize::BITS - (digits.len() - 1).leading_zeros() - 1) as usize;
            let (low, high) = digits.split_at(1 << level);
            number(low, powers) + number(high, powers) * &powers[level]
        }
    }
}

/// base^(2^l) for every l that numbers of so many digits need.
pub(super) fn powers(base: i64, digits: usize) -> Vec<IBig> {
    let mut powers = vec![IBig::from(base)];
    for _ in 0..usize::BITS - digits.leading_zeros() {
        let last = &powers[powers.len() - 1];
        powers.push(last * last);
    }
    powers
}

/// The residue between −modulus/2 and modulus/2.
pub(super) fn residue(x: &IBig, modulus: &IBig) -> IBig {
    let rest = x % modulus;
    let twice = &rest << 1_usize;
    if twice.clone().abs() <= *modulus {
        rest
    } else if rest > IBig::ZERO {
        rest - modulus
    } else {
        rest + modulus
    }
}

/// The positive denominator of a fraction n/d ≡ `x` with |n| and d of at most half the bits of
/// `modulus`: the first that Euclid's algorithm meets (Wang 1981).
pub(super) fn denominator(x: &IBig, modulus: &IBig) -> IBig {
    let half = modulus.bit_len() / 2;
    let (mut a, mut b) = (modulus.clone(), residue(x, modulus));
    let (mut s, mut t) = (IBig::ZERO, IBig::ONE);
    while b.bit_len() > half {
        let (quotient, rest) = (&a).div_rem(&b);
        let next = s - &quotient * &t;
        (a, b) = (b, rest);
        (s, t) = (t, next);
    }
    t.abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_sums_of_their_digits() {
        let digits = [3, -1, 4, 1, -5, 9, 2];
        let sum = digits.iter().rev().fold(IBig::ZERO, |sum, d| sum * 10 + *d);
        for count in 0..=digits.len() {
            let sum = digits[..count].iter().rev().fold(IBig::ZERO, |sum, d| sum * 10 + *d);
            assert_eq!(number(&digits[..count], &powers(10, count)), sum);
        }
        assert_eq!(number(&digits, &powers(10, 7)), sum);
    }

    #[test]
    fn fractions_come_back() {
        let modulus = IBig::from(1_000_003_i64).pow(4);
        for (n, d) in [(1, 3), (-22, 7), (355, 113), (0, 1), (123_456_789, 987_654_323)] {
            // The residue of n/d: n · d^(−1), by trial of the multiples of the modulus
            let (n, d) = (IBig::from(n), IBig::from(d));
            let inverse = inverse(&d, &modulus);
            let x = residue(&(&n * inverse), &modulus);
            assert_eq!(denominator(&x, &modulus), d);
            assert_eq!(residue(&(x * d), &modulus), n);
        }
    }

    fn inverse(d: &IBig, modulus: &IBig) -> IBig {
        use dashu_base::ExtendedGcd;
        let (_, x, _) = d.gcd_ext(modulus);
        x
    }
}
