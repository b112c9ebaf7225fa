//! Potentials that rise with every improvement: that is, improvements cannot go on for ever.
//!
//! Source: D. Monderer, L. S. Shapley, "Potential games", *Games and Economic Behavior* 14 (1996),
//! 124–143 (`monderer1996`).

use super::{Finding, Ground, PotentialTest, ranked};
use crate::certify::{PotentialKind, Violation};
use crate::response::{ResponseError, Watch};

/// Decided with the graph: no cycle.
pub(super) const TEST: PotentialTest = PotentialTest {
    name: "generalised-ordinal-potential",
    about: "A function rises with every improvement: none go on for ever (FIP)",
    source: "monderer1996",
    kind: PotentialKind::GeneralisedOrdinal,
    find,
};

#[allow(clippy::unnecessary_wraps)] // as tests are
fn find(ground: Ground<'_>, _: Watch<'_>) -> Result<Finding, ResponseError> {
    let better = ground.better;
    Ok(match (&better.cycle, &better.lengths) {
        (_, Some(lengths)) => ranked(PotentialKind::GeneralisedOrdinal, lengths),
        (Some(cycle), None) => Finding::Violation(Violation::Cycle(cycle.clone())),
        (None, None) => Finding::Open,
    })
}
