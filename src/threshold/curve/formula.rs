//! What a curve is as an equation.

use crate::model::Fraction;
use crate::num::Rational;
use crate::roots::{Bivariate, Univariate};

/// The equation of a curve between two values of the other parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    /// From here,
    pub from: Rational,
    /// to here.
    pub to: Rational,
    /// What is 0 on the curve: x is the parameter that has thresholds, y the other one. In integers without a common
    /// factor, without factors in y alone, others once each.
    pub zero: Bivariate,
}

impl Formula {
    /// The parameter as a quotient of polynomials in the other one, in lowest terms; nothing where the equation is not
    /// linear in it.
    pub fn solved(&self) -> Option<Fraction> {
        let [constant, slope] = self.zero.rows() else { return None };
        let over = Univariate::new(Vec::new()).plus_scaled(&Rational::integer(-1), constant);
        Some(Fraction { over, under: slope.clone() })
    }
}
