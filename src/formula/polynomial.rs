//! Polynomial normal form: a sum of products of inputs, and of whatever is no polynomial of them.

use std::collections::BTreeMap;

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

    /// Adds `factor · other`.
    pub fn add_scaled(&mut self, factor: &Rational, other: &Self) {
        for (monomial, coefficient) in &other.0 {
            let mut scaled = coefficient.clone();
            scaled *= factor;
            self.add_term(monomial.clone(), &scaled);
        }
        self.sweep();
    }

    fn add_term(&mut self, monomial: Monomial, coefficient: &Rational) {
        let entry = self.0.entry(monomial);
        let entry = entry.or_insert_with(Rational::zero);
        *entry += coefficient;
        // Removing at once would need the key again: zeros are swept by the callers
    }

    fn sweep(&mut self) {
        self.0.retain(|_, coefficient| !coefficient.is_zero());
    }

    fn plus(mut self, factor: i64, other: &Self) -> Self {
        self.add_scaled(&Rational::integer(factor), other);
        self
    }

    fn times(&self, other: &Self) -> Option<Self> {
        if self.0.len().saturating_mul(other.0.len()) > MAX_TERMS * 4 {
            return None;
        }
        let mut product = Self::default();
        for (left, a) in &self.0 {
            for (right, b) in &other.0 {
                let mut coefficient = a.clone();
                coefficient *= b;
                product.add_term(multiply(left, right)?, &coefficient);
            }
        }
        product.sweep();
        (product.0.len() <= MAX_TERMS).then_some(product)
    }

    fn power(&self, exponent: i64) -> Option<Self> {
        if exponent < 0 {
            return self.inverse()?.power(exponent.checked_neg()?);
        }
        if exponent > 64 {
            return None;
        }
        (0..exponent)
            .try_fold(Self::monomial(vec![], Rational::one()), |product, _| product.times(self))
    }

    /// The number `c` with `self = c · other`, if there is one and neither is 0.
    fn ratio(&self, other: &Self) -> Option<Rational> {
        let mut ratio = self.0.values().next()?.clone();
        ratio *= &other.0.values().next()?.recip()?;
        let mut difference = self.clone();
        difference.add_scaled(&ratio.negated(), other);
        difference.is_zero().then_some(ratio)
    }

    /// `1 / self` for a single term.
    fn inverse(&self) -> Option<Self> {
        let mut terms = self.0.iter();
        let (Some((monomial, coefficient)), None) = (terms.next(), terms.next()) else {
            return None;
        };
        let inverted = monomial.iter().map(|&(id, power)| (id, -power)).collect();
        Some(Self::monomial(inverted, coefficient.recip()?))
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
    /// The polynomial normal form of a node. `None` when it has too many terms to be of use.
    ///
    /// # Complexity
    /// That of multiplying out, up to 2000 terms.
    pub fn polynomial(&self, root: Id) -> Option<Polynomial> {
        let mut forms: BTreeMap<Id, Polynomial> = BTreeMap::new();
        for id in self.reachable(&[root]) {
            let form = self.form(id, &forms)?;
            forms.insert(id, form);
        }
        forms.remove(&root)
    }

    fn form(&self, id: Id, forms: &BTreeMap<Id, Polynomial>) -> Option<Polynomial> {
        let itself = || Polynomial::monomial(vec![(id, 1)], Rational::one());
        Some(match self.op(id) {
            Op::Number(i) => Polynomial::monomial(vec![], self.numbers()[i as usize].clone()),
            Op::Unary(UnaryOp::Negative, x) => Polynomial::default().plus(-1, &forms[&x]),
            Op::Binary(BinaryOp::Add, x, y) => forms[&x].clone().plus(1, &forms[&y]),
            Op::Binary(BinaryOp::Subtract, x, y) => forms[&x].clone().plus(-1, &forms[&y]),
            Op::Binary(BinaryOp::Multiply, x, y) => forms[&x].times(&forms[&y])?,
            Op::Binary(BinaryOp::Divide, x, y) => {
                if let Some(ratio) = forms[&x].ratio(&forms[&y]) {
                    return Some(Polynomial::monomial(vec![], ratio));
                }
                let inverse = forms[&y]
                    .inverse()
                    .unwrap_or_else(|| Polynomial::monomial(vec![(y, -1)], Rational::one()));
                forms[&x].times(&inverse)?
            }
            Op::Binary(BinaryOp::Power, x, y) => {
                match self.as_number(y).and_then(Rational::to_i64) {
                    Some(n) => forms[&x].power(n).unwrap_or_else(itself),
                    None => itself(),
                }
            }
            _ => itself(),
        })
    }
}
