//! All that may be played in a group of states that lead to each other.

use crate::certify::{StateValues, promised_by_each};
use crate::game::{Policy, Profile, StochasticGame};
use crate::nash::{Coverage, Watch};
use crate::num::{Rational, Sign};

use super::stage::Answers;
use super::worth::{mixed, worth_within};

/// More pure policies of a group than this are not tried.
const MOST: usize = 1 << 16;

/// All pure policies of a group of states from which no single deviation surely gains, when the values of the states that the
/// group leads to are known: each is tried. `policy` and `values` may change in the group.
pub(super) fn equilibria(
    game: &StochasticGame,
    group: &[usize],
    policy: &mut Policy,
    values: &mut StateValues,
    watch: Watch<'_>,
) -> Answers {
    let counts: Vec<usize> = group.iter().map(|&s| game.stages()[s].shape().profiles()).collect();
    let ways = counts.iter().try_fold(1_usize, |ways, &count| ways.checked_mul(count));
    let Some(ways) = ways.filter(|ways| *ways <= MOST) else {
        return Answers {
            profiles: Vec::new(),
            coverage: Coverage::Some,
            infinite: false,
            too_large: true,
        };
    };
    let mut profiles = Vec::new();
    let mut coverage = Coverage::AllPure;
    for way in 0..ways {
        if !watch(way as u64, ways as u64) {
            coverage = Coverage::Some;
            break;
        }
        let mut rest = way;
        for (&state, &count) in group.iter().zip(&counts) {
            let shape = game.stages()[state].shape();
            policy[state] = Profile::pure(shape.strategies(), &shape.profile(rest % count));
            rest /= count;
        }
        worth_within(game, group, policy, values);
        if group.iter().all(|&state| stands(game, state, policy, values)) {
            profiles.push(group.iter().map(|&state| policy[state].clone()).collect());
        }
    }
    if group.iter().all(|&state| game.stages()[state].shape().profiles() == 1) {
        coverage = Coverage::All;
    }
    Answers { profiles, coverage, infinite: false, too_large: false }
}

/// Whether no single deviation in a state surely gains.
fn stands(game: &StochasticGame, state: usize, policy: &Policy, values: &StateValues) -> bool {
    (0..game.players()).all(|player| {
        let stage = &game.stages()[state];
        let each = promised_by_each(game, stage, &policy[state], player, values);
        let (_, most) = mixed(&policy[state][player], &each);
        each.iter().all(|(least, _)| gain(least, &most) != Sign::Positive)
    })
}

fn gain(promised: &Rational, worth: &Rational) -> Sign {
    crate::num::Ring::minus(promised, worth).signum()
}
