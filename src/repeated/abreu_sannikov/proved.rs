//! What is proved from inside, and how near that is to what is proved from outside.

use super::{Point, Vertex};
use crate::certify::{Continuation, Generated, SelfGeneration};
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
    /// Of a set that comes about like the one before it: without corners that coincide with others or lie on sides, if that can be proved;
    /// else with all of them.
    pub(super) fn new(
        game: &Game<Rational>,
        discount: &Rational,
        near: &[Point],
        generated: &[Generated],
        range: f64,
    ) -> Option<Self> {
        let pruned = pruned(near, generated, range);
        let fewer =
            pruned.and_then(|(near, generated)| Self::of(game, discount, &near, &generated));
        if fewer.is_some() {
            return fewer;
        }
        let all = Self::of(game, discount, near, generated)?;
        // What was not seen to lie on a side is once corners are where they are proved to be
        let point = |vertex: &Vertex| [0, 1].map(|axis| vertex.payoff[axis].0.clone());
        let near: Vec<Point> = all.vertices.iter().map(point).collect();
        let pruned = self::pruned(&near, generated, range);
        let fewer =
            pruned.and_then(|(near, generated)| Self::of(game, discount, &near, &generated));
        fewer.or(Some(all))
    }

    /// The equilibria of the stage game in pure strategies, played for ever; nothing if there are none.
    pub(super) fn stage(game: &Game<Rational>, discount: &Rational) -> Option<Self> {
        let settled = (0..game.shape().profiles()).filter(|&at| game.is_settled(at));
        let all = settled.map(|profile| {
            let point = [0, 1].map(|player| game.payoffs(player)[profile].clone());
            (point, Generated { continuation: Continuation::Forever, profile })
        });
        let corners = extreme(all.collect(), |(point, _)| point);
        let (near, generated): (Vec<Point>, Vec<Generated>) = corners.into_iter().unzip();
        Self::of(game, discount, &near, &generated)
    }

    fn of(
        game: &Game<Rational>,
        discount: &Rational,
        near: &[Point],
        generated: &[Generated],
    ) -> Option<Self> {
        let worst =
            |axis: usize| (0..near.len()).min_by(|&a, &b| near[a][axis].cmp(&near[b][axis]));
        let first = [worst(0)?, worst(1)?];
        let proved = |threats: [usize; 2]| {
            let set = SelfGeneration { game, discount, generated, threats };
            let (payoffs, explicit) = (set.prove(near)?, set.is_explicit());
            let vertices = payoffs.into_iter().zip(generated);
            let vertices =
                vertices.map(|(payoff, &generated)| Vertex { payoff, generated }).collect();
            Some(Self { vertices, threats, explicit })
        };
        let found = proved(first)?;
        // What seemed to be worst may not be
        let worse = [0, 1].map(|axis| {
            let all = found.vertices.iter().enumerate();
            let least = all.min_by(|(_, a), (_, b)| a.payoff[axis].cmp(&b.payoff[axis]));
            least.map_or(first[axis], |(place, _)| place)
        });
        let lower = |axis: usize| {
            found.vertices[worse[axis]].payoff[axis].1 < found.vertices[first[axis]].payoff[axis].0
        };
        if lower(0) || lower(1) {
            return proved(worse).or(Some(found));
        }
        Some(found)
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

    /// The hull of the vertices, if they are known exactly.
    pub(super) fn set(&self) -> Option<Polygon> {
        let point = |vertex: &Vertex| [0, 1].map(|axis| vertex.payoff[axis].0.clone());
        self.is_exact().then(|| Polygon::hull(self.vertices.iter().map(point).collect()))
    }

    /// Whether a set is just the hull of the vertices.
    pub(super) fn is_same(&self, outer: &Polygon) -> bool {
        self.set().is_some_and(|set| set == *outer)
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

/// A corner nearer than this to the line through its neighbours, as a part of the range of payoffs, may lie on it.
const FLAT: f64 = 1e-11;

/// The corners of a set but for those that coincide with others, lie on sides or inside, with continuations that name what is left. Nothing if
/// all are left, or one that goes is named alone.
fn pruned(
    near: &[Point],
    generated: &[Generated],
    range: f64,
) -> Option<(Vec<Point>, Vec<Generated>)> {
    let floats: Vec<[f64; 2]> =
        near.iter().map(|point| [point[0].nearest_f64(), point[1].nearest_f64()]).collect();
    let mut kept: Vec<usize> = (0..near.len()).collect();
    loop {
        let count = kept.len();
        let flat = |place: usize| {
            let [a, b, c] = [count - 1, 0, 1].map(|step| floats[kept[(place + step) % count]]);
            let way = [c[0] - a[0], c[1] - a[1]];
            let length = way[0].abs().max(way[1].abs());
            // Negative at a corner
            let cross = way[0] * (b[1] - a[1]) - way[1] * (b[0] - a[0]);
            let apart = |p: [f64; 2], q: [f64; 2]| (p[0] - q[0]).abs().max((p[1] - q[1]).abs());
            apart(a, b) <= FLAT * range || cross >= -FLAT * range * length && count > 2
        };
        let Some(place) = (0..count).find(|&place| count > 1 && flat(place)) else { break };
        kept.remove(place);
    }
    if kept.len() == near.len() {
        return None;
    }
    let count = near.len();
    let left = |vertex: usize| kept.iter().position(|&place| place == vertex);
    // The side of what is left that a side of all was on
    let side = |[one, other]: [usize; 2]| {
        let mut at = if (one + 1) % count == other { one } else { other };
        while left(at).is_none() {
            at = (at + count - 1) % count;
        }
        let from = left(at)?;
        let to = (from + 1) % kept.len();
        (from != to).then_some([from, to])
    };
    // What coincides with one that is left is that
    let same = |vertex: usize| {
        left(vertex).or_else(|| {
            kept.iter().position(|&place| {
                (0..2)
                    .all(|axis| (floats[place][axis] - floats[vertex][axis]).abs() <= FLAT * range)
            })
        })
    };
    let renamed = |&place: &usize| {
        let Generated { continuation, profile } = generated[place];
        let continuation = match continuation {
            Continuation::Vertex(next) => Continuation::Vertex(same(next)?),
            Continuation::Lot { player, between } => match (same(between[0]), same(between[1])) {
                (Some(one), Some(other)) if one == other => Continuation::Vertex(one),
                _ => Continuation::Lot { player, between: side(between)? },
            },
            other => other,
        };
        Some(Generated { continuation, profile })
    };
    let generated = kept.iter().map(renamed).collect::<Option<Vec<_>>>()?;
    Some((kept.iter().map(|&place| near[place].clone()).collect(), generated))
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
