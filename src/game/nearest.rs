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

#[cfg(test)]
mod tests {
    use crate::format::{Limits, read};
    use crate::model::Assignment;
    use crate::text::Source;

    #[test]
    fn what_is_not_rational_is_rounded() {
        let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\", \"z\"]\n\
                    [payoff.a]\nx = \"sqrt(2)\"\ny = \"1 / 3\"\nz = \"-exp(1)\"\n";
        let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
        let payoffs = model.at(&Assignment::of(&model), 1024).unwrap();
        let (game, rounded) = payoffs.nearest(30).unwrap();
        assert_eq!(rounded, 2);
        assert_eq!(game.payoffs(0)[1].to_string(), "1/3");
        let digits = |x: &crate::num::Rational| crate::num::decimal(x, 30);
        assert_eq!(digits(&game.payoffs(0)[0]), "1.414213562373095048801688724210");
        assert_eq!(digits(&game.payoffs(0)[2]), "-2.718281828459045235360287471353");
    }
}
