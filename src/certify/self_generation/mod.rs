//! Payoffs of two players that equilibria of a repeated game surely give: sets that generate themselves.

mod system;

use crate::game::{Game, Polygon};
use crate::num::{Certain, Interval, Rational, Ring, Sign};

use system::System;

/// What is promised for the rounds after the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Continuation {
    /// The payoffs of the profile itself: it is played for ever.
    Forever,
    /// A vertex of the set.
    Vertex(usize),
    /// The payoffs at which neither player would mind to deviate.
    Both,
    /// A lot between two vertices, such that one player would not mind to deviate.
    Lot {
        /// The player.
        player: usize,
        /// The vertices.
        between: [usize; 2],
    },
}

/// How a vertex of a set of payoffs comes about: a profile is played, then comes the continuation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Generated {
    /// What follows.
    pub continuation: Continuation,
    /// The number of the profile.
    pub profile: usize,
}

/// A payoff of each player: at least, and at most; the same where it is known exactly.
pub type Box2 = [(Rational, Rational); 2];

/// Vertices that say how each comes about from the others, for two players with payoffs that count δᵗ after t rounds, as averages.
///
/// Who deviates gets the vertex that `threats` names for them. A set each of whose vertices is the average of a profile and of a
/// continuation in the set, so that nobody gains by deviating, consists of payoffs of subgame-perfect equilibria with lots that
/// everybody sees (D. Abreu, D. Pearce and E. Stacchetti, "Toward a theory of discounted repeated games with imperfect monitoring",
/// *Econometrica* 58 (1990), 1041–1063, `abreu1990`).
#[derive(Clone, Debug)]
pub struct SelfGeneration<'a> {
    /// The stage game, of two players.
    pub game: &'a Game<Rational>,
    /// The discount factor, greater than 0 and less than 1.
    pub discount: &'a Rational,
    /// How each vertex comes about.
    pub generated: &'a [Generated],
    /// For each player the vertex that punishes.
    pub threats: [usize; 2],
}

impl SelfGeneration<'_> {
    /// Proves that the payoffs determined by how they come about exist near the given ones, generate each other, and leave nobody a
    /// gain; returns bounds of them, equal where they are rational. Nothing where that could not be proved.
    ///
    /// Coordinates are found by Newton's method. What is rational is checked exactly; else Krawczyk's test proves that the bounds
    /// contain the solution (R. Krawczyk, "Newton-Algorithmen zur Bestimmung von Nullstellen mit Fehlerschranken", *Computing* 4
    /// (1969), 187–201, `krawczyk1969`), and every comparison holds for all numbers between them.
    ///
    /// # Complexity
    /// A matrix inverse in as many variables as there are coordinates that are not known from the start.
    pub fn prove(&self, near: &[[Rational; 2]]) -> Option<Vec<Box2>> {
        let fits = self.threats.iter().all(|&threat| threat < near.len());
        if self.game.players() != 2 || self.generated.len() != near.len() || !fits {
            return None;
        }
        let boxes = System::new(self).solve(near)?;
        self.holds(&boxes).then_some(boxes)
    }

    /// Whether each payoff follows from those of profiles step by step, so that no equations have to be solved.
    pub fn is_explicit(&self) -> bool {
        System::new(self).variables.is_empty()
    }

    /// Whether continuations are in the set and nobody gains by deviating, wherever between the bounds the payoffs are, given that
    /// the equations hold.
    fn holds(&self, at: &[Box2]) -> bool {
        let now = Rational::one().minus(self.discount);
        (0..at.len()).all(|place| {
            let Generated { continuation, profile } = self.generated[place];
            // What deviating gives at most, then the threat
            let keeps = |player: usize| {
                let mut margin = at[place][player].0.clone();
                margin.sub_product(&now, &self.best(profile, player));
                margin.sub_product(self.discount, &at[self.threats[player]][player].1);
                margin.signum() != Sign::Negative
            };
            match continuation {
                Continuation::Forever => keeps(0) && keeps(1),
                Continuation::Vertex(next) => (0..2).all(|player| {
                    // Nobody gains now, and the threat itself follows
                    let same = self.threats[player] == next
                        && self.own(profile, player) == self.best(profile, player);
                    same || keeps(player)
                }),
                Continuation::Lot { player, between } => {
                    let (low, high) = self.follows(profile, player, &at[place]);
                    let ends = between.map(|end| &at[end][player]);
                    // Ends that may have the coordinate in common would leave the other one open
                    let inside = [(0, 1), (1, 0)].into_iter().any(|(from, to)| {
                        ends[from].1 < ends[to].0 && ends[from].1 <= low && high <= ends[to].0
                    });
                    inside && keeps(1 - player)
                }
                Continuation::Both => {
                    let point = [0, 1].map(|player| self.follows(profile, player, &at[place]));
                    surely_inside(at, &point)
                }
            }
        })
    }

    /// What must follow a profile so that the average is a payoff.
    fn follows(&self, profile: usize, player: usize, payoff: &Box2) -> (Rational, Rational) {
        let now = Rational::one().minus(self.discount);
        let rest = |average: &Rational| {
            let mut rest = average.clone();
            rest.sub_product(&now, &self.own(profile, player));
            rest /= self.discount;
            rest
        };
        (rest(&payoff[player].0), rest(&payoff[player].1))
    }

    fn own(&self, profile: usize, player: usize) -> Rational {
        self.game.payoffs(player)[profile].clone()
    }

    /// The most that a player gets against the other's strategy in a profile.
    fn best(&self, profile: usize, player: usize) -> Rational {
        self.game.best_payoff(player, profile).clone()
    }
}

/// Whether a point is in the hull of the corners, which are in order, wherever between the bounds all of them are.
fn surely_inside(at: &[Box2], point: &Box2) -> bool {
    let is_exact = |one: &Box2| one.iter().all(|(low, high)| low == high);
    if is_exact(point) && at.iter().all(is_exact) {
        let lows = |one: &Box2| [one[0].0.clone(), one[1].0.clone()];
        return Polygon::hull(at.iter().map(lows).collect()).contains(&lows(point));
    }
    // From exact differences: on a side along which a coordinate is the same and rational, it is known to be 0
    let way = |from: &Box2, to: &Box2| {
        [0, 1].map(|axis| {
            let (low, high) = (to[axis].0.minus(&from[axis].1), to[axis].1.minus(&from[axis].0));
            Interval::spanning(&low, &high)
        })
    };
    let signs: Vec<Option<Sign>> = (0..at.len())
        .map(|place| {
            let (a, b) = (&at[place], &at[(place + 1) % at.len()]);
            let ([x, y], [along, across]) = (way(a, b), way(a, point));
            let mut cross = x;
            cross *= &across;
            cross.sub_product(&y, &along);
            cross.certain_sign()
        })
        .collect();
    // Of points on a line no sign would tell
    let left = |sign: &Option<Sign>| sign.is_some_and(|sign| sign != Sign::Negative);
    signs.len() > 2 && signs.iter().all(left) && signs.contains(&Some(Sign::Positive))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where some payoffs are no rational numbers, points of a side along which a coordinate is exactly the same are seen to be on it.
    #[test]
    fn points_of_a_side() {
        let sure =
            |x: usize, y: usize| [x, y].map(|x| (Rational::share(x, 3), Rational::share(x, 3)));
        let about = |x: usize| {
            let mut high = Rational::share(x, 3);
            high += &Rational::new(1, 1_000_000).unwrap();
            (Rational::share(x, 3), high)
        };
        // The left side goes down from the last one to the first
        let at = [sure(1, 1), sure(4, 1), [about(3), about(5)], sure(1, 4)];
        assert!(surely_inside(&at, &[sure(1, 1)[0].clone(), about(2)]));
        assert!(surely_inside(&at, &[about(2), about(2)]));
        assert!(!surely_inside(&at, &[sure(0, 0)[0].clone(), about(2)]));
        // Perhaps a little to the left of it
        let [mut left, _] = sure(1, 1);
        left.0 -= &Rational::new(1, 1_000_000).unwrap();
        assert!(!surely_inside(&at, &[left, about(2)]));
    }

    /// A lot between two vertices that a player values alike says nothing of what the other one gets.
    #[test]
    fn lots_that_say_nothing_prove_nothing() {
        let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
        let game = Game::new(vec![2, 2], payoffs.to_vec()).unwrap();
        let half = Rational::new(1, 2).unwrap();
        let lot = Continuation::Lot { player: 0, between: [0, 0] };
        let generated = [
            Generated { continuation: Continuation::Forever, profile: 3 },
            Generated { continuation: lot, profile: 3 },
        ];
        let set =
            SelfGeneration { game: &game, discount: &half, generated: &generated, threats: [0, 0] };
        assert!(set.prove(&[[3, 3], [3, 1000]].map(|p| p.map(Rational::integer))).is_none());
        let first = SelfGeneration { generated: &generated[..1], ..set };
        assert!(first.prove(&[[3, 3].map(Rational::integer)]).is_some());
    }
}
