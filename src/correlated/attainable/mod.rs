//! Which payoffs of two players correlated equilibria attain: a polygon, corner by corner.
//!
//! The polygon is the projection of the polytope. Every linear program in the direction of a known
//! corner's edge either finds a point beyond it or proves that there is none (the "beneath and
//! beyond" of vertex enumeration by an oracle), so it takes two programs or fewer for each corner.
//! This is done in floats first, each search from where the last one ended; what it finds is made
//! exact by all threads, and the rest is found and proved one program after the other.

mod hull;
mod seed;

use rayon::prelude::*;

use super::polytope::{CorrelatedError, Goal, Polytope, Settings};
use crate::certify::{Bound, Certificate, certify_distribution};
use crate::game::{Distribution, Linear, Objective, Sense};
use crate::linalg::Fractions;
use crate::num::{Rational, Ring};
use hull::{Point, along, corners, outward, same_direction};

pub use hull::hull;

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
    /// Whether this is all. Otherwise the search was stopped: what is between the corners can be
    /// attained, there may be more, and only some edges are proved.
    pub complete: bool,
}

/// A point with exact coordinates, and how it is attained.
#[derive(Clone)]
struct Corner {
    point: Point,
    distribution: Distribution,
}

/// That no point is worth more than `level` along `normal`.
#[derive(Clone)]
struct Side {
    normal: Point,
    level: Rational,
    multipliers: Vec<(usize, Rational)>,
}

impl Polytope<'_> {
    /// The polygon of payoffs that `players` get in these equilibria. Exact for rational payoffs. A
    /// search that is stopped ends with what is known by then.
    ///
    /// # Errors
    /// As [`Polytope::optimum`]; [`CorrelatedError::Stopped`] only when nothing is known.
    ///
    /// # Complexity
    /// At most two linear programs for each corner, and two more; all but a few of them start next
    /// to their optimum, and take an exact system of equations each.
    pub fn attainable(
        &self,
        players: [usize; 2],
        settings: &Settings<'_>,
    ) -> Result<Polygon, CorrelatedError> {
        let search = Search { polytope: self, players, settings };
        let mut known = Known::default();
        let complete = match search.run(&mut known) {
            Ok(()) => true,
            Err(CorrelatedError::Stopped) if !known.corners.is_empty() => false,
            Err(error) => return Err(error),
        };
        let kept = corners(known.corners);
        let sides = if kept.len() == 1 { known.sides } else { sides_of(&kept, &known.sides) };
        search.polygon(&kept, &sides, complete)
    }
}

/// What has been found and proved.
#[derive(Default)]
struct Known {
    corners: Vec<Corner>,
    sides: Vec<Side>,
}

struct Search<'a> {
    polytope: &'a Polytope<'a>,
    players: [usize; 2],
    settings: &'a Settings<'a>,
}

impl Search<'_> {
    fn run(&self, known: &mut Known) -> Result<(), CorrelatedError> {
        let units = [[-1, 0], [1, 0], [0, -1], [0, 1]].map(|u| u.map(Rational::integer));
        let [left, right, down, up] = units;
        let mut ends = Vec::new();
        for direction in [left, right] {
            ends.push(self.towards(direction, known)?);
        }
        let (first, last) = (&ends[0], &ends[1]);
        if first.point[0] == last.point[0] {
            // A point, or a line that both ends are proved to lie on
            known.corners.clear();
            for direction in [down, up] {
                self.towards(direction, known)?;
            }
            return Ok(());
        }
        known.corners.extend(self.seeds()?);
        let kept = corners(known.corners.clone());
        let edges: Vec<(&Corner, &Corner)> = kept.iter().zip(kept.iter().cycle().skip(1)).collect();
        let sides = self.proved(&edges)?;
        let mut open = Vec::new();
        for (edge, side) in edges.into_iter().zip(sides) {
            match side {
                Some(side) => known.sides.push(side),
                None => open.push(edge),
            }
        }
        for (from, to) in open {
            self.chain(from, to, known)?;
        }
        Ok(())
    }

    /// A point as far as can be in a direction, and the proof that none is farther.
    fn towards(&self, normal: Point, known: &mut Known) -> Result<Corner, CorrelatedError> {
        let linear = self.linear(&normal);
        let goal = Goal::Linear(&linear);
        let extreme = self.polytope.extreme(goal, Sense::Maximise, self.settings)?;
        let corner = self.corner(extreme.distribution);
        let level = along(&normal, &corner.point);
        known.sides.push(Side { normal, level, multipliers: extreme.multipliers });
        known.corners.push(corner.clone());
        Ok(corner)
    }

    /// Adds all corners from `start` counterclockwise to `end`, and the sides between them.
    fn chain(
        &self,
        start: &Corner,
        end: &Corner,
        known: &mut Known,
    ) -> Result<(), CorrelatedError> {
        let mut open = vec![(start.clone(), end.clone())];
        while let Some((from, to)) = open.pop() {
            let normal = outward(&from.point, &to.point);
            let found = self.towards(normal.clone(), known)?;
            if along(&normal, &found.point) != along(&normal, &from.point) {
                open.push((found.clone(), to));
                open.push((from, found));
            }
        }
        Ok(())
    }

    fn corner(&self, distribution: Distribution) -> Corner {
        let (places, shares): (Vec<usize>, Vec<Rational>) = distribution.iter().cloned().unzip();
        let shares = Fractions::new(&shares);
        let point = self.players.map(|player| {
            let payoffs = self.polytope.game.payoffs(player);
            let earned: Vec<Rational> = places.iter().map(|&k| payoffs[k].clone()).collect();
            Fractions::new(&earned).dot(&shares)
        });
        Corner { point, distribution }
    }

    fn linear(&self, normal: &Point) -> Linear {
        let mut weights = vec![Rational::zero(); self.polytope.game.players()];
        for (player, weight) in self.players.iter().zip(normal) {
            weights[*player] += weight;
        }
        Linear::payoffs(weights)
    }

    fn polygon(
        &self,
        corners: &[Corner],
        sides: &[Side],
        complete: bool,
    ) -> Result<Polygon, CorrelatedError> {
        let (payoffs, concept, players) =
            (self.polytope.payoffs, self.polytope.concept, self.players);
        let vertex = |corner: &Corner| {
            let distribution = corner.distribution.clone();
            let certificate = certify_distribution(payoffs, concept, &distribution)?;
            let [x, y] = players.map(|p| Objective::Payoff(p).bounds(payoffs, &distribution));
            Some(Vertex { payoffs: [x?, y?], distribution, certificate })
        };
        let bound = |(side, linear): &(&Side, Linear)| {
            let multipliers = side.multipliers.clone();
            Bound::by(payoffs, concept, linear.clone(), Sense::Maximise, multipliers)
        };
        let vertices: Option<_> = corners.par_iter().map(vertex).collect();
        let sides: Vec<(&Side, Linear)> =
            sides.iter().map(|side| (side, self.linear(&side.normal))).collect();
        let edges: Option<_> = sides.par_iter().map(bound).collect();
        let unbounded = CorrelatedError::Unbounded;
        let (vertices, edges) = (vertices.ok_or(unbounded.clone())?, edges.ok_or(unbounded)?);
        Ok(Polygon { players, vertices, edges, complete })
    }
}

/// For each edge the proof that nothing lies beyond, as far as there is one; for a line also for its
/// ends.
fn sides_of(corners: &[Corner], sides: &[Side]) -> Vec<Side> {
    let count = corners.len();
    let mut chosen: Vec<Side> = (0..count)
        .filter_map(|k| {
            // The two directions of a line touch both its ends
            let ends = [&corners[k].point, &corners[(k + 1) % count].point];
            let wanted = outward(ends[0], ends[1]);
            let fits = |side: &&Side| {
                same_direction(&side.normal, &wanted)
                    && ends.iter().all(|end| along(&side.normal, end) == side.level)
            };
            sides.iter().find(fits)
        })
        .cloned()
        .collect();
    if count == 2 {
        let lengthwise = |side: &&Side| {
            along(&side.normal, &corners[0].point) != along(&side.normal, &corners[1].point)
        };
        chosen.extend(sides.iter().filter(lengthwise).take(2).cloned());
    }
    chosen
}
