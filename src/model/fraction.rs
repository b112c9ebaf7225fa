//! Payoffs as quotients of polynomials in one parameter.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::Parametric;
use super::form::Form;
use crate::formula::{BinaryOp, Id, Op, UnaryOp};
use crate::num::{Rational, Ring, Sign};
use crate::roots::Univariate;

/// A quotient of polynomials.
#[derive(Clone, Debug, PartialEq)]
pub struct Fraction {
    /// The numerator.
    pub over: Univariate,
    /// The denominator, which is not the polynomial 0.
    pub under: Univariate,
}

/// A comparison that decides which branch a formula takes: of a node with another, or with 0.
pub type Compared = (Id, Option<Id>);

/// Polynomials beyond this degree, or with coefficients of more bits, are not written out.
const MOST_DEGREE: usize = 48;
const MOST_BITS: usize = 20_000;

impl Fraction {
    fn kept(over: Univariate, under: Univariate) -> Option<Self> {
        let small = |part: &Univariate| {
            part.degree().unwrap_or(0) <= MOST_DEGREE && part.bits() <= MOST_BITS
        };
        (small(&over) && small(&under)).then_some(Self { over, under })
    }
}

impl Form for Fraction {
    fn constant(value: Rational, _: usize) -> Self {
        Self { over: Univariate::constant(value), under: Univariate::constant(Rational::one()) }
    }

    fn axis(_: usize, _: usize) -> Self {
        Self { over: Univariate::variable(), under: Univariate::constant(Rational::one()) }
    }

    fn plus_scaled(&self, factor: &Rational, other: &Self) -> Option<Self> {
        if self.under == other.under {
            return Self::kept(self.over.plus_scaled(factor, &other.over), self.under.clone());
        }
        let over = self.over.times(&other.under);
        let over = over.plus_scaled(factor, &other.over.times(&self.under));
        Self::kept(over, self.under.times(&other.under))
    }

    fn times(&self, other: &Self) -> Option<Self> {
        Self::kept(self.over.times(&other.over), self.under.times(&other.under))
    }

    fn inverse(&self) -> Option<Self> {
        (!self.over.is_zero()).then(|| Self { over: self.under.clone(), under: self.over.clone() })
    }

    fn power(&self, exponent: i64) -> Option<Self> {
        let base = if exponent < 0 { self.inverse()? } else { self.clone() };
        let times = usize::try_from(exponent.unsigned_abs()).ok()?;
        if times > MOST_DEGREE {
            return None;
        }
        (0..times).try_fold(Self::constant(Rational::one(), 1), |product, _| product.times(&base))
    }
}

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
