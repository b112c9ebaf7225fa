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

/// Added to the diagonal of second derivatives, which redundant rows make singular; it slows the
/// search, no more.
const DAMPING: f64 = 1e-12;

/// Variables this close to 0 that want to be negative stay where they are.
const CLOSE: f64 = 1e-9;

/// Part of the promised decrease that a step must bring.
const ENOUGH: f64 = 1e-4;

impl LogSum {
    /// The point where the minimum should be, and the weights of the terms there, which sum to 1.
    /// `watch` is asked between steps, and ends the search with what there is.
    pub(super) fn minimise(&self, watch: &dyn Fn(u64, u64) -> bool) -> (Vec<f64>, Vec<f64>) {
        let mut x = vec![0.0; self.rows.len()];
        let (mut value, mut weights) = self.at(&x);
        for step in 0..STEPS {
            if !watch(step as u64, STEPS as u64) {
                break;
            }
            let slope: Vec<f64> = self.rows.iter().map(|row| dot(row, &weights)).collect();
            let held = |i: usize| !self.free[i] && x[i] <= CLOSE && slope[i] > 0.0;
            let moving: Vec<usize> = (0..x.len()).filter(|&i| !held(i)).collect();
            if moving.iter().all(|&i| slope[i].abs() <= FLAT) {
                break;
            }
            let Some(direction) = self.newton(&moving, &slope, &weights) else { break };
            let mut length = 1.0;
            let mut better = None;
            while length > FLAT {
                let mut next = x.clone();
                for (&i, d) in moving.iter().zip(&direction) {
                    next[i] += length * d;
                    if !self.free[i] {
                        next[i] = next[i].max(0.0);
                    }
                }
                let (reached, at) = self.at(&next);
                let promised: f64 =
                    next.iter().zip(&x).zip(&slope).map(|((n, x), s)| (n - x) * s).sum();
                if reached.is_finite() && reached <= value + ENOUGH * promised && promised < 0.0 {
                    better = Some((next, reached, at));
                    break;
                }
                length /= 2.0;
            }
            let Some(better) = better else { break };
            (x, value, weights) = better;
        }
        (x, weights)
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

    /// Newton's step for the variables that move: second derivatives are covariances.
    fn newton(&self, moving: &[usize], slope: &[f64], weights: &[f64]) -> Option<Vec<f64>> {
        let n = moving.len();
        let mut matrix = vec![vec![0.0; n]; n];
        let mut greatest = 0.0_f64;
        for a in 0..n {
            let row = &self.rows[moving[a]];
            let weighted: Vec<f64> = row.iter().zip(weights).map(|(r, w)| r * w).collect();
            for b in 0..=a {
                let covariance =
                    dot(&weighted, &self.rows[moving[b]]) - slope[moving[a]] * slope[moving[b]];
                matrix[a][b] = covariance;
            }
            greatest = greatest.max(matrix[a][a]);
        }
        let mut damping = DAMPING * greatest.max(DAMPING);
        // The damping grows until the factorisation works
        while damping.is_finite() {
            let factor = cholesky(&matrix, damping);
            if let Some(factor) = factor {
                let right = moving.iter().map(|&i| -slope[i]).collect();
                return Some(solved(&factor, right));
            }
            damping *= 100.0;
        }
        None
    }
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
