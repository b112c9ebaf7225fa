//! Convex hulls of points in any number of dimensions, in floats: linear programs over the weights of the points.
//!
//! They are stated as their duals, whose variables are few: a price for weight, and one for each coordinate.

use super::simplex::{Ended, Rows, Search};

/// What it costs to leave the hull, in units of the range of coordinates and the length of a direction: more than prices are, where
/// a set is not extremely thin.
const PENALTY: f64 = 1e7;
/// Weights below this count as none; whatever hangs on them is proved in exact numbers later.
const WEIGHT: f64 = 1e-11;
/// Violations of prices that count as none, in units of the range.
const NEAR: f64 = 1e-13;

/// Points, then what lets a search begin.
pub(super) struct Hull {
    rows: Rows,
    pub count: usize,
    highest: Vec<f64>,
    range: f64,
}

/// The farthest point in a direction: which points it lies between.
pub(super) struct Farthest {
    pub point: Vec<f64>,
    /// Numbers of points, and whether each player's floor is above what they would otherwise get.
    pub between: Vec<usize>,
    pub tight: Vec<bool>,
}

impl Hull {
    /// For [`Hull::farthest`].
    pub(super) fn new(points: &[Vec<f64>], range: f64) -> Self {
        let players = points.first().map_or(0, Vec::len);
        let highest: Vec<f64> = (0..players)
            .map(|axis| points.iter().map(|point| point[axis]).fold(f64::NEG_INFINITY, f64::max))
            .collect();
        let top: Vec<f64> = highest.iter().map(|x| x + range).collect();
        let mut columns = vec![vec![-1.0; points.len()]];
        columns.extend((0..players).map(|axis| points.iter().map(|point| point[axis]).collect()));
        columns[0].extend(vec![0.0; players]);
        columns[0].push(-1.0);
        for (axis, column) in columns[1..].iter_mut().enumerate() {
            column.extend((0..players).map(|player| if player == axis { -1.0 } else { 0.0 }));
            column.push(top[axis]);
        }
        let bounds = vec![0.0; points.len() + players + 1];
        Self { rows: Rows { columns, bounds }, count: points.len(), highest, range }
    }

    /// Prepares for a direction.
    pub(super) fn aim(&mut self, normal: &[f64], length: f64) {
        let Rows { columns, bounds } = &mut self.rows;
        bounds.fill(0.0);
        for (x, column) in normal.iter().zip(&columns[1..]) {
            for (bound, coordinate) in bounds.iter_mut().zip(column) {
                *bound -= x * coordinate;
            }
        }
        let end = bounds.len();
        bounds[self.count..end - 1].fill(0.0);
        bounds[end - 1] += PENALTY * self.range * length;
    }

    /// The farthest point with these coordinates at least; nothing where there is none. Starts from a basis, if it still is one.
    pub(super) fn farthest(
        &self,
        floors: &[f64],
        basis: &mut Vec<usize>,
        search: &mut Search,
    ) -> Option<Farthest> {
        if floors.iter().zip(&self.highest).any(|(floor, high)| floor > high) {
            return None;
        }
        let mut costs = vec![-1.0];
        costs.extend(floors);
        let near = NEAR * self.range;
        let mut ended = Ended::Stopped;
        if !basis.is_empty() {
            ended = search.run(&self.rows, &costs, basis, near);
        }
        let top = self.rows.bounds.len() - 1;
        if ended != Ended::Best {
            *basis = [top].into_iter().chain(self.count..top).collect();
            ended = search.run(&self.rows, &costs, basis, near);
        }
        let weighted = || basis.iter().copied().zip(search.weights.iter().copied());
        if ended != Ended::Best || weighted().any(|(row, weight)| row == top && weight > WEIGHT) {
            return None;
        }
        let players = floors.len();
        let mut point = vec![0.0; players];
        for (row, weight) in weighted().filter(|(row, _)| *row < self.count) {
            for (x, column) in point.iter_mut().zip(&self.rows.columns[1..]) {
                *x += weight * column[row];
            }
        }
        let between = basis.iter().copied().filter(|&row| row < self.count).collect();
        let tight = (0..players).map(|player| !basis.contains(&(self.count + player))).collect();
        Some(Farthest { point, between, tight })
    }
}

/// Points, and a search for those that another one lies between.
pub(super) struct Between {
    rows: Rows,
    count: usize,
    centre: Vec<f64>,
}

impl Between {
    pub(super) fn new(points: &[Vec<f64>], range: f64) -> Self {
        let centre = mean(points);
        let players = centre.len();
        let mut columns = vec![vec![-1.0; points.len() + 1]];
        columns[0].extend(vec![0.0; 2 * players]);
        for (axis, middle) in centre.iter().enumerate() {
            let mut column: Vec<f64> = points.iter().map(|point| point[axis]).collect();
            column.push(*middle);
            for player in 0..players {
                let unit = if player == axis { 1.0 } else { 0.0 };
                column.extend([-unit, unit]);
            }
            columns.push(column);
        }
        let mut bounds = vec![0.0; points.len()];
        bounds.push(1.0);
        bounds.extend(vec![1.0 / range; 2 * players]);
        Self { rows: Rows { columns, bounds }, count: points.len(), centre }
    }

    /// Points that one in their hull lies between; nothing where it seems to be outside.
    pub(super) fn find(&self, point: &[f64], search: &mut Search) -> Option<Vec<usize>> {
        let mut costs = vec![-1.0];
        costs.extend(point);
        let mut basis = vec![self.count];
        for (axis, (x, middle)) in point.iter().zip(&self.centre).enumerate() {
            basis.push(self.count + 1 + 2 * axis + usize::from(x >= middle));
        }
        if search.run(&self.rows, &costs, &mut basis, NEAR) != Ended::Best {
            return None;
        }
        let away: f64 = basis
            .iter()
            .zip(&search.weights)
            .filter(|(row, _)| **row >= self.count)
            .map(|(row, weight)| weight * self.rows.bounds[*row])
            .sum();
        (away <= WEIGHT).then(|| basis.into_iter().filter(|&row| row < self.count).collect())
    }
}

#[allow(clippy::cast_precision_loss)] // few
pub(super) fn mean(points: &[Vec<f64>]) -> Vec<f64> {
    let players = points.first().map_or(0, Vec::len);
    let sum = |axis: usize| points.iter().map(|point| point[axis]).sum::<f64>();
    (0..players).map(|axis| sum(axis) / points.len() as f64).collect()
}
