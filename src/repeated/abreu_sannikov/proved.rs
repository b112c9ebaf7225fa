//! What is proved from inside, and how near that is to what is proved from outside.

use super::{Point, Vertex};
use crate::certify::{Generated, SelfGeneration};
use crate::game::{Game, Polygon, extreme};
use crate::num::{Rational, Ring};

/// Vertices that generate each other.
#[derive(Clone, Default)]
pub(super) struct Proved {
    pub vertices: Vec<Vertex>,
    pub threats: [usize; 2],
    /// Whether payoffs follow from those of profiles step by step: only then can exact sets come to an end.
    pub explicit: bool,
}

impl Proved {
    /// Of a set that comes about like the one before it.
    pub(super) fn new(
        game: &Game<Rational>,
        discount: &Rational,
        near: &[Point],
        generated: &[Generated],
    ) -> Option<Self> {
        let worst =
            |axis: usize| (0..near.len()).min_by(|&a, &b| near[a][axis].cmp(&near[b][axis]));
        let threats = [worst(0)?, worst(1)?];
        let set = SelfGeneration { game, discount, generated, threats };
        let (payoffs, explicit) = (set.prove(near)?, set.is_explicit());
        let vertices = payoffs.into_iter().zip(generated);
        let vertices = vertices.map(|(payoff, &generated)| Vertex { payoff, generated }).collect();
        Some(Self { vertices, threats, explicit })
    }

    /// Whether all payoffs are rational.
    pub(super) fn is_exact(&self) -> bool {
        self.vertices.iter().flat_map(|vertex| &vertex.payoff).all(|(low, high)| low == high)
    }

    /// The greatest number of bits of a payoff.
    pub(super) fn bits(&self) -> usize {
        let all = self.vertices.iter().flat_map(|vertex| &vertex.payoff);
        all.map(|(low, _)| low.bits()).max().unwrap_or(0)
    }

    /// Whether a set is just the hull of the vertices.
    pub(super) fn is_same(&self, outer: &Polygon) -> bool {
        let point = |vertex: &Vertex| [0, 1].map(|axis| vertex.payoff[axis].0.clone());
        self.is_exact()
            && extreme(self.vertices.iter().map(point).collect(), |point| point) == outer.vertices
    }

    /// About how far the corners of an outer set are from the hull of the vertices.
    pub(super) fn about(&self, corners: &[[f64; 2]]) -> f64 {
        let sides = self.floats();
        let far =
            |corner: &[f64; 2]| nearest(&sides, corner).map_or(f64::INFINITY, |side| side.far);
        corners.iter().map(far).fold(0.0, f64::max)
    }

    fn floats(&self) -> Vec<[f64; 2]> {
        let float = |bounds: &(Rational, Rational)| bounds.0.nearest_f64();
        self.vertices.iter().map(|one| [float(&one.payoff[0]), float(&one.payoff[1])]).collect()
    }

    /// How far a corner of an outer set may be from the hull of the vertices, in either coordinate: bounded by how far it is from a
    /// point of the side that floats say is nearest.
    pub(super) fn gap(&self, outer: &Polygon) -> f64 {
        let sides = self.floats();
        let far = |point: &Point| {
            let at = [point[0].nearest_f64(), point[1].nearest_f64()];
            let side = nearest(&sides, &at)?;
            let part = Rational::from_f64(side.part)?;
            let end = (side.from + 1) % self.vertices.len();
            let [from, to] = [side.from, end].map(|place| &self.vertices[place].payoff);
            let away = [0, 1].map(|axis| {
                // The point of the side, wherever between their bounds its ends are
                let on = |from: &Rational, to: &Rational| {
                    let mut value = from.clone();
                    value.sub_product(&part, from);
                    value.add_product(&part, to);
                    value
                };
                let (low, high) = (on(&from[axis].0, &to[axis].0), on(&from[axis].1, &to[axis].1));
                point[axis].minus(&low).max(high.minus(&point[axis])).f64_bounds().1.max(0.0)
            });
            Some(away[0].max(away[1]))
        };
        outer.vertices.iter().map(|point| far(point).unwrap_or(f64::INFINITY)).fold(0.0, f64::max)
    }
}

/// A point of a side of a polygon.
struct Nearest {
    /// The corner at which the side begins.
    from: usize,
    /// How far along it the point is: from 0 to 1.
    part: f64,
    /// How far another point is from it, in the coordinate in which they differ most.
    far: f64,
}

/// The point of the sides of a polygon that is nearest to another.
fn nearest(corners: &[[f64; 2]], at: &[f64; 2]) -> Option<Nearest> {
    let side = |from: usize| {
        let (a, b) = (&corners[from], &corners[(from + 1) % corners.len()]);
        let way = [b[0] - a[0], b[1] - a[1]];
        let along = (at[0] - a[0]) * way[0] + (at[1] - a[1]) * way[1];
        let length = way[0] * way[0] + way[1] * way[1];
        let part = if length > 0.0 { (along / length).clamp(0.0, 1.0) } else { 0.0 };
        let far = |axis: usize| (a[axis] + part * way[axis] - at[axis]).abs();
        Nearest { from, part, far: far(0).max(far(1)) }
    };
    (0..corners.len()).map(side).min_by(|a, b| a.far.total_cmp(&b.far))
}
