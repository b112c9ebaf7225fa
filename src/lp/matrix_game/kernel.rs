//! Exact optimal strategies from a kernel: the square part of the payoffs in which a basic solution
//! plays, and which makes both players indifferent.
//!
//! Source: L. S. Shapley and R. N. Snow, "Basic solutions of discrete games", in *Contributions to
//! the Theory of Games I*, Princeton University Press, 1950, 27–35 (`shapley1950`).

use std::cmp::Ordering;

use super::search::Kernel;
use crate::linalg::{Fractions, Matrix, RegularPart};
use crate::num::{Rational, Ring, Sign};

/// Exact optimal strategies of a game with payoffs of 1 and more.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Basic {
    pub(super) value: Rational,
    pub(super) row: Vec<Rational>,
    pub(super) column: Vec<Rational>,
    pub(super) unique: bool,
}

/// The strategies that make both players indifferent within `kernel`, if they are optimal.
pub(super) fn solved(payoffs: &Matrix<Rational>, kernel: &Kernel) -> Option<Basic> {
    let size = kernel.rows.len();
    let places = kernel.rows.iter().flat_map(|&i| kernel.columns.iter().map(move |&j| (i, j)));
    let entries: Vec<Rational> = places.map(|place| payoffs[place].clone()).collect();
    let part = RegularPart::new(&Matrix::new(size, kernel.columns.len(), entries)?);
    if part.rows().len() < size || kernel.columns.len() != size {
        return None;
    }
    let ones = vec![Rational::one(); size];
    let column = part.solution(&ones);
    let value = column.sum().recip()?;
    let column =
        spread(payoffs.columns(), &column.shares()?, |l| kernel.columns[part.columns()[l]]);
    let row = part.transposed_solution(&ones).shares()?;
    let row = spread(payoffs.rows(), &row, |k| kernel.rows[part.rows()[k]]);
    let is_mixed = |p: &[Rational]| p.iter().all(|p| p.signum() != Sign::Negative);
    if value.signum() != Sign::Positive || !is_mixed(&row) || !is_mixed(&column) {
        return None;
    }
    // Within the kernel everything is equal: what is left are the other strategies
    let earned = orders(payoffs, &column, &value, &kernel.rows);
    let paid = orders(&payoffs.transposed(), &row, &value, &kernel.columns);
    if earned.iter().any(|o| o.is_gt()) || paid.iter().any(|o| o.is_lt()) {
        return None;
    }
    let strict = |orders: &[Ordering], chosen: &[usize], played: &[Rational]| {
        orders.iter().enumerate().all(|(i, o)| o.is_ne() || chosen.contains(&i))
            && chosen.iter().all(|&i| !played[i].is_zero())
    };
    let unique = strict(&earned, &kernel.rows, &row) && strict(&paid, &kernel.columns, &column);
    Some(Basic { value, row, column, unique })
}

fn spread(count: usize, numbers: &[Rational], place: impl Fn(usize) -> usize) -> Vec<Rational> {
    let mut all = vec![Rational::zero(); count];
    for (k, number) in numbers.iter().enumerate() {
        all[place(k)] = number.clone();
    }
    all
}

/// How what each row earns against `strategy` compares with `value`; those of `equal` are known to
/// earn just that.
fn orders(
    payoffs: &Matrix<Rational>,
    strategy: &[Rational],
    value: &Rational,
    equal: &[usize],
) -> Vec<Ordering> {
    let mut is_equal = vec![false; payoffs.rows()];
    equal.iter().for_each(|&i| is_equal[i] = true);
    let against = Against::new(strategy, value);
    let rows = payoffs.iter_rows().zip(is_equal);
    rows.map(|(row, equal)| if equal { Ordering::Equal } else { against.compare(row) }).collect()
}

/// A mixed strategy and a value, to compare what pure strategies earn with: in floats where their
/// errors leave no doubt, else exactly.
#[derive(Debug)]
pub(super) struct Against<'a> {
    played: Vec<usize>,
    exact: Fractions,
    floats: Vec<f64>,
    value: &'a Rational,
}

impl<'a> Against<'a> {
    pub(super) fn new(strategy: &[Rational], value: &'a Rational) -> Self {
        let is_played = |j: &usize| !strategy[*j].is_zero();
        let played: Vec<usize> = (0..strategy.len()).filter(is_played).collect();
        let weights: Vec<Rational> = played.iter().map(|&j| strategy[j].clone()).collect();
        let floats = weights.iter().map(Rational::nearest_f64).collect();
        Self { played, exact: Fractions::new(&weights), floats, value }
    }

    /// How Σ payoffs(j) · strategy(j) compares with the value.
    pub(super) fn compare(&self, payoffs: &[Rational]) -> Ordering {
        self.in_floats(payoffs).unwrap_or_else(|| {
            let payoffs: Vec<Rational> = self.played.iter().map(|&j| payoffs[j].clone()).collect();
            Fractions::new(&payoffs).compare_dot(&self.exact, self.value)
        })
    }

    fn in_floats(&self, payoffs: &[Rational]) -> Option<Ordering> {
        let value = self.value.nearest_f64();
        let (mut sum, mut size, mut most) = (0.0, value.abs(), 0.0_f64);
        for (&j, weight) in self.played.iter().zip(&self.floats) {
            let payoff = payoffs[j].nearest_f64();
            let term = payoff * weight;
            sum += term;
            size += term.abs();
            most = most.max(payoff.abs());
        }
        // A term has three roundings, and the sum one for each: those of `size` are counted twice
        #[allow(clippy::cast_precision_loss)] // few
        let error = (2 * self.floats.len() + 16) as f64 * UNIT * size;
        let is_normal = most < LARGEST && size > SMALLEST;
        let difference = sum - value;
        (is_normal && difference.abs() > error).then(|| difference.total_cmp(&0.0))
    }
}

/// No operation on floats is off by a greater part of its result.
const UNIT: f64 = 2.220_446_049_250_313_1e-16; // 2⁻⁵²

/// Between these, what is lost to underflow is nothing beside the rounding.
const SMALLEST: f64 = 1e-200;
const LARGEST: f64 = 1e100;
