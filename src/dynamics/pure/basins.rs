//! Rules without chance: where play leads from every start, and the way from one.

use rayon::prelude::*;

use super::orbits::Orbits;
use super::{Field, Rule, certified, narrow};
use crate::certify::Certificate;
use crate::response::{ResponseError, Watch};

/// Where play ends: a rest point, or a cycle of several profiles.
#[derive(Clone, Debug, PartialEq)]
pub struct Attractor {
    /// Numbers of the profiles, in the order of play, the least first.
    pub profiles: Vec<usize>,
    /// From how many starts it is reached.
    pub basin: usize,
    /// The most steps that it takes to reach it.
    pub longest: usize,
    /// Of a rest point.
    pub certificate: Option<Certificate>,
}

/// Where play leads from every pure profile.
#[derive(Clone, Debug, PartialEq)]
pub struct Basins {
    /// The largest basin first; of equal ones that of the least profile.
    pub attractors: Vec<Attractor>,
    /// `steps[k]`: from how many starts play needs k steps until it is in an attractor.
    pub steps: Vec<usize>,
}

/// Follows play from every pure profile.
///
/// # Errors
/// [`ResponseError::Stopped`] when `watch` ends it.
///
/// # Complexity
/// One step for each profile, and a pass over all; twelve bytes of memory for each.
pub fn basins(field: &Field<'_>, rule: &Rule, watch: Watch<'_>) -> Result<Basins, ResponseError> {
    let profiles = field.payoffs.shape().profiles();
    let total = profiles as u64;
    let done = std::sync::atomic::AtomicU64::new(0);
    let mut next = vec![0_u32; profiles];
    let chunks = next.par_chunks_mut(TOGETHER).enumerate();
    chunks.try_for_each(|(chunk, next)| {
        let before = done.fetch_add(next.len() as u64, std::sync::atomic::Ordering::Relaxed);
        if !watch(before, total) {
            return Err(ResponseError::Stopped);
        }
        for (place, next) in next.iter_mut().enumerate() {
            *next = narrow(field.next(rule, chunk * TOGETHER + place));
        }
        Ok(())
    })?;
    let Orbits { cycles, basins, longest, steps } = Orbits::of(&next);
    let mut attractors: Vec<Attractor> = cycles
        .into_iter()
        .zip(basins.into_iter().zip(longest))
        .map(|(profiles, (basin, longest))| {
            let certificate = certified(field.payoffs, &profiles);
            Attractor { profiles, basin, longest, certificate }
        })
        .collect();
    attractors.sort_by_key(|attractor| (std::cmp::Reverse(attractor.basin), attractor.profiles[0]));
    Ok(Basins { attractors, steps })
}

/// Profiles that one task follows.
const TOGETHER: usize = 1 << 14;

/// The way of play from one profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trajectory {
    /// Numbers of the profiles, from the start up to where the attractor has been gone through once.
    pub profiles: Vec<usize>,
    /// How many of them come before the attractor.
    pub before: usize,
}

impl Trajectory {
    /// Where it ends.
    pub fn attractor(&self) -> &[usize] {
        &self.profiles[self.before..]
    }
}

/// Follows play from the profile number `start`; `None` if it is still on its way after `at_most`
/// steps.
///
/// # Complexity
/// One step for each profile on the way.
pub fn trajectory(
    field: &Field<'_>,
    rule: &Rule,
    start: usize,
    at_most: usize,
) -> Option<Trajectory> {
    let mut profiles = vec![start];
    let mut seen = rustc_hash::FxHashMap::default();
    seen.insert(start, 0);
    for _ in 0..at_most {
        let next = field.next(rule, *profiles.last()?);
        if let Some(&before) = seen.get(&next) {
            return Some(Trajectory { profiles, before });
        }
        seen.insert(next, profiles.len());
        profiles.push(next);
    }
    None
}
