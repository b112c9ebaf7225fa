//! Exact, in floats, in batches of floats, enclosed, as a polynomial: all readings agree.

use std::cmp::Ordering;

use crate::common::{BITS, model};
use equil::formula::{Op, Tape};
use equil::num::{Interval, Rational, Ring};
use proptest::prelude::*;

use crate::texts::*;

proptest! {
    #![proptest_config(config(1500))]

    #[test]
    fn every_reading_agrees(formula in any_formula(), values in values()) {
        let model = model(&file(&formula));
        let point = at(&model, &values);
        let symbolic = model.symbolic();
        let graph = &symbolic.graph;
        let (rationals, floats, intervals, wides) = (
            inputs(&model, &point, Rational::clone),
            inputs(&model, &point, Rational::nearest_f64),
            inputs(&model, &point, Interval::from_rational),
            inputs(&model, &point, wide),
        );
        let columns: Vec<Vec<f64>> = floats.iter().map(|x| vec![*x; 3]).collect();
        let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let here = model.at(&point, BITS);
        for profile in 0..4 {
            let root = symbolic.payoffs[0][profile];
            let exact = evaluated(graph, root, &rationals, Rational::clone);
            let float = evaluated(graph, root, &floats, Rational::nearest_f64);
            let interval = evaluated(graph, root, &intervals, Interval::from_rational);
            let narrow = evaluated(graph, root, &wides, wide);
            let tape = Tape::new(graph, &[root]);
            let mut batch = [0.0; 3];
            tape.evaluate(&columns, 3, &mut batch);
            if let Some(float) = float {
                let same = batch.iter().all(|x| x.partial_cmp(&float).is_some_and(Ordering::is_eq));
                prop_assert!(same, "batch {:?}, alone {}", batch, float);
            } else {
                // One of several reasons not to have a value, all of them visible in the batch, or
                // an overflow that a later step undid
                let same = batch.iter().all(|x| x.total_cmp(&batch[0]).is_eq());
                prop_assert!(same, "{:?}", batch);
            }
            if let Some(interval) = &interval {
                if let Some(float) = float {
                    // Every step rounds to a float between the ends of the step's enclosure
                    prop_assert!(inside(float, interval), "{} in {:?}", float, interval);
                }
                if let Some(exact) = &exact {
                    prop_assert!(interval.contains(exact), "{:?} in {:?}", exact, interval);
                }
            }
            if let (Some(narrow), Some(exact)) = (&narrow, &exact) {
                prop_assert!(narrow.contains(exact), "{:?} in {:?}", exact, narrow);
            }
            if let (Some(interval), Some(narrow)) = (&interval, &narrow) {
                let narrow = narrow.to_interval();
                let within = interval.lo() <= narrow.lo() && narrow.hi() <= interval.hi();
                prop_assert!(within, "{:?} in {:?}", narrow, interval);
            }
            // The model at the point: folded from the start, hence at least as much is exact
            if let Ok(here) = &here {
                if let Some(game) = here.rational() {
                    let exactly = &game.payoffs(0)[profile];
                    if let Some(exact) = &exact {
                        prop_assert_eq!(exact, exactly);
                    }
                    if let Some(interval) = &interval {
                        prop_assert!(interval.contains(exactly));
                    }
                    if let Some(narrow) = &narrow {
                        prop_assert!(narrow.contains(exactly));
                    }
                } else if let Some(exact) = &exact {
                    let known = here.wide(0, profile, 256).unwrap();
                    prop_assert!(known.contains(exact));
                }
            }
        }
    }

    /// Floats and exact numbers are near each other where neither is near a jump: checked in the
    /// only way that needs no tolerance, by the enclosure that holds both.
    #[test]
    fn payoffs_at_a_point_enclose_what_floats_say(formula in smooth(), values in values()) {
        let model = model(&file(&formula));
        let point = at(&model, &values);
        let here = model.at(&point, BITS).unwrap();
        let coarse = here.intervals();
        for profile in 0..4 {
            let interval = &coarse.payoffs(0)[profile];
            prop_assert!(inside(here.float(0, profile), interval));
            let narrow = here.wide(0, profile, 512).unwrap();
            let width = narrow.width().unwrap();
            let mut size = narrow.midpoint().unwrap().abs();
            size += &Rational::one();
            size *= &Rational::integer(2).powi(-400).unwrap();
            prop_assert!(width <= size, "512 bits give 400 in {}", formula);
        }
    }

    #[test]
    fn a_polynomial_is_its_normal_form(formula in polynomial(), values in values()) {
        let model = model(&file(&formula));
        let point = at(&model, &values);
        let symbolic = model.symbolic();
        let graph = &symbolic.graph;
        let root = symbolic.payoffs[0][0];
        let inputs = inputs(&model, &point, Rational::clone);
        let exact = evaluated(graph, root, &inputs, Rational::clone).unwrap();
        let Some(form) = graph.polynomial(root) else { return Ok(()) };
        let values = graph.evaluate(&graph.reachable(&[root]), &inputs, Rational::clone);
        let mut sum = Rational::zero();
        for (monomial, coefficient) in form.terms() {
            prop_assert!(!coefficient.is_zero());
            let mut term = coefficient.clone();
            for (id, power) in monomial {
                prop_assert!(matches!(graph.op(*id), equil::formula::Op::Input(_)));
                term *= &values.get(*id).unwrap().powi((*power).into()).unwrap();
            }
            sum += &term;
        }
        prop_assert_eq!(sum, exact);
    }

    /// Two ways to write one polynomial have one normal form.
    #[test]
    fn normal_forms_are_unique(x in polynomial(), y in polynomial(), z in polynomial()) {
        for (one, other) in [
            (format!("({x}) * (({y}) + ({z}))"), format!("({z}) * ({x}) + ({x}) * ({y})")),
            (format!("(({x}) + ({y}))^2"), format!("({x})^2 + 2 * ({y}) * ({x}) + ({y})^2")),
            (format!("({x}) - (({y}) - ({z}))"), format!("({x}) + ({z}) - ({y})")),
        ] {
            let model = model(&file(&format!("if(ann.x, {one}, {other})")));
            let symbolic = model.symbolic();
            let [Some(one), Some(other)] =
                [0, 1].map(|own| symbolic.graph.polynomial(symbolic.payoffs[0][own]))
            else {
                continue;
            };
            // A power that is too long to be multiplied out stands for itself
            let whole = [&one, &other].into_iter().all(|form| {
                let mut nodes = form.terms().flat_map(|(monomial, _)| monomial);
                nodes.all(|(id, _)| matches!(symbolic.graph.op(*id), Op::Input(_)))
            });
            if whole {
                prop_assert_eq!(one, other);
            }
        }
    }

    /// Where a formula has no value, no reading invents one.
    #[test]
    fn what_is_undefined_stays_undefined(formula in smooth(), values in values(), hole in 0_usize..4) {
        let hole = ["1 / (a - a0)", "log(a - a0)", "sqrt(a - a0 - 1)", "(a - a0)^(-1)"][hole];
        let hole = hole.replace("a0", &format!("({})", values[0]));
        let model = model(&file(&format!("{formula} + {hole}")));
        let point = at(&model, &values);
        prop_assert!(model.at(&point, 256).is_err());
        let symbolic = model.symbolic();
        let root = symbolic.payoffs[0][0];
        let rationals = inputs(&model, &point, Rational::clone);
        prop_assert_eq!(evaluated(&symbolic.graph, root, &rationals, Rational::clone), None);
        let wides = inputs(&model, &point, wide);
        prop_assert!(evaluated(&symbolic.graph, root, &wides, wide).is_none());
    }
}

/// The values of all kinds of number, checked against numbers worked out by hand.
#[test]
fn formulas_mean_what_they_say() {
    for (formula, expected) in [
        ("2 + 3 * 4", "14"),
        ("-2^2", "-4"),
        ("2^3^2", "512"),
        ("2^-1", "1/2"),
        ("7 - 2 - 1", "4"),
        ("8 / 4 / 2", "1"),
        ("0.1 + 0.2 == 0.3", "1"),
        ("1 < 2 and 2 < 1 or 3 >= 3", "1"),
        ("not 3 + not 0", "0"),
        ("if(0, 1 / 0, 5)", "5"),
        ("min(3, 1, 2) + max(4)", "5"),
        ("abs(-3/2)", "3/2"),
        ("sqrt(9/4)", "3/2"),
        ("8^(1/3)", "2"),
        ("exp(0) + log(1)", "1"),
        ("ann.x + 10 * bob.any + 100 * count(all.x)", "211"),
        ("own[self] + own[bob]", "20/7"),
        ("2 != 2", "0"),
        ("0 * log(2)", "0"),
        ("1_000 + 1e-3", "1000001/1000"),
    ] {
        let model = model(&file(formula));
        let one = Rational::one();
        let point = at(&model, &[one.clone(), one.clone(), one]);
        let payoffs = model.at(&point, BITS).unwrap_or_else(|e| panic!("{formula}: {e}"));
        let exact = payoffs.rational().unwrap_or_else(|| panic!("{formula} is not exact"));
        assert_eq!(exact.payoffs(0)[0].to_string(), expected, "{formula}");
    }
}
