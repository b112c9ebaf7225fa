//! What an exhibit finds.

use std::collections::BTreeSet;

use super::numbers::Numbers;
use crate::table::{Cell, Table};

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

    /// Adds a picture.
    pub(super) fn picture(&mut self, part: &'static str, svg: String) {
        self.pictures.push(Picture { part, svg });
    }
}

/// An estimate in floats: in full for other programs.
pub(super) fn estimate(value: f64, digits: usize) -> Cell {
    Cell::rounded(format!("{value:.digits$}").replace('-', "−"), format!("{value}"))
}
