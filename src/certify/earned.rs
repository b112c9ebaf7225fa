//! What strategies earn in games of rationals: sums over common denominators, so that hundreds of
//! strategies with long fractions are checked quickly.

use std::cmp::Ordering;

use crate::game::{Game, Profile};
use crate::linalg::{Against, Fractions};
use crate::num::{Rational, Ring};

/// The others' play as `player` sees it.
struct Sight<'a> {
    game: &'a Game<Rational>,
    player: usize,
    /// Profiles of the others, and their probabilities.
    bases: Vec<usize>,
    probabilities: Vec<Rational>,
    weights: Fractions,
}

impl<'a> Sight<'a> {
    fn new(game: &'a Game<Rational>, player: usize, profile: &Profile<Rational>) -> Self {
        let rivals = game.shape().profiles_with_weight(player, profile);
        let (bases, probabilities): (Vec<usize>, Vec<Rational>) = rivals.into_iter().unzip();
        let weights = Fractions::new(&probabilities);
        Self { game, player, bases, probabilities, weights }
    }

    fn payoffs(&self, own: usize) -> Vec<Rational> {
        let (payoffs, stride) =
            (self.game.payoffs(self.player), self.game.shape().stride(self.player));
        self.bases.iter().map(|base| payoffs[base + own * stride].clone()).collect()
    }

    fn earned(&self, own: usize) -> Rational {
        Fractions::new(&self.payoffs(own)).dot(&self.weights)
    }
}

/// What `player` gets with each pure strategy when the others keep to `profile`, in payoff units.
///
/// `profile` has one strategy for each player, whose probabilities sum to 1.
///
/// # Complexity
/// One integer multiplication for each own strategy and profile of the others that is played.
///
/// # Examples
/// ```
/// use equil::certify::earned;
/// use equil::game::{Game, Profile};
/// use equil::num::Rational;
///
/// let payoffs = [[2, 0, 0, 1], [1, 0, 0, 2]].map(|p| p.map(Rational::integer).to_vec());
/// let battle = Game::new(vec![2, 2], payoffs.to_vec()).unwrap();
/// let half = Rational::new(1, 2).unwrap();
/// let profile = Profile::new(vec![vec![half.clone(); 2], vec![half.clone(); 2]]);
/// assert_eq!(earned(&battle, 0, &profile), [Rational::integer(1), half]);
/// ```
pub fn earned(game: &Game<Rational>, player: usize, profile: &Profile<Rational>) -> Vec<Rational> {
    let sight = Sight::new(game, player, profile);
    (0..game.strategies()[player]).map(|own| sight.earned(own)).collect()
}

/// The most that any player gains by a deviation; 0 at an equilibrium.
pub(super) fn regret(game: &Game<Rational>, profile: &Profile<Rational>) -> Rational {
    let mut worst = Rational::zero();
    for player in 0..game.players() {
        let sight = Sight::new(game, player, profile);
        let strategy = &profile[player];
        let played: Vec<usize> = (0..strategy.len()).filter(|&i| !strategy[i].is_zero()).collect();
        let Some((&first, others)) = played.split_first() else { continue };
        let mut value = sight.earned(first);
        let against = Against::new(&sight.probabilities, &value);
        let equal = |&own: &usize| against.compare(&sight.payoffs(own)) == Ordering::Equal;
        let level = others.iter().all(equal);
        if !level {
            value = Rational::zero();
            for &own in &played {
                value.add_product(&strategy[own], &sight.earned(own));
            }
        }
        let against = Against::new(&sight.probabilities, &value);
        for (own, probability) in strategy.iter().enumerate() {
            let settled = level && !probability.is_zero();
            if !settled && against.compare(&sight.payoffs(own)) == Ordering::Greater {
                worst = worst.max(sight.earned(own).minus(&value));
            }
        }
    }
    worst
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// As every deviation by itself says.
        #[test]
        fn regrets_agree(
            payoffs in prop::collection::vec(prop::collection::vec(-2..3_i64, 12), 3),
            weights in prop::collection::vec(0..3_i64, 7),
        ) {
            let payoffs = payoffs.iter().map(|p| p.iter().map(|&n| Rational::integer(n)).collect());
            let game = Game::new(vec![2, 3, 2], payoffs.collect()).unwrap();
            let mixed = |w: &[i64]| {
                let sum = w.iter().sum::<i64>().max(1);
                let mut p: Vec<Rational> = w.iter().map(|&n| Rational::new(n, sum).unwrap()).collect();
                if w.iter().all(|n| *n == 0) {
                    p[0] = Rational::one();
                }
                p
            };
            let profile =
                Profile::new(vec![mixed(&weights[..2]), mixed(&weights[2..5]), mixed(&weights[5..])]);
            prop_assert_eq!(regret(&game, &profile), game.regret(&profile));
            for player in 0..3 {
                let expected = game.deviation_payoffs(player, &profile);
                prop_assert_eq!(earned(&game, player, &profile), expected);
            }
        }
    }
}
