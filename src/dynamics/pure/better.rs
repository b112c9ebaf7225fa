//! Better-response iteration, one player after the other.
//!
//! Source: D. Monderer, L. S. Shapley, "Potential games", *Games and Economic Behavior* 14 (1996),
//! 124–143 (`monderer1996`).

use std::cmp::Ordering;

use super::{Field, Rule};
use crate::dynamics::{Dynamic, Kind};

/// In a sweep each player in turn moves to the first strategy, counted onwards from their own, that
/// is better than it.
pub(in crate::dynamics) const DYNAMIC: Dynamic = Dynamic {
    name: "better",
    about: "Each player in turn moves to the next better strategy",
    source: "monderer1996",
    kind: Kind::Pure(Rule { step: ("sweep", "sweeps"), next }),
};

fn next(field: &Field<'_>, profile: usize) -> usize {
    let shape = field.payoffs.shape();
    (0..shape.players()).fold(profile, |now, player| {
        let (own, count) = (shape.strategy(now, player), shape.strategies()[player]);
        let onwards = (1..count).map(|k| shape.with(now, player, (own + k) % count));
        let is_better =
            |&other: &usize| field.payoffs.compare(player, other, now) == Some(Ordering::Greater);
        onwards.into_iter().find(is_better).unwrap_or(now)
    })
}
