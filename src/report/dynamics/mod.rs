//! `equil dynamics`: where adjustment leads. A file for each kind of rule.

mod landings;
mod mixed;
mod picture;
mod pure;

pub use landings::{Chances, Drawn};
pub use mixed::{Course, Motion};
pub use picture::{Sight, portrait};
pub use pure::{Followed, Play, Way};
