//! Sets with short numbers around sets with long ones.

use super::Point;
use crate::game::{Polygon, turn};
use crate::num::{Rational, Ring, Sign};

/// Longer fractions than this are rounded.
const LONG: usize = 160;

/// Bits after the point that are kept, relative to the range of payoffs.
const KEPT: i64 = 110;

/// How many times a corner is moved farther out.
const TRIES: usize = 12;

/// A set that contains another, with as many corners, whose coordinates have no more bits than are needed: each corner that is too
/// long is moved outward, away from its neighbours, by so much that the rounded one still has it between its neighbours and itself.
/// Corners for which that cannot be proved, and those of points and segments, stay.
pub(super) fn rounded(mut set: Polygon, scale: f64) -> Polygon {
    let count = set.vertices.len();
    let long = |point: &Point| point.iter().any(|x| x.bits() > LONG);
    if count < 3 || !set.vertices.iter().any(long) {
        return set;
    }
    #[allow(clippy::cast_possible_truncation)] // the exponent of a float
    let power = scale.max(f64::MIN_POSITIVE).log2().ceil() as i64 - KEPT;
    let Some(unit) = Rational::integer(2).powi(power) else { return set };
    for place in 0..count {
        if long(&set.vertices[place]) {
            let (before, after) = ((place + count - 1) % count, (place + 1) % count);
            let [before, here, after] = [before, place, after].map(|at| &set.vertices[at]);
            if let Some(moved) = outward(before, here, after, &unit) {
                set.vertices[place] = moved;
            }
        }
    }
    // A corner that was moved may cover its neighbour
    Polygon::hull(set.vertices)
}

/// A short point such that the triangle of it and both neighbours contains a corner.
fn outward(before: &Point, here: &Point, after: &Point, unit: &Rational) -> Option<Point> {
    let way = [0, 1].map(|axis| {
        let mut middle = before[axis].clone();
        middle += &after[axis];
        middle *= &Rational::share(1, 2);
        here[axis].minus(&middle).nearest_f64()
    });
    let length = way[0].abs().max(way[1].abs());
    if length == 0.0 || !length.is_finite() {
        return None;
    }
    let mut far = 8.0;
    for _ in 0..TRIES {
        let moved = [0, 1].map(|axis| {
            let mut steps = here[axis].clone();
            steps /= unit;
            let mut whole = steps.floor();
            whole += &Rational::from_f64((way[axis] / length * far).round())
                .unwrap_or_else(Rational::zero);
            whole *= unit;
            whole
        });
        let left = |a: &Point, b: &Point| turn(a, b, here) != Sign::Negative;
        if left(before, &moved) && left(&moved, after) && left(after, before) {
            return Some(moved);
        }
        far *= 8.0;
    }
    None
}
