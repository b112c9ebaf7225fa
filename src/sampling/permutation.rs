//! Permutations that need no memory.

use crate::num::Draws;

/// Rounds of mixing: four make a Feistel network hard to tell from a random permutation (`luby1988`).
const ROUNDS: u64 = 6;

/// A permutation of the numbers below some count, drawn by lot: a Feistel network on the least even number of
/// bits that holds them, applied until it leads back below the count.
///
/// Source: `luby1988` and `black2002` in `paper/refs.bib`.
///
/// # Complexity
/// At most four passes on average, whatever the count.
#[derive(Clone, Copy, Debug)]
pub struct Permutation {
    draws: Draws,
    count: u64,
    /// Bits of one half.
    half: u32,
}

impl Permutation {
    /// One of the numbers below `count`, at most 2⁶².
    pub fn new(draws: Draws, count: u64) -> Self {
        let bits = u64::BITS - count.saturating_sub(1).leading_zeros();
        Self { draws, count, half: bits.div_ceil(2).max(1) }
    }

    /// Where `place` goes.
    pub fn at(&self, place: u64) -> u64 {
        let mask = (1_u64 << self.half) - 1;
        let mut number = place;
        loop {
            let (mut left, mut right) = (number >> self.half, number & mask);
            for round in 0..ROUNDS {
                let mixed = self.draws.bits_at(round << 32 | right) & mask;
                (left, right) = (right, left ^ mixed);
            }
            number = left << self.half | right;
            if number < self.count {
                return number;
            }
        }
    }
}
