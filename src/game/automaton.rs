//! Strategies of a repeated game that finitely many states describe.

use std::collections::HashMap;
use std::hash::Hash;

use super::{Mixed, Shape};
use crate::num::{Rational, Ring};

/// What a player does in the repeated game, as a finite automaton: what is played in each state, and which state follows once
/// everybody has seen what was played.
///
/// Source: A. Rubinstein, "Finite automata play the repeated prisoner's dilemma", *Journal of Economic Theory* 39 (1986), 83–96
/// (`rubinstein1986`); states may play mixed strategies, and the next state depends on what was played, not on the mixture.
///
/// # Examples
/// ```
/// use equil::game::{Automaton, Shape, State};
/// use equil::num::Rational;
///
/// // Tit for tat of the first player: profiles are numbered CC, DC, CD, DD
/// let [zero, one] = [0, 1].map(Rational::integer);
/// let next = vec![0, 0, 1, 1];
/// let nice = State { name: "nice".to_owned(), plays: vec![one.clone(), zero.clone()], next: next.clone() };
/// let angry = State { name: "angry".to_owned(), plays: vec![zero, one], next };
/// let shape = Shape::new(vec![2, 2]).unwrap();
/// let tit_for_tat = Automaton::new(&shape, 0, vec![nice, angry], 0).unwrap();
/// assert_eq!(tit_for_tat.states()[tit_for_tat.start()].pure(), Some(0));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Automaton {
    /// Invariant: not empty, all of one shape.
    states: Vec<State>,
    start: usize,
}

/// A state of an automaton.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// What it is called.
    pub name: String,
    /// A probability for each strategy of the player.
    pub plays: Mixed<Rational>,
    /// For each pure profile, by number: the state after a round in which it was played.
    pub next: Vec<usize>,
}

impl State {
    /// The strategy that is played, if it is one for sure.
    pub fn pure(&self) -> Option<usize> {
        self.plays.iter().position(|p| *p == Rational::one())
    }
}

impl Automaton {
    /// An automaton of `player`. Nothing unless there are states, each plays probabilities (one for each strategy, none below 0,
    /// in all 1) and has a next state for each profile, and `start` is one of them.
    pub fn new(shape: &Shape, player: usize, states: Vec<State>, start: usize) -> Option<Self> {
        let fits = |state: &State| {
            let mut sum = Rational::zero();
            for p in &state.plays {
                sum += p;
            }
            state.plays.len() == shape.strategies()[player]
                && state.plays.iter().all(|p| *p >= Rational::zero())
                && sum == Rational::one()
                && state.next.len() == shape.profiles()
                && state.next.iter().all(|&next| next < states.len())
        };
        (start < states.len() && states.iter().all(fits)).then(|| Self { states, start })
    }

    /// Its states.
    pub fn states(&self) -> &[State] {
        &self.states
    }

    /// The number of the state in which it starts.
    pub fn start(&self) -> usize {
        self.start
    }

    /// Whether no state draws lots.
    pub fn is_pure(&self) -> bool {
        self.states.iter().all(|state| state.pure().is_some())
    }

    /// The same with a trembling hand: whatever is meant to be played, another strategy is with this probability, each with equal
    /// chances. Of a player with one strategy nothing changes.
    ///
    /// # Panics
    /// When the number is no probability.
    #[must_use]
    pub fn trembling(&self, probability: &Rational) -> Self {
        assert!(*probability >= Rational::zero() && *probability <= Rational::one());
        let mut states = self.states.clone();
        for state in states.iter_mut().filter(|state| state.plays.len() > 1) {
            let mut each = Rational::share(1, state.plays.len() - 1);
            each *= probability;
            for p in &mut state.plays {
                // p (1 − q) + (1 − p) q / (m − 1)
                let mut other = Rational::one().minus(p);
                other *= &each;
                *p *= &Rational::one().minus(probability);
                *p += &other;
            }
        }
        Self { states, start: self.start }
    }

    /// The automaton with the fewest states that does the same after every history, of states that can be reached.
    ///
    /// Source: E. F. Moore, "Gedanken-experiments on sequential machines", in *Automata Studies*, Princeton University Press, 1956,
    /// 129–153 (`moore1956`).
    ///
    /// # Complexity
    /// At most as many passes over all states and profiles as there are states.
    #[must_use]
    pub fn minimal(&self) -> Self {
        // States are apart if they play differently, or lead to states that are apart
        let mut class: Vec<usize> = numbered(self.states.iter().map(|state| &state.plays));
        loop {
            let finer = numbered(self.states.iter().zip(&class).map(|(state, own)| {
                let after: Vec<usize> = state.next.iter().map(|&next| class[next]).collect();
                (*own, after)
            }));
            let same = finer.iter().max() == class.iter().max();
            class = finer;
            if same {
                break;
            }
        }
        let mut kept = vec![self.start];
        let mut number: HashMap<usize, usize> = HashMap::from([(class[self.start], 0)]);
        let mut place = 0;
        while let Some(&state) = kept.get(place) {
            for &next in &self.states[state].next {
                number.entry(class[next]).or_insert_with(|| {
                    kept.push(next);
                    kept.len() - 1
                });
            }
            place += 1;
        }
        let states = kept.iter().map(|&state| {
            let state = &self.states[state];
            let next = state.next.iter().map(|&next| number[&class[next]]).collect();
            State { next, ..state.clone() }
        });
        Self { states: states.collect(), start: 0 }
    }
}

/// Equal things get equal numbers, from 0 on, in order of appearance.
fn numbered<T: Eq + Hash>(things: impl Iterator<Item = T>) -> Vec<usize> {
    let mut known: HashMap<T, usize> = HashMap::new();
    things
        .map(|thing| {
            let next = known.len();
            *known.entry(thing).or_insert(next)
        })
        .collect()
}
