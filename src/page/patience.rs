//! What patience sustains, for games that are repeated.

use super::Page;
use super::compiled::is_one_discount;
use crate::answer::{Repetition, Threats};
use crate::game::Payoffs;
use crate::model::Punishment;
use crate::num::Rational;
use crate::repeated::{ApproximationSettings, Kept, Path, Piece, kept, nearly};
use crate::report::Repetitions;

/// The path of the file under its punishment, ready to be told.
pub(super) struct Patience<'a> {
    pub(super) told: Repetitions<'a>,
    /// For each player from where to where discount factors keep them on the path, in floats.
    pub(super) each: Vec<Vec<[f64; 2]>>,
    /// What is known at the discount factors of the file, if these are from 0 to below 1.
    pub(super) stated: Option<Stated>,
    /// The players who share a slider, for each slider: one for all, or one for each. None where the solver knows the answer at
    /// the discount factors of the file only.
    pub(super) sliders: Vec<Vec<usize>>,
}

/// Who keeps to the path at the discount factors of the file.
pub(super) struct Stated {
    /// The discount factor of each player, in floats.
    pub(super) discounts: Vec<f64>,
    /// For each player whether no deviation pays; nothing where that is open.
    pub(super) keeps: Vec<Option<bool>>,
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
        let optimal = stated.punishment == Punishment::Optimal;
        let kept = discounts.as_deref().filter(|_| optimal);
        let kept = kept.and_then(|discounts| self.kept(payoffs, &one.path, discounts));
        let players = 0..self.model.players.len();
        let sliders = match (is_one_discount(self.model), optimal) {
            (true, _) => vec![players.collect()],
            (false, true) => Vec::new(),
            (false, false) => players.map(|player| vec![player]).collect(),
        };
        let mut told = Repetitions {
            model: self.model,
            payoffs,
            point: self.point.clone(),
            punishment: stated.punishment,
            steps: stated.steps.clone(),
            discounts: None,
            stopping: None,
            kept,
            listed: false,
            found: vec![one],
            constraint,
        };
        let stated = discounts.as_ref().map(|discounts| Stated {
            discounts: discounts
                .iter()
                .map(|(low, high)| crate::table::middle(low, high).nearest_f64())
                .collect(),
            keeps: told.keeps(&told.found[0], discounts),
        });
        told.discounts = discounts;
        Some(Patience { told, each, stated, sliders })
    }

    /// Who keeps to a path under the worst equilibria, where discount factors are rational and differ.
    fn kept(
        &self,
        payoffs: &Payoffs,
        path: &Path,
        discounts: &[(Rational, Rational)],
    ) -> Option<Kept> {
        let exact = |(low, high): &(Rational, Rational)| (low == high).then(|| low.clone());
        let discounts = discounts.iter().map(exact).collect::<Option<Vec<_>>>()?;
        if discounts.iter().all(|one| *one == discounts[0]) {
            return None;
        }
        let (stage, errors) = nearly(payoffs)?;
        let standard = ApproximationSettings::default();
        let most = standard.iterations as u64;
        let watch = |steps: usize| (self.settings.watch)(steps as u64, most);
        let settings = ApproximationSettings { errors: Some(&errors), watch: &watch, ..standard };
        kept(&stage, path, &discounts, &settings)
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
