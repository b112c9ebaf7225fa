//! Iterated elimination of dominated strategies.
//!
//! Source: D. G. Pearce, "Rationalizable strategic behavior and the problem of perfection",
//! *Econometrica* 52 (1984), 1029–1050 (`pearce1984`); I. Gilboa, E. Kalai, E. Zemel, "On the order
//! of eliminating dominated strategies", *Operations Research Letters* 9 (1990), 85–89
//! (`gilboa1990`).

use super::clock::{Clock, Watch};
use super::enclosed;
use super::rounds::Rounds;
use super::standing::Among;
use crate::certify::{Kind, Mixture, combination};
use crate::game::{Payoffs, Support};
use crate::num::Rational;

/// A strategy removed, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Removal {
    /// Whose.
    pub player: usize,
    /// Which.
    pub strategy: usize,
    /// What dominates it among the strategies left at that time.
    pub by: Mixture,
    /// How.
    pub kind: Kind,
    /// Rationals that contain the margin: the least advantage of `by` over all profiles of the
    /// others left at that time.
    pub margin: (Rational, Rational),
    /// The profile of the others (by number) with that least advantage.
    pub closest: usize,
}

/// What is left, and how it came to that.
#[derive(Clone, Debug, PartialEq)]
pub struct Elimination {
    /// How strategies had to be dominated to be removed.
    pub kind: Kind,
    /// In each round everything that was dominated then is removed at once.
    pub rounds: Vec<Vec<Removal>>,
    /// For each player the strategies left, increasing.
    pub survivors: Vec<Support>,
    /// Strategies that survive only because a sign could not be settled: player and strategy.
    pub unsettled: Vec<(usize, usize)>,
    /// Whether it was stopped before it was complete: what is removed is rightly removed, but more
    /// may be dominated.
    pub stopped: bool,
}

impl Elimination {
    /// Whether it is known that nothing that is left is dominated.
    pub fn is_settled(&self) -> bool {
        self.unsettled.is_empty() && !self.stopped
    }

    /// How many strategies are removed, of all players.
    pub fn removed(&self) -> usize {
        self.rounds.iter().map(Vec::len).sum()
    }

    /// The pure profile that is left, if it is one.
    pub fn solution(&self) -> Option<Vec<usize>> {
        self.survivors
            .iter()
            .map(|support| if let [only] = support[..] { Some(only) } else { None })
            .collect()
    }

    /// In which round (from 1) a strategy is removed.
    pub fn round_of(&self, player: usize, strategy: usize) -> Option<usize> {
        let found = |round: &Vec<Removal>| {
            round.iter().any(|removal| (removal.player, removal.strategy) == (player, strategy))
        };
        self.rounds.iter().position(found).map(|round| round + 1)
    }
}

/// Removes dominated strategies, round by round, from `start` (one support for each player) until
/// none is left.
///
/// With [`Kind::VeryWeak`], of strategies that dominate each other the first stays. Strict
/// elimination leads to the same survivors in every order (Gilboa, Kalai and Zemel 1990); other
/// kinds may not: see [`orders`](super::orders).
///
/// # Complexity
/// At most as many rounds as strategies, each with one [`standing`](super::standing) for each
/// strategy left. Where payoffs are rational, only for those whose proof of being undominated rests
/// on a profile that has been removed.
///
/// # Examples
/// ```
/// use equil::dominance::{Among, Kind, eliminate};
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
///
/// // Row's third strategy is dominated only by a mixture of the first two
/// let row = [3, 0, 1, 0, 3, 1].map(Rational::integer).to_vec();
/// let column = [0, 0, 0, 0, 0, 0].map(Rational::integer).to_vec();
/// let game = Payoffs::from(Game::new(vec![3, 2], vec![row, column]).unwrap());
/// let all = [vec![0, 1, 2], vec![0, 1]];
/// let left = eliminate(&game, Kind::Strict, Among::Mixtures, &all);
/// assert_eq!(left.survivors[0], [0, 1]);
/// assert_eq!(left.rounds[0][0].by.len(), 2);
/// assert_eq!(eliminate(&game, Kind::Strict, Among::Pure, &all).rounds.len(), 0);
/// ```
pub fn eliminate(payoffs: &Payoffs, kind: Kind, among: Among, start: &[Support]) -> Elimination {
    eliminate_watched(payoffs, kind, among, start, &|_, _| true)
}

/// [`eliminate`], with a `watch` that is asked between steps: once it says no, what has been removed
/// by then is the answer, and marked as [stopped](Elimination::stopped).
///
/// # Examples
/// ```
/// use equil::dominance::{Among, Kind, eliminate_watched};
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
///
/// let payoffs = [[2, 3, 0, 1], [2, 0, 3, 1]].map(|p| p.map(Rational::integer).to_vec());
/// let dilemma = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let all = [vec![0, 1], vec![0, 1]];
/// let none = eliminate_watched(&dilemma, Kind::Strict, Among::Pure, &all, &|_, _| false);
/// assert!(none.stopped && none.survivors == all);
/// ```
pub fn eliminate_watched(
    payoffs: &Payoffs,
    kind: Kind,
    among: Among,
    start: &[Support],
    watch: Watch<'_>,
) -> Elimination {
    let clock = Clock::new(watch);
    match Rounds::new(payoffs, kind, among, start, &clock) {
        Some(rounds) => rounds.all(),
        None => by_signs(payoffs, kind, among, start, &clock),
    }
}

/// The same for payoffs of any kind: all strategies left are looked at in every round.
fn by_signs(
    payoffs: &Payoffs,
    kind: Kind,
    among: Among,
    start: &[Support],
    clock: &Clock<'_>,
) -> Elimination {
    let mut kept = start.to_vec();
    let mut rounds = Vec::new();
    let mut unsettled;
    loop {
        let mut round: Vec<Removal> = Vec::new();
        unsettled = Vec::new();
        clock.add(kept.iter().map(Vec::len).sum());
        for player in 0..kept.len() {
            // Very weakly dominated strategies are removed one after the other within a round:
            // two equal ones must not remove each other
            let mut own = kept.clone();
            for &strategy in kept[player].iter().rev() {
                if !clock.goes_on() {
                    break;
                }
                clock.done();
                let from = if kind == Kind::VeryWeak { &own } else { &kept };
                let standing = enclosed::standing(payoffs, player, strategy, from, among);
                if let Some((_, by)) = standing.dominated_by(kind) {
                    round.push(removal(payoffs, (player, strategy), by, &standing, &kept));
                    own[player].retain(|&other| other != strategy);
                } else if !standing.is_settled(kind) {
                    unsettled.push((player, strategy));
                }
            }
        }
        if round.is_empty() {
            break;
        }
        round.sort_by_key(|removal| (removal.player, removal.strategy));
        for removal in &round {
            kept[removal.player].retain(|&strategy| strategy != removal.strategy);
        }
        rounds.push(round);
    }
    unsettled.sort_unstable();
    Elimination { kind, rounds, survivors: kept, unsettled, stopped: clock.is_stopped() }
}

fn removal(
    payoffs: &Payoffs,
    (player, strategy): (usize, usize),
    by: &Mixture,
    standing: &super::Standing,
    kept: &[Support],
) -> Removal {
    let (margin, closest) = margin(payoffs, player, strategy, by, kept);
    let kind = standing.dominated.as_ref().map_or(Kind::Strict, |(kind, _)| *kind);
    Removal { player, strategy, by: by.clone(), kind, margin, closest }
}

/// The least advantage of `by` over `strategy`, and the profile of the others where it occurs.
fn margin(
    payoffs: &Payoffs,
    player: usize,
    strategy: usize,
    by: &Mixture,
    kept: &[Support],
) -> ((Rational, Rational), usize) {
    let rivals = payoffs.shape().rival_profiles_within(player, kept);
    let advantage = |profile: usize| {
        let combination = combination(payoffs, player, strategy, by, profile);
        payoffs.bounds(player, &combination).map(|bounds| (bounds, profile))
    };
    rivals
        .iter()
        .filter_map(|&profile| advantage(profile))
        .min_by(|((a, _), _), ((b, _), _)| a.cmp(b))
        .unwrap_or_else(|| ((Rational::integer(0), Rational::integer(0)), rivals[0]))
}

/// The rationalizable strategies of each player, with correlated beliefs: what iterated elimination
/// by mixtures leaves. For two players these are the rationalizable strategies of Bernheim and
/// Pearce (1984); for more, independent beliefs may leave fewer.
pub fn rationalizable(payoffs: &Payoffs) -> Elimination {
    let all: Vec<Support> =
        payoffs.shape().strategies().iter().map(|&count| (0..count).collect()).collect();
    eliminate(payoffs, Kind::Strict, Among::Mixtures, &all)
}
