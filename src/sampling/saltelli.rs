//! Saltelli's layout: what Sobol' indices are estimated from.

use super::sobol::Sobol;
use super::{Asked, Design, Points, SamplingError};

pub(super) const DESIGN: Design = Design {
    name: "saltelli",
    aliases: &[],
    about: "pairs of Sobol' points that swap one coordinate after the other, for Sobol' indices",
    source: "saltelli2010",
    counts: "pairs of points, each of which gives a row for each parameter, and two",
    on_axes: false,
    by_lot: false,
    make,
};

/// Rows come in blocks, one for each pair (A, B) of Sobol' points: A, then A with each coordinate from B,
/// then (for second order) B with each coordinate from A, then B.
#[derive(Clone, Debug)]
struct Saltelli {
    pairs: Sobol,
    block: u64,
    rows: u64,
}

fn make(asked: &Asked) -> Result<Box<dyn Points>, SamplingError> {
    let dimensions = asked.dimensions as u64;
    let block = dimensions * if asked.second_order { 2 } else { 1 } + 2;
    let rows = asked.n.checked_mul(block).ok_or(SamplingError::TooMany)?;
    let pairs = Sobol::new(2 * asked.dimensions, asked)?;
    Ok(Box::new(Saltelli { pairs, block, rows }))
}

impl Points for Saltelli {
    fn rows(&self) -> u64 {
        self.rows
    }

    fn point(&self, row: u64, point: &mut [f64]) {
        let (pair, place) = (row / self.block, row % self.block);
        let dimensions = point.len();
        let count = dimensions as u64;
        for (dimension, x) in point.iter_mut().enumerate() {
            let own = dimension as u64;
            let from_b = match place {
                0 => false,
                place if place == self.block - 1 => true,
                place if place <= count => place - 1 == own,
                place => place - 1 - count != own,
            };
            let coordinate = if from_b { dimensions + dimension } else { dimension };
            *x = self.pairs.coordinate(pair, coordinate);
        }
    }
}
