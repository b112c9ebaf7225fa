//! State recursion, and the recursive lexicographical search for all Markov-perfect equilibria.
//!
//! Source: F. Iskhakov, J. Rust and B. Schjerning, "Recursive lexicographical search: finding all Markov perfect equilibria of
//! finite state directional dynamic games", *Review of Economic Studies* 83 (2016), 658–703 (`iskhakov2016`).

use crate::certify::StateValues;
use crate::game::{Policy, Profile, StochasticGame};
use crate::nash::{Coverage, Watch};
use crate::num::{Rational, Ring};

use super::found::{Found, MarkovOutcome};
use super::reduced::Reduced;
use super::stage::Answers;
use super::worth::worth_within;
use super::{block, stage};

/// How far the search goes.
#[derive(Clone, Copy)]
pub struct Recursion<'a> {
    /// Stop after this many policies.
    pub at_most: Option<usize>,
    /// Asked now and then, with how many policies were found; `false` ends the search.
    pub watch: Watch<'a>,
}

impl std::fmt::Debug for Recursion<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recursion").field("at_most", &self.at_most).finish_non_exhaustive()
    }
}

impl Default for Recursion<'_> {
    fn default() -> Self {
        Self { at_most: None, watch: &|_, _| true }
    }
}

/// Markov-perfect equilibria in stationary policies, from the states that lead nowhere else back to those that are left first.
///
/// Strategies that pay less than another one against everything, and lead to the same states, are left out first.
/// States that lead to each other are one group ([`StochasticGame::groups`]). Once it is chosen what is played in the groups that a
/// group leads to, its equilibria follow: of a single state all equilibria of one game, mixed ones too unless several players
/// decide whether play stays there and have more than two strategies; of several states all pure ones, each tried, and mixed ones if one player alone has a choice. Every combination of choices is followed,
/// as numbers are counted: the last group fastest. In a directional game ([`StochasticGame::is_directional`]) these are all
/// Markov-perfect equilibria, as far as [`MarkovOutcome::coverage`] says; each is certified at the end.
///
/// # Complexity
/// One stage game for each combination of equilibria of the groups before. There may be exponentially many combinations.
///
/// # Examples
/// Whoever leaves alone wins 3; in the first state each may wait or leave:
/// ```
/// use equil::game::{Stage, StochasticGame};
/// use equil::nash::Coverage;
/// use equil::num::Rational;
/// use equil::stochastic::{Recursion, recursion};
///
/// let exactly = |list: [i64; 4]| list.map(|n| (Rational::integer(n), Rational::integer(n))).to_vec();
/// let to = |state: usize| vec![(state, Rational::integer(1))];
/// let first = Stage::new(
///     vec![vec![0, 1]; 2],
///     vec![exactly([0, 3, 0, -1]), exactly([0, 0, 3, -1])],
///     vec![to(0), to(1), to(1), to(1)],
/// );
/// let end = Stage::new(vec![vec![0]; 2], vec![exactly([0; 4])[..1].to_vec(); 2], vec![to(1)]);
/// let half = Rational::new(1, 2).unwrap();
/// let game = StochasticGame::new(vec![(half.clone(), half); 2], vec![first.unwrap(), end.unwrap()]).unwrap();
/// assert!(game.is_directional());
/// let outcome = recursion(&game, &Recursion::default());
/// // One waits and the other leaves, or both wait with probability 1/4
/// assert_eq!((outcome.found.len(), outcome.coverage), (3, Coverage::All));
/// assert_eq!(outcome.found[2].policy[0][0][0], Rational::new(1, 4).unwrap());
/// assert!(outcome.found.iter().all(|found| found.one_shot.is_equilibrium()));
/// ```
pub fn recursion(game: &StochasticGame, settings: &Recursion<'_>) -> MarkovOutcome {
    let reduced = Reduced::of(game);
    let groups = reduced.game.groups();
    let mut search = Search::new(game, &reduced, settings);
    let mut open: Vec<(Answers, usize)> = Vec::with_capacity(groups.len());
    loop {
        // Forward: what may be played in the next group
        while open.len() < groups.len() && !search.outcome.stopped {
            let answers = search.answers(&groups[open.len()]);
            if answers.profiles.is_empty() {
                break;
            }
            search.take(&groups[open.len()], &answers.profiles[0]);
            open.push((answers, 0));
        }
        if open.len() == groups.len() {
            search.report();
        }
        // Back: the last choice that can be made otherwise
        loop {
            let depth = open.len();
            let Some((answers, place)) = open.last_mut() else { return search.done() };
            *place += 1;
            if search.outcome.stopped || *place >= answers.profiles.len() {
                open.pop();
                continue;
            }
            let profiles = answers.profiles[*place].clone();
            search.take(&groups[depth - 1], &profiles);
            break;
        }
    }
}

/// Whether [`recursion`] can search every group of states: a single state, one player alone, or few enough ways to play.
///
/// # Complexity
/// Each move is looked at once.
pub fn is_searchable(game: &StochasticGame) -> bool {
    let reduced = Reduced::of(game).game;
    reduced.groups().iter().all(|group| block::is_searched(&reduced, group))
}

struct Search<'a> {
    whole: &'a StochasticGame,
    reduced: &'a Reduced,
    /// Without strategies that no equilibrium uses.
    game: &'a StochasticGame,
    settings: &'a Recursion<'a>,
    policy: Policy,
    values: StateValues,
    outcome: MarkovOutcome,
}

impl<'a> Search<'a> {
    fn new(whole: &'a StochasticGame, reduced: &'a Reduced, settings: &'a Recursion<'a>) -> Self {
        let game = &reduced.game;
        let zero = (Rational::zero(), Rational::zero());
        let first = |stage: &crate::game::Stage| {
            let strategies = stage.shape().strategies();
            Profile::pure(strategies, &vec![0; strategies.len()])
        };
        Self {
            whole,
            reduced,
            game,
            settings,
            policy: game.stages().iter().map(first).collect(),
            values: vec![vec![zero; game.players()]; game.states()],
            outcome: MarkovOutcome {
                found: Vec::new(),
                coverage: Coverage::All,
                stopped: false,
                infinite: false,
                rounded: false,
                too_large: None,
            },
        }
    }

    /// What may be played in a group, when everything that it leads to is chosen.
    fn answers(&mut self, group: &[usize]) -> Answers {
        let found = self.outcome.found.len() as u64;
        if !(self.settings.watch)(found, 0) {
            self.outcome.stopped = true;
        }
        let answers = match group {
            &[state] => stage::equilibria(self.game, state, &self.values, self.settings.watch),
            group => block::equilibria(
                self.game,
                group,
                &mut self.policy,
                &mut self.values,
                self.settings.watch,
            ),
        };
        // What is rounded makes what follows from it uncertain, not itself
        let uncertain = answers.rounded && self.leads_to(group);
        let coverage = if uncertain { Coverage::Some } else { answers.coverage };
        self.outcome.coverage = least(self.outcome.coverage, coverage);
        self.outcome.infinite |= answers.infinite;
        self.outcome.rounded |= answers.rounded;
        self.outcome.stopped |= answers.stopped;
        if answers.too_large && self.outcome.too_large.is_none() {
            self.outcome.too_large = Some(group.to_vec());
        }
        answers
    }

    /// Whether play leads from other states to this group.
    fn leads_to(&self, group: &[usize]) -> bool {
        self.game.stages().iter().enumerate().any(|(state, stage)| {
            !group.contains(&state)
                && (0..stage.shape().profiles())
                    .any(|profile| stage.moves(profile).iter().any(|(to, _)| group.contains(to)))
        })
    }

    /// Chooses what is played in a group.
    fn take(&mut self, group: &[usize], profiles: &[Profile<Rational>]) {
        for (&state, profile) in group.iter().zip(profiles) {
            self.policy[state] = profile.clone();
        }
        worth_within(self.game, group, &self.policy, &mut self.values);
    }

    /// Everything is chosen.
    fn report(&mut self) {
        match Found::certified(self.whole, self.reduced.whole(self.whole, &self.policy)) {
            // What bounds did not refute before, they may refute now; rounded probabilities always leave something
            Some(found) if found.one_shot.is_refuted() && !self.outcome.rounded => {}
            Some(found) => self.outcome.found.push(found),
            None => self.outcome.coverage = Coverage::Some,
        }
        if self.settings.at_most.is_some_and(|most| self.outcome.found.len() >= most) {
            self.outcome.stopped = true;
        }
    }

    fn done(mut self) -> MarkovOutcome {
        if self.outcome.stopped {
            self.outcome.coverage = Coverage::Some;
        }
        self.outcome
    }
}

fn least(a: Coverage, b: Coverage) -> Coverage {
    match (a, b) {
        (Coverage::All, other) | (other, Coverage::All) => other,
        (Coverage::AllPure, Coverage::AllPure) => Coverage::AllPure,
        _ => Coverage::Some,
    }
}
