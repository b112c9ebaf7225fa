//! Quantiles of the normal distribution.

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
    use super::normal_quantile;

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
