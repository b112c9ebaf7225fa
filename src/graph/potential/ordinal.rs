//! Potentials with the order of each player's payoffs along own strategies.
//!
//! Source: M. Voorneveld, H. Norde, "A characterization of ordinal potential games", *Games and
//! Economic Behavior* 19 (1997), 235–242 (`voorneveld-norde1997`).

use super::{PotentialTest, by_order};
use crate::certify::PotentialKind;

/// Moves that gain nothing and lose nothing count, too: a cycle with one that gains rules it out.
pub(super) const TEST: PotentialTest = PotentialTest {
    name: "ordinal-potential",
    about: "A function rises with an own change exactly if the payoff does",
    source: "voorneveld-norde1997",
    kind: PotentialKind::Ordinal,
    find: |ground, watch| by_order(ground, PotentialKind::Ordinal, watch),
};
