//! How a set comes about, without numbers.

use crate::certify::Continuation;
use crate::game::extreme;
use crate::num::Rational;

use super::PayoffSet;

/// What two sets have in common that come about in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// Of each corner the profile and the kind of continuation.
    corners: Vec<(usize, Kind)>,
    threats: [usize; 2],
    /// Whether anything is proved at all.
    known: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Forever,
    /// What a corner gives.
    Vertex(Option<usize>),
    /// Both players would just as well deviate.
    Both,
    /// One player would, after a lot between these.
    Lot(usize, [Option<usize>; 2]),
}

impl Shape {
    /// Whether anything is proved at all.
    pub(super) fn is_known(&self) -> bool {
        self.known
    }

    pub(super) fn of(set: &PayoffSet) -> Self {
        let point = |place: &usize| set.vertices[*place].payoff.clone().map(|(low, _)| low);
        // Others lie on sides
        let all: Vec<(usize, [Rational; 2])> =
            (0..set.vertices.len()).map(|place| (place, point(&place))).collect();
        let corners = extreme(all, |(_, point)| point);
        let position = |vertex: usize| corners.iter().position(|(place, _)| *place == vertex);
        let kind = |place: usize| match set.vertices[place].generated.continuation {
            Continuation::Forever => Kind::Forever,
            Continuation::Vertex(next) => Kind::Vertex(position(next)),
            Continuation::Both => Kind::Both,
            Continuation::Lot { player, between } => Kind::Lot(player, between.map(position)),
        };
        Self {
            corners: corners
                .iter()
                .map(|&(place, _)| (set.vertices[place].generated.profile, kind(place)))
                .collect(),
            threats: set.threats.map(|threat| position(threat).unwrap_or(usize::MAX)),
            known: !set.vertices.is_empty() || set.outer.vertices.is_empty(),
        }
    }
}
