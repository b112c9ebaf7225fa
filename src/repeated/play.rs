//! Play that follows the strategies of a payoff set.

use super::abreu_sannikov::PayoffSet;
use super::path::Bounds;
use crate::game::Game;
use crate::num::{Draws, Rational, Ring};
use crate::table::middle;

/// A deviation that is made whatever was meant to be played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Who deviates,
    pub player: usize,
    /// to what,
    pub strategy: usize,
    /// in which round, from 0.
    pub round: usize,
}

/// One round of play.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// The state: a vertex of the set.
    pub state: usize,
    /// What was played: the number of a pure profile.
    pub profile: usize,
    /// Who deviated alone, so that their punishment follows.
    pub deviated: Option<usize>,
    /// Whether both deviated at once, so that nothing follows.
    pub both: bool,
    /// Whether a lot chose the next state.
    pub by_lot: bool,
}

/// The first rounds of play from the vertex `start` on, if everybody keeps to the strategies that the set's vertices are (see
/// [`PayoffSet::next`]) but for `slips`. Lots are drawn from `seed`, by chances that are the middle of their bounds. After a player
/// deviated alone the vertex that is worst for them is next; where both deviate at once, nothing follows, as is usual: the lot is
/// drawn as if nobody had. Nothing where there is no such vertex, or it is not settled what follows one.
///
/// # Complexity
/// A draw for each round.
///
/// # Examples
/// ```
/// use equil::game::Game;
/// use equil::num::Rational;
/// use equil::repeated::{Slip, abreu_sannikov, play};
///
/// // A prisoner's dilemma: somebody slips once, and both defect for ever
/// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Game::new(vec![2, 2], payoffs.to_vec()).unwrap();
/// let set = abreu_sannikov(&game, &Rational::new(1, 5).unwrap(), &Default::default()).unwrap();
/// let nice = set.vertices.iter().position(|one| one.generated.profile == 0).unwrap();
/// let slip = Slip { player: 1, strategy: 1, round: 2 };
/// let rounds = play(&set, &game, nice, 5, 1, &[slip]).unwrap();
/// let profiles: Vec<usize> = rounds.iter().map(|round| round.profile).collect();
/// assert_eq!(profiles, [0, 0, 2, 3, 3]);
/// ```
pub fn play(
    set: &PayoffSet,
    game: &Game<Rational>,
    start: usize,
    rounds: usize,
    seed: u64,
    slips: &[Slip],
) -> Option<Vec<Round>> {
    let (draws, shape) = (Draws::new(seed), game.shape());
    let mut state = start;
    let mut played = Vec::with_capacity(rounds);
    for round in 0..rounds {
        let meant = set.vertices.get(state)?.generated.profile;
        let now = slips.iter().filter(|slip| slip.round == round);
        let profile =
            now.fold(meant, |profile, slip| shape.with(profile, slip.player, slip.strategy));
        let differs =
            |player: usize| shape.strategy(profile, player) != shape.strategy(meant, player);
        let (deviated, both) = match [differs(0), differs(1)] {
            [true, false] => (Some(0), false),
            [false, true] => (Some(1), false),
            [together, _] => (None, together),
        };
        let (next, by_lot) = match deviated {
            Some(player) => (set.threats[player], false),
            None => {
                let next = set.next(game, state)?;
                let chances: Vec<Rational> =
                    next.iter().map(|(_, (low, high))| middle(low, high)).collect();
                (next.get(draws.choice(round, &chances))?.0, next.len() > 1)
            }
        };
        played.push(Round { state, profile, deviated, both, by_lot });
        state = next;
    }
    Some(played)
}

/// What a deviation alone means to the one who deviates in a state, on average from that round on.
#[derive(Clone, Debug)]
pub struct Cost {
    /// What the state promises.
    pub promised: Bounds,
    /// What the deviation comes to: its round, and what the worst vertex gives after it.
    pub instead: Bounds,
    /// What is lost: how much more is promised.
    pub lost: Bounds,
}

impl PayoffSet {
    /// What it costs `player` that `profile` is played in `state`, to which they deviated alone. Expectations over lots, exact where
    /// payoffs of vertices are.
    pub fn cost(&self, game: &Game<Rational>, state: usize, profile: usize, player: usize) -> Cost {
        let promised = self.vertices[state].payoff[player].clone();
        let threat = &self.vertices[self.threats[player]].payoff[player];
        let mut now = Rational::one().minus(&self.discount);
        now *= &game.payoffs(player)[profile];
        let with = |later: &Rational| {
            let mut sum = now.clone();
            sum.add_product(&self.discount, later);
            sum
        };
        let instead = (with(&threat.0), with(&threat.1));
        // In the worst vertex itself both are the same number
        let lost = (promised.0.minus(&instead.1), promised.1.minus(&instead.0));
        Cost { promised, instead, lost }
    }
}
