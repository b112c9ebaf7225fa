//! Exact chances of where play ends, when lots are drawn.

use rustc_hash::FxHashMap;

use super::landing::Steps;
use super::{Field, Landing, Landings, Rule, Share, certified};
use crate::digraph::Components;
use crate::linalg::{Matrix, solve};
use crate::num::{Rational, Ring};
use crate::response::{ResponseError, Watch};

/// Most profiles, and most in a component that play leaves, for exact chances: a system of so many
/// equations.
const MOST: (usize, usize) = (4096, 100);

/// With which chance play from the profile number `start`, or from one drawn from all with equal
/// chances, ends where. `None` if the game is too large: then [`sampled`](super::sampled) tells.
///
/// # Errors
/// [`ResponseError::Stopped`] when `watch` ends it.
///
/// # Complexity
/// For each strong component of profiles that play leaves a system of as many equations, for each place
/// where play may end.
pub fn chances(
    field: &Field<'_>,
    rule: &Rule,
    start: Option<usize>,
    watch: Watch<'_>,
) -> Result<Option<Landings>, ResponseError> {
    let profiles = field.payoffs.shape().profiles();
    // Everybody's moves at once are many
    if profiles > MOST.0 || field.payoffs.shape().players() > 12 {
        return Ok(None);
    }
    let next: Vec<Vec<(usize, Rational)>> =
        (0..profiles).map(|profile| field.successors(rule, profile)).collect();
    let arc = |node: usize, turn: u32| Some((next[node].get(turn as usize)?.0, turn + 1));
    let go_on = |seen: u64| watch(seen, profiles as u64);
    let components = Components::of(profiles, arc, &go_on).ok_or(ResponseError::Stopped)?;
    let mut members = vec![Vec::new(); components.count];
    for (profile, &component) in components.number.iter().enumerate() {
        members[component as usize].push(profile);
    }
    let sinks = components.sinks(profiles, arc);
    let mut ends = Ends { next: &next, of: vec![FxHashMap::default(); profiles] };
    for (component, members) in members.iter().enumerate() {
        if !go_on(component as u64) {
            return Err(ResponseError::Stopped);
        }
        if let Ok(sink) = sinks.binary_search(&component) {
            for &profile in members {
                ends.of[profile].insert(sink, Rational::one());
            }
        } else if members.len() > MOST.1 {
            return Ok(None);
        } else {
            ends.leave(members, sinks.len());
        }
    }
    let starts = start.map_or(0..profiles, |start| start..start + 1);
    let each = Rational::share(1, starts.len());
    let mut shares = vec![Rational::zero(); sinks.len() + 1];
    for start in starts {
        for (&end, chance) in &ends.of[start] {
            let mut share = chance.clone();
            share *= &each;
            shares[end] += &share;
        }
    }
    let steps = Steps::Exact(shares.pop().unwrap_or_else(Rational::zero));
    let landings = sinks
        .into_iter()
        .zip(shares)
        .filter(|(_, share)| start.is_none() || !share.is_zero())
        .map(|(sink, share)| {
            let profiles = std::mem::take(&mut members[sink]);
            let certificate = certified(field.payoffs, &profiles);
            Landing { profiles, share: Share::Exact(share), certificate }
        })
        .collect();
    Ok(Some(Landings::new(landings, true, steps)))
}

/// Of each profile, the chance of each end; under the number after the last end, the mean of steps.
struct Ends<'a> {
    next: &'a [Vec<(usize, Rational)>],
    of: Vec<FxHashMap<usize, Rational>>,
}

impl Ends<'_> {
    /// Those of a component that play leaves, from those of the profiles it leaves to.
    fn leave(&mut self, members: &[usize], steps: usize) {
        let place: FxHashMap<usize, usize> =
            members.iter().enumerate().map(|(place, &profile)| (profile, place)).collect();
        let count = members.len();
        let mut rows = vec![vec![Rational::zero(); count]; count];
        let mut sides: FxHashMap<usize, Vec<Rational>> = FxHashMap::default();
        sides.insert(steps, vec![Rational::one(); count]);
        for (row, &profile) in members.iter().enumerate() {
            rows[row][row] += &Rational::one();
            for (after, chance) in &self.next[profile] {
                if let Some(&column) = place.get(after) {
                    rows[row][column] -= chance;
                    continue;
                }
                for (&end, known) in &self.of[*after] {
                    let side = sides.entry(end).or_insert_with(|| vec![Rational::zero(); count]);
                    let mut share = known.clone();
                    share *= chance;
                    side[row] += &share;
                }
            }
        }
        let matrix = Matrix::from_rows(rows).expect("a row for each profile");
        for (end, side) in sides {
            let solved = solve(&matrix, &side).unique().expect("play leaves the component");
            for (&profile, chance) in members.iter().zip(solved) {
                if !chance.is_zero() {
                    self.of[profile].insert(end, chance);
                }
            }
        }
    }
}
