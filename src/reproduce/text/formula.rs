//! Numbers in formulas: which of them are part of the formula, and which say how large something is.

use super::token::{Kind, Token};

/// A piece of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A letter, a name, or a value that is put in.
    Letter,
    /// A number, where it starts and as it is written.
    Number(usize, String),
    /// `=` or `≈`: what is on its left is what is on its right.
    Equals,
    /// Where a formula is as if a new one began: between rows and cases.
    Break,
}

/// Whole numbers up to this one may be coefficients and exponents.
const SMALL: u32 = 10;

/// Which numbers of a formula need a result: those that are not whole or are greater than ten, and all but 0 and 1 where
/// no letter is in the formula, or none on the same side of an equals sign (`$delta = 3/4$`).
pub(super) fn bare(parts: &[Part], found: &mut Vec<Token>) {
    let has_letters = |parts: &[Part]| parts.contains(&Part::Letter);
    for formula in parts.split(|part| *part == Part::Break) {
        for side in formula.split(|part| *part == Part::Equals) {
            let is_value = !has_letters(side);
            for part in side {
                let Part::Number(at, written) = part else { continue };
                let whole = written.parse::<u32>().ok();
                let most = if is_value { 1 } else { SMALL };
                if whole.is_none_or(|whole| whole > most) {
                    found.push(Token { at: *at, kind: Kind::Bare(written.clone()) });
                }
            }
        }
    }
}

/// The number with which a formula goes on, without a point at its end; a comma is in it where three digits follow it.
pub(super) fn number(rest: &str) -> &str {
    let mut end = 0;
    while let Some(c) = rest[end..].chars().next() {
        let digits = rest[end..].chars().skip(1).take_while(char::is_ascii_digit).count();
        if !(c.is_numeric() || c == '.' || c == ',' && digits == THOUSANDS) {
            break;
        }
        end += c.len_utf8();
    }
    rest[..end].trim_end_matches('.')
}

/// Digits between commas.
const THOUSANDS: usize = 3;
