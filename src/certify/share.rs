//! An objective of two players as a sum over what each of them does.

use crate::game::{Objective, Polytope, Sense};
use crate::num::{Rational, Ring};

/// One player's part of an objective that is to be as great as possible: a sum over what they play,
/// and a multiple of what the other player gets from it.
///
/// In an equilibrium the other player's payoff hangs only on what this one plays, so the objective is
/// the sum of both players' shares.
///
/// # Examples
/// ```
/// use equil::certify::Share;
/// use equil::game::{Game, Objective, Payoffs, Polytope, Sense};
/// use equil::num::Rational;
///
/// let payoffs = [[2, 0, 0, 1], [1, 0, 0, 2]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let [first, second] = Share::of(&Objective::Welfare, Sense::Maximise, [2, 2]).unwrap();
/// let meet = vec![Rational::integer(1), Rational::integer(0)];
/// // The second player gets 1 from the first's strategy, the first 2 from the second's
/// assert_eq!(first.value(&Polytope::of(&game, 0).unwrap(), &meet), Rational::integer(1));
/// assert_eq!(second.value(&Polytope::of(&game, 1).unwrap(), &meet), Rational::integer(2));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// For each of their strategies.
    pub costs: Vec<Rational>,
    /// For each unit of the other's payoff.
    pub payoff: Rational,
}

impl Share {
    /// The shares of both players, who have `counts` strategies, in an objective that is maximised
    /// or minimised: the negative of what is minimised is to be great.
    ///
    /// `None` for an objective that is no such sum (the egalitarian one, and numbers for profiles),
    /// or names a player or a strategy that does not exist.
    pub fn of(objective: &Objective, sense: Sense, counts: [usize; 2]) -> Option<[Self; 2]> {
        let mut shares = counts
            .map(|count| Self { costs: vec![Rational::zero(); count], payoff: Rational::zero() });
        let one = sense.signed(&Rational::one());
        match objective {
            Objective::Welfare => shares.iter_mut().for_each(|share| share.payoff = one.clone()),
            // What a player gets hangs on what the other one plays
            Objective::Payoff(player) => {
                shares.get_mut(1_usize.checked_sub(*player)?)?.payoff = one;
            }
            Objective::Probability { player, strategies } => {
                let share = shares.get_mut(*player)?;
                for &strategy in strategies {
                    *share.costs.get_mut(strategy)? = one.clone();
                }
            }
            Objective::Linear(linear) if linear.profiles.is_empty() => {
                for (player, weight) in linear.payoffs.iter().enumerate() {
                    shares.get_mut(1_usize.checked_sub(player)?)?.payoff = sense.signed(weight);
                }
            }
            Objective::Linear(_) | Objective::Egalitarian => return None,
        }
        Some(shares)
    }

    /// What the player's mixed strategy adds to the objective where the other one plays a best
    /// response to it.
    ///
    /// # Complexity
    /// A pass over the coefficients.
    pub fn value(&self, polytope: &Polytope, strategy: &[Rational]) -> Rational {
        let mut sum = Rational::zero();
        if !self.payoff.is_zero() {
            sum.add_product(&self.payoff, &polytope.payoff_against(strategy));
        }
        for (cost, probability) in self.costs.iter().zip(strategy) {
            if !cost.is_zero() && !probability.is_zero() {
                sum.add_product(cost, probability);
            }
        }
        sum
    }
}
