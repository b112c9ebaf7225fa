//! Payoffs as quotients of polynomials in one parameter.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::form::Form;
use super::{Parametric, Quotient};
use crate::formula::{BinaryOp, Id, Op, UnaryOp};
use crate::num::{Rational, Ring, Sign};
use crate::roots::Univariate;

/// A quotient of polynomials in one axis.
pub type Fraction = Quotient<Univariate>;

/// A comparison that decides which branch a formula takes: of a node with another, or with 0.
pub type Compared = (Id, Option<Id>);

impl Parametric {
    /// A combination of payoffs as a quotient of polynomials in the only axis; `order` says how comparisons
    /// turn out that branches hang on. `None` where it is no such quotient, or `order` does not know.
    ///
    /// # Complexity
    /// That of multiplying out, up to degree 48.
    pub fn fraction(
        &self,
        player: usize,
        combination: &[(usize, Rational)],
        order: &dyn Fn(Compared) -> Option<Ordering>,
    ) -> Option<Fraction> {
        self.form(player, combination, order)
    }

    /// The difference of two nodes, or one node, likewise.
    pub fn difference(
        &self,
        (x, y): Compared,
        order: &dyn Fn(Compared) -> Option<Ordering>,
    ) -> Option<Fraction> {
        let mut known = FxHashMap::default();
        let x: Fraction = self.written(x, order, &mut known)?;
        let Some(y) = y else { return Some(x) };
        let y = self.written(y, order, &mut known)?;
        x.plus_scaled(&Rational::minus_one(), &y)
    }

    /// The comparisons that the payoffs asked for hang on and that depend on an axis, inner ones first.
    pub fn comparisons(&self) -> Vec<Compared> {
        use BinaryOp::{Equal, Less, LessEqual, Max, Min};
        let graph = self.graph();
        let varying = graph.varying(&graph.reachable(&self.asked()));
        let compared = |id: &Id| match graph.op(*id) {
            Op::Binary(Min | Max | Less | LessEqual | Equal, x, y) => Some((x, Some(y))),
            Op::Unary(UnaryOp::Abs | UnaryOp::Not, x) | Op::If(x, ..) => Some((x, None)),
            _ => None,
        };
        varying.iter().filter_map(compared).collect()
    }
}

impl Fraction {
    /// The sign at a point, where the denominator is not 0.
    pub fn sign_at(&self, x: &Rational) -> Option<Sign> {
        let (over, under) = (self.over.sign_at(x), self.under.sign_at(x));
        match under {
            Sign::Zero => None,
            Sign::Positive => Some(over),
            Sign::Negative => Some(over.opposite()),
        }
    }
}
