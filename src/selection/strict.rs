//! Strict equilibria: everybody's strategy is the only best response.
//!
//! Source: J. C. Harsanyi, "Games with randomly disturbed payoffs: a new rationale for
//! mixed-strategy equilibrium points", *International Journal of Game Theory* 2 (1973), 1–23
//! (`harsanyi1973`), who calls them strong.

use super::criterion::{Criterion, Judge, Reason, Verdict, every_game};
use super::field::Field;
use super::quasi_strict::only_played_are_best;

pub(super) const CRITERION: Criterion = Criterion {
    name: "strict",
    also: &[],
    head: "strict",
    about: "every deviation loses something",
    source: "harsanyi1973",
    accepts: every_game,
    judge: Judge::Each(judge),
};

fn judge(field: &Field<'_>, i: usize) -> Verdict {
    let supports = field.profile(i).supports();
    match supports.iter().position(|support| support.len() > 1) {
        Some(player) => Verdict::no(Reason::Mixes(player)),
        None => only_played_are_best(field, i),
    }
}
