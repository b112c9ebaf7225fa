//! Sets in floats that surely contain all equilibrium payoffs.

use rayon::prelude::*;

use super::hull::corners;
use super::sieve::{Sieve, Sifted};
use super::step::TOGETHER;

/// By how many times the error of floats each set is made larger than its corners ask for, so that they are seen to be inside.
const ROOM: [f64; 3] = [4.0, 32.0, 256.0];

/// A set that contains all equilibrium payoffs.
pub(super) struct Outer<'a> {
    sieve: &'a Sieve,
    /// Profiles that some continuation in the set may sustain.
    pub active: Vec<usize>,
    pub corners: Vec<[f64; 2]>,
    /// No equilibrium gives a player less.
    pub threats: [f64; 2],
}

impl<'a> Outer<'a> {
    /// A set whose corners are the nearest floats of one that is known to contain all.
    pub(super) fn new(
        sieve: &'a Sieve,
        active: &[usize],
        corners: &[[f64; 2]],
        threats: [f64; 2],
    ) -> Self {
        let pad = sieve.pad();
        let all = corners.iter().flat_map(|c| around(&[[c[0]; 2], [c[1]; 2]], pad * ROOM[0]));
        let threats = threats.map(|threat| threat - pad);
        Self { sieve, active: active.to_vec(), corners: hull(all.collect()), threats }
    }

    /// Makes the next set. Whether its points could be proved to contain what they must: else it stays as it is.
    pub(super) fn advance(&mut self) -> bool {
        let outline = self.sieve.outline(&self.corners);
        let (sieve, threats, active) = (self.sieve, &self.threats, &self.active);
        let areas = |profile: usize, room: f64| {
            let areas = sieve.areas(profile, &outline, threats).into_iter();
            areas.flat_map(move |area| around(&area, room * sieve.pad()))
        };
        let chunk =
            |profiles: &[usize]| hull(profiles.iter().flat_map(|&p| areas(p, ROOM[0])).collect());
        let mut next: Vec<[f64; 2]> = if active.len() <= TOGETHER {
            chunk(active)
        } else {
            let parts: Vec<_> = active.par_chunks(TOGETHER).map(chunk).collect();
            hull(parts.into_iter().flatten().collect())
        };
        for room in ROOM {
            let seen = sieve.outline(&next);
            let sift = |&profile: &usize| sieve.sift(profile, &outline, threats, &seen);
            let sifted: Vec<Sifted> = if active.len() <= TOGETHER {
                active.iter().map(sift).collect()
            } else {
                active.par_iter().with_min_len(TOGETHER).map(sift).collect()
            };
            let told = || active.iter().zip(&sifted);
            let open: Vec<usize> = told()
                .filter(|(_, sifted)| **sifted == Sifted::Open)
                .map(|(&profile, _)| profile)
                .collect();
            if open.is_empty() {
                let kept = told().filter(|(_, sifted)| **sifted != Sifted::Gone);
                self.active = kept.map(|(&profile, _)| profile).collect();
                for axis in 0..2 {
                    let least =
                        next.iter().map(|corner| corner[axis]).fold(f64::INFINITY, f64::min);
                    self.threats[axis] = self.threats[axis].max(least);
                }
                self.corners = next;
                return true;
            }
            next.extend(open.into_iter().flat_map(|profile| areas(profile, room)));
            next = hull(next);
        }
        false
    }
}

/// The corners of a rectangle and of what is so near to it.
fn around(area: &[[f64; 2]; 2], room: f64) -> [[f64; 2]; 4] {
    let [x, y] = area.map(|[low, high]| [low - room, high + room]);
    [[x[0], y[0]], [x[1], y[0]], [x[1], y[1]], [x[0], y[1]]]
}

/// About the corners of the convex hull, counterclockwise.
fn hull(mut all: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    all.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    all.dedup();
    corners(all, |corner| corner)
}
