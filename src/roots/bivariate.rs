//! Polynomials of two variables with rational coefficients.

use super::Univariate;
use crate::num::{Interval, Rational, Ring, Sign};

/// A polynomial of two variables, x and y: for each power of x, from the constant one on, a polynomial in y, the
/// last of which is not 0.
///
/// # Examples
/// ```
/// use equil::num::Rational;
/// use equil::roots::Bivariate;
///
/// // x² − y
/// let [one, minus] = [1, -1].map(Rational::integer);
/// let square = Bivariate::x().times(&Bivariate::x()).plus_scaled(&minus, &Bivariate::y());
/// assert_eq!(square.at_y(&one).zeros(&one, &Rational::integer(2))[0].exact(), Some(&one));
/// assert_eq!(square.at_x(&Rational::integer(3)).at(&one), Rational::integer(8));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bivariate(Vec<Univariate>);

/// Resultants of higher degrees are not computed.
const MOST_ROWS: usize = 12;

impl Bivariate {
    /// The polynomial with these coefficients of the powers of x, polynomials in y, the constant one first.
    pub fn new(mut rows: Vec<Univariate>) -> Self {
        while rows.last().is_some_and(Univariate::is_zero) {
            rows.pop();
        }
        Self(rows)
    }

    /// A constant.
    pub fn constant(value: Rational) -> Self {
        Self::new(vec![Univariate::constant(value)])
    }

    /// The first variable itself.
    pub fn x() -> Self {
        Self(vec![Univariate::new(Vec::new()), Univariate::constant(Rational::one())])
    }

    /// The second variable itself.
    pub fn y() -> Self {
        Self(vec![Univariate::variable()])
    }

    /// Whether it is 0 everywhere.
    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// The coefficients of the powers of x, polynomials in y.
    pub fn rows(&self) -> &[Univariate] {
        &self.0
    }

    /// The highest powers of x and of y; `None` for the polynomial 0.
    pub fn degrees(&self) -> Option<(usize, usize)> {
        let x = self.0.len().checked_sub(1)?;
        Some((x, self.0.iter().filter_map(Univariate::degree).max()?))
    }

    /// The longest coefficient, in bits.
    pub fn bits(&self) -> usize {
        self.0.iter().map(Univariate::bits).max().unwrap_or(0)
    }

    /// `self + factor · other`.
    #[must_use]
    pub fn plus_scaled(&self, factor: &Rational, other: &Self) -> Self {
        let zero = Univariate::new(Vec::new());
        let row = |k: usize| {
            let [mine, theirs] = [self, other].map(|of| of.0.get(k).unwrap_or(&zero));
            mine.plus_scaled(factor, theirs)
        };
        Self::new((0..self.0.len().max(other.0.len())).map(row).collect())
    }

    /// `self · other`.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        if self.is_zero() || other.is_zero() {
            return Self(Vec::new());
        }
        let one = Rational::one();
        let mut product = vec![Univariate::new(Vec::new()); self.0.len() + other.0.len() - 1];
        for (i, a) in self.0.iter().enumerate() {
            for (j, b) in other.0.iter().enumerate() {
                product[i + j] = product[i + j].plus_scaled(&one, &a.times(b));
            }
        }
        Self::new(product)
    }

    /// With the variables in each other's place.
    #[must_use]
    pub fn swapped(&self) -> Self {
        let Some((_, degree)) = self.degrees() else { return self.clone() };
        let coefficient = |row: &Univariate, k: usize| {
            row.coefficients().get(k).cloned().unwrap_or_else(Rational::zero)
        };
        let column = |k| Univariate::new(self.0.iter().map(|row| coefficient(row, k)).collect());
        Self::new((0..=degree).map(column).collect())
    }

    /// The polynomial in y for a value of x.
    pub fn at_x(&self, x: &Rational) -> Univariate {
        let mut sum = Univariate::new(Vec::new());
        let mut power = Rational::one();
        for row in &self.0 {
            sum = sum.plus_scaled(&power, row);
            power *= x;
        }
        sum
    }

    /// The polynomial in x for a value of y.
    pub fn at_y(&self, y: &Rational) -> Univariate {
        Univariate::new(self.0.iter().map(|row| row.at(y)).collect())
    }

    /// The derivative in x.
    #[must_use]
    pub fn slope(&self) -> Self {
        let zero = Univariate::new(Vec::new());
        let rows = self.0.iter().enumerate().skip(1).map(|(power, row)| {
            zero.plus_scaled(&Rational::integer(i64::try_from(power).unwrap_or(i64::MAX)), row)
        });
        Self::new(rows.collect())
    }

    /// The greatest common divisor of the coefficients of the powers of x: the greatest factor in y alone, scaled; 0
    /// for the polynomial 0.
    pub fn content(&self) -> Univariate {
        let rows = self.0.iter();
        rows.fold(Univariate::new(Vec::new()), |common, row| common.common(row))
    }

    /// Over a polynomial in y that divides it.
    ///
    /// # Panics
    /// When the divisor is 0.
    #[must_use]
    pub fn divided(&self, divisor: &Univariate) -> Self {
        Self::new(self.0.iter().map(|row| row.divided(divisor).0).collect())
    }

    /// The same zeros but those at which y alone makes it 0: in integers without a common factor, the last
    /// coefficient of the highest power of x above 0.
    #[must_use]
    pub fn primitive(&self) -> Self {
        if self.is_zero() {
            return self.clone();
        }
        let reduced = self.divided(&self.content());
        let coefficients = || reduced.0.iter().flat_map(Univariate::coefficients);
        let mut common = Rational::one();
        for coefficient in coefficients() {
            let mut product = coefficient.clone();
            product *= &common;
            common *= &product.denominator();
        }
        let integers = coefficients().map(|coefficient| {
            let mut integer = coefficient.clone();
            integer *= &common;
            integer.abs()
        });
        let shared = integers.fold(Rational::zero(), divisor);
        let last = reduced.0.last().and_then(|row| row.coefficients().last());
        if last.map(Rational::signum) == Some(Sign::Negative) {
            common = common.negated();
        }
        common /= &shared;
        Self(Vec::new()).plus_scaled(&common, &reduced)
    }

    /// The same without factors that it has several times, and without factors in y alone.
    ///
    /// # Complexity
    /// The square of the degree in x, in products of polynomials that grow.
    ///
    /// # Examples
    /// ```
    /// use equil::roots::Bivariate;
    ///
    /// let sum = Bivariate::x().plus_scaled(&equil::num::Rational::integer(1), &Bivariate::y());
    /// assert_eq!(sum.times(&sum).square_free(), sum);
    /// ```
    #[must_use]
    pub fn square_free(&self) -> Self {
        let whole = self.primitive();
        // Mostly a look at one value of y shows that there is nothing to do
        let single = |y: &Rational| {
            let row = whole.at_y(y);
            let same = row.degree().map(|degree| degree + 1) == Some(whole.0.len());
            same && row.common(&row.derivative()).degree() == Some(0)
        };
        if single(&Rational::share(19, 7)) {
            return whole;
        }
        let common = whole.common(&whole.slope());
        whole.over(&common).map_or(whole, |quotient| quotient.primitive())
    }

    /// The greatest common divisor but for factors in y alone, by pseudo-remainders.
    pub(crate) fn common(&self, other: &Self) -> Self {
        let (mut a, mut b) = (self.primitive(), other.primitive());
        while !b.is_zero() {
            let rest = a.pseudo_divided(&b).1.primitive();
            (a, b) = (b, rest);
        }
        a
    }

    /// Over another one, but for factors in y alone; `None` where that does not divide it.
    fn over(&self, divisor: &Self) -> Option<Self> {
        let (quotient, rest) = self.pseudo_divided(divisor);
        rest.is_zero().then_some(quotient)
    }

    /// Quotient and rest in x, of this times a power of the divisor's highest coefficient.
    fn pseudo_divided(&self, divisor: &Self) -> (Self, Self) {
        let (mut quotient, mut rest) = (Self(Vec::new()), self.clone());
        let Some(highest) = divisor.0.last() else { return (quotient, rest) };
        while rest.0.len() >= divisor.0.len() {
            let Some(first) = rest.0.last().cloned() else { break };
            let mut term = vec![Univariate::new(Vec::new()); rest.0.len() - divisor.0.len()];
            term.push(first);
            let (term, scale) = (Self::new(term), Self(vec![highest.clone()]));
            rest = rest.times(&scale).plus_scaled(&Rational::minus_one(), &term.times(divisor));
            quotient = quotient.times(&scale).plus_scaled(&Rational::one(), &term);
        }
        (quotient, rest)
    }

    /// Its range over a box.
    pub fn range(&self, x: &Interval, y: &Interval) -> Interval {
        let next = |sum: Interval, by: &Interval, mut to: Interval| {
            to.add_product(&sum, by);
            to
        };
        let at = |row: &Univariate| {
            let coefficients = row.coefficients().iter().rev();
            let coefficients = coefficients.map(Interval::from_rational);
            coefficients.fold(<Interval as Ring>::zero(), |sum, term| next(sum, y, term))
        };
        let rows = self.0.iter().rev().map(at);
        rows.fold(<Interval as Ring>::zero(), |sum, row| next(sum, x, row))
    }

    /// A polynomial in y that is 0 wherever this one and another are both 0 at some x (real or complex), or both
    /// lose their highest power of x: the determinant of Sylvester's matrix. `None` where degrees are high, or both have a
    /// factor in common, so that it is 0 everywhere.
    ///
    /// Source: S. Basu, R. Pollack and M.-F. Roy, *Algorithms in Real Algebraic Geometry*, Springer, 2006,
    /// section 4.2 (`basu2006`).
    ///
    /// # Complexity
    /// The cube of the sum of both degrees in x, in products of polynomials.
    ///
    /// # Examples
    /// ```
    /// use equil::num::Rational;
    /// use equil::roots::Bivariate;
    ///
    /// // x² = y and x = 2 meet at y = 4
    /// let minus = Rational::integer(-1);
    /// let square = Bivariate::x().times(&Bivariate::x()).plus_scaled(&minus, &Bivariate::y());
    /// let two = Bivariate::x().plus_scaled(&minus, &Bivariate::constant(Rational::integer(2)));
    /// let zeros = square.resultant(&two).unwrap().zeros(&minus, &Rational::integer(9));
    /// assert_eq!(zeros[0].exact(), Some(&Rational::integer(4)));
    /// ```
    pub fn resultant(&self, other: &Self) -> Option<Univariate> {
        let (m, n) = (self.degrees()?.0, other.degrees()?.0);
        let size = m + n;
        if size > MOST_ROWS || size == 0 {
            return None;
        }
        let zero = || Univariate::new(Vec::new());
        let mut matrix = vec![vec![zero(); size]; size];
        for (row, line) in matrix.iter_mut().enumerate() {
            let (of, shift) = if row < n { (self, row) } else { (other, row - n) };
            for (power, coefficient) in of.0.iter().rev().enumerate() {
                line[shift + power] = coefficient.clone();
            }
        }
        let found = determinant(matrix);
        (!found.is_zero()).then_some(found)
    }
}

/// The determinant, without fractions.
fn determinant(mut matrix: Vec<Vec<Univariate>>) -> Univariate {
    let size = matrix.len();
    let minus = Rational::minus_one();
    let mut before = Univariate::constant(Rational::one());
    let mut sign = Rational::one();
    for k in 0..size {
        let Some(pivot) = (k..size).find(|&row| !matrix[row][k].is_zero()) else {
            return Univariate::new(Vec::new());
        };
        if pivot != k {
            matrix.swap(pivot, k);
            sign = sign.negated();
        }
        for row in k + 1..size {
            for column in k + 1..size {
                let left = matrix[row][column].times(&matrix[k][k]);
                let right = matrix[row][k].times(&matrix[k][column]);
                matrix[row][column] = left.plus_scaled(&minus, &right).divided(&before).0;
            }
        }
        before = matrix[k][k].clone();
    }
    Univariate::new(Vec::new()).plus_scaled(&sign, &before)
}

/// The greatest common divisor of two integers that are not negative.
pub(crate) fn divisor(mut a: Rational, mut b: Rational) -> Rational {
    while !b.is_zero() {
        let mut quotient = a.clone();
        quotient /= &b;
        let mut rest = a;
        rest.sub_product(&quotient.floor(), &b);
        (a, b) = (b, rest);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[i64]]) -> Bivariate {
        let row =
            |row: &&[i64]| Univariate::new(row.iter().map(|&c| Rational::integer(c)).collect());
        Bivariate::new(rows.iter().map(row).collect())
    }

    #[test]
    fn what_y_alone_decides_is_left_out() {
        // (y − 1)(6 x − 4 y) / 5, and its negative
        let sloped = rows(&[&[0, 4, -4], &[-6, 6]]);
        for factor in [Rational::share(1, 5), Rational::integer(-3)] {
            let scaled = rows(&[]).plus_scaled(&factor, &sloped);
            assert_eq!(scaled.primitive(), rows(&[&[0, -2], &[3]]));
        }
        assert_eq!(sloped.content(), Univariate::new([-1, 1].map(Rational::integer).to_vec()));
        assert_eq!(sloped.swapped().swapped(), sloped);
        assert_eq!(sloped.swapped().degrees(), Some((2, 1)));
        assert!(rows(&[]).primitive().is_zero());
    }

    #[test]
    fn resultants_are_zero_where_both_are() {
        // A circle of radius 5 and the line x = y + 1: (4, 3) and (−3, −4)
        let circle = rows(&[&[-25, 0, 1], &[], &[1]]);
        let line = rows(&[&[-1, -1], &[1]]);
        let zeros = circle.resultant(&line).unwrap();
        let zeros = zeros.zeros(&Rational::integer(-9), &Rational::integer(9));
        let exact: Vec<_> = zeros.iter().map(|zero| zero.exact().cloned()).collect();
        assert_eq!(exact, [Some(Rational::integer(-4)), Some(Rational::integer(3))]);
        assert_eq!(circle.resultant(&circle), None);
        // Where it turns
        let turns = circle.resultant(&circle.slope()).unwrap();
        assert_eq!(turns.zeros(&Rational::integer(0), &Rational::integer(9)).len(), 1);
    }
}
