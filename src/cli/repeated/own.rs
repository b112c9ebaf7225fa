//! Paths under optimal punishments at discount factors that differ.

use crate::cli::progress::Progress;
use equil::game::Payoffs;
use equil::num::Rational;
use equil::repeated::{ApproximationSettings, Kept, Path, nearly};

/// Whether players keep to a path at discount factors that differ; nothing where they do not, or one is not rational.
pub(super) fn kept(
    payoffs: &Payoffs,
    path: &Path,
    counts: &[(Rational, Rational)],
    progress: &Progress,
) -> Option<Kept> {
    let exact = |(low, high): &(Rational, Rational)| (low == high).then(|| low.clone());
    let discounts = counts.iter().map(exact).collect::<Option<Vec<_>>>()?;
    if discounts.iter().all(|one| *one == discounts[0]) {
        return None;
    }
    let standard = ApproximationSettings::default();
    let most = standard.iterations as u64;
    let watch = |steps: usize| progress.step(steps as u64, most);
    let (stage, errors) = nearly(payoffs)?;
    let settings = ApproximationSettings { errors: Some(&errors), watch: &watch, ..standard };
    equil::repeated::kept(&stage, path, &discounts, &settings)
}
