//! Enumeration of all extreme equilibria of two players, by branch and bound on complementarity.
//!
//! In an equilibrium each strategy is unplayed or a best response. Each node of the search tree holds
//! some strategies to be one or the other, and a linear program for each player tells whether
//! anything is left. Linear programs are solved in floats, warm from the node above; that nothing is
//! left is proved each time by an exact combination of the inequalities (Farkas' lemma), or, where
//! rounding hides it, by the same search in exact integers. Where the point that the programs stand at is
//! an equilibrium and nothing else is possible, all pairs of the two faces are equilibria, and their
//! vertices are listed exactly, so degenerate games are complete, too.
//!
//! Sources: C. Audet, P. Hansen, B. Jaumard, G. Savard, "Enumeration of all extreme equilibria of
//! bimatrix games", *SIAM Journal on Scientific Computing* 23 (2001), 323–338 (`audet2001`);
//! D. Avis, G. D. Rosenberg, R. Savani, B. von Stengel, "Enumeration of Nash equilibria for
//! two-player games", *Economic Theory* 42 (2010), 9–37 (`avis2010`).

mod bound;
mod dictionary;
mod exact;
mod hunt;
mod incumbent;
pub(super) mod optimal;
mod parallel;
mod side;
mod tree;

use super::method::{Coverage, Method, Run, Stopped};
use crate::game::{Labels, Payoffs, Polytope};
use side::Field;

/// About 1.5 times as many nodes for each further strategy of both players, in random games.
pub(super) const METHOD: Method = Method {
    name: "eee",
    about: "All equilibria of two players, by branch and bound",
    source: "audet2001",
    accepts: |payoffs| match payoffs.shape().strategies() {
        [_, _] if payoffs.rational().is_none() => Err("it needs rational payoffs"),
        [rows, columns] if rows + columns <= Labels::MOST => Ok(()),
        [_, _] => Err("it takes at most 256 strategies in all"),
        _ => Err("it needs exactly two players"),
    },
    finds_all: true,
    arithmetic: None,
    search,
};

fn search(payoffs: &Payoffs, run: &mut Run<'_>) -> Result<Coverage, Stopped> {
    let (Some(first), Some(second)) = (Polytope::of(payoffs, 0), Polytope::of(payoffs, 1)) else {
        return Ok(Coverage::Some);
    };
    let arithmetic = run.arithmetic();
    let fields = [Field::new(&first, arithmetic), Field::new(&second, arithmetic)];
    parallel::search(fields, run)
}
