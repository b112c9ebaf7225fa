//! Play that follows a policy.

use crate::game::{Policy, StochasticGame};
use crate::num::{Draws, Rational, Ring};

/// One round of play.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where.
    pub state: usize,
    /// What each player plays there: the place among the available strategies.
    pub profile: Vec<usize>,
    /// Whether lots decided what is played, or which state came next.
    pub by_lot: bool,
}

/// The first rounds of play from `start` on, if everybody keeps to `policy`. Lots are drawn from `seed`, as floats; where nothing is
/// left to them the path is exact.
///
/// # Complexity
/// One pass over the moves of the profile played for each round.
pub fn simulate(
    game: &StochasticGame,
    policy: &Policy,
    start: usize,
    steps: usize,
    seed: u64,
) -> Vec<Step> {
    let draws = Draws::new(seed);
    let lots = game.players() + 1;
    let mut state = start;
    let mut path = Vec::with_capacity(steps);
    for round in 0..steps {
        let stage = &game.stages()[state];
        let draw = |place: usize| draws.uniform(round * lots + place);
        let drawn: Vec<usize> =
            policy[state].iter().enumerate().map(|(p, mixed)| drawn(mixed, draw(p))).collect();
        let moves = stage.moves(stage.shape().index(&drawn));
        let chances: Vec<Rational> = moves.iter().map(|(_, chance)| chance.clone()).collect();
        let sure = policy[state].as_pure().is_some() && moves.len() == 1;
        let next = moves[self::drawn(&chances, draw(lots - 1))].0;
        path.push(Step { state, profile: drawn, by_lot: !sure });
        state = next;
    }
    path
}

/// The place that a number from 0 to 1 falls on.
fn drawn(chances: &[Rational], lot: f64) -> usize {
    let mut left = Rational::from_f64(lot).unwrap_or_else(Rational::zero);
    for (place, chance) in chances.iter().enumerate() {
        if left < *chance {
            return place;
        }
        left -= chance;
    }
    // Chances add up to 1, and lots are below it
    chances.len() - 1
}
