//! Best-response iteration, one player after the other.
//!
//! Source: D. Monderer, L. S. Shapley, "Potential games", *Games and Economic Behavior* 14 (1996),
//! 124–143 (`monderer1996`).

use super::{Dynamic, Field};

/// In a sweep each player in turn, in the order of the file, moves to a best response to what the
/// others play now.
pub(super) const DYNAMIC: Dynamic = Dynamic {
    name: "sequential",
    about: "Each player in turn moves to a best response",
    step: ("sweep", "sweeps"),
    source: "monderer1996",
    next,
};

fn next(field: &Field<'_>, profile: usize) -> usize {
    let players = field.payoffs.shape().players();
    (0..players).fold(profile, |now, player| field.responses.moved(player, now))
}
