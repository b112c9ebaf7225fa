//! Payoffs of corners as functions of the discount factor.

use crate::game::Game;
use crate::num::{Interval, Rational, Ring, Sign};
use crate::repeated::Bounds;
use crate::roots::{Bivariate, Univariate, divisor};

use super::PayoffSet;
use super::formulas::{Coordinate, Formulas};

/// A payoff as a function of the discount factor: a quotient of polynomials with integers for coefficients, whose first variable is an
/// unknown that is a function of it, too, and whose second is the discount factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// Above the line,
    pub top: Bivariate,
    /// and below it: above 0 at the discount factor of the set.
    pub bottom: Bivariate,
    /// The place among the unknowns of the set, where there is one in it.
    pub unknown: Option<usize>,
}

/// A number that depends on the discount factor as a zero of a polynomial, where no quotient of polynomials does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// Is 0 there: its first variable is the unknown, the second the discount factor.
    pub equation: Bivariate,
    /// What it is at the discount factor of the set: at least, and at most.
    pub at: Bounds,
}

/// What is known of a set as a function of the discount factor, wherever it comes about as it does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closed {
    /// For each vertex the payoff of each player; nothing where it hangs on too much.
    pub payoffs: Vec<[Option<Formula>; 2]>,
    /// What formulas are about, besides the discount factor.
    pub unknowns: Vec<Unknown>,
}

impl Closed {
    /// Of a set; of one that is the same all over payoffs are constants.
    pub(super) fn of(game: &Game<Rational>, set: &PayoffSet, constant: bool) -> Self {
        let formulas = Formulas::of(game, set, constant);
        let mut closed = Self::default();
        // For each equation the place of its unknown, once it is needed
        let mut places: Vec<Option<usize>> = vec![None; formulas.equations.len()];
        for (vertex, coordinates) in formulas.at.iter().enumerate() {
            let both = [0, 1].map(|axis| {
                let one = coordinates[axis].as_ref()?;
                let unknown = match one.equation.filter(|_| one.value.is_open()) {
                    None => None,
                    Some(number) => {
                        if places[number].is_none() {
                            let at = unknown(&formulas, number)?;
                            let equation = formulas.equations[number].primitive();
                            places[number] = Some(closed.unknowns.len());
                            closed.unknowns.push(Unknown { equation, at });
                        }
                        places[number]
                    }
                };
                let at = unknown.map(|place| &closed.unknowns[place].at);
                formula(one, unknown, &set.discount)
                    .filter(|formula| formula.meets(at, set, vertex, axis))
            });
            closed.payoffs.push(both);
        }
        closed
    }
}

/// The coordinate that an unknown stands for, at the discount factor of the set.
fn unknown(formulas: &Formulas<'_>, number: usize) -> Option<Bounds> {
    let itself = Bivariate::x();
    let is = |one: &Option<Coordinate>| {
        one.as_ref().is_some_and(|one| {
            let bottom = one.value.bottom.degrees() == Some((0, 0));
            one.equation == Some(number) && bottom && one.value.top == itself
        })
    };
    let mut all = formulas.at.iter().enumerate();
    let (vertex, axis) =
        all.find_map(|(vertex, both)| Some((vertex, both.iter().position(&is)?)))?;
    Some(formulas.set.vertices[vertex].payoff[axis].clone())
}

/// A coordinate in integers without a common factor. Nothing where it is not defined at the discount factor of the set.
fn formula(one: &Coordinate, unknown: Option<usize>, discount: &Rational) -> Option<Formula> {
    let coefficients = |of: &Bivariate| -> Vec<Rational> {
        of.rows().iter().flat_map(Univariate::coefficients).cloned().collect()
    };
    let (top, bottom) = (&one.value.top, &one.value.bottom);
    let mut all = coefficients(top);
    all.extend(coefficients(bottom));
    let mut factor = Rational::one();
    for coefficient in &all {
        let mut product = coefficient.clone();
        product *= &factor;
        factor *= &product.denominator();
    }
    let shared = all.iter().fold(Rational::zero(), |shared, coefficient| {
        let mut integer = coefficient.abs();
        integer *= &factor;
        divisor(shared, integer)
    });
    factor /= &shared;
    if unknown.is_none() && below(bottom, discount)? == Sign::Negative {
        factor = factor.negated();
    }
    let zero = Bivariate::new(Vec::new());
    Some(Formula {
        top: zero.plus_scaled(&factor, top),
        bottom: zero.plus_scaled(&factor, bottom),
        unknown,
    })
}

/// The sign of what is below the line, where there is no unknown in it; nothing where it is 0.
fn below(bottom: &Bivariate, discount: &Rational) -> Option<Sign> {
    match bottom.rows() {
        [only] => Some(only.sign_at(discount)).filter(|sign| *sign != Sign::Zero),
        _ => Some(Sign::Positive),
    }
}

impl Formula {
    /// The value at a discount factor, where there is no unknown in it; nothing where there is, or it is not defined there.
    ///
    /// # Complexity
    /// One product for each coefficient.
    ///
    /// # Examples
    /// ```
    /// use equil::num::Rational;
    /// use equil::repeated::Formula;
    /// use equil::roots::Bivariate;
    ///
    /// // 1/δ
    /// let top = Bivariate::constant(Rational::integer(1));
    /// let formula = Formula { top, bottom: Bivariate::y(), unknown: None };
    /// assert_eq!(formula.at(&Rational::new(1, 3).unwrap()), Some(Rational::integer(3)));
    /// assert_eq!(formula.at(&Rational::integer(0)), None);
    /// ```
    pub fn at(&self, discount: &Rational) -> Option<Rational> {
        let part = |of: &Bivariate| match of.rows() {
            [] => Some(Rational::zero()),
            [only] => Some(only.at(discount)),
            _ => None,
        };
        let mut value = part(&self.top)?;
        value *= &part(&self.bottom)?.recip()?;
        Some(value)
    }

    /// The value, where it is the same at every discount factor.
    pub fn constant(&self) -> Option<Rational> {
        let low = |of: &Bivariate| of.degrees().is_none_or(|degrees| degrees == (0, 0));
        if low(&self.top) && low(&self.bottom) { self.at(&Rational::zero()) } else { None }
    }

    /// Whether it agrees with what is proved of a vertex at the discount factor of a set.
    fn meets(&self, unknown: Option<&Bounds>, set: &PayoffSet, vertex: usize, axis: usize) -> bool {
        let (low, high) = &set.vertices[vertex].payoff[axis];
        let Some((least, most)) = unknown else {
            return self.at(&set.discount).is_some_and(|value| *low <= value && value <= *high);
        };
        let x = Interval::spanning(least, most);
        let y = Interval::from_rational(&set.discount);
        let mut rest = self.top.range(&x, &y);
        rest.sub_product(&Interval::spanning(low, high), &self.bottom.range(&x, &y));
        rest.lo() <= 0.0 && rest.hi() >= 0.0
    }
}
