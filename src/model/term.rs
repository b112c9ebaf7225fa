//! A gain, term by term: what each summand of the payoff formula contributes.

use super::elaborate::Elaborator;
use super::parts::Model;
use super::{Assignment, ModelError};
use crate::formula::{BinaryOp, Expr, Graph, Id, Leaf, Node, UnaryOp, Values};
use crate::game::ENOUGH;
use crate::num::{Bits, Certain, Interval, Rational, Ring, Wide};

/// A summand of a payoff formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The helper's name if the summand is one, else its text.
    pub label: String,
    /// What the helper is about.
    pub about: Option<String>,
}

/// What a term contributes to a gain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermGain {
    /// Which.
    pub term: Term,
    /// Rationals that contain the contribution; equal when it is known exactly.
    pub bounds: (Rational, Rational),
}

impl Model {
    /// The summands of `player`'s payoff in the pure profile number `index`, each with its sign.
    fn terms(
        &self,
        elaborator: &Elaborator<'_>,
        player: usize,
        index: usize,
    ) -> Vec<(bool, Term, Expr)> {
        let Ok(formula) = elaborator.rule(player, index) else { return Vec::new() };
        formula
            .summands()
            .into_iter()
            .map(|(positive, summand)| (positive, self.term(summand), summand.clone()))
            .collect()
    }

    fn term(&self, summand: &Expr) -> Term {
        if let Node::Leaf(Leaf::Helper(helper)) = summand.node {
            let helper = &self.helpers[helper];
            return Term { label: helper.name.clone(), about: helper.about.clone() };
        }
        let text = self.source.text.get(summand.span.start..summand.span.end).unwrap_or("");
        let label = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Term { label, about: None }
    }

    /// What `player` gains by the pure profile `to` over the pure profile `from` (both by number),
    /// term by term in the order of the formula; terms that contribute exactly 0 are left out.
    /// Terms of two formulas (one for each own strategy) are matched by their text.
    ///
    /// # Errors
    /// As [`Model::at`].
    pub fn decompose(
        &self,
        point: &Assignment,
        player: usize,
        from: usize,
        to: usize,
    ) -> Result<Vec<TermGain>, ModelError> {
        let mut graph = Graph::new();
        let parameters = self.parameter_nodes(point, &mut graph);
        let mut elaborator = Elaborator::new(self, parameters);
        let mut gains: Vec<(Term, Id)> = Vec::new();
        for (index, toward) in [(to, true), (from, false)] {
            for (positive, term, summand) in self.terms(&elaborator, player, index) {
                let mut id = elaborator.formula(&mut graph, &summand, player, index);
                if positive != toward {
                    id = graph.unary(UnaryOp::Negative, id);
                }
                match gains.iter_mut().find(|(other, _)| *other == term) {
                    Some((_, sum)) => *sum = graph.binary(BinaryOp::Add, *sum, id),
                    None => gains.push((term, id)),
                }
            }
        }
        for (_, id) in &mut gains {
            *id = graph.cancelled(*id);
        }
        let roots: Vec<Id> = gains.iter().map(|(_, id)| *id).collect();
        let floats = graph.evaluate(&graph.reachable(&roots), &[], Interval::from_rational);
        let mut found = Vec::new();
        for (term, id) in gains {
            let Some(bounds) = node_bounds(&graph, id, &floats) else {
                return Err(ModelError::Undefined {
                    player: self.players[player].name.clone(),
                    profile: self.describe(&self.shape().profile(to)),
                    part: None,
                });
            };
            if bounds != (Rational::zero(), Rational::zero()) {
                found.push(TermGain { term, bounds });
            }
        }
        Ok(found)
    }
}

impl Graph {
    /// 0 where `x + (−x)` is 0 by its form.
    fn cancelled(&mut self, id: Id) -> Id {
        if let crate::formula::Op::Binary(BinaryOp::Add, x, y) = self.op(id) {
            let minus = self.unary(UnaryOp::Negative, y);
            if minus == x {
                return self.integer(0);
            }
        }
        id
    }
}

/// Rationals that contain the value of a node without inputs.
pub(super) fn node_bounds(
    graph: &Graph,
    id: Id,
    floats: &Values<Interval>,
) -> Option<(Rational, Rational)> {
    if let Some(exact) = graph.as_number(id) {
        return Some((exact.clone(), exact.clone()));
    }
    // Where nearly equal numbers cancelled, their digits are computed again
    if let Some(interval) = floats.get(id)
        && interval.width() <= interval.midpoint().abs() * ENOUGH
    {
        return interval.bounds();
    }
    let order = graph.reachable(&[id]);
    let values =
        graph.evaluate(&order, &[], |number| Wide::from_rational_bits(number, Bits::new(128)));
    let wide = values.get(id)?;
    wide.to_interval().bounds().or_else(|| wide.bounds())
}
