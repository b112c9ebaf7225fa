//! Improvements are found: line by line, on all threads.

use std::cmp::Ordering;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

use rayon::prelude::*;

use super::improvement::{narrow, signed};
use super::steps::Steps;
use crate::game::Payoffs;
use crate::response::ResponseError;

/// Ways the others can play that one task looks at.
const TOGETHER: usize = 1 << 12;

/// Improvements while they are found.
pub(super) struct Build<'a> {
    pub(super) payoffs: &'a Payoffs,
    pub(super) up: Steps,
    pub(super) best: Option<Steps>,
    pub(super) level: Steps,
    pub(super) ties: AtomicBool,
    pub(super) arcs: [AtomicU64; 2],
}

impl Build<'_> {
    /// Those of one player. Marks the first profiles of tiers that are to be nodes.
    pub(super) fn player(
        &self,
        player: usize,
        asked: &(dyn Fn(usize) -> bool + Sync),
    ) -> Result<Vec<AtomicU64>, ResponseError> {
        let shape = self.payoffs.shape();
        let (stride, count) = (shape.stride(player), shape.strategies()[player]);
        let ways = shape.profiles() / count;
        let marks: Vec<AtomicU64> =
            (0..shape.profiles().div_ceil(64)).map(|_| AtomicU64::new(0)).collect();
        (0..ways.div_ceil(TOGETHER)).into_par_iter().try_for_each(|chunk| {
            let ways = chunk * TOGETHER..ways.min((chunk + 1) * TOGETHER);
            if !asked(ways.len()) {
                return Err(ResponseError::Stopped);
            }
            let (mut order, mut tiers) = (Vec::with_capacity(count), Vec::new());
            let mut arcs = [0, 0];
            for way in ways {
                let first = self.payoffs.shape().rival_profile(player, way);
                let line = Line { player, stride, first };
                sort(self.payoffs, &line, count, &mut order, &mut tiers)?;
                self.line(&line, &order, &tiers, &marks);
                let most = (count - tiers[tiers.len() - 1]) as u64;
                arcs[1] += (count as u64 - most) * most;
                arcs[0] += better(&tiers, count);
            }
            for (sum, arcs) in self.arcs.iter().zip(arcs) {
                sum.fetch_add(arcs, Relaxed);
            }
            Ok(())
        })?;
        Ok(marks)
    }

    /// Links the strategies of a line, given from the worst to the best, with where tiers begin.
    fn line(&self, line: &Line, order: &[u32], tiers: &[usize], marks: &[AtomicU64]) {
        let players = self.payoffs.shape().players();
        let place = |own: u32| line.profile(own) * players + line.player;
        let step = |from: u32, to: u32| signed(to as usize) - signed(from as usize);
        let top = order[tiers[tiers.len() - 1]];
        let mut above: Option<u32> = None;
        for (number, &start) in tiers.iter().enumerate().rev() {
            let end = tiers.get(number + 1).copied().unwrap_or(order.len());
            let tier = &order[start..end];
            if let Some(above) = above {
                for &own in tier {
                    self.up.set(place(own), step(own, above));
                    if let Some(best) = &self.best {
                        best.set(place(own), step(own, top));
                    }
                }
            }
            if let [first, .., _] = *tier {
                for (i, &own) in tier.iter().enumerate() {
                    self.level.set(place(own), step(own, tier[(i + 1) % tier.len()]));
                }
                self.ties.store(true, Relaxed);
                if number > 0 {
                    let profile = line.profile(first);
                    marks[profile / 64].fetch_or(1 << (profile % 64), Relaxed);
                }
            }
            above = Some(tier[0]);
        }
    }
}

/// One player's strategies while the others keep to theirs.
struct Line {
    player: usize,
    stride: usize,
    first: usize,
}

impl Line {
    fn profile(&self, own: u32) -> usize {
        self.first + own as usize * self.stride
    }
}

/// How many pairs of strategies there are of which one is better.
fn better(tiers: &[usize], count: usize) -> u64 {
    let ends = tiers.iter().skip(1).copied().chain([count]);
    tiers.iter().zip(ends).map(|(&start, end)| start as u64 * (end - start) as u64).sum()
}

/// Puts the strategies of a line in order, from the worst to the best and equally good ones by number,
/// and says where tiers begin.
fn sort(
    payoffs: &Payoffs,
    line: &Line,
    count: usize,
    order: &mut Vec<u32>,
    tiers: &mut Vec<usize>,
) -> Result<(), ResponseError> {
    order.clear();
    tiers.clear();
    let player = line.player;
    if let Some(game) = payoffs.rational() {
        let own = game.payoffs(player);
        let payoff = |i: u32| &own[line.profile(i)];
        order.extend(0..narrow(count));
        order.sort_by(|&a, &b| payoff(a).cmp(payoff(b)));
        tiers.push(0);
        tiers.extend((1..count).filter(|&i| payoff(order[i - 1]) != payoff(order[i])));
        return Ok(());
    }
    let compare = |a: u32, b: u32| {
        let profiles = [line.profile(a), line.profile(b)];
        let order = payoffs.compare(player, profiles[0], profiles[1]);
        order.ok_or(ResponseError::Unsettled { player, profiles })
    };
    // Not every comparison can be settled, so a sort that takes orders for granted will not do
    for own in 0..narrow(count) {
        let (mut low, mut high) = (0, order.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if compare(order[middle], own)? == Ordering::Greater {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        order.insert(low, own);
    }
    tiers.push(0);
    for i in 1..count {
        if compare(order[i - 1], order[i])? != Ordering::Equal {
            tiers.push(i);
        }
    }
    Ok(())
}
