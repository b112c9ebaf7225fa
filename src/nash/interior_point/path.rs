//! The path, point by point: a step along its direction, then Newton's method back to it.

use nalgebra::DVector;

use super::system::{Field, Point};
use crate::linalg::{Care, follow as follow_curve, onto};

/// The ways to follow a path, the next when one has lost it. Any path that ends at an equilibrium
/// is as good as another, so the first is quick.
pub(super) const CARES: &[Care] =
    &[Care { tolerance: 0.03, longest: 3.0 }, Care { tolerance: 0.003, longest: 1.0 }];

/// Weight of the barrier at the start, times the larger number of strategies; payoffs have a range
/// of 1.
const WEIGHT: f64 = 10.0;
/// Logarithm of the weight at which floats have nothing left to say.
const LAST: f64 = -34.0;

/// Follows the path and shows `at` each point of it, until that has an answer. `None` where there is
/// none, or where `watch`, which is told how much of the way is behind, ends it.
pub(super) fn follow<T>(
    field: &Field,
    care: Care,
    watch: &mut dyn FnMut(f64) -> bool,
    at: impl FnMut(&Point) -> Option<T>,
) -> Option<T> {
    let start = start(field, watch)?;
    let before = down(&start);
    follow_curve(field, care, (start, before), LAST, watch, at)
}

/// The direction in which only μ falls.
fn down(point: &Point) -> Point {
    Point { weight: -1.0, ..Point::still(point.logs.each_ref().map(DVector::len)) }
}

/// The point of the path where the barrier outweighs all payoffs.
fn start(field: &Field, watch: &mut dyn FnMut(f64) -> bool) -> Option<Point> {
    let (rows, columns) = field.first.shape();
    #[allow(clippy::cast_precision_loss)]
    let [rows, columns] = [rows as f64, columns as f64];
    let weight = WEIGHT / rows.max(columns);
    let logs = [rows, columns].map(|count| -count.ln());
    let uniform = |p: usize| {
        let count = if p == 0 { field.first.nrows() } else { field.first.ncols() };
        DVector::from_element(count, logs[p])
    };
    let point = Point {
        logs: [uniform(0), uniform(1)],
        bounds: [weight * rows, weight * columns],
        weight: weight.ln(),
    };
    let still = down(&point);
    onto(field, point, &still, CARES[0], watch)
}
