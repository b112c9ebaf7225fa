//! The best that a player can do against automata.

use super::chain::{Chain, gathered};
use super::{Failure, Joint};
use crate::game::{Automaton, Combination, Payoffs, State};
use crate::num::{Rational, Ring, Sign};

/// A best response to the automata of the others.
#[derive(Clone, Debug)]
pub struct BestResponse {
    /// It: best after every history that the others' automata can tell apart. Its states are called after theirs.
    pub automaton: Automaton,
    /// How much each profile is played from the start, when the player does that (as in [`super::continuations`]).
    pub frequencies: Combination,
}

/// The arcs of a decision: profile, probability, next state.
type Arcs = Vec<(usize, Rational, usize)>;

/// What a player can do against the others' automata, whatever they may do: a Markov decision process.
pub(super) struct Decisions<'a> {
    /// The others.
    pub(super) rivals: Joint<'a>,
    player: usize,
    /// For each state and strategy of the player, what is played and where that leads.
    pub(super) arcs: Vec<Vec<Arcs>>,
}

impl<'a> Decisions<'a> {
    pub(super) fn new(
        payoffs: &'a Payoffs,
        automata: &'a [Automaton],
        player: usize,
        most: usize,
    ) -> Option<Self> {
        let shape = payoffs.shape();
        let others = automata.iter().enumerate().filter(|(other, _)| *other != player).collect();
        let rivals = Joint::new(shape, others, most)?;
        let arcs = (0..rivals.states().len()).map(|state| {
            let plays = rivals.plays(state, None);
            let own = 0..shape.strategies()[player];
            let arcs = own.map(|strategy| {
                let arc = |(base, p): &(usize, Rational)| {
                    let index = shape.with(*base, player, strategy);
                    (index, p.clone(), rivals.next(state, index))
                };
                plays.iter().map(arc).collect()
            });
            arcs.collect()
        });
        let arcs = arcs.collect();
        Some(Self { rivals, player, arcs })
    }

    /// What is played in each state when the player does what `policy` says.
    pub(super) fn chain(&self, policy: &[usize]) -> Chain {
        let arcs = policy.iter().enumerate().map(|(state, &own)| self.arcs[state][own].clone());
        Chain::new(self.rivals.shape(), arcs.collect())
    }

    /// What a strategy in one round brings more than `than`, if `after` follows.
    fn gain(
        &self,
        (state, strategy): (usize, usize),
        discount: &Rational,
        after: &[Combination],
        than: &Combination,
    ) -> Combination {
        let today = Rational::one().minus(discount);
        let arcs = &self.arcs[state][strategy];
        let now: Combination = arcs.iter().map(|(index, p, _)| (*index, p.clone())).collect();
        let mut terms = vec![(today, &now), (Rational::minus_one(), than)];
        for (_, p, next) in arcs {
            let mut weight = discount.clone();
            weight *= p;
            terms.push((weight, &after[*next]));
        }
        gathered(self.rivals.shape(), terms.into_iter())
    }

    /// A policy than which none is better in any state, and what is played under it from each state on.
    pub(super) fn best(
        &self,
        payoffs: &Payoffs,
        discount: &Rational,
    ) -> Result<(Vec<usize>, Vec<Combination>), Failure> {
        let mut policy = vec![0; self.arcs.len()];
        loop {
            let after = self.chain(&policy).frequencies(discount);
            let mut better = false;
            for state in 0..policy.len() {
                // What the best strategy so far brings, as the round and what follows
                let mut best = after[state].clone();
                let kept = policy[state];
                for strategy in (0..self.arcs[state].len()).filter(|&s| s != kept) {
                    let gain = self.gain((state, strategy), discount, &after, &best);
                    match payoffs.sign(self.player, &gain).ok_or(Failure::Unsettled)? {
                        Sign::Positive => {
                            let both = [(Rational::one(), &best), (Rational::one(), &gain)];
                            best = gathered(self.rivals.shape(), both.into_iter());
                            policy[state] = strategy;
                            better = true;
                        }
                        Sign::Zero | Sign::Negative => {}
                    }
                }
            }
            if !better {
                return Ok((policy, after));
            }
        }
    }

    /// A policy as an automaton.
    pub(super) fn automaton(&self, policy: &[usize]) -> Option<Automaton> {
        let shape = self.rivals.shape();
        let states = self.rivals.states().iter().zip(policy).enumerate();
        let states = states.map(|(place, (own, &strategy))| {
            let names = own.iter().zip(self.rivals.automata());
            let names: Vec<&str> =
                names.map(|(&state, (_, other))| other.states()[state].name.as_str()).collect();
            let mut plays = vec![Rational::zero(); shape.strategies()[self.player]];
            plays[strategy] = Rational::one();
            let next = (0..shape.profiles()).map(|index| self.rivals.next(place, index)).collect();
            State { name: names.join("/"), plays, next }
        });
        Automaton::new(shape, self.player, states.collect(), 0)
    }
}

/// A best response of `player` to the others' automata (the player's own is not looked at): by improving a policy, state by state,
/// until nothing is better, every comparison in exact arithmetic.
///
/// Source: R. A. Howard, *Dynamic Programming and Markov Processes*, MIT Press, 1960 (`howard1960`), for the improvement of
/// policies.
///
/// # Errors
/// [`Failure::TooLarge`] when there are more than `most` transitions, [`Failure::Unsettled`] when payoffs cannot be compared.
///
/// # Complexity
/// In each pass [`super::continuations`] of the others' joint states and a comparison for each of these and each strategy; seldom more
/// than a few passes.
///
/// # Panics
/// When a discount factor is 1: play has no end, and no weight.
///
/// # Examples
/// ```
/// use equil::automaton::{MOST_TRANSITIONS, best_response};
/// use equil::game::{Automaton, Game, Payoffs, Shape, State};
/// use equil::num::Rational;
///
/// // Whoever meets somebody who always cooperates always defects
/// let shape = Shape::new(vec![2, 2]).unwrap();
/// let [zero, one] = [0, 1].map(Rational::integer);
/// let state = State { name: "nice".into(), plays: vec![one, zero], next: vec![0; 4] };
/// let nice = |player| Automaton::new(&shape, player, vec![state.clone()], 0).unwrap();
/// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let half = Rational::new(1, 2).unwrap();
/// let best = best_response(&game, &[nice(0), nice(1)], 0, &half, MOST_TRANSITIONS).unwrap();
/// assert_eq!(best.automaton.states()[0].pure(), Some(1));
/// assert_eq!(game.bounds(0, &best.frequencies).unwrap().0, Rational::integer(10));
/// ```
pub fn best_response(
    payoffs: &Payoffs,
    automata: &[Automaton],
    player: usize,
    discount: &Rational,
    most: usize,
) -> Result<BestResponse, Failure> {
    let decisions = Decisions::new(payoffs, automata, player, most).ok_or(Failure::TooLarge)?;
    let (policy, mut after) = decisions.best(payoffs, discount)?;
    let automaton = decisions.automaton(&policy).ok_or(Failure::TooLarge)?;
    Ok(BestResponse { automaton: automaton.minimal(), frequencies: after.swap_remove(0) })
}
