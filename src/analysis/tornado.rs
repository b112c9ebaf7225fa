//! Swings: how an answer differs between low and high values of a parameter.

use rayon::prelude::*;

use super::{Analysis, Answers, Asked, Finding, Sample, Watch};

pub(super) const ANALYSIS: Analysis = Analysis {
    name: "tornado",
    about: "mean answers where a parameter is low, and where it is high",
    source: "saltelli2008",
    takes: &["random", "latin-hypercube", "sobol", "grid"],
    adds: true,
    run,
};

/// Rows in which a parameter is low are a tenth of all, and so are those in which it is high.
const PARTS: usize = 10;

/// Swings of all parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Tornado {
    /// The mean over all rows that have an answer.
    pub mean: f64,
    /// For each parameter; none after the first that the caller did not wait for.
    pub swings: Vec<Swing>,
}

/// Means where a parameter is low and high.
#[derive(Clone, Debug, PartialEq)]
pub struct Swing {
    /// The parameter, by number.
    pub parameter: usize,
    /// Where it is low,
    pub low: Tenth,
    /// and where it is high.
    pub high: Tenth,
}

impl Swing {
    /// The difference of the means, from low to high.
    pub fn swing(&self) -> f64 {
        self.high.mean - self.low.mean
    }
}

/// Rows in which a parameter is low, or high.
#[derive(Clone, Debug, PartialEq)]
pub struct Tenth {
    /// The value of the parameter at which they end.
    pub end: f64,
    /// How many have an answer.
    pub rows: usize,
    /// Their mean answer,
    pub mean: f64,
    /// and its standard error, as if rows were independent; none of a single one.
    pub error: Option<f64>,
}

/// A tenth of the rows on either side, and what has the same value as the last of them.
fn run(sample: &Sample, answers: &Answers, _: &Asked<'_>, watch: Watch<'_>) -> Finding {
    let known = || answers.values.iter().flatten();
    if let Some(value) = answers.constant() {
        return Finding::Constant(value);
    }
    if known().next().is_none() {
        return Finding::Nothing;
    }
    let count = sample.parameters.len();
    let swing = |parameter: usize| {
        if !watch(parameter as u64, count as u64) {
            return None;
        }
        let values = &sample.parameters[parameter].values;
        let rows = values.iter().zip(&answers.values);
        let mut rows: Vec<(f64, f64)> = rows.filter_map(|(&x, y)| Some((x, (*y)?))).collect();
        rows.sort_by(|one, other| one.0.total_cmp(&other.0));
        let low = tenth(&rows);
        rows.reverse();
        Some(Swing { parameter, low, high: tenth(&rows) })
    };
    let found: Vec<Option<Swing>> = (0..count).into_par_iter().map(swing).collect();
    let all: Vec<f64> = known().copied().collect();
    let swings = found.into_iter().map_while(|found| found).collect();
    Finding::Tornado(Tornado { mean: moments(&all).0, swings })
}

/// The first tenth of some sorted rows, at least one.
fn tenth(rows: &[(f64, f64)]) -> Tenth {
    let end = rows[rows.len().div_ceil(PARTS) - 1].0;
    let within: Vec<f64> =
        rows.iter().take_while(|row| within(rows[0].0, row.0, end)).map(|row| row.1).collect();
    let (mean, error) = moments(&within);
    Tenth { end, rows: within.len(), mean, error }
}

/// Whether `x` is between the first value and the last one, whichever way they are sorted.
fn within(first: f64, x: f64, last: f64) -> bool {
    (x >= first && x <= last) || (x <= first && x >= last)
}

/// The mean of some numbers, and its standard error.
#[allow(clippy::cast_precision_loss)] // rows are fewer than 2⁵³
fn moments(numbers: &[f64]) -> (f64, Option<f64>) {
    let count = numbers.len() as f64;
    let mean = numbers.iter().map(|x| x / count).sum::<f64>();
    let scale = numbers.iter().fold(0.0, |scale: f64, x| scale.max((x - mean).abs()));
    if scale <= 0.0 {
        return (mean, (count > 1.0).then_some(0.0));
    }
    let squares: f64 = numbers.iter().map(|x| ((x - mean) / scale).powi(2)).sum();
    (mean, (count > 1.0).then(|| (squares / (count - 1.0) / count).sqrt() * scale))
}
