//! Discount factors that sustain something, in words and for other programs.

use serde_json::{Value, json};

use super::json::number_json;
use crate::num::{Rational, significant_down, significant_up};
use crate::repeated::{Piece, Sustained};
use crate::roots::RealRoot;

/// Which discount factors sustain, in a sentence.
pub(super) fn said(sustained: &Sustained) -> String {
    if sustained.is_never() {
        return "no discount factor sustains it".to_owned();
    }
    format!("sustained {}", said_alone(sustained))
}

/// The discount factors in words.
pub(super) fn said_alone(sustained: &Sustained) -> String {
    if sustained.is_never() {
        return "never".to_owned();
    }
    let words = |pieces: &[Piece]| {
        let words: Vec<String> = pieces.iter().map(|piece| stretch(piece, sustained)).collect();
        words.join(", and ")
    };
    let Sustained { surely, possibly } = sustained;
    if surely.is_empty() {
        return format!("perhaps {}", words(possibly));
    }
    // Ends that are known between bounds are told as such; what else may be is told apart
    let same = |(one, other): (&Piece, &Piece)| {
        end_in_words(&one.high) == end_in_words(&other.high)
            && (end_in_words(&one.low) == end_in_words(&other.low)
                || !at_least(&one.low, sustained).is_empty())
    };
    if surely.len() == possibly.len() && surely.iter().zip(possibly).all(same) {
        return words(surely);
    }
    format!("{}, perhaps {}", words(surely), words(possibly))
}

fn stretch(piece: &Piece, all: &Sustained) -> String {
    let end = end_in_words;
    let to_one = piece.high.exact() == Some(&Rational::integer(1));
    let from_zero = piece.low.exact().is_some_and(Rational::is_zero);
    match (from_zero, to_one) {
        (true, true) => "always".to_owned(),
        _ if piece.low.is_same(&piece.high) => format!("at {}", end(&piece.low)),
        (false, true) => format!("from {}{} on", at_least(&piece.low, all), end(&piece.low)),
        (true, false) => format!("up to {}", end(&piece.high)),
        (false, false) => format!("from {} to {}", end(&piece.low), end(&piece.high)),
    }
}

/// A critical discount factor: as a fraction if it is a short one.
pub(super) fn end_in_words(root: &RealRoot) -> String {
    match root.exact() {
        Some(exact) if exact.to_string().len() <= LONGEST => exact.to_string(),
        _ => significant_up(&root.within(BITS).1, DIGITS),
    }
}

/// Before a critical discount factor that is known only between bounds which differ in the digits shown: the lower one.
fn at_least(most: &RealRoot, all: &Sustained) -> String {
    let same = all.surely.len() == all.possibly.len();
    let mut both = all.surely.iter().zip(&all.possibly).filter(|_| same);
    let Some((_, least)) = both.find(|(surely, _)| surely.low.is_same(most)) else {
        return String::new();
    };
    let least = &least.low;
    if least.is_same(most) {
        return String::new();
    }
    let (low, high) = (least.within(BITS).0, most.within(BITS).1);
    if significant_up(&low, DIGITS) == significant_up(&high, DIGITS) {
        return String::new();
    }
    format!("{}–", significant_down(&low, DIGITS))
}

/// Digits of discount factors.
const DIGITS: usize = 5;

/// Fractions are written as such if they are no longer than this.
const LONGEST: usize = 9;

/// Bits of ends that are not rational.
const BITS: u32 = 64;

pub(super) fn pieces_json(pieces: &[Piece]) -> Value {
    let end = |root: &RealRoot| number_json(&root.within(BITS));
    pieces.iter().map(|piece| json!([end(&piece.low), end(&piece.high)])).collect()
}
