//! Payoffs of two players that can be reached at all, and those that leave nobody less than the minmax value.

use crate::game::Payoffs;
use crate::num::{Rational, Ring, Sign};

/// A convex set of payoffs of two players: a polygon, a segment, a point, or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayoffSet {
    /// Its extreme points, counterclockwise from the one with the least payoff of the first player (of several, of the second).
    pub vertices: Vec<[Rational; 2]>,
}

/// All averages of payoffs in pure profiles: what can be reached with lots that everybody sees. Nothing where there are not two
/// players, or payoffs are not rational.
///
/// # Complexity
/// Sorting all profiles.
///
/// # Examples
/// ```
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
/// use equil::repeated::feasible;
///
/// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let all = feasible(&game).unwrap();
/// assert_eq!(all.vertices.len(), 4);
/// // Nobody gets less than 3 once they refuse
/// let three = Rational::integer(3);
/// let kept = all.at_least(&[three.clone(), three]);
/// assert_eq!(kept.area(), Rational::new(81, 2).unwrap());
/// ```
pub fn feasible(payoffs: &Payoffs) -> Option<PayoffSet> {
    let game = payoffs.rational()?;
    if payoffs.shape().players() != 2 {
        return None;
    }
    let points = game.payoffs(0).iter().zip(game.payoffs(1));
    Some(PayoffSet::hull(points.map(|(a, b)| [a.clone(), b.clone()]).collect()))
}

impl PayoffSet {
    /// The convex hull of points.
    ///
    /// Source: A. M. Andrew, "Another efficient algorithm for convex hulls in two dimensions", *Information Processing Letters* 9
    /// (1979), 216–219 (`andrew1979`).
    pub fn hull(mut points: Vec<[Rational; 2]>) -> Self {
        points.sort();
        points.dedup();
        if points.len() < 3 {
            return Self { vertices: points };
        }
        let mut vertices = half(points.iter());
        let upper = half(points.iter().rev());
        // Each half ends where the other begins
        vertices.pop();
        vertices.extend(upper.into_iter().take_while({
            let first = points[0].clone();
            move |point| *point != first
        }));
        Self { vertices }
    }

    /// The part in which both players get at least so much.
    #[must_use]
    pub fn at_least(&self, floor: &[Rational; 2]) -> Self {
        let mut points = self.vertices.clone();
        for (player, least) in floor.iter().enumerate() {
            let mut kept: Vec<[Rational; 2]> = Vec::new();
            for (place, here) in points.iter().enumerate() {
                let next = &points[(place + 1) % points.len()];
                if here[player] >= *least {
                    kept.push(here.clone());
                }
                let crosses = (here[player] < *least) != (next[player] < *least);
                if crosses {
                    kept.extend(between(here, next, player, least));
                }
            }
            points = Self::hull(kept).vertices;
        }
        Self { vertices: points }
    }

    /// Its area.
    pub fn area(&self) -> Rational {
        let mut twice = Rational::zero();
        for (place, here) in self.vertices.iter().enumerate() {
            let next = &self.vertices[(place + 1) % self.vertices.len()];
            twice.add_product(&here[0], &next[1]);
            twice.sub_product(&here[1], &next[0]);
        }
        twice *= &Rational::share(1, 2);
        twice
    }

    /// Whether a point is in the set.
    pub fn contains(&self, point: &[Rational; 2]) -> bool {
        let mut all = self.vertices.clone();
        all.push(point.clone());
        Self::hull(all).vertices == self.vertices
    }
}

/// The points of a chain that turns left at each of them.
fn half<'a>(points: impl Iterator<Item = &'a [Rational; 2]>) -> Vec<[Rational; 2]> {
    let mut chain: Vec<[Rational; 2]> = Vec::new();
    for point in points {
        while let [.., before, last] = &chain[..]
            && turn(before, last, point) != Sign::Positive
        {
            chain.pop();
        }
        chain.push(point.clone());
    }
    chain
}

/// Whether the way from one point to another and on to a third turns left.
fn turn(a: &[Rational; 2], b: &[Rational; 2], c: &[Rational; 2]) -> Sign {
    let mut cross = b[0].minus(&a[0]);
    cross *= &c[1].minus(&a[1]);
    cross.sub_product(&b[1].minus(&a[1]), &c[0].minus(&a[0]));
    cross.signum()
}

/// The point between two others at which a player gets just so much.
fn between(
    a: &[Rational; 2],
    b: &[Rational; 2],
    player: usize,
    least: &Rational,
) -> Option<[Rational; 2]> {
    let mut part = least.minus(&a[player]);
    part *= &b[player].minus(&a[player]).recip()?;
    let other = 1 - player;
    let mut value = a[other].clone();
    value.add_product(&part, &b[other].minus(&a[other]));
    let mut point = [value.clone(), value];
    point[player] = least.clone();
    Some(point)
}
