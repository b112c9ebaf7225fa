//! Where payoffs have values, as functions of some parameters.

use super::Parametric;
use crate::formula::{BinaryOp, Id, Op, UnaryOp, Values};
use crate::num::{Certain, Interval, Rational, Sign};

impl Parametric {
    /// For a box in which all that is asked lies: other players' payoffs that are proved to have values in all of it are
    /// not looked at again.
    ///
    /// # Complexity
    /// One evaluation of the payoffs over the box.
    #[must_use]
    pub fn within(mut self, ranges: &[Interval]) -> Self {
        if !self.others.is_empty() {
            let values = self.values(ranges);
            self.others.retain(|(.., id)| values.get(*id).is_none());
            let slopes = self.slopes.iter().flatten().flatten().flatten().copied();
            let all: Vec<Id> = self.needed().into_iter().chain(slopes).collect();
            self.varying = self.graph.varying(&self.graph.reachable(&all));
        }
        self
    }

    /// The nodes of all payoffs without values of which there is no game.
    pub(super) fn needed(&self) -> Vec<Id> {
        self.asked().into_iter().chain(self.others.iter().map(|(.., id)| *id)).collect()
    }

    /// Whether all payoffs are proved to have values over a box whose nodes have these: those asked for, and those of other
    /// players in the same profiles.
    pub fn is_defined(&self, values: &Values<Interval>) -> bool {
        self.needed().into_iter().all(|id| values.get(id).is_some())
    }

    /// Which axes decide whether payoffs have values, in a box whose nodes have these: one flag for each axis.
    pub(super) fn unguarded(&self, values: &Values<Interval>) -> Vec<bool> {
        let sure = |id: &Id| values.get(*id).and_then(Certain::certain_sign).is_some();
        let guards = self.guards().into_iter().filter(|id| !sure(id));
        self.axes_of(&guards.collect::<Vec<_>>())
    }

    /// Whether a payoff is proved to have no value at any point of a box whose nodes have these values.
    ///
    /// # Complexity
    /// One look at each node.
    pub fn lacks_value(&self, values: &Values<Interval>) -> bool {
        let asked = self.needed();
        let order = self.graph().reachable(&asked);
        let most = order.iter().map(|id| id.index()).max().unwrap_or(0);
        let mut lacks = vec![false; most + 1];
        for id in order {
            lacks[id.index()] = self.node_lacks(id, values, &lacks);
        }
        asked.into_iter().any(|id| lacks[id.index()])
    }

    /// A node whose arguments are known to have no value anywhere, or not.
    fn node_lacks(&self, id: Id, values: &Values<Interval>, lacks: &[bool]) -> bool {
        let none = |x: Id| lacks[x.index()];
        let range = |x: Id| values.get(x);
        let sign = |x: Id| range(x).and_then(Certain::certain_sign);
        match self.graph().op(id) {
            Op::Undefined => true,
            Op::Number(_) | Op::Input(_) => false,
            Op::Unary(op, x) => {
                none(x)
                    || match op {
                        UnaryOp::Log => range(x).is_some_and(|x| x.hi() <= 0.0),
                        UnaryOp::Sqrt => range(x).is_some_and(|x| x.hi() < 0.0),
                        _ => false,
                    }
            }
            Op::Binary(op, x, y) => match op {
                // A factor that is 0 makes a product 0, whatever the other one is
                BinaryOp::Multiply => {
                    let other = |x: Id| none(x) || sign(x).is_some_and(|sign| sign != Sign::Zero);
                    (none(x) && other(y)) || (none(y) && other(x))
                }
                BinaryOp::Divide => {
                    none(y) || sign(y) == Some(Sign::Zero) || none(x) && sign(y).is_some()
                }
                _ => none(x) || none(y),
            },
            Op::If(condition, then, otherwise) => {
                none(condition)
                    || match sign(condition) {
                        Some(Sign::Zero) => none(otherwise),
                        Some(_) => none(then),
                        None => none(then) && none(otherwise),
                    }
            }
        }
    }

    /// The nodes at whose zeros payoffs may begin or cease to have values: denominators, and what is under
    /// logarithms, roots, and powers that are no natural numbers.
    pub fn guards(&self) -> Vec<Id> {
        let graph = self.graph();
        let varying = graph.varying(&graph.reachable(&self.needed()));
        let natural = |y: Id| {
            let exponent = graph.as_number(y).and_then(Rational::to_i64);
            exponent.is_some_and(|exponent| exponent >= 0)
        };
        let mut guards: Vec<Id> = varying
            .iter()
            .filter_map(|&id| match graph.op(id) {
                Op::Unary(UnaryOp::Log | UnaryOp::Sqrt, x) | Op::Binary(BinaryOp::Divide, _, x) => {
                    Some(x)
                }
                Op::Binary(BinaryOp::Power, x, y) if !natural(y) => Some(x),
                _ => None,
            })
            .collect();
        guards.sort_by_key(|id| id.index());
        guards.dedup();
        guards
    }
}
