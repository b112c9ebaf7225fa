//! Matrices modulo a prime of some 23 bits, in floats: every number is an integer below 2⁵³, so that
//! sums of products are exact whatever their order, and processors do many at once.

/// Integers beyond this are not all floats.
const EXACT: f64 = 9_007_199_254_740_992.0; // 2⁵³

/// Adding and subtracting this rounds to the nearest integer: 1.5 · 2⁵².
const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// Accumulators of a sum, for the processor to work on at once.
const LANES: usize = 16;

/// Arithmetic modulo a prime; residues lie between −p/2 and p/2.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    prime: i64,
    p: f64,
    inverse: f64,
}

impl Field {
    /// The greatest prime below `bound` (at least 3) such that sums of `terms` products are exact.
    pub(super) fn new(terms: usize, bound: i64) -> Self {
        let mut candidate = bound.min(most(terms)) - 1;
        while !is_prime(candidate) {
            candidate -= 1;
        }
        #[allow(clippy::cast_precision_loss)] // far below 2⁵³
        let p = candidate as f64;
        Self { prime: candidate, p, inverse: 1.0 / p }
    }

    pub(super) fn prime(self) -> i64 {
        self.prime
    }

    /// The residue of an integer below 2⁵³.
    #[inline]
    pub(super) fn residue(self, x: f64) -> f64 {
        // The quotient is right or one off, which leaves at most p: the second step mends that
        let once = x - (x * self.inverse + ROUNDER - ROUNDER) * self.p;
        once - (once * self.inverse + ROUNDER - ROUNDER) * self.p
    }

    /// `1 / x` by Euclid's algorithm; `x` is not 0.
    fn reciprocal(self, x: f64) -> f64 {
        let (mut a, mut b) = (integer(x).rem_euclid(self.prime), self.prime);
        let (mut s, mut t) = (1_i64, 0_i64);
        while b != 0 {
            let quotient = a / b;
            (a, b) = (b, a - quotient * b);
            (s, t) = (t, s - quotient * t);
        }
        #[allow(clippy::cast_precision_loss)] // below the prime
        self.residue(s as f64)
    }
}

/// The integer that a float is.
#[allow(clippy::cast_possible_truncation)] // below 2⁵³
pub(super) fn integer(x: f64) -> i64 {
    x as i64
}

/// The greatest p with terms · (p/2)² ≤ 2⁵², half of what is exact.
#[allow(clippy::cast_precision_loss)] // an estimate is enough
fn most(terms: usize) -> i64 {
    integer((2.0 * EXACT / terms.max(1) as f64).sqrt()).max(4)
}

fn is_prime(n: i64) -> bool {
    n == 2 || n > 2 && n % 2 == 1 && (3..).step_by(2).take_while(|d| d * d <= n).all(|d| n % d != 0)
}

/// Σ a(i) b(i), exact if it stays below 2⁵³.
#[inline]
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; LANES];
    let (a_lanes, b_lanes) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f64 = a_lanes.remainder().iter().zip(b_lanes.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a_lanes.zip(b_lanes) {
        for (sum, (a, b)) in sums.iter_mut().zip(a.iter().zip(b)) {
            *sum += a * b;
        }
    }
    rest + sums.iter().sum::<f64>()
}

/// A regular part of a matrix modulo a prime, as large as possible, and its inverse.
#[derive(Clone, Debug)]
pub(super) struct Regular {
    /// Rows and columns of the part, in pairs.
    pub(super) rows: Vec<usize>,
    pub(super) columns: Vec<usize>,
    /// The inverse: row k belongs to `columns[k]`, column k to `rows[k]`.
    pub(super) inverse: Vec<Vec<f64>>,
}

/// Exchanges rows for columns of y = T x, column by column, until no more can be: what is exchanged
/// then is a regular part, and the table holds its inverse. Entries must be residues.
pub(super) fn regular_part(field: Field, mut table: Vec<Vec<f64>>) -> Regular {
    let width = table.first().map_or(0, Vec::len);
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut is_done = vec![false; table.len()];
    for column in 0..width {
        let is_free = |i: &usize| !is_done[*i] && table[*i][column].abs() > 0.0;
        let Some(row) = (0..table.len()).find(is_free) else { continue };
        is_done[row] = true;
        pairs.push((row, column));
        exchange(field, &mut table, row, column);
    }
    let (rows, columns): (Vec<usize>, Vec<usize>) = pairs.into_iter().unzip();
    let inverse = rows.iter().map(|&i| columns.iter().map(|&j| table[i][j]).collect()).collect();
    Regular { rows, columns, inverse }
}

fn exchange(field: Field, table: &mut [Vec<f64>], row: usize, column: usize) {
    let mut pivot_row = std::mem::take(&mut table[row]);
    let reciprocal = field.reciprocal(pivot_row[column]);
    pivot_row[column] = 0.0;
    for x in &mut pivot_row {
        *x = field.residue(-*x * reciprocal);
    }
    for (_, other) in table.iter_mut().enumerate().filter(|(i, _)| *i != row) {
        let factor = std::mem::replace(&mut other[column], 0.0);
        if factor.abs() > 0.0 {
            for (x, p) in other.iter_mut().zip(&pivot_row) {
                *x = field.residue(*x + factor * p);
            }
            other[column] = field.residue(factor * reciprocal);
        }
    }
    pivot_row[column] = reciprocal;
    table[row] = pivot_row;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn primes_leave_room_for_sums() {
        for terms in [1, 50, 500, 5000] {
            let field = Field::new(terms, 1 << 25);
            assert!(is_prime(field.prime()) && field.prime() <= most(terms));
        }
        assert_eq!(Field::new(1, 12).prime(), 11);
        let primes: Vec<i64> = (0..30).filter(|n| is_prime(*n)).collect();
        assert_eq!(primes, [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]);
    }

    #[test]
    fn residues_are_small_and_right() {
        let field = Field::new(1, 1 << 23);
        for x in [
            0,
            1,
            -1,
            field.prime() / 2,
            field.prime(),
            4_503_599_627_370_495,
            -4_503_599_627_370_001,
        ] {
            #[allow(clippy::cast_precision_loss)] // below 2⁵³
            let residue = integer(field.residue(x as f64));
            assert_eq!((x - residue) % field.prime(), 0);
            assert!(residue.abs() <= field.prime() / 2, "{x}");
        }
        for x in [1.0, 2.0, -3.0, 77_777.0] {
            assert!((field.residue(x * field.reciprocal(x)) - 1.0).abs() < 0.5);
        }
    }

    #[test]
    fn the_regular_part_is_inverted() {
        let field = Field::new(3, 101);
        // The second row is twice the first
        let table = vec![vec![0.0, 1.0, 2.0], vec![0.0, 2.0, 4.0], vec![3.0, 5.0, 7.0]];
        let part = regular_part(field, table.clone());
        assert_eq!(part.rows.len(), 2);
        for (k, &i) in part.rows.iter().enumerate() {
            for l in 0..2 {
                let sum = (0..2).map(|m| table[i][part.columns[m]] * part.inverse[m][l]).sum();
                assert_eq!(integer(field.residue(sum)), i64::from(k == l));
            }
        }
    }
}
