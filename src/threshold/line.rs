//! A range taken apart, and what changes in it.

use super::Asked;
use super::zero::Zero;
use crate::answer::{Decision, Open};
use crate::num::{Rational, Ring};

/// The range of a parameter, from left to right.
#[derive(Clone, Debug)]
pub struct Line {
    /// Which parameter, by its number in the model.
    pub parameter: usize,
    /// Its least value.
    pub low: Rational,
    /// Its greatest.
    pub high: Rational,
    /// Whether any payoff that matters depends on it at all.
    pub enters: bool,
    /// What the answer is where.
    pub parts: Vec<Part>,
    /// Values at which two payoffs are equal, though the answer is that of both sides.
    pub(super) quiet: Vec<Point>,
    /// How many stretches were looked at.
    pub boxes: u64,
    /// Whether the search was ended.
    pub stopped: bool,
}

/// A part of a line.
#[derive(Clone, Debug)]
pub enum Part {
    /// A stretch with one answer.
    Cell(Cell),
    /// A single value.
    Point(Point),
    /// A stretch in which the answer is open.
    Gap(Gap),
}

impl Part {
    /// Where it starts and ends.
    pub(super) fn ends(&self) -> (Rational, Rational) {
        match self {
            Self::Cell(cell) => (cell.low.clone(), cell.high.clone()),
            Self::Point(point) => point.zero.within(CLOSE),
            Self::Gap(gap) => (gap.low.clone(), gap.high.clone()),
        }
    }

    /// Says nothing of what is equal there.
    pub(super) fn unnamed(&mut self) {
        match self {
            Self::Point(point) | Self::Gap(Gap { inside: Some(point), .. }) => {
                point.zero.named = false;
            }
            _ => {}
        }
    }
}

/// Zeros are said to so many bits in the parts of a line.
pub(super) const CLOSE: u32 = 64;

/// A stretch in which the answer is the same everywhere.
///
/// Ends that are no points of their own belong to it; next to a [`Point`] that is not rational the stretch goes on up
/// to it.
#[derive(Clone, Debug)]
pub struct Cell {
    /// From here,
    pub low: Rational,
    /// to here.
    pub high: Rational,
    /// The answer.
    pub decision: Decision,
}

/// A value at which two payoffs are equal.
#[derive(Clone, Debug)]
pub struct Point {
    /// Which.
    pub zero: Zero,
    /// The answer there.
    pub decision: Result<Decision, Open>,
}

/// A stretch in which the answer is open.
#[derive(Clone, Debug)]
pub struct Gap {
    /// From here,
    pub low: Rational,
    /// to here.
    pub high: Rational,
    /// Why.
    pub why: Open,
    /// The only value in it at which two payoffs are equal, if there is just one: perhaps what makes the
    /// change.
    pub inside: Option<Point>,
}

/// A change of the answer.
#[derive(Clone, Debug)]
pub struct Change {
    /// Between these values, which are equal if the change is at a rational number.
    pub low: Rational,
    /// See `low`.
    pub high: Rational,
    /// The value, if two payoffs that are equal there make the change.
    pub zero: Option<Zero>,
    /// Whether that is proved; else there is at least one change between the bounds.
    pub proved: bool,
    /// The answer before; nothing where it is not known.
    pub before: Option<Decision>,
    /// The answer at the value itself, where that is proved.
    pub at: Option<Decision>,
    /// The answer after it.
    pub after: Option<Decision>,
    /// Why the answer is open at the value, or between the bounds.
    pub why: Option<Open>,
}

impl Change {
    /// Whether it is proved that the answer changes between the bounds.
    pub fn is_certain(&self) -> bool {
        let known = [&self.before, &self.at, &self.after].into_iter().flatten();
        let mut known = known.collect::<Vec<_>>();
        known.dedup();
        known.len() > 1
    }

    /// Whether both sides have answers, and it is proved that they change.
    fn is_between_answers(&self) -> bool {
        self.before.is_some() && self.after.is_some() && self.is_certain()
    }

    /// Whether it is proved that there is no answer, since a payoff has no value.
    pub fn has_no_value(&self) -> bool {
        self.why == Some(Open::Undefined)
    }
}

impl Line {
    /// A range of which nothing is known, since there was no time to look.
    pub(super) fn unseen(asked: &Asked<'_>) -> Self {
        let (low, high) = (asked.low.clone(), asked.high.clone());
        let gap = Gap { low: low.clone(), high: high.clone(), why: Open::Stopped, inside: None };
        let (parameter, parts) = (asked.parameter, vec![Part::Gap(gap)]);
        let quiet = Vec::new();
        Self { parameter, low, high, enters: true, parts, quiet, boxes: 0, stopped: true }
    }

    /// A range in which some payoff has no value, wherever the parameter is.
    pub(super) fn lacking(asked: &Asked<'_>) -> Self {
        let (low, high) = (asked.low.clone(), asked.high.clone());
        let why = Open::Undefined;
        let gap = Gap { low: low.clone(), high: high.clone(), why, inside: None };
        let (parameter, parts) = (asked.parameter, vec![Part::Gap(gap)]);
        let quiet = Vec::new();
        Self { parameter, low, high, enters: true, parts, quiet, boxes: 1, stopped: false }
    }

    /// The same, where it is an answer of its own that there is none, since a payoff has no value.
    pub(super) fn with_undefined(mut self) -> Self {
        let told = |part: Part| match part {
            Part::Gap(Gap { low, high, why: Open::Undefined, .. }) => {
                Part::Cell(Cell { low, high, decision: Decision::Undefined })
            }
            Part::Point(Point { zero, decision: Err(Open::Undefined) }) => {
                Part::Point(Point { zero, decision: Ok(Decision::Undefined) })
            }
            part => part,
        };
        self.parts = self.parts.into_iter().map(told).collect();
        self.joined()
    }

    /// Neighbours with the same answer as one part; gaps that touch as one.
    pub(super) fn joined(mut self) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        for part in std::mem::take(&mut self.parts) {
            match (parts.last_mut(), part) {
                (Some(Part::Cell(last)), Part::Cell(cell)) if last.decision == cell.decision => {
                    last.high = cell.high;
                }
                (Some(Part::Gap(last)), Part::Gap(gap)) => {
                    last.high = gap.high;
                    last.inside = last.inside.take().or(gap.inside);
                }
                (Some(Part::Point(last)), Part::Point(point))
                    if last.zero.compare(&point.zero) == Some(std::cmp::Ordering::Equal) =>
                {
                    // The one that says what is equal there
                    if last.zero.pair.is_none() {
                        last.zero = point.zero;
                    } else {
                        last.zero.tied(point.zero);
                    }
                }
                (_, part) => parts.push(part),
            }
        }
        rejoined(&mut parts);
        // A point with the answer of both sides is no change
        let mut place = 1;
        while place + 1 < parts.len() {
            if let (Part::Cell(a), Part::Point(at), Part::Cell(b)) =
                (&parts[place - 1], &parts[place], &parts[place + 1])
                && a.decision == b.decision
                && at.decision.as_ref() == Ok(&a.decision)
            {
                let high = b.high.clone();
                if at.zero.pair.is_some() {
                    self.quiet.push(at.clone());
                }
                parts.drain(place..=place + 1);
                if let Part::Cell(cell) = &mut parts[place - 1] {
                    cell.high = high;
                }
            } else {
                place += 1;
            }
        }
        // Nor is the end of a stretch next to a value that is not rational, up to which it goes on
        let goes_on = |cell: &Part, point: &Part| match (cell, point) {
            (Part::Cell(cell), Part::Point(point)) => {
                point.decision.as_ref() == Ok(&cell.decision)
                    && point.zero.exact().is_some_and(|x| *x == cell.low || *x == cell.high)
            }
            _ => false,
        };
        let is_root =
            |part: &Part| matches!(part, Part::Point(point) if point.zero.exact().is_none());
        let mut place = 1;
        while place + 1 < parts.len() {
            let [before, point, after] = [&parts[place - 1], &parts[place], &parts[place + 1]];
            if (goes_on(before, point) && is_root(after))
                || (goes_on(after, point) && is_root(before))
            {
                parts.remove(place);
            } else {
                place += 1;
            }
        }
        // Nor is one at an end of the range, with the answer next to it
        if let [first, second, ..] = &parts[..]
            && goes_on(second, first)
        {
            parts.remove(0);
        }
        if let [.., second, last] = &parts[..]
            && goes_on(second, last)
        {
            parts.pop();
        }
        self.parts = parts;
        self
    }

    /// Every change of the answer, from left to right, and every gap.
    pub fn changes(&self) -> Vec<Change> {
        let decision = |place: Option<usize>| match self.parts.get(place?)? {
            Part::Cell(cell) => Some(cell.decision.clone()),
            Part::Point(point) => point.decision.clone().ok(),
            Part::Gap(_) => None,
        };
        let mut changes = Vec::new();
        for (place, part) in self.parts.iter().enumerate() {
            let (before, after) = (decision(place.checked_sub(1)), decision(Some(place + 1)));
            match part {
                Part::Cell(_) => {}
                Part::Point(point) => {
                    let (low, high) = point.zero.within(BITS);
                    changes.push(Change {
                        low,
                        high,
                        zero: Some(point.zero.clone()),
                        proved: true,
                        before,
                        at: point.decision.clone().ok(),
                        after,
                        why: point.decision.clone().err(),
                    });
                }
                Part::Gap(gap) => {
                    let at = gap.inside.as_ref().and_then(|point| point.decision.clone().ok());
                    changes.push(Change {
                        low: gap.low.clone(),
                        high: gap.high.clone(),
                        zero: gap.inside.as_ref().map(|point| point.zero.clone()),
                        proved: false,
                        before,
                        at,
                        after,
                        why: Some(gap.why.clone()),
                    });
                }
            }
        }
        changes
    }

    /// The answer at a value of the range, where it is proved.
    pub fn at(&self, x: &Rational) -> Option<Decision> {
        let exactly = |part: &Part| match part {
            Part::Point(point) if point.zero.exact() == Some(x) => {
                Some(point.decision.clone().ok())
            }
            _ => None,
        };
        let within = |part: &Part| match part {
            Part::Cell(cell) if cell.low <= *x && *x <= cell.high => Some(cell.decision.clone()),
            _ => None,
        };
        // A value that is told for itself is what it is, whatever is beside it
        let told = self.parts.iter().find_map(exactly);
        told.unwrap_or_else(|| self.parts.iter().find_map(within))
    }

    /// Whether the answer is proved everywhere but within gaps and at values at which it changes, and where there is none,
    /// since a payoff has no value.
    pub fn is_complete(&self) -> bool {
        !self.stopped
            && self.changes().iter().all(|change| {
                let is_known = change.why.is_none();
                is_known || change.has_no_value() || change.is_between_answers()
            })
    }
}

/// Gaps with less proved between them than they are wide themselves are one: what halving ends with near a change.
fn rejoined(parts: &mut Vec<Part>) {
    let mut place = 1;
    while place + 1 < parts.len() {
        let joined = match &parts[place - 1..=place + 1] {
            [Part::Gap(a), Part::Cell(cell), Part::Gap(b)] if a.why == b.why => {
                let mut open = a.high.minus(&a.low);
                open += &b.high.minus(&b.low);
                let inside = a.inside.clone().xor(b.inside.clone());
                let gap =
                    || Gap { low: a.low.clone(), high: b.high.clone(), why: a.why.clone(), inside };
                (cell.high.minus(&cell.low) < open && a.why != Open::Undefined).then(gap)
            }
            _ => None,
        };
        match joined {
            Some(gap) => {
                parts.splice(place - 1..=place + 1, [Part::Gap(gap)]);
            }
            None => place += 1,
        }
    }
}

/// Bits to which values that are not rational are bounded.
const BITS: u32 = 80;
