//! Iterated elimination where payoffs are rational: what was proved in one round is kept in the
//! next while it stands.

use super::clock::Clock;
use super::elimination::{Elimination, Removal};
use super::examine::{Asking, Verdict, points};
use super::own::{Floats, Own};
use super::standing::{Among, examined};
use super::weights::{View, Weights};
use crate::certify::{Kind, combination};
use crate::game::{Payoffs, Shape, Support};
use crate::num::Rational;

/// An elimination under way.
pub(super) struct Rounds<'a> {
    payoffs: &'a Payoffs,
    kind: Kind,
    among: Among,
    clock: &'a Clock<'a>,
    kept: Vec<Support>,
    sides: Vec<Side>,
}

/// One player: the strategies left are rows, how the others can still play are columns.
struct Side {
    own: Own,
    floats: Option<Floats>,
    rows: Vec<usize>,
    columns: Vec<usize>,
    is_column: Vec<bool>,
    /// For each column left the first of the best rows left, and whether others are as good.
    best: Vec<(usize, bool)>,
    /// By row: why it is not dominated, as far as known.
    proofs: Vec<Proof>,
}

/// Why a row is not dominated.
#[derive(Clone, Debug, PartialEq)]
enum Proof {
    /// Not known, or it is.
    Unknown,
    /// As long as these columns are left: it is best against a belief on them. Fewer other rows
    /// only help.
    While(Vec<usize>),
    /// As long as all columns are left.
    WhileAll,
}

/// A row to be removed, and why.
struct Dominated {
    row: usize,
    kind: Kind,
    by: Weights,
}

impl<'a> Rounds<'a> {
    /// `None` unless payoffs are rational.
    pub(super) fn new(
        payoffs: &'a Payoffs,
        kind: Kind,
        among: Among,
        start: &[Support],
        clock: &'a Clock<'a>,
    ) -> Option<Self> {
        let side = |player| Some(Side::new(Own::new(payoffs, player, start)?));
        let sides = (0..start.len()).map(side).collect::<Option<_>>()?;
        Some(Self { payoffs, kind, among, clock, kept: start.to_vec(), sides })
    }

    /// In each round removes everything that is dominated.
    pub(super) fn all(mut self) -> Elimination {
        let (mut rounds, mut unsettled) = (Vec::new(), Vec::new());
        loop {
            unsettled.clear();
            let mut round = Vec::new();
            for player in 0..self.sides.len() {
                for dominated in self.round(player, &mut unsettled) {
                    round.push((player, dominated));
                }
            }
            if round.is_empty() {
                break;
            }
            round.sort_by_key(|(player, dominated)| (*player, dominated.row));
            rounds.push(self.remove(&round));
        }
        unsettled.sort_unstable();
        let stopped = self.clock.is_stopped();
        Elimination { kind: self.kind, rounds, survivors: self.kept, unsettled, stopped }
    }

    /// Removes the first strategy that is dominated, then again the first, `limit` times at most:
    /// the survivors, how many were removed, and whether everything was settled.
    pub(super) fn one_by_one(mut self, limit: usize) -> (Vec<Support>, usize, bool) {
        let (mut removed, mut unsettled) = (0, Vec::new());
        while removed < limit {
            unsettled.clear();
            let Some(first) = self.first(&mut unsettled) else { break };
            self.remove(&[first]);
            removed += 1;
        }
        (self.kept, removed, unsettled.is_empty() && !self.clock.is_stopped())
    }

    /// Everything that is dominated now, and what could not be settled.
    fn round(&mut self, player: usize, unsettled: &mut Vec<(usize, usize)>) -> Vec<Dominated> {
        let (kind, among, clock) = (self.kind, self.among, self.clock);
        let side = &mut self.sides[player];
        let pending = side.pending(among);
        let points = points(&side.view());
        if kind != Kind::VeryWeak {
            let asking = Asking { view: side.view(), weakest: kind, among, clock };
            let verdicts = examined(&asking, &pending, &points);
            return side.noted(player, kind, pending.into_iter().zip(verdicts), unsettled);
        }
        // One after the other: two equal ones must not remove each other
        let mut rows = side.rows.clone();
        let mut verdicts = Vec::new();
        for row in pending.into_iter().rev() {
            let view = View { rows: &rows, ..side.view() };
            let asking = Asking { view, weakest: kind, among, clock };
            let verdict = examined(&asking, &[row], &points).remove(0);
            if verdict.as_ref().is_some_and(|verdict| verdict.dominated_by(kind).is_some()) {
                rows.retain(|&other| other != row);
            }
            verdicts.push((row, verdict));
        }
        side.noted(player, kind, verdicts.into_iter(), unsettled)
    }

    /// The first strategy that is dominated now.
    fn first(&mut self, unsettled: &mut Vec<(usize, usize)>) -> Option<(usize, Dominated)> {
        let (kind, among, clock) = (self.kind, self.among, self.clock);
        for (player, side) in self.sides.iter_mut().enumerate() {
            let pending = side.pending(among);
            let points = points(&side.view());
            for row in pending {
                let asking = Asking { view: side.view(), weakest: kind, among, clock };
                let verdict = examined(&asking, &[row], &points).remove(0);
                let mut found =
                    side.noted(player, kind, std::iter::once((row, verdict)), unsettled);
                if let Some(dominated) = found.pop() {
                    return Some((player, dominated));
                }
            }
        }
        None
    }

    fn remove(&mut self, round: &[(usize, Dominated)]) -> Vec<Removal> {
        let removals = round.iter().map(|(player, dominated)| self.removal(*player, dominated));
        let removals: Vec<Removal> = removals.collect();
        let shape = self.payoffs.shape();
        for (player, side) in self.sides.iter_mut().enumerate() {
            let mut stays = vec![true; side.own.rows()];
            let own = round.iter().filter(|(whose, _)| *whose == player);
            let removed = own.map(|(_, dominated)| stays[dominated.row] = false).count();
            if removed > 0 {
                side.rows.retain(|&row| stays[row]);
                self.kept[player] = side.rows.iter().map(|&row| side.own.strategies[row]).collect();
            }
        }
        for (player, side) in self.sides.iter_mut().enumerate() {
            let removed = round.iter().filter(|(whose, _)| *whose == player).count();
            if removed < round.len() {
                side.keep_columns(shape, &self.kept);
            }
            if removed > 0 && self.kind != Kind::Strict {
                // What is weakly dominated may have been among the best
                side.best = side.own.best(&side.rows, &side.columns);
            }
            side.compact();
        }
        removals
    }

    fn removal(&self, player: usize, Dominated { row, kind, by }: &Dominated) -> Removal {
        let side = &self.sides[player];
        let column = side.view().closest(*row, by).unwrap_or(side.columns[0]);
        let (strategy, closest) = (side.own.strategies[*row], side.own.rivals[column]);
        let by = by.named(&side.own.strategies);
        let advantage = combination(self.payoffs, player, strategy, &by, closest);
        let none = || (Rational::integer(0), Rational::integer(0));
        let margin = self.payoffs.bounds(player, &advantage).unwrap_or_else(none);
        Removal { player, strategy, by, kind: *kind, margin, closest }
    }
}

impl Side {
    fn new(own: Own) -> Self {
        let (rows, columns): (Vec<usize>, Vec<usize>) =
            ((0..own.rows()).collect(), (0..own.columns()).collect());
        let best = own.best(&rows, &columns);
        let (is_column, proofs) = (vec![true; columns.len()], vec![Proof::Unknown; rows.len()]);
        Self { own, floats: None, rows, columns, is_column, best, proofs }
    }

    fn view(&self) -> View<'_> {
        let Self { own, floats, rows, columns, best, .. } = self;
        View { own, floats: floats.as_ref(), rows, columns, best }
    }

    /// The rows about which nothing is known; with floats at hand if they need any.
    fn pending(&mut self, among: Among) -> Vec<usize> {
        let unknown = |row: &usize| self.proofs[*row] == Proof::Unknown;
        let pending: Vec<usize> = self.rows.iter().copied().filter(unknown).collect();
        if among == Among::Mixtures && self.floats.is_none() && !pending.is_empty() {
            self.floats = self.own.floats();
        }
        pending
    }

    /// Keeps what is proved; what is dominated is left.
    fn noted(
        &mut self,
        player: usize,
        kind: Kind,
        verdicts: impl Iterator<Item = (usize, Option<Verdict>)>,
        unsettled: &mut Vec<(usize, usize)>,
    ) -> Vec<Dominated> {
        let mut dominated = Vec::new();
        for (row, verdict) in verdicts {
            // Those not reached in time stay unknown
            let Some(verdict) = verdict else { continue };
            if let Some((found, by)) = verdict.dominated_by(kind) {
                dominated.push(Dominated { row, kind: found, by });
                continue;
            }
            self.proofs[row] = match verdict {
                Verdict::Best(belief, strict) if strict || kind == Kind::Strict => {
                    Proof::While(belief.list.into_iter().map(|(column, _)| column).collect())
                }
                Verdict::Open(..) => {
                    unsettled.push((player, self.own.strategies[row]));
                    Proof::Unknown
                }
                Verdict::Dominated(..) | Verdict::Best(..) | Verdict::Undominated => {
                    Proof::WhileAll
                }
            };
        }
        dominated
    }

    /// Keeps the columns in which the others play what is left to them.
    fn keep_columns(&mut self, shape: &Shape, kept: &[Support]) {
        let left = self.own.columns_within(&self.columns, shape, kept);
        self.is_column.fill(false);
        for &column in &left {
            self.is_column[column] = true;
        }
        let mut stays = self.columns.iter().map(|&column| self.is_column[column]);
        self.best.retain(|_| stays.next() == Some(true));
        self.columns = left;
        for proof in &mut self.proofs {
            let stands = match proof {
                Proof::Unknown | Proof::WhileAll => false,
                Proof::While(columns) => columns.iter().all(|&column| self.is_column[column]),
            };
            if !stands {
                *proof = Proof::Unknown;
            }
        }
    }

    /// Drops the rows and columns that are gone, once they are half of the matrix.
    fn compact(&mut self) {
        let left = self.rows.len() * self.columns.len();
        if left * 2 > self.own.rows() * self.own.columns() {
            return;
        }
        let mut place = vec![usize::MAX; self.own.columns().max(self.own.rows())];
        self.columns.iter().enumerate().for_each(|(new, &old)| place[old] = new);
        let moved = |proof: &Proof| match proof {
            Proof::While(columns) => Proof::While(columns.iter().map(|&c| place[c]).collect()),
            other => other.clone(),
        };
        self.proofs = self.rows.iter().map(|&row| moved(&self.proofs[row])).collect();
        self.rows.iter().enumerate().for_each(|(new, &old)| place[old] = new);
        for (row, _) in &mut self.best {
            *row = place[*row];
        }
        self.own = self.own.restricted(&self.rows, &self.columns);
        self.floats = None;
        self.rows = (0..self.own.rows()).collect();
        self.columns = (0..self.own.columns()).collect();
        self.is_column = vec![true; self.columns.len()];
    }
}
