//! Figures and tables of the paper: a file for each.

mod argument;
mod boundaries;
mod demand;
mod dividend;
mod draws;
mod drivers;
mod dynamics;
mod equilibria;
mod frozen;
mod gap;
mod gaps;
mod identities;
mod ladder;
mod lags;
mod map;
mod mixing;
mod parameters;
mod path;
mod propositions;
mod regimes;
mod repeated;
mod robustness;
mod shares;
mod specifications;
mod thresholds;
mod volumes;

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
    robustness::EXHIBIT,
    frozen::EXHIBIT,
    propositions::EXHIBIT,
    identities::EXHIBIT,
];
