//! Which payoffs of two players correlated equilibria attain: a polygon, corner by corner.
//!
//! The polygon is the projection of the polytope. Every linear program in the direction of a known
//! corner's edge either finds a corner beyond it or proves that there is none (the "beneath and
//! beyond" of vertex enumeration by an oracle), so it takes two programs or fewer for each corner.

use super::polytope::{CorrelatedError, Extreme, Goal, Polytope, Settings};
use crate::certify::{Bound, Certificate, certify_distribution};
use crate::game::{Distribution, Linear, Objective, Sense};
use crate::linalg::Fractions;
use crate::num::{Rational, Ring};

/// A corner of a [`Polygon`].
#[derive(Clone, Debug, PartialEq)]
pub struct Vertex {
    /// Bounds of what the two players get: equal for rational payoffs.
    pub payoffs: [(Rational, Rational); 2],
    /// A distribution in which they get it.
    pub distribution: Distribution,
    /// What is proved about the distribution.
    pub certificate: Certificate,
}

/// The payoffs of two players that some equilibrium attains: everything between the corners.
#[derive(Clone, Debug, PartialEq)]
pub struct Polygon {
    /// The players, by number: the first one's payoff is the horizontal coordinate.
    pub players: [usize; 2],
    /// The corners, counterclockwise from the leftmost (the lowest of these): one when all
    /// equilibria pay the same, two when the payoffs lie on a line.
    pub vertices: Vec<Vertex>,
    /// For each edge, from corner i to corner i + 1, that nothing lies beyond it; and beyond the
    /// ends, when the payoffs are no more than a point or lie on a line.
    pub edges: Vec<Bound>,
}

/// A point with exact coordinates.
type Point = [Rational; 2];

/// An answer in one direction.
#[derive(Clone)]
struct Found {
    point: Point,
    normal: Point,
    extreme: Extreme,
}

impl Polytope<'_> {
    /// The polygon of payoffs that `players` get in these equilibria. Exact for rational payoffs.
    ///
    /// # Errors
    /// As [`Polytope::optimum`].
    ///
    /// # Complexity
    /// At most two linear programs for each corner, and two more.
    pub fn attainable(
        &self,
        players: [usize; 2],
        settings: &Settings<'_>,
    ) -> Result<Polygon, CorrelatedError> {
        let search = Search { polytope: self, players, settings };
        let units = [[-1, 0], [1, 0], [0, -1], [0, 1]].map(|u| u.map(Rational::integer));
        let [left, right, down, up] = units;
        let (first, last) = (search.towards(left)?, search.towards(right)?);
        if first.point[0] == last.point[0] {
            let (low, high) = (search.towards(down)?, search.towards(up)?);
            let ends = if low.point[1] == high.point[1] {
                vec![low.clone()]
            } else {
                vec![low.clone(), high.clone()]
            };
            return self.polygon(players, &ends, &[first, last, low, high]);
        }
        let mut proofs = vec![first.clone(), last.clone()];
        let mut corners = search.chain(&first, &last, &mut proofs)?;
        corners.extend(search.chain(&last, &first, &mut proofs)?);
        let kept = corners_only(corners);
        let edges = edges_of(&kept, &proofs);
        self.polygon(players, &kept, &edges)
    }

    fn polygon(
        &self,
        players: [usize; 2],
        corners: &[Found],
        edges: &[Found],
    ) -> Result<Polygon, CorrelatedError> {
        let unbounded = CorrelatedError::Unbounded;
        let vertices = corners.iter().map(|found| {
            let distribution = found.extreme.distribution.clone();
            let certificate = certify_distribution(self.payoffs, self.concept, &distribution)?;
            let [x, y] = players.map(|p| Objective::Payoff(p).bounds(self.payoffs, &distribution));
            Some(Vertex { payoffs: [x?, y?], distribution, certificate })
        });
        let vertices = vertices.collect::<Option<_>>().ok_or(unbounded.clone())?;
        let edges = edges.iter().map(|found| {
            let linear = self.linear(players, &found.normal);
            let multipliers = found.extreme.multipliers.clone();
            Bound::by(self.payoffs, self.concept, linear, Sense::Maximise, multipliers)
        });
        let edges = edges.collect::<Option<_>>().ok_or(unbounded)?;
        Ok(Polygon { players, vertices, edges })
    }

    fn linear(&self, players: [usize; 2], normal: &Point) -> Linear {
        let mut weights = vec![Rational::zero(); self.game.players()];
        for (player, weight) in players.iter().zip(normal) {
            weights[*player] += weight;
        }
        Linear::payoffs(weights)
    }
}

struct Search<'a> {
    polytope: &'a Polytope<'a>,
    players: [usize; 2],
    settings: &'a Settings<'a>,
}

impl Search<'_> {
    fn towards(&self, normal: Point) -> Result<Found, CorrelatedError> {
        let linear = self.polytope.linear(self.players, &normal);
        let goal = Goal::Linear(&linear);
        let extreme = self.polytope.extreme(goal, Sense::Maximise, self.settings)?;
        let point = self.players.map(|player| {
            let mut sum = Rational::zero();
            for (index, probability) in &extreme.distribution {
                sum.add_product(probability, &self.polytope.game.payoffs(player)[*index]);
            }
            sum
        });
        Ok(Found { point, normal, extreme })
    }

    /// The corners from `start`, included, counterclockwise to `end`, not included.
    fn chain(
        &self,
        start: &Found,
        end: &Found,
        proofs: &mut Vec<Found>,
    ) -> Result<Vec<Found>, CorrelatedError> {
        let mut corners = Vec::new();
        let mut open = vec![(start.clone(), end.clone())];
        while let Some((from, to)) = open.pop() {
            let normal = outward(&from.point, &to.point);
            let found = self.towards(normal)?;
            if along(&found.normal, &found.point) == along(&found.normal, &from.point) {
                proofs.push(found);
                corners.push(from);
            } else {
                open.push((found.clone(), to));
                open.push((from, found));
            }
        }
        Ok(corners)
    }
}

/// The direction to the right of the way from one point to another, in small integers.
fn outward(from: &Point, to: &Point) -> Point {
    let normal = [to[1].minus(&from[1]), from[0].minus(&to[0])];
    let unit = Fractions::new(&normal).unit();
    normal.map(|mut x| {
        x /= &unit;
        x
    })
}

fn along(normal: &Point, point: &Point) -> Rational {
    let mut sum = Rational::zero();
    sum.add_product(&normal[0], &point[0]);
    sum.add_product(&normal[1], &point[1]);
    sum
}

/// Positive when the way from `a` over `b` to `c` turns left.
fn turn(a: &Point, b: &Point, c: &Point) -> Rational {
    let normal = [a[1].minus(&b[1]), b[0].minus(&a[0])];
    along(&normal, c).minus(&along(&normal, a))
}

/// Drops points on the way from one neighbour to the other, and begins with the leftmost, lowest.
fn corners_only(mut all: Vec<Found>) -> Vec<Found> {
    let mut place = 0;
    while all.len() > 2 && place < all.len() {
        let count = all.len();
        let [before, here, after] =
            [place + count - 1, place, place + 1].map(|k| &all[k % count].point);
        if before == here || turn(before, here, after).is_zero() {
            all.remove(place);
            place = place.saturating_sub(1);
        } else {
            place += 1;
        }
    }
    let first = (0..all.len()).min_by(|&a, &b| all[a].point.cmp(&all[b].point)).unwrap_or(0);
    all.rotate_left(first);
    all
}

/// For each edge a proof that nothing lies beyond; for a line also for its ends.
fn edges_of(corners: &[Found], proofs: &[Found]) -> Vec<Found> {
    let count = corners.len();
    let mut edges: Vec<Found> = (0..count)
        .filter_map(|k| {
            let ends = [&corners[k].point, &corners[(k + 1) % count].point];
            // The two directions of a line touch both its ends
            let wanted = outward(ends[0], ends[1]);
            proofs.iter().find(|found| {
                outward_is(&found.normal, &wanted)
                    && ends
                        .iter()
                        .all(|p| along(&found.normal, p) == along(&found.normal, &found.point))
            })
        })
        .cloned()
        .collect();
    if count == 2 {
        edges.extend(proofs.iter().take(2).cloned());
    }
    edges
}

fn outward_is(a: &Point, b: &Point) -> bool {
    let product = |x: &Rational, y: &Rational| {
        let mut product = x.clone();
        product *= y;
        product
    };
    product(&a[0], &b[1]) == product(&a[1], &b[0]) && along(a, b) > Rational::zero()
}

/// The corners of the convex hull of `points`, counterclockwise from the leftmost, lowest.
///
/// # Complexity
/// That of sorting.
pub fn hull(points: &[Point]) -> Vec<Point> {
    let mut sorted = points.to_vec();
    sorted.sort();
    sorted.dedup();
    if sorted.len() <= 2 {
        return sorted;
    }
    let half = |points: &mut dyn Iterator<Item = &Point>| {
        let mut chain: Vec<Point> = Vec::new();
        for point in points {
            while let [.., a, b] = &chain[..]
                && turn(a, b, point) <= Rational::zero()
            {
                chain.pop();
            }
            chain.push(point.clone());
        }
        chain.pop();
        chain
    };
    let mut all = half(&mut sorted.iter());
    all.extend(half(&mut sorted.iter().rev()));
    all
}
