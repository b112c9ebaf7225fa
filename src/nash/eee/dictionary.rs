//! One best-response polytope in floats: a basic solution on a face, and how to move along it.

use std::ops::Range;

use crate::game::{Labels, Polytope};

/// Numbers nearer to 0 than this count as 0. What is concluded from that is proved exactly later,
/// or undone.
const NEAR: f64 = 1e-9;

/// Ratios as near to each other as this are tied.
const TIED: f64 = 1e-13;

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
    slacks: Range<usize>,
    /// Labels of the weights, in the order of the columns at first.
    weights: Range<usize>,
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
        Self::of(polytope, cells, basic, nonbasic, Labels::default())
    }

    /// A dictionary known already: its cells, the labels of its rows and columns, and what is held at
    /// 0.
    pub(super) fn of(
        polytope: &Polytope,
        cells: Vec<f64>,
        basic: Vec<u16>,
        nonbasic: Vec<u16>,
        fixed: Labels,
    ) -> Self {
        let (rows, width) = (polytope.rows(), polytope.columns());
        let mut places = vec![0; rows + width];
        for (row, &label) in basic.iter().enumerate() {
            places[usize::from(label)] = place(row);
        }
        for (column, &label) in nonbasic.iter().enumerate() {
            places[usize::from(label)] = -1 - place(column);
        }
        let slacks = polytope.row_label(0)..polytope.row_label(rows);
        let weights = polytope.column_label(0)..polytope.column_label(width);
        Self { width, cells, basic, nonbasic, places, slacks, weights, fixed }
    }

    /// The same as `other`, in the memory there is.
    pub(super) fn copy_from(&mut self, other: &Self) {
        self.width = other.width;
        self.cells.clone_from(&other.cells);
        self.basic.clone_from(&other.basic);
        self.nonbasic.clone_from(&other.nonbasic);
        self.places.clone_from(&other.places);
        self.slacks.clone_from(&other.slacks);
        self.weights.clone_from(&other.weights);
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
        for cell in own.iter_mut() {
            *cell *= inverse;
        }
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
                    let tied = (ratio - least).abs() <= TIED * (1.0 + least);
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
                return Fixing::Empty(self.combination(row));
            };
            let Some((limit, _)) = self.limiting(column, row) else { return Fixing::Lost };
            self.pivot(limit, column);
        }
        Fixing::Lost
    }

    /// The combination of the inequalities that makes up a row: a weight for each of them, by the
    /// order of their labels.
    fn combination(&self, row: usize) -> Vec<f64> {
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

/// A quotient of two sums over the weights z of a polytope: (Σ costs(i) z(i) + extra) / Σ z.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quotient {
    /// One for each column.
    pub(super) costs: Vec<f64>,
    pub(super) extra: f64,
}

/// The greatest value of a quotient on a face, and dual values of the inequalities there.
pub(super) struct Greatest {
    pub(super) value: f64,
    pub(super) duals: Vec<f64>,
    /// Inequalities whose slacks are out of the basis, and weights that are in it and not held at 0:
    /// what makes the dual values exact.
    pub(super) tight: Vec<usize>,
    pub(super) played: Vec<usize>,
}

impl Dictionary {
    /// Moves to where the quotient is greatest on the face. `None` when floats do not find it.
    ///
    /// W. Dinkelbach, "On nonlinear fractional programming", *Management Science* 13 (1967),
    /// 492–498 (`dinkelbach1967`): Σ (costs(i) − value) z(i) is maximised for better and better
    /// values, until it is −extra.
    pub(super) fn maximise(&mut self, quotient: &Quotient) -> Option<Greatest> {
        let first = |costs: &[f64]| costs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut value = match self.quotient(quotient) {
            Some(value) => value,
            // At 0: any way out is a start
            None => first(&quotient.costs) - 1.0,
        };
        for _ in 0..30 {
            let costs: Vec<f64> = quotient.costs.iter().map(|cost| cost - value).collect();
            self.optimise(&costs)?;
            let better = self.quotient(quotient);
            match better {
                Some(better) if better > value + NEAR => value = better,
                _ => {
                    let reduced = self.reduced(&costs);
                    let dual = |label: usize| match self.places[label] {
                        column if column < 0 => -reduced[usize::from((-1 - column).unsigned_abs())],
                        _ => 0.0,
                    };
                    let value = better.unwrap_or(value);
                    let duals = self.slacks.clone().map(dual).collect();
                    let (tight, played) = self.support();
                    return Some(Greatest { value, duals, tight, played });
                }
            }
        }
        None
    }

    /// Inequalities whose slacks are out of the basis, and weights that are in it and may differ from
    /// 0, each counted from 0.
    fn support(&self) -> (Vec<usize>, Vec<usize>) {
        let tight = self.slacks.clone().filter(|&label| self.row_of(label).is_none());
        let in_basis =
            |label: &usize| self.row_of(*label).is_some() && !self.fixed.contains(*label);
        let played = self.weights.clone().filter(in_basis);
        (
            tight.map(|label| label - self.slacks.start).collect(),
            played.map(|label| label - self.weights.start).collect(),
        )
    }

    /// The quotient here; `None` at 0.
    fn quotient(&self, quotient: &Quotient) -> Option<f64> {
        let (mut above, mut below) = (quotient.extra, 0.0);
        for (label, cost) in self.weights.clone().zip(&quotient.costs) {
            let weight = self.value(label);
            above += cost * weight;
            below += weight;
        }
        (below > NEAR).then(|| above / below)
    }

    /// What a unit of each nonbasic variable adds to the sum of the costs.
    fn reduced(&self, costs: &[f64]) -> Vec<f64> {
        let cost = |label: u16| {
            let label = usize::from(label);
            if self.weights.contains(&label) { costs[label - self.weights.start] } else { 0.0 }
        };
        let mut reduced: Vec<f64> = self.nonbasic.iter().map(|&label| cost(label)).collect();
        for (row, &label) in self.basic.iter().enumerate() {
            let cost = cost(label);
            if cost != 0.0 {
                for (sum, cell) in reduced.iter_mut().zip(self.row(row)) {
                    *sum -= cost * cell;
                }
            }
        }
        reduced
    }

    /// The primal simplex method.
    fn optimise(&mut self, costs: &[f64]) -> Option<()> {
        let patience = 5 + self.width + self.basic.len();
        for step in 0..6 * patience {
            let reduced = self.reduced(costs);
            let rises = |&column: &usize| reduced[column] > NEAR && self.is_free(column);
            let rising = (0..self.width).filter(rises);
            // The smallest label once the steepest way takes long: it may turn in a circle
            let column = if step < patience {
                rising.max_by(|&a, &b| reduced[a].total_cmp(&reduced[b]))
            } else {
                rising.min_by_key(|&column| self.nonbasic[column])
            };
            let Some(column) = column else { return Some(()) };
            let limit = if step < patience {
                self.limiting(column, usize::MAX).map(|(row, _)| row)
            } else {
                self.smallest_limiting(column)
            };
            self.pivot(limit?, column);
        }
        None
    }
}

fn place(n: usize) -> i16 {
    i16::try_from(n).expect("labels are few")
}
