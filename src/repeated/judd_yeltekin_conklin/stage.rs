//! What the bounds need to know of a stage game at a discount factor.

use crate::game::{Game, Payoffs};
use crate::num::{Rational, Ring};
use crate::repeated::{Opponents, minmax};

/// Payoffs, and how much the future must hold for nobody to deviate; floats beside what is exact.
pub(super) struct Stage<'a> {
    pub game: &'a Game<Rational>,
    pub discount: &'a Rational,
    /// For each profile (1 − δ)/δ times what each player gains by deviating.
    pub needed: Vec<Vec<Rational>>,
    /// For each profile (1 − δ) times payoffs, to the nearest.
    pub now: Vec<Vec<f64>>,
    /// `needed`, rounded down.
    pub least: Vec<Vec<f64>>,
    /// To the nearest.
    pub later: f64,
    /// What the others' pure strategies can hold each player to, rounded down.
    pub minmax: Vec<f64>,
    /// The greatest size of a payoff of each player, rounded up.
    pub sizes: Vec<f64>,
    /// The greatest range of a player's payoffs.
    pub range: f64,
}

impl<'a> Stage<'a> {
    pub(super) fn new(game: &'a Game<Rational>, discount: &'a Rational) -> Option<Self> {
        let shape = game.shape();
        let (players, count) = (game.players(), shape.profiles());
        let first = Rational::one().minus(discount);
        let mut factor = first.clone();
        factor *= &discount.recip()?;
        let mut needed = vec![vec![Rational::zero(); players]; count];
        let mut now = vec![vec![0.0; players]; count];
        for player in 0..players {
            let payoffs = game.payoffs(player);
            for rivals in shape.rival_profiles(player) {
                let own = 0..shape.strategies()[player];
                let ways = own.map(|own| shape.with(rivals, player, own));
                let best = ways.clone().map(|index| &payoffs[index]).max()?;
                for index in ways {
                    let mut gain = best.minus(&payoffs[index]);
                    gain *= &factor;
                    needed[index][player] = gain;
                    let mut share = payoffs[index].clone();
                    share *= &first;
                    now[index][player] = share.nearest_f64();
                }
            }
        }
        let all = Payoffs::from(game.clone());
        let mut held = Vec::with_capacity(players);
        let mut sizes = Vec::with_capacity(players);
        let mut range = 0.0f64;
        for player in 0..players {
            held.push(minmax(&all, player, Opponents::Pure)?.0.f64_bounds().0);
            let (low, high) =
                (game.payoffs(player).iter().min()?, game.payoffs(player).iter().max()?);
            sizes.push(low.abs().max(high.abs()).f64_bounds().1);
            range = range.max(high.minus(low).nearest_f64());
        }
        let down = |needs: &Vec<Rational>| needs.iter().map(|x| x.f64_bounds().0).collect();
        let least = needed.iter().map(down).collect();
        let later = discount.nearest_f64();
        Some(Self { game, discount, needed, now, least, later, minmax: held, sizes, range })
    }

    pub(super) fn players(&self) -> usize {
        self.sizes.len()
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
