//! Weighted sums compared with a value: by floats if these can tell.

use std::cmp::Ordering;

use super::Fractions;
use crate::num::Rational;

/// A vector of weights and a value, to compare weighted sums with: in floats where their errors
/// leave no doubt, else exactly.
///
/// # Examples
/// ```
/// use equil::linalg::Against;
/// use equil::num::Rational;
/// use std::cmp::Ordering;
///
/// let [one, two] = [1, 2].map(Rational::integer);
/// let weights = vec![Rational::new(1, 3).unwrap(); 3];
/// let against = Against::new(&weights, &one);
/// assert_eq!(against.compare(&[one.clone(), one.clone(), one.clone()]), Ordering::Equal);
/// assert_eq!(against.compare(&[two, one.clone(), one.clone()]), Ordering::Greater);
/// ```
#[derive(Debug)]
pub struct Against<'a> {
    played: Vec<usize>,
    exact: Fractions,
    floats: Vec<f64>,
    value: &'a Rational,
}

impl<'a> Against<'a> {
    /// Weights of 0 cost nothing.
    pub fn new(weights: &[Rational], value: &'a Rational) -> Self {
        let is_played = |j: &usize| !weights[*j].is_zero();
        let played: Vec<usize> = (0..weights.len()).filter(is_played).collect();
        let used: Vec<Rational> = played.iter().map(|&j| weights[j].clone()).collect();
        let floats = used.iter().map(Rational::nearest_f64).collect();
        Self { played, exact: Fractions::new(&used), floats, value }
    }

    /// How Σ numbers(j) · weights(j) compares with the value. There are as many numbers as weights.
    pub fn compare(&self, numbers: &[Rational]) -> Ordering {
        self.in_floats(numbers).unwrap_or_else(|| {
            let numbers: Vec<Rational> = self.played.iter().map(|&j| numbers[j].clone()).collect();
            Fractions::new(&numbers).compare_dot(&self.exact, self.value)
        })
    }

    fn in_floats(&self, numbers: &[Rational]) -> Option<Ordering> {
        let value = self.value.nearest_f64();
        let (mut sum, mut size, mut most) = (0.0, value.abs(), 0.0_f64);
        for (&j, weight) in self.played.iter().zip(&self.floats) {
            let number = numbers[j].nearest_f64();
            let term = number * weight;
            sum += term;
            size += term.abs();
            most = most.max(number.abs());
        }
        // A term has three roundings, and the sum one for each: those of `size` are counted twice
        #[allow(clippy::cast_precision_loss)] // few
        let error = (2 * self.floats.len() + 16) as f64 * UNIT * size;
        let is_normal = most < LARGEST && size > SMALLEST;
        let difference = sum - value;
        (is_normal && difference.abs() > error).then(|| difference.total_cmp(&0.0))
    }
}

/// No operation on floats is off by a greater part of its result.
const UNIT: f64 = 1.0 / 4_503_599_627_370_496.0; // 2⁻⁵²

/// Between these, what is lost to underflow is nothing beside the rounding.
const SMALLEST: f64 = 1e-200;
const LARGEST: f64 = 1e100;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::Ring;
    use proptest::prelude::*;

    fn rational() -> impl Strategy<Value = Rational> {
        let part = prop_oneof![-9..9_i64, any::<i64>()];
        (part, prop_oneof![1..9_i64, 1..i64::MAX]).prop_map(|(n, d)| Rational::new(n, d).unwrap())
    }

    proptest! {
        #[test]
        fn floats_never_mislead(
            pairs in prop::collection::vec((rational(), rational()), 1..6),
            off in prop::sample::select(vec![0, 1, -1]),
            exponent in prop::sample::select(vec![10, 50, 52, 54, 62]),
        ) {
            let (numbers, weights): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
            let sum = Fractions::new(&numbers).dot(&Fractions::new(&weights));
            // Off by a few units in the last place of a float, more, or less
            let mut value = sum.clone();
            value *= &Rational::new(off, 1 << exponent).unwrap();
            value += &sum;
            prop_assert_eq!(Against::new(&weights, &value).compare(&numbers), sum.cmp(&value));
            let zero = Rational::zero();
            prop_assert_eq!(Against::new(&weights, &zero).compare(&numbers), sum.cmp(&zero));
        }
    }
}
