//! From one set of payoffs to the next.

use rayon::prelude::*;

use super::Point;
use super::round::rounded;
use super::sieve::{Sieve, Sifted};
use super::stage::{Image, Stage};
use crate::certify::Generated;
use crate::game::{Polygon, extreme};
use crate::num::Rational;

/// Profiles that one thread looks at together.
pub(super) const TOGETHER: usize = 512;

/// A set that contains all equilibrium payoffs, and what the next one is made of.
pub(super) struct Step<'a> {
    stage: &'a Stage<Rational>,
    sieve: &'a Sieve,
    /// Profiles that some continuation in the set still sustains.
    pub active: Vec<usize>,
    pub set: Polygon,
    /// How its corners came about from the set before; empty for the first.
    pub generated: Vec<Generated>,
    /// No equilibrium gives a player less.
    pub threats: Point,
}

impl<'a> Step<'a> {
    /// All payoffs that can be reached with these profiles, and what the other's pure strategies can hold each player to.
    pub(super) fn first(stage: &'a Stage<Rational>, sieve: &'a Sieve, active: Vec<usize>) -> Self {
        let set = Polygon::hull(active.iter().map(|&profile| stage.own[profile].clone()).collect());
        Self { stage, sieve, active, set, generated: Vec::new(), threats: stage.minmax.clone() }
    }

    /// Goes on from a set that is known to contain all equilibrium payoffs.
    pub(super) fn from(self, set: Polygon, active: Vec<usize>, threats: Point) -> Self {
        Self { set, active, threats, generated: Vec::new(), ..self }
    }

    /// The greatest number of bits of a coordinate.
    pub(super) fn bits(&self) -> usize {
        self.set.vertices.iter().flatten().map(Rational::bits).max().unwrap_or(0)
    }

    /// Makes the next set of the present one, with short numbers if that is wished. Whether it is the same, so that all that follow are.
    pub(super) fn advance(&mut self, short: bool) -> bool {
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
            self.set = Polygon { vertices: points };
            if short {
                self.set = rounded(std::mem::take(&mut self.set), self.stage.range);
            }
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
    fn images(&mut self) -> Vec<Image<Rational>> {
        let exact = |profiles: &[usize]| -> Vec<Image<Rational>> {
            let one =
                |&profile: &usize| self.stage.images(profile, &self.set.vertices, &self.threats);
            profiles.par_iter().with_min_len(8).flat_map_iter(one).collect()
        };
        let hull = |images: Vec<Image<Rational>>| extreme(images, |image| &image.point);
        // For few profiles the sieve costs as much as it saves
        if self.active.len() <= self.set.vertices.len() || !self.sieve.is_useful() {
            return hull(exact(&self.active));
        }
        let floats = |points: &[Point]| -> Vec<[f64; 2]> {
            points.iter().map(|point| [0, 1].map(|axis| point[axis].nearest_f64())).collect()
        };
        let outline = self.sieve.outline(&floats(&self.set.vertices));
        let threats = [0, 1].map(|axis| self.threats[axis].nearest_f64());
        let (likely, _) = self.sieve.likely(&self.active, &outline, &threats);
        let mut images = hull(exact(&likely));
        let points: Vec<Point> = images.iter().map(|image| image.point.clone()).collect();
        let next = self.sieve.outline(&floats(&points));
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
}
