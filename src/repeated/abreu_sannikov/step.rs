//! From one set of payoffs to the next.

use rayon::prelude::*;

use super::round::rounded;
use super::sieve::{Sieve, Sifted};
use super::stage::{Image, Stage};
use super::Point;
use crate::certify::Generated;
use crate::game::{Game, Polygon, extreme};
use crate::num::{Rational, Ring};

/// Profiles that one thread looks at together.
const TOGETHER: usize = 512;

/// A set that contains all equilibrium payoffs, and what the next one is made of.
pub(super) struct Step<'a> {
    stage: &'a Stage,
    sieve: Sieve,
    /// Profiles that some continuation in the set still sustains.
    active: Vec<usize>,
    pub set: Polygon,
    /// How its corners came about from the set before; empty for the first.
    pub generated: Vec<Generated>,
    /// No equilibrium gives a player less.
    pub threats: Point,
    /// The range of payoffs.
    pub scale: f64,
}

impl<'a> Step<'a> {
    /// All payoffs that can be reached, and what the other's pure strategies can hold each player to.
    pub(super) fn first(stage: &'a Stage, game: &Game<Rational>) -> Self {
        let shape = game.shape();
        let threats = [0, 1].map(|player| {
            let best = |rivals: usize| {
                let ways = (0..shape.strategies()[player]).map(|own| shape.with(rivals, player, own));
                ways.map(|index| game.payoffs(player)[index].clone()).max()
            };
            shape.rival_profiles(player).filter_map(best).min().unwrap_or_else(Rational::zero)
        });
        let range = |player: usize| {
            let all = || game.payoffs(player).iter();
            match (all().max(), all().min()) {
                (Some(high), Some(low)) => high.minus(low).nearest_f64(),
                _ => 0.0,
            }
        };
        Self {
            stage,
            sieve: Sieve::new(stage),
            active: (0..stage.own.len()).collect(),
            set: Polygon::hull(stage.own.clone()),
            generated: Vec::new(),
            threats,
            scale: range(0).max(range(1)),
        }
    }

    /// Makes the next set of the present one. Whether it is the same, so that all that follow are.
    pub(super) fn advance(&mut self) -> bool {
        let images = self.images();
        let points: Vec<Point> = images.iter().map(|image| image.point.clone()).collect();
        let mut threats = self.threats.clone();
        for (axis, threat) in threats.iter_mut().enumerate() {
            if let Some(least) = points.iter().map(|point| &point[axis]).min() {
                *threat = threat.clone().max(least.clone());
            }
        }
        let same = points == self.set.vertices && threats == self.threats;
        self.generated = images.into_iter().map(|image| image.generated).collect();
        if !same {
            self.set = rounded(Polygon { vertices: points }, self.scale);
            if self.set.vertices.len() != self.generated.len() {
                // Rounding has made a corner disappear: nothing is known of how the others came about
                self.generated.clear();
            }
            for axis in 0..2 {
                if let Some(least) = self.set.least(axis) {
                    let threat = &mut self.threats[axis];
                    *threat = threat.clone().max(least.clone());
                }
            }
        }
        same
    }

    /// The corners of the next set.
    fn images(&mut self) -> Vec<Image> {
        let exact = |profiles: &[usize]| -> Vec<Image> {
            let one = |&profile: &usize| self.stage.images(profile, &self.set, &self.threats);
            profiles.par_iter().with_min_len(8).flat_map_iter(one).collect()
        };
        let hull = |images: Vec<Image>| extreme(images, |image| &image.point);
        // For few profiles the sieve costs as much as it saves
        if self.active.len() <= self.set.vertices.len() || !self.sieve.is_useful() {
            return hull(exact(&self.active));
        }
        let outline = self.sieve.outline(&self.set);
        let threats = [0, 1].map(|axis| self.threats[axis].nearest_f64());
        let likely = self.likely(&outline, &threats);
        let mut images = hull(exact(&likely));
        let points = images.iter().map(|image| image.point.clone()).collect();
        let next = self.sieve.outline(&Polygon { vertices: points });
        let sifted: Vec<Sifted> = self
            .active
            .par_iter()
            .with_min_len(TOGETHER)
            .map(|&profile| match likely.binary_search(&profile) {
                Ok(_) => Sifted::Inside,
                Err(_) => self.sieve.sift(profile, &outline, &threats, &next),
            })
            .collect();
        let told = || self.active.iter().zip(&sifted);
        let open = told().filter(|(_, sifted)| **sifted == Sifted::Open);
        let open: Vec<usize> = open.map(|(&profile, _)| profile).collect();
        if !open.is_empty() {
            images.extend(exact(&open));
            images = hull(images);
        }
        let kept = told().filter(|(_, sifted)| **sifted != Sifted::Gone);
        self.active = kept.map(|(&profile, _)| profile).collect();
        images
    }

    /// Profiles that seem to be at the boundary of the next set, in order.
    fn likely(&self, outline: &super::sieve::SetInFloats, threats: &[f64; 2]) -> Vec<usize> {
        let near = |chunk: &[usize]| -> Vec<([f64; 2], usize)> {
            let mut all = Vec::new();
            for &profile in chunk {
                let points = self.sieve.near(profile, outline, threats);
                all.extend(points.into_iter().map(|point| (point, profile)));
            }
            corners(all)
        };
        let parts: Vec<_> = self.active.par_chunks(TOGETHER).map(near).collect();
        let mut found: Vec<usize> =
            corners(parts.into_iter().flatten().collect()).into_iter().map(|(_, profile)| profile).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Those at the corners of the convex hull, of floats: a guess.
fn corners(mut all: Vec<([f64; 2], usize)>) -> Vec<([f64; 2], usize)> {
    all.sort_by(|(a, p), (b, q)| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])).then(p.cmp(q)));
    let half = |items: &mut dyn Iterator<Item = &([f64; 2], usize)>| {
        let mut chain: Vec<([f64; 2], usize)> = Vec::new();
        for item in items {
            while let [.., (a, _), (b, _)] = &chain[..] {
                let c = item.0;
                if (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0.0 {
                    break;
                }
                chain.pop();
            }
            chain.push(*item);
        }
        chain
    };
    let mut found = half(&mut all.iter());
    found.extend(half(&mut all.iter().rev()));
    found
}
