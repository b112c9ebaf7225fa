//! A point inside the polytope from a few vertices: each one makes positive what was 0 in all before,
//! until nothing can be, which the last program proves.

use super::entropy::basis;
use super::interior::Interior;
use super::polytope::{CorrelatedError, Polytope, Settings};
use crate::game::{Distribution, Support};
use crate::linalg::{Matrix, solve};
use crate::lp::Series;
use crate::num::{Rational, Ring};

/// Shares and gains that count as positive at first: well inside, rounding does little.
const CLEAR: f64 = 1e-3;

/// Where nothing more is so clear, what is this much smaller counts, too.
const LESS: f64 = 1e-3;

/// Smaller shares and gains in floats are left to exact numbers.
const POSITIVE: f64 = 1e-9;

/// Probabilities are rounded to multiples of 2 to the power of minus this.
const BITS: i32 = 60;

/// What has not been positive yet: profiles, and ways to disobey.
struct Open {
    profiles: Vec<bool>,
    ways: Vec<bool>,
}

impl Open {
    fn count(&self) -> usize {
        self.profiles.iter().chain(&self.ways).filter(|open| **open).count()
    }
}

impl Polytope<'_> {
    /// The interior by searches that start where the last one ended; `None` when floats mislead, or
    /// a cold search is as good.
    pub(super) fn interior_warm(
        &self,
        settings: &Settings<'_>,
    ) -> Result<Option<Interior>, CorrelatedError> {
        let found = self.with_series(|series| self.inside(series, settings));
        if !(settings.watch)(0, 1) {
            return Err(CorrelatedError::Stopped);
        }
        let Some((distribution, support, binding, multipliers)) = found.flatten() else {
            return Ok(None);
        };
        self.described(distribution, support, binding, multipliers).map(Some)
    }

    #[allow(clippy::type_complexity)] // the parts of an `Interior`
    fn inside(
        &self,
        series: &mut Series,
        settings: &Settings<'_>,
    ) -> Option<(Distribution, Support, Vec<usize>, Vec<(usize, Rational)>)> {
        let profiles = self.game.shape().profiles();
        let ways = self.used_ways();
        let proceed = || (settings.watch)(0, 1);
        let mut open = Open { profiles: vec![true; profiles], ways: vec![true; ways.len()] };
        let mut sum = vec![0.0; profiles];
        let (mut vertices, mut clear) = (0.0, CLEAR);
        // What is open sums to 0 in every equilibrium once this is proved
        let multipliers = loop {
            let before = open.count();
            let costs = self.sum_of(&open, &ways);
            let floats: Vec<f64> = costs.iter().map(Rational::nearest_f64).collect();
            let guess = series.guess(&floats, &proceed)?;
            let mut values = guess.values;
            self.close(&mut open, &ways, &values, clear);
            if open.count() == 0 {
                add(&mut sum, &values);
                vertices += 1.0;
                break Vec::new();
            }
            if open.count() == before && clear > POSITIVE {
                clear *= LESS;
                continue;
            }
            if open.count() == before {
                let vertex = series.maximise(&costs, &proceed)?;
                if vertex.value.is_zero() {
                    break vertex.multipliers;
                }
                values.fill(0.0);
                let mut exact = vec![Rational::zero(); profiles];
                for (index, share) in vertex.point {
                    open.profiles[index] = false;
                    values[index] = share.nearest_f64();
                    exact[index] = share;
                }
                for (open, &way) in open.ways.iter_mut().zip(&ways) {
                    *open &= self.constraints.gain(way, &exact).is_zero();
                }
            }
            add(&mut sum, &values);
            vertices += 1.0;
        };
        let support: Support = (0..profiles).filter(|&index| !open.profiles[index]).collect();
        let binding: Vec<usize> =
            ways.iter().zip(&open.ways).filter(|(_, open)| **open).map(|(way, _)| *way).collect();
        let shares: Vec<f64> = support.iter().map(|&index| sum[index] / vertices).collect();
        let distribution = self.rounded(&support, &binding, &shares)?;
        let mut all = vec![Rational::zero(); ways.len()];
        for (row, weight) in multipliers {
            all[row] += &weight;
        }
        for (weight, open) in all.iter_mut().zip(&open.ways) {
            if *open {
                *weight += &Rational::one();
            }
        }
        let multipliers = ways.into_iter().zip(all).collect();
        Some((distribution, support, binding, multipliers))
    }

    /// What is open, added up.
    fn sum_of(&self, open: &Open, ways: &[usize]) -> Vec<Rational> {
        let mut costs: Vec<Rational> =
            open.profiles.iter().map(|&open| Rational::integer(open.into())).collect();
        for (&way, _) in ways.iter().zip(&open.ways).filter(|(_, open)| **open) {
            for (index, gain) in &self.constraints.rows[way] {
                costs[*index] += gain;
            }
        }
        costs
    }

    /// Closes what is clearly positive in a point.
    fn close(&self, open: &mut Open, ways: &[usize], point: &[f64], clear: f64) {
        for (open, share) in open.profiles.iter_mut().zip(point) {
            *open &= *share <= clear;
        }
        for (open, &way) in open.ways.iter_mut().zip(ways).filter(|(open, _)| **open) {
            let (mut sum, mut size) = (0.0, 0.0_f64);
            for (index, gain) in &self.constraints.rows[way] {
                let gain = gain.nearest_f64();
                sum += gain * point[*index];
                size = size.max(gain.abs());
            }
            *open = sum <= clear * size;
        }
    }

    /// The distribution near `shares` of the profiles of `support` in which exactly the ways
    /// `binding` neither gain nor lose, if it plays all of the support.
    fn rounded(
        &self,
        support: &[usize],
        binding: &[usize],
        shares: &[f64],
    ) -> Option<Distribution> {
        let scale = f64::from(BITS).exp2();
        let mut values: Vec<Rational> = Vec::with_capacity(support.len());
        for share in shares {
            values.push(Rational::from_f64((share * scale).round() / scale)?);
        }
        self.complete(support, binding, shares, &mut values)?;
        let mut all = vec![Rational::zero(); self.game.shape().profiles()];
        for (&index, value) in support.iter().zip(values) {
            if value <= Rational::zero() {
                return None;
            }
            all[index] = value;
        }
        let loses = |way: &usize| self.constraints.gain(*way, &all) > Rational::zero();
        let free = self.used_ways().into_iter().filter(|way| binding.binary_search(way).is_err());
        if !free.into_iter().all(|way| loses(&way)) {
            return None;
        }
        Distribution::new(self.game.shape(), all.into_iter().enumerate().collect())
    }

    /// Changes some of the `values` of a `support` so that they sum to 1, and `binding` ways to
    /// disobey neither gain nor lose: those with great `weights`.
    pub(super) fn complete(
        &self,
        support: &[usize],
        binding: &[usize],
        weights: &[f64],
        values: &mut [Rational],
    ) -> Option<()> {
        let mut equations = vec![vec![Rational::one(); support.len()]];
        for &way in binding {
            let mut row = vec![Rational::zero(); support.len()];
            for (index, gain) in &self.constraints.rows[way] {
                if let Ok(place) = support.binary_search(index) {
                    row[place] = gain.clone();
                }
            }
            if row.iter().any(|x| !x.is_zero()) {
                equations.push(row);
            }
        }
        let basis = basis(&equations, weights);
        let mut right = vec![Rational::zero(); equations.len()];
        right[0] = Rational::one();
        for (row, right) in equations.iter().zip(&mut right) {
            for place in (0..support.len()).filter(|place| !basis.contains(place)) {
                right.sub_product(&row[place], &values[place]);
            }
        }
        let entries = equations.iter().flat_map(|row| basis.iter().map(|&b| row[b].clone()));
        let matrix = Matrix::new(equations.len(), basis.len(), entries.collect())?;
        for (&place, value) in basis.iter().zip(solve(&matrix, &right).unique()?) {
            values[place] = value;
        }
        Some(())
    }
}

fn add(sum: &mut [f64], values: &[f64]) {
    for (sum, value) in sum.iter_mut().zip(values) {
        *sum += value;
    }
}
