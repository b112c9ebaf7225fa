//! Trees that lead to one place from everywhere, at the least cost.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::limit::Perturbed;
use super::{PopulationError, Watch};
use crate::num::{Rational, Ring};

/// A tree of least cost that leads to its root from everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arborescence {
    /// The sum of the costs of its arcs.
    pub cost: Rational,
    /// Where the arc of each node leads; `None` for the root.
    pub next: Vec<Option<usize>>,
}

/// The tree of least cost on which every node leads to `root`, where `cost[i][j]` is that of the arc from
/// `i` to `j`: costs are not negative.
///
/// Source: J. Edmonds, "Optimum branchings", *Journal of Research of the National Bureau of Standards*
/// 71B (1967), 233–240 (`edmonds1967branching`).
///
/// # Complexity
/// At most n³ comparisons for n nodes.
///
/// # Panics
/// When there is no such root.
///
/// # Examples
/// ```
/// use equil::num::Rational;
/// use equil::population::least_arborescence;
///
/// // 1 and 2 are cheap for each other, and 1 is the cheaper way out
/// let costs = [[0, 9, 9], [4, 0, 1], [8, 1, 0]].map(|row| row.map(Rational::integer).to_vec());
/// let tree = least_arborescence(&costs, 0);
/// assert_eq!(tree.cost, Rational::integer(5));
/// assert_eq!(tree.next, [None, Some(0), Some(1)]);
/// ```
pub fn least_arborescence(cost: &[Vec<Rational>], root: usize) -> Arborescence {
    let next = arcs(cost, root);
    let mut sum = Rational::zero();
    for (from, to) in next.iter().enumerate() {
        if let Some(to) = to {
            sum += &cost[from][*to];
        }
    }
    Arborescence { cost: sum, next }
}

/// The arcs of the tree.
fn arcs(cost: &[Vec<Rational>], root: usize) -> Vec<Option<usize>> {
    let count = cost.len();
    let cheapest = |from: usize| {
        let others = (0..count).filter(|&to| to != from);
        others.min_by(|&a, &b| cost[from][a].cmp(&cost[from][b]))
    };
    let next: Vec<Option<usize>> =
        (0..count).map(|from| if from == root { None } else { cheapest(from) }).collect();
    let Some(cycle) = circle(&next) else { return next };
    // The cycle becomes one node, and leaving it by one of its nodes saves that node's arc
    let outside: Vec<usize> = (0..count).filter(|node| !cycle.contains(node)).collect();
    let merged = outside.len();
    let place = |node: usize| outside.iter().position(|other| *other == node);
    let mut smaller = vec![vec![Rational::zero(); merged + 1]; merged + 1];
    let (mut entry, mut exit) = (vec![cycle[0]; merged], vec![cycle[0]; merged]);
    for (row, &from) in outside.iter().enumerate() {
        for (column, &to) in outside.iter().enumerate() {
            smaller[row][column] = cost[from][to].clone();
        }
        let into = cycle.iter().min_by(|&&a, &&b| cost[from][a].cmp(&cost[from][b]));
        entry[row] = *into.unwrap_or(&cycle[0]);
        smaller[row][merged] = cost[from][entry[row]].clone();
        let extra = |node: usize| {
            let saved = next[node].expect("nodes of a cycle lead on");
            cost[node][from].minus(&cost[node][saved])
        };
        let out = cycle.iter().copied().min_by(|&a, &b| extra(a).cmp(&extra(b)));
        exit[row] = out.unwrap_or(cycle[0]);
        smaller[merged][row] = extra(exit[row]);
    }
    let root = place(root).expect("the root leads nowhere, and is in no cycle");
    let found = arcs(&smaller, root);
    let mut whole = next.clone();
    for (row, to) in found[..merged].iter().enumerate() {
        whole[outside[row]] = to.map(|to| if to == merged { entry[row] } else { outside[to] });
    }
    let out = found[merged].expect("the cycle is not the root");
    whole[exit[out]] = Some(outside[out]);
    whole
}

/// A cycle of this map, if it has any.
fn circle(next: &[Option<usize>]) -> Option<Vec<usize>> {
    let mut seen = vec![0_usize; next.len()];
    for start in 0..next.len() {
        let mut node = start;
        while seen[node] == 0 {
            seen[node] = start + 1;
            let Some(to) = next[node] else { break };
            node = to;
        }
        if seen[node] == start + 1 && next[node].is_some() {
            let mut cycle = vec![node];
            let mut at = next[node];
            while let Some(other) = at.filter(|other| *other != node) {
                cycle.push(other);
                at = next[other];
            }
            return Some(cycle);
        }
    }
    None
}

/// The most recurrent classes that trees are searched for.
const MOST_CLASSES: usize = 300;

/// The stochastic potential of each class: the least resistance of a tree that leads to it from all
/// others.
pub(super) fn stochastic_potentials(
    chain: &Perturbed,
    classes: &[Vec<usize>],
    watch: Watch<'_>,
) -> Result<Vec<Rational>, PopulationError> {
    if classes.len() > MOST_CLASSES {
        return Err(PopulationError::TooManyClasses { classes: classes.len(), most: MOST_CLASSES });
    }
    let mut cost = Vec::with_capacity(classes.len());
    for (place, class) in classes.iter().enumerate() {
        if !watch(place as u64, 2 * classes.len() as u64) {
            return Err(PopulationError::Stopped);
        }
        cost.push(resistances(chain, class[0], classes)?);
    }
    let mut potentials = Vec::with_capacity(classes.len());
    for root in 0..classes.len() {
        if !watch((classes.len() + root) as u64, 2 * classes.len() as u64) {
            return Err(PopulationError::Stopped);
        }
        potentials.push(least_arborescence(&cost, root).cost);
    }
    Ok(potentials)
}

/// The least resistance of a way from a state to each class (`dijkstra1959`).
fn resistances(
    chain: &Perturbed,
    start: usize,
    classes: &[Vec<usize>],
) -> Result<Vec<Rational>, PopulationError> {
    let mut found: Vec<Option<Rational>> = vec![None; chain.moves.len()];
    let mut queue = BinaryHeap::from([(Reverse(Rational::zero()), start)]);
    while let Some((Reverse(so_far), state)) = queue.pop() {
        if found[state].is_some() {
            continue;
        }
        for step in chain.moves[state].iter().filter(|step| found[step.to].is_none()) {
            let mut resistance = step.order.exponent.clone().ok_or(PopulationError::Unsettled)?;
            resistance += &so_far;
            queue.push((Reverse(resistance), step.to));
        }
        found[state] = Some(so_far);
    }
    let to = classes.iter().map(|class| found[class[0]].clone());
    to.collect::<Option<_>>().ok_or(PopulationError::Unproved)
}
