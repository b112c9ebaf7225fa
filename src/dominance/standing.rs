//! Whether one strategy is dominated: a mixture against it, or a belief for it.

use rayon::prelude::*;

use super::asked::Standing;
use super::clock::{Clock, Watch};
use super::enclosed;
use super::examine::{Asking, Verdict, points};
use super::own::Own;
use super::weights::View;
use crate::certify::Kind;
use crate::game::{Payoffs, Support};

/// What may dominate a strategy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Among {
    /// Other pure strategies.
    Pure,
    /// Mixtures of other strategies.
    Mixtures,
}

/// Whether `strategy` of `player` is dominated within `kept` (one support for each player): by what,
/// or else against which belief it is a best response.
///
/// By Pearce's lemma (1984) a strategy is strictly dominated by a mixture exactly when it is never
/// a best response, to correlated beliefs if there are three players or more; it is weakly
/// dominated exactly when it is no best response to any belief that gives all profiles positive
/// probability. Both follow from the duality of linear programs, so each verdict has a certificate.
///
/// # Complexity
/// A pass over the payoffs for pure strategies; then, unless that decides, a linear program with a
/// variable for each own strategy and a constraint for each profile of the others, in floats: some
/// passes over the rows and columns that its solution uses. Again exactly only when rounding its
/// solution proves nothing.
pub fn standing(
    payoffs: &Payoffs,
    player: usize,
    strategy: usize,
    kept: &[Support],
    among: Among,
) -> Standing {
    let Some(own) = Own::new(payoffs, player, kept) else {
        return enclosed::standing(payoffs, player, strategy, kept, among);
    };
    match kept[player].iter().position(|&other| other == strategy) {
        Some(row) => all(&own, &[row], among, &|_, _| true).remove(0),
        // A strategy that does not count, compared with those that do
        None => {
            let mut wider = kept.to_vec();
            wider[player].push(strategy);
            standing(payoffs, player, strategy, &wider, among)
        }
    }
}

/// The [`standing`] of each strategy of `player` within `kept`, in order: much faster than one by
/// one, and on all threads.
///
/// `watch` is asked between steps; once it says no, what is not settled yet is left open.
pub fn standings(
    payoffs: &Payoffs,
    player: usize,
    kept: &[Support],
    among: Among,
    watch: Watch<'_>,
) -> Vec<Standing> {
    match Own::new(payoffs, player, kept) {
        Some(own) => all(&own, &(0..own.rows()).collect::<Vec<_>>(), among, watch),
        None => {
            let clock = Clock::new(watch);
            clock.add(kept[player].len());
            let standing = |&strategy: &usize| {
                if !clock.goes_on() {
                    return Standing::open();
                }
                clock.done();
                enclosed::standing(payoffs, player, strategy, kept, among)
            };
            kept[player].iter().map(standing).collect()
        }
    }
}

fn all(own: &Own, asked: &[usize], among: Among, watch: Watch<'_>) -> Vec<Standing> {
    let floats = if among == Among::Mixtures { own.floats() } else { None };
    let (rows, columns): (Vec<usize>, Vec<usize>) =
        ((0..own.rows()).collect(), (0..own.columns()).collect());
    let best = own.best(&rows, &columns);
    let view = View { own, floats: floats.as_ref(), rows: &rows, columns: &columns, best: &best };
    let clock = Clock::new(watch);
    let asking = Asking { view, weakest: Kind::VeryWeak, among, clock: &clock };
    examined(&asking, asked, &points(&view))
        .iter()
        .map(|verdict| verdict.as_ref().map_or_else(Standing::open, |v| v.standing(&view)))
        .collect()
}

/// Work below this, in rows and columns looked at, is done before other threads are awake.
const SMALL: usize = 20_000;

/// What is found about each row of `asked`: `None` for those that were not reached in time.
pub(super) fn examined(
    asking: &Asking<'_>,
    asked: &[usize],
    points: &[Option<(usize, bool)>],
) -> Vec<Option<Verdict>> {
    asking.clock.add(asked.len());
    let examine = |&row: &usize| {
        let verdict = asking.clock.goes_on().then(|| asking.examine(row, points[row]));
        asking.clock.done();
        verdict
    };
    let pending = asked.iter().filter(|&&row| points[row].is_none()).count();
    if pending * (asking.view.rows.len() + asking.view.columns.len()) < SMALL {
        asked.iter().map(examine).collect()
    } else {
        asked.par_iter().map(examine).collect()
    }
}
