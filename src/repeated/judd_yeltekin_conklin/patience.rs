//! Points that generate each other also do so where players are more patient.

use super::stage::Stage;
use super::{ApproximationSettings, Bounds};
use crate::certify::{GeneratedPoint, is_self_generating_nearly};
use crate::num::{Rational, Ring};

/// How much less patient each try is: the weight of the present grows by this factor.
const IMPATIENCE: (i64, i64) = (3, 2);
/// Tries at most.
const TRIES: usize = 16;

/// Points found where players are less patient, with the discount factor of that; nothing where none were found, or discount factors differ.
///
/// Near 1 sets move by little each time, and floats tell no more that they do; what patience sustains, more patience sustains, too.
///
/// # Complexity
/// That of the bounds at each discount factor that is tried.
pub(super) fn less_patient(
    stage: &Stage<'_>,
    settings: &ApproximationSettings<'_>,
) -> Option<(Vec<GeneratedPoint>, Rational)> {
    // Where they differ, more patience may take something away, too
    let here = stage.discounts.first().filter(|_| stage.common)?;
    let mut now = Rational::one().minus(here);
    let factor = Rational::new(IMPATIENCE.0, IMPATIENCE.1)?;
    for _ in 0..TRIES {
        now *= &factor;
        let discount = Rational::one().minus(&now);
        if discount <= Rational::zero() || !(settings.watch)(0) {
            return None;
        }
        let all = vec![discount.clone(); stage.players()];
        let before = Stage::new(stage.game, &all, settings.errors)?;
        let bounds = Bounds::new(&before, settings);
        if let Some(points) = bounds.generated(&before, settings) {
            let points = raised(&points, &discount, here)?;
            let holds = is_self_generating_nearly(stage.game, here, &points, &stage.errors);
            return holds.then_some((points, discount));
        }
    }
    None
}

/// How the same points come about where players are more patient: the continuation is drawn towards the point itself.
///
/// Source: D. Abreu, D. Pearce and E. Stacchetti, "Toward a theory of discounted repeated games with imperfect monitoring",
/// *Econometrica* 58 (1990), 1041–1063 (`abreu1990`), theorem 6.
fn raised(
    points: &[GeneratedPoint],
    from: &Rational,
    to: &Rational,
) -> Option<Vec<GeneratedPoint>> {
    // v = (1 − δ) g + δ w, and (1 − δ') g + δ' w' the same, for w' between v and w
    let mut moves = Rational::one().minus(to);
    moves *= from;
    moves /= &Rational::one().minus(from);
    moves /= to;
    let stays = Rational::one().minus(&moves);
    let one = |(place, point): (usize, &GeneratedPoint)| {
        let mut continuation: Vec<(usize, Rational)> = Vec::new();
        let mut own = stays.clone();
        for (next, weight) in &point.continuation {
            let mut weight = weight.clone();
            weight *= &moves;
            if *next == place {
                own += &weight;
            } else {
                continuation.push((*next, weight));
            }
        }
        continuation.push((place, own));
        GeneratedPoint { continuation, ..point.clone() }
    };
    (*from <= *to).then(|| points.iter().enumerate().map(one).collect())
}
