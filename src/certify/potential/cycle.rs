//! Ways of single moves that come back to their start.

use std::cmp::Ordering;

use crate::game::Payoffs;

/// Moves of one player at a time, from one pure strategy to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moves {
    /// Only to best responses.
    pub best: bool,
    /// Also those that gain nothing and lose nothing.
    pub ties: bool,
}

/// Whether these profiles, in order and from the last back to the first, are joined by such moves, of
/// which at least one gains.
///
/// # Complexity
/// A comparison for each move; for moves to best responses one for each strategy of who moves.
///
/// # Examples
/// ```
/// use equil::certify::{Moves, is_cycle};
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
///
/// let payoffs = [[1, -1, -1, 1], [-1, 1, 1, -1]].map(|p| p.map(Rational::integer).to_vec());
/// let pennies = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let moves = Moves { best: true, ties: false };
/// assert!(is_cycle(&pennies, &[0, 2, 3, 1], moves));
/// assert!(!is_cycle(&pennies, &[0, 1, 3, 2], moves));
/// ```
pub fn is_cycle(payoffs: &Payoffs, cycle: &[usize], moves: Moves) -> bool {
    let shape = payoffs.shape();
    if cycle.len() < 2 || cycle.iter().any(|&profile| profile >= shape.profiles()) {
        return false;
    }
    let mut gains = false;
    for (place, &from) in cycle.iter().enumerate() {
        let to = cycle[(place + 1) % cycle.len()];
        let mut moved = (0..shape.players())
            .filter(|&player| shape.strategy(from, player) != shape.strategy(to, player));
        let (Some(player), None) = (moved.next(), moved.next()) else { return false };
        match payoffs.compare(player, to, from) {
            Some(Ordering::Greater) => gains = true,
            Some(Ordering::Equal) if moves.ties => {}
            _ => return false,
        }
        let own: Vec<usize> = (0..shape.strategies()[player]).collect();
        if moves.best && !payoffs.is_best(player, to, &own) {
            return false;
        }
    }
    gains
}
