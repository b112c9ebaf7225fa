//! Strategies of the repeated game: those with well-known names, and those that a file describes.

mod described;
mod known;
mod read;

use crate::game::Automaton;

pub use described::StateNames;
pub use known::{AUTOMATA, Known};
pub use read::{Chosen, parse_automata, parse_automaton, parse_play};

/// A strategy of the repeated game that a file describes.
#[derive(Clone, Debug)]
pub struct NamedAutomaton {
    /// What it is called.
    pub name: String,
    /// What it is, in a few words: the strategy as written, or its states.
    pub text: String,
    /// For each player, as an automaton of theirs, if it is one.
    pub each: Vec<Option<Automaton>>,
}
