//! Several automata side by side.

use rustc_hash::FxHashMap;

use crate::game::{Automaton, Combination, Shape};
use crate::num::{Rational, Ring};

/// Automata of some players, and where they may be together: every state of each that some history leads to, whether or not
/// anybody meant to play it.
#[derive(Clone, Debug)]
pub struct Joint<'a> {
    shape: &'a Shape,
    automata: Vec<(usize, &'a Automaton)>,
    states: Vec<Vec<usize>>,
    /// After each state, for each pure profile.
    next: Vec<usize>,
}

/// Most transitions that are followed: joint states, each with all profiles.
pub const MOST_TRANSITIONS: usize = 1 << 22;
/// Most joint states: fractions of longer cycles have too many digits.
const MOST_STATES: usize = 4096;
/// The same where lots are drawn: systems of equations have as many unknowns.
const MOST_WITH_LOTS: usize = 512;

impl<'a> Joint<'a> {
    /// The automata of players, given with their numbers, from where they start. Nothing if there are more than `most`
    /// transitions (see [`MOST_TRANSITIONS`]), or more than 4096 joint states (512 where lots are drawn).
    ///
    /// # Complexity
    /// As many steps as there are transitions, and players in each.
    ///
    /// # Examples
    /// ```
    /// use equil::automaton::{Joint, MOST_TRANSITIONS};
    /// use equil::game::{Automaton, Shape, State};
    /// use equil::num::Rational;
    ///
    /// // Both start nice, and are angry for ever once somebody was not
    /// let shape = Shape::new(vec![2, 2]).unwrap();
    /// let [zero, one] = [0, 1].map(Rational::integer);
    /// let nice = State { name: "nice".into(), plays: vec![one.clone(), zero.clone()], next: vec![0, 1, 1, 1] };
    /// let angry = State { name: "angry".into(), plays: vec![zero, one], next: vec![1; 4] };
    /// let grim = |player| Automaton::new(&shape, player, vec![nice.clone(), angry.clone()], 0).unwrap();
    /// let (ann, bob) = (grim(0), grim(1));
    /// let joint = Joint::new(&shape, vec![(0, &ann), (1, &bob)], MOST_TRANSITIONS).unwrap();
    /// assert_eq!(joint.states(), [vec![0, 0], vec![1, 1]]);
    /// ```
    pub fn new(
        shape: &'a Shape,
        automata: Vec<(usize, &'a Automaton)>,
        most: usize,
    ) -> Option<Self> {
        let start: Vec<usize> = automata.iter().map(|(_, automaton)| automaton.start()).collect();
        let mut number = FxHashMap::from_iter([(start.clone(), 0)]);
        let (mut states, mut next) = (vec![start], Vec::new());
        let pure = automata.iter().all(|(_, automaton)| automaton.is_pure());
        let limit = if pure { MOST_STATES } else { MOST_WITH_LOTS };
        let mut place = 0;
        while place < states.len() {
            if (place + 1).saturating_mul(shape.profiles()) > most || states.len() > limit {
                return None;
            }
            for profile in 0..shape.profiles() {
                let own = states[place].iter().zip(&automata);
                let after: Vec<usize> = own
                    .map(|(&state, (_, automaton))| automaton.states()[state].next[profile])
                    .collect();
                let count = states.len();
                let reached = *number.entry(after).or_insert_with_key(|after| {
                    states.push(after.clone());
                    count
                });
                next.push(reached);
            }
            place += 1;
        }
        Some(Self { shape, automata, states, next })
    }

    /// All players' automata, in the order of the players.
    pub fn of(shape: &'a Shape, automata: &'a [Automaton], most: usize) -> Option<Self> {
        Self::new(shape, automata.iter().enumerate().collect(), most)
    }

    /// The joint states: for each automaton the number of its state. The first is where they start.
    pub fn states(&self) -> &[Vec<usize>] {
        &self.states
    }

    /// The joint state after a state in which a pure profile was played.
    pub fn next(&self, state: usize, profile: usize) -> usize {
        self.next[state * self.shape.profiles() + profile]
    }

    /// The game's profiles.
    pub fn shape(&self) -> &'a Shape {
        self.shape
    }

    /// The automata, with the numbers of their players.
    pub fn automata(&self) -> &[(usize, &'a Automaton)] {
        &self.automata
    }

    /// What is played in a state: pure profiles and their probabilities, where players without an automaton play their first
    /// strategy, and so does `without`.
    pub fn plays(&self, state: usize, without: Option<usize>) -> Combination {
        let mut found = vec![(0, Rational::one())];
        for (&own, (player, automaton)) in self.states[state].iter().zip(&self.automata) {
            if Some(*player) == without {
                continue;
            }
            let plays = &automaton.states()[own].plays;
            let mut wider = Vec::new();
            for (index, weight) in &found {
                for (strategy, p) in plays.iter().enumerate().filter(|(_, p)| !p.is_zero()) {
                    let mut both = weight.clone();
                    both *= p;
                    wider.push((index + strategy * self.shape.stride(*player), both));
                }
            }
            found = wider;
        }
        found
    }

    /// Whether no state draws lots.
    pub fn is_pure(&self) -> bool {
        self.automata.iter().all(|(_, automaton)| automaton.is_pure())
    }
}
