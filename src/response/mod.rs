//! What is a best response, and to what? Every player's best responses to every pure profile, in few
//! bits.
//!
//! # Examples
//! ```
//! use equil::game::{Game, Payoffs};
//! use equil::num::Rational;
//! use equil::response::Responses;
//!
//! // Two rivals who want the same
//! let payoffs = [[1, 0, 0, 1], [1, 0, 0, 1]].map(|p| p.map(Rational::integer).to_vec());
//! let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
//! let responses = Responses::new(&game, &|_, _| true)?;
//! assert!(responses.is_best(0, 0) && !responses.is_best(0, 1));
//! assert_eq!(responses.moved(0, 1), 0);
//! # Ok::<(), equil::response::ResponseError>(())
//! ```

mod mixed;

use std::cmp::Ordering;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use rayon::prelude::*;

use crate::game::Payoffs;

pub use mixed::{best_against, better_against};

/// Asked between steps, with how many of how many are done; `false` ends the work.
pub type Watch<'a> = &'a (dyn Fn(u64, u64) -> bool + Sync);

/// Why best responses are not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ResponseError {
    /// Two payoffs are too close to tell apart, so that a best response is not known.
    #[error("which of two strategies player {} should choose is not settled", player + 1)]
    Unsettled {
        /// From 0.
        player: usize,
        /// Numbers of the two profiles that cannot be compared.
        profiles: [usize; 2],
    },
    /// More pure profiles than can be numbered.
    #[error("the game has {profiles} pure profiles; at most {most} can be followed")]
    TooLarge {
        /// How many there are.
        profiles: usize,
        /// The most.
        most: usize,
    },
    /// The caller ended it.
    #[error("stopped before all starts were followed")]
    Stopped,
}

/// Every player's best responses to every pure profile.
#[derive(Debug)]
pub struct Responses {
    players: Vec<Player>,
}

/// One player's best responses, for each way the others can play (by number, as
/// [`Shape::rival_profiles`](crate::game::Shape::rival_profiles) lists them).
#[derive(Debug)]
struct Player {
    stride: usize,
    count: usize,
    /// Which strategies are best responses: for each way the others can play a bit for each.
    best: Vec<u64>,
}

/// Ways the others can play that one task looks at: bits of whole words.
const TOGETHER: usize = 1 << 12;

impl Responses {
    /// Finds them.
    ///
    /// # Errors
    /// [`ResponseError`] when payoffs cannot be compared, there are too many, or `watch` ends it.
    ///
    /// # Complexity
    /// A comparison for each player and profile; one bit of memory for each.
    pub fn new(payoffs: &Payoffs, watch: Watch<'_>) -> Result<Self, ResponseError> {
        let shape = payoffs.shape();
        // Those who number profiles in 32 bits keep two numbers for marks
        let most = u32::MAX as usize - 2;
        if shape.profiles() > most {
            return Err(ResponseError::TooLarge { profiles: shape.profiles(), most });
        }
        let total: usize = shape.strategies().iter().map(|count| shape.profiles() / count).sum();
        let done = AtomicU64::new(0);
        let asked = |more: usize| {
            let before = done.fetch_add(more as u64, Relaxed);
            watch(before, total as u64)
        };
        let players = (0..shape.players())
            .map(|player| Player::new(payoffs, player, &asked))
            .collect::<Result<_, _>>()?;
        Ok(Self { players })
    }

    /// The profile after `player` has moved in `profile`: they stay at a best response, and otherwise
    /// go to the first one.
    pub fn moved(&self, player: usize, profile: usize) -> usize {
        let part = &self.players[player];
        let (start, own) = part.place(profile);
        if part.has(start + own) {
            return profile;
        }
        // Some strategy is best
        let first = part.next(start, start + part.count).unwrap_or(start + own);
        profile - own * part.stride + (first - start) * part.stride
    }

    /// Whether `player` plays a best response in `profile`.
    pub fn is_best(&self, player: usize, profile: usize) -> bool {
        let part = &self.players[player];
        let (start, own) = part.place(profile);
        part.has(start + own)
    }

    /// The first strategy from number `from` on that is a best response of `player` to what the others
    /// play in `profile`.
    pub fn best_from(&self, player: usize, profile: usize, from: usize) -> Option<usize> {
        let part = &self.players[player];
        let (start, _) = part.place(profile);
        part.next(start + from, start + part.count).map(|bit| bit - start)
    }
}

impl Player {
    fn new(
        payoffs: &Payoffs,
        player: usize,
        asked: &(dyn Fn(usize) -> bool + Sync),
    ) -> Result<Self, ResponseError> {
        let shape = payoffs.shape();
        let (stride, count) = (shape.stride(player), shape.strategies()[player]);
        let ways = shape.profiles() / count;
        let mut best = vec![0_u64; (ways * count).div_ceil(WORD)];
        let chunks = best.par_chunks_mut(TOGETHER * count / WORD).enumerate();
        chunks.try_for_each(|(chunk, best)| {
            let within = chunk * TOGETHER..ways.min((chunk + 1) * TOGETHER);
            if !asked(within.len()) {
                return Err(ResponseError::Stopped);
            }
            let mut equal = Vec::new();
            for (place, rivals) in within.enumerate() {
                let base = shape.rival_profile(player, rivals);
                responses(payoffs, player, (base, stride, count), &mut equal)?;
                for own in &equal {
                    let bit = place * count + own;
                    best[bit / WORD] |= 1 << (bit % WORD);
                }
            }
            Ok(())
        })?;
        Ok(Self { stride, count, best })
    }

    /// Where the bits for what the others play in `profile` start, and the own strategy.
    fn place(&self, profile: usize) -> (usize, usize) {
        let (high, low) = (profile / self.stride, profile % self.stride);
        let (high, own) = (high / self.count, high % self.count);
        ((high * self.stride + low) * self.count, own)
    }

    fn has(&self, bit: usize) -> bool {
        self.best[bit / WORD] >> (bit % WORD) & 1 == 1
    }

    /// The first bit that is set from `from` on, before `end`.
    fn next(&self, from: usize, end: usize) -> Option<usize> {
        let mut word = from / WORD;
        let mut bits = self.best.get(word)? & (u64::MAX << (from % WORD));
        loop {
            let found = word * WORD + bits.trailing_zeros() as usize;
            if bits != 0 || (word + 1) * WORD >= end {
                return (bits != 0 && found < end).then_some(found);
            }
            word += 1;
            bits = self.best[word];
        }
    }
}

/// Bits in a word.
const WORD: usize = 64;

/// The best responses among `count` profiles from `base` on, `stride` apart, go to `best`.
fn responses(
    payoffs: &Payoffs,
    player: usize,
    (base, stride, count): (usize, usize, usize),
    best: &mut Vec<usize>,
) -> Result<(), ResponseError> {
    best.clear();
    best.push(0);
    for own in 1..count {
        let profiles = [base + own * stride, base + best[0] * stride];
        match payoffs.compare(player, profiles[0], profiles[1]) {
            None => return Err(ResponseError::Unsettled { player, profiles }),
            Some(Ordering::Less) => continue,
            Some(Ordering::Equal) => {}
            Some(Ordering::Greater) => best.clear(),
        }
        best.push(own);
    }
    Ok(())
}
