//! Sobol' points with the direction numbers of Joe and Kuo, scrambled after Owen.

use sobol::Sobol as Directions;
use sobol::params::JoeKuoD6;

use super::{Asked, Design, MOST_ROWS, Points, SamplingError, fraction};
use crate::num::{Draws, widely};

pub(super) const DESIGN: Design = Design {
    name: "sobol",
    aliases: &[],
    about: "Sobol' points, scrambled: even in every projection; best with n a power of 2",
    source: "joe2008",
    counts: "points",
    on_axes: false,
    by_lot: true,
    make,
};

/// Dimensions that have direction numbers here.
const MOST_DIMENSIONS: usize = 1000;

/// Digits of a coordinate.
const DIGITS: usize = 53;

/// Digits scrambled by one draw: the nodes of a tree of that height are fewer than its bits.
const AT_ONCE: u32 = 6;

/// Draws of scrambled digits; digits after these do not differ between points of one start, and are drawn.
const DRAWS: u32 = 6;

/// A Sobol' sequence: any point of it by its number.
#[derive(Clone, Debug)]
pub(super) struct Sobol {
    /// For each dimension what each digit of the number adds, in the first of 64 bits.
    directions: Vec<Vec<u64>>,
    /// What scrambles each dimension.
    scrambles: Vec<Draws>,
    rows: u64,
}

impl Sobol {
    pub(super) fn new(dimensions: usize, asked: &Asked) -> Result<Self, SamplingError> {
        if dimensions > MOST_DIMENSIONS {
            return Err(SamplingError::Dimensions { asked: dimensions, most: MOST_DIMENSIONS });
        }
        if asked.n > MOST_ROWS {
            return Err(SamplingError::TooMany);
        }
        let table = JoeKuoD6::standard();
        let directions = Directions::<f64>::init_direction_vals::<u32>(dimensions, DIGITS, &table);
        let draws = Draws::new(asked.seed);
        let scramble = |dimension| draws.at(dimension as u64);
        let scrambles = (0..dimensions).filter(|_| asked.scrambled).map(scramble).collect();
        Ok(Self { directions, scrambles, rows: asked.n })
    }

    /// A coordinate of the point numbered `row`, in the order of Gray's code.
    pub(super) fn coordinate(&self, row: u64, dimension: usize) -> f64 {
        let bits = self.unscrambled(row, dimension);
        fraction(match self.scrambles.get(dimension) {
            Some(draws) => scrambled(*draws, bits),
            None => bits,
        })
    }

    /// The digits of that coordinate before they are scrambled.
    fn unscrambled(&self, row: u64, dimension: usize) -> u64 {
        let mut digits = row ^ (row >> 1);
        let mut bits = 0;
        while digits != 0 {
            bits ^= self.directions[dimension][digits.trailing_zeros() as usize];
            digits &= digits - 1;
        }
        bits
    }
}

/// Each digit is flipped or not by a lot that depends on the digits before it (`owen1995`).
#[inline(always)]
fn scrambled(draws: Draws, bits: u64) -> u64 {
    let mut out = 0;
    for group in 0..DRAWS {
        let start = group * AT_ONCE;
        let before = if start == 0 { 0 } else { bits >> (u64::BITS - start) };
        let lots = draws.bits_at(1 << start | before);
        let shift = u64::BITS - AT_ONCE - start;
        let digits = bits >> shift;
        let (mut node, mut flipped) = (1_u64, 0);
        for level in (0..AT_ONCE).rev() {
            let digit = digits >> level & 1;
            flipped = flipped << 1 | (digit ^ (lots >> node & 1));
            node = node << 1 | digit;
        }
        out |= flipped << shift;
    }
    let start = DRAWS * AT_ONCE;
    out | draws.bits_at(1 << start | bits >> (u64::BITS - start)) >> start
}

fn make(asked: &Asked) -> Result<Box<dyn Points>, SamplingError> {
    Ok(Box::new(Sobol::new(asked.dimensions, asked)?))
}

impl Points for Sobol {
    fn rows(&self) -> u64 {
        self.rows
    }

    fn point(&self, row: u64, point: &mut [f64]) {
        for (dimension, x) in point.iter_mut().enumerate() {
            *x = self.coordinate(row, dimension);
        }
    }

    /// From one number to the next, one digit of Gray's code changes.
    fn fill(&self, first: u64, columns: &mut [Vec<f64>]) {
        let mut all = Vec::new();
        for (dimension, column) in columns.iter_mut().enumerate() {
            let directions = &self.directions[dimension];
            let mut bits = self.unscrambled(first, dimension);
            all.clear();
            for next in (first + 1..).take(column.len()) {
                all.push(bits);
                let change = directions.get(next.trailing_zeros() as usize);
                bits ^= change.unwrap_or(&0);
            }
            let points = column.iter_mut().zip(&all);
            match self.scrambles.get(dimension) {
                Some(draws) => widely(|| {
                    points.for_each(|(x, &bits)| *x = fraction(scrambled(*draws, bits)));
                }),
                None => points.for_each(|(x, &bits)| *x = fraction(bits)),
            }
        }
    }
}
