//! Whether strategies are dominated, by pure strategies or mixtures, settled point by point.
//!
//! By Pearce's lemma (`pearce1984`) a mixture shows that a strategy is dominated, or a belief that it is not. Most often a pure
//! one does: a strategy that is better in all cases, or a case in which the strategy is best. Else a search in
//! floats proposes one of either, and bounds of errors prove what it shows, or the point is left to exact payoffs.
//! Neither weights of a mixture nor of a belief need to sum to 1 for that: only signs matter.

use super::{Payoffs, Program};
use crate::certify::Kind;
use crate::dominance::propose;
use crate::formula::{Bounded, difference, product, sum};
use crate::game::Support;
use crate::model::QueryKind;
use crate::sweep::Cell;

#[derive(Clone, Debug)]
pub(super) struct Dominated {
    kind: Kind,
    /// Of the strategies asked about those whose answer is not the same everywhere: all must be dominated.
    asked: Vec<Comparison>,
}

/// A strategy and the others it is compared with, case by case.
#[derive(Clone, Debug)]
struct Comparison {
    /// `[case]`: results.
    own: Vec<usize>,
    /// `[other strategy][case]`: results.
    others: Vec<Vec<usize>>,
}

/// What strategies gain over one that they are compared with, and bounds of errors.
#[derive(Clone, Debug)]
pub(super) struct Advantages {
    /// `[other strategy][case]`, in one list.
    gains: Vec<(f64, f64)>,
    /// How many cases there are.
    cases: usize,
}

impl Dominated {
    /// The program of a query of this kind; nothing where it is of another.
    pub(super) fn of(
        kind: &QueryKind,
        kept: &[Support],
        payoffs: &mut Payoffs<'_>,
    ) -> Option<Program> {
        let (player, target, kind) = match kind {
            QueryKind::Dominated { player, target } => (*player, target, Kind::Strict),
            QueryKind::WeaklyDominated { player, target } => (*player, target, Kind::Weak),
            QueryKind::VeryWeaklyDominated { player, target } => (*player, target, Kind::VeryWeak),
            _ => return None,
        };
        let shape = payoffs.shape;
        let rivals = shape.rival_profiles_within(player, kept);
        let mut asked = Vec::new();
        for &strategy in target {
            let mut row = |s: usize| -> Vec<usize> {
                let profiles = rivals.iter().map(|&profile| shape.with(profile, player, s));
                profiles.map(|profile| payoffs.result(player, profile)).collect()
            };
            let own = row(strategy);
            let others = kept[player].iter().filter(|&&other| other != strategy);
            let others = others.map(|&other| row(other)).collect();
            match Comparison::new(kind, &own, others) {
                Ok(comparison) => asked.push(comparison),
                Err(true) => {}
                Err(false) => return Some(Program::Always(Cell::No)),
            }
        }
        Some(if asked.is_empty() {
            Program::Always(Cell::Yes)
        } else {
            Program::Dominated(Self { kind, asked })
        })
    }

    /// The answer at a point, where it is settled.
    pub(super) fn settle(&self, room: &Bounded<'_>, lane: usize) -> Option<Cell> {
        let mut all = true;
        for comparison in &self.asked {
            match comparison.at(room, lane).is_dominated(self.kind) {
                Some(true) => {}
                Some(false) => return Some(Cell::No),
                None => all = false,
            }
        }
        all.then_some(Cell::Yes)
    }
}

impl Comparison {
    /// Without what is a tie everywhere, as payoffs that are one node are; `Err` where that tells the answer.
    fn new(kind: Kind, own: &[usize], mut others: Vec<Vec<usize>>) -> Result<Self, bool> {
        let all = others.len();
        // What is the same strategy in all but name helps no mixture
        others.retain(|other| other != own);
        if kind == Kind::VeryWeak && others.len() < all {
            return Err(true);
        }
        let mut comparison = Self { own: Vec::new(), others: vec![Vec::new(); others.len()] };
        let mut seen: Vec<Vec<usize>> = Vec::new();
        for (case, &result) in own.iter().enumerate() {
            let column: Vec<usize> =
                std::iter::once(result).chain(others.iter().map(|other| other[case])).collect();
            let is_idle = column.iter().all(|&other| other == result);
            if is_idle && kind == Kind::Strict {
                // As good as the best there
                return Err(false);
            }
            if is_idle || seen.contains(&column) {
                continue;
            }
            comparison.own.push(result);
            let places = comparison.others.iter_mut().zip(&others);
            places.for_each(|(row, other)| row.push(other[case]));
            seen.push(column);
        }
        if comparison.others.is_empty() { Err(false) } else { Ok(comparison) }
    }

    fn at(&self, room: &Bounded<'_>, lane: usize) -> Advantages {
        let own = self.own.iter().map(|&result| (result, room.result(result).at(lane)));
        let own: Vec<_> = own.collect();
        let gain = |(&other, &(result, payoff)): (&usize, &(usize, (f64, f64)))| {
            if other == result {
                (0.0, 0.0)
            } else {
                difference(room.result(other).at(lane), payoff)
            }
        };
        let gains = self.others.iter().flat_map(|other| other.iter().zip(&own).map(gain));
        Advantages::new(gains.collect(), own.len())
    }
}

/// Not less than 0, for sure.
fn reaches((value, error): (f64, f64)) -> bool {
    value - error >= 0.0
}

/// More than 0, for sure.
fn exceeds((value, error): (f64, f64)) -> bool {
    value - error > 0.0
}

fn opposite((value, error): (f64, f64)) -> (f64, f64) {
    (-value, error)
}

/// Σ weight · gain.
fn weighted(terms: impl Iterator<Item = (f64, (f64, f64))>) -> (f64, f64) {
    terms.fold((0.0, 0.0), |so_far, (weight, gain)| sum(so_far, product((weight, 0.0), gain)))
}

impl Advantages {
    pub(super) fn new(gains: Vec<(f64, f64)>, cases: usize) -> Self {
        Self { gains, cases }
    }

    /// Whether the strategy is dominated at least as strongly as `kind`, where that is proved.
    pub(super) fn is_dominated(&self, kind: Kind) -> Option<bool> {
        if self.rows().any(|row| dominates(kind, row.iter().copied())) {
            return Some(true);
        }
        if (0..self.cases).any(|case| self.is_best(kind, &[(case, 1.0)])) {
            return Some(false);
        }
        self.by_search(kind)
    }

    fn rows(&self) -> std::slice::ChunksExact<'_, (f64, f64)> {
        self.gains.chunks_exact(self.cases)
    }

    /// Whether the strategy is a best response to a belief, the only one if that matters.
    ///
    /// One that is the only best response to a belief is so to beliefs nearby, in which everything is possible;
    /// so no mixture is nowhere worse.
    fn is_best(&self, kind: Kind, belief: &[(usize, f64)]) -> bool {
        self.rows().all(|row| {
            let terms = belief.iter().map(|&(case, weight)| (weight, opposite(row[case])));
            let loss = weighted(terms);
            if kind == Kind::Strict { reaches(loss) } else { exceeds(loss) }
        })
    }

    fn by_search(&self, kind: Kind) -> Option<bool> {
        // The strategy itself is the first row: it gains nothing over itself
        let mut payoffs = vec![0.0; self.cases];
        payoffs.extend(self.gains.iter().map(|(value, _)| value));
        let others: Vec<usize> = (1..=self.gains.len() / self.cases).collect();
        let found = propose(&payoffs, self.cases, 0, &others)?;
        if !are_weights(&found.mixture) || !are_weights(&found.belief) {
            return None;
        }
        let mixed = |case: usize| {
            let gain = |other: usize| self.gains[(other - 1) * self.cases + case];
            weighted(found.mixture.iter().map(|&(other, weight)| (weight, gain(other))))
        };
        if self.is_best(kind, &found.belief) {
            Some(false)
        } else if dominates(kind, (0..self.cases).map(mixed)) {
            Some(true)
        } else {
            None
        }
    }
}

/// Whether none is negative, and some are positive: nothing would be shown by nothing.
fn are_weights(weights: &[(usize, f64)]) -> bool {
    weights.iter().all(|(_, weight)| *weight >= 0.0) && weights.iter().any(|(_, w)| *w > 0.0)
}

/// Whether these gains, one for each case, make a strategy dominate so.
fn dominates(kind: Kind, gains: impl Iterator<Item = (f64, f64)>) -> bool {
    let mut somewhere = kind == Kind::VeryWeak;
    for gain in gains {
        let better = exceeds(gain);
        if !better && (kind == Kind::Strict || !reaches(gain)) {
            return false;
        }
        somewhere |= better;
    }
    somewhere || kind == Kind::Strict
}
