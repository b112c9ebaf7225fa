//! Potentials with the differences of each player's payoffs along own strategies, but for a positive
//! weight of the player.
//!
//! Source: D. Monderer, L. S. Shapley, "Potential games", *Games and Economic Behavior* 14 (1996),
//! 124–143 (`monderer1996`).

use super::exact::{self, as_rational, integrated};
use super::ratios::{Ratios, Ring};
use super::{Finding, Ground, PotentialTest};
use crate::certify::{Potential, PotentialKind, Values, Violation};
use crate::num::{Rational, Ring as _};
use crate::response::{ResponseError, Watch};

/// Squares force the ratios of weights: one for each pair of players makes the weights, with which
/// payoffs are then added up as for an exact potential.
pub(super) const TEST: PotentialTest = PotentialTest {
    name: "weighted-potential",
    about: "The same in each player's own unit: payoffs change by a multiple",
    source: "monderer1996",
    kind: PotentialKind::Weighted,
    find,
};

fn find(ground: Ground<'_>, watch: Watch<'_>) -> Result<Finding, ResponseError> {
    let payoffs = ground.improvements.payoffs();
    let players = payoffs.shape().players();
    let potential = |weights, values| {
        Finding::Potential(Potential { kind: PotentialKind::Weighted, weights, values })
    };
    let violation = |ring| Finding::Violation(Violation::Ratios(ring));
    let Some(game) = as_rational(payoffs) else {
        let one = Rational::one();
        if matches!((exact::TEST.find)(ground, watch)?, Finding::Potential(_)) {
            return Ok(potential(vec![one; players], Values::Unlisted));
        }
        return Ok(match Ratios::enclosed(payoffs, watch)? {
            Some(ring) => violation(ring),
            None => Finding::Open,
        });
    };
    let ratios = match Ratios::of(payoffs, &game, watch)? {
        Ok(ratios) => ratios,
        Err(ring) => return Ok(violation(ring)),
    };
    let weights: Vec<Rational> = ratios.weights(players);
    Ok(match integrated(&game, &weights, watch)? {
        Ok(values) => potential(weights, Values::Numbers(values)),
        Err(square) if square.ratio(payoffs).is_none() => violation(vec![square]),
        Err(square) => violation(Ring::closed_by(&ratios, square)),
    })
}
