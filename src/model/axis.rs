//! A parameter that moves.

use crate::num::Rational;

/// A parameter that moves, and how far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// Its number in the model.
    pub parameter: usize,
    /// From here,
    pub low: Rational,
    /// to here.
    pub high: Rational,
}
