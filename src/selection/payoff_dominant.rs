//! Payoff dominance: best for everybody at once.
//!
//! For two players the extreme equilibria suffice: where equilibria can be combined freely, both
//! players get most in one extreme equilibrium.
//!
//! Source: J. C. Harsanyi and R. Selten, *A General Theory of Equilibrium Selection in Games*, MIT
//! Press, 1988 (`harsanyi1988`), section 3.6.

use std::cmp::Ordering;

use super::criterion::{Criterion, Judge, Reason, Verdict, every_game};
use super::field::Field;
use super::greatest::best_of;

pub(super) const CRITERION: Criterion = Criterion {
    name: "payoff-dominant",
    also: &["payoff-dominance"],
    head: "payoff",
    about: "no listed equilibrium gives any player more",
    source: "harsanyi1988",
    accepts: every_game,
    judge: Judge::Together(judge),
};

fn judge(field: &Field<'_>) -> Vec<Verdict> {
    let players = field.payoffs.shape().players();
    let best: Vec<usize> = (0..players)
        .filter_map(|player| best_of(field, &|a, b| field.compare(player, a, b)))
        .collect();
    // orders[player][equilibrium]: what it gives, against the most
    let orders: Vec<Vec<Option<Ordering>>> = best
        .iter()
        .enumerate()
        .map(|(player, &best)| (0..field.len()).map(|i| field.compare(player, i, best)).collect())
        .collect();
    let most = |player: usize| orders[player].iter().all(|o| o.is_some_and(Ordering::is_le));
    let settled: Vec<bool> = (0..players).map(most).collect();
    let verdict = |i: usize| {
        let worse = |player: &usize| orders[*player][i] == Some(Ordering::Less);
        if let Some(player) = (0..players).find(worse) {
            let equilibrium = field.place(best[player]);
            return Verdict::no(Reason::PaysMore { equilibrium, player });
        }
        let equal = |player: usize| settled[player] && orders[player][i] == Some(Ordering::Equal);
        if (0..players).all(equal) { Verdict::yes() } else { Verdict::open(Reason::Unsettled) }
    };
    (0..field.len()).map(verdict).collect()
}
