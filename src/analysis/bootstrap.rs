//! Intervals from drawing the same rows again.

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::{Asked, Watch};
use crate::num::Draws;

/// For each number that `estimate` finds, an interval between quantiles of what it finds in resamples:
/// `count` blocks are drawn anew from as many, with replacement, and each gets as weight how often it was
/// drawn. None where resamples have no estimate, where too few were asked for, or when `watch` ended it.
///
/// Each resample draws by its number: threads change nothing.
///
/// Source: `efron1979` in `paper/refs.bib`.
///
/// # Complexity
/// One estimate for each resample.
pub(super) fn intervals(
    count: usize,
    asked: &Asked<'_>,
    watch: Watch<'_>,
    estimate: &(dyn Fn(&[f64]) -> Option<Vec<f64>> + Sync),
) -> Option<Vec<[f64; 2]>> {
    let draws = Draws::new(asked.seed);
    let total = u64::from(asked.resamples);
    let done = AtomicU64::new(0);
    let most = i64::try_from(count).ok()?.checked_sub(1)?;
    let resampled = |number: u64| {
        if !watch(done.load(Ordering::Relaxed), total) {
            return None;
        }
        let own = draws.at(number);
        let mut weights = vec![0.0; count];
        for place in 0..count {
            weights[usize::try_from(own.integer(place, (0, most))).unwrap_or(0)] += 1.0;
        }
        let found = estimate(&weights);
        done.fetch_add(1, Ordering::Relaxed);
        found
    };
    let found: Option<Vec<Vec<f64>>> = (0..total).into_par_iter().map(resampled).collect();
    let found = found.filter(|found| found.len() > 1)?;
    let between = |place: usize| {
        let mut column: Vec<f64> = found.iter().map(|estimates| estimates[place]).collect();
        column.sort_unstable_by(f64::total_cmp);
        let half = (1.0 - asked.level) / 2.0;
        [quantile(&column, half), quantile(&column, 1.0 - half)]
    };
    Some((0..found[0].len()).map(between).collect())
}

/// Of sorted numbers, at least one; between two of them, in proportion.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn quantile(sorted: &[f64], p: f64) -> f64 {
    let place = p * (sorted.len() - 1) as f64;
    let below = place.floor();
    let next = (below as usize + 1).min(sorted.len() - 1);
    let low = sorted[below as usize];
    low + (place - below) * (sorted[next] - low)
}
