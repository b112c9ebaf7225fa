//! Morris' trajectories: from a lattice point, one coordinate moves after the other.

use super::{Asked, Design, MOST_ROWS, Permutation, Points, SamplingError};
use crate::num::Draws;

pub(super) const DESIGN: Design = Design {
    name: "morris",
    aliases: &[],
    about: "trajectories on a lattice along which one parameter moves after the other",
    source: "morris1991",
    counts: "trajectories, each of which has a row for each parameter, and one",
    on_axes: false,
    by_lot: false,
    make,
};

#[derive(Clone, Debug)]
struct Morris {
    draws: Draws,
    levels: u32,
    block: u64,
    rows: u64,
}

fn make(asked: &Asked) -> Result<Box<dyn Points>, SamplingError> {
    if asked.levels == 0 || !asked.levels.is_multiple_of(2) {
        return Err(SamplingError::Levels(asked.levels));
    }
    let block = asked.dimensions as u64 + 1;
    let rows = asked.n.checked_mul(block).filter(|&rows| rows <= MOST_ROWS);
    let rows = rows.ok_or(SamplingError::TooMany)?;
    Ok(Box::new(Morris { draws: Draws::new(asked.seed), levels: asked.levels, block, rows }))
}

impl Points for Morris {
    fn rows(&self) -> u64 {
        self.rows
    }

    /// A step is half the lattice, p / (2 (p − 1)): each level is left as often as it is reached.
    fn point(&self, row: u64, point: &mut [f64]) {
        let draws = self.draws.at(row / self.block);
        let step = row % self.block;
        let order = Permutation::new(draws.at(0), point.len() as u64);
        let half = u64::from(self.levels / 2);
        for (dimension, x) in point.iter_mut().enumerate() {
            let bits = draws.bits(dimension);
            let has_moved = order.at(dimension as u64) < step;
            let starts_low = bits & 1 == 0;
            let low = (bits >> 1) % half;
            let level = if starts_low == has_moved { low + half } else { low };
            *x = Self::place(level, self.levels);
        }
    }
}

impl Morris {
    #[allow(clippy::cast_precision_loss)] // levels are 32 bits
    fn place(level: u64, levels: u32) -> f64 {
        level as f64 / f64::from(levels - 1)
    }
}
