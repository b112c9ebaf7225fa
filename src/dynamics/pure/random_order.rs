//! Best-response iteration, one player after the other in random order.
//!
//! Source: H. P. Young, "The evolution of conventions", *Econometrica* 61 (1993), 57–84 (`young1993`).

use super::{Order, Rule, Target};
use crate::dynamics::{Dynamic, Kind};

/// In a step one player, drawn from all with equal chances, moves to a best response to what the
/// others play.
pub(in crate::dynamics) const DYNAMIC: Dynamic = Dynamic {
    name: "random-order",
    about: "One player, drawn at random, moves to a best response",
    source: "young1993",
    kind: Kind::Pure(Rule {
        step: ("step", "steps"),
        order: Order::OneDrawn,
        target: Target::Best,
    }),
};
