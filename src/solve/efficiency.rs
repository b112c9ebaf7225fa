//! What is lost when everybody looks after themselves: welfare in the best and the worst equilibrium,
//! beside the greatest there is.
//!
//! Sources: E. Koutsoupias, C. Papadimitriou, "Worst-case equilibria", *Computer Science Review* 3
//! (2009), 65–69 (`koutsoupias2009`); E. Anshelevich et al., "The price of stability for network design
//! with fair cost allocation", *SIAM Journal on Computing* 38 (2008), 1602–1623 (`anshelevich2008`).

use rayon::prelude::*;

use super::{TREE_UP_TO, Wanted, solve, solve_best};
use crate::certify::{Concept, expected};
use crate::correlated::{self, CorrelatedError, Polytope};
use crate::game::{Objective, Payoffs, Sense};
use crate::nash::{Coverage, Settings};
use crate::num::{Rational, Ring};

/// A number, between bounds; equal when it is known exactly.
type Bounds = (Rational, Rational);

/// Which equilibria are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Equilibria {
    /// Pure Nash equilibria.
    Pure,
    /// All Nash equilibria.
    Mixed,
    /// Correlated equilibria.
    Correlated,
    /// Coarse correlated equilibria.
    Coarse,
}

impl Equilibria {
    /// Every kind, with its name; each contains those before it.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Pure, "pure"),
        (Self::Mixed, "mixed"),
        (Self::Correlated, "correlated"),
        (Self::Coarse, "coarse"),
    ];

    /// The name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }
}

/// Why the extremes of some kind of equilibria are not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// There is no such equilibrium.
    NoEquilibrium,
    /// They were not searched for, or something was not proved: why.
    NotSearched(String),
    /// The search was stopped.
    Stopped,
}

/// Welfare in the worst and in the best equilibrium of a kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Extremes {
    /// Of which kind.
    pub equilibria: Equilibria,
    /// The least welfare and the greatest, both proved.
    pub welfare: Result<[Bounds; 2], Missing>,
}

/// How much worse than the greatest welfare an equilibrium is.
#[derive(Clone, Debug, PartialEq)]
pub enum Price {
    /// The greatest welfare over that of the equilibrium, both positive.
    Welfare(Bounds),
    /// The cost of the equilibrium over the least cost, where all welfare is negative.
    Cost(Bounds),
    /// No ratio says anything: welfare is not of one sign.
    Undefined,
}

/// The greatest welfare, and that of equilibria.
#[derive(Clone, Debug, PartialEq)]
pub struct Efficiency {
    /// A pure profile, by number, with the greatest welfare (the sum of all payoffs).
    pub profile: usize,
    /// That welfare; no mixture or correlation has more.
    pub optimum: Bounds,
    /// That of each kind of equilibria, in the order of [`Equilibria::ALL`].
    pub extremes: Vec<Extremes>,
}

impl Efficiency {
    /// The price of anarchy where `welfare` is that of the worst equilibrium, of stability where it is
    /// that of the best.
    pub fn price(&self, welfare: &Bounds) -> Price {
        let zero = Rational::zero();
        let divided = |a: &Rational, b: &Rational| {
            let mut quotient = a.clone();
            quotient /= b;
            quotient
        };
        let (least, most) = (&self.optimum.0, &self.optimum.1);
        if welfare.0 > zero && *least > zero {
            return Price::Welfare((divided(least, &welfare.1), divided(most, &welfare.0)));
        }
        if *most < zero && welfare.1 < zero {
            return Price::Cost((divided(&welfare.1, least), divided(&welfare.0, most)));
        }
        Price::Undefined
    }
}

/// Compares welfare; `pure` are the numbers of all pure equilibria. `None` when welfare cannot be
/// bounded, or the search is stopped before the greatest is known.
///
/// # Complexity
/// A pass over the profiles. For two players that of [`solve_best`] twice, where one of them has 32
/// strategies at most. Two linear programs for each kind of correlated equilibria, where they have 100 000
/// coefficients at most.
///
/// # Examples
/// ```
/// use equil::game::{Game, Payoffs};
/// use equil::nash::Settings;
/// use equil::num::Rational;
/// use equil::solve::{Price, efficiency};
///
/// // The prisoner's dilemma: 4 in all if both keep silent, 2 in the only equilibrium
/// let payoffs = [[2, 3, 0, 1], [2, 0, 3, 1]].map(|p| p.map(Rational::integer).to_vec());
/// let dilemma = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let found = efficiency(&dilemma, &[3], &Settings::default()).unwrap();
/// let two = Rational::integer(2);
/// for extremes in &found.extremes {
///     let [worst, _] = extremes.welfare.as_ref().unwrap();
///     assert_eq!(found.price(worst), Price::Welfare((two.clone(), two.clone())));
/// }
/// ```
pub fn efficiency(
    payoffs: &Payoffs,
    pure: &[usize],
    settings: &Settings<'_>,
) -> Option<Efficiency> {
    let (profile, optimum) = best(payoffs, settings)?;
    let extremes = Equilibria::ALL.map(|(equilibria, _)| {
        let welfare = match equilibria {
            Equilibria::Pure => pure_extremes(payoffs, pure),
            Equilibria::Mixed => mixed_extremes(payoffs, settings),
            Equilibria::Correlated => correlated_extremes(payoffs, Concept::Correlated, settings),
            Equilibria::Coarse => correlated_extremes(payoffs, Concept::Coarse, settings),
        };
        Extremes { equilibria, welfare }
    });
    Some(Efficiency { profile, optimum, extremes: extremes.into() })
}

/// The sum of all payoffs in a pure profile.
fn welfare(payoffs: &Payoffs, index: usize) -> Option<Bounds> {
    let mut sum = (Rational::zero(), Rational::zero());
    for player in 0..payoffs.shape().players() {
        if let Some(game) = payoffs.rational() {
            sum.0 += &game.payoffs(player)[index];
        } else {
            let (low, high) = payoffs.bounds(player, &[(index, Rational::one())])?;
            sum.0 += &low;
            sum.1 += &high;
        }
    }
    if payoffs.rational().is_some() {
        sum.1 = sum.0.clone();
    }
    Some(sum)
}

/// Profiles that one task adds up.
const TOGETHER: usize = 1 << 14;

/// The first profile of those with the greatest welfare, as far as that is proved, and bounds of it.
fn best(payoffs: &Payoffs, settings: &Settings<'_>) -> Option<(usize, Bounds)> {
    let profiles = payoffs.shape().profiles();
    let better = |one: (usize, Bounds), other: (usize, Bounds)| {
        let most = one.1.1.clone().max(other.1.1.clone());
        let (at, (least, _)) = if other.1.0 > one.1.0 { other } else { one };
        (at, (least, most))
    };
    let chunk = |chunk: usize| {
        let first = chunk * TOGETHER;
        if !(settings.watch)(first as u64, profiles as u64) {
            return None;
        }
        let mut best: Option<(usize, Bounds)> = None;
        for index in first..profiles.min(first + TOGETHER) {
            let found = (index, welfare(payoffs, index)?);
            best = Some(match best {
                Some(best) => better(best, found),
                None => found,
            });
        }
        best
    };
    let parts: Vec<(usize, Bounds)> =
        (0..profiles.div_ceil(TOGETHER)).into_par_iter().map(chunk).collect::<Option<_>>()?;
    parts.into_iter().reduce(better)
}

/// The least and the greatest of some values.
fn range(values: impl Iterator<Item = Option<Bounds>>) -> Result<[Bounds; 2], Missing> {
    let mut range: Option<[Bounds; 2]> = None;
    for value in values {
        let unbounded = || Missing::NotSearched("some payoffs could not be bounded".to_owned());
        let (low, high) = value.ok_or_else(unbounded)?;
        range = Some(match range {
            None => [(low.clone(), high.clone()), (low, high)],
            Some([least, most]) => [
                (least.0.min(low.clone()), least.1.min(high.clone())),
                (most.0.max(low), most.1.max(high)),
            ],
        });
    }
    range.ok_or(Missing::NoEquilibrium)
}

fn pure_extremes(payoffs: &Payoffs, pure: &[usize]) -> Result<[Bounds; 2], Missing> {
    range(pure.iter().map(|&index| welfare(payoffs, index)))
}

/// Games with more profiles are not searched for equilibria whose number is not known beforehand.
const SMALL: usize = 20_000;

fn mixed_extremes(payoffs: &Payoffs, settings: &Settings<'_>) -> Result<[Bounds; 2], Missing> {
    let strategies = payoffs.shape().strategies();
    if let ([rows, columns], Some(_)) = (strategies, payoffs.rational()) {
        if rows.min(columns) > &TREE_UP_TO {
            let why = format!("each player has more than {TREE_UP_TO} strategies");
            return Err(Missing::NotSearched(why));
        }
        let extreme = |sense| {
            let found = solve_best(payoffs, &Objective::Welfare, sense, &Wanted::Best, settings);
            let optimum = found.map_err(|error| Missing::NotSearched(error.to_string()))?.optimum;
            match optimum.found {
                Some((_, value)) if optimum.proved => Ok((value.clone(), value)),
                _ => Err(Missing::Stopped),
            }
        };
        return Ok([extreme(Sense::Minimise)?, extreme(Sense::Maximise)?]);
    }
    if payoffs.shape().profiles() > SMALL {
        return Err(Missing::NotSearched(format!("there are more than {SMALL} profiles")));
    }
    let solution =
        solve(payoffs, None, settings).map_err(|error| Missing::NotSearched(error.to_string()))?;
    if solution.outcome.coverage != Coverage::All {
        if !(settings.watch)(0, 1) {
            return Err(Missing::Stopped);
        }
        let why = "no search for mixed equilibria covers all of this game";
        return Err(Missing::NotSearched(why.to_owned()));
    }
    // Where payoffs are multiplied, they are extreme at extreme equilibria
    range(solution.outcome.equilibria.iter().map(|equilibrium| {
        let mut sum = (Rational::zero(), Rational::zero());
        for player in 0..strategies.len() {
            let worth = expected(payoffs, player, &equilibrium.profile);
            let (low, high) = payoffs.bounds(player, &worth)?;
            sum.0 += &low;
            sum.1 += &high;
        }
        Some(sum)
    }))
}

/// Linear programs with more coefficients are left to those who ask for them.
const LARGEST: usize = 100_000;

fn correlated_extremes(
    payoffs: &Payoffs,
    concept: Concept,
    settings: &Settings<'_>,
) -> Result<[Bounds; 2], Missing> {
    let shape = payoffs.shape();
    let others: usize = shape.strategies().iter().map(|count| count - 1).sum();
    if shape.profiles().saturating_mul(others) > LARGEST {
        let name = concept.name();
        let why = format!("a large program: `equil solve --kind {name}` asks for it");
        return Err(Missing::NotSearched(why));
    }
    let settings = correlated::Settings { watch: settings.watch, ..Default::default() };
    let failed = |error: CorrelatedError| match error {
        CorrelatedError::Stopped => Missing::Stopped,
        error => Missing::NotSearched(error.to_string()),
    };
    let polytope = Polytope::new(payoffs, concept, &settings).map_err(failed)?;
    let extreme = |sense| {
        let found = polytope.optimum(&Objective::Welfare, sense, &settings).map_err(failed)?;
        found.value().ok_or_else(|| failed(CorrelatedError::Unproved))
    };
    Ok([extreme(Sense::Minimise)?, extreme(Sense::Maximise)?])
}
