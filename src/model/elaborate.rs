//! A formula in one pure profile: what strategies are played becomes numbers, what is left are
//! parameters.

use rustc_hash::FxHashMap;

use super::parts::{Model, Payoff, Table};
use crate::formula::{BinaryNode, BinaryOp, Expr, Function, Graph, Id, Leaf, Node, UnaryOp};
use crate::game::Shape;
use crate::num::Rational;

/// Writes formulas of a model into a graph, one pure profile at a time.
pub(super) struct Elaborator<'m> {
    model: &'m Model,
    shape: Shape,
    /// For each parameter its node: a number, or an input.
    parameters: Vec<Id>,
    /// For each helper the players whose strategies its value depends on, and whether it depends
    /// on whose payoff is computed.
    dependence: Vec<Dependence>,
    /// Helpers already written: helper, whose payoff, the strategies it depends on.
    written: FxHashMap<(usize, usize, usize), Id>,
}

#[derive(Clone, Debug, Default)]
struct Dependence {
    players: Vec<bool>,
    on_self: bool,
}

impl<'m> Elaborator<'m> {
    /// `parameters` gives the node of each parameter.
    pub(super) fn new(model: &'m Model, parameters: Vec<Id>) -> Self {
        let mut elaborator = Self {
            model,
            shape: model.shape(),
            parameters,
            dependence: Vec::new(),
            written: FxHashMap::default(),
        };
        let mut known: Vec<Option<Dependence>> = vec![None; model.helpers.len()];
        for helper in 0..model.helpers.len() {
            elaborator.find_dependence(helper, &mut known);
        }
        elaborator.dependence = known.into_iter().map(Option::unwrap_or_default).collect();
        elaborator
    }

    /// Readers refuse helpers that depend on each other in a circle, so this ends.
    fn find_dependence(&self, helper: usize, known: &mut Vec<Option<Dependence>>) -> Dependence {
        if let Some(found) = &known[helper] {
            return found.clone();
        }
        let mut found =
            Dependence { players: vec![false; self.model.players.len()], on_self: false };
        let mut inner = Vec::new();
        self.model.helpers[helper].formula.leaves(&mut |leaf| match leaf {
            Leaf::Parameter(_) => {}
            Leaf::OwnParameter(_) => found.on_self = true,
            Leaf::Helper(other) => inner.push(*other),
            Leaf::Plays { player, .. } => found.players[*player] = true,
            Leaf::SelfPlays(strategies) => {
                found.on_self = true;
                for (player, strategies) in strategies.iter().enumerate() {
                    found.players[player] |= strategies.is_some();
                }
            }
            Leaf::Count(counted) => {
                for (player, _) in counted {
                    found.players[*player] = true;
                }
            }
        });
        for other in inner {
            let other = self.find_dependence(other, known);
            found.on_self |= other.on_self;
            for (mine, theirs) in found.players.iter_mut().zip(other.players) {
                *mine |= theirs;
            }
        }
        known[helper] = Some(found.clone());
        found
    }

    /// The payoff of `player` in the pure profile number `index`.
    pub(super) fn payoff(&mut self, graph: &mut Graph, player: usize, index: usize) -> Id {
        match self.rule(player, index) {
            Ok(formula) => self.formula(graph, formula, player, index),
            Err(number) => graph.number(number.clone()),
        }
    }

    /// The formula, or the number, that gives the payoff of `player` in a profile.
    pub(super) fn rule(&self, player: usize, index: usize) -> Result<&'m Expr, &'m Rational> {
        match &self.model.payoffs[player] {
            Payoff::Formula(formula) => Ok(formula),
            Payoff::ByStrategy(formulas) => Ok(&formulas[self.shape.strategy(index, player)]),
            Payoff::Table(Table::Formulas(formulas)) => Ok(&formulas[index]),
            Payoff::Table(Table::Numbers(numbers)) => Err(&numbers[index]),
        }
    }

    /// The value of `expr` in the pure profile number `index`, in a payoff of `player`.
    pub(super) fn formula(
        &mut self,
        graph: &mut Graph,
        expr: &Expr,
        player: usize,
        index: usize,
    ) -> Id {
        match &expr.node {
            Node::Number(value) => graph.number(value.clone()),
            Node::Leaf(leaf) => self.leaf(graph, leaf, player, index),
            Node::Negative(x) => {
                let x = self.formula(graph, x, player, index);
                graph.unary(UnaryOp::Negative, x)
            }
            Node::Not(x) => {
                let x = self.formula(graph, x, player, index);
                graph.unary(UnaryOp::Not, x)
            }
            Node::Binary(op, x, y) => {
                let x = self.formula(graph, x, player, index);
                // Where the first decides, the second need not have a value
                match op {
                    BinaryNode::And if graph.as_number(x).is_some_and(Rational::is_zero) => x,
                    BinaryNode::Or if graph.as_number(x).is_some_and(|x| !x.is_zero()) => {
                        graph.integer(1)
                    }
                    _ => {
                        let y = self.formula(graph, y, player, index);
                        binary(graph, *op, x, y)
                    }
                }
            }
            Node::If(parts) => {
                let [condition, then, otherwise] = &**parts;
                let condition = self.formula(graph, condition, player, index);
                match graph.as_number(condition).map(Rational::is_zero) {
                    Some(true) => self.formula(graph, otherwise, player, index),
                    Some(false) => self.formula(graph, then, player, index),
                    None => {
                        let then = self.formula(graph, then, player, index);
                        let otherwise = self.formula(graph, otherwise, player, index);
                        graph.choose(condition, then, otherwise)
                    }
                }
            }
            Node::Call(function, arguments) => {
                let mut values = arguments.iter();
                let first = values.next().expect("the parser counts arguments");
                let mut result = self.formula(graph, first, player, index);
                match function {
                    Function::Min | Function::Max => {
                        let op =
                            if *function == Function::Min { BinaryOp::Min } else { BinaryOp::Max };
                        for value in values {
                            let value = self.formula(graph, value, player, index);
                            result = graph.binary(op, result, value);
                        }
                        result
                    }
                    Function::Abs => graph.unary(UnaryOp::Abs, result),
                    Function::Exp => graph.unary(UnaryOp::Exp, result),
                    Function::Log => graph.unary(UnaryOp::Log, result),
                    Function::Sqrt => graph.unary(UnaryOp::Sqrt, result),
                }
            }
        }
    }

    fn leaf(&mut self, graph: &mut Graph, leaf: &Leaf, player: usize, index: usize) -> Id {
        let plays = |shape: &Shape, player: usize, strategies: &[usize]| {
            i64::from(strategies.contains(&shape.strategy(index, player)))
        };
        match leaf {
            Leaf::Parameter(parameter) => self.parameters[*parameter],
            Leaf::OwnParameter(entries) => match entries[player] {
                Some(parameter) => self.parameters[parameter],
                None => graph.undefined(),
            },
            Leaf::Plays { player, strategies } => {
                graph.integer(plays(&self.shape, *player, strategies))
            }
            Leaf::SelfPlays(strategies) => match &strategies[player] {
                Some(strategies) => graph.integer(plays(&self.shape, player, strategies)),
                None => graph.undefined(),
            },
            Leaf::Count(counted) => {
                let count = counted.iter().map(|(p, s)| plays(&self.shape, *p, s)).sum();
                graph.integer(count)
            }
            Leaf::Helper(helper) => {
                let key = self.key(*helper, player, index);
                if let Some(&id) = self.written.get(&key) {
                    return id;
                }
                let model = self.model;
                let id = self.formula(graph, &model.helpers[*helper].formula, player, index);
                self.written.insert(key, id);
                id
            }
        }
    }

    fn key(&self, helper: usize, player: usize, index: usize) -> (usize, usize, usize) {
        let dependence = &self.dependence[helper];
        let whose = if dependence.on_self { player } else { usize::MAX };
        let part = dependence.players.iter().enumerate().filter(|(_, depends)| **depends);
        let part = part.map(|(p, _)| self.shape.strategy(index, p) * self.shape.stride(p)).sum();
        (helper, whose, part)
    }
}

fn binary(graph: &mut Graph, op: BinaryNode, x: Id, y: Id) -> Id {
    let simple = match op {
        BinaryNode::Add => BinaryOp::Add,
        BinaryNode::Subtract => BinaryOp::Subtract,
        BinaryNode::Multiply => BinaryOp::Multiply,
        BinaryNode::Divide => BinaryOp::Divide,
        BinaryNode::Power => BinaryOp::Power,
        BinaryNode::Less => BinaryOp::Less,
        BinaryNode::LessEqual => BinaryOp::LessEqual,
        BinaryNode::Equal => BinaryOp::Equal,
        BinaryNode::Greater => return graph.binary(BinaryOp::Less, y, x),
        BinaryNode::GreaterEqual => return graph.binary(BinaryOp::LessEqual, y, x),
        BinaryNode::NotEqual => {
            let equal = graph.binary(BinaryOp::Equal, x, y);
            return graph.unary(UnaryOp::Not, equal);
        }
        BinaryNode::And => {
            let (one, zero) = (graph.integer(1), graph.integer(0));
            let second = graph.choose(y, one, zero);
            return graph.choose(x, second, zero);
        }
        BinaryNode::Or => {
            let (one, zero) = (graph.integer(1), graph.integer(0));
            let second = graph.choose(y, one, zero);
            return graph.choose(x, one, second);
        }
    };
    graph.binary(simple, x, y)
}
