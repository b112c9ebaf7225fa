//! The point at which given rows hold with equality and only given variables are positive.

use dashu_int::IBig;

use super::super::grid::Grid;
use super::super::integer::Integer;
use super::{Cells, Dictionary, Length};
use crate::num::{Rational, Sign};

/// What is known of the points at which as many rows are tight as variables may be positive.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tight {
    /// Exactly one: the values of the variables.
    Point(Vec<Rational>),
    /// None.
    Nowhere,
    /// The equations are dependent.
    Dependent,
}

impl Dictionary {
    /// The points of the polytope at which `rows` are tight and only the variables of `columns`
    /// positive. This is asked of a dictionary before any pivot, and of as many rows as columns.
    ///
    /// The integers are as long as needed, but at least `length`.
    ///
    /// # Complexity
    /// O(k³) multiplications for k rows, and one for each remaining row and each column.
    pub(crate) fn tight(&self, rows: &[usize], columns: &[usize], length: Length) -> Tight {
        let asked = Asked { rows, columns, all: self.rows() };
        let word = length == Length::Word;
        let double = length != Length::Big;
        let found = match &self.cells {
            Cells::Word(grid) => word
                .then(|| asked.solved::<_, i64>(grid))
                .flatten()
                .or_else(|| double.then(|| asked.solved::<_, i128>(grid)).flatten())
                .or_else(|| asked.solved::<_, IBig>(grid)),
            Cells::Double(grid) => double
                .then(|| asked.solved::<_, i128>(grid))
                .flatten()
                .or_else(|| asked.solved::<_, IBig>(grid)),
            Cells::Big(grid) => asked.solved::<_, IBig>(grid),
        };
        found.expect("big integers do not overflow")
    }
}

struct Asked<'a> {
    rows: &'a [usize],
    columns: &'a [usize],
    /// Number of all rows.
    all: usize,
}

impl Asked<'_> {
    /// `None` on overflow.
    fn solved<Y: Integer, Z: Integer + From<Y>>(&self, grid: &Grid<Y>) -> Option<Tight> {
        let Self { rows, columns, .. } = *self;
        let (k, width) = (rows.len(), rows.len() + 1);
        let cell = |row: usize, column: usize| Z::from(grid.cell(row, column).clone());
        let end = grid.width - 1;
        let mut cells: Vec<Z> = Vec::with_capacity(k * width);
        for &row in rows {
            cells.extend(columns.iter().chain([&end]).map(|&column| cell(row, column)));
        }
        let mut previous = Z::one();
        for step in 0..k {
            let Some(found) = (step..k).find(|&row| !cells[row * width + step].is_zero()) else {
                return Some(Tight::Dependent);
            };
            let (done, below) = cells.split_at_mut((step + 1) * width);
            let pivot_row = &mut done[step * width..];
            if found > step {
                pivot_row.swap_with_slice(&mut below[(found - step - 1) * width..][..width]);
            }
            let divisor = previous.divisor();
            for row in below.chunks_mut(width) {
                let factor = row[step].clone();
                for j in step + 1..width {
                    row[j] = Z::cross(&pivot_row[step], &row[j], &factor, &pivot_row[j], &divisor)?;
                }
            }
            previous = pivot_row[step].clone();
        }
        // Cramer's rule: this determinant times each unknown is an integer
        let determinant = previous;
        let mut numerators = vec![Z::zero(); k];
        for i in (0..k).rev() {
            let row = &cells[i * width..][..width];
            let known = row[i + 1..k].iter().zip(&numerators[i + 1..]);
            numerators[i] = Z::reduced(&determinant, &row[k], known, &row[i].divisor())?;
            if opposed(&numerators[i], &determinant) {
                return Some(Tight::Nowhere);
            }
        }
        let one = Z::one().divisor();
        for row in (0..self.all).filter(|row| !rows.contains(row)) {
            let cells: Vec<Z> = columns.iter().map(|&column| cell(row, column)).collect();
            let products = cells.iter().zip(&numerators);
            let slack = Z::reduced(&determinant, &cell(row, end), products, &one)?;
            if opposed(&slack, &determinant) {
                return Some(Tight::Nowhere);
            }
        }
        Some(Tight::Point(numerators.iter().map(|n| n.over(&determinant)).collect()))
    }
}

/// Whether a fraction is negative.
fn opposed<Z: Integer>(numerator: &Z, denominator: &Z) -> bool {
    numerator.sign() != Sign::Zero && numerator.sign() != denominator.sign()
}
