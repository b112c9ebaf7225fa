//! Payoffs that are affine in the parameters that move.

use std::cmp::Ordering;

use super::form::Form;
use super::{Compared, Parametric};
use crate::num::{Rational, Ring};

/// `constant + Σ slopes[k] · axis k`.
///
/// # Examples
/// ```
/// use equil::model::Affine;
/// use equil::num::Rational;
///
/// let [one, two] = [1, 2].map(Rational::integer);
/// let line = Affine { constant: one.clone(), slopes: vec![two] };
/// assert_eq!(line.at(&[one]), Rational::integer(3));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Affine {
    /// The value where all axes are 0.
    pub constant: Rational,
    /// By axis.
    pub slopes: Vec<Rational>,
}

impl Affine {
    /// The value at a point, one number for each axis.
    pub fn at(&self, point: &[Rational]) -> Rational {
        let mut sum = self.constant.clone();
        for (slope, x) in self.slopes.iter().zip(point) {
            sum.add_product(slope, x);
        }
        sum
    }

    /// Whether it is the same everywhere.
    pub fn is_constant(&self) -> bool {
        self.slopes.iter().all(Rational::is_zero)
    }
}

impl Form for Affine {
    fn constant(value: Rational, axes: usize) -> Self {
        Self { constant: value, slopes: vec![Rational::zero(); axes] }
    }

    fn axis(axis: usize, axes: usize) -> Self {
        let mut plane = Self::constant(Rational::zero(), axes);
        plane.slopes[axis] = Rational::one();
        plane
    }

    fn plus_scaled(&self, factor: &Rational, other: &Self) -> Option<Self> {
        let mut sum = self.clone();
        sum.constant.add_product(factor, &other.constant);
        for (mine, theirs) in sum.slopes.iter_mut().zip(&other.slopes) {
            mine.add_product(factor, theirs);
        }
        Some(sum)
    }

    fn times(&self, other: &Self) -> Option<Self> {
        let (factor, of) = if self.is_constant() { (self, other) } else { (other, self) };
        let zero = Self::constant(Rational::zero(), self.slopes.len());
        if factor.is_constant() { zero.plus_scaled(&factor.constant, of) } else { None }
    }

    fn inverse(&self) -> Option<Self> {
        let inverse = self.constant.recip().filter(|_| self.is_constant())?;
        Some(Self::constant(inverse, self.slopes.len()))
    }

    fn power(&self, exponent: i64) -> Option<Self> {
        if exponent == 1 {
            return Some(self.clone());
        }
        let power = self.constant.powi(exponent).filter(|_| self.is_constant())?;
        Some(Self::constant(power, self.slopes.len()))
    }
}

impl Parametric {
    /// A combination of payoffs as an affine function of the axes; `order` says how comparisons turn out that
    /// branches hang on. `None` where it is none, or `order` does not know.
    ///
    /// # Complexity
    /// One step for each node and axis.
    pub fn affine(
        &self,
        player: usize,
        combination: &[(usize, Rational)],
        order: &dyn Fn(Compared) -> Option<Ordering>,
    ) -> Option<Affine> {
        self.form(player, combination, order)
    }
}
