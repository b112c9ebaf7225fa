//! The answers to one watched query at many rows.

use super::Cell;
use crate::model::Watched;

/// What an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Word {
    /// Nothing yet.
    Nothing,
    Yes,
    No,
    Number,
    Between,
    Text,
    Infinite,
    Open,
    Undefined,
}

/// A column of cells: what each is, and beside it the numbers, if the query has any.
#[derive(Clone, Debug)]
pub struct Answers {
    pub(super) words: Vec<Word>,
    /// Numbers, or the lesser ones; places of texts.
    pub(super) numbers: Vec<f64>,
    /// The greater of two numbers.
    pub(super) greater: Vec<f64>,
}

impl Answers {
    /// Room for so many.
    pub(super) fn new(watched: &Watched, rows: usize) -> Self {
        let room = |is_needed: bool| if is_needed { vec![0.0; rows] } else { Vec::new() };
        let two = watched.has_two_numbers();
        Self {
            words: vec![Word::Nothing; rows],
            numbers: room(watched.lists || watched.counts() || watched.is_number()),
            greater: room(two),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The answer at one row, from 0.
    ///
    /// # Panics
    /// Where there is no such row.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // places are whole and few
    pub fn cell(&self, row: usize) -> Cell {
        match self.words[row] {
            Word::Yes => Cell::Yes,
            Word::No => Cell::No,
            Word::Number => Cell::Number(self.numbers[row]),
            Word::Between => Cell::Between(self.numbers[row], self.greater[row]),
            Word::Text => Cell::Text(self.numbers[row] as usize),
            Word::Infinite => Cell::Infinite,
            Word::Open | Word::Nothing => Cell::Open,
            Word::Undefined => Cell::Undefined,
        }
    }

    #[allow(clippy::cast_precision_loss)] // places are few
    pub(super) fn put(&mut self, row: usize, cell: Cell) {
        self.words[row] = match cell {
            Cell::Yes => Word::Yes,
            Cell::No => Word::No,
            Cell::Number(x) => {
                self.numbers[row] = x;
                Word::Number
            }
            Cell::Between(low, high) => {
                (self.numbers[row], self.greater[row]) = (low, high);
                Word::Between
            }
            Cell::Text(place) => {
                self.numbers[row] = place as f64;
                Word::Text
            }
            Cell::Infinite => Word::Infinite,
            Cell::Open => Word::Open,
            Cell::Undefined => Word::Undefined,
        };
    }

    pub(super) fn truncate(&mut self, rows: usize) {
        self.words.truncate(rows);
        self.numbers.truncate(rows);
        self.greater.truncate(rows);
    }
}
