//! How far profiles reach at most, in floats rounded outward: few need be looked at exactly.

use super::Side;
use crate::game::Polygon;
use crate::num::{Certain, Interval, Rational, Ring, Sign};

/// A polygon that contains all continuations, and the sides in question.
pub(super) struct Reach {
    corners: Vec<[Interval; 2]>,
    sides: Vec<Line>,
    discount: Interval,
    now: Interval,
}

/// A side in floats.
struct Line {
    direction: [Interval; 2],
    level: Interval,
    /// A corner of the polygon at which the direction is greatest, and how great.
    corner: usize,
    most: Interval,
}

/// The ends of what a polygon has in common with a line on which a coordinate is constant: bounds of the other one.
type Section = Option<[f64; 2]>;

impl Reach {
    pub(super) fn new(outer: &Polygon, sides: &[Side], discount: &Rational) -> Self {
        let float = |point: &[Rational; 2]| {
            [Interval::from_rational(&point[0]), Interval::from_rational(&point[1])]
        };
        let line = |side: &Side| {
            let values: Vec<Rational> =
                outer.vertices.iter().map(|corner| side.at(corner)).collect();
            let corner = (0..values.len()).max_by(|&a, &b| values[a].cmp(&values[b])).unwrap_or(0);
            Line {
                direction: float(&side.direction),
                level: Interval::from_rational(&side.level),
                corner,
                most: values.get(corner).map_or_else(Interval::zero, Interval::from_rational),
            }
        };
        Self {
            corners: outer.vertices.iter().map(float).collect(),
            sides: sides.iter().map(line).collect(),
            discount: Interval::from_rational(discount),
            now: Interval::from_rational(&Rational::one().minus(discount)),
        }
    }

    /// The sides that a profile with these payoffs may reach beyond, by continuations in the polygon that give players at least so
    /// much: all that it does, and perhaps more.
    pub(super) fn beyond(&self, own: &[Rational; 2], least: &[Rational; 2]) -> Vec<usize> {
        let [own, least] =
            [own, least].map(|point| [0, 1].map(|axis| Interval::from_rational(&point[axis])));
        let sections = [0, 1].map(|axis| self.section(axis, &least[axis]));
        let is_open = |&number: &usize| {
            let line = &self.sides[number];
            // Where the greatest continuation is too little for a player, the greatest one left is just enough for them
            let corner = &self.corners[line.corner];
            let cut = (0..2).find(|&axis| {
                corner[axis].minus(&least[axis]).certain_sign() == Some(Sign::Negative)
            });
            match cut {
                None => self.may_exceed(line, &own, &line.most),
                Some(axis) => sections[axis].is_some_and(|ends| {
                    ends.into_iter().any(|end| {
                        let mut value = line.direction[axis];
                        value *= &least[axis];
                        match Interval::point(end) {
                            Some(end) => {
                                value.add_product(&line.direction[1 - axis], &end);
                                self.may_exceed(line, &own, &value)
                            }
                            None => true,
                        }
                    })
                }),
            }
        };
        (0..self.sides.len()).filter(is_open).collect()
    }

    fn may_exceed(&self, line: &Line, own: &[Interval; 2], follows: &Interval) -> bool {
        let mut value = line.direction[0];
        value *= &own[0];
        value.add_product(&line.direction[1], &own[1]);
        value *= &self.now;
        value.add_product(&self.discount, follows);
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
