//! A set at other discount factors, made in the same way: in floats, to know where to look.

use nalgebra::{DMatrix, DVector};

use crate::certify::{Box2, Continuation, Generated, SelfGeneration};
use crate::game::Game;
use crate::num::Rational;
use crate::table::middle;

use super::PayoffSet;

/// A step of Newton's method may lead astray: so often a border that is none is passed.
const BORDERS: usize = 8;

/// Steps of Newton's method: where two solutions meet, each is worth one bit.
const STEPS: usize = 60;

/// The distance of floats around 1 from each other.
const ULP: f64 = f64::from_bits((1023 - 52) << 52);

/// Numbers nearer to each other than this part of the range of payoffs are the same here.
const SAME: f64 = 1e-12;

/// A payoff of each player.
pub(super) type Point = [f64; 2];

/// How the corners of a set come about.
pub(super) struct Held<'a> {
    game: &'a Game<Rational>,
    set: &'a PayoffSet,
    generated: Vec<Generated>,
    /// Of each corner what its profile gives, and what deviating does.
    own: Vec<Point>,
    best: Vec<Point>,
    corners: Vec<Point>,
    /// Which corners are no points of sides.
    sharp: Vec<bool>,
    /// The greatest size of a payoff.
    scale: f64,
}

impl<'a> Held<'a> {
    pub(super) fn of(game: &'a Game<Rational>, set: &'a PayoffSet) -> Self {
        let corners: Vec<Point> = set.vertices.iter().map(|one| float(&one.payoff)).collect();
        let generated: Vec<Generated> = set.vertices.iter().map(|one| one.generated).collect();
        let each = |of: &dyn Fn(usize, usize) -> f64| {
            generated.iter().map(|one| [0, 1].map(|axis| of(one.profile, axis))).collect()
        };
        let own: Vec<Point> = each(&|profile, axis| game.payoffs(axis)[profile].nearest_f64());
        let best: Vec<Point> = each(&|profile, axis| game.best_payoff(axis, profile).nearest_f64());
        let all = [&corners, &own, &best].into_iter().flatten().flatten();
        let scale = all.map(|x| x.abs()).fold(set.range, f64::max);
        let mut held = Self { game, set, generated, own, best, corners, sharp: Vec::new(), scale };
        let turns = turns(&held.corners);
        held.sharp = turns.into_iter().map(|turn| turn > SAME * scale * scale).collect();
        held
    }

    /// About the last discount factor, on the way to another one, at which it comes about as it does; nothing if it does so all the way.
    pub(super) fn border(&self, to: &Rational) -> Option<f64> {
        let to = to.nearest_f64();
        if self.at(to, &self.corners).is_some() {
            return None;
        }
        let (mut holds, mut near) = (self.set.discount.nearest_f64(), self.corners.clone());
        for tries in 1.. {
            let mut fails = to;
            loop {
                let next = f64::midpoint(holds, fails);
                if next <= holds.min(fails) || next >= holds.max(fails) {
                    break;
                }
                match self.at(next, &near) {
                    Some(found) => (holds, near) = (next, found),
                    None => fails = next,
                }
            }
            // From nearby it may be found all the same
            let found = self.at(fails, &near).filter(|_| tries < BORDERS);
            let Some(found) = found else { return Some(holds) };
            (holds, near) = (fails, found);
            if self.at(to, &near).is_some() {
                break;
            }
        }
        None
    }

    /// About its corners at another discount factor, from near them: nothing if they seem not to generate each other there, are not in
    /// the same order, or another one is worse than a threat.
    fn at(&self, discount: f64, near: &[Point]) -> Option<Vec<Point>> {
        if near.is_empty() {
            return Some(Vec::new());
        }
        let corners = self.solved(discount, near)?;
        let slack = SAME * self.scale;
        let threats = [0, 1].map(|axis| corners[self.set.threats[axis]][axis]);
        let least = corners.iter().all(|one| (0..2).all(|axis| one[axis] >= threats[axis] - slack));
        let mut turns = turns(&corners).into_iter().zip(&self.sharp);
        let ordered = turns.all(|(turn, sharp)| !sharp || turn > 0.0);
        let holds = (0..corners.len()).all(|place| self.holds(discount, &corners, place, threats));
        (least && ordered && holds).then_some(corners)
    }

    /// Whether what follows a corner seems to be in the set, and nobody to gain by deviating.
    fn holds(&self, discount: f64, corners: &[Point], place: usize, threats: Point) -> bool {
        let slack = SAME * self.scale;
        let keeps = |player: usize| {
            let deviating = average(discount, self.best[place][player], threats[player]);
            corners[place][player] >= deviating - slack
        };
        let follows = |axis: usize| {
            (corners[place][axis] - (1.0 - discount) * self.own[place][axis]) / discount
        };
        match self.generated[place].continuation {
            Continuation::Forever => keeps(0) && keeps(1),
            Continuation::Vertex(next) => (0..2).all(|player| {
                let (own, best) = (self.own[place][player], self.best[place][player]);
                self.set.threats[player] == next && own >= best || keeps(player)
            }),
            Continuation::Lot { player, between } => {
                let [from, to] = between.map(|end| corners[end][player]);
                let rest = follows(player);
                let slack = slack / discount;
                let inside = from.min(to) - slack <= rest && rest <= from.max(to) + slack;
                inside && keeps(1 - player)
            }
            Continuation::Both => {
                let rest = [follows(0), follows(1)];
                let count = corners.len();
                let left = |from: usize| {
                    let (a, b) = (&corners[from], &corners[(from + 1) % count]);
                    turn(a, b, &rest) >= -SAME * self.scale * self.scale / discount
                };
                count < 3 || (0..count).all(left)
            }
        }
    }

    /// Newton's method.
    fn solved(&self, discount: f64, near: &[Point]) -> Option<Vec<Point>> {
        let mut at = near.to_vec();
        let mut moved = f64::INFINITY;
        for _ in 0..STEPS {
            let (residual, slopes) = self.equations(discount, &at);
            let step = slopes.lu().solve(&residual)?;
            let longest = step.amax();
            if !(longest.is_finite() && longest <= self.scale) {
                return None;
            }
            for (place, point) in at.iter_mut().enumerate() {
                for (axis, x) in point.iter_mut().enumerate() {
                    *x -= step[2 * place + axis];
                }
            }
            // Digits no longer come
            if longest <= ULP * self.scale
                || longest >= moved && longest <= SAME.sqrt() * self.scale
            {
                return Some(at);
            }
            moved = longest;
        }
        None
    }

    /// By how much the equation of each coordinate is not met, and how that changes with each of them.
    fn equations(&self, discount: f64, at: &[Point]) -> (DVector<f64>, DMatrix<f64>) {
        let count = 2 * at.len();
        let (mut residual, mut slopes) = (DVector::zeros(count), DMatrix::zeros(count, count));
        let now = 1.0 - discount;
        for (place, axis) in (0..at.len()).flat_map(|place| [(place, 0), (place, 1)]) {
            let row = 2 * place + axis;
            let mut add = |vertex: usize, along: usize, slope: f64| {
                slopes[(row, 2 * vertex + along)] += slope;
            };
            let here = at[place][axis];
            residual[row] = match self.generated[place].continuation {
                Continuation::Forever => {
                    add(place, axis, 1.0);
                    here - self.own[place][axis]
                }
                Continuation::Vertex(next) => {
                    add(place, axis, 1.0);
                    add(next, axis, -discount);
                    here - average(discount, self.own[place][axis], at[next][axis])
                }
                Continuation::Lot { player, between: [from, to] } if player != axis => {
                    // What follows is on the line through both
                    let arm = |axis: usize| {
                        at[place][axis] - average(discount, self.own[place][axis], at[from][axis])
                    };
                    let side = |axis: usize| at[to][axis] - at[from][axis];
                    add(place, player, side(axis));
                    add(from, player, -discount * side(axis) + arm(axis));
                    add(to, player, -arm(axis));
                    add(place, axis, -side(player));
                    add(from, axis, discount * side(player) - arm(player));
                    add(to, axis, arm(player));
                    arm(player) * side(axis) - arm(axis) * side(player)
                }
                Continuation::Both | Continuation::Lot { .. } => {
                    let threat = self.set.threats[axis];
                    add(place, axis, 1.0);
                    add(threat, axis, -discount);
                    here - now * self.best[place][axis] - discount * at[threat][axis]
                }
            };
        }
        (residual, slopes)
    }

    /// Whether it has the corners of a set at the discount factor of that, as precisely as corners are proved.
    pub(super) fn is_like(&self, set: &PayoffSet) -> bool {
        if set.vertices.len() != self.corners.len() {
            return false;
        }
        // Two empty sets
        if self.corners.is_empty() {
            return true;
        }
        let near: Vec<Point> = set.vertices.iter().map(|one| float(&one.payoff)).collect();
        let Some(found) = self.solved(set.discount.nearest_f64(), &near) else { return false };
        let apart = |(a, b): (&Point, &Point)| (a[0] - b[0]).abs().max((a[1] - b[1]).abs());
        if found.iter().zip(&near).any(|pair| apart(pair) > SAME.sqrt() * self.scale) {
            return false;
        }
        let here = SelfGeneration {
            game: self.game,
            discount: &set.discount,
            generated: &self.generated,
            threats: self.set.threats,
        };
        let point = |one: &Box2| [0, 1].map(|axis| middle(&one[axis].0, &one[axis].1));
        let near: Vec<[Rational; 2]> = set.vertices.iter().map(|one| point(&one.payoff)).collect();
        here.prove(&near).is_some_and(|corners| {
            corners.iter().zip(&set.vertices).all(|(one, other)| {
                (0..2).all(|axis| {
                    let (one, other) = (&one[axis], &other.payoff[axis]);
                    one.0 <= other.1 && other.0 <= one.1
                })
            })
        })
    }

    /// About twice its area at another discount factor.
    pub(super) fn area(&self, discount: f64) -> Option<f64> {
        let at = self.at(discount, &self.corners)?;
        let wedge = |place: usize| {
            let (a, b) = (&at[place], &at[(place + 1) % at.len()]);
            a[0] * b[1] - a[1] * b[0]
        };
        Some((0..at.len()).map(wedge).sum())
    }
}

fn float(one: &Box2) -> Point {
    [0, 1].map(|axis| middle(&one[axis].0, &one[axis].1).nearest_f64())
}

/// `(1 − δ)·first + δ·later`.
fn average(discount: f64, first: f64, later: f64) -> f64 {
    (1.0 - discount) * first + discount * later
}

/// Positive where the way from one point over another to a third turns left.
pub(super) fn turn(a: &Point, b: &Point, c: &Point) -> f64 {
    (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
}

/// How the way around turns at each corner.
fn turns(at: &[Point]) -> Vec<f64> {
    let count = at.len();
    let turn =
        |place: usize| turn(&at[(place + count - 1) % count], &at[place], &at[(place + 1) % count]);
    (0..count).map(turn).collect()
}
