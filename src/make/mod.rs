//! What would it take for a strategy to be dominant, for elimination to leave nothing else, for a profile to be the
//! only equilibrium?
//!
//! Promises to players ([`make`]), what the others must not do ([`breaking()`]), other parameters ([`nearest()`]). Each
//! answer is checked in exact arithmetic, and says whether it is proved that nothing less would do.

mod breaking;
mod dominant;
mod hitting;
mod iterated;
mod nearest;
mod plan;
mod program;
mod row;
mod wish;

#[cfg(test)]
mod tests;

pub use breaking::{Breaking, Partial, Restriction, breaking};
pub use nearest::{Found, Known, Metric, Near, Nearest, nearest};
pub use plan::{Plan, Promise, Step};
pub use row::Row;
pub use wish::{Aim, Least, MakeError, Means, Wish};

use crate::dominance::Watch;
use crate::num::{Rational, Ring};

/// Promises found, and how far they are proved to be the least.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// The promises.
    pub plan: Plan,
    /// By how much, at least, what is to be better is so with these promises: the margin asked for, or more where that
    /// costs nothing.
    pub margin: Rational,
    /// Whether the search for the least came to its end; always, but for eliminations.
    pub complete: bool,
    /// Whether the cost is attained: nothing of it is only approached, as the margin falls to 0. Nothing where that is
    /// not settled.
    pub attained: Option<bool>,
    /// Up to which margin the cost grows by exactly [`Plan::slope`] with each unit of it; beyond it grows no slower.
    /// Nothing where only a bound is known.
    pub steady: Option<Rational>,
    /// What any promises cost after which the target is an equilibrium at all, for [`Aim::Unique`].
    pub necessary: Option<Rational>,
}

/// The cheapest promises that fulfil a wish.
///
/// For [`Aim::Dominant`] that is one linear program for each way in which the others can play (one for all with
/// transfers, which must balance), with the dual values that prove that nothing cheaper does. For eliminations the
/// orders are searched, the cheapest first.
///
/// What is paid only off the path costs nothing when everybody plays as told ([`Least::Played`]): then a profile can
/// be made dominant for what its players could gain by leaving it alone, and an equilibrium for nothing (Monderer and
/// Tennenholtz 2004, `monderer2004`).
///
/// # Errors
/// [`MakeError`] when no promises of the kind allowed do it, or a limit was reached before any were found.
///
/// # Complexity
/// Exact linear programs with two variables for each strategy; for eliminations as many as there are orders, in the
/// worst case, up to a limit.
///
/// # Examples
/// Prisoners cooperate if each is paid what defection would gain:
/// ```
/// use equil::dominance::Kind;
/// use equil::game::{Game, Payoffs};
/// use equil::make::{Aim, Least, Means, Wish, make};
/// use equil::num::Rational;
///
/// let payoffs = [[2, 3, 0, 1], [2, 0, 3, 1]].map(|p| p.map(Rational::integer).to_vec());
/// let dilemma = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let wish = Wish {
///     payoffs: &dilemma,
///     kept: vec![vec![0, 1]; 2],
///     targets: vec![Some(vec![0]), None],
///     aim: Aim::Dominant(Kind::Strict),
///     margin: Rational::integer(0),
///     means: Means::Subsidies,
///     paid: vec![true, false],
///     least: Least::Total,
/// };
/// let made = make(&wish, &|_, _| true).unwrap();
/// // 1 whatever the other does; any more makes it strictly dominant
/// assert_eq!(made.plan.cost, Rational::integer(2));
/// assert_eq!((made.plan.at_least.clone(), made.attained), (Rational::integer(2), Some(false)));
/// ```
pub fn make(wish: &Wish<'_>, watch: Watch<'_>) -> Result<Made, MakeError> {
    let (mut plan, complete) = found(wish, watch)?;
    let tight = plan.cost == plan.at_least || !wish.margin.is_zero();
    let attained = match (&plan.slope, plan.comes_about) {
        (_, true) if tight => Some(true),
        (Some(slope), _) if wish.margin.is_zero() && *slope > Rational::zero() => Some(false),
        _ => None,
    };
    let mut margin = wish.margin.clone();
    let attained = match attained {
        None if wish.margin.is_zero() && wish.aim.is_strict() && complete => {
            let strict = with_margin(wish, &plan, watch);
            let attained = strict.is_some();
            (plan, margin) = strict.unwrap_or((plan, margin));
            attained.then_some(true)
        }
        attained => attained,
    };
    let steady = match attained {
        Some(false) => steady(wish, &mut plan, watch),
        _ => None,
    };
    let necessary = match wish.aim {
        Aim::Unique => Some(necessary(wish)?),
        _ => None,
    };
    Ok(Made { plan, margin, complete, attained, steady, necessary })
}

/// The greatest of some margins up to which the cost is linear, and how it grows, for dominance of single strategies: the
/// least cost is a convex function of the margin, so that it is linear where the slope that a dual solution proves at one
/// end leads back to the cost at the other.
fn steady(wish: &Wish<'_>, plan: &mut Plan, watch: Watch<'_>) -> Option<Rational> {
    let single = wish.targets.iter().flatten().all(|target| target.len() <= 1);
    if !matches!(wish.aim, Aim::Dominant(_)) || !single || plan.cost != plan.at_least {
        return None;
    }
    MARGINS.iter().find_map(|&halves| {
        let margin = Rational::integer(2).powi(-halves)?;
        let (more, _) = found(&Wish { margin: margin.clone(), ..wish.clone() }, watch).ok()?;
        let mut before = more.cost.clone();
        before.sub_product(more.slope.as_ref()?, &margin);
        (more.cost == more.at_least && before == plan.cost).then(|| {
            plan.slope = more.slope;
            margin
        })
    })
}

fn found(wish: &Wish<'_>, watch: Watch<'_>) -> Result<(Plan, bool), MakeError> {
    match wish.aim {
        Aim::Dominant(_) => Ok((dominant::dominant(wish, watch)?, true)),
        Aim::Iterated | Aim::Unique => iterated::iterated(wish, watch),
    }
}

/// Halvings of the margins tried.
const MARGINS: [i64; 4] = [0, 4, 10, 20];

/// A plan with a margin that costs no more, and the margin, if one of some margins has one.
fn with_margin(wish: &Wish<'_>, plan: &Plan, watch: Watch<'_>) -> Option<(Plan, Rational)> {
    MARGINS.iter().find_map(|&halves| {
        let margin = Rational::integer(2).powi(-halves)?;
        let wish = Wish { margin: margin.clone(), ..wish.clone() };
        let (strict, _) = found(&wish, watch).ok()?;
        (strict.cost == plan.cost && strict.comes_about).then_some((strict, margin))
    })
}

/// What any promises cost after which the target profile is an equilibrium: those of the players' gains by leaving it.
fn necessary(wish: &Wish<'_>) -> Result<Rational, MakeError> {
    let shape = wish.payoffs.shape();
    let target: Vec<usize> =
        (0..shape.players()).filter_map(|player| wish.inside(player).first().copied()).collect();
    if target.len() != shape.players() {
        return Ok(Rational::zero());
    }
    let weakly = Wish { margin: Rational::zero(), ..wish.clone() };
    let profile = shape.index(&target);
    let mut rows = Vec::new();
    for (player, &own) in target.iter().enumerate() {
        let rivals = shape.with(profile, player, 0);
        for strategy in wish.outside(player) {
            rows.push(Row::pure(&weakly, (player, rivals), strategy, own)?);
        }
    }
    Ok(program::first(&weakly, &rows.iter().collect::<Vec<_>>())?.at_least)
}
