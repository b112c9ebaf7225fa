//! For which discount factors automata without lots are a Nash equilibrium.

use super::chain::Chain;
use super::response::Decisions;
use super::{Failure, Joint};
use crate::game::{Automaton, Payoffs};
use crate::num::{Rational, Ring};
use crate::repeated::{Piece, Sustained};
use crate::roots::Univariate;

/// The discount factors at which `player` cannot gain by whatever they do against the others' automata: with those of all players,
/// where these are a Nash equilibrium. Nothing where lots are drawn.
///
/// A best response at one discount factor is best in a whole stretch around it, between zeros of polynomials; there the automata are
/// compared with it, and another best response is looked for outside, until all of [0, 1) is covered.
///
/// # Errors
/// [`Failure::TooLarge`] when there are more than `most` transitions, [`Failure::Unsettled`] when payoffs are not rational, or the
/// best responses change more than a thousand times.
///
/// # Complexity
/// For each best response the zeros of as many polynomials as the others have joint states and the player strategies, of degrees
/// up to twice the number of the former.
///
/// # Examples
/// See [`super::critical()`]: where a player cannot gain is never less than where no single round pays.
pub fn nash_range(
    payoffs: &Payoffs,
    automata: &[Automaton],
    player: usize,
    most: usize,
) -> Result<Option<Sustained>, Failure> {
    let joint = Joint::of(payoffs.shape(), automata, most).ok_or(Failure::TooLarge)?;
    if !joint.is_pure() {
        return Ok(None);
    }
    if payoffs.rational().is_none() {
        return Err(Failure::Unsettled);
    }
    let own = Chain::of(&joint).way(0);
    let decisions = Decisions::new(payoffs, automata, player, most).ok_or(Failure::TooLarge)?;
    let mut covered = Covered::default();
    // The comparison with each best response, where it is one
    let mut asked: Vec<(Vec<Piece>, [Univariate; 2])> = Vec::new();
    while let Some(discount) = covered.outside() {
        if asked.len() == MOST_RESPONSES {
            return Err(Failure::Unsettled);
        }
        let (policy, _) = decisions.best(payoffs, &discount)?;
        let chain = decisions.chain(&policy);
        let ways: Vec<_> = (0..policy.len()).map(|state| chain.way(state)).collect();
        let mut optimal = Vec::new();
        for (state, strategies) in decisions.arcs.iter().enumerate() {
            for arcs in strategies.iter().enumerate().filter(|(s, _)| *s != policy[state]) {
                for (profile, _, next) in arcs.1 {
                    let other = ways[*next].clone().after(*profile);
                    let bounds = ways[state].above(&other, payoffs, player);
                    optimal.push(bounds.ok_or(Failure::Unsettled)?);
                }
            }
        }
        let stretches = Sustained::of(optimal.iter()).surely;
        covered.add(&stretches);
        asked.push((stretches, own.above(&ways[0], payoffs, player).ok_or(Failure::Unsettled)?));
    }
    let mut found: Vec<Piece> = Vec::new();
    for (stretches, bounds) in &asked {
        let kept = Sustained::of([bounds].into_iter()).surely;
        found
            .extend(stretches.iter().flat_map(|one| kept.iter().filter_map(|two| one.common(two))));
    }
    Ok(Some(Sustained::exactly(Piece::joined(found))))
}

/// Best responses that are looked at, at most.
const MOST_RESPONSES: usize = 1000;

/// The part of [0, 1) that has been looked at.
#[derive(Default)]
struct Covered(Vec<Piece>);

impl Covered {
    fn add(&mut self, pieces: &[Piece]) {
        self.0.extend(pieces.iter().cloned());
        self.0 = Piece::joined(std::mem::take(&mut self.0));
    }

    /// A discount factor that is not yet in it: the simplest in the first gap.
    fn outside(&mut self) -> Option<Rational> {
        let mut low = None;
        for piece in &mut self.0 {
            let from_zero = piece.low.exact().is_some_and(Rational::is_zero);
            if low.is_none() && !from_zero {
                return Some(Rational::zero());
            }
            if let Some(low) = &mut low {
                return Some(Piece::between(low, &mut piece.low));
            }
            if piece.high.exact() == Some(&Rational::one()) {
                return None;
            }
            low = Some(piece.high.clone());
        }
        let mut end = crate::roots::RealRoot::exactly(Rational::one());
        Some(low.map_or_else(Rational::zero, |mut low| Piece::between(&mut low, &mut end)))
    }
}
