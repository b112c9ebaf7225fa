//! Sets of strategies of both players of a two-player game.

/// A set of labels: label `i` is strategy `i` of the first player, and label `m + j` strategy `j` of
/// the second, where the first player has `m` strategies.
///
/// # Examples
/// ```
/// use equil::game::Labels;
///
/// let mut labels = Labels::default();
/// labels.insert(3);
/// labels.insert(70);
/// assert!(labels.contains(70) && !labels.contains(4));
/// assert_eq!(labels.iter().collect::<Vec<_>>(), [3, 70]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Labels([u64; Labels::WORDS]);

impl Labels {
    const WORDS: usize = 4;

    /// How many labels there can be.
    pub const MOST: usize = 64 * Self::WORDS;

    /// The labels 0 to `count` − 1.
    ///
    /// # Panics
    /// When `count` is more than [`Labels::MOST`].
    pub fn all(count: usize) -> Self {
        let mut labels = Self::default();
        (0..count).for_each(|label| labels.insert(label));
        labels
    }

    /// Adds a label.
    ///
    /// # Panics
    /// When it is not less than [`Labels::MOST`].
    #[inline]
    pub fn insert(&mut self, label: usize) {
        self.0[label / 64] |= 1 << (label % 64);
    }

    /// Removes a label.
    ///
    /// # Panics
    /// When it is not less than [`Labels::MOST`].
    #[inline]
    pub fn remove(&mut self, label: usize) {
        self.0[label / 64] &= !(1 << (label % 64));
    }

    /// Whether a label is in the set.
    #[inline]
    pub fn contains(&self, label: usize) -> bool {
        self.0.get(label / 64).is_some_and(|word| word >> (label % 64) & 1 == 1)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0 == [0; Self::WORDS]
    }

    /// The labels, increasing.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(number, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros() as usize;
                rest &= rest.checked_sub(1)?;
                Some(64 * number + bit)
            })
        })
    }
}
