//! What promises must do: one inequality for each strategy that is to be worse, and each way the others can play.

use super::wish::{MakeError, Wish};
use crate::certify::{Mixture, combination};
use crate::game::Combination;
use crate::num::{Rational, Ring};

/// That a strategy is worse than a mixture by a margin, against one profile of the others: what is promised to the
/// mixture, less what is promised to the strategy, is at least `need`.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Whose strategies.
    pub player: usize,
    /// How the others play: the number of a profile.
    pub rivals: usize,
    /// What is to be worse.
    pub strategy: usize,
    /// What is to be better.
    pub by: Mixture,
    /// The margin less what the mixture gains already: rationals that contain it.
    pub need: (Rational, Rational),
}

impl Row {
    pub(super) fn new(
        wish: &Wish<'_>,
        (player, rivals): (usize, usize),
        strategy: usize,
        by: Mixture,
    ) -> Result<Self, MakeError> {
        let gain = combination(wish.payoffs, player, strategy, &by, rivals);
        let (low, high) = wish.payoffs.bounds(player, &gain).ok_or(MakeError::Unbounded)?;
        let need = (wish.margin.minus(&high), wish.margin.minus(&low));
        Ok(Self { player, rivals, strategy, by, need })
    }

    /// That one strategy is worse than another.
    pub(super) fn pure(
        wish: &Wish<'_>,
        place: (usize, usize),
        strategy: usize,
        by: usize,
    ) -> Result<Self, MakeError> {
        Self::new(wish, place, strategy, vec![(by, Rational::one())])
    }

    /// The promises that matter, by number of the profile, with their coefficients.
    pub(super) fn terms(&self, wish: &Wish<'_>) -> Combination {
        combination(wish.payoffs, self.player, self.strategy, &self.by, self.rivals)
    }
}
