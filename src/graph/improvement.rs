//! Who improves by moving where: the arcs of the graph of pure profiles, in few bytes.
//!
//! Along one player's strategies, with the others' given, payoffs are in order: tiers of equally good
//! strategies. A profile is linked to the next higher tier only. From there the others are reached,
//! so that what reaches what, and which ways are longest, are as in the whole graph, with one arc for
//! each player and profile instead of one for each better strategy. A tier of several members that
//! is linked to is a node of its own, which leads to each of them.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

use super::build::Build;
use super::steps::Steps;
use super::tiers::Tiers;
use crate::certify::Moves;
use crate::game::Payoffs;
use crate::response::{ResponseError, Watch};

/// A game with its improvements.
///
/// # Examples
/// ```
/// use equil::certify::Moves;
/// use equil::game::{Game, Payoffs};
/// use equil::graph::Improvements;
/// use equil::num::Rational;
///
/// // One player: the worst of four is linked to the next better one, the best response is the first
/// let payoffs = [3, 0, 1, 2].map(Rational::integer).to_vec();
/// let lonely = Payoffs::from(Game::new(vec![4], vec![payoffs]).unwrap());
/// let improvements = Improvements::new(&lonely, &|_, _| true)?;
/// let [better, best] = [false, true].map(|best| improvements.ends(Moves { best, ties: false }, 1));
/// assert_eq!((better, best), (vec![2, 3, 0], vec![0]));
/// # Ok::<(), equil::response::ResponseError>(())
/// ```
#[derive(Debug)]
pub struct Improvements<'a> {
    payoffs: &'a Payoffs,
    strides: Vec<isize>,
    /// At place `profile · players + player`: how many strategies on the first of the next higher tier
    /// is; 0 where there is none.
    up: Steps,
    /// The same for the first best response; where there are two strategies at most, as `up`.
    best: Option<Steps>,
    /// The same for the next member of the own tier, from the last one to the first; if payoffs tie.
    level: Option<Steps>,
    /// The tiers that are nodes, by player.
    tiers: Vec<Tiers>,
    /// How many moves there are to better responses, and to best ones.
    arcs: [u64; 2],
}

/// The turn after the last one.
const OVER: u32 = u32::MAX;

impl<'a> Improvements<'a> {
    /// Finds them.
    ///
    /// # Errors
    /// [`ResponseError`] when payoffs cannot be compared, there are too many, or `watch` ends it.
    ///
    /// # Complexity
    /// O(log m) comparisons for each player and profile, where the player has m strategies. One to
    /// three numbers for each of these, of one byte each where nobody has more than 128 strategies.
    pub fn new(payoffs: &'a Payoffs, watch: Watch<'_>) -> Result<Self, ResponseError> {
        let shape = payoffs.shape();
        // Nodes are numbered in 32 bits, of which one is a mark
        let most = u32::MAX as usize - 1;
        let too_large = ResponseError::TooLarge { profiles: shape.profiles(), most };
        let places = shape.profiles().checked_mul(shape.players()).ok_or(too_large.clone())?;
        if shape.profiles() > most {
            return Err(too_large);
        }
        let widest = shape.strategies().iter().copied().max().unwrap_or(1);
        let new = || Steps::new(places, widest - 1);
        let build = Build {
            payoffs,
            up: new(),
            best: (widest > 2).then(new),
            level: new(),
            ties: AtomicBool::new(false),
            arcs: [AtomicU64::new(0), AtomicU64::new(0)],
        };
        let total: usize = shape.strategies().iter().map(|count| shape.profiles() / count).sum();
        let done = AtomicU64::new(0);
        let asked = |more: usize| {
            let before = done.fetch_add(more as u64, Relaxed);
            watch(before, total as u64)
        };
        let mut nodes = shape.profiles();
        let mut tiers = Vec::with_capacity(shape.players());
        for player in 0..shape.players() {
            let marks = build.player(player, &asked)?;
            let own = Tiers::new(marks, nodes);
            nodes += own.len();
            tiers.push(own);
        }
        if nodes > most {
            return Err(ResponseError::TooLarge { profiles: nodes, most });
        }
        let strides = (0..shape.players()).map(|player| signed(shape.stride(player))).collect();
        let level = build.ties.into_inner().then_some(build.level);
        let arcs = build.arcs.map(AtomicU64::into_inner);
        Ok(Self { payoffs, strides, up: build.up, best: build.best, level, tiers, arcs })
    }

    /// The game.
    pub fn payoffs(&self) -> &'a Payoffs {
        self.payoffs
    }

    /// How many moves gain: to any better response, or to best ones.
    pub fn count(&self, best: bool) -> u64 {
        self.arcs[usize::from(best)]
    }

    /// How many nodes there are: first the profiles, then tiers.
    pub(super) fn nodes(&self) -> usize {
        self.profiles() + self.tiers.iter().map(Tiers::len).sum::<usize>()
    }

    pub(super) fn profiles(&self) -> usize {
        self.payoffs.shape().profiles()
    }

    /// The profile that many of the player's strategies on.
    fn moved(&self, profile: usize, player: usize, step: isize) -> usize {
        profile.wrapping_add_signed(step * self.strides[player])
    }

    /// The first profile of the next higher tier, or of the highest one.
    fn head(&self, best: bool, player: usize, profile: usize) -> Option<usize> {
        let steps = if best { self.best.as_ref().unwrap_or(&self.up) } else { &self.up };
        let step = steps.get(profile * self.strides.len() + player);
        (step != 0).then(|| self.moved(profile, player, step))
    }

    /// The next member of the tier, from the last one to the first.
    fn level(&self, player: usize, profile: usize) -> usize {
        let Some(level) = &self.level else { return profile };
        self.moved(profile, player, level.get(profile * self.strides.len() + player))
    }

    /// The end of an arc with the turn of the arc after it, as [`Components`](crate::digraph::Components)
    /// asks: the same ways as those of these moves, in fewer arcs. With ties, no tier is a node.
    pub(super) fn next(&self, moves: Moves, node: usize, turn: u32) -> Option<(usize, u32)> {
        if node >= self.profiles() {
            return self.member(node, turn);
        }
        let players = self.strides.len();
        let mut turn = turn;
        loop {
            let player = (turn / 2) as usize;
            if player >= players {
                return None;
            }
            let up =
                if turn.is_multiple_of(2) { self.head(moves.best, player, node) } else { None };
            if let Some(head) = up {
                // A best response is reached in one step, a better one level by level
                let after = if moves.ties && !moves.best { turn + 1 } else { turn + 2 };
                let end = if moves.ties { head } else { self.tier(player, head) };
                return Some((end, after));
            }
            if moves.ties {
                let along = self.level(player, node);
                if along != node {
                    return Some((along, (turn / 2 + 1) * 2));
                }
            }
            turn = (turn / 2 + 1) * 2;
        }
    }

    /// The node of the tier that begins at `head`.
    fn tier(&self, player: usize, head: usize) -> usize {
        self.tiers[player].node(head).unwrap_or(head)
    }

    /// An arc from a tier: a turn is how many strategies after the first a member is.
    fn member(&self, node: usize, turn: u32) -> Option<(usize, u32)> {
        if turn == OVER {
            return None;
        }
        let player = self.tiers.partition_point(|tiers| tiers.end() <= node);
        let head = self.tiers[player].head(node);
        let stride = self.strides[player].unsigned_abs();
        let member = head + turn as usize * stride;
        let along = self.level(player, member);
        let after = if along == head { OVER } else { narrow((along - head) / stride) };
        Some((member, after))
    }

    /// The end of each arc of a node, with who moves along it.
    pub(super) fn each_arc(&self, moves: Moves, node: usize, tell: &mut dyn FnMut(usize, usize)) {
        let of_tier = node >= self.profiles();
        let owner = self.tiers.partition_point(|tiers| of_tier && tiers.end() <= node);
        let mut turn = 0;
        while let Some((end, after)) = self.next(moves, node, turn) {
            // A player has two turns
            tell(end, if of_tier { owner } else { (after as usize).div_ceil(2) - 1 });
            turn = after;
        }
    }

    /// Where the players can go from a profile by these moves, one move each: players in order, for
    /// each from the next better to the best.
    ///
    /// # Complexity
    /// As many steps as there are such moves.
    pub fn ends(&self, moves: Moves, profile: usize) -> Vec<usize> {
        let mut ends = Vec::new();
        self.each_end(moves, profile, &mut |end| ends.push(end));
        ends
    }

    /// As [`ends`](Self::ends), one by one.
    pub(super) fn each_end(&self, moves: Moves, profile: usize, tell: &mut dyn FnMut(usize)) {
        for player in 0..self.strides.len() {
            let mut up = self.head(moves.best, player, profile);
            if moves.ties && (up.is_none() || !moves.best) {
                let mut along = self.level(player, profile);
                while along != profile {
                    tell(along);
                    along = self.level(player, along);
                }
            }
            while let Some(head) = up {
                let mut member = head;
                loop {
                    tell(member);
                    member = self.level(player, member);
                    if member == head {
                        break;
                    }
                }
                up = self.head(moves.best, player, head);
            }
        }
    }

    /// The first move of a profile that gains, if any does.
    pub(super) fn gaining(&self, best: bool, profile: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.strides.len()).filter_map(move |player| self.head(best, player, profile))
    }
}

/// Strategies are fewer than profiles, which were counted.
pub(super) fn narrow(number: usize) -> u32 {
    u32::try_from(number).expect("profiles were counted")
}

/// The same.
pub(super) fn signed(number: usize) -> isize {
    isize::try_from(number).expect("profiles were counted")
}
