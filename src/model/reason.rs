//! Why a gain is positive or negative, in symbols: what stands on either side of the inequality.

use super::Assignment;
use super::parts::Model;
use crate::formula::{BinaryOp, Graph, Id, Op, Polynomial, UnaryOp};
use crate::num::{Rational, Ring, Sign};

/// Terms that add up on one side of an inequality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// As a formula of parameters; `0` when there are none.
    pub formula: String,
    /// Their sum at the point.
    pub value: Rational,
}

/// A gain as an inequality between what speaks for it and what speaks against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The terms that are positive at the point.
    pub gains: Side,
    /// The terms that are negative there, without their sign.
    pub losses: Side,
}

/// More terms than this are no explanation.
const MAX_TERMS: usize = 16;

impl Model {
    /// Why `player` gains or loses by the pure profile `to` over the pure profile `from` (both by
    /// number): the polynomial normal form that the difference has near `point` (with the sides of
    /// `min`, `max`, `abs` and `if` taken there), its terms sorted by their sign at `point`. `None`
    /// when the difference is no polynomial (in the parameters and their inverses), or too long.
    pub fn reason(
        &self,
        point: &Assignment,
        player: usize,
        from: usize,
        to: usize,
    ) -> Option<Reason> {
        let (mut graph, mut elaborator) = self.symbolic_elaborator();
        let after = elaborator.payoff(&mut graph, player, to);
        let before = elaborator.payoff(&mut graph, player, from);
        let gain = graph.binary(BinaryOp::Subtract, after, before);
        let (graph, gain) = graph.resolved(gain, |input| point.get(input as usize).cloned());
        let form = graph.polynomial(gain)?;
        self.sides(&graph, &form, point)
    }

    fn sides(&self, graph: &Graph, form: &Polynomial, point: &Assignment) -> Option<Reason> {
        if form.terms().count() > MAX_TERMS {
            return None;
        }
        let mut sides = [(Vec::new(), Rational::zero()), (Vec::new(), Rational::zero())];
        for (monomial, coefficient) in form.terms() {
            let mut value = coefficient.clone();
            for &(id, power) in monomial {
                value *= &Self::atom_value(graph, id, point)?.powi(i64::from(power))?;
            }
            // A term that is 0 here stands where it would be if it were not
            let sign = if value.is_zero() { coefficient.signum() } else { value.signum() };
            let negative = sign == Sign::Negative;
            let (terms, sum) = &mut sides[usize::from(negative)];
            let magnitude = value.abs();
            let shown = if negative { coefficient.negated() } else { coefficient.clone() };
            terms.push((magnitude.clone(), self.monomial(graph, monomial, &shown)?));
            *sum += &magnitude;
        }
        let [gains, losses] = sides.map(|(mut terms, value)| {
            // What matters most comes first
            terms.sort_by(|(a, s), (b, t)| b.cmp(a).then_with(|| s.cmp(t)));
            let formula = terms.into_iter().map(|(_, shown)| shown).collect::<Vec<_>>().join(" + ");
            Side {
                formula: if formula.is_empty() {
                    "0".to_owned()
                } else {
                    formula.replace("+ -", "- ")
                },
                value,
            }
        });
        Some(Reason { gains, losses })
    }

    /// The exact value of an indeterminate, if it is rational and defined.
    fn atom_value(graph: &Graph, id: Id, point: &Assignment) -> Option<Rational> {
        if let Op::Input(input) = graph.op(id) {
            return point.get(input as usize).cloned();
        }
        let mut target = Graph::new();
        let roots =
            graph.substitute(&[id], &mut target, |input, target| match point.get(input as usize) {
                Some(value) => target.number(value.clone()),
                None => target.undefined(),
            });
        target.as_number(roots[0]).cloned()
    }

    fn monomial(
        &self,
        graph: &Graph,
        monomial: &[(Id, i32)],
        coefficient: &Rational,
    ) -> Option<String> {
        let (mut above, mut below) = (Vec::new(), Vec::new());
        for &(id, power) in monomial {
            let atom = self.show(graph, id, 0)?;
            let list = if power > 0 { &mut above } else { &mut below };
            list.push(match power.unsigned_abs() {
                1 => atom,
                n => format!("{atom}^{n}"),
            });
        }
        let one = Rational::one();
        let mut text = String::new();
        if *coefficient == one.negated() && !above.is_empty() {
            text.push('-');
        } else if *coefficient != one || above.is_empty() {
            text.push_str(
                &crate::num::shortest(coefficient).unwrap_or_else(|| coefficient.to_string()),
            );
            if !above.is_empty() {
                text.push_str(" · ");
            }
        }
        text.push_str(&above.join(" · "));
        match below.len() {
            0 => {}
            1 => {
                text.push('/');
                text.push_str(&below[0]);
            }
            _ => {
                text.push_str("/(");
                text.push_str(&below.join(" · "));
                text.push(')');
            }
        }
        Some(text)
    }

    /// A node as a formula of parameters; `None` when it is too large to explain anything, or
    /// leaves the rationals.
    fn show(&self, graph: &Graph, id: Id, depth: usize) -> Option<String> {
        if depth > 4 {
            return None;
        }
        let inner = |x: Id| self.show(graph, x, depth + 1);
        Some(match graph.op(id) {
            Op::Number(_) => graph
                .as_number(id)
                .map(|x| crate::num::shortest(x).unwrap_or_else(|| x.to_string()))?,
            Op::Input(input) => self.parameters[input as usize].name.clone(),
            Op::Unary(UnaryOp::Negative, x) => format!("(-{})", inner(x)?),
            Op::Unary(UnaryOp::Abs, x) => format!("|{}|", inner(x)?),
            Op::Binary(op, x, y) => {
                let symbol = match op {
                    BinaryOp::Min => return Some(format!("min({}, {})", inner(x)?, inner(y)?)),
                    BinaryOp::Max => return Some(format!("max({}, {})", inner(x)?, inner(y)?)),
                    BinaryOp::Add => " + ",
                    BinaryOp::Subtract => " - ",
                    BinaryOp::Multiply => " · ",
                    BinaryOp::Divide => "/",
                    BinaryOp::Power => "^",
                    BinaryOp::Less => " < ",
                    BinaryOp::LessEqual => " <= ",
                    BinaryOp::Equal => " == ",
                };
                format!("({}{symbol}{})", inner(x)?, inner(y)?)
            }
            Op::If(..) | Op::Unary(..) | Op::Undefined => return None,
        })
    }
}
