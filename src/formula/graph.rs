//! Formulas as a graph: equal parts are one node, constant parts are numbers.
//!
//! Building a node first tries to fold it: exactly, in rationals. So a graph whose inputs have all
//! been replaced by numbers *is* the exact value where there is one, and what is left over is just
//! what leaves the rationals (or is too long to be worth writing out: [`MAX_NUMBER_BITS`]). Two results that are the same node are equal, whatever the inputs:
//! that is how a tie between payoffs with `exp` and `log` is proved.

use rustc_hash::FxHashMap;

use super::fold::{Folded, Folding};
use crate::num::Rational;

/// A node of a [`Graph`]. Arguments of a node have smaller numbers than the node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(pub(crate) u32);

impl Id {
    /// Its place among the nodes.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// A number: its place among [`Graph::numbers`].
    Number(u32),
    /// An input, by its number.
    Input(u32),
    /// A function of one node.
    Unary(UnaryOp, Id),
    /// A function of two nodes.
    Binary(BinaryOp, Id, Id),
    /// The second node where the first is not 0, else the third.
    If(Id, Id, Id),
    /// No value: a division by zero, the logarithm of a number that is not positive, and the like.
    Undefined,
}

/// Functions of one node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UnaryOp {
    /// `−x`
    Negative,
    /// Distance from 0.
    Abs,
    /// The exponential function.
    Exp,
    /// The natural logarithm.
    Log,
    /// The square root.
    Sqrt,
    /// 1 where `x` is 0, else 0.
    Not,
}

/// Functions of two nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    /// `a + b`
    Add,
    /// `a − b`
    Subtract,
    /// `a · b`
    Multiply,
    /// `a / b`
    Divide,
    /// `a ^ b`
    Power,
    /// The smaller one.
    Min,
    /// The larger one.
    Max,
    /// 1 where `a < b`, else 0.
    Less,
    /// 1 where `a ≤ b`, else 0.
    LessEqual,
    /// 1 where `a = b`, else 0.
    Equal,
}

impl BinaryOp {
    fn commutes(self) -> bool {
        matches!(self, Self::Add | Self::Multiply | Self::Min | Self::Max | Self::Equal)
    }
}

/// A growing set of nodes.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    ops: Vec<Op>,
    known: FxHashMap<Op, Id>,
    numbers: Vec<Rational>,
    number_ids: FxHashMap<Rational, u32>,
    folding: Folding,
}

impl Graph {
    /// A graph without nodes.
    pub fn new() -> Self {
        Self::default()
    }

    /// What each node computes, in an order in which arguments come first.
    pub fn ops(&self) -> &[Op] {
        &self.ops
    }

    /// The numbers that [`Op::Number`] counts.
    pub fn numbers(&self) -> &[Rational] {
        &self.numbers
    }

    /// What a node computes.
    pub fn op(&self, id: Id) -> Op {
        self.ops[id.index()]
    }

    /// The value of a node that is a number.
    pub fn as_number(&self, id: Id) -> Option<&Rational> {
        value(&self.ops, &self.numbers, id)
    }

    fn node(&mut self, op: Op) -> Id {
        let next = Id(u32::try_from(self.ops.len()).expect("graphs stay below 2³² nodes"));
        let id = *self.known.entry(op).or_insert(next);
        if id == next {
            self.ops.push(op);
        }
        id
    }

    /// A number.
    ///
    /// # Panics
    /// With 2³² nodes: readers limit the size of games and formulas to far less.
    pub fn number(&mut self, value: Rational) -> Id {
        let next = u32::try_from(self.numbers.len()).expect("graphs stay below 2³² nodes");
        let number = *self.number_ids.entry(value.clone()).or_insert(next);
        if number == next {
            self.numbers.push(value);
        }
        self.node(Op::Number(number))
    }

    /// A small integer.
    pub fn integer(&mut self, value: i64) -> Id {
        self.number(Rational::integer(value))
    }

    /// An input.
    pub fn input(&mut self, input: u32) -> Id {
        self.node(Op::Input(input))
    }

    /// A node without a value.
    pub fn undefined(&mut self) -> Id {
        self.node(Op::Undefined)
    }

    fn is_undefined(&self, id: Id) -> bool {
        self.op(id) == Op::Undefined
    }

    fn is_number(&self, id: Id, value: i64) -> bool {
        self.as_number(id).is_some_and(|x| *x == Rational::integer(value))
    }

    /// `op x`
    pub fn unary(&mut self, op: UnaryOp, x: Id) -> Id {
        if self.is_undefined(x) {
            return x;
        }
        if let Some(x) = value(&self.ops, &self.numbers, x) {
            match self.folding.unary(op, x) {
                Folded::Number(folded) => return self.number(folded),
                Folded::Undefined => return self.undefined(),
                Folded::Not => {}
            }
        }
        match (op, self.op(x)) {
            (UnaryOp::Negative, Op::Unary(UnaryOp::Negative, inner)) => inner,
            (UnaryOp::Negative, Op::Binary(BinaryOp::Subtract, a, b)) => {
                self.binary(BinaryOp::Subtract, b, a)
            }
            _ => self.node(Op::Unary(op, x)),
        }
    }

    /// `a op b`
    pub fn binary(&mut self, op: BinaryOp, a: Id, b: Id) -> Id {
        if op == BinaryOp::Multiply && (self.is_number(a, 0) || self.is_number(b, 0)) {
            return self.integer(0);
        }
        if self.is_undefined(a) || self.is_undefined(b) {
            return self.undefined();
        }
        let number = |id| value(&self.ops, &self.numbers, id);
        if let (Some(x), Some(y)) = (number(a), number(b)) {
            match self.folding.binary(op, x, y) {
                Folded::Number(value) => return self.number(value),
                Folded::Undefined => return self.undefined(),
                Folded::Not => {}
            }
        }
        let (zero_a, zero_b) = (self.is_number(a, 0), self.is_number(b, 0));
        let (one_a, one_b) = (self.is_number(a, 1), self.is_number(b, 1));
        match op {
            BinaryOp::Add if zero_a => return b,
            BinaryOp::Multiply if one_a => return b,
            BinaryOp::Add | BinaryOp::Subtract if zero_b => return a,
            BinaryOp::Subtract if zero_a => return self.unary(UnaryOp::Negative, b),
            BinaryOp::Multiply | BinaryOp::Divide | BinaryOp::Power if one_b => return a,
            BinaryOp::Divide if zero_b => return self.undefined(),
            BinaryOp::Power if zero_b || one_a => return self.integer(1),
            BinaryOp::Min | BinaryOp::Max if a == b => return a,
            BinaryOp::LessEqual | BinaryOp::Equal if a == b => return self.integer(1),
            BinaryOp::Subtract | BinaryOp::Less if a == b => return self.integer(0),
            _ => {}
        }
        let (a, b) = if op.commutes() && b < a { (b, a) } else { (a, b) };
        self.node(Op::Binary(op, a, b))
    }

    /// `then` where `condition` is not 0, else `otherwise`. The other branch may be undefined.
    pub fn choose(&mut self, condition: Id, then: Id, otherwise: Id) -> Id {
        if self.is_undefined(condition) || then == otherwise {
            return if self.is_undefined(condition) { condition } else { then };
        }
        match self.as_number(condition) {
            Some(value) if value.is_zero() => otherwise,
            Some(_) => then,
            None => self.node(Op::If(condition, then, otherwise)),
        }
    }

    /// The same nodes with inputs replaced by `value`, folded anew into `target`; for each of
    /// `roots` the node it has become.
    ///
    /// # Panics
    /// When a root is not a node of this graph.
    pub fn substitute(
        &self,
        roots: &[Id],
        target: &mut Self,
        mut value: impl FnMut(u32, &mut Self) -> Id,
    ) -> Vec<Id> {
        let mut becomes: Vec<Option<Id>> = vec![None; self.ops.len()];
        for id in self.reachable(roots) {
            let at = |x: Id| becomes[x.index()].expect("arguments come first");
            let new = match self.op(id) {
                Op::Number(number) => target.number(self.numbers[number as usize].clone()),
                Op::Input(input) => value(input, target),
                Op::Unary(op, x) => target.unary(op, at(x)),
                Op::Binary(op, x, y) => target.binary(op, at(x), at(y)),
                Op::If(c, x, y) => target.choose(at(c), at(x), at(y)),
                Op::Undefined => target.undefined(),
            };
            becomes[id.index()] = Some(new);
        }
        roots.iter().map(|root| becomes[root.index()].expect("roots are reachable")).collect()
    }

    /// The nodes that `roots` depend on, themselves included, arguments first.
    pub fn reachable(&self, roots: &[Id]) -> Vec<Id> {
        let mut seen = vec![false; self.ops.len()];
        for root in roots {
            seen[root.index()] = true;
        }
        let top = roots.iter().map(|root| root.index() + 1).max().unwrap_or(0);
        for index in (0..top).rev() {
            if seen[index] {
                for argument in arguments(self.ops[index]).into_iter().flatten() {
                    seen[argument.index()] = true;
                }
            }
        }
        #[allow(clippy::cast_possible_truncation)] // ids are 32 bits wide
        (0..top).filter(|&i| seen[i]).map(|i| Id(i as u32)).collect()
    }
}

fn value<'a>(ops: &[Op], numbers: &'a [Rational], id: Id) -> Option<&'a Rational> {
    match ops[id.index()] {
        Op::Number(number) => Some(&numbers[number as usize]),
        _ => None,
    }
}

/// The nodes a node computes with.
pub(super) fn arguments(op: Op) -> [Option<Id>; 3] {
    match op {
        Op::Number(_) | Op::Input(_) | Op::Undefined => [None; 3],
        Op::Unary(_, x) => [Some(x), None, None],
        Op::Binary(_, x, y) => [Some(x), Some(y), None],
        Op::If(c, x, y) => [Some(c), Some(x), Some(y)],
    }
}
