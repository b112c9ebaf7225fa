//! Payoffs multiplied out: the walk through their graph that quotients of polynomials, affine functions and formulas to be read share.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::{Compared, Parametric};
use crate::formula::{BinaryOp, Id, Op, UnaryOp};
use crate::num::{Rational, Ring};

/// Functions of some axes of one kind; every operation gives one of that kind, or nothing.
pub(super) trait Form: Sized + Clone {
    /// The same number everywhere.
    fn constant(value: Rational, axes: usize) -> Self;
    /// One of the axes itself.
    fn axis(axis: usize, axes: usize) -> Self;
    /// `self + factor · other`.
    fn plus_scaled(&self, factor: &Rational, other: &Self) -> Option<Self>;
    fn times(&self, other: &Self) -> Option<Self>;
    fn inverse(&self) -> Option<Self>;
    fn power(&self, exponent: i64) -> Option<Self>;
    /// `exp`, `log` or `sqrt`, where these have the form, too.
    fn function(&self, _: UnaryOp) -> Option<Self> {
        None
    }
}

impl Parametric {
    /// A combination of payoffs in a form; `order` says how comparisons turn out that branches hang on.
    pub(super) fn form<F: Form>(
        &self,
        player: usize,
        combination: &[(usize, Rational)],
        order: &dyn Fn(Compared) -> Option<Ordering>,
    ) -> Option<F> {
        let mut known = FxHashMap::default();
        let mut sum = F::constant(Rational::zero(), self.axes().len());
        for (index, coefficient) in combination {
            let part = self.written(self.output(player, *index)?, order, &mut known)?;
            sum = sum.plus_scaled(coefficient, &part)?;
        }
        Some(sum)
    }

    /// One node in a form; `known` keeps those looked at before.
    pub(super) fn written<F: Form>(
        &self,
        root: Id,
        order: &dyn Fn(Compared) -> Option<Ordering>,
        known: &mut FxHashMap<Id, Option<F>>,
    ) -> Option<F> {
        for id in self.graph().reachable(&[root]) {
            if !known.contains_key(&id) {
                let found = self.node(id, order, known);
                known.insert(id, found);
            }
        }
        known.get(&root)?.clone()
    }

    fn node<F: Form>(
        &self,
        id: Id,
        order: &dyn Fn(Compared) -> Option<Ordering>,
        known: &FxHashMap<Id, Option<F>>,
    ) -> Option<F> {
        let axes = self.axes().len();
        let at = |x: Id| known.get(&x)?.as_ref();
        let number = |value: Rational| Some(F::constant(value, axes));
        let truth = |holds: bool| number(Rational::integer(i64::from(holds)));
        let minus = Rational::minus_one();
        let negative = |x: &F| F::constant(Rational::zero(), axes).plus_scaled(&minus, x);
        match self.graph().op(id) {
            Op::Number(place) => number(self.graph().numbers()[place as usize].clone()),
            Op::Input(axis) => Some(F::axis(axis as usize, axes)),
            Op::Undefined => None,
            Op::Unary(op, x) => match op {
                UnaryOp::Negative => negative(at(x)?),
                UnaryOp::Abs if order((x, None))? == Ordering::Less => negative(at(x)?),
                UnaryOp::Abs => at(x).cloned(),
                UnaryOp::Not => truth(order((x, None))? == Ordering::Equal),
                UnaryOp::Exp | UnaryOp::Log | UnaryOp::Sqrt => at(x)?.function(op),
            },
            Op::Binary(op, x, y) => {
                let compared = || order((x, Some(y)));
                match op {
                    BinaryOp::Add => at(x)?.plus_scaled(&Rational::one(), at(y)?),
                    BinaryOp::Subtract => at(x)?.plus_scaled(&minus, at(y)?),
                    BinaryOp::Multiply => at(x)?.times(at(y)?),
                    BinaryOp::Divide => at(x)?.times(&at(y)?.inverse()?),
                    BinaryOp::Power => {
                        let exponent = self.graph().as_number(y).and_then(Rational::to_i64);
                        at(x)?.power(exponent?)
                    }
                    BinaryOp::Min if compared()?.is_le() => at(x).cloned(),
                    BinaryOp::Max if compared()?.is_ge() => at(x).cloned(),
                    BinaryOp::Min | BinaryOp::Max => at(y).cloned(),
                    BinaryOp::Less => truth(compared()?.is_lt()),
                    BinaryOp::LessEqual => truth(compared()?.is_le()),
                    BinaryOp::Equal => truth(compared()?.is_eq()),
                }
            }
            Op::If(condition, then, otherwise) => match order((condition, None))? {
                Ordering::Equal => at(otherwise).cloned(),
                _ => at(then).cloned(),
            },
        }
    }
}
