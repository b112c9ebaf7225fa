//! What an exhibit finds.

use std::collections::BTreeSet;

use super::numbers::Numbers;
use crate::num::{Rational, Ring, decimal};
use crate::table::{Cell, Table, middle};

/// What an exhibit finds.
#[derive(Clone, Debug, Default)]
pub struct Artifact {
    /// Its tables.
    pub sheets: Vec<Sheet>,
    /// Its pictures.
    pub pictures: Vec<Picture>,
    /// Numbers and words that the text may name.
    pub numbers: Numbers,
    /// Claims that it found to hold: of which game, and which.
    pub held: BTreeSet<(String, String)>,
    /// What its draws depend on, if it draws any.
    pub seed: Option<u64>,
}

/// A table of an exhibit.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What tells it from the other tables of the exhibit; empty for the only one.
    pub part: &'static str,
    /// What it holds.
    pub table: Table,
    /// Digits after the point, in print; in CSV files numbers have all that a float has.
    pub digits: usize,
    /// Whether it is printed, rather than the data of a figure.
    pub is_printed: bool,
}

/// A picture of an exhibit.
#[derive(Clone, Debug)]
pub struct Picture {
    /// What tells it from the other pictures of the exhibit; empty for the only one.
    pub part: &'static str,
    /// An SVG document.
    pub svg: String,
}

impl Artifact {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds a table that is printed with so many digits.
    pub(super) fn printed(&mut self, part: &'static str, table: Table, digits: usize) {
        self.sheets.push(Sheet { part, table, digits, is_printed: true });
    }

    /// Adds the data of a figure.
    pub(super) fn data(&mut self, part: &'static str, table: Table) {
        self.sheets.push(Sheet { part, table, digits: 6, is_printed: false });
    }

    /// Says what its draws depend on.
    pub(super) fn drawn_with(&mut self, seed: u64) {
        self.seed = Some(seed);
    }

    /// Adds a picture.
    pub(super) fn picture(&mut self, part: &'static str, svg: String) {
        self.pictures.push(Picture { part, svg });
    }
}

/// Digits that a number has in print, unless more of them are known to matter.
pub(super) const SIGNIFICANT: i32 = 3;

/// A number with as many digits in print as it deserves; in full for other programs.
pub(super) fn rounded(bounds: &(Rational, Rational)) -> Cell {
    let value = middle(&bounds.0, &bounds.1);
    let size = value.nearest_f64().abs();
    #[allow(clippy::cast_possible_truncation)] // a few hundred at most
    let before = if size > 0.0 { size.log10().floor() as i32 + 1 } else { 1 };
    let after = usize::try_from(SIGNIFICANT - before).unwrap_or(0);
    let shown = decimal(&value, after).replace('-', "−");
    Cell::rounded(shown, Cell::number(bounds).written(None))
}

/// The same of a difference, with its sign.
pub(super) fn rounded_signed(bounds: &(Rational, Rational)) -> Cell {
    let cell = rounded(bounds);
    if bounds.0 <= Rational::zero() {
        return cell;
    }
    Cell::rounded(format!("+{}", cell.shown(0)), cell.written(None))
}

/// A unit with its powers raised: `USD bn/yr²`.
pub(super) fn raised(unit: &str) -> String {
    let digits = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let mut raised = String::new();
    let mut is_power = false;
    for c in unit.chars() {
        is_power = c == '^' || is_power && c.is_ascii_digit();
        let place =
            c.to_digit(10).filter(|_| is_power).and_then(|digit| usize::try_from(digit).ok());
        match place {
            Some(place) => raised.push(digits[place]),
            None if c == '^' => {}
            None => raised.push(c),
        }
    }
    raised
}

/// An estimate in floats: in full for other programs.
pub(super) fn estimate(value: f64, digits: usize) -> Cell {
    Cell::rounded(format!("{value:.digits$}").replace('-', "−"), format!("{value}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_three_digits_in_print_and_all_in_files() {
        let told = |text: &str| {
            let value: Rational = text.parse().unwrap();
            let bounds = (value.clone(), value);
            let cell = rounded(&bounds);
            (cell.shown(9), cell.written(None), rounded_signed(&bounds).shown(9))
        };
        let all = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(told("278.6761"), all("279", "278.6761", "+279"));
        assert_eq!(told("-22.7764"), all("−22.8", "-22.7764", "−22.8"));
        assert_eq!(told("0.0054321"), all("0.00543", "0.0054321", "+0.00543"));
        assert_eq!(told("0"), all("0.00", "0", "0.00"));
        assert_eq!(told("56321"), all("56321", "56321", "+56321"));
    }

    #[test]
    fn powers_of_units_are_raised() {
        assert_eq!(raised("USD bn/yr^2"), "USD bn/yr²");
        assert_eq!(raised("10^25 FLOP"), "10²⁵ FLOP");
        assert_eq!(raised("million H100 hours"), "million H100 hours");
    }
}
