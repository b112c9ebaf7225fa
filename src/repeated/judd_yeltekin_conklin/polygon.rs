//! The polygon that half-planes have in common, exactly.

use crate::game::Polygon;
use crate::num::{Rational, Ring};

/// The part of a rectangle in which direction · point is at most the level, for each direction; nothing where there are not two
/// players.
pub(super) fn cut(
    ranges: &[(Rational, Rational)],
    directions: &[Vec<Rational>],
    levels: &[Rational],
) -> Option<Polygon> {
    let [(left, right), (low, high)] = ranges else { return None };
    let corners = [[left, low], [right, low], [right, high], [left, high]];
    let mut points: Vec<[Rational; 2]> = corners.map(|corner| corner.map(Clone::clone)).to_vec();
    for (direction, level) in directions.iter().zip(levels) {
        let [a, b] = &direction[..] else { return None };
        let inside: Vec<bool> = points.iter().map(|point| is_inside(a, b, level, point)).collect();
        if inside.iter().all(|inside| *inside) {
            continue;
        }
        let mut kept = Vec::with_capacity(points.len() + 1);
        for (place, here) in points.iter().enumerate() {
            let end = (place + 1) % points.len();
            if inside[place] {
                kept.push(here.clone());
            }
            if inside[place] != inside[end] {
                kept.extend(crossing(a, b, level, here, &points[end]));
            }
        }
        kept.dedup();
        if kept.len() > 1 && kept.first() == kept.last() {
            kept.pop();
        }
        points = kept;
    }
    Some(Polygon::hull(points))
}

fn is_inside(a: &Rational, b: &Rational, level: &Rational, [x, y]: &[Rational; 2]) -> bool {
    excess(a, b, level, &[x.clone(), y.clone()]) <= Rational::zero()
}

fn excess(a: &Rational, b: &Rational, level: &Rational, [x, y]: &[Rational; 2]) -> Rational {
    let mut value = level.negated();
    value.add_product(a, x);
    value.add_product(b, y);
    value
}

/// Where the way from one point to another, on different sides, meets the line.
fn crossing(
    a: &Rational,
    b: &Rational,
    level: &Rational,
    from: &[Rational; 2],
    to: &[Rational; 2],
) -> Option<[Rational; 2]> {
    let start = excess(a, b, level, from);
    let mut part = start.clone();
    part *= &start.minus(&excess(a, b, level, to)).recip()?;
    Some([0, 1].map(|axis| {
        let mut value = from[axis].clone();
        value.add_product(&part, &to[axis].minus(&from[axis]));
        value
    }))
}
