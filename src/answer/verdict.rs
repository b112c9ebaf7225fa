//! The whole answer to "is this dominant?": how far, where not, by how much, and why.

use std::cmp::Ordering;
use std::sync::atomic::{AtomicBool, Ordering as Memory};

use super::condition::pure_equilibria;
use crate::certify::Kind;
use crate::dominance::{
    Among, Case, Cases, Elimination, Ladder, Orders, Standing, Watch, cases, eliminate_watched,
    ladder, orders_watched, standings,
};
use crate::game::{Payoffs, Support};
use crate::model::{Assignment, Model, ModelError, Reason, TermGain};
use crate::nash::Settings;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// The game.
    pub model: &'a Model,
    /// Its parameters.
    pub point: &'a Assignment,
    /// Its payoffs there.
    pub payoffs: &'a Payoffs,
    /// For each player the strategies that count.
    pub kept: Vec<Support>,
    /// Whose strategies are asked about; everybody's if nobody's.
    pub player: Option<usize>,
    /// The class asked about, and its name.
    pub target: Option<(String, Support)>,
    /// How strategies must be dominated to be eliminated.
    pub kind: Kind,
    /// What may dominate them.
    pub among: Among,
}

/// One strategy's standing.
#[derive(Clone, Debug)]
pub struct Stand {
    /// Whose.
    pub player: usize,
    /// Which.
    pub strategy: usize,
    /// Whether it is dominated.
    pub standing: Standing,
    /// In how many cases it is a best response.
    pub best_in: usize,
    /// Of how many.
    pub of: usize,
}

/// What one strategy gains over another in one profile of the others, term by term.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// How the others play: number of a profile.
    pub rivals: usize,
    /// The strategy that is compared.
    pub to: usize,
    /// With what, and what each term contributes.
    pub over: Vec<(usize, Vec<TermGain>)>,
}

/// The whole answer.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Case by case, if a class is asked about.
    pub cases: Option<Cases>,
    /// The rungs, if a class is asked about.
    pub ladder: Option<Ladder>,
    /// Every strategy asked about.
    pub stands: Vec<Stand>,
    /// Iterated elimination of the kind asked for.
    pub elimination: Elimination,
    /// All pure equilibria, if all are known.
    pub equilibria: Option<Vec<Vec<usize>>>,
    /// Whether the order of elimination matters: where all orders lead; for strict dominance,
    /// where it cannot matter, where one strategy at a time leads.
    pub orders: Option<Orders>,
    /// The gain in the one equilibrium, term by term, over each alternative.
    pub at_equilibrium: Option<Comparison>,
    /// The gain in the worst case.
    pub at_worst: Option<Comparison>,
    /// Why the worst case is as it is, where that can be said in symbols.
    pub worst_reason: Option<Reason>,
    /// For each removal (by round and place) the reason in symbols, where there is one.
    pub removal_reasons: Vec<Vec<Option<Reason>>>,
    /// Whether the search was ended early: all that is said is proved, and the rest is left open.
    pub stopped: bool,
}

/// Sets of survivors looked at before giving up on following all orders.
const MAX_STATES: usize = 2000;

impl Question<'_> {
    /// Finds the answer, or as much of it as is proved when the watch in `settings` ends the search.
    ///
    /// # Errors
    /// [`ModelError`] when a gain cannot be decomposed because a term has no value.
    pub fn ask(&self, settings: &Settings<'_>) -> Result<Verdict, ModelError> {
        let payoffs = self.payoffs;
        let stopped = AtomicBool::new(false);
        let watch = |done, total| {
            let goes_on = (settings.watch)(done, total);
            if !goes_on {
                stopped.store(true, Memory::Relaxed);
            }
            goes_on
        };
        let eliminated = |kind, among| eliminate_watched(payoffs, kind, among, &self.kept, &watch);
        let elimination = eliminated(self.kind, self.among);
        let stands = self.stands(&watch);
        let equilibria = self.pure_equilibria(&Settings { watch: &watch, ..*settings });
        let found = match (self.player, &self.target) {
            (Some(player), Some((_, target))) => cases(payoffs, player, target, &self.kept),
            _ => None,
        };
        let strict = match (&found, self.kind, self.among) {
            (None, ..) => None,
            (_, Kind::Strict, Among::Mixtures) => Some(elimination.clone()),
            _ => Some(eliminated(Kind::Strict, Among::Mixtures)),
        };
        let ladder = found.as_ref().zip(strict.as_ref()).map(|(cases, strict)| {
            ladder(payoffs, cases, &self.kept, strict, equilibria.as_deref())
        });
        let orders = (!elimination.rounds.is_empty()).then(|| {
            orders_watched(payoffs, self.kind, self.among, &self.kept, MAX_STATES, &watch)
        });
        let only = match equilibria.as_deref() {
            Some([only]) => Some(only.clone()),
            _ => elimination.solution(),
        };
        let worst = found.as_ref().and_then(Cases::worst).cloned();
        Ok(Verdict {
            at_equilibrium: match (&found, only) {
                (Some(cases), Some(profile)) => self.compare(cases, &profile)?,
                _ => None,
            },
            at_worst: match (&found, &worst) {
                (Some(cases), Some(worst)) => Some(self.compare_pair(cases.player, worst)?),
                _ => None,
            },
            worst_reason: found
                .as_ref()
                .zip(worst.as_ref())
                .and_then(|(cases, worst)| self.reason(cases.player, worst)),
            removal_reasons: self.removal_reasons(&elimination),
            stands,
            cases: found,
            ladder,
            elimination,
            equilibria,
            orders,
            stopped: stopped.into_inner(),
        })
    }

    fn pure_equilibria(&self, settings: &Settings<'_>) -> Option<Vec<Vec<usize>>> {
        let part = self.payoffs.restricted(&self.kept);
        let found = pure_equilibria(&part, settings)?;
        let whole = |places: Vec<usize>| -> Vec<usize> {
            places.iter().zip(&self.kept).map(|(&place, kept)| kept[place]).collect()
        };
        Some(found.into_iter().map(whole).collect())
    }

    fn stands(&self, watch: Watch<'_>) -> Vec<Stand> {
        let players: Vec<usize> = match self.player {
            Some(player) => vec![player],
            None => (0..self.kept.len()).collect(),
        };
        let mut stands = Vec::new();
        for player in players {
            let found = standings(self.payoffs, player, &self.kept, Among::Mixtures, watch);
            let (best, of) = self.best_responses(player);
            for ((&strategy, standing), best_in) in self.kept[player].iter().zip(found).zip(best) {
                stands.push(Stand { player, strategy, standing, best_in, of });
            }
        }
        stands
    }

    /// For each strategy in how many profiles of the others it is a best response, and of how many.
    fn best_responses(&self, player: usize) -> (Vec<usize>, usize) {
        let (shape, own) = (self.payoffs.shape(), &self.kept[player]);
        let rivals = shape.rival_profiles_within(player, &self.kept);
        let mut counts = vec![0; own.len()];
        for &profile in &rivals {
            let index = |strategy: usize| shape.with(profile, player, strategy);
            let compare = |a, b| self.payoffs.compare(player, index(a), index(b));
            if self.payoffs.rational().is_some() {
                // The best one settles who else is
                let best =
                    own.iter().copied().max_by(|&a, &b| compare(a, b).unwrap_or(Ordering::Equal));
                let is_best = |strategy| {
                    best.is_some_and(|best| compare(strategy, best) == Some(Ordering::Equal))
                };
                let found = own.iter().map(|&strategy| usize::from(is_best(strategy)));
                counts.iter_mut().zip(found).for_each(|(count, found)| *count += found);
                continue;
            }
            for (count, &strategy) in counts.iter_mut().zip(own) {
                *count += usize::from(self.payoffs.is_best(player, index(strategy), own));
            }
        }
        (counts, rivals.len())
    }

    /// In `profile`: the best strategy of the class, over every strategy outside it.
    fn compare(&self, cases: &Cases, profile: &[usize]) -> Result<Option<Comparison>, ModelError> {
        let shape = self.payoffs.shape();
        let rivals = shape.with(shape.index(profile), cases.player, 0);
        let Some(case) = cases.cases.iter().find(|case| case.rivals == rivals) else {
            return Ok(None);
        };
        let outside: Support = self.kept[cases.player]
            .iter()
            .copied()
            .filter(|strategy| !cases.target.contains(strategy))
            .collect();
        let mut over = Vec::new();
        for strategy in outside {
            over.push((strategy, self.decompose(cases.player, rivals, strategy, case.within)?));
        }
        Ok(Some(Comparison { rivals, to: case.within, over }))
    }

    fn compare_pair(&self, player: usize, case: &Case) -> Result<Comparison, ModelError> {
        let terms = self.decompose(player, case.rivals, case.outside, case.within)?;
        Ok(Comparison { rivals: case.rivals, to: case.within, over: vec![(case.outside, terms)] })
    }

    fn decompose(
        &self,
        player: usize,
        rivals: usize,
        from: usize,
        to: usize,
    ) -> Result<Vec<TermGain>, ModelError> {
        let shape = self.payoffs.shape();
        let (from, to) = (shape.with(rivals, player, from), shape.with(rivals, player, to));
        self.model.decompose(self.point, player, from, to)
    }

    fn reason(&self, player: usize, case: &Case) -> Option<Reason> {
        let shape = self.payoffs.shape();
        let from = shape.with(case.rivals, player, case.outside);
        let to = shape.with(case.rivals, player, case.within);
        self.model.reason(self.point, player, from, to)
    }

    fn removal_reasons(&self, elimination: &Elimination) -> Vec<Vec<Option<Reason>>> {
        let shape = self.payoffs.shape();
        elimination
            .rounds
            .iter()
            .map(|round| {
                round
                    .iter()
                    .map(|removal| {
                        let [(by, _)] = removal.by[..] else { return None };
                        let from = shape.with(removal.closest, removal.player, removal.strategy);
                        let to = shape.with(removal.closest, removal.player, by);
                        self.model.reason(self.point, removal.player, from, to)
                    })
                    .collect()
            })
            .collect()
    }
}
