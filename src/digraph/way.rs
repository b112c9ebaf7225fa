//! Shortest ways, by looking around in ever wider circles.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

/// Nodes between two questions to the caller.
const BETWEEN: u64 = 1 << 10;

/// A shortest way of at least one arc from one node to another, or back to itself: its nodes, both
/// ends included. `ends(node, tell)` tells the ends of a node's arcs. `None` when there is none, or
/// when `go_on`, asked now and then with how many nodes were seen, says no.
///
/// # Complexity
/// Each arc is asked for once at most; some 50 bytes for each node that is nearer than the end.
///
/// # Examples
/// ```
/// use equil::digraph::shortest;
///
/// // Round a ring of five, one or two steps at a time
/// let ends = |node: usize, tell: &mut dyn FnMut(usize)| {
///     tell((node + 1) % 5);
///     tell((node + 2) % 5);
/// };
/// assert_eq!(shortest(0, 4, ends, &|_| true), Some(vec![0, 2, 4]));
/// assert_eq!(shortest(0, 0, ends, &|_| true).map(|way| way.len()), Some(4));
/// ```
pub fn shortest(
    from: usize,
    to: usize,
    ends: impl Fn(usize, &mut dyn FnMut(usize)),
    go_on: &dyn Fn(u64) -> bool,
) -> Option<Vec<usize>> {
    let mut before: FxHashMap<usize, usize> = FxHashMap::default();
    let mut queue = VecDeque::from([from]);
    let (mut found, mut seen) = (false, 0_u64);
    while let Some(node) = queue.pop_front() {
        seen += 1;
        if seen % BETWEEN == 0 && !go_on(seen) {
            return None;
        }
        ends(node, &mut |end| {
            let new = !found && (end == to || end != from) && !before.contains_key(&end);
            if new {
                before.insert(end, node);
                queue.push_back(end);
                found = end == to;
            }
        });
        if found {
            let mut way = vec![to];
            let mut at = to;
            loop {
                at = *before.get(&at)?;
                way.push(at);
                if at == from {
                    way.reverse();
                    return Some(way);
                }
            }
        }
    }
    None
}
