//! Independent points, evenly from the cube.

use super::{Asked, Design, Points, SamplingError};
use crate::num::{Draws, widely};

pub(super) const DESIGN: Design = Design {
    name: "random",
    aliases: &[],
    about: "independent draws",
    source: "steele2014",
    counts: "points",
    on_axes: false,
    by_lot: true,
    make,
};

#[derive(Clone, Debug)]
struct Random {
    draws: Draws,
    rows: u64,
}

#[allow(clippy::unnecessary_wraps)] // as the others
fn make(asked: &Asked) -> Result<Box<dyn Points>, SamplingError> {
    Ok(Box::new(Random { draws: Draws::new(asked.seed), rows: asked.n }))
}

impl Points for Random {
    fn rows(&self) -> u64 {
        self.rows
    }

    fn point(&self, row: u64, point: &mut [f64]) {
        let draws = self.draws.at(row);
        for (dimension, x) in point.iter_mut().enumerate() {
            *x = draws.uniform(dimension);
        }
    }

    fn fill(&self, first: u64, columns: &mut [Vec<f64>]) {
        let count = columns.first().map_or(0, Vec::len) as u64;
        let rows: Vec<Draws> = (first..first + count).map(|row| self.draws.at(row)).collect();
        widely(|| {
            for (dimension, column) in columns.iter_mut().enumerate() {
                for (x, draws) in column.iter_mut().zip(&rows) {
                    *x = draws.uniform(dimension);
                }
            }
        });
    }
}
