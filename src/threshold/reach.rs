//! How far is it to the next value with a given answer?

use super::line::{Line, Part};
use crate::answer::{Decision, Open};
use crate::num::{Rational, Ring};

/// The nearest value of a parameter at which the answer is as wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Rationals that contain it, equal if it is rational.
    pub value: (Rational, Rational),
    /// Whether the answer is as wanted at the value itself, not only as near to it as one likes.
    pub attained: bool,
    /// Whether it is proved that no value is nearer; else there is a gap that is.
    pub proved: bool,
}

/// Bits to which values that are not rational are bounded.
const BITS: u32 = 80;

impl Line {
    /// The value nearest to `base` at which the answer is `wanted`, or next to which it is; nothing where no value
    /// of the range is known to have it.
    pub fn reach(&self, base: &Rational, wanted: &Decision) -> Option<Reach> {
        let away = |value: &(Rational, Rational)| {
            crate::table::middle(&value.0, &value.1).minus(base).abs()
        };
        let mut best: Option<Reach> = None;
        for place in 0..self.parts.len() {
            for (value, attained) in self.ends_with(place, base, wanted) {
                // The value itself, rather than what is next to it
                let better = best.as_ref().is_none_or(|best| {
                    (away(&value), !attained) < (away(&best.value), !best.attained)
                });
                if better {
                    best = Some(Reach { value, attained, proved: true });
                }
            }
        }
        let mut best = best?;
        let far = away(&best.value);
        best.proved = self.parts.iter().all(|part| match part {
            Part::Gap(gap) if gap.why == Open::Undefined => true,
            Part::Gap(gap) => {
                let nearest = base.clone().clamp(gap.low.clone(), gap.high.clone());
                nearest.minus(base).abs() >= far
            }
            Part::Point(point) => {
                matches!(point.decision, Ok(_) | Err(Open::Undefined))
                    || away(&point.zero.within(BITS)) >= far
            }
            Part::Cell(_) => true,
        });
        Some(best)
    }

    /// Whether it is proved that no value of the range has this answer.
    pub fn lacks(&self, wanted: &Decision) -> bool {
        !self.stopped
            && self.parts.iter().all(|part| match part {
                Part::Cell(cell) => cell.decision != *wanted,
                Part::Point(point) => match &point.decision {
                    Ok(decision) => decision != wanted,
                    Err(open) => *open == Open::Undefined,
                },
                Part::Gap(gap) => gap.why == Open::Undefined,
            })
    }

    /// The values of a part with the answer that can be nearest, and whether they have it themselves.
    fn ends_with(
        &self,
        place: usize,
        base: &Rational,
        wanted: &Decision,
    ) -> Vec<((Rational, Rational), bool)> {
        match &self.parts[place] {
            Part::Point(point) if point.decision.as_ref() == Ok(wanted) => {
                vec![(point.zero.within(BITS), true)]
            }
            Part::Point(_) | Part::Gap(_) => Vec::new(),
            Part::Cell(cell) if cell.decision != *wanted => Vec::new(),
            Part::Cell(cell) if cell.low < *base && *base < cell.high => {
                vec![((base.clone(), base.clone()), true)]
            }
            Part::Cell(cell) => {
                let end = |next: Option<&Part>, end: &Rational| match next {
                    Some(Part::Point(point)) => {
                        (point.zero.within(BITS), point.decision.as_ref() == Ok(wanted))
                    }
                    _ => ((end.clone(), end.clone()), true),
                };
                let before = place.checked_sub(1).and_then(|before| self.parts.get(before));
                vec![end(before, &cell.low), end(self.parts.get(place + 1), &cell.high)]
            }
        }
    }
}
