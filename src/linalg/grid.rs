//! The numbers of a tableau: integers over one denominator, and the two things done to them.

use std::cmp::Ordering;

use super::integer::Integer;
use crate::num::Sign;

/// Rows of integers over one positive denominator; the last column is the right-hand side.
#[derive(Clone, Debug)]
pub(super) struct Grid<Z> {
    pub(super) width: usize,
    cells: Vec<Z>,
    /// The previous cells, kept for their memory.
    spare: Vec<Z>,
    pub(super) denominator: Z,
}

/// Where a variable stands in a tableau.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Row(usize),
    Column(usize),
}

impl<Z: Integer> Grid<Z> {
    pub(super) fn new(width: usize, cells: Vec<Z>) -> Self {
        Self { width, cells, spare: Vec::new(), denominator: Z::one() }
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> &Z {
        &self.cells[row * self.width + column]
    }

    pub(super) fn sign(&self, row: usize, column: usize) -> Sign {
        self.cell(row, column).sign()
    }

    fn rows(&self) -> usize {
        self.cells.len() / self.width
    }

    /// Appends a row with the denominator (that is, a 1) in the given columns.
    pub(super) fn push_ones(&mut self, ones: &[usize]) {
        let start = self.cells.len();
        self.cells.resize(start + self.width, Z::zero());
        for column in ones {
            self.cells[start + column] = self.denominator.clone();
        }
    }

    pub(super) fn pop_row(&mut self) {
        self.cells.truncate(self.cells.len() - self.width);
    }

    /// Exchanges the variables of a row and a column, whose cell is not 0. On overflow nothing
    /// changes.
    pub(super) fn pivot(&mut self, row: usize, column: usize) -> Option<()> {
        let mut next = std::mem::take(&mut self.spare);
        next.clear();
        let pivot = self.pivot_into(row, column, &mut next)?;
        self.spare = std::mem::replace(&mut self.cells, next);
        self.denominator = pivot;
        Some(())
    }

    /// The grid after such an exchange; `None` on overflow.
    pub(super) fn pivoted(&self, row: usize, column: usize) -> Option<Self> {
        let mut cells = Vec::new();
        let denominator = self.pivot_into(row, column, &mut cells)?;
        Some(Self { width: self.width, cells, spare: Vec::new(), denominator })
    }

    /// Writes the cells after an exchange to `next`, and returns the new denominator.
    fn pivot_into(&self, row: usize, column: usize, next: &mut Vec<Z>) -> Option<Z> {
        assert!(self.sign(row, column) != Sign::Zero, "a pivot is not 0");
        let width = self.width;
        let negative = self.sign(row, column) == Sign::Negative;
        let signed = |x: &Z| if negative { x.negated() } else { x.clone() };
        let pivot = signed(self.cell(row, column));
        let mut pivot_row: Vec<Z> = self.cells[row * width..][..width].iter().map(signed).collect();
        let divisor = self.denominator.divisor();
        let kept = pivot == self.denominator;

        next.reserve_exact(self.cells.len());
        for i in 0..self.rows() {
            let old = &self.cells[i * width..][..width];
            let factor = &old[column];
            if i == row {
                // A placeholder: the pivot row itself is put here last
                next.extend((0..width).map(|_| Z::zero()));
            } else if kept && factor.is_zero() {
                next.extend_from_slice(old);
            } else {
                let mut fits = true;
                next.extend(old.iter().zip(&pivot_row).map(|(t, r)| {
                    let cell = Z::cross(&pivot, t, factor, r, &divisor);
                    fits &= cell.is_some();
                    cell.unwrap_or_else(Z::zero)
                }));
                if !fits {
                    return None;
                }
                next[i * width + column] = if negative { factor.clone() } else { factor.negated() };
            }
        }
        pivot_row[column] = signed(&self.denominator);
        for (cell, new) in next[row * width..][..width].iter_mut().zip(pivot_row) {
            *cell = new;
        }
        Some(pivot)
    }

    /// Of the first `rows` rows, those with a positive cell in `column`, the first with the least
    /// right-hand side for each unit of that cell, and whether others have as little.
    pub(super) fn limiting_row(&self, column: usize, rows: usize) -> Option<(usize, bool)> {
        let mut limiting = None;
        for row in 0..rows {
            if self.sign(row, column) != Sign::Positive {
                continue;
            }
            let order = match limiting {
                Some((first, _)) => self.compare_ratios(column, row, first),
                None => Ordering::Less,
            };
            match order {
                Ordering::Less => limiting = Some((row, false)),
                Ordering::Equal => limiting = limiting.map(|(first, _)| (first, true)),
                Ordering::Greater => {}
            }
        }
        limiting
    }

    /// How the right-hand sides of two rows compare, each for one unit of its cell in `column`,
    /// which is positive.
    pub(super) fn compare_ratios(&self, column: usize, a: usize, b: usize) -> Ordering {
        let end = self.width - 1;
        let (cell, other) = (self.cell(a, column), self.cell(b, column));
        Z::compare_products(self.cell(a, end), other, self.cell(b, end), cell)
    }

    /// Of `candidates`, rows with a positive cell in `column`, the one with the least right-hand
    /// side for each unit of that cell; ties are broken by the columns of `reference`, in order.
    pub(super) fn least_row(
        &self,
        column: usize,
        mut candidates: Vec<usize>,
        reference: impl Iterator<Item = Place>,
    ) -> Option<usize> {
        let levels = std::iter::once(Place::Column(self.width - 1)).chain(reference);
        for level in levels {
            if candidates.len() < 2 {
                break;
            }
            match level {
                // 1 in its own row and 0 in all others
                Place::Row(row) => candidates.retain(|&i| i != row),
                Place::Column(j) => keep_least(&mut candidates, |a, b| {
                    Z::compare_products(
                        self.cell(a, j),
                        self.cell(b, column),
                        self.cell(b, j),
                        self.cell(a, column),
                    )
                }),
            }
        }
        candidates.first().copied()
    }

    /// Of `candidates`, rows with a positive cell in `column`, all with the least right-hand side for
    /// each unit of that cell.
    pub(super) fn least_rows(&self, column: usize, mut candidates: Vec<usize>) -> Vec<usize> {
        let end = self.width - 1;
        keep_least(&mut candidates, |a, b| {
            Z::compare_products(
                self.cell(a, end),
                self.cell(b, column),
                self.cell(b, end),
                self.cell(a, column),
            )
        });
        candidates
    }

    /// Of `candidates`, columns with a negative cell in `row`, the one with the least cost for each
    /// unit of that cell; ties are broken by the rows of `reference`, in order.
    pub(super) fn least_column(
        &self,
        row: usize,
        costs: usize,
        mut candidates: Vec<usize>,
        reference: impl Iterator<Item = Place>,
    ) -> Option<usize> {
        // The dual of `least_row`: its tableau is the negated transpose of this one, costs excepted
        let compare = |a: usize, b: usize, level: usize| {
            Z::compare_products(
                self.cell(level, a),
                self.cell(row, b),
                self.cell(level, b),
                self.cell(row, a),
            )
        };
        keep_least(&mut candidates, |a, b| compare(a, b, costs).reverse());
        for level in reference {
            if candidates.len() < 2 {
                break;
            }
            match level {
                Place::Column(column) => candidates.retain(|&j| j != column),
                Place::Row(level) => keep_least(&mut candidates, |a, b| compare(a, b, level)),
            }
        }
        candidates.first().copied()
    }
}

impl<Z: Clone> Grid<Z> {
    /// The same grid in longer integers.
    pub(super) fn widened<Y: From<Z>>(&self) -> Grid<Y> {
        Grid {
            width: self.width,
            cells: self.cells.iter().cloned().map(Y::from).collect(),
            spare: Vec::new(),
            denominator: self.denominator.clone().into(),
        }
    }

    /// The same grid in shorter integers, if all fit.
    pub(super) fn narrowed<Y>(&self, narrow: impl Fn(&Z) -> Option<Y>) -> Option<Grid<Y>> {
        let denominator = narrow(&self.denominator)?;
        let cells = self.cells.iter().map(narrow).collect::<Option<Vec<Y>>>()?;
        Some(Grid { width: self.width, cells, spare: Vec::new(), denominator })
    }

    /// The same grid with some of its columns only.
    pub(super) fn with_columns(&self, columns: &[usize]) -> Self {
        let rows = self.cells.chunks(self.width);
        Self {
            width: columns.len(),
            cells: rows.flat_map(|row| columns.iter().map(|&j| row[j].clone())).collect(),
            spare: Vec::new(),
            denominator: self.denominator.clone(),
        }
    }

    pub(super) fn remove_row(&mut self, row: usize) {
        self.cells.drain(row * self.width..(row + 1) * self.width);
    }
}

/// Keeps the least candidates, all of them, in order.
fn keep_least(candidates: &mut Vec<usize>, compare: impl Fn(usize, usize) -> Ordering) {
    let mut least: Vec<usize> = Vec::new();
    for &candidate in &*candidates {
        match least.first().map_or(Ordering::Equal, |&best| compare(candidate, best)) {
            Ordering::Less => least = vec![candidate],
            Ordering::Equal => least.push(candidate),
            Ordering::Greater => {}
        }
    }
    *candidates = least;
}

/// Of `candidates`, the one with the most negative number, if any is negative.
pub(super) fn most_negative<'a, Z: Integer + 'a>(
    candidates: impl Iterator<Item = usize>,
    cell: impl Fn(usize) -> &'a Z,
) -> Option<usize> {
    candidates.filter(|&k| cell(k).sign() == Sign::Negative).min_by(|&a, &b| cell(a).cmp(cell(b)))
}
