//! Figures and tables of the paper: a file for each.

mod equilibria;
mod gaps;
mod map;
mod mixing;
mod regimes;
mod thresholds;

use super::Exhibit;

/// Every figure and table, in the order of the paper.
pub const EXHIBITS: &[Exhibit] =
    &[regimes::EXHIBIT, mixing::EXHIBIT, gaps::EXHIBIT, equilibria::EXHIBIT, thresholds::EXHIBIT];
