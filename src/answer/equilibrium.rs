//! Queries about the set of equilibria.

use super::condition::pure_equilibria;
use super::{Answer, Asked, Found, Open};
use crate::certify::{Certificate, deviations};
use crate::game::{Objective, Payoffs, Profile, Sense, Support};
use crate::model::{MixedChoice, Restriction};
use crate::nash::{Coverage, Equilibrium, Optimum};
use crate::num::{Rational, Ring, Sign};
use crate::solve::{Solution, Wanted, solve, solve_best};

/// The equilibria of the restricted game.
pub(super) struct Solved {
    pub(super) solution: Solution,
    /// For each player the strategies of the restricted game.
    pub(super) kept: Vec<Support>,
}

impl Solved {
    /// The probability with which `player` plays one of `target` in `equilibrium`: bounds.
    fn probability(
        &self,
        equilibrium: &Equilibrium,
        player: usize,
        target: &[usize],
    ) -> (Rational, Rational) {
        let (mut low, mut high) = (Rational::zero(), Rational::zero());
        for (place, strategy) in self.kept[player].iter().enumerate() {
            if !target.contains(strategy) {
                continue;
            }
            match &equilibrium.certificate {
                Certificate::Enclosure(boxes) => {
                    low += &boxes[player][place].0;
                    high += &boxes[player][place].1;
                }
                _ => {
                    low += &equilibrium.profile[player][place];
                    high += &equilibrium.profile[player][place];
                }
            }
        }
        (low, high.min(Rational::one()))
    }

    fn plays(&self, equilibrium: &Equilibrium, player: usize, target: &[usize]) -> bool {
        let support = &equilibrium.profile.supports()[player];
        support.iter().all(|&place| target.contains(&self.kept[player][place]))
    }

    /// Why not all equilibria are known, if they are not.
    pub(super) fn gap(&self) -> Result<(), Open> {
        match self.solution.outcome.coverage {
            Coverage::All => Ok(()),
            Coverage::AllPure => Err(Open::MixedNotSearched),
            Coverage::Some => Err(Open::NotAllKnown),
        }
    }
}

/// A search through a tree may not end where the player with fewer strategies has more.
const LARGEST: usize = 32;

impl Asked<'_> {
    pub(super) fn solved(&self) -> Result<Solved, Open> {
        let part = self.payoffs.restricted(&self.kept);
        let mut solution = solve(&part, None, self.settings).map_err(|_| Open::NotAllKnown)?;
        solution.outcome.equilibria.retain(Equilibrium::is_proved);
        Ok(Solved { solution, kept: self.kept.clone() })
    }

    /// Whether some equilibrium meets a condition on the probability of `target`, by a search with
    /// bounds; `None` when the game is not one for it.
    fn sought(
        &self,
        player: usize,
        target: &[usize],
        sense: Sense,
        wanted: &Wanted,
    ) -> Option<Found> {
        let optimum = self.best(&self.objective(player, target), sense, wanted)?;
        Some(match (optimum.found, optimum.proved) {
            (Some(_), _) => Ok(Answer::Yes),
            (None, true) => Ok(Answer::No),
            (None, false) => Err(Open::Stopped),
        })
    }

    fn best(&self, objective: &Objective, sense: Sense, wanted: &Wanted) -> Option<Optimum> {
        let part = self.searchable()?;
        Some(solve_best(&part, objective, sense, wanted, self.settings).ok()?.optimum)
    }

    /// The restricted game, if a tree of all equilibria is worth trying.
    fn searchable(&self) -> Option<Payoffs> {
        let least = self.kept.iter().map(Vec::len).min()?;
        (least <= LARGEST).then(|| self.payoffs.restricted(&self.kept))
    }

    /// The probability of `target`, in the restricted game.
    fn objective(&self, player: usize, target: &[usize]) -> Objective {
        let places =
            (0..self.kept[player].len()).filter(|&i| target.contains(&self.kept[player][i]));
        Objective::Probability { player, strategies: places.collect() }
    }

    pub(super) fn every_equilibrium(&self, player: usize, target: &[usize]) -> Found {
        if let Some(played) = self.played(player, target) {
            return Ok(Self::yes_if(played.always));
        }
        let one = Rational::one();
        let other = self.sought(player, target, Sense::Minimise, &Wanted::Beyond(one));
        if let Some(other) = other {
            return other.map(|answer| Self::yes_if(answer == Answer::No));
        }
        let solved = self.solved()?;
        let equilibria = &solved.solution.outcome.equilibria;
        if equilibria.iter().any(|equilibrium| !solved.plays(equilibrium, player, target)) {
            return Ok(Answer::No);
        }
        let shape = self.payoffs.shape();
        let stray = |index| !target.contains(&shape.strategy(index, player));
        self.or_never(solved.gap().map(|()| Answer::Yes), Answer::Yes, stray)
    }

    pub(super) fn some_equilibrium(&self, player: usize, target: &[usize]) -> Found {
        if let Some(played) = self.played(player, target) {
            return Ok(Self::yes_if(played.always));
        }
        let one = Rational::one();
        let found = self.sought(player, target, Sense::Maximise, &Wanted::Reaching(one));
        if let Some(found) = found {
            return found;
        }
        let solved = self.solved()?;
        let equilibria = &solved.solution.outcome.equilibria;
        if equilibria.iter().any(|equilibrium| solved.plays(equilibrium, player, target)) {
            return Ok(Answer::Yes);
        }
        let shape = self.payoffs.shape();
        let meant = |index| target.contains(&shape.strategy(index, player));
        self.or_never(solved.gap().map(|()| Answer::No), Answer::No, meant)
    }

    /// For each pure equilibrium whether `target` is played.
    fn pure(&self, player: usize, target: &[usize]) -> Result<Vec<bool>, Open> {
        let part = self.payoffs.restricted(&self.kept);
        let found = pure_equilibria(&part, self.settings).ok_or(Open::NotAllKnown)?;
        let own = |profile: &Vec<usize>| target.contains(&self.kept[player][profile[player]]);
        Ok(found.iter().map(own).collect())
    }

    pub(super) fn every_pure_equilibrium(&self, player: usize, target: &[usize]) -> Found {
        let found = self.pure(player, target);
        let found = found.map(|played| !played.is_empty() && played.iter().all(|played| *played));
        found.map(Self::yes_if).or_else(|open| self.pure_left(player, target).ok_or(open))
    }

    pub(super) fn some_pure_equilibrium(&self, player: usize, target: &[usize]) -> Found {
        let found = self.pure(player, target).map(|played| played.contains(&true));
        found.map(Self::yes_if).or_else(|open| self.pure_left(player, target).ok_or(open))
    }

    /// Least and greatest over all equilibria: attained at extreme ones.
    pub(super) fn probability(&self, player: usize, target: &[usize]) -> Found {
        if let Some(played) = self.played(player, target) {
            let share = if played.always { Rational::one() } else { Rational::zero() };
            return Ok(Self::number((share.clone(), share)));
        }
        let objective = self.objective(player, target);
        let end = |sense| self.best(&objective, sense, &Wanted::Best);
        if let (Some(least), Some(most)) = (end(Sense::Minimise), end(Sense::Maximise)) {
            return match (least.found, most.found) {
                (Some((_, low)), Some((_, high))) if least.proved && most.proved => {
                    Ok(Self::number((low, high)))
                }
                _ => Err(Open::Stopped),
            };
        }
        let solved = self.solved()?;
        solved.gap()?;
        let bounds: Vec<(Rational, Rational)> = solved
            .solution
            .outcome
            .equilibria
            .iter()
            .map(|equilibrium| solved.probability(equilibrium, player, target))
            .collect();
        let low = bounds.iter().map(|(low, _)| low).min().cloned();
        let high = bounds.iter().map(|(_, high)| high).max().cloned();
        low.zip(high).map(Self::number).ok_or(Open::NotAllKnown)
    }

    pub(super) fn unique_nash(&self) -> Found {
        let solved = self.solved()?;
        match solved.solution.is_unique() {
            Some(unique) => Ok(Self::yes_if(unique)),
            None => {
                let open = Err(solved.gap().err().unwrap_or(Open::NotAllKnown));
                self.or_only(open, &solved, Answer::Yes)
            }
        }
    }

    /// `answer`, if the only pure equilibrium is proved to be the only one at all.
    fn or_only(&self, found: Found, solved: &Solved, answer: Answer) -> Found {
        let [only] = &solved.solution.outcome.equilibria[..] else { return found };
        let Some(pure) = only.profile.as_pure() else { return found };
        let whole: Vec<usize> = pure.iter().zip(&self.kept).map(|(&s, kept)| kept[s]).collect();
        let index = self.payoffs.shape().index(&whole);
        self.or_never(found, answer, |other| other != index)
    }

    pub(super) fn count_nash(&self) -> Found {
        let solved = self.solved()?;
        if let Err(open) = solved.gap() {
            let one = Rational::one();
            return self.or_only(Err(open), &solved, Self::number((one.clone(), one)));
        }
        let outcome = &solved.solution.outcome;
        if outcome.continuum().is_some() {
            return Err(Open::Infinite);
        }
        let count = Rational::integer(i64::try_from(outcome.equilibria.len()).unwrap_or(i64::MAX));
        Ok(Self::number((count.clone(), count)))
    }

    /// Whether a profile is an equilibrium of the restricted game.
    pub(super) fn nash(&self, profile: &[Restriction]) -> Found {
        let counts = self.payoffs.shape().strategies();
        let mut strategies: Vec<Vec<Rational>> =
            counts.iter().map(|&count| vec![Rational::zero(); count]).collect();
        for restriction in profile {
            let strategy = &mut strategies[restriction.player];
            match &restriction.choice {
                MixedChoice::Among(support) => strategy[support[0]] = Rational::one(),
                MixedChoice::Mixed(weights) => {
                    for (place, weight) in weights {
                        strategy[*place] = weight.clone();
                    }
                }
            }
        }
        let profile = Profile::new(strategies);
        let inside = |(played, kept): (Support, &Support)| played.iter().all(|s| kept.contains(s));
        if !profile.supports().into_iter().zip(&self.kept).all(inside) {
            return Ok(Answer::No);
        }
        let mut settled = true;
        for standing in deviations(self.payoffs, &profile) {
            if !self.kept[standing.player].contains(&standing.strategy) {
                continue;
            }
            match standing.sign {
                Some(Sign::Positive) => return Ok(Answer::No),
                Some(_) => {}
                None => settled = false,
            }
        }
        if settled { Ok(Answer::Yes) } else { Err(Open::Unsettled) }
    }
}
