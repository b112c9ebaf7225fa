//! Sobol' indices: which part of the variance comes from which parameter.

use super::{Analysis, Answers, Asked, Estimate, Finding, Sample, Watch, bootstrap, constant};

pub(super) const ANALYSIS: Analysis = Analysis {
    name: "sobol",
    about: "Sobol' indices: parts of the variance that come from each parameter",
    source: "saltelli2010",
    takes: &["saltelli"],
    adds: true,
    run,
};

/// Parts of the variance of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Indices {
    /// Pairs of points that were used.
    pub pairs: usize,
    /// Pairs left out, because some row of theirs has no answer.
    pub left_out: usize,
    /// The mean of the answers at both points of all pairs.
    pub mean: f64,
    /// Their standard deviation.
    pub deviation: f64,
    /// For each parameter the part that it explains alone.
    pub first: Vec<Estimate>,
    /// For each parameter the part that is there because it varies, alone or with others.
    pub total: Vec<Estimate>,
    /// For two parameters, by number, the part that only both together explain.
    pub second: Vec<(usize, usize, Estimate)>,
}

impl Indices {
    /// The sum of first-order indices: the rest of 1 comes from parameters together.
    pub fn alone(&self) -> f64 {
        self.first.iter().map(|index| index.value).sum()
    }
}

/// Answers of whole blocks, centred and scaled.
struct Blocks {
    a: Vec<f64>,
    b: Vec<f64>,
    /// For each parameter A with its coordinate from B.
    ab: Vec<Vec<f64>>,
    /// B with it from A; none without second order.
    ba: Vec<Vec<f64>>,
}

/// Indices of first order by the estimator of `saltelli2010`, total ones by that of `jansen1999`, of second
/// order by that of `saltelli2002`, all over the variance of the answers at both points of each pair. Answers
/// are centred by the mean of all rows before (as `SALib` does); intervals are quantiles of resampled pairs.
fn run(sample: &Sample, answers: &Answers, asked: &Asked<'_>, watch: Watch<'_>) -> Finding {
    let (block, count) = (sample.block(), sample.parameters.len());
    let whole = |rows: &&[Option<f64>]| rows.iter().all(Option::is_some);
    let kept: Vec<&[Option<f64>]> = answers.values.chunks_exact(block).filter(whole).collect();
    let left_out = answers.values.len() / block - kept.len();
    let all = || kept.iter().flat_map(|rows| rows.iter().flatten().copied());
    let ends = || kept.iter().flat_map(|rows| [rows[0], rows[block - 1]]).flatten();
    if let Some(value) = constant(all()) {
        return Finding::Constant(value);
    }
    if kept.is_empty() {
        return Finding::Nothing;
    }
    if constant(ends()).is_some() {
        return Finding::Unvaried;
    }
    let scale = all().fold(0.0, |scale: f64, x| scale.max(x.abs()));
    #[allow(clippy::cast_precision_loss)] // rows are fewer than 2⁵³
    let centre = all().map(|x| x / scale).sum::<f64>() / (kept.len() * block) as f64;
    let column = |place: usize| -> Vec<f64> {
        kept.iter().map(|rows| rows[place].unwrap_or(0.0) / scale - centre).collect()
    };
    let blocks = Blocks {
        a: column(0),
        b: column(block - 1),
        ab: (0..count).map(|own| column(1 + own)).collect(),
        ba: (0..if sample.layout.second_order { count } else { 0 })
            .map(|own| column(1 + count + own))
            .collect(),
    };
    let Some(values) = blocks.estimates(&vec![1.0; kept.len()]) else { return Finding::Unvaried };
    let (mean, variance) = blocks.moments(&vec![1.0; kept.len()]);
    let between = |weights: &[f64]| blocks.estimates(weights);
    let intervals = bootstrap::intervals(kept.len(), asked, watch, &between);
    let mut estimates = values.into_iter().enumerate().map(|(place, value)| Estimate {
        value,
        interval: intervals.as_ref().map(|intervals| intervals[place]),
    });
    let mut next = |count: usize| estimates.by_ref().take(count).collect::<Vec<_>>();
    let (first, total) = (next(count), next(count));
    let places = (0..blocks.ba.len()).flat_map(|i| (i + 1..count).map(move |j| (i, j)));
    let second = places.zip(estimates).map(|((i, j), estimate)| (i, j, estimate)).collect();
    Finding::Sobol(Indices {
        pairs: kept.len(),
        left_out,
        mean: (mean + centre) * scale,
        deviation: variance.sqrt() * scale,
        first,
        total,
        second,
    })
}

impl Blocks {
    /// Mean and variance of the answers at both points.
    fn moments(&self, weights: &[f64]) -> (f64, f64) {
        let both = weighted(weights, |k| self.a[k] + self.b[k]) / 2.0;
        let square = |k: usize| (self.a[k] - both).powi(2) + (self.b[k] - both).powi(2);
        (both, weighted(weights, square) / 2.0)
    }

    /// First-order indices, total ones, those of second order; none where nothing varies.
    fn estimates(&self, weights: &[f64]) -> Option<Vec<f64>> {
        let drawn = weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0);
        if constant(drawn.flat_map(|(k, _)| [self.a[k], self.b[k]])).is_some() {
            return None;
        }
        let (_, variance) = self.moments(weights);
        if variance <= 0.0 {
            return None;
        }
        let part = |of: &dyn Fn(usize) -> f64| weighted(weights, of) / variance;
        let (a, b) = (&self.a, &self.b);
        let mut found: Vec<f64> =
            self.ab.iter().map(|ab| part(&|k| b[k] * (ab[k] - a[k]))).collect();
        found.extend(self.ab.iter().map(|ab| part(&|k| (a[k] - ab[k]).powi(2)) / 2.0));
        let product = part(&|k| a[k] * b[k]);
        for (i, ba) in self.ba.iter().enumerate() {
            for j in i + 1..self.ab.len() {
                let ab = &self.ab[j];
                let both = part(&|k| ba[k] * ab[k]) - product;
                found.push(both - found[i] - found[j]);
            }
        }
        Some(found)
    }
}

/// A weighted mean; weights sum to their number.
#[allow(clippy::cast_precision_loss)]
fn weighted(weights: &[f64], of: impl Fn(usize) -> f64) -> f64 {
    let sum: f64 = weights.iter().enumerate().map(|(k, weight)| weight * of(k)).sum();
    sum / weights.len() as f64
}
