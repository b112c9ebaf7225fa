//! Which profiles surely add nothing, told by floats with bounds of their errors.

use rayon::prelude::*;

use super::Point;
use super::hull::corners;
use super::stage::Stage;
use super::step::TOGETHER;
use crate::num::Rational;

/// What rounding may do to a number, as a part of the greatest one: eight times the error of a sum, more than the few operations
/// here add up to: 2⁻⁵⁰.
const SLACK: f64 = f64::from_bits((1023 - 50) << 52);

/// The boundary of a set seen along one axis, in floats: its lower and its upper side, from the least coordinate to the greatest.
struct Sides {
    low: Vec<[f64; 2]>,
    high: Vec<[f64; 2]>,
}

/// A convex set whose corners are rounded to floats: its points are at most `pad` away from the true one.
pub(super) struct Outline {
    sides: [Sides; 2],
    pad: f64,
}

/// What is known of a profile without exact numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sifted {
    /// No continuation keeps players from deviating, nor will one in any smaller set.
    Gone,
    /// All it adds is inside.
    Inside,
    /// Exact numbers must tell.
    Open,
}

/// The stage game in floats.
pub(super) struct Sieve {
    own: Vec<[f64; 2]>,
    needed: Vec<[f64; 2]>,
    discount: f64,
    pad: f64,
}

/// Numbers between two floats.
type Within = [f64; 2];

impl Sieve {
    pub(super) fn new(stage: &Stage<Rational>) -> Self {
        let floats = |points: &[Point]| -> Vec<[f64; 2]> {
            points.iter().map(|point| [point[0].nearest_f64(), point[1].nearest_f64()]).collect()
        };
        let (own, needed) = (floats(&stage.own), floats(&stage.needed));
        let greatest = own.iter().flatten().map(|x| x.abs()).fold(0.0, f64::max);
        // Thresholds are a threat, at most as great as a payoff, and what is needed more; what needs far more than the range of
        // payoffs is out of reach whatever rounding does
        let pad = SLACK * (greatest + 2.0 * stage.range).max(f64::MIN_POSITIVE);
        Self { own, needed, discount: stage.discount.nearest_f64(), pad }
    }

    /// Whether floats can tell anything here.
    pub(super) fn is_useful(&self) -> bool {
        self.pad.is_finite()
    }

    /// What rounding may do to a number.
    pub(super) fn pad(&self) -> f64 {
        self.pad
    }

    /// Rectangles around the points that a profile adds.
    pub(super) fn areas(
        &self,
        profile: usize,
        set: &Outline,
        threats: &[f64; 2],
    ) -> Vec<[Within; 2]> {
        let mut found = Vec::new();
        self.added(profile, set, threats, |area| {
            found.push(area);
            true
        });
        found
    }

    /// Profiles that seem to be at the boundary of the next set, in order, and how many add nothing.
    pub(super) fn likely(
        &self,
        active: &[usize],
        set: &Outline,
        threats: &[f64; 2],
    ) -> (Vec<usize>, usize) {
        let near = |chunk: &[usize]| {
            let (mut all, mut gone) = (Vec::new(), 0);
            for &profile in chunk {
                let any = self.added(profile, set, threats, |area| {
                    all.push((area.map(|[low, high]| f64::midpoint(low, high)), profile));
                    true
                });
                gone += usize::from(!any);
            }
            (at_corners(all), gone)
        };
        let parts: Vec<_> = if active.len() <= TOGETHER {
            vec![near(active)]
        } else {
            active.par_chunks(TOGETHER).map(near).collect()
        };
        let gone = parts.iter().map(|(_, gone)| gone).sum();
        let all = parts.into_iter().flat_map(|(points, _)| points).collect();
        let mut found: Vec<usize> =
            at_corners(all).into_iter().map(|(_, profile)| profile).collect();
        found.sort_unstable();
        found.dedup();
        (found, gone)
    }

    /// Whether a profile may add anything.
    pub(super) fn adds(&self, profile: usize, set: &Outline, threats: &[f64; 2]) -> bool {
        self.added(profile, set, threats, |_| true)
    }

    /// What a profile adds to the set after `set`, compared with what is known to be in that.
    pub(super) fn sift(
        &self,
        profile: usize,
        set: &Outline,
        threats: &[f64; 2],
        next: &Outline,
    ) -> Sifted {
        let mut inside = true;
        let any = self.added(profile, set, threats, |area| {
            inside &= next.surely_has(&area);
            inside
        });
        match (any, inside) {
            (false, _) => Sifted::Gone,
            (true, true) => Sifted::Inside,
            (true, false) => Sifted::Open,
        }
    }

    /// Calls `tell` with a rectangle around each point that the profile may add, as long as it wants more; whether there may be any.
    fn added(
        &self,
        profile: usize,
        set: &Outline,
        threats: &[f64; 2],
        mut tell: impl FnMut([Within; 2]) -> bool,
    ) -> bool {
        let (own, pad) = (&self.own[profile], self.pad);
        let least = [0, 1].map(|axis| threats[axis] + self.needed[profile][axis]);
        let above = |axis: usize| own[axis] - least[axis];
        // Where it cannot be told whether the profile for ever is enough, both are looked at
        let surely = above(0) > 2.0 * pad && above(1) > 2.0 * pad;
        let possibly = above(0) > -2.0 * pad && above(1) > -2.0 * pad;
        let mut any = possibly;
        if possibly && !tell(own.map(|x| [x - pad, x + pad])) || surely {
            return true;
        }
        for player in 0..2 {
            let other = 1 - player;
            let Some([low, high]) = set.crossing(player, least[player]) else { continue };
            if high[1] < least[other] - pad {
                continue;
            }
            any = true;
            let low = [low[0].max(least[other] - pad), low[1].max(least[other] + pad)];
            for ends in [low, high] {
                let mut follows = [ends; 2];
                follows[player] = [least[player] - pad, least[player] + pad];
                let area = [0, 1].map(|axis| {
                    let average = |x: f64| own[axis] + self.discount * (x - own[axis]);
                    [average(follows[axis][0]) - 2.0 * pad, average(follows[axis][1]) + 2.0 * pad]
                });
                if !tell(area) {
                    return true;
                }
            }
        }
        any
    }

    /// A set as it is looked at here, from the nearest floats of its corners.
    pub(super) fn outline(&self, corners: &[[f64; 2]]) -> Outline {
        Outline { sides: [0, 1].map(|axis| Sides::of(corners, axis)), pad: self.pad }
    }
}

impl Sides {
    /// Of the corners of a convex polygon, counterclockwise.
    fn of(points: &[[f64; 2]], axis: usize) -> Self {
        let turned: Vec<[f64; 2]> = points.iter().map(|p| [p[axis], p[1 - axis]]).collect();
        let order = |a: &usize, b: &usize| {
            turned[*a].partial_cmp(&turned[*b]).unwrap_or(std::cmp::Ordering::Equal)
        };
        let count = turned.len();
        let first = (0..count).min_by(order).unwrap_or(0);
        let last = (0..count).max_by(order).unwrap_or(0);
        let walk = |from: usize, to: usize, step: usize| {
            let mut side = Vec::new();
            let mut place = from;
            loop {
                side.extend(turned.get(place));
                if place == to || count == 0 {
                    break side;
                }
                place = (place + step) % count;
            }
        };
        // Seen along the second axis the way round is the other one
        let (forth, back) = if axis == 0 { (1, count.max(1) - 1) } else { (count.max(1) - 1, 1) };
        Self { low: walk(first, last, forth), high: walk(first, last, back) }
    }
}

impl Outline {
    /// Bounds of the lowest and of the highest point at about a value of a coordinate; nothing where the set surely has none.
    fn crossing(&self, axis: usize, value: f64) -> Option<[Within; 2]> {
        let Sides { low, high } = &self.sides[axis];
        Some([self.along(low, value, 2.0)?, self.along(high, value, 2.0)?])
    }

    /// Whether a rectangle is surely in the set.
    fn surely_has(&self, area: &[Within; 2]) -> bool {
        let Sides { low, high } = &self.sides[0];
        let (Some(first), Some(last)) = (low.first(), low.last()) else { return false };
        // Beyond the first and the last corner nothing is known to be inside
        let margin = 2.0 * self.pad;
        if area[0][0] < first[0] + margin || area[0][1] > last[0] - margin {
            return false;
        }
        area[0].iter().all(|&at| {
            let below = self.along(low, at, 1.0).is_some_and(|side| side[1] < area[1][0]);
            below && self.along(high, at, 1.0).is_some_and(|side| area[1][1] < side[0])
        })
    }

    /// Bounds of one side of the set at a coordinate that is known to `pads` times the pad: of a polygon whose corners are rounded
    /// it has, within the pad of each, the values of the true one.
    fn along(&self, side: &[[f64; 2]], at: f64, pads: f64) -> Option<Within> {
        let reach = (pads + 1.0) * self.pad;
        let (first, last) = (side.first()?, side.last()?);
        let (from, to) = (at - reach, at + reach);
        if to < first[0] || from > last[0] {
            return None;
        }
        let start = side.partition_point(|corner| corner[0] < from);
        let mut bounds = [f64::INFINITY, f64::NEG_INFINITY];
        let mut meet = |y: f64| bounds = [bounds[0].min(y), bounds[1].max(y)];
        // Corners on the way, and both ends of it
        let mut place = start;
        while let Some(corner) = side.get(place).filter(|corner| corner[0] <= to) {
            meet(corner[1]);
            place += 1;
        }
        for x in [from.max(first[0]), to.min(last[0])] {
            let after = side.partition_point(|corner| corner[0] < x).max(1);
            let Some([a, b]) = side.get(after - 1..=after) else { continue };
            if x >= a[0] && x <= b[0] && b[0] > a[0] {
                meet(a[1] + (x - a[0]) / (b[0] - a[0]) * (b[1] - a[1]));
            }
        }
        Some([bounds[0] - self.pad, bounds[1] + self.pad])
    }
}

/// Those at the corners of the convex hull: a guess.
fn at_corners(mut all: Vec<([f64; 2], usize)>) -> Vec<([f64; 2], usize)> {
    all.sort_by(|(a, p), (b, q)| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])).then(p.cmp(q)));
    corners(all, |(point, _)| point)
}
