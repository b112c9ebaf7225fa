//! Where a proof about a standing is to be looked for, for callers who compute payoffs, and prove what they
//! say, in their own way.

use super::own::Floats;
use super::search::{Program, search};

/// What may prove how a strategy stands: one of the two, as a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Weights of other rows, none negative, which may be better in every column.
    pub mixture: Vec<(usize, f64)>,
    /// Weights of columns, none negative, against which the row may be best.
    pub belief: Vec<(usize, f64)>,
}

/// Looks in floats for a mixture of `others` that is better than `row` in every column, or a belief about
/// columns against which `row` is best. `payoffs` are written row by row. `None` where floats lose their way,
/// or payoffs are too large or too small for them. A proposal proves nothing.
///
/// # Complexity
/// A simplex search that keeps only the part in use: some passes over the payoffs.
///
/// # Examples
/// ```
/// use equil::dominance::propose;
///
/// // Half of each of the last two rows gives 2 in both columns
/// let payoffs = [1.0, 1.0, 4.0, 0.0, 0.0, 4.0];
/// let found = propose(&payoffs, 2, 0, &[1, 2]).unwrap();
/// assert!(found.mixture.iter().all(|(_, weight)| (weight - 0.5).abs() < 0.2));
/// ```
pub fn propose(payoffs: &[f64], columns: usize, row: usize, others: &[usize]) -> Option<Proposal> {
    let floats = Floats::of(payoffs, columns)?;
    let all: Vec<usize> = (0..columns).collect();
    // Where the row does best, compared with the best of the others
    let loss = |column: usize| {
        let all = floats.column(column);
        others.iter().map(|&other| all[other] - all[row]).fold(f64::NEG_INFINITY, f64::max)
    };
    let start = all.iter().copied().min_by(|&a, &b| loss(a).total_cmp(&loss(b)))?;
    let program = Program { floats: &floats, row, others, columns: &all, start };
    let near = search(&program, || true)?;
    Some(Proposal { mixture: near.mixture, belief: near.belief })
}
