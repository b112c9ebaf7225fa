//! How strong the case for a class of strategies is: a ladder from dominance to mere equilibrium.

use super::case::Cases;
use super::elimination::Elimination;
use super::standing::{Among, standing};
use crate::certify::{Advantage, Kind, dominance};
use crate::game::{Payoffs, Support};
use crate::num::{Rational, Ring, Sign};

/// The rungs. `None` where a sign that matters could not be settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// D1: one strategy of the class strictly dominates every other strategy.
    pub dominates_all: Option<bool>,
    /// D1′: one strategy of the class strictly dominates every strategy outside it.
    pub dominates_outside: Option<bool>,
    /// D2: every strategy outside is strictly dominated by a mixture of the class.
    pub mixtures_dominate: Option<bool>,
    /// D3: against every pure profile of the others, only strategies of the class are best.
    pub best_everywhere: Option<bool>,
    /// D4: iterated strict elimination leaves only strategies of the class.
    pub iteratively: Option<bool>,
    /// D5: there is a pure equilibrium, and in every pure equilibrium the class is played.
    pub every_pure_equilibrium: Option<bool>,
    /// D6: in some pure equilibrium the class is played.
    pub some_pure_equilibrium: Option<bool>,
}

impl Ladder {
    /// Each rung with its answer, from the strongest.
    pub fn rungs(&self) -> impl Iterator<Item = (&'static Rung, Option<bool>)> {
        let answers = [
            self.dominates_all,
            self.dominates_outside,
            self.mixtures_dominate,
            self.best_everywhere,
            self.iteratively,
            self.every_pure_equilibrium,
            self.some_pure_equilibrium,
        ];
        RUNGS.iter().zip(answers)
    }
}

/// What a rung of the ladder means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rung {
    /// `D1` to `D6`.
    pub name: &'static str,
    /// One line about the strategies of the class (“them”).
    pub meaning: &'static str,
}

/// The rungs, from the strongest: D1 ⇒ D1' ⇒ D2 ⇒ D3, D2 ⇒ D4, D5 ⇒ D6; D4 ⇒ D5 where there is a
/// pure equilibrium.
pub const RUNGS: [Rung; 7] = [
    Rung { name: "D1", meaning: "one of them strictly dominates every other strategy" },
    Rung {
        name: "D1'",
        meaning: "one of them strictly dominates every strategy that is not among them",
    },
    Rung {
        name: "D2",
        meaning: "mixtures of them strictly dominate every strategy that is not among them",
    },
    Rung { name: "D3", meaning: "best against every pure profile of the others" },
    Rung { name: "D4", meaning: "all that iterated strict dominance leaves" },
    Rung { name: "D5", meaning: "played in every pure equilibrium, and there is at least one" },
    Rung { name: "D6", meaning: "played in some pure equilibrium" },
];

/// Climbs the ladder for `target` of the player that `cases` is about.
///
/// `elimination` is strict, by mixtures, within `kept`; `equilibria` are all pure equilibria, or
/// `None` if they are not all known.
///
/// # Complexity
/// A comparison for each pair of own strategies and profile of the others; a linear program for
/// each strategy outside the class that no pure strategy of it dominates.
pub fn ladder(
    payoffs: &Payoffs,
    cases: &Cases,
    kept: &[Support],
    elimination: &Elimination,
    equilibria: Option<&[Vec<usize>]>,
) -> Ladder {
    let player = cases.player;
    let rivals = payoffs.shape().rival_profiles_within(player, kept);
    let (within, outside): (Support, Support) =
        kept[player].iter().partition(|strategy| cases.target.contains(strategy));
    let strictly = |by: usize, strategy: usize| match dominance(
        payoffs,
        player,
        strategy,
        &[(by, Rational::one())],
        &rivals,
    ) {
        Advantage::Dominates(Kind::Strict) => Some(true),
        Advantage::Unsettled => None,
        _ => Some(false),
    };
    let over = |by: usize, strategies: &[usize]| {
        all(strategies.iter().filter(|&&s| s != by).map(|&s| strictly(by, s)))
    };
    let survivors = &elimination.survivors[player];
    let stray = survivors.iter().any(|strategy| !cases.target.contains(strategy));
    let settled = elimination.is_settled();
    Ladder {
        dominates_all: any(within.iter().map(|&s| over(s, &kept[player]))),
        dominates_outside: any(within.iter().map(|&s| over(s, &outside))),
        mixtures_dominate: all(outside
            .iter()
            .map(|&s| mixture_dominates(payoffs, player, s, &within, kept))),
        best_everywhere: all(cases
            .cases
            .iter()
            .map(|case| case.sign.map(|sign| sign == Sign::Positive))),
        iteratively: if stray && !settled { None } else { Some(!stray) },
        every_pure_equilibrium: equilibria.map(|equilibria| {
            !equilibria.is_empty()
                && equilibria.iter().all(|profile| cases.target.contains(&profile[player]))
        }),
        some_pure_equilibrium: equilibria.map(|equilibria| {
            equilibria.iter().any(|profile| cases.target.contains(&profile[player]))
        }),
    }
}

/// Whether a mixture of `within` strictly dominates `strategy`.
fn mixture_dominates(
    payoffs: &Payoffs,
    player: usize,
    strategy: usize,
    within: &[usize],
    kept: &[Support],
) -> Option<bool> {
    let mut narrowed = kept.to_vec();
    narrowed[player] = within.to_vec();
    narrowed[player].push(strategy);
    narrowed[player].sort_unstable();
    let standing = standing(payoffs, player, strategy, &narrowed, Among::Mixtures);
    match standing.dominated {
        Some((Kind::Strict, _)) => Some(true),
        _ if standing.is_settled(Kind::Strict) => Some(false),
        _ => None,
    }
}

/// True if all are, false if one is not; otherwise not settled.
fn all(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut settled = true;
    for answer in answers {
        match answer {
            Some(true) => {}
            Some(false) => return Some(false),
            None => settled = false,
        }
    }
    settled.then_some(true)
}

/// True if one is, false if none is; otherwise not settled.
fn any(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    all(answers.map(|answer| answer.map(|answer| !answer))).map(|none| !none)
}
