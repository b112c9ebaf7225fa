//! Dictionaries of a polytope: small tableaus that are copied at every pivot, for searches that
//! visit many bases.
//!
//! A dictionary is lexicographically feasible when its right-hand sides stay positive after they
//! are disturbed by tiny amounts, the less the later the variable. The bases that are so are those
//! of a simple polytope: each has one neighbour along each column, and every vertex has at least
//! one such basis.
//!
//! Sources: for the lexicographic rule and the one basis of each vertex by which it is counted,
//! D. Avis, "A revised implementation of the reverse search vertex enumeration algorithm", in
//! *Polytopes: Combinatorics and Computation*, Birkhäuser, 2000, 177–198 (`avis2000`); for integer
//! pivoting see [`Tableau`](super::Tableau).

mod tight;

use std::cmp::Ordering;

use dashu_base::BitTest;
use dashu_int::IBig;

use super::grid::{Grid, Place};
use super::integer::Integer;
use super::word;
use crate::num::{Rational, Sign};
pub(crate) use tight::Tight;

/// The system x + N y = b of basic variables x and nonbasic ones y, all of them at least 0; after
/// [`Dictionary::start`] with a row of costs below.
#[derive(Clone, Debug)]
pub(crate) struct Dictionary {
    cells: Cells,
    /// The variable of each row, and of each column.
    basic: Vec<usize>,
    nonbasic: Vec<usize>,
}

/// Integers as long as they have to be.
#[derive(Clone, Debug)]
enum Cells {
    Word(Grid<i64>),
    Double(Grid<i128>),
    Big(Grid<IBig>),
}

/// How long the integers of a dictionary are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Length {
    Word,
    Double,
    Big,
}

/// Asks the grid, whatever its numbers.
macro_rules! ask {
    ($dictionary:expr, $grid:ident => $answer:expr) => {
        match &$dictionary.cells {
            Cells::Word($grid) => $answer,
            Cells::Double($grid) => $answer,
            Cells::Big($grid) => $answer,
        }
    };
}

/// Puts the changed grid back, whatever its numbers.
macro_rules! change {
    ($dictionary:expr, $grid:ident => $change:expr) => {
        match &mut $dictionary.cells {
            Cells::Word($grid) => $change,
            Cells::Double($grid) => $change,
            Cells::Big($grid) => $change,
        }
    };
}

impl Dictionary {
    /// The dictionary with these rows, each of which ends with its right-hand side. Row `i` has
    /// the variable `i`, and column `j` the variable `rows + j`.
    pub(crate) fn new(rows: usize, cells: Vec<IBig>) -> Self {
        let width = cells.len() / rows;
        let (basic, nonbasic) = ((0..rows).collect(), (rows..rows + width - 1).collect());
        Self { cells: Cells::new(width, cells), basic, nonbasic }
    }

    pub(crate) fn rows(&self) -> usize {
        self.basic.len()
    }

    pub(crate) fn columns(&self) -> usize {
        self.nonbasic.len()
    }

    /// The basic variable of each row.
    pub(crate) fn basic(&self) -> &[usize] {
        &self.basic
    }

    pub(crate) fn length(&self) -> Length {
        match self.cells {
            Cells::Word(_) => Length::Word,
            Cells::Double(_) => Length::Double,
            Cells::Big(_) => Length::Big,
        }
    }

    /// Sign of the value of a row's variable.
    pub(crate) fn sign(&self, row: usize) -> Sign {
        self.cell_sign(row, self.columns())
    }

    fn cell_sign(&self, row: usize, column: usize) -> Sign {
        ask!(self, grid => grid.sign(row, column))
    }

    /// The value of a row's variable.
    pub(crate) fn value(&self, row: usize) -> Rational {
        ask!(self, grid => {
            let cell = grid.cell(row, self.columns());
            if Integer::is_zero(cell) { Rational::integer(0) } else { cell.over(&grid.denominator) }
        })
    }

    /// The same dictionary with some of its columns only.
    pub(crate) fn with_columns(&self, columns: &[usize]) -> Self {
        let kept: Vec<usize> = columns.iter().copied().chain([self.columns()]).collect();
        Self {
            cells: match &self.cells {
                Cells::Word(grid) => Cells::Word(grid.with_columns(&kept)),
                Cells::Double(grid) => Cells::Double(grid.with_columns(&kept)),
                Cells::Big(grid) => Cells::Big(grid.with_columns(&kept)),
            },
            basic: self.basic.clone(),
            nonbasic: columns.iter().map(|&column| self.nonbasic[column]).collect(),
        }
    }

    /// Makes this feasible dictionary the one that a search starts from: numbers its variables
    /// anew, the basic ones first, and appends costs of which it is the only optimum. Returns the
    /// old number of each variable.
    pub(crate) fn start(&mut self) -> Vec<usize> {
        let (rows, columns) = (self.rows(), self.columns());
        let all: Vec<usize> = (0..columns).collect();
        change!(self, grid => grid.push_ones(&all));
        let basic = std::mem::replace(&mut self.basic, (0..rows).collect());
        let nonbasic = std::mem::replace(&mut self.nonbasic, (rows..rows + columns).collect());
        basic.into_iter().chain(nonbasic).collect()
    }

    /// The dictionary after the variables of a row and a column, whose cell is not 0, are exchanged.
    pub(crate) fn pivoted(&self, row: usize, column: usize) -> Self {
        let (mut basic, mut nonbasic) = (self.basic.clone(), self.nonbasic.clone());
        std::mem::swap(&mut basic[row], &mut nonbasic[column]);
        Self { cells: self.cells.pivoted(row, column), basic, nonbasic }
    }

    /// The pivots that lead from here to the bases from which the simplex method comes here: its
    /// rule is to let the least variable enter whose cost is negative, and to choose the leaving
    /// one by the lexicographic ratio test.
    ///
    /// Following them from the start visits every lexicographically feasible basis once.
    ///
    /// # Complexity
    /// At most one comparison of products for each cell and, in addition, for each pair of columns.
    pub(crate) fn reversals(&self) -> Vec<(usize, usize)> {
        ask!(self, grid => self.reversals_of(grid))
    }

    fn reversals_of<Z: Integer>(&self, grid: &Grid<Z>) -> Vec<(usize, usize)> {
        let costs = self.rows();
        let mut found = Vec::new();
        for column in 0..self.columns() {
            let cost = grid.cell(costs, column);
            if cost.sign() != Sign::Positive {
                continue;
            }
            let Some(row) = self.limiting_row(grid, column, None, 0..costs) else {
                continue;
            };
            let (pivot, variable) = (grid.cell(row, column), self.basic[row]);
            // After the pivot no lesser variable may have a negative cost
            let undone = (0..self.columns()).all(|other| {
                self.nonbasic[other] > variable || other == column || {
                    let (theirs, factor) = (grid.cell(costs, other), grid.cell(row, other));
                    Z::compare_products(pivot, theirs, cost, factor) != Ordering::Less
                }
            });
            if undone {
                found.push((row, column));
            }
        }
        found
    }

    /// The row whose variable reaches 0 first when a column's variable grows: `preferred` if it is
    /// one of them, else with ties broken by disturbing the variables of `reference`, each less
    /// than the one before it.
    fn limiting_row<Z: Integer>(
        &self,
        grid: &Grid<Z>,
        column: usize,
        preferred: Option<usize>,
        reference: impl Iterator<Item = usize>,
    ) -> Option<usize> {
        let (first, tied) = grid.limiting_row(column, self.rows())?;
        if !tied {
            return Some(first);
        }
        let limits = |row: usize| grid.sign(row, column) == Sign::Positive;
        if let Some(row) = preferred
            && limits(row)
            && grid.compare_ratios(column, row, first) == Ordering::Equal
        {
            return Some(row);
        }
        let most = self.basic.iter().chain(&self.nonbasic).max().map_or(0, |most| *most);
        let mut places = vec![Place::Row(0); most + 1];
        for (row, &variable) in self.basic.iter().enumerate() {
            places[variable] = Place::Row(row);
        }
        for (column, &variable) in self.nonbasic.iter().enumerate() {
            places[variable] = Place::Column(column);
        }
        let candidates = (0..self.rows()).filter(|&row| limits(row)).collect();
        grid.least_row(column, candidates, reference.map(|variable| places[variable]))
    }

    /// Whether this is the basis, of those of one vertex that a search visits, by which the vertex
    /// is counted: the one in which no variable that is 0 can be exchanged for a lesser one.
    pub(crate) fn counts(&self) -> bool {
        (0..self.rows()).all(|row| {
            self.sign(row) != Sign::Zero
                || (0..self.columns()).all(|column| {
                    self.nonbasic[column] > self.basic[row]
                        || self.cell_sign(row, column) == Sign::Zero
                })
        })
    }

    /// The face of this feasible dictionary's polytope on which a variable is 0; `None` when the
    /// variable is positive everywhere, or when `going` says to stop.
    ///
    /// The variable is minimised by the simplex method, and its column is left out.
    pub(crate) fn face(mut self, variable: usize, going: &dyn Fn() -> bool) -> Option<Self> {
        let reference = self.basic.clone();
        loop {
            let Some(row) = self.basic.iter().position(|&other| other == variable) else {
                let others = (0..self.columns()).filter(|&j| self.nonbasic[j] != variable);
                return Some(self.with_columns(&others.collect::<Vec<usize>>()));
            };
            let zero = self.sign(row) == Sign::Zero;
            let entering = (0..self.columns()).find(|&column| match self.cell_sign(row, column) {
                Sign::Positive => true,
                Sign::Zero => false,
                Sign::Negative => zero,
            });
            let Some(column) = entering else {
                // Its row says that it is constant
                return zero.then(|| self.without_row(row));
            };
            let leaving = if zero {
                row
            } else {
                let reference = reference.iter().copied();
                ask!(self, grid => self.limiting_row(grid, column, Some(row), reference))?
            };
            if !going() {
                return None;
            }
            self = self.pivoted(leaving, column);
        }
    }

    fn without_row(mut self, row: usize) -> Self {
        change!(self, grid => grid.remove_row(row));
        self.basic.remove(row);
        self
    }
}

impl Cells {
    /// The shortest integers that hold all of `cells`.
    fn new(width: usize, cells: Vec<IBig>) -> Self {
        let bits = cells.iter().map(BitTest::bit_len).max().unwrap_or(0);
        if bits <= word::BITS as usize {
            let narrow = |n: &IBig| i64::try_from(n).expect("it is shorter than a word");
            Self::Word(Grid::new(width, cells.iter().map(narrow).collect()))
        } else if bits < 127 {
            let narrow = |n: &IBig| i128::try_from(n).expect("it is shorter than two words");
            Self::Double(Grid::new(width, cells.iter().map(narrow).collect()))
        } else {
            Self::Big(Grid::new(width, cells))
        }
    }

    /// The cells after a pivot: in longer integers than before if these would overflow, and in
    /// shorter ones if these do with room to spare.
    fn pivoted(&self, row: usize, column: usize) -> Self {
        let longer = match self {
            Self::Word(grid) => match grid.pivoted(row, column) {
                Some(grid) => return Self::Word(grid),
                None => Self::Double(grid.widened()),
            },
            Self::Double(grid) => match grid.pivoted(row, column) {
                Some(grid) => {
                    let narrow = |n: &i128| i64::try_from(*n).ok().filter(|n| n.abs() < ROOMY_WORD);
                    return grid.narrowed(narrow).map_or(Self::Double(grid), Self::Word);
                }
                None => Self::Big(grid.widened()),
            },
            Self::Big(grid) => {
                let grid = grid.pivoted(row, column).expect("big integers do not overflow");
                let narrow = |n: &IBig| i128::try_from(n).ok().filter(|n| n.abs() < ROOMY_DOUBLE);
                return grid.narrowed(narrow).map_or(Self::Big(grid), Self::Double);
            }
        };
        longer.pivoted(row, column)
    }
}

/// Below these, integers are worth being shortened.
const ROOMY_WORD: i64 = 1 << 52;
const ROOMY_DOUBLE: i128 = 1 << 108;

#[cfg(test)]
mod tests;
