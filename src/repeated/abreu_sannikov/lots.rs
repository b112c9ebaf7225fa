//! With which chances the next state is drawn.

use super::{PayoffSet, Vertex};
use crate::certify::Continuation;
use crate::game::Game;
use crate::num::{Certain, Interval, Rational, Ring, Sign};
use crate::repeated::Bounds;

impl PayoffSet {
    /// What follows the first round of a vertex if nobody deviates: vertices, and the chances with which a lot chooses them (bounds,
    /// equal where they are rational). Read this way the vertices are the states of an automaton: each plays its profile, and after a
    /// deviation of a player alone the vertex that `threats` names for them comes next.
    ///
    /// # Examples
    /// ```
    /// use equil::game::Game;
    /// use equil::num::Rational;
    /// use equil::repeated::abreu_sannikov;
    ///
    /// // The battle of the sexes: if both do what the other likes, they may get 1 each
    /// let payoffs = [[2, 0, 0, 1], [1, 0, 0, 2]].map(|p| p.map(Rational::integer).to_vec());
    /// let game = Game::new(vec![2, 2], payoffs.to_vec()).unwrap();
    /// let set = abreu_sannikov(&game, &Rational::new(2, 3).unwrap(), &Default::default()).unwrap();
    /// let half = Rational::new(1, 2).unwrap();
    /// assert_eq!(set.next(&game, 0), Some(vec![(1, (half.clone(), half.clone())), (2, (half.clone(), half))]));
    /// ```
    pub fn next(&self, game: &Game<Rational>, vertex: usize) -> Option<Vec<(usize, Bounds)>> {
        let one = &self.vertices[vertex];
        let sure = |next: usize| Some(vec![(next, (Rational::one(), Rational::one()))]);
        match one.generated.continuation {
            Continuation::Forever => sure(vertex),
            Continuation::Vertex(next) => sure(next),
            Continuation::Lot { .. } | Continuation::Both => {
                let exact = |one: &Vertex| one.payoff.iter().all(|(low, high)| low == high);
                if self.vertices.iter().all(exact) {
                    let at = |one: &Vertex| [0, 1].map(|axis| one.payoff[axis].0.clone());
                    return self.chances(game, vertex, at);
                }
                self.chances(game, vertex, |one| {
                    [0, 1].map(|axis| Interval::spanning(&one.payoff[axis].0, &one.payoff[axis].1))
                })
            }
        }
    }

    fn chances<T: Certain>(
        &self,
        game: &Game<Rational>,
        vertex: usize,
        at: impl Fn(&Vertex) -> [T; 2],
    ) -> Option<Vec<(usize, Bounds)>> {
        let one = &self.vertices[vertex];
        let points: Vec<[T; 2]> = self.vertices.iter().map(&at).collect();
        let now = Rational::one().minus(&self.discount);
        let later = T::from_rational(&self.discount);
        let own = |axis: usize| T::from_rational(&game.payoffs(axis)[one.generated.profile]);
        let mut follows = [T::zero(), T::zero()];
        for (axis, value) in follows.iter_mut().enumerate() {
            let mut rest = points[vertex][axis].clone();
            rest.sub_product(&T::from_rational(&now), &own(axis));
            *value = rest.divided_by(&later)?;
        }
        let weights = match one.generated.continuation {
            Continuation::Lot { player, between: [from, to] } => {
                let part = |a: &T, b: &T| follows[player].minus(a).divided_by(&b.minus(a));
                let second = part(&points[from][player], &points[to][player])?;
                vec![(from, T::one().minus(&second)), (to, second)]
            }
            _ => inside(&points, &follows)?,
        };
        // Chances, whatever rounding makes of them
        let bounds = |(next, weight): (usize, T)| {
            let (low, high) = weight.bounds()?;
            Some((next, (low.max(Rational::zero()), high.min(Rational::one()))))
        };
        let mut found = weights.into_iter().map(bounds).collect::<Option<Vec<_>>>()?;
        found.retain(|(_, (low, high))| !(low.is_zero() && high.is_zero()));
        Some(found)
    }
}

/// A point inside a convex polygon as an average of three corners, the first of which is the first one.
fn inside<T: Certain>(corners: &[[T; 2]], point: &[T; 2]) -> Option<Vec<(usize, T)>> {
    let area = |a: &[T; 2], b: &[T; 2], c: &[T; 2]| {
        let mut cross = b[0].minus(&a[0]);
        cross *= &c[1].minus(&a[1]);
        cross.sub_product(&b[1].minus(&a[1]), &c[0].minus(&a[0]));
        cross
    };
    // On a diagonal signs may be open: that the point is inside is proved elsewhere
    for sure in [true, false] {
        for second in 1..corners.len().saturating_sub(1) {
            let (a, b, c) = (&corners[0], &corners[second], &corners[second + 1]);
            let whole = area(a, b, c);
            if whole.certain_sign() != Some(Sign::Positive) {
                continue;
            }
            let parts = [area(point, b, c), area(a, point, c), area(a, b, point)];
            let fits = |part: &T| match part.certain_sign() {
                Some(sign) => sign != Sign::Negative,
                None => !sure,
            };
            if parts.iter().all(fits) {
                let [first, middle, last] = parts.map(|part| part.divided_by(&whole));
                return Some(vec![(0, first?), (second, middle?), (second + 1, last?)]);
            }
        }
    }
    // On a segment, between the corners around it
    let differ = |axis: usize, a: usize, b: usize| {
        corners[b][axis].minus(&corners[a][axis]).certain_sign() != Some(Sign::Zero)
    };
    let pairs = (0..corners.len()).flat_map(|a| (a + 1..corners.len()).map(move |b| (a, b)));
    for (a, b) in pairs {
        let Some(axis) = (0..2).find(|&axis| differ(axis, a, b)) else { continue };
        let across = corners[b][axis].minus(&corners[a][axis]);
        let part = point[axis].minus(&corners[a][axis]).divided_by(&across);
        let Some(second) = part else { continue };
        let first = T::one().minus(&second);
        let negative = |x: &T| x.certain_sign() == Some(Sign::Negative);
        if !negative(&first) && !negative(&second) {
            return Some(vec![(a, first), (b, second)]);
        }
    }
    None
}
