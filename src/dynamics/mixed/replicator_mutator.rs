//! The replicator dynamics with mutation: children now and then play another strategy.
//!
//! Source: K. M. Page, M. A. Nowak, "Unifying evolutionary dynamics", *Journal of Theoretical
//! Biology* 219 (2002), 93–98 (`page-nowak2002`).

use super::field::average;
use super::knobs::{BACKGROUND, MUTATION};
use super::{Chart, Motion, Rule, Seen};
use crate::dynamics::{Dynamic, Kind};

/// x'(i) = Σ x(j) · payoff of j · Q(j, i) − x(i) · mean payoff.
pub(in crate::dynamics) const DYNAMIC: Dynamic = Dynamic {
    name: "replicator-mutator",
    about: "Replicator dynamics in which some children play another strategy",
    source: "page-nowak2002",
    kind: Kind::Mixed(Rule {
        parameters: &[MUTATION, BACKGROUND],
        motion: Motion::Flow { chart: Chart::Plain { needs_positive: true }, velocity },
    }),
};

fn velocity(seen: Seen<'_>, out: &mut [f64]) {
    let background = seen.knobs.background;
    let mean = average(seen.mix, seen.earned);
    // The background counts as often as there are members: shares sum to 1 only nearly
    let whole = mean + background * seen.mix.iter().sum::<f64>();
    for (rate, p) in out.iter_mut().zip(seen.mix) {
        *rate = -p * whole;
    }
    let children = seen.knobs.mutation[seen.population].chunks_exact(out.len());
    for ((row, p), earned) in children.zip(seen.mix).zip(seen.earned) {
        let born = p * (earned + background);
        for (rate, q) in out.iter_mut().zip(row) {
            *rate += born * q;
        }
    }
}
