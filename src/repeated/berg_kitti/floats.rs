//! What profiles ask, in floats: for what is far from equal.

use super::stage::Stage;
use crate::num::Rational;

pub(super) fn floats(need: &[Rational]) -> Vec<f64> {
    need.iter().map(Rational::nearest_f64).collect()
}

/// What profiles leave to be asked, in floats, with bounds of their errors.
pub(super) struct Floats {
    now: Vec<Vec<f64>>,
    discounts: Vec<f64>,
    asked: Vec<Vec<f64>>,
    most: Vec<f64>,
    /// What a number may be off, at most.
    off: Vec<f64>,
}

/// What rounding may do, as a part of the greatest payoff: far more than it does.
const ROUNDING: f64 = 1e-13;

impl Floats {
    pub(super) fn new(stage: &Stage<'_>, asked: &[Vec<Rational>]) -> Self {
        let players = 0..stage.players();
        let now = |profile: usize| {
            players.clone().map(|player| stage.now(player, profile).nearest_f64()).collect()
        };
        let discounts = floats(stage.discounts);
        let off = players.clone().map(|player| {
            let ends = [&stage.least[player], &stage.most[player]];
            let scale = ends.map(|end| end.nearest_f64().abs());
            ROUNDING * scale[0].max(scale[1]) / discounts[player]
        });
        let off = off.collect();
        Self {
            now: (0..stage.profiles()).map(now).collect(),
            asked: asked.iter().map(|asked| floats(asked)).collect(),
            most: floats(&stage.most),
            discounts,
            off,
        }
    }

    /// Of each player what is left to be asked, and whether it is more than what the profile itself asks, where that is sure.
    pub(super) fn left(&self, profile: usize, need: &[f64]) -> Vec<(f64, Option<bool>)> {
        let one = |(player, need): (usize, &f64)| {
            let left = (need - self.now[profile][player]) / self.discounts[player];
            let more = left - self.asked[profile][player];
            (left, (more.abs() > self.off[player]).then_some(more > 0.0))
        };
        need.iter().enumerate().map(one).collect()
    }

    /// Whether it is surely more than anything gives.
    pub(super) fn is_too_much(&self, left: &[(f64, Option<bool>)]) -> bool {
        let mut all = left.iter().zip(&self.most).zip(&self.off);
        all.any(|(((left, _), most), off)| left - most > *off)
    }
}
