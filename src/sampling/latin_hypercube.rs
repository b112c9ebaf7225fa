//! Latin hypercubes: each coordinate has one point in each of n strata.

use super::{Asked, Design, MOST_ROWS, Permutation, Points, SamplingError};
use crate::num::Draws;

pub(super) const DESIGN: Design = Design {
    name: "latin-hypercube",
    aliases: &["lhs"],
    about: "each of n equal parts of each parameter's distribution is met once",
    source: "mckay1979",
    counts: "points",
    on_axes: false,
    by_lot: true,
    make,
};

#[derive(Clone, Debug)]
struct LatinHypercube {
    draws: Draws,
    /// For each coordinate the stratum of each row.
    strata: Vec<Permutation>,
    rows: u64,
}

fn make(asked: &Asked) -> Result<Box<dyn Points>, SamplingError> {
    if asked.n > MOST_ROWS {
        return Err(SamplingError::TooMany);
    }
    let draws = Draws::new(asked.seed);
    let strata = (0..asked.dimensions as u64)
        .map(|dimension| Permutation::new(draws.at(u64::MAX - dimension), asked.n))
        .collect();
    Ok(Box::new(LatinHypercube { draws, strata, rows: asked.n }))
}

impl Points for LatinHypercube {
    fn rows(&self) -> u64 {
        self.rows
    }

    #[allow(clippy::cast_precision_loss)] // rows are fewer than 2⁵³
    fn point(&self, row: u64, point: &mut [f64]) {
        let within = self.draws.at(row);
        for (dimension, (x, strata)) in point.iter_mut().zip(&self.strata).enumerate() {
            let sum = strata.at(row) as f64 + within.uniform(dimension);
            *x = (sum / self.rows as f64).min(1.0_f64.next_down());
        }
    }
}
