//! Smooth convex minimisation in floats, over numbers of which some must not be negative.
//!
//! Source: D. P. Bertsekas, "Projected Newton methods for optimization problems with simple
//! constraints", *SIAM Journal on Control and Optimization* 20 (1982), 221–246 (`bertsekas1982`).

/// The logarithm of Σ exp(Σ x(i) · rows(i)(k)) over k: its minimum over x is the greatest entropy of
/// weights on which no row is negative.
#[derive(Clone, Debug)]
pub(super) struct LogSum {
    /// One row for each variable, one column for each term.
    pub(super) rows: Vec<Vec<f64>>,
    /// Whether a variable may be negative.
    pub(super) free: Vec<bool>,
    /// Number of terms.
    pub(super) terms: usize,
}

/// Steps after which the search is content with what it has.
const STEPS: usize = 300;

/// A slope this small gains nothing that could be seen: the result is certified in any case.
const FLAT: f64 = 1e-14;

/// The least that is added to the diagonal of second derivatives, as a part of the greatest of them.
const DAMPING: f64 = 1e-12;

/// The most: steps then follow the slope.
const STIFF: f64 = 1e6;

/// How much more is added when a direction leads nowhere.
const STIFFER: f64 = 100.0;

/// How often a step is halved before its direction is given up.
const HALVINGS: usize = 12;

/// Variables closer to 0 than this that want to be negative do not bend the directions of others.
const NEAR: f64 = 0.01;

/// Part of the promised decrease that a step must bring.
const ENOUGH: f64 = 1e-4;

impl LogSum {
    /// The point where the minimum should be, and the weights of the terms there, which sum to 1.
    /// `watch` is asked between steps, and ends the search with what there is.
    ///
    /// Along combinations of rows that are constant the function is linear: undamped, steps there are so long that
    /// bounds cut off all of them. So the damping grows until a step brings what it promises.
    pub(super) fn minimise(&self, watch: &dyn Fn(u64, u64) -> bool) -> (Vec<f64>, Vec<f64>) {
        let mut x = vec![0.0; self.rows.len()];
        let (mut value, mut weights) = self.at(&x);
        let mut damping = DAMPING;
        for step in 0..STEPS {
            if !watch(step as u64, STEPS as u64) {
                break;
            }
            let slope: Vec<f64> = self.rows.iter().map(|row| dot(row, &weights)).collect();
            let wanted = |i: usize| (x[i] - self.allowed(i, x[i] - slope[i])).abs();
            let most = (0..x.len()).map(wanted).fold(0.0, f64::max);
            if most <= FLAT {
                break;
            }
            let held = |i: usize| !self.free[i] && x[i] <= most.min(NEAR) && slope[i] > 0.0;
            let moving: Vec<usize> = (0..x.len()).filter(|&i| !held(i)).collect();
            let matrix = self.curvature(&moving, &slope, &weights);
            let better = loop {
                let direction = directed(&matrix, &moving, &slope, damping);
                let better = direction.and_then(|d| self.along(&x, value, &slope, &d));
                if better.is_some() || damping > STIFF {
                    break better;
                }
                damping *= STIFFER;
            };
            let Some(better) = better else { break };
            (x, value, weights) = better;
            damping = (damping / STIFFER).max(DAMPING);
        }
        (x, weights)
    }

    /// What a variable may be that wants to be `x`.
    fn allowed(&self, variable: usize, x: f64) -> f64 {
        if self.free[variable] { x } else { x.max(0.0) }
    }

    /// The first point on the way that brings enough of what the slope promises: where, its value, its weights.
    fn along(
        &self,
        x: &[f64],
        value: f64,
        slope: &[f64],
        direction: &[f64],
    ) -> Option<(Vec<f64>, f64, Vec<f64>)> {
        let mut length = 1.0_f64;
        for _ in 0..HALVINGS {
            let to = |i: usize| self.allowed(i, length.mul_add(direction[i], x[i]));
            let next: Vec<f64> = (0..x.len()).map(to).collect();
            let promised: f64 = next.iter().zip(x).zip(slope).map(|((n, x), s)| (n - x) * s).sum();
            if promised < 0.0 {
                let (reached, weights) = self.at(&next);
                if reached.is_finite() && reached <= value + ENOUGH * promised {
                    return Some((next, reached, weights));
                }
            }
            length /= 2.0;
        }
        None
    }

    /// The value at `x`, and the share of each term.
    fn at(&self, x: &[f64]) -> (f64, Vec<f64>) {
        let mut exponents = vec![0.0; self.terms];
        for (row, x) in self.rows.iter().zip(x) {
            if x.abs() > 0.0 {
                exponents.iter_mut().zip(row).for_each(|(e, r)| *e += r * x);
            }
        }
        let most = exponents.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut shares: Vec<f64> = exponents.iter().map(|e| (e - most).exp()).collect();
        let sum: f64 = shares.iter().sum();
        for share in &mut shares {
            *share /= sum;
        }
        (most + sum.ln(), shares)
    }

    /// The lower half of the second derivatives by the variables that move: covariances.
    fn curvature(&self, moving: &[usize], slope: &[f64], weights: &[f64]) -> Vec<Vec<f64>> {
        let n = moving.len();
        let mut matrix = vec![vec![0.0; n]; n];
        for a in 0..n {
            let row = &self.rows[moving[a]];
            let weighted: Vec<f64> = row.iter().zip(weights).map(|(r, w)| r * w).collect();
            for b in 0..=a {
                matrix[a][b] =
                    dot(&weighted, &self.rows[moving[b]]) - slope[moving[a]] * slope[moving[b]];
            }
        }
        matrix
    }
}

/// Newton's step for the variables that move; others go down their slopes. `None` where so little damping leaves the matrix
/// singular.
fn directed(
    matrix: &[Vec<f64>],
    moving: &[usize],
    slope: &[f64],
    damping: f64,
) -> Option<Vec<f64>> {
    let greatest = matrix.iter().enumerate().map(|(i, row)| row[i]).fold(DAMPING, f64::max);
    let factor = cholesky(matrix, damping * greatest)?;
    let steps = solved(&factor, moving.iter().map(|&i| -slope[i]).collect());
    let mut direction: Vec<f64> = slope.iter().map(|slope| -slope).collect();
    for (&i, step) in moving.iter().zip(steps) {
        direction[i] = step;
    }
    Some(direction)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The lower factor of a symmetric matrix, given by its lower half, plus `damping` on its diagonal.
fn cholesky(matrix: &[Vec<f64>], damping: f64) -> Option<Vec<Vec<f64>>> {
    let n = matrix.len();
    let mut factor = vec![vec![0.0; n]; n];
    for a in 0..n {
        for b in 0..=a {
            let mut rest = matrix[a][b] - dot(&factor[a][..b], &factor[b][..b]);
            if a == b {
                rest += damping;
                if rest <= 0.0 || !rest.is_finite() {
                    return None;
                }
                factor[a][a] = rest.sqrt();
            } else {
                factor[a][b] = rest / factor[b][b];
            }
        }
    }
    Some(factor)
}

fn solved(factor: &[Vec<f64>], mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for a in 0..n {
        right[a] = (right[a] - dot(&factor[a][..a], &right[..a])) / factor[a][a];
    }
    for a in (0..n).rev() {
        let above: f64 = (a + 1..n).map(|b| factor[b][a] * right[b]).sum();
        right[a] = (right[a] - above) / factor[a][a];
    }
    right
}
