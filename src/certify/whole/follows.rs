//! Which continuations in the set keep players from deviating.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::{Side, enclosed};
use crate::game::{Polygon, between};
use crate::num::{Certain, Interval, Rational, Ring, Sign};

/// A continuation.
pub(super) struct Next<'a> {
    pub point: Cow<'a, [Rational; 2]>,
    pub about: [Interval; 2],
}

/// Continuations that give players at least so much: the corners of what there are, some perhaps more than once.
pub(super) struct Follows<'a> {
    pub least: [Rational; 2],
    all: Vec<Next<'a>>,
}

impl<'a> Follows<'a> {
    /// Of a set, whose corners are known in floats, too.
    pub(super) fn new(set: &'a Polygon, corners: &[[Interval; 2]], least: [Rational; 2]) -> Self {
        let (points, about) = (&set.vertices, enclosed(&least));
        let order = |place: usize, axis: usize| match corners[place][axis]
            .minus(&about[axis])
            .certain_sign()
        {
            Some(Sign::Negative) => Ordering::Less,
            Some(Sign::Zero) => Ordering::Equal,
            Some(Sign::Positive) => Ordering::Greater,
            None => points[place][axis].cmp(&least[axis]),
        };
        let orders: Vec<[Ordering; 2]> =
            (0..points.len()).map(|place| [order(place, 0), order(place, 1)]).collect();
        let fits = |orders: &[Ordering; 2]| orders.iter().all(|order| order.is_ge());
        let mut found: Vec<Next<'a>> = (0..points.len())
            .filter(|&place| fits(&orders[place]))
            .map(|place| Next { point: Cow::Borrowed(&points[place]), about: corners[place] })
            .collect();
        let mut add = |point: [Rational; 2]| {
            found.push(Next { about: enclosed(&point), point: Cow::Owned(point) });
        };
        for axis in 0..2 {
            let other = 1 - axis;
            let mut bounds: Option<[Rational; 2]> = None;
            for (place, here) in points.iter().enumerate() {
                let end = (place + 1) % points.len();
                let (one, two) = (orders[place][axis], orders[end][axis]);
                let meets = if one.is_eq() {
                    Some(here.clone())
                } else if one.is_lt() && two.is_gt() || one.is_gt() && two.is_lt() {
                    between(here, &points[end], axis, &least[axis])
                } else {
                    None
                };
                let Some(point) = meets else { continue };
                let at = point[other].clone();
                bounds = Some(match bounds {
                    None => [at.clone(), at],
                    Some([low, high]) => [low.min(at.clone()), high.max(at)],
                });
                if one.is_ne() && point[other] >= least[other] {
                    add(point);
                }
            }
            // Just enough for both players
            let inside = |[low, high]: &[Rational; 2]| *low < least[other] && least[other] < *high;
            if axis == 0 && bounds.as_ref().is_some_and(inside) {
                add(least.clone());
            }
        }
        Self { least, all: found }
    }

    /// Those that are farthest in the direction of a side.
    pub(super) fn best(&self, side: &Side) -> Vec<&Next<'a>> {
        let about: Vec<Interval> = self.all.iter().map(|next| side.about(&next.about)).collect();
        let low = about.iter().map(Interval::lo).fold(f64::NEG_INFINITY, f64::max);
        let mut best: Option<(Rational, Vec<&Next<'a>>)> = None;
        for (next, _) in self.all.iter().zip(&about).filter(|(_, about)| about.hi() >= low) {
            let value = side.at(&next.point);
            match best.as_mut().map(|(most, all)| (value.cmp(most), all)) {
                Some((Ordering::Less, _)) => (),
                Some((Ordering::Equal, all)) => all.push(next),
                Some((Ordering::Greater, _)) | None => best = Some((value, vec![next])),
            }
        }
        best.map_or_else(Vec::new, |(_, all)| all)
    }
}
