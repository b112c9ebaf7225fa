//! Points that may generate each other, in floats: guesses, to be proved.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::ApproximationSettings;
use super::hull::{Between, Farthest, Hull, mean};
use super::outer::{Line, Outer, highest};
use super::simplex::Search;
use super::stage::Stage;
use crate::num::Draws;

/// How far guesses are pulled inside, as a part of their distance from the middle: the first that can be proved is taken.
const PULLS: [f64; 3] = [1e-8, 1e-6, 1e-4];
/// What each later set is pulled by, as a part of that.
const AGAIN: f64 = 1.0 / 64.0;
/// Sets after which one that was pulled inside should have come back.
const RETURN: usize = 48;
/// By how much directions are turned, as a part of their length.
const TURN: f64 = 1e-5;
/// What sets may still move by when they count as settled, as a part of the range.
const SETTLED: f64 = 1e-11;
/// What another profile must add to be looked at, as a part of the range.
const ADDS: f64 = 1e-13;

/// The farthest point of the next set in a direction.
#[derive(Clone, Debug)]
pub(super) struct Image {
    pub point: Vec<f64>,
    pub profile: usize,
    /// Points of the present set that the continuation is between.
    pub between: Vec<usize>,
    /// Whose incentive to deviate is just held in check.
    pub tight: Vec<bool>,
}

/// A set of points, and what each direction of the next one is made of.
pub(super) struct Guess {
    pub points: Vec<Vec<f64>>,
    pub images: Vec<Image>,
}

/// From one set of points to the next.
pub(super) struct Inner<'a> {
    stage: &'a Stage<'a>,
    sides: Vec<Side>,
    /// Points that are in all sets.
    fixed: Vec<Vec<f64>>,
    /// How many points the bases are about.
    count: usize,
}

/// A direction near one of the outer set's, so that of several points that are farthest there a corner is taken.
struct Side {
    normal: Vec<f64>,
    length: f64,
    ceilings: Vec<f64>,
    bases: FxHashMap<usize, Vec<usize>>,
}

impl<'a> Inner<'a> {
    #[allow(clippy::cast_precision_loss)] // few
    pub(super) fn new(stage: &'a Stage<'a>, outer: &Outer<'_>, fixed: Vec<Vec<f64>>) -> Self {
        let size = stage.sizes.iter().copied().fold(0.0, f64::max);
        let side = |(place, line): (usize, &Line), turn: f64| {
            let draws = Draws::new(0).at(place as u64);
            let around = line
                .normal
                .iter()
                .enumerate()
                .map(|(axis, x)| x + line.length * TURN * turn * (draws.uniform(axis) - 0.5));
            // Payoffs reach farther by what the direction is turned
            let more = TURN * line.length * size * line.normal.len() as f64;
            Side {
                normal: around.collect(),
                length: line.length,
                ceilings: line.ceilings.iter().map(|ceiling| ceiling + more).collect(),
                bases: FxHashMap::default(),
            }
        };
        let lines = || outer.lines.iter().enumerate();
        let sides = lines().map(|line| side(line, 1.0)).chain(lines().map(|line| side(line, -1.0)));
        Self { stage, sides: sides.collect(), fixed, count: 0 }
    }

    /// Follows sets down from the farthest points of the outer one until they settle; nothing where they vanish, or there was no
    /// time.
    pub(super) fn fall(
        &mut self,
        start: &[Vec<f64>],
        settings: &ApproximationSettings<'_>,
    ) -> Option<Vec<Vec<f64>>> {
        let mut points: Vec<Vec<f64>> = start.iter().chain(start).cloned().collect();
        let mut reached = vec![f64::INFINITY; self.sides.len()];
        // Rounds after which what is far away counts as little as the first pull
        let patience = core_math::log(PULLS[0])
            / core_math::log(self.stage.later.iter().copied().fold(0.0, f64::max));
        let mut quiet = 0.0;
        for step in 0..settings.iterations {
            if !(settings.watch)(step) {
                return None;
            }
            let images = self.next(&points, true)?;
            let next: Vec<Vec<f64>> = images.into_iter().map(|image| image.point).collect();
            let ways = points.iter().flatten().zip(next.iter().flatten());
            let moved = ways.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            points = next;
            // Of points that are as far, now one may be found and now the other, for ever: what counts is how far
            quiet += 1.0;
            for ((side, point), reached) in self.sides.iter().zip(&points).zip(&mut reached) {
                let far = side.normal.iter().zip(point).map(|(n, x)| n * x).sum::<f64>();
                if (*reached - far) / side.length > SETTLED * self.stage.range {
                    quiet = 0.0;
                }
                *reached = reached.min(far);
            }
            if moved <= SETTLED * self.stage.range || quiet > patience {
                break;
            }
        }
        Some(points)
    }

    /// Sets that seem to generate themselves: what is around `limit`, pulled inside, with all that it grows into until it has come
    /// back.
    pub(super) fn guesses(&mut self, limit: &[Vec<f64>]) -> impl Iterator<Item = Guess> {
        PULLS.iter().filter_map(|pull| self.guess(limit, *pull))
    }

    fn guess(&mut self, limit: &[Vec<f64>], pull: f64) -> Option<Guess> {
        let start = pulled(limit.to_vec(), pull);
        let mut all = start.clone();
        let mut last = start.clone();
        for step in 1..=RETURN {
            let images = self.next(&last, false)?;
            let next: Vec<Vec<f64>> = images.into_iter().map(|image| image.point).collect();
            last = pulled(next, pull * AGAIN);
            // Looking costs as much as a step
            if (step < 4 || step % 4 == 0) && self.contains(&last, &start) {
                let images = self.next(&all, false)?;
                all.extend(self.fixed.iter().cloned());
                return Some(Guess { points: all, images });
            }
            all.extend(last.iter().cloned());
        }
        None
    }

    /// Whether the hull of the points, and of those that are in all sets, contains others.
    fn contains(&self, points: &[Vec<f64>], others: &[Vec<f64>]) -> bool {
        let all: Vec<Vec<f64>> = points.iter().chain(&self.fixed).cloned().collect();
        let hull = Between::new(&all, self.stage.range);
        let inside = |point: &Vec<f64>| hull.find(point, &mut Search::default()).is_some();
        others.par_iter().with_min_len(8).all(inside)
    }

    /// The farthest points of the next set. Where sets only become smaller, what was found bounds what will be.
    fn next(&mut self, points: &[Vec<f64>], falling: bool) -> Option<Vec<Image>> {
        let all: Vec<Vec<f64>> = points.iter().chain(&self.fixed).cloned().collect();
        if all.len() != self.count {
            self.count = all.len();
            self.sides.iter_mut().for_each(|side| side.bases.clear());
        }
        let players = self.stage.players();
        let least = |axis: usize| all.iter().map(|point| point[axis]).fold(f64::INFINITY, f64::min);
        let threats: Vec<f64> = (0..players).map(least).collect();
        let stage = self.stage;
        let one = |side: &mut Side| {
            let mut hull = Hull::new(&all, stage.range);
            hull.aim(&stage.turned(&side.normal), side.length);
            farthest(stage, side, &hull, &threats, falling)
        };
        self.sides.par_iter_mut().with_min_len(4).map(one).collect()
    }
}

/// The farthest point of the next set in a direction, over all profiles that may reach there.
fn farthest(
    stage: &Stage<'_>,
    side: &mut Side,
    hull: &Hull,
    threats: &[f64],
    falling: bool,
) -> Option<Image> {
    let mut search = Search::default();
    let mut best: Option<(f64, Image)> = None;
    let Side { normal, length, ceilings, bases } = side;
    highest(ceilings, ADDS * stage.range * *length, |profile, ceiling| {
        let both = threats.iter().zip(&stage.least[profile]);
        let floors: Vec<f64> = both.map(|(threat, least)| threat + least).collect();
        let basis = bases.entry(profile).or_default();
        let mut value = f64::NEG_INFINITY;
        if let Some(Farthest { point, between, tight }) = hull.farthest(&floors, basis, &mut search)
        {
            let point = stage.both(profile, &point);
            value = point.iter().zip(&*normal).map(|(x, n)| x * n).sum();
            if best.as_ref().is_none_or(|(other, _)| value > *other) {
                best = Some((value, Image { point, profile, between, tight }));
            }
        }
        if falling {
            *ceiling = ceiling.min(value);
        }
        value
    });
    best.map(|(_, image)| image)
}

/// Points moved towards their middle.
fn pulled(mut points: Vec<Vec<f64>>, pull: f64) -> Vec<Vec<f64>> {
    let centre = mean(&points);
    for point in &mut points {
        for (x, middle) in point.iter_mut().zip(&centre) {
            *x += pull * (middle - *x);
        }
    }
    points
}
