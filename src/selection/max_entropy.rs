//! The equilibria that say least about what is played: those of the greatest entropy.
//!
//! Entropies are sums of logarithms. Most comparisons are settled by enclosing them; two are equal
//! exactly if a product of powers of rationals is 1, which coprime factors decide.
//!
//! Sources: C. E. Shannon, "A mathematical theory of communication", *Bell System Technical
//! Journal* 27 (1948), 379–423 (`shannon1948`).

use std::cmp::Ordering;

use super::criterion::{Criterion, Judge, Verdict, every_game};
use super::field::{Bounds, Field, narrowed};
use super::greatest::greatest;
use crate::num::{Bits, Interval, Rational, Real, Ring, Sign, Wide};

pub(super) const CRITERION: Criterion = Criterion {
    name: "max-entropy",
    also: &["entropy"],
    head: "entropy",
    about: "no listed equilibrium is more mixed, by the sum of entropies",
    source: "shannon1948",
    accepts: every_game,
    judge: Judge::Together(judge),
};

/// Enough to tell apart all but numbers that are equal.
const BITS: u32 = 2048;

fn judge(field: &Field<'_>) -> Vec<Verdict> {
    let entropies: Vec<Entropy> = (0..field.len())
        .map(|i| match field.boxes(i) {
            Some(boxes) => Entropy::within(boxes),
            None => Entropy::exact(&probabilities(field, i)),
        })
        .collect();
    greatest(field, |a, b| {
        let (x, y) = (&entropies[a].near, &entropies[b].near);
        match (x.as_ref()?, y.as_ref()?) {
            (x, y) if x.hi() < y.lo() => Some(Ordering::Less),
            (x, y) if x.lo() > y.hi() => Some(Ordering::Greater),
            _ => entropies[a].exact.as_ref()?.compare(entropies[b].exact.as_ref()?),
        }
    })
}

/// All probabilities that are neither 0 nor 1: these have an entropy of 0.
fn probabilities(field: &Field<'_>, i: usize) -> Vec<Rational> {
    let all = field.profile(i).iter().flatten();
    all.filter(|p| !p.is_zero() && **p != Rational::one()).cloned().collect()
}

struct Entropy {
    /// `None` when there is no enclosure.
    near: Option<Interval>,
    exact: Option<Logs>,
}

impl Entropy {
    fn exact(probabilities: &[Rational]) -> Self {
        let mut near = Some(Interval::zero());
        for p in probabilities {
            near = near.zip(term(&Interval::from_rational(p))).map(|(mut sum, term)| {
                sum += &term;
                sum
            });
        }
        Self { near, exact: Some(Logs::new(probabilities)) }
    }

    fn within(boxes: &[Vec<Bounds>]) -> Self {
        let mut near = Some(Interval::zero());
        for (low, high) in boxes.iter().flatten().filter(|(_, high)| !high.is_zero()) {
            let p = Real::hull(&Interval::from_rational(low), &Interval::from_rational(high));
            near = near.zip(p.as_ref().and_then(term)).map(|(mut sum, term)| {
                sum += &term;
                sum
            });
        }
        Self { near, exact: None }
    }
}

/// −p·ln p.
fn term<T: Real>(p: &T) -> Option<T> {
    let mut product = p.ln()?;
    product *= p;
    Some(product.neg())
}

/// The sum of −p·ln p over some probabilities, increasing.
struct Logs(Vec<Rational>);

impl Logs {
    fn new(probabilities: &[Rational]) -> Self {
        let mut sorted = probabilities.to_vec();
        sorted.sort();
        Self(sorted)
    }

    fn compare(&self, other: &Self) -> Option<Ordering> {
        if self.0 == other.0 || self.powers(other).is_some_and(is_one) {
            return Some(Ordering::Equal);
        }
        let sum = |logs: &Self, bits: u32| {
            let mut sum = Wide::zero();
            for p in &logs.0 {
                sum += &term(&Wide::from_rational_bits(p, Bits::new(bits as usize)))?;
            }
            Some(sum)
        };
        narrowed(BITS, |bits| {
            let mut difference = sum(self, bits)?;
            difference -= &sum(other, bits)?;
            Some(difference)
        })
        .map(|sign| sign.cmp(&Sign::Zero))
    }

    /// Numbers with exponents: the difference of the sums is that of exponent times logarithm.
    /// `None` where a number is too long.
    fn powers(&self, other: &Self) -> Option<Vec<(u64, Rational)>> {
        let mut powers = Vec::new();
        for (p, sign) in self.0.iter().map(|p| (p, -1)).chain(other.0.iter().map(|p| (p, 1))) {
            let (numerator, denominator) = p.as_small()?;
            let mut exponent = p.clone();
            exponent *= &Rational::integer(sign);
            powers.push((denominator, exponent.negated()));
            powers.push((u64::try_from(numerator).ok()?, exponent));
        }
        Some(powers)
    }
}

/// Whether the product of the powers is 1: written with bases that have no factor in common, that
/// takes all exponents to be 0.
fn is_one(mut left: Vec<(u64, Rational)>) -> bool {
    let mut bases: Vec<(u64, Rational)> = Vec::new();
    while let Some((number, exponent)) = left.pop() {
        if number <= 1 || exponent.is_zero() {
            continue;
        }
        let shared = |(base, _): &(u64, Rational)| gcd(*base, number) > 1;
        let Some(place) = bases.iter().position(shared) else {
            bases.push((number, exponent));
            continue;
        };
        let (base, power) = bases.swap_remove(place);
        let common = gcd(base, number);
        let mut both = power.clone();
        both += &exponent;
        // base^power · number^exponent, in smaller numbers
        left.push((base / common, power));
        left.push((number / common, exponent));
        left.push((common, both));
    }
    bases.is_empty()
}

fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(one: &[(i64, i64)], other: &[(i64, i64)]) -> Option<Ordering> {
        let logs = |list: &[(i64, i64)]| {
            Logs::new(&list.iter().map(|&(n, d)| Rational::new(n, d).unwrap()).collect::<Vec<_>>())
        };
        logs(one).compare(&logs(other))
    }

    #[test]
    fn entropies_are_compared_exactly() {
        let half = [(1, 2); 2];
        // Two bits either way
        assert_eq!(compare(&[half, half].concat(), &[(1, 4); 4]), Some(Ordering::Equal));
        // A sixth: a half and a third
        assert_eq!(
            compare(&[(1, 6); 6], &[&half[..], &[(1, 3); 3]].concat()),
            Some(Ordering::Equal)
        );
        assert_eq!(compare(&half, &[(1, 3), (2, 3)]), Some(Ordering::Greater));
        assert_eq!(compare(&[], &half), Some(Ordering::Less));
        // Beyond what floats tell apart
        let tiny = 1_000_000_000_000;
        assert_eq!(
            compare(&half, &[(tiny - 1, 2 * tiny), (tiny + 1, 2 * tiny)]),
            Some(Ordering::Greater)
        );
    }
}
