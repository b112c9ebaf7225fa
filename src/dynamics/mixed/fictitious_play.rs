//! Fictitious play: each round everybody plays a best response to what has been played so far.
//!
//! Sources: G. W. Brown, "Iterative solution of games by fictitious play", *Activity Analysis of
//! Production and Allocation*, Wiley, 1951, 374–376 (`brown1951`); with logit choices D. Fudenberg,
//! D. M. Kreps, "Learning mixed equilibria", *Games and Economic Behavior* 5 (1993), 320–367
//! (`fudenberg-kreps1993`).

use super::knobs::{GAIN, LOTS};
use super::{Motion, Rule};
use crate::dynamics::{Dynamic, Kind};

/// Beliefs are the shares of what has been played, the start counted as the first round.
pub(in crate::dynamics) const DYNAMIC: Dynamic = Dynamic {
    name: "fictitious-play",
    about: "Each round a best response to what has been played so far",
    source: "brown1951",
    kind: Kind::Mixed(Rule { parameters: &[GAIN, LOTS], motion: Motion::FictitiousPlay }),
};
