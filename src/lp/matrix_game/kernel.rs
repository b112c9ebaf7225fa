//! Exact optimal strategies from a kernel: the square part of the payoffs in which a basic solution
//! plays, and which makes both players indifferent.
//!
//! Source: L. S. Shapley and R. N. Snow, "Basic solutions of discrete games", in *Contributions to
//! the Theory of Games I*, Princeton University Press, 1950, 27–35 (`shapley1950`).

use std::cmp::Ordering;

use super::search::Kernel;
use crate::linalg::{Against, Matrix, RegularPart};
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
    for &i in equal {
        is_equal[i] = true;
    }
    let against = Against::new(strategy, value);
    let rows = payoffs.iter_rows().zip(is_equal);
    rows.map(|(row, equal)| if equal { Ordering::Equal } else { against.compare(row) }).collect()
}
