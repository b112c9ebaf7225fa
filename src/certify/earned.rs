//! What strategies earn in games of rationals: sums over common denominators, so that hundreds of
//! strategies with long fractions are checked quickly.

use std::cmp::Ordering;

use crate::game::{Game, Profile};
use crate::linalg::Fractions;
use crate::num::{Rational, Ring};

/// The others' play as `player` sees it.
struct Sight<'a> {
    game: &'a Game<Rational>,
    player: usize,
    /// Profiles of the others, and their probabilities.
    bases: Vec<usize>,
    weights: Fractions,
}

impl<'a> Sight<'a> {
    fn new(game: &'a Game<Rational>, player: usize, profile: &Profile<Rational>) -> Self {
        let rivals = game.shape().profiles_with_weight(player, profile);
        let (bases, weights): (Vec<usize>, Vec<Rational>) = rivals.into_iter().unzip();
        Self { game, player, bases, weights: Fractions::new(&weights) }
    }

    fn payoffs(&self, own: usize) -> Fractions {
        let (payoffs, stride) =
            (self.game.payoffs(self.player), self.game.shape().stride(self.player));
        let line: Vec<Rational> =
            self.bases.iter().map(|base| payoffs[base + own * stride].clone()).collect();
        Fractions::new(&line)
    }

    fn earned(&self, own: usize) -> Rational {
        self.payoffs(own).dot(&self.weights)
    }

    fn compare(&self, own: usize, value: &Rational) -> Ordering {
        self.payoffs(own).compare_dot(&self.weights, value)
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
        let level = others.iter().all(|&own| sight.compare(own, &value) == Ordering::Equal);
        if !level {
            value = Rational::zero();
            for &own in &played {
                value.add_product(&strategy[own], &sight.earned(own));
            }
        }
        for (own, probability) in strategy.iter().enumerate() {
            let settled = level && !probability.is_zero();
            if !settled && sight.compare(own, &value) == Ordering::Greater {
                worst = worst.max(sight.earned(own).minus(&value));
            }
        }
    }
    worst
}
