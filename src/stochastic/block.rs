//! All that may be played in a group of states that lead to each other.

use std::cmp::Ordering;

use crate::certify::{StateValues, promised_by_each};
use crate::game::{Bounds, Policy, Profile, StochasticGame};
use crate::nash::{Coverage, Watch};
use crate::num::Rational;

use super::stage::Answers;
use super::worth::{mixed, worth_within};

/// More pure policies of a group than this are not tried.
const MOST: usize = 1 << 16;

/// Whether the search of a group sees all that it promises.
pub(super) fn is_searched(game: &StochasticGame, group: &[usize]) -> bool {
    group.len() == 1
        || alone(game, group).is_some()
        || ways(game, group).is_some_and(|ways| ways <= MOST)
}

/// All pure policies of a group of states from which no single deviation surely gains, when the values of the states that the
/// group leads to are known: each is tried, unless one player alone has a choice. `policy` and `values` may change in the
/// group.
pub(super) fn equilibria(
    game: &StochasticGame,
    group: &[usize],
    policy: &mut Policy,
    values: &mut StateValues,
    watch: Watch<'_>,
) -> Answers {
    if let Some(player) = alone(game, group) {
        return optimal(game, group, player, policy, values, watch);
    }
    let Some(ways) = ways(game, group).filter(|ways| *ways <= MOST) else {
        return too_large();
    };
    let mut profiles = Vec::new();
    let (mut coverage, mut stopped) = (Coverage::AllPure, false);
    for way in 0..ways {
        if !watch(way as u64, ways as u64) {
            coverage = Coverage::Some;
            stopped = true;
            break;
        }
        let mut rest = way;
        for &state in group {
            let shape = game.stages()[state].shape();
            let profile = shape.profile(rest % shape.profiles());
            policy[state] = Profile::pure(shape.strategies(), &profile);
            rest /= shape.profiles();
        }
        worth_within(game, group, policy, values);
        if group.iter().all(|&state| stands(game, state, policy, values)) {
            profiles.push(group.iter().map(|&state| policy[state].clone()).collect());
        }
    }
    Answers { profiles, coverage, stopped, ..Answers::none() }
}

fn too_large() -> Answers {
    Answers { too_large: true, ..Answers::none() }
}

/// In how many ways a group can be played purely.
fn ways(game: &StochasticGame, group: &[usize]) -> Option<usize> {
    let counts = group.iter().map(|&state| game.stages()[state].shape().profiles());
    counts.into_iter().try_fold(1_usize, usize::checked_mul)
}

/// The only player who has a choice in a group; the first if nobody has one.
fn alone(game: &StochasticGame, group: &[usize]) -> Option<usize> {
    let chooses = |player: &usize| {
        group.iter().any(|&state| game.stages()[state].available()[*player].len() > 1)
    };
    let mut choosing = (0..game.players()).filter(chooses);
    match (choosing.next(), choosing.next()) {
        (first, None) => Some(first.unwrap_or(0)),
        _ => None,
    }
}

/// What is best for a player who alone has a choice, by improving a policy until nothing improves it. Values are then the best there
/// are in every state; all that is equally good may be played, and mixtures of it.
fn optimal(
    game: &StochasticGame,
    group: &[usize],
    player: usize,
    policy: &mut Policy,
    values: &mut StateValues,
    watch: Watch<'_>,
) -> Answers {
    let pure = |state: usize, own: usize| {
        let counts = game.stages()[state].shape().strategies();
        let mut profile = vec![0; counts.len()];
        profile[player] = own;
        Profile::pure(counts, &profile)
    };
    let mut played = vec![0; group.len()];
    loop {
        if !watch(0, 1) {
            return Answers { stopped: true, ..Answers::none() };
        }
        for (&state, &own) in group.iter().zip(&played) {
            policy[state] = pure(state, own);
        }
        worth_within(game, group, policy, values);
        let mut best: Vec<Vec<usize>> = Vec::with_capacity(group.len());
        let mut improved = false;
        let mut known = true;
        for (place, &state) in group.iter().enumerate() {
            let stage = &game.stages()[state];
            let each = promised_by_each(game, stage, &policy[state], player, values);
            let now = played[place];
            for (own, promise) in each.iter().enumerate() {
                // Only what surely improves is taken up, so that this ends
                if compared(promise, &each[played[place]]) == Some(Ordering::Greater) {
                    played[place] = own;
                    improved = true;
                }
            }
            let as_good = |&own: &usize| {
                let order = if own == now {
                    Some(Ordering::Equal)
                } else {
                    compared(&each[own], &each[now])
                };
                known &= order.is_some();
                order != Some(Ordering::Less)
            };
            best.push((0..each.len()).filter(as_good).collect());
        }
        if improved {
            continue;
        }
        let count = best.iter().try_fold(1_usize, |count, own| count.checked_mul(own.len()));
        let Some(count) = count.filter(|count| *count <= MOST) else { return too_large() };
        let way = |way: usize| {
            let mut rest = way;
            let one = |(&state, own): (&usize, &Vec<usize>)| {
                let chosen = own[rest % own.len()];
                rest /= own.len();
                pure(state, chosen)
            };
            group.iter().zip(&best).map(one).collect()
        };
        return Answers {
            profiles: (0..count).map(way).collect(),
            coverage: if known { Coverage::All } else { Coverage::Some },
            infinite: count > 1,
            ..Answers::none()
        };
    }
}

/// The order of two numbers, if their bounds tell it.
fn compared(a: &Bounds, b: &Bounds) -> Option<Ordering> {
    if a.0 > b.1 {
        Some(Ordering::Greater)
    } else if a.1 < b.0 {
        Some(Ordering::Less)
    } else if a.0 == a.1 && b.0 == b.1 {
        Some(Ordering::Equal)
    } else {
        None
    }
}

/// Whether no single deviation in a state surely gains.
fn stands(game: &StochasticGame, state: usize, policy: &Policy, values: &StateValues) -> bool {
    (0..game.players()).all(|player| {
        let stage = &game.stages()[state];
        let each = promised_by_each(game, stage, &policy[state], player, values);
        let (_, most): (Rational, Rational) = mixed(&policy[state][player], &each);
        each.iter().all(|(least, _)| *least <= most)
    })
}
