//! Strategies of repeated games as finite automata ([`Automaton`](crate::game::Automaton)): what they earn, whether anybody gains by
//! doing something else, and tournaments of them.
//!
//! [`Joint`] is where automata may be together. [`continuations`] says how much each profile is played from there on, which gives
//! payoffs; [`one_shot`] compares every deviation in a single round after every history (subgame perfection), [`best_response`]
//! whatever a player might do (Nash equilibria). For automata without lots [`critical`] and [`nash_range`] say for which discount
//! factors that holds. [`meeting`] and [`tournament`](tournament()) play for a while, with lots.

mod chain;
mod critical;
mod joint;
mod meeting;
mod one_shot;
mod range;
mod response;
#[cfg(test)]
mod tests;
mod tournament;
mod way;

pub use critical::{Critical, critical};
pub use joint::{Joint, MOST_TRANSITIONS};
pub use meeting::{Length, meeting};
pub use one_shot::{OneShot, continuations, one_shot};
pub use range::nash_range;
pub use response::{BestResponse, best_response};
pub use tournament::{Standing, Tournament, tournament};
pub use way::{Way, play};

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// More transitions than the limit.
    TooLarge,
    /// It was told to stop.
    Stopped,
    /// The sign of a combination of payoffs is not known within the limit on precision.
    Unsettled,
}
