//! Corners of a box with another answer, where one payoff overtakes others.

use super::{Search, Witness};
use crate::model::Over;
use crate::num::{Certain, Interval, Rational, Ring, Sign};
use crate::region::strip::Frame;

/// Derivatives are followed from corner to corner so often.
const MOST_TURNS: usize = 32;

/// A payoff that is less than another at the base point, and may overtake it: of one player in two profiles.
#[derive(Clone, Copy)]
struct Race {
    player: usize,
    above: usize,
    below: usize,
    /// The same as the search knows it.
    pair: (usize, usize, usize),
}

impl Race {
    fn lead(&self) -> [(usize, Rational); 2] {
        [(self.above, Rational::one()), (self.below, Rational::minus_one())]
    }
}

impl Search<'_> {
    /// A corner of a box with another answer. Each payoff that may overtake another is followed to corners, and each that
    /// may overtake several: first to the corner that derivatives show, in the middle and at the base point.
    pub(super) fn other(&self, over: &Over, frame: &Frame) -> Option<Witness> {
        let mut races: Vec<Race> = self.pairs.iter().flat_map(|&pair| self.races(pair)).collect();
        races.retain(|race| {
            let range = over.mean(race.player, &race.lead());
            range.is_none_or(|range| range.certain_sign().is_none())
        });
        let followed = |race: &Race| {
            if self.goes_on() { self.followed(&[*race], over, frame) } else { None }
        };
        let mut found = races.iter().find_map(followed);
        races.sort_by_key(|race| (race.player, race.below));
        let mut groups = races.chunk_by(|a, b| (a.player, a.below) == (b.player, b.below));
        while found.is_none() && self.goes_on() {
            let group = groups.by_ref().find(|group| group.len() > 1)?;
            found = self.followed(group, over, frame);
        }
        found
    }

    /// Which of two payoffs may overtake the other: either, where they are equal or nearly so.
    fn races(&self, pair: (usize, usize, usize)) -> Vec<Race> {
        let (player, first, second) = pair;
        let race = Race { player, above: first, below: second, pair };
        let back = Race { above: second, below: first, ..race };
        let lead = self.of.range_at(player, &race.lead(), &self.base);
        match lead.and_then(|lead| lead.certain_sign()) {
            Some(Sign::Positive) => vec![race],
            Some(Sign::Negative) => vec![back],
            Some(Sign::Zero) | None if lead.is_some() => vec![race, back],
            _ => Vec::new(),
        }
    }

    fn followed(&self, races: &[Race], over: &Over, frame: &Frame) -> Option<Witness> {
        let middle = over.middle().into_iter().map(Interval::point).collect::<Option<Vec<_>>>()?;
        let base: Vec<Interval> = self.base.iter().map(Interval::from_rational).collect();
        [middle, base].iter().find_map(|from| self.followed_from(from, races, frame))
    }

    /// The race with the largest lead at a point, and the lead.
    fn largest(&self, races: &[Race], point: &[Rational]) -> Option<(Race, Interval)> {
        let mut largest: Option<(Race, Interval)> = None;
        for race in races {
            let lead = self.of.range_at(race.player, &race.lead(), point)?;
            if largest.is_none_or(|(_, most)| lead.midpoint() > most.midpoint()) {
                largest = Some((*race, lead));
            }
        }
        largest
    }

    /// From the corner that derivatives at a point show along one edge after the other, as the largest lead falls.
    fn followed_from(&self, from: &[Interval], races: &[Race], frame: &Frame) -> Option<Witness> {
        let slopes_at =
            |race: &Race, point: &[Interval]| self.of.slopes_at(race.player, &race.lead(), point);
        // The end of an axis at which the lead is less
        let end = |axis: usize, slope: &Interval| {
            if slope.midpoint() > 0.0 { &frame.low[axis] } else { &frame.high[axis] }
        };
        let slopes = slopes_at(races.first()?, from)?;
        let ends = slopes.iter().enumerate().map(|(axis, slope)| end(axis, slope).clone());
        let mut corner: Vec<Rational> = ends.collect();
        for _ in 0..MOST_TURNS {
            let (race, lead) = self.largest(races, &corner)?;
            if lead.certain_sign() != Some(Sign::Positive)
                && let Some(decision) = self.at(&corner).filter(|found| *found != self.here)
            {
                return Some(Witness { point: corner, decision, pair: Some(race.pair) });
            }
            let point: Vec<Interval> = corner.iter().map(Interval::from_rational).collect();
            let slopes = slopes_at(&race, &point)?;
            // Edges along which it falls first, the steepest before others; those along which it rises may turn
            let promise = |axis: usize| {
                let width = frame.high[axis].minus(&frame.low[axis]).nearest_f64();
                let falls = corner[axis] != *end(axis, &slopes[axis]);
                slopes[axis].midpoint().abs() * if falls { width } else { -width }
            };
            let mut edges: Vec<usize> = (0..corner.len()).collect();
            edges.sort_by(|&a, &b| promise(b).total_cmp(&promise(a)));
            let next = edges.into_iter().find_map(|axis| {
                let mut next = corner.clone();
                let other = if next[axis] == frame.low[axis] { &frame.high } else { &frame.low };
                next[axis] = other[axis].clone();
                let (_, there) = self.largest(races, &next)?;
                (there.minus(&lead).certain_sign() == Some(Sign::Negative)).then_some(next)
            });
            corner = next?;
        }
        None
    }
}
