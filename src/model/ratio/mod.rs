//! Payoffs as quotients of polynomials in the parameters, to be read.

mod written;

use std::sync::Arc;

use super::form::Form;
use crate::formula::UnaryOp;
use crate::num::{Rational, Ring};
use crate::roots::{Effort, Multivariate};

/// What stands for itself in a [`Ratio`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Symbol {
    /// A parameter, by its place among those written as symbols.
    Parameter(usize),
    /// `exp`, `log` or `sqrt` of something.
    Function(UnaryOp, Arc<Ratio>),
}

/// A quotient of polynomials in parameters, and in functions of such quotients, without common factors: equal ones are the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ratio {
    over: Multivariate<Symbol>,
    under: Multivariate<Symbol>,
}

/// Quotients of more terms are nothing to read.
const MOST_TERMS: usize = 60;

/// Nor are longer numbers.
const MOST_BITS: usize = 256;

/// Nor are higher powers.
const MOST_DEGREE: u32 = 64;

/// Functions of functions of functions are not, either.
const MOST_NESTED: usize = 3;

/// Higher powers are not multiplied out.
const MOST_POWER: u32 = 16;

impl Ratio {
    /// Without common factors; nothing where it is too long to find them.
    fn reduced(over: &Multivariate<Symbol>, under: &Multivariate<Symbol>) -> Option<Self> {
        let short = |part: &Multivariate<Symbol>| {
            let mut powers = part.terms().flat_map(|(monomial, _)| monomial);
            part.terms().len() <= MOST_TERMS
                && part.bits() <= MOST_BITS
                && powers.all(|(_, power)| *power <= MOST_DEGREE)
        };
        if !short(over) || !short(under) {
            return None;
        }
        let mut effort = Effort::default();
        let common = over.common(under, &mut effort)?;
        let over = over.divided(&common, &mut effort)?;
        let under = under.divided(&common, &mut effort)?;
        // Of all equal quotients the one whose denominator has coprime coefficients, the first of them positive
        let scaled = under.scaled();
        let factor = under.divided(&scaled, &mut effort)?;
        Some(Self { over: over.divided(&factor, &mut effort)?, under: scaled })
    }

    /// How many functions stand in each other.
    fn nested(&self) -> usize {
        let symbols = [&self.over, &self.under].map(Multivariate::variables);
        let each = symbols.iter().flatten().map(|symbol| match symbol {
            Symbol::Parameter(_) => 0,
            Symbol::Function(_, of) => 1 + of.nested(),
        });
        each.max().unwrap_or(0)
    }

    /// Its value, if it is the same everywhere.
    pub fn as_constant(&self) -> Option<Rational> {
        let mut value = self.over.as_constant()?;
        value *= &self.under.as_constant()?.recip()?;
        Some(value)
    }

    /// Its value where `value` says what parameters are; nothing where it has none, or is not known to be rational.
    pub fn at(&self, value: &dyn Fn(usize) -> Option<Rational>) -> Option<Rational> {
        let value = |symbol: &Symbol| symbol.value(value);
        let mut found = self.over.at(&value)?;
        found *= &self.under.at(&value)?.recip()?;
        Some(found)
    }

    /// What is 0 where it is, up to a number.
    #[must_use]
    pub fn numerator(&self) -> Self {
        Self { over: self.over.scaled(), under: Multivariate::constant(Rational::one()) }
    }

    /// `self + other`; nothing where it is too long.
    pub fn plus(&self, other: &Self) -> Option<Self> {
        self.plus_scaled(&Rational::one(), other)
    }

    /// `self − other`; nothing where it is too long.
    pub fn minus(&self, other: &Self) -> Option<Self> {
        self.plus_scaled(&Rational::minus_one(), other)
    }

    /// `self · other`; nothing where it is too long.
    pub fn multiplied(&self, other: &Self) -> Option<Self> {
        self.times(other)
    }

    /// `self / other`; nothing where that is 0 everywhere, or it is too long.
    pub fn divided(&self, other: &Self) -> Option<Self> {
        self.times(&other.inverse()?)
    }
}

impl Symbol {
    fn value(&self, value: &dyn Fn(usize) -> Option<Rational>) -> Option<Rational> {
        match self {
            Self::Parameter(parameter) => value(*parameter),
            Self::Function(..) => None,
        }
    }
}

impl Form for Ratio {
    fn constant(value: Rational, _: usize) -> Self {
        let under = Multivariate::constant(Rational::one());
        Self { over: Multivariate::constant(value), under }
    }

    fn axis(axis: usize, _: usize) -> Self {
        let over = Multivariate::variable(Symbol::Parameter(axis));
        Self { over, under: Multivariate::constant(Rational::one()) }
    }

    fn plus_scaled(&self, factor: &Rational, other: &Self) -> Option<Self> {
        if self.under == other.under {
            return Self::reduced(&self.over.plus_scaled(factor, &other.over), &self.under);
        }
        let over = self.over.times(&other.under);
        let over = over.plus_scaled(factor, &other.over.times(&self.under));
        Self::reduced(&over, &self.under.times(&other.under))
    }

    fn times(&self, other: &Self) -> Option<Self> {
        Self::reduced(&self.over.times(&other.over), &self.under.times(&other.under))
    }

    fn inverse(&self) -> Option<Self> {
        if self.over.is_zero() {
            return None;
        }
        Self::reduced(&self.under, &self.over)
    }

    fn power(&self, exponent: i64) -> Option<Self> {
        let base = if exponent < 0 { self.inverse()? } else { self.clone() };
        let times = u32::try_from(exponent.unsigned_abs()).ok();
        let times = times.filter(|times| *times <= MOST_POWER)?;
        (0..times).try_fold(Self::constant(Rational::one(), 0), |product, _| product.times(&base))
    }

    fn function(&self, op: UnaryOp) -> Option<Self> {
        if self.nested() >= MOST_NESTED {
            return None;
        }
        let over = Multivariate::variable(Symbol::Function(op, Arc::new(self.clone())));
        Some(Self { over, under: Multivariate::constant(Rational::one()) })
    }
}
