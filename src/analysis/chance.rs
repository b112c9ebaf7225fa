//! Distributions of counts and of what is estimated from them.

/// Terms below this part of their sum are left out: about half of the last digit of a float.
const NOTHING: f64 = 5e-17;

/// Steps of bisection: as many as a float has digits, and some.
const HALVINGS: u32 = 60;

/// The probability of at least `k` successes among `n` trials, each with probability `p`; to a relative
/// error of about n · 10⁻¹⁵.
///
/// # Complexity
/// Some multiples of the standard deviation.
///
/// # Examples
/// ```
/// use equil::analysis::at_least;
///
/// assert!((at_least(2, 3, 0.5) - 0.5).abs() < 1e-15);
/// ```
#[allow(clippy::cast_precision_loss)] // counts are below 2⁵³
pub fn at_least(k: u64, n: u64, p: f64) -> f64 {
    if k == 0 || p >= 1.0 {
        return 1.0;
    }
    if k > n || p <= 0.0 {
        return 0.0;
    }
    if k as f64 > n as f64 * p {
        return tail(k, n, p);
    }
    // The other tail, seen from the failures: more than n − k of them
    1.0 - tail(n - k + 1, n, 1.0 - p)
}

/// The same for `k` above the mean.
#[allow(clippy::cast_precision_loss)]
fn tail(k: u64, n: u64, p: f64) -> f64 {
    let ln_factorial = |count: u64| core_math::lgamma(count as f64 + 1.0);
    let ways = ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k);
    let ln = ways + k as f64 * core_math::log(p) + (n - k) as f64 * core_math::log1p(-p);
    let odds = p / (1.0 - p);
    let (mut term, mut sum) = (1.0, 1.0);
    for count in k..n {
        term *= (n - count) as f64 / (count + 1) as f64 * odds;
        sum += term;
        if term < sum * NOTHING {
            break;
        }
    }
    (core_math::exp(ln) * sum).min(1.0)
}

/// Probabilities that `k` successes among `n` trials do not speak against, at this `level`: the interval of
/// Clopper and Pearson, which contains the true one with at least that probability.
///
/// Source: `clopper1934` in `paper/refs.bib`.
///
/// # Examples
/// ```
/// let [low, high] = equil::analysis::clopper_pearson(7, 10, 0.95);
/// assert!((low - 0.347_547_15).abs() < 1e-8 && (high - 0.933_260_49).abs() < 1e-8);
/// ```
#[allow(clippy::cast_precision_loss)]
pub fn clopper_pearson(k: u64, n: u64, level: f64) -> [f64; 2] {
    let half = (1.0 - level) / 2.0;
    let lower = |k: u64| {
        if k == 0 {
            return 0.0;
        }
        bisected(0.0, k as f64 / n as f64, &|p| at_least(k, n, p) < half)
    };
    [lower(k), 1.0 - lower(n - k)]
}

/// The place between `low` and `high` up to which `is_below` holds.
fn bisected(mut low: f64, mut high: f64, is_below: &dyn Fn(f64) -> bool) -> f64 {
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if is_below(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// The number beyond which, in either direction, Student's t with so many degrees of freedom is with
/// probability `1 − level`.
///
/// Source: 26.7.3 and 26.7.4 in `abramowitz1964` of `paper/refs.bib`.
///
/// # Examples
/// ```
/// assert!((equil::analysis::student(0.95, 4) - 2.776_445_105).abs() < 1e-8);
/// ```
pub fn student(level: f64, degrees: u32) -> f64 {
    let right = std::f64::consts::FRAC_PI_2;
    let angle = bisected(0.0, right, &|angle| within(angle, degrees) < level);
    core_math::tan(angle) * f64::from(degrees).sqrt()
}

/// The probability that |t| is below √ν tan(angle).
fn within(angle: f64, degrees: u32) -> f64 {
    let (sin, cos) = core_math::sincos(angle);
    let is_odd = degrees % 2 == 1;
    let (mut term, mut sum) = if is_odd { (cos, cos) } else { (1.0, 1.0) };
    if degrees == 1 {
        sum = 0.0;
    }
    let mut below = if is_odd { 3 } else { 2 };
    while below + 1 < degrees {
        term *= cos * cos * f64::from(below - 1) / f64::from(below);
        sum += term;
        below += 2;
    }
    if is_odd { (angle + sin * sum) * std::f64::consts::FRAC_2_PI } else { sin * sum }
}

/// How probable a distance of `d` or more is between the empirical distributions of `m` and `n` independent
/// draws from one continuous distribution, in the limit of many draws.
///
/// Source: `smirnov1948` in `paper/refs.bib`.
///
/// # Examples
/// ```
/// let p = equil::analysis::kolmogorov(0.3, 50, 50);
/// assert!((p - 0.022_217_962_6).abs() < 1e-9);
/// ```
#[allow(clippy::cast_precision_loss)]
pub fn kolmogorov(d: f64, m: u64, n: u64) -> f64 {
    let (m, n) = (m as f64, n as f64);
    let square = d * d * (m * n / (m + n));
    let (mut sum, mut sign, mut k) = (0.0, 1.0, 1.0);
    loop {
        let term = core_math::exp(-2.0 * k * k * square);
        sum += sign * term;
        if term < NOTHING || k > LONGEST {
            return (2.0 * sum).clamp(0.0, 1.0);
        }
        sign = -sign;
        k += 1.0;
    }
}

/// Terms of a series that hardly falls: its sum is 1 to many digits then.
const LONGEST: f64 = 1000.0;

#[cfg(test)]
mod tests {
    use super::*;

    /// `scipy.stats.binomtest(k, n).proportion_ci(method="exact")` and `scipy.stats.binom.sf(k - 1, n, p)`,
    /// `SciPy` 1.17.1.
    #[test]
    fn counts_are_judged_as_by_scipy() {
        for (k, n, low, high) in SCIPY_INTERVALS {
            let found = clopper_pearson(k, n, 0.95);
            assert!((found[0] - low).abs() < 1e-9 && (found[1] - high).abs() < 1e-9, "{k}/{n}");
        }
        for (k, n, p, probability) in SCIPY_TAILS {
            let found = at_least(k, n, p);
            assert!((found / probability - 1.0).abs() < 1e-8, "{k} {n} {p}: {found}");
        }
        assert!(clopper_pearson(0, 10, 0.95)[0].abs() < 1e-300);
        assert!((clopper_pearson(10, 10, 0.95)[1] - 1.0).abs() < 1e-300);
    }

    /// `scipy.stats.t.ppf(0.975, degrees)`, `SciPy` 1.17.1.
    #[test]
    fn quantiles_of_student_are_those_of_scipy() {
        for (degrees, t) in SCIPY_STUDENT {
            assert!((student(0.95, degrees) / t - 1.0).abs() < 1e-9, "{degrees}");
        }
    }

    const SCIPY_INTERVALS: [(u64, u64, f64, f64); 5] = [
        (0, 10, 0.0, 0.308_497_107_818_762_94),
        (3, 10, 0.066_739_511_177_734_47, 0.652_452_850_060_008),
        (46_400, 65_536, 0.704_509_957_573_324_5, 0.711_487_241_699_403_9),
        (12, 65_536, 9.461_673_218_298_207e-05, 0.000_319_826_536_648_538_8),
        (7_080_000, 10_000_000, 0.707_718_079_979_615, 0.708_281_799_588_928_5),
    ];

    const SCIPY_TAILS: [(u64, u64, f64, f64); 4] = [
        (8, 10, 0.3, 0.001_590_386_399_999_999_5),
        (2, 10, 0.3, 0.850_691_654_1),
        (700, 1_000, 0.65, 0.000_453_224_403_797_164_06),
        (66_000, 100_000, 0.65, 1.556_058_556_252_606e-11),
    ];

    const SCIPY_STUDENT: [(u32, f64); 5] = [
        (1, 12.706_204_736_174_694),
        (2, 4.302_652_729_749_462),
        (3, 3.182_446_305_283_707_8),
        (4, 2.776_445_105_197_793_4),
        (19, 2.093_024_054_408_308_7),
    ];
}
