//! Probabilities of pure profiles: what a mediator, or a habit, makes the players do together.

use super::{Profile, Shape};
use crate::num::{Rational, Ring};

/// A probability distribution over pure profiles: numbers of profiles, increasing, each with a
/// positive probability; they sum to 1.
///
/// # Examples
/// ```
/// use equil::game::{Distribution, Shape};
/// use equil::num::Rational;
///
/// let shape = Shape::new(vec![2, 2]).unwrap();
/// let half = Rational::new(1, 2).unwrap();
/// let coin = Distribution::new(&shape, vec![(0, half.clone()), (3, half.clone())]).unwrap();
/// assert_eq!(coin.marginals(&shape)[1], [half.clone(), half]);
/// assert_eq!(coin.as_product(&shape), None); // no independent choices make this
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution(Vec<(usize, Rational)>);

impl Distribution {
    /// The distribution with these probabilities, in any order; those that are 0 may be left out.
    /// `None` when a profile does not exist or comes twice, one is negative, or the sum is not 1.
    pub fn new(shape: &Shape, mut probabilities: Vec<(usize, Rational)>) -> Option<Self> {
        probabilities.retain(|(_, p)| !p.is_zero());
        probabilities.sort_by_key(|(index, _)| *index);
        let known = probabilities.iter().all(|(index, _)| *index < shape.profiles());
        let once = probabilities.windows(2).all(|pair| pair[0].0 < pair[1].0);
        let mut total = Rational::zero();
        for (_, probability) in &probabilities {
            total += probability;
        }
        let positive = probabilities.iter().all(|(_, p)| *p > Rational::zero());
        (known && once && positive && total == Rational::one()).then_some(Self(probabilities))
    }

    /// The pure profile number `index` for sure.
    pub fn pure(index: usize) -> Self {
        Self(vec![(index, Rational::one())])
    }

    /// What is played when the players mix independently.
    ///
    /// # Complexity
    /// The product of the supports.
    pub fn product(shape: &Shape, profile: &Profile<Rational>) -> Self {
        let mut cells = vec![(0, Rational::one())];
        // From the last player down, so that the first varies fastest
        for (player, strategy) in profile.iter().enumerate().rev() {
            let played: Vec<(usize, &Rational)> =
                strategy.iter().enumerate().filter(|(_, p)| !p.is_zero()).collect();
            cells = cells
                .iter()
                .flat_map(|(base, weight)| {
                    played.iter().map(move |(strategy, p)| {
                        let mut product = weight.clone();
                        product *= p;
                        (base + strategy * shape.stride(player), product)
                    })
                })
                .collect();
        }
        Self(cells)
    }

    /// The profiles with positive probability, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, (usize, Rational)> {
        self.0.iter()
    }

    /// The probability of the pure profile number `index`.
    pub fn probability(&self, index: usize) -> Rational {
        let place = self.0.binary_search_by_key(&index, |(other, _)| *other);
        place.map_or_else(|_| Rational::zero(), |place| self.0[place].1.clone())
    }

    /// How often each player plays each strategy.
    pub fn marginals(&self, shape: &Shape) -> Profile<Rational> {
        let mut strategies: Vec<Vec<Rational>> =
            shape.strategies().iter().map(|&count| vec![Rational::zero(); count]).collect();
        for (index, probability) in &self.0 {
            for (player, strategy) in strategies.iter_mut().enumerate() {
                strategy[shape.strategy(*index, player)] += probability;
            }
        }
        Profile::new(strategies)
    }

    /// The mixed strategies that make this distribution when played independently, if any do.
    pub fn as_product(&self, shape: &Shape) -> Option<Profile<Rational>> {
        let profile = self.marginals(shape);
        let played: usize = profile.supports().iter().map(Vec::len).product();
        let same = played == self.0.len() && Self::product(shape, &profile) == *self;
        same.then_some(profile)
    }

    /// This distribution with probability 1 − `weight`, else `other`; `weight` from 0 to 1.
    #[must_use]
    pub fn mixed(&self, other: &Self, weight: &Rational) -> Self {
        let rest = Rational::one().minus(weight);
        let mut all: Vec<(usize, Rational)> = Vec::with_capacity(self.0.len() + other.0.len());
        let scaled = |(index, p): &(usize, Rational), by: &Rational| {
            let mut product = p.clone();
            product *= by;
            (*index, product)
        };
        all.extend(self.0.iter().map(|cell| scaled(cell, &rest)));
        all.extend(other.0.iter().map(|cell| scaled(cell, weight)));
        all.sort_by_key(|(index, _)| *index);
        let mut merged: Vec<(usize, Rational)> = Vec::with_capacity(all.len());
        for (index, p) in all {
            match merged.last_mut() {
                Some((last, sum)) if *last == index => *sum += &p,
                _ => merged.push((index, p)),
            }
        }
        merged.retain(|(_, p)| !p.is_zero());
        Self(merged)
    }
}

impl<'a> IntoIterator for &'a Distribution {
    type Item = &'a (usize, Rational);
    type IntoIter = std::slice::Iter<'a, (usize, Rational)>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_and_marginals_are_inverse() {
        let shape = Shape::new(vec![2, 3, 2]).unwrap();
        let [zero, third, half] =
            [(0, 1), (1, 3), (1, 2)].map(|(n, d)| Rational::new(n, d).unwrap());
        let profile = Profile::new(vec![
            vec![half.clone(), half.clone()],
            vec![third.clone(), zero.clone(), Rational::new(2, 3).unwrap()],
            vec![zero, Rational::one()],
        ]);
        let together = Distribution::product(&shape, &profile);
        assert_eq!(together.as_product(&shape), Some(profile));
        assert_eq!(together.probability(shape.index(&[1, 2, 1])), third);
        let again = Distribution::new(&shape, together.iter().rev().cloned().collect());
        assert_eq!(again, Some(together.clone()));
        let other = Distribution::pure(0);
        let mixed = together.mixed(&other, &half);
        assert_eq!(mixed.probability(0), half);
        assert_eq!(mixed.as_product(&shape), None);
        assert_eq!(mixed.mixed(&other, &Rational::one()), other);
    }

    #[test]
    fn what_is_no_distribution_is_refused() {
        let shape = Shape::new(vec![2, 2]).unwrap();
        let [one, half] = [(1, 1), (1, 2)].map(|(n, d)| Rational::new(n, d).unwrap());
        assert_eq!(Distribution::new(&shape, vec![(4, one.clone())]), None);
        assert_eq!(Distribution::new(&shape, vec![(0, half.clone())]), None);
        assert_eq!(Distribution::new(&shape, vec![(0, half.clone()), (0, half)]), None);
        assert_eq!(
            Distribution::new(&shape, vec![(0, one.clone()), (1, one.clone()), (2, one.negated())]),
            None
        );
    }
}
