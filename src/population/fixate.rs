//! How probably mutants take over.

use super::contest::{bounded, odds};
use super::law::advantage;
use super::moves::{Moves, multinomial};
use super::number::{Number, probability};
use super::{Bounds, Contest, Fitness, Kind, Law, PopulationError, Watch};
use crate::game::Payoffs;
use crate::linalg::Rates;
use crate::num::{Certain, Interval, Rational, Wide};

/// Up to here rational probabilities are given as fractions: numbers of digits grow with the square.
const EXACT: usize = 200;
/// The same where all are replaced at once: a chain of so many states is solved.
const EXACT_GENERATIONS: usize = 12;
/// The most individuals where all are replaced at once.
const MOST_GENERATIONS: usize = 1000;
/// Up to here chains are solved in wide enclosures at once, and where floats run out of range.
const WIDE_GENERATIONS: usize = 60;
const MOST_WIDE_GENERATIONS: usize = 200;

/// The probability that `from` individuals of one strategy, `mutant`, are all there is before they are
/// gone, when everyone else plays `resident` and nobody mutates: exact bounds, equal where payoffs and
/// fitness are rational and the population is small.
///
/// Sources: M. A. Nowak, A. Sasaki, C. Taylor and D. Fudenberg, "Emergence of cooperation and
/// evolutionary stability in finite populations", *Nature* 428 (2004), 646–650 (`nowak2004`); A.
/// Traulsen, M. A. Nowak and J. M. Pacheco, "Stochastic dynamics of invasion and fixation", *Physical
/// Review E* 74 (2006), 011909 (`traulsen2006`).
///
/// # Errors
/// [`PopulationError`] when the law is not one for this game, the numbers prove nothing, or `watch`
/// ends it.
///
/// # Complexity
/// A few products for each individual; where all are replaced at once, a third of n³ products for n
/// individuals.
///
/// # Panics
/// When there is no such strategy, or more of them than individuals.
pub fn fixation(
    payoffs: &Payoffs,
    law: &Law,
    mutant: usize,
    resident: usize,
    from: usize,
    watch: Watch<'_>,
) -> Result<Bounds, PopulationError> {
    law.check(payoffs)?;
    if let Some(exact) = exact(payoffs, law, mutant, resident, from, watch) {
        return exact.map(|value| (value.clone(), value));
    }
    bounded(&enclosed(payoffs, law, mutant, resident, from, watch)?)
}

/// [`fixation`] as a fraction, where it is one that is written down.
pub(super) fn exact(
    payoffs: &Payoffs,
    law: &Law,
    mutant: usize,
    resident: usize,
    from: usize,
    watch: Watch<'_>,
) -> Option<Result<Rational, PopulationError>> {
    if from == 0 || from == law.size || mutant == resident {
        return Some(Ok(Rational::integer(i64::from(from > 0))));
    }
    let most = match law.process.kind {
        Kind::Generation => EXACT_GENERATIONS,
        Kind::BirthDeath | Kind::Comparison => EXACT,
    };
    if law.size > most || !law.is_rational() {
        return None;
    }
    let numbers = law.numbers::<Rational>(payoffs)?;
    Some(of(&numbers, payoffs, law, mutant, resident, from, watch))
}

/// [`fixation`] as a narrow enclosure.
pub(super) fn enclosed(
    payoffs: &Payoffs,
    law: &Law,
    mutant: usize,
    resident: usize,
    from: usize,
    watch: Watch<'_>,
) -> Result<Wide, PopulationError> {
    if from == 0 || from == law.size || mutant == resident {
        let value = Rational::integer(i64::from(from > 0));
        return Ok(Wide::number(&value));
    }
    let single = law.process.kind != Kind::Generation;
    if single && law.fitness == Fitness::Exponential {
        let strategies = payoffs.shape().strategies()[0];
        let [first, step] = advantage(strategies, law.size, mutant, resident);
        let contest = Contest { player: 0, first, step, size: law.size };
        return contest.fixation(payoffs, &law.selection, from, watch);
    }
    if !single && law.size > MOST_GENERATIONS {
        return Err(PopulationError::TooLarge { states: law.size + 1 });
    }
    if !single && law.size > WIDE_GENERATIONS {
        let numbers = law.numbers::<Interval>(payoffs).ok_or(PopulationError::Unproved)?;
        match of(&numbers, payoffs, law, mutant, resident, from, watch) {
            Ok(found) if found.lo() > 0.0 => return Ok(found.into()),
            Err(PopulationError::Stopped) => return Err(PopulationError::Stopped),
            _ if law.size > MOST_WIDE_GENERATIONS => return Err(PopulationError::Unproved),
            _ => {}
        }
    }
    let numbers = law.numbers::<Wide>(payoffs).ok_or(PopulationError::Unproved)?;
    of(&numbers, payoffs, law, mutant, resident, from, watch)
}

/// [`fixation`] in some kind of numbers.
fn of<T: Number + Certain>(
    numbers: &[T],
    payoffs: &Payoffs,
    law: &Law,
    mutant: usize,
    resident: usize,
    from: usize,
    watch: Watch<'_>,
) -> Result<T, PopulationError> {
    let strategies = payoffs.shape().strategies()[0];
    let none = Law { mutation: Rational::integer(0), ..law.clone() };
    let moves = Moves::new(&none, strategies, numbers);
    if law.process.kind != Kind::Generation {
        return odds(law.size, from, watch, |mutants| moves.less(mutant, resident, mutants));
    }
    // After either end play starts again, so that ends are counted as visits
    let mut rates = vec![(0, from, T::one()), (law.size, from, T::one())];
    for mutants in 1..law.size {
        if !watch(mutants as u64, law.size as u64) {
            return Err(PopulationError::Stopped);
        }
        let mut composition = vec![0; strategies];
        composition[mutant] = mutants;
        composition[resident] = law.size - mutants;
        let drawn = moves.drawn(&composition).ok_or(PopulationError::Unproved)?;
        let two = [drawn[mutant].clone(), drawn[resident].clone()];
        let next = multinomial(law.size, &two).ok_or(PopulationError::Unproved)?;
        rates.extend(next.into_iter().enumerate().map(|(count, chance)| (mutants, count, chance)));
    }
    let shares = T::stationary(Rates::new(law.size + 1, &rates), watch)?;
    let mut ends = shares[0].clone();
    ends += &shares[law.size];
    shares[law.size].over(&ends).ok_or(PopulationError::Unproved)
}

/// The same as bounds.
pub(super) fn of_all<T: Certain>(shares: &[T]) -> Result<Vec<Bounds>, PopulationError> {
    shares.iter().map(probability).collect::<Option<_>>().ok_or(PopulationError::Unproved)
}
