//! Integer matrices in pieces so short that floats multiply them exactly.

use dashu_base::{Abs, BitTest};
use dashu_int::IBig;

use super::modular::{Field, dot, integer};

/// Bits of sums that floats hold exactly.
const EXACT: usize = 53;

/// Bits of residuals that are kept in machine words.
const WORD: usize = 126;

/// The columns before `width`, modulo the prime.
pub(super) fn residues(field: Field, rows: &[Vec<IBig>], width: usize) -> Vec<Vec<f64>> {
    rows.iter().map(|row| row[..width].iter().map(|x| residue(field, x)).collect()).collect()
}

#[allow(clippy::cast_precision_loss)] // below the prime
fn residue(field: Field, x: &IBig) -> f64 {
    let long = |_| {
        let rest = x % IBig::from(field.prime());
        i64::try_from(rest).expect("a rest is shorter than the divisor")
    };
    let rest = i64::try_from(x).map_or_else(long, |x| x % field.prime());
    field.residue(rest as f64)
}

/// A matrix as Σ piece(l) · 2^(l · `width`).
#[derive(Debug)]
pub(super) struct Split {
    /// For each piece its rows.
    pieces: Vec<Vec<Vec<f64>>>,
    width: usize,
    /// Bits of the largest entry.
    bits: usize,
}

impl Split {
    pub(super) fn new(rows: &[Vec<&IBig>], field: Field) -> Self {
        let size = rows.len();
        let bits = rows.iter().flatten().map(|x| x.bit_len()).max().unwrap_or(0);
        let order = (usize::BITS - size.leading_zeros()) as usize;
        let digit = (i64::BITS - field.prime().leading_zeros()) as usize - 1;
        let width = EXACT - order - digit;
        let count = bits.div_ceil(width).max(1);
        let pieces = (0..count).map(|l| {
            rows.iter()
                .map(|row| row.iter().map(|x| piece(x, l * width, width)).collect())
                .collect()
        });
        Self { pieces: pieces.collect(), width, bits }
    }

    pub(super) fn bits(&self) -> usize {
        self.bits
    }

    /// What is left to be explained by the digits to come: at first all of `right_side`.
    pub(super) fn residual(&self, right_side: &[IBig]) -> Residual {
        let longest = right_side.iter().map(IBig::bit_len).max().unwrap_or(0);
        // Residuals stay below the greater of |b| and n |a|, and each piece of a step is a float
        if longest.max(self.bits + EXACT) + 2 <= WORD {
            let small = right_side.iter().map(|x| i128::try_from(x).expect("it is short"));
            Residual::Small(small.collect())
        } else {
            Residual::Big(right_side.to_vec())
        }
    }
}

/// Bits `from..from + width` of the magnitude, with the sign.
#[allow(clippy::cast_precision_loss)] // a piece is shorter than 2⁵³
fn piece(x: &IBig, from: usize, width: usize) -> f64 {
    let mask = (1_i64 << width) - 1;
    let magnitude = if let Ok(small) = i64::try_from(x) {
        let shifted = if from < 63 { small.unsigned_abs() >> from } else { 0 };
        i64::try_from(shifted & mask.unsigned_abs()).expect("it is masked")
    } else {
        let shifted = x.clone().abs() >> from;
        i64::try_from(shifted & IBig::from(mask)).expect("it is masked")
    };
    let magnitude = magnitude as f64;
    if *x < IBig::ZERO { -magnitude } else { magnitude }
}

/// One number for each equation, in machine words if they fit.
#[derive(Debug)]
pub(super) enum Residual {
    Small(Vec<i128>),
    Big(Vec<IBig>),
}

impl Residual {
    /// Modulo the prime.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // below the prime
    pub(super) fn reduce(&self, field: Field, reduced: &mut [f64]) {
        let prime = i128::from(field.prime());
        match self {
            Self::Small(numbers) => {
                for (x, n) in reduced.iter_mut().zip(numbers) {
                    let rest = i64::try_from(*n)
                        .map_or_else(|_| (n % prime) as i64, |n| n % field.prime());
                    *x = field.residue(rest as f64);
                }
            }
            Self::Big(numbers) => {
                for (x, n) in reduced.iter_mut().zip(numbers) {
                    *x = residue(field, n);
                }
            }
        }
    }

    /// (r − matrix · digit) / p, which leaves no remainder.
    pub(super) fn advance(&mut self, field: Field, matrix: &Split, digit: &[f64]) {
        let products =
            |i: usize| matrix.pieces.iter().map(move |rows| integer(dot(&rows[i], digit)));
        match self {
            Self::Small(numbers) => {
                for (i, n) in numbers.iter_mut().enumerate() {
                    let mut rest = *n;
                    for (l, product) in products(i).enumerate() {
                        rest -= i128::from(product) << (l * matrix.width);
                    }
                    *n = i64::try_from(rest).map_or_else(
                        |_| rest / i128::from(field.prime()),
                        |rest| (rest / field.prime()).into(),
                    );
                }
            }
            Self::Big(numbers) => {
                for (i, n) in numbers.iter_mut().enumerate() {
                    for (l, product) in products(i).enumerate() {
                        *n -= IBig::from(product) << (l * matrix.width);
                    }
                    *n /= field.prime();
                }
            }
        }
    }
}
