//! All payoffs of two players that patience can sustain in pure strategies, with lots that everybody sees.
//!
//! The set is the limit of smaller and smaller ones (D. Abreu and Y. Sannikov, "An algorithm for two-player repeated games with
//! perfect monitoring", *Theoretical Economics* 9 (2014), 313–338, `abreu2014`). [`step`] makes one of the last one, in exact
//! numbers, but only of profiles that [`sieve`] cannot prove to add nothing; [`round`] keeps numbers short, always outward. What the
//! limit is, [`SelfGeneration`] proves: either the sets come to an end, or the way its vertices come about determines them.

mod guess;
mod hull;
mod lots;
mod outer;
mod proved;
mod round;
mod search;
mod sieve;
mod stage;
mod step;
#[cfg(test)]
mod tests;
mod units;

use crate::certify::{Box2, Generated};
use crate::game::{Game, Polygon};
use crate::num::Rational;

use search::Search;
use sieve::Sieve;
use stage::Stage;
use units::Units;

/// A payoff of each player.
pub(super) type Point = [Rational; 2];

/// A payoff at a corner of the set, and what it takes.
#[derive(Clone, Debug)]
pub struct Vertex {
    /// What each player gets: at least, and at most; the same where it is known exactly.
    pub payoff: Box2,
    /// The profile that is played first, and what follows.
    pub generated: Generated,
}

/// How much is known of a set of payoffs.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// It is the hull of the vertices, whose payoffs are rational.
    Exact,
    /// It contains the hull of the vertices, and is contained in the outer set, no point of which is farther from that hull than this
    /// (in either coordinate).
    Between(f64),
    /// It is contained in the outer set. Only the vertices are proved, of which there may be none.
    Outer,
}

/// Payoffs of the subgame-perfect equilibria of a repeated game.
#[derive(Clone, Debug)]
pub struct PayoffSet {
    /// The discount factor.
    pub discount: Rational,
    /// Payoffs that equilibria surely give, counterclockwise from the one that is least for the first player.
    pub vertices: Vec<Vertex>,
    /// For each player the vertex that is worst for them: what follows when they deviate.
    pub threats: [usize; 2],
    /// No equilibrium gives payoffs outside of it.
    pub outer: Polygon,
    /// How near they are.
    pub standing: Standing,
    /// How many sets were made.
    pub steps: usize,
    /// The range of payoffs, of the player for whom it is greater.
    pub range: f64,
}

/// How long to look, and how near to come.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// The greatest distance between what is proved from inside and from outside, as a part of the range of payoffs.
    pub width: f64,
    /// The greatest number of sets to make.
    pub steps: usize,
    /// Called after each set with their number; whether to go on.
    pub watch: &'a (dyn Fn(usize) -> bool + Sync),
}

/// How near to come, unless something else is asked.
const WIDTH: f64 = 1e-12;

/// How many sets to make at most, unless something else is asked.
const STEPS: usize = 100_000;

impl Default for Settings<'_> {
    fn default() -> Self {
        Self { width: WIDTH, steps: STEPS, watch: &|_| true }
    }
}

/// The set of payoffs of all subgame-perfect equilibria in pure strategies of a repeated game of two players, who see what was played
/// and lots before each round; payoffs count δᵗ after t rounds, as averages. Nothing where there are not two players, or the
/// discount factor is not between 0 and 1.
///
/// # Complexity
/// For each set a few floats for each profile, and exact numbers for those at its boundary; sets shrink by about δ each time until
/// they come to an end.
///
/// # Examples
/// ```
/// use equil::game::Game;
/// use equil::num::Rational;
/// use equil::repeated::{Standing, abreu_sannikov};
///
/// // A prisoner's dilemma: 9 for both, 10 for who betrays, 3 once nobody trusts
/// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Game::new(vec![2, 2], payoffs.to_vec()).unwrap();
/// let set = |n, d| {
///     let discount = Rational::new(n, d).unwrap();
///     abreu_sannikov(&game, &discount, &Default::default()).unwrap()
/// };
/// let patient = set(1, 2);
/// assert_eq!(patient.standing, Standing::Exact);
/// assert_eq!(patient.outer.area(), Rational::new(81, 2).unwrap());
/// // A segment, then only the equilibrium of the stage game
/// assert_eq!(set(1, 5).vertices.len(), 2);
/// assert_eq!(set(1, 8).vertices.len(), 1);
/// ```
pub fn abreu_sannikov(
    game: &Game<Rational>,
    discount: &Rational,
    settings: &Settings<'_>,
) -> Option<PayoffSet> {
    let inside = *discount > Rational::integer(0) && *discount < Rational::integer(1);
    if game.players() != 2 || !inside {
        return None;
    }
    let units = Units::of(game)?;
    let game = units.scaled(game)?;
    let stage = Stage::new(&game, discount)?;
    let sieve = Sieve::new(&stage);
    let mut search =
        Search { game: &game, discount, settings, stage: &stage, sieve: &sieve, steps: 0 };
    Some(units.back(search.run()))
}
