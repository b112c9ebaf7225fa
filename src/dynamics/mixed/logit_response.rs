//! Quantal responses, over and over: each round goes a part of the way to the logit response. Where
//! it comes to rest is a logit quantal response equilibrium.
//!
//! Source: R. D. `McKelvey`, T. R. Palfrey, "Quantal response equilibria for normal form games",
//! *Games and Economic Behavior* 10 (1995), 6–38 (`mckelvey-palfrey1995`).

use super::knobs::{DAMPING, NOISE};
use super::logit::response;
use super::{Motion, Rule, Seen};
use crate::dynamics::{Dynamic, Kind};

/// x becomes (1 − gain) · x + gain · L(x), where L(x) is the logit response to x.
pub(in crate::dynamics) const DYNAMIC: Dynamic = Dynamic {
    name: "logit-response",
    about: "Each round goes part of the way to the logit response",
    source: "mckelvey-palfrey1995",
    kind: Kind::Mixed(Rule {
        parameters: &[NOISE, DAMPING],
        motion: Motion::Map { next, needs_positive: false },
    }),
};

fn next(seen: Seen<'_>, out: &mut [f64]) {
    let gain = seen.knobs.gain.unwrap_or(1.0);
    response(seen.earned, 1.0 / seen.knobs.noise.unwrap_or(1.0), out);
    for (next, p) in out.iter_mut().zip(seen.mix) {
        *next = p + gain * (*next - p);
    }
}
