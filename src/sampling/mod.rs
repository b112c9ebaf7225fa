//! Where to look: designs of points in the unit cube, each point a function of its number.
//!
//! A [`Design`] makes [`Points`] for so many dimensions; row `i` is the same point whoever asks for it, in
//! whatever order, so that rows can be divided among threads and machines.
//!
//! # Examples
//! ```
//! use equil::sampling::{Asked, named};
//!
//! let asked = Asked { scrambled: false, ..Asked::new(2, 4) };
//! let points = named("sobol").unwrap().points(&asked)?;
//! let mut point = [0.0; 2];
//! points.point(3, &mut point);
//! assert_eq!(point.map(|x| x.to_string()), ["0.25", "0.75"]);
//! # Ok::<(), equil::sampling::SamplingError>(())
//! ```

mod copula;
mod grid;
mod latin_hypercube;
mod morris;
mod permutation;
mod random;
mod saltelli;
mod sobol;

pub use copula::Copula;
pub(crate) use grid::grid_rows;
pub use permutation::Permutation;

use std::fmt::Debug;

/// A way to choose points.
#[derive(Clone, Copy, Debug)]
pub struct Design {
    /// The name in files and on the command line.
    pub name: &'static str,
    /// Other names that are taken for it.
    pub aliases: &'static [&'static str],
    /// One line for `--help`.
    pub about: &'static str,
    /// Key of the source in `paper/refs.bib`.
    pub source: &'static str,
    /// What `n` counts.
    pub counts: &'static str,
    /// Whether coordinates are places on axes from 0, rather than numbers from 0 to 1.
    pub on_axes: bool,
    /// Whether shares of points have a standard error: rows are drawn evenly from all points, and none is
    /// there for the sake of another.
    pub by_lot: bool,
    make: fn(&Asked) -> Result<Box<dyn Points>, SamplingError>,
}

/// What is asked of a design.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// How many coordinates a point has.
    pub dimensions: usize,
    /// How many points, trajectories or pairs of points, as [`Design::counts`] says.
    pub n: u64,
    /// What lots depend on.
    pub seed: u64,
    /// Whether Sobol' points are scrambled.
    pub scrambled: bool,
    /// Whether Saltelli's layout has the rows for second-order indices.
    pub second_order: bool,
    /// Levels of each coordinate of Morris' trajectories: an even number.
    pub levels: u32,
    /// For each axis of a grid how many places it has.
    pub axes: Vec<u64>,
}

impl Asked {
    /// So many points, with seed 0 and everything else as usual.
    pub fn new(dimensions: usize, n: u64) -> Self {
        let (scrambled, second_order) = (true, false);
        Self { dimensions, n, seed: 0, scrambled, second_order, levels: 4, axes: Vec::new() }
    }
}

/// Points that a design chose.
pub trait Points: Debug + Send + Sync {
    /// How many there are.
    fn rows(&self) -> u64;

    /// Writes the coordinates of the point numbered `row`, from 0.
    ///
    /// # Panics
    /// May panic where `point` does not have as many places as there are dimensions, or `row` is too large.
    fn point(&self, row: u64, point: &mut [f64]);

    /// Writes the points from the one numbered `first` on, coordinate by coordinate: as many as each of `columns`
    /// has places.
    ///
    /// # Panics
    /// As [`Points::point`].
    fn fill(&self, first: u64, columns: &mut [Vec<f64>]) {
        let mut point = vec![0.0; columns.len()];
        for place in 0..columns.first().map_or(0, Vec::len) {
            self.point(first + place as u64, &mut point);
            for (column, &x) in columns.iter_mut().zip(&point) {
                column[place] = x;
            }
        }
    }
}

/// Why there are no such points.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SamplingError {
    /// More rows than are numbered.
    #[error("there would be more than {MOST_ROWS} points")]
    TooMany,
    /// Nothing to choose from.
    #[error("there would be no points")]
    None,
    /// More coordinates than the design has.
    #[error("there are {asked} dimensions, and at most {most} are there")]
    Dimensions {
        /// How many were asked for.
        asked: usize,
        /// The most.
        most: usize,
    },
    /// Trajectories need an even number of levels.
    #[error("{0} levels: their number is even and positive")]
    Levels(u32),
    /// Correlations that nothing has.
    #[error(
        "no parameters have all these rank correlations: each is between -1 and 1, of two parameters, named once"
    )]
    Correlation,
}

/// Rows are numbers that floats hold.
pub const MOST_ROWS: u64 = 1 << 53;

/// Every design, in the order `--help` lists them.
pub const DESIGNS: &[Design] = &[
    grid::DESIGN,
    random::DESIGN,
    latin_hypercube::DESIGN,
    sobol::DESIGN,
    morris::DESIGN,
    saltelli::DESIGN,
];

/// The design of that name, or with that alias.
pub fn named(name: &str) -> Option<&'static Design> {
    DESIGNS.iter().find(|design| design.name == name || design.aliases.contains(&name))
}

impl Design {
    /// The points asked for.
    ///
    /// # Errors
    /// [`SamplingError`] where there are none, too many, or too many dimensions.
    pub fn points(&self, asked: &Asked) -> Result<Box<dyn Points>, SamplingError> {
        let points = (self.make)(asked)?;
        match points.rows() {
            0 => Err(SamplingError::None),
            rows if rows > MOST_ROWS => Err(SamplingError::TooMany),
            _ => Ok(points),
        }
    }
}

impl PartialEq for Design {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Design {}

/// A float from 0 up to but below 1 whose digits are the first 53 of 64 bits.
#[allow(clippy::cast_precision_loss)] // 53 bits
#[inline]
fn fraction(bits: u64) -> f64 {
    const UNIT: f64 = 1.0 / (1_u64 << 53) as f64;
    (bits >> 11).cast_signed() as f64 * UNIT // signed: one instruction
}

#[cfg(test)]
mod tests;
