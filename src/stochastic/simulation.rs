//! Play that follows a policy.

use crate::game::{Policy, StochasticGame};
use crate::num::{Draws, Rational};

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
        let draw = |place: usize, chances: &[Rational]| draws.choice(round * lots + place, chances);
        let drawn: Vec<usize> =
            policy[state].iter().enumerate().map(|(p, mixed)| draw(p, mixed)).collect();
        let moves = stage.moves(stage.shape().index(&drawn));
        let chances: Vec<Rational> = moves.iter().map(|(_, chance)| chance.clone()).collect();
        let sure = policy[state].as_pure().is_some() && moves.len() == 1;
        let next = moves[draw(lots - 1, &chances)].0;
        path.push(Step { state, profile: drawn, by_lot: !sure });
        state = next;
    }
    path
}

/// What numbers that belong to states are on average, round by round, in play from `start` on that follows `policy`. The chances of
/// all states are carried along in floats, all of one sign, so that no digits cancel.
///
/// `numbers[state]` has as many numbers as are wanted; so has each of the rounds returned.
///
/// # Complexity
/// One pass over the moves of all states for each round.
///
/// # Examples
/// ```
/// use equil::game::{Profile, Stage, StochasticGame};
/// use equil::num::Rational;
/// use equil::stochastic::averages;
///
/// // A coin is tossed until it falls: the chance that it has not yet
/// let zero = (Rational::integer(0), Rational::integer(0));
/// let half = Rational::new(1, 2).unwrap();
/// let stage = |moves: Vec<(usize, Rational)>| {
///     Stage::new(vec![vec![0]], vec![vec![zero.clone()]], vec![moves]).unwrap()
/// };
/// let toss = stage(vec![(0, half.clone()), (1, half.clone())]);
/// let end = stage(vec![(1, Rational::integer(1))]);
/// let game = StochasticGame::new(vec![(half.clone(), half)], vec![toss, end]).unwrap();
/// let policy = vec![Profile::pure(&[1], &[0]); 2];
/// let path = averages(&game, &policy, &[vec![1.0], vec![0.0]], 0, 3);
/// assert_eq!(path, [[1.0], [0.5], [0.25]]);
/// ```
pub fn averages(
    game: &StochasticGame,
    policy: &Policy,
    numbers: &[Vec<f64>],
    start: usize,
    rounds: usize,
) -> Vec<Vec<f64>> {
    let next = |(stage, profile): (&crate::game::Stage, &crate::game::Profile<Rational>)| {
        let next = stage.next(profile).into_iter();
        next.map(|(state, chance)| (state, chance.nearest_f64())).collect()
    };
    let next: Vec<Vec<(usize, f64)>> = game.stages().iter().zip(policy).map(next).collect();
    let mut chances = vec![0.0; game.states()];
    chances[start] = 1.0;
    let width = numbers.first().map_or(0, Vec::len);
    let mut path = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        let mut sums = vec![0.0; width];
        for (chance, own) in chances.iter().zip(numbers).filter(|(chance, _)| **chance > 0.0) {
            for (sum, number) in sums.iter_mut().zip(own) {
                *sum += chance * number;
            }
        }
        path.push(sums);
        let mut after = vec![0.0; game.states()];
        for (chance, moves) in chances.iter().zip(&next).filter(|(chance, _)| **chance > 0.0) {
            for (state, share) in moves {
                after[*state] += chance * share;
            }
        }
        chances = after;
    }
    path
}
