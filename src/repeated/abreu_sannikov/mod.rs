//! All payoffs of two players that patience can sustain in pure strategies, with lots that everybody sees.
//!
//! The set is the limit of smaller and smaller ones (D. Abreu and Y. Sannikov, "An algorithm for two-player repeated games with
//! perfect monitoring", *Theoretical Economics* 9 (2014), 313–338, `abreu2014`). [`step`] makes one of the last one, in exact
//! numbers, but only of profiles that [`sieve`] cannot prove to add nothing; [`round`] keeps numbers short, always outward. What the
//! limit is, [`SelfGeneration`] proves: either the sets come to an end, or the way its vertices come about determines them.

mod round;
mod sieve;
mod stage;
mod step;

use crate::certify::{Box2, Generated, SelfGeneration};
use crate::game::{Game, Polygon};
use crate::num::{Rational, Ring};

use stage::Stage;
use step::Step;

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
    /// It contains the hull of the vertices, and is contained in the outer set, no point of which is farther from a vertex than this
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

impl Default for Settings<'_> {
    fn default() -> Self {
        Self { width: 1e-12, steps: 100_000, watch: &|_| true }
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
    let stage = Stage::new(game, discount)?;
    let mut now = Step::first(&stage, game);
    let mut found: Option<Proved> = None;
    let (mut steps, mut next_try) = (0, 0);
    let set = |vertices: Vec<Vertex>, threats, outer, standing, steps| {
        Some(PayoffSet { discount: discount.clone(), vertices, threats, outer, standing, steps })
    };
    loop {
        let before = now.generated.clone();
        let ended = now.advance();
        steps += 1;
        if now.set.vertices.is_empty() {
            return set(Vec::new(), [0, 0], Polygon::default(), Standing::Exact, steps);
        }
        let stable = !now.generated.is_empty() && before == now.generated;
        if (ended || (stable && steps >= next_try)) && found.is_none() {
            found = Proved::new(game, discount, &now);
            next_try = steps + steps / 4 + 1;
        }
        if let Some(proved) = &found {
            let exact = proved.is_same(&now.set);
            if ended && exact {
                let Proved { vertices, threats } = proved.clone();
                return set(vertices, threats, now.set, Standing::Exact, steps);
            }
            let gap = proved.gap(&now.set);
            if gap <= settings.width * now.scale {
                let Proved { vertices, threats } = proved.clone();
                return set(vertices, threats, now.set, Standing::Between(gap), steps);
            }
        }
        if ended || steps >= settings.steps || !(settings.watch)(steps) {
            let standing = found.as_ref().map_or(Standing::Outer, |proved| {
                Standing::Between(proved.gap(&now.set))
            });
            let Proved { vertices, threats } = found.unwrap_or_default();
            return set(vertices, threats, now.set, standing, steps);
        }
    }
}

/// Vertices that generate each other.
#[derive(Clone, Default)]
struct Proved {
    vertices: Vec<Vertex>,
    threats: [usize; 2],
}

impl Proved {
    /// Of a set that comes about like the one before it.
    fn new(game: &Game<Rational>, discount: &Rational, now: &Step<'_>) -> Option<Self> {
        let near = &now.set.vertices;
        let worst = |axis: usize| (0..near.len()).min_by(|&a, &b| near[a][axis].cmp(&near[b][axis]));
        let threats = [worst(0)?, worst(1)?];
        let set = SelfGeneration { game, discount, generated: &now.generated, threats };
        let payoffs = set.prove(near)?;
        let vertices = payoffs.into_iter().zip(&now.generated);
        let vertices = vertices.map(|(payoff, &generated)| Vertex { payoff, generated }).collect();
        Some(Self { vertices, threats })
    }

    fn is_same(&self, outer: &Polygon) -> bool {
        self.vertices.len() == outer.vertices.len()
            && self.vertices.iter().zip(&outer.vertices).all(|(vertex, point)| {
                (0..2).all(|axis| vertex.payoff[axis] == (point[axis].clone(), point[axis].clone()))
            })
    }

    /// How far a corner of the outer set may be from the nearest vertex.
    fn gap(&self, outer: &Polygon) -> f64 {
        let away = |point: &Point, vertex: &Vertex| {
            let far = |axis: usize| {
                let (low, high) = &vertex.payoff[axis];
                let (below, above) = (point[axis].minus(low), high.minus(&point[axis]));
                below.max(above).f64_bounds().1.max(0.0)
            };
            far(0).max(far(1))
        };
        let nearest = |point: &Point| {
            self.vertices.iter().map(|vertex| away(point, vertex)).fold(f64::INFINITY, f64::min)
        };
        outer.vertices.iter().map(nearest).fold(0.0, f64::max)
    }
}
