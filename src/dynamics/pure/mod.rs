//! Players move from one pure strategy to another.
//!
//! A rule says in which order players move, and to what. Without chance there is one next profile
//! after each: a map of the profiles to themselves, which ends from every start in a rest point or in
//! a cycle ([`basins`]). Where lots are drawn, play ends in a class of profiles that it never leaves
//! ([`chances`]). A profile at rest is an equilibrium, and is certified.

mod basins;
pub(super) mod better;
mod chances;
pub(super) mod inertia;
mod landing;
mod lots;
mod orbits;
pub(super) mod random_better;
pub(super) mod random_order;
mod sampled;
pub(super) mod sequential;
pub(super) mod simultaneous;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use crate::certify::{Certificate, certify};
use crate::game::{Payoffs, Profile};
use crate::num::{Rational, Ring};
use crate::response::{ResponseError, Responses, Watch};

pub use basins::{Attractor, Basins, Trajectory, basins, trajectory};
pub use chances::chances;
pub use landing::{Landing, Landings, Share, Steps};
pub use lots::Lots;
pub use sampled::{Sampling, drawn_path, from_mixed, random_mixed, sampled};

/// A rule of adjustment between pure profiles.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// What one application of the rule is called, for one and for many.
    pub step: (&'static str, &'static str),
    /// Who moves in it.
    pub order: Order,
    /// What they move to.
    pub target: Target,
}

/// Who moves in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Each player, one after the other in the order of the file.
    InTurn,
    /// All at once.
    AllAtOnce,
    /// One, each with equal chances.
    OneDrawn,
    /// All at once, but for those who stay by chance.
    EachPerhaps,
}

/// What a player moves to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Who plays a best response stays. Others move to one: the first, or, where lots are drawn, each
    /// with equal chances.
    Best,
    /// A better strategy: the next one, counted onwards from their own, or, where lots are drawn, each
    /// with equal chances.
    Better,
}

impl Rule {
    /// Whether lots are drawn.
    pub fn is_random(&self) -> bool {
        matches!(self.order, Order::OneDrawn | Order::EachPerhaps)
    }
}

/// A game with its best responses: to move in.
#[derive(Debug)]
pub struct Field<'a> {
    payoffs: &'a Payoffs,
    responses: Responses,
    inertia: Rational,
}

impl<'a> Field<'a> {
    /// Finds every player's best responses to every pure profile.
    ///
    /// # Errors
    /// [`ResponseError`] when payoffs cannot be compared, there are too many, or `watch` ends it.
    ///
    /// # Complexity
    /// A comparison for each player and profile; one bit of memory for each.
    pub fn new(payoffs: &'a Payoffs, watch: Watch<'_>) -> Result<Self, ResponseError> {
        let mut inertia = Rational::one();
        inertia /= &Rational::integer(2);
        Ok(Self { payoffs, responses: Responses::new(payoffs, watch)?, inertia })
    }

    /// With another chance to stay, for [`Order::EachPerhaps`]: above 0 and below 1.
    #[must_use]
    pub fn with_inertia(self, inertia: Rational) -> Self {
        Self { inertia, ..self }
    }

    /// The game's payoffs.
    pub fn payoffs(&self) -> &'a Payoffs {
        self.payoffs
    }

    /// The profile after `profile`, both by number, under a rule without chance; of others, if all
    /// moved at once.
    ///
    /// # Complexity
    /// A lookup for each player; for better responses as many comparisons as strategies.
    pub fn next(&self, rule: &Rule, profile: usize) -> usize {
        let shape = self.payoffs.shape();
        (0..shape.players()).fold(profile, |now, player| match rule.order {
            Order::InTurn => self.moved(rule.target, player, now),
            _ => {
                let moved = self.moved(rule.target, player, profile);
                shape.with(now, player, shape.strategy(moved, player))
            }
        })
    }

    /// The profile after `player` has moved in `profile`.
    fn moved(&self, target: Target, player: usize, profile: usize) -> usize {
        match target {
            Target::Best => self.responses.moved(player, profile),
            Target::Better => self.better(player, profile, 1).unwrap_or(profile),
        }
    }

    /// The profile in which `player` plays the first strategy that is better than theirs, at least
    /// `from` places onwards.
    fn better(&self, player: usize, profile: usize, from: usize) -> Option<usize> {
        let shape = self.payoffs.shape();
        let (own, count) = (shape.strategy(profile, player), shape.strategies()[player]);
        let mut onwards = (from..count).map(|k| shape.with(profile, player, (own + k) % count));
        onwards
            .find(|&other| self.payoffs.compare(player, other, profile) == Some(Ordering::Greater))
    }
}

/// The profile of a number, as one of mixed strategies.
fn pure(payoffs: &Payoffs, index: usize) -> Profile<Rational> {
    let shape = payoffs.shape();
    Profile::pure(shape.strategies(), &shape.profile(index))
}

/// What is proved about a set of profiles in which play stays: of a single one, that it is an
/// equilibrium.
fn certified(payoffs: &Payoffs, profiles: &[usize]) -> Option<Certificate> {
    match profiles {
        [rest] => certify(payoffs, &pure(payoffs, *rest)),
        _ => None,
    }
}

/// Profiles are numbered in 32 bits, which [`Responses::new`] has seen to.
fn narrow(profile: usize) -> u32 {
    u32::try_from(profile).expect("profiles were counted")
}
