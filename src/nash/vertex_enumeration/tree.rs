//! Reverse search: the bases of a polytope form a tree, in which the parent of a basis is where the
//! simplex method goes from there; its children can be told without any memory.

use super::clock::Clock;
use crate::linalg::Dictionary;

/// A basis, and the pivots to its children that are still to be followed.
pub(super) struct Branch {
    dictionary: Dictionary,
    pivots: Vec<(usize, usize)>,
}

impl Branch {
    pub(super) fn new(dictionary: Dictionary) -> Self {
        let pivots = dictionary.reversals();
        Self { dictionary, pivots }
    }
}

/// Visits the vertices below a branch, each once, depth first. After `budget` bases it ends, and
/// returns the branches that are left.
pub(super) fn walk(
    branch: Branch,
    budget: usize,
    clock: &Clock<'_>,
    visit: &mut dyn FnMut(&Dictionary),
) -> Vec<Branch> {
    let mut path = vec![branch];
    let mut visited = 0;
    while visited < budget
        && let Some(last) = path.last_mut()
    {
        let Some((row, column)) = last.pivots.pop() else {
            path.pop();
            continue;
        };
        let dictionary = last.dictionary.pivoted(row, column);
        if last.pivots.is_empty() {
            path.pop();
        }
        visited += 1;
        if !clock.tick(cells(&dictionary)) {
            break;
        }
        if dictionary.counts() {
            visit(&dictionary);
        }
        let branch = Branch::new(dictionary);
        if !branch.pivots.is_empty() {
            path.push(branch);
        }
    }
    path
}

pub(super) fn cells(dictionary: &Dictionary) -> usize {
    (dictionary.rows() + 1) * (dictionary.columns() + 1)
}

/// Random dives into a tree.
const DIVES: u32 = 32;

/// About how many bases there are below the start: the mean, over random paths down the tree, of
/// what a tree would have that branches everywhere as along the path.
///
/// The paths are the same on every run.
pub(super) fn estimate(start: &Dictionary, clock: &Clock<'_>) -> f64 {
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut total = 0.0;
    for _ in 0..DIVES {
        let mut dictionary = start.clone();
        let mut width = 1.0;
        loop {
            total += width;
            let pivots = dictionary.reversals();
            if pivots.is_empty() || !clock.tick(cells(&dictionary)) {
                break;
            }
            width *= f64::from(u32::try_from(pivots.len()).unwrap_or(u32::MAX));
            random =
                random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
            let chosen = (random >> 33) % pivots.len() as u64;
            let (row, column) = pivots[usize::try_from(chosen).unwrap_or(0)];
            dictionary = dictionary.pivoted(row, column);
        }
    }
    total / f64::from(DIVES)
}
