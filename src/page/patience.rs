//! What patience sustains, for games that are repeated.

use super::Page;
use crate::answer::{Repetition, Threats};
use crate::game::Payoffs;
use crate::model::Punishment;
use crate::repeated::{Path, Piece};
use crate::report::Repetitions;

/// The path of the file under its punishment, ready to be told.
pub(super) struct Patience<'a> {
    pub(super) told: Repetitions<'a>,
    /// For each player from where to where discount factors keep them on the path, in floats.
    pub(super) each: Vec<Vec<[f64; 2]>>,
}

/// Bits of discount factors that are not rational.
const BITS: u32 = 64;

impl<'m> Page<'m> {
    /// Nothing where the file has no repeated game, or threats and payoffs are not known well enough.
    pub(super) fn patience<'a>(&self, payoffs: &'a Payoffs) -> Option<Patience<'a>>
    where
        'm: 'a,
    {
        let stated = self.model.repeated.as_ref()?;
        let mut threats =
            Threats::of(payoffs, stated.punishment, &stated.steps, &self.settings).ok()?;
        let rounds = stated.path.iter().map(|round| payoffs.shape().index(round)).collect();
        let one = Repetition::new(payoffs, Path::new(rounds)?, &mut threats).ok()?;
        let point = (self.model, self.assignment);
        let constraint = one.constraint(point, payoffs, &threats, stated.punishment);
        let each = one.each.iter().map(|kept| kept.surely.iter().map(ends).collect()).collect();
        let discounts = self.model.discounts(self.assignment);
        let discounts =
            discounts.filter(|discounts| self.model.wrong_discounts(discounts).is_empty());
        let told = Repetitions {
            model: self.model,
            payoffs,
            point: self.point.clone(),
            punishment: stated.punishment,
            steps: stated.steps.clone(),
            discounts,
            stopping: None,
            kept: None,
            listed: false,
            found: vec![one],
            constraint,
        };
        Some(Patience { told, each })
    }
}

/// What follows a deviation, as the page knows it.
pub(super) fn named(punishment: Punishment) -> &'static str {
    match punishment {
        Punishment::Nash => "nash",
        Punishment::Minmax => "minmax",
        Punishment::Irreversible => "irreversible",
        Punishment::Rounds(_) | Punishment::Optimal => "other",
    }
}

fn ends(piece: &Piece) -> [f64; 2] {
    let middle = |root: &crate::roots::RealRoot| {
        let (low, high) = root.within(BITS);
        crate::table::middle(&low, &high).nearest_f64()
    };
    [middle(&piece.low), middle(&piece.high)]
}
