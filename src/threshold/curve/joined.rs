//! Changes at neighbouring values, joined into curves.

use std::sync::Arc;

use super::super::line::Change;
use super::super::pair::Pair;
use super::event::only_zero;
use super::search::Strip;
use super::tube::{Tube, Value, answers, is_same, pair_at};
use super::{Along, Curve, Curves, Event, Formula};
use crate::model::Parametric;
use crate::num::{Rational, Ring};
use crate::roots::Bivariate;

/// Curves that grow from left to right.
struct Joined<'a> {
    of: &'a Parametric,
    values: &'a [Value],
    curves: Vec<Curve>,
    /// The pair of each curve, as its last tube has it.
    pairs: Vec<Option<Pair>>,
    events: Vec<Event>,
    /// For each change at the value reached its curve.
    active: Vec<usize>,
}

/// All curves, from what is known between neighbouring values.
pub(super) fn joined(
    along: &Along<'_>,
    of: &Arc<Parametric>,
    values: Vec<Value>,
    strips: &[Strip],
    stopped: bool,
) -> Curves {
    let mut joined = Joined {
        of,
        values: &values,
        curves: Vec::new(),
        pairs: Vec::new(),
        events: Vec::new(),
        active: Vec::new(),
    };
    joined.begin_all();
    let mut open = Vec::new();
    let mut rest = Rational::zero();
    let mut place = 0;
    while place < strips.len() {
        let mut to = place + 1;
        match &strips[place].tubes {
            Some(tubes) => joined.proved(place, tubes),
            None if joined.is_alike(place, to) => {
                joined.unproved(place);
                opened(&mut open, &values[place], &values[to]);
            }
            None => {
                // Neighbours that differ, too, are the same event
                let differs =
                    |to: usize| strips[to].tubes.is_none() && !joined.is_alike(to, to + 1);
                while to < strips.len() && differs(to) {
                    to += 1;
                }
                if !joined.event(place, to) {
                    opened(&mut open, &values[place], &values[to]);
                }
            }
        }
        if strips[place].tubes.is_none() {
            rest += &values[to].at.minus(&values[place].at);
        }
        place = to;
    }
    let Joined { mut curves, mut events, .. } = joined;
    let is_level = along.asked.condition.is_weighed(&along.asked.model.shape());
    for curve in &mut curves {
        curve.pair = curve.pair.filter(|_| !is_level);
        if curve.open.len() + 1 == curve.points.len() {
            // Nothing is known of it but its points
            let proved = |&(value, place): &(usize, usize)| values[value].changes[place].proved;
            curve.alone = curve.points.iter().all(proved);
        }
        meet(&mut curve.formulas);
    }
    for event in &mut events {
        event.settle(&curves, along);
    }
    rest /= &along.other.high.minus(&along.other.low);
    let parameter = crate::model::Axis {
        parameter: along.asked.parameter,
        low: along.asked.low.clone(),
        high: along.asked.high.clone(),
    };
    let (other, proved) = (along.other.clone(), rest <= *along.rest);
    Curves { parameter, other, values, curves, events, open, is_level, rest, proved, stopped }
}

impl Joined<'_> {
    fn begin(
        &mut self,
        value: usize,
        place: usize,
        pair: Option<Pair>,
        event: Option<usize>,
    ) -> usize {
        let change = &self.values[value].changes[place];
        self.curves.push(Curve {
            pair: pair.map(|pair| (pair.player, pair.first, pair.second)),
            before: change.before.clone(),
            at: answers(change)[1].cloned(),
            after: change.after.clone(),
            points: vec![(value, place)],
            formulas: Vec::new(),
            alone: true,
            open: Vec::new(),
            ends: [event, None],
        });
        self.pairs.push(pair);
        self.curves.len() - 1
    }

    fn begin_all(&mut self) {
        let changes = self.values[0].changes.iter();
        let pairs: Vec<Option<Pair>> = changes.map(pair_at).collect();
        let started = pairs.into_iter().enumerate();
        self.active = started.map(|(place, pair)| self.begin(0, place, pair, None)).collect();
    }

    /// From a value to the next one, through tubes.
    fn proved(&mut self, value: usize, tubes: &[Tube]) {
        let mut turned: Option<usize> = None;
        for (place, tube) in tubes.iter().enumerate() {
            let curve = self.active[place];
            let goes_on = match (self.pairs[curve], tube.pair) {
                (Some(a), Some(b)) => {
                    let last = self.curves[curve].formulas.last();
                    let same = tube.formula.as_ref().zip(last).map(|(new, old)| *new == old.zero);
                    same == Some(true) || is_same([Some(a), Some(b)], self.of)
                }
                (None, None) => true,
                // At its first value it was not known what is equal
                _ => self.curves[curve].points.len() == 1,
            };
            let curve = if goes_on {
                curve
            } else {
                // It goes on as another one from this value on
                let event = *turned.get_or_insert_with(|| {
                    let at = self.values[value].at.clone();
                    let across = bounds([&self.values[value].changes[place]].into_iter());
                    let (ends, begins) = (Vec::new(), Vec::new());
                    let (low, high, value) = (at.clone(), at, None);
                    self.events.push(Event { low, high, value, across, ends, begins });
                    self.events.len() - 1
                });
                self.curves[curve].ends[1] = Some(event);
                self.events[event].ends.push(curve);
                let new = self.begin(value, place, tube.pair, Some(event));
                self.events[event].begins.push(new);
                new
            };
            self.pairs[curve] = self.pairs[curve].or(tube.pair);
            let pair = self.pairs[curve].map(|pair| (pair.player, pair.first, pair.second));
            let (from, to) = (&self.values[value].at, &self.values[value + 1].at);
            let grown = &mut self.curves[curve];
            grown.pair = pair;
            grown.alone &= tube.alone;
            grown.points.push((value + 1, place));
            if let Some(zero) = &tube.formula {
                match grown.formulas.last_mut() {
                    Some(last) if last.zero == *zero => last.to.clone_from(to),
                    _ => grown.formulas.push(Formula {
                        from: from.clone(),
                        to: to.clone(),
                        zero: zero.clone(),
                    }),
                }
            }
            self.active[place] = curve;
        }
    }

    /// From a value to the next one, between which nothing is proved, though both have the same changes.
    fn unproved(&mut self, value: usize) {
        for place in 0..self.active.len() {
            self.leap(self.active[place], (value + 1, place));
        }
    }

    /// A curve goes on at a point up to which nothing is proved.
    fn leap(&mut self, curve: usize, (value, place): (usize, usize)) {
        let grown = &mut self.curves[curve];
        grown.open.push(grown.points.len() - 1);
        grown.points.push((value, place));
    }

    /// From a value to another, between which curves begin or end; `false` where none does.
    fn event(&mut self, from: usize, to: usize) -> bool {
        let number = self.events.len();
        let (old, new) = (&self.values[from].changes, &self.values[to].changes);
        // What is met at both goes on
        let mut kept: Vec<Option<usize>> = vec![None; new.len()];
        let mut next = 0;
        for (place, change) in old.iter().enumerate() {
            let found = (next..new.len()).find(|&other| self.is_kept(place, change, &new[other]));
            if let Some(other) = found {
                kept[other] = Some(self.active[place]);
                next = other + 1;
            }
        }
        let ends = self.active.iter().copied().filter(|&curve| !kept.contains(&Some(curve)));
        let ends: Vec<usize> = ends.collect();
        for &curve in &ends {
            self.curves[curve].ends[1] = Some(number);
        }
        let gone = self.active.iter().zip(old).filter(|(curve, _)| ends.contains(curve));
        let mut met: Vec<&Change> = gone.map(|(_, change)| change).collect();
        let mut begins = Vec::new();
        let mut active = Vec::with_capacity(new.len());
        for (place, known) in kept.into_iter().enumerate() {
            active.push(match known {
                Some(curve) => {
                    self.leap(curve, (to, place));
                    curve
                }
                None => {
                    met.push(&new[place]);
                    let curve = self.begin(to, place, pair_at(&new[place]), Some(number));
                    begins.push(curve);
                    curve
                }
            });
        }
        self.active = active;
        if met.is_empty() {
            return false;
        }
        let across = bounds(met.into_iter());
        let (low, high) = (self.values[from].at.clone(), self.values[to].at.clone());
        self.events.push(Event { low, high, value: None, across, ends, begins });
        true
    }

    /// Whether a change is a point of the curve that another one, at an earlier value, is on.
    fn is_kept(&self, place: usize, earlier: &Change, later: &Change) -> bool {
        let same = is_same([self.pairs[self.active[place]], pair_at(later)], self.of);
        same && answers(earlier) == answers(later)
    }

    /// Whether two values have the same changes, in the same order.
    fn is_alike(&self, from: usize, to: usize) -> bool {
        self.values[from].is_alike(&self.values[to], self.of)
    }
}

/// A stretch more is open; with the one before, if they touch, it is one.
fn opened(open: &mut Vec<(Rational, Rational)>, from: &Value, to: &Value) {
    match open.last_mut() {
        Some((_, high)) if *high == from.at => high.clone_from(&to.at),
        _ => open.push((from.at.clone(), to.at.clone())),
    }
}

/// From the least of some changes to the greatest.
fn bounds<'a>(changes: impl Iterator<Item = &'a Change> + Clone) -> (Rational, Rational) {
    let low = changes.clone().map(|change| &change.low).min();
    let high = changes.map(|change| &change.high).max();
    let or_zero = |end: Option<&Rational>| end.cloned().unwrap_or_else(Rational::zero);
    (or_zero(low), or_zero(high))
}

/// Moves the ends of neighbouring formulas to the only value between them at which both hold.
fn meet(formulas: &mut [Formula]) {
    for place in 1..formulas.len() {
        let [before, after] = &mut formulas[place - 1..=place] else { continue };
        let meeting: Option<_> = Bivariate::resultant(&before.zero, &after.zero);
        let found = meeting.and_then(|zeros| only_zero(&[zeros], &before.to, &after.from));
        if let Some(exact) = found.as_ref().and_then(|zero| zero.exact()) {
            before.to.clone_from(exact);
            after.from.clone_from(exact);
        }
    }
}
