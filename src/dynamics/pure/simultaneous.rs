//! Best-response iteration, everybody at once.
//!
//! Source: A. A. Cournot, *Recherches sur les principes mathématiques de la théorie des richesses*,
//! Hachette, 1838 (`cournot1838`).

use super::{Order, Rule, Target};
use crate::dynamics::{Dynamic, Kind};

/// All players at once move to a best response to what the others played.
pub(in crate::dynamics) const DYNAMIC: Dynamic = Dynamic {
    name: "simultaneous",
    about: "All players at once move to best responses",
    source: "cournot1838",
    kind: Kind::Pure(Rule {
        step: ("step", "steps"),
        order: Order::AllAtOnce,
        target: Target::Best,
    }),
};
