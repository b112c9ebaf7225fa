//! Thresholds at many values of another parameter, until what happens between them is proved.

use std::sync::Arc;

use rayon::prelude::*;

use super::super::line::{Change, Line};
use super::super::search::over;
use super::super::task::split;
use super::super::{Asked, ThresholdError, line_with_ties};
use super::joined::joined;
use super::tube::{Between, Tube, Value};
use super::{Along, Curves};
use crate::answer::Condition;
use crate::model::{Assignment, Axis, ModelError, Parametric};
use crate::num::{Rational, Ring};

/// What is known between two neighbouring values.
#[derive(Clone, Debug)]
pub(super) struct Strip {
    /// One tube for each change, where that is proved.
    pub(super) tubes: Option<Vec<Tube>>,
    /// How often in a row halving has proved nothing, and both ends are alike.
    stale: u32,
}

impl Strip {
    /// Whether something is left to be found out by halving.
    pub(super) fn is_open(&self) -> bool {
        self.tubes.as_ref().is_none_or(|tubes| tubes.iter().any(|tube| tube.turns))
    }
}

/// Where halving proves nothing so often, and shows no difference, it ends.
const MOST_STALE: u32 = 6;
/// How far tubes reach, beyond what they must: beside a wider one it is easier to prove that nothing changes. Ranges of
/// what is computed from several payoffs are too wide by a factor, however narrow the box.
const MARGINS: [i64; 3] = [1, 4, 16];
/// Stretches share what may be left open, as if there were so many at least.
const FEW: usize = 8;

pub(super) struct Search<'a> {
    along: &'a Along<'a>,
    condition: Condition,
    of: Arc<Parametric>,
    values: Vec<Value>,
    strips: Vec<Strip>,
    stopped: bool,
}

impl<'a> Search<'a> {
    pub(super) fn new(along: &'a Along<'a>) -> Result<Self, ThresholdError> {
        let asked = &along.asked;
        let (condition, of) = over(asked, Some(along.other))?;
        let (values, strips) = (Vec::new(), Vec::new());
        Ok(Self { along, condition, of, values, strips, stopped: false })
    }

    pub(super) fn curves(mut self) -> Result<Curves, ThresholdError> {
        let Axis { low, high, .. } = self.along.other;
        let width = high.minus(low);
        let steps = i64::try_from(self.along.values.max(2) - 1).unwrap_or(i64::MAX);
        let at = |step: i64| {
            let mut place = width.clone();
            place *= &Rational::new(step, steps).unwrap_or_else(Rational::zero);
            place += low;
            (place, true)
        };
        self.values = self.looked((0..=steps).map(at).collect())?;
        let places: Vec<usize> = (0..self.values.len() - 1).collect();
        self.strips = self.proved(&places, &self.values, &|_| 0);
        let mut least = width;
        least *= self.along.rest;
        while self.open() > least && !self.stopped {
            if !self.halve(&least)? {
                break;
            }
        }
        let Self { along, of, values, strips, stopped, .. } = self;
        Ok(joined(along, &of, values, &strips, stopped))
    }

    /// How much of the other parameter's range is open.
    fn open(&self) -> Rational {
        let mut sum = Rational::zero();
        for (place, strip) in self.strips.iter().enumerate() {
            if strip.is_open() {
                sum += &self.values[place + 1].at.minus(&self.values[place].at);
            }
        }
        sum
    }

    /// The thresholds at these values.
    fn looked(&mut self, values: Vec<(Rational, bool)>) -> Result<Vec<Value>, ThresholdError> {
        let asked = &self.along.asked;
        let other = self.along.other.parameter;
        let look = |(at, told): (Rational, bool)| -> Result<Value, ThresholdError> {
            let mut point: Assignment = asked.point.clone();
            point.set(other, at.clone());
            match line_with_ties(&Asked { point: &point, ..*asked }) {
                Ok(line) => Ok(Value::new(at, told, line)),
                // There is no game there, but there is one beside it
                Err(ThresholdError::Model(why @ ModelError::Undefined { .. })) => {
                    Ok(Value::lacking(at, told, Line::lacking(asked), why))
                }
                Err(error) => Err(error),
            }
        };
        let found: Result<Vec<Value>, ThresholdError> = values.into_par_iter().map(look).collect();
        let found = found?;
        self.stopped |= found.iter().any(|value| value.line.stopped);
        Ok(found)
    }

    /// The strips that start at these places; `stale` says how often halving has proved nothing before.
    fn proved(
        &self,
        places: &[usize],
        values: &[Value],
        stale: &(dyn Fn(usize) -> u32 + Sync),
    ) -> Vec<Strip> {
        let asked = &self.along.asked;
        let whole = self.along.other.high.minus(&self.along.other.low);
        let prove = |&place: &usize| {
            let (from, to) = (&values[place], &values[place + 1]);
            // Tubes get as much narrower as strips
            let mut margin = to.at.minus(&from.at);
            margin /= &whole;
            margin *= &asked.high.minus(asked.low);
            margin *= &Rational::share(1, 2);
            let among = |changes: [&[Change]; 2]| {
                MARGINS.iter().find_map(|&wider| {
                    let mut margin = margin.clone();
                    margin *= &Rational::integer(wider);
                    let (condition, of) = (&self.condition, &self.of);
                    Between { asked, condition, of, from, to, changes, margin }.prove()
                })
            };
            let ties = || {
                let more = from.ties.len() > from.changes.len();
                more.then(|| among([&from.ties, &to.ties])).flatten()
            };
            let tubes = among([&from.changes, &to.changes]).or_else(ties);
            Strip { tubes, stale: stale(place) }
        };
        places.par_iter().map(prove).collect()
    }

    /// Halves every strip in which something is open; whether there was one.
    fn halve(&mut self, least: &Rational) -> Result<bool, ThresholdError> {
        let open = (0..self.strips.len()).filter(|&place| self.strips[place].is_open());
        let mut open: Vec<usize> = open.collect();
        // What is as narrow as all together may be is narrow enough
        let mut narrow = least.clone();
        narrow *= &Rational::share(1, open.len().max(FEW));
        let width = |place: usize| self.values[place + 1].at.minus(&self.values[place].at);
        open.retain(|&place| self.strips[place].stale < MOST_STALE && width(place) > narrow);
        open.truncate(self.along.most.saturating_sub(self.values.len()));
        let goes_on = (self.along.asked.settings.watch)(0, 1);
        if open.is_empty() || !goes_on {
            self.stopped |= !goes_on;
            return Ok(false);
        }
        let middles = open.iter().map(|&place| {
            let (from, to) = (&self.values[place].at, &self.values[place + 1].at);
            (split(from, to), false)
        });
        let mut middles = self.looked(middles.collect())?.into_iter();
        let mut values = Vec::with_capacity(self.values.len() + open.len());
        let mut old = Vec::with_capacity(self.strips.len() + open.len());
        let mut next = open.iter().peekable();
        for (place, value) in std::mem::take(&mut self.values).into_iter().enumerate() {
            values.push(value);
            let Some(strip) = self.strips.get(place) else { break };
            old.push(Ok(strip.clone()));
            if next.next_if_eq(&&place).is_some() {
                old.pop();
                old.extend([Err(strip.stale), Err(strip.stale)]);
                values.extend(middles.next());
            }
        }
        let new: Vec<usize> = (0..old.len()).filter(|&place| old[place].is_err()).collect();
        let before = |place: usize| old[place].as_ref().err().copied().unwrap_or(0);
        let mut found = self.proved(&new, &values, &before);
        for (place, halves) in new.chunks(2).zip(found.chunks_mut(2)) {
            let proved = halves.iter().any(|strip| !strip.is_open());
            let differ =
                place.iter().any(|&place| !values[place].is_alike(&values[place + 1], &self.of));
            for strip in halves {
                strip.stale = if proved || differ { 0 } else { strip.stale + 1 };
            }
        }
        let mut found = found.into_iter();
        let strips = old.into_iter().map(|strip| strip.ok().or_else(|| found.next()));
        self.strips = strips.flatten().collect();
        self.values = values;
        Ok(true)
    }
}
