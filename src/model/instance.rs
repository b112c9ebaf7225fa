//! A model at one point: what its payoffs are worth.

use std::sync::Arc;

use super::Assignment;
use super::elaborate::Elaborator;
use super::parts::{Model, Payoff, Table};
use crate::formula::{BinaryNode, Expr, Function, Graph, Id, Node};
use crate::game::{Game, Narrow, Payoffs, Shape};
use crate::num::{Bits, Certain, Interval, Rational, Ring, Wide};
use crate::text::{Code, Diagnostic, Span};

/// Why a model has no payoffs at a point.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// A parameter has no value.
    #[error("`{name}` has no value")]
    NoValue {
        /// Which.
        name: String,
    },
    /// A formula has no value in some pure profile.
    #[error("the payoff of `{player}` has no value when {profile}")]
    Undefined {
        /// Whose.
        player: String,
        /// In words.
        profile: String,
        /// The part of the formula that has none, and why.
        part: Option<(Span, &'static str)>,
    },
    /// No enclosure of a payoff was found: it may have no value, or one that is too large or too
    /// near the edge of where it has one.
    #[error("the payoff of `{player}` could not be shown to have a value when {profile}")]
    NotEnclosed {
        /// Whose.
        player: String,
        /// In words.
        profile: String,
    },
    /// There are more pure profiles than the caller allows.
    #[error("the game has {profiles} pure profiles, more than the limit of {limit}")]
    TooLarge {
        /// How many.
        profiles: usize,
        /// The limit.
        limit: usize,
    },
}

impl ModelError {
    /// The error drawn over the model's text.
    pub fn diagnostic(&self, model: &Model) -> Diagnostic {
        let at = |code, span| Diagnostic::new(code, &model.source, span, self.to_string());
        match self {
            Self::NoValue { name } => at(Code::NO_VALUE, Span::default())
                .help(format!("give it one: `--set {name}=VALUE`, or a scenario")),
            Self::Undefined { part: Some((span, why)), .. } => {
                at(Code::UNDEFINED, *span).label(*why)
            }
            Self::Undefined { part: None, .. } => at(Code::UNDEFINED, Span::default()),
            Self::NotEnclosed { .. } => at(Code::UNDEFINED, Span::default())
                .help("it may be undefined, or too large; `--max-bits` raises the precision"),
            Self::TooLarge { .. } => {
                at(Code::LIMIT, Span::default()).help("raise it with `--max-profiles`".to_owned())
            }
        }
    }
}

/// A model at one point: graphs of all payoffs, folded as far as rationals go.
#[derive(Debug)]
pub struct Instance {
    shape: Shape,
    graph: Graph,
    /// `[player][profile]`
    outputs: Vec<Vec<Id>>,
}

impl Model {
    /// The payoffs at `point`: rationals if every formula stays rational there, and enclosures,
    /// narrowed up to `max_bits`, if one does not.
    ///
    /// # Errors
    /// [`ModelError`] when a parameter that is used lacks a value, or a formula has none.
    ///
    /// # Complexity
    /// One evaluation of each player's formula in each pure profile; parts that do not depend on
    /// the whole profile are evaluated once for each combination that matters.
    ///
    /// # Examples
    /// ```
    /// use equil::format::{Limits, read};
    /// use equil::model::Assignment;
    /// use equil::text::Source;
    ///
    /// let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n\
    ///             [params]\nk = \"1/3\"\n[payoff]\na = \"k + a.x\"\n";
    /// let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
    /// let payoffs = model.at(&Assignment::of(&model), 1024).unwrap();
    /// assert_eq!(payoffs.rational().unwrap().payoff(0, &[0]).to_string(), "4/3");
    /// ```
    pub fn at(&self, point: &Assignment, max_bits: u32) -> Result<Payoffs, ModelError> {
        if let Some(numbers) = self.listed() {
            return Ok(numbers.into());
        }
        let instance = Arc::new(self.instance(point)?);
        instance.payoffs(self, max_bits)
    }

    /// The payoffs, if all of them are listed as numbers.
    fn listed(&self) -> Option<Game<Rational>> {
        let list = |payoff: &Payoff| match payoff {
            Payoff::Table(Table::Numbers(numbers)) => Some(numbers.clone()),
            _ => None,
        };
        let payoffs = self.payoffs.iter().map(list).collect::<Option<Vec<_>>>()?;
        Game::new(self.shape().strategies().to_vec(), payoffs)
    }

    /// The graphs of all payoffs at `point`.
    ///
    /// # Errors
    /// As [`Model::at`].
    pub fn instance(&self, point: &Assignment) -> Result<Instance, ModelError> {
        let mut graph = Graph::new();
        let parameters = self.parameter_nodes(point, &mut graph);
        let mut elaborator = Elaborator::new(self, parameters);
        let shape = self.shape();
        let mut outputs = vec![Vec::with_capacity(shape.profiles()); shape.players()];
        for index in 0..shape.profiles() {
            for (player, list) in outputs.iter_mut().enumerate() {
                let id = elaborator.payoff(&mut graph, player, index);
                if graph.op(id) == crate::formula::Op::Undefined {
                    return Err(self.no_value(point, player, index));
                }
                list.push(id);
            }
        }
        Ok(Instance { shape, graph, outputs })
    }

    /// A number for each parameter that has a value at `point`, an undefined node for the others.
    pub(super) fn parameter_nodes(&self, point: &Assignment, graph: &mut Graph) -> Vec<Id> {
        (0..self.parameters.len())
            .map(|parameter| match point.get(parameter) {
                Some(value) => graph.number(value.clone()),
                None => graph.undefined(),
            })
            .collect()
    }

    /// Why the payoff of `player` has no value in a profile.
    pub(super) fn no_value(&self, point: &Assignment, player: usize, index: usize) -> ModelError {
        let mut graph = Graph::new();
        let nodes = self.parameter_nodes(point, &mut graph);
        let mut blame = Blame {
            model: self,
            point,
            elaborator: Elaborator::new(self, nodes),
            graph,
            player,
            index,
        };
        let formula = blame.elaborator.rule(player, index).ok();
        match formula.and_then(|formula| blame.find(formula)) {
            Some(Culprit::Parameter(parameter)) => {
                ModelError::NoValue { name: self.parameters[parameter].name.clone() }
            }
            culprit => ModelError::Undefined {
                player: self.players[player].name.clone(),
                profile: self.describe(&self.shape().profile(index)),
                part: culprit.and_then(|culprit| match culprit {
                    Culprit::Part(span, why) => Some((span, why)),
                    Culprit::Parameter(_) => None,
                }),
            },
        }
    }
}

impl Instance {
    /// `outputs` are nodes of `graph`, `[player][profile]`.
    pub(super) fn new(shape: Shape, graph: Graph, outputs: Vec<Vec<Id>>) -> Self {
        Self { shape, graph, outputs }
    }

    /// The node of a payoff.
    pub(super) fn output(&self, player: usize, index: usize) -> Id {
        self.outputs[player][index]
    }

    /// Number of nodes in the graphs.
    pub fn nodes(&self) -> usize {
        self.graph.ops().len()
    }

    pub(super) fn payoffs(
        self: &Arc<Self>,
        model: &Model,
        max_bits: u32,
    ) -> Result<Payoffs, ModelError> {
        let strategies = self.shape.strategies().to_vec();
        let exact = |list: &Vec<Id>| -> Option<Vec<Rational>> {
            list.iter().map(|&id| self.graph.as_number(id).cloned()).collect()
        };
        if let Some(exact) = self.outputs.iter().map(exact).collect::<Option<Vec<_>>>() {
            let game = Game::new(strategies, exact).expect("one payoff for each profile");
            return Ok(game.into());
        }
        let roots: Vec<Id> = self.outputs.iter().flatten().copied().collect();
        let order = self.graph.reachable(&roots);
        let values = self.graph.evaluate(&order, &[], Interval::from_rational);
        let mut coarse = Vec::with_capacity(self.outputs.len());
        for (player, list) in self.outputs.iter().enumerate() {
            let mut row = Vec::with_capacity(list.len());
            for (index, &id) in list.iter().enumerate() {
                let finite = |x: &Interval| x.lo().is_finite() && x.hi().is_finite();
                let value = values.get(id).copied().filter(finite);
                // Floats overflow sooner, and prove less; bounds beyond them are asked for when needed
                let value = value.or_else(|| {
                    let wide = self.narrow(id, max_bits).filter(|wide| wide.bounds().is_some());
                    wide.map(|wide| wide.to_interval())
                });
                row.push(value.ok_or_else(|| ModelError::NotEnclosed {
                    player: model.players[player].name.clone(),
                    profile: model.describe(&self.shape.profile(index)),
                })?);
            }
            coarse.push(row);
        }
        let coarse = Game::new(strategies, coarse).expect("one payoff for each profile");
        let classes =
            self.outputs.iter().map(|list| list.iter().map(|id| id.0).collect()).collect();
        let source: Arc<dyn Narrow> = Arc::clone(self) as Arc<dyn Narrow>;
        Ok(Payoffs::enclosed(coarse, classes, source, max_bits))
    }

    fn narrow(&self, id: Id, bits: u32) -> Option<Wide> {
        let bits = Bits::new(bits as usize);
        let order = self.graph.reachable(&[id]);
        let values =
            self.graph.evaluate(&order, &[], |number| Wide::from_rational_bits(number, bits));
        values.get(id).cloned()
    }
}

impl Narrow for Instance {
    fn payoff(&self, player: usize, index: usize, bits: u32) -> Option<Wide> {
        self.narrow(self.outputs[player][index], bits)
    }

    fn exact(&self, player: usize, index: usize) -> Option<Rational> {
        self.graph.as_number(self.outputs[player][index]).cloned()
    }

    fn is_zero(&self, player: usize, combination: &[(usize, Rational)]) -> bool {
        let mut sum = crate::formula::Polynomial::default();
        for (index, coefficient) in combination {
            let form = self.graph.polynomial(self.output(player, *index));
            let Some(more) = form.and_then(|form| sum.plus_scaled(coefficient, &form)) else {
                return false;
            };
            sum = more;
        }
        sum.is_zero()
    }
}

/// Finds the innermost part of a formula that has no value.
struct Blame<'m> {
    model: &'m Model,
    point: &'m Assignment,
    elaborator: Elaborator<'m>,
    graph: Graph,
    player: usize,
    index: usize,
}

enum Culprit {
    Part(Span, &'static str),
    Parameter(usize),
}

impl Blame<'_> {
    fn value(&mut self, expr: &Expr) -> Id {
        self.elaborator.formula(&mut self.graph, expr, self.player, self.index)
    }

    fn is_undefined(&mut self, expr: &Expr) -> bool {
        let id = self.value(expr);
        self.graph.op(id) == crate::formula::Op::Undefined
    }

    fn find(&mut self, expr: &Expr) -> Option<Culprit> {
        if !self.is_undefined(expr) {
            return None;
        }
        let parts: Vec<&Expr> = match &expr.node {
            Node::Number(_) => vec![],
            Node::Leaf(crate::formula::Leaf::Helper(helper)) => {
                let model = self.model;
                return self.find(&model.helpers[*helper].formula);
            }
            Node::Leaf(leaf) => {
                let parameter = match leaf {
                    crate::formula::Leaf::Parameter(parameter) => Some(*parameter),
                    crate::formula::Leaf::OwnParameter(entries) => entries[self.player],
                    _ => None,
                };
                let missing = parameter.filter(|&p| self.point.get(p).is_none());
                return Some(
                    missing
                        .map_or(Culprit::Part(expr.span, "this has no value"), Culprit::Parameter),
                );
            }
            Node::Negative(x) | Node::Not(x) => vec![x],
            Node::Binary(_, x, y) => vec![x, y],
            Node::If(parts) => parts.iter().collect(),
            Node::Call(_, arguments) => arguments.iter().collect(),
        };
        for part in parts {
            if let Some(found) = self.find(part) {
                return Some(found);
            }
        }
        let why = match &expr.node {
            Node::Binary(BinaryNode::Divide, ..) => "a division by 0",
            Node::Binary(BinaryNode::Power, ..) => {
                "0 to a negative power, a root of a negative number, or a number too large"
            }
            Node::Call(Function::Log, _) => "the logarithm of a number that is not positive",
            Node::Call(Function::Sqrt, _) => "the square root of a negative number",
            _ => "this has no value",
        };
        Some(Culprit::Part(expr.span, why))
    }
}
