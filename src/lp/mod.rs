//! Linear programs: stated once as a [`Program`], searched in floats by a library, answered in exact
//! arithmetic with a proof.

mod exact;
pub mod float;
pub mod matrix_game;
mod program;
mod proved;
mod repair;
mod series;
#[cfg(test)]
mod tests;

pub use crate::linalg::{Limit, Stopped};
pub use exact::{Answer, FoundBy, solve, solve_cold};
pub use program::{Program, Relation};
pub use proved::Proved;
pub(crate) use series::in_scale;
pub use series::{Guess, Proof, Series, Vertex};
