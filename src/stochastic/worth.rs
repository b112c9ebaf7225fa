//! What a stationary policy is worth.

use crate::certify::{StateValues, promised_by_each};
use crate::game::{Bounds, Policy, StochasticGame};
use crate::linalg::{Matrix, solve};
use crate::num::{Rational, Ring};
use crate::table::middle;

/// Digits, in powers of 2, to which values are rounded where payoffs are only enclosed.
const ROUNDED: i64 = -160;

/// What each player gets on average from each state on, if everybody keeps to `policy`: the only solution of
/// `v = (1 − δ) u + δ P v`, exactly where payoffs and discount factors are rational, else between bounds.
///
/// States that lead to each other under the policy are one system of equations, solved after those that they lead to.
///
/// # Complexity
/// One exact solution for each player and each group of states that lead to each other.
///
/// # Examples
/// Heads leads to tails and back; only heads pays:
/// ```
/// use equil::game::{Profile, Stage, StochasticGame};
/// use equil::num::Rational;
/// use equil::stochastic::worth;
///
/// let stage = |pays: i64, next: usize| {
///     let pays = Rational::integer(pays);
///     Stage::new(vec![vec![0]], vec![vec![(pays.clone(), pays)]], vec![vec![(next, Rational::integer(1))]]).unwrap()
/// };
/// let half = Rational::new(1, 2).unwrap();
/// let game = StochasticGame::new(vec![(half.clone(), half)], vec![stage(1, 1), stage(0, 0)]).unwrap();
/// let policy = vec![Profile::pure(&[1], &[0]); 2];
/// let values = worth(&game, &policy);
/// assert_eq!(values[0][0].0, Rational::new(2, 3).unwrap());
/// assert_eq!(values[1][0].0, Rational::new(1, 3).unwrap());
/// ```
pub fn worth(game: &StochasticGame, policy: &Policy) -> StateValues {
    let states: Vec<usize> = (0..game.states()).collect();
    let zero = (Rational::zero(), Rational::zero());
    let mut values = vec![vec![zero; game.players()]; game.states()];
    worth_within(game, &states, policy, &mut values);
    values
}

/// What one round of a policy does.
struct Round {
    today: Vec<Bounds>,
    next: Vec<(usize, Rational)>,
}

/// The same for the `states` listed (in increasing order), where the values of all others that they lead to are known; `policy` counts in
/// these states only.
pub(super) fn worth_within(
    game: &StochasticGame,
    states: &[usize],
    policy: &Policy,
    values: &mut StateValues,
) {
    let rounds: Vec<Round> = states.iter().map(|&state| round(game, state, policy)).collect();
    let place = |state: usize| states.binary_search(&state).ok();
    let arcs = |node: usize, turn: u32| {
        let (next, _) = rounds[node].next.get(turn as usize)?;
        Some((place(*next).unwrap_or(node), turn + 1))
    };
    let Some(components) = crate::digraph::Components::of(states.len(), arcs, &|_| true) else {
        return;
    };
    let mut groups = vec![Vec::new(); components.count];
    for (node, &component) in components.number.iter().enumerate() {
        groups[component as usize].push(node);
    }
    for group in &groups {
        let group: Vec<usize> = group.iter().map(|&node| states[node]).collect();
        let rounds: Vec<&Round> = group.iter().filter_map(|&s| rounds.get(place(s)?)).collect();
        for player in 0..game.players() {
            let found = solved(game, player, &group, &rounds, values);
            enclose(game, player, &group, policy, values, found);
        }
    }
}

fn round(game: &StochasticGame, state: usize, policy: &Policy) -> Round {
    let (stage, profile) = (&game.stages()[state], &policy[state]);
    let today = |player: usize| {
        let (mut low, mut high) = (Rational::zero(), Rational::zero());
        for (own, probability) in profile[player].iter().enumerate().filter(|(_, p)| !p.is_zero()) {
            let (pays, _) = stage.deviation(player, own, profile);
            low.add_product(probability, &pays.0);
            high.add_product(probability, &pays.1);
        }
        (low, high)
    };
    Round { today: (0..game.players()).map(today).collect(), next: stage.next(profile) }
}

/// The values of a group of states that lead to each other, for one player, in the middle of all bounds.
fn solved(
    game: &StochasticGame,
    player: usize,
    group: &[usize],
    rounds: &[&Round],
    values: &StateValues,
) -> Vec<Rational> {
    let discount = middle(&game.discount(player).0, &game.discount(player).1);
    let share = Rational::one().minus(&discount);
    let mut rows = Vec::with_capacity(group.len());
    let mut right = Vec::with_capacity(group.len());
    for (i, round) in rounds.iter().enumerate() {
        let mut row = vec![Rational::zero(); group.len()];
        row[i] = Rational::one();
        let today = &round.today[player];
        let mut side = middle(&today.0, &today.1);
        side *= &share;
        for (next, chance) in &round.next {
            let mut weight = chance.clone();
            weight *= &discount;
            match group.binary_search(next) {
                Ok(j) => row[j] -= &weight,
                Err(_) => {
                    let (low, high) = &values[*next][player];
                    side.add_product(&weight, &middle(low, high));
                }
            }
        }
        rows.push(row);
        right.push(side);
    }
    // Each row has more on the diagonal than beside it, so there is one solution
    let found = Matrix::from_rows(rows).and_then(|matrix| solve(&matrix, &right).unique());
    found.unwrap_or_else(|| vec![Rational::zero(); group.len()])
}

/// Bounds around a solution: as narrow as the errors that it leaves in the equations allow.
fn enclose(
    game: &StochasticGame,
    player: usize,
    group: &[usize],
    policy: &Policy,
    values: &mut StateValues,
    mut found: Vec<Rational>,
) {
    let mut again = |found: &[Rational]| -> Vec<Bounds> {
        for (&state, value) in group.iter().zip(found) {
            values[state][player] = (value.clone(), value.clone());
        }
        let one = |&state: &usize| {
            let profile = &policy[state];
            let each = promised_by_each(game, &game.stages()[state], profile, player, values);
            mixed(&profile[player], &each)
        };
        group.iter().map(one).collect()
    };
    let mut next = again(&found);
    if next.iter().zip(&found).all(|((low, high), value)| low == value && high == value) {
        return;
    }
    // Long fractions say nothing where payoffs are only enclosed
    let step = Rational::integer(2).powi(ROUNDED).unwrap_or_else(Rational::zero);
    for value in &mut found {
        let (mut low, mut high) = (value.clone(), value.clone());
        low -= &step;
        high += &step;
        *value = Rational::simplest_between(&low, &high);
    }
    next = again(&found);
    let wrong = next
        .iter()
        .zip(&found)
        .map(|((low, high), value)| value.minus(low).max(high.minus(value)).max(Rational::zero()));
    let mut error = wrong.max().unwrap_or_else(Rational::zero);
    error /= &Rational::one().minus(&game.discount(player).1);
    for (&state, value) in group.iter().zip(&found) {
        let mut high = value.clone();
        high += &error;
        values[state][player] = (value.minus(&error), high);
    }
}

/// What a mixed strategy gets, of what each strategy gets.
pub(super) fn mixed(probabilities: &[Rational], each: &[Bounds]) -> Bounds {
    let (mut low, mut high) = (Rational::zero(), Rational::zero());
    for (probability, (least, most)) in probabilities.iter().zip(each) {
        low.add_product(probability, least);
        high.add_product(probability, most);
    }
    (low, high)
}
