//! Correlated and coarse correlated equilibria: the best and the worst by any linear measure, the
//! payoffs that can be attained, the one of greatest entropy. For any number of players.
//!
//! The distributions over pure profiles in which nobody gains by disobeying a mediator form a
//! polytope, so what is asked of them are linear programs; each answer carries a distribution and a
//! dual vector, both checked by [`certify`](crate::certify). With payoffs that are not rational the
//! constraints are tightened to rationals, so that what is found is a correlated equilibrium all
//! the same.
//!
//! Sources: R. J. Aumann (1974, `aumann1974`); S. Hart and D. Schmeidler, "Existence of correlated
//! equilibria", *Mathematics of Operations Research* 14 (1989), 18–25 (`hart-schmeidler1989`).

mod attainable;
mod constraint;
mod entropy;
mod inside;
mod interior;
mod minimisation;
mod optimal;
mod polytope;
#[cfg(test)]
mod tests;
mod warm;

pub use attainable::{Polygon, Vertex, hull};
pub use entropy::Entropy;
pub use interior::Interior;
pub use optimal::Optimum;
pub use polytope::{CorrelatedError, Polytope, Settings};
