//! The graph of improvements: its nodes are the pure profiles, its arcs the moves by which one player
//! gains. Where can play be trapped, can it go round, is there a potential?
//!
//! A question in each file. [`Improvements`] finds who gains by moving where, [`Landscape`] the sink
//! components, cycles and longest ways, [`POTENTIALS`] are tests with a potential or what shows that
//! there is none, both checked in [`certify`](crate::certify). Whatever is said is decided by the order
//! of payoffs, and by exact differences.
//!
//! # Examples
//! ```
//! use equil::game::{Game, Payoffs};
//! use equil::graph::{Improvements, Landscape};
//! use equil::num::Rational;
//!
//! // Matching pennies go round for ever, and that is the only sink
//! let payoffs = [[1, -1, -1, 1], [-1, 1, 1, -1]].map(|p| p.map(Rational::integer).to_vec());
//! let pennies = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
//! let improvements = Improvements::new(&pennies, &|_, _| true)?;
//! let landscape = Landscape::new(&improvements, true, &|_, _| true)?;
//! assert!(landscape.equilibria.is_empty());
//! assert_eq!(landscape.sinks[0].profiles, [0, 1, 2, 3]);
//! assert_eq!(landscape.cycle, Some(vec![0, 2, 3, 1]));
//! # Ok::<(), equil::response::ResponseError>(())
//! ```

mod acyclicity;
mod build;
mod greatest;
mod improvement;
mod modularity;
mod potential;
mod sinks;
mod steps;
mod survey;
#[cfg(test)]
mod tests;
mod tiers;

pub use greatest::{Improvement, greatest};
pub use improvement::Improvements;
pub use modularity::{Differences, Modularity, modularity};
pub use potential::{Finding, Ground, POTENTIALS, PotentialTest};
pub use sinks::{Landscape, Sink};
pub use survey::{PROPERTIES, Property, Survey, properties};
