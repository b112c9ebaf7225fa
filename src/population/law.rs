//! How a population changes: a process with its numbers.

use super::number::{Number, whole};
use super::{Kind, PopulationError, Process, Symmetry, symmetry};
use crate::game::Payoffs;
use crate::num::{Rational, Ring, Sign};

/// What a payoff is worth to whoever gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fitness {
    /// `exp(selection · payoff)`; who compares imitates with probability `1 / (1 + exp(−selection ·
    /// difference))` (Fermi's function).
    Exponential,
    /// `1 − selection + selection · payoff`; who compares imitates with probability `1/2 + selection/2 ·
    /// difference / greatest difference`.
    Linear,
}

/// How one population changes.
#[derive(Clone, Debug)]
pub struct Law {
    /// Who is replaced, and by what.
    pub process: &'static Process,
    /// How payoffs count.
    pub fitness: Fitness,
    /// How many individuals there are, at least 2.
    pub size: usize,
    /// How much payoffs count; not negative, and at most 1 where fitness is linear.
    pub selection: Rational,
    /// How probably whoever is new plays another strategy, each of the others as probably.
    pub mutation: Rational,
}

impl Law {
    /// What the first player gets in each profile; `None` where the type cannot hold it.
    ///
    /// Where only differences count, as parts of the greatest, rational payoffs go from 0 to 1, so that
    /// no rounding hides how far they are apart.
    pub(super) fn numbers<T: Number>(&self, payoffs: &Payoffs) -> Option<Vec<T>> {
        let relative = (self.process.kind, self.fitness) == (Kind::Comparison, Fitness::Linear);
        let Some(game) = payoffs.rational().filter(|_| relative) else {
            return T::payoffs(payoffs);
        };
        let own = game.payoffs(0);
        let (least, greatest) = (own.iter().min()?, own.iter().max()?);
        let mut spread = greatest.clone();
        spread -= least;
        let part = |payoff: &Rational| {
            let mut part = payoff.clone();
            part -= least;
            if !spread.is_zero() {
                part /= &spread;
            }
            T::number(&part)
        };
        Some(own.iter().map(part).collect())
    }

    /// Checks that the law is one for this game.
    ///
    /// # Errors
    /// [`PopulationError`], with what is wrong.
    pub fn check(&self, payoffs: &Payoffs) -> Result<Symmetry, PopulationError> {
        let symmetry = symmetry(payoffs)?;
        if self.size < 2 {
            return Err(PopulationError::TooFew { least: 2 });
        }
        if self.selection.signum() == Sign::Negative {
            return Err(PopulationError::Range("selection is not negative"));
        }
        if self.mutation.signum() == Sign::Negative || self.mutation > Rational::one() {
            return Err(PopulationError::Range("mutation is a probability"));
        }
        if self.fitness == Fitness::Linear {
            if self.selection > Rational::one() {
                return Err(PopulationError::Range("with linear fitness selection is at most 1"));
            }
            match self.process.kind {
                Kind::Comparison if self.selection == Rational::one() => {
                    return Err(PopulationError::Range(
                        "with linear comparison selection is below 1: the worst would never be imitated",
                    ));
                }
                Kind::Comparison => {}
                Kind::BirthDeath | Kind::Generation => self.positive(payoffs)?,
            }
        }
        Ok(symmetry)
    }

    /// Whether linear fitness is positive whatever the others play: each alone is enough, as payoffs are
    /// averages.
    fn positive(&self, payoffs: &Payoffs) -> Result<(), PopulationError> {
        let count = payoffs.shape().strategies()[0];
        let rest = Rational::one().minus(&self.selection);
        for index in 0..count * count {
            let sign = match payoffs.bounds(0, &[(index, self.selection.clone())]) {
                Some((mut low, _)) => {
                    low += &rest;
                    low.signum()
                }
                None => Sign::Zero,
            };
            if sign != Sign::Positive {
                return Err(PopulationError::Fitness { strategy: index % count });
            }
        }
        Ok(())
    }

    /// Whether probabilities are rational when payoffs are.
    pub fn is_rational(&self) -> bool {
        self.fitness == Fitness::Linear || self.selection.is_zero()
    }
}

/// What an individual of a mutant strategy gets more than a resident, on average over all others, as
/// combinations of the first player's payoffs: when it is the only mutant among `size`, and what each
/// further mutant adds.
pub(super) fn advantage(
    strategies: usize,
    size: usize,
    mutant: usize,
    resident: usize,
) -> [Vec<(usize, Rational)>; 2] {
    let place = |own: usize, other: usize| own + strategies * other;
    let each = Rational::share(1, size - 1);
    let minus = each.negated();
    let mut rest = whole(size - 2);
    rest *= &minus;
    let first = vec![
        (place(mutant, resident), Rational::one()),
        (place(resident, mutant), minus.clone()),
        (place(resident, resident), rest),
    ];
    let step = vec![
        (place(mutant, mutant), each.clone()),
        (place(mutant, resident), minus.clone()),
        (place(resident, mutant), minus),
        (place(resident, resident), each),
    ];
    [first, step]
}
