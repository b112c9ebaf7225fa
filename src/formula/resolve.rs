//! A graph near one point: which side of each `min`, `max`, `abs` and `if` is taken there.

use super::graph::{BinaryOp, Graph, Id, Op, UnaryOp};
use crate::num::{Rational, Sign};

impl Graph {
    /// `root` written without `min`, `max`, `abs` and `if`, as far as the values of their arguments
    /// are rational at the point where input `i` is `inputs(i)`: each becomes the side that is
    /// taken there. At a kink this is one of the sides.
    ///
    /// # Panics
    /// When `root` is not a node of this graph.
    ///
    /// # Complexity
    /// Two passes over the nodes that `root` depends on.
    pub fn resolved(&self, root: Id, inputs: impl Fn(u32) -> Option<Rational>) -> (Self, Id) {
        let order = self.reachable(&[root]);
        let mut exact = Self::new();
        let at_point = self.substitute(&order, &mut exact, |input, target| match inputs(input) {
            Some(value) => target.number(value),
            None => target.undefined(),
        });
        let mut target = Self::new();
        let mut becomes: Vec<Option<Id>> = vec![None; self.ops().len()];
        let mut value: Vec<Option<&Rational>> = vec![None; self.ops().len()];
        for (&id, &there) in order.iter().zip(&at_point) {
            value[id.index()] = exact.as_number(there);
            let at = |x: Id| becomes[x.index()].expect("arguments come first");
            let of = |x: Id| value[x.index()];
            let new = match self.op(id) {
                Op::Unary(UnaryOp::Abs, x) => match of(x).map(Rational::signum) {
                    Some(Sign::Negative) => target.unary(UnaryOp::Negative, at(x)),
                    Some(_) => at(x),
                    None => target.unary(UnaryOp::Abs, at(x)),
                },
                Op::Binary(op @ (BinaryOp::Min | BinaryOp::Max), x, y) => {
                    match of(x).zip(of(y)).map(|(a, b)| (a <= b) == (op == BinaryOp::Min)) {
                        Some(true) => at(x),
                        Some(false) => at(y),
                        None => target.binary(op, at(x), at(y)),
                    }
                }
                Op::If(c, x, y) => match of(c).map(Rational::is_zero) {
                    Some(true) => at(y),
                    Some(false) => at(x),
                    None => target.choose(at(c), at(x), at(y)),
                },
                Op::Number(_) => target
                    .number(self.as_number(id).cloned().unwrap_or_else(|| Rational::integer(0))),
                Op::Input(input) => target.input(input),
                Op::Unary(op, x) => target.unary(op, at(x)),
                Op::Binary(op, x, y) => target.binary(op, at(x), at(y)),
                Op::Undefined => target.undefined(),
            };
            becomes[id.index()] = Some(new);
        }
        let root = becomes[root.index()].expect("the root is reachable");
        (target, root)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinks_are_resolved_at_the_point() {
        let mut graph = Graph::new();
        let (x, zero) = (graph.input(0), graph.integer(0));
        let kink = graph.binary(BinaryOp::Max, zero, x);
        let size = graph.unary(UnaryOp::Abs, x);
        let sum = graph.binary(BinaryOp::Add, kink, size);
        for (at, expected) in [(3, "2 x"), (-3, "-x")] {
            let (near, root) = graph.resolved(sum, |_| Some(Rational::integer(at)));
            let form = near.polynomial(root).unwrap();
            let terms: Vec<String> = form.terms().map(|(_, c)| c.to_string()).collect();
            assert_eq!(terms, if expected == "2 x" { ["2"] } else { ["-1"] });
        }
    }
}
