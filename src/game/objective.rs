//! What is to be made as great or as small as possible.

use super::{Distribution, Payoffs, Shape, Support};
use crate::num::{Rational, Ring};

/// Which end of a range is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sense {
    /// The greatest value.
    Maximise,
    /// The least value.
    Minimise,
}

impl Sense {
    /// `value` to be maximised in place of it: itself, or its negative.
    #[must_use]
    pub fn signed(self, value: &Rational) -> Rational {
        match self {
            Self::Maximise => value.clone(),
            Self::Minimise => value.negated(),
        }
    }
}

/// A quantity that depends on what is played. Players and strategies by number.
///
/// # Examples
/// ```
/// use equil::game::{Distribution, Game, Objective, Payoffs};
/// use equil::num::Rational;
///
/// let payoffs = [[2, 3, 0, 1], [2, 0, 3, 1]].map(|p| p.map(Rational::integer).to_vec());
/// let dilemma = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let second = Distribution::pure(1);
/// let value = |objective: Objective| objective.bounds(&dilemma, &second).unwrap().0.to_string();
/// assert_eq!(value(Objective::Welfare), "3");
/// assert_eq!(value(Objective::Payoff(1)), "0");
/// assert_eq!(value(Objective::Egalitarian), "0");
/// assert_eq!(value(Objective::Probability { player: 0, strategies: vec![1] }), "1");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Objective {
    /// The sum of all expected payoffs.
    Welfare,
    /// The expected payoff of this player.
    Payoff(usize),
    /// The least of all expected payoffs.
    Egalitarian,
    /// The probability with which `player` plays one of `strategies`.
    Probability {
        /// Who.
        player: usize,
        /// What.
        strategies: Support,
    },
    /// Any other weighted sum.
    Linear(Linear),
}

impl Objective {
    /// The quantity as a weighted sum; `None` for the egalitarian one, which is the least of several.
    ///
    /// # Complexity
    /// One pass over the profiles for a probability.
    pub fn linear(&self, shape: &Shape) -> Option<Linear> {
        Some(match self {
            Self::Welfare => Linear::payoffs(vec![Rational::one(); shape.players()]),
            Self::Payoff(player) => Linear::payoff(shape.players(), *player),
            Self::Egalitarian => return None,
            Self::Probability { player, strategies } => {
                let counts = |index| strategies.contains(&shape.strategy(index, *player));
                let weight = |index| Rational::integer(i64::from(counts(index)));
                Linear {
                    payoffs: vec![Rational::zero(); shape.players()],
                    profiles: (0..shape.profiles()).map(weight).collect(),
                }
            }
            Self::Linear(linear) => linear.clone(),
        })
    }

    /// The same quantity in the game in which each player has only the strategies in `kept`, where
    /// `shape` is that of the whole game.
    ///
    /// # Complexity
    /// A pass over the profiles that are left, for numbers of profiles; else over the strategies.
    ///
    /// # Examples
    /// ```
    /// use equil::game::{Objective, Shape};
    ///
    /// let shape = Shape::new(vec![3, 2]).unwrap();
    /// let second = Objective::Probability { player: 0, strategies: vec![0, 2] };
    /// let left = Objective::Probability { player: 0, strategies: vec![1] };
    /// assert_eq!(second.restricted(&shape, &[vec![1, 2], vec![0]]), left);
    /// ```
    #[must_use]
    pub fn restricted(&self, shape: &Shape, kept: &[Support]) -> Self {
        match self {
            Self::Welfare | Self::Payoff(_) | Self::Egalitarian => self.clone(),
            Self::Probability { player, strategies } => {
                let place = |s: &usize| kept[*player].iter().position(|kept| kept == s);
                let strategies = strategies.iter().filter_map(place).collect();
                Self::Probability { player: *player, strategies }
            }
            Self::Linear(linear) => {
                let inside = |index: &usize| {
                    let profile = shape.profile(*index);
                    profile.iter().zip(kept).all(|(strategy, kept)| kept.contains(strategy))
                };
                // Both games count their profiles in the same order
                let left = (0..linear.profiles.len()).filter(inside);
                let profiles = left.map(|index| linear.profiles[index].clone()).collect();
                Self::Linear(Linear { payoffs: linear.payoffs.clone(), profiles })
            }
        }
    }

    /// Bounds of the quantity when pure profiles are played with these probabilities: equal when it
    /// is known exactly. `None` when it cannot be bounded.
    ///
    /// # Complexity
    /// For each player one combination as long as the distribution.
    pub fn bounds(
        &self,
        payoffs: &Payoffs,
        distribution: &Distribution,
    ) -> Option<(Rational, Rational)> {
        let shape = payoffs.shape();
        if let Some(linear) = self.linear(shape) {
            return linear.bounds(payoffs, distribution);
        }
        let each = (0..shape.players())
            .map(|player| payoffs.bounds(player, distribution.iter().as_slice()));
        let all: Vec<(Rational, Rational)> = each.collect::<Option<_>>()?;
        let least = all.iter().map(|(low, _)| low).min()?.clone();
        Some((least, all.into_iter().map(|(_, high)| high).min()?))
    }
}

/// A weighted sum of the players' payoffs, plus a number for each pure profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linear {
    /// The weight of each player's payoff.
    pub payoffs: Vec<Rational>,
    /// What each pure profile counts for by itself; when empty, nothing.
    pub profiles: Vec<Rational>,
}

impl Linear {
    /// A weighted sum of payoffs alone.
    pub fn payoffs(weights: Vec<Rational>) -> Self {
        Self { payoffs: weights, profiles: Vec::new() }
    }

    /// The payoff of one of `players` players.
    pub fn payoff(players: usize, player: usize) -> Self {
        let weight = |other| Rational::integer(i64::from(other == player));
        Self::payoffs((0..players).map(weight).collect())
    }

    /// What the pure profile number `index` counts for by itself.
    pub fn profile(&self, index: usize) -> Rational {
        self.profiles.get(index).cloned().unwrap_or_else(Rational::zero)
    }

    /// Bounds of the sum when pure profiles are played with these probabilities: equal when it is
    /// known exactly. `None` when it cannot be bounded.
    ///
    /// # Complexity
    /// For each player with a weight one combination as long as the distribution.
    pub fn bounds(
        &self,
        payoffs: &Payoffs,
        distribution: &Distribution,
    ) -> Option<(Rational, Rational)> {
        let mut low = Rational::zero();
        for (index, probability) in distribution {
            low.add_product(probability, &self.profile(*index));
        }
        let mut high = low.clone();
        for (player, weight) in self.payoffs.iter().enumerate().filter(|(_, w)| !w.is_zero()) {
            let scaled: Vec<(usize, Rational)> = distribution
                .iter()
                .map(|(index, probability)| {
                    let mut coefficient = probability.clone();
                    coefficient *= weight;
                    (*index, coefficient)
                })
                .collect();
            let (least, most) = payoffs.bounds(player, &scaled)?;
            low += &least;
            high += &most;
        }
        Some((low, high))
    }
}
