//! The dynamics of Brown and von Neumann, and of Nash's proof: strategies gain in proportion to how
//! much more than the mean they earn.
//!
//! Source: G. W. Brown, J. von Neumann, "Solutions of games by differential equations",
//! *Contributions to the Theory of Games I*, Princeton University Press, 1950, 73–79
//! (`brown-vonneumann1950`).

use super::field::average;
use super::{Chart, Motion, Rule, Seen};
use crate::dynamics::{Dynamic, Kind};

/// x'(i) = k(i) − x(i) Σ k(j), where k(i) is how much more than the mean i earns, if it does.
pub(in crate::dynamics) const DYNAMIC: Dynamic = Dynamic {
    name: "bnn",
    about: "Brown-von Neumann-Nash: play shifts to what earns more than the mean",
    source: "brown-vonneumann1950",
    kind: Kind::Mixed(Rule {
        parameters: &[],
        motion: Motion::Flow { chart: Chart::Plain { needs_positive: false }, velocity },
    }),
};

fn velocity(seen: Seen<'_>, out: &mut [f64]) {
    let mean = average(seen.mix, seen.earned);
    let mut sum = 0.0;
    for (rate, earned) in out.iter_mut().zip(seen.earned) {
        *rate = (earned - mean).max(0.0);
        sum += *rate;
    }
    for (rate, p) in out.iter_mut().zip(seen.mix) {
        *rate -= p * sum;
    }
}
