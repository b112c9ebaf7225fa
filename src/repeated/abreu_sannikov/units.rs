//! Payoffs in units in which floats tell them apart.

use super::{PayoffSet, Standing};
use crate::game::{Game, Polygon};
use crate::num::{Rational, Ring};

/// Of each player the least payoff, and a power of 2 that is at most the range of payoffs, and more than half of it.
pub(super) struct Units {
    least: [Rational; 2],
    unit: [Rational; 2],
    range: f64,
}

impl Units {
    pub(super) fn of(game: &Game<Rational>) -> Option<Self> {
        let mut least = [Rational::zero(), Rational::zero()];
        let mut unit = [Rational::one(), Rational::one()];
        let mut range = 0.0_f64;
        for player in [0, 1] {
            let all = game.payoffs(player);
            least[player] = all.iter().min()?.clone();
            let apart = all.iter().max()?.minus(&least[player]);
            range = range.max(apart.nearest_f64());
            if apart.is_zero() {
                continue;
            }
            let two = Rational::integer(2);
            let bits = i64::try_from(apart.bits()).ok()?;
            // Near enough to begin with, however large or small
            let mut power = if apart >= Rational::one() { bits } else { -bits };
            while two.powi(power)? > apart {
                power -= 1;
            }
            while two.powi(power + 1)? <= apart {
                power += 1;
            }
            unit[player] = two.powi(power)?;
        }
        Some(Self { least, unit, range })
    }

    /// The game with payoffs from 0 to less than 2.
    pub(super) fn scaled(&self, game: &Game<Rational>) -> Option<Game<Rational>> {
        let payoffs = [0, 1].map(|player| {
            let one = |payoff: &Rational| {
                let mut payoff = payoff.minus(&self.least[player]);
                payoff /= &self.unit[player];
                payoff
            };
            game.payoffs(player).iter().map(one).collect()
        });
        Game::new(game.strategies().to_vec(), payoffs.to_vec())
    }

    /// A set in the units of the game itself.
    pub(super) fn back(&self, mut set: PayoffSet) -> PayoffSet {
        let turned = |player: usize, x: &Rational| {
            let mut payoff = self.least[player].clone();
            payoff.add_product(x, &self.unit[player]);
            payoff
        };
        for vertex in &mut set.vertices {
            for (player, (low, high)) in vertex.payoff.iter_mut().enumerate() {
                (*low, *high) = (turned(player, low), turned(player, high));
            }
        }
        // Both coordinates grow, so corners stay in order
        let corners = set.outer.vertices.iter();
        let vertices = corners.map(|point| [0, 1].map(|player| turned(player, &point[player])));
        set.outer = Polygon { vertices: vertices.collect() };
        if let Standing::Between(gap) = &mut set.standing {
            let widest = self.unit.iter().max().map_or(1.0, |unit| unit.f64_bounds().1);
            *gap = if *gap == 0.0 { 0.0 } else { (*gap * widest).next_up() };
        }
        set.range = self.range;
        set
    }
}
