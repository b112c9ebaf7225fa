//! The logit dynamics: play moves towards the logit response, in which better strategies are more
//! likely, but all are chosen.
//!
//! Source: D. Fudenberg, D. K. Levine, *The Theory of Learning in Games*, MIT Press, 1998
//! (`fudenberg-levine1998`).

use super::field::normalise;
use super::knobs::NOISE;
use super::{Chart, Motion, Rule, Seen};
use crate::dynamics::{Dynamic, Kind};

/// x' = L(x) − x, where L(x) is the logit response to x.
pub(in crate::dynamics) const DYNAMIC: Dynamic = Dynamic {
    name: "logit",
    about: "Play moves towards the logit response to itself",
    source: "fudenberg-levine1998",
    kind: Kind::Mixed(Rule {
        parameters: &[NOISE],
        motion: Motion::Flow { chart: Chart::Plain { needs_positive: false }, velocity },
    }),
};

fn velocity(seen: Seen<'_>, out: &mut [f64]) {
    response(seen.earned, 1.0 / seen.knobs.noise.unwrap_or(1.0), out);
    for (rate, p) in out.iter_mut().zip(seen.mix) {
        *rate -= p;
    }
}

/// Probabilities in proportion to exp(precision · worth), written to `out`.
pub(super) fn response(worth: &[f64], precision: f64, out: &mut [f64]) {
    let most = worth.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for (p, worth) in out.iter_mut().zip(worth) {
        *p = core_math::exp(precision * (worth - most));
    }
    normalise(out);
}
