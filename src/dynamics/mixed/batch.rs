//! The replicator dynamics of one population from many starts at once.
//!
//! States stand side by side: probabilities of one strategy in all of them, then of the next. Few
//! strategies are multiplied in loops over such lanes, many in blocks of matrices (nalgebra); threads
//! share the lanes. The last digits may differ between machines, which multiply in other ways.

use nalgebra::{DMatrix, DMatrixViewMut};
use rayon::prelude::*;

use super::{Field, MixedError};

/// States that one task moves together.
const LANES: usize = 128;

/// From so many strategies on matrices are multiplied in blocks.
const LARGE: usize = 12;

/// How a state moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// Shares are multiplied by (payoff + background) / (mean payoff + background).
    Ratio {
        /// Added to every payoff.
        background: f64,
    },
    /// Euler's step of the differential equation.
    Euler {
        /// Its length, in units of time.
        length: f64,
    },
    /// The classical step of Runge and Kutta, of fourth order.
    RungeKutta {
        /// Its length, in units of time.
        length: f64,
    },
}

/// Moves each of `states` by `steps` steps, without error control. A state has one probability for
/// each strategy; they stand one after the other.
///
/// # Errors
/// [`MixedError::NotSymmetric`] unless the field is one population of pairs.
///
/// # Panics
/// When `states` are no whole number of states.
///
/// # Complexity
/// A multiplication for each pair of strategies and step, four for Runge and Kutta.
///
/// # Examples
/// ```
/// use equil::dynamics::mixed::Field;
/// use equil::dynamics::mixed::batch::{Step, replicate};
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
///
/// let payoffs = [[4, 2, 3, 5], [4, 3, 2, 5]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let mut states = [0.2, 0.8, 0.5, 0.5];
/// replicate(&Field::new(&game, true)?, &mut states, 1, Step::Ratio { background: 0.0 })?;
/// assert!((states[0] - 2.0 / 13.0).abs() < 1e-15);
/// assert!((states[2] - 0.5).abs() < 1e-15);
/// # Ok::<(), equil::dynamics::mixed::MixedError>(())
/// ```
pub fn replicate(
    field: &Field,
    states: &mut [f64],
    steps: usize,
    step: Step,
) -> Result<(), MixedError> {
    if field.counts().len() != 1 || field.table(0).rivals.len() != 1 {
        return Err(MixedError::NotSymmetric);
    }
    let count = field.len();
    assert_eq!(states.len() % count, 0, "a whole number of states");
    let table = &field.table(0).payoffs;
    states.par_chunks_mut(LANES * count).for_each(|states| {
        let lanes = states.len() / count;
        let mut block = Block::new(table, count, lanes);
        for (lane, state) in states.chunks_exact(count).enumerate() {
            state.iter().enumerate().for_each(|(i, p)| block.mix[i * lanes + lane] = *p);
        }
        for _ in 0..steps {
            block.step(step);
        }
        for (lane, state) in states.chunks_exact_mut(count).enumerate() {
            state.iter_mut().enumerate().for_each(|(i, p)| *p = block.mix[i * lanes + lane]);
        }
    });
    Ok(())
}

/// States side by side, and room for what they earn.
struct Block<'a> {
    table: &'a [f64],
    /// Its columns are own strategies, for blocks of matrices.
    matrix: Option<DMatrix<f64>>,
    count: usize,
    lanes: usize,
    mix: Vec<f64>,
    earned: Vec<f64>,
    mean: Vec<f64>,
    at: Vec<f64>,
    sum: Vec<f64>,
}

impl<'a> Block<'a> {
    fn new(table: &'a [f64], count: usize, lanes: usize) -> Self {
        let zeros = || vec![0.0; count * lanes];
        // Own strategies are fastest in the table: its columns are the rival's
        let matrix =
            (count >= LARGE).then(|| DMatrix::from_column_slice(count, count, table).transpose());
        let mean = vec![0.0; lanes];
        Self {
            table,
            matrix,
            count,
            lanes,
            mix: zeros(),
            earned: zeros(),
            mean,
            at: zeros(),
            sum: zeros(),
        }
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Ratio { background } => self.multiply(background),
            Step::Euler { length } => {
                self.at.copy_from_slice(&self.mix);
                self.look();
                self.rates();
                for (p, rate) in self.mix.iter_mut().zip(&self.earned) {
                    *p += length * rate;
                }
            }
            Step::RungeKutta { length } => {
                self.sum.fill(0.0);
                self.at.copy_from_slice(&self.mix);
                for (part, weight) in [(0.5, 1.0), (0.5, 2.0), (1.0, 2.0), (0.0, 1.0)] {
                    self.look();
                    self.rates();
                    let (sum, at, mix) = (&mut self.sum, &mut self.at, &self.mix);
                    for (((sum, at), p), rate) in sum.iter_mut().zip(at).zip(mix).zip(&self.earned)
                    {
                        *sum += weight * rate;
                        *at = p + part * length * rate;
                    }
                }
                for (p, sum) in self.mix.iter_mut().zip(&self.sum) {
                    *p += length / 6.0 * sum;
                }
            }
        }
    }

    /// Shares in proportion to offspring.
    fn multiply(&mut self, background: f64) {
        std::mem::swap(&mut self.at, &mut self.mix);
        self.earn();
        std::mem::swap(&mut self.at, &mut self.mix);
        self.mean.fill(0.0);
        let rows = self.earned.chunks_exact_mut(self.lanes).zip(self.mix.chunks_exact(self.lanes));
        for (earned, mix) in rows {
            for ((sum, earned), p) in self.mean.iter_mut().zip(earned).zip(mix) {
                *earned = (*earned + background) * p;
                *sum += *earned;
            }
        }
        for sum in &mut self.mean {
            *sum = if *sum > 0.0 { 1.0 / *sum } else { 0.0 };
        }
        let rows = self.mix.chunks_exact_mut(self.lanes).zip(self.earned.chunks_exact(self.lanes));
        for (mix, born) in rows {
            for ((p, born), inverse) in mix.iter_mut().zip(born).zip(&self.mean) {
                // Nobody has offspring: nothing moves
                *p = if *inverse > 0.0 { born * inverse } else { *p };
            }
        }
    }

    /// What is earned at the states in `at`.
    fn earn(&mut self) {
        let (count, lanes) = (self.count, self.lanes);
        if let Some(matrix) = &self.matrix {
            let mut earned = DMatrixViewMut::from_slice(&mut self.earned, lanes, count);
            let at = nalgebra::DMatrixView::from_slice(&self.at, lanes, count);
            earned.gemm(1.0, &at, matrix, 0.0);
        } else {
            for (i, earned) in self.earned.chunks_exact_mut(lanes).enumerate() {
                earned.fill(0.0);
                for (j, at) in self.at.chunks_exact(lanes).enumerate() {
                    let payoff = self.table[j * count + i];
                    earned.iter_mut().zip(at).for_each(|(sum, p)| *sum += payoff * p);
                }
            }
        }
    }

    /// What is earned at the states in `at`, and the mean.
    fn look(&mut self) {
        self.earn();
        self.mean.fill(0.0);
        let rows = self.earned.chunks_exact(self.lanes).zip(self.at.chunks_exact(self.lanes));
        for (earned, at) in rows {
            for ((mean, earned), p) in self.mean.iter_mut().zip(earned).zip(at) {
                *mean += earned * p;
            }
        }
    }

    /// Turns what is earned at `at` into rates of change.
    fn rates(&mut self) {
        let rows = self.earned.chunks_exact_mut(self.lanes).zip(self.at.chunks_exact(self.lanes));
        for (earned, at) in rows {
            for ((rate, p), mean) in earned.iter_mut().zip(at).zip(&self.mean) {
                *rate = p * (*rate - mean);
            }
        }
    }
}
