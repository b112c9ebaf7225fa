//! The best pure strategy to commit to, against any number of followers.
//!
//! Source: H. von Stackelberg, *Marktform und Gleichgewicht*, Springer, 1934 (`stackelberg1934`).

use std::cmp::Ordering;

use super::{CommitmentError, Patience};
use crate::game::Payoffs;

/// An optimal pure commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pure {
    /// Who commits.
    pub leader: usize,
    /// What everybody plays: the leader's commitment, and a pure equilibrium of the others after it.
    pub profile: Vec<usize>,
    /// Numbers of the other pure profiles that are equilibria of the others after this commitment,
    /// or may be where that is not settled.
    pub ties: Vec<usize>,
    /// Strategies of the leader after which the others have no pure equilibrium: these have not been
    /// considered. None if there is one follower.
    pub without_reply: Vec<usize>,
    /// Whether every sign that matters was settled; otherwise another commitment may be better.
    pub settled: bool,
}

/// The best pure strategy for `leader` to commit to, when the others then play a pure equilibrium
/// among themselves: the one that is best for the leader, if there are several.
///
/// # Errors
/// [`CommitmentError::NoReply`] when there is no such equilibrium after any strategy of the leader,
/// [`CommitmentError::Stopped`] when `patience` ends.
///
/// # Panics
/// When there is no player `leader`.
///
/// # Complexity
/// For each pure profile, as many comparisons as the others have strategies.
///
/// # Examples
/// ```
/// use equil::commitment::pure;
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
///
/// let payoffs = [[2, 1, 4, 3], [1, 0, 0, 1]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// assert_eq!(pure(&game, 0, &|| true)?.profile, [1, 1]);
/// # Ok::<(), equil::commitment::CommitmentError>(())
/// ```
pub fn pure(
    payoffs: &Payoffs,
    leader: usize,
    patience: Patience<'_>,
) -> Result<Pure, CommitmentError> {
    let shape = payoffs.shape();
    let mut settled = true;
    let mut without_reply = Vec::new();
    let mut best: Option<(usize, Vec<usize>)> = None;
    for strategy in 0..shape.strategies()[leader] {
        let (mut proved, mut possible) = (Vec::new(), Vec::new());
        for base in shape.rival_profiles(leader) {
            if !patience() {
                return Err(CommitmentError::Stopped);
            }
            let index = shape.with(base, leader, strategy);
            match are_replies(payoffs, leader, index) {
                Some(true) => proved.push(index),
                Some(false) => {}
                None => possible.push(index),
            }
        }
        settled &= possible.is_empty();
        if proved.is_empty() && possible.is_empty() {
            without_reply.push(strategy);
        }
        // In the leader's favour, and the first of the best
        let mut chosen: Option<usize> = None;
        for &index in &proved {
            let order =
                chosen.map_or(Some(Ordering::Greater), |c| payoffs.compare(leader, index, c));
            settled &= order.is_some();
            if order == Some(Ordering::Greater) {
                chosen = Some(index);
            }
        }
        let Some(chosen) = chosen else { continue };
        let order = best
            .as_ref()
            .map_or(Some(Ordering::Greater), |(other, _)| payoffs.compare(leader, chosen, *other));
        settled &= order.is_some();
        if order == Some(Ordering::Greater) {
            let ties = proved.into_iter().chain(possible).filter(|&index| index != chosen);
            best = Some((chosen, ties.collect()));
        }
    }
    let (index, ties) = best.ok_or(CommitmentError::NoReply)?;
    Ok(Pure { leader, profile: shape.profile(index), ties, without_reply, settled })
}

/// Whether nobody but the leader gains by deviating from a pure profile.
fn are_replies(payoffs: &Payoffs, leader: usize, index: usize) -> Option<bool> {
    let shape = payoffs.shape();
    let mut settled = true;
    for player in (0..shape.players()).filter(|&player| player != leader) {
        for strategy in 0..shape.strategies()[player] {
            let other = shape.with(index, player, strategy);
            match payoffs.compare(player, index, other) {
                Some(Ordering::Less) => return Some(false),
                Some(_) => {}
                None => settled = false,
            }
        }
    }
    settled.then_some(true)
}
