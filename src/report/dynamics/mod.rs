//! `equil dynamics`: where adjustment leads. A file for each kind of rule.

mod landings;
mod pure;

pub use landings::{Chances, Drawn};
pub use pure::{Followed, Play, Way};
