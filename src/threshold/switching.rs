//! For each parameter alone: how far may it move before the answer changes?

use super::line::{Change, Line};
use super::{Asked, ThresholdError, line};
use crate::answer::Decision;
use crate::num::Rational;

/// A parameter alone, from its value on.
#[derive(Clone, Debug)]
pub struct Switching {
    /// The range taken apart.
    pub line: Line,
    /// The value.
    pub base: Rational,
    /// The answer there.
    pub here: Option<Decision>,
    /// The nearest change below.
    pub down: Way,
    /// The nearest change above.
    pub up: Way,
}

/// What lies in one direction.
#[derive(Clone, Debug)]
pub enum Way {
    /// The answer is the same up to the end of the range: proved.
    Never,
    /// The nearest change, or a gap before it.
    Change(Box<Change>),
}

/// How far a parameter may move from `base`, all others held, before the answer changes.
///
/// # Errors
/// As [`line()`].
///
/// # Complexity
/// As [`line()`].
pub fn switching(asked: &Asked<'_>, base: &Rational) -> Result<Switching, ThresholdError> {
    let line = line(asked)?;
    let changes = line.changes();
    let below = changes.iter().rev().find(|change| change.low <= *base && change.high <= *base);
    let above = changes.iter().find(|change| change.high >= *base && change.low >= *base);
    let around = changes.iter().find(|change| change.low < *base && *base < change.high);
    let way = |found: Option<&Change>| match around.or(found) {
        Some(change) => Way::Change(Box::new(change.clone())),
        None => Way::Never,
    };
    let (down, up) = (way(below), way(above));
    let here = line.at(base);
    Ok(Switching { line, base: base.clone(), here, down, up })
}
