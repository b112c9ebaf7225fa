//! Every player's best responses to every pure profile, in few bits.

use std::cmp::Ordering;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use rayon::prelude::*;

use super::{DynamicsError, Watch};
use crate::game::Payoffs;

/// The best-response graph of a game.
#[derive(Debug)]
pub(super) struct Responses {
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
    pub(super) fn new(payoffs: &Payoffs, watch: Watch<'_>) -> Result<Self, DynamicsError> {
        let shape = payoffs.shape();
        // Two numbers are marks of `orbits`
        let most = u32::MAX as usize - 2;
        if shape.profiles() > most {
            return Err(DynamicsError::TooLarge { profiles: shape.profiles(), most });
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
    pub(super) fn moved(&self, player: usize, profile: usize) -> usize {
        let Player { stride, count, first, best, words } = &self.players[player];
        let (high, own) = (profile / stride / count, profile / stride % count);
        let rivals = high * stride + profile % stride;
        if best[rivals * words + own / 64] >> (own % 64) & 1 == 1 {
            return profile;
        }
        profile - own * stride + first[rivals] as usize * stride
    }

    /// Whether `player` plays a best response in `profile`.
    #[cfg(test)]
    pub(super) fn is_best(&self, player: usize, profile: usize) -> bool {
        self.moved(player, profile) == profile
    }
}

impl Player {
    fn new(
        payoffs: &Payoffs,
        player: usize,
        asked: &(dyn Fn(usize) -> bool + Sync),
    ) -> Result<Self, DynamicsError> {
        let shape = payoffs.shape();
        let (stride, count) = (shape.stride(player), shape.strategies()[player]);
        let (ways, words) = (shape.profiles() / count, count.div_ceil(64));
        let (mut first, mut best) = (vec![0_u32; ways], vec![0_u64; ways * words]);
        let chunks = first.par_chunks_mut(TOGETHER).zip(best.par_chunks_mut(TOGETHER * words));
        chunks.enumerate().try_for_each(|(chunk, (first, best))| {
            if !asked(first.len()) {
                return Err(DynamicsError::Stopped);
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
) -> Result<u32, DynamicsError> {
    let mut first = 0;
    set[0] = 1;
    for own in 1..count {
        let profiles = [base + own * stride, base + first * stride];
        match payoffs.compare(player, profiles[0], profiles[1]) {
            None => return Err(DynamicsError::Unsettled { player, profiles }),
            Some(Ordering::Less) => continue,
            Some(Ordering::Equal) => {}
            Some(Ordering::Greater) => {
                first = own;
                set.fill(0);
            }
        }
        set[own / 64] |= 1 << (own % 64);
    }
    Ok(super::narrow(first))
}
