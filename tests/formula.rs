//! One formula, many readings: exact, in floats, in batches of floats, enclosed, differentiated, as
//! a polynomial, as LaTeX. They agree on random formulas; what cannot be settled is said.

mod common;

use std::cmp::Ordering;

use common::{BITS, everything, model, payoffs};
use equil::answer::{Answer, Open, answer};
use equil::certify::{Certificate, certify};
use equil::dominance::{Among, Kind, eliminate, standing};
use equil::formula::{Expr, Graph, Id, Leaf, Names, Tape, latex};
use equil::game::Profile;
use equil::model::{Assignment, Model, Payoff, Query, QueryKind};
use equil::nash::{Coverage, Settings};
use equil::num::{Bits, Interval, Rational, Real, Ring, Sign, Wide};
use equil::solve::solve;
use proptest::prelude::*;

const PARAMETERS: [&str; 3] = ["a", "b", "c"];

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// A game in which `formula` is the payoff of `ann`, with everything that a formula may name.
fn file(formula: &str) -> String {
    format!(
        r#"
format = 1
[game]
name = "formula"
[players]
ann = ["x", "y"]
bob = ["x", "z"]
[classes.bob]
any = ["x", "z"]
[groups]
all = ["ann", "bob"]
[params]
a = {{ range = [-100, 100] }}
b = {{ range = [-100, 100] }}
c = {{ range = [-100, 100] }}
[params.own]
each = "all"
ann = 3
bob = "-1/7"
[define]
h = "a - 2 * ann.x"
[payoff]
ann = "{formula}"
bob = "a + b + c + h + own[bob]"
"#
    )
}

/// Any formula: every operator and function, and everything that has a name.
fn any_formula() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => prop::sample::select(&PARAMETERS[..]).prop_map(str::to_owned),
        2 => (0_u32..=4).prop_map(|n| n.to_string()),
        1 => (0_u32..=99, 1_u32..=9).prop_map(|(n, d)| format!("{n}.{d}")),
        2 => prop::sample::select(vec![
            "h", "own[self]", "own[bob]", "ann.x", "bob.z", "self.y", "bob.any", "count(all.x)",
            "1e-3", ".5",
        ])
        .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        let infix = prop::sample::select(vec![
            "+", "-", "*", "/", "+", "-", "*", "<", "<=", ">", ">=", "==", "!=", "and", "or",
        ]);
        let exponent = prop::sample::select(vec!["0", "1", "2", "3", "5", "(-1)", "(-2)", "(1/2)"]);
        prop_oneof![
            6 => (inner.clone(), infix, inner.clone()).prop_map(|(x, op, y)| format!("({x} {op} {y})")),
            2 => (inner.clone(), exponent).prop_map(|(x, n)| format!("({x})^{n}")),
            1 => (inner.clone(), inner.clone()).prop_map(|(x, y)| format!("abs({x})^({y})")),
            1 => inner.clone().prop_map(|x| format!("(-{x})")),
            1 => inner.clone().prop_map(|x| format!("(not {x})")),
            1 => (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(c, x, y)| format!("if({c}, {x}, {y})")),
            1 => (prop::sample::select(vec!["min", "max"]), prop::collection::vec(inner.clone(), 1..=3))
                .prop_map(|(f, list)| format!("{f}({})", list.join(", "))),
            2 => (prop::sample::select(vec!["abs", "exp", "log", "sqrt"]), inner)
                .prop_map(|(f, x)| format!("{f}({x})")),
        ]
    })
}

/// A polynomial in the parameters.
fn polynomial() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        3 => prop::sample::select(&PARAMETERS[..]).prop_map(str::to_owned),
        1 => (0_u32..=9, 1_u32..=4).prop_map(|(n, d)| format!("({n} / {d})")),
    ];
    leaf.prop_recursive(4, 24, 2, |inner| {
        prop_oneof![
            4 => (inner.clone(), prop::sample::select(vec!["+", "-", "*"]), inner.clone())
                .prop_map(|(x, op, y)| format!("({x} {op} {y})")),
            1 => (inner.clone(), 0_u32..=3).prop_map(|(x, n)| format!("({x})^{n}")),
            1 => inner.prop_map(|x| format!("(-{x})")),
        ]
    })
}

/// A formula that has every derivative everywhere, and does not grow too fast.
fn smooth() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        3 => prop::sample::select(&PARAMETERS[..]).prop_map(str::to_owned),
        1 => (1_u32..=9).prop_map(|n| n.to_string()),
    ];
    leaf.prop_recursive(4, 16, 2, |inner| {
        prop_oneof![
            4 => (inner.clone(), prop::sample::select(vec!["+", "-", "*"]), inner.clone())
                .prop_map(|(x, op, y)| format!("({x} {op} {y})")),
            1 => (inner.clone(), inner.clone()).prop_map(|(x, y)| format!("({x} / (1 + {y}^2))")),
            1 => (inner.clone(), inner.clone())
                .prop_map(|(x, y)| format!("((1 + {x}^2)^({y} / (1 + {y}^2)))")),
            1 => inner.clone().prop_map(|x| format!("exp({x} / (1 + {x}^2))")),
            1 => inner.clone().prop_map(|x| format!("log(1 + {x}^2)")),
            1 => inner.prop_map(|x| format!("sqrt(2 + {x}^2)")),
        ]
    })
}

fn value() -> impl Strategy<Value = Rational> {
    prop_oneof![
        (-3_i64..=3).prop_map(Rational::integer),
        (-40_i64..=40, 1_i64..=12).prop_map(|(n, d)| Rational::new(n, d).unwrap()),
    ]
}

fn values() -> impl Strategy<Value = Vec<Rational>> {
    prop::collection::vec(value(), 3)
}

/// The model at values of its first parameters.
fn at(model: &Model, values: &[Rational]) -> Assignment {
    let mut point = Assignment::of(model);
    for (parameter, value) in values.iter().enumerate() {
        point.set(parameter, value.clone());
    }
    point
}

/// The values of all parameters at a point, in another kind of number.
fn inputs<T>(model: &Model, point: &Assignment, number: impl Fn(&Rational) -> T) -> Vec<T> {
    (0..model.parameters.len()).map(|i| number(point.get(i).unwrap())).collect()
}

fn evaluated<T: Real>(
    graph: &Graph,
    root: Id,
    inputs: &[T],
    number: impl Fn(&Rational) -> T,
) -> Option<T> {
    graph.evaluate(&graph.reachable(&[root]), inputs, number).get(root).cloned()
}

fn wide(number: &Rational) -> Wide {
    Wide::from_rational_bits(number, Bits::new(256))
}

fn inside(x: f64, interval: &Interval) -> bool {
    interval.lo() <= x && x <= interval.hi()
}

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
            prop_assert_eq!(one, other);
        }
    }

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

struct Symbols<'a>(&'a Model);

impl Names for Symbols<'_> {
    fn latex(&self, leaf: &Leaf) -> String {
        match leaf {
            Leaf::Parameter(parameter) => self.0.parameters[*parameter].name.clone(),
            Leaf::Helper(helper) => self.0.helpers[*helper].name.clone(),
            Leaf::Plays { player, .. } => format!(r"\mathrm{{{}}}", self.0.players[*player].name),
            other => format!("{other:?}"),
        }
    }
}

#[test]
fn formulas_as_latex() {
    let mut lines = Vec::new();
    for formula in [
        "a + b * c",
        "(a + b) * c",
        "a - (b - c)",
        "a - b - c",
        "a / (b + c)",
        "(a / b)^2",
        "2^a^b",
        "-a^2",
        "(-a)^2",
        "a * 2 * 3",
        "2 * 3 * a",
        "2 * a^2 / 0.5",
        "1/3 * a",
        "if(a < b and not c, exp(a), log(b))",
        "min(a, b, 1) + max(a) + abs(b - c) + sqrt(a * b)",
        "a >= b or a != c",
        "ann.x * h",
        "a * (-b)",
        "a - (-b)",
        "0.125 * a",
    ] {
        let model = model(&file(formula));
        let Payoff::Formula(expr) = &model.payoffs[0] else { panic!("{formula} is a formula") };
        let expr: &Expr = expr;
        lines.push(format!("{formula:52} {}", latex(expr, &Symbols(&model))));
    }
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("latex", lines.join("\n"));
    });
}

/// A game with one player's payoffs as formulas without parameters.
fn choice(formulas: &[&str]) -> Model {
    let names: Vec<String> = (0..formulas.len()).map(|i| format!("\"s{i}\"")).collect();
    let lines: Vec<String> =
        formulas.iter().enumerate().map(|(i, f)| format!("s{i} = \"{f}\"")).collect();
    let listed = lines.join("\n");
    model(&format!(
        "format = 1\n[game]\nname = \"g\"\n[players]\nann = [{}]\n[payoff.ann]\n{listed}",
        names.join(", ")
    ))
}

fn ask(model: &Model, kind: QueryKind) -> Answer {
    let query = Query { kind, given: Vec::new() };
    answer(model, &Assignment::of(model), &query, BITS, &Settings::default()).unwrap()
}

/// A strategy that does not matter: payoffs with `exp`, but the same ones.
#[test]
fn equal_formulas_tie() {
    let text = r#"
format = 1
[game]
name = "tie"
[players]
ann = ["x", "y"]
bob = ["l", "r"]
[params]
k = "1/3"
[payoff]
ann = "exp(k) * bob.l + log(2 + k) * (1 - bob.l)"
bob = "exp(k) * bob.l + 2 * bob.r + sqrt(2) * ann.x"
"#;
    let model = model(text);
    let payoffs = payoffs(&model);
    assert!(payoffs.rational().is_none(), "the payoffs are enclosed");
    let all = everything(&payoffs);
    for strategy in 0..2 {
        let found = standing(&payoffs, 0, strategy, &all, Among::Pure);
        assert_eq!(found.dominated.map(|(kind, _)| kind), Some(Kind::VeryWeak));
    }
    // bob: e^(1/3) < 2, whatever ann does; every strategy of hers is then part of an equilibrium
    let left = eliminate(&payoffs, Kind::Strict, Among::Mixtures, &all);
    assert_eq!(left.survivors, [vec![0, 1], vec![1]]);
    let solved = solve(&payoffs, None, &Settings::default()).unwrap();
    assert_eq!(solved.outcome.equilibria.len(), 2);
    assert!(solved.outcome.equilibria.iter().all(|e| e.certificate == Certificate::Exact));
    assert_eq!(ask(&model, QueryKind::UniqueNash), Answer::No);
}

/// Ties that algebra sees: sums and products in another order, and terms that cancel.
#[test]
fn algebra_proves_ties() {
    for (one, other) in [
        ("exp(2) * log(3) + 1", "1 + log(3) * exp(2)"),
        ("exp(1) * (log(2) + sqrt(3))", "exp(1) * sqrt(3) + log(2) * exp(1)"),
        ("(exp(1) + 1)^2", "exp(1)^2 + 2 * exp(1) + 1"),
        ("exp(1) / 3 + exp(1) / 6", "exp(1) / 2"),
    ] {
        let model = choice(&[one, other]);
        let payoffs = payoffs(&model);
        assert_eq!(payoffs.compare(0, 0, 1), Some(Ordering::Equal), "{one}");
        let even = Profile::new(vec![vec![Rational::new(1, 2).unwrap(); 2]]);
        assert_eq!(certify(&payoffs, &even), Some(Certificate::Exact), "{one}");
    }
}

/// A tie that algebra does not see is never called anything but open.
#[test]
fn unsettled_signs_are_said() {
    for (one, other) in [
        ("exp(1) * exp(1)", "exp(2)"),
        ("log(6)", "log(2) + log(3)"),
        ("sqrt(2) * sqrt(3)", "sqrt(6)"),
    ] {
        let model = choice(&[one, other]);
        let payoffs = payoffs(&model);
        let all = everything(&payoffs);
        assert_eq!(payoffs.compare(0, 0, 1), None, "{one}");
        assert_eq!(payoffs.sign(0, &[(0, Rational::one()), (1, Rational::minus_one())]), None);
        for strategy in 0..2 {
            let found = standing(&payoffs, 0, strategy, &all, Among::Mixtures);
            assert!(!found.settled && found.dominated.is_none(), "{one}: {found:?}");
        }
        let left = eliminate(&payoffs, Kind::Strict, Among::Mixtures, &all);
        assert_eq!(left.survivors, all, "{one}");
        assert_eq!(left.unsettled, [(0, 0), (0, 1)], "{one}");
        let target = vec![0];
        for kind in [
            QueryKind::Dominant { player: 0, target: target.clone() },
            QueryKind::BestResponse { player: 0, target: target.clone() },
            QueryKind::Dominated { player: 0, target },
        ] {
            assert_eq!(ask(&model, kind), Answer::Open(Open::Unsettled), "{one}");
        }
        // The profile is an ε-equilibrium with an ε that nobody could tell from 0, not more
        match certify(&payoffs, &Profile::pure(&[2], &[0])) {
            Some(Certificate::Regret(regret)) => {
                assert!(regret < Rational::integer(10).powi(-100).unwrap(), "{one}: {regret}");
            }
            other => panic!("{one}: {other:?}"),
        }
        let solved = solve(&payoffs, None, &Settings::default()).unwrap();
        assert_ne!(solved.is_unique(), Some(true), "{one}");
        assert_ne!(solved.outcome.coverage, Coverage::All, "{one}");
    }
}

/// Differences far below what floats can tell are settled by narrowing.
#[test]
fn narrowing_settles_small_differences() {
    // e to 45 digits, cut off: below e by less than 10⁻⁴⁴
    let below = "2.71828182845904523536028747135266249775724709";
    let above = "2.71828182845904523536028747135266249775724710";
    for (number, sign) in [(below, Sign::Positive), (above, Sign::Negative)] {
        let model = choice(&["exp(1)", number]);
        let payoffs = payoffs(&model);
        let gain = [(0, Rational::one()), (1, Rational::minus_one())];
        assert_eq!(payoffs.sign(0, &gain), Some(sign), "{number}");
        let (low, high) = payoffs.bounds(0, &gain).unwrap();
        assert!(high.abs() < Rational::integer(10).powi(-43).unwrap());
        assert_eq!(low.signum(), high.signum(), "{number}");
        let better = usize::from(sign == Sign::Negative);
        let solved = solve(&payoffs, None, &Settings::default()).unwrap();
        assert_eq!(solved.is_unique(), Some(true), "{number}");
        assert_eq!(solved.outcome.equilibria[0].profile.as_pure(), Some(vec![better]));
        let dominant = QueryKind::Dominant { player: 0, target: vec![better] };
        assert_eq!(ask(&model, dominant), Answer::Yes);
        // With too few bits the same difference is open
        let coarse = model.at(&Assignment::of(&model), 64).unwrap();
        assert_eq!(coarse.sign(0, &gain), None, "{number}");
    }
}
