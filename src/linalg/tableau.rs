//! A simplex tableau in exact arithmetic, kept free of fractions.
//!
//! All numbers are integers over one denominator, the determinant of the current basis, and stay
//! integers by exact division ("integer pivoting"): entries are minors of the original system, so
//! their length is bounded. Machine words first, big integers from the first overflow on.
//!
//! Sources: J. Edmonds, "Systems of distinct representatives and linear algebra", *Journal of
//! Research of the National Bureau of Standards* 71B (1967), 241–245 (`edmonds1967`); for the
//! lexicographic ratio test G. B. Dantzig, A. Orden and P. Wolfe, "The generalized simplex method",
//! *Pacific Journal of Mathematics* 5 (1955), 183–195 (`dantzig1955`).

use dashu_int::IBig;

use super::fractions::{Fractions, Integers};
use super::grid::{Grid, Place, most_negative};
use super::integer::Integer;
use crate::num::{Rational, Ring, Sign};

/// The system A x + s = b, solved for its basic variables, with rows of costs below.
///
/// Variable `j` is the j-th unknown and variable `n + i` the slack of row `i`, where `n` is the
/// number of unknowns. At first the slacks are basic. Slacks are measured in units of their own
/// (rows are scaled to integers), which no sign depends on.
#[derive(Clone, Debug)]
pub struct Tableau {
    cells: Cells,
    /// The variable of each row, and of each column.
    basic: Vec<usize>,
    nonbasic: Vec<usize>,
    places: Vec<Place>,
    /// What each row, and each row of costs, was multiplied by.
    scales: Vec<Rational>,
    pivots: usize,
}

#[derive(Clone, Debug)]
enum Cells {
    Small(Grid<i128>),
    Big(Grid<IBig>),
}

/// Asks the grid, whatever its numbers.
macro_rules! ask {
    ($tableau:expr, $grid:ident => $answer:expr) => {
        match &$tableau.cells {
            Cells::Small($grid) => $answer,
            Cells::Big($grid) => $answer,
        }
    };
}

impl Tableau {
    /// The tableau of A x + s = b.
    ///
    /// Each of `rows` holds the coefficients of one equation and then its right-hand side; each of
    /// `costs` the coefficients of a sum z, which becomes the row z − Σ costs(j) x(j) = 0 and a
    /// last 0. All have the same length; shorter ones are filled up with zeros.
    pub fn new(rows: &[Vec<Rational>], costs: &[Vec<Rational>]) -> Self {
        let width = rows.iter().chain(costs).map(Vec::len).max().unwrap_or(0).max(1);
        let (mut scales, mut integers) = (Vec::new(), Vec::new());
        for row in rows {
            let mut row = row.clone();
            // The right-hand side stays last
            let end = row.pop().unwrap_or_else(Rational::zero);
            row.resize(width - 1, Rational::zero());
            row.push(end);
            let row = Fractions::new(&row);
            scales.push(row.scale);
            integers.push(row.integers);
        }
        for row in costs {
            let mut row: Vec<Rational> = row.iter().map(Rational::negated).collect();
            row.resize(width, Rational::zero());
            let row = Fractions::new(&row);
            scales.push(row.scale);
            integers.push(row.integers);
        }
        let (unknowns, count) = (width - 1, rows.len());
        let small: Option<Vec<&[i128]>> = integers
            .iter()
            .map(|row| match row {
                Integers::Small(row) => Some(row.as_slice()),
                Integers::Big(_) => None,
            })
            .collect();
        let cells = match small {
            Some(small) => Cells::Small(Grid::new(width, small.concat())),
            None => Cells::Big(Grid::new(
                width,
                integers.into_iter().flat_map(Integers::into_big).collect(),
            )),
        };
        let places = (0..unknowns).map(Place::Column).chain((0..count).map(Place::Row)).collect();
        Self {
            cells,
            basic: (unknowns..unknowns + count).collect(),
            nonbasic: (0..unknowns).collect(),
            places,
            scales,
            pivots: 0,
        }
    }

    /// Number of rows, costs not counted.
    pub fn rows(&self) -> usize {
        self.basic.len()
    }

    /// Number of columns, the right-hand side not counted.
    pub fn columns(&self) -> usize {
        self.nonbasic.len()
    }

    /// How often variables were exchanged.
    pub fn pivots(&self) -> usize {
        self.pivots
    }

    /// The basic variable of each row.
    pub fn basic(&self) -> &[usize] {
        &self.basic
    }

    /// The nonbasic variable of each column.
    pub fn nonbasic(&self) -> &[usize] {
        &self.nonbasic
    }

    /// The column of a nonbasic variable.
    pub fn column_of(&self, variable: usize) -> Option<usize> {
        match self.places.get(variable)? {
            Place::Column(column) => Some(*column),
            Place::Row(_) => None,
        }
    }

    /// Sign of an entry; rows from `rows()` on are costs, column `columns()` is the right-hand side.
    pub fn sign(&self, row: usize, column: usize) -> Sign {
        ask!(self, grid => grid.sign(row, column))
    }

    /// Exchanges the variables of a row and a column.
    ///
    /// # Panics
    /// When their entry is 0.
    ///
    /// # Complexity
    /// Two multiplications and a division for each entry of the tableau.
    pub fn pivot(&mut self, row: usize, column: usize) {
        let overflow = match &mut self.cells {
            Cells::Small(grid) => grid.pivot(row, column).is_none(),
            Cells::Big(grid) => grid.pivot(row, column).is_none(),
        };
        if overflow && let Cells::Small(grid) = &self.cells {
            let mut grid = grid.widened();
            grid.pivot(row, column).expect("big integers do not overflow");
            self.cells = Cells::Big(grid);
        }
        let (leaving, entering) = (self.basic[row], self.nonbasic[column]);
        self.basic[row] = entering;
        self.nonbasic[column] = leaving;
        self.places[entering] = Place::Row(row);
        self.places[leaving] = Place::Column(column);
        self.pivots += 1;
    }

    /// The lexicographic ratio test: which row limits the growth of `column`'s variable first.
    ///
    /// Only rows that `eligible` accepts and that have a positive entry in the column count.
    /// Ties are broken as if the right-hand side were disturbed by tiny amounts along `reference`,
    /// a list of variables that were basic at some earlier time: the rows then are never tied, and
    /// no basis ever comes back. `None` when nothing limits the growth.
    pub fn leaving_row(
        &self,
        column: usize,
        reference: &[usize],
        eligible: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let candidates = (0..self.rows())
            .filter(|&row| eligible(row) && self.sign(row, column) == Sign::Positive)
            .collect();
        let reference = reference.iter().map(|&variable| self.places[variable]);
        ask!(self, grid => grid.least_row(column, candidates, reference))
    }

    /// All rows that limit the growth of `column`'s variable first, of those that `eligible`
    /// accepts.
    pub fn limiting_rows(&self, column: usize, eligible: impl Fn(usize) -> bool) -> Vec<usize> {
        let candidates = (0..self.rows())
            .filter(|&row| eligible(row) && self.sign(row, column) == Sign::Positive)
            .collect();
        ask!(self, grid => grid.least_rows(column, candidates))
    }

    /// The same test for the dual: which column's cost, of those with a negative entry in `row`,
    /// reaches 0 first. `reference` lists variables that were nonbasic at some earlier time.
    pub fn entering_column(
        &self,
        row: usize,
        costs: usize,
        reference: &[usize],
        eligible: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let candidates = (0..self.columns())
            .filter(|&column| eligible(column) && self.sign(row, column) == Sign::Negative)
            .collect();
        let reference = reference.iter().map(|&variable| self.places[variable]);
        ask!(self, grid => grid.least_column(row, costs, candidates, reference))
    }

    /// The row with the most negative right-hand side, of those that `eligible` accepts.
    pub fn most_negative_row(&self, eligible: impl Fn(usize) -> bool) -> Option<usize> {
        let (rows, end) = (0..self.rows(), self.columns());
        ask!(self, grid => most_negative(rows.filter(|&i| eligible(i)), |i| grid.cell(i, end)))
    }

    /// The column with the most negative cost, of those that `eligible` accepts.
    pub fn most_negative_column(
        &self,
        costs: usize,
        eligible: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let columns = (0..self.columns()).filter(|&j| eligible(j));
        ask!(self, grid => most_negative(columns, |j| grid.cell(costs, j)))
    }

    /// Appends a row of zero costs if there are no costs.
    pub(super) fn ensure_costs(&mut self) {
        if self.scales.len() == self.rows() {
            self.push_unit_costs(&[]);
        }
    }

    /// Appends a row of costs that is 1 in the given columns, and returns its number.
    pub(super) fn push_unit_costs(&mut self, columns: &[usize]) -> usize {
        match &mut self.cells {
            Cells::Small(grid) => grid.push_ones(columns),
            Cells::Big(grid) => grid.push_ones(columns),
        }
        self.scales.push(Rational::one());
        self.scales.len() - 1
    }

    /// Removes the last row of costs.
    pub(super) fn pop_costs(&mut self) {
        match &mut self.cells {
            Cells::Small(grid) => grid.pop_row(),
            Cells::Big(grid) => grid.pop_row(),
        }
        self.scales.pop();
    }

    /// The row of a basic variable.
    pub fn row_of(&self, variable: usize) -> Option<usize> {
        match self.places.get(variable)? {
            Place::Row(row) => Some(*row),
            Place::Column(_) => None,
        }
    }

    /// The right-hand side of a row.
    pub fn value(&self, row: usize) -> Rational {
        self.entry(row, self.columns())
    }

    /// The values of the unknowns.
    pub fn unknowns(&self) -> Vec<Rational> {
        let value = |place: &Place| match *place {
            Place::Row(row) => self.entry(row, self.columns()),
            Place::Column(_) => Rational::zero(),
        };
        self.places[..self.columns()].iter().map(value).collect()
    }

    /// The combination of the original equations that makes up a row: one multiplier for each.
    ///
    /// For a row of costs these are the dual values of its current basis.
    pub fn multipliers(&self, row: usize) -> Vec<Rational> {
        let coefficient = |place: &Place| match *place {
            Place::Row(own) if own == row => Rational::one(),
            Place::Row(_) => Rational::zero(),
            Place::Column(column) => self.entry(row, column),
        };
        let slacks = self.places[self.columns()..].iter();
        let mut multipliers: Vec<Rational> = slacks.map(coefficient).collect();
        for (multiplier, scale) in multipliers.iter_mut().zip(&self.scales) {
            *multiplier *= scale;
            if row >= self.rows() {
                *multiplier /= &self.scales[row];
            }
        }
        multipliers
    }

    /// How the unknowns change for each unit (a positive one of its own) by which `column`'s
    /// variable grows.
    pub fn direction(&self, column: usize) -> Vec<Rational> {
        let change = |place: &Place| match *place {
            Place::Row(row) => self.entry(row, column).negated(),
            Place::Column(own) if own == column => Rational::one(),
            Place::Column(_) => Rational::zero(),
        };
        self.places[..self.columns()].iter().map(change).collect()
    }

    /// An entry in floats, nearly; column `columns()` is the right-hand side.
    pub fn float(&self, row: usize, column: usize) -> f64 {
        ask!(self, grid => grid.cell(row, column).about(&grid.denominator))
    }

    fn entry(&self, row: usize, column: usize) -> Rational {
        ask!(self, grid => {
            let cell = grid.cell(row, column);
            if Integer::is_zero(cell) { Rational::zero() } else { cell.over(&grid.denominator) }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn numbers(integers: &[i64]) -> Vec<Rational> {
        integers.iter().map(|&n| Rational::integer(n)).collect()
    }

    #[test]
    fn pivoting_solves_for_other_variables() {
        // 2x + y + s = 6, x + 3y + t = 8; maximise x + y
        let rows = [numbers(&[2, 1, 6]), numbers(&[1, 3, 8])];
        let mut tableau = Tableau::new(&rows, &[numbers(&[1, 1])]);
        tableau.pivot(0, 0);
        tableau.pivot(1, 1);
        assert_eq!(tableau.basic(), [0, 1]);
        assert_eq!(tableau.unknowns(), numbers(&[2, 2]));
        let fifth = |n| Rational::new(n, 5).unwrap();
        assert_eq!(tableau.multipliers(2), [fifth(2), fifth(1)]);
        tableau.pivot(1, 1);
        tableau.pivot(0, 0);
        assert_eq!(tableau.unknowns(), numbers(&[0, 0]));
        assert_eq!(tableau.pivots(), 4);
    }

    #[test]
    fn ties_are_broken_by_the_reference() {
        // Both rows limit x at 1; along t, then s, the first of them is disturbed last
        let tableau = Tableau::new(&[numbers(&[1, 1]), numbers(&[1, 1])], &[]);
        assert_eq!(tableau.leaving_row(0, &[1, 2], |_| true), Some(1));
        assert_eq!(tableau.leaving_row(0, &[2, 1], |_| true), Some(0));
        assert_eq!(tableau.leaving_row(0, &[2, 1], |row| row == 1), Some(1));
        let tableau = Tableau::new(&[numbers(&[-1, -1, -1])], &[numbers(&[-1, -1])]);
        assert_eq!(tableau.entering_column(0, 1, &[0, 1], |_| true), Some(1));
        assert_eq!(tableau.entering_column(0, 1, &[1, 0], |_| true), Some(0));
        // One row further, by the row of the reference that is basic now
        let rows = [numbers(&[-1, -1, 0, -1]), numbers(&[1, 3, 1, 0])];
        let mut tableau = Tableau::new(&rows, &[]);
        tableau.pivot(1, 2);
        tableau.ensure_costs();
        assert_eq!(tableau.basic(), [3, 2]);
        assert_eq!(tableau.entering_column(0, 2, &[2], |column| column < 2), Some(1));
    }

    #[test]
    fn the_least_ratio_wins() {
        let rows = [numbers(&[2, 0, 6]), numbers(&[1, 0, 2]), numbers(&[-1, 0, 1])];
        let tableau = Tableau::new(&rows, &[]);
        assert_eq!(tableau.leaving_row(0, &[], |_| true), Some(1));
        assert_eq!(tableau.leaving_row(1, &[], |_| true), None);
        let tableau = Tableau::new(&[numbers(&[-2, -1, 1, -1])], &[numbers(&[-6, -2, -1])]);
        assert_eq!(tableau.entering_column(0, 1, &[], |_| true), Some(1));
    }

    proptest! {
        /// Overflow of machine words is noticed, and changes nothing but the representation.
        #[test]
        fn big_numbers_take_over(
            entries in prop::collection::vec(any::<i64>(), 20),
            path in prop::collection::vec((0..4_usize, 0..4_usize), 6),
        ) {
            let rows: Vec<Vec<Rational>> = entries.chunks(5).map(numbers).collect();
            let mut tableau = Tableau::new(&rows, &[]);
            let mut big = tableau.clone();
            let Cells::Small(grid) = &big.cells else { panic!("machine words suffice") };
            big.cells = Cells::Big(grid.widened());
            for (row, column) in path {
                if tableau.sign(row, column) != Sign::Zero {
                    tableau.pivot(row, column);
                    big.pivot(row, column);
                }
            }
            prop_assert_eq!(tableau.unknowns(), big.unknowns());
            for column in 0..4 {
                prop_assert_eq!(tableau.direction(column), big.direction(column));
            }
        }
    }
}
