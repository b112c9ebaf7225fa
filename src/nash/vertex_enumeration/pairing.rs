//! The vertices of the second polytope that make equilibria with a vertex of the first.

use super::clock::Clock;
use super::polytope::{Point, Polytope};
use super::tree::{self, Branch};
use crate::game::{Mixed, Support};
use crate::linalg::{Dictionary, Tight};
use crate::num::{Rational, Sign};

/// An extreme equilibrium.
pub(super) struct Pair {
    pub(super) strategies: [Mixed<Rational>; 2],
}

pub(super) struct Pairing<'a> {
    /// Of either player.
    pub(super) polytopes: &'a [Polytope; 2],
    /// Whose vertices are visited.
    pub(super) first: usize,
    pub(super) clock: &'a Clock<'a>,
}

impl Pairing<'_> {
    /// Adds the equilibria in which the first player plays `vertex`.
    ///
    /// The other player has to play best responses to it only, and everything that it plays has to
    /// be a best response in turn: a face of the other polytope.
    pub(super) fn complete(&self, vertex: &Dictionary, found: &mut Vec<Pair>) {
        let slacks = self.polytopes[self.first].inequalities();
        let mut played = Vec::new();
        let mut best = vec![true; slacks];
        for (row, &variable) in vertex.basic().iter().enumerate() {
            if vertex.sign(row) == Sign::Positive {
                match variable.checked_sub(slacks) {
                    Some(strategy) => played.push((strategy, row)),
                    None => best[variable] = false,
                }
            }
        }
        played.sort_unstable();
        let support: Support = played.iter().map(|&(strategy, _)| strategy).collect();
        let best: Support = (0..slacks).filter(|&strategy| best[strategy]).collect();
        let second = &self.polytopes[1 - self.first];
        if second.excludes(&support, &best) {
            return;
        }
        let mut own = None;
        let mut add = |point: &Point| {
            let own = own.get_or_insert_with(|| {
                let point = played.iter().map(|&(strategy, row)| (strategy, vertex.value(row)));
                self.polytopes[self.first].strategy(&point.collect::<Vec<_>>())
            });
            let other = second.strategy(point);
            let strategies =
                if self.first == 0 { [own.clone(), other] } else { [other, own.clone()] };
            found.push(Pair { strategies });
        };

        if support.len() == best.len() {
            match second.dictionary.tight(&support, &best, vertex.length()) {
                Tight::Point(values) => {
                    let positive = best.iter().copied().zip(values).filter(|(_, z)| !z.is_zero());
                    return add(&positive.collect::<Vec<_>>());
                }
                Tight::Nowhere => return,
                Tight::Dependent => {}
            }
        }
        self.vertices_of_face(second, &support, &best, &mut add);
    }

    /// Visits the vertices at which the slacks in `tight` are 0, and all z but those in `free`.
    fn vertices_of_face(
        &self,
        polytope: &Polytope,
        tight: &[usize],
        free: &[usize],
        visit: &mut dyn FnMut(&Point),
    ) {
        let mut face = polytope.dictionary.with_columns(free);
        for &slack in tight {
            let cells = tree::cells(&face);
            match face.face(slack, &|| self.clock.tick(cells)) {
                Some(smaller) => face = smaller,
                None => return,
            }
        }
        let names = face.start();
        let slacks = polytope.inequalities();
        let mut visit = |vertex: &Dictionary| {
            let mut point = Vec::new();
            for (row, &variable) in vertex.basic().iter().enumerate() {
                if let Some(strategy) = names[variable].checked_sub(slacks)
                    && vertex.sign(row) == Sign::Positive
                {
                    point.push((strategy, vertex.value(row)));
                }
            }
            point.sort();
            visit(&point);
        };
        if face.counts() {
            visit(&face);
        }
        tree::walk(Branch::new(face), usize::MAX, self.clock, &mut visit);
    }
}
