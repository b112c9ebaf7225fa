//! Random formulas, and how to evaluate them.

use equil::formula::{Graph, Id};
use equil::model::{Assignment, Model};
use equil::num::{Bits, Interval, Rational, Real, Wide};
use proptest::prelude::*;

pub(crate) const PARAMETERS: [&str; 3] = ["a", "b", "c"];

pub(crate) fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// A game in which `formula` is the payoff of `ann`, with everything that a formula may name.
pub(crate) fn file(formula: &str) -> String {
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
pub(crate) fn any_formula() -> impl Strategy<Value = String> {
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
pub(crate) fn polynomial() -> impl Strategy<Value = String> {
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
pub(crate) fn smooth() -> impl Strategy<Value = String> {
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

pub(crate) fn value() -> impl Strategy<Value = Rational> {
    prop_oneof![
        (-3_i64..=3).prop_map(Rational::integer),
        (-40_i64..=40, 1_i64..=12).prop_map(|(n, d)| Rational::new(n, d).unwrap()),
    ]
}

pub(crate) fn values() -> impl Strategy<Value = Vec<Rational>> {
    prop::collection::vec(value(), 3)
}

/// The model at values of its first parameters.
pub(crate) fn at(model: &Model, values: &[Rational]) -> Assignment {
    let mut point = Assignment::of(model);
    for (parameter, value) in values.iter().enumerate() {
        point.set(parameter, value.clone());
    }
    point
}

/// The values of all parameters at a point, in another kind of number.
pub(crate) fn inputs<T>(
    model: &Model,
    point: &Assignment,
    number: impl Fn(&Rational) -> T,
) -> Vec<T> {
    (0..model.parameters.len()).map(|i| number(point.get(i).unwrap())).collect()
}

pub(crate) fn evaluated<T: Real>(
    graph: &Graph,
    root: Id,
    inputs: &[T],
    number: impl Fn(&Rational) -> T,
) -> Option<T> {
    graph.evaluate(&graph.reachable(&[root]), inputs, number).get(root).cloned()
}

pub(crate) fn wide(number: &Rational) -> Wide {
    Wide::from_rational_bits(number, Bits::new(256))
}

pub(crate) fn inside(x: f64, interval: &Interval) -> bool {
    interval.lo() <= x && x <= interval.hi()
}
