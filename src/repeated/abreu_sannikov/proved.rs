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
}

impl Proved {
    /// Of a set that comes about like the one before it.
    pub(super) fn new(
        game: &Game<Rational>,
        discount: &Rational,
        near: &[Point],
        generated: &[Generated],
    ) -> Option<Self> {
        let worst = |axis: usize| (0..near.len()).min_by(|&a, &b| near[a][axis].cmp(&near[b][axis]));
        let threats = [worst(0)?, worst(1)?];
        let payoffs = SelfGeneration { game, discount, generated, threats }.prove(near)?;
        let vertices = payoffs.into_iter().zip(generated);
        let vertices = vertices.map(|(payoff, &generated)| Vertex { payoff, generated }).collect();
        Some(Self { vertices, threats })
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

    /// About how far the corners of an outer set are from the nearest vertices.
    pub(super) fn about(&self, corners: &[[f64; 2]]) -> f64 {
        let near = self.floats();
        let nearest = |corner: &[f64; 2]| place(&near, corner).map_or(f64::INFINITY, |(_, far)| far);
        corners.iter().map(nearest).fold(0.0, f64::max)
    }

    fn floats(&self) -> Vec<[f64; 2]> {
        let float = |bounds: &(Rational, Rational)| bounds.0.nearest_f64();
        self.vertices.iter().map(|one| [float(&one.payoff[0]), float(&one.payoff[1])]).collect()
    }

    /// How far a corner of an outer set may be from the nearest vertex, in either coordinate.
    pub(super) fn gap(&self, outer: &Polygon) -> f64 {
        let away = |point: &Point, vertex: &Vertex| {
            let far = |axis: usize| {
                let (low, high) = &vertex.payoff[axis];
                let (below, above) = (point[axis].minus(low), high.minus(&point[axis]));
                below.max(above).f64_bounds().1.max(0.0)
            };
            far(0).max(far(1))
        };
        // Floats tell which vertex is near
        let near = self.floats();
        let nearest = |point: &Point| {
            let at = [point[0].nearest_f64(), point[1].nearest_f64()];
            place(&near, &at).map_or(f64::INFINITY, |(place, _)| away(point, &self.vertices[place]))
        };
        outer.vertices.iter().map(nearest).fold(0.0, f64::max)
    }
}

/// The nearest of several points, and how far it is.
fn place(near: &[[f64; 2]], at: &[f64; 2]) -> Option<(usize, f64)> {
    let far = |one: &[f64; 2]| (one[0] - at[0]).abs().max((one[1] - at[1]).abs());
    near.iter().map(far).enumerate().min_by(|a, b| a.1.total_cmp(&b.1))
}
