//! Does a player gain more by going up when another goes up? Strategies in the order of the file.
//!
//! Sources: D. M. Topkis, "Equilibrium points in nonzero-sum n-person submodular games", *SIAM Journal
//! on Control and Optimization* 17 (1979), 773–787 (`topkis1979`); P. Milgrom, J. Roberts,
//! "Rationalizability, learning, and equilibrium in games with strategic complementarities",
//! *Econometrica* 58 (1990), 1255–1277 (`milgrom1990`).

use rayon::prelude::*;

use crate::certify::Square;
use crate::game::{Payoffs, Shape};
use crate::num::{Rational, Ring, Sign};
use crate::response::{ResponseError, Watch};

/// How one player's gain from going up depends on another's strategy: squares that show what it is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differences {
    /// Whose gain.
    pub player: usize,
    /// Whose strategy it depends on.
    pub other: usize,
    /// A square round which the gain rises with the other's strategy, one where it stays, and one
    /// where it falls.
    pub rises: Option<Square>,
    /// Where it stays.
    pub stays: Option<Square>,
    /// Where it falls.
    pub falls: Option<Square>,
    /// Whether all signs that matter were settled.
    pub settled: bool,
}

impl Differences {
    /// Whether the gain never falls; `None` if that is not settled.
    pub fn are_increasing(&self) -> Option<bool> {
        if self.falls.is_some() { Some(false) } else { self.settled.then_some(true) }
    }

    /// Whether the gain never rises; `None` if that is not settled.
    pub fn are_decreasing(&self) -> Option<bool> {
        if self.rises.is_some() { Some(false) } else { self.settled.then_some(true) }
    }

    /// Whether it never stays.
    pub fn are_strict(&self) -> Option<bool> {
        if self.stays.is_some() { Some(false) } else { self.settled.then_some(true) }
    }
}

/// How everybody's gains depend on everybody else's strategies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modularity {
    /// For each pair of players who have a choice.
    pub pairs: Vec<Differences>,
}

impl Modularity {
    /// Whether all differences are increasing (supermodular: strategies are complements).
    pub fn is_supermodular(&self) -> Option<bool> {
        all(self.pairs.iter().map(Differences::are_increasing))
    }

    /// Whether all differences are decreasing (submodular: strategies are substitutes).
    pub fn is_submodular(&self) -> Option<bool> {
        all(self.pairs.iter().map(Differences::are_decreasing))
    }

    /// Whether none of the differences stays.
    pub fn is_strict(&self) -> Option<bool> {
        all(self.pairs.iter().map(Differences::are_strict))
    }
}

/// Whether all are so: one that is not decides.
fn all(verdicts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for verdict in verdicts {
        match verdict {
            Some(false) => return Some(false),
            None => all = None,
            Some(true) => {}
        }
    }
    all
}

/// Profiles that one task looks at.
const TOGETHER: usize = 1 << 12;

/// Finds how gains depend on others' strategies. Squares of neighbouring strategies are looked at: what
/// holds of them holds of all.
///
/// # Errors
/// [`ResponseError::Stopped`] when `watch` ends it.
///
/// # Complexity
/// For each pair of players and each profile one sign of a combination of four payoffs; less where
/// differences of all signs are found sooner.
///
/// # Examples
/// ```
/// use equil::game::{Game, Payoffs};
/// use equil::graph::modularity;
/// use equil::num::Rational;
///
/// // Two who want the same: each gains more by going up when the other does
/// let meet = [1, 0, 0, 1].map(Rational::integer).to_vec();
/// let game = Payoffs::from(Game::new(vec![2, 2], vec![meet.clone(), meet]).unwrap());
/// let found = modularity(&game, &|_, _| true)?;
/// assert_eq!((found.is_supermodular(), found.is_submodular()), (Some(true), Some(false)));
/// # Ok::<(), equil::response::ResponseError>(())
/// ```
pub fn modularity(payoffs: &Payoffs, watch: Watch<'_>) -> Result<Modularity, ResponseError> {
    let shape = payoffs.shape();
    let counts = shape.strategies();
    let active: Vec<usize> = (0..shape.players()).filter(|&player| counts[player] > 1).collect();
    let mut pairs = Vec::new();
    for &player in &active {
        for &other in active.iter().filter(|&&other| other != player) {
            pairs.push(differences(payoffs, player, other, watch)?);
        }
    }
    Ok(Modularity { pairs })
}

fn differences(
    payoffs: &Payoffs,
    player: usize,
    other: usize,
    watch: Watch<'_>,
) -> Result<Differences, ResponseError> {
    let profiles = payoffs.shape().profiles();
    let none = Differences { player, other, rises: None, stays: None, falls: None, settled: true };
    let mut found = none.clone();
    // In rounds that double, since most games are neither soon
    let (mut start, mut length) = (0, TOGETHER);
    while start < profiles && (found.rises.is_none() || found.falls.is_none()) {
        let end = profiles.min(start + length);
        let chunk = |chunk: usize| {
            if !watch((start + chunk * TOGETHER) as u64, profiles as u64) {
                return Err(ResponseError::Stopped);
            }
            let mut found = none.clone();
            let first = start + chunk * TOGETHER;
            for profile in first..end.min(first + TOGETHER) {
                look(payoffs, profile, &mut found);
            }
            Ok(found)
        };
        let parts: Vec<Differences> = (0..(end - start).div_ceil(TOGETHER))
            .into_par_iter()
            .map(chunk)
            .collect::<Result<_, ResponseError>>()?;
        for part in parts {
            found.rises = found.rises.or(part.rises);
            found.stays = found.stays.or(part.stays);
            found.falls = found.falls.or(part.falls);
            found.settled &= part.settled;
        }
        (start, length) = (end, length * 2);
    }
    Ok(found)
}

/// Looks at the square from a profile to the next strategies of both, if there is one.
fn look(payoffs: &Payoffs, profile: usize, found: &mut Differences) {
    let shape = payoffs.shape();
    let players = [found.player, found.other];
    let Some(square) = upwards(shape, profile, players) else { return };
    let place = match sign(payoffs, &square) {
        Some(Sign::Positive) => &mut found.rises,
        Some(Sign::Zero) => &mut found.stays,
        Some(Sign::Negative) => &mut found.falls,
        None => {
            found.settled = false;
            return;
        }
    };
    place.get_or_insert(square);
}

/// The square from a profile to the next strategies of two players.
pub(super) fn upwards(shape: &Shape, profile: usize, players: [usize; 2]) -> Option<Square> {
    let others = players.map(|player| shape.strategy(profile, player) + 1);
    let inside = |which: usize| others[which] < shape.strategies()[players[which]];
    (inside(0) && inside(1)).then_some(Square { profile, players, others })
}

/// The sign of how much more the first player's switch gains after the second's.
fn sign(payoffs: &Payoffs, square: &Square) -> Option<Sign> {
    let [first, second] = square.players;
    let shape = payoffs.shape();
    let Some(game) = payoffs.rational() else {
        return payoffs.sign(first, &square.difference(shape));
    };
    let (up, along) = (shape.stride(first), shape.stride(second));
    let (own, at) = (game.payoffs(first), square.profile);
    let before = own[at + up].minus(&own[at]);
    let after = own[at + up + along].minus(&own[at + along]);
    Some(after.cmp(&before).into())
}

/// How much more a player's switch gains after another's: exactly, of rational payoffs.
pub(super) fn difference(own: &[Rational], corners: [usize; 4]) -> Rational {
    let [start, first, both, second] = corners;
    let mut difference = own[start].minus(&own[first]);
    difference += &own[both];
    difference -= &own[second];
    difference
}
