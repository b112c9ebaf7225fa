//! What is played in Markov-perfect equilibria, in one state.

use super::{Answer, Found, Open};
use crate::model::{Assignment, MOST_STATES, Model, ModelError, StatesError};
use crate::nash::{Coverage, Settings};
use crate::num::Rational;
use crate::stochastic::{Recursion, homotopy, is_searchable, iteration, recursion};

/// Equilibria that are looked at before the search gives up.
const MOST: usize = 10_000;
/// Rounds of value iteration, where equilibria cannot be listed.
const ROUNDS: u64 = 10_000;

/// Whether `player` plays a strategy of `target` for sure, in every (else in some) Markov-perfect equilibrium, in the state
/// of the parameters' values.
pub(super) fn played(
    model: &Model,
    point: &Assignment,
    (player, target): (usize, &[usize]),
    every: bool,
    max_bits: u32,
    settings: &Settings<'_>,
) -> Result<Found, ModelError> {
    let Some(states) = &model.states else { return Ok(Err(Open::NoStates)) };
    let stochastic = match model.stochastic(point, max_bits, MOST_STATES) {
        Ok(stochastic) => stochastic,
        Err(StatesError::Payoffs { error, .. }) => return Err(error),
        Err(error) => return Ok(Err(Open::States(error.to_string()))),
    };
    let values: Vec<Rational> = states
        .variables
        .iter()
        .map(|one| point.get(one.parameter).cloned().unwrap_or_else(|| one.levels[0].clone()))
        .collect();
    let start = match stochastic.state_at(model, &values) {
        Ok(start) => start,
        Err(error) => return Ok(Err(Open::States(error.to_string()))),
    };
    let (game, kept) = stochastic.game.reachable(start);
    let place = kept.iter().position(|&state| state == start).unwrap_or(0);
    let own = &game.stages()[place].available()[player];
    let (mut found, complete) = if is_searchable(&game) {
        let search = Recursion { at_most: Some(MOST), watch: settings.watch };
        let outcome = recursion(&game, &search);
        // Between extreme equilibria others lie
        (outcome.found, outcome.coverage == Coverage::All && !outcome.infinite)
    } else {
        let found = iteration(&game, ROUNDS, settings.watch);
        (found.map(|found| found.found).into_iter().collect(), false)
    };
    if !complete && !found.iter().any(|found| found.one_shot.is_equilibrium()) {
        found.extend(homotopy(&game, settings.watch).found);
    }
    let is_played = |found: &crate::stochastic::Found| {
        let mixed = found.policy[place][player].iter().zip(own);
        mixed.filter(|(chance, _)| !chance.is_zero()).all(|(_, own)| target.contains(own))
    };
    // On a complete list those with rounded probabilities stand for equilibria with the same supports
    let mut known = found.iter().filter(|found| complete || found.one_shot.is_equilibrium());
    let counterexample = known.any(|found| is_played(found) != every);
    Ok(match (counterexample, complete) {
        (true, _) => Ok(if every { Answer::No } else { Answer::Yes }),
        (false, true) if found.is_empty() => Err(Open::NoMarkov),
        (false, true) => Ok(if every { Answer::Yes } else { Answer::No }),
        (false, false) => Err(Open::NotAllKnown),
    })
}
