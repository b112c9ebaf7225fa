//! A cube cut by planes: its corners, its facets and its volume, exactly.

use super::simplices::{Faces, ROUNDOFF, Simplices};
use crate::num::{Interval, Rational, Ring, Sign};

/// An affine function of the coordinates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plane {
    /// The value in the centre of the cube.
    pub constant: Rational,
    /// By coordinate.
    pub slopes: Vec<Rational>,
}

impl Plane {
    fn at(&self, point: &[Rational]) -> Rational {
        let mut sum = self.constant.clone();
        for (slope, x) in self.slopes.iter().zip(point) {
            sum.add_product(slope, x);
        }
        sum
    }

    /// The same function upside down.
    #[must_use]
    pub fn negated(&self) -> Self {
        let slopes = self.slopes.iter().map(Rational::negated).collect();
        Self { constant: self.constant.negated(), slopes }
    }
}

/// The part of the cube `[−½, ½]^d` in which some affine functions are at least 0.
///
/// # Examples
/// Half of a square, and the triangle that is left of it above a diagonal:
/// ```
/// use equil::num::Rational;
/// use equil::region::{Plane, Polytope};
///
/// let plane = |constant: i64, slopes: [i64; 2]| Plane {
///     constant: Rational::integer(constant),
///     slopes: slopes.map(Rational::integer).to_vec(),
/// };
/// let square = Polytope::cube(2);
/// let half = square.clipped(&plane(0, [1, 0])).unwrap();
/// assert_eq!(half.volume(), Rational::new(1, 2).unwrap());
/// let part = half.clipped(&plane(0, [1, -1])).unwrap();
/// assert_eq!(part.volume(), Rational::new(3, 8).unwrap());
/// assert!(half.clipped(&plane(-1, [1, 0])).is_none());
/// ```
#[derive(Clone, Debug)]
pub struct Polytope {
    pub(super) dimension: usize,
    corners: Vec<Corner>,
    /// How many planes it was cut by, those of the cube included.
    pub(super) planes: usize,
}

#[derive(Clone, Debug)]
struct Corner {
    at: Vec<Rational>,
    near: Vec<f64>,
    /// The planes on which it lies, as bits: those of the cube first, two for each coordinate.
    tight: u128,
}

impl Corner {
    fn new(at: Vec<Rational>, tight: u128) -> Self {
        let near = at.iter().map(Rational::nearest_f64).collect();
        Self { at, near, tight }
    }
}

/// Planes are numbered by bits.
const MOST_PLANES: usize = 128;

impl Polytope {
    /// The whole cube.
    ///
    /// # Complexity
    /// `2^dimension` corners.
    ///
    /// # Panics
    /// When there are 64 coordinates or more.
    pub fn cube(dimension: usize) -> Self {
        let half = Rational::share(1, 2);
        let corner = |bits: u64| {
            let above = |axis: usize| bits >> axis & 1 == 1;
            let at =
                (0..dimension).map(|axis| if above(axis) { half.clone() } else { half.negated() });
            let tight = (0..dimension).map(|axis| 1_u128 << (2 * axis + usize::from(above(axis))));
            Corner::new(at.collect(), tight.sum())
        };
        let corners = (0..1_u64 << dimension).map(corner).collect();
        Self { dimension, corners, planes: 2 * dimension }
    }

    /// Its corners.
    pub fn corners(&self) -> impl Iterator<Item = &[Rational]> {
        self.corners.iter().map(|corner| &corner.at[..])
    }

    /// For each corner the planes on which it lies, as bits.
    pub(super) fn tight(&self) -> impl ExactSizeIterator<Item = u128> {
        self.corners.iter().map(|corner| corner.tight)
    }

    /// Whether an affine function is positive inside: nowhere negative at the corners, and somewhere positive.
    pub(super) fn is_above(&self, plane: &Plane) -> bool {
        let floats = near(plane);
        let quick: Vec<Option<Sign>> =
            self.corners.iter().map(|corner| near_sign(corner, &floats)).collect();
        // Most planes are below somewhere, as floats tell: ties are looked at only where none is
        if quick.contains(&Some(Sign::Negative)) {
            return false;
        }
        let open = self.corners.iter().zip(&quick).filter(|(_, sign)| sign.is_none());
        let mut exactly = open.map(|(corner, _)| plane.at(&corner.at).signum());
        let above = quick.contains(&Some(Sign::Positive));
        if above {
            exactly.all(|sign| sign != Sign::Negative)
        } else {
            let signs: Vec<Sign> = exactly.collect();
            !signs.contains(&Sign::Negative) && signs.contains(&Sign::Positive)
        }
    }

    /// The part in which `plane` is at least 0; `None` if that has no inside. A plane that cuts nothing off is
    /// no plane of the result.
    ///
    /// Source: T. S. Motzkin, H. Raiffa, G. L. Thompson, R. M. Thrall, "The double description method", in
    /// *Contributions to the Theory of Games* II, Princeton, 1953, 51–73 (`motzkin1953`).
    ///
    /// # Panics
    /// When there are more than 128 planes: see [`Polytope::is_full`].
    ///
    /// # Complexity
    /// A test for each pair of corners on different sides; linear in the corners each where more planes meet in one
    /// than there are coordinates.
    #[must_use]
    pub fn clipped(&self, plane: &Plane) -> Option<Self> {
        let inward = near(plane);
        let signs: Vec<Sign> =
            self.corners.iter().map(|corner| corner_sign(corner, plane, &inward)).collect();
        if !signs.contains(&Sign::Positive) {
            return None;
        }
        if !signs.contains(&Sign::Negative) {
            return Some(self.clone());
        }
        assert!(!self.is_full(), "planes are counted before they are added");
        let bit = 1_u128 << self.planes;
        let mut corners = Vec::new();
        let (mut kept, mut lost) = (Vec::new(), Vec::new());
        for (corner, sign) in self.corners.iter().zip(&signs) {
            match sign {
                Sign::Negative => lost.push((corner, plane.at(&corner.at))),
                Sign::Zero => corners.push(Corner { tight: corner.tight | bit, ..corner.clone() }),
                Sign::Positive => {
                    corners.push(corner.clone());
                    kept.push((corner, plane.at(&corner.at)));
                }
            }
        }
        for (inside, above) in &kept {
            for (outside, below) in &lost {
                if self.are_neighbours(inside, outside) {
                    let at = between(&inside.at, above, &outside.at, below);
                    corners.push(Corner::new(at, inside.tight & outside.tight | bit));
                }
            }
        }
        Some(Self { dimension: self.dimension, corners, planes: self.planes + 1 })
    }

    /// Whether no more planes can be numbered.
    pub fn is_full(&self) -> bool {
        self.planes >= MOST_PLANES
    }

    fn are_neighbours(&self, a: &Corner, b: &Corner) -> bool {
        let common = a.tight & b.tight;
        let shared = common.count_ones() as usize;
        if shared + 1 < self.dimension {
            return false;
        }
        let simple = |corner: &Corner| corner.tight.count_ones() as usize == self.dimension;
        if simple(a) && simple(b) {
            return true;
        }
        let on_edge = self.corners.iter().filter(|corner| corner.tight & common == common);
        on_edge.take(3).count() == 2
    }

    /// The planes that hold a facet each, by number: `2 · axis` and `2 · axis + 1` are the lower and upper side
    /// of the cube, those after them cuts, in the order in which they were made.
    pub fn facets(&self) -> Vec<usize> {
        let faces = Faces::of(self);
        let mut facets: Vec<usize> =
            faces.below(&faces.whole).into_iter().map(|(plane, _)| plane).collect();
        facets.sort_unstable();
        facets
    }

    /// The mean of the corners on a plane that holds a facet: a point inside that facet.
    pub fn inside_facet(&self, facet: usize) -> Vec<Rational> {
        self.mean(self.corners.iter().filter(|corner| corner.tight >> facet & 1 == 1))
    }

    /// The mean of all corners, which is inside.
    pub fn inside(&self) -> Vec<Rational> {
        self.mean(self.corners.iter())
    }

    fn mean<'a>(&self, corners: impl Iterator<Item = &'a Corner>) -> Vec<Rational> {
        let mut sum = vec![Rational::zero(); self.dimension];
        let mut count = 0;
        for corner in corners {
            count += 1;
            for (sum, x) in sum.iter_mut().zip(&corner.at) {
                *sum += x;
            }
        }
        for x in &mut sum {
            *x *= &Rational::share(1, count.max(1));
        }
        sum
    }

    /// The volume, which is 1 for the whole cube.
    ///
    /// The polytope is taken apart into simplices: those over a corner and the simplices of the facets that do
    /// not contain it (Cohen and Hickey 1979, `cohen1979`).
    ///
    /// # Complexity
    /// Exponential in the number of coordinates; some `d!` determinants.
    pub fn volume(&self) -> Rational {
        let points: Vec<&[Rational]> = self.corners.iter().map(|corner| &corner.at[..]).collect();
        let size = |x: &Rational| x.nearest_f64().abs();
        Simplices::new(self, points, size).volume().unwrap_or_else(Rational::zero)
    }

    /// The volume, enclosed: faster.
    pub fn near_volume(&self) -> Interval {
        let points: Vec<&[f64]> = self.corners.iter().map(|corner| &corner.near[..]).collect();
        let found = Simplices::new(self, points, |x: &f64| x.abs()).near_volume();
        found.unwrap_or_else(|| Interval::from_rational(&self.volume()))
    }

    /// The corners in order around it, where there are two coordinates.
    pub fn polygon(&self) -> Vec<&[Rational]> {
        let near =
            |point: &[Rational]| [0, 1].map(|k| point.get(k).map_or(0.0, Rational::nearest_f64));
        let centre = near(&self.inside());
        let angle = |point: &[Rational]| {
            let [x, y] = near(point);
            (y - centre[1]).atan2(x - centre[0])
        };
        let mut points: Vec<&[Rational]> = self.corners().collect();
        points.sort_by(|a, b| angle(a).total_cmp(&angle(b)));
        points
    }
}

/// A plane in floats: its slopes, the value in the centre, and how far a value may be off.
struct Near {
    slopes: Vec<f64>,
    constant: f64,
    error: f64,
}

fn near(plane: &Plane) -> Near {
    let slopes: Vec<f64> = plane.slopes.iter().map(Rational::nearest_f64).collect();
    let constant = plane.constant.nearest_f64();
    // Coordinates are at most ½; each number is rounded once, each product once, each sum once (Higham 2002,
    // `higham2002`, section 3.1), and twice as much for what is left out
    let size = constant.abs() + slopes.iter().map(|slope| slope.abs()).sum::<f64>();
    let steps = f64::from(u32::try_from(slopes.len()).unwrap_or(u32::MAX)) + 4.0;
    Near { slopes, constant, error: 2.0 * steps * ROUNDOFF * size + f64::MIN_POSITIVE }
}

/// The sign at a corner, where floats tell; nothing also where they are infinite or no numbers.
fn near_sign(corner: &Corner, near: &Near) -> Option<Sign> {
    let terms = near.slopes.iter().zip(&corner.near).map(|(slope, x)| slope * x);
    let value = terms.fold(near.constant, |sum, term| sum + term);
    if value > near.error {
        Some(Sign::Positive)
    } else if value < -near.error {
        Some(Sign::Negative)
    } else {
        None
    }
}

fn corner_sign(corner: &Corner, plane: &Plane, near: &Near) -> Sign {
    near_sign(corner, near).unwrap_or_else(|| plane.at(&corner.at).signum())
}

/// The point between two others at which a function is 0 that is positive at the first and negative at the second.
fn between(a: &[Rational], above: &Rational, b: &[Rational], below: &Rational) -> Vec<Rational> {
    let span = above.minus(below);
    let share = span.recip().unwrap_or_else(Rational::zero);
    let (mut of_a, mut of_b) = (below.negated(), above.clone());
    of_a *= &share;
    of_b *= &share;
    a.iter()
        .zip(b)
        .map(|(x, y)| {
            // Along an edge of the cube most coordinates are the same
            if x == y {
                return x.clone();
            }
            let mut point = x.clone();
            point *= &of_a;
            point.add_product(&of_b, y);
            point
        })
        .collect()
}
