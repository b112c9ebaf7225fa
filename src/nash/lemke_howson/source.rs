//! The payoffs as the floats see them: moved and scaled to at most about 1.

use super::side::Source;
use crate::game::Game;
use crate::num::{Rational, Ring};

/// What is subtracted from one player's payoffs, and what the rest is multiplied by.
#[derive(Clone, Copy, Debug)]
struct Scale {
    /// 0, or the least payoff if all are integers.
    base: i64,
    factor: f64,
}

impl Scale {
    fn of(payoffs: &[Rational]) -> Self {
        let (mut low, mut high) = (i64::MAX, i64::MIN);
        for payoff in payoffs {
            let Some(n) = payoff.to_i64() else { return Self::of_fractions(payoffs) };
            low = low.min(n);
            high = high.max(n);
        }
        Self { base: low, factor: reciprocal(high.abs_diff(low)) }
    }

    fn of_fractions(payoffs: &[Rational]) -> Self {
        let largest = payoffs.iter().map(|p| p.nearest_f64().abs()).fold(0.0, f64::max);
        let factor = if largest > 0.0 && largest.is_finite() { 1.0 / largest } else { 1.0 };
        Self { base: 0, factor }
    }

    /// What tables of floats add to payoffs, in the unit of these: 1 more than makes them positive once
    /// they are scaled. Ties are broken by disturbing the sums, so it must be the same wherever paths
    /// are followed.
    fn shift(self, payoffs: &[Rational]) -> Option<Rational> {
        let least = payoffs.iter().min().filter(|&least| *least < Rational::zero());
        let low = if self.base == 0 { least.cloned() } else { Some(Rational::integer(self.base)) };
        let unit = Rational::from_f64(self.factor)?.recip()?;
        Some(unit.minus(&low.unwrap_or_else(Rational::zero)))
    }

    #[inline]
    fn apply(self, payoff: &Rational) -> f64 {
        match payoff.to_i64() {
            #[allow(clippy::cast_precision_loss)] // floats only search
            Some(n) if self.base != 0 => n.abs_diff(self.base) as f64 * self.factor,
            #[allow(clippy::cast_precision_loss)]
            Some(n) => n as f64 * self.factor,
            None => payoff.nearest_f64() * self.factor,
        }
    }
}

/// What exact tables add to a player's payoffs.
pub(super) fn shift(payoffs: &[Rational]) -> Rational {
    let shift = Scale::of(payoffs).shift(payoffs);
    // Scales of floats are positive and finite
    shift.unwrap_or_else(Rational::one)
}

/// 1 over the least power of two that is no less.
#[allow(clippy::cast_precision_loss)]
fn reciprocal(range: u64) -> f64 {
    1.0 / range.max(1).checked_next_power_of_two().unwrap_or(1 << 63) as f64
}

/// Payoffs converted when they are needed: for short paths in large games.
#[derive(Debug)]
pub(super) struct Lazy<'a> {
    game: &'a Game<Rational>,
    counts: [usize; 2],
    scales: [Scale; 2],
}

impl<'a> Lazy<'a> {
    pub(super) fn new(game: &'a Game<Rational>, counts: [usize; 2]) -> Self {
        let scales = [0, 1].map(|player| Scale::of(game.payoffs(player)));
        Self { game, counts, scales }
    }

    /// All payoffs, converted now: for many or long paths.
    pub(super) fn dense(&self) -> Dense {
        let lines = [0, 1].map(|player| {
            let width = self.counts[1 - player];
            let mut lines = vec![0.0; self.counts[player] * width];
            for (own, line) in lines.chunks_exact_mut(width).enumerate() {
                self.line(player, own, line);
            }
            lines
        });
        Dense { lines }
    }
}

impl Source for Lazy<'_> {
    fn line(&self, player: usize, own: usize, into: &mut [f64]) {
        let payoffs = self.game.payoffs(1 - player);
        let scale = self.scales[1 - player];
        let rows = self.counts[0];
        if player == 1 {
            for (cell, payoff) in into.iter_mut().zip(&payoffs[own * rows..]) {
                *cell = scale.apply(payoff);
            }
        } else {
            for (cell, payoff) in into.iter_mut().zip(payoffs[own..].iter().step_by(rows)) {
                *cell = scale.apply(payoff);
            }
        }
    }
}

/// Payoffs as floats, line by line.
#[derive(Debug)]
pub(super) struct Dense {
    /// For each player one line for each own strategy: what the rival gets.
    lines: [Vec<f64>; 2],
}

impl Source for Dense {
    fn line(&self, player: usize, own: usize, into: &mut [f64]) {
        let start = own * into.len();
        into.copy_from_slice(&self.lines[player][start..start + into.len()]);
    }
}
