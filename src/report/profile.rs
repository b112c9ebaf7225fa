//! Profiles in words.

use crate::game::{Mixed, Profile};
use crate::model::Model;
use crate::num::Rational;
use crate::table::{Cell, in_full, shown, shown_probability};

/// A mixed strategy in words: `T`, or `1/3 T + 2/3 B`.
pub fn mixed_in_words(names: &[String], strategy: &Mixed<Rational>, digits: usize) -> String {
    mixed(names, strategy, &|p| shown_probability(p, digits))
}

/// Words and a mixed strategy as a cell of a table, in full for other programs.
pub(super) fn mixed_cell(
    before: &str,
    names: &[String],
    strategy: &Mixed<Rational>,
    digits: usize,
) -> Cell {
    let exact = mixed(names, strategy, &Rational::to_string);
    let shown = mixed_in_words(names, strategy, digits);
    Cell::rounded(format!("{before}{shown}"), format!("{before}{exact}"))
}

/// As [`mixed_cell`], for probabilities that are not known to be rational: other programs get the
/// nearest floats.
pub(super) fn near_cell(names: &[String], strategy: &Mixed<Rational>, digits: usize) -> Cell {
    let near = mixed(names, strategy, &|p| p.nearest_f64().to_string());
    Cell::rounded(mixed_in_words(names, strategy, digits), near)
}

fn mixed(
    names: &[String],
    strategy: &Mixed<Rational>,
    written: &dyn Fn(&Rational) -> String,
) -> String {
    let played: Vec<(&String, &Rational)> =
        names.iter().zip(strategy).filter(|(_, p)| !p.is_zero()).collect();
    if let [(only, _)] = played[..] {
        return only.clone();
    }
    let part = |(name, p): (&String, &Rational)| format!("{} {name}", written(p));
    played.into_iter().map(part).collect::<Vec<_>>().join(" + ")
}

/// Words, a number and words, such as `regret ≤ 1/3`.
pub(super) fn bound_cell(before: &str, bound: &Rational, digits: usize) -> Cell {
    let shown = shown(bound, bound, digits);
    Cell::rounded(format!("{before}{shown}"), format!("{before}{}", in_full(bound)))
}

/// A profile in words: `player = strategy, …`.
pub fn shown_profile(model: &Model, profile: &Profile<Rational>, digits: usize) -> String {
    let said: Vec<String> = model
        .players
        .iter()
        .zip(profile)
        .map(|(player, strategy)| {
            format!("{} = {}", player.name, mixed_in_words(&player.strategies, strategy, digits))
        })
        .collect();
    said.join(", ")
}
