//! Potentials that are greatest where payoffs are.
//!
//! Source: M. Voorneveld, "Best-response potential games", *Economics Letters* 66 (2000), 289–295
//! (`voorneveld2000`).

use super::{PotentialTest, by_order};
use crate::certify::PotentialKind;

/// Moves are to best responses, also from one to another: a cycle with one that gains rules it out.
pub(super) const TEST: PotentialTest = PotentialTest {
    name: "best-response-potential",
    about: "Best responses are where a function is greatest along own strategies",
    source: "voorneveld2000",
    kind: PotentialKind::BestResponse,
    find: |ground, watch| by_order(ground, PotentialKind::BestResponse, watch),
};
