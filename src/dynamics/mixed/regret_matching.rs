//! Regret matching: strategies are played in proportion to how much better they would have been than
//! what was played so far.
//!
//! Sources: S. Hart, A. Mas-Colell, "A simple adaptive procedure leading to correlated equilibrium",
//! *Econometrica* 68 (2000), 1127–1150 (`hart-mascolell2000`), here with expected payoffs and
//! unconditional regrets; O. Tammelin, "Solving large imperfect information games using CFR+", 2014
//! (`tammelin2014`).

use super::field::average;
use super::{Motion, Rule, Seen};
use crate::dynamics::{Dynamic, Kind};

/// x(i) is in proportion to the sum of i's regrets so far, where that is positive.
pub(in crate::dynamics) const MATCHING: Dynamic = Dynamic {
    name: "regret-matching",
    about: "Strategies are played in proportion to their regret so far",
    source: "hart-mascolell2000",
    kind: Kind::Mixed(Rule { parameters: &[], motion: Motion::Learning { begin, learn, choose } }),
};

/// The same, where sums of regrets that fall below 0 start again from 0.
pub(in crate::dynamics) const PLUS: Dynamic = Dynamic {
    name: "regret-matching-plus",
    about: "Regret matching in which negative regrets are forgotten",
    source: "tammelin2014",
    kind: Kind::Mixed(Rule {
        parameters: &[],
        motion: Motion::Learning { begin, learn: learn_plus, choose },
    }),
};

/// Nothing is regretted before the first round.
fn begin(_: Seen<'_>, memory: &mut [f64]) {
    memory.fill(0.0);
}

fn learn(seen: Seen<'_>, memory: &mut [f64]) {
    let mean = average(seen.mix, seen.earned);
    for (regret, earned) in memory.iter_mut().zip(seen.earned) {
        *regret += earned - mean;
    }
}

fn learn_plus(seen: Seen<'_>, memory: &mut [f64]) {
    learn(seen, memory);
    for regret in memory {
        *regret = regret.max(0.0);
    }
}

/// Who regrets nothing plays evenly.
fn choose(memory: &[f64], out: &mut [f64]) {
    let sum: f64 = memory.iter().map(|regret| regret.max(0.0)).sum();
    #[allow(clippy::cast_precision_loss)] // a count
    let even = 1.0 / out.len() as f64;
    for (p, regret) in out.iter_mut().zip(memory) {
        *p = if sum > 0.0 { regret.max(0.0) / sum } else { even };
    }
}
