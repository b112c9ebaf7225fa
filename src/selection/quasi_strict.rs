//! Quasi-strict equilibria: exactly what is played is a best response.
//!
//! Every game of two players has one (H. Norde, "Bimatrix games have quasi-strict equilibria",
//! *Mathematical Programming* 85 (1999), 35–49, `norde1999`), though perhaps none that is extreme;
//! games of three players need not. The notion is of Harsanyi 1973 (`harsanyi1973`), who calls them
//! quasi-strong.

use super::criterion::{Criterion, Judge, Reason, Verdict, every_game};
use super::field::Field;
use crate::num::Sign;

pub(super) const CRITERION: Criterion = Criterion {
    name: "quasi-strict",
    also: &[],
    head: "quasi",
    about: "a strategy is a best response exactly if it is played",
    source: "norde1999",
    accepts: every_game,
    judge: Judge::Each(only_played_are_best),
};

/// Whether everything that is not played earns less.
pub(super) fn only_played_are_best(field: &Field<'_>, i: usize) -> Verdict {
    let mut settled = true;
    for (player, strategy, sign) in field.unplayed(i) {
        match sign {
            Some(Sign::Negative) => {}
            // What gains would make this no equilibrium
            Some(_) => return Verdict::no(Reason::AsGood { player, strategy }),
            None => settled = false,
        }
    }
    if settled { Verdict::yes() } else { Verdict::open(Reason::Unsettled) }
}
