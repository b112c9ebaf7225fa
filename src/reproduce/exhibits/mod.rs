//! Figures and tables of the paper: a file for each.

mod argument;
mod boundaries;
mod demand;
mod dividend;
mod draws;
mod drivers;
mod dynamics;
mod equilibria;
mod gap;
mod gaps;
mod ladder;
mod lags;
mod map;
mod mixing;
mod parameters;
mod path;
mod propositions;
mod regimes;
mod repeated;
mod specifications;
mod thresholds;

use super::Exhibit;

/// Every figure and table, in the order of the paper.
pub const EXHIBITS: &[Exhibit] = &[
    regimes::EXHIBIT,
    mixing::EXHIBIT,
    gaps::EXHIBIT,
    dividend::EXHIBIT,
    ladder::EXHIBIT,
    boundaries::EXHIBIT,
    drivers::EXHIBIT,
    lags::EXHIBIT,
    path::EXHIBIT,
    gap::EXHIBIT,
    argument::EXHIBIT,
    parameters::EXHIBIT,
    equilibria::EXHIBIT,
    thresholds::EXHIBIT,
    repeated::EXHIBIT,
    demand::EXHIBIT,
    specifications::EXHIBIT,
    dynamics::EXHIBIT,
    propositions::EXHIBIT,
];
