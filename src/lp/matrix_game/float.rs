//! Matrix games in floating point: one linear program for each player.

use crate::lp::Relation;
use crate::lp::float::FloatProgram;

/// Looks for optimal mixed strategies of both players in floating point, and the value.
///
/// `payoffs` holds what the row player gets, row by row; the answer is the row player's strategy,
/// the column player's, and the value in the units of `payoffs`. Payoffs are first brought to a
/// range of 1. `None` when they are not a matrix of finite numbers, or the library fails.
///
/// # Examples
/// ```
/// use equil::lp::matrix_game::solve_float;
///
/// let (row, column, value) = solve_float(&[vec![3.0, 0.0], vec![1.0, 2.0]]).unwrap();
/// assert!((row[0] - 0.25).abs() < 1e-9 && (column[0] - 0.5).abs() < 1e-9);
/// assert!((value - 1.5).abs() < 1e-9);
/// ```
pub fn solve_float(payoffs: &[Vec<f64>]) -> Option<(Vec<f64>, Vec<f64>, f64)> {
    let columns = payoffs.first()?.len();
    let shaped = columns > 0 && payoffs.iter().all(|row| row.len() == columns);
    let all = || payoffs.iter().flatten().copied();
    let (low, high) =
        (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let range = high - low;
    if !shaped || !range.is_finite() || all().any(f64::is_nan) {
        return None;
    }
    let unit = if range > 0.0 { range } else { 1.0 };
    let scaled: Vec<Vec<f64>> =
        payoffs.iter().map(|row| row.iter().map(|x| (x - low) / unit).collect()).collect();
    let (row, column) = optimal(&scaled)?;
    let (least, most) = guarantees(&scaled, &row, &column);
    Some((row, column, low + unit * f64::midpoint(least, most)))
}

/// Optimal strategies of a game with payoffs between 0 and 1.
pub(super) fn optimal(payoffs: &[Vec<f64>]) -> Option<(Vec<f64>, Vec<f64>)> {
    // With payoffs above 0 the value is too, and dividing by it leaves programs without equations
    let positive: Vec<Vec<f64>> =
        payoffs.iter().map(|row| row.iter().map(|x| x + 1.0).collect()).collect();
    let columns = positive.first()?.len();
    let transposed: Vec<Vec<f64>> =
        (0..columns).map(|j| positive.iter().map(|row| row[j]).collect()).collect();
    let column = strategy(positive, Relation::AtMost, 1.0)?;
    let row = strategy(transposed, Relation::AtLeast, -1.0)?;
    Some((row, column))
}

fn strategy(rows: Vec<Vec<f64>>, relation: Relation, cost: f64) -> Option<Vec<f64>> {
    let (constraints, variables) = (rows.len(), rows.first()?.len());
    let program = FloatProgram {
        rows,
        relations: vec![relation; constraints],
        bounds: vec![1.0; constraints],
        costs: vec![cost; variables],
        free: vec![false; variables],
    };
    let weights: Vec<f64> = program.optimum()?.iter().map(|x| x.max(0.0)).collect();
    let sum: f64 = weights.iter().sum();
    (sum > 0.0).then(|| weights.iter().map(|x| x / sum).collect())
}

/// What each row earns against `column`, and what each column concedes to `row`.
pub(super) fn earnings(payoffs: &[Vec<f64>], row: &[f64], column: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let earned =
        payoffs.iter().map(|line| line.iter().zip(column).map(|(a, y)| a * y).sum()).collect();
    let mut conceded = vec![0.0; column.len()];
    for (line, x) in payoffs.iter().zip(row) {
        for (sum, a) in conceded.iter_mut().zip(line) {
            *sum += a * x;
        }
    }
    (earned, conceded)
}

/// What `row` gets at least, and what it gets at most against `column`.
pub(super) fn guarantees(payoffs: &[Vec<f64>], row: &[f64], column: &[f64]) -> (f64, f64) {
    let (earned, conceded) = earnings(payoffs, row, column);
    let least = conceded.iter().copied().fold(f64::INFINITY, f64::min);
    let most = earned.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (least, most)
}
