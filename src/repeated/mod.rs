//! Repeated games: what patience sustains.
//!
//! The stage game is played again and again, everybody sees what was played, and a payoff `t` rounds from now counts
//! `δ^t`; payoffs are averages (multiplied by `1 − δ`). [`Path`] is what is to be played, [`Threat`] what follows a deviation;
//! [`deviations`] writes what they ask of the discount factor as polynomials, and [`Sustained`] says for which ones all hold.

mod abreu_sannikov;
mod berg_kitti;
mod feasible;
mod finite;
mod independent;
mod judd_yeltekin_conklin;
mod minmax;
mod nearly;
mod own;
mod path;
mod penal;
mod pieces;
mod play;
mod reachable;
mod sustained;
#[cfg(test)]
mod tests;

pub use abreu_sannikov::{PayoffSet, Settings, Standing, Vertex, abreu_sannikov};
pub use berg_kitti::{
    Cover, EquilibriumPaths, Growth, Many, PathSettings, PathStanding, PayoffRange, berg_kitti,
};
pub use feasible::feasible;
pub use finite::{FinitePath, FinitePayoffs, Temptation, finite, finite_path};
pub use independent::independent;
pub use judd_yeltekin_conklin::{Approximation, ApproximationSettings, judd_yeltekin_conklin};
pub use minmax::{Opponents, minmax};
pub use nearly::nearly;
pub use own::{Kept, kept};
pub use path::{After, Bounds, Deviation, Path, Threat, deviations};
pub use penal::{PenalCodes, Worst};
pub use pieces::{Change, Closed, Formula, Look, Phase, Phases, Resolution, Unknown, phases};
pub use play::{Cost, Round, Slip, play};
pub use reachable::{Reachable, reachable};
pub use sustained::{Piece, Sustained, sustained};
