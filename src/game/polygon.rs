//! Convex polygons in exact coordinates.

use crate::num::{Rational, Ring, Sign};

/// A convex set of points with two coordinates: a polygon, a segment, a point, or nothing.
///
/// # Examples
/// ```
/// use equil::game::Polygon;
/// use equil::num::Rational;
///
/// let points = [[0, 0], [4, 0], [1, 1], [0, 4]].map(|p| p.map(Rational::integer));
/// let triangle = Polygon::hull(points.to_vec());
/// assert_eq!((triangle.vertices.len(), triangle.area()), (3, Rational::integer(8)));
/// let upper = triangle.at_least(&[Rational::integer(0), Rational::integer(2)]);
/// assert_eq!(upper.area(), Rational::integer(2));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Polygon {
    /// Its extreme points, counterclockwise from the one with the least first coordinate (of several, the least second one).
    pub vertices: Vec<[Rational; 2]>,
}

impl Polygon {
    /// The convex hull of points.
    ///
    /// # Complexity
    /// That of sorting.
    pub fn hull(points: Vec<[Rational; 2]>) -> Self {
        Self { vertices: extreme(points, |point| point) }
    }

    /// The part in which both coordinates are at least so great.
    #[must_use]
    pub fn at_least(&self, floor: &[Rational; 2]) -> Self {
        let mut points = self.vertices.clone();
        for (axis, least) in floor.iter().enumerate() {
            let mut kept: Vec<[Rational; 2]> = Vec::new();
            for (place, here) in points.iter().enumerate() {
                let next = &points[(place + 1) % points.len()];
                if here[axis] >= *least {
                    kept.push(here.clone());
                }
                let crosses = (here[axis] < *least) != (next[axis] < *least);
                if crosses {
                    kept.extend(between(here, next, axis, least));
                }
            }
            // A corner on the line is found from its side, too
            kept.dedup();
            while kept.len() > 1 && kept.first() == kept.last() {
                kept.pop();
            }
            points = kept;
        }
        let first = (0..points.len()).min_by(|&a, &b| points[a].cmp(&points[b]));
        points.rotate_left(first.unwrap_or(0));
        Self { vertices: points }
    }

    /// Its area.
    pub fn area(&self) -> Rational {
        let mut twice = Rational::zero();
        for (place, here) in self.vertices.iter().enumerate() {
            let next = &self.vertices[(place + 1) % self.vertices.len()];
            twice.add_product(&here[0], &next[1]);
            twice.sub_product(&here[1], &next[0]);
        }
        twice *= &Rational::share(1, 2);
        twice
    }

    /// Whether a point is in the set.
    pub fn contains(&self, point: &[Rational; 2]) -> bool {
        match &self.vertices[..] {
            [] => false,
            [only] => only == point,
            [a, b] => {
                turn(a, b, point) == Sign::Zero
                    && (0..2).all(|axis| {
                        let (low, high) =
                            (a[axis].clone().min(b[axis].clone()), (&a[axis]).max(&b[axis]));
                        low <= point[axis] && point[axis] <= *high
                    })
            }
            all => (0..all.len()).all(|place| {
                turn(&all[place], &all[(place + 1) % all.len()], point) != Sign::Negative
            }),
        }
    }

    /// The least value of a coordinate; nothing if the set is empty.
    pub fn least(&self, axis: usize) -> Option<&Rational> {
        self.vertices.iter().map(|vertex| &vertex[axis]).min()
    }
}

/// Those of `all` whose points are corners of their convex hull, counterclockwise from the leftmost, lowest; of several at one point
/// the first.
///
/// # Complexity
/// That of sorting.
///
/// Source: A. M. Andrew, "Another efficient algorithm for convex hulls in two dimensions", *Information Processing Letters* 9
/// (1979), 216–219 (`andrew1979`).
pub fn extreme<T: Clone>(mut all: Vec<T>, point: impl Fn(&T) -> &[Rational; 2]) -> Vec<T> {
    all.sort_by(|a, b| point(a).cmp(point(b)));
    all.dedup_by(|a, b| point(a) == point(b));
    chained(all, |a, b, c| turn(point(a), point(b), point(c)) == Sign::Positive)
}

/// Those of points in order of both coordinates that are corners of their convex hull, counterclockwise, where one tells of three whether
/// the way over them surely turns left.
pub(crate) fn chained<T: Clone>(sorted: Vec<T>, turns_left: impl Fn(&T, &T, &T) -> bool) -> Vec<T> {
    if sorted.len() <= 2 {
        return sorted;
    }
    let half = |items: &mut dyn Iterator<Item = &T>| {
        let mut chain: Vec<T> = Vec::new();
        for item in items {
            while let [.., a, b] = &chain[..]
                && !turns_left(a, b, item)
            {
                chain.pop();
            }
            chain.push(item.clone());
        }
        // Each half ends where the other begins
        chain.pop();
        chain
    };
    let mut corners = half(&mut sorted.iter());
    corners.extend(half(&mut sorted.iter().rev()));
    corners
}

/// Positive where the way from one point over another to a third turns left, negative where it turns right.
pub fn turn(a: &[Rational; 2], b: &[Rational; 2], c: &[Rational; 2]) -> Sign {
    let mut cross = b[0].minus(&a[0]);
    cross *= &c[1].minus(&a[1]);
    cross.sub_product(&b[1].minus(&a[1]), &c[0].minus(&a[0]));
    cross.signum()
}

/// The point of the line through two others that has this value of a coordinate; nothing where they have it in common.
pub fn between(
    a: &[Rational; 2],
    b: &[Rational; 2],
    axis: usize,
    value: &Rational,
) -> Option<[Rational; 2]> {
    let mut part = value.minus(&a[axis]);
    part *= &b[axis].minus(&a[axis]).recip()?;
    let other = 1 - axis;
    let mut second = a[other].clone();
    second.add_product(&part, &b[other].minus(&a[other]));
    let mut point = [second.clone(), second];
    point[axis] = value.clone();
    Some(point)
}
