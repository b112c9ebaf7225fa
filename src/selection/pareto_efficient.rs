//! Pareto efficiency among the equilibria: none is better for somebody and worse for nobody.
//!
//! For two players the extreme equilibria suffice, as for payoff dominance.
//!
//! Source: J. C. Harsanyi and R. Selten, *A General Theory of Equilibrium Selection in Games*, MIT
//! Press, 1988 (`harsanyi1988`), section 3.6.

use std::cmp::Ordering;

use super::criterion::{Criterion, Judge, Reason, Verdict, every_game};
use super::field::Field;
use crate::num::Rational;

pub(super) const CRITERION: Criterion = Criterion {
    name: "pareto-efficient",
    also: &["pareto"],
    head: "Pareto",
    about: "no listed equilibrium gives one player more and none less",
    source: "harsanyi1988",
    accepts: every_game,
    judge: Judge::Together(judge),
};

fn judge(field: &Field<'_>) -> Vec<Verdict> {
    // What dominates others is likely to be among those with the greatest sums
    let mut order: Vec<usize> = (0..field.len()).collect();
    let sums: Vec<Option<Rational>> =
        order.iter().map(|&i| field.welfare(i).map(|(_, high)| high)).collect();
    order.sort_by(|&a, &b| sums[b].cmp(&sums[a]));
    (0..field.len()).map(|i| verdict(field, &order, i)).collect()
}

fn verdict(field: &Field<'_>, order: &[usize], i: usize) -> Verdict {
    if !(field.patience)() {
        return Verdict::open(Reason::Stopped);
    }
    let mut settled = true;
    for &other in order.iter().filter(|&&other| other != i) {
        match is_better(field, other, i) {
            Some(true) => return Verdict::no(Reason::Better(field.place(other))),
            Some(false) => {}
            None => settled = false,
        }
    }
    if settled { Verdict::yes() } else { Verdict::open(Reason::Unsettled) }
}

/// Whether `a` gives one player more than `b`, and none less.
fn is_better(field: &Field<'_>, a: usize, b: usize) -> Option<bool> {
    let (mut more, mut settled) = (false, true);
    for player in 0..field.payoffs.shape().players() {
        match field.compare(player, a, b) {
            Some(Ordering::Less) => return Some(false),
            Some(Ordering::Equal) => {}
            Some(Ordering::Greater) => more = true,
            None => settled = false,
        }
    }
    settled.then_some(more)
}
