//! Exact solutions of larger systems by p-adic lifting: one inverse modulo a prime of one word, then
//! digit after digit of the solution by products of a matrix and a vector, then fractions from
//! residues.
//!
//! Nothing is left to chance: a regular part modulo a prime is regular, a fraction is accepted only
//! if its numbers are so short that equality modulo the power of the prime is equality, and what a
//! prime leaves out is shown to depend on the rest.
//!
//! Sources: J. D. Dixon, "Exact solution of linear equations using p-adic expansions", *Numerische
//! Mathematik* 40 (1982), 137–141 (`dixon1982`); P. S. Wang, "A p-adic algorithm for univariate
//! partial fractions", *SYMSAC '81*, ACM, 1981, 212–217 (`wang1981`).

mod integers;
mod modular;
mod reconstruct;

use dashu_base::BitTest;
use dashu_int::IBig;

use integers::Split;
use modular::{Field, Regular, dot, integer, regular_part};

/// Primes are looked for below this: more bits make fewer steps, but shorter exact sums.
const PRIMES_BELOW: i64 = 1 << 25;

/// Between attempts to read the solution, the number of its digits grows by a quarter.
const GROWTH: (usize, usize) = (5, 4);

/// The solution of a system, over one denominator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Common {
    pub(super) numerators: Vec<IBig>,
    /// Positive.
    pub(super) denominator: IBig,
}

/// What lifting finds out about a system of equations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lifted {
    Unique(Common),
    Singular { consistent: bool, rank: usize },
}

/// Solves the system whose rows end with their right-hand sides.
pub(super) fn lifted(rows: &[Vec<IBig>], unknowns: usize) -> Lifted {
    let mut bound = PRIMES_BELOW;
    loop {
        let field = Field::new(rows.len().max(unknowns), bound);
        if let Some(lifted) = modulo(field, rows, unknowns) {
            return lifted;
        }
        // Unlucky: the prime divides some minor. Few do.
        bound = field.prime();
    }
}

fn modulo(field: Field, rows: &[Vec<IBig>], unknowns: usize) -> Option<Lifted> {
    let part = regular_part(field, integers::residues(field, rows, unknowns));
    let rank = part.rows.len();
    let is_outside = |chosen: &[usize], k: &usize| !chosen.contains(k);
    let others: Vec<usize> = (0..rows.len()).filter(|i| is_outside(&part.rows, i)).collect();
    let dependent: Vec<usize> = (0..unknowns).filter(|j| is_outside(&part.columns, j)).collect();
    let lifting = Lifting::new(field, rows, part);
    // Whether the rows outside of the part agree with a combination of its columns
    let agrees = |solution: &Common, column: usize| {
        others.iter().all(|&i| {
            let pairs = lifting.part.columns.iter().zip(&solution.numerators);
            let sum: IBig = pairs.map(|(&j, n)| &rows[i][j] * n).sum();
            sum == &rows[i][column] * &solution.denominator
        })
    };
    let column =
        |j: usize| lifting.part.rows.iter().map(|&i| rows[i][j].clone()).collect::<Vec<_>>();
    // The rank is at least that of the part; it is more if some column does not depend on it
    if !dependent.iter().all(|&j| agrees(&lifting.solution(&column(j)), j)) {
        return None;
    }
    let solution = lifting.solution(&column(unknowns));
    let consistent = agrees(&solution, unknowns);
    if rank < unknowns || !consistent {
        return Some(Lifted::Singular { consistent, rank });
    }
    let mut numerators = vec![IBig::ZERO; unknowns];
    for (&j, n) in lifting.part.columns.iter().zip(solution.numerators) {
        numerators[j] = n;
    }
    Some(Lifted::Unique(Common { numerators, denominator: solution.denominator }))
}

/// A regular part of a matrix, modulo a prime.
#[derive(Clone, Debug)]
pub(super) struct Part {
    field: Field,
    regular: Regular,
}

impl Part {
    /// Of the columns before `width`.
    pub(super) fn of(rows: &[Vec<IBig>], width: usize) -> Self {
        let field = Field::new(rows.len().max(width), PRIMES_BELOW);
        Self { field, regular: regular_part(field, integers::residues(field, rows, width)) }
    }

    /// The part and its transpose.
    pub(super) fn both(self, rows: &[Vec<IBig>]) -> (Lifting, Lifting) {
        let transposed = Lifting::transposed(self.field, rows, &self.regular);
        (Lifting::new(self.field, rows, self.regular), transposed)
    }
}

/// A regular matrix, ready to solve for any right-hand side.
#[derive(Debug)]
pub(super) struct Lifting {
    field: Field,
    part: Regular,
    matrix: Split,
}

impl Lifting {
    fn new(field: Field, rows: &[Vec<IBig>], part: Regular) -> Self {
        let row = |&i: &usize| part.columns.iter().map(|&j| &rows[i][j]).collect();
        let entries: Vec<Vec<&IBig>> = part.rows.iter().map(row).collect();
        let matrix = Split::new(&entries, field);
        Self { field, part, matrix }
    }

    fn transposed(field: Field, rows: &[Vec<IBig>], part: &Regular) -> Self {
        let column = |&j: &usize| part.rows.iter().map(|&i| &rows[i][j]).collect();
        let entries: Vec<Vec<&IBig>> = part.columns.iter().map(column).collect();
        let size = part.rows.len();
        let inverse = (0..size).map(|l| part.inverse.iter().map(|row| row[l]).collect()).collect();
        let (rows, columns) = (part.columns.clone(), part.rows.clone());
        Self {
            field,
            matrix: Split::new(&entries, field),
            part: Regular { rows, columns, inverse },
        }
    }

    pub(super) fn rows(&self) -> &[usize] {
        &self.part.rows
    }

    pub(super) fn columns(&self) -> &[usize] {
        &self.part.columns
    }

    /// The only x with matrix · x = `right_side`, which has an entry for each row of the part.
    pub(super) fn solution(&self, right_side: &[IBig]) -> Common {
        let size = right_side.len();
        if size == 0 {
            return Common { numerators: vec![], denominator: IBig::ONE };
        }
        let mut residual = self.matrix.residual(right_side);
        let mut digits: Vec<Vec<i64>> = vec![Vec::new(); size];
        let (mut reduced, mut digit) = (vec![0.0; size], vec![0.0; size]);
        let mut attempt = 4;
        let longest = right_side.iter().map(IBig::bit_len).max().unwrap_or(0);
        loop {
            for _ in digits.first().map_or(attempt, Vec::len)..attempt {
                residual.reduce(self.field, &mut reduced);
                for (x, row) in digit.iter_mut().zip(&self.part.inverse) {
                    *x = self.field.residue(dot(row, &reduced));
                }
                for (all, x) in digits.iter_mut().zip(&digit) {
                    all.push(integer(*x));
                }
                residual.advance(self.field, &self.matrix, &digit);
            }
            if let Some(solution) = self.read(&digits, longest) {
                return solution;
            }
            attempt = attempt * GROWTH.0 / GROWTH.1 + 1;
        }
    }

    /// The solution with these digits, if it is one for certain.
    ///
    /// A numerator may be short although its denominator is missing still, if powers of the prime
    /// leave 1 or −1 modulo that denominator. Not all of them are then: so whenever a factor is
    /// found, all are looked at again.
    fn read(&self, digits: &[Vec<i64>], longest: usize) -> Option<Common> {
        let count = digits.first().map_or(0, Vec::len);
        let powers = reconstruct::powers(self.field.prime(), count);
        let modulus = IBig::from(self.field.prime()).pow(count);
        let order = (usize::BITS - digits.len().leading_zeros()) as usize;
        let room = modulus.bit_len().checked_sub(2)?;
        let is_long = |n: &IBig| n.bit_len() + self.matrix.bits() + order > room;
        let mut numerators: Vec<IBig> =
            digits.iter().map(|digits| reconstruct::number(digits, &powers)).collect();
        let mut denominator = IBig::ONE;
        let (mut place, mut short) = (0, 0);
        while short < numerators.len() {
            // Most likely the denominators so far are all: then the numerator is short
            if is_long(&numerators[place]) {
                numerators[place] = reconstruct::residue(&numerators[place], &modulus);
            }
            if is_long(&numerators[place]) {
                let factor = reconstruct::denominator(&numerators[place], &modulus);
                denominator *= &factor;
                if factor.is_one() || denominator.bit_len() + longest > room {
                    return None;
                }
                for n in &mut numerators {
                    *n *= &factor;
                }
                short = 0;
            } else {
                short += 1;
                place = (place + 1) % numerators.len();
            }
        }
        // |matrix · numerators − right_side · denominator| is below the modulus, and 0 modulo it
        (denominator.bit_len() + longest <= room).then_some(Common { numerators, denominator })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The system is solved, if it is regular.
    fn is_solved(entries: &[Vec<i64>], right: &[i64]) -> bool {
        let mut rows: Vec<Vec<IBig>> = Vec::new();
        for (row, b) in entries.iter().zip(right) {
            rows.push(row.iter().chain([b]).map(|&x| x.into()).collect());
        }
        let Lifted::Unique(Common { numerators, denominator }) = lifted(&rows, right.len()) else {
            return false;
        };
        rows.iter().all(|row| {
            let sum: IBig = row.iter().zip(&numerators).map(|(a, x)| a * x).sum();
            sum == &row[right.len()] * &denominator
        })
    }

    /// A numerator looked short with a denominator missing, at every power of the prime.
    #[test]
    fn short_numerators_are_no_trap() {
        let entries = [
            [-1, -1, 0, 1, -1, -1, -1, 1, 0, 1, 1],
            [-1, 1, -1, 1, 1, 1, 1, -1, -1, -1, 1],
            [1, -1, 0, 1, -1, -1, 0, -1, 0, 1, -1],
            [1, 0, 0, 1, -1, 0, 0, -1, 1, 1, 0],
            [1, -1, 0, 1, 0, 1, 0, 1, -1, -1, -1],
            [1, 1, -1, -1, -1, 1, 1, -1, 1, 1, 0],
            [1, -1, 1, 1, 1, 1, 0, 1, -1, 1, -1],
            [-1, -1, -1, 1, -1, 1, -1, -1, 0, 1, -1],
            [-1, 0, -1, 1, 0, 1, -1, -1, 0, 0, -1],
            [1, 1, -1, 1, 0, -1, -1, -1, 0, 1, -1],
            [1, -1, -1, -1, 1, 0, 1, 0, 1, 1, 0],
        ];
        let right = [-2, 2, 2, -3, 2, 1, 3, 0, 0, -3, -1];
        assert!(is_solved(&entries.map(|row| row.to_vec()), &right));
    }

    proptest! {
        #[test]
        fn systems_of_small_numbers_are_solved(
            (entries, right) in (1..24_usize).prop_flat_map(|n| (
                prop::collection::vec(prop::collection::vec(-1..2_i64, n), n),
                prop::collection::vec(-3..4_i64, n),
            )),
        ) {
            let rows: Vec<Vec<IBig>> =
                entries.iter().map(|row| row.iter().map(|&x| x.into()).collect()).collect();
            let part = Part::of(&rows, right.len()).regular;
            prop_assert_eq!(is_solved(&entries, &right), part.rows.len() == right.len());
        }
    }
}
