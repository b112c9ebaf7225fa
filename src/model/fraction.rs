//! Payoffs as quotients of polynomials in one parameter.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::Parametric;
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
    fn constant(value: Rational) -> Self {
        Self { over: Univariate::constant(value), under: Univariate::constant(Rational::one()) }
    }

    fn kept(over: Univariate, under: Univariate) -> Option<Self> {
        let small = |part: &Univariate| {
            part.degree().unwrap_or(0) <= MOST_DEGREE && part.bits() <= MOST_BITS
        };
        (small(&over) && small(&under)).then_some(Self { over, under })
    }

    /// `self + factor · other`.
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
        (0..times).try_fold(Self::constant(Rational::one()), |product, _| product.times(&base))
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
        let mut known = FxHashMap::default();
        let mut sum = Fraction::constant(Rational::zero());
        for (index, coefficient) in combination {
            let part = self.quotient(self.output(player, *index)?, order, &mut known)?;
            sum = sum.plus_scaled(coefficient, &part)?;
        }
        Some(sum)
    }

    /// The difference of two nodes, or one node, likewise.
    pub fn difference(
        &self,
        (x, y): Compared,
        order: &dyn Fn(Compared) -> Option<Ordering>,
    ) -> Option<Fraction> {
        let mut known = FxHashMap::default();
        let x = self.quotient(x, order, &mut known)?;
        let Some(y) = y else { return Some(x) };
        let y = self.quotient(y, order, &mut known)?;
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

    fn quotient(
        &self,
        root: Id,
        order: &dyn Fn(Compared) -> Option<Ordering>,
        known: &mut FxHashMap<Id, Option<Fraction>>,
    ) -> Option<Fraction> {
        for id in self.graph().reachable(&[root]) {
            if !known.contains_key(&id) {
                let found = self.node(id, order, known);
                known.insert(id, found);
            }
        }
        known.get(&root)?.clone()
    }

    fn node(
        &self,
        id: Id,
        order: &dyn Fn(Compared) -> Option<Ordering>,
        known: &FxHashMap<Id, Option<Fraction>>,
    ) -> Option<Fraction> {
        let at = |x: Id| known.get(&x)?.as_ref();
        let truth = |holds: bool| Some(Fraction::constant(Rational::integer(i64::from(holds))));
        let minus = Rational::minus_one();
        match self.graph().op(id) {
            Op::Number(number) => {
                Some(Fraction::constant(self.graph().numbers()[number as usize].clone()))
            }
            Op::Input(_) => Some(Fraction {
                over: Univariate::variable(),
                under: Univariate::constant(Rational::one()),
            }),
            Op::Undefined => None,
            Op::Unary(op, x) => match op {
                UnaryOp::Negative => {
                    Fraction::constant(Rational::zero()).plus_scaled(&minus, at(x)?)
                }
                UnaryOp::Abs if order((x, None))? == Ordering::Less => {
                    Fraction::constant(Rational::zero()).plus_scaled(&minus, at(x)?)
                }
                UnaryOp::Abs => at(x).cloned(),
                UnaryOp::Not => truth(order((x, None))? == Ordering::Equal),
                UnaryOp::Exp | UnaryOp::Log | UnaryOp::Sqrt => None,
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
