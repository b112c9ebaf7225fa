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
    threats: [Option<usize>; 2],
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
    /// One player would, after a lot on this side.
    Lot(usize, Option<usize>),
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
        let count = set.vertices.len();
        // The side that two neighbours are on, by the corner before it
        let side = |[one, other]: [usize; 2]| {
            let mut at = if (one + 1) % count == other { one } else { other };
            while position(at).is_none() {
                at = (at + count - 1) % count;
            }
            position(at)
        };
        let kind = |place: usize| match set.vertices[place].generated.continuation {
            Continuation::Forever => Kind::Forever,
            Continuation::Vertex(next) => Kind::Vertex(position(next)),
            Continuation::Both => Kind::Both,
            Continuation::Lot { player, between } => Kind::Lot(player, side(between)),
        };
        // The first of those that are as bad
        let threats = [0, 1].map(|player| {
            let worst = set.vertices.get(set.threats[player]).map(|one| &one.payoff[player].1);
            let mut places =
                corners.iter().map(|(place, _)| &set.vertices[*place].payoff[player].0);
            worst.and_then(|worst| places.position(|low| low <= worst))
        });
        Self {
            corners: corners
                .iter()
                .map(|&(place, _)| (set.vertices[place].generated.profile, kind(place)))
                .collect(),
            threats,
            known: !set.vertices.is_empty() || set.outer.vertices.is_empty(),
        }
    }
}
