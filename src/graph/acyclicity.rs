//! Can improvements go round? A cycle, or how long they can go on.
//!
//! Source: D. Monderer, L. S. Shapley, "Potential games", *Games and Economic Behavior* 14 (1996),
//! 124–143 (`monderer1996`).

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::Improvements;
use crate::certify::Moves;
use crate::digraph::Components;
use crate::response::{ResponseError, Watch};

/// Steps of a search between two questions to the caller.
const BETWEEN: u64 = 1 << 10;

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
    let inside = |node: usize| number[node] == number[from];
    let mut cycle = around(improvements, moves, [from, first], &inside, watch)?;
    let least = (0..cycle.len()).min_by_key(|&place| cycle[place]).unwrap_or(0);
    cycle.rotate_left(least);
    Ok(Some(cycle))
}

/// A node, and who moved there.
type State = (u32, u32);

/// The shortest cycle that begins with a move from one profile to another, among the nodes `inside`.
///
/// Arcs to better responses lead from tier to tier, so that a move of one player may be several of them:
/// going on with the same player is free. So is the way from a tier to its members.
fn around(
    improvements: &Improvements<'_>,
    moves: Moves,
    [from, first]: [usize; 2],
    inside: &dyn Fn(usize) -> bool,
    watch: Watch<'_>,
) -> Result<Vec<usize>, ResponseError> {
    let shape = improvements.payoffs().shape();
    let mover = (0..shape.players())
        .find(|&player| shape.strategy(from, player) != shape.strategy(first, player))
        .unwrap_or(0);
    // Of best responses who moved need not be known
    let state = |node: usize, mover: usize| -> State {
        (narrow(node), if moves.best { 0 } else { narrow(mover) })
    };
    let start = state(first, mover);
    let mut known: FxHashMap<State, (u32, State)> = FxHashMap::default();
    known.insert(start, (0, start));
    let mut queue = VecDeque::from([(0, start)]);
    let (mut last, mut seen) = (None, 0_u64);
    while let Some((far, at)) = queue.pop_front() {
        if at.0 == narrow(from) {
            last = Some(at);
            break;
        }
        seen += 1;
        if seen % BETWEEN == 0 && !watch(seen, improvements.nodes() as u64) {
            return Err(ResponseError::Stopped);
        }
        if known[&at].0 < far {
            continue;
        }
        let of_tier = at.0 as usize >= improvements.profiles();
        improvements.each_arc(moves, at.0 as usize, &mut |end, mover| {
            let next = state(end, mover);
            let along = if moves.best { of_tier } else { next.1 == at.1 };
            let distance = far + u32::from(!along);
            if inside(end) && known.get(&next).is_none_or(|(other, _)| distance < *other) {
                known.insert(next, (distance, at));
                if along {
                    queue.push_front((distance, next));
                } else {
                    queue.push_back((distance, next));
                }
            }
        });
    }
    let mut at = last.ok_or(ResponseError::Stopped)?;
    let mut way = vec![at.0 as usize];
    while at != start {
        at = known[&at].1;
        way.push(at.0 as usize);
    }
    way.retain(|&node| node < improvements.profiles());
    way.reverse();
    // Where the same player goes on, one move is enough
    let mover = |place: usize| {
        let (from, to) = (way[place], way[(place + 1) % way.len()]);
        (0..shape.players()).find(|&p| shape.strategy(from, p) != shape.strategy(to, p))
    };
    let turns = |&place: &usize| mover(place) != mover((place + way.len() - 1) % way.len());
    Ok((0..way.len()).filter(turns).map(|place| way[place]).collect())
}

/// Nodes have 32 bits, and players are fewer.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).expect("nodes have 32 bits")
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
