//! One Markov-perfect equilibrium of any stochastic game, along a smooth path.
//!
//! Players who earn in each state, beside their payoffs, a weight μ times a weighted sum of the logarithms of their probabilities play everything. While
//! μ falls to 0 their stationary equilibria form a smooth path in almost all games, which begins where everything is played in proportion to the weights, and leads to
//! an equilibrium of the game. It is followed in floats, forwards and, where it turns, backwards, by predictor and corrector, for one group of states that
//! lead to each other after the other. As soon as the strategies that stay in play are told from the others, the equilibrium with these
//! supports is proved to exist, and enclosed.
//!
//! Sources: the barrier is that of the logarithmic tracing procedure (`harsanyi1975`, `herings2010`); stationary equilibria of stochastic games by tracing: P. J.-J. Herings and R.
//! Peeters, "Stationary equilibria in stochastic games: structure, selection, and computation", *Journal of Economic Theory* 118
//! (2004), 32–60 (`herings2004`); logarithmic and logit paths in them: S. Eibelshäuser and D. Poensgen, "Markov quantal response equilibrium and a homotopy
//! method for computing and selecting Markov perfect equilibria of dynamic stochastic games" (2019) (`eibelshaeuser2019`).

mod ending;
mod path;
mod system;

use std::cell::Cell;

use super::found::Found;
use super::reduced::Reduced;
use crate::certify::{StateValues, enclose_states};
use crate::game::{Bounds, Policy, Profile, StochasticGame};
use crate::nash::Watch;
use crate::num::{Draws, Rational, Ring};
use ending::{Ending, chosen, near};
use path::{CARES, follow, supports};
use system::Field;

/// Groups with more logarithms and values than this are not followed: each step solves a system of as many equations.
const MOST: usize = 1000;
/// Paths from different starts, until one ends at an equilibrium that is proved.
const PATHS: u64 = 6;
/// Supports that stay the same are tried again when log μ has fallen by so much.
const AGAIN: f64 = 6.0;
/// Steps that progress is told in.
const TOLD: f64 = 1000.0;

/// What following paths came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Traced {
    /// The policy with its certificate: proved to be an equilibrium, else with what single deviations gain at most. Nothing where the search was
    /// ended before, a group of states is too large, or floats do not hold the numbers.
    pub found: Option<Found>,
    /// How many paths were followed.
    pub paths: u64,
    /// Points of these paths.
    pub steps: u64,
    /// Whether the search was ended before it was done.
    pub stopped: bool,
    /// The states of a group that has too many strategies for its path to be followed, if there was one.
    pub too_large: Option<Vec<usize>>,
}

/// One Markov-perfect equilibrium in a stationary policy, pure or mixed, of any stochastic game: the end of a path of equilibria of games
/// in which a barrier makes everybody play everything, and which becomes the game itself. What it comes to is certified: exactly, or in a box that
/// is proved to contain one (`certify::enclose_policy`), else by what single deviations gain at most.
///
/// Strategies that are strictly dominated whatever follows are left out first. Where an end is not proved, other weights of the barrier
/// are tried, which start elsewhere.
///
/// # Complexity
/// Some dozen to some hundred steps for each group of states that lead to each other, in each a few systems of as many
/// linear equations as the group has strategies and values; 1000 at most.
///
/// # Examples
/// Whoever matches in the first state ends the game and wins 3 or 1; else play goes on: a value that is not rational.
/// ```
/// use equil::game::{Stage, StochasticGame};
/// use equil::num::Rational;
/// use equil::stochastic::homotopy;
///
/// let q = |n: i64, d: i64| Rational::new(n, d).unwrap();
/// let both = |list: [i64; 4]| {
///     [1, -1].map(|sign| list.map(|n| (q(sign * n, 1), q(sign * n, 1))).to_vec()).to_vec()
/// };
/// let to = |state: usize| vec![(state, q(1, 1))];
/// let play = Stage::new(vec![vec![0, 1]; 2], both([3, 0, 0, 1]), vec![to(1), to(0), to(0), to(1)]);
/// let end = Stage::new(vec![vec![0]; 2], vec![both([0; 4])[0][..1].to_vec(); 2], vec![to(1)]);
/// let game = StochasticGame::new(vec![(q(4, 5), q(4, 5)); 2], vec![play.unwrap(), end.unwrap()]).unwrap();
/// let found = homotopy(&game, &|_, _| true).found.unwrap();
/// assert!(found.one_shot.is_equilibrium() && found.within.is_some());
/// let total = found.values[0][0].0.nearest_f64() * 5.0;
/// let next = total * 0.8;
/// assert!((total - (3.0 - next * next) / (4.0 - 2.0 * next)).abs() < 1e-12);
/// ```
pub fn homotopy(game: &StochasticGame, watch: Watch<'_>) -> Traced {
    let reduced = Reduced::of(game);
    let inner = &reduced.game;
    let zero = || (Rational::zero(), Rational::zero());
    let first = |stage: &crate::game::Stage| {
        let strategies = stage.shape().strategies();
        Profile::pure(strategies, &vec![0; strategies.len()])
    };
    let mut search = Search {
        game: inner,
        policy: inner.stages().iter().map(first).collect(),
        values: (0..game.states()).map(|_| (0..game.players()).map(|_| zero()).collect()).collect(),
        watch,
        traced: Traced { found: None, paths: 0, steps: 0, stopped: false, too_large: None },
    };
    let groups = inner.groups();
    for (number, group) in groups.iter().enumerate() {
        if search.group(group, (number, groups.len())).is_none() {
            return search.traced;
        }
    }
    let policy = reduced.whole(game, &search.policy);
    search.traced.found =
        Found::proved(game, &policy, &search.values).or_else(|| Found::certified(game, policy));
    search.traced
}

struct Search<'a> {
    /// Without strategies that no equilibrium uses.
    game: &'a StochasticGame,
    policy: Policy,
    values: StateValues,
    watch: Watch<'a>,
    traced: Traced,
}

impl Search<'_> {
    /// Chooses what is played in a group, when it is known what the states that it leads to are worth. `None` where nothing can be chosen.
    fn group(&mut self, group: &[usize], (number, groups): (usize, usize)) -> Option<()> {
        let strategies = |&state: &usize| self.game.stages()[state].shape().strategies().iter();
        let unknowns = group.iter().flat_map(strategies).map(|count| count + 1).sum::<usize>();
        if unknowns > MOST {
            self.traced.too_large = Some(group.to_vec());
            return None;
        }
        let worth: Vec<Vec<f64>> =
            self.values.iter().map(|own| own.iter().map(near).collect()).collect();
        let mut nearest: Option<Ending> = None;
        for path in 0..PATHS {
            self.traced.paths += 1;
            let field = Field::new(self.game, group, &worth, self.weights(group, path));
            for &care in CARES {
                let stopped = Cell::new(false);
                let told = |part: f64| {
                    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                    // from 0 to 1000
                    let part = (part * TOLD) as u64 + number as u64 * TOLD as u64;
                    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                    let go = (self.watch)(part, groups as u64 * TOLD as u64);
                    stopped.set(stopped.get() || !go);
                    go
                };
                let mut steps = 0;
                let mut tried: Vec<(Vec<Vec<Vec<usize>>>, f64)> = Vec::new();
                let mut before = None;
                let mut last = None;
                let found = follow(&field, care, &mut { told }, |point| {
                    steps += 1;
                    let played = supports(&field, point);
                    let settled = before.as_ref() == Some(&played);
                    let is_new = tried
                        .iter()
                        .filter(|(other, _)| *other == played)
                        .all(|(_, weight)| *weight > point.weight() + AGAIN);
                    before = Some(played.clone());
                    last = Some((point.clone(), played.clone()));
                    if !settled || !is_new {
                        return None;
                    }
                    tried.push((played.clone(), point.weight()));
                    let ending = Ending::of(&field, point, &played);
                    self.proved(group, &ending)
                });
                self.traced.steps += steps;
                if let Some((policy, values)) = found {
                    self.take(group, policy, values);
                    return Some(());
                }
                if stopped.get() {
                    self.traced.stopped = true;
                    return None;
                }
                if let Some((point, played)) = last {
                    let ending = Ending::of(&field, &point, &played);
                    let thinned = ending.thinned(&field);
                    let mut thinned = thinned.iter();
                    if let Some((policy, values)) = thinned.find_map(|one| self.proved(group, one))
                    {
                        self.take(group, policy, values);
                        return Some(());
                    }
                    if nearest.as_ref().is_none_or(|other| ending.gain < other.gain) {
                        nearest = Some(ending);
                    }
                }
            }
        }
        let nearest = nearest?;
        let exactly = |x: &f64| Some((Rational::from_f64(*x)?, Rational::from_f64(*x)?));
        let values: Vec<Vec<Bounds>> = nearest
            .values
            .iter()
            .map(|own| own.iter().map(exactly).collect::<Option<_>>())
            .collect::<Option<_>>()?;
        self.take(group, nearest.policy.iter().map(Profile::to_exact).collect(), values);
        Some(())
    }

    /// What is chosen is proved to be an equilibrium of the group.
    fn proved(&self, group: &[usize], ending: &Ending) -> Option<(Policy, StateValues)> {
        let (mut policy, mut values) = (self.policy.clone(), self.values.clone());
        for (place, &state) in group.iter().enumerate() {
            policy[state] = ending.policy[place].to_exact();
            for (player, value) in ending.values[place].iter().enumerate() {
                let exact = Rational::from_f64(*value)?;
                values[state][player] = (exact.clone(), exact);
            }
        }
        let chances = enclose_states(self.game, group, &policy, &mut values)?;
        let policy = chances.iter().map(|(chances, _)| chosen(chances)).collect();
        Some((policy, group.iter().map(|&state| values[state].clone()).collect()))
    }

    fn take(&mut self, group: &[usize], policy: Policy, values: StateValues) {
        for ((&state, profile), values) in group.iter().zip(policy).zip(values) {
            self.policy[state] = profile;
            self.values[state] = values;
        }
    }

    /// Weights of the barrier, of the size of payoffs: the same for all strategies first, then drawn.
    fn weights(&self, group: &[usize], path: u64) -> Vec<Profile<f64>> {
        let range = |player: usize| {
            let numbers = group.iter().flat_map(|&state| {
                let stage = &self.game.stages()[state];
                let beyond = (0..stage.shape().profiles()).flat_map(|a| stage.moves(a));
                let beyond = beyond.map(|(next, _)| &self.values[*next][player]);
                (0..stage.shape().profiles()).map(|a| stage.payoff(player, a)).chain(beyond)
            });
            let ends =
                numbers.map(near).fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| {
                    (low.min(x), high.max(x))
                });
            if ends.1 > ends.0 { ends.1 - ends.0 } else { 1.0 }
        };
        let ranges: Vec<f64> = (0..self.game.players()).map(range).collect();
        let draws = Draws::new(path);
        let mut place = 0;
        let mut drawn = || {
            place += 1;
            if path == 0 { 1.0 } else { (2.0 * draws.uniform(place) - 1.0).exp() }
        };
        let mut weights = |state: &usize| {
            let counts = self.game.stages()[*state].shape().strategies();
            let own = |(&count, range): (&usize, &f64)| {
                #[allow(clippy::cast_precision_loss)] // strategies
                let each = range / count as f64;
                (0..count).map(|_| each * drawn()).collect()
            };
            Profile::new(counts.iter().zip(&ranges).map(own).collect())
        };
        group.iter().map(&mut weights).collect()
    }
}
