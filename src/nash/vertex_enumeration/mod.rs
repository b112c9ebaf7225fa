//! All extreme equilibria of a two-player game in exact arithmetic: the vertices of one
//! best-response polytope by reverse search, and for each of them those of the face of the other
//! polytope that completes it.
//!
//! Each basis of the first polytope is visited once, and one basis of each vertex counts, so that no
//! equilibrium comes twice: it is reported as soon as everything before it in the order of the search
//! is, whatever the number of threads.
//!
//! Nothing is decided in floats, and nothing is shared with the other methods but the arithmetic:
//! this is the check on them.
//!
//! Sources: D. Avis, G. D. Rosenberg, R. Savani, B. von Stengel, "Enumeration of Nash equilibria
//! for two-player games", *Economic Theory* 42 (2010), 9–37 (`avis2010`); D. Avis, K. Fukuda, "A
//! pivoting algorithm for convex hulls and vertex enumeration of arrangements and polyhedra",
//! *Discrete and Computational Geometry* 8 (1992), 295–313 (`avis1992`); the search is split by a
//! budget as in D. Avis, C. Jordan, "mplrs: a scalable parallel vertex/facet enumeration code",
//! *Mathematical Programming Computation* 10 (2018), 267–302 (`avis2018`); the size of a tree by
//! random dives: D. E. Knuth, "Estimating the efficiency of backtrack programs", *Mathematics of
//! Computation* 29 (1975), 121–136 (`knuth1975`).

mod clock;
mod pairing;
mod parallel;
mod polytope;
mod tree;

use super::method::{Arithmetic, Coverage, Method, Run, Stopped};
use crate::game::Payoffs;
use clock::Clock;
use pairing::Pairing;
use polytope::Polytope;
use tree::Branch;

/// Exponential in the number of strategies of the player who has fewer of them: for games up to
/// about 18 × 18.
pub(super) const METHOD: Method = Method {
    name: "vertex-enumeration",
    about: "All equilibria of a two-player game, by exact vertex enumeration",
    source: "avis2010",
    accepts: |payoffs| match payoffs.shape().players() {
        2 if payoffs.rational().is_some() => Ok(()),
        2 => Err("it needs rational payoffs"),
        _ => Err("it needs exactly two players"),
    },
    finds_all: true,
    arithmetic: Some(Arithmetic::Exact),
    search,
};

/// Branches that are searched at the same time.
const BATCH: usize = 64;

/// Bases visited in a branch before what is left of it is split.
const BUDGET: usize = 256;

/// Games in which a player has at most this many strategies are not worth estimating.
const SMALL: usize = 7;

fn search(payoffs: &Payoffs, run: &mut Run<'_>) -> Result<Coverage, Stopped> {
    let Some(game) = payoffs.rational() else { return Ok(Coverage::Some) };
    run.step(0, 1)?;
    let mut clock = Clock::new(run.watch());
    let polytopes = [Polytope::new(game, 0), Polytope::new(game, 1)];
    let roots = [0, 1].map(|player: usize| polytopes[player].start());
    let [rows, columns] = [0, 1].map(|player: usize| polytopes[player].dimension());
    let [sizes, other_sizes] = if rows.min(columns) > SMALL {
        roots.each_ref().map(|root| tree::estimate(root, &clock))
    } else {
        [rows, columns].map(|dimension| f64::from(u32::try_from(dimension).unwrap_or(u32::MAX)))
    };
    let first = usize::from(other_sizes < sizes);
    clock.expect(if first == 1 { other_sizes } else { sizes });
    let pairing = Pairing { polytopes: &polytopes, first, clock: &clock };

    let [one, other] = roots;
    let mut branches = vec![Branch::new(if first == 0 { one } else { other })];
    // The latest branches first, so that few are waiting; the same ones for any number of threads
    while !branches.is_empty() && !clock.has_stopped() {
        let batch = branches.split_off(branches.len().saturating_sub(BATCH));
        branches.extend(parallel::searched(batch, BUDGET, &pairing, run)?);
    }
    if clock.has_stopped() { Err(Stopped) } else { Ok(Coverage::All) }
}

#[cfg(test)]
mod tests;
