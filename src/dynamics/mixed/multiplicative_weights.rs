//! Multiplicative weights: a strategy's weight is multiplied, each round, by what its payoff says.
//!
//! Source: Y. Freund, R. E. Schapire, "Adaptive game playing using multiplicative weights", *Games
//! and Economic Behavior* 29 (1999), 79–103 (`freund-schapire1999`).

use super::knobs::RATE;
use super::logit::response;
use super::{Motion, Rule, Seen};
use crate::dynamics::{Dynamic, Kind};

/// x(i) is in proportion to exp(rate · sum of the payoffs of i so far).
pub(in crate::dynamics) const DYNAMIC: Dynamic = Dynamic {
    name: "multiplicative-weights",
    about: "Weights are multiplied by exp(rate × payoff) each round",
    source: "freund-schapire1999",
    kind: Kind::Mixed(Rule {
        parameters: &[RATE],
        motion: Motion::Learning { begin, learn, choose },
    }),
};

/// Logarithms of the weights; those never played never will be.
fn begin(seen: Seen<'_>, memory: &mut [f64]) {
    for (weight, p) in memory.iter_mut().zip(seen.mix) {
        *weight = core_math::log(*p);
    }
}

fn learn(seen: Seen<'_>, memory: &mut [f64]) {
    for (weight, earned) in memory.iter_mut().zip(seen.earned) {
        *weight += seen.knobs.rate * earned;
    }
}

fn choose(memory: &[f64], out: &mut [f64]) {
    response(memory, 1.0, out);
}
