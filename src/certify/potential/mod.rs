//! Checks of potentials: that a function on the pure profiles is one, or that something shows there
//! is none.
//!
//! Sources: D. Monderer, L. S. Shapley, "Potential games", *Games and Economic Behavior* 14 (1996),
//! 124–143 (`monderer1996`); M. Voorneveld, H. Norde, "A characterization of ordinal potential games",
//! *Games and Economic Behavior* 19 (1997), 235–242 (`voorneveld-norde1997`); M. Voorneveld,
//! "Best-response potential games", *Economics Letters* 66 (2000), 289–295 (`voorneveld2000`).

mod cycle;
mod square;

pub use cycle::{Moves, is_cycle};
pub use square::{Square, balance};

use std::cmp::Ordering;

use rayon::prelude::*;

use crate::game::Payoffs;
use crate::num::{Rational, Ring};

/// What a potential tells about a player's payoffs along that player's own strategies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PotentialKind {
    /// Their differences.
    Exact,
    /// Their differences, divided by a positive weight of the player.
    Weighted,
    /// Their order.
    Ordinal,
    /// Which of two is better, if one is.
    GeneralisedOrdinal,
    /// Where they are greatest.
    BestResponse,
}

impl PotentialKind {
    /// The moves along which no way may come back to its start if there is such a potential; `None`
    /// where differences count.
    pub fn moves(self) -> Option<Moves> {
        match self {
            Self::Exact | Self::Weighted => None,
            Self::Ordinal => Some(Moves { best: false, ties: true }),
            Self::GeneralisedOrdinal => Some(Moves { best: false, ties: false }),
            Self::BestResponse => Some(Moves { best: true, ties: true }),
        }
    }
}

/// A function on the pure profiles.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// A number for each profile.
    Numbers(Vec<Rational>),
    /// A number of which only the order counts.
    Ranks(Vec<u32>),
    /// Not listed: payoffs, and so differences, are not rational.
    Unlisted,
}

/// A potential.
#[derive(Clone, Debug, PartialEq)]
pub struct Potential {
    /// Of which kind.
    pub kind: PotentialKind,
    /// The players' weights, of a weighted one.
    pub weights: Vec<Rational>,
    /// The function.
    pub values: Values,
}

/// What shows that there is no potential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Violation {
    /// Two players' gains round a square do not cancel: no exact potential.
    Square(Square),
    /// Each square forces the ratio of its two players' weights, and together they contradict each
    /// other: round this ring of players the ratios do not multiply to 1; or a single one, which
    /// is not a positive number.
    Ratios(Vec<Square>),
    /// A way of moves that comes back to its start, the profiles in order.
    Cycle(Vec<usize>),
}

impl Violation {
    /// Whether it shows, from the payoffs alone, that there is no potential of that kind.
    ///
    /// # Complexity
    /// A few combinations of payoffs for each square; for each step of a cycle one comparison, or one for
    /// each strategy.
    pub fn check(&self, payoffs: &Payoffs, kind: PotentialKind) -> bool {
        match (self, kind) {
            (Self::Square(square), PotentialKind::Exact) => {
                square.is_of(payoffs.shape()) && square.is_balanced(payoffs) == Some(false)
            }
            (Self::Ratios(ring), PotentialKind::Weighted) => square::contradict(payoffs, ring),
            (Self::Cycle(cycle), kind) => {
                kind.moves().is_some_and(|moves| is_cycle(payoffs, cycle, moves))
            }
            _ => false,
        }
    }
}

impl Potential {
    /// Whether it is a potential of its kind, from the payoffs alone.
    ///
    /// # Complexity
    /// For each player and profile a few exact operations for differences, O(log m) comparisons among m
    /// own strategies for orders.
    ///
    /// # Examples
    /// ```
    /// use equil::certify::{Potential, PotentialKind, Values};
    /// use equil::game::{Game, Payoffs};
    /// use equil::num::Rational;
    ///
    /// // Two friends who want to meet: what both get is a potential
    /// let meet = [1, 0, 0, 1].map(Rational::integer).to_vec();
    /// let game = Payoffs::from(Game::new(vec![2, 2], vec![meet.clone(), meet.clone()]).unwrap());
    /// let kind = PotentialKind::Exact;
    /// let same = Potential { kind, weights: vec![], values: Values::Numbers(meet) };
    /// assert!(same.check(&game));
    /// let flat = Values::Numbers(vec![Rational::integer(0); 4]);
    /// assert!(!Potential { kind, weights: vec![], values: flat }.check(&game));
    /// ```
    pub fn check(&self, payoffs: &Payoffs) -> bool {
        let shape = payoffs.shape();
        let fits = |length: usize| length == shape.profiles();
        match (&self.values, self.kind) {
            (Values::Numbers(values), PotentialKind::Exact) => {
                fits(values.len()) && is_proportional(payoffs, values, &[])
            }
            (Values::Numbers(values), PotentialKind::Weighted) => {
                let positive = self.weights.iter().all(|weight| *weight > Rational::zero());
                let whole = self.weights.len() == shape.players();
                fits(values.len())
                    && positive
                    && whole
                    && is_proportional(payoffs, values, &self.weights)
            }
            (Values::Ranks(ranks), kind) => {
                kind.moves().is_some() && fits(ranks.len()) && is_in_order(payoffs, ranks, kind)
            }
            (Values::Unlisted, PotentialKind::Exact | PotentialKind::Weighted) => {
                let alike = self.weights.iter().all(|weight| *weight == Rational::one());
                alike && square::all(shape).all(|square| square.is_balanced(payoffs) == Some(true))
            }
            _ => false,
        }
    }
}

/// Whether differences along own strategies are those of `values`, times a weight.
fn is_proportional(payoffs: &Payoffs, values: &[Rational], weights: &[Rational]) -> bool {
    let shape = payoffs.shape();
    let one = Rational::one();
    let holds = |player: usize, first: usize| -> Option<bool> {
        let start = payoffs.exact(player, first)?;
        let weight = weights.get(player).unwrap_or(&one);
        for own in 1..shape.strategies()[player] {
            let other = first + own * shape.stride(player);
            let gain = payoffs.exact(player, other)?.minus(&start);
            let mut rise = values[other].minus(&values[first]);
            rise *= weight;
            if gain != rise {
                return Some(false);
            }
        }
        Some(true)
    };
    every_line(payoffs, |_, player, first| holds(player, first) == Some(true))
}

/// Whether `ranks` tell of each line what a potential of that kind does.
fn is_in_order(payoffs: &Payoffs, ranks: &[u32], kind: PotentialKind) -> bool {
    let shape = payoffs.shape();
    every_line(payoffs, |line, player, first| {
        let stride = shape.stride(player);
        line.clear();
        line.extend((0..shape.strategies()[player]).map(|own| first + own * stride));
        line.sort_by_key(|&profile| ranks[profile]);
        let Some(&last) = line.last() else { return true };
        if kind == PotentialKind::BestResponse {
            return line.iter().all(|&profile| {
                let wanted = ranks[profile].cmp(&ranks[last]);
                payoffs.compare(player, profile, last) == Some(wanted)
            });
        }
        // Orders are transitive, so neighbours suffice
        line.windows(2).all(|pair| {
            let order = payoffs.compare(player, pair[0], pair[1]);
            let may_tie = ranks[pair[0]] < ranks[pair[1]] && kind != PotentialKind::Ordinal;
            order == Some(ranks[pair[0]].cmp(&ranks[pair[1]]))
                || may_tie && order == Some(Ordering::Equal)
        })
    })
}

/// Ways the others can play that one task looks at.
const TOGETHER: usize = 1 << 12;

/// Whether something holds for each player and each way the others can play: told the profile in
/// which the player plays their first strategy, with room to work in.
fn every_line(
    payoffs: &Payoffs,
    holds: impl Fn(&mut Vec<usize>, usize, usize) -> bool + Sync,
) -> bool {
    let shape = payoffs.shape();
    (0..shape.players()).all(|player| {
        let count = shape.strategies()[player];
        let ways = shape.profiles() / count;
        (0..ways.div_ceil(TOGETHER)).into_par_iter().all(|chunk| {
            let mut room = Vec::with_capacity(count);
            (chunk * TOGETHER..ways.min((chunk + 1) * TOGETHER))
                .all(|way| holds(&mut room, player, shape.rival_profile(player, way)))
        })
    })
}
