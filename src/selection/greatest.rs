//! The greatest of several things whose order is not always settled.

use std::cmp::Ordering;

use super::criterion::{Reason, Verdict};
use super::field::Field;

/// One verdict for each equilibrium: whether nothing has more. `compare` need not settle every
/// pair.
///
/// # Complexity
/// Two comparisons for each equilibrium.
pub(super) fn greatest(
    field: &Field<'_>,
    compare: impl Fn(usize, usize) -> Option<Ordering>,
) -> Vec<Verdict> {
    let Some(best) = best_of(field, &compare) else { return Vec::new() };
    let orders: Vec<Option<Ordering>> = (0..field.len())
        .map(|i| if i == best { Some(Ordering::Equal) } else { compare(i, best) })
        .collect();
    let settled = orders.iter().all(|order| order.is_some_and(Ordering::is_le));
    let verdict = |order: &Option<Ordering>| match order {
        Some(Ordering::Less) => Verdict::no(Reason::Better(field.place(best))),
        Some(Ordering::Equal) if settled => Verdict::yes(),
        _ => Verdict::open(Reason::Unsettled),
    };
    orders.iter().map(verdict).collect()
}

/// An equilibrium that nothing before it has more than, and that has more than all before it.
pub(super) fn best_of(
    field: &Field<'_>,
    compare: &impl Fn(usize, usize) -> Option<Ordering>,
) -> Option<usize> {
    (0..field.len()).reduce(|best, i| match compare(i, best) {
        Some(Ordering::Greater) => i,
        _ => best,
    })
}
