//! Exact solutions of systems of linear equations.
//!
//! Fraction-free elimination: every intermediate number is a minor of the (integer) system, so it
//! stays short, and no gcd is taken until the end. Machine words first, big integers if they
//! overflow; larger systems are solved by p-adic lifting (`lifting`).
//!
//! Source: E. H. Bareiss, "Sylvester's identity and multistep integer-preserving Gaussian
//! elimination", *Mathematics of Computation* 22 (1968), 565–578 (`bareiss1968`).

use dashu_int::IBig;

use super::Matrix;
use super::fractions::{Fractions, Integers};
use super::integer::Integer;
use super::lifting::{Common, Lifted, lifted};
use crate::num::Rational;

/// What is known about the solutions of a system of linear equations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Solved {
    /// Exactly one solution.
    Unique(Vec<Rational>),
    /// None, or infinitely many; or more equations than the unknowns can satisfy.
    Singular {
        /// Whether there is a solution.
        consistent: bool,
        /// Rank of the matrix.
        rank: usize,
    },
}

impl Solved {
    /// The only solution.
    pub fn unique(self) -> Option<Vec<Rational>> {
        match self {
            Self::Unique(solution) => Some(solution),
            Self::Singular { .. } => None,
        }
    }
}

/// Solves `matrix · x = right_side` exactly.
///
/// The matrix need not be square: a system of more equations than unknowns has a unique solution
/// when its columns are independent and the equations agree. `right_side` has one entry for each
/// row; missing ones count as 0.
///
/// # Complexity
/// For few unknowns O(r c min(r, c)) multiplications for r rows and c columns, of numbers whose
/// length grows up to that of a c × c determinant; for more, as many multiplications of floats, and
/// O(c²) of these for each 23 bits of the solution. A matrix without full rank takes one solution
/// more for each column that depends on others.
///
/// # Examples
/// ```
/// use equil::linalg::{Matrix, Solved, solve};
/// use equil::num::Rational;
///
/// let [zero, one, two] = [0, 1, 2].map(Rational::integer);
/// let matrix = Matrix::from_rows(vec![vec![one.clone(), two.clone()], vec![two.clone(), one.clone()]]);
/// let third = Rational::new(1, 3).unwrap();
/// assert_eq!(solve(&matrix.unwrap(), &[one.clone(), one.clone()]), Solved::Unique(vec![third.clone(), third]));
///
/// let matrix = Matrix::from_rows(vec![vec![one.clone(), one.clone()], vec![two.clone(), two]]);
/// assert_eq!(solve(&matrix.unwrap(), &[one, zero]), Solved::Singular { consistent: false, rank: 1 });
/// ```
#[allow(clippy::missing_panics_doc)] // an invariant
pub fn solve(matrix: &Matrix<Rational>, right_side: &[Rational]) -> Solved {
    let zero = Rational::integer(0);
    let rows = matrix.iter_rows().enumerate().map(|(i, row)| {
        let end = right_side.get(i).unwrap_or(&zero);
        let row: Vec<Rational> = row.iter().chain([end]).cloned().collect();
        Fractions::new(&row).integers
    });
    let rows: Vec<Integers> = rows.collect();
    if matrix.columns() <= IN_WORDS_UP_TO
        && let Some(small) = all_small(&rows)
        && let Some(solved) = eliminated(small, matrix.columns())
    {
        return solved;
    }
    let big: Vec<Vec<IBig>> = rows.into_iter().map(Integers::into_big).collect();
    if matrix.columns() >= LIFTED_FROM && matrix.rows() >= LIFTED_FROM {
        return by_lifting(&big, matrix.columns());
    }
    eliminated(big, matrix.columns()).expect("big integers do not overflow")
}

/// With more unknowns than this, the numbers of an elimination hardly ever fit machine words.
const IN_WORDS_UP_TO: usize = 40;

/// Measured: from so many unknowns on, lifting takes less time than elimination with big integers.
const LIFTED_FROM: usize = 12;

fn by_lifting(rows: &[Vec<IBig>], unknowns: usize) -> Solved {
    match lifted(rows, unknowns) {
        Lifted::Unique(Common { numerators, denominator }) => {
            Solved::Unique(numerators.iter().map(|n| n.over(&denominator)).collect())
        }
        Lifted::Singular { consistent, rank } => Solved::Singular { consistent, rank },
    }
}

fn all_small(rows: &[Integers]) -> Option<Vec<Vec<i128>>> {
    let small = rows.iter().map(|row| match row {
        Integers::Small(row) => Some(row.clone()),
        Integers::Big(_) => None,
    });
    small.collect()
}

/// Each row ends with its right-hand side. `None` on overflow.
fn eliminated<Z: Integer>(mut rows: Vec<Vec<Z>>, unknowns: usize) -> Option<Solved> {
    let mut rank = 0;
    let mut previous = Z::one();
    for column in 0..unknowns {
        let Some(found) = (rank..rows.len()).find(|&i| !rows[i][column].is_zero()) else {
            continue;
        };
        rows.swap(rank, found);
        let (done, below) = rows.split_at_mut(rank + 1);
        let pivot_row = &done[rank];
        let divisor = previous.divisor();
        for row in below {
            let factor = std::mem::replace(&mut row[column], Z::zero());
            for j in column + 1..=unknowns {
                row[j] = Z::cross(&pivot_row[column], &row[j], &factor, &pivot_row[j], &divisor)?;
            }
        }
        previous = pivot_row[column].clone();
        rank += 1;
    }
    let consistent = rows[rank..].iter().all(|row| row[unknowns].is_zero());
    if rank < unknowns || !consistent {
        return Some(Solved::Singular { consistent, rank });
    }
    Some(Solved::Unique(back_substituted(&rows, unknowns, &previous)?))
}

/// `determinant` times each unknown is an integer (Cramer's rule).
fn back_substituted<Z: Integer>(
    rows: &[Vec<Z>],
    unknowns: usize,
    determinant: &Z,
) -> Option<Vec<Rational>> {
    let mut numerators = vec![Z::zero(); unknowns];
    for i in (0..unknowns).rev() {
        let row = &rows[i];
        let known = row[i + 1..unknowns].iter().zip(&numerators[i + 1..]);
        numerators[i] = Z::reduced(determinant, &row[unknowns], known, &row[i].divisor())?;
    }
    Some(numerators.iter().map(|n| n.over(determinant)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::Ring;
    use proptest::prelude::*;

    fn system(
        size: std::ops::Range<usize>,
        entry: impl Strategy<Value = i64> + 'static,
        denominator: i64,
    ) -> impl Strategy<Value = (Matrix<Rational>, Vec<Rational>)> {
        let number =
            (entry, 1..=denominator).prop_map(|(n, d)| Rational::new(n, d).unwrap()).boxed();
        (size.clone(), size).prop_flat_map(move |(rows, columns)| {
            let entries = prop::collection::vec(number.clone(), rows * columns);
            let known = prop::collection::vec(number.clone(), columns);
            (entries.prop_map(move |e| Matrix::new(rows, columns, e).unwrap()), known)
        })
    }

    fn times(matrix: &Matrix<Rational>, x: &[Rational]) -> Vec<Rational> {
        let x = Fractions::new(x);
        matrix.iter_rows().map(|row| Fractions::new(row).dot(&x)).collect()
    }

    /// Rank by elimination with fractions.
    fn plain_rank(matrix: &Matrix<Rational>) -> usize {
        let mut rows: Vec<Vec<Rational>> = matrix.iter_rows().map(<[_]>::to_vec).collect();
        let mut rank = 0;
        for column in 0..matrix.columns() {
            let Some(found) = (rank..rows.len()).find(|&i| !rows[i][column].is_zero()) else {
                continue;
            };
            rows.swap(rank, found);
            for i in rank + 1..rows.len() {
                let mut factor = rows[i][column].clone();
                factor /= &rows[rank][column];
                let top = rows[rank].clone();
                for (x, y) in rows[i].iter_mut().zip(&top) {
                    x.sub_product(&factor, y);
                }
            }
            rank += 1;
        }
        rank
    }

    proptest! {
        #[test]
        fn a_known_solution_is_found((matrix, known) in system(1..6, -3..4_i64, 3)) {
            let rank = plain_rank(&matrix);
            match solve(&matrix, &times(&matrix, &known)) {
                Solved::Unique(x) => {
                    prop_assert_eq!(x, known);
                    prop_assert_eq!(rank, matrix.columns());
                }
                Solved::Singular { consistent, rank: found } => {
                    prop_assert!(consistent);
                    prop_assert_eq!(found, rank);
                    prop_assert!(rank < matrix.columns());
                }
            }
        }

        #[test]
        fn big_numbers_are_no_different((matrix, known) in system(1..5, any::<i64>(), i64::MAX)) {
            if let Solved::Unique(x) = solve(&matrix, &times(&matrix, &known)) {
                prop_assert_eq!(x, known);
            } else {
                prop_assert!(matrix.rows() < matrix.columns());
            }
        }

        #[test]
        fn any_right_side_is_decided((matrix, right) in system(1..5, -2..3_i64, 1)) {
            let mut right = right;
            right.resize(matrix.rows(), Rational::integer(1));
            let extended = matrix.iter_rows().zip(&right).map(|(row, b)| [row, std::slice::from_ref(b)].concat());
            let extended = Matrix::from_rows(extended.collect()).unwrap();
            let consistent = plain_rank(&extended) == plain_rank(&matrix);
            match solve(&matrix, &right) {
                Solved::Unique(x) => prop_assert_eq!(times(&matrix, &x), right),
                Solved::Singular { consistent: found, .. } if found => prop_assert!(consistent),
                Solved::Singular { .. } => prop_assert!(!consistent),
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        /// Of any shape, rank and magnitude.
        #[test]
        fn lifting_agrees_with_elimination(
            (rows, columns) in (1..18_usize, 1..18_usize),
            rank in 0..18_usize,
            seed in prop::collection::vec(-9..10_i64, 2 * 18 * 18),
            right in prop::collection::vec(-9..10_i64, 18),
            consistent: bool,
            factor in prop::sample::select(vec![1, 1 << 40, i64::MAX]),
        ) {
            // A product of two matrices has no more rank than either
            let (left, top) = seed.split_at(18 * 18);
            let entry = |i: usize, j: usize| -> IBig {
                let sum: i64 = (0..rank).map(|k| left[18 * i + k] * top[18 * k + j]).sum();
                IBig::from(sum) * IBig::from(factor) * IBig::from(factor)
            };
            let system: Vec<Vec<IBig>> = (0..rows).map(|i| {
                let mut row: Vec<IBig> = (0..columns).map(|j| entry(i, j)).collect();
                let known = row.iter().zip(&right).map(|(a, x)| a * IBig::from(*x)).sum();
                row.push(if consistent { known } else { IBig::from(right[i]) });
                row
            }).collect();
            prop_assert_eq!(by_lifting(&system, columns), eliminated(system, columns).unwrap());
        }
    }

    /// Primes that divide the determinant are passed over.
    #[test]
    fn unlucky_primes_do_no_harm() {
        let n = 13;
        let mut prime = (1_i64 << 25) - 1;
        for _ in 0..2000 {
            let row = |i: usize| (0..=n).map(|j| IBig::from(i64::from(i == j || j == n))).collect();
            let mut system: Vec<Vec<IBig>> = (0..n).map(row).collect();
            system[0][0] = IBig::from(prime);
            let solution = by_lifting(&system, n).unique().unwrap();
            assert_eq!(solution[0], Rational::new(1, prime).unwrap());
            prime -= 1;
        }
    }

    /// A Hilbert matrix has an inverse with integer entries.
    #[test]
    fn hilbert_matrices_are_exact() {
        let n = 12;
        let entry = |i: i64, j: i64| Rational::new(1, i + j + 1).unwrap();
        let entries = (0..n * n).map(|k| entry(k / n, k % n)).collect();
        let size = usize::try_from(n).unwrap();
        let matrix = Matrix::new(size, size, entries).unwrap();
        let solution = solve(&matrix, &[Rational::integer(1)]).unique().unwrap();
        assert!(solution.iter().all(Rational::is_integer));
        assert_eq!(solution[0], Rational::integer(144)); // n²
    }
}
