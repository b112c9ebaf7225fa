//! What squares say about the weights of a weighted potential: round each, the gains of the two
//! players cancel once divided by their weights, which fixes the ratio of these.

use rayon::prelude::*;

use super::super::modularity::{difference, upwards};
use crate::certify::Square;
use crate::game::{Game, Payoffs};
use crate::num::{Rational, Ring as _, Sign};
use crate::response::{ResponseError, Watch};

/// Squares with ratios that join players, without a ring: by players, what their weights are to each
/// other.
#[derive(Debug)]
pub(super) struct Ratios {
    joints: Vec<(Square, Rational)>,
    /// The least player that each one is joined to.
    group: Vec<usize>,
}

/// Squares round a ring of players.
pub(super) struct Ring;

/// Profiles that one task looks at.
const TOGETHER: usize = 1 << 12;

impl Ratios {
    /// Of rational payoffs; or a square that no positive weights balance.
    ///
    /// # Complexity
    /// For each pair of players that others do not join, squares until differences are not 0.
    pub(super) fn of(
        payoffs: &Payoffs,
        game: &Game<Rational>,
        watch: Watch<'_>,
    ) -> Result<Result<Self, Vec<Square>>, ResponseError> {
        let players = game.players();
        let mut ratios = Self { joints: Vec::new(), group: (0..players).collect() };
        for second in 0..players {
            for first in 0..second {
                if ratios.group[first] == ratios.group[second] {
                    continue;
                }
                let Some(square) = uneven(game, [first, second], watch)? else { continue };
                let Some((ratio, _)) = square.ratio(payoffs) else {
                    return Ok(Err(vec![square]));
                };
                let [into, from] = {
                    let groups = [ratios.group[first], ratios.group[second]];
                    [groups[0].min(groups[1]), groups[0].max(groups[1])]
                };
                for group in ratios.group.iter_mut().filter(|group| **group == from) {
                    *group = into;
                }
                ratios.joints.push((square, ratio));
            }
        }
        Ok(Ok(ratios))
    }

    /// The weights: 1 for the first player of each group.
    pub(super) fn weights(&self, players: usize) -> Vec<Rational> {
        let mut weights: Vec<Option<Rational>> =
            (0..players).map(|p| (self.group[p] == p).then(Rational::one)).collect();
        // Joints make trees, so that each round settles someone
        while weights.iter().any(Option::is_none) {
            for (square, ratio) in &self.joints {
                let [first, second] = square.players;
                match (weights[first].clone(), weights[second].clone()) {
                    (None, Some(mut weight)) => {
                        weight *= ratio;
                        weights[first] = Some(weight);
                    }
                    (Some(mut weight), None) => {
                        weight /= ratio;
                        weights[second] = Some(weight);
                    }
                    _ => {}
                }
            }
        }
        weights.into_iter().flatten().collect()
    }

    /// Of payoffs that are not rational: squares that contradict each other, if some are found.
    pub(super) fn enclosed(
        payoffs: &Payoffs,
        watch: Watch<'_>,
    ) -> Result<Option<Vec<Square>>, ResponseError> {
        let shape = payoffs.shape();
        for second in 0..shape.players() {
            for first in 0..second {
                let mut known: Option<(Square, (Rational, Rational))> = None;
                for profile in 0..shape.profiles() {
                    if profile % TOGETHER == 0 && !watch(profile as u64, shape.profiles() as u64) {
                        return Err(ResponseError::Stopped);
                    }
                    let Some(square) = upwards(shape, profile, [first, second]) else { continue };
                    let combination = square.difference(shape);
                    let signs = square.players.map(|p| payoffs.sign(p, &combination));
                    if matches!(signs, [Some(one), Some(other)] if one != other) {
                        return Ok(Some(vec![square]));
                    }
                    let Some(ratio) = square.ratio(payoffs) else { continue };
                    match &known {
                        Some((other, (low, high))) if *high < ratio.0 || ratio.1 < *low => {
                            return Ok(Some(vec![*other, turned(&square)]));
                        }
                        Some(_) => {}
                        None => known = Some((square, ratio)),
                    }
                }
            }
        }
        Ok(None)
    }
}

impl Ring {
    /// A square that the weights do not balance, and those that force these weights.
    pub(super) fn closed_by(ratios: &Ratios, square: Square) -> Vec<Square> {
        let [start, from] = square.players;
        // The way back, joint by joint: whom a player was reached from
        let mut reached: Vec<(usize, Option<(usize, Square)>)> = vec![(from, None)];
        let mut next = 0;
        while next < reached.len() && reached.iter().all(|(player, _)| *player != start) {
            let at = reached[next].0;
            for (joint, _) in &ratios.joints {
                let oriented = if joint.players[0] == at { *joint } else { turned(joint) };
                let other = oriented.players[1];
                if oriented.players[0] == at && reached.iter().all(|(player, _)| *player != other) {
                    reached.push((other, Some((next, oriented))));
                }
            }
            next += 1;
        }
        let mut ring = Vec::new();
        let mut at = reached.iter().position(|(player, _)| *player == start);
        while let Some((before, joint)) = at.and_then(|place| reached[place].1) {
            ring.push(joint);
            at = Some(before);
        }
        ring.push(square);
        ring.reverse();
        ring
    }
}

/// The same square, told from the other player.
fn turned(square: &Square) -> Square {
    let ([first, second], [one, other]) = (square.players, square.others);
    Square { players: [second, first], others: [other, one], ..*square }
}

/// The first square in which the differences of two players are not both 0.
fn uneven(
    game: &Game<Rational>,
    players: [usize; 2],
    watch: Watch<'_>,
) -> Result<Option<Square>, ResponseError> {
    let shape = game.shape();
    let profiles = shape.profiles();
    let found = (0..profiles.div_ceil(TOGETHER)).into_par_iter().map(|chunk| {
        let first = chunk * TOGETHER;
        if !watch(first as u64, profiles as u64) {
            return Some(Err(ResponseError::Stopped));
        }
        let squares =
            (first..profiles.min(first + TOGETHER)).filter_map(|i| upwards(shape, i, players));
        let is_uneven = |square: &Square| {
            let corners = square.corners(shape);
            players.iter().any(|&p| difference(game.payoffs(p), corners).signum() != Sign::Zero)
        };
        squares.into_iter().find(is_uneven).map(Ok)
    });
    found.find_first(Option::is_some).flatten().transpose()
}
