//! Convex sets of payoffs of any number of players, exactly.

use dashu_int::IBig;

use crate::game::Polygon;
use crate::linalg::{Fractions, extreme_rays, null_space};
use crate::lp::{Limit, Program, Relation, solve};
use crate::num::{Rational, Ring};
use crate::repeated::reachable::{lowered, raised};

/// The convex hull of some points: its corners, and of other than two players the half-spaces and equations whose common part it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Body {
    pub corners: Vec<Vec<Rational>>,
    facets: Vec<Vec<IBig>>,
    equations: Vec<Vec<IBig>>,
}

/// Whether to go on, asked with the number of facets or corners so far.
pub(super) type GoOn<'a> = &'a mut dyn FnMut(usize) -> bool;

impl Body {
    /// Of points that differ, in order; nothing where it was stopped.
    pub(super) fn hull(points: Vec<Vec<Rational>>, go_on: GoOn<'_>) -> Option<Self> {
        let players = points.first().map_or(0, Vec::len);
        if points.len() <= 2 {
            return Some(Self { corners: points, ..Self::default() });
        }
        if let Some(flat) = pairs(&points) {
            return Some(Self { corners: listed(Polygon::hull(flat)), ..Self::default() });
        }
        let rows: Vec<Vec<IBig>> = points.iter().map(|point| raised(point)).collect();
        let equations = null_space(players + 1, &rows);
        let facets = extreme_rays(players + 1, &equations, &rows, go_on).ok()?;
        let corners = corners(&extreme_rays(players + 1, &equations, &facets, go_on).ok()?);
        Some(Self { corners, facets, equations })
    }

    /// The least that a player gets.
    pub(super) fn least(&self, player: usize) -> Option<&Rational> {
        self.corners.iter().map(|corner| &corner[player]).min()
    }

    /// The corners of the part that gives each player at least so much; nothing where it was stopped.
    pub(super) fn at_least(
        &self,
        floor: &[Rational],
        go_on: GoOn<'_>,
    ) -> Option<Vec<Vec<Rational>>> {
        let below = |corner: &Vec<Rational>, player: usize| corner[player] < floor[player];
        let players = 0..floor.len();
        if self.corners.iter().all(|corner| !players.clone().any(|own| below(corner, own))) {
            return Some(self.corners.clone());
        }
        if players.clone().any(|own| self.corners.iter().all(|corner| below(corner, own))) {
            return Some(Vec::new());
        }
        if let [a, b] = &self.corners[..] {
            return Some(segment(a, b, floor));
        }
        if let (Some(flat), [first, second]) = (pairs(&self.corners), floor) {
            let kept = Polygon { vertices: flat }.at_least(&[first.clone(), second.clone()]);
            return Some(listed(kept));
        }
        let dimension = floor.len() + 1;
        let mut inside = self.facets.clone();
        for (player, least) in floor.iter().enumerate() {
            let mut row = vec![Rational::zero(); dimension];
            row[0] = least.negated();
            row[player + 1] = Rational::one();
            inside.push(Fractions::new(&row).to_big());
        }
        inside.push((0..dimension).map(|k| IBig::from(u8::from(k == 0))).collect());
        Some(corners(&extreme_rays(dimension, &self.equations, &inside, go_on).ok()?))
    }
}

/// A lot over points whose average is another point: their numbers and probabilities. Nothing where there is none.
pub(super) fn lot(points: &[Vec<Rational>], point: &[Rational]) -> Option<Vec<(usize, Rational)>> {
    if let Some(place) = points.iter().position(|one| one == point) {
        return Some(vec![(place, Rational::one())]);
    }
    let mut program = Program::maximise(vec![Rational::zero(); points.len()]);
    program.add_row(vec![Rational::one(); points.len()], Relation::Equal, Rational::one());
    for (player, wanted) in point.iter().enumerate() {
        let row = points.iter().map(|one| one[player].clone()).collect();
        program.add_row(row, Relation::Equal, wanted.clone());
    }
    let proved = solve(&program, Limit::default()).ok()?.proved;
    let crate::lp::Proved::Optimal { primal, .. } = proved else { return None };
    Some(primal.into_iter().enumerate().filter(|(_, part)| !part.is_zero()).collect())
}

/// The corners of the part of a segment that gives each player at least so much.
fn segment(a: &[Rational], b: &[Rational], floor: &[Rational]) -> Vec<Vec<Rational>> {
    // What part of the way from the first to the second one must go at least, and at most
    let (mut least, mut most) = (Rational::zero(), Rational::one());
    for ((from, to), floor) in a.iter().zip(b).zip(floor) {
        let way = to.minus(from);
        let Some(inverse) = way.recip() else {
            if from < floor {
                return Vec::new();
            }
            continue;
        };
        let mut part = floor.minus(from);
        part *= &inverse;
        if way > Rational::zero() {
            least = least.max(part);
        } else {
            most = most.min(part);
        }
    }
    let at = |part: &Rational| -> Vec<Rational> {
        let point = a.iter().zip(b).map(|(from, to)| {
            let mut point = from.clone();
            point.add_product(part, &to.minus(from));
            point
        });
        point.collect()
    };
    match least.cmp(&most) {
        std::cmp::Ordering::Less => vec![at(&least), at(&most)],
        std::cmp::Ordering::Equal => vec![at(&least)],
        std::cmp::Ordering::Greater => Vec::new(),
    }
}

/// Points of two players.
fn pairs(points: &[Vec<Rational>]) -> Option<Vec<[Rational; 2]>> {
    points.iter().map(|point| <[Rational; 2]>::try_from(point.clone()).ok()).collect()
}

fn listed(polygon: Polygon) -> Vec<Vec<Rational>> {
    polygon.vertices.into_iter().map(Vec::from).collect()
}

/// The points of rays, in order.
fn corners(rays: &[Vec<IBig>]) -> Vec<Vec<Rational>> {
    let mut corners: Vec<Vec<Rational>> = rays.iter().filter_map(|ray| lowered(ray)).collect();
    corners.sort_unstable();
    corners
}
