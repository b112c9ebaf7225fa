//! Better-response iteration, one player after the other in random order.
//!
//! Source: D. Monderer, L. S. Shapley, "Potential games", *Games and Economic Behavior* 14 (1996),
//! 124–143 (`monderer1996`).

use super::{Order, Rule, Target};
use crate::dynamics::{Dynamic, Kind};

/// In a step one player, drawn from all with equal chances, moves to a strategy that is better than
/// theirs, each with equal chances.
pub(in crate::dynamics) const DYNAMIC: Dynamic = Dynamic {
    name: "random-better",
    about: "One player, drawn at random, moves to a better strategy",
    source: "monderer1996",
    kind: Kind::Pure(Rule {
        step: ("step", "steps"),
        order: Order::OneDrawn,
        target: Target::Better,
    }),
};
