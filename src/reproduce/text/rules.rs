//! Which pieces of a text say a number that no result stands behind.

use std::collections::BTreeSet;

use super::What;
use super::numerals::{Numeral, is_quantity, leads_to_a_year, numeral};
use super::token::{Kind, Token};

/// What may stand in a text without a result.
pub(super) struct Allowed<'a> {
    /// Keys of all results.
    pub(super) keys: &'a BTreeSet<String>,
    /// Names of all files of the results; nothing if they are not known.
    pub(super) files: Option<&'a BTreeSet<String>>,
    /// Names with digits in them.
    pub(super) names: &'a [String],
    /// Years of sources, public figures and games.
    pub(super) years: &'a BTreeSet<u32>,
}

/// What is wrong, and where, in bytes; `used` are the places of the names that were met.
pub(super) fn judge(
    text: &str,
    tokens: &[Token],
    allowed: &Allowed<'_>,
    used: &mut BTreeSet<usize>,
) -> Vec<(usize, What)> {
    let mut wrong = Vec::new();
    let mut after = 0;
    for (k, token) in tokens.iter().enumerate() {
        let (what, length) = match &token.kind {
            Kind::Key(key) => {
                if !allowed.keys.contains(key) {
                    wrong.push((token.at, What::Key(key.clone())));
                }
                continue;
            }
            Kind::Placed(file) => {
                if allowed.files.is_some_and(|files| !files.contains(file)) {
                    wrong.push((token.at, What::Placed(file.clone())));
                }
                continue;
            }
            Kind::Unquoted(key) => {
                wrong.push((token.at, What::Unquoted(key.clone())));
                continue;
            }
            Kind::Unclosed(key) => {
                wrong.push((token.at, What::Unclosed(key.clone())));
                continue;
            }
            Kind::Swallowed(call) => {
                wrong.push((token.at, What::Swallowed(call.clone())));
                continue;
            }
            Kind::Bare(number) => (What::Number(number.clone()), 1),
            Kind::Number(number) => match number.trim_end_matches('s').parse::<u32>() {
                Ok(year) if is_a_year(tokens, k, number) => {
                    if allowed.years.contains(&year) {
                        continue;
                    }
                    (What::Year(number.clone()), 1)
                }
                _ => (What::Number(number.clone()), 1),
            },
            // What was told with the word before it
            Kind::Word(_) if k < after => continue,
            Kind::Word(_) => match numeral_at(tokens, k) {
                Some(length) => (What::Words(between(text, &tokens[k..k + length])), length),
                None => continue,
            },
            Kind::Mark(_) => continue,
        };
        let met = names_at(text, &tokens[k..k + length], allowed.names);
        if met.is_empty() {
            wrong.push((token.at, what));
        }
        used.extend(met);
        after = k + length;
    }
    wrong
}

/// Years have four digits.
const YEAR: usize = 4;

/// Whether a number stands where a year does: after a word such as `in`, or a month, or a comma or bracket, and not before what
/// is counted (`in 2024 users`).
fn is_a_year(tokens: &[Token], k: usize, number: &str) -> bool {
    let digits = number.trim_end_matches('s');
    if digits.len() != YEAR || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return false;
    }
    let before = k.checked_sub(1).map(|before| &tokens[before].kind);
    let leads = match before {
        None => true,
        Some(Kind::Word(word)) => leads_to_a_year(word),
        Some(Kind::Mark(mark)) => ",(–—[@".contains(*mark),
        Some(_) => false,
    };
    let counts = matches!(tokens.get(k + 1), Some(Token { kind: Kind::Word(word), .. }) if is_quantity(word));
    leads && !counts
}

/// The word at a place, in small letters.
fn word(tokens: &[Token], k: usize) -> Option<String> {
    match tokens.get(k).map(|token| &token.kind) {
        Some(Kind::Word(word)) => Some(word.to_lowercase()),
        _ => None,
    }
}

fn is_mark(tokens: &[Token], k: usize, marks: &str) -> bool {
    matches!(tokens.get(k), Some(Token { kind: Kind::Mark(mark), .. }) if marks.contains(*mark))
}

/// The words of one number from here on, with hyphens and `and` between them: how many pieces, and which there are.
fn run(tokens: &[Token], k: usize) -> (usize, Vec<Numeral>) {
    let (mut end, mut kinds) = (k, Vec::new());
    let mut next = k;
    while let Some(kind) = word(tokens, next).and_then(|word| numeral(&word)) {
        kinds.push(kind);
        end = next + 1;
        next = end;
        let joins =
            || kinds.contains(&Numeral::Scale) && word(tokens, next).as_deref() == Some("and");
        next += usize::from(is_mark(tokens, next, "-") || joins());
    }
    (end - k, kinds)
}

/// How many pieces from here on are a number in words that needs a result.
fn numeral_at(tokens: &[Token], k: usize) -> Option<usize> {
    let first = word(tokens, k)?;
    if let Some(length) = one_in(tokens, k) {
        return Some(length);
    }
    match first.as_str() {
        // Prose, but for per cents
        "half" => {
            let next = k + 1 + usize::from(word(tokens, k + 1).as_deref() == Some("a"));
            return per_cent(tokens, next).map(|length| next + length - k);
        }
        "a" | "an" | "one" => {
            if let Some(length) = one_part(tokens, k) {
                return Some(length);
            }
        }
        _ => {}
    }
    let (length, kinds) = run(tokens, k);
    let begins = *kinds.first()?;
    let large = kinds.iter().any(|kind| matches!(kind, Numeral::Large | Numeral::Fold));
    let scaled =
        kinds.contains(&Numeral::Scale) && (begins != Numeral::Scale || !is_bound(tokens, k));
    let parts = begins != Numeral::Parts && kinds.contains(&Numeral::Parts);
    if begins == Numeral::Small
        && let Some(more) = per_cent(tokens, k + length)
    {
        return Some(length + more);
    }
    (large || scaled || parts).then_some(length)
}

/// `a third of` and `a tenth,`, but not `a third firm`; `a hundred`.
fn one_part(tokens: &[Token], k: usize) -> Option<usize> {
    let next = k + 1 + usize::from(is_mark(tokens, k + 1, "-"));
    let ends = || {
        let after = next + 1;
        let of = word(tokens, after).is_some_and(|word| word == "of");
        of || is_mark(tokens, after, ".,;:)]") || after >= tokens.len()
    };
    match numeral(&word(tokens, next)?)? {
        Numeral::Part if ends() => Some(next + 1 - k),
        Numeral::Scale => Some(next + 1 - k),
        _ => None,
    }
}

/// How many pieces `per cent` is, if it stands at a place.
fn per_cent(tokens: &[Token], k: usize) -> Option<usize> {
    match word(tokens, k)?.as_str() {
        "percent" | "percentage" => Some(1),
        "per" if word(tokens, k + 1)? == "cent" => Some(2),
        _ => None,
    }
}

/// `one in ten`, `nine out of ten`, `two point five`.
fn one_in(tokens: &[Token], k: usize) -> Option<usize> {
    let is_number = |place: usize| {
        word(tokens, place)
            .and_then(|word| numeral(&word))
            .is_some_and(|kind| matches!(kind, Numeral::Small | Numeral::Large | Numeral::Scale))
    };
    if !is_number(k) {
        return None;
    }
    match word(tokens, k + 1)?.as_str() {
        "in" | "point" if is_number(k + 2) => Some(3),
        "out" if word(tokens, k + 2)? == "of" && is_number(k + 3) => Some(4),
        _ => None,
    }
}

/// Whether a number with a result stands before, perhaps with a hyphen.
fn is_bound(tokens: &[Token], k: usize) -> bool {
    let before = if k > 0 && is_mark(tokens, k - 1, "-~") { k - 1 } else { k };
    before
        .checked_sub(1)
        .is_some_and(|place| matches!(tokens[place].kind, Kind::Key(_) | Kind::Number(_)))
}

/// The text from the first to the last of some pieces.
fn between(text: &str, tokens: &[Token]) -> String {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return String::new() };
    text[first.at..last.at + length(last)].to_owned()
}

fn length(token: &Token) -> usize {
    match &token.kind {
        Kind::Word(text) | Kind::Number(text) | Kind::Bare(text) => text.len(),
        Kind::Mark(mark) => mark.len_utf8(),
        Kind::Key(_)
        | Kind::Placed(_)
        | Kind::Unquoted(_)
        | Kind::Unclosed(_)
        | Kind::Swallowed(_) => 0,
    }
}

/// The listed names that stand at these pieces and hold all of them.
fn names_at(text: &str, tokens: &[Token], names: &[String]) -> Vec<usize> {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return Vec::new() };
    let (from, to) = (first.at, last.at + length(last));
    let holds = |name: &String| {
        let earliest = to.saturating_sub(name.len());
        (earliest..=from).any(|start| {
            let end = start + name.len();
            let is_edge = |place: usize, at_end: bool| {
                let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                !if at_end {
                    letter(text[place..].chars().next())
                } else {
                    letter(text[..place].chars().next_back())
                }
            };
            end >= to
                && text.get(start..end) == Some(name.as_str())
                && is_edge(start, false)
                && is_edge(end, true)
        })
    };
    names.iter().enumerate().filter(|(_, name)| holds(name)).map(|(place, _)| place).collect()
}
