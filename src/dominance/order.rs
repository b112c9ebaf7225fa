//! Whether the order of elimination matters.
//!
//! Strict elimination does not depend on it; weak elimination may, and deciding what some order can
//! achieve is NP-complete (V. Conitzer, T. Sandholm, "Complexity of (iterated) dominance", EC 2005,
//! `conitzer2005`). Here every order is followed, sets of survivors seen before only once.

use rustc_hash::FxHashSet;

use super::standing::{Among, standing};
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
/// One [`standing`] for each strategy left in each set of survivors: exponential in the number of
/// strategies that are ever dominated, except for strict dominance, where one order is enough.
pub fn orders(
    payoffs: &Payoffs,
    kind: Kind,
    among: Among,
    start: &[Support],
    limit: usize,
) -> Orders {
    let mut seen: FxHashSet<Vec<Support>> = FxHashSet::default();
    let mut open = vec![start.to_vec()];
    let mut outcomes: Vec<Vec<Support>> = Vec::new();
    let mut complete = true;
    while let Some(kept) = open.pop() {
        if seen.len() >= limit {
            complete = false;
            break;
        }
        if !seen.insert(kept.clone()) {
            continue;
        }
        let mut last = true;
        'strategies: for player in 0..kept.len() {
            for &strategy in &kept[player] {
                let standing = standing(payoffs, player, strategy, &kept, among);
                if standing.dominated_by(kind).is_none() {
                    complete &= standing.is_settled(kind);
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
        if last {
            outcomes.push(kept);
        }
    }
    outcomes.sort();
    outcomes.dedup();
    Orders { outcomes, complete, states: seen.len() }
}
