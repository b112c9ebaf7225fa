//! Signs of determinants, and ranks, exactly.
//!
//! Fraction-free elimination as in [`solve`], after a first try in intervals.

use dashu_int::IBig;

use super::fractions::{Fractions, Integers};
use super::integer::Integer;
use super::{Matrix, Solved, solve};
use crate::num::{Certain, Interval, Rational, Ring, Sign};

/// A matrix prepared to tell the signs of its minors, that is, of the determinants of its square
/// submatrices.
///
/// # Examples
/// ```
/// use equil::linalg::{Matrix, Minors};
/// use equil::num::{Rational, Sign};
///
/// let matrix = Matrix::new(2, 3, [1, 2, 3, 4, 5, 6].map(Rational::integer).to_vec()).unwrap();
/// let minors = Minors::new(&matrix);
/// assert_eq!(minors.sign(&[0, 1], &[0, 2]), Sign::Negative);
/// assert_eq!(minors.sign(&[0, 1], &[2, 0]), Sign::Positive);
/// assert_eq!(minors.sign(&[1], &[0]), Sign::Positive);
/// ```
#[derive(Clone, Debug)]
pub struct Minors {
    /// Each row times a positive number.
    rows: Vec<Integers>,
    enclosures: Vec<Vec<Interval>>,
}

impl Minors {
    /// Prepares `matrix`.
    pub fn new(matrix: &Matrix<Rational>) -> Self {
        let rows = matrix.iter_rows().map(|row| Fractions::new(row).integers).collect();
        // Rows are brought to about the same size, which floats like
        let enclosures = matrix.iter_rows().map(|row| {
            let largest = row.iter().map(Rational::abs).max().and_then(|x| x.recip());
            let scaled = |x: &Rational| {
                let mut x = x.clone();
                if let Some(scale) = &largest {
                    x *= scale;
                }
                Interval::from_rational(&x)
            };
            row.iter().map(scaled).collect()
        });
        Self { rows, enclosures: enclosures.collect() }
    }

    /// The sign of the determinant of these rows and columns, in the order given; that of no rows
    /// and columns is 1.
    ///
    /// # Panics
    /// When there are not as many rows as columns, or no such row or column.
    ///
    /// # Complexity
    /// O(n³) operations on intervals for n rows; where they do not decide, as many on integers.
    pub fn sign(&self, rows: &[usize], columns: &[usize]) -> Sign {
        assert_eq!(rows.len(), columns.len(), "only square matrices have a determinant");
        let enclosed = rows
            .iter()
            .map(|&i| columns.iter().map(|&j| self.enclosures[i][j]).collect())
            .collect();
        enclosed_sign(enclosed, |x| x.midpoint().abs())
            .unwrap_or_else(|| self.exact_sign(rows, columns))
    }

    fn exact_sign(&self, rows: &[usize], columns: &[usize]) -> Sign {
        let picked = rows.iter().map(|&i| match &self.rows[i] {
            Integers::Small(row) => Integers::Small(columns.iter().map(|&j| row[j]).collect()),
            Integers::Big(row) => Integers::Big(columns.iter().map(|&j| row[j].clone()).collect()),
        });
        let picked: Vec<Integers> = picked.collect();
        let small: Option<Vec<Vec<i128>>> = picked
            .iter()
            .map(|row| if let Integers::Small(row) = row { Some(row.clone()) } else { None })
            .collect();
        let mut big = match small {
            Some(small) => {
                let mut work = Work::new(small);
                if let Some(sign) = work.sign() {
                    return sign;
                }
                work.widened()
            }
            None => Work::new(picked.into_iter().map(Integers::into_big).collect()),
        };
        big.sign().expect("big integers do not overflow")
    }
}

/// The rank of a matrix.
///
/// # Complexity
/// O(r c min(r, c)) multiplications of integers for r rows and c columns.
pub fn rank(matrix: &Matrix<Rational>) -> usize {
    match solve(matrix, &[]) {
        Solved::Unique(_) => matrix.columns(),
        Solved::Singular { rank, .. } => rank,
    }
}

/// The sign of the determinant of every square matrix within the enclosures, if it is proved that
/// all have the same and none is 0.
///
/// # Complexity
/// O(n³) operations on enclosures.
///
/// # Examples
/// ```
/// use equil::linalg::{Matrix, certain_determinant_sign};
/// use equil::num::{Interval, Sign};
///
/// let about = |x: f64| Interval::new(x - 0.1, x + 0.1).unwrap();
/// let matrix = Matrix::new(2, 2, [1.0, 2.0, 3.0, 4.0].map(about).to_vec()).unwrap();
/// let size = |x: &Interval| x.midpoint().abs();
/// assert_eq!(certain_determinant_sign(&matrix, size), Some(Sign::Negative));
/// let matrix = Matrix::new(2, 2, [1.0, 1.1, 1.1, 1.2].map(about).to_vec()).unwrap();
/// assert_eq!(certain_determinant_sign(&matrix, size), None);
/// ```
pub fn certain_determinant_sign<T: Certain>(
    matrix: &Matrix<T>,
    size: impl Fn(&T) -> f64,
) -> Option<Sign> {
    let rows: Vec<Vec<T>> = matrix.iter_rows().map(<[T]>::to_vec).collect();
    if matrix.columns() == rows.len() { enclosed_sign(rows, size) } else { None }
}

/// By elimination on pivots that are proved not to be 0, if that works; largest pivots first, in
/// terms of `size`.
fn enclosed_sign<T: Certain>(mut rows: Vec<Vec<T>>, size: impl Fn(&T) -> f64) -> Option<Sign> {
    let n = rows.len();
    let mut odd = false;
    for step in 0..n {
        let size = |i: &usize| size(&rows[*i][step]);
        let found = (step..n).max_by(|a, b| size(a).total_cmp(&size(b)))?;
        if found != step {
            rows.swap(step, found);
            odd = !odd;
        }
        match rows[step][step].certain_sign()? {
            Sign::Positive => {}
            Sign::Negative => odd = !odd,
            Sign::Zero => return None,
        }
        let (done, below) = rows.split_at_mut(step + 1);
        let pivot_row = &done[step];
        for row in below {
            let factor = row[step].divided_by(&pivot_row[step])?;
            for j in step + 1..n {
                row[j].sub_product(&factor, &pivot_row[j]);
            }
        }
    }
    Some(if odd { Sign::Negative } else { Sign::Positive })
}

/// An elimination in progress: rows and columns before `step` are done with.
struct Work<Z> {
    rows: Vec<Vec<Z>>,
    step: usize,
    previous: Z,
    /// Whether rows were exchanged an odd number of times.
    odd: bool,
}

impl<Z: Integer> Work<Z> {
    fn new(rows: Vec<Vec<Z>>) -> Self {
        Self { rows, step: 0, previous: Z::one(), odd: false }
    }

    /// Goes on to the end. On overflow `None`; what was done up to then need not be done again.
    fn sign(&mut self) -> Option<Sign> {
        let n = self.rows.len();
        while self.step < n {
            let step = self.step;
            let Some(found) = (step..n).find(|&i| !self.rows[i][step].is_zero()) else {
                return Some(Sign::Zero);
            };
            if found != step {
                self.rows.swap(step, found);
                self.odd = !self.odd;
            }
            let pivot_row = &self.rows[step];
            let divisor = self.previous.divisor();
            let mut below = Vec::with_capacity(n - step - 1);
            for row in &self.rows[step + 1..] {
                let mut next = Vec::with_capacity(n);
                next.resize(step + 1, Z::zero());
                for j in step + 1..n {
                    let (p, f) = (&pivot_row[step], &row[step]);
                    next.push(Z::cross(p, &row[j], f, &pivot_row[j], &divisor)?);
                }
                below.push(next);
            }
            self.previous = self.rows[step][step].clone();
            self.rows.truncate(step + 1);
            self.rows.extend(below);
            self.step += 1;
        }
        Some(match (self.previous.sign(), self.odd) {
            (Sign::Positive, true) => Sign::Negative,
            (Sign::Negative, true) => Sign::Positive,
            (sign, _) => sign,
        })
    }
}

impl Work<i128> {
    fn widened(self) -> Work<IBig> {
        let wide = |row: Vec<i128>| row.into_iter().map(IBig::from).collect();
        Work {
            rows: self.rows.into_iter().map(wide).collect(),
            step: self.step,
            previous: self.previous.into(),
            odd: self.odd,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn square(size: usize, entries: Vec<Rational>) -> Matrix<Rational> {
        Matrix::new(size, size, entries).unwrap()
    }

    /// By the rule of Laplace.
    fn determinant(matrix: &Matrix<Rational>, rows: &[usize], columns: &[usize]) -> Rational {
        let Some((first, rest)) = rows.split_first() else { return Rational::one() };
        let mut sum = Rational::zero();
        for (k, &column) in columns.iter().enumerate() {
            let others: Vec<usize> = columns.iter().copied().filter(|&c| c != column).collect();
            let minor = determinant(matrix, rest, &others);
            if k % 2 == 0 {
                sum.add_product(&matrix[(*first, column)], &minor);
            } else {
                sum.sub_product(&matrix[(*first, column)], &minor);
            }
        }
        sum
    }

    proptest! {
        #[test]
        fn signs_are_those_of_the_determinants(
            entries in prop::collection::vec((-2..3_i64, 1..3_i64), 16),
            size in 0..5_usize,
        ) {
            let number = |(n, d): (i64, i64)| Rational::new(n, d).unwrap();
            let matrix = square(4, entries.into_iter().map(number).collect());
            let rows: Vec<usize> = (0..size).rev().collect();
            let columns: Vec<usize> = (4 - size..4).collect();
            let minors = Minors::new(&matrix);
            let expected = determinant(&matrix, &rows, &columns).signum();
            prop_assert_eq!(minors.sign(&rows, &columns), expected);
            prop_assert_eq!(minors.exact_sign(&rows, &columns), expected);
        }

        /// Numbers too large for machine words, and ties among them.
        #[test]
        fn large_numbers_are_no_different(
            entries in prop::collection::vec(any::<i64>(), 25), tied in any::<bool>(),
        ) {
            let mut entries: Vec<Rational> = entries.into_iter().map(Rational::integer).collect();
            if tied {
                for k in 0..5 {
                    let mut sum = entries[k].clone();
                    sum += &entries[5 + k];
                    entries[20 + k] = sum;
                }
            }
            let matrix = square(5, entries);
            let all: Vec<usize> = (0..5).collect();
            let expected = determinant(&matrix, &all, &all).signum();
            prop_assert_eq!(Minors::new(&matrix).sign(&all, &all), expected);
            prop_assert_eq!(tied, expected == Sign::Zero);
            prop_assert_eq!(rank(&matrix), if tied { 4 } else { 5 });
        }
    }
}
