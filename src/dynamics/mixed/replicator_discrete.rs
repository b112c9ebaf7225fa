//! The replicator dynamics in generations that do not overlap.
//!
//! Source: J. Maynard Smith, *Evolution and the Theory of Games*, Cambridge University Press, 1982
//! (`maynardsmith1982`).

use super::field::average;
use super::knobs::{BACKGROUND, FORM};
use super::{Motion, Rule, Seen};
use crate::dynamics::{Dynamic, Kind};

/// x(i) becomes x(i) · payoff of i / mean payoff, or x(i) · (1 + payoff of i − mean payoff).
pub(in crate::dynamics) const DYNAMIC: Dynamic = Dynamic {
    name: "replicator-discrete",
    about: "Shares of the next generation are in proportion to offspring",
    source: "maynardsmith1982",
    kind: Kind::Mixed(Rule {
        parameters: &[BACKGROUND, FORM],
        motion: Motion::Map { next, needs_positive: true },
    }),
};

fn next(seen: Seen<'_>, out: &mut [f64]) {
    let knobs = seen.knobs;
    let mean = average(seen.mix, seen.earned);
    let whole = mean + knobs.background;
    for ((next, p), earned) in out.iter_mut().zip(seen.mix).zip(seen.earned) {
        *next = match knobs.is_ratio {
            true if whole > 0.0 => p * ((earned + knobs.background) / whole),
            // Nobody has offspring: nothing moves
            true => *p,
            false => p * (1.0 + (earned - mean)),
        };
    }
}
