//! Linear programs in few variables and many constraints, in floats: the dual simplex method, from one basis to the next.

/// Rounding of one operation, and a little more.
pub(super) const ROUND: f64 = 2.3e-16;
/// What a pivot must be away from 0; a wrong choice costs time only.
const PIVOT: f64 = 1e-11;
/// Bases looked at before the search ends where it is, for each variable.
const PATIENCE: usize = 40;

/// Constraints: for each row, slopes · variables ≤ bound.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    /// One column for each variable.
    pub columns: Vec<Vec<f64>>,
    pub bounds: Vec<f64>,
}

/// How a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// Every constraint holds.
    Best,
    /// This row contradicts those of the basis.
    Nothing(usize),
    /// Weights that should not be negative are, or there were too many bases.
    Stopped,
}

/// Room for a search that is used again.
#[derive(Clone, Debug, Default)]
pub(super) struct Search {
    inverse: Vec<f64>,
    square: Vec<f64>,
    values: Vec<f64>,
    /// Where the constraints of the basis are equations.
    pub point: Vec<f64>,
    /// Of the constraints of the basis: their sum is the objective.
    pub weights: Vec<f64>,
    /// The last row that was looked at, as a sum of those of the basis.
    pub parts: Vec<f64>,
}

impl Search {
    /// Maximises costs · variables from a basis whose weights are not negative, and leaves there the one at which it ends. Violations
    /// up to `slack` count as none.
    pub(super) fn run(
        &mut self,
        rows: &Rows,
        costs: &[f64],
        basis: &mut [usize],
        slack: f64,
    ) -> Ended {
        for _ in 0..PATIENCE * (costs.len() + 2) {
            if !self.settle(rows, costs, basis) {
                return Ended::Stopped;
            }
            let Some(entering) = self.most_violated(rows, slack) else { return Ended::Best };
            self.split(rows, entering);
            let mut leaving: Option<(usize, f64)> = None;
            for (place, (part, weight)) in self.parts.iter().zip(&self.weights).enumerate() {
                if *part > PIVOT {
                    let ratio = weight.max(0.0) / part;
                    if leaving.is_none_or(|(_, least)| ratio < least) {
                        leaving = Some((place, ratio));
                    }
                }
            }
            match leaving {
                Some((place, _)) => basis[place] = entering,
                None => return Ended::Nothing(entering),
            }
        }
        Ended::Stopped
    }

    /// The point and the weights of a basis; false where there are none, or a weight is negative.
    fn settle(&mut self, rows: &Rows, costs: &[f64], basis: &[usize]) -> bool {
        let size = costs.len();
        if !self.invert(rows, basis) {
            return false;
        }
        self.point.clear();
        self.weights.clear();
        for i in 0..size {
            let row = &self.inverse[i * size..(i + 1) * size];
            self.point.push(row.iter().zip(basis).map(|(x, &row)| x * rows.bounds[row]).sum());
            let weight: f64 =
                costs.iter().enumerate().map(|(j, c)| c * self.inverse[j * size + i]).sum();
            let whole: f64 =
                costs.iter().enumerate().map(|(j, c)| (c * self.inverse[j * size + i]).abs()).sum();
            if weight.is_nan() || weight < -PIVOT * (1.0 + whole) {
                return false;
            }
            self.weights.push(weight);
        }
        true
    }

    fn most_violated(&mut self, rows: &Rows, slack: f64) -> Option<usize> {
        self.values.clear();
        self.values.extend(rows.bounds.iter().map(|bound| -bound));
        for (x, column) in self.point.iter().zip(&rows.columns) {
            for (value, slope) in self.values.iter_mut().zip(column) {
                *value += x * slope;
            }
        }
        let most = self.values.iter().copied().fold(slack, f64::max);
        if most > slack { self.values.iter().position(|value| *value >= most) } else { None }
    }

    fn split(&mut self, rows: &Rows, row: usize) {
        let size = rows.columns.len();
        self.parts.clear();
        for i in 0..size {
            let slopes = rows.columns.iter().enumerate();
            self.parts
                .push(slopes.map(|(j, column)| column[row] * self.inverse[j * size + i]).sum());
        }
    }

    /// Gauss and Jordan, with the greatest pivot of each column.
    fn invert(&mut self, rows: &Rows, basis: &[usize]) -> bool {
        let size = basis.len();
        self.square.clear();
        self.square.extend(basis.iter().flat_map(|&row| rows.columns.iter().map(move |c| c[row])));
        self.inverse.clear();
        self.inverse.resize(size * size, 0.0);
        for i in 0..size {
            self.inverse[i * size + i] = 1.0;
        }
        for column in 0..size {
            let mut pivot = column;
            for row in column + 1..size {
                let at = |row: usize| self.square[row * size + column].abs();
                if at(row) > at(pivot) {
                    pivot = row;
                }
            }
            let divisor = self.square[pivot * size + column];
            if divisor.is_nan() || divisor.abs() <= PIVOT {
                return false;
            }
            for j in 0..size {
                self.square.swap(pivot * size + j, column * size + j);
                self.inverse.swap(pivot * size + j, column * size + j);
            }
            for j in 0..size {
                self.square[column * size + j] /= divisor;
                self.inverse[column * size + j] /= divisor;
            }
            for row in (0..size).filter(|&row| row != column) {
                let factor = self.square[row * size + column];
                for j in 0..size {
                    self.square[row * size + j] -= factor * self.square[column * size + j];
                    self.inverse[row * size + j] -= factor * self.inverse[column * size + j];
                }
            }
        }
        true
    }
}

/// No point that satisfies the rows, and has coordinates of this size at most, has more of costs · point: the weighted sum of the
/// rows, of which weights below 0 are left out, and what it does not account for, rounded upward. Rows are taken as exact.
///
/// Source: A. Neumaier and O. Shcherbina, "Safe bounds in linear and mixed-integer linear programming", *Mathematical Programming*
/// 99 (2004), 283–296 (`neumaier2004`).
pub(super) fn safe_bound(
    rows: &Rows,
    weighted: impl Iterator<Item = (usize, f64)> + Clone,
    costs: &[f64],
    sizes: &[f64],
) -> f64 {
    let weighted = weighted.map(|(row, weight)| (row, weight.max(0.0)));
    let terms = costs.len() + 1;
    let (mut sum, mut whole) = (0.0, 0.0);
    for (row, weight) in weighted.clone() {
        sum += weight * rows.bounds[row];
        whole += (weight * rows.bounds[row]).abs();
    }
    for ((column, cost), size) in rows.columns.iter().zip(costs).zip(sizes) {
        let (mut rest, mut all) = (*cost, cost.abs());
        for (row, weight) in weighted.clone() {
            rest -= weight * column[row];
            all += (weight * column[row]).abs();
        }
        let rest = (rest.abs() + error(terms) * all) * size;
        sum += rest;
        whole += rest;
    }
    // Sums of so many terms, twice over: this one, and what is added to it
    sum + error(2 * terms + 2) * whole + f64::MIN_POSITIVE
}

/// What a sum of so many products may be wrong by, as a part of the sum of their sizes; more than what is proved, for the sizes are
/// sums themselves.
#[allow(clippy::cast_precision_loss)] // few
pub(super) fn error(terms: usize) -> f64 {
    ROUND * (terms + 8) as f64
}
