//! Formulas as LaTeX.

use crate::common::model;
use equil::formula::{Expr, Leaf, Names, latex};
use equil::model::{Model, Payoff};

use crate::texts::*;

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
