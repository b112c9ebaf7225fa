//! Where payoffs that are not rational come from.

use std::fmt::Debug;
use std::sync::Arc;

use crate::num::{Interval, Rational, Wide};

/// A combination of one player's payoffs: numbers of pure profiles, each with its coefficient.
pub type Combination = Vec<(usize, Rational)>;

/// Where enclosures of payoffs come from.
pub trait Narrow: Debug + Send + Sync {
    /// An enclosure of `player`'s payoff in the pure profile number `index`, computed with `bits`
    /// bits. `None` when it cannot be shown to have a value.
    fn payoff(&self, player: usize, index: usize, bits: u32) -> Option<Wide>;

    /// `player`'s payoff in the pure profile number `index`, where it is known to be rational.
    fn exact(&self, player: usize, index: usize) -> Option<Rational>;

    /// An enclosure of a combination of `player`'s payoffs that may be narrower than the sum of
    /// enclosures of its terms; `None` where nothing better is known.
    fn range(&self, player: usize, combination: &[(usize, Rational)]) -> Option<Interval> {
        let _ = (player, combination);
        None
    }

    /// Whether algebra alone shows that the combination is 0.
    fn is_zero(&self, player: usize, combination: &[(usize, Rational)]) -> bool;
}

/// Some players and profiles of a larger game.
#[derive(Debug)]
pub(super) struct Part {
    whole: Arc<dyn Narrow>,
    /// The number in the larger game of each player.
    players: Vec<usize>,
    /// The number in the larger game of each profile.
    indices: Vec<usize>,
}

impl Part {
    pub(super) fn new(whole: &Arc<dyn Narrow>, players: Vec<usize>, indices: Vec<usize>) -> Self {
        Self { whole: Arc::clone(whole), players, indices }
    }

    fn outer(&self, combination: &[(usize, Rational)]) -> Combination {
        combination.iter().map(|(index, c)| (self.indices[*index], c.clone())).collect()
    }
}

impl Narrow for Part {
    fn payoff(&self, player: usize, index: usize, bits: u32) -> Option<Wide> {
        self.whole.payoff(self.players[player], self.indices[index], bits)
    }

    fn exact(&self, player: usize, index: usize) -> Option<Rational> {
        self.whole.exact(self.players[player], self.indices[index])
    }

    fn range(&self, player: usize, combination: &[(usize, Rational)]) -> Option<Interval> {
        self.whole.range(self.players[player], &self.outer(combination))
    }

    fn is_zero(&self, player: usize, combination: &[(usize, Rational)]) -> bool {
        self.whole.is_zero(self.players[player], &self.outer(combination))
    }
}
