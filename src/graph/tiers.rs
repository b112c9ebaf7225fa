//! Nodes for some of the profiles: numbered without gaps, found in both directions.

use std::sync::atomic::AtomicU64;

/// Marked profiles with the numbers of their nodes.
#[derive(Debug)]
pub(super) struct Tiers {
    /// Empty when nothing is marked.
    words: Vec<u64>,
    /// How many marks stand in the words before each.
    before: Vec<u32>,
    heads: Vec<u32>,
    /// The first node.
    first: usize,
}

impl Tiers {
    /// Nodes from `first` on for the marked profiles, in order.
    pub(super) fn new(marks: Vec<AtomicU64>, first: usize) -> Self {
        let words: Vec<u64> = marks.into_iter().map(AtomicU64::into_inner).collect();
        let (mut before, mut heads) = (Vec::new(), Vec::new());
        if words.iter().all(|&word| word == 0) {
            return Self { words: Vec::new(), before, heads, first };
        }
        for (profiles, &word) in (0..).step_by(64).zip(&words) {
            before.push(u32::try_from(heads.len()).expect("profiles have 32 bits"));
            let mut word = word;
            while word != 0 {
                heads.push(profiles + word.trailing_zeros());
                word &= word - 1;
            }
        }
        Self { words, before, heads, first }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.heads.len()
    }

    /// The node after the last one.
    pub(super) fn end(&self) -> usize {
        self.first + self.heads.len()
    }

    /// The node of a profile, if it has one.
    pub(super) fn node(&self, profile: usize) -> Option<usize> {
        let word = *self.words.get(profile / 64)?;
        let bit = 1 << (profile % 64);
        let inside = (word & (bit - 1)).count_ones() + self.before[profile / 64];
        (word & bit != 0).then(|| self.first + inside as usize)
    }

    /// The profile of a node.
    pub(super) fn head(&self, node: usize) -> usize {
        self.heads[node - self.first] as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_are_found_both_ways() {
        let marks = vec![AtomicU64::new(0b1010), AtomicU64::new(0), AtomicU64::new(1 << 63)];
        let tiers = Tiers::new(marks, 1000);
        assert_eq!((tiers.len(), tiers.end()), (3, 1003));
        for (node, profile) in [(1000, 1), (1001, 3), (1002, 191)] {
            assert_eq!((tiers.node(profile), tiers.head(node)), (Some(node), profile));
        }
        assert_eq!([0, 2, 190].map(|profile| tiers.node(profile)), [None; 3]);
        assert_eq!(Tiers::new(vec![AtomicU64::new(0)], 7).node(3), None);
    }
}
