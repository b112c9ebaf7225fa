//! Rationals as decimals, rounded once from the exact value.

use dashu_base::{DivRem, UnsignedAbs};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::literal::MAX_DIGITS;
use super::{Rational, Sign};

/// Digits that [`shortest`] writes at most.
const SHORT: usize = 15;

/// Decimal exponents that [`significant`] writes without one.
const PLAIN: std::ops::Range<i64> = -5..15;

#[derive(Clone, Copy)]
enum Rounding {
    HalfEven,
    Down,
    Up,
    Zero,
}

/// `x` with `digits` digits after the point (at most [`MAX_DIGITS`]), rounded to the nearest, ties to
/// the even last digit. What rounds to 0 has no sign: `0.000`.
///
/// # Examples
/// ```
/// use equil::num::{Rational, decimal};
///
/// let x = Rational::new(-2, 3).unwrap();
/// assert_eq!(decimal(&x, 3), "-0.667");
/// assert_eq!(decimal(&x, 0), "-1");
/// assert_eq!(decimal(&Rational::new(1, 8).unwrap(), 2), "0.12");
/// ```
pub fn decimal(x: &Rational, digits: usize) -> String {
    fixed(x, digits, Rounding::HalfEven)
}

/// Like [`decimal`], but rounded towards −∞: a lower bound.
pub fn decimal_down(x: &Rational, digits: usize) -> String {
    fixed(x, digits, Rounding::Down)
}

/// Like [`decimal`], but rounded towards +∞: an upper bound.
pub fn decimal_up(x: &Rational, digits: usize) -> String {
    fixed(x, digits, Rounding::Up)
}

/// `x` to so many significant digits (at least 1, at most [`MAX_DIGITS`]), rounded to the nearest,
/// ties to even. Without an exponent from 0.00001 to below 10¹⁵. Zeros at the end are written where
/// something was rounded away, and not where the digits are all there is.
///
/// # Examples
/// ```
/// use equil::num::{Rational, significant};
///
/// let read = |text: &str| text.parse::<Rational>().unwrap();
/// assert_eq!(significant(&read("2/3"), 4), "0.6667");
/// assert_eq!(significant(&read("1/2"), 4), "0.5");
/// assert_eq!(significant(&read("0.49999999"), 4), "0.5000");
/// assert_eq!(significant(&read("1234567"), 4), "1235000");
/// assert_eq!(significant(&read("-1.5e-20"), 4), "-1.5e-20");
/// ```
pub fn significant(x: &Rational, digits: usize) -> String {
    rounded(x, digits, Rounding::HalfEven)
}

/// Like [`significant`], but rounded towards −∞: a lower bound.
pub fn significant_down(x: &Rational, digits: usize) -> String {
    rounded(x, digits, Rounding::Down)
}

/// Like [`significant`], but rounded towards +∞: an upper bound.
pub fn significant_up(x: &Rational, digits: usize) -> String {
    rounded(x, digits, Rounding::Up)
}

fn rounded(x: &Rational, digits: usize, rounding: Rounding) -> String {
    if x.is_zero() {
        return "0".to_owned();
    }
    let digits = digits.clamp(1, MAX_DIGITS);
    let big = x.to_big();
    let mut exponent = decimal_exponent(&big);
    let (mut scaled, exact) = scaled(&big, signed(digits) - 1 - exponent, rounding);
    if written(&scaled).len() > digits {
        // 9.99… became 10.00
        scaled /= IBig::from(10_u8);
        exponent += 1;
    }
    let mut written = written(&scaled);
    if exact {
        written.truncate(written.trim_end_matches('0').len());
    }
    let sign = if x.signum() == Sign::Negative { "-" } else { "" };
    let zeros = |n: i64| "0".repeat(usize::try_from(n).unwrap_or(0));
    if !PLAIN.contains(&exponent) {
        return format!("{sign}{}e{exponent}", with_point(&written, 1));
    }
    // Zeros up to the point, from either side
    written = zeros(-exponent) + &written;
    written += &zeros(exponent + 1 - signed(written.len()));
    let whole = usize::try_from(exponent).unwrap_or(0) + 1;
    sign.to_owned() + &with_point(&written, whole)
}

/// `x` as a decimal if that is exact and has at most 15 digits: `0.35`, but not 1/3.
///
/// # Examples
/// ```
/// use equil::num::{Rational, shortest};
///
/// assert_eq!(shortest(&Rational::new(7, 20).unwrap()).as_deref(), Some("0.35"));
/// assert_eq!(shortest(&Rational::new(1, 3).unwrap()), None);
/// ```
pub fn shortest(x: &Rational) -> Option<String> {
    let big = x.to_big();
    // 2^a · 5^b divides 10^digits
    let mut digits = 0;
    let mut power = UBig::ONE;
    while !(&power % big.denominator()).is_zero() {
        digits += 1;
        power *= UBig::from(10_u8);
        if digits > SHORT {
            return None;
        }
    }
    let text = decimal(x, digits);
    (text.bytes().filter(u8::is_ascii_digit).count() <= SHORT).then_some(text)
}

fn fixed(x: &Rational, digits: usize, rounding: Rounding) -> String {
    let digits = digits.min(MAX_DIGITS);
    let (scaled, _) = scaled(&x.to_big(), signed(digits), rounding);
    let sign = if scaled < IBig::ZERO { "-" } else { "" };
    let written = written(&scaled);
    let written = "0".repeat((digits + 1).saturating_sub(written.len())) + &written;
    sign.to_owned() + &with_point(&written, written.len() - digits)
}

fn signed(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The digits, without the sign.
fn written(n: &IBig) -> String {
    n.unsigned_abs().to_string()
}

fn with_point(digits: &str, at: usize) -> String {
    let (whole, fraction) = digits.split_at(at);
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

/// `x · 10^shift` as an integer, and whether it is exact.
fn scaled(x: &RBig, shift: i64, rounding: Rounding) -> (IBig, bool) {
    let power = UBig::from(10_u8).pow(usize::try_from(shift.unsigned_abs()).unwrap_or(usize::MAX));
    let (numerator, denominator) = if shift < 0 {
        (x.numerator().clone(), x.denominator() * power)
    } else {
        (x.numerator() * power, x.denominator().clone())
    };
    let negative = numerator < IBig::ZERO;
    let (mut whole, rest) = numerator.unsigned_abs().div_rem(&denominator);
    let exact = rest.is_zero();
    let away = match rounding {
        Rounding::Down => negative && !exact,
        Rounding::Up => !negative && !exact,
        Rounding::Zero => false,
        Rounding::HalfEven => {
            let odd = dashu_base::BitTest::bit(&whole, 0);
            let twice = rest << 1;
            twice > denominator || twice == denominator && odd
        }
    };
    if away {
        whole += UBig::ONE;
    }
    let whole = IBig::from(whole);
    (if negative { -whole } else { whole }, exact)
}

/// The `e` with `10^e <= |x| < 10^(e + 1)`, for `x` other than 0.
fn decimal_exponent(x: &RBig) -> i64 {
    let denominator = IBig::from(x.denominator().clone());
    // Exact, or too large by 1
    let guess = signed(written(x.numerator()).len()) - signed(written(&denominator).len());
    let (whole, _) = scaled(x, -guess, Rounding::Zero);
    if whole.is_zero() { guess - 1 } else { guess }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::num::Ring;

    fn read(text: &str) -> Rational {
        text.parse().unwrap()
    }

    fn rationals() -> impl Strategy<Value = Rational> {
        let integers = prop_oneof![-100..=100_i64, any::<i64>()];
        let denominators = prop_oneof![Just(1_i64), 1..=1000_i64, 1..=i64::MAX];
        (integers, denominators, -40..=40_i64).prop_map(|(n, d, e)| {
            let mut x = Rational::new(n, d).unwrap();
            x *= &Rational::integer(10).powi(e / 2).unwrap();
            x
        })
    }

    proptest! {
        #[test]
        fn decimals_are_within_half_a_digit(x in rationals(), digits in 0..30_usize) {
            let unit = read(&format!("1e-{digits}"));
            let error = |text: &str| read(text).minus(&x);
            let near = decimal(&x, digits);
            let mut twice = error(&near).abs();
            twice += &error(&near).abs();
            prop_assert!(twice <= unit);
            if twice == unit {
                let last = near.bytes().last().unwrap();
                prop_assert_eq!(last % 2, 0, "a tie goes to even");
            }
            let (down, up) = (decimal_down(&x, digits), decimal_up(&x, digits));
            prop_assert!(error(&down) <= Rational::zero() && error(&down).abs() < unit);
            prop_assert!(error(&up) >= Rational::zero() && error(&up) < unit);
            for text in [near, down, up] {
                let fraction = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
                prop_assert_eq!(fraction, digits);
                prop_assert_eq!(text.starts_with('-'), read(&text) < Rational::zero());
            }
        }

        #[test]
        fn significant_digits_are_kept(x in rationals(), digits in 1..30_usize) {
            let text = significant(&x, digits);
            let width = i64::try_from(digits).unwrap();
            let error = read(&text).minus(&x).abs();
            let mut bound = x.abs();
            bound *= &Rational::integer(10).powi(1 - width).unwrap();
            bound *= &Rational::new(1, 2).unwrap();
            prop_assert!(error <= bound, "{text} for {x}");
            let (down, up) = (significant_down(&x, digits), significant_up(&x, digits));
            prop_assert!(read(&down) <= x && x <= read(&up), "{down} and {up} for {x}");
            bound += &bound.clone();
            prop_assert!([down, up].iter().all(|end| read(end).minus(&x).abs() <= bound));
            let mantissa = text.split('e').next().unwrap().trim_start_matches(['-', '0', '.']);
            let written = mantissa.bytes().filter(u8::is_ascii_digit).count();
            // Fewer only if that is all there is; more only as zeros before the point
            prop_assert!(written >= digits || error.is_zero(), "{text} for {x}");
            prop_assert!(written <= digits || !text.contains('.'), "{text} for {x}");
        }

        #[test]
        fn the_shortest_is_exact(n in -99_999..=99_999_i64, e in -9..=9_i32) {
            let x = read(&format!("{n}e{e}"));
            let text = shortest(&x).unwrap();
            prop_assert_eq!(read(&text), x);
            prop_assert!(!text.contains('.') || !text.ends_with('0'));
        }
    }

    #[test]
    fn ties_signs_and_carries() {
        for (x, digits, text) in [
            ("1/2", 0, "0"),
            ("3/2", 0, "2"),
            ("-5/2", 0, "-2"),
            ("0.125", 2, "0.12"),
            ("0.375", 2, "0.38"),
            ("0.9996", 3, "1.000"),
            ("-0.0004", 3, "0.000"),
            ("-0.0005", 3, "0.000"),
            ("-0.00051", 3, "-0.001"),
            ("0", 2, "0.00"),
            ("123456789012345678901234567890", 1, "123456789012345678901234567890.0"),
            ("-1/3", 5, "-0.33333"),
        ] {
            assert_eq!(decimal(&read(x), digits), text, "{x}");
        }
        assert_eq!(decimal_up(&read("-0.0004"), 3), "0.000");
        assert_eq!(decimal_down(&read("-0.0004"), 3), "-0.001");
        assert_eq!(decimal_down(&read("2/3"), 2), "0.66");
        assert_eq!(decimal_up(&read("2/3"), 0), "1");
        assert_eq!(decimal(&read("1"), usize::MAX).len(), MAX_DIGITS + 2);
    }

    #[test]
    fn notations() {
        for (x, digits, text) in [
            ("0", 3, "0"),
            ("1", 3, "1"),
            ("100", 3, "100"),
            ("-12.5", 4, "-12.5"),
            ("9.9996", 4, "10.00"),
            ("999999", 3, "1000000"),
            ("0.00001234", 3, "0.0000123"),
            ("0.000001234", 3, "1.23e-6"),
            ("999999999999999", 2, "1.0e15"),
            ("99e13", 2, "990000000000000"),
            ("1e15", 2, "1e15"),
            ("2/3e-30", 1, "7e29"),
            ("2/3", 0, "0.7"),
        ] {
            assert_eq!(significant(&read(x), digits), text, "{x}");
        }
    }

    #[test]
    fn shortest_or_none() {
        let short = |x: &str| shortest(&read(x));
        assert_eq!(short("-7/20").as_deref(), Some("-0.35"));
        assert_eq!(short("3").as_deref(), Some("3"));
        assert_eq!(short("1/1024").as_deref(), Some("0.0009765625"));
        assert_eq!(short("999999999999999").as_deref(), Some("999999999999999"));
        for x in ["1/3", "1/7", "1e15", "1e-15", "1/6", "12345678901.23456"] {
            assert_eq!(short(x), None, "{x}");
        }
    }
}
