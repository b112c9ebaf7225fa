//! The equations of the path, and Newton's method for them.
//!
//! With x the strategy of the first player, y that of the second, u and v the payoffs that bound
//! theirs and μ the weight of the barrier, each strategy satisfies x(i) (u − (A y)(i)) = μ, and
//! y(j) (v − (x B)(j)) = μ. Unknowns are the logarithms: along the path those of played strategies
//! come to rest, and those of all others fall as log μ does, so that both become straight.

use nalgebra::{DMatrix, DMatrixView, DMatrixViewMut, DVector, Dyn, LU, Matrix3, Vector3};
use rayon::prelude::*;

use crate::linalg::{Curve, CurvePoint, CurveSlopes};

/// Columns that are multiplied at a time; the same whatever the number of threads.
const COLUMNS: usize = 64;

/// The payoffs as the path sees them.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// Those of the first player, in whose matrix both are written.
    pub(super) first: DMatrix<f64>,
    pub(super) second: DMatrix<f64>,
    /// `second`, transposed.
    second_by_column: DMatrix<f64>,
}

/// A point of the path, or a direction in which it goes on.
#[derive(Clone, Debug)]
pub(super) struct Point {
    /// Logarithms of the probabilities of either player.
    pub(super) logs: [DVector<f64>; 2],
    /// What bounds the payoffs of either player: u and v.
    pub(super) bounds: [f64; 2],
    /// Logarithm of μ.
    pub(super) weight: f64,
}

impl Point {
    /// The direction in which nothing moves, for so many strategies of either player.
    pub(super) fn still(counts: [usize; 2]) -> Self {
        Self { logs: counts.map(DVector::zeros), bounds: [0.0; 2], weight: 0.0 }
    }
}

impl CurvePoint for Point {
    fn moved(&self, by: &Self, times: f64) -> Self {
        Self {
            logs: [0, 1].map(|p| &self.logs[p] + &by.logs[p] * times),
            bounds: [0, 1].map(|p| self.bounds[p] + by.bounds[p] * times),
            weight: self.weight + by.weight * times,
        }
    }

    /// The largest change of a logarithm.
    fn size(&self) -> f64 {
        // `max` would pass over what is not a number
        let logs = self.logs.iter().flat_map(|logs| logs.iter());
        logs.fold(0.0, |most, log| if log.abs() > most || log.is_nan() { log.abs() } else { most })
    }

    /// Bounds apart.
    fn dot(&self, other: &Self) -> f64 {
        let [first, second] = [0, 1].map(|p| self.logs[p].dot(&other.logs[p]));
        first + second + self.weight * other.weight
    }

    fn height(&self) -> f64 {
        self.weight
    }
}

/// The derivatives at a point, ready to solve systems with.
#[derive(Debug)]
pub(super) struct Factored<'a> {
    field: &'a Field,
    /// Probabilities.
    played: [DVector<f64>; 2],
    /// μ over the probabilities: how far from the bound each strategy is on the path.
    slack: [DVector<f64>; 2],
    reduced: LU<f64, Dyn, Dyn>,
    /// How logarithms respond to the bounds and to log μ.
    responses: [[DVector<f64>; 2]; 3],
}

impl Field {
    pub(super) fn new(first: DMatrix<f64>, second: DMatrix<f64>) -> Self {
        let second_by_column = second.transpose();
        Self { first, second, second_by_column }
    }

    /// What each strategy of the first player earns.
    pub(super) fn earned_by_first(&self, other: &DVector<f64>) -> DVector<f64> {
        &self.first * other
    }

    /// What each strategy of the second player earns.
    pub(super) fn earned_by_second(&self, other: &DVector<f64>) -> DVector<f64> {
        self.second.tr_mul(other)
    }

    /// −Bᵀ diag(weights) A diag(scales) + diag(diagonal).
    fn reduced(
        &self,
        weights: &DVector<f64>,
        scales: &DVector<f64>,
        diagonal: &DVector<f64>,
    ) -> DMatrix<f64> {
        let (rows, columns) = self.first.shape();
        let mut product = DMatrix::zeros(columns, columns);
        let payoffs = self.first.as_slice().par_chunks(rows * COLUMNS);
        let blocks = product.as_mut_slice().par_chunks_mut(columns * COLUMNS);
        blocks.zip(payoffs).enumerate().for_each(|(block, (into, payoffs))| {
            let width = payoffs.len() / rows;
            let mut weighted = DMatrixView::from_slice(payoffs, rows, width).clone_owned();
            for (place, mut column) in weighted.column_iter_mut().enumerate() {
                column.component_mul_assign(weights);
                column *= scales[block * COLUMNS + place];
            }
            let mut into = DMatrixViewMut::from_slice(into, columns, width);
            into.gemm(-1.0, &self.second_by_column, &weighted, 0.0);
        });
        for (place, &entry) in diagonal.iter().enumerate() {
            product[(place, place)] += entry;
        }
        product
    }
}

impl<'a> Factored<'a> {
    pub(super) fn new(field: &'a Field, point: &Point) -> Option<Self> {
        let weight = point.weight.exp();
        let played = [0, 1].map(|p| point.logs[p].map(f64::exp));
        let slack = [0, 1].map(|p| played[p].map(|probability| weight / probability));
        let ratios = played[0].component_div(&slack[0]);
        let reduced = field.reduced(&ratios, &played[1], &slack[1]);
        if !reduced.iter().all(|entry| entry.is_finite()) {
            return None;
        }
        let [rows, columns] = [0, 1].map(|p| played[p].len());
        let mut factored =
            Self { field, played, slack, reduced: reduced.lu(), responses: Default::default() };
        let ones = |count| DVector::from_element(count, -1.0);
        let zeros = DVector::zeros;
        factored.responses = [
            factored.solved(&ones(rows), zeros(columns))?,
            factored.solved(&zeros(rows), ones(columns))?,
            factored.solved(&factored.slack[0], factored.slack[1].clone())?,
        ];
        Some(factored)
    }

    /// The changes d of the logarithms for which slack(0) d(0) − A (y d(1)) = `first` and
    /// slack(1) d(1) − (x d(0)) B = `second`.
    fn solved(&self, first: &DVector<f64>, mut second: DVector<f64>) -> Option<[DVector<f64>; 2]> {
        let over = first.component_div(&self.slack[0]);
        second += self.field.earned_by_second(&over.component_mul(&self.played[0]));
        if !self.reduced.solve_mut(&mut second) {
            return None;
        }
        let mut own = self.field.earned_by_first(&second.component_mul(&self.played[1]));
        own += first;
        own.component_div_assign(&self.slack[0]);
        Some([own, second])
    }

    /// `changes` with as much of the responses added.
    fn combined(&self, mut changes: [DVector<f64>; 2], amounts: [f64; 3]) -> Point {
        for (response, amount) in self.responses.iter().zip(amounts) {
            for (change, response) in changes.iter_mut().zip(response) {
                change.axpy(amount, response, 1.0);
            }
        }
        let [first, second, weight] = amounts;
        Point { logs: changes, bounds: [first, second], weight }
    }
}

impl Curve for Field {
    type Point = Point;
    type Slopes<'a> = Factored<'a>;

    fn slopes(&self, point: &Point) -> Option<Factored<'_>> {
        Factored::new(self, point)
    }
}

impl CurveSlopes<Point> for Factored<'_> {
    /// One step of Newton's method from `point` towards the path, and towards the plane in which
    /// `along` has the product `target` with what was gone since `start`. The derivatives need not
    /// be those of the point.
    fn step(&self, point: &Point, (along, start, target): (&Point, &Point, f64)) -> Option<Point> {
        let weight = point.weight.exp();
        let played = [0, 1].map(|p| point.logs[p].map(f64::exp));
        let error = |p: usize, earned: DVector<f64>| {
            let slack = played[p].map(|probability| weight / probability - point.bounds[p]);
            earned + slack
        };
        let first = error(0, self.field.earned_by_first(&played[1]));
        let second = error(1, self.field.earned_by_second(&played[0]));
        let changes = self.solved(&first, second)?;
        let gone = point.moved(start, -1.0);
        let line = |changes: &[DVector<f64>; 2]| {
            let sums = [0, 1].map(|p| self.played[p].dot(&changes[p]));
            let along = along.logs[0].dot(&changes[0]) + along.logs[1].dot(&changes[1]);
            Vector3::new(sums[0], sums[1], along)
        };
        let mut matrix = Matrix3::from_columns(&self.responses.each_ref().map(line));
        matrix[(2, 2)] += along.weight;
        let sums = [0, 1].map(|p| played[p].sum() - 1.0);
        let right_side =
            -(Vector3::new(sums[0], sums[1], along.dot(&gone) - target) + line(&changes));
        let amounts = matrix.lu().solve(&right_side)?;
        Some(self.combined(changes, amounts.into()))
    }

    /// The direction of the path, on the side of `before`, in which the largest change of a
    /// logarithm is 1.
    fn direction(&self, before: &Point) -> Option<Point> {
        let sums = self
            .responses
            .each_ref()
            .map(|response| [0, 1].map(|p| self.played[p].dot(&response[p])));
        let [[a, c], [b, d], [e, f]] = sums;
        let determinant = a * d - b * c;
        let bounds = [(b * f - d * e) / determinant, (c * e - a * f) / determinant];
        let still = Point::still(self.played.each_ref().map(DVector::len));
        let direction = self.combined(still.logs.clone(), [bounds[0], bounds[1], 1.0]);
        let size = direction.size().max(direction.weight);
        let sign = if direction.dot(before) < 0.0 { -1.0 } else { 1.0 };
        size.is_finite().then(|| still.moved(&direction, sign / size))
    }
}
