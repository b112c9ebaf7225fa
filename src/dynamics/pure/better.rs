//! Better-response iteration, one player after the other.
//!
//! Source: D. Monderer, L. S. Shapley, "Potential games", *Games and Economic Behavior* 14 (1996),
//! 124–143 (`monderer1996`).

use super::{Order, Rule, Target};
use crate::dynamics::{Dynamic, Kind};

/// In a sweep each player in turn moves to the first strategy, counted onwards from their own, that
/// is better than it.
pub(in crate::dynamics) const DYNAMIC: Dynamic = Dynamic {
    name: "better",
    about: "Each player in turn moves to the next better strategy",
    source: "monderer1996",
    kind: Kind::Pure(Rule {
        step: ("sweep", "sweeps"),
        order: Order::InTurn,
        target: Target::Better,
    }),
};
