//! Payoffs that are not rational, as the nearest decimals.

use super::{Game, Payoffs};
use crate::num::{Certain, Rational, decimal};

/// Precision at which narrowing begins.
const BITS: u32 = 128;

impl Payoffs {
    /// The payoffs as rationals: those known exactly as they are, every other one as the nearest
    /// decimal with `digits` digits after the point. Returns how many were rounded, too.
    ///
    /// `None` when some payoff cannot be narrowed enough to tell what is nearest.
    ///
    /// # Complexity
    /// One narrowing for each payoff that is not rational.
    pub fn nearest(&self, digits: usize) -> Option<(Game<Rational>, usize)> {
        if let Some(game) = self.rational() {
            return Some((game.clone(), 0));
        }
        let shape = self.shape();
        let mut rounded = 0;
        let payoffs: Vec<Vec<Rational>> = (0..shape.players())
            .map(|player| {
                (0..shape.profiles())
                    .map(|index| {
                        let (value, exact) = self.near(player, index, digits)?;
                        rounded += usize::from(!exact);
                        Some(value)
                    })
                    .collect()
            })
            .collect::<Option<_>>()?;
        Some((Game::new(shape.strategies().to_vec(), payoffs)?, rounded))
    }

    /// One payoff, and whether it is exact.
    fn near(&self, player: usize, index: usize, digits: usize) -> Option<(Rational, bool)> {
        if let Some(exact) = self.exact(player, index) {
            return Some((exact, true));
        }
        let mut bits = BITS;
        loop {
            let (low, high) = self.wide(player, index, bits)?.bounds()?;
            let (below, above) = (decimal(&low, digits), decimal(&high, digits));
            if below == above {
                return Some((below.parse().ok()?, false));
            }
            if bits >= self.max_bits() {
                return None;
            }
            bits = bits.saturating_mul(2).min(self.max_bits());
        }
    }
}
