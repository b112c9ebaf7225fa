//! What bounds a cell: payoffs that are equal there, or a side of the box.

use super::{Cell, Side};
use crate::answer::Decision;
use crate::model::Affine;
use crate::num::Rational;

/// A combination of one player's payoffs that is on one side of a number in a cell.
#[derive(Clone, Debug)]
pub struct Bound {
    /// Whose payoffs.
    pub player: usize,
    /// The pure profiles with their coefficients.
    pub combination: Vec<(usize, Rational)>,
    /// The number.
    pub level: Rational,
    /// The side of it.
    pub side: Side,
    /// The combination as a function of the axes, where it is affine.
    pub affine: Option<Affine>,
}

/// A facet of a cell.
#[derive(Clone, Debug)]
pub enum Facet {
    /// The end of a range.
    Range {
        /// Of which axis.
        axis: usize,
        /// Whether it is the upper end.
        upper: bool,
    },
    /// Payoffs that are equal there.
    Payoffs(Bound),
}

/// A facet of a cell, and the answer on it.
#[derive(Clone, Debug)]
pub struct Border {
    /// The facet.
    pub facet: Facet,
    /// The answer in a point inside the facet, where it is proved.
    pub on: Option<Decision>,
}

/// What bounds a cell, each facet once: a minimal description of it. Those of a whole box are its sides.
///
/// # Complexity
/// A comparison of the corners of each pair of planes.
pub fn facets(cell: &Cell) -> Vec<Facet> {
    numbered(cell).into_iter().map(|(_, facet)| facet).collect()
}

/// The same, each with the number of its plane.
pub(super) fn numbered(cell: &Cell) -> Vec<(usize, Facet)> {
    let axes = cell.low.len();
    let named = |plane: usize| match plane.checked_sub(2 * axes) {
        Some(cut) => Facet::Payoffs(cell.bounds[cut].clone()),
        None => Facet::Range { axis: plane / 2, upper: plane % 2 == 1 },
    };
    match &cell.part {
        Some(part) => part.facets().into_iter().map(|plane| (plane, named(plane))).collect(),
        None => (0..2 * axes).map(|plane| (plane, named(plane))).collect(),
    }
}
