//! The simplex method in floats for games too small to be worth a call of the library.
//!
//! Its answer is a guess like any other: it is made exact and proved, or the exact simplex method
//! takes over.

use crate::lp::float::Pattern;
use crate::num::{Scalar, Sign, Tolerance};

/// Which strategies both players use, and which are worse for them, in a game with payoffs between
/// 0 and 1: first the column player's, then the row player's.
///
/// Maximises Σ y(j) subject to Σ (payoff(i, j) + 1) y(j) ≤ 1; the costs of the slacks in the end are
/// the row player's weights. `None` when that takes too long.
pub(super) fn patterns(payoffs: &[Vec<f64>]) -> Option<(Pattern, Pattern)> {
    let (rows, columns) = (payoffs.len(), payoffs.first()?.len());
    let mut table: Vec<Vec<f64>> =
        payoffs.iter().map(|row| row.iter().map(|x| x + 1.0).chain([1.0]).collect()).collect();
    table.push([vec![-1.0; columns], vec![0.0]].concat());
    let mut basic: Vec<usize> = (columns..columns + rows).collect();
    let mut nonbasic: Vec<usize> = (0..columns).collect();
    for _ in 0..10 * (rows + columns) {
        let Some(column) = entering(&table[rows][..columns]) else {
            return Some(read(&table, &basic, &nonbasic));
        };
        let row = leaving(&table[..rows], column)?;
        pivot(&mut table, row, column);
        std::mem::swap(&mut basic[row], &mut nonbasic[column]);
    }
    None
}

fn sign(x: f64) -> Sign {
    x.sign(Tolerance::default())
}

fn entering(costs: &[f64]) -> Option<usize> {
    let (column, cost) = costs.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1))?;
    (sign(*cost) == Sign::Negative).then_some(column)
}

fn leaving(rows: &[Vec<f64>], column: usize) -> Option<usize> {
    let ratio = |row: &Vec<f64>| row.last().map_or(0.0, |end| end / row[column]);
    let limits = rows.iter().enumerate().filter(|(_, row)| sign(row[column]) == Sign::Positive);
    limits.min_by(|a, b| ratio(a.1).total_cmp(&ratio(b.1))).map(|(row, _)| row)
}

/// Exchanges the variables of a row and a column.
fn pivot(table: &mut [Vec<f64>], row: usize, column: usize) {
    let mut pivot_row = std::mem::take(&mut table[row]);
    let pivot = std::mem::replace(&mut pivot_row[column], 1.0);
    for x in &mut pivot_row {
        *x /= pivot;
    }
    for (_, other) in table.iter_mut().enumerate().filter(|(i, _)| *i != row) {
        let factor = std::mem::replace(&mut other[column], 0.0);
        for (x, p) in other.iter_mut().zip(&pivot_row) {
            *x -= factor * p;
        }
    }
    table[row] = pivot_row;
}

fn read(table: &[Vec<f64>], basic: &[usize], nonbasic: &[usize]) -> (Pattern, Pattern) {
    let (rows, columns) = (basic.len(), nonbasic.len());
    let mut primal = vec![false; columns + rows];
    let mut dual = vec![false; columns + rows];
    for (row, &variable) in table.iter().zip(basic) {
        primal[variable] = row.last().is_some_and(|x| sign(*x) == Sign::Positive);
    }
    for (&cost, &variable) in table[rows].iter().zip(nonbasic) {
        dual[variable] = sign(cost) == Sign::Positive;
    }
    let split = |mut all: Vec<bool>| {
        let slacks = all.split_off(columns);
        (all, slacks)
    };
    let ((column_support, row_slack), (column_slack, row_support)) = (split(primal), split(dual));
    (
        Pattern { support: column_support, slack: row_slack },
        Pattern { support: row_support, slack: column_slack },
    )
}
