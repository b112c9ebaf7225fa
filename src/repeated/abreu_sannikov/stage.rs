//! What the algorithm needs to know of a stage game at a discount factor.

use std::cmp::Ordering;

use crate::certify::{Continuation, Generated};
use crate::game::Game;
use crate::num::{Rational, Ring, Scalar};
use crate::repeated::minmax::pure_minmax;
use crate::repeated::path::asks;

/// Payoffs of two players in each profile, and how much the future must hold for nobody to deviate.
pub(super) struct Stage<T> {
    /// Payoffs.
    pub own: Vec<[T; 2]>,
    /// (1 − δ)/δ times what a deviation gains: by so much more than the threat the future must be worth.
    pub needed: Vec<[T; 2]>,
    pub discount: T,
    /// What the other's pure strategies can hold each player to.
    pub minmax: [T; 2],
    /// The range of payoffs.
    pub range: f64,
    /// What falls short of a threshold by no more than this is taken to reach it, and what is as near to a corner is the corner:
    /// floats of a limit lie on either side of thresholds that it meets exactly.
    pub slack: Option<T>,
}

/// A payoff, and how it comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Image<T> {
    pub point: [T; 2],
    pub generated: Generated,
}

/// What the boundary of a polygon has at one value of a coordinate: the lowest and the highest point.
struct Crossing<T> {
    low: (T, Continuation),
    high: (T, Continuation),
}

impl Stage<Rational> {
    pub(super) fn new(game: &Game<Rational>, discount: &Rational) -> Option<Self> {
        let shape = game.shape();
        let factor = asks(discount)?;
        let count = shape.profiles();
        let mut needed = vec![[Rational::zero(), Rational::zero()]; count];
        for player in [0, 1] {
            let payoffs = game.payoffs(player);
            for rivals in shape.rival_profiles(player) {
                let ways =
                    (0..shape.strategies()[player]).map(|own| shape.with(rivals, player, own));
                let best = ways.clone().map(|index| &payoffs[index]).max()?;
                for index in ways {
                    let mut gain = best.minus(&payoffs[index]);
                    gain *= &factor;
                    needed[index][player] = gain;
                }
            }
        }
        let own = (0..count).map(|index| [0, 1].map(|player| game.payoffs(player)[index].clone()));
        let minmax = [0, 1].map(|player| pure_minmax(game, player));
        let range = |player: usize| {
            let all = || game.payoffs(player).iter();
            match (all().max(), all().min()) {
                (Some(high), Some(low)) => high.minus(low).nearest_f64(),
                _ => 0.0,
            }
        };
        let range = range(0).max(range(1));
        Some(Self {
            own: own.collect(),
            needed,
            discount: discount.clone(),
            minmax,
            range,
            slack: None,
        })
    }

    /// The same in floats.
    pub(super) fn floats(&self, slack: Option<f64>) -> Stage<f64> {
        let point = |point: &[Rational; 2]| [point[0].nearest_f64(), point[1].nearest_f64()];
        Stage {
            own: self.own.iter().map(point).collect(),
            needed: self.needed.iter().map(point).collect(),
            discount: self.discount.nearest_f64(),
            minmax: point(&self.minmax),
            range: self.range,
            slack,
        }
    }
}

impl<T: Scalar> Stage<T> {
    /// What the future must be worth at least after a profile, when who deviates gets a threat.
    pub(super) fn least(&self, profile: usize, threats: &[T; 2]) -> [T; 2] {
        [0, 1].map(|player| {
            let mut least = threats[player].clone();
            least += &self.needed[profile][player];
            least
        })
    }

    /// The payoffs that a profile adds to the next set: the profile for ever, if that is enough to keep players from deviating;
    /// else those with continuations in the present set with which one of them would just as well deviate.
    pub(super) fn images(&self, profile: usize, set: &[[T; 2]], threats: &[T; 2]) -> Vec<Image<T>> {
        let least = self.least(profile, threats);
        let own = &self.own[profile];
        if self.reaches(&own[0], &least[0]) && self.reaches(&own[1], &least[1]) {
            let generated = Generated { continuation: Continuation::Forever, profile };
            return vec![Image { point: own.clone(), generated }];
        }
        let mut found = Vec::new();
        for player in 0..2 {
            let other = 1 - player;
            let Some(Crossing { low, high }) = self.crossing(set, player, &least[player]) else {
                continue;
            };
            if !self.reaches(&high.0, &least[other]) {
                continue;
            }
            let low = if self.reaches(&low.0, &least[other]) {
                low
            } else {
                (least[other].clone(), Continuation::Both)
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

    fn average(&self, own: &[T; 2], follows: &[T; 2]) -> [T; 2] {
        [0, 1].map(|axis| {
            let mut value = own[axis].clone();
            value.add_product(&self.discount, &follows[axis].minus(&own[axis]));
            value
        })
    }

    /// Whether a number is at least another.
    fn reaches(&self, number: &T, least: &T) -> bool {
        match &self.slack {
            None => number >= least,
            Some(slack) => {
                let mut most = number.clone();
                most += slack;
                most >= *least
            }
        }
    }

    /// Where the boundary of a convex set with these corners, in order, has a value of one coordinate.
    fn crossing(&self, all: &[[T; 2]], axis: usize, value: &T) -> Option<Crossing<T>> {
        let other = 1 - axis;
        let mut found: Option<Crossing<T>> = None;
        let mut meet = |coordinate: T, continuation: Continuation| {
            let point = (coordinate, continuation);
            let before = |a: &(T, Continuation), b: &(T, Continuation)| {
                a.0.partial_cmp(&b.0).unwrap_or(Ordering::Equal).then(a.1.cmp(&b.1))
                    == Ordering::Less
            };
            match &mut found {
                None => found = Some(Crossing { low: point.clone(), high: point }),
                Some(Crossing { low, high }) => {
                    if before(&point, low) {
                        *low = point;
                    } else if before(high, &point) {
                        *high = point;
                    }
                }
            }
        };
        for (place, here) in all.iter().enumerate() {
            let end = (place + 1) % all.len();
            let next = &all[end];
            if self.reaches(&here[axis], value) && self.reaches(value, &here[axis]) {
                meet(here[other].clone(), Continuation::Vertex(place));
            }
            let (from, to) = if here[axis] < next[axis] { (place, end) } else { (end, place) };
            if !self.reaches(&all[from][axis], value) && !self.reaches(value, &all[to][axis]) {
                let mut part = value.minus(&all[from][axis]);
                part /= &all[to][axis].minus(&all[from][axis]);
                let mut coordinate = all[from][other].clone();
                coordinate.add_product(&part, &all[to][other].minus(&all[from][other]));
                meet(coordinate, Continuation::Lot { player: axis, between: [from, to] });
            }
        }
        found
    }
}
