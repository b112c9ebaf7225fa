//! Promises that bring something about, and the checks that they do.

use super::program::{Amounts, Cheapest, Stage, cheapest, parts};
use super::row::Row;
use super::wish::{Aim, Least, MakeError, Means, Wish};
use crate::certify::{Advantage, Kind, Mixture, dominance};
use crate::dominance::{Among, cases, eliminate};
use crate::game::{Combination, Payoffs, Support};
use crate::num::{Rational, Ring};

/// What a player is promised (or threatened with, where it is negative) in a pure profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// To whom.
    pub player: usize,
    /// The number of the profile.
    pub profile: usize,
    /// How much.
    pub amount: Rational,
}

/// A strategy removed in an elimination, and what is then better.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Whose.
    pub player: usize,
    /// Which.
    pub strategy: usize,
    /// What is better.
    pub by: Mixture,
}

/// Promises, what they cost, and what is proved about that.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The promises, by player and profile; none is 0.
    pub promises: Vec<Promise>,
    /// What they cost, by what is to be spared first.
    pub cost: Rational,
    /// No promises that do it cost less. For eliminations: none by pure strategies, or by mixtures that dominate
    /// without promises.
    pub at_least: Rational,
    /// With each unit of margin that bound grows at least so much, by the same proof; nothing where there are
    /// several ways to do it.
    pub slope: Option<Rational>,
    /// What the promises have to satisfy.
    pub rows: Vec<Row>,
    /// The order of elimination they bring about.
    pub steps: Vec<Step>,
    /// Whether it comes about as strictly as it was asked for, with these promises. With a margin of 0 it need not.
    pub comes_about: bool,
}

impl Plan {
    /// The plan for these rows, the cheapest of which cost what `first` says.
    pub(super) fn new(
        wish: &Wish<'_>,
        rows: Vec<Row>,
        steps: Vec<Step>,
        first: &Cheapest,
        slope: Option<Rational>,
    ) -> Result<Self, MakeError> {
        let amounts = second(wish, &rows, &first.cost)?;
        Self::of(wish, rows, steps, first, slope, amounts)
    }

    pub(super) fn of(
        wish: &Wish<'_>,
        rows: Vec<Row>,
        steps: Vec<Step>,
        first: &Cheapest,
        slope: Option<Rational>,
        amounts: Amounts,
    ) -> Result<Self, MakeError> {
        let mut promises: Vec<Promise> = amounts
            .into_iter()
            .map(|((player, profile), amount)| Promise { player, profile, amount })
            .collect();
        promises.sort_by_key(|promise| (promise.player, promise.profile));
        let (cost, at_least) = (first.cost.clone(), first.at_least.clone().max(Rational::zero()));
        let mut plan = Self { promises, cost, at_least, slope, rows, steps, comes_about: false };
        if !plan.check(wish) {
            return Err(MakeError::Unbounded);
        }
        plan.comes_about = plan.brings_about(wish);
        Ok(plan)
    }

    /// The payoffs once everything is promised.
    #[must_use]
    pub fn applied(&self, payoffs: &Payoffs) -> Payoffs {
        let mut amounts: Vec<(usize, Combination)> = Vec::new();
        for promise in &self.promises {
            amounts.push((promise.player, vec![(promise.profile, promise.amount.clone())]));
        }
        payoffs.shifted(&amounts)
    }

    /// What is promised to a player in a profile.
    pub fn amount(&self, player: usize, profile: usize) -> Rational {
        let found = self.promises.iter().find(|p| (p.player, p.profile) == (player, profile));
        found.map_or_else(Rational::zero, |promise| promise.amount.clone())
    }

    /// What the promises cost, measured in another way.
    pub fn measured(&self, means: Means, least: Least) -> Rational {
        let counted = self.promises.iter().filter(|promise| match least {
            Least::Played(profile) => promise.profile == profile,
            _ => true,
        });
        let mut sum = Rational::zero();
        for promise in counted {
            let size = promise.amount.abs();
            match least {
                Least::Greatest => sum = sum.max(size),
                _ if means == Means::Transfers => {
                    sum += &promise.amount.clone().max(Rational::zero());
                }
                _ => sum += &size,
            }
        }
        sum
    }

    /// Whether the promises are of the kind allowed, satisfy every row in exact arithmetic, cost what is said, and
    /// balance where they must. No solver is asked.
    pub fn check(&self, wish: &Wish<'_>) -> bool {
        let zero = Rational::zero();
        let allowed = self.promises.iter().all(|promise| {
            wish.paid[promise.player]
                && (promise.amount < zero || wish.means.pays())
                && (promise.amount > zero || wish.means.fines())
        });
        let satisfied = self.rows.iter().all(|row| {
            let mut sum = zero.clone();
            for (index, coefficient) in row.terms(wish) {
                sum.add_product(&coefficient, &self.amount(row.player, index));
            }
            sum >= row.need.1
        });
        let balanced = wish.means != Means::Transfers
            || self.promises.iter().all(|one| {
                let mut sum = zero.clone();
                for other in self.promises.iter().filter(|other| other.profile == one.profile) {
                    sum += &other.amount;
                }
                sum.is_zero()
            });
        allowed && satisfied && balanced && self.measured(wish.means, wish.least) <= self.cost
    }

    /// Whether it comes about in the game with the promises, as strictly as it was asked for: by the code that
    /// answers `equil dominance`.
    fn brings_about(&self, wish: &Wish<'_>) -> bool {
        let applied = self.applied(wish.payoffs);
        match wish.aim {
            Aim::Dominant(kind) => wish.targets.iter().enumerate().all(|(player, target)| {
                let Some(target) = target else { return true };
                cases(&applied, player, target, &wish.kept)
                    .is_none_or(|cases| cases.dominates(kind) == Some(true))
            }),
            Aim::Iterated | Aim::Unique => {
                self.eliminates(wish, &applied)
                    && wish.is_met_by(
                        &eliminate(&applied, Kind::Strict, Among::Mixtures, &wish.kept).survivors,
                    )
            }
        }
    }

    /// Whether each step removes a strategy that is strictly dominated by then.
    fn eliminates(&self, wish: &Wish<'_>, applied: &Payoffs) -> bool {
        let mut left: Vec<Support> = wish.kept.clone();
        for step in &self.steps {
            let rivals = applied.shape().rival_profiles_within(step.player, &left);
            let found = dominance(applied, step.player, step.strategy, &step.by, &rivals);
            if found != Advantage::Dominates(Kind::Strict) {
                return false;
            }
            left[step.player].retain(|&strategy| strategy != step.strategy);
        }
        wish.is_met_by(&left)
    }
}

/// Of all promises for these rows that cost no more than `most`, those that are least in total.
pub(super) fn second(wish: &Wish<'_>, rows: &[Row], most: &Rational) -> Result<Amounts, MakeError> {
    let mut amounts = Amounts::new();
    let rows: Vec<&Row> = rows.iter().collect();
    for part in parts(wish, &rows) {
        let part: Vec<&Row> = part.into_iter().map(|place| rows[place]).collect();
        // What is played in one profile is bounded part by part
        let own = match wish.least {
            Least::Greatest => most.clone(),
            _ => cheapest(wish, &part, &Stage::First)?.cost,
        };
        amounts.extend(cheapest(wish, &part, &Stage::Then(&own))?.amounts);
    }
    Ok(amounts)
}
