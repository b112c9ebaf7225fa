//! For each parameter alone: how far may it move before the answer changes?

use super::line::{Change, Line};
use super::{Asked, ThresholdError, line};
use crate::answer::Decision;
use crate::num::{Rational, Ring};

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

/// The change that is nearest to a parameter's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nearest {
    /// The answer is the same in the whole range: proved.
    Never,
    /// The value lies between these, which are equal if it is known exactly; of two that are equally near, the
    /// lesser.
    At(Rational, Rational),
    /// It is not settled which is the nearest, or whether there is one.
    Open,
}

impl Switching {
    /// The value nearest to the parameter's own at which the answer changes.
    pub fn nearest(&self) -> Nearest {
        let found = match (&self.down, &self.up) {
            (Way::Never, Way::Never) => return Nearest::Never,
            (Way::Change(one), Way::Never) | (Way::Never, Way::Change(one)) => one,
            (Way::Change(down), Way::Change(up)) => {
                let (near, far) = (self.distances(down), self.distances(up));
                if near.1 <= far.0 {
                    down
                } else if far.1 <= near.0 || (down.low == up.low && down.high == up.high) {
                    up
                } else {
                    return Nearest::Open;
                }
            }
        };
        if found.is_certain() {
            Nearest::At(found.low.clone(), found.high.clone())
        } else {
            Nearest::Open
        }
    }

    /// The least and the greatest that the distance to a change may be.
    fn distances(&self, change: &Change) -> (Rational, Rational) {
        let [low, high] = [&change.low, &change.high].map(|end| end.minus(&self.base).abs());
        if change.low <= self.base && self.base <= change.high {
            return (Rational::zero(), low.max(high));
        }
        (low.clone().min(high.clone()), low.max(high))
    }
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
