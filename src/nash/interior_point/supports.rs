//! Which strategies stay in play, as a point of the path tells.

use nalgebra::DVector;

use super::system::{Field, Point};
use crate::nash::basis::indifferent;

/// The strategies of either player that are played, increasing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Supports(pub(super) [Vec<usize>; 2]);

impl Supports {
    /// A strategy is played where its probability is larger than its distance from being a best
    /// response: the product of both falls to 0, and one of them does.
    pub(super) fn of(point: &Point) -> Self {
        Self([0, 1].map(|p| {
            let logs = point.logs[p].iter().enumerate();
            logs.filter(|(_, log)| 2.0 * **log > point.weight).map(|(i, _)| i).collect()
        }))
    }
}

/// Rounding of payoffs of range 1.
const NEAR: f64 = 1e-9;

/// Whether there seems to be an equilibrium with these supports, of the same size.
pub(super) fn is_plausible(field: &Field, Supports([first, second]): &Supports) -> bool {
    if first.len() != second.len() || first.is_empty() {
        return false;
    }
    let ours = |j: usize, i: usize| field.first[(first[i], second[j])];
    let theirs = |i: usize, j: usize| field.second[(first[i], second[j])];
    let Some((other, bound)) = indifferent(second.len(), |i, j| ours(j, i)) else { return false };
    let Some((own, other_bound)) = indifferent(first.len(), |j, i| theirs(i, j)) else {
        return false;
    };
    let spread = |count: usize, support: &[usize], mixture: &[f64]| {
        let mut strategy = DVector::zeros(count);
        support.iter().zip(mixture).for_each(|(&i, &probability)| strategy[i] = probability);
        strategy
    };
    let other = spread(field.first.ncols(), second, &other);
    let own = spread(field.first.nrows(), first, &own);
    field.earned_by_first(&other).max() < bound + NEAR
        && field.earned_by_second(&own).max() < other_bound + NEAR
        && own.min() > -NEAR
        && other.min() > -NEAR
}
