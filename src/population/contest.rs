//! Two strategies in one population, one of which will be left: how probably which?

use super::number::{BITS, Number, whole};
use super::{Bounds, PopulationError, Watch};
use crate::game::{Combination, Payoffs};
use crate::linalg::{Leading, Semifield};
use crate::num::{Bits, Certain, Rational, Ring, Sign, Wide};

/// Mutants among residents, one step at a time, where a mutant more is `exp(α · advantage)` times as
/// probable as a mutant less. The advantage may change with the number of mutants, by the same amount
/// for each: combinations of one player's payoffs.
///
/// With `S(k)` the sum of the advantages of 1 to k mutants, one mutant takes over with probability
/// `1 / Σ exp(−α S(k))`, k from 0 to one less than the population.
#[derive(Clone, Debug)]
pub struct Contest {
    /// Whose payoffs.
    pub player: usize,
    /// The advantage of a single mutant.
    pub first: Combination,
    /// What a further mutant adds to it.
    pub step: Combination,
    /// How many individuals there are.
    pub size: usize,
}

impl Contest {
    /// The probability that `from` mutants take over.
    ///
    /// # Errors
    /// [`PopulationError`] when payoffs are not bounded, or `watch` ends it.
    ///
    /// # Complexity
    /// Two exponentials, and three products for each individual.
    pub fn fixation(
        &self,
        payoffs: &Payoffs,
        alpha: &Rational,
        from: usize,
        watch: Watch<'_>,
    ) -> Result<Wide, PopulationError> {
        let mut less = self.ratio(payoffs, &self.first, alpha)?;
        let step = self.ratio(payoffs, &self.step, alpha)?;
        odds(self.size, from, watch, |mutants| {
            if mutants > 1 {
                less *= &step;
            }
            Some(less.clone())
        })
    }

    /// `exp(−α · combination)`.
    fn ratio(
        &self,
        payoffs: &Payoffs,
        combination: &Combination,
        alpha: &Rational,
    ) -> Result<Wide, PopulationError> {
        let mut exponent = self.value(payoffs, combination)?;
        exponent *= &Wide::number(&alpha.negated());
        Ok(exponent.exp())
    }

    fn value(&self, payoffs: &Payoffs, combination: &Combination) -> Result<Wide, PopulationError> {
        if payoffs.rational().is_some() {
            let exact = payoffs.bounds(self.player, combination);
            return exact.map(|(value, _)| Wide::number(&value)).ok_or(PopulationError::Unproved);
        }
        let mut sum = Wide::from_rational_bits(&Rational::zero(), Bits::new(BITS));
        for (index, coefficient) in combination {
            let payoff = payoffs.wide(self.player, *index, BITS.try_into().unwrap_or(u32::MAX));
            sum.add_product(&payoff.ok_or(PopulationError::Unproved)?, &Wide::number(coefficient));
        }
        Ok(sum)
    }

    /// Like [`fixation`](Self::fixation) of one mutant as α grows: `c · ε^r` with `ε = exp(−α)`. The
    /// exponent is `None` where it is positive and not rational.
    ///
    /// # Errors
    /// [`PopulationError::Unsettled`] when a sign is.
    ///
    /// # Complexity
    /// One comparison for each individual; one where the advantage does not change.
    pub fn limit(&self, payoffs: &Payoffs) -> Result<Order, PopulationError> {
        match payoffs.rational() {
            Some(_) => self.rational_limit(payoffs),
            None => self.enclosed_limit(payoffs),
        }
    }

    /// The greatest `−S(k)`, and how many k attain it.
    fn rational_limit(&self, payoffs: &Payoffs) -> Result<Order, PopulationError> {
        let exact = |combination| {
            let bounds = payoffs.bounds(self.player, combination);
            bounds.map(|(value, _)| value).ok_or(PopulationError::Unsettled)
        };
        let (mut advantage, step) = (exact(&self.first)?, exact(&self.step)?);
        if step.is_zero() {
            return Ok(match advantage.signum() {
                Sign::Positive => Order::constant(Rational::one()),
                Sign::Zero => Order::constant(Rational::share(1, self.size)),
                Sign::Negative => {
                    advantage *= &whole(self.size - 1).negated();
                    Order { coefficient: Rational::one(), exponent: Some(advantage) }
                }
            });
        }
        let (mut sum, mut greatest, mut attained) = (Rational::zero(), Rational::zero(), 1_usize);
        for _ in 1..self.size {
            sum -= &advantage;
            advantage += &step;
            match sum.cmp(&greatest) {
                std::cmp::Ordering::Greater => (greatest, attained) = (sum.clone(), 1),
                std::cmp::Ordering::Equal => attained += 1,
                std::cmp::Ordering::Less => {}
            }
        }
        Ok(Order { coefficient: Rational::share(1, attained), exponent: Some(greatest) })
    }

    /// Only whether some `S(k)` is negative, and how many are 0.
    fn enclosed_limit(&self, payoffs: &Payoffs) -> Result<Order, PopulationError> {
        let mut attained = 1;
        for mutants in 1..self.size {
            // S(k) = k · first + k (k − 1) / 2 · step
            let scaled = |combination: &Combination, by: &Rational| {
                let scaled = combination.iter().map(|(index, coefficient)| {
                    let mut product = coefficient.clone();
                    product *= by;
                    (*index, product)
                });
                scaled.collect::<Combination>()
            };
            let mut half = Rational::share(mutants, 2);
            half *= &whole(mutants - 1);
            let mut sum = scaled(&self.first, &whole(mutants));
            sum.extend(scaled(&self.step, &half));
            match payoffs.sign(self.player, &sum).ok_or(PopulationError::Unsettled)? {
                Sign::Negative => {
                    return Ok(Order { coefficient: Rational::one(), exponent: None });
                }
                Sign::Zero => attained += 1,
                Sign::Positive => {}
            }
        }
        Ok(Order::constant(Rational::share(1, attained)))
    }
}

/// What a probability is like in the limit: `coefficient · ε^exponent`. Where the exponent is not
/// known, it is positive, and the coefficient says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// A positive number.
    pub coefficient: Rational,
    /// Not negative; `None` if it is positive and not rational.
    pub exponent: Option<Rational>,
}

impl Order {
    /// A probability that does not vanish.
    pub fn constant(coefficient: Rational) -> Self {
        Self { coefficient, exponent: Some(Rational::zero()) }
    }

    /// Whether it stays positive in the limit.
    pub fn is_kept(&self) -> bool {
        self.exponent.as_ref().is_some_and(Rational::is_zero)
    }

    /// As a leading term, with coefficients as some number.
    pub(super) fn leading<C: Semifield + Ring>(&self) -> Option<Leading<C>> {
        let exponent = self.exponent.clone()?;
        Some(Leading { coefficient: C::from_rational(&self.coefficient), exponent })
    }
}

/// Individuals between two questions to the caller.
const BETWEEN: usize = 1 << 10;

/// The probability that `from` of `size` are `size` before they are 0, when one less is `less(count)`
/// times as probable as one more; called for 1, 2, ….
pub(super) fn odds<T: Number>(
    size: usize,
    from: usize,
    watch: Watch<'_>,
    mut less: impl FnMut(usize) -> Option<T>,
) -> Result<T, PopulationError> {
    let (mut product, mut sum, mut reached) = (T::one(), T::one(), T::one());
    for mutants in 1..size {
        if mutants % BETWEEN == 0 && !watch(mutants as u64, size as u64) {
            return Err(PopulationError::Stopped);
        }
        if mutants == from {
            reached = sum.clone();
        }
        product *= &less(mutants).ok_or(PopulationError::Unproved)?;
        sum += &product;
    }
    reached.over(&sum).ok_or(PopulationError::Unproved)
}

/// Bounds of a probability, if it has any.
pub(super) fn bounded<T: Certain>(number: &T) -> Result<Bounds, PopulationError> {
    super::number::probability(number).ok_or(PopulationError::Unproved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::Real;

    #[test]
    fn what_is_as_good_is_drawn_by_lot() {
        let less = |_| Some(Rational::one());
        for from in 1..7 {
            let odds = odds::<Rational>(7, from, &|_, _| true, less).unwrap();
            assert_eq!(odds, Rational::share(from, 7));
        }
        let twice = odds::<f64>(3, 1, &|_, _| true, |_| Real::powi(&2.0, 1)).unwrap();
        assert!((twice - 1.0 / 7.0).abs() < 1e-15);
    }
}
