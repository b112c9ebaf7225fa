//! Float weights made into an exact proof that a face is empty.

use dashu_int::IBig;

use super::{Face, Multipliers};
use crate::game::{Labels, Polytope};
use crate::num::Rational;

/// Makes exact proofs about one polytope out of float weights.
#[derive(Clone, Debug)]
pub struct Refuter<'a> {
    polytope: &'a Polytope,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    /// Everything fits 64 bits, with weights of so many bits.
    Words {
        sums: Vec<i64>,
        bits: u32,
    },
    /// Products fit 128 bits.
    DoubleWords {
        sums: Vec<i128>,
    },
    Big {
        rows: Vec<Vec<IBig>>,
        sums: Vec<IBig>,
    },
}

/// Weights of fewer bits than this prove too little.
const FEWEST_BITS: u32 = 36;

/// As many bits as floats have.
const BITS: u32 = 52;

impl<'a> Refuter<'a> {
    /// Ready to prove things about faces of `polytope`.
    pub fn new(polytope: &'a Polytope) -> Self {
        let (rows, columns) = (polytope.rows(), polytope.columns());
        let kind = match polytope.small() {
            Some(entries) => {
                let most = entries.iter().copied().max().unwrap_or(1).unsigned_abs();
                let length = |n: u64| 64 - n.leading_zeros();
                let room = 62_u32.saturating_sub(length(most) + length(rows as u64));
                let sum = |column: usize| -> i128 {
                    entries[column..].iter().step_by(columns).map(|&n| i128::from(n)).sum()
                };
                let sums: Vec<i128> = (0..columns).map(sum).collect();
                let narrow: Option<Vec<i64>> = sums.iter().map(|&s| s.try_into().ok()).collect();
                match narrow {
                    Some(sums) if room >= FEWEST_BITS => Kind::Words { sums, bits: room.min(BITS) },
                    _ => Kind::DoubleWords { sums },
                }
            }
            None => {
                let rows: Vec<Vec<IBig>> = (0..rows).map(|row| polytope.row(row)).collect();
                let sum = |column: usize| rows.iter().map(|row| &row[column]).sum();
                let sums = (0..columns).map(sum).collect();
                Kind::Big { rows, sums }
            }
        };
        Self { polytope, kind }
    }

    /// Integer multipliers near `weights`, one for each inequality, that prove that the face in
    /// which the labels `fixed` hold is empty, if there are any so near.
    ///
    /// All coefficients are positive, so lowering every multiplier by a little makes up for what
    /// rounding added; the proof fails only where the contradiction is as small as that.
    ///
    /// # Complexity
    /// A pass over the coefficients, in integers.
    pub fn refutation(&self, fixed: &Labels, weights: &[f64]) -> Option<Multipliers> {
        let found = match &self.kind {
            Kind::Words { sums, bits } => self.in_words(fixed, weights, sums, *bits)?,
            Kind::DoubleWords { sums } => self.in_double_words(fixed, weights, sums)?,
            Kind::Big { rows, sums } => self.in_big(fixed, weights, rows, sums)?,
        };
        debug_assert!(Face { polytope: self.polytope, fixed: *fixed }.is_refuted_by(&found));
        Some(found)
    }

    /// Multipliers known exactly, as integers.
    pub fn exactly(&self, fixed: &Labels, multipliers: &[Rational]) -> Option<Multipliers> {
        let found = Multipliers::from(crate::linalg::Fractions::new(multipliers).to_big());
        Face { polytope: self.polytope, fixed: *fixed }.is_refuted_by(&found).then_some(found)
    }

    /// The weights as integers of so many bits; those that must not be positive are not.
    fn rounded(&self, fixed: &Labels, weights: &[f64], bits: u32) -> Option<Vec<i64>> {
        let most = weights.iter().fold(0.0_f64, |most, w| most.max(w.abs()));
        if !(most.is_finite() && most > 0.0) {
            return None;
        }
        #[allow(clippy::cast_precision_loss)] // a power of 2
        let scale = (1_u64 << bits) as f64 / most;
        if !scale.is_finite() {
            return None;
        }
        let round = |(row, weight): (usize, &f64)| {
            #[allow(clippy::cast_possible_truncation)] // within 53 bits
            let integer = (weight * scale).round() as i64;
            if fixed.contains(self.polytope.row_label(row)) { integer } else { integer.min(0) }
        };
        Some(weights.iter().enumerate().map(round).collect())
    }

    fn free(&self, fixed: &Labels) -> impl Iterator<Item = usize> {
        let polytope = self.polytope;
        let fixed = *fixed;
        (0..polytope.columns())
            .filter(move |&column| !fixed.contains(polytope.column_label(column)))
    }

    fn in_words(
        &self,
        fixed: &Labels,
        weights: &[f64],
        sums: &[i64],
        bits: u32,
    ) -> Option<Multipliers> {
        let rounded = self.rounded(fixed, weights, bits)?;
        let mut left = vec![0_i64; sums.len()];
        for (weight, row) in rounded.iter().zip(self.polytope.small()?.chunks_exact(sums.len())) {
            if *weight != 0 {
                for (sum, entry) in left.iter_mut().zip(row) {
                    *sum += weight * entry;
                }
            }
        }
        self.lowered(fixed, rounded, |column| {
            left[column].max(0).unsigned_abs().div_ceil(sums[column].unsigned_abs()).into()
        })
    }

    fn in_double_words(
        &self,
        fixed: &Labels,
        weights: &[f64],
        sums: &[i128],
    ) -> Option<Multipliers> {
        let rounded = self.rounded(fixed, weights, BITS)?;
        let mut left = vec![0_i128; sums.len()];
        for (weight, row) in rounded.iter().zip(self.polytope.small()?.chunks_exact(sums.len())) {
            if *weight != 0 {
                for (sum, entry) in left.iter_mut().zip(row) {
                    *sum += i128::from(*weight) * i128::from(*entry);
                }
            }
        }
        self.lowered(fixed, rounded, |column| {
            left[column].max(0).unsigned_abs().div_ceil(sums[column].unsigned_abs())
        })
    }

    /// Weights lowered until no column that may be played is left with a positive sum, where that
    /// leaves something of their total. `excess` tells by how much a column needs them lowered.
    fn lowered(
        &self,
        fixed: &Labels,
        mut weights: Vec<i64>,
        excess: impl Fn(usize) -> u128,
    ) -> Option<Multipliers> {
        let lower = self.free(fixed).map(excess).max().unwrap_or(0);
        let lower = i64::try_from(lower).ok()?;
        let total: i128 = weights.iter().map(|&w| i128::from(w)).sum();
        if total - i128::from(lower) * weights.len() as i128 <= 0 {
            return None;
        }
        if lower > 0 {
            for weight in &mut weights {
                *weight = weight.checked_sub(lower)?;
            }
        }
        Some(Multipliers::Small(weights))
    }

    fn in_big(
        &self,
        fixed: &Labels,
        weights: &[f64],
        rows: &[Vec<IBig>],
        sums: &[IBig],
    ) -> Option<Multipliers> {
        let rounded = self.rounded(fixed, weights, BITS)?;
        let mut left = vec![IBig::ZERO; sums.len()];
        for (weight, row) in rounded.iter().zip(rows) {
            if *weight != 0 {
                for (sum, entry) in left.iter_mut().zip(row) {
                    *sum += entry * *weight;
                }
            }
        }
        let excess = |column: usize| {
            let sum = &left[column];
            if *sum > IBig::ZERO { sum / &sums[column] + IBig::ONE } else { IBig::ZERO }
        };
        let lower = self.free(fixed).map(excess).max().unwrap_or(IBig::ZERO);
        let total: IBig = rounded.iter().map(|&w| IBig::from(w)).sum();
        if total - &lower * IBig::from(rounded.len()) <= IBig::ZERO {
            return None;
        }
        Some(Multipliers::Big(rounded.into_iter().map(|w| IBig::from(w) - &lower).collect()))
    }
}
