//! Best-response iteration with inertia.
//!
//! Source: H. P. Young, *Strategic Learning and Its Limits*, Oxford University Press, 2004
//! (`young2004`).

use super::{Order, Rule, Target};
use crate::dynamics::{Dynamic, Kind};

/// In a step each player stays with a given chance, whatever the others do; those who do not stay
/// move at once, to best responses to what was played.
pub(in crate::dynamics) const DYNAMIC: Dynamic = Dynamic {
    name: "inertia",
    about: "Each player stays, or else moves to a best response, by chance",
    source: "young2004",
    kind: Kind::Pure(Rule {
        step: ("step", "steps"),
        order: Order::EachPerhaps,
        target: Target::Best,
    }),
};
