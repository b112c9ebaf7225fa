//! Zeros of polynomials that are known.

use proptest::prelude::*;

use super::{Effort, Multivariate, RealRoot, Univariate};
use crate::num::{Rational, Ring, Sign};

fn polynomial(coefficients: &[i64]) -> Univariate {
    Univariate::new(coefficients.iter().map(|&c| Rational::integer(c)).collect())
}

fn linear(root: &Rational) -> Univariate {
    Univariate::new(vec![root.negated(), Rational::one()])
}

#[test]
fn wilkinson_has_all_its_zeros() {
    let product = (1..=20)
        .fold(polynomial(&[1]), |product, root| product.times(&linear(&Rational::integer(root))));
    let zeros = product.zeros(&Rational::integer(3), &Rational::integer(30));
    let exact: Vec<Option<&Rational>> = zeros.iter().map(RealRoot::exact).collect();
    let expected: Vec<Rational> = (3..=20).map(Rational::integer).collect();
    assert_eq!(exact, expected.iter().map(Some).collect::<Vec<_>>());
}

/// Floats tell most signs of polynomials of high degree, integers the others: near zeros, and at them.
#[test]
fn signs_of_many_terms() {
    let third = Rational::new(-1, 3).unwrap();
    let mut coefficients = vec![Rational::zero(); 60];
    coefficients[0] = third;
    coefficients[7] = Rational::new(5, 7).unwrap();
    coefficients[59] = Rational::new(-2, 11).unwrap();
    let many = Univariate::new(coefficients).times(&linear(&Rational::new(2, 5).unwrap()));
    let tiny = Rational::integer(2).powi(-200).unwrap();
    for (numerator, denominator) in [(2, 5), (0, 1), (1, 1), (9, 10), (-3, 2), (7, 1), (1, 3)] {
        let place = Rational::new(numerator, denominator).unwrap();
        for place in [place.minus(&tiny), place.clone(), place.minus(&tiny.negated())] {
            assert_eq!(many.sign_at(&place), many.at(&place).signum(), "{place}");
        }
    }
    assert_eq!(many.sign_at(&Rational::new(2, 5).unwrap()), Sign::Zero);
}

#[test]
fn zeros_very_close_to_each_other_are_two() {
    // (x² − 2)(x² − 2 − 10⁻¹⁸)
    let tiny = Rational::integer(10).powi(-18).unwrap();
    let first = polynomial(&[-2, 0, 1]);
    let second = first.plus_scaled(&tiny.negated(), &polynomial(&[1]));
    let zeros = first.times(&second).zeros(&Rational::integer(0), &Rational::integer(5));
    assert_eq!(zeros.len(), 2);
    assert_eq!(zeros[0].sign_of(&first), Sign::Zero);
    assert_eq!(zeros[0].sign_of(&second), Sign::Negative);
    assert_eq!(zeros[1].sign_of(&first), Sign::Positive);
    assert_eq!(zeros[1].sign_of(&second), Sign::Zero);
}

proptest! {
    #[test]
    fn products_have_the_zeros_of_their_factors(
        roots in prop::collection::vec((-40_i64..40, 1_i64..12, 1_usize..4), 1..5),
        (low, span) in (-45_i64..40, 0_i64..60),
        other in prop::collection::vec(-9_i64..9, 1..4),
    ) {
        let exact: Vec<Rational> =
            roots.iter().map(|(n, d, _)| Rational::new(*n, *d).unwrap()).collect();
        // x² + x + 1 has no zeros
        let mut product = polynomial(&[1, 1, 1]);
        for (root, (_, _, times)) in exact.iter().zip(&roots) {
            for _ in 0..*times {
                product = product.times(&linear(root));
            }
        }
        let (low, high) = (Rational::integer(low), Rational::integer(low + span));
        let mut expected: Vec<Rational> =
            exact.into_iter().filter(|root| *root >= low && *root <= high).collect();
        expected.sort();
        expected.dedup();
        let zeros = product.zeros(&low, &high);
        let found: Vec<Rational> = zeros.iter().filter_map(|zero| zero.exact().cloned()).collect();
        prop_assert_eq!(&found, &expected);
        prop_assert_eq!(zeros.len(), expected.len());
        let other = polynomial(&other);
        for zero in zeros {
            prop_assert_eq!(zero.sign_of(&other), other.sign_at(zero.exact().unwrap()));
        }
    }

    #[test]
    fn signs_at_square_roots(square in 2_i64..50, linear in (-20_i64..20, 1_i64..9)) {
        let zeros = polynomial(&[-square, 0, 1])
            .zeros(&Rational::integer(0), &Rational::integer(8));
        let other = polynomial(&[linear.0, linear.1]);
        // linear.0 + linear.1 · √square, whose sign integers tell
        let sign = (linear.0 >= 0 || linear.1 * linear.1 * square > linear.0 * linear.0)
            .cmp(&(linear.0 < 0 && linear.1 * linear.1 * square < linear.0 * linear.0));
        prop_assume!(linear.1 * linear.1 * square != linear.0 * linear.0);
        prop_assert_eq!(zeros[0].sign_of(&other), Sign::from(sign));
    }
}

/// A polynomial of three variables with few terms.
fn few(terms: &[(u32, u32, u32, i64)]) -> Multivariate<u8> {
    let mut sum = Multivariate::constant(Rational::zero());
    for (x, y, z, coefficient) in terms {
        let mut term = Multivariate::constant(Rational::integer(*coefficient));
        for (variable, power) in [(0, *x), (1, *y), (2, *z)] {
            for _ in 0..power {
                term = term.times(&Multivariate::variable(variable));
            }
        }
        sum = sum.plus_scaled(&Rational::one(), &term);
    }
    sum
}

fn terms() -> impl Strategy<Value = Vec<(u32, u32, u32, i64)>> {
    prop::collection::vec((0..3_u32, 0..2_u32, 0..2_u32, -4..5_i64), 1..4)
}

proptest! {
    /// A common factor is found, and leaves coprime quotients.
    #[test]
    fn common_factors_of_several_variables(a in terms(), b in terms(), c in terms()) {
        let (a, b, c) = (few(&a), few(&b), few(&c));
        prop_assume!(!a.is_zero() && !b.is_zero() && !c.is_zero());
        let mut effort = Effort::default();
        let (x, y) = (a.times(&c), b.times(&c));
        if let Some(common) = x.common(&y, &mut effort) {
            let effort = &mut Effort::default();
            prop_assert!(common.divided(&c, effort).is_some(), "{common:?}");
            let (x, y) = (x.divided(&common, effort).unwrap(), y.divided(&common, effort).unwrap());
            let rest = x.common(&y, &mut Effort::default()).unwrap();
            prop_assert_eq!(rest.as_constant(), Some(Rational::one()));
        }
    }

    /// Factors multiply to what they were taken from; what is squared is seen to be.
    #[test]
    fn factors_of_several_variables(a in terms(), b in terms()) {
        let (a, b) = (few(&a), few(&b));
        prop_assume!(!a.is_zero() && !b.is_zero());
        let whole = a.times(&b).times(&b);
        if let Some(factors) = whole.factors(&mut Effort::default()) {
            let one = Multivariate::constant(Rational::one());
            let product = factors.iter().fold(one, |product, (factor, power)| {
                (0..*power).fold(product, |product, _| product.times(factor))
            });
            let number = whole.divided(&product, &mut Effort::default());
            prop_assert!(number.is_some_and(|number| number.as_constant().is_some()));
            if b.as_constant().is_none() {
                prop_assert!(factors.iter().any(|(_, power)| *power >= 2), "{factors:?}");
            }
        }
    }
}
