//! Units as labels with a small algebra.

use std::collections::BTreeMap;

use super::parts::{Model, Payoff, Table};
use crate::formula::{BinaryNode, Expr, Function, Leaf, Node};
use crate::num::Rational;
use crate::text::{Code, Diagnostic};

/// A product of labels to integer powers.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Unit(BTreeMap<String, i32>);

impl Unit {
    /// Reads `USD bn/yr`, `1/year`, `m^2 s`, or the empty text for a pure number.
    pub fn read(text: &str) -> Self {
        let mut powers = BTreeMap::new();
        for (i, part) in text.split('/').enumerate() {
            for word in part.split([' ', '*', '·']).filter(|word| !word.is_empty()) {
                let (label, power) = match word.split_once('^') {
                    Some((label, power)) => (label, power.parse().unwrap_or(1)),
                    None => (word, 1),
                };
                if label.parse::<Rational>().is_err() {
                    *powers.entry(label.to_owned()).or_insert(0) +=
                        if i == 0 { power } else { -power };
                }
            }
        }
        powers.retain(|_, power| *power != 0);
        Self(powers)
    }

    fn times(&self, other: &Self, factor: i32) -> Self {
        let mut powers = self.0.clone();
        for (label, power) in &other.0 {
            let entry = powers.entry(label.clone()).or_insert(0);
            *entry = entry.saturating_add(power.saturating_mul(factor));
        }
        powers.retain(|_, power| *power != 0);
        Self(powers)
    }

    fn shown(&self) -> String {
        let part = |positive: bool| -> Vec<String> {
            self.0
                .iter()
                .filter(|(_, power)| (**power > 0) == positive)
                .map(|(label, power)| match power.abs() {
                    1 => label.clone(),
                    n => format!("{label}^{n}"),
                })
                .collect()
        };
        let (top, bottom) = (part(true), part(false));
        match (top.is_empty(), bottom.is_empty()) {
            (true, true) => "a pure number".to_owned(),
            (_, true) => top.join(" "),
            (true, false) => format!("1/{}", bottom.join(" ")),
            (false, false) => format!("{}/{}", top.join(" "), bottom.join(" ")),
        }
    }
}

/// A unit, or `None` for what fits everything: numbers, and parameters without a unit.
type Known = Option<Unit>;

struct Checker<'a> {
    model: &'a Model,
    problems: &'a mut Vec<Diagnostic>,
}

/// Reports sums and comparisons of unlike units, and payoffs that are not in the game's currency.
pub fn check_units(model: &Model, problems: &mut Vec<Diagnostic>) {
    let mut checker = Checker { model, problems };
    for helper in &model.helpers {
        let declared = helper.unit.as_deref().map(Unit::read);
        checker.expect(&helper.formula, declared.as_ref(), "declared for this helper");
    }
    let currency = model.info.currency.as_deref().map(Unit::read);
    for payoff in &model.payoffs {
        let formulas = match payoff {
            Payoff::Formula(formula) => std::slice::from_ref(formula),
            Payoff::ByStrategy(formulas) | Payoff::Table(Table::Formulas(formulas)) => formulas,
            Payoff::Table(Table::Numbers(_)) => &[],
        };
        for formula in formulas {
            checker.expect(formula, currency.as_ref(), "the game's currency");
        }
    }
    let mut seen = Vec::new();
    problems.retain(|problem| {
        let key = (problem.code.id, problem.labels.first().map(|label| label.span));
        let new = problem.code != Code::UNITS || !seen.contains(&key);
        seen.push(key);
        new
    });
}

impl Checker<'_> {
    fn expect(&mut self, expr: &Expr, wanted: Option<&Unit>, why: &str) {
        let found = self.unit(expr);
        if let (Some(found), Some(wanted)) = (found, wanted)
            && found != *wanted
        {
            let message = format!("this is in {}, not in {}", found.shown(), wanted.shown());
            self.warn(expr, message, Some(format!("{} is {why}", wanted.shown())));
        }
    }

    fn warn(&mut self, expr: &Expr, message: String, help: Option<String>) {
        let problem = Diagnostic::new(Code::UNITS, &self.model.source, expr.span, message);
        self.problems.push(problem.maybe_help(help));
    }

    fn same(&mut self, whole: &Expr, parts: &[&Expr]) -> Known {
        let units: Vec<Known> = parts.iter().map(|part| self.unit(part)).collect();
        let mut known = units.iter().flatten();
        let first = known.next()?.clone();
        if let Some(other) = known.find(|unit| **unit != first) {
            let message = format!("{} and {} do not go together", first.shown(), other.shown());
            self.warn(whole, message, None);
            return None;
        }
        // A bare number beside a unit fits
        Some(first)
    }

    fn unit(&mut self, expr: &Expr) -> Known {
        match &expr.node {
            Node::Number(_) => None,
            Node::Leaf(leaf) => self.leaf(leaf),
            Node::Negative(x) => self.unit(x),
            Node::Not(x) => {
                self.unit(x);
                None
            }
            Node::Binary(op, x, y) => match op {
                BinaryNode::Add | BinaryNode::Subtract => self.same(expr, &[x, y]),
                BinaryNode::Multiply | BinaryNode::Divide => {
                    let factor = if *op == BinaryNode::Multiply { 1 } else { -1 };
                    let (left, right) = (self.unit(x), self.unit(y));
                    match (left, right, is_plain(x), is_plain(y)) {
                        (Some(left), Some(right), ..) => Some(left.times(&right, factor)),
                        (Some(left), None, _, true) => Some(left),
                        (None, Some(right), true, _) => Some(Unit::default().times(&right, factor)),
                        _ => None,
                    }
                }
                BinaryNode::Power => {
                    let base = self.unit(x)?;
                    match &y.node {
                        Node::Number(n) => n
                            .to_i64()
                            .and_then(|n| i32::try_from(n).ok())
                            .map(|n| Unit::default().times(&base, n)),
                        _ if base == Unit::default() => Some(base),
                        _ => None,
                    }
                }
                BinaryNode::And | BinaryNode::Or => {
                    self.unit(x);
                    self.unit(y);
                    None
                }
                _ => {
                    self.same(expr, &[x, y]);
                    None
                }
            },
            Node::If(parts) => {
                let [condition, then, otherwise] = &**parts;
                self.unit(condition);
                self.same(expr, &[then, otherwise])
            }
            Node::Call(function, arguments) => {
                let all: Vec<&Expr> = arguments.iter().collect();
                match function {
                    Function::Min | Function::Max => self.same(expr, &all),
                    Function::Abs => self.unit(&arguments[0]),
                    Function::Sqrt => {
                        self.unit(&arguments[0]);
                        None
                    }
                    Function::Exp | Function::Log => {
                        let unit = self.unit(&arguments[0])?;
                        if unit != Unit::default() {
                            let message = format!(
                                "`{}` wants a pure number, not {}",
                                function.name(),
                                unit.shown()
                            );
                            self.warn(expr, message, Some("divide by a scale first".to_owned()));
                        }
                        None
                    }
                }
            }
        }
    }

    fn leaf(&mut self, leaf: &Leaf) -> Known {
        let model = self.model;
        let of = |parameter: usize| model.parameters[parameter].unit.as_deref().map(Unit::read);
        match leaf {
            Leaf::Parameter(parameter) => of(*parameter),
            Leaf::OwnParameter(entries) => entries.iter().flatten().next().and_then(|&p| of(p)),
            Leaf::Helper(helper) => model.helpers[*helper].unit.as_deref().map(Unit::read),
            Leaf::Plays { .. } | Leaf::SelfPlays(_) | Leaf::Count(_) => None,
        }
    }
}

/// Whether a factor without a unit is known to be a pure number.
fn is_plain(expr: &Expr) -> bool {
    match &expr.node {
        Node::Number(_) | Node::Not(_) => true,
        Node::Leaf(leaf) => {
            matches!(leaf, Leaf::Plays { .. } | Leaf::SelfPlays(_) | Leaf::Count(_))
        }
        Node::Negative(x) => is_plain(x),
        Node::Binary(op, x, y) => {
            !matches!(
                op,
                BinaryNode::Add
                    | BinaryNode::Subtract
                    | BinaryNode::Multiply
                    | BinaryNode::Divide
                    | BinaryNode::Power
            ) || is_plain(x) && is_plain(y)
        }
        Node::If(_) => false,
        Node::Call(function, arguments) => {
            matches!(function, Function::Exp | Function::Log) || arguments.iter().all(is_plain)
        }
    }
}
