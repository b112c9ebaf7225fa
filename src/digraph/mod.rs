//! What can be reached from what, and back? Strong components of directed graphs that are given by
//! their successors and never stored.
//!
//! # Examples
//! ```
//! use equil::digraph::Components;
//!
//! // 0 → 1 ⇄ 2, and 3 → 0
//! let arcs = [vec![1], vec![2], vec![1], vec![0]];
//! let next = |node: usize, turn: u32| Some((*arcs[node].get(turn as usize)?, turn + 1));
//! let components = Components::of(4, next, &|_| true).unwrap();
//! assert_eq!(components.number, [1, 0, 0, 2]);
//! assert_eq!(components.sinks(4, next), [0]);
//! assert_eq!(components.heights(next, |_| true, &|_| true), Some(vec![0, 1, 2]));
//! ```

/// The strong components of a graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Components {
    /// The component of each node. Arcs between components lead from greater numbers to smaller ones.
    pub number: Vec<u32>,
    /// How many there are.
    pub count: usize,
}

/// Not seen yet.
const NEW: u32 = u32::MAX;
/// Arcs between two questions to the caller.
const BETWEEN: u64 = 1 << 18;

/// A node on the way, the turn of its next arc, and how low it reaches.
struct Step<T> {
    node: u32,
    turn: T,
    low: u32,
}

impl Components {
    /// Of the graph of `nodes` nodes in which `next(node, turn)` is an arc's end with the turn of the
    /// arc after it; the first has turn 0 (the default of the type), and `None` ends the list. `None` when `go_on`, asked now and
    /// then with how many nodes were seen, says no.
    ///
    /// Source: R. Tarjan, "Depth-first search and linear graph algorithms", *SIAM Journal on Computing*
    /// 1 (1972), 146–160 (`tarjan1972`).
    ///
    /// # Complexity
    /// Each arc is asked for once; some 24 bytes for each node.
    ///
    /// # Panics
    /// From 2³² − 1 nodes on.
    pub fn of<T: Copy + Default>(
        nodes: usize,
        next: impl Fn(usize, T) -> Option<(usize, T)>,
        go_on: &dyn Fn(u64) -> bool,
    ) -> Option<Self> {
        assert!(u32::try_from(nodes).is_ok_and(|nodes| nodes < NEW), "nodes have 32 bits");
        // Until its component is known, a node's number is when it was seen; from then on it counts
        // from the other end, so that no arc into a finished component lowers anything
        let mut number = vec![NEW; nodes];
        let (mut open, mut way): (Vec<u32>, Vec<Step<T>>) = (Vec::new(), Vec::new());
        let (mut seen, mut count) = (0_u32, 0_u32);
        let mut done = vec![0_u64; nodes.div_ceil(64)];
        let mut asked = 0_u64;
        let is_done = |done: &[u64], node: usize| done[node / 64] >> (node % 64) & 1 == 1;
        for root in 0..nodes {
            if number[root] != NEW {
                continue;
            }
            number[root] = seen;
            way.push(Step { node: narrow(root), turn: T::default(), low: seen });
            open.push(narrow(root));
            seen += 1;
            while let Some(step) = way.last_mut() {
                let node = step.node as usize;
                if let Some((end, turn)) = next(node, step.turn) {
                    step.turn = turn;
                    asked += 1;
                    if asked.is_multiple_of(BETWEEN) && !go_on(u64::from(seen)) {
                        return None;
                    }
                    if number[end] == NEW {
                        number[end] = seen;
                        way.push(Step { node: narrow(end), turn: T::default(), low: seen });
                        open.push(narrow(end));
                        seen += 1;
                    } else if !is_done(&done, end) {
                        step.low = step.low.min(number[end]);
                    }
                    continue;
                }
                let low = step.low;
                way.pop();
                if let Some(before) = way.last_mut() {
                    before.low = before.low.min(low);
                }
                if low == number[node] {
                    while let Some(member) = open.pop() {
                        let member = member as usize;
                        number[member] = count;
                        done[member / 64] |= 1 << (member % 64);
                        if member == node {
                            break;
                        }
                    }
                    count += 1;
                }
            }
        }
        Some(Self { number, count: count as usize })
    }

    /// The numbers of the components that no arc leaves, increasing.
    pub fn sinks<T: Copy + Default>(
        &self,
        nodes: usize,
        next: impl Fn(usize, T) -> Option<(usize, T)>,
    ) -> Vec<usize> {
        let mut left = vec![false; self.count];
        for node in 0..nodes {
            let own = self.number[node];
            let mut turn = T::default();
            while let Some((end, after)) = next(node, turn) {
                if self.number[end] != own {
                    left[own as usize] = true;
                    break;
                }
                turn = after;
            }
        }
        (0..self.count).filter(|&component| !left[component]).collect()
    }

    /// The most arcs that count on a way from each component to where it ends; arcs within components
    /// do not, nor do those from nodes that `counts` rejects. `None` when `go_on` says no.
    ///
    /// # Complexity
    /// Each arc is asked for once; four bytes for each node, and four for each component.
    pub fn heights(
        &self,
        next: impl Fn(usize, u32) -> Option<(usize, u32)>,
        counts: impl Fn(usize) -> bool,
        go_on: &dyn Fn(u64) -> bool,
    ) -> Option<Vec<u32>> {
        let mut heights = vec![0_u32; self.count];
        // Arcs lead to smaller numbers: those are done first
        for (done, node) in (0_u64..).zip(self.ordered()) {
            if done % BETWEEN == 0 && !go_on(done) {
                return None;
            }
            let (own, step) = (self.number[node as usize], u32::from(counts(node as usize)));
            let mut turn = 0;
            while let Some((end, after)) = next(node as usize, turn) {
                let other = self.number[end];
                if other != own {
                    let height = heights[other as usize] + step;
                    heights[own as usize] = heights[own as usize].max(height);
                }
                turn = after;
            }
        }
        Some(heights)
    }

    /// The nodes, component by component.
    fn ordered(&self) -> Vec<u32> {
        let mut starts = vec![0_u32; self.count + 1];
        for &component in &self.number {
            starts[component as usize + 1] += 1;
        }
        for i in 0..self.count {
            starts[i + 1] += starts[i];
        }
        let mut ordered = vec![0; self.number.len()];
        for (node, &component) in self.number.iter().enumerate() {
            let place = &mut starts[component as usize];
            ordered[*place as usize] = narrow(node);
            *place += 1;
        }
        ordered
    }

    /// How many nodes each component has.
    pub fn sizes(&self) -> Vec<usize> {
        let mut sizes = vec![0; self.count];
        for &component in &self.number {
            sizes[component as usize] += 1;
        }
        sizes
    }
}

/// Nodes are counted before.
fn narrow(node: usize) -> u32 {
    u32::try_from(node).expect("nodes have 32 bits")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Which nodes reach which.
    fn closure(arcs: &[Vec<usize>]) -> Vec<Vec<bool>> {
        let nodes = arcs.len();
        let mut reach = vec![vec![false; nodes]; nodes];
        for (node, ends) in arcs.iter().enumerate() {
            reach[node][node] = true;
            for &end in ends {
                reach[node][end] = true;
            }
        }
        for by in 0..nodes {
            for from in 0..nodes {
                for to in 0..nodes {
                    let through = reach[from][by] && reach[by][to];
                    reach[from][to] |= through;
                }
            }
        }
        reach
    }

    /// The longest way out of each component, by trying all ways.
    fn height(arcs: &[Vec<usize>], number: &[u32], component: u32) -> u32 {
        let members = (0..arcs.len()).filter(|&node| number[node] == component);
        let ends = members.flat_map(|node| arcs[node].iter().map(move |&end| (node, end)));
        let out = ends.filter(|&(_, end)| number[end] != component);
        out.map(|(node, end)| u32::from(node % 3 > 0) + height(arcs, number, number[end]))
            .max()
            .unwrap_or(0)
    }

    proptest! {
        #[test]
        fn components_are_what_reaches_both_ways(
            arcs in (1_usize..9).prop_flat_map(|nodes| {
                proptest::collection::vec(proptest::collection::vec(0..nodes, 0..3), nodes)
            })
        ) {
            let next = |node: usize, turn: u32| Some((*arcs[node].get(turn as usize)?, turn + 1));
            let components = Components::of(arcs.len(), next, &|_| true).unwrap();
            let reach = closure(&arcs);
            let sinks = components.sinks(arcs.len(), next);
            for (from, reached) in reach.iter().enumerate() {
                let own = components.number[from];
                for (to, &there) in reached.iter().enumerate() {
                    let other = components.number[to];
                    prop_assert_eq!(own == other, there && reach[to][from]);
                    prop_assert!(!there || own >= other);
                }
                let returns = |(to, &there): (usize, &bool)| !there || reach[to][from];
                let sink = reached.iter().enumerate().all(returns);
                prop_assert_eq!(sinks.contains(&(own as usize)), sink);
            }
            prop_assert_eq!(components.sizes().iter().sum::<usize>(), arcs.len());
            let heights = components.heights(next, |node| node % 3 > 0, &|_| true).unwrap();
            for component in 0..narrow(components.count) {
                let expected = height(&arcs, &components.number, component);
                prop_assert_eq!(heights[component as usize], expected);
            }
            prop_assert_eq!(components.heights(next, |_| true, &|_| false), None);
        }
    }
}
