//! Regular parts of matrices, ready to solve several systems exactly.

use dashu_base::Gcd;
use dashu_int::IBig;

use super::Matrix;
use super::fractions::{Fractions, Integers};
use super::lifting::{Common, Lifting, Part};
use crate::num::{Rational, Ring};
use dashu_ratio::RBig;

/// A regular square part of a matrix, as large as a prime makes out, and its inverse modulo the
/// prime, by which systems with the part and with its transpose are solved exactly.
///
/// # Examples
/// ```
/// use equil::linalg::{Matrix, RegularPart};
/// use equil::num::Rational;
///
/// let matrix = Matrix::new(3, 2, [1, 2, 2, 4, 0, 1].map(Rational::integer).to_vec()).unwrap();
/// let part = RegularPart::new(&matrix);
/// assert_eq!((part.rows(), part.columns()), (&[0, 2][..], &[0, 1][..]));
/// // x + 2y = 3, y = 1
/// let [one, three] = [1, 3].map(Rational::integer);
/// assert_eq!(part.solution(&[three, one]).numbers(), [1, 1].map(Rational::integer));
/// ```
#[derive(Debug)]
pub struct RegularPart {
    lifting: Lifting,
    transposed: Lifting,
    /// What the matrix was multiplied by to have integer entries.
    scale: Rational,
}

impl RegularPart {
    /// Finds a regular part, larger than which there is none but for very rare matrices.
    ///
    /// # Complexity
    /// O(r c k) multiplications of floats for r rows, c columns and a part of k.
    pub fn new(matrix: &Matrix<Rational>) -> Self {
        let Fractions { integers, scale } = Fractions::new(matrix.entries());
        let entries = integers.into_big();
        let rows: Vec<Vec<IBig>> =
            entries.chunks_exact(matrix.columns()).map(<[IBig]>::to_vec).collect();
        let (lifting, transposed) = Part::of(&rows, matrix.columns()).both(&rows);
        Self { lifting, transposed, scale }
    }

    /// The rows of the part, in the order of its equations.
    pub fn rows(&self) -> &[usize] {
        self.lifting.rows()
    }

    /// The columns of the part, in the order of its unknowns.
    pub fn columns(&self) -> &[usize] {
        self.lifting.columns()
    }

    /// The only x with part · x = `right_side`, one number for each of its rows.
    pub fn solution(&self, right_side: &[Rational]) -> Fractions {
        self.by(&self.lifting, right_side)
    }

    /// The only x with partᵀ · x = `right_side`, one number for each of its columns; x has one for
    /// each of its rows.
    pub fn transposed_solution(&self, right_side: &[Rational]) -> Fractions {
        self.by(&self.transposed, right_side)
    }

    fn by(&self, lifting: &Lifting, right_side: &[Rational]) -> Fractions {
        let Fractions { integers, scale } = Fractions::new(right_side);
        let Common { mut numerators, denominator } = lifting.solution(&integers.into_big());
        let mut content = denominator.clone();
        for n in numerators.iter().filter(|n| !n.is_zero()) {
            if content.is_one() {
                break;
            }
            content = IBig::from(content.gcd(n));
        }
        if !content.is_one() {
            for n in &mut numerators {
                *n /= &content;
            }
        }
        // (scaled matrix) · x · (scale of b / scale of matrix) = scaled b
        let mut factor = Rational::from_big(RBig::from(denominator / content));
        factor *= &scale;
        factor /= &self.scale;
        debug_assert!(factor > Rational::zero());
        Fractions { integers: Integers::Big(numerators), scale: factor }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_ways_are_solved(
            entries in prop::collection::vec((-9..10_i64, 1..5_i64), 20),
            right in prop::collection::vec((-9..10_i64, 1..5_i64), 5),
        ) {
            let number = |&(n, d): &(i64, i64)| Rational::new(n, d).unwrap();
            let matrix = Matrix::new(4, 5, entries.iter().map(number).collect()).unwrap();
            let right: Vec<Rational> = right.iter().map(number).collect();
            let part = RegularPart::new(&matrix);
            let size = part.rows().len();
            let x = part.solution(&right[..size]);
            let y = part.transposed_solution(&right[..size]);
            let entry = |k: usize, l: usize| matrix[(part.rows()[k], part.columns()[l])].clone();
            for k in 0..size {
                let row: Vec<Rational> = (0..size).map(|l| entry(k, l)).collect();
                prop_assert_eq!(&Fractions::new(&row).dot(&x), &right[k]);
                let column: Vec<Rational> = (0..size).map(|l| entry(l, k)).collect();
                prop_assert_eq!(&Fractions::new(&column).dot(&y), &right[k]);
            }
        }
    }
}
