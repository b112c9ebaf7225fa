//! p-dominance: how sure of the others one must be for a pure equilibrium to be best.
//!
//! A pure profile is p-dominant if everybody's strategy is a best response to every belief that
//! gives the others' strategies in it at least probability p. In symmetric games of two strategies
//! each, what is p-dominant for some p below 1/2 is what risk-dominates.
//!
//! Sources: S. Morris, R. Rob and H. S. Shin, "p-dominance and belief potential", *Econometrica* 63
//! (1995), 145–157 (`morris1995`); for more players A. Kajii and S. Morris, "The robustness of
//! equilibria to incomplete information", *Econometrica* 65 (1997), 1283–1309 (`kajii1997`).

use super::criterion::{Answer, Criterion, Judge, Reason, Verdict, every_game};
use super::field::{Bounds, Field};
use crate::game::{Combination, Payoffs};
use crate::num::{Rational, Ring, Sign};

pub(super) const CRITERION: Criterion = Criterion {
    name: "p-dominant",
    also: &["p-dominance"],
    head: "p",
    about: "pure, and p-dominant for some p below 1/2; the least p is shown",
    source: "morris1995",
    accepts: every_game,
    judge: Judge::Each(judge),
};

fn judge(field: &Field<'_>, i: usize) -> Verdict {
    let profile = field.profile(i);
    let Some(pure) = profile.as_pure() else {
        let supports = profile.supports();
        let mixes = supports.iter().position(|support| support.len() > 1);
        return Verdict::no(Reason::Mixes(mixes.unwrap_or(0)));
    };
    let index = field.payoffs.shape().index(&pure);
    let players = 0..pure.len();
    let Some(thresholds) = thresholds(field.payoffs, index) else {
        return Verdict::open(Reason::Unsettled);
    };
    let below: Vec<Option<bool>> =
        players.map(|player| is_below_half(field.payoffs, player, index)).collect();
    let answer = if below.contains(&Some(false)) {
        Answer::No
    } else if below.contains(&None) {
        Answer::Open
    } else {
        Answer::Yes
    };
    Verdict { answer, reason: Reason::Thresholds(thresholds) }
}

/// For each player, bounds of the least probability with which the others must be believed to keep
/// to the pure equilibrium number `index` for the player's strategy in it to be best, whatever else
/// they may do: the profile is p-dominant from the greatest of them on. Bounds are equal where
/// payoffs are rational. `None` when a payoff cannot be bounded.
///
/// # Complexity
/// One pass over the payoffs.
///
/// # Examples
/// ```
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
/// use equil::selection::p_dominance;
///
/// // Hunting a stag pays more, a hare is safer
/// let payoffs = [[10, 8, 1, 5], [10, 1, 8, 5]].map(|p| p.map(Rational::integer).to_vec());
/// let hunt = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// assert_eq!(p_dominance(&hunt, 0).unwrap()[0].0.to_string(), "2/3");
/// assert_eq!(p_dominance(&hunt, 3).unwrap()[0].0.to_string(), "1/3");
/// ```
pub fn thresholds(payoffs: &Payoffs, index: usize) -> Option<Vec<Bounds>> {
    (0..payoffs.shape().players()).map(|player| threshold(payoffs, player, index)).collect()
}

fn threshold(payoffs: &Payoffs, player: usize, index: usize) -> Option<Bounds> {
    let shape = payoffs.shape();
    let own = shape.strategy(index, player);
    let (mut low, mut high) = (Rational::zero(), Rational::zero());
    for other in (0..shape.strategies()[player]).filter(|&other| other != own) {
        // The most that going over gains against anything
        let mut most: Option<Bounds> = None;
        for rival in shape.rival_profiles(player) {
            let gain = payoffs.bounds(player, &gain(payoffs, player, own, other, rival))?;
            most = Some(match most {
                None => gain,
                Some((low, high)) => (low.max(gain.0), high.max(gain.1)),
            });
        }
        let (most_low, most_high) = most?;
        // What going over loses if the others keep to the equilibrium
        let (least, at_most) = payoffs.bounds(player, &gain(payoffs, player, own, other, index))?;
        let (loss_low, loss_high) = (at_most.negated(), least.negated());
        low = low.max(share(&most_low, &loss_high));
        high = high.max(share(&most_high, &loss_low));
    }
    Some((low, high))
}

/// The probability p at which p · loss = (1 − p) · most.
fn share(most: &Rational, loss: &Rational) -> Rational {
    if most.signum() != Sign::Positive {
        return Rational::zero();
    }
    let mut total = most.clone();
    total += &loss.clone().max(Rational::zero());
    let mut share = most.clone();
    share /= &total;
    share
}

/// Whether the threshold is below 1/2: against anything, going over gains less than it loses if
/// the others keep to the equilibrium.
fn is_below_half(payoffs: &Payoffs, player: usize, index: usize) -> Option<bool> {
    let shape = payoffs.shape();
    let own = shape.strategy(index, player);
    let mut settled = true;
    for other in (0..shape.strategies()[player]).filter(|&other| other != own) {
        let here = gain(payoffs, player, own, other, index);
        // Never better: any belief will do
        let never = |rival: usize| {
            let there = payoffs.sign(player, &gain(payoffs, player, own, other, rival));
            there.is_some_and(|sign| sign != Sign::Positive)
        };
        if shape.rival_profiles(player).all(never) {
            continue;
        }
        for rival in shape.rival_profiles(player) {
            let mut sum = gain(payoffs, player, own, other, rival);
            sum.extend(here.iter().cloned());
            match payoffs.sign(player, &sum) {
                Some(Sign::Negative) => {}
                Some(_) => return Some(false),
                None => settled = false,
            }
        }
    }
    settled.then_some(true)
}

/// What `player` gains by `other` instead of `own` when the others play as in `rival`.
fn gain(payoffs: &Payoffs, player: usize, own: usize, other: usize, rival: usize) -> Combination {
    let shape = payoffs.shape();
    vec![
        (shape.with(rival, player, other), Rational::one()),
        (shape.with(rival, player, own), Rational::minus_one()),
    ]
}
