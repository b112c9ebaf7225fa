//! Payoffs as functions of some parameters, over whole boxes of them.

use std::cmp::Ordering;
use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;

use super::elaborate::Elaborator;
use super::over::Over;
use super::{Assignment, Compared, Instance, Model, ModelError};
use crate::formula::{BinaryOp, Graph, Id, Op, Polynomial, UnaryOp, Values};
use crate::game::{Game, Narrow, Payoffs, Shape, Support};
use crate::num::{Bits, Interval, Rational, Real, Ring, Wide};

/// Payoffs as functions of some parameters, the *axes*; all others have a value.
///
/// Over a box, [`Parametric::over`] gives [`Payoffs`] of which only ranges are known. Whatever is proved from
/// them holds in every point of the box: so each question that has an answer at a point has one over
/// a box, by the same code.
#[derive(Debug)]
pub struct Parametric {
    pub(super) shape: Shape,
    /// Input `k` is the parameter `axes[k]`.
    pub(super) graph: Graph,
    pub(super) axes: Vec<usize>,
    /// `[player][profile]`; nothing where nobody asks.
    pub(super) outputs: Vec<Vec<Option<Id>>>,
    /// The other payoffs, without which there is no game either: a player, a profile, and the node.
    pub(super) others: Vec<(usize, usize, Id)>,
    /// `[axis][player][profile]`: derivatives.
    pub(super) slopes: Vec<Vec<Vec<Option<Id>>>>,
    /// Nodes that depend on an axis, of payoffs and of derivatives.
    pub(super) varying: Vec<Id>,
    /// Those of payoffs at which these may jump: comparisons and choices.
    pub(super) jumps: Vec<Id>,
    /// All other nodes, evaluated.
    pub(super) fixed: Values<Interval>,
    /// Pairs of payoffs (player, one profile, another) looked at by algebra: whether they are the same function.
    same: Mutex<FxHashMap<(usize, usize, usize), bool>>,
}

/// What a payoff that nobody asks for, or that has no value somewhere in a box, may be: anything,
/// and sums of a few of them stay finite.
const ANYTHING: f64 = f64::MAX / 1024.0;

/// Nodes of payoffs `[player][profile]`, and others with their player and profile.
pub(super) type Written = (Vec<Vec<Option<Id>>>, Vec<(usize, usize, Id)>);

impl Model {
    /// The payoffs as functions of the parameters `axes`; the others have their values at `point`. Only
    /// payoffs of `players` (one flag each) in profiles of the strategies `kept` are looked at; of what other players
    /// earn in these profiles only whether it has a value, and all others may be anything.
    ///
    /// # Errors
    /// [`ModelError`] when another parameter that is used lacks a value, or a payoff has none
    /// whatever the axes are.
    ///
    /// # Panics
    /// When there are more axes than numbers of 32 bits.
    ///
    /// # Complexity
    /// As [`Model::at`], and for each axis a few more nodes for each node.
    pub fn parametric(
        &self,
        point: &Assignment,
        axes: &[usize],
        players: &[bool],
        kept: &[Support],
    ) -> Result<Parametric, ModelError> {
        let written = self.with_inputs(point, axes);
        self.parametric_in(point, written, axes.to_vec(), players, kept)
    }

    /// A graph, and its node for each parameter: the axes are inputs.
    pub(super) fn with_inputs(&self, point: &Assignment, axes: &[usize]) -> (Graph, Vec<Id>) {
        let mut graph = Graph::new();
        let mut nodes = self.parameter_nodes(point, &mut graph);
        for (input, &axis) in axes.iter().enumerate() {
            nodes[axis] = graph.input(u32::try_from(input).expect("parameters are few"));
        }
        (graph, nodes)
    }

    /// The payoffs as functions of the inputs of a graph, which has a node for each parameter.
    pub(super) fn parametric_in(
        &self,
        point: &Assignment,
        (mut graph, nodes): (Graph, Vec<Id>),
        axes: Vec<usize>,
        players: &[bool],
        kept: &[Support],
    ) -> Result<Parametric, ModelError> {
        let (outputs, others) = self.written(point, (&mut graph, nodes), players, kept)?;
        Ok(Parametric::new(self.shape(), graph, axes, outputs, others))
    }

    /// The nodes of the payoffs that are looked at, `[player][profile]`, in a graph that has a node for each parameter; and
    /// those of other players in the same profiles.
    pub(super) fn written(
        &self,
        point: &Assignment,
        (graph, nodes): (&mut Graph, Vec<Id>),
        players: &[bool],
        kept: &[Support],
    ) -> Result<Written, ModelError> {
        let mut elaborator = Elaborator::new(self, nodes);
        let shape = self.shape();
        let inside: Vec<usize> =
            (0..shape.profiles()).filter(|&index| shape.is_within(index, kept)).collect();
        let mut outputs = vec![vec![None; shape.profiles()]; shape.players()];
        let mut others = Vec::new();
        for &index in &inside {
            for player in 0..shape.players() {
                let id = elaborator.payoff(graph, player, index);
                if graph.op(id) == Op::Undefined {
                    return Err(self.no_value(point, player, index));
                }
                if players[player] {
                    outputs[player][index] = Some(id);
                } else {
                    others.push((player, index, id));
                }
            }
        }
        Ok((outputs, others))
    }
}

impl Parametric {
    pub(super) fn new(
        shape: Shape,
        mut graph: Graph,
        axes: Vec<usize>,
        outputs: Vec<Vec<Option<Id>>>,
        others: Vec<(usize, usize, Id)>,
    ) -> Self {
        let roots: Vec<Id> = outputs.iter().flatten().flatten().copied().collect();
        let mut all = roots.clone();
        let mut slopes = Vec::with_capacity(axes.len());
        for input in 0..axes.len() {
            let found = graph.derivative(&roots, u32::try_from(input).expect("axes are few"));
            all.extend(&found);
            let mut found = found.into_iter();
            let rows = outputs
                .iter()
                .map(|row| row.iter().map(|id| id.and_then(|_| found.next())).collect::<Vec<_>>());
            slopes.push(rows.collect());
        }
        all.extend(others.iter().map(|(.., id)| id));
        let order = graph.reachable(&all);
        let varying = graph.varying(&order);
        let jumps = graph.varying(&graph.reachable(&roots));
        let jumps = jumps.into_iter().filter(|&id| is_jump(graph.op(id))).collect();
        let fixed = graph.evaluate(&order, &[], Interval::from_rational);
        let same = Mutex::default();
        Self { shape, graph, axes, outputs, others, slopes, varying, jumps, fixed, same }
    }

    /// The parameters that vary; of a path one number that no parameter has.
    pub fn axes(&self) -> &[usize] {
        &self.axes
    }

    /// How many players and strategies there are.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// The graph of the payoffs and their derivatives; its input `k` is axis `k`.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The node of a payoff that was asked for.
    pub fn output(&self, player: usize, index: usize) -> Option<Id> {
        self.outputs[player][index]
    }

    /// The nodes of all payoffs asked for.
    pub(super) fn asked(&self) -> Vec<Id> {
        self.outputs.iter().flatten().flatten().copied().collect()
    }

    /// The payoffs over a box, one range for each axis: what they are is known up to their ranges, and what
    /// [`Payoffs::sign`] settles holds at every point of the box.
    ///
    /// # Complexity
    /// As [`Over::new`].
    pub fn over(self: &Arc<Self>, ranges: &[Interval]) -> Payoffs {
        let over = Arc::new(Over::new(Arc::clone(self), ranges));
        over.payoffs(Arc::clone(&over) as Arc<dyn Narrow>)
    }

    /// The payoffs at one point, a value for each axis: exactly, or enclosed and narrowed up to `max_bits`. Those that
    /// nobody asked for are 0. `model` is the one these payoffs are of.
    ///
    /// # Errors
    /// [`ModelError`] when a payoff has no value there.
    ///
    /// # Panics
    /// When there are fewer values than axes.
    ///
    /// # Complexity
    /// One evaluation of the payoffs asked for.
    pub fn at(
        &self,
        model: &Model,
        values: &[Rational],
        max_bits: u32,
    ) -> Result<Payoffs, ModelError> {
        let mut graph = Graph::new();
        let nothing = graph.integer(0);
        let found = self.graph.substitute(&self.needed(), &mut graph, |input, graph| {
            graph.number(values[input as usize].clone())
        });
        let mut outputs = vec![vec![nothing; self.shape.profiles()]; self.shape.players()];
        let rows = self.outputs.iter().enumerate();
        let asked = rows.flat_map(|(player, row)| {
            let known = row.iter().enumerate().filter(|(_, id)| id.is_some());
            known.map(move |(index, _)| (player, index))
        });
        let others = self.others.iter().map(|(player, index, _)| (*player, *index));
        for ((player, index), id) in asked.chain(others).zip(found) {
            if graph.op(id) == Op::Undefined {
                let name = model.players[player].name.clone();
                let profile = model.describe(&self.shape.profile(index));
                return Err(ModelError::Undefined { player: name, profile, part: None });
            }
            outputs[player][index] = id;
        }
        Arc::new(Instance::new(self.shape.clone(), graph, outputs)).payoffs(model, max_bits)
    }

    /// Payoffs within the values of their nodes, narrowed by `source`.
    pub(crate) fn enclosed(
        &self,
        values: &Values<Interval>,
        source: Arc<dyn Narrow>,
        max_bits: u32,
    ) -> Payoffs {
        let row = |player: usize| {
            (0..self.shape.profiles()).map(|index| self.coarse(values, player, index)).collect()
        };
        let rows: Vec<Vec<Interval>> = (0..self.shape.players()).map(row).collect();
        let game = Game::new(self.shape.strategies().to_vec(), rows);
        // What nobody asks for is equal to nothing else
        let mut unasked = u32::MAX;
        let mut class = |id: &Option<Id>| match id {
            Some(id) => u32::try_from(id.index()).expect("nodes have 32 bits"),
            None => {
                unasked -= 1;
                unasked
            }
        };
        let classes: Vec<Vec<u32>> =
            self.outputs.iter().map(|row| row.iter().map(&mut class).collect()).collect();
        Payoffs::enclosed(game.expect("one payoff for each profile"), classes, source, max_bits)
    }

    pub(super) fn coarse(
        &self,
        values: &Values<Interval>,
        player: usize,
        index: usize,
    ) -> Interval {
        let known = self.outputs[player][index].and_then(|id| values.get(id));
        let known = known.filter(|range| range.lo() > -ANYTHING && range.hi() < ANYTHING);
        known
            .copied()
            .unwrap_or_else(|| Interval::new(-ANYTHING, ANYTHING).expect("the ends are in order"))
    }

    /// The range of a derivative of a combination of payoffs over a box whose nodes have these values; of
    /// the sides of kinks both.
    pub fn slope(
        &self,
        values: &Values<Interval>,
        axis: usize,
        player: usize,
        combination: &[(usize, Rational)],
    ) -> Option<Interval> {
        combined(&self.slopes[axis][player], values, combination)
    }

    /// How a comparison turns out over a box whose nodes have these values, if everywhere the same.
    pub fn order(&self, values: &Values<Interval>, (x, y): Compared) -> Option<Ordering> {
        match y {
            Some(y) => values.get(x)?.compare(values.get(y)?),
            None => values.get(x)?.compare(&Interval::zero()),
        }
    }

    /// The normal form of the difference of two payoffs.
    pub fn difference_form(&self, player: usize, a: usize, b: usize) -> Option<Polynomial> {
        let [a, b] = [a, b].map(|index| self.outputs[player][index]);
        let (a, b) = (self.graph.polynomial(a?)?, self.graph.polynomial(b?)?);
        a.plus_scaled(&Rational::minus_one(), &b)
    }

    /// Whether comparisons and choices in formulas turn out the same in the whole box whose nodes have
    /// these values, so that payoffs have no jumps.
    pub fn is_smooth(&self, values: &Values<Interval>) -> bool {
        !self.jumps.iter().any(|&id| self.may_jump(id, values))
    }

    /// The values of all nodes over a box.
    pub fn values(&self, ranges: &[Interval]) -> Values<Interval> {
        self.walked(&self.varying, ranges)
    }

    /// The values of some nodes over a box, as far as floats go; nothing where one has no value.
    pub fn ranges<const N: usize>(
        &self,
        ids: [Id; N],
        ranges: &[Interval],
    ) -> Option<[Interval; N]> {
        let order = self.graph.varying(&self.graph.reachable(&ids));
        let values = self.walked(&order, ranges);
        let mut found = [Interval::zero(); N];
        for (range, id) in found.iter_mut().zip(ids) {
            *range = *values.get(id)?;
        }
        Some(found)
    }

    /// The value of a node with so many bits, where the axes are within these bounds.
    pub fn wide(&self, id: Id, inputs: &[Wide], bits: u32) -> Option<Wide> {
        let bits = Bits::new(bits as usize);
        let order = self.graph.reachable(&[id]);
        let values =
            self.graph.evaluate(&order, inputs, |number| Wide::from_rational_bits(number, bits));
        values.get(id).cloned()
    }

    /// Whether two payoffs are the same function of the axes, as far as algebra tells.
    pub(super) fn is_same(&self, player: usize, a: usize, b: usize) -> bool {
        let key = (player, a.min(b), a.max(b));
        if let Some(&known) = self.same.lock().ok().as_ref().and_then(|same| same.get(&key)) {
            return known;
        }
        let difference = self.difference_form(player, a, b);
        let same = difference.is_some_and(|difference| difference.is_zero());
        if let Ok(mut known) = self.same.lock() {
            known.insert(key, same);
        }
        same
    }
}

/// A combination of some of one player's nodes, by their values.
pub(super) fn combined<T: Real>(
    nodes: &[Option<Id>],
    values: &Values<T>,
    combination: &[(usize, Rational)],
) -> Option<T> {
    let mut sum = T::zero();
    for (index, coefficient) in combination {
        sum.add_product(&T::from_rational(coefficient), values.get(nodes[*index]?)?);
    }
    Some(sum)
}

fn is_jump(op: Op) -> bool {
    use BinaryOp::{Equal, Less, LessEqual};
    match op {
        Op::If(..) | Op::Unary(UnaryOp::Not, _) => true,
        Op::Binary(op, ..) => matches!(op, Less | LessEqual | Equal),
        _ => false,
    }
}
