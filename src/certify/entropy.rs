//! Checks of entropy: how much a distribution has, and that no correlated equilibrium has more.

use super::correlated::{Concept, disobediences};
use crate::game::{Combination, Distribution, Payoffs};
use crate::num::{Certain, Interval, Rational, Ring};

/// Bounds of the entropy of a distribution, −Σ p ln p, in nats.
///
/// # Examples
/// ```
/// use equil::certify::entropy;
/// use equil::game::{Distribution, Shape};
/// use equil::num::Rational;
///
/// let shape = Shape::new(vec![2, 2]).unwrap();
/// let quarter = Rational::new(1, 4).unwrap();
/// let even = Distribution::new(&shape, (0..4).map(|k| (k, quarter.clone())).collect()).unwrap();
/// let (low, high) = entropy(&even).unwrap();
/// assert!(low.nearest_f64() <= 4_f64.ln() && 4_f64.ln() <= high.nearest_f64());
/// ```
pub fn entropy(distribution: &Distribution) -> Option<(Rational, Rational)> {
    let mut sum = Interval::zero();
    for (_, probability) in distribution {
        let p = Interval::from_rational(probability);
        sum.sub_product(&p, &p.ln()?);
    }
    sum.bounds()
}

/// A number, in nats, that no equilibrium's entropy exceeds: that of the multipliers (nonnegative,
/// of ways to disobey, by number). `None` when one is negative or unknown, or nothing can be bounded.
///
/// Σ p ln p is at least Σ p x − ln Σ exp(x) for all numbers x of the profiles (Gibbs' inequality);
/// with x the weighted gains by obeying, Σ p x is at least 0 in every equilibrium.
///
/// # Complexity
/// One combination for each player in each pure profile.
pub fn entropy_bound(
    payoffs: &Payoffs,
    concept: Concept,
    multipliers: &[(usize, Rational)],
) -> Option<Rational> {
    let shape = payoffs.shape();
    let ways = disobediences(shape, concept);
    let mut exponents = Vec::with_capacity(shape.profiles());
    for index in 0..shape.profiles() {
        let mut exponent = Interval::zero();
        for player in 0..shape.players() {
            let mut own = Rational::zero();
            let mut combination = Combination::new();
            for (number, weight) in multipliers {
                let way = ways.get(*number)?;
                if *weight < Rational::zero() {
                    return None;
                }
                if way.player == player
                    && let Some(other) = way.replaced(shape, index)
                {
                    own += weight;
                    combination.push((other, weight.negated()));
                }
            }
            if !combination.is_empty() {
                combination.push((index, own));
                let (_, high) = payoffs.bounds(player, &combination)?;
                exponent += &Interval::from_rational(&high);
            }
        }
        exponents.push(exponent);
    }
    let most = exponents.iter().map(Interval::hi).fold(f64::NEG_INFINITY, f64::max);
    let shift = Interval::point(most)?;
    let mut sum = Interval::zero();
    for exponent in &exponents {
        sum += &exponent.minus(&shift).exp();
    }
    let mut bound = sum.ln()?;
    bound += &shift;
    bound.bounds().map(|(_, high)| high)
}
