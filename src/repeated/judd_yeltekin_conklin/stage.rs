//! What the bounds need to know of a stage game at a discount factor.

use crate::game::{Game, Payoffs};
use crate::num::{Rational, Ring};
use crate::repeated::path::asks;
use crate::repeated::{Opponents, minmax};

/// Payoffs, and how much the future must hold for nobody to deviate; floats beside what is exact.
pub(super) struct Stage<'a> {
    pub game: &'a Game<Rational>,
    /// What a payoff one round later counts to each player.
    pub discounts: &'a [Rational],
    /// Whether that is the same to everybody.
    pub common: bool,
    /// What each player's payoffs may be wrong by.
    pub errors: Vec<Rational>,
    /// For each profile how much more than the threat the future must hold for nobody to deviate: (1 − δ)/δ times what each player gains
    /// by deviating, and 2/δ times what payoffs may be wrong by.
    pub needed: Vec<Vec<Rational>>,
    /// For each profile (1 − δ) times payoffs, to the nearest.
    pub now: Vec<Vec<f64>>,
    /// How much it must hold at least, whatever the payoffs are; rounded down.
    pub least: Vec<Vec<f64>>,
    /// The discount factors, to the nearest.
    pub later: Vec<f64>,
    /// What the others' pure strategies can hold each player to, at least, rounded down.
    pub minmax: Vec<f64>,
    /// The greatest size of a payoff of each player, rounded up.
    pub sizes: Vec<f64>,
    /// The greatest range of a player's payoffs.
    pub range: f64,
}

impl<'a> Stage<'a> {
    pub(super) fn new(
        game: &'a Game<Rational>,
        discounts: &'a [Rational],
        errors: Option<&[Rational]>,
    ) -> Option<Self> {
        let errors = errors.map_or_else(|| vec![Rational::zero(); game.players()], <[_]>::to_vec);
        if discounts.len() != game.players() {
            return None;
        }
        if errors.len() != game.players() || errors.iter().any(|error| *error < Rational::zero()) {
            return None;
        }
        let shape = game.shape();
        let (players, count) = (game.players(), shape.profiles());
        let mut needed = vec![vec![Rational::zero(); players]; count];
        let mut least = vec![vec![0.0; players]; count];
        let mut now = vec![vec![0.0; players]; count];
        for (player, error) in errors.iter().enumerate() {
            let (payoffs, discount) = (game.payoffs(player), &discounts[player]);
            let first = Rational::one().minus(discount);
            let factor = asks(discount)?;
            let mut wrong = error.clone();
            wrong *= &Rational::integer(2);
            wrong *= &discount.recip()?;
            for index in 0..count {
                let own = 0..shape.strategies()[player];
                let others = own.map(|own| shape.with(index, player, own));
                let best =
                    others.filter(|other| *other != index).map(|other| &payoffs[other]).max();
                // Who has nothing else to do needs nothing
                if let Some(best) = best {
                    let mut gain = best.minus(&payoffs[index]);
                    gain *= &factor;
                    let (mut at_least, mut surely) = (gain.clone(), gain);
                    at_least -= &wrong;
                    surely += &wrong;
                    least[index][player] = at_least.max(Rational::zero()).f64_bounds().0;
                    needed[index][player] = surely.max(Rational::zero());
                }
                let mut share = payoffs[index].clone();
                share *= &first;
                now[index][player] = share.nearest_f64();
            }
        }
        let all = Payoffs::from(game.clone());
        let mut held = Vec::with_capacity(players);
        let mut sizes = Vec::with_capacity(players);
        let mut range = 0.0f64;
        for (player, error) in errors.iter().enumerate() {
            // Plans are worth as much less in the game than they are, and what they are may be less by as much
            let mut lowest = minmax(&all, player, Opponents::Pure)?.0;
            lowest.add_product(&Rational::integer(-2), error);
            held.push(lowest.f64_bounds().0);
            let (low, high) =
                (game.payoffs(player).iter().min()?, game.payoffs(player).iter().max()?);
            sizes.push(low.abs().max(high.abs()).f64_bounds().1);
            range = range.max(high.minus(low).nearest_f64());
        }
        let later = discounts.iter().map(Rational::nearest_f64).collect();
        let common = discounts.iter().all(|discount| *discount == discounts[0]);
        Some(Self {
            game,
            discounts,
            common,
            errors,
            needed,
            now,
            least,
            later,
            minmax: held,
            sizes,
            range,
        })
    }

    pub(super) fn players(&self) -> usize {
        self.sizes.len()
    }

    /// The direction in which what follows counts, where payoffs are looked at in another one: the same where all are as patient, else
    /// that direction with each player's discount factor, to the nearest.
    pub(super) fn turned(&self, normal: &[f64]) -> Vec<f64> {
        if self.common {
            return normal.to_vec();
        }
        normal.iter().zip(&self.later).map(|(x, later)| x * later).collect()
    }

    /// What a profile gives and what follows, to about the nearest.
    pub(super) fn both(&self, profile: usize, then: &[f64]) -> Vec<f64> {
        let each = self.now[profile].iter().zip(then).zip(&self.later);
        each.map(|((now, then), later)| now + later * then).collect()
    }

    /// Payoffs of a profile, to the nearest.
    pub(super) fn payoffs(&self, profile: usize) -> Vec<f64> {
        (0..self.players()).map(|player| self.game.payoffs(player)[profile].nearest_f64()).collect()
    }

    /// Payoffs of a profile.
    pub(super) fn exact(&self, profile: usize) -> Vec<Rational> {
        (0..self.players()).map(|player| self.game.payoffs(player)[profile].clone()).collect()
    }
}
