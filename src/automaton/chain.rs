//! Profiles, one after the other, as a Markov chain.

use super::Joint;
use crate::game::{Combination, Shape};
use crate::linalg::{Matrix, RegularPart, solve};
use crate::num::{Rational, Ring};

/// In each state profiles are played with probabilities, and lead on.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    /// For each state: profile, probability, next state.
    pub(super) arcs: Vec<Vec<(usize, Rational, usize)>>,
    profiles: usize,
}

impl Chain {
    pub(super) fn new(shape: &Shape, arcs: Vec<Vec<(usize, Rational, usize)>>) -> Self {
        Self { arcs, profiles: shape.profiles() }
    }

    /// Everybody does what their automaton says.
    pub(super) fn of(joint: &Joint<'_>) -> Self {
        let arcs = (0..joint.states().len()).map(|state| {
            let plays = joint.plays(state, None).into_iter();
            plays.map(|(profile, p)| (profile, p, joint.next(state, profile))).collect()
        });
        Self::new(joint.shape(), arcs.collect())
    }

    /// From each state on, how much each profile is played: `(1 − δ) Σ δ^t` times its probability after `t` rounds. Profiles that
    /// are never played are left out.
    pub(super) fn frequencies(&self, discount: &Rational) -> Vec<Combination> {
        assert!(*discount < Rational::one(), "play without end has no weight");
        let certain = self.arcs.iter().map(|arcs| match &arcs[..] {
            [(profile, _, next)] => Some((*profile, *next)),
            _ => None,
        });
        match certain.collect::<Option<Vec<_>>>() {
            Some(steps) => self.followed(&steps, discount),
            None => self.solved(discount),
        }
    }

    /// Without lots: along the cycles first, then back along what leads to them.
    fn followed(&self, steps: &[(usize, usize)], discount: &Rational) -> Vec<Combination> {
        let today = Rational::one().minus(discount);
        let mut found: Vec<Option<Combination>> = vec![None; steps.len()];
        for start in 0..steps.len() {
            let mut way = Vec::new();
            let mut place = vec![false; 0];
            place.resize(steps.len(), false);
            let mut at = start;
            while found[at].is_none() && !place[at] {
                place[at] = true;
                way.push(at);
                at = steps[at].1;
            }
            if found[at].is_none() {
                let cycle = &way[way.iter().position(|&state| state == at).unwrap_or(0)..];
                let mut weights = vec![Rational::zero(); self.profiles];
                let mut power = Rational::one();
                for &state in cycle {
                    weights[steps[state].0] += &power;
                    power *= discount;
                }
                let mut scale = today.clone();
                scale /= &Rational::one().minus(&power);
                for weight in weights.iter_mut().filter(|weight| !weight.is_zero()) {
                    *weight *= &scale;
                }
                found[at] = Some(sparse(weights));
            }
            for &state in way.iter().rev().filter(|&&state| state != at) {
                let (profile, next) = steps[state];
                let mut weights = vec![Rational::zero(); self.profiles];
                for (index, weight) in found[next].iter().flatten() {
                    weights[*index].add_product(discount, weight);
                }
                weights[profile] += &today;
                found[state] = Some(sparse(weights));
            }
        }
        found.into_iter().flatten().collect()
    }

    /// With lots: `(I − δ M) x = (1 − δ) r` for each profile, which has one solution.
    fn solved(&self, discount: &Rational) -> Vec<Combination> {
        let count = self.arcs.len();
        let today = Rational::one().minus(discount);
        let mut entries = vec![Rational::zero(); count * count];
        let mut right = vec![vec![Rational::zero(); count]; self.profiles];
        for (state, arcs) in self.arcs.iter().enumerate() {
            entries[state * count + state] += &Rational::one();
            for (profile, p, next) in arcs {
                entries[state * count + next].sub_product(discount, p);
                right[*profile][state].add_product(&today, p);
            }
        }
        let mut found = vec![Vec::new(); count];
        let Some(matrix) = Matrix::new(count, count, entries) else { return found };
        let part = RegularPart::new(&matrix);
        let whole = part.rows().len() == count;
        for (profile, right) in right.iter().enumerate() {
            if right.iter().all(Rational::is_zero) {
                continue;
            }
            let solution = if whole {
                let sides: Vec<Rational> =
                    part.rows().iter().map(|&row| right[row].clone()).collect();
                let numbers = part.solution(&sides).numbers();
                let mut ordered = vec![Rational::zero(); count];
                for (&column, number) in part.columns().iter().zip(numbers) {
                    ordered[column] = number;
                }
                ordered
            } else {
                solve(&matrix, right).unique().unwrap_or_default()
            };
            for (state, weight) in solution.into_iter().enumerate().filter(|(_, w)| !w.is_zero()) {
                found[state].push((profile, weight));
            }
        }
        found
    }
}

/// What is not 0.
pub(super) fn sparse(weights: Vec<Rational>) -> Combination {
    weights.into_iter().enumerate().filter(|(_, weight)| !weight.is_zero()).collect()
}

/// The sum of combinations, each times a number; in order, without what is 0.
pub(super) fn gathered<'a>(
    shape: &Shape,
    terms: impl Iterator<Item = (Rational, &'a Combination)>,
) -> Combination {
    let mut weights = vec![Rational::zero(); shape.profiles()];
    for (factor, combination) in terms {
        for (index, weight) in combination {
            weights[*index].add_product(&factor, weight);
        }
    }
    sparse(weights)
}
