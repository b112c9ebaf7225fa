//! What can happen to a population next, and how probably.

use super::number::{Number, whole};
use super::{Fitness, Kind, Law};
use crate::num::{Rational, Ring, Sign};

/// A law with its numbers, ready to be asked about each composition.
pub(super) struct Moves<'a, T> {
    law: &'a Law,
    strategies: usize,
    /// What the row strategy gets from the column strategy: `own + strategies · other`.
    payoffs: &'a [T],
    selection: T,
    /// Of 1 less the selection, and of 1 less the mutation.
    rest: [T; 2],
    /// The probability of each other strategy when whoever is new mutates.
    mutation: T,
    mutates: bool,
    /// One over the number of others.
    others: T,
    /// The greatest difference of payoffs, for linear comparison.
    spread: T,
}

impl<'a, T: Number> Moves<'a, T> {
    /// `payoffs` are the first player's.
    pub(super) fn new(law: &'a Law, strategies: usize, payoffs: &'a [T]) -> Self {
        let number = |exact: &Rational| T::number(exact);
        let mut mutation = law.mutation.clone();
        if strategies > 1 {
            mutation /= &whole(strategies - 1);
        }
        let greatest = payoffs.iter().skip(1).fold(payoffs[0].clone(), |a, b| a.maximum(b));
        let least = payoffs.iter().skip(1).fold(payoffs[0].clone(), |a, b| a.minimum(b));
        Self {
            law,
            strategies,
            payoffs,
            selection: number(&law.selection),
            rest: [&law.selection, &law.mutation].map(|x| number(&Rational::one().minus(x))),
            mutates: law.mutation.signum() == Sign::Positive,
            mutation: number(&mutation),
            others: number(&Rational::share(1, law.size - 1)),
            spread: greatest.minus(&least),
        }
    }

    /// Whether anybody mutates.
    pub(super) fn mutates(&self) -> bool {
        self.mutates
    }

    /// The average payoff of each strategy that is played, over all others.
    fn averages(&self, composition: &[usize]) -> Vec<Option<T>> {
        let average = |own: usize| {
            let mut sum = T::zero();
            for (other, &count) in composition.iter().enumerate() {
                let met = count - usize::from(own == other);
                sum.add_product(
                    &T::number(&whole(met)),
                    &self.payoffs[own + self.strategies * other],
                );
            }
            sum *= &self.others;
            sum
        };
        let played = composition.iter().enumerate();
        played.map(|(own, &count)| (count > 0).then(|| average(own))).collect()
    }

    /// Which part of the next births each strategy has, mutants among them.
    fn births(&self, composition: &[usize]) -> Option<Vec<T>> {
        let averages = self.averages(composition);
        // Exponentials are taken of differences from the best, so that they stay within range
        let best = averages.iter().flatten().max_by(|a, b| a.near().total_cmp(&b.near()))?.clone();
        let mut births = Vec::with_capacity(self.strategies);
        let mut sum = T::zero();
        for (average, &count) in averages.iter().zip(composition) {
            let mut born = T::zero();
            if let Some(average) = average {
                born = match self.law.fitness {
                    Fitness::Exponential => {
                        let mut exponent = average.minus(&best);
                        exponent *= &self.selection;
                        power(&exponent)?
                    }
                    Fitness::Linear => {
                        let mut fitness = self.rest[0].clone();
                        fitness.add_product(&self.selection, average);
                        fitness
                    }
                };
                born *= &T::number(&whole(count));
                sum += &born;
            }
            births.push(born);
        }
        let births: Option<Vec<T>> = births.iter().map(|born| born.over(&sum)).collect();
        let births = births?;
        if !self.mutates {
            return Some(births);
        }
        let mixed = (0..self.strategies).map(|own| {
            let mut strays = T::zero();
            for (other, born) in births.iter().enumerate() {
                if other != own {
                    strays += born;
                }
            }
            strays *= &self.mutation;
            strays.add_product(&self.rest[1], &births[own]);
            strays
        });
        Some(mixed.collect())
    }

    /// Every change of one step that is not none: one individual less of the first strategy, one more of
    /// the second, and how probably. `None` where numbers are too large or too small.
    ///
    /// Of processes that replace one individual at a time.
    pub(super) fn single(&self, composition: &[usize]) -> Option<Vec<(usize, usize, T)>> {
        let mut moves = Vec::new();
        let size = self.law.size;
        if self.law.process.kind == Kind::Comparison {
            let averages = self.averages(composition);
            for (from, &own) in composition.iter().enumerate().filter(|(_, own)| **own > 0) {
                for (to, &other) in composition.iter().enumerate().filter(|(to, _)| *to != from) {
                    if other == 0 && !self.mutates {
                        continue;
                    }
                    let mut chance = self.mutation.clone();
                    if let (Some(mine), Some(theirs)) = (&averages[from], &averages[to]) {
                        let mut copied = T::number(&Rational::share(other, size - 1));
                        copied *= &self.imitated(&theirs.minus(mine))?;
                        chance.add_product(&self.rest[1], &copied);
                    }
                    chance *= &T::number(&Rational::share(own, size));
                    moves.push((from, to, chance));
                }
            }
            return Some(moves);
        }
        let births = self.births(composition)?;
        for (from, &own) in composition.iter().enumerate().filter(|(_, own)| **own > 0) {
            for (to, born) in births.iter().enumerate() {
                if to != from && !born.is_nothing() {
                    let mut chance = born.clone();
                    chance *= &T::number(&Rational::share(own, size));
                    moves.push((from, to, chance));
                }
            }
        }
        Some(moves)
    }

    /// How probably somebody imitates whoever gets so much more.
    pub(super) fn imitated(&self, more: &T) -> Option<T> {
        match self.law.fitness {
            Fitness::Exponential => {
                let mut exponent = more.clone();
                exponent *= &self.selection;
                // The exponential of a negative number, so that it stays within range
                let worse = exponent.near() < 0.0;
                let small = power(&if worse { exponent } else { exponent.neg() })?;
                let mut sum = T::one();
                sum += &small;
                if worse { small.over(&sum) } else { T::one().over(&sum) }
            }
            Fitness::Linear => {
                let half = T::number(&Rational::share(1, 2));
                // Where all payoffs are the same there is nothing to compare
                if self.spread.is_nothing() {
                    return Some(half);
                }
                let part = more.over(&self.spread)?;
                let mut chance = T::one();
                chance.add_product(&self.selection, &part);
                chance *= &half;
                Some(chance)
            }
        }
    }

    /// The probability of each strategy when one individual is drawn anew.
    ///
    /// Of processes that replace all individuals at once.
    pub(super) fn drawn(&self, composition: &[usize]) -> Option<Vec<T>> {
        self.births(composition)
    }

    /// How much less probable a mutant less is than a mutant more, when there are `mutants` of the first
    /// strategy and nobody but residents of the second: fitness over fitness, or imitation over imitation.
    ///
    /// Of processes that replace one individual at a time.
    pub(super) fn less(&self, mutant: usize, resident: usize, mutants: usize) -> Option<T> {
        let mut composition = vec![0; self.strategies];
        composition[mutant] = mutants;
        composition[resident] = self.law.size - mutants;
        let averages = self.averages(&composition);
        let (mine, theirs) = (averages[mutant].as_ref()?, averages[resident].as_ref()?);
        let [mine, theirs] = match self.law.process.kind {
            Kind::Comparison => {
                let more = theirs.minus(mine);
                [self.imitated(&more.neg())?, self.imitated(&more)?]
            }
            Kind::BirthDeath | Kind::Generation => [mine, theirs].map(|average| {
                let mut fitness = self.rest[0].clone();
                fitness.add_product(&self.selection, average);
                fitness
            }),
        };
        theirs.over(&mine)
    }
}

/// `e^exponent`, where the exponent is about 0 or below: what is too small for a float is 0.
fn power<T: Number>(exponent: &T) -> Option<T> {
    exponent.exp()
}

/// Every way in which `size` individuals, drawn with these probabilities, can turn out, in the order of
/// [`Compositions`](super::Compositions), and how probable it is.
pub(super) fn multinomial<T: Number>(size: usize, drawn: &[T]) -> Option<Vec<T>> {
    // Powers over factorials, multiplied strategy by strategy, times the factorial of all. About e
    // times as many factors as individuals are taken from one to the other: all stays within range
    let scale = T::number(&Rational::share(size * 1000, 2718));
    let terms = |chance: &T| {
        let mut each = chance.clone();
        each *= &scale;
        let mut terms = vec![T::one()];
        for count in 1..=size {
            let mut term = terms[count - 1].clone();
            term *= &each;
            terms.push(term.over(&T::number(&whole(count)))?);
        }
        Some(terms)
    };
    let terms: Vec<Vec<T>> = drawn.iter().map(terms).collect::<Option<_>>()?;
    let mut factorial = T::one();
    for count in 1..=size {
        factorial *= &T::number(&whole(count)).over(&scale)?;
    }
    let mut found = Vec::new();
    spread(&terms, size, &factorial, &mut found);
    Some(found)
}

/// Adds `so_far` times the terms of every way to spread `rest` over the strategies that are left.
fn spread<T: Number>(terms: &[Vec<T>], rest: usize, so_far: &T, found: &mut Vec<T>) {
    let (first, others) = terms.split_first().expect("there is a strategy");
    if others.is_empty() {
        found.push(so_far.times(&first[rest]));
        return;
    }
    for (count, term) in first[..=rest].iter().enumerate() {
        spread(others, rest - count, &so_far.times(term), found);
    }
}
