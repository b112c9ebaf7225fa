//! What the others can hold a player to.

use crate::game::{Game, Payoffs};
use crate::linalg::Matrix;
use crate::lp::{Limit, matrix_game};
use crate::num::{Rational, Ring};

/// How the others may choose what holds a player down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opponents {
    /// Each a pure strategy, which the player sees.
    Pure,
    /// A joint distribution: for two players this is the mixed minmax value, for more no independent mixtures do better.
    Correlated,
}

/// The minmax value of a player: the least that the others can hold the best response to; bounds, equal where payoffs are known
/// exactly. Nothing where payoffs cannot be bounded, or are not rational and others mix.
///
/// Source: D. Fudenberg and J. Tirole, *Game Theory*, MIT Press, 1991, section 5.1 (`fudenberg1991`).
///
/// # Complexity
/// Of pure strategies one comparison for each profile, else a linear program with a row for each strategy and a column for each
/// profile of the others.
///
/// # Examples
/// ```
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
/// use equil::repeated::{Opponents, minmax};
///
/// let payoffs = [[1, -1, -1, 1], [-1, 1, 1, -1]].map(|p| p.map(Rational::integer).to_vec());
/// let pennies = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let value = |opponents| minmax(&pennies, 0, opponents).unwrap().0;
/// assert_eq!(value(Opponents::Pure), Rational::integer(1));
/// assert_eq!(value(Opponents::Correlated), Rational::integer(0));
/// ```
pub fn minmax(
    payoffs: &Payoffs,
    player: usize,
    opponents: Opponents,
) -> Option<(Rational, Rational)> {
    let shape = payoffs.shape();
    let all: Vec<Vec<usize>> =
        shape.strategies().iter().map(|&count| (0..count).collect()).collect();
    let own = shape.strategies()[player];
    let others: Vec<usize> = shape.rival_profiles_within(player, &all).into_iter().collect();
    match opponents {
        Opponents::Pure => {
            let mut least: Option<(Rational, Rational)> = None;
            for &rivals in &others {
                let mut best: Option<(Rational, Rational)> = None;
                for strategy in 0..own {
                    let index = shape.with(rivals, player, strategy);
                    let (low, high) = payoffs.bounds(player, &[(index, Rational::one())])?;
                    best = Some(match best {
                        Some((a, b)) => (a.max(low), b.max(high)),
                        None => (low, high),
                    });
                }
                let (low, high) = best?;
                least = Some(match least {
                    Some((a, b)) => (a.min(low), b.min(high)),
                    None => (low, high),
                });
            }
            least
        }
        Opponents::Correlated => {
            let game = payoffs.rational()?;
            let mine = game.payoffs(player);
            let row = |strategy: usize| {
                others.iter().map(move |&rivals| mine[shape.with(rivals, player, strategy)].clone())
            };
            let matrix = Matrix::new(own, others.len(), (0..own).flat_map(row).collect())?;
            let value = matrix_game::solve(&matrix, Limit::default()).ok()?.value;
            Some((value.clone(), value))
        }
    }
}

/// The pure minmax value of a game whose payoffs are known exactly.
pub(super) fn pure_minmax(game: &Game<Rational>, player: usize) -> Rational {
    let rivals = game.shape().rival_profiles(player);
    let least = rivals.map(|rivals| game.best_payoff(player, rivals)).min();
    least.cloned().unwrap_or_else(Rational::zero)
}
