//! Potentials with the differences of each player's payoffs along own strategies.
//!
//! Source: D. Monderer, L. S. Shapley, "Potential games", *Games and Economic Behavior* 14 (1996),
//! 124–143 (`monderer1996`).

use rayon::prelude::*;

use super::super::modularity::upwards;
use super::{Finding, Ground, PotentialTest};
use crate::certify::{Potential, PotentialKind, Square, Values, Violation};
use crate::game::{Game, Payoffs, Shape};
use crate::num::{Rational, Ring};
use crate::response::{ResponseError, Watch};

/// Payoffs are added up along one way to each profile, and compared along all others; where that
/// fails, a square of two players is found whose gains do not cancel. Payoffs that are not rational are
/// looked at square by square.
pub(super) const TEST: PotentialTest = PotentialTest {
    name: "exact-potential",
    about: "A function changes with an own change by as much as the payoff does",
    source: "monderer1996",
    kind: PotentialKind::Exact,
    find,
};

fn find(ground: Ground<'_>, watch: Watch<'_>) -> Result<Finding, ResponseError> {
    let payoffs = ground.improvements.payoffs();
    let Some(game) = as_rational(payoffs) else { return squares(payoffs, watch) };
    let players = game.players();
    Ok(match integrated(&game, &vec![Rational::one(); players], watch)? {
        Ok(values) => potential(Values::Numbers(values)),
        Err(square) => Finding::Violation(Violation::Square(square)),
    })
}

fn potential(values: Values) -> Finding {
    Finding::Potential(Potential { kind: PotentialKind::Exact, weights: Vec::new(), values })
}

/// The payoffs, if all of them are known to be rational.
pub(super) fn as_rational(payoffs: &Payoffs) -> Option<std::borrow::Cow<'_, Game<Rational>>> {
    if let Some(game) = payoffs.rational() {
        return Some(std::borrow::Cow::Borrowed(game));
    }
    let shape = payoffs.shape();
    let own = |player| (0..shape.profiles()).map(|i| payoffs.exact(player, i)).collect();
    let all: Vec<Vec<Rational>> = (0..shape.players()).map(own).collect::<Option<_>>()?;
    Game::new(shape.strategies().to_vec(), all).map(std::borrow::Cow::Owned)
}

/// Profiles between two questions to the caller.
const TOGETHER: usize = 1 << 14;

/// The function whose differences are the players' gains divided by their weights, 0 in the first
/// profile; or a square of which that cannot be true.
pub(super) fn integrated(
    game: &Game<Rational>,
    weights: &[Rational],
    watch: Watch<'_>,
) -> Result<Result<Vec<Rational>, Square>, ResponseError> {
    let shape = game.shape();
    let profiles = shape.profiles();
    let total = 2 * profiles as u64;
    let gain = |player: usize, to: usize, from: usize| {
        let own = game.payoffs(player);
        let mut gain = own[to].minus(&own[from]);
        if weights[player] != Rational::one() {
            gain /= &weights[player];
        }
        gain
    };
    let mut values: Vec<Rational> = Vec::with_capacity(profiles);
    values.push(Rational::zero());
    // One player after the other leaves their first strategy: profiles in which later ones have not are
    // numbered before
    for player in 0..shape.players() {
        let stride = shape.stride(player);
        for index in values.len()..stride * shape.strategies()[player] {
            if index % TOGETHER == 0 && !watch(index as u64, total) {
                return Err(ResponseError::Stopped);
            }
            let before = index % stride;
            let mut value = gain(player, index, before);
            value += &values[before];
            values.push(value);
        }
    }
    let fails = |index: usize| {
        (0..shape.players()).find(|&player| {
            let first = shape.with(index, player, 0);
            first != index && values[index].minus(&values[first]) != gain(player, index, first)
        })
    };
    let failed = (0..profiles.div_ceil(TOGETHER)).into_par_iter().map(|chunk| {
        let first = chunk * TOGETHER;
        if !watch((profiles + first) as u64, total) {
            return Some(Err(ResponseError::Stopped));
        }
        let mut indices = first..profiles.min(first + TOGETHER);
        indices.find_map(|index| fails(index).map(|player| Ok((index, player))))
    });
    let Some(failed) = failed.find_first(Option::is_some).flatten() else {
        return Ok(Ok(values));
    };
    let (index, player) = failed?;
    let wrong = |index: usize| {
        let first = shape.with(index, player, 0);
        values[index].minus(&values[first]) != gain(player, index, first)
    };
    Ok(Err(narrowed(shape, index, player, wrong)))
}

/// A square that shows why the values are wrong about `player` in the profile `index`. The last of the
/// others to have left their first strategy goes back, until the values are right; the step before is
/// a square in which they are right on three sides.
fn narrowed(
    shape: &Shape,
    mut index: usize,
    player: usize,
    wrong: impl Fn(usize) -> bool,
) -> Square {
    loop {
        let last = (0..shape.players())
            .rev()
            .find(|&other| other != player && shape.strategy(index, other) > 0)
            .expect("values are right where nobody else has moved");
        let before = shape.with(index, last, 0);
        if !wrong(before) {
            let profile = shape.with(before, player, 0);
            let others = [player, last].map(|p| shape.strategy(index, p));
            return Square { profile, players: [player, last], others };
        }
        index = before;
    }
}

/// Of payoffs that are not rational: whether each square between neighbours is balanced.
fn squares(payoffs: &Payoffs, watch: Watch<'_>) -> Result<Finding, ResponseError> {
    let shape = payoffs.shape();
    let mut settled = true;
    for second in 0..shape.players() {
        for first in 0..second {
            for profile in 0..shape.profiles() {
                if profile % TOGETHER == 0 && !watch(profile as u64, shape.profiles() as u64) {
                    return Err(ResponseError::Stopped);
                }
                let Some(square) = upwards(shape, profile, [first, second]) else { continue };
                match square.is_balanced(payoffs) {
                    Some(true) => {}
                    Some(false) => return Ok(Finding::Violation(Violation::Square(square))),
                    None => settled = false,
                }
            }
        }
    }
    Ok(if settled { potential(Values::Unlisted) } else { Finding::Open })
}
