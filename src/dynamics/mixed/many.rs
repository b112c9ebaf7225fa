//! Many starts, drawn evenly, and where they lead.

use rayon::prelude::*;

use super::end::near;
use super::field::normalise;
use super::{End, Field, MixedError, Near, Rule, Settings, Verdict, moved};
use crate::num::Draws;

/// Where starts lead.
#[derive(Clone, Debug, PartialEq)]
pub struct Ends {
    /// How many starts were followed to their end.
    pub starts: usize,
    /// Whether all that were asked for were.
    pub complete: bool,
    /// The one that most lead to first.
    pub places: Vec<Place>,
}

/// A place where starts lead.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The equilibrium that all of these ends are near.
    pub near: Option<Near>,
    /// What the points of these motions say.
    pub verdict: Verdict,
    /// The first of these ends, by the order of starts; probabilities, population by population.
    pub state: Vec<f64>,
    /// Its regret.
    pub regret: f64,
    /// From how many starts.
    pub starts: usize,
}

impl Place {
    /// The share of `of` starts, and its standard error.
    #[allow(clippy::cast_precision_loss)] // counts
    pub fn share(&self, of: usize) -> (f64, f64) {
        let share = self.starts as f64 / of.max(1) as f64;
        (share, (share * (1.0 - share) / of.max(1) as f64).sqrt())
    }
}

/// Ends that are at rest are one place if no probability differs by more. Only the list hangs on it.
const ONE_PLACE: f64 = 1e-3;

/// The start number `number` of a seed: each mix evenly drawn from all mixes.
pub fn random_start(field: &Field, seed: u64, number: u64) -> Vec<f64> {
    let draws = Draws::new(seed).at(number);
    let mut state: Vec<f64> =
        (0..field.len()).map(|place| -core_math::log(1.0 - draws.uniform(place))).collect();
    for population in 0..field.counts().len() {
        normalise(&mut state[field.place(population)]);
    }
    state
}

/// Follows a rule from `starts` starts, drawn with the seed of `settings`, and tells where they lead.
/// The same on any number of threads.
///
/// # Errors
/// [`MixedError`], as [`follow`](super::follow).
///
/// # Complexity
/// As so many calls of [`follow`](super::follow), without averages; threads share them.
pub fn from_many(
    field: &Field,
    rule: &Rule,
    starts: usize,
    settings: &Settings<'_>,
) -> Result<Ends, MixedError> {
    let done = std::sync::atomic::AtomicU64::new(0);
    let total = starts as u64;
    let watch = |_, _| (settings.watch)(done.load(std::sync::atomic::Ordering::Relaxed), total);
    let each = |number: usize| -> Result<Option<Place>, MixedError> {
        if !watch(0, 0) {
            return Ok(None);
        }
        let start = random_start(field, settings.seed, number as u64);
        // Lots of one start are no others'
        let seed = Draws::new(settings.seed).at(number as u64).bits(field.len());
        let settings = Settings { watch: &watch, seed, ..*settings };
        let (points, track, mut mover, stopped) = moved(field, rule, &start, &settings, false)?;
        done.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        if stopped {
            return Ok(None);
        }
        let end = End::moving(&track, mover.as_mut(), rule);
        let Some(last) = points.into_iter().next_back() else { return Ok(None) };
        drop(mover);
        let near = if end == Verdict::Moving { None } else { near(field, &last.state) };
        Ok(Some(Place { near, verdict: end, state: last.state, regret: last.regret, starts: 1 }))
    };
    let found = (0..starts).into_par_iter().map(each).collect::<Result<Vec<_>, _>>()?;
    let mut places: Vec<Place> = Vec::new();
    let mut followed = 0;
    for place in found.into_iter().flatten() {
        followed += 1;
        match places.iter_mut().find(|other| same(other, &place)) {
            Some(other) => {
                other.starts += 1;
                // What one of them says with more doubt, all of them do
                other.verdict = worse(other.verdict, place.verdict);
                if let (Some(near), Some(other)) = (&place.near, &mut other.near) {
                    other.distance = other.distance.max(near.distance);
                }
            }
            None => places.push(place),
        }
    }
    places.sort_by_key(|place| std::cmp::Reverse(place.starts));
    Ok(Ends { starts: followed, complete: followed == starts, places })
}

fn worse(a: Verdict, b: Verdict) -> Verdict {
    if a == Verdict::AtRest { b } else { a }
}

fn same(a: &Place, b: &Place) -> bool {
    match (&a.near, &b.near) {
        (Some(a), Some(b)) => a.profile == b.profile,
        (None, None) if a.verdict == Verdict::Moving => b.verdict == Verdict::Moving,
        (None, None) => {
            let far = a.state.iter().zip(&b.state).map(|(x, y)| (x - y).abs()).fold(0.0, f64::max);
            b.verdict != Verdict::Moving && far <= ONE_PLACE
        }
        _ => false,
    }
}
