//! Every combination of places on axes.

use super::{Asked, Design, MOST_ROWS, Points, SamplingError};

pub(super) const DESIGN: Design = Design {
    name: "grid",
    aliases: &[],
    about: "every combination of evenly spaced values, exactly",
    source: "saltelli2008",
    counts: "values of each parameter that does not say how many",
    on_axes: true,
    by_lot: false,
    make,
};

/// How many places each axis has; the last axis varies fastest.
#[derive(Clone, Debug)]
struct Grid {
    axes: Vec<u64>,
    rows: u64,
}

fn make(asked: &Asked) -> Result<Box<dyn Points>, SamplingError> {
    let rows = grid_rows(asked.axes.iter().copied())?;
    Ok(Box::new(Grid { axes: asked.axes.clone(), rows }))
}

/// How many points a grid has, by the places of its axes.
pub(crate) fn grid_rows(axes: impl IntoIterator<Item = u64>) -> Result<u64, SamplingError> {
    let product = axes.into_iter().try_fold(1_u64, u64::checked_mul);
    product.filter(|&rows| rows <= MOST_ROWS).ok_or(SamplingError::TooMany)
}

impl Points for Grid {
    fn rows(&self) -> u64 {
        self.rows
    }

    #[allow(clippy::cast_precision_loss)] // places are far fewer than 2⁵³
    fn point(&self, row: u64, point: &mut [f64]) {
        let mut left = row;
        for (place, &places) in point.iter_mut().zip(&self.axes).rev() {
            *place = (left % places) as f64;
            left /= places;
        }
    }
}
