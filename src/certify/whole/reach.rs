//! How far profiles reach at most, in floats rounded outward: few need be looked at exactly.

use std::cmp::Ordering;

use super::{Side, enclosed};
use crate::game::Polygon;
use crate::num::{Certain, Interval, Rational, Ring, Sign};

/// A polygon that contains all continuations, and the sides in question.
pub(super) struct Reach {
    corners: Vec<[Interval; 2]>,
    /// At most the greatest coordinates.
    highest: [f64; 2],
    sides: Vec<Line>,
    discount: Interval,
    now: Interval,
}

/// A side in floats.
struct Line {
    direction: [Interval; 2],
    level: Interval,
    /// The direction in floats, and what is surely less than it says of a profile that reaches beyond the side, whatever follows.
    rough: [f64; 3],
    /// The corners of the polygon at which the direction may be greatest, and at most how great that is.
    farthest: Vec<usize>,
    most: f64,
}

impl Line {
    /// Whether a profile with about these payoffs may reach beyond the side if players need not be kept from deviating.
    fn may_matter(&self, own: [f64; 2]) -> bool {
        let [first, second, least] = self.rough;
        // Of what is no number nothing is sure
        !matches!((first * own[0] + second * own[1]).partial_cmp(&least), Some(Ordering::Less))
    }
}

/// More than rounding can do to numbers, products and their sum, as a part of these: 2⁻⁴⁸, sixteen times the error of one of them.
const SLACK: f64 = f64::from_bits((1023 - 48) << 52);

/// A direction in floats, and what is surely less than it says of payoffs that lead beyond the level with at most so much to follow.
fn rough(
    direction: &[Interval; 2],
    level: &Interval,
    follows: f64,
    [now, later]: [&Interval; 2],
    greatest: [f64; 2],
) -> [f64; 3] {
    let about = [direction[0].midpoint(), direction[1].midpoint()];
    let slack = SLACK * (about[0].abs() * greatest[0] + about[1].abs() * greatest[1]);
    let needed = Interval::point(follows).and_then(|follows| {
        let mut needed = *level;
        needed.sub_product(later, &follows);
        needed.divided_by(now)
    });
    let least = needed.map_or(f64::NAN, |needed| needed.lo() - slack - f64::MIN_POSITIVE);
    [about[0], about[1], least]
}

/// The ends of what a polygon has in common with a line on which a coordinate is constant: bounds of the other one.
type Section = Option<[f64; 2]>;

impl Reach {
    /// With how great the payoffs of each player are at most, whatever their sign.
    pub(super) fn new(
        outer: &Polygon,
        sides: &[Side],
        discount: &Rational,
        greatest: [f64; 2],
    ) -> Self {
        let weight = Interval::from_rational(discount);
        let now = Interval::from_rational(&Rational::one().minus(discount));
        let corners: Vec<[Interval; 2]> = outer.vertices.iter().map(enclosed).collect();
        let line = |side: &Side| {
            let values: Vec<Interval> = corners.iter().map(|corner| side.about(corner)).collect();
            let low = values.iter().map(Interval::lo).fold(f64::NEG_INFINITY, f64::max);
            let farthest = (0..values.len()).filter(|&corner| values[corner].hi() >= low).collect();
            let most = values.iter().map(Interval::hi).fold(f64::NEG_INFINITY, f64::max);
            let (direction, level) = side.about;
            let rough = rough(&direction, &level, most, [&now, &weight], greatest);
            Line { direction, level, rough, farthest, most }
        };
        let highest = [0, 1].map(|axis| {
            corners.iter().map(|corner| corner[axis].hi()).fold(f64::NEG_INFINITY, f64::max)
        });
        Self { sides: sides.iter().map(line).collect(), corners, highest, discount: weight, now }
    }

    /// At most how far the polygon reaches in the direction of a side.
    pub(super) fn most(&self, side: usize) -> Option<Rational> {
        Rational::from_f64(self.sides[side].most)
    }

    /// The sides that a profile with these payoffs may reach beyond, by continuations in the polygon that give players at least so
    /// much: all that it does, and perhaps more.
    pub(super) fn beyond(&self, own: &[Interval; 2], least: &[Interval; 2]) -> Vec<usize> {
        if (0..2).any(|axis| self.highest[axis] < least[axis].lo()) {
            return Vec::new();
        }
        let at = [own[0].midpoint(), own[1].midpoint()];
        let mut near =
            self.sides.iter().enumerate().filter(|(_, line)| line.may_matter(at)).peekable();
        if near.peek().is_none() {
            return Vec::new();
        }
        let ends = self.ends(least);
        let is_open = |line: &Line| {
            let below = |corner: &[Interval; 2]| {
                let below = |axis: usize| corner[axis].hi() < least[axis].lo();
                below(0) || below(1)
            };
            if line.farthest.iter().all(|&corner| below(&self.corners[corner])) {
                // The greatest one left is just enough for a player
                ends.iter().any(|end| {
                    let mut value = line.direction[0];
                    value *= &end[0];
                    value.add_product(&line.direction[1], &end[1]);
                    self.may_exceed(line, own, value.hi())
                })
            } else {
                self.may_exceed(line, own, line.most)
            }
        };
        near.filter(|(_, line)| is_open(line)).map(|(number, _)| number).collect()
    }

    /// The ends of what the polygon has in common with the lines on which what follows is just enough for a player, as far as it may be
    /// enough for the other.
    fn ends(&self, least: &[Interval; 2]) -> Vec<[Interval; 2]> {
        let mut found = Vec::new();
        for axis in 0..2 {
            let other = 1 - axis;
            let Some([low, high]) = self.section(axis, &least[axis]) else { continue };
            if high < least[other].lo() {
                continue;
            }
            // Where too little is cut off, it is just enough for both
            let low = if low < least[other].hi() {
                Interval::new(low.max(least[other].lo()), least[other].hi().min(high).max(low))
            } else {
                Interval::point(low)
            };
            for end in [low, Interval::point(high)].into_iter().flatten() {
                let mut point = [end; 2];
                point[axis] = least[axis];
                found.push(point);
            }
        }
        found
    }

    /// Whether a profile with these payoffs may be beyond a side when what follows is at most so far.
    fn may_exceed(&self, line: &Line, own: &[Interval; 2], follows: f64) -> bool {
        let Some(follows) = Interval::point(follows) else { return true };
        let mut value = line.direction[0];
        value *= &own[0];
        value.add_product(&line.direction[1], &own[1]);
        value *= &self.now;
        value.add_product(&self.discount, &follows);
        !matches!(value.minus(&line.level).certain_sign(), Some(Sign::Negative | Sign::Zero))
    }

    /// What the polygon has in common with the points whose coordinate has this value; nothing if surely nothing.
    fn section(&self, axis: usize, value: &Interval) -> Section {
        let mut found: Section = None;
        for (place, from) in self.corners.iter().enumerate() {
            let to = &self.corners[(place + 1) % self.corners.len()];
            let (low, high) =
                (from[axis].lo().min(to[axis].lo()), from[axis].hi().max(to[axis].hi()));
            if value.hi() < low || value.lo() > high {
                continue;
            }
            let (one, other) = (&from[1 - axis], &to[1 - axis]);
            let mut ends = [one.lo().min(other.lo()), one.hi().max(other.hi())];
            // Where on the edge: an edge along the line is in it as a whole
            if let Some(part) = value.minus(&from[axis]).divided_by(&to[axis].minus(&from[axis])) {
                let mut at = *one;
                at.add_product(&part, &other.minus(one));
                ends = [ends[0].max(at.lo()).min(ends[1]), ends[1].min(at.hi()).max(ends[0])];
            }
            found = Some(match found {
                None => ends,
                Some([low, high]) => [low.min(ends[0]), high.max(ends[1])],
            });
        }
        found
    }
}
