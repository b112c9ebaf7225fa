//! Figures and tables of the paper: a file for each.

mod dividend;
mod dynamics;
mod equilibria;
mod gap;
mod gaps;
mod map;
mod mixing;
mod parameters;
mod path;
mod propositions;
mod regimes;
mod repeated;
mod thresholds;

use super::Exhibit;

/// Every figure and table, in the order of the paper.
pub const EXHIBITS: &[Exhibit] = &[
    regimes::EXHIBIT,
    mixing::EXHIBIT,
    gaps::EXHIBIT,
    dividend::EXHIBIT,
    path::EXHIBIT,
    gap::EXHIBIT,
    parameters::EXHIBIT,
    equilibria::EXHIBIT,
    thresholds::EXHIBIT,
    repeated::EXHIBIT,
    dynamics::EXHIBIT,
    propositions::EXHIBIT,
];
