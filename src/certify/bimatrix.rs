//! Two players with rational payoffs: what each pure strategy earns is one sum of products, so that
//! games of a thousand strategies are certified in a moment.

use std::cmp::Ordering;

use crate::game::{Game, Payoffs, Profile};
use crate::linalg::{Against, Fractions};
use crate::num::{Rational, Ring, Sign};

/// What each pure strategy of `player` earns against `profile`, exactly. `None` unless there are two
/// players and payoffs are rational.
///
/// # Complexity
/// One multiplication for each pair of an own strategy and one that the other plays.
///
/// # Examples
/// ```
/// use equil::certify::earned;
/// use equil::game::{Game, Payoffs, Profile};
/// use equil::num::Rational;
///
/// let payoffs = [[1, -1, -1, 1], [-1, 1, 1, -1]].map(|p| p.map(Rational::integer).to_vec());
/// let pennies = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let pure = Profile::pure(&[2, 2], &[0, 0]);
/// assert_eq!(earned(&pennies, 0, &pure).unwrap(), [1, -1].map(Rational::integer));
/// ```
pub fn earned(
    payoffs: &Payoffs,
    player: usize,
    profile: &Profile<Rational>,
) -> Option<Vec<Rational>> {
    let side = Side::new(payoffs, player, profile)?;
    let weights = Fractions::new(&side.weights);
    Some((0..side.own).map(|own| Fractions::new(&side.against(own)).dot(&weights)).collect())
}

/// The most that either player gains by a deviation: 0 at an equilibrium. `None` unless there are
/// two players and payoffs are rational.
pub(super) fn regret(payoffs: &Payoffs, profile: &Profile<Rational>) -> Option<Rational> {
    let mut worst = Rational::zero();
    for player in 0..2 {
        if !Side::new(payoffs, player, profile)?.is_best(&profile[player]) {
            let earned = earned(payoffs, player, profile)?;
            let worth = Fractions::new(&earned).dot(&Fractions::new(&profile[player]));
            let mut gain = earned.into_iter().max()?;
            gain -= &worth;
            worst = worst.max(gain);
        }
    }
    Some(worst)
}

/// One player's payoffs against what the other plays.
struct Side<'a> {
    game: &'a Game<Rational>,
    player: usize,
    own: usize,
    played: Vec<usize>,
    weights: Vec<Rational>,
}

impl<'a> Side<'a> {
    fn new(payoffs: &'a Payoffs, player: usize, profile: &Profile<Rational>) -> Option<Self> {
        let game = payoffs.rational().filter(|game| game.players() == 2)?;
        let own = game.strategies()[player];
        let other = &profile[1 - player];
        let played: Vec<usize> = (0..other.len()).filter(|&k| !other[k].is_zero()).collect();
        let weights = played.iter().map(|&k| other[k].clone()).collect();
        Some(Self { game, player, own, played, weights })
    }

    fn against(&self, own: usize) -> Vec<Rational> {
        let place = |other: usize| if self.player == 0 { [own, other] } else { [other, own] };
        let payoff = |&other: &usize| self.game.payoff(self.player, &place(other)).clone();
        self.played.iter().map(payoff).collect()
    }

    /// Whether all strategies that are played earn the same, and no other more.
    fn is_best(&self, strategy: &[Rational]) -> bool {
        let Some(first) = strategy.iter().position(|p| p.signum() == Sign::Positive) else {
            return false;
        };
        let value = Fractions::new(&self.against(first)).dot(&Fractions::new(&self.weights));
        let against = Against::new(&self.weights, &value);
        strategy.iter().enumerate().all(|(own, p)| match against.compare(&self.against(own)) {
            Ordering::Equal => true,
            Ordering::Less => p.is_zero(),
            Ordering::Greater => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// As every deviation by itself says.
        #[test]
        fn regrets_agree(
            payoffs in prop::collection::vec(prop::collection::vec(-2..3_i64, 6), 2),
            weights in prop::collection::vec(0..3_i64, 5),
        ) {
            let payoffs = payoffs.iter().map(|p| p.iter().map(|&n| Rational::integer(n)).collect());
            let game = Game::new(vec![2, 3], payoffs.collect()).unwrap();
            let mixed = |w: &[i64]| {
                let sum = w.iter().sum::<i64>().max(1);
                let mut p: Vec<Rational> = w.iter().map(|&n| Rational::new(n, sum).unwrap()).collect();
                if w.iter().all(|n| *n == 0) {
                    p[0] = Rational::one();
                }
                p
            };
            let profile = Profile::new(vec![mixed(&weights[..2]), mixed(&weights[2..])]);
            let payoffs = Payoffs::from(game.clone());
            prop_assert_eq!(regret(&payoffs, &profile), Some(game.regret(&profile)));
            for player in 0..2 {
                let expected = game.deviation_payoffs(player, &profile);
                prop_assert_eq!(earned(&payoffs, player, &profile), Some(expected));
            }
        }
    }
}
