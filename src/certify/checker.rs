//! Many profiles of one game, certified quickly.

use dashu_int::IBig;

use super::{Certificate, certify};
use crate::game::{Payoffs, Profile, Shape};
use crate::linalg::Fractions;
use crate::num::Rational;

/// Certifies profiles of one game: as [`certify`], with the payoffs made ready once.
///
/// # Examples
/// ```
/// use equil::certify::{Certificate, Checker};
/// use equil::game::{Game, Payoffs, Profile};
/// use equil::num::Rational;
///
/// let payoffs = [[1, -1, -1, 1], [-1, 1, 1, -1]].map(|p| p.map(Rational::integer).to_vec());
/// let pennies = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let half = Rational::new(1, 2).unwrap();
/// let even = Profile::new(vec![vec![half.clone(); 2], vec![half; 2]]);
/// assert_eq!(Checker::new(&pennies).certify(&even), Some(Certificate::Exact));
/// ```
#[derive(Debug)]
pub struct Checker<'a> {
    payoffs: &'a Payoffs,
    /// By player, the payoffs as integers up to a positive factor, where they are rational and few.
    integers: Option<Vec<Integers>>,
}

#[derive(Debug)]
enum Integers {
    Small(Vec<i128>),
    Big(Vec<IBig>),
}

/// In games of more profiles, floats with error bounds tell most payoffs apart sooner.
const SMALL: usize = 4096;

impl<'a> Checker<'a> {
    /// Ready to certify profiles of the game with these payoffs.
    pub fn new(payoffs: &'a Payoffs) -> Self {
        let small = payoffs.rational().filter(|game| game.shape().profiles() <= SMALL);
        let integers = small.map(|game| {
            let player = |player: usize| {
                let scaled = Fractions::new(game.payoffs(player));
                match scaled.small() {
                    Some(small) => Integers::Small(small.to_vec()),
                    None => Integers::Big(scaled.to_big()),
                }
            };
            (0..game.players()).map(player).collect()
        });
        Self { payoffs, integers }
    }

    /// As [`certify`].
    ///
    /// # Complexity
    /// For each own strategy an integer product for each profile that the others play.
    pub fn certify(&self, profile: &Profile<Rational>) -> Option<Certificate> {
        if let Some(integers) = &self.integers {
            let shape = self.payoffs.shape();
            let best = |(player, payoffs)| plays_best(shape, player, payoffs, profile);
            if integers.iter().enumerate().all(best) {
                return Some(Certificate::Exact);
            }
        }
        certify(self.payoffs, profile)
    }
}

/// Whether everything that `player` plays is a best response to what the others play.
fn plays_best(
    shape: &Shape,
    player: usize,
    payoffs: &Integers,
    profile: &Profile<Rational>,
) -> bool {
    let (bases, weights): (Vec<usize>, Vec<Rational>) =
        shape.profiles_with_weight(player, profile).into_iter().unzip();
    let weights = Fractions::new(&weights);
    let at = |own: usize| bases.iter().map(move |base| base + own * shape.stride(player));
    let strategies = 0..shape.strategies()[player];
    let earned: Option<Vec<i128>> = match (payoffs, weights.small()) {
        (Integers::Small(payoffs), Some(weights)) => strategies
            .clone()
            .map(|own| {
                let mut pairs = at(own).zip(weights);
                pairs.try_fold(0_i128, |sum, (index, weight)| {
                    sum.checked_add(weight.checked_mul(payoffs[index])?)
                })
            })
            .collect(),
        _ => None,
    };
    match earned {
        Some(earned) => greatest_where_played(&earned, &profile[player]),
        None => {
            let weights = weights.to_big();
            let product = |own: usize| -> IBig {
                let pairs = at(own).zip(&weights);
                match payoffs {
                    Integers::Small(payoffs) => {
                        pairs.map(|(index, weight)| weight * IBig::from(payoffs[index])).sum()
                    }
                    Integers::Big(payoffs) => {
                        pairs.map(|(index, weight)| weight * &payoffs[index]).sum()
                    }
                }
            };
            let earned: Vec<IBig> = strategies.map(product).collect();
            greatest_where_played(&earned, &profile[player])
        }
    }
}

fn greatest_where_played<T: Ord>(earned: &[T], strategy: &[Rational]) -> bool {
    let best = earned.iter().max();
    earned.iter().zip(strategy).all(|(payoff, p)| p.is_zero() || Some(payoff) == best)
}
