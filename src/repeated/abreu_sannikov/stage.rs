//! What the algorithm needs to know of a stage game at a discount factor.

use crate::certify::{Continuation, Generated};
use crate::game::{Game, Polygon, between};
use crate::num::{Rational, Ring};

use super::Point;

/// Payoffs of two players in each profile, and how much the future must hold for nobody to deviate.
pub(super) struct Stage {
    /// Payoffs.
    pub own: Vec<Point>,
    /// (1 − δ)/δ times what a deviation gains: by so much more than the threat the future must be worth.
    pub needed: Vec<Point>,
    pub discount: Rational,
}

/// A payoff, and how it comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Image {
    pub point: Point,
    pub generated: Generated,
}

/// What the boundary of a polygon has at one value of a coordinate: the lowest and the highest point.
struct Crossing {
    low: (Rational, Continuation),
    high: (Rational, Continuation),
}

impl Stage {
    pub(super) fn new(game: &Game<Rational>, discount: &Rational) -> Option<Self> {
        let shape = game.shape();
        let mut factor = Rational::one().minus(discount);
        factor *= &discount.recip()?;
        let count = shape.profiles();
        let mut needed = vec![[Rational::zero(), Rational::zero()]; count];
        for player in 0..2 {
            let payoffs = game.payoffs(player);
            for rivals in shape.rival_profiles(player) {
                let ways = (0..shape.strategies()[player]).map(|own| shape.with(rivals, player, own));
                let best = ways.clone().map(|index| &payoffs[index]).max()?;
                for index in ways {
                    let mut gain = best.minus(&payoffs[index]);
                    gain *= &factor;
                    needed[index][player] = gain;
                }
            }
        }
        let own = (0..count).map(|index| [0, 1].map(|player| game.payoffs(player)[index].clone()));
        Some(Self { own: own.collect(), needed, discount: discount.clone() })
    }

    /// What the future must be worth at least after a profile, when who deviates gets a threat.
    pub(super) fn least(&self, profile: usize, threats: &Point) -> Point {
        [0, 1].map(|player| {
            let mut least = threats[player].clone();
            least += &self.needed[profile][player];
            least
        })
    }

    /// The payoffs that a profile adds to the next set: the profile for ever, if that is enough to keep players from deviating;
    /// else those with continuations in the present set with which one of them would just as well deviate.
    pub(super) fn images(&self, profile: usize, set: &Polygon, threats: &Point) -> Vec<Image> {
        let least = self.least(profile, threats);
        let own = &self.own[profile];
        if own[0] >= least[0] && own[1] >= least[1] {
            let generated = Generated { continuation: Continuation::Forever, profile };
            return vec![Image { point: own.clone(), generated }];
        }
        let mut found = Vec::new();
        for player in 0..2 {
            let other = 1 - player;
            let Some(Crossing { low, high }) = crossing(set, player, &least[player]) else { continue };
            if high.0 < least[other] {
                continue;
            }
            let low = if low.0 < least[other] {
                (least[other].clone(), Continuation::Both)
            } else {
                low
            };
            for (coordinate, continuation) in [low, high] {
                let mut follows = [coordinate.clone(), coordinate];
                follows[player].clone_from(&least[player]);
                let point = self.average(own, &follows);
                found.push(Image { point, generated: Generated { continuation, profile } });
            }
        }
        found
    }

    fn average(&self, own: &Point, follows: &Point) -> Point {
        [0, 1].map(|axis| {
            let mut value = own[axis].clone();
            value.add_product(&self.discount, &follows[axis].minus(&own[axis]));
            value
        })
    }
}

/// Where the boundary of a set has a value of one coordinate.
fn crossing(set: &Polygon, axis: usize, value: &Rational) -> Option<Crossing> {
    let all = &set.vertices;
    let other = 1 - axis;
    let mut points: Vec<(Rational, Continuation)> = Vec::new();
    for (place, here) in all.iter().enumerate() {
        if here[axis] == *value {
            points.push((here[other].clone(), Continuation::Vertex(place)));
        }
        let end = (place + 1) % all.len();
        let next = &all[end];
        let (from, to) = if here[axis] < next[axis] { (place, end) } else { (end, place) };
        if all[from][axis] < *value && *value < all[to][axis] {
            let point = between(&all[from], &all[to], axis, value)?;
            let continuation = Continuation::Lot { player: axis, between: [from, to] };
            points.push((point[other].clone(), continuation));
        }
    }
    let low = points.iter().min_by(|a, b| a.cmp(b))?.clone();
    let high = points.into_iter().max_by(|a, b| a.cmp(b))?;
    Some(Crossing { low, high })
}
