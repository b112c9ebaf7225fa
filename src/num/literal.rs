//! Numbers as people write them, read without rounding.

use std::str::FromStr;

use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::Rational;

/// Digits a number may need when written out in full, on either side of the point.
pub const MAX_DIGITS: usize = 10_000;

/// Why a text is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NumberError {
    /// It does not have the form of one.
    #[error("not a number: expected digits, as in 3, -1/2, .25 or 1e3")]
    Malformed,
    /// A fraction with denominator 0.
    #[error("not a number: the denominator is 0")]
    ZeroDenominator,
    /// More digits than [`MAX_DIGITS`].
    #[error("too long: a number may have at most {MAX_DIGITS} digits when written out")]
    TooLong,
}

/// Reads `3`, `-1/2`, `.25`, `1_000` or `1e-3`, exactly: `0.1` is a tenth. Numerator and
/// denominator of a fraction may be decimals themselves.
impl FromStr for Rational {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let (negative, rest) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        match rest.split_once('/') {
            None => decimal(negative, rest),
            Some((numerator, denominator)) => {
                let denominator = decimal(false, denominator)?;
                let mut value = decimal(negative, numerator)?;
                value *= &denominator.recip().ok_or(NumberError::ZeroDenominator)?;
                Ok(value)
            }
        }
    }
}

/// An unsigned decimal with an optional exponent.
fn decimal(negative: bool, text: &str) -> Result<Rational, NumberError> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut value: u64 = 0;
    let mut digits = 0_usize; // significant ones, for the fast path
    let mut seen = false;
    let mut fraction: i32 = 0;
    let mut point = false;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' => {
                seen = true;
                digits += usize::from(value > 0 || byte != b'0');
                if digits <= 18 {
                    value = value * 10 + u64::from(byte - b'0');
                }
                fraction -= i32::from(point);
            }
            // As in TOML: only between digits
            b'_' if at > 0
                && bytes[at - 1].is_ascii_digit()
                && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => {}
            b'.' if !point => point = true,
            _ => break,
        }
        at += 1;
        if at > 2 * MAX_DIGITS {
            return Err(NumberError::TooLong);
        }
    }
    if !seen {
        return Err(NumberError::Malformed);
    }
    let mantissa = &text[..at];
    let exponent = match bytes.get(at) {
        None => 0,
        Some(b'e' | b'E') => {
            let written = &text[at + 1..];
            let unsigned = written.strip_prefix(['+', '-']).unwrap_or(written);
            if unsigned.is_empty() || !unsigned.bytes().all(|b| b.is_ascii_digit()) {
                return Err(NumberError::Malformed);
            }
            written.parse::<i32>().map_err(|_| NumberError::TooLong)?
        }
        Some(_) => return Err(NumberError::Malformed),
    };
    let exponent = exponent.checked_add(fraction).ok_or(NumberError::TooLong)?;
    if digits <= 18
        && let Some(small) = Rational::from_decimal(negative, value, exponent)
    {
        return Ok(small);
    }
    long(negative, mantissa, exponent)
}

/// Any number of digits, within the limit.
fn long(negative: bool, mantissa: &str, exponent: i32) -> Result<Rational, NumberError> {
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let shift = exponent.unsigned_abs() as usize;
    if digits.len() + shift > MAX_DIGITS {
        return Err(NumberError::TooLong);
    }
    let mut numerator: IBig = digits.parse().map_err(|_| NumberError::Malformed)?;
    if negative {
        numerator = -numerator;
    }
    let scale = UBig::from(10_u8).pow(shift);
    Ok(Rational::from_big(if exponent < 0 {
        RBig::from_parts(numerator, scale)
    } else {
        RBig::from(numerator * IBig::from(scale))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, NumberError> {
        text.parse::<Rational>().map(|x| x.to_string())
    }

    #[test]
    fn numbers_are_read_exactly() {
        for (text, value) in [
            ("3", "3"),
            ("-.5", "-1/2"),
            ("3/6", "1/2"),
            ("1e3", "1000"),
            ("1.5E-3", "3/2000"),
            ("+2.", "2"),
            ("0.35", "7/20"),
            ("-1.5/0.5", "-3"),
            ("1_000", "1000"),
            (
                "0.1000000000000000000000000001",
                "1000000000000000000000000001/10000000000000000000000000000",
            ),
            ("000000000000000000000000000001", "1"),
            ("1e30", "1000000000000000000000000000000"),
            ("9223372036854775808", "9223372036854775808"),
            ("-0", "0"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(value), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for text in [
            "", "-", ".", "e3", "1e", "1e+", "--1", "1/-2", "1.2.3", "0x1", "1 2", "nan", "inf",
            "1__0", "_1", "1/", "é",
        ] {
            assert_eq!(read(text), Err(NumberError::Malformed), "{text}");
        }
        assert_eq!(read("1/0"), Err(NumberError::ZeroDenominator));
        assert_eq!(read("1/0.0"), Err(NumberError::ZeroDenominator));
        for text in ["1e999999999999", "1e-99999", &"9".repeat(MAX_DIGITS + 1)] {
            assert_eq!(read(text), Err(NumberError::TooLong), "{}", &text[..8]);
        }
    }
}
