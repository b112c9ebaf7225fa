//! Whether automata are a subgame-perfect equilibrium of a repeated game, checked from what they are said to play.

use std::collections::BTreeMap;

use crate::game::{Automaton, Combination, Payoffs};
use crate::num::{Rational, Ring, Sign};

/// What proves automata to be subgame perfect: where they may be together, and what they play from there on.
#[derive(Clone, Copy, Debug)]
pub struct Continuations<'a> {
    /// One for each player.
    pub automata: &'a [Automaton],
    /// The discount factor of each player, in [0, 1).
    pub discounts: &'a [Rational],
    /// Joint states: for each player the number of their automaton's state.
    pub states: &'a [Vec<usize>],
    /// For each player and each joint state, how much each profile is played from there on: `(1 − δ) Σ δ^t` times its
    /// probability after `t` rounds.
    pub frequencies: &'a [Vec<Combination>],
}

/// What is wrong with [`Continuations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imperfect {
    /// Numbers of players, states or profiles do not fit, or a discount factor is not in [0, 1).
    Shape,
    /// The joint state in which play starts is not listed.
    Start,
    /// A joint state is not listed that may follow one that is (a place in the list, and the profile that was played).
    Missing(usize, usize),
    /// What a player is said to see played from a joint state on does not follow from what is played there and after.
    Equation {
        /// Who.
        player: usize,
        /// The place in the list.
        state: usize,
    },
    /// A deviation in a single round pays, or is not known not to.
    Deviation {
        /// Who deviates.
        player: usize,
        /// The place in the list.
        state: usize,
        /// To what.
        strategy: usize,
        /// Whether it is known to pay.
        pays: bool,
    },
}

/// Checks that after every history no deviation in a single round pays, so that the automata are a subgame-perfect equilibrium.
/// Nothing is solved: what is played from each joint state on satisfies linear equations that have one solution, and these are
/// checked, then the sign of what each deviation brings.
///
/// Source: D. Blackwell, "Discounted dynamic programming", *Annals of Mathematical Statistics* 36 (1965), 226–235
/// (`blackwell1965`): what no single deviation improves, nothing does.
///
/// # Errors
/// The first thing that is wrong, see [`Imperfect`].
///
/// # Complexity
/// For each joint state, player and strategy a sum over profiles.
///
/// # Examples
/// ```
/// use equil::certify::{Continuations, Imperfect, perfect};
/// use equil::game::{Automaton, Game, Payoffs, Shape, State};
/// use equil::num::Rational;
///
/// // One player, two strategies, and an automaton that always plays the second
/// let [zero, one, half] = [(0, 1), (1, 1), (1, 2)].map(|(n, d)| Rational::new(n, d).unwrap());
/// let state = State { name: "always".into(), plays: vec![zero.clone(), one.clone()], next: vec![0; 2] };
/// let automata = [Automaton::new(&Shape::new(vec![2]).unwrap(), 0, vec![state], 0).unwrap()];
/// let frequencies = [vec![vec![(1, one.clone())]]];
/// let states = [vec![0]];
/// let proof = Continuations { automata: &automata, discounts: &[half], states: &states, frequencies: &frequencies };
/// let game = |payoffs| Payoffs::from(Game::new(vec![2], vec![payoffs]).unwrap());
/// assert_eq!(perfect(&game(vec![zero.clone(), one.clone()]), &proof), Ok(()));
/// let wrong = Imperfect::Deviation { player: 0, state: 0, strategy: 0, pays: true };
/// assert_eq!(perfect(&game(vec![one, zero]), &proof), Err(wrong));
/// ```
pub fn perfect(payoffs: &Payoffs, proof: &Continuations<'_>) -> Result<(), Imperfect> {
    let shape = payoffs.shape();
    let (players, count) = (shape.players(), proof.states.len());
    let counts = [proof.automata.len(), proof.discounts.len(), proof.frequencies.len()];
    let inside = |x: &Rational| *x >= Rational::zero() && *x < Rational::one();
    let fits = counts == [players; 3]
        && proof.discounts.iter().all(inside)
        && proof.frequencies.iter().all(|own| own.len() == count)
        && proof.automata.iter().enumerate().all(|(player, automaton)| {
            let states = automaton.states().to_vec();
            Automaton::new(shape, player, states, automaton.start()).is_some()
        })
        && proof.states.iter().all(|state| {
            let known = state.iter().zip(proof.automata);
            state.len() == players && known.into_iter().all(|(&s, a)| s < a.states().len())
        });
    if !fits {
        return Err(Imperfect::Shape);
    }
    let places: BTreeMap<&[usize], usize> =
        proof.states.iter().enumerate().map(|(place, state)| (&state[..], place)).collect();
    let start: Vec<usize> = proof.automata.iter().map(Automaton::start).collect();
    if !places.contains_key(&start[..]) {
        return Err(Imperfect::Start);
    }
    let mut after = Vec::with_capacity(count);
    for state in 0..count {
        let next = (0..shape.profiles()).map(|profile| {
            let own = proof.states[state].iter().zip(proof.automata);
            let next: Vec<usize> = own.map(|(&s, a)| a.states()[s].next[profile]).collect();
            places.get(&next[..]).copied().ok_or(Imperfect::Missing(state, profile))
        });
        after.push(next.collect::<Result<Vec<usize>, _>>()?);
    }
    // What is said to be played first: what deviations bring follows from it
    let all = (0..count).flat_map(|state| (0..players).map(move |player| (player, state)));
    for (player, state) in all.clone() {
        let (each, said) = proof.branches(payoffs, player, state, &after[state])?;
        if !proof.follows(player, state, &each, &said) {
            return Err(Imperfect::Equation { player, state });
        }
    }
    for (player, state) in all {
        let (each, said) = proof.branches(payoffs, player, state, &after[state])?;
        for (strategy, own) in each.iter().enumerate() {
            let gain = own.iter().zip(&said).map(|(new, old)| new.minus(old)).enumerate();
            let gain: Combination = gain.filter(|(_, weight)| !weight.is_zero()).collect();
            let sign = payoffs.sign(player, &gain);
            if !matches!(sign, Some(Sign::Zero | Sign::Negative)) {
                let pays = sign == Some(Sign::Positive);
                return Err(Imperfect::Deviation { player, state, strategy, pays });
            }
        }
    }
    Ok(())
}

/// How much each profile is played.
type Shares = Vec<Rational>;

impl Continuations<'_> {
    /// What a player sees played from a joint state on, by the strategy played in this round, and what they are said to see.
    fn branches(
        &self,
        payoffs: &Payoffs,
        player: usize,
        state: usize,
        next: &[usize],
    ) -> Result<(Vec<Shares>, Shares), Imperfect> {
        let shape = payoffs.shape();
        let (after, discount) = (&self.frequencies[player], &self.discounts[player]);
        let mut today = Rational::one();
        today -= discount;
        let mut each = vec![vec![Rational::zero(); shape.profiles()]; shape.strategies()[player]];
        for profile in 0..shape.profiles() {
            let mut weight = Rational::one();
            for other in (0..shape.players()).filter(|&other| other != player) {
                let own = &self.automata[other].states()[self.states[state][other]];
                weight *= &own.plays[shape.strategy(profile, other)];
            }
            if weight.is_zero() {
                continue;
            }
            let sum = &mut each[shape.strategy(profile, player)];
            sum[profile].add_product(&today, &weight);
            weight *= discount;
            for (index, share) in &after[next[profile]] {
                let place = sum.get_mut(*index).ok_or(Imperfect::Shape)?;
                place.add_product(&weight, share);
            }
        }
        let mut said = vec![Rational::zero(); shape.profiles()];
        for (index, share) in &after[state] {
            *said.get_mut(*index).ok_or(Imperfect::Shape)? += share;
        }
        Ok((each, said))
    }

    /// Whether what is said follows from what the player's automaton plays.
    fn follows(&self, player: usize, state: usize, each: &[Shares], said: &Shares) -> bool {
        let plays = &self.automata[player].states()[self.states[state][player]].plays;
        said.iter().enumerate().all(|(profile, said)| {
            let mut sum = Rational::zero();
            for (p, own) in plays.iter().zip(each) {
                sum.add_product(p, &own[profile]);
            }
            sum == *said
        })
    }
}
