//! Polynomial normal form: a sum of products of inputs, and of whatever is no polynomial of them.

use std::collections::BTreeMap;

use super::fold::MAX_NUMBER_BITS;
use super::graph::{BinaryOp, Graph, Id, Op, UnaryOp};
use crate::num::{Rational, Ring};

/// A product of nodes, each to a power other than 0, by increasing node. Negative powers stand for
/// division: the form is that of a Laurent polynomial.
pub type Monomial = Vec<(Id, i32)>;

/// A sum of monomials with exact coefficients, none of which is 0.
///
/// Nodes that are no sums, products or integer powers are its indeterminates, each standing for
/// itself. Two nodes with the same polynomial are equal wherever both are defined.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Polynomial(BTreeMap<Monomial, Rational>);

/// Beyond this many terms a polynomial is of no use to anybody.
const MAX_TERMS: usize = 2000;

impl Polynomial {
    fn monomial(monomial: Monomial, coefficient: Rational) -> Self {
        let mut terms = BTreeMap::new();
        if !coefficient.is_zero() {
            terms.insert(monomial, coefficient);
        }
        Self(terms)
    }

    /// Whether this is the polynomial 0.
    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// The monomials with their coefficients, in a fixed order.
    pub fn terms(&self) -> impl Iterator<Item = (&Monomial, &Rational)> {
        self.0.iter()
    }

    /// `self + factor · other`. `None` when that has too many terms, or too long coefficients.
    #[must_use]
    pub fn plus_scaled(self, factor: &Rational, other: &Self) -> Option<Self> {
        self.plus(factor, other, &mut Steps::default())
    }

    fn plus(mut self, factor: &Rational, other: &Self, steps: &mut Steps) -> Option<Self> {
        steps.spend(self.0.len())?;
        for (monomial, coefficient) in &other.0 {
            let scaled = steps.product(coefficient, factor)?;
            self.add_term(monomial.clone(), &scaled, steps)?;
        }
        self.swept()
    }

    fn add_term(
        &mut self,
        monomial: Monomial,
        coefficient: &Rational,
        steps: &mut Steps,
    ) -> Option<()> {
        let entry = self.0.entry(monomial).or_insert_with(Rational::zero);
        steps.spend_on(entry, coefficient)?;
        *entry += coefficient;
        // Removing at once would need the key again: zeros are swept by the callers
        (entry.bits() <= MAX_NUMBER_BITS).then_some(())
    }

    /// Without zeros, unless there are too many terms.
    fn swept(mut self) -> Option<Self> {
        self.0.retain(|_, coefficient| !coefficient.is_zero());
        (self.0.len() <= MAX_TERMS).then_some(self)
    }

    fn times(&self, other: &Self, steps: &mut Steps) -> Option<Self> {
        if self.0.len().saturating_mul(other.0.len()) > MAX_TERMS * 4 {
            return None;
        }
        let mut product = Self::default();
        for (left, a) in &self.0 {
            for (right, b) in &other.0 {
                let coefficient = steps.product(a, b)?;
                product.add_term(multiply(left, right)?, &coefficient, steps)?;
            }
        }
        product.swept()
    }

    fn power(&self, exponent: i64, steps: &mut Steps) -> Option<Self> {
        if exponent < 0 {
            return self.inverse()?.power(exponent.checked_neg()?, steps);
        }
        if exponent > 64 {
            return None;
        }
        (0..exponent).try_fold(Self::monomial(vec![], Rational::one()), |product, _| {
            product.times(self, steps)
        })
    }

    /// The number `c` with `self = c · other`, if there is one and neither is 0.
    fn ratio(&self, other: &Self, steps: &mut Steps) -> Option<Rational> {
        let mut ratio = self.0.values().next()?.clone();
        ratio *= &other.0.values().next()?.recip()?;
        let difference = self.clone().plus(&ratio.negated(), other, steps)?;
        difference.is_zero().then_some(ratio)
    }

    /// `1 / self` for a single term.
    fn inverse(&self) -> Option<Self> {
        let mut terms = self.0.iter();
        let (Some((monomial, coefficient)), None) = (terms.next(), terms.next()) else {
            return None;
        };
        let inverted: Option<Monomial> =
            monomial.iter().map(|&(id, power)| Some((id, power.checked_neg()?))).collect();
        Some(Self::monomial(inverted?, coefficient.recip()?))
    }
}

/// Steps left for one normal form: products of two machine words, about.
#[derive(Debug)]
struct Steps(usize);

impl Default for Steps {
    /// About a second.
    fn default() -> Self {
        Self(1 << 22)
    }
}

impl Steps {
    fn spend(&mut self, steps: usize) -> Option<()> {
        self.0 = self.0.checked_sub(steps)?;
        Some(())
    }

    fn spend_on(&mut self, a: &Rational, b: &Rational) -> Option<()> {
        let words = |x: &Rational| 1 + x.bits() / 64;
        self.spend(words(a).saturating_mul(words(b)))
    }

    fn product(&mut self, a: &Rational, b: &Rational) -> Option<Rational> {
        self.spend_on(a, b)?;
        let mut product = a.clone();
        product *= b;
        Some(product)
    }
}

fn multiply(left: &Monomial, right: &Monomial) -> Option<Monomial> {
    let mut powers: BTreeMap<Id, i32> = left.iter().copied().collect();
    for &(id, power) in right {
        let entry = powers.entry(id).or_insert(0);
        *entry = entry.checked_add(power)?;
    }
    Some(powers.into_iter().filter(|&(_, power)| power != 0).collect())
}

impl Graph {
    /// The polynomial normal form of a node. `None` when it has too many terms to be of use, or too
    /// long coefficients.
    ///
    /// # Complexity
    /// That of multiplying out, up to 2000 terms and some million products.
    pub fn polynomial(&self, root: Id) -> Option<Polynomial> {
        let mut steps = Steps::default();
        let mut forms: BTreeMap<Id, Polynomial> = BTreeMap::new();
        for id in self.reachable(&[root]) {
            let form = self.form(id, &forms, &mut steps)?;
            forms.insert(id, form);
        }
        forms.remove(&root)
    }

    fn form(
        &self,
        id: Id,
        forms: &BTreeMap<Id, Polynomial>,
        steps: &mut Steps,
    ) -> Option<Polynomial> {
        let (one, minus) = (Rational::one(), Rational::integer(-1));
        let itself = || Polynomial::monomial(vec![(id, 1)], Rational::one());
        Some(match self.op(id) {
            Op::Number(i) => Polynomial::monomial(vec![], self.numbers()[i as usize].clone()),
            Op::Unary(UnaryOp::Negative, x) => {
                Polynomial::default().plus(&minus, &forms[&x], steps)?
            }
            Op::Binary(BinaryOp::Add, x, y) => forms[&x].clone().plus(&one, &forms[&y], steps)?,
            Op::Binary(BinaryOp::Subtract, x, y) => {
                forms[&x].clone().plus(&minus, &forms[&y], steps)?
            }
            Op::Binary(BinaryOp::Multiply, x, y) => forms[&x].times(&forms[&y], steps)?,
            Op::Binary(BinaryOp::Divide, x, y) => {
                if let Some(ratio) = forms[&x].ratio(&forms[&y], steps) {
                    return Some(Polynomial::monomial(vec![], ratio));
                }
                let inverse = forms[&y]
                    .inverse()
                    .unwrap_or_else(|| Polynomial::monomial(vec![(y, -1)], Rational::one()));
                forms[&x].times(&inverse, steps)?
            }
            Op::Binary(BinaryOp::Power, x, y) => {
                match self.as_number(y).and_then(Rational::to_i64) {
                    Some(n) => forms[&x].power(n, steps).unwrap_or_else(itself),
                    None => itself(),
                }
            }
            _ => itself(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `e^x`, a number that is not rational.
    fn irrational(graph: &mut Graph, x: i64) -> Id {
        let x = graph.integer(x);
        graph.unary(UnaryOp::Exp, x)
    }

    #[test]
    fn what_cancels_is_zero() {
        let mut graph = Graph::new();
        let e = irrational(&mut graph, 1);
        let two = graph.integer(2);
        let double = graph.binary(BinaryOp::Multiply, e, two);
        let sum = graph.binary(BinaryOp::Add, e, e);
        let (double, sum) = (graph.polynomial(double).unwrap(), graph.polynomial(sum).unwrap());
        let minus = Rational::integer(-1);
        assert!(double.plus_scaled(&minus, &sum).unwrap().is_zero());
        assert!(!sum.clone().plus_scaled(&Rational::one(), &sum).unwrap().is_zero());
    }

    #[test]
    fn coefficients_do_not_grow_without_end() {
        let mut graph = Graph::new();
        let e = irrational(&mut graph, 1);
        let three = graph.integer(3);
        let mut power = graph.binary(BinaryOp::Multiply, e, three);
        let sixty = graph.integer(60);
        for _ in 0..8 {
            power = graph.binary(BinaryOp::Power, power, sixty);
        }
        // A power that is not multiplied out is an indeterminate
        assert_eq!(graph.polynomial(power).unwrap().terms().count(), 1);
    }
}
