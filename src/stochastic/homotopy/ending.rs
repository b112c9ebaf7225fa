//! What the end of a path says.

use super::system::{Field, Point};
use crate::certify::Chances;
use crate::game::{Bounds, Profile, to_distribution};
use crate::num::Rational;
use crate::table::middle;

/// Policies with one strategy less that are tried at most, where an end is not proved.
const THINNED: usize = 64;

/// What is played in the states of a group in floats, what that is worth, and what single deviations gain.
pub(super) struct Ending {
    pub(super) policy: Vec<Profile<f64>>,
    pub(super) values: Vec<Vec<f64>>,
    pub(super) gain: f64,
}

impl Ending {
    /// A point of the path, without what is not played there.
    pub(super) fn of(field: &Field, point: &Point, supports: &[Vec<Vec<usize>>]) -> Self {
        let kept = |(place, supports): (usize, &Vec<Vec<usize>>)| {
            let profile = field.profile(place, point);
            let own = |(mixed, support): (&Vec<f64>, &Vec<usize>)| {
                let sum: f64 = support.iter().map(|&own| mixed[own]).sum();
                let share =
                    |(own, x): (usize, &f64)| if support.contains(&own) { x / sum } else { 0.0 };
                mixed.iter().enumerate().map(share).collect()
            };
            Profile::new(profile.iter().zip(supports).map(own).collect())
        };
        let policy: Vec<Profile<f64>> = supports.iter().enumerate().map(kept).collect();
        let players = |place: usize| 0..policy[place].iter().len();
        let at = |place: usize, player: usize| point.all[field.value(place, player)];
        let values: Vec<Vec<f64>> = (0..policy.len())
            .map(|place| players(place).map(|player| at(place, player)).collect())
            .collect();
        let values = field.worth(&policy).unwrap_or(values);
        let mut gain = 0.0;
        for (place, stage) in field.stages.iter().enumerate() {
            let game = stage.game(|place, player| values[place][player]);
            for player in players(place) {
                let earned = game.deviation_payoffs(player, &policy[place]);
                gain = earned.iter().map(|x| x - values[place][player]).fold(gain, f64::max);
            }
        }
        Self { policy, values, gain }
    }

    /// The same with one player in one state playing one of their strategies only, in every way: what ties may be left out.
    pub(super) fn thinned(&self, field: &Field) -> Vec<Self> {
        let mut found = Vec::new();
        for (place, profile) in self.policy.iter().enumerate() {
            for (player, support) in profile.supports().iter().enumerate() {
                if support.len() < 2 || found.len() >= THINNED {
                    continue;
                }
                for &own in support {
                    let mut mixed: Vec<Vec<f64>> = profile.iter().cloned().collect();
                    mixed[player] = vec![0.0; mixed[player].len()];
                    mixed[player][own] = 1.0;
                    let mut policy = self.policy.clone();
                    policy[place] = Profile::new(mixed);
                    let values = field.worth(&policy).unwrap_or_else(|| self.values.clone());
                    found.push(Self { policy, values, gain: f64::INFINITY });
                }
            }
        }
        found
    }
}

/// The middle of bounds, in floats.
pub(super) fn near((low, high): &Bounds) -> f64 {
    middle(low, high).nearest_f64()
}

/// A profile within bounds: exact where they are, else of floats.
pub(super) fn chosen(chances: &Chances) -> Profile<Rational> {
    let own = |own: &Vec<Bounds>| {
        if own.iter().all(|(low, high)| low == high) {
            return own.iter().map(|(low, _)| low.clone()).collect();
        }
        to_distribution(&own.iter().map(near).collect::<Vec<f64>>())
    };
    Profile::new(chances.iter().map(own).collect())
}
