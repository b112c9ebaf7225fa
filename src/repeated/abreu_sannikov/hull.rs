//! Convex hulls of floats: about where corners are, never what decides.

use crate::game::chained;

/// The distance between 1 and the next float.
pub(super) const ULP: f64 = f64::from_bits((1023 - 52) << 52);

/// Those at the corners of the convex hull, counterclockwise, of what is sorted by both coordinates (`andrew1979`).
pub(super) fn corners<T: Clone>(sorted: Vec<T>, point: impl Fn(&T) -> &[f64; 2]) -> Vec<T> {
    chained(sorted, |a, b, c| turn(point(a), point(b), point(c)) > 0.0)
}

/// Twice the area of a triangle, 0 where it is not surely positive.
fn turn(a: &[f64; 2], b: &[f64; 2], c: &[f64; 2]) -> f64 {
    let (p, q) = ((b[0] - a[0]) * (c[1] - a[1]), (b[1] - a[1]) * (c[0] - a[0]));
    let (cross, slack) = (p - q, 8.0 * ULP * (p.abs() + q.abs()));
    if cross.abs() > slack { cross } else { 0.0 }
}
