//! A game to move mixed strategies in: what each strategy earns against the others' mixes.

use super::MixedError;
use crate::game::{Payoffs, Profile, Shape};
use crate::num::{Rational, Ring};

/// A game, and who mixes: each player for themselves, or one population for all of them.
///
/// The state of play is a flat list of probabilities, population by population.
#[derive(Clone, Debug)]
pub struct Field {
    payoffs: Payoffs,
    /// Strategies of each population.
    counts: Vec<usize>,
    /// Where the probabilities of each population begin; at the end where they end.
    starts: Vec<usize>,
    tables: Vec<Table>,
    /// The greatest difference between payoffs of one player.
    range: f64,
}

/// What the members of a population earn: an entry for each own strategy (fastest) and each way
/// the rivals can play (the first of them fastest).
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// The population of each rival.
    pub(super) rivals: Vec<usize>,
    pub(super) payoffs: Vec<f64>,
}

/// Room for what is computed on the way.
#[derive(Clone, Debug, Default)]
pub struct Scratch([Vec<f64>; 2]);

impl Field {
    /// The game with these payoffs; with `one_population` all players draw from the same mix.
    ///
    /// # Errors
    /// [`MixedError::NotSymmetric`] and [`MixedError::NotRational`] when players who are to be one
    /// population cannot trade places, or it is not known whether they can.
    ///
    /// # Complexity
    /// A pass over the payoffs; with `one_population` a comparison for each pair of neighbours,
    /// player and profile.
    pub fn new(payoffs: &Payoffs, one_population: bool) -> Result<Self, MixedError> {
        let shape = payoffs.shape();
        let players = shape.players();
        if one_population {
            symmetric(payoffs)?;
        }
        let populations = if one_population { 1 } else { players };
        let counts = shape.strategies()[..populations].to_vec();
        let mut starts = vec![0];
        for count in &counts {
            starts.push(starts[starts.len() - 1] + count);
        }
        let tables = (0..populations)
            .map(|player| {
                let rivals = (0..players).filter(|&other| other != player);
                let rivals = rivals.map(|other| if one_population { 0 } else { other }).collect();
                Table { rivals, payoffs: laid_out(payoffs, player) }
            })
            .collect::<Vec<_>>();
        let spread = |table: &Table| {
            let (low, high) = extremes(&table.payoffs);
            high - low
        };
        let range = tables.iter().map(spread).fold(0.0, f64::max);
        if !range.is_finite() {
            return Err(MixedError::Infinite);
        }
        Ok(Self { payoffs: payoffs.clone(), counts, starts, tables, range })
    }

    /// The payoffs as they were given.
    pub fn payoffs(&self) -> &Payoffs {
        &self.payoffs
    }

    /// Strategies of each population.
    pub fn counts(&self) -> &[usize] {
        &self.counts
    }

    /// How many probabilities there are.
    pub fn len(&self) -> usize {
        self.starts[self.counts.len()]
    }

    /// Whether there are none; there always are some.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where the probabilities of a population stand in the state.
    pub fn place(&self, population: usize) -> std::ops::Range<usize> {
        self.starts[population]..self.starts[population + 1]
    }

    /// The population that `player` draws from.
    pub fn population(&self, player: usize) -> usize {
        player.min(self.counts.len() - 1)
    }

    /// The greatest difference between two payoffs of one player.
    pub fn range(&self) -> f64 {
        self.range
    }

    pub(super) fn table(&self, population: usize) -> &Table {
        &self.tables[population]
    }

    /// The least payoff of anybody.
    pub(super) fn least(&self) -> f64 {
        self.tables.iter().map(|table| extremes(&table.payoffs).0).fold(f64::INFINITY, f64::min)
    }

    /// What each strategy of each population earns when all play `state`, written to `earned`.
    ///
    /// # Panics
    /// When a length is not [`Field::len`].
    ///
    /// # Complexity
    /// A multiplication for each population and profile, for two players without any allocation.
    pub fn earned(&self, state: &[f64], earned: &mut [f64], scratch: &mut Scratch) {
        assert_eq!((state.len(), earned.len()), (self.len(), self.len()), "as many probabilities");
        for (population, table) in self.tables.iter().enumerate() {
            let out = &mut earned[self.place(population)];
            match table.rivals[..] {
                [] => out.copy_from_slice(&table.payoffs),
                [rival] => contracted(&table.payoffs, &state[self.place(rival)], out),
                _ => self.folded(table, state, out, scratch),
            }
        }
    }

    /// Of more than one rival the last is averaged out first, until only own strategies are left.
    fn folded(&self, table: &Table, state: &[f64], out: &mut [f64], scratch: &mut Scratch) {
        let Scratch([from, to]) = scratch;
        let mut left = table.payoffs.len();
        for (step, &rival) in table.rivals.iter().rev().enumerate() {
            let mix = &state[self.place(rival)];
            left /= mix.len();
            to.resize(left, 0.0);
            let source = if step == 0 { &table.payoffs[..] } else { &from[..] };
            contracted(source, mix, to);
            std::mem::swap(from, to);
        }
        out.copy_from_slice(&from[..out.len()]);
    }

    /// The most that any player gains by a deviation, given what strategies earn.
    pub fn regret(&self, state: &[f64], earned: &[f64]) -> f64 {
        let gain = |population: usize| {
            let (mix, earned) = (&state[self.place(population)], &earned[self.place(population)]);
            earned.iter().copied().fold(f64::NEG_INFINITY, f64::max) - average(mix, earned)
        };
        (0..self.counts.len()).map(gain).fold(0.0, f64::max)
    }

    /// The state in which the players play `profile`; `None` if members of one population differ.
    pub fn state(&self, profile: &Profile<Rational>) -> Option<Vec<f64>> {
        let mut mixes = profile.iter();
        if self.counts.len() < self.payoffs.shape().players() {
            let first = mixes.next()?;
            if mixes.any(|other| other != first) {
                return None;
            }
            return Some(first.iter().map(Rational::nearest_f64).collect());
        }
        Some(mixes.flatten().map(Rational::nearest_f64).collect())
    }

    /// The profile of a state: probabilities are multiples of 2⁻⁴⁰ that sum to exactly 1.
    pub fn profile(&self, state: &[f64]) -> Profile<Rational> {
        let mixes: Vec<Vec<Rational>> = (0..self.counts.len())
            .map(|p| super::average::rounded(&state[self.place(p)]))
            .collect();
        self.repeated(&mixes)
    }

    /// A mix for each player, from one for each population.
    pub(super) fn repeated(&self, mixes: &[Vec<Rational>]) -> Profile<Rational> {
        let players = 0..self.payoffs.shape().players();
        Profile::new(players.map(|player| mixes[self.population(player)].clone()).collect())
    }
}

/// The expected payoff of a mix.
pub(super) fn average(mix: &[f64], earned: &[f64]) -> f64 {
    mix.iter().zip(earned).map(|(p, e)| p * e).sum()
}

/// Makes shares of weights.
pub(super) fn normalise(weights: &mut [f64]) {
    let sum: f64 = weights.iter().sum();
    for weight in weights {
        *weight /= sum;
    }
}

fn extremes(payoffs: &[f64]) -> (f64, f64) {
    payoffs
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &x| (low.min(x), high.max(x)))
}

/// The mean of blocks of `table`, one for each weight, written to `out`.
fn contracted(table: &[f64], weights: &[f64], out: &mut [f64]) {
    out.fill(0.0);
    for (block, &weight) in table.chunks_exact(out.len()).zip(weights) {
        if weight.abs() > 0.0 {
            for (sum, payoff) in out.iter_mut().zip(block) {
                *sum += weight * payoff;
            }
        }
    }
}

/// A player's payoffs in floats, own strategies fastest.
fn laid_out(payoffs: &Payoffs, player: usize) -> Vec<f64> {
    let shape = payoffs.shape();
    let (count, stride) = (shape.strategies()[player], shape.stride(player));
    shape
        .rival_profiles(player)
        .flat_map(|base| (0..count).map(move |own| base + own * stride))
        .map(|index| payoffs.float(player, index))
        .collect()
}

/// Whether neighbours can trade places, and so everybody.
fn symmetric(payoffs: &Payoffs) -> Result<(), MixedError> {
    let shape: &Shape = payoffs.shape();
    if shape.strategies().iter().any(|&count| count != shape.strategies()[0]) {
        return Err(MixedError::NotSymmetric);
    }
    let exact = |player, index| payoffs.exact(player, index).ok_or(MixedError::NotRational);
    for first in 1..shape.players() {
        let swapped = |player: usize| match player {
            p if p == first => first - 1,
            p if p + 1 == first => first,
            p => p,
        };
        for index in 0..shape.profiles() {
            let mut profile = shape.profile(index);
            profile.swap(first - 1, first);
            let other = shape.index(&profile);
            for player in 0..shape.players() {
                let difference = exact(player, index)?.minus(&exact(swapped(player), other)?);
                if !difference.is_zero() {
                    return Err(MixedError::NotSymmetric);
                }
            }
        }
    }
    Ok(())
}
