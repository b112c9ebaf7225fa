//! The replicator dynamics: a strategy that earns more than the mean grows in proportion.
//!
//! Shares are kept as logarithms, so that none reaches 0, however near it comes.
//!
//! Source: P. D. Taylor, L. B. Jonker, "Evolutionary stable strategies and game dynamics",
//! *Mathematical Biosciences* 40 (1978), 145–156 (`taylor-jonker1978`).

use super::field::average;
use super::{Chart, Motion, Rule, Seen};
use crate::dynamics::{Dynamic, Kind};

/// x'(i) = x(i) · (payoff of i − mean payoff).
pub(in crate::dynamics) const DYNAMIC: Dynamic = Dynamic {
    name: "replicator",
    about: "Shares grow at the rate by which they earn more than the mean",
    source: "taylor-jonker1978",
    kind: Kind::Mixed(Rule {
        parameters: &[],
        motion: Motion::Flow { chart: Chart::Logarithms, velocity: growth },
    }),
};

/// Rates of growth, as [`Chart::Logarithms`] wants them.
fn growth(seen: Seen<'_>, out: &mut [f64]) {
    let mean = average(seen.mix, seen.earned);
    for (rate, earned) in out.iter_mut().zip(seen.earned) {
        *rate = earned - mean;
    }
}
