//! Vectors of rationals over one common denominator: products of them need no gcd until the end.

use std::cmp::Ordering;

use dashu_base::Gcd;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::integer::{fraction, gcd};
use crate::num::{Rational, Ring};

/// A vector of rationals written as integers without a common divisor, times one rational.
///
/// # Examples
/// ```
/// use equil::linalg::Fractions;
/// use equil::num::Rational;
///
/// let half = Rational::new(1, 2).unwrap();
/// let x = Fractions::new(&[half.clone(), half.clone()]);
/// let y = Fractions::new(&[Rational::integer(3), half]);
/// assert_eq!(x.dot(&y).to_string(), "7/4");
/// ```
#[derive(Clone, Debug)]
pub struct Fractions {
    pub(super) integers: Integers,
    /// The positive number that the vector was multiplied by.
    pub(super) scale: Rational,
}

/// Integers in machine words if they fit.
#[derive(Clone, Debug)]
pub(super) enum Integers {
    Small(Vec<i128>),
    Big(Vec<IBig>),
}

impl Fractions {
    /// Brings `numbers` to a common denominator.
    pub fn new(numbers: &[Rational]) -> Self {
        small(numbers).unwrap_or_else(|| big(numbers))
    }

    /// The greatest number that all entries are integer multiples of; 1 if all are 0.
    #[allow(clippy::missing_panics_doc)] // an invariant
    pub fn unit(&self) -> Rational {
        self.scale.recip().expect("scales are positive")
    }

    /// The integers, if they fit machine words.
    pub fn small(&self) -> Option<&[i128]> {
        match &self.integers {
            Integers::Small(n) => Some(n),
            Integers::Big(_) => None,
        }
    }

    /// The integers, whatever their size.
    pub fn to_big(&self) -> Vec<IBig> {
        self.integers.clone().into_big()
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        match &self.integers {
            Integers::Small(n) => n.len(),
            Integers::Big(n) => n.len(),
        }
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The numbers, in lowest terms.
    pub fn numbers(&self) -> Vec<Rational> {
        self.over(&self.scale)
    }

    /// The sum of the numbers.
    pub fn sum(&self) -> Rational {
        let mut sum = self.integers.sum();
        sum /= &self.scale;
        sum
    }

    /// What part each number is of their sum; `None` if that is 0.
    pub fn shares(&self) -> Option<Vec<Rational>> {
        let sum = self.integers.sum();
        (!sum.is_zero()).then(|| self.over(&sum))
    }

    fn over(&self, denominator: &Rational) -> Vec<Rational> {
        let inverse = denominator.recip().expect("it is not 0");
        let times = |mut n: Rational| {
            n *= &inverse;
            n
        };
        match &self.integers {
            Integers::Small(n) => n.iter().map(|n| times(signed(*n))).collect(),
            Integers::Big(n) => {
                n.iter().map(|n| times(Rational::from_big(RBig::from(n.clone())))).collect()
            }
        }
    }

    /// Σ self(i) · other(i), over the entries that both have.
    ///
    /// # Complexity
    /// One integer multiplication for each entry, and one gcd in all.
    pub fn dot(&self, other: &Self) -> Rational {
        let sum = match self.integers.dot(&other.integers) {
            Ok(sum) => signed(sum),
            Err(sum) => Rational::from_big(RBig::from(sum)),
        };
        let mut product = sum;
        if !product.is_zero() {
            let mut scale = self.scale.clone();
            scale *= &other.scale;
            product /= &scale;
        }
        product
    }

    /// How [`Fractions::dot`] compares with `bound`, without any gcd.
    pub fn compare_dot(&self, other: &Self, bound: &Rational) -> Ordering {
        let sum = self.integers.dot(&other.integers);
        let factors = [bound, &self.scale, &other.scale];
        if let Ok(sum) = &sum
            && let Some((numerator, denominator)) = small_product(factors)
            && let Some(left) = sum.checked_mul(denominator)
        {
            return left.cmp(&numerator);
        }
        let sum = sum.map_or_else(|big| big, IBig::from);
        let (mut numerator, mut denominator) = (IBig::ONE, sum);
        for factor in factors {
            if factor.to_i64() != Some(1) {
                let (above, below) = factor.to_big().into_parts();
                numerator *= above;
                denominator *= IBig::from(below);
            }
        }
        denominator.cmp(&numerator)
    }
}

/// The sum of the products of `terms`: over one common denominator where weights, the first of each
/// pair, are long.
///
/// # Examples
/// ```
/// use equil::linalg::weighted_sum;
/// use equil::num::Rational;
///
/// let (half, three) = (Rational::new(1, 2).unwrap(), Rational::integer(3));
/// assert_eq!(weighted_sum([(&half, &three), (&half, &half)].into_iter()).to_string(), "7/4");
/// ```
pub fn weighted_sum<'a>(
    terms: impl Iterator<Item = (&'a Rational, &'a Rational)> + Clone,
) -> Rational {
    if terms.clone().any(|(weight, _)| weight.as_small().is_none()) {
        let (weights, numbers): (Vec<_>, Vec<_>) =
            terms.map(|(weight, number)| (weight.clone(), number.clone())).unzip();
        return Fractions::new(&weights).dot(&Fractions::new(&numbers));
    }
    let mut sum = Rational::zero();
    for (weight, number) in terms {
        sum.add_product(weight, number);
    }
    sum
}

fn signed(n: i128) -> Rational {
    let magnitude = fraction(n.unsigned_abs(), 1);
    if n < 0 { magnitude.negated() } else { magnitude }
}

/// Numerator and denominator of a product.
fn small_product(factors: [&Rational; 3]) -> Option<(i128, i128)> {
    factors.into_iter().try_fold((1_i128, 1_i128), |(above, below), factor| {
        let (numerator, denominator) = factor.as_small()?;
        Some((above.checked_mul(numerator.into())?, below.checked_mul(denominator.into())?))
    })
}

impl Integers {
    fn sum(&self) -> Rational {
        let big = |sum: IBig| Rational::from_big(RBig::from(sum));
        match self {
            Self::Small(n) => match n.iter().try_fold(0_i128, |sum, x| sum.checked_add(*x)) {
                Some(sum) => signed(sum),
                None => big(n.iter().map(|x| IBig::from(*x)).sum()),
            },
            Self::Big(n) => big(n.iter().sum()),
        }
    }

    /// Σ self(i) · other(i), in machine words if it fits.
    fn dot(&self, other: &Self) -> Result<i128, IBig> {
        let mixed = |a: &[i128], b: &[IBig]| {
            a.iter().zip(b).filter(|(x, _)| **x != 0).map(|(x, y)| IBig::from(*x) * y).sum()
        };
        match (self, other) {
            (Self::Small(a), Self::Small(b)) => {
                let mut pairs = a.iter().zip(b);
                let sum = pairs.try_fold(0_i128, |sum, (x, y)| sum.checked_add(x.checked_mul(*y)?));
                sum.ok_or_else(|| {
                    a.iter().zip(b).map(|(x, y)| IBig::from(*x) * IBig::from(*y)).sum()
                })
            }
            (Self::Small(a), Self::Big(b)) | (Self::Big(b), Self::Small(a)) => Err(mixed(a, b)),
            (Self::Big(a), Self::Big(b)) => Err(a.iter().zip(b).map(|(x, y)| x * y).sum()),
        }
    }

    /// The same integers as big ones.
    pub(super) fn into_big(self) -> Vec<IBig> {
        match self {
            Self::Small(n) => n.into_iter().map(IBig::from).collect(),
            Self::Big(n) => n,
        }
    }
}

fn small(numbers: &[Rational]) -> Option<Fractions> {
    let mut common = 1_u128;
    for number in numbers {
        let denominator = u128::from(number.as_small()?.1);
        if !common.is_multiple_of(denominator) {
            common = common.checked_mul(denominator / gcd(common, denominator))?;
        }
    }
    let signed = i128::try_from(common).ok()?;
    let mut integers = Vec::with_capacity(numbers.len() + 1);
    let mut content = 0;
    for number in numbers {
        let (numerator, denominator) = number.as_small()?;
        let factor = if denominator == 1 { signed } else { signed / i128::from(denominator) };
        let integer = i128::from(numerator).checked_mul(factor).filter(|n| *n != i128::MIN)?;
        if content != 1 {
            content = gcd(integer.unsigned_abs(), content);
        }
        integers.push(integer);
    }
    let content = content.max(1);
    if content > 1 {
        let divisor = i128::try_from(content).ok()?;
        for n in &mut integers {
            *n /= divisor;
        }
    }
    let scale = if common == content { Rational::one() } else { fraction(common, content) };
    Some(Fractions { integers: Integers::Small(integers), scale })
}

fn big(numbers: &[Rational]) -> Fractions {
    let bigs: Vec<RBig> = numbers.iter().map(Rational::to_big).collect();
    let mut common = UBig::ONE;
    for number in &bigs {
        let denominator = number.denominator();
        // Most often it divides what there is, which is seen sooner than a common divisor
        if !denominator.is_one() && !(&common % denominator).is_zero() {
            common = &common * (denominator / (&common).gcd(denominator));
        }
    }
    let mut integers: Vec<IBig> =
        bigs.iter().map(|n| n.numerator() * IBig::from(&common / n.denominator())).collect();
    let mut content = UBig::ZERO;
    for integer in integers.iter().filter(|n| !n.is_zero()) {
        if content.is_one() {
            break;
        }
        let magnitude = integer.clone().into_parts().1;
        content = if content.is_zero() { magnitude } else { content.gcd(magnitude) };
    }
    if content.is_zero() {
        content = UBig::ONE;
    }
    if !content.is_one() {
        let divisor = IBig::from(content.clone());
        for n in &mut integers {
            *n /= &divisor;
        }
    }
    let scale = Rational::from_big(RBig::from_parts(common.into(), content));
    Fractions { integers: Integers::Big(integers), scale }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rational() -> impl Strategy<Value = Rational> {
        let part = prop_oneof![-9..9_i64, any::<i64>()];
        (part, prop_oneof![1..9_i64, 1..i64::MAX]).prop_map(|(n, d)| Rational::new(n, d).unwrap())
    }

    proptest! {
        #[test]
        fn dot_is_the_sum_of_products(
            pairs in prop::collection::vec((rational(), rational()), 0..5),
            bound in rational(),
        ) {
            let (a, b): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
            let mut sum = Rational::zero();
            for (x, y) in a.iter().zip(&b) {
                sum.add_product(x, y);
            }
            prop_assert_eq!(Fractions::new(&a).dot(&Fractions::new(&b)), sum.clone());
            prop_assert_eq!(big(&a).dot(&Fractions::new(&b)), sum.clone());
            for bound in [&sum, &bound] {
                let order = Fractions::new(&a).compare_dot(&Fractions::new(&b), bound);
                prop_assert_eq!(order, sum.cmp(bound));
                prop_assert_eq!(big(&a).compare_dot(&big(&b), bound), order);
            }
        }
    }

    #[test]
    fn small_vectors_stay_small() {
        let numbers =
            [Rational::new(1, 6), Rational::new(-1, 4), Rational::new(0, 1)].map(Option::unwrap);
        let Fractions { integers: Integers::Small(n), scale } = Fractions::new(&numbers) else {
            panic!("they fit");
        };
        assert_eq!((n, scale), (vec![2, -3, 0], Rational::integer(12)));
        assert_eq!(Fractions::new(&[]).len(), 0);
    }
}
