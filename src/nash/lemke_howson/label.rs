//! Labels: one for each strategy of each player.

/// A strategy; of the first player's first, then the second player's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Label {
    pub(super) player: usize,
    pub(super) strategy: usize,
}

impl Label {
    /// Label number `number`, from 0, where the players have `counts` strategies.
    pub(super) fn number(number: usize, counts: [usize; 2]) -> Self {
        if number < counts[0] {
            Self { player: 0, strategy: number }
        } else {
            Self { player: 1, strategy: number - counts[0] }
        }
    }
}
