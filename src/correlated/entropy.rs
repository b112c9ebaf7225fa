//! The correlated equilibrium of greatest entropy: the one that assumes least beyond obedience.
//!
//! Its probabilities are proportional to exp(Σ multiplier · gain by obeying); the multipliers
//! minimise a convex function, whose value at any multipliers bounds the entropy of every
//! equilibrium from above. They are searched in floats; the distribution found is then made exact,
//! and both its entropy and the bound are enclosed. The gap between the two says how much is
//! proved.
//!
//! Source: L. E. Ortiz, R. E. Schapire and S. M. Kakade, "Maximum entropy correlated equilibria",
//! *Proceedings of AISTATS* (2007), 347–354 (`ortiz-schapire-kakade2007`).

use super::interior::Interior;
use super::minimisation::LogSum;
use super::polytope::{CorrelatedError, Polytope, Settings};
use crate::certify::{Certificate, certify_distribution, entropy, entropy_bound};
use crate::game::Distribution;
use crate::linalg::Tableau;
use crate::num::{Rational, Ring, Sign};

/// An equilibrium whose entropy is nearly the greatest, and how near.
#[derive(Clone, Debug, PartialEq)]
pub struct Entropy {
    /// The distribution; exact probabilities.
    pub distribution: Distribution,
    /// What is proved about it.
    pub certificate: Certificate,
    /// Bounds of its entropy, in nats.
    pub entropy: (Rational, Rational),
    /// No equilibrium has more entropy than this, in nats.
    pub bound: Rational,
    /// The proof of the bound: nonnegative weights of ways to disobey, by number.
    pub multipliers: Vec<(usize, Rational)>,
}

/// Entropies nearer to each other than this, in nats, count as the same: searches in floats end there.
const CLOSE: f64 = 1e-6;

impl Entropy {
    /// No equilibrium has more entropy than this one by more than this, in nats.
    pub fn gap(&self) -> f64 {
        self.bound.minus(&self.entropy.0).f64_bounds().1.max(0.0)
    }

    /// Whether that is next to nothing; else floats saw too little to come near the greatest.
    pub fn is_greatest(&self) -> bool {
        self.gap() <= CLOSE
    }
}

/// Probabilities are rounded to multiples of 2 to the power of minus this.
const BITS: i32 = 52;

/// Terms smaller than e to the power of minus this do not show in a sum of floats.
const UNSEEN: f64 = 60.0;

impl Polytope<'_> {
    /// The equilibrium of greatest entropy, up to a gap that is proved.
    ///
    /// # Errors
    /// As [`Polytope::interior`].
    ///
    /// # Complexity
    /// That of [`Polytope::interior`], and some tens of steps, each cubic in the number of ways to
    /// disobey.
    pub fn entropy(&self, settings: &Settings<'_>) -> Result<Entropy, CorrelatedError> {
        let interior = self.interior(settings)?;
        let ways: Vec<usize> = (0..self.constraints.rows.len())
            .filter(|&w| !self.constraints.rows[w].is_empty())
            .collect();
        let (units, log_sum) = self.log_sum(&interior, &ways);
        let (point, weights) = log_sum.minimise(&settings.watch);

        let distribution =
            self.exact(&interior, &weights).unwrap_or_else(|| interior.distribution.clone());
        let certificate = certify_distribution(self.payoffs, self.concept, &distribution)
            .ok_or(CorrelatedError::Unbounded)?;
        let multipliers: Vec<(usize, f64)> =
            ways.iter().zip(&point).zip(&units).map(|((&way, x), unit)| (way, x * unit)).collect();
        let multipliers = self.nonnegative(&interior, &multipliers);
        let bound = entropy_bound(self.payoffs, self.concept, &multipliers)
            .ok_or(CorrelatedError::Unbounded)?;
        let entropy = entropy(&distribution).ok_or(CorrelatedError::Unbounded)?;
        Ok(Entropy { distribution, certificate, entropy, bound, multipliers })
    }

    /// The function to be minimised, over the profiles that are ever played; rows are scaled by
    /// these units.
    fn log_sum(&self, interior: &Interior, ways: &[usize]) -> (Vec<f64>, LogSum) {
        let (mut units, mut rows) = (Vec::new(), Vec::new());
        for &way in ways {
            let mut row = vec![0.0; interior.support.len()];
            for (index, gain) in &self.constraints.rows[way] {
                if let Ok(place) = interior.support.binary_search(index) {
                    row[place] = gain.nearest_f64();
                }
            }
            let most = row.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
            let unit = if most > 0.0 { 1.0 / most } else { 1.0 };
            for x in &mut row {
                *x *= unit;
            }
            rows.push(row);
            units.push(unit);
        }
        let free = ways.iter().map(|way| interior.binding.contains(way)).collect();
        (units, LogSum { rows, free, terms: interior.support.len() })
    }

    /// The equilibrium nearest to these weights of the profiles ever played: the equations that hold
    /// in all equilibria are solved, and a little of the interior is mixed in where a constraint is
    /// still violated.
    fn exact(&self, interior: &Interior, weights: &[f64]) -> Option<Distribution> {
        let profiles = self.game.shape().profiles();
        let support = &interior.support;
        let scale = f64::from(BITS).exp2();
        let mut values: Vec<Rational> = Vec::with_capacity(support.len());
        for weight in weights {
            values.push(Rational::from_f64((weight * scale).round() / scale)?);
        }
        self.complete(support, &interior.binding, weights, &mut values)?;
        let mut all = vec![Rational::zero(); profiles];
        for (&index, value) in support.iter().zip(values) {
            all[index] = value;
        }
        let mut inside = vec![Rational::zero(); profiles];
        for (index, probability) in &interior.distribution {
            inside[*index] = probability.clone();
        }
        let mut share = Rational::zero();
        let mut repair = |value: &Rational, inner: &Rational| {
            if *value < Rational::zero() && *inner > Rational::zero() {
                let mut needed = value.negated();
                needed /= &inner.minus(value);
                if needed > share {
                    share = needed;
                }
            }
        };
        for (value, inner) in all.iter().zip(&inside) {
            repair(value, inner);
        }
        for way in (0..self.constraints.rows.len()).filter(|way| !interior.binding.contains(way)) {
            repair(&self.constraints.gain(way, &all), &self.constraints.gain(way, &inside));
        }
        // The next power of 2 keeps the numbers short
        let share = if share.is_zero() {
            share
        } else {
            Rational::from_f64(share.f64_bounds().1.log2().ceil().exp2())?.min(Rational::one())
        };
        let rest = Rational::one().minus(&share);
        let cells = all.into_iter().zip(inside).enumerate().map(|(index, (value, inner))| {
            let mut mixed = value;
            mixed *= &rest;
            mixed.add_product(&share, &inner);
            (index, mixed)
        });
        Distribution::new(self.game.shape(), cells.collect())
    }

    /// Multipliers without negative ones that bound nearly as well: the proof that profiles outside
    /// the support are never played, scaled up, makes their terms vanish and changes no others.
    fn nonnegative(
        &self,
        interior: &Interior,
        multipliers: &[(usize, f64)],
    ) -> Vec<(usize, Rational)> {
        let profiles = self.game.shape().profiles();
        let mut exponents = vec![0.0; profiles];
        let mut factor = 0.0_f64;
        for (way, weight) in multipliers {
            factor = factor.max(-weight);
            for (index, gain) in &self.constraints.rows[*way] {
                exponents[*index] += weight * gain.nearest_f64();
            }
        }
        let inside = interior.support.iter().map(|&index| exponents[index]);
        let most = inside.fold(f64::NEG_INFINITY, f64::max);
        for (index, exponent) in exponents.iter().enumerate() {
            if interior.support.binary_search(&index).is_err() {
                factor = factor.max(exponent - most + UNSEEN);
            }
        }
        let factor = Rational::from_f64(factor.ceil()).unwrap_or_else(Rational::zero);
        let mut all = Vec::with_capacity(multipliers.len());
        for (way, weight) in multipliers {
            let mut sum = Rational::from_f64(*weight).unwrap_or_else(Rational::zero);
            if let Some((_, more)) = interior.multipliers.iter().find(|(other, _)| other == way) {
                sum.add_product(&factor, more);
            }
            if sum.signum() == Sign::Positive {
                all.push((*way, sum));
            }
        }
        all
    }
}

/// Columns that the equations determine when the others are given, those with great weights first.
pub(super) fn basis(equations: &[Vec<Rational>], weights: &[f64]) -> Vec<usize> {
    let rows: Vec<Vec<Rational>> = equations
        .iter()
        .map(|row| row.iter().cloned().chain([Rational::zero()]).collect())
        .collect();
    let mut tableau = Tableau::new(&rows, &[]);
    for row in 0..tableau.rows() {
        let column = (0..tableau.columns())
            .filter(|&column| tableau.nonbasic()[column] < weights.len())
            .filter(|&column| tableau.sign(row, column) != Sign::Zero)
            .max_by(|&a, &b| {
                let weight = |column: usize| weights[tableau.nonbasic()[column]];
                weight(a).total_cmp(&weight(b))
            });
        if let Some(column) = column {
            tableau.pivot(row, column);
        }
    }
    tableau.basic().iter().copied().filter(|&variable| variable < weights.len()).collect()
}
