//! Extreme equilibria as edges between the two players' extreme strategies.

use crate::game::Profile;
use crate::num::Rational;
use rustc_hash::FxHashMap;

/// Which extreme strategies make up which equilibria.
pub(super) struct Graph {
    /// For each player the different strategies: an equilibrium in which each is played, the first.
    pub(super) first: [Vec<usize>; 2],
    /// For each equilibrium the numbers of both players' strategies.
    pub(super) edges: Vec<[usize; 2]>,
}

/// A connected part of a [`Graph`].
pub(super) struct Part {
    /// Increasing.
    pub(super) equilibria: Vec<usize>,
    /// For each player the numbers of the strategies, increasing.
    pub(super) points: [Vec<usize>; 2],
}

impl Graph {
    pub(super) fn new(equilibria: &[Profile<Rational>]) -> Self {
        let mut first = [Vec::new(), Vec::new()];
        let mut edges = vec![[0, 0]; equilibria.len()];
        for (player, first) in first.iter_mut().enumerate() {
            let mut numbers = FxHashMap::default();
            for (number, profile) in equilibria.iter().enumerate() {
                let point = *numbers.entry(&profile[player]).or_insert(first.len());
                if point == first.len() {
                    first.push(number);
                }
                edges[number][player] = point;
            }
        }
        Self { first, edges }
    }

    /// The connected parts, in the order of their first equilibria.
    pub(super) fn parts(&self) -> Vec<Part> {
        let rows = self.first[0].len();
        let mut parents: Vec<usize> = (0..rows + self.first[1].len()).collect();
        for &[x, y] in &self.edges {
            let (one, other) = (root(&mut parents, x), root(&mut parents, rows + y));
            parents[one.max(other)] = one.min(other);
        }
        let mut numbers = FxHashMap::default();
        let mut parts: Vec<Part> = Vec::new();
        for (equilibrium, &[x, y]) in self.edges.iter().enumerate() {
            let number = *numbers.entry(root(&mut parents, x)).or_insert(parts.len());
            if number == parts.len() {
                parts.push(Part { equilibria: Vec::new(), points: [Vec::new(), Vec::new()] });
            }
            let part = &mut parts[number];
            part.equilibria.push(equilibrium);
            part.points[0].push(x);
            part.points[1].push(y);
        }
        for part in &mut parts {
            for points in &mut part.points {
                points.sort_unstable();
                points.dedup();
            }
        }
        parts
    }

    /// For each of the part's strategies of `player`, which of the other player's go with it: a bit
    /// for each of the part's strategies.
    fn neighbours(&self, part: &Part, player: usize) -> Vec<Bits> {
        let place = |player: usize, point: usize| part.points[player].binary_search(&point);
        let mut rows = vec![Bits::new(part.points[1 - player].len()); part.points[player].len()];
        for &equilibrium in &part.equilibria {
            let edge = self.edges[equilibrium];
            let pair = (place(player, edge[player]), place(1 - player, edge[1 - player]));
            if let (Ok(own), Ok(other)) = pair {
                rows[own].insert(other);
            }
        }
        rows
    }

    /// All maximal sets of strategies, some of each player, that all go with each other: each as
    /// the numbers of both players' strategies, in order. `None` when `go_on` says to stop.
    ///
    /// They are the closed sets of a Galois connection, enumerated one by one (S. O. Kuznetsov,
    /// "A fast algorithm for computing all intersections of objects in a finite semi-lattice",
    /// *Automatic Documentation and Mathematical Linguistics* 27 (1993), 11–21, `kuznetsov1993`).
    ///
    /// # Complexity
    /// For each set found at most n² comparisons of bit sets, for n strategies of the player who
    /// has fewer.
    pub(super) fn products(
        &self,
        part: &Part,
        go_on: &dyn Fn(usize) -> bool,
    ) -> Option<Vec<[Vec<usize>; 2]>> {
        let [rows, columns] = &part.points;
        if rows.len() * columns.len() == part.equilibria.len() {
            return Some(vec![part.points.clone()]);
        }
        let player = usize::from(columns.len() < rows.len());
        let neighbours = self.neighbours(part, player);
        let count = neighbours.len();
        let closed = |others: &Bits| {
            let mut set = Bits::new(count);
            for (own, row) in neighbours.iter().enumerate() {
                if others.is_within(row) {
                    set.insert(own);
                }
            }
            set
        };
        let everything = Bits::full(part.points[1 - player].len());
        let mut found = Vec::new();
        // Own strategies, all others that go with all of them, and where to go on adding
        let mut open = vec![(closed(&everything), everything, 0)];
        while let Some((own, others, start)) = open.pop() {
            if !go_on(found.len()) {
                return None;
            }
            for next in (start..count).filter(|&next| !own.contains(next)) {
                let left = others.common(&neighbours[next]);
                if left.is_empty() {
                    continue;
                }
                let closure = closed(&left);
                // Each set is reached in one way only: by adding its strategies in order
                if closure.agrees_below(&own, next) {
                    open.push((closure, left, next + 1));
                }
            }
            if !own.is_empty() {
                let number = |player: usize, set: &Bits| {
                    set.iter().map(|place| part.points[player][place]).collect::<Vec<usize>>()
                };
                let mut pair = [number(player, &own), number(1 - player, &others)];
                if player == 1 {
                    pair.swap(0, 1);
                }
                found.push(pair);
            }
        }
        found.sort();
        Some(found)
    }
}

fn root(parents: &mut [usize], mut node: usize) -> usize {
    while parents[node] != node {
        parents[node] = parents[parents[node]];
        node = parents[node];
    }
    node
}

/// A set of small numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Bits(Vec<u64>);

impl Bits {
    fn new(count: usize) -> Self {
        Self(vec![0; count.div_ceil(64)])
    }

    fn full(count: usize) -> Self {
        let mut all = Self::new(count);
        for number in 0..count {
            all.insert(number);
        }
        all
    }

    fn insert(&mut self, number: usize) {
        self.0[number / 64] |= 1 << (number % 64);
    }

    fn contains(&self, number: usize) -> bool {
        self.0[number / 64] >> (number % 64) & 1 == 1
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    fn is_within(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(own, other)| own & !other == 0)
    }

    fn common(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(own, other)| own & other).collect())
    }

    /// Whether both have the same numbers less than `end`.
    fn agrees_below(&self, other: &Self, end: usize) -> bool {
        let (whole, rest) = (end / 64, (1_u64 << (end % 64)) - 1);
        self.0[..whole] == other.0[..whole] && (self.0[whole] ^ other.0[whole]) & rest == 0
    }

    fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.0.len() * 64).filter(|&number| self.contains(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn graph(edges: Vec<[usize; 2]>) -> Graph {
        let points = |player: usize| edges.iter().map(|edge| edge[player] + 1).max().unwrap();
        Graph { first: [vec![0; points(0)], vec![0; points(1)]], edges }
    }

    proptest! {
        /// Against going through all sets of rows.
        #[test]
        fn products_are_maximal_and_all_there_are(cells in prop::collection::vec(any::<bool>(), 30)) {
            let edges: Vec<[usize; 2]> =
                (0..30).filter(|&k| cells[k]).map(|k| [k / 6, k % 6]).collect();
            prop_assume!(!edges.is_empty());
            let mut expected = Vec::new();
            for rows in 1_u32..32 {
                let all = |column: usize| (0..5).all(|i| rows >> i & 1 == 0 || cells[i * 6 + column]);
                let columns: Vec<usize> = (0..6).filter(|&j| all(j)).collect();
                let whole = |row: usize| columns.iter().all(|&j| cells[row * 6 + j]);
                let closed = (0..5).all(|i| (rows >> i & 1 == 1) == whole(i));
                if closed && !columns.is_empty() {
                    expected.push([(0..5).filter(|i| rows >> i & 1 == 1).collect(), columns]);
                }
            }
            expected.sort();
            let graph = graph(edges);
            let mut found: Vec<[Vec<usize>; 2]> = Vec::new();
            let mut equilibria = Vec::new();
            for part in graph.parts() {
                found.extend(graph.products(&part, &|_| true).unwrap());
                equilibria.extend(part.equilibria);
            }
            found.sort();
            equilibria.sort_unstable();
            prop_assert_eq!(found, expected);
            prop_assert_eq!(equilibria, (0..graph.edges.len()).collect::<Vec<_>>());
        }
    }

    #[test]
    fn parts_are_not_connected() {
        let graph = graph(vec![[0, 0], [1, 1], [2, 0], [3, 2], [1, 3]]);
        let parts: Vec<Vec<usize>> = graph.parts().into_iter().map(|p| p.equilibria).collect();
        assert_eq!(parts, [vec![0, 2], vec![1, 4], vec![3]]);
    }

    #[test]
    fn a_search_can_be_ended() {
        let graph = graph(vec![[0, 0], [0, 1], [1, 1]]);
        let parts = graph.parts();
        assert_eq!(graph.products(&parts[0], &|found| found < 1), None);
        assert_eq!(graph.products(&parts[0], &|_| true).unwrap().len(), 2);
    }
}
