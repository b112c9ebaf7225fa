//! Quantiles and probabilities of the normal distribution.

use super::{Interval, Rational, Real, Ring};

/// The number below which a standard normal variable is with probability `p`, to about 16 digits; what `p`
/// is not inside (0, 1) is moved there. The same on every machine.
///
/// Source: `wichura1988` in `paper/refs.bib`.
///
/// # Examples
/// ```
/// let z = equil::num::normal_quantile(0.975);
/// assert!((z - 1.959_963_984_540_054).abs() < 1e-14);
/// ```
pub fn normal_quantile(p: f64) -> f64 {
    let p = p.clamp(f64::EPSILON / 4.0, 1.0_f64.next_down());
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * horner(&MIDDLE.0, r) / horner(&MIDDLE.1, r);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = (-core_math::log(tail)).sqrt();
    let (ratio, r) = if r <= 5.0 { (&SHOULDER, r - 1.6) } else { (&TAIL, r - 5.0) };
    let size = horner(&ratio.0, r) / horner(&ratio.1, r);
    if q < 0.0 { -size } else { size }
}

/// The probability that a standard normal variable is less than `x`, to about 16 digits; strictly between 0 and 1. The
/// same on every machine.
///
/// # Examples
/// ```
/// use equil::num::{normal_distribution, normal_quantile};
///
/// assert_eq!(normal_distribution(0.0), 0.5);
/// assert!((normal_distribution(normal_quantile(0.01)) - 0.01).abs() < 1e-16);
/// ```
pub fn normal_distribution(x: f64) -> f64 {
    let p = core_math::erfc(-x / std::f64::consts::SQRT_2) / 2.0;
    p.clamp(f64::MIN_POSITIVE, 1.0_f64.next_down())
}

/// The same as bounds, for any number of standard deviations.
///
/// `Φ(x) = 1/2 + φ(x) (x + x³/3 + x⁵/(3 · 5) + …)`: no terms cancel (Marsaglia 2004, `marsaglia2004`).
///
/// # Complexity
/// Some `x²` terms; none beyond 9 standard deviations.
pub fn normal_bounds(x: &Interval) -> Interval {
    let (low, high) = (one_sided(x.lo()), one_sided(x.hi()));
    Interval::new(low.lo().max(0.0), high.hi().min(1.0)).unwrap_or(high)
}

/// Beyond so many standard deviations there is less than 10⁻¹⁸.
const FAR: f64 = 9.0;

fn one_sided(x: f64) -> Interval {
    let half = Interval::from_rational(&Rational::share(1, 2));
    if x.abs() > FAR {
        let tiny = Interval::new(0.0, f64::from_bits((1023 - 59) << 52)); // 2⁻⁵⁹ > 10⁻¹⁸
        let tail = tiny.unwrap_or_else(Interval::zero);
        return if x > 0.0 { Interval::one().minus(&tail) } else { tail };
    }
    let Some(point) = Interval::point(x.abs()) else { return half };
    let mut square = point;
    square *= &point;
    let (mut term, mut sum) = (point, point);
    let mut odd = 1_u32;
    // Terms fall by half and more from where the square is half of the odd number on: the rest is less than the last
    while term.hi() > sum.lo() * TINY || f64::from(odd) < 2.0 * square.hi() {
        odd += 2;
        term *= &square;
        term *= &Interval::from_rational(&Rational::share(1, odd as usize));
        sum += &term;
    }
    let rest = Interval::new(0.0, term.hi()).unwrap_or(term);
    sum += &rest;
    let pi = Interval::new(std::f64::consts::PI, std::f64::consts::PI.next_up());
    let mut exponent = square;
    exponent *= &Interval::from_rational(&Rational::share(1, 2));
    let density = pi.and_then(|mut pi| {
        pi += &pi.clone();
        exponent.neg().exp().divided(&pi.sqrt()?)
    });
    let Some(density) = density else { return half };
    sum *= &density;
    if x < 0.0 {
        return half.minus(&sum);
    }
    sum += &half;
    sum
}

/// Terms smaller than this part of the sum are bounded together: 2⁻⁶⁰.
const TINY: f64 = f64::from_bits((1023 - 60) << 52);

/// Coefficients of a numerator and a denominator, the constant first.
type Ratio = ([f64; 8], [f64; 8]);

fn horner(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

#[rustfmt::skip]
#[allow(clippy::excessive_precision, clippy::unreadable_literal)]
const MIDDLE: Ratio = (
    [3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
     45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727],
    [1.0, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
     21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610],
);

#[rustfmt::skip]
#[allow(clippy::excessive_precision, clippy::unreadable_literal)]
const SHOULDER: Ratio = (
    [1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
     1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 0.000774545014278341407640],
    [1.0, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550,
     0.148103976427480074590, 0.0151986665636164571966, 0.000547593808499534494600, 0.00000000105075007164441684324],
);

#[rustfmt::skip]
#[allow(clippy::excessive_precision, clippy::unreadable_literal)]
const TAIL: Ratio = (
    [6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230,
     0.0265321895265761230930, 0.00124266094738807843860, 0.0000271155556874348757815, 0.000000201033439929228813265],
    [1.0, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525,
     0.000786869131145613259100, 0.0000184631831751005468180, 0.000000142151175831644588870, 0.00000000000000204426310338993978564],
);

#[cfg(test)]
mod tests {
    use super::*;

    /// Bounds agree with the correctly rounded error function, and are as narrow.
    #[test]
    fn bounds_hold_the_distribution() {
        let mut x = -10.0;
        while x < 10.0 {
            let bounds = normal_bounds(&Interval::point(x).unwrap());
            let p = normal_distribution(x);
            assert!(bounds.lo() <= p + 1e-16 && p - 1e-16 <= bounds.hi(), "{x}: {bounds:?} {p}");
            assert!(bounds.width() < 1e-13, "{x}: {}", bounds.width());
            x += 0.172;
        }
        let near = normal_bounds(&Interval::new(-1.0, 1.0).unwrap());
        assert!((near.lo() - 0.158_655_253_931_457_05).abs() < 1e-15);
        assert!((near.hi() - 0.841_344_746_068_543).abs() < 1e-15);
    }

    /// `scipy.stats.norm.ppf`, `SciPy` 1.17.1.
    #[test]
    fn quantiles_are_those_of_scipy() {
        let known = [
            (1e-15, -7.941_345_326_170_998),
            (1e-10, -6.361_340_902_404_056),
            (0.001, -3.090_232_306_167_813),
            (0.025, -1.959_963_984_540_054_5),
            (0.5, 0.0),
            (0.8, 0.841_621_233_572_914_3),
            (0.999_999, 4.753_424_308_817_087),
        ];
        for (p, z) in known {
            let found = normal_quantile(p);
            assert!((found - z).abs() <= 4e-15 * z.abs(), "{p}: {found} {z}");
        }
        assert!(normal_quantile(0.0).is_finite() && normal_quantile(1.0).is_finite());
    }
}
