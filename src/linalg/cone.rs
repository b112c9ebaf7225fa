//! Extreme rays of polyhedral cones, exactly: the double description method.
//!
//! A polytope is the cross-section of a cone, so this lists the vertices of faces too, however many
//! inequalities are tight at each of them.
//!
//! Sources: T. S. Motzkin, H. Raiffa, G. L. Thompson, R. M. Thrall, "The double description
//! method", in *Contributions to the Theory of Games* II, Princeton, 1953, 51–73 (`motzkin1953`);
//! K. Fukuda, A. Prodon, "Double description method revisited", in *Combinatorics and Computer
//! Science*, Springer, 1996, 91–111 (`fukuda1996`).

use dashu_base::{Abs, Gcd};
use dashu_int::{IBig, UBig};

/// Why the rays of a cone were not listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConeError {
    /// The caller said to stop.
    Stopped,
    /// The cone contains a line, so it has no extreme rays.
    NotPointed,
}

/// The extreme rays of {z : equations · z = 0, inequalities · z ≥ 0}.
///
/// Every row, and every ray, has `dimension` entries; rays are integers without a common divisor,
/// in no order that means anything, each once. A cone that is just {0} has none. `go_on` is asked
/// between steps, with the number of rays so far.
///
/// # Errors
/// [`ConeError::NotPointed`] when the cone contains a line; [`ConeError::Stopped`] when `go_on`
/// says no.
///
/// # Complexity
/// For each inequality, cubic in the number of rays of the cone so far: fit for faces of a few
/// dimensions.
///
/// # Examples
/// The quarter plane, cut by the diagonal:
/// ```
/// use dashu_int::IBig;
/// use equil::linalg::extreme_rays;
///
/// let row = |numbers: [i32; 2]| numbers.map(IBig::from).to_vec();
/// let rows = [row([1, 0]), row([0, 1]), row([2, -2])];
/// let mut rays = extreme_rays(2, &[], &rows, &mut |_| true).unwrap();
/// rays.sort();
/// assert_eq!(rays, [row([1, 0]), row([1, 1])]);
/// ```
pub fn extreme_rays(
    dimension: usize,
    equations: &[Vec<IBig>],
    inequalities: &[Vec<IBig>],
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Result<Vec<Vec<IBig>>, ConeError> {
    let span = null_space(dimension, equations);
    let inner: Vec<Vec<IBig>> = inequalities
        .iter()
        .map(|row| span.iter().map(|direction| product(row, direction)).collect::<Vec<_>>())
        .filter(|row| row.iter().any(|x| !x.is_zero()))
        .collect();
    if span.is_empty() {
        return Ok(Vec::new());
    }
    let mut cone = Cone::first(span.len(), &inner)?;
    for (number, row) in inner.iter().enumerate() {
        if !go_on(cone.rays.len()) {
            return Err(ConeError::Stopped);
        }
        if !cone.start.contains(&number) {
            cone.cut(number, row);
        }
    }
    let outer = |ray: Ray| {
        let mut point = vec![IBig::ZERO; dimension];
        for (weight, direction) in ray.point.iter().zip(&span) {
            for (x, d) in point.iter_mut().zip(direction) {
                *x += weight * d;
            }
        }
        primitive(point)
    };
    Ok(cone.rays.into_iter().map(outer).collect())
}

/// A cone described by its rays.
struct Cone {
    rays: Vec<Ray>,
    dimension: usize,
    /// The inequalities that it began with.
    start: Vec<usize>,
}

struct Ray {
    point: Vec<IBig>,
    /// The inequalities that hold with equality, as bits, of those taken in so far.
    tight: Vec<u64>,
}

impl Cone {
    /// The cone of the first independent inequalities: it has one ray for each of them.
    fn first(dimension: usize, rows: &[Vec<IBig>]) -> Result<Self, ConeError> {
        let mut chosen = Vec::new();
        let mut reduced: Vec<Vec<IBig>> = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            if chosen.len() == dimension {
                break;
            }
            let mut rest = row.clone();
            for pivot in &reduced {
                let column = leading(pivot);
                let (factor, scale) = (rest[column].clone(), &pivot[column]);
                if !factor.is_zero() {
                    for (x, p) in rest.iter_mut().zip(pivot) {
                        *x = &*x * scale - &factor * p;
                    }
                    rest = primitive(rest);
                }
            }
            if rest.iter().any(|x| !x.is_zero()) {
                reduced.push(rest);
                chosen.push(number);
            }
        }
        if chosen.len() < dimension {
            return Err(ConeError::NotPointed);
        }
        // [rows | identity] reduced to [d · identity | d · inverse]
        let mut system: Vec<Vec<IBig>> = chosen
            .iter()
            .enumerate()
            .map(|(place, &number)| {
                let unit = (0..dimension).map(|k| IBig::from(u8::from(k == place)));
                rows[number].iter().cloned().chain(unit).collect()
            })
            .collect();
        let pivots = gauss_jordan(&mut system, dimension);
        let words = rows.len().div_ceil(64);
        let rays = (0..dimension)
            .map(|k| {
                let mut point = vec![IBig::ZERO; dimension];
                for (row, &column) in system.iter().zip(&pivots) {
                    let value = &row[dimension + k];
                    let negative = row[column] < IBig::ZERO;
                    point[column] = if negative { -value } else { value.clone() };
                }
                let mut tight = vec![0; words];
                for (place, &number) in chosen.iter().enumerate() {
                    if place != k {
                        tight[number / 64] |= 1 << (number % 64);
                    }
                }
                Ray { point: primitive(point), tight }
            })
            .collect();
        Ok(Self { rays, dimension, start: chosen })
    }

    /// Takes in one more inequality.
    fn cut(&mut self, number: usize, row: &[IBig]) {
        let values: Vec<IBig> = self.rays.iter().map(|ray| product(row, &ray.point)).collect();
        let side = |positive: bool| {
            let fits = move |value: &IBig| {
                if positive { *value > IBig::ZERO } else { *value < IBig::ZERO }
            };
            let values = &values;
            (0..values.len()).filter(move |&k| fits(&values[k]))
        };
        let mut made = Vec::new();
        for inside in side(true) {
            for outside in side(false) {
                let (a, b) = (&self.rays[inside], &self.rays[outside]);
                let common: Vec<u64> = a.tight.iter().zip(&b.tight).map(|(x, y)| x & y).collect();
                if !self.adjacent(inside, outside, &common) {
                    continue;
                }
                let point = a.point.iter().zip(&b.point);
                let point = point.map(|(x, y)| &values[inside] * y - &values[outside] * x);
                let mut tight = common;
                tight[number / 64] |= 1 << (number % 64);
                made.push(Ray { point: primitive(point.collect()), tight });
            }
        }
        let mut values = values.into_iter();
        self.rays.retain_mut(|ray| {
            let value = values.next().unwrap_or_default();
            if value.is_zero() {
                ray.tight[number / 64] |= 1 << (number % 64);
            }
            value >= IBig::ZERO
        });
        self.rays.extend(made);
    }

    /// Whether two rays span a face: then no third one has all their common equalities.
    fn adjacent(&self, a: usize, b: usize, common: &[u64]) -> bool {
        let count: u32 = common.iter().map(|word| word.count_ones()).sum();
        (count as usize) + 2 >= self.dimension
            && self.rays.iter().enumerate().all(|(k, ray)| {
                k == a || k == b || common.iter().zip(&ray.tight).any(|(c, t)| c & !t != 0)
            })
    }
}

/// A basis of the solutions of `equations · z = 0`.
pub(crate) fn null_space(dimension: usize, equations: &[Vec<IBig>]) -> Vec<Vec<IBig>> {
    let mut rows = equations.to_vec();
    let pivots = gauss_jordan(&mut rows, dimension);
    let free = (0..dimension).filter(|column| !pivots.contains(column));
    let direction = |column: usize| {
        let mut direction = vec![IBig::ZERO; dimension];
        let scale = rows.first().map_or(IBig::ONE, |row| row[pivots[0]].clone());
        direction[column].clone_from(&scale);
        for (row, &pivot) in rows.iter().zip(&pivots) {
            direction[pivot] = -&row[column];
        }
        primitive(direction)
    };
    free.map(direction).collect()
}

/// Reduces `rows` until each has its own pivot among the first `columns`, all of one value and
/// alone in their columns; drops rows that vanish. Returns the column of each row's pivot.
fn gauss_jordan(rows: &mut Vec<Vec<IBig>>, columns: usize) -> Vec<usize> {
    let mut pivots = Vec::new();
    let mut previous = IBig::ONE;
    for column in 0..columns {
        let rank = pivots.len();
        let Some(found) = (rank..rows.len()).find(|&i| !rows[i][column].is_zero()) else {
            continue;
        };
        rows.swap(rank, found);
        let pivot_row = rows[rank].clone();
        let pivot = &pivot_row[column];
        for (i, row) in rows.iter_mut().enumerate() {
            if i != rank {
                let factor = row[column].clone();
                for (x, p) in row.iter_mut().zip(&pivot_row) {
                    *x = (pivot * &*x - &factor * p) / &previous;
                }
            }
        }
        previous.clone_from(pivot);
        pivots.push(column);
    }
    rows.truncate(pivots.len());
    pivots
}

fn leading(row: &[IBig]) -> usize {
    row.iter().position(|x| !x.is_zero()).unwrap_or(0)
}

fn product(a: &[IBig], b: &[IBig]) -> IBig {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// The same direction without a common divisor.
fn primitive(mut point: Vec<IBig>) -> Vec<IBig> {
    let mut content = UBig::ZERO;
    for x in point.iter().filter(|x| !x.is_zero()) {
        if content.is_one() {
            return point;
        }
        let size = UBig::try_from(x.clone().abs()).unwrap_or_default();
        content = if content.is_zero() { size } else { content.gcd(size) };
    }
    if !content.is_zero() && !content.is_one() {
        let divisor = IBig::from(content);
        for x in &mut point {
            *x = &*x / &divisor;
        }
    }
    point
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(numbers: &[i64]) -> Vec<IBig> {
        numbers.iter().map(|&n| IBig::from(n)).collect()
    }

    fn rays(
        dimension: usize,
        equations: &[Vec<IBig>],
        rows: &[Vec<IBig>],
    ) -> Result<Vec<Vec<IBig>>, ConeError> {
        let mut rays = extreme_rays(dimension, equations, rows, &mut |_| true)?;
        rays.sort();
        Ok(rays)
    }

    #[test]
    fn a_square_has_four_corners() {
        // (x, y, t) with 0 ≤ x ≤ t, 0 ≤ y ≤ t, each said twice
        let rows = [[1, 0, 0], [0, 1, 0], [-1, 0, 1], [0, -1, 1], [-2, 0, 2]].map(|r| row(&r));
        let corners = [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]].map(|r| row(&r));
        assert_eq!(rays(3, &[], &rows).unwrap(), corners);
        let diagonal = [row(&[1, -1, 0])];
        assert_eq!(rays(3, &diagonal, &rows).unwrap(), [[0, 0, 1], [1, 1, 1]].map(|r| row(&r)));
        let apex = [row(&[1, -1, 0]), row(&[1, 1, 0]), row(&[0, 0, 1])];
        assert_eq!(rays(3, &apex, &rows).unwrap(), Vec::<Vec<IBig>>::new());
    }

    #[test]
    fn lines_and_stops_are_told() {
        assert_eq!(rays(2, &[], &[row(&[1, 0])]), Err(ConeError::NotPointed));
        let rows = [row(&[1, 0]), row(&[0, 1])];
        let stopped = extreme_rays(2, &[], &rows, &mut |_| false);
        assert_eq!(stopped, Err(ConeError::Stopped));
    }

    /// The rays by trying every set of inequalities that could be tight.
    fn brute_force(dimension: usize, rows: &[Vec<IBig>]) -> Vec<Vec<IBig>> {
        let mut found = Vec::new();
        for chosen in crate::game::supports_of_size(rows.len(), dimension - 1) {
            let equations: Vec<Vec<IBig>> = chosen.iter().map(|&i| rows[i].clone()).collect();
            if let [direction] = null_space(dimension, &equations).as_slice() {
                for sign in [IBig::ONE, IBig::NEG_ONE] {
                    let ray: Vec<IBig> = direction.iter().map(|x| x * &sign).collect();
                    let inside = rows.iter().all(|row| product(row, &ray) >= IBig::ZERO);
                    if inside && !found.contains(&ray) {
                        found.push(ray);
                    }
                }
            }
        }
        found.sort();
        found
    }

    proptest! {
        #[test]
        fn no_ray_is_missing_and_none_is_wrong(
            entries in prop::collection::vec(-2..3_i64, 4 * 5),
        ) {
            let mut rows: Vec<Vec<IBig>> = (0..4)
                .map(|k| (0..4).map(|j| IBig::from(i64::from(j == k))).collect())
                .collect();
            rows.extend(entries.chunks(4).map(row));
            prop_assert_eq!(rays(4, &[], &rows).unwrap(), brute_force(4, &rows));
        }
    }
}
