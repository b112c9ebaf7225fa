//! What the limit looks like, in floats: which profile and continuation make each of its corners.

use super::hull::{ULP, corners};
use super::sieve::Sieve;
use super::stage::{Image, Stage};
use crate::certify::Generated;

/// A set in floats, and how its corners came about from the one before it.
pub(super) struct Guess<'a> {
    stage: &'a Stage<f64>,
    sieve: &'a Sieve,
    active: Vec<usize>,
    pub corners: Vec<[f64; 2]>,
    pub generated: Vec<Generated>,
    threats: [f64; 2],
    /// How many sets were made.
    pub steps: usize,
}

impl<'a> Guess<'a> {
    pub(super) fn new(
        stage: &'a Stage<f64>,
        sieve: &'a Sieve,
        active: &[usize],
        corners: Vec<[f64; 2]>,
        threats: [f64; 2],
    ) -> Self {
        let active = active.to_vec();
        Self { stage, sieve, active, corners, generated: Vec::new(), threats, steps: 0 }
    }

    /// Makes the next set. Whether its corners came about as those of the present one did.
    pub(super) fn advance(&mut self) -> bool {
        self.steps += 1;
        let likely = self.likely();
        let images = likely
            .iter()
            .flat_map(|&profile| self.stage.images(profile, &self.corners, &self.threats));
        let next = hull(images.collect());
        for (axis, threat) in self.threats.iter_mut().enumerate() {
            let least = next.iter().map(|image| image.point[axis]).fold(f64::INFINITY, f64::min);
            *threat = threat.max(if least.is_finite() { least } else { *threat });
        }
        let generated: Vec<Generated> = next.iter().map(|image| image.generated).collect();
        let same = generated == self.generated;
        self.generated = generated;
        self.corners = next.into_iter().map(|image| image.point).collect();
        same
    }

    /// Profiles that seem to be at the boundary of the next set.
    fn likely(&mut self) -> Vec<usize> {
        // What seems not to matter may be at a corner all the same: a second guess takes everything
        if self.stage.slack.is_some() || self.active.len() <= 2 * self.corners.len() {
            return self.active.clone();
        }
        let outline = self.sieve.outline(&self.corners);
        let (likely, gone) = self.sieve.likely(&self.active, &outline, &self.threats);
        if gone > 0 {
            let sieve = &self.sieve;
            let threats = &self.threats;
            self.active.retain(|&profile| sieve.adds(profile, &outline, threats));
        }
        likely
    }
}

/// The corners of the convex hull.
fn hull(mut all: Vec<Image<f64>>) -> Vec<Image<f64>> {
    all.sort_by(|a, b| {
        let (p, q) = (&a.point, &b.point);
        p[0].total_cmp(&q[0]).then(p[1].total_cmp(&q[1])).then(a.generated.cmp(&b.generated))
    });
    let near = |a: f64, b: f64| (a - b).abs() <= ULP * (a.abs() + b.abs());
    all.dedup_by(|a, b| (0..2).all(|axis| near(a.point[axis], b.point[axis])));
    corners(all, |image| &image.point)
}
