//! One best-response polytope in floats: a basic solution on a face, and how to move along it.

use crate::game::{Labels, Polytope};

/// Numbers nearer to 0 than this count as 0. What is concluded from that is proved exactly later,
/// or undone.
const NEAR: f64 = 1e-9;

/// Tableau of the slacks and weights of a polytope: `basic = b − Σ a · nonbasic`. Variables go by
/// their labels.
#[derive(Clone, Debug)]
pub(super) struct Dictionary {
    width: usize,
    /// Rows of `width` coefficients and then b.
    cells: Vec<f64>,
    basic: Vec<u16>,
    nonbasic: Vec<u16>,
    /// By label: the row of a basic variable, or −1 − the column of a nonbasic one.
    places: Vec<i16>,
    /// Labels of the slacks, in the order of the inequalities.
    slacks: std::ops::Range<usize>,
    /// Variables that are held at 0.
    pub(super) fixed: Labels,
}

/// What came of holding a variable at 0.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fixing<P> {
    /// It is 0 now.
    Done,
    /// It cannot be 0 on the face: a proof, or weights that should make one.
    Empty(P),
    /// Nothing is known.
    Lost,
}

impl Dictionary {
    /// The dictionary at 0.
    pub(super) fn new(polytope: &Polytope) -> Self {
        let (rows, width) = (polytope.rows(), polytope.columns());
        let mut cells = Vec::with_capacity(rows * (width + 1));
        for row in polytope.floats().chunks_exact(width) {
            cells.extend_from_slice(row);
            cells.push(1.0);
        }
        let label = |n: usize| u16::try_from(n).expect("labels are few");
        let basic: Vec<u16> = (0..rows).map(|row| label(polytope.row_label(row))).collect();
        let nonbasic: Vec<u16> = (0..width).map(|c| label(polytope.column_label(c))).collect();
        let mut places = vec![0; rows + width];
        for (row, &label) in basic.iter().enumerate() {
            places[usize::from(label)] = place(row);
        }
        for (column, &label) in nonbasic.iter().enumerate() {
            places[usize::from(label)] = -1 - place(column);
        }
        let slacks = polytope.row_label(0)..polytope.row_label(rows);
        Self { width, cells, basic, nonbasic, places, slacks, fixed: Labels::default() }
    }

    /// The same as `other`, in the memory there is.
    pub(super) fn copy_from(&mut self, other: &Self) {
        self.width = other.width;
        self.cells.clone_from(&other.cells);
        self.basic.clone_from(&other.basic);
        self.nonbasic.clone_from(&other.nonbasic);
        self.places.clone_from(&other.places);
        self.slacks.clone_from(&other.slacks);
        self.fixed = other.fixed;
    }

    fn row(&self, row: usize) -> &[f64] {
        &self.cells[row * (self.width + 1)..][..=self.width]
    }

    fn end(&self, row: usize) -> f64 {
        self.cells[row * (self.width + 1) + self.width]
    }

    /// The row of a basic variable.
    fn row_of(&self, label: usize) -> Option<usize> {
        usize::try_from(self.places[label]).ok()
    }

    fn is_free(&self, column: usize) -> bool {
        !self.fixed.contains(self.nonbasic[column].into())
    }

    /// The value of a variable.
    pub(super) fn value(&self, label: usize) -> f64 {
        self.row_of(label).map_or(0.0, |row| self.end(row))
    }

    fn pivot(&mut self, row: usize, column: usize) {
        let stride = self.width + 1;
        let (before, rest) = self.cells.split_at_mut(row * stride);
        let (own, after) = rest.split_at_mut(stride);
        let inverse = 1.0 / own[column];
        own[column] = 1.0;
        own.iter_mut().for_each(|cell| *cell *= inverse);
        for other in before.chunks_exact_mut(stride).chain(after.chunks_exact_mut(stride)) {
            let factor = other[column];
            if factor != 0.0 {
                other[column] = 0.0;
                for (cell, p) in other.iter_mut().zip(&*own) {
                    *cell -= factor * p;
                }
            }
        }
        let (leaving, entering) = (self.basic[row], self.nonbasic[column]);
        self.basic[row] = entering;
        self.nonbasic[column] = leaving;
        self.places[usize::from(entering)] = place(row);
        self.places[usize::from(leaving)] = -1 - place(column);
    }

    /// The row that limits the growth of `column`'s variable first, and how far that is; of equally
    /// near ones `wanted`, else the one with the greatest coefficient.
    fn limiting(&self, column: usize, wanted: usize) -> Option<(usize, f64)> {
        let mut best: Option<(usize, f64, f64)> = None;
        for row in 0..self.basic.len() {
            let cells = self.row(row);
            let coefficient = cells[column];
            if coefficient > NEAR {
                let ratio = cells[self.width].max(0.0) / coefficient;
                let better = best.is_none_or(|(held, least, greatest)| {
                    let tied = (ratio - least).abs() <= 1e-13 * (1.0 + least);
                    if tied {
                        row == wanted || held != wanted && coefficient > greatest
                    } else {
                        ratio < least
                    }
                });
                if better {
                    best = Some((row, ratio, coefficient));
                }
            }
        }
        best.map(|(row, ratio, _)| (row, ratio))
    }

    /// The free column whose entry in `row` is greatest, by `size`.
    fn entering(&self, row: usize, size: impl Fn(f64) -> f64) -> Option<usize> {
        let mut best: Option<(usize, f64)> = None;
        for (column, cell) in self.row(row)[..self.width].iter().enumerate() {
            let size = size(*cell);
            if size > best.map_or(NEAR, |(_, size)| size) && self.is_free(column) {
                best = Some((column, size));
            }
        }
        best.map(|(column, _)| column)
    }

    /// Holds a variable at 0 from now on.
    ///
    /// [`Fixing::Empty`] comes with the weights of a combination of the inequalities that shows
    /// that it is positive on the whole face.
    pub(super) fn fix(&mut self, label: usize) -> Fixing<Vec<f64>> {
        let most = 50 + 4 * (self.width + self.basic.len());
        for _ in 0..most {
            let Some(row) = self.row_of(label) else {
                self.fixed.insert(label);
                return Fixing::Done;
            };
            if self.end(row) <= NEAR {
                // At 0 already: it must leave the basis all the same, lest it rise again
                self.cells[row * (self.width + 1) + self.width] = 0.0;
                if let Some(column) = self.entering(row, f64::abs) {
                    self.pivot(row, column);
                }
                // Without a column to leave by, it is 0 on the whole face
                self.fixed.insert(label);
                return Fixing::Done;
            }
            let Some(column) = self.entering(row, |cell| cell) else {
                return Fixing::Empty(self.weights(row));
            };
            let Some((limit, _)) = self.limiting(column, row) else { return Fixing::Lost };
            self.pivot(limit, column);
        }
        Fixing::Lost
    }

    /// The combination of the inequalities that makes up a row: a weight for each of them, by the
    /// order of their labels.
    fn weights(&self, row: usize) -> Vec<f64> {
        self.slacks
            .clone()
            .map(|label| match self.places[label] {
                own if own == place(row) => 1.0,
                other if other >= 0 => 0.0,
                column => self.row(row)[usize::from((-1 - column).unsigned_abs())],
            })
            .collect()
    }

    /// Whether a variable is positive.
    pub(super) fn is_positive(&self, label: usize) -> bool {
        self.value(label) > NEAR
    }

    /// Whether a variable that may be positive can be: maximises it, by the smallest-index rule,
    /// until it is.
    pub(super) fn raise(&mut self, label: usize) -> bool {
        for _ in 0..50 + 10 * (self.width + self.basic.len()) {
            let row = self.row_of(label);
            if row.is_some_and(|row| self.end(row) > NEAR) {
                return true;
            }
            let column = match row {
                None => usize::from((-1 - self.places[label]).unsigned_abs()),
                Some(row) => {
                    let falls =
                        |&column: &usize| self.row(row)[column] < -NEAR && self.is_free(column);
                    match (0..self.width).filter(falls).min_by_key(|&c| self.nonbasic[c]) {
                        Some(column) => column,
                        None => return false,
                    }
                }
            };
            let Some(limit) = self.smallest_limiting(column) else { return true };
            self.pivot(limit, column);
        }
        // Not settled: what follows is checked exactly
        true
    }

    /// As [`Self::limiting`], with the smallest label of equally near ones.
    fn smallest_limiting(&self, column: usize) -> Option<usize> {
        let ratio = |row: usize| self.end(row).max(0.0) / self.row(row)[column];
        let rows = || (0..self.basic.len()).filter(|&row| self.row(row)[column] > NEAR);
        let least = rows().map(ratio).fold(f64::INFINITY, f64::min);
        rows().filter(|&row| ratio(row) <= least + NEAR).min_by_key(|&row| self.basic[row])
    }
}

fn place(n: usize) -> i16 {
    i16::try_from(n).expect("labels are few")
}
