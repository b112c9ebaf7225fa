//! The projection dynamics: play moves as payoffs say, and along the boundary where that would lead
//! out.
//!
//! Source: R. Lahkar, W. H. Sandholm, "The projection dynamic and the geometry of population games",
//! *Games and Economic Behavior* 64 (2008), 565–590 (`lahkar-sandholm2008`).

use super::{Chart, Motion, Rule, Seen};
use crate::dynamics::{Dynamic, Kind};

/// x' is the direction nearest to the payoffs in which the simplex is not left.
pub(in crate::dynamics) const DYNAMIC: Dynamic = Dynamic {
    name: "projection",
    about: "Play moves as payoffs point, along the boundary where there is one",
    source: "lahkar-sandholm2008",
    kind: Kind::Mixed(Rule {
        parameters: &[],
        motion: Motion::Flow { chart: Chart::Faces, velocity },
    }),
};

/// Of the strategies that are free to move; [`Chart::Faces`] sees to which these are.
fn velocity(seen: Seen<'_>, out: &mut [f64]) {
    let mean = mean(seen.earned, seen.free);
    for ((rate, earned), free) in out.iter_mut().zip(seen.earned).zip(seen.free) {
        *rate = if *free { earned - mean } else { 0.0 };
    }
}

/// The mean payoff of the strategies that are free to move.
pub(super) fn mean(earned: &[f64], free: &[bool]) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for (earned, _) in earned.iter().zip(free).filter(|(_, free)| **free) {
        sum += earned;
        count += 1.0;
    }
    sum / count
}

/// The strategies that are free to move: those that are played, and the unplayed ones that earn more
/// than the mean of those before them.
pub(super) fn set_free(mix: &[f64], earned: &[f64], free: &mut [bool]) {
    for (free, p) in free.iter_mut().zip(mix) {
        *free = *p > 0.0;
    }
    let mut unplayed: Vec<usize> = (0..mix.len()).filter(|&i| !free[i]).collect();
    unplayed.sort_by(|&a, &b| earned[b].total_cmp(&earned[a]));
    for i in unplayed {
        if earned[i] <= mean(earned, free) {
            break;
        }
        free[i] = true;
    }
}
