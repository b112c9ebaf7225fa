//! Strategies that no equilibrium uses, whatever follows.

use crate::game::{Policy, Profile, Stage, StochasticGame, Support};
use crate::num::Rational;

/// A game without strategies that are strictly dominated whatever follows, and for each state and player the places that are left.
pub(super) struct Reduced {
    pub(super) game: StochasticGame,
    kept: Vec<Vec<Support>>,
}

impl Reduced {
    /// Removes, round by round, what pays less than another strategy against everything, where both lead to the same states with the
    /// same chances: no equilibrium plays it, and whoever deviates to it loses.
    ///
    /// # Complexity
    /// One pass over the payoffs and moves for each pair of strategies and round.
    pub(super) fn of(game: &StochasticGame) -> Self {
        let kept: Vec<Vec<Support>> = game.stages().iter().map(left).collect();
        Self { game: game.restricted(&kept), kept }
    }

    /// A policy of the part as one of the whole.
    pub(super) fn whole(&self, game: &StochasticGame, part: &Policy) -> Policy {
        let each = part.iter().zip(&self.kept).zip(game.stages());
        each.map(|((profile, kept), stage)| profile.embedded(stage.shape().strategies(), kept))
            .collect::<Vec<Profile<Rational>>>()
    }
}

/// What is left of a stage, by place.
fn left(stage: &Stage) -> Vec<Support> {
    let shape = stage.shape();
    let mut kept: Vec<Support> =
        shape.strategies().iter().map(|&count| (0..count).collect()).collect();
    loop {
        let mut removed = false;
        for player in 0..shape.players() {
            let against = shape.rival_profiles_within(player, &kept);
            let beats = |better: usize, worse: usize| {
                against.iter().all(|&base| {
                    let at = |own: usize| base + own * shape.stride(player);
                    let (more, less) = (at(better), at(worse));
                    stage.payoff(player, more).0 > stage.payoff(player, less).1
                        && stage.moves(more) == stage.moves(less)
                })
            };
            let own = kept[player].clone();
            let stays = |&one: &usize| !own.iter().any(|&other| beats(other, one));
            let next: Support = own.iter().copied().filter(|one| stays(one)).collect();
            removed |= next.len() < own.len();
            kept[player] = next;
        }
        if !removed {
            return kept;
        }
    }
}
