//! Derivatives against difference quotients.

use crate::common::model;
use equil::formula::Id;
use equil::num::{Bits, Rational, Ring, Wide};
use proptest::prelude::*;

use crate::texts::*;

proptest! {
    #![proptest_config(config(1500))]

    /// The derivative of a polynomial of degree n at x, exactly, from its values at x, …, x + n.
    #[test]
    fn derivatives_of_polynomials_are_exact(formula in polynomial(), values in values()) {
        let model = model(&file(&formula));
        let mut symbolic = model.symbolic();
        let root = symbolic.payoffs[0][0];
        let Some(form) = symbolic.graph.polynomial(root) else { return Ok(()) };
        let degree: i32 = form
            .terms()
            .map(|(monomial, _)| monomial.iter().map(|(_, power)| *power).sum())
            .max()
            .unwrap_or(0);
        prop_assume!(degree <= 20);
        let slope = symbolic.graph.derivative(&[root], 0)[0];
        let graph = &symbolic.graph;
        let along = |step: i64| {
            let mut moved = values.clone();
            moved[0] += &Rational::integer(step);
            inputs(&model, &at(&model, &moved), Rational::clone)
        };
        let mut differences: Vec<Rational> = (0..=i64::from(degree) + 1)
            .map(|step| evaluated(graph, root, &along(step), Rational::clone).unwrap())
            .collect();
        let mut expected = Rational::zero();
        for order in 1..=i64::from(degree) + 1 {
            differences = differences.windows(2).map(|pair| pair[1].minus(&pair[0])).collect();
            let sign = if order % 2 == 1 { 1 } else { -1 };
            expected.add_product(&Rational::new(sign, order).unwrap(), &differences[0]);
        }
        let found = evaluated(graph, slope, &along(0), Rational::clone).unwrap();
        prop_assert_eq!(found, expected);
    }

    /// In a thousand bits, with a step so small that only the derivative is left.
    #[test]
    fn derivatives_are_slopes(formula in smooth(), values in values(), input in 0_u32..3) {
        let model = model(&file(&formula));
        let mut symbolic = model.symbolic();
        let root = symbolic.payoffs[0][0];
        let slope = symbolic.graph.derivative(&[root], input)[0];
        let graph = &symbolic.graph;
        let number = |x: &Rational| Wide::from_rational_bits(x, Bits::new(1000));
        let power = |n: i64| Rational::integer(2).powi(n).unwrap();
        let value = |root: Id, step: &Rational| {
            let mut moved = values.clone();
            moved[input as usize] += step;
            let inputs = inputs(&model, &at(&model, &moved), number);
            evaluated(graph, root, &inputs, number).and_then(|x| x.midpoint()).unwrap()
        };
        let step = power(-150);
        let mut quotient = value(root, &step).minus(&value(root, &step.negated()));
        quotient *= &power(149);
        let found = value(slope, &Rational::zero());
        let mut bound = found.abs();
        bound += &Rational::one();
        bound *= &power(-100);
        prop_assert!(quotient.minus(&found).abs() <= bound, "{:?} and {:?}", quotient, found);
    }
}

#[test]
fn kinks_have_the_slope_of_a_side() {
    for (formula, here, slopes) in [
        ("abs(a)", 0, [-1, 1]),
        ("max(a, 2 * a)", 0, [1, 2]),
        ("min(a, 3 - a)", 5, [-1, -1]),
        ("max(min(a, 2), 1)", 3, [0, 0]),
        ("if(a < 2, 7 * a, 5)", 1, [7, 7]),
        ("abs(a)", -4, [-1, -1]),
        ("(a > 1) * 100", 3, [0, 0]),
    ] {
        let model = model(&file(formula));
        let mut symbolic = model.symbolic();
        let root = symbolic.payoffs[0][0];
        let slope = symbolic.graph.derivative(&[root], 0)[0];
        let zero = Rational::zero();
        let point = at(&model, &[Rational::integer(here), zero.clone(), zero]);
        let inputs = inputs(&model, &point, Rational::clone);
        let found = evaluated(&symbolic.graph, slope, &inputs, Rational::clone).unwrap();
        assert!(slopes.map(Rational::integer).contains(&found), "{formula} at {here}: {found}");
    }
}
