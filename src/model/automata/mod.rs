//! Strategies of the repeated game: those with well-known names, and those that a file describes.

mod known;
mod read;

use crate::game::Automaton;

pub use known::{AUTOMATA, Known};
pub use read::{Chosen, parse_automata, parse_automaton};

/// A strategy of the repeated game that a file describes.
#[derive(Clone, Debug)]
pub struct NamedAutomaton {
    /// What it is called.
    pub name: String,
    /// For each player, as an automaton of theirs, if it is one.
    pub each: Vec<Option<Automaton>>,
}
