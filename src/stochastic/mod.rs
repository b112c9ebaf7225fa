//! Markov-perfect equilibria of stochastic games: stationary policies from which nobody gains by deviating, in any state.
//!
//! Methods propose policies: [`recursion`] lists all of a directional game, [`iteration()`] and [`homotopy()`] look for one of any game.
//! What a policy is worth is computed exactly ([`worth`]), and `certify::markov` checks every single deviation in every state.
//!
//! Sources: `shapley1953`, `maskin2001`, `iskhakov2016`, `fudenberg1991`.

mod block;
mod found;
mod homotopy;
mod iteration;
mod recursion;
mod reduced;
mod simulation;
mod square;
mod stage;
#[cfg(test)]
mod tests;
mod worth;

pub use found::{Found, MarkovOutcome};
pub use homotopy::{Traced, homotopy};
pub use iteration::{Endless, Iterated, iteration};
pub use recursion::{Recursion, is_searchable, recursion};
pub use simulation::{Step, averages, simulate};
pub use worth::worth;
