//! Rational payoffs close to those of a game.

use crate::game::{Game, Payoffs};
use crate::num::{Rational, Ring};
use crate::table::middle;

/// A game with rational payoffs, and by how much those of each player may differ from it: not at all where they are rational
/// themselves. Nothing where a payoff cannot be bounded.
///
/// # Complexity
/// One pass over the payoffs.
///
/// # Examples
/// ```
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
/// use equil::repeated::nearly;
///
/// let game = Game::new(vec![2], vec![vec![Rational::integer(1), Rational::integer(3)]]).unwrap();
/// let (same, errors) = nearly(&Payoffs::from(game.clone())).unwrap();
/// assert_eq!((same, errors), (game, vec![Rational::integer(0)]));
/// ```
pub fn nearly(payoffs: &Payoffs) -> Option<(Game<Rational>, Vec<Rational>)> {
    let shape = payoffs.shape();
    let players = 0..shape.players();
    if let Some(game) = payoffs.rational() {
        return Some((game.clone(), vec![Rational::zero(); shape.players()]));
    }
    let mut errors = vec![Rational::zero(); shape.players()];
    let mut all = Vec::with_capacity(shape.players());
    for player in players {
        let mut own = Vec::with_capacity(shape.profiles());
        for index in 0..shape.profiles() {
            let (low, high) = payoffs.bounds(player, &[(index, Rational::one())])?;
            let between = middle(&low, &high);
            errors[player] = errors[player].clone().max(high.minus(&between));
            own.push(between);
        }
        all.push(own);
    }
    Some((Game::new(shape.strategies().to_vec(), all)?, errors))
}
