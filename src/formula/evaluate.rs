//! The value of a graph in any kind of number.

use std::cmp::Ordering;

use super::graph::{BinaryOp, Graph, Id, Op, UnaryOp};
use crate::num::{Rational, Real};

/// The values of nodes; `None` where a node has no value, or none that could be proved to exist.
#[derive(Clone, Debug)]
pub struct Values<T>(Vec<Option<T>>);

impl<T> Values<T> {
    /// The value of a node that was evaluated.
    pub fn get(&self, id: Id) -> Option<&T> {
        self.0[id.index()].as_ref()
    }

    /// The same nodes' values as other numbers.
    pub fn map<S>(&self, f: impl Fn(&T) -> S) -> Values<S> {
        Values(self.0.iter().map(|value| value.as_ref().map(&f)).collect())
    }

    /// Takes a node to have this value, whatever was found before.
    pub fn set(&mut self, id: Id, value: T) {
        self.0[id.index()] = Some(value);
    }
}

impl Graph {
    /// Evaluates the nodes of `order` (see [`Graph::reachable`]) at `inputs`. `number` turns the
    /// graph's numbers into `T`, with the precision wanted.
    ///
    /// Where a comparison of enclosures cannot be settled, its value encloses 0 and 1, and an `if`
    /// that hangs on it encloses both branches.
    ///
    /// # Complexity
    /// One operation of `T` for each node.
    pub fn evaluate<T: Real>(
        &self,
        order: &[Id],
        inputs: &[T],
        number: impl Fn(&Rational) -> T,
    ) -> Values<T> {
        let mut values = Values(vec![None; self.ops().len()]);
        self.evaluate_onto(&mut values, order, inputs, number);
        values
    }

    /// [`Graph::evaluate`] where `values` holds what is known already: nodes of `order` are evaluated
    /// again, others are taken as they are.
    pub fn evaluate_onto<T: Real>(
        &self,
        values: &mut Values<T>,
        order: &[Id],
        inputs: &[T],
        number: impl Fn(&Rational) -> T,
    ) {
        for &id in order {
            let value = self.node_value(self.op(id), &values.0, inputs, &number);
            values.0[id.index()] = value;
        }
    }

    /// Which nodes of `order` depend on an input.
    pub fn varying(&self, order: &[Id]) -> Vec<Id> {
        let mut varies = vec![false; self.ops().len()];
        for &id in order {
            let op = self.op(id);
            let inner = super::graph::arguments(op).into_iter().flatten();
            varies[id.index()] =
                matches!(op, Op::Input(_)) || inner.into_iter().any(|x| varies[x.index()]);
        }
        order.iter().copied().filter(|id| varies[id.index()]).collect()
    }

    fn node_value<T: Real>(
        &self,
        op: Op,
        values: &[Option<T>],
        inputs: &[T],
        number: &impl Fn(&Rational) -> T,
    ) -> Option<T> {
        let at = |id: Id| values[id.index()].as_ref();
        match op {
            Op::Number(i) => Some(number(&self.numbers()[i as usize])),
            Op::Input(i) => inputs.get(i as usize).cloned(),
            Op::Undefined => None,
            Op::Unary(op, x) => {
                let x = at(x)?;
                match op {
                    UnaryOp::Negative => Some(x.neg()),
                    UnaryOp::Abs => Some(x.abs()),
                    UnaryOp::Exp => x.exp(),
                    UnaryOp::Log => x.ln(),
                    UnaryOp::Sqrt => x.sqrt(),
                    UnaryOp::Not => truth(x.compare(&T::zero()), std::cmp::Ordering::is_eq),
                }
            }
            Op::Binary(op, x, y) => {
                let (x, y) = (at(x)?, at(y)?);
                let with = |f: fn(&mut T, &T)| {
                    let mut z = x.clone();
                    f(&mut z, y);
                    Some(z)
                };
                match op {
                    BinaryOp::Add => with(|z, y| *z += y),
                    BinaryOp::Subtract => with(|z, y| *z -= y),
                    BinaryOp::Multiply => with(|z, y| *z *= y),
                    BinaryOp::Divide => x.divided(y),
                    BinaryOp::Power => x.pow(y),
                    BinaryOp::Min => Some(x.minimum(y)),
                    BinaryOp::Max => Some(x.maximum(y)),
                    BinaryOp::Less => truth(x.compare(y), Ordering::is_lt),
                    BinaryOp::LessEqual => truth(x.compare(y), Ordering::is_le),
                    BinaryOp::Equal => truth(x.compare(y), Ordering::is_eq),
                }
            }
            Op::If(condition, then, otherwise) => {
                let condition = at(condition)?.compare(&T::zero());
                match condition {
                    Some(Ordering::Equal) => at(otherwise).cloned(),
                    Some(_) => at(then).cloned(),
                    None => at(then)?.hull(at(otherwise)?),
                }
            }
        }
    }
}

/// 1 or 0; both where the order is not settled.
fn truth<T: Real>(order: Option<Ordering>, holds: impl Fn(Ordering) -> bool) -> Option<T> {
    match order {
        Some(order) if holds(order) => Some(T::one()),
        Some(_) => Some(T::zero()),
        None => T::zero().hull(&T::one()),
    }
}
