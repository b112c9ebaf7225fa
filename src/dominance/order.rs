//! Whether the order of elimination matters.
//!
//! Strict elimination does not depend on it; weak elimination may, and deciding what some order can
//! achieve is NP-complete (V. Conitzer, T. Sandholm, "Complexity of (iterated) dominance", EC 2005,
//! `conitzer2005`). Here every order is followed, sets of survivors seen before only once.

use rustc_hash::FxHashSet;

use super::clock::{Clock, Watch};
use super::enclosed;
use super::examine::{Asking, Verdict, points};
use super::own::{Floats, Own};
use super::rounds::Rounds;
use super::standing::{Among, examined};
use super::weights::View;
use crate::certify::Kind;
use crate::game::{Payoffs, Support};

/// Where all orders of elimination lead.
#[derive(Clone, Debug, PartialEq)]
pub struct Orders {
    /// Every set of survivors that some order ends in, in a fixed order.
    pub outcomes: Vec<Vec<Support>>,
    /// Whether all orders were followed, and everything on the way was settled.
    pub complete: bool,
    /// How many sets of survivors were looked at.
    pub states: usize,
}

/// Follows every order of removing one dominated strategy at a time, up to `limit` sets of
/// survivors.
///
/// # Complexity
/// One [`standing`](super::standing) for each strategy left in each set of survivors: exponential in
/// the number of strategies that are ever dominated, except for strict dominance, where one order is
/// enough.
pub fn orders(
    payoffs: &Payoffs,
    kind: Kind,
    among: Among,
    start: &[Support],
    limit: usize,
) -> Orders {
    orders_watched(payoffs, kind, among, start, limit, &|_, _| true)
}

/// [`orders`], with a `watch` that is asked between steps: once it says no, the answer is what has
/// been found by then, and not complete.
pub fn orders_watched(
    payoffs: &Payoffs,
    kind: Kind,
    among: Among,
    start: &[Support],
    limit: usize,
    watch: Watch<'_>,
) -> Orders {
    let clock = Clock::new(watch);
    if kind == Kind::Strict
        && let Some(rounds) = Rounds::new(payoffs, kind, among, start, &clock)
    {
        let (survivors, removed, complete) = rounds.one_by_one(limit);
        let ended = removed < limit && !clock.is_stopped();
        let outcomes = if ended { vec![survivors] } else { Vec::new() };
        let complete = complete && !outcomes.is_empty();
        return Orders { outcomes, complete, states: limit.min(removed + 1) };
    }
    let dominance = Dominance::new(payoffs, kind, among, start, &clock);
    let mut seen: FxHashSet<Vec<Support>> = FxHashSet::default();
    let mut open = vec![start.to_vec()];
    let mut outcomes: Vec<Vec<Support>> = Vec::new();
    let mut complete = true;
    while let Some(kept) = open.pop() {
        if seen.len() >= limit || clock.is_stopped() {
            complete = false;
            break;
        }
        if !seen.insert(kept.clone()) {
            continue;
        }
        let mut last = true;
        'strategies: for player in 0..kept.len() {
            for (&strategy, dominated) in kept[player].iter().zip(dominance.of(player, &kept)) {
                if dominated != Some(true) {
                    complete &= dominated.is_some();
                    continue;
                }
                last = false;
                let mut smaller = kept.clone();
                smaller[player].retain(|&other| other != strategy);
                open.push(smaller);
                if kind == Kind::Strict {
                    break 'strategies;
                }
            }
        }
        if last && !clock.is_stopped() {
            outcomes.push(kept);
        }
    }
    outcomes.sort();
    outcomes.dedup();
    Orders { outcomes, complete, states: seen.len() }
}

/// Who is dominated in parts of one game.
struct Dominance<'a> {
    payoffs: &'a Payoffs,
    kind: Kind,
    among: Among,
    clock: &'a Clock<'a>,
    /// What each player gets, where payoffs are rational.
    sides: Option<Vec<(Own, Option<Floats>)>>,
}

impl<'a> Dominance<'a> {
    fn new(
        payoffs: &'a Payoffs,
        kind: Kind,
        among: Among,
        start: &[Support],
        clock: &'a Clock<'a>,
    ) -> Self {
        let side = |player| {
            let own = Own::new(payoffs, player, start)?;
            let floats = if among == Among::Mixtures { own.floats() } else { None };
            Some((own, floats))
        };
        let sides = (0..start.len()).map(side).collect();
        Self { payoffs, kind, among, clock, sides }
    }

    /// For each strategy of `player` within `kept` whether it is dominated; `None` if that is not
    /// settled.
    fn of(&self, player: usize, kept: &[Support]) -> Vec<Option<bool>> {
        let Some(sides) = &self.sides else {
            return kept[player].iter().map(|&s| self.by_signs(player, s, kept)).collect();
        };
        let (own, floats) = &sides[player];
        let rows: Vec<usize> =
            (0..own.rows()).filter(|&row| kept[player].contains(&own.strategies[row])).collect();
        let every: Vec<usize> = (0..own.columns()).collect();
        let columns = own.columns_within(&every, self.payoffs.shape(), kept);
        let best = own.best(&rows, &columns);
        let floats = floats.as_ref();
        let view = View { own, floats, rows: &rows, columns: &columns, best: &best };
        let asking = Asking { view, weakest: self.kind, among: self.among, clock: self.clock };
        let is_dominated = |verdict: Option<Verdict>| match verdict {
            Some(verdict) if verdict.dominated_by(self.kind).is_some() => Some(true),
            Some(Verdict::Open(..)) | None => None,
            Some(_) => Some(false),
        };
        examined(&asking, &rows, &points(&view)).into_iter().map(is_dominated).collect()
    }

    fn by_signs(&self, player: usize, strategy: usize, kept: &[Support]) -> Option<bool> {
        if !self.clock.goes_on() {
            return None;
        }
        let standing = enclosed::standing(self.payoffs, player, strategy, kept, self.among);
        match standing.dominated_by(self.kind) {
            Some(_) => Some(true),
            None => standing.is_settled(self.kind).then_some(false),
        }
    }
}
