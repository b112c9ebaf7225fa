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
//! assert_eq!(responses.moved(0, 1), 3);
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
    /// The first best response.
    first: Vec<u32>,
    /// Which strategies are best responses: so many words for each way the others can play.
    best: Vec<u64>,
    words: usize,
}

/// Ways the others can play that one task looks at.
const TOGETHER: usize = 1 << 12;

impl Responses {
    /// Finds them.
    ///
    /// # Errors
    /// [`ResponseError`] when payoffs cannot be compared, there are too many, or `watch` ends it.
    ///
    /// # Complexity
    /// A comparison for each player and profile; for each of these one bit, and a few more, of memory.
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
        let Player { stride, count, first, best, words } = &self.players[player];
        let (high, own) = (profile / stride / count, profile / stride % count);
        let rivals = high * stride + profile % stride;
        if best[rivals * words + own / 64] >> (own % 64) & 1 == 1 {
            return profile;
        }
        profile - own * stride + first[rivals] as usize * stride
    }

    /// Whether `player` plays a best response in `profile`.
    pub fn is_best(&self, player: usize, profile: usize) -> bool {
        self.moved(player, profile) == profile
    }

    /// The first strategy from number `from` on that is a best response of `player` to what the others
    /// play in `profile`.
    pub fn best_from(&self, player: usize, profile: usize, from: usize) -> Option<usize> {
        let Player { stride, count, best, words, .. } = &self.players[player];
        let rivals = profile / stride / count * stride + profile % stride;
        let set = &best[rivals * words..][..*words];
        let mut word = from / 64;
        let mut bits = set.get(word)? & (u64::MAX << (from % 64));
        while bits == 0 {
            word += 1;
            bits = *set.get(word)?;
        }
        Some(word * 64 + bits.trailing_zeros() as usize)
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
        let (ways, words) = (shape.profiles() / count, count.div_ceil(64));
        let (mut first, mut best) = (vec![0_u32; ways], vec![0_u64; ways * words]);
        let chunks = first.par_chunks_mut(TOGETHER).zip(best.par_chunks_mut(TOGETHER * words));
        chunks.enumerate().try_for_each(|(chunk, (first, best))| {
            if !asked(first.len()) {
                return Err(ResponseError::Stopped);
            }
            for (place, first) in first.iter_mut().enumerate() {
                let rivals = chunk * TOGETHER + place;
                let base = rivals / stride * stride * count + rivals % stride;
                let set = &mut best[place * words..][..words];
                *first = responses(payoffs, player, (base, stride, count), set)?;
            }
            Ok(())
        })?;
        Ok(Self { stride, count, first, best, words })
    }
}

/// The first best response among `count` profiles from `base` on, `stride` apart; all are marked in
/// `set`.
fn responses(
    payoffs: &Payoffs,
    player: usize,
    (base, stride, count): (usize, usize, usize),
    set: &mut [u64],
) -> Result<u32, ResponseError> {
    let mut first = 0;
    set[0] = 1;
    for own in 1..count {
        let profiles = [base + own * stride, base + first * stride];
        match payoffs.compare(player, profiles[0], profiles[1]) {
            None => return Err(ResponseError::Unsettled { player, profiles }),
            Some(Ordering::Less) => continue,
            Some(Ordering::Equal) => {}
            Some(Ordering::Greater) => {
                first = own;
                set.fill(0);
            }
        }
        set[own / 64] |= 1 << (own % 64);
    }
    Ok(u32::try_from(first).expect("profiles were counted"))
}
