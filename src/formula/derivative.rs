//! Derivatives, as nodes of the same graph.

use super::graph::{BinaryOp, Graph, Id, Op, UnaryOp};
use crate::num::Rational;

impl Graph {
    /// The derivatives of `roots` with respect to one input.
    ///
    /// `min`, `max`, `abs` and `if` are differentiated on the side that is taken; at their kinks,
    /// where no derivative exists, this gives one of the one-sided ones. Comparisons have
    /// derivative 0.
    ///
    /// # Panics
    /// When a root is not a node of this graph.
    ///
    /// # Complexity
    /// A few nodes for each node that depends on the input.
    pub fn derivative(&mut self, roots: &[Id], input: u32) -> Vec<Id> {
        let order = self.reachable(roots);
        let mut slopes: Vec<Option<Id>> = vec![None; self.ops().len()];
        for id in order {
            let slope = self.slope(self.op(id), id, input, &slopes);
            slopes[id.index()] = Some(slope);
        }
        roots.iter().map(|root| slopes[root.index()].expect("roots are reachable")).collect()
    }

    fn slope(&mut self, op: Op, id: Id, input: u32, slopes: &[Option<Id>]) -> Id {
        let of = |x: Id| slopes[x.index()].expect("arguments come first");
        match op {
            Op::Number(_) => self.integer(0),
            Op::Input(i) => self.integer(i64::from(i == input)),
            Op::Undefined => id,
            Op::Unary(op, x) => {
                let dx = of(x);
                match op {
                    UnaryOp::Negative => self.unary(UnaryOp::Negative, dx),
                    UnaryOp::Exp => self.binary(BinaryOp::Multiply, id, dx),
                    UnaryOp::Log => self.binary(BinaryOp::Divide, dx, x),
                    UnaryOp::Sqrt => {
                        let double = self.binary(BinaryOp::Add, id, id);
                        self.binary(BinaryOp::Divide, dx, double)
                    }
                    UnaryOp::Abs => {
                        let zero = self.integer(0);
                        let negative = self.binary(BinaryOp::Less, x, zero);
                        let down = self.unary(UnaryOp::Negative, dx);
                        self.choose(negative, down, dx)
                    }
                    UnaryOp::Not => self.integer(0),
                }
            }
            Op::Binary(op, x, y) => {
                let (dx, dy) = (of(x), of(y));
                match op {
                    BinaryOp::Add | BinaryOp::Subtract => self.binary(op, dx, dy),
                    BinaryOp::Multiply => self.product_slope((x, dx), (y, dy)),
                    BinaryOp::Divide => {
                        // (x/y)' = (x' − (x/y) y') / y
                        let part = self.binary(BinaryOp::Multiply, id, dy);
                        let top = self.binary(BinaryOp::Subtract, dx, part);
                        self.binary(BinaryOp::Divide, top, y)
                    }
                    BinaryOp::Power => self.power_slope(id, (x, dx), (y, dy)),
                    BinaryOp::Min => {
                        let smaller = self.binary(BinaryOp::LessEqual, x, y);
                        self.choose(smaller, dx, dy)
                    }
                    BinaryOp::Max => {
                        let smaller = self.binary(BinaryOp::LessEqual, x, y);
                        self.choose(smaller, dy, dx)
                    }
                    BinaryOp::Less | BinaryOp::LessEqual | BinaryOp::Equal => self.integer(0),
                }
            }
            Op::If(condition, then, otherwise) => self.choose(condition, of(then), of(otherwise)),
        }
    }

    fn product_slope(&mut self, (x, dx): (Id, Id), (y, dy): (Id, Id)) -> Id {
        let left = self.binary(BinaryOp::Multiply, dx, y);
        let right = self.binary(BinaryOp::Multiply, x, dy);
        self.binary(BinaryOp::Add, left, right)
    }

    /// `(x^y)' = y x^(y−1) x' + x^y log(x) y'`, the second part only where `y` varies.
    fn power_slope(&mut self, id: Id, (x, dx): (Id, Id), (y, dy): (Id, Id)) -> Id {
        let one = self.integer(1);
        let less = self.binary(BinaryOp::Subtract, y, one);
        let lower = self.binary(BinaryOp::Power, x, less);
        let factor = self.binary(BinaryOp::Multiply, y, lower);
        let base_part = self.binary(BinaryOp::Multiply, factor, dx);
        if self.as_number(dy).is_some_and(Rational::is_zero) {
            return base_part;
        }
        let log = self.unary(UnaryOp::Log, x);
        let scaled = self.binary(BinaryOp::Multiply, id, log);
        let exponent_part = self.binary(BinaryOp::Multiply, scaled, dy);
        self.binary(BinaryOp::Add, base_part, exponent_part)
    }
}
