//! Where the answer changes: each parameter alone, and two together.

use rayon::prelude::*;

use super::{Asked, Page, PageError};
use crate::answer::Decision;
use crate::model::{Assignment, Axis};
use crate::num::{Rational, Ring};
use crate::plot::Map;
use crate::region::{Asked as Boxed, region};
use crate::report::{Compared, Located, Traced, region_picture};
use crate::threshold::{
    Along, Asked as Threshold, BUDGET, Line, Nearest, Switching, curves, line, switching,
};

/// A map of two parameters, ready to be drawn.
pub(super) struct Mapped {
    pub(super) map: Map,
    /// What the borders are, in a sentence.
    pub(super) borders: &'static str,
    /// The parameter across, and the one upwards.
    pub(super) axes: [Axis; 2],
    /// Where there is no game, in sentences.
    pub(super) lacking: Vec<String>,
}

/// Values of the parameter across at which curves are told, and at which they are looked for at most.
const VALUES: usize = 13;
const MOST: usize = 120;
/// The part of the map's width that may stay open.
const REST: (i64, i64) = (1, 500);
/// Where more than this part of the width stays open, the box is taken apart instead: with so much of it open, and so many
/// boxes at most.
const MUCH: (i64, i64) = (1, 50);
const AREA: (i64, i64) = (1, 500);
const BOXES: u64 = 3000;

impl Page<'_> {
    /// Each parameter that has a range alone.
    pub(super) fn lines(&self, asked: &Asked) -> Result<Vec<(Line, Option<Switching>)>, PageError> {
        let ranged = self.model.parameters.iter().enumerate().filter_map(|(parameter, one)| {
            let (low, high) = one.range.clone()?;
            (low < high).then_some(Axis { parameter, low, high })
        });
        let axes: Vec<Axis> = ranged.collect();
        let moved = |axis: &Axis| -> Result<_, PageError> {
            let threshold = self.threshold(asked, axis);
            let inside = |base: &&Rational| **base >= axis.low && **base <= axis.high;
            Ok(match self.assignment.get(axis.parameter).filter(inside) {
                Some(base) => {
                    let found = switching(&threshold, base)?;
                    (found.line.clone(), Some(found))
                }
                None => (line(&threshold)?, None),
            })
        };
        axes.par_iter().map(moved).collect()
    }

    fn threshold<'a>(&'a self, asked: &'a Asked, axis: &'a Axis) -> Threshold<'a> {
        Threshold {
            model: self.model,
            point: self.assignment,
            parameter: axis.parameter,
            low: &axis.low,
            high: &axis.high,
            condition: &asked.condition,
            budget: BUDGET,
            max_bits: self.max_bits,
            settings: &self.settings,
        }
    }

    /// The map of the two parameters asked for, else of those with the nearest thresholds. Nothing where no parameter
    /// changes the answer, or only one enters.
    pub(super) fn map(
        &self,
        asked: &Asked,
        lines: &[(Line, Option<Switching>)],
    ) -> Result<Option<Mapped>, PageError> {
        let chosen = self.axes.clone().or_else(|| nearest(lines));
        let Some([other, axis]) = chosen else { return Ok(None) };
        let part = |(n, d): (i64, i64)| Rational::new(n, d).unwrap_or_else(Rational::zero);
        let along = Along {
            asked: self.threshold(asked, &axis),
            other: &other,
            values: VALUES,
            most: MOST,
            rest: &part(REST),
        };
        let found = curves(&along)?;
        let (here, compared) = self.here(asked);
        let base = |axis: &Axis| {
            let inside = |value: &&Rational| **value >= axis.low && **value <= axis.high;
            self.assignment.get(axis.parameter).filter(inside).cloned()
        };
        let base = base(&other).zip(base(&axis)).map(|(first, second)| [first, second]);
        let axes = [other, axis];
        let told = |map: Map, borders, lacking| {
            // The page says what they are about
            let names = axes.each_ref();
            let names =
                names.map(|axis| self.model.parameters[axis.parameter].name.as_str().into());
            let axes = axes.clone();
            Mapped { map: Map { axes: names, ..map }, borders, axes, lacking }
        };
        let is_complete = found.is_complete();
        let traced = Traced {
            model: self.model,
            point: self.point.clone(),
            compared: compared.clone(),
            asked: asked.written.clone(),
            here: here.clone(),
            base: base.clone(),
            curves: found,
        };
        let lacking = traced.lacking();
        if traced.curves.rest > part(MUCH) {
            let region = region(&Boxed {
                model: self.model,
                point: self.assignment,
                axes: &axes,
                condition: &asked.condition,
                rest: &part(AREA),
                budget: BOXES,
                by_priors: false,
                max_bits: self.max_bits,
                settings: &self.settings,
            });
            let Ok(region) = region else { return Ok(None) };
            let located = Located {
                model: self.model,
                point: self.point.clone(),
                asked: asked.written.clone(),
                here,
                compared,
                by_priors: false,
                sampled: None,
                region,
            };
            let base = base.as_ref().map(<[Rational; 2]>::each_ref);
            return Ok(region_picture(&located, base).map(|map| told(map, CELLS, lacking)));
        }
        let borders = if is_complete { EXACT } else { PROVED };
        Ok(Some(told(traced.map(), borders, lacking)))
    }

    /// The answer where the parameters are, and what a number is compared with.
    pub(super) fn here(&self, asked: &Asked) -> (Option<Decision>, Option<Compared>) {
        let payoffs = self.payoffs_at(self.assignment).ok();
        let decision =
            payoffs.as_ref().and_then(|found| asked.condition.decide(found, &self.settings).ok());
        (decision, Compared::new(&asked.condition, payoffs.as_ref()))
    }

    /// The parameters that change the answer, the nearest first; then those that do not.
    pub(super) fn sliders(&self, lines: &[(Line, Option<Switching>)]) -> [Vec<usize>; 2] {
        let first: Vec<usize> = ranked(lines).into_iter().map(|(line, _)| line.parameter).collect();
        let ranged = self.model.parameters.iter().enumerate();
        let ranged = ranged.filter(|(_, one)| one.range.as_ref().is_some_and(|(l, h)| l < h));
        let ranged: Vec<usize> = ranged.map(|(parameter, _)| parameter).collect();
        if first.is_empty() || ranged.len() <= FEW {
            let rest = ranged.iter().copied().filter(|one| !first.contains(one));
            return [first.iter().copied().chain(rest).collect(), Vec::new()];
        }
        let rest = ranged.into_iter().filter(|one| !first.contains(one)).collect();
        [first, rest]
    }

    /// A second point for the test of the page: every parameter with a range moved by a part of it that differs from one to
    /// the next, or by half of that and so on until there is a game.
    pub(super) fn elsewhere(&self) -> Option<Assignment> {
        let mut step = Rational::integer(1);
        let half = Rational::new(1, 2)?;
        for _ in 0..HALVINGS {
            let mut point = self.assignment.clone();
            for (number, one) in self.model.parameters.iter().enumerate() {
                let (Some((low, high)), Some(base)) = (&one.range, self.assignment.get(number))
                else {
                    continue;
                };
                let part = i64::try_from(number * 5 % 9 + 1).ok()?;
                let mut to = high.minus(low);
                to *= &Rational::new(part, 10)?;
                to += low;
                let mut by = to.minus(base);
                by *= &step;
                // The page has the nearest float, so that is what the solver is asked about, too
                by += base;
                point.set(number, Rational::from_f64(by.nearest_f64())?);
            }
            if point == *self.assignment {
                return None;
            }
            if self.payoffs_at(&point).is_ok() {
                return Some(point);
            }
            step *= &half;
        }
        None
    }
}

const EXACT: &str = "Borders are exact: each is proved to be there, and nothing else is, and drawn between 13 values or more.";
const PROVED: &str =
    "Borders are proved, and drawn between 13 values or more; what is black is open.";
const CELLS: &str =
    "Each cell has one answer that is proved for all its points; what is black is open.";

/// How often the step to the second point is halved.
const HALVINGS: usize = 6;
/// Up to so many parameters are all shown at once.
const FEW: usize = 10;

/// Parameters that change the answer, with how far the nearest change is as a part of the range; the nearest first.
pub(super) fn ranked(lines: &[(Line, Option<Switching>)]) -> Vec<(&Line, f64)> {
    let far = |(line, switching): &'_ (Line, Option<Switching>)| -> Option<f64> {
        let width = line.high.minus(&line.low).nearest_f64();
        let changes = line.changes();
        let certain = changes.iter().filter(|change| change.is_certain());
        match switching.as_ref().map(|one| (one.nearest(), one.base.nearest_f64())) {
            // What changes at an end of a range only makes no map
            Some((Nearest::At(low, high), _)) if high == line.low || low == line.high => Some(1.0),
            Some((Nearest::At(low, high), base)) => {
                let at = crate::table::middle(&low, &high).nearest_f64();
                Some((at - base).abs() / width)
            }
            _ => certain.map(|_| 1.0).next(),
        }
    };
    let mut found: Vec<(&Line, f64)> =
        lines.iter().filter_map(|one| Some((&one.0, far(one)?))).collect();
    found.sort_by(|a, b| a.1.total_cmp(&b.1));
    found
}

/// The parameters with the nearest thresholds: that with the nearest one upwards, the other across. Where only one changes
/// the answer, the first other one that matters is across.
fn nearest(lines: &[(Line, Option<Switching>)]) -> Option<[Axis; 2]> {
    let ranked = ranked(lines);
    let axis = |line: &Line| Axis {
        parameter: line.parameter,
        low: line.low.clone(),
        high: line.high.clone(),
    };
    let (first, _) = ranked.first()?;
    let other = match ranked.get(1) {
        Some((line, _)) => line,
        None => lines
            .iter()
            .map(|(line, _)| line)
            .find(|line| line.enters && line.parameter != first.parameter)?,
    };
    Some([axis(other), axis(first)])
}
