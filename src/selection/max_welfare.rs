//! The equilibria in which the players together get most.
//!
//! For two players the extreme equilibria suffice: where equilibria can be combined freely, what
//! one player gets depends on the other's strategy alone, and linearly, so that both get most in
//! one extreme equilibrium (T. Sandholm, A. Gilpin and V. Conitzer, "Mixed-integer programming
//! methods for finding Nash equilibria", AAAI 2005, 495–501, `sandholm2005`, for optimal equilibria).

use super::criterion::{Criterion, Judge, Verdict, every_game};
use super::field::Field;
use super::greatest::greatest;

pub(super) const CRITERION: Criterion = Criterion {
    name: "max-welfare",
    also: &["welfare"],
    head: "welfare",
    about: "no listed equilibrium has a greater sum of payoffs",
    source: "sandholm2005",
    accepts: every_game,
    judge: Judge::Together(judge),
};

fn judge(field: &Field<'_>) -> Vec<Verdict> {
    greatest(field, |a, b| field.compare_welfare(a, b))
}
