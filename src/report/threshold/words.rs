//! Answers and changes in words.

use super::super::capitalised;
use super::super::decision::Compared;
use crate::model::Model;
use crate::num::{Rational, Ring, decimal_down, decimal_up, significant};
use crate::table::Cell;
use crate::threshold::{Change, Line, Zero};

/// Which payoffs are equal at a change.
pub(super) fn tie(model: &Model, change: &Change, compared: Option<&Compared>) -> String {
    let pair = change.zero.as_ref().and_then(Zero::pair);
    pair.map_or_else(String::new, |pair| super::super::decision::tie(model, pair, compared))
}

/// What is shown of the width of a bracket: so many of its digits.
const WIDTH_DIGITS: i64 = 2;
/// Bounds that agree in so many digits are one number.
const AGREE: usize = 6;

/// From where to where, rounded outwards with as many digits as tell both apart; one number where they agree in what is shown.
pub(super) fn bracket(low: &Rational, high: &Rational) -> String {
    match told_apart(low, high) {
        Some([low, high]) => format!("{low} … {high}"),
        None => agreed(low, high),
    }
}

/// The same with words for the dots, after a name.
pub(super) fn reaching(low: &Rational, high: &Rational) -> String {
    match told_apart(low, high) {
        Some([low, high]) => format!("from {low} to {high}"),
        None => format!("at {}", agreed(low, high)),
    }
}

/// A number as a cell, as one where its bounds are close.
pub(super) fn placed(bounds: &(Rational, Rational)) -> Cell {
    match told_apart(&bounds.0, &bounds.1) {
        Some(_) => Cell::rounded(bracket(&bounds.0, &bounds.1), Cell::number(bounds).written(None)),
        None => Cell::number(bounds),
    }
}

/// What both show; a short number that is between them, if there is one.
fn agreed(low: &Rational, high: &Rational) -> String {
    let text = significant(low, AGREE);
    let short = if text.contains('.') && !text.contains('e') {
        trimmed(text.clone())
    } else {
        text.clone()
    };
    match short.parse::<Rational>() {
        Ok(number) if *low <= number && number <= *high => short,
        _ => text,
    }
}

/// Without zeros at the end.
fn trimmed(text: String) -> String {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

fn told_apart(low: &Rational, high: &Rational) -> Option<[String; 2]> {
    let [from, to] = [low, high].map(|end| significant(end, AGREE));
    if from == to {
        return None;
    }
    // Digits after the point, by the decimal exponent of the width
    let width = high.minus(low).nearest_f64().log10().floor();
    #[allow(clippy::cast_possible_truncation)] // decimal exponents of floats
    let digits = WIDTH_DIGITS - 1 - width as i64;
    match usize::try_from(digits.max(0)) {
        Ok(digits) if digits <= MOST_DIGITS => {
            Some([trimmed(decimal_down(low, digits)), trimmed(decimal_up(high, digits))])
        }
        // Very close to 0
        _ => Some([from, to]),
    }
}

/// More digits after the point are not shown.
const MOST_DIGITS: usize = 15;

/// How it was found, and what is proved.
pub(super) fn provenance(lines: &[&Line]) -> String {
    let boxes: u64 = lines.iter().map(|line| line.boxes).sum();
    let stretches = if boxes == 1 { "stretch" } else { "stretches" };
    let mut said = vec![format!("{boxes} {stretches} looked at")];
    let changes = lines.iter().flat_map(|line| line.changes());
    let changes: Vec<Change> = changes.filter(Change::is_certain).collect();
    let count = |keep: &dyn Fn(&Change) -> bool| changes.iter().filter(|c| keep(c)).count();
    let zero = |change: &Change| change.proved.then(|| change.zero.clone()).flatten();
    let exact = count(&|change| zero(change).is_some_and(|zero| zero.exact().is_some()));
    let algebraic = count(&|change| zero(change).is_some_and(|zero| zero.algebraic().is_some()));
    let proved = count(&|change| change.proved);
    let kinds = [
        (exact, "at a fraction"),
        (algebraic, "at the zero of a polynomial"),
        (proved - exact - algebraic, "at the only zero of a monotone difference"),
        (changes.len() - proved, "between bounds, at least one each"),
    ];
    let kinds = kinds.iter().filter(|(count, _)| *count > 0);
    let kinds: Vec<String> = kinds.map(|(count, what)| format!("{count} {what}")).collect();
    if changes.is_empty() {
        said.push("no change".to_owned());
    } else {
        said.push(format!("changes: {}", kinds.join(", ")));
    }
    let nowhere = lines.iter().any(|line| line.changes().iter().any(Change::has_no_value));
    let rest = if lines.iter().all(|line| line.is_complete()) {
        if nowhere {
            "between them the answer is proved to be the same wherever there is one"
        } else {
            "between them the answer is proved to be the same everywhere"
        }
    } else if lines.iter().filter(|line| !line.is_complete()).all(|line| is_open_at_values(line)) {
        "at some values the answer is open"
    } else {
        "some stretches are open"
    };
    said.push(rest.to_owned());
    format!("{}.", capitalised(&said.join("; ")))
}

/// Whether what is open are single values, between stretches with an answer.
fn is_open_at_values(line: &Line) -> bool {
    let open = |change: &Change| change.why.is_some() && !change.has_no_value();
    let mut changes = line.changes().into_iter().filter(open);
    !line.stopped && changes.all(|change| change.proved)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bounds are told apart, rounded outwards, or are one number.
    #[test]
    fn brackets_are_as_long_as_needed() {
        let told = |low: &str, high: &str| {
            let [low, high] = [low, high].map(|text| text.parse::<Rational>().unwrap());
            (bracket(&low, &high), reaching(&low, &high))
        };
        let text = |both: (&str, &str)| (both.0.to_owned(), both.1.to_owned());
        assert_eq!(told("0.36349", "0.44721"), text(("0.363 … 0.448", "from 0.363 to 0.448")));
        assert_eq!(told("5", "5"), text(("5", "at 5")));
        assert_eq!(told("4.9999999999", "5.00000001"), text(("5", "at 5")));
        assert_eq!(told("1.50000001", "1.50000002"), text(("1.50000", "at 1.50000")));
        assert_eq!(told("-1", "0"), text(("-1 … 0", "from -1 to 0")));
        assert_eq!(told("0", "0.0000108575").1, "from 0 to 0.000011");
    }
}
