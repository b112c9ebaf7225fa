//! Solutions of systems whose coefficients are enclosed rather than known.

use super::Matrix;
use crate::num::{Certain, Rational, Sign};

/// Encloses the solution of the square system `matrix · x = right_side`, by Gaussian elimination
/// on pivots that are proved not to be 0.
///
/// Every system whose coefficients lie in the given enclosures is then regular, and has its
/// solution in the result. `None` when some pivot cannot be proved (the enclosures are too wide, or
/// the system is singular), when the matrix is not square, or when `right_side` differs from it in
/// length.
///
/// # Complexity
/// O(n³) operations on `T`, and O(n²) of its bounds.
///
/// # Examples
/// ```
/// use equil::linalg::{Matrix, solve_certain};
/// use equil::num::Rational;
///
/// let [one, two] = [1, 2].map(Rational::integer);
/// let matrix = Matrix::new(2, 2, vec![two.clone(), one.clone(), one.clone(), two]).unwrap();
/// let third = Rational::new(1, 3).unwrap();
/// assert_eq!(solve_certain(&matrix, &[one.clone(), one]), Some(vec![third.clone(), third]));
/// ```
pub fn solve_certain<T: Certain>(matrix: &Matrix<T>, right_side: &[T]) -> Option<Vec<T>> {
    let n = matrix.rows();
    if matrix.columns() != n || right_side.len() != n {
        return None;
    }
    let mut rows: Vec<Vec<T>> = matrix
        .iter_rows()
        .zip(right_side)
        .map(|(row, b)| [row, std::slice::from_ref(b)].concat())
        .collect();
    for step in 0..n {
        let found = pivot(&rows, step)?;
        rows.swap(step, found);
        let (done, below) = rows.split_at_mut(step + 1);
        let pivot_row = &done[step];
        for row in below {
            let factor = row[step].divided_by(&pivot_row[step])?;
            for j in step + 1..=n {
                row[j].sub_product(&factor, &pivot_row[j]);
            }
        }
    }
    let mut solution = vec![T::zero(); n];
    for i in (0..n).rev() {
        let mut value = rows[i][n].clone();
        for j in i + 1..n {
            value.sub_product(&rows[i][j], &solution[j]);
        }
        solution[i] = value.divided_by(&rows[i][i])?;
    }
    Some(solution)
}

/// The row from `step` on whose entry in that column is farthest from 0, of those proved not to be
/// 0. If there is none, some system within the enclosures is singular, and no other column helps.
fn pivot<T: Certain>(rows: &[Vec<T>], step: usize) -> Option<usize> {
    let proved =
        (step..rows.len()).filter_map(|row| Some((distance_from_zero(&rows[row][step])?, row)));
    proved.max().map(|(_, row)| row)
}

/// The least that the magnitude of `x` can be, if it is proved to be positive.
fn distance_from_zero<T: Certain>(x: &T) -> Option<Rational> {
    let sign = x.certain_sign()?;
    let (low, high) = x.bounds()?;
    match sign {
        Sign::Positive => Some(low),
        Sign::Negative => Some(high.negated()),
        Sign::Zero => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linalg::{Solved, solve};
    use crate::num::Ring;
    use proptest::prelude::*;
    use std::ops::{AddAssign, MulAssign, SubAssign};

    proptest! {
        #[test]
        fn known_numbers_are_solved_exactly(
            entries in prop::collection::vec((-3..4_i64, 1..4_i64), 16),
            right in prop::collection::vec(-3..4_i64, 4),
        ) {
            let number = |(n, d): (i64, i64)| Rational::new(n, d).unwrap();
            let matrix = Matrix::new(4, 4, entries.into_iter().map(number).collect()).unwrap();
            let right: Vec<Rational> = right.into_iter().map(Rational::integer).collect();
            match solve(&matrix, &right) {
                Solved::Unique(x) => prop_assert_eq!(solve_certain(&matrix, &right), Some(x)),
                Solved::Singular { .. } => prop_assert_eq!(solve_certain(&matrix, &right), None),
            }
        }

        /// Every system inside the enclosures has its solution inside the answer.
        #[test]
        fn solutions_are_enclosed(
            entries in prop::collection::vec(-9..10_i64, 9),
            within in prop::collection::vec(0..=10_i64, 9),
            right in prop::collection::vec(-9..10_i64, 3),
        ) {
            let width = Rational::new(1, 50).unwrap();
            let low: Vec<Rational> = entries.iter().map(|&n| Rational::integer(n)).collect();
            let wide = low.iter().map(|x| Range(x.clone(), sum(x, &width))).collect();
            let inner = low.iter().zip(&within).map(|(x, &k)| {
                sum(x, &Rational::new(k, 500).unwrap())
            });
            let inner = Matrix::new(3, 3, inner.collect()).unwrap();
            let right: Vec<Rational> = right.into_iter().map(Rational::integer).collect();
            let wide_right: Vec<Range> = right.iter().map(Range::from_rational).collect();
            if let Some(x) = solve_certain(&Matrix::new(3, 3, wide).unwrap(), &wide_right) {
                let inside = solve(&inner, &right).unique().unwrap();
                prop_assert!(inside.iter().zip(&x).all(|(x, range)| range.0 <= *x && *x <= range.1));
            }
        }
    }

    #[test]
    fn an_unproved_pivot_is_refused() {
        let around_zero = Range(Rational::integer(-1), Rational::integer(1));
        assert_eq!(
            solve_certain(&Matrix::new(1, 1, vec![around_zero.clone()]).unwrap(), &[Range::one()]),
            None
        );
        // A proved pivot elsewhere in the column is found
        let entries = vec![around_zero, Range::one(), Range::one(), Range::zero()];
        let matrix = Matrix::new(2, 2, entries).unwrap();
        let x = solve_certain(&matrix, &[Range::one(), Range::zero()]).unwrap();
        assert_eq!(x, [Range::zero(), Range::one()]);
    }

    /// The simplest enclosure: rational bounds.
    #[derive(Clone, Debug, PartialEq)]
    struct Range(Rational, Rational);

    fn sum(a: &Rational, b: &Rational) -> Rational {
        let mut sum = a.clone();
        sum += b;
        sum
    }

    fn hull(mut ends: Vec<Rational>) -> Range {
        ends.sort();
        Range(ends.first().unwrap().clone(), ends.last().unwrap().clone())
    }

    impl AddAssign<&Self> for Range {
        fn add_assign(&mut self, other: &Self) {
            self.0 += &other.0;
            self.1 += &other.1;
        }
    }
    impl SubAssign<&Self> for Range {
        fn sub_assign(&mut self, other: &Self) {
            self.0 -= &other.1;
            self.1 -= &other.0;
        }
    }
    impl MulAssign<&Self> for Range {
        fn mul_assign(&mut self, other: &Self) {
            let product = |a: &Rational, b: &Rational| {
                let mut product = a.clone();
                product *= b;
                product
            };
            let ends = [
                (&self.0, &other.0),
                (&self.0, &other.1),
                (&self.1, &other.0),
                (&self.1, &other.1),
            ];
            *self = hull(ends.map(|(a, b)| product(a, b)).to_vec());
        }
    }
    impl Ring for Range {
        fn zero() -> Self {
            Self(Rational::zero(), Rational::zero())
        }
        fn one() -> Self {
            Self(Rational::one(), Rational::one())
        }
        fn from_rational(exact: &Rational) -> Self {
            Self(exact.clone(), exact.clone())
        }
    }
    impl Certain for Range {
        fn certain_sign(&self) -> Option<Sign> {
            (self.0.signum() == self.1.signum()).then(|| self.0.signum())
        }
        fn divided_by(&self, divisor: &Self) -> Option<Self> {
            if !matches!(divisor.certain_sign(), Some(Sign::Positive | Sign::Negative)) {
                return None;
            }
            let mut quotient = self.clone();
            quotient *= &hull(vec![divisor.0.recip()?, divisor.1.recip()?]);
            Some(quotient)
        }
        fn bounds(&self) -> Option<(Rational, Rational)> {
            Some((self.0.clone(), self.1.clone()))
        }
    }
}
