//! One formula, many readings: exact, in floats, in batches of floats, enclosed, differentiated, as
//! a polynomial, as LaTeX. They agree on random formulas; what cannot be settled is said.

mod bounds;
#[path = "../common/mod.rs"]
mod common;
mod printed;
mod readings;
mod slopes;
mod texts;
mod ties;
