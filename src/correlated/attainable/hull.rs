//! Convex polygons in exact coordinates.

use super::Corner;
use crate::game::extreme;
use crate::linalg::Fractions;
use crate::num::{Rational, Ring};

/// A point with exact coordinates.
pub(super) type Point = [Rational; 2];

/// The direction to the right of the way from one point to another, in small integers.
pub(super) fn outward(from: &Point, to: &Point) -> Point {
    let normal = [to[1].minus(&from[1]), from[0].minus(&to[0])];
    let unit = Fractions::new(&normal).unit();
    normal.map(|mut x| {
        x /= &unit;
        x
    })
}

pub(super) fn along(normal: &Point, point: &Point) -> Rational {
    let mut sum = Rational::zero();
    sum.add_product(&normal[0], &point[0]);
    sum.add_product(&normal[1], &point[1]);
    sum
}

/// Whether two directions differ by no more than a positive factor.
pub(super) fn same_direction(a: &Point, b: &Point) -> bool {
    let product = |x: &Rational, y: &Rational| {
        let mut product = x.clone();
        product *= y;
        product
    };
    a == b || (product(&a[0], &b[1]) == product(&a[1], &b[0]) && along(a, b) > Rational::zero())
}

/// The corners of the convex hull of `points`, counterclockwise from the leftmost, lowest.
///
/// # Complexity
/// That of sorting.
pub fn hull(points: &[Point]) -> Vec<Point> {
    extreme(points.to_vec(), |point| point)
}

/// Those of `all` that are corners of their hull, in the same order.
pub(super) fn corners(all: Vec<Corner>) -> Vec<Corner> {
    extreme(all, |corner| &corner.point)
}
