//! Affine forms: what numbers share is known, up to a small rest.

mod functions;

use std::cmp::Ordering;
use std::ops::{AddAssign, MulAssign, SubAssign};

use super::{Interval, Rational, Ring};

/// A number that depends on several variables `t`, each from −1 to 1: it is `centre + Σ slopes·t` up to an error that
/// `error` provably bounds, and it lies within `range`.
///
/// Where an [`Interval`] forgets where a number comes from, so that `x − x` is not 0, a form remembers it to the first
/// order: over a small box the error falls with the square of the box's widths. Every operation adds to `error` what
/// rounding and what is not affine change by at most; `range` is the narrower one of the form's and of interval
/// arithmetic.
///
/// Source: L. H. de Figueiredo and J. Stolfi, "Affine arithmetic: concepts and applications", *Numerical Algorithms* 37,
/// 2004 (`figueiredo2004`); one variable for each input, all else in the error.
///
/// # Examples
/// ```
/// use equil::num::{AffineForm, Interval, Real, Ring};
///
/// let between = |low, high| Interval::new(low, high).unwrap();
/// let x = AffineForm::input(0, 2, &between(1.0, 1.5));
/// let y = AffineForm::input(1, 2, &between(2.0, 2.5));
/// // x y − x log y: intervals lose what the terms share
/// let product = |x: &AffineForm, y: &AffineForm| {
///     let mut product = x.clone();
///     product *= y;
///     product
/// };
/// let form = product(&x, &y).minus(&product(&x, &y.ln().unwrap()));
/// assert!(form.range().lo() > 1.15 && form.range().hi() < 2.5);
/// assert!(x.minus(&x).range().width() < 1e-15);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct AffineForm {
    centre: f64,
    /// Empty if all are 0.
    slopes: Vec<f64>,
    error: f64,
    range: Interval,
}

/// What rounding to the nearest float changes a number by, at most, as a part of it: 2⁻⁵³.
const HALF_ULP: f64 = 1.0 / 9_007_199_254_740_992.0;

/// More than sums of hundreds of thousands of numbers that are not negative lose by rounding: 1 + 2⁻³².
const SLACK: f64 = 1.0 + 1.0 / 4_294_967_296.0;

/// More than underflow takes from such sums.
const TINY: f64 = f64::MIN_POSITIVE;

impl AffineForm {
    /// A number of which nothing but its range is known.
    pub fn within(range: &Interval) -> Self {
        let centre = range.midpoint();
        let reach = (range.hi() - centre).max(centre - range.lo()).next_up();
        let error = if range.is_point() { 0.0 } else { reach };
        Self { centre, slopes: Vec::new(), error, range: *range }
    }

    /// The variable `axis` of `axes`, which runs over `range`.
    ///
    /// # Panics
    /// When there is no such axis.
    pub fn input(axis: usize, axes: usize, range: &Interval) -> Self {
        let mut form = Self::within(range);
        if !range.is_point() && form.error.is_finite() {
            form.slopes = vec![0.0; axes];
            form.slopes[axis] = std::mem::take(&mut form.error);
        }
        form
    }

    /// The value where all variables are 0 lies no further than [`error`](Self::error) from this.
    pub fn centre(&self) -> f64 {
        self.centre
    }

    /// How much the number changes while a variable goes from 0 to 1, up to the error.
    pub fn slope(&self, axis: usize) -> f64 {
        self.slopes.get(axis).copied().unwrap_or(0.0)
    }

    /// How far the number is from `centre + Σ slopes·t` at most.
    pub fn error(&self) -> f64 {
        self.error
    }

    /// All values of the number.
    pub fn range(&self) -> &Interval {
        &self.range
    }

    /// The mean over a straight way from where all variables are 0 to anywhere, whatever the way: on the average it goes
    /// only half as far.
    pub fn mean(&self) -> Interval {
        let radius = (self.reach() / 2.0 + self.error) * SLACK;
        let (low, high) = (self.centre - radius, self.centre + radius);
        let (low, high) = (low.next_down().max(self.range.lo()), high.next_up());
        Interval::new(low, high.min(self.range.hi())).unwrap_or(self.range)
    }

    /// How far all variables together move it.
    fn reach(&self) -> f64 {
        self.slopes.iter().map(|slope| slope.abs()).sum()
    }

    /// A form from its parts, of a number that is also known to lie within `range`.
    fn from_parts(centre: f64, slopes: Vec<f64>, error: f64, range: Interval) -> Self {
        let mut form = Self { centre, slopes, error, range };
        let radius = (form.reach() + error) * SLACK;
        if range.is_point() || !(centre - radius).is_finite() || !(centre + radius).is_finite() {
            return Self::within(&range);
        }
        let own = Interval::new((centre - radius).next_down(), (centre + radius).next_up());
        let both =
            own.and_then(|own| Interval::new(own.lo().max(range.lo()), own.hi().min(range.hi())));
        form.range = both.unwrap_or(range);
        // Where the error alone is wider than the range, the range is all that is known
        let plain = Self::within(&form.range);
        if plain.error < error { plain } else { form }
    }

    /// What becomes of the slopes of both, axis by axis.
    fn zipped(&self, other: &Self, f: impl Fn(f64, f64) -> f64) -> Vec<f64> {
        let axes = self.slopes.len().max(other.slopes.len());
        (0..axes).map(|axis| f(self.slope(axis), other.slope(axis))).collect()
    }

    /// `factor · self + shift`, where the true number may be `off` further away.
    fn scaled(&self, factor: f64, shift: f64, off: f64, range: Interval) -> Self {
        let centre = factor * self.centre + shift;
        let slopes: Vec<f64> = self.slopes.iter().map(|slope| factor * slope).collect();
        let size = (factor * self.centre).abs() + shift.abs() + factor.abs() * self.reach();
        let rounding = size * (4.0 * HALF_ULP) + TINY;
        let error = (factor.abs() * self.error + off + rounding) * SLACK;
        Self::from_parts(centre, slopes, error, range)
    }

    fn combined(&self, other: &Self, f: impl Fn(f64, f64) -> f64, range: Interval) -> Self {
        let centre = f(self.centre, other.centre);
        let slopes = self.zipped(other, f);
        let size = centre.abs() + slopes.iter().map(|slope| slope.abs()).sum::<f64>();
        let error = (self.error + other.error + size * HALF_ULP + TINY) * SLACK;
        Self::from_parts(centre, slopes, error, range)
    }

    /// The product: of the squares of variables the half in the middle is kept.
    fn product(&self, other: &Self, range: Interval) -> Self {
        let (a, b) = (self.centre, other.centre);
        let axes = self.slopes.len().max(other.slopes.len());
        let (mut square, mut squares, mut size) = (0.0, 0.0, (a * b).abs());
        let mut slopes = Vec::with_capacity(axes);
        for axis in 0..axes {
            let (x, y) = (self.slope(axis), other.slope(axis));
            square += x * y;
            squares += (x * y).abs();
            size += (a * y).abs() + (b * x).abs();
            slopes.push(a * y + b * x);
        }
        let (square, squares) = (square / 2.0, squares / 2.0);
        let reach = (self.reach() + self.error) * (other.reach() + other.error);
        let bent = reach * SLACK - squares;
        #[allow(clippy::cast_precision_loss)] // far fewer
        let rounding = (size + squares) * ((axes as f64 + 4.0) * HALF_ULP) + TINY;
        let error = (a.abs() * other.error + b.abs() * self.error + bent + rounding) * SLACK;
        Self::from_parts(a * b + square, slopes, error, range)
    }
}

impl AddAssign<&Self> for AffineForm {
    fn add_assign(&mut self, other: &Self) {
        let mut range = self.range;
        range += &other.range;
        *self = self.combined(other, |x, y| x + y, range);
    }
}

impl SubAssign<&Self> for AffineForm {
    fn sub_assign(&mut self, other: &Self) {
        let mut range = self.range;
        range -= &other.range;
        *self = self.combined(other, |x, y| x - y, range);
    }
}

impl MulAssign<&Self> for AffineForm {
    fn mul_assign(&mut self, other: &Self) {
        let mut range = self.range;
        range *= &other.range;
        *self = self.product(other, range);
    }
}

impl Ring for AffineForm {
    fn zero() -> Self {
        Self::within(&Interval::zero())
    }
    fn one() -> Self {
        Self::within(&Interval::one())
    }
    fn from_rational(exact: &Rational) -> Self {
        Self::within(&Interval::from_rational(exact))
    }
}

impl AffineForm {
    /// The order of two numbers, if it is the same for all values of the variables.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        let known = self.range.compare(&other.range);
        known.or_else(|| self.minus(other).range.compare(&Interval::zero()))
    }
}

#[cfg(test)]
mod tests;
