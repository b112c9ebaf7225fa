//! `equil dynamics`: where adjustment leads. A file for each kind of rule.

mod pure;

pub use pure::{Followed, Play};
