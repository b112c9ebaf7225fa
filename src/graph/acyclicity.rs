//! Can improvements go round? A cycle, or how long they can go on.
//!
//! Source: D. Monderer, L. S. Shapley, "Potential games", *Games and Economic Behavior* 14 (1996),
//! 124–143 (`monderer1996`).

use super::Improvements;
use crate::certify::Moves;
use crate::digraph::{Components, shortest};
use crate::response::{ResponseError, Watch};

/// A cycle of moves of which at least one gains, if there is any: numbers of profiles, from the least
/// on. It is a shortest one through one of its moves, in the smallest component that has any.
pub(super) fn cycle(
    improvements: &Improvements<'_>,
    moves: Moves,
    components: &Components,
    watch: Watch<'_>,
) -> Result<Option<Vec<usize>>, ResponseError> {
    let sizes = components.sizes();
    let number = &components.number;
    let size = |profile: usize| sizes[number[profile] as usize];
    let several = (0..improvements.profiles()).filter(|&profile| size(profile) > 1);
    let found = if moves.ties {
        // Tiers are in a component as a whole; but not every component has a move that gains
        let gaining = |profile: usize| {
            let inside = move |&end: &usize| number[end] == number[profile];
            let ends = improvements.gaining(moves.best, profile).filter(inside);
            ends.map(move |end| (profile, end)).min()
        };
        several.filter_map(gaining).min_by_key(|&(profile, _)| size(profile))
    } else {
        // From each profile of a component of several some move leads to another
        several.min_by_key(|&profile| size(profile)).and_then(|profile| {
            let inside = |&end: &usize| number[end] == number[profile];
            let ends = improvements.ends(moves, profile);
            ends.into_iter().filter(inside).min().map(|end| (profile, end))
        })
    };
    let Some((from, first)) = found else { return Ok(None) };
    let ends = |profile: usize, tell: &mut dyn FnMut(usize)| {
        improvements.each_end(moves, profile, &mut |end| {
            if number[end] == number[profile] {
                tell(end);
            }
        });
    };
    let most = size(from) as u64;
    let way = shortest(first, from, ends, &|seen| watch(seen, most));
    let mut cycle = way.ok_or(ResponseError::Stopped)?;
    let least = (0..cycle.len()).min_by_key(|&place| cycle[place]).unwrap_or(0);
    cycle.rotate_left(least);
    Ok(Some(cycle))
}

/// Of a graph without cycles of moves that gain: the most of these one after the other, from each
/// profile.
pub(super) fn lengths(
    improvements: &Improvements<'_>,
    moves: Moves,
    components: &Components,
    watch: Watch<'_>,
) -> Result<Vec<u32>, ResponseError> {
    let (nodes, profiles) = (improvements.nodes(), improvements.profiles());
    let next = |node: usize, turn: u32| improvements.next(moves, node, turn);
    // What leads to a tier is the move; from the tier to its members is none
    let heights = components
        .heights(next, |node| node < profiles, &|done| watch(done, nodes as u64))
        .ok_or(ResponseError::Stopped)?;
    Ok(components.number[..profiles].iter().map(|&own| heights[own as usize]).collect())
}
