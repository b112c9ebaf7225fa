//! How many individuals play what: compositions of a population, and their numbers.

/// More compositions than that are not numbered.
pub const MOST_COMPOSITIONS: usize = 1 << 26;

/// All compositions of a population of one size among some strategies, in the order of the alphabet:
/// few individuals of the first strategy come first.
///
/// # Examples
/// ```
/// use equil::population::Compositions;
///
/// let compositions = Compositions::new(2, 3).unwrap();
/// assert_eq!(compositions.count(), 6);
/// assert_eq!(compositions.at(0), [0, 0, 2]);
/// assert_eq!(compositions.rank(&[1, 0, 1]), 3);
/// ```
#[derive(Clone, Debug)]
pub struct Compositions {
    size: usize,
    strategies: usize,
    /// `ways[parts][rest]`: compositions of `rest` individuals or fewer among `parts` strategies.
    ways: Vec<Vec<usize>>,
}

impl Compositions {
    /// Of `size` individuals among `strategies` (at least one) strategies; `None` if there are more than
    /// [`MOST_COMPOSITIONS`].
    pub fn new(size: usize, strategies: usize) -> Option<Self> {
        // One more strategy at a time, so that nothing is kept of what is too large
        let mut count = 1_u128;
        for more in 1..strategies {
            count = count * (size as u128 + more as u128) / more as u128;
            if count > MOST_COMPOSITIONS as u128 {
                return None;
            }
        }
        if size > MOST_COMPOSITIONS {
            return None;
        }
        let mut ways = vec![vec![1_usize; size + 1]];
        for parts in 1..strategies {
            // At most `rest`: exactly `rest` with the new strategy, or fewer
            let mut row = vec![1_usize; size + 1];
            for rest in 1..=size {
                row[rest] = row[rest - 1].checked_add(ways[parts - 1][rest])?;
            }
            ways.push(row);
        }
        Some(Self { size, strategies, ways })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.ways[self.strategies - 1][self.size]
    }

    /// How many individuals there are.
    pub fn size(&self) -> usize {
        self.size
    }

    /// How many strategies there are.
    pub fn strategies(&self) -> usize {
        self.strategies
    }

    /// The number of a composition.
    pub fn rank(&self, composition: &[usize]) -> usize {
        let mut rest = self.size;
        let mut rank = 0;
        for (place, &count) in composition[..self.strategies - 1].iter().enumerate() {
            let parts = self.strategies - 1 - place;
            // Those with fewer individuals at this place
            rank += self.ways[parts][rest] - self.ways[parts][rest - count];
            rest -= count;
        }
        rank
    }

    /// The composition of this number.
    pub fn at(&self, rank: usize) -> Vec<usize> {
        let (mut rank, mut rest) = (rank, self.size);
        let mut composition = Vec::with_capacity(self.strategies);
        for place in 0..self.strategies - 1 {
            let ways = &self.ways[self.strategies - 1 - place];
            let left = ways[rest] - rank;
            // The fewest individuals left for the others that still cover the number
            let others = ways[..=rest].partition_point(|&way| way < left);
            composition.push(rest - others);
            rank -= ways[rest] - ways[others];
            rest = others;
        }
        composition.push(rest);
        composition
    }

    /// Everyone plays `strategy`: the number of that composition.
    pub fn all(&self, strategy: usize) -> usize {
        let mut composition = vec![0; self.strategies];
        composition[strategy] = self.size;
        self.rank(&composition)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_composition_has_its_number() {
        for (size, strategies, count) in [(0, 3, 1), (5, 1, 1), (7, 2, 8), (4, 3, 15), (5, 5, 126)]
        {
            let compositions = Compositions::new(size, strategies).unwrap();
            assert_eq!(compositions.count(), count);
            let all: Vec<_> = (0..count).map(|rank| compositions.at(rank)).collect();
            assert!(all.is_sorted() && all.iter().all(|c| c.iter().sum::<usize>() == size));
            for (rank, composition) in all.iter().enumerate() {
                assert_eq!(compositions.rank(composition), rank, "{composition:?}");
            }
        }
        assert!(Compositions::new(10_000, 40).is_none());
    }
}
