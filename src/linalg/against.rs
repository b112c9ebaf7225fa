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
        let terms = self.played.iter().zip(&self.floats);
        certain_order(terms.map(|(&j, w)| (numbers[j].nearest_f64(), *w)), self.value.nearest_f64())
    }
}

/// How the sum of the products of `terms` compares with `value`, where all of these are the floats
/// nearest to the numbers that are meant; `None` if their errors leave a doubt.
///
/// # Examples
/// ```
/// use equil::linalg::certain_order;
/// use std::cmp::Ordering;
///
/// let third = 1.0 / 3.0;
/// assert_eq!(certain_order([(2.0, third), (1.0, third)].into_iter(), 0.5), Some(Ordering::Greater));
/// assert_eq!(certain_order([(2.0, third), (1.0, third)].into_iter(), 1.0), None);
/// ```
pub fn certain_order(terms: impl Iterator<Item = (f64, f64)>, value: f64) -> Option<Ordering> {
    let (mut sum, mut size, mut most, mut count) = (0.0, value.abs(), 0.0_f64, 0.0);
    for (number, weight) in terms {
        let term = number * weight;
        sum += term;
        size += term.abs();
        most = most.max(number.abs()).max(weight.abs());
        count += 1.0;
    }
    // A term has three roundings, and the sum one for each: those of `size` are counted twice
    let error = (2.0 * count + 16.0) * UNIT * size;
    let is_normal = most < LARGEST && size > SMALLEST;
    let difference = sum - value;
    (is_normal && difference.abs() > error).then(|| difference.total_cmp(&0.0))
}

/// No operation on floats is off by a greater part of its result.
const UNIT: f64 = 1.0 / 4_503_599_627_370_496.0; // 2⁻⁵²

/// What is lost to underflow, at most the least float times a number or weight, is nothing beside the
/// rounding of what is larger than the first, if these are smaller than the second.
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

    #[test]
    fn what_underflows_or_is_huge_is_left_to_exact_numbers() {
        // 7.5e-324 is stored as 1e-323: by a third too much
        assert_eq!(certain_order([(7.5e-324, 1e308)].into_iter(), 8.5e-16), None);
        assert_eq!(certain_order([(1e101, 1.0)].into_iter(), 1.0), None);
        assert_eq!(certain_order([(1.0, 2.0)].into_iter(), 1.0), Some(Ordering::Greater));
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
