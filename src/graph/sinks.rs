//! Where can play be trapped? The components of the graph that no arc leaves.
//!
//! Source: M. Goemans, V. Mirrokni, A. Vetta, "Sink equilibria and convergence", *46th Annual IEEE
//! Symposium on Foundations of Computer Science* (2005), 142–151 (`goemans2005`).

use super::Improvements;
use super::acyclicity::{cycle, lengths};
use crate::certify::Moves;
use crate::digraph::Components;
use crate::game::Support;
use crate::response::{ResponseError, Watch};

/// The graph of improvements as a whole: to better responses, or to best ones.
///
/// From every profile some way leads into a sink, and none leads out: an equilibrium, or several
/// profiles each of which can be reached from each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landscape {
    /// Whether players move to best responses only.
    pub best: bool,
    /// How many moves gain.
    pub arcs: u64,
    /// Numbers of the profiles at which nobody gains: the pure equilibria, each a sink.
    pub equilibria: Vec<usize>,
    /// The other sinks, in the order of their first profiles.
    pub sinks: Vec<Sink>,
    /// How many profiles are on some cycle.
    pub cyclic: usize,
    /// A cycle, if there is one: numbers of profiles in order, from the least on.
    pub cycle: Option<Vec<usize>>,
    /// Of a graph without cycles, the most improvements one after the other from each profile.
    pub lengths: Option<Vec<u32>>,
}

/// A sink of several profiles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sink {
    /// Their numbers, increasing.
    pub profiles: Vec<usize>,
    /// The strategies of each player that are played in them.
    pub played: Vec<Support>,
}

impl Landscape {
    /// Of the graph of moves to better responses, or to `best` ones only.
    ///
    /// # Errors
    /// [`ResponseError::Stopped`] when `watch` ends it.
    ///
    /// # Complexity
    /// A few passes over the arcs, one for each player and profile; some 30 bytes for each node.
    #[allow(clippy::missing_panics_doc)] // an invariant
    pub fn new(
        improvements: &Improvements<'_>,
        best: bool,
        watch: Watch<'_>,
    ) -> Result<Self, ResponseError> {
        let moves = Moves { best, ties: false };
        let (nodes, profiles) = (improvements.nodes(), improvements.profiles());
        let go_on = |seen: u64| watch(seen, nodes as u64);
        let next = |node: usize, turn: u32| improvements.next(moves, node, turn);
        let components = Components::of(nodes, next, &go_on).ok_or(ResponseError::Stopped)?;
        let (cycle, lengths) = if components.count == nodes {
            (None, Some(lengths(improvements, moves, &components, watch)?))
        } else {
            (cycle(improvements, moves, &components, watch)?, None)
        };
        if !go_on(nodes as u64) {
            return Err(ResponseError::Stopped);
        }
        let found = components.sinks(nodes, next);
        let sizes = components.sizes();
        let number = &components.number[..profiles];
        let cyclic = number.iter().filter(|&&component| sizes[component as usize] > 1).count();
        // Tiers lead to their members, so what is alone is a profile
        let mut place = vec![u32::MAX; components.count];
        let mut members: Vec<Vec<usize>> = Vec::new();
        let mut equilibria = Vec::new();
        let mut is_sink = vec![false; components.count];
        for component in found {
            is_sink[component] = true;
        }
        for (profile, &component) in number.iter().enumerate() {
            let component = component as usize;
            if !is_sink[component] {
                continue;
            }
            if sizes[component] == 1 {
                equilibria.push(profile);
                continue;
            }
            if place[component] == u32::MAX {
                place[component] = u32::try_from(members.len()).expect("profiles have 32 bits");
                members.push(Vec::new());
            }
            members[place[component] as usize].push(profile);
        }
        let sinks = members.into_iter().map(|profiles| Sink::new(improvements, profiles)).collect();
        let arcs = improvements.count(best);
        Ok(Self { best, arcs, equilibria, sinks, cyclic, cycle, lengths })
    }

    /// Whether from every profile some way leads to a pure equilibrium.
    ///
    /// Source: H. P. Young, "The evolution of conventions", *Econometrica* 61 (1993), 57–84
    /// (`young1993`).
    pub fn is_weakly_acyclic(&self) -> bool {
        self.sinks.is_empty()
    }

    /// The most improvements that can follow each other, if they cannot go on for ever.
    pub fn longest(&self) -> Option<u32> {
        self.lengths.as_ref().map(|lengths| lengths.iter().copied().max().unwrap_or(0))
    }
}

impl Sink {
    fn new(improvements: &Improvements<'_>, profiles: Vec<usize>) -> Self {
        let shape = improvements.payoffs().shape();
        let mut played: Vec<Vec<bool>> =
            shape.strategies().iter().map(|&count| vec![false; count]).collect();
        for &profile in &profiles {
            for (player, played) in played.iter_mut().enumerate() {
                played[shape.strategy(profile, player)] = true;
            }
        }
        let support =
            |played: Vec<bool>| (0..played.len()).filter(|&strategy| played[strategy]).collect();
        Self { profiles, played: played.into_iter().map(support).collect() }
    }
}
