//! The equations of the path, and Newton's method for them.
//!
//! In each state each strategy of each player satisfies x (v + μ Σ w − q) = μ w, where q is what it promises while the others keep to
//! their strategies: what it pays today, and what follows at the values v. That v = Σ x q follows. Unknowns are the logarithms of x, which
//! become straight as log μ falls, the values, and log μ.

use nalgebra::{DMatrix, DVector};

use crate::game::{Continued, Profile, StochasticGame};
use crate::linalg::{Curve, CurvePoint, CurveSlopes};

/// The stages of a group of states as the path sees them.
pub(super) struct Field {
    pub(super) stages: Vec<Continued<f64>>,
    /// Weights of the barrier, `[place][player][strategy]`.
    pub(super) weights: Vec<Profile<f64>>,
    /// Where the logarithms of a player's strategies in a state begin.
    starts: Vec<Vec<usize>>,
    pub(super) logs: usize,
    players: usize,
}

/// A point of the path, or a way between two: logarithms of probabilities, values, and the logarithm of μ.
#[derive(Clone, Debug)]
pub(super) struct Point {
    pub(super) all: DVector<f64>,
    logs: usize,
}

impl Point {
    pub(super) fn new(all: DVector<f64>, logs: usize) -> Self {
        Self { all, logs }
    }

    /// Logarithm of μ.
    pub(super) fn weight(&self) -> f64 {
        self.all[self.all.len() - 1]
    }
}

impl CurvePoint for Point {
    fn moved(&self, by: &Self, times: f64) -> Self {
        Self { all: &self.all + &by.all * times, logs: self.logs }
    }

    /// The largest change of a logarithm of a probability.
    fn size(&self) -> f64 {
        // `max` would pass over what is not a number
        let logs = self.all.iter().take(self.logs);
        logs.fold(0.0, |most, log| if log.abs() > most || log.is_nan() { log.abs() } else { most })
    }

    /// Values apart.
    fn dot(&self, other: &Self) -> f64 {
        let logs = self.all.rows(0, self.logs).dot(&other.all.rows(0, self.logs));
        logs + self.weight() * other.weight()
    }

    fn height(&self) -> f64 {
        self.weight()
    }
}

impl Field {
    /// The group (increasing) with weights of the barrier for each strategy, when the states beyond it are worth `values`.
    pub(super) fn new(
        game: &StochasticGame,
        group: &[usize],
        values: &[Vec<f64>],
        weights: Vec<Profile<f64>>,
    ) -> Self {
        let number =
            |(low, high): &crate::game::Bounds| crate::table::middle(low, high).nearest_f64();
        let stage = |&state: &usize| {
            Continued::new(game, state, group, |state, player| values[state][player], number)
        };
        let mut logs = 0;
        let start = |own: &Vec<f64>| {
            logs += own.len();
            logs - own.len()
        };
        let mut start = start;
        let starts = weights.iter().map(|own| own.iter().map(&mut start).collect()).collect();
        Self {
            stages: group.iter().map(stage).collect(),
            weights,
            starts,
            logs,
            players: game.players(),
        }
    }

    /// Equations, one fewer than unknowns.
    pub(super) fn count(&self) -> usize {
        self.logs + self.stages.len() * self.players
    }

    /// Where the value of a player in a state of the group stands.
    pub(super) fn value(&self, place: usize, player: usize) -> usize {
        self.logs + place * self.players + player
    }

    /// Where the logarithm of a probability stands.
    pub(super) fn log(&self, place: usize, player: usize, own: usize) -> usize {
        self.starts[place][player] + own
    }

    /// What is played in a state.
    pub(super) fn profile(&self, place: usize, point: &Point) -> Profile<f64> {
        let own = |(player, weights): (usize, &Vec<f64>)| {
            (0..weights.len()).map(|own| point.all[self.log(place, player, own)].exp()).collect()
        };
        Profile::new(self.weights[place].iter().enumerate().map(own).collect())
    }

    /// What is played in proportion to the weights is worth in each state, by player.
    pub(super) fn worth(&self, profiles: &[Profile<f64>]) -> Option<Vec<Vec<f64>>> {
        let count = self.stages.len();
        let mut worth = vec![vec![0.0; self.players]; count];
        for player in 0..self.players {
            let mut matrix = DMatrix::identity(count, count);
            let mut right = DVector::zeros(count);
            for (place, (stage, profile)) in self.stages.iter().zip(profiles).enumerate() {
                let earned = stage.game(|_, _| 0.0).deviation_payoffs(player, profile);
                let reached = stage.reached(player, profile);
                for ((own, earned), reached) in profile[player].iter().zip(earned).zip(reached) {
                    right[place] += own * earned;
                    for (next, by) in reached {
                        matrix[(place, next)] -= own * by;
                    }
                }
            }
            for (place, value) in matrix.lu().solve(&right)?.iter().enumerate() {
                worth[place][player] = *value;
            }
        }
        Some(worth)
    }

    /// How far the equations are from 0.
    fn errors(&self, point: &Point) -> DVector<f64> {
        let mut errors = DVector::zeros(self.count() + 1);
        let mu = point.weight().exp();
        for (place, stage) in self.stages.iter().enumerate() {
            let game = stage.game(|place, player| point.all[self.value(place, player)]);
            let profile = self.profile(place, point);
            for (player, weights) in self.weights[place].iter().enumerate() {
                let bound = point.all[self.value(place, player)] + mu * weights.iter().sum::<f64>();
                let earned = game.deviation_payoffs(player, &profile);
                for (own, (earned, weight)) in earned.iter().zip(weights).enumerate() {
                    errors[self.log(place, player, own)] =
                        mu * weight / profile[player][own] - bound + earned;
                }
                errors[self.value(place, player)] = profile[player].iter().sum::<f64>() - 1.0;
            }
        }
        errors
    }

    /// Derivatives of all equations, and a last row of zeros.
    fn derivatives(&self, point: &Point) -> DMatrix<f64> {
        let last = self.count();
        let mut matrix = DMatrix::zeros(last + 1, last + 1);
        let mu = point.weight().exp();
        for (place, stage) in self.stages.iter().enumerate() {
            let game = stage.game(|place, player| point.all[self.value(place, player)]);
            let profile = self.profile(place, point);
            for (player, weights) in self.weights[place].iter().enumerate() {
                let sum: f64 = weights.iter().sum();
                let value = self.value(place, player);
                let reached = stage.reached(player, &profile);
                for (own, (weight, reached)) in weights.iter().zip(reached).enumerate() {
                    let row = self.log(place, player, own);
                    let slack = mu * weight / profile[player][own];
                    matrix[(row, row)] -= slack;
                    matrix[(row, value)] -= 1.0;
                    matrix[(row, last)] = slack - mu * sum;
                    for (next, by) in reached {
                        matrix[(row, self.value(next, player))] += by;
                    }
                    matrix[(value, row)] = profile[player][own];
                }
                for other in (0..self.players).filter(|&other| other != player) {
                    let responses = game.responses(player, other, &profile);
                    for (theirs, responses) in responses.iter().enumerate() {
                        let column = self.log(place, other, theirs);
                        let chance = profile[other][theirs];
                        for (own, response) in responses.iter().enumerate() {
                            matrix[(self.log(place, player, own), column)] += chance * response;
                        }
                    }
                }
            }
        }
        matrix
    }
}

/// The derivatives at a point.
pub(super) struct Slopes<'a> {
    field: &'a Field,
    matrix: DMatrix<f64>,
}

impl Slopes<'_> {
    /// The solution of the system whose last equation is the product with `along`.
    fn solved(&self, along: &Point, right: &DVector<f64>) -> Option<Point> {
        let last = self.field.count();
        let mut matrix = self.matrix.clone();
        for column in (0..self.field.logs).chain([last]) {
            matrix[(last, column)] = along.all[column];
        }
        Some(Point::new(matrix.lu().solve(right)?, self.field.logs))
    }
}

impl Curve for Field {
    type Point = Point;
    type Slopes<'a> = Slopes<'a>;

    fn slopes(&self, point: &Point) -> Option<Slopes<'_>> {
        let matrix = self.derivatives(point);
        matrix.iter().all(|entry| entry.is_finite()).then_some(Slopes { field: self, matrix })
    }
}

impl CurveSlopes<Point> for Slopes<'_> {
    fn direction(&self, before: &Point) -> Option<Point> {
        let last = self.field.count();
        let mut right = DVector::zeros(last + 1);
        right[last] = 1.0;
        let direction = self.solved(before, &right)?;
        let size = direction.size().max(direction.weight().abs());
        let scaled = Point::new(&direction.all / size, self.field.logs);
        (size.is_finite() && scaled.all.iter().all(|x| x.is_finite())).then_some(scaled)
    }

    fn step(&self, point: &Point, (along, start, target): (&Point, &Point, f64)) -> Option<Point> {
        let last = self.field.count();
        let mut right = -self.field.errors(point);
        right[last] = target - along.dot(&point.moved(start, -1.0));
        self.solved(along, &right)
    }
}
