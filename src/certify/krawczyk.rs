//! Solutions of equations that are proved to exist, and enclosed.

use std::cmp::Ordering;

use nalgebra::{DMatrix, DVector};

use crate::game::Bounds;
use crate::num::{Interval, Rational, Ring};
use crate::table::middle;

/// Steps of Newton's method, after each of which twice as many digits are right until floats limit that.
const STEPS: usize = 24;

/// Bits after the point to which unknowns are found before they are enclosed, relative to the scale.
const BITS: usize = 136;

/// As many equations as unknowns, of numbers that may be known between bounds only.
pub(super) trait Equations {
    /// What each equation is away from 0; nothing where that cannot be bounded.
    fn residual(&self, at: &[Rational]) -> Option<Vec<Bounds>>;

    /// Derivatives of each equation: unknowns (some perhaps more than once) and slopes.
    fn slopes(&self, at: &[f64]) -> Vec<Vec<(usize, f64)>>;

    /// The same, wherever between the bounds the unknowns are.
    fn slopes_within(&self, at: &[Interval]) -> Vec<Vec<(usize, Interval)>>;
}

/// Bounds of the unknowns, proved to contain exactly one solution, near the given numbers; equal where the solution is rational and simple. `scale` is
/// the size of the numbers that they are made of.
///
/// Found by Newton's method; what is rational is checked exactly, else Krawczyk's test proves that the bounds contain the solution, whatever the numbers
/// that are known between bounds only (R. Krawczyk, "Newton-Algorithmen zur Bestimmung von Nullstellen mit Fehlerschranken", *Computing* 4 (1969),
/// 187–201, `krawczyk1969`).
pub(super) fn solution(
    equations: &impl Equations,
    near: &[Rational],
    scale: f64,
) -> Option<Vec<Bounds>> {
    let mut at = near.to_vec();
    let exact = |at: Vec<Rational>| at.into_iter().map(|x| (x.clone(), x)).collect();
    if is_solved(equations, &at) {
        return Some(exact(at));
    }
    let unit = grid(scale)?;
    let mut inverse = inverse(equations, &at)?;
    let mut moved = f64::INFINITY;
    for step in 0..STEPS {
        let residual = equations.residual(&at)?;
        let residual = residual.iter().map(|(low, high)| middle(low, high).nearest_f64());
        let correction = &inverse * DVector::from_iterator(at.len(), residual);
        let longest = correction.amax();
        if !longest.is_finite() || longest > scale {
            return None;
        }
        for (x, change) in at.iter_mut().zip(correction.iter()) {
            *x -= &Rational::from_f64(*change)?;
            *x = rounded(x, &unit);
        }
        // Digits no longer come
        if longest == 0.0 || (step > 3 && longest >= moved / 2.0) {
            break;
        }
        moved = longest;
        if step < 4 {
            inverse = self::inverse(equations, &at)?;
        }
    }
    let radius = proved(equations, &at, &inverse, scale)?;
    let around = |x: &Rational| {
        let mut high = x.clone();
        high += &radius;
        (x.minus(&radius), high)
    };
    let boxes: Vec<Bounds> = at.iter().map(around).collect();
    let simple: Vec<Rational> =
        boxes.iter().map(|(low, high)| Rational::simplest_between(low, high)).collect();
    Some(if is_solved(equations, &simple) { exact(simple) } else { boxes })
}

fn is_solved(equations: &impl Equations, at: &[Rational]) -> bool {
    let is_zero = |(low, high): &Bounds| low.is_zero() && high.is_zero();
    equations.residual(at).is_some_and(|residual| residual.iter().all(is_zero))
}

/// How far each unknown may be from the solution, if the solution is proved to exist.
fn proved(
    equations: &impl Equations,
    at: &[Rational],
    inverse: &DMatrix<f64>,
    scale: f64,
) -> Option<Rational> {
    let point = |x: f64| Interval::point(x);
    let residual = equations.residual(at)?;
    let residual: Vec<Interval> =
        residual.iter().map(|(low, high)| Interval::spanning(low, high)).collect();
    let count = at.len();
    let mut step = 0.0f64;
    for row in 0..count {
        let mut sum = Interval::zero();
        for (column, value) in residual.iter().enumerate() {
            sum.add_product(&point(inverse[(row, column)])?, value);
        }
        step = step.max(sum.hi().abs()).max(sum.lo().abs());
    }
    // Twice the step, and no less than what is there to be told
    let least = scale * (-f64::from(u8::try_from(BITS - 8).ok()?)).exp2();
    let radius = (step * 2.0).max(least).next_up();
    let wide = Rational::from_f64(radius)?;
    let around = |x: &Rational| {
        let mut high = x.clone();
        high += &wide;
        Interval::spanning(&x.minus(&wide), &high)
    };
    let slopes = equations.slopes_within(&at.iter().map(around).collect::<Vec<_>>());
    for row in 0..count {
        let mut entries = vec![Interval::zero(); count];
        entries[row] = Interval::one();
        for (equation, slopes) in slopes.iter().enumerate() {
            let factor = point(inverse[(row, equation)])?;
            for (column, slope) in slopes {
                entries[*column].sub_product(&factor, slope);
            }
        }
        let mut sum = Interval::zero();
        for entry in entries {
            sum += &point(entry.hi().abs().max(entry.lo().abs()))?;
        }
        // Half the radius for the step, less than half for what slopes differ by
        if sum.hi().partial_cmp(&0.5) != Some(Ordering::Less) {
            return None;
        }
    }
    Some(wide)
}

fn inverse(equations: &impl Equations, at: &[Rational]) -> Option<DMatrix<f64>> {
    let floats: Vec<f64> = at.iter().map(Rational::nearest_f64).collect();
    let mut matrix = DMatrix::zeros(at.len(), at.len());
    for (row, slopes) in equations.slopes(&floats).into_iter().enumerate() {
        for (column, slope) in slopes {
            matrix[(row, column)] += slope;
        }
    }
    let inverse = matrix.try_inverse()?;
    inverse.iter().all(|x: &f64| x.is_finite()).then_some(inverse)
}

/// A power of 2 so small that unknowns are multiples of it to [`BITS`] bits.
fn grid(scale: f64) -> Option<Rational> {
    #[allow(clippy::cast_possible_truncation)] // the exponent of a float
    let above = scale.log2().ceil() as i64;
    Rational::integer(2).powi(above - i64::try_from(BITS).ok()?)
}

fn rounded(x: &Rational, unit: &Rational) -> Rational {
    let mut parts = x.clone();
    parts /= unit;
    let mut whole = parts.floor();
    whole *= unit;
    whole
}
