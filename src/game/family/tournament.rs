//! Win-lose games of a random tournament: a node against a set of nodes.

use super::values::fits;
use super::{Family, FamilyError, Parameter, Sample, Values, bimatrix};
use crate::num::{Draws, Rational};

pub(super) const FAMILY: Family = Family {
    name: "tournament",
    about: "a node that beats a whole set wins, a set that contains the node wins",
    source: &["anbalagan2013", "fearnley2015"],
    parameters: &[
        Parameter::integer("size", "nodes of the tournament", "5", (1, 1_000)),
        Parameter::integer("k", "nodes in a set", "2", (1, 1_000)),
        Parameter::SEED,
    ],
    make,
};

fn make(values: &Values<'_>) -> Result<Sample, FamilyError> {
    let (size, k) = (values.count("size"), values.count("k"));
    if k > size {
        return Err(FamilyError::misfit(
            format!("`k` is {k}, but there are only {size} nodes"),
            format!("write a number from 1 to {size}, or a larger `size`"),
        ));
    }
    fits(&[size, binomial(size, k)])?;
    let draws = Draws::new(values.seed());
    // One draw for each pair i < j says whether i beats j
    let beats = |i: usize, j: usize| {
        let (low, high) = (i.min(j), i.max(j));
        i != j && (draws.bits(high * (high - 1) / 2 + low) >> 63 == 1) == (i < j)
    };
    let sets = sets(size, k);
    let game = bimatrix((size, sets.len()), |node, set| {
        let set = &sets[set];
        let wins = set.iter().all(|&other| beats(node, other));
        let caught = set.contains(&node);
        (Rational::integer(wins.into()), Rational::integer(caught.into()))
    })?;
    let nodes = (1..=size).map(|node| node.to_string()).collect();
    let label = |set: &Vec<usize>| {
        set.iter().map(|node| (node + 1).to_string()).collect::<Vec<_>>().join("-")
    };
    let labels = sets.iter().map(label).collect();
    Ok(Sample::of(game, vec![nodes, labels]))
}

/// The number of sets of `k` of `n`, or more than any game may have strategies.
pub(super) fn binomial(n: usize, k: usize) -> usize {
    let mut count = 1_usize;
    for i in 0..k.min(n - k) {
        // Exact at each step: a product of i + 1 successive integers is a multiple of (i + 1)!
        let Some(product) = count.checked_mul(n - i) else { return usize::MAX };
        count = product / (i + 1);
    }
    count
}

/// All sets of `k` of the numbers below `n`, in the order of their greatest members.
pub(super) fn sets(n: usize, k: usize) -> Vec<Vec<usize>> {
    let mut set: Vec<usize> = (0..k).collect();
    let mut all = Vec::new();
    while set[k - 1] < n {
        all.push(set.clone());
        // The first member that can go up by 1 does, and those below it start again
        let first = (0..k).find(|&i| i + 1 == k || set[i] + 1 < set[i + 1]).unwrap_or(k - 1);
        set[first] += 1;
        for (i, member) in set[..first].iter_mut().enumerate() {
            *member = i;
        }
    }
    all
}
