//! Coordinates that move together: points in the unit cube with given rank correlations.

use super::SamplingError;
use crate::num::{normal_distribution, normal_quantile};

/// A normal copula: coordinates that are spread evenly, each by itself, become coordinates that are still spread
/// evenly, each by itself, with these rank correlations (Spearman's) between them.
///
/// A normal pair with correlation `2 sin(π ρ / 6)` has the rank correlation `ρ` (Kruskal 1958, `kruskal1958`).
///
/// # Examples
/// ```
/// use equil::sampling::Copula;
///
/// let copula = Copula::new(3, &[(0, 2, 0.5)])?;
/// let mut point = [0.9, 0.3, 0.5];
/// copula.correlate(&mut point);
/// // The first two stay; the third is drawn upwards
/// assert!(point[0] == 0.9 && point[1] == 0.3 && point[2] > 0.7);
/// # Ok::<(), equil::sampling::SamplingError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Copula {
    /// The coordinates that are correlated with any other, in order.
    places: Vec<usize>,
    /// Of their correlations the lower triangle whose square they are, row by row.
    factor: Vec<Vec<f64>>,
}

impl Copula {
    /// Correlations of pairs of coordinates; pairs that are not named have none.
    ///
    /// # Errors
    /// [`SamplingError::Correlation`] when a number is not between −1 and 1, a pair is named twice or is one
    /// coordinate, or no variables have all these correlations.
    ///
    /// # Complexity
    /// Cubic in the coordinates named.
    pub fn new(dimensions: usize, pairs: &[(usize, usize, f64)]) -> Result<Self, SamplingError> {
        let mut places: Vec<usize> = pairs.iter().flat_map(|&(a, b, _)| [a, b]).collect();
        places.sort_unstable();
        places.dedup();
        let count = places.len();
        let mut matrix = vec![vec![0.0_f64; count]; count];
        for (place, row) in matrix.iter_mut().enumerate() {
            row[place] = 1.0;
        }
        for (number, &(a, b, rank)) in pairs.iter().enumerate() {
            let twice =
                pairs[..number].iter().any(|&(c, d, _)| (c, d) == (a, b) || (d, c) == (a, b));
            let at = |place| places.binary_search(&place).unwrap_or(0);
            let (i, j) = (at(a), at(b));
            let fits = a != b && a < dimensions && b < dimensions && rank.abs() < 1.0;
            if !fits || twice {
                return Err(SamplingError::Correlation);
            }
            let correlation = 2.0 * core_math::sin(std::f64::consts::PI * rank / 6.0);
            matrix[i][j] = correlation;
            matrix[j][i] = correlation;
        }
        let factor = triangle(&matrix).ok_or(SamplingError::Correlation)?;
        Ok(Self { places, factor })
    }

    /// Whether coordinates are changed at all.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Makes the coordinates of a point move together.
    ///
    /// # Complexity
    /// Quadratic in the coordinates that are correlated.
    pub fn correlate(&self, point: &mut [f64]) {
        let normal: Vec<f64> =
            self.places.iter().map(|&place| normal_quantile(point[place])).collect();
        // The first coordinate of each chain stays exactly as it is
        for (row, &place) in self.factor.iter().zip(&self.places) {
            let (last, before) = row.split_last().unwrap_or((&1.0, &[]));
            if before.iter().all(|part| part.abs() <= 0.0) {
                continue;
            }
            let own = last * normal[before.len()];
            let sum = before.iter().zip(&normal).map(|(part, x)| part * x).fold(own, |a, b| a + b);
            point[place] = normal_distribution(sum);
        }
    }
}

/// The lower triangle whose product with its transpose is a matrix (Cholesky); nothing if there is none.
fn triangle(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let mut rows: Vec<Vec<f64>> = Vec::with_capacity(matrix.len());
    for (i, given) in matrix.iter().enumerate() {
        let mut row: Vec<f64> = Vec::with_capacity(i + 1);
        for j in 0..=i {
            let other = if j == i { &row } else { &rows[j] };
            let known: f64 = row.iter().zip(other).take(j).map(|(a, b)| a * b).sum();
            let rest = given[j] - known;
            if j == i {
                if rest <= NEARLY_NOTHING {
                    return None;
                }
                row.push(rest.sqrt());
            } else {
                row.push(rest / rows[j][j]);
            }
        }
        rows.push(row);
    }
    Some(rows)
}

/// With less of its own a coordinate hangs on the others alone: 2⁻⁴⁰.
const NEARLY_NOTHING: f64 = f64::from_bits((1023 - 40) << 52);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sampling::{Asked, named};

    /// Rank correlations of Sobol' points are those asked for, and each coordinate stays even.
    #[test]
    fn ranks_are_correlated_as_asked() {
        let points = named("sobol").unwrap().points(&Asked::new(3, 4096)).unwrap();
        let copula = Copula::new(3, &[(0, 1, 0.6), (2, 1, -0.3)]).unwrap();
        let rows: Vec<[f64; 3]> = (0..4096)
            .map(|row| {
                let mut point = [0.0; 3];
                points.point(row, &mut point);
                copula.correlate(&mut point);
                point
            })
            .collect();
        let mean = |f: &dyn Fn(&[f64; 3]) -> f64| rows.iter().map(f).sum::<f64>() / 4096.0;
        for k in 0..3 {
            assert!(
                (mean(&|p| p[k]) - 0.5).abs() < 1e-3
                    && (mean(&|p| p[k] * p[k]) - 1.0 / 3.0).abs() < 1e-3
            );
        }
        // The correlation of even variables is that of their ranks
        let rank = |a: usize, b: usize| 12.0 * mean(&|p| (p[a] - 0.5) * (p[b] - 0.5));
        for (a, b, known) in [(0, 1, 0.6), (1, 2, -0.3), (0, 2, 0.0)] {
            assert!((rank(a, b) - known).abs() < 5e-3, "{a} {b} {}", rank(a, b));
        }
    }

    #[test]
    fn impossible_correlations_are_refused() {
        let refused = |pairs: &[(usize, usize, f64)]| Copula::new(3, pairs).is_err();
        assert!(refused(&[(0, 0, 0.5)]) && refused(&[(0, 1, 1.0)]) && refused(&[(0, 3, 0.5)]));
        assert!(refused(&[(0, 1, 0.0), (1, 0, 0.5)]));
        // Each may be, all three together may not
        assert!(refused(&[(0, 1, 0.9), (1, 2, 0.9), (0, 2, -0.9)]));
        assert!(Copula::new(3, &[]).unwrap().is_empty());
    }
}
