//! The volume of a polytope: the sum over the simplices that it is taken apart into.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::Polytope;
use crate::num::{Interval, Rational, Real};

/// Corners as bits.
type Bits = Rc<[u64]>;

/// The faces of a polytope, each given by its corners.
pub(super) struct Faces {
    /// For each plane the corners on it.
    on: Vec<Bits>,
    /// All corners.
    pub(super) whole: Bits,
}

const WORD: usize = u64::BITS as usize;

impl Faces {
    pub(super) fn of(polytope: &Polytope) -> Self {
        let tight: Vec<u128> = polytope.tight().collect();
        let among = |kept: &dyn Fn(u128) -> bool| -> Bits {
            let word = |part: &[u128]| {
                part.iter()
                    .enumerate()
                    .fold(0, |word, (k, &tight)| word | u64::from(kept(tight)) << k)
            };
            tight.chunks(WORD).map(word).collect()
        };
        let on =
            (0..polytope.planes).map(|plane| among(&|tight| tight >> plane & 1 == 1)).collect();
        Self { on, whole: among(&|_| true) }
    }

    /// The maximal proper faces of a face, each with one of the planes it lies on.
    pub(super) fn below(&self, face: &[u64]) -> Vec<(usize, Bits)> {
        let mut found: Vec<(usize, Bits)> = Vec::new();
        for (plane, corners) in self.on.iter().enumerate() {
            let on: Bits = face.iter().zip(corners.iter()).map(|(a, b)| a & b).collect();
            let within = |a: &[u64], b: &[u64]| a.iter().zip(b).all(|(a, b)| a & !b == 0);
            let none = on.iter().all(|&word| word == 0);
            if none || *on == *face || found.iter().any(|(_, other)| within(&on, other)) {
                continue;
            }
            found.retain(|(_, other)| !within(other, &on));
            found.push((plane, on));
        }
        found
    }
}

fn first(face: &[u64]) -> Option<usize> {
    let place = face.iter().position(|&word| word != 0)?;
    Some(place * WORD + face[place].trailing_zeros() as usize)
}

/// A polytope taken apart into simplices: those over a corner and the simplices of the facets that do not contain
/// it.
///
/// Source: J. Cohen and T. Hickey, "Two algorithms for determining volumes of convex polyhedra", *Journal of the
/// ACM* 26 (1979), 401–414 (`cohen1979`).
pub(super) struct Simplices<'a, T> {
    faces: Faces,
    dimension: usize,
    points: Vec<&'a [T]>,
    /// How good a pivot is; 0 for none.
    size: fn(&T) -> f64,
    /// The faces below a face that do not contain its first corner.
    known: FxHashMap<Bits, Rc<[Bits]>>,
    /// How many simplices there are.
    count: u32,
}

/// Directions from one corner to others, reduced, each with its pivot.
type Rows<T> = Vec<(usize, Vec<T>)>;

impl<'a, T: Real> Simplices<'a, T> {
    pub(super) fn new(polytope: &Polytope, points: Vec<&'a [T]>, size: fn(&T) -> f64) -> Self {
        let (faces, known) = (Faces::of(polytope), FxHashMap::default());
        Self { faces, dimension: polytope.dimension, points, size, known, count: 0 }
    }

    /// `None` where a pivot is not told from 0.
    pub(super) fn volume(mut self) -> Option<T> {
        self.sum()
    }

    fn sum(&mut self) -> Option<T> {
        let whole = Rc::clone(&self.faces.whole);
        let mut sum = T::zero();
        self.add(&whole, first(&whole)?, &mut Vec::new(), T::one(), &mut sum)?;
        for k in 2..=self.dimension {
            sum *= &T::from_rational(&Rational::share(1, k));
        }
        Some(sum)
    }

    /// The simplices of a face, joined to the corners before, to which `rows` are the directions; `content` is the
    /// product of their pivots.
    fn add(
        &mut self,
        face: &Bits,
        origin: usize,
        rows: &mut Rows<T>,
        mut content: T,
        sum: &mut T,
    ) -> Option<()> {
        let apex = first(face)?;
        let reduced = apex != origin;
        if reduced {
            let (pivot, row) = self.reduced(apex, origin, rows)?;
            content *= &row[pivot].abs();
            rows.push((pivot, row));
        }
        let below = self.below(face, apex);
        if below.is_empty() {
            *sum += &content;
            self.count += 1;
        }
        for sub in below.iter() {
            self.add(sub, origin, rows, content.clone(), sum)?;
        }
        if reduced {
            rows.pop();
        }
        Some(())
    }

    fn below(&mut self, face: &Bits, apex: usize) -> Rc<[Bits]> {
        if let Some(known) = self.known.get(face) {
            return Rc::clone(known);
        }
        let below = self.faces.below(face).into_iter().map(|(_, sub)| sub);
        let apart: Rc<[Bits]> =
            below.filter(|sub| sub[apex / WORD] >> (apex % WORD) & 1 == 0).collect();
        self.known.insert(Rc::clone(face), Rc::clone(&apart));
        apart
    }

    fn reduced(&self, corner: usize, origin: usize, rows: &Rows<T>) -> Option<(usize, Vec<T>)> {
        let ends = self.points[corner].iter().zip(self.points[origin]);
        let mut row: Vec<T> = ends.map(|(a, b)| a.minus(b)).collect();
        for (pivot, above) in rows {
            let factor = row[*pivot].divided(&above[*pivot])?;
            for (x, y) in row.iter_mut().zip(above) {
                x.sub_product(&factor, y);
            }
            row[*pivot] = T::zero();
        }
        let sizes = row.iter().map(self.size).enumerate();
        let (pivot, size) = sizes.max_by(|a, b| a.1.total_cmp(&b.1))?;
        (size > 0.0).then_some((pivot, row))
    }
}

/// The unit roundoff of floats: 2⁻⁵³.
pub(super) const ROUNDOFF: f64 = f64::from_bits((1023 - 53) << 52);

impl Simplices<'_, f64> {
    /// The volume between bounds: determinants in floats, and how far they may be off.
    ///
    /// Elimination that takes the largest entry of a row as its pivot gives the determinant of a matrix whose
    /// entries differ from the right ones by at most `ε = (3 d u) · d · 2^(d − 1)`, where these are at most 1 and `u` is the unit
    /// roundoff: entries grow by no more than `2^(d − 1)` (Higham 2002, `higham2002`, sections 9.2 and 9.4). By Hadamard's
    /// inequality determinants then differ by at most `d · ε · √d · (√d (1 + ε))^(d − 1)`.
    pub(super) fn near_volume(mut self) -> Option<Interval> {
        let volume = self.sum()?;
        let whole = u32::try_from(self.dimension).ok()?;
        let d = f64::from(whole);
        let entry = 4.0 * d * ROUNDOFF * d * power(2.0, whole.saturating_sub(1));
        let one = d * entry * d.sqrt() * power(2.0 * d.sqrt(), whole.saturating_sub(1));
        // The sum itself is rounded once for each simplex, and none is larger than what Hadamard allows
        let count = f64::from(self.count);
        let summed = count * ROUNDOFF * power(d.sqrt(), whole);
        let faculty: f64 = (2..=whole).map(f64::from).product();
        let error = 2.0 * count * (one + summed) / faculty;
        Interval::new((volume - error).max(0.0), (volume + error).min(1.0))
    }
}

fn power(base: f64, exponent: u32) -> f64 {
    (0..exponent).map(|_| base).product()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::num::{Rational, Ring, Sign};
    use crate::region::{Plane, Polytope};

    /// The volume of the part of the cube in which `constant + slopes · x` is positive: a sum over its corners.
    fn half_space(constant: &Rational, slopes: &[Rational]) -> Rational {
        let dimension = slopes.len();
        let mut sum = Rational::zero();
        for bits in 0..1_u32 << dimension {
            let mut value = constant.clone();
            for (axis, slope) in slopes.iter().enumerate() {
                let mut half = slope.clone();
                half *= &Rational::share(1, 2);
                if bits >> axis & 1 == 1 { value -= &half } else { value += &half }
            }
            if value.signum() == Sign::Positive {
                let term = value.powi(i64::try_from(dimension).unwrap()).unwrap();
                if bits.count_ones() % 2 == 1 { sum -= &term } else { sum += &term }
            }
        }
        for (k, slope) in slopes.iter().enumerate() {
            sum *= &slope.recip().unwrap();
            sum *= &Rational::share(1, k + 1);
        }
        sum
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        /// Against the sum over corners, and both sides of a second cut against the whole.
        #[test]
        fn volumes_are_exact(
            slopes in proptest::collection::vec(1_i64..9, 1..5),
            constant in -8_i64..8,
            cut in proptest::collection::vec(-3_i64..4, 5),
        ) {
            let slopes: Vec<Rational> = slopes.into_iter().map(Rational::integer).collect();
            let constant = Rational::new(constant, 2).unwrap();
            let plane = Plane { constant: constant.clone(), slopes: slopes.clone() };
            let part = Polytope::cube(slopes.len()).clipped(&plane);
            let volume = part.as_ref().map_or_else(Rational::zero, Polytope::volume);
            prop_assert_eq!(&volume, &half_space(&constant, &slopes));
            if let Some(part) = part {
                prop_assert!(part.near_volume().contains(&volume));
                let plane = Plane {
                    constant: Rational::new(cut[4], 4).unwrap(),
                    slopes: (0..slopes.len()).map(|k| Rational::integer(cut[k % 4])).collect(),
                };
                let side = |plane: &Plane| part.clipped(plane).map_or_else(Rational::zero, |p| p.volume());
                let mut both = side(&plane);
                if plane.slopes.iter().any(|slope| !slope.is_zero()) {
                    both += &side(&plane.negated());
                    prop_assert_eq!(both, volume);
                }
            }
        }
    }
}
