//! What is thought of a parameter before anything is asked: a distribution.

use std::fmt;
use std::ops::Range;

use crate::num::{Rational, normal_distribution, normal_quantile};
use crate::table::in_full;

/// A distribution over the values of a parameter.
///
/// # Examples
/// ```
/// use equil::model::Prior;
///
/// let prior = Prior::parse("triangular(0, 1, 4)").unwrap();
/// assert_eq!((prior.quantile(0.0), prior.quantile(0.25)), (0.0, 1.0));
/// assert_eq!(prior.to_string(), "triangular(0, 1, 4)");
/// let (place, problem) = Prior::parse("uniform(2, x)").unwrap_err();
/// assert_eq!((place, problem.contains('x')), (11..12, true));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prior {
    /// Evenly between two numbers.
    Uniform(Rational, Rational),
    /// From the least to the greatest, most often near the second.
    Triangular(Rational, Rational, Rational),
    /// Mean and standard deviation.
    Normal(Rational, Rational),
}

impl Prior {
    /// Reads `uniform(low, high)`, `triangular(low, mode, high)` or `normal(mean, sd)`.
    ///
    /// # Errors
    /// Where in the text something is wrong, and what.
    pub fn parse(text: &str) -> Result<Self, (Range<usize>, String)> {
        let place = |part: &str| {
            let start = part.as_ptr() as usize - text.as_ptr() as usize;
            start..start + part.len()
        };
        let written = text.trim();
        let Some((name, rest)) = written.split_once('(') else {
            return Err((place(written), format!("`{written}` is no distribution")));
        };
        let Some(inside) = rest.strip_suffix(')') else {
            let message = "expected `)` at the end of the distribution";
            return Err((place(written), message.to_owned()));
        };
        let mut numbers = Vec::new();
        for part in inside.split(',').map(str::trim) {
            match part.parse::<Rational>() {
                Ok(number) => numbers.push(number),
                Err(error) => return Err((place(part), format!("`{part}` is {error}"))),
            }
        }
        let name = name.trim();
        let wanted = match name {
            "uniform" | "normal" => 2,
            "triangular" => 3,
            other => return Err((place(name), format!("unknown distribution `{other}`"))),
        };
        let count = numbers.len();
        let increase =
            |numbers: &[Rational]| numbers.is_sorted() && numbers.first() < numbers.last();
        let zero = Rational::integer(0);
        match (name, numbers.as_slice()) {
            ("uniform", [low, high]) if low < high => Ok(Self::Uniform(low.clone(), high.clone())),
            ("triangular", [low, mode, high]) if increase(&numbers) => {
                Ok(Self::Triangular(low.clone(), mode.clone(), high.clone()))
            }
            ("normal", [mean, sd]) if *sd > zero => Ok(Self::Normal(mean.clone(), sd.clone())),
            ("normal", [_, _]) => {
                Err((place(inside), "the standard deviation must be positive".to_owned()))
            }
            _ if count == wanted => Err((place(inside), "the numbers must increase".to_owned())),
            _ => {
                let message = format!("`{name}` takes {wanted} numbers, found {count}");
                Err((place(inside), message))
            }
        }
    }

    /// The value below which the parameter is with probability `p`, in floats: monotone, and within the
    /// ends of a distribution that has some. Normal distributions have none: there `p` is kept inside (0, 1).
    pub fn quantile(&self, p: f64) -> f64 {
        let mut value = [p];
        self.quantiles(&mut value);
        value[0]
    }

    /// The same of many: replaces probabilities by the values below which the parameter is.
    pub fn quantiles(&self, many: &mut [f64]) {
        match self {
            Self::Uniform(low, high) => {
                let (low, high) = (low.nearest_f64(), high.nearest_f64());
                for p in many {
                    *p = (low + *p * (high - low)).clamp(low, high);
                }
            }
            Self::Triangular(low, mode, high) => {
                let [low, mode, high] = [low, mode, high].map(Rational::nearest_f64);
                let width = high - low;
                for p in many {
                    let value = if *p * width < mode - low {
                        low + (*p * width * (mode - low)).sqrt()
                    } else {
                        high - ((1.0 - *p) * width * (high - mode)).sqrt()
                    };
                    *p = value.clamp(low, high);
                }
            }
            Self::Normal(mean, sd) => {
                let (mean, sd) = (mean.nearest_f64(), sd.nearest_f64());
                for p in many {
                    *p = mean + sd * normal_quantile(*p);
                }
            }
        }
    }

    /// The probability of what is less, in floats.
    pub fn below(&self, x: f64) -> f64 {
        match self {
            Self::Uniform(low, high) => {
                let (low, high) = (low.nearest_f64(), high.nearest_f64());
                ((x - low) / (high - low)).clamp(0.0, 1.0)
            }
            Self::Triangular(low, mode, high) => {
                let [low, mode, high] = [low, mode, high].map(Rational::nearest_f64);
                let x = x.clamp(low, high);
                let part = |way: f64, side: f64| {
                    if way > 0.0 { way * (way / side) / (high - low) } else { 0.0 }
                };
                if x < mode { part(x - low, mode - low) } else { 1.0 - part(high - x, high - mode) }
            }
            Self::Normal(mean, sd) => {
                normal_distribution((x - mean.nearest_f64()) / sd.nearest_f64())
            }
        }
    }

    /// Whether all values lie between two numbers.
    pub fn is_bounded(&self) -> bool {
        !matches!(self, Self::Normal(..))
    }
}

impl fmt::Display for Prior {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, numbers) = match self {
            Self::Uniform(low, high) => ("uniform", vec![low, high]),
            Self::Triangular(low, mode, high) => ("triangular", vec![low, mode, high]),
            Self::Normal(mean, sd) => ("normal", vec![mean, sd]),
        };
        let numbers: Vec<String> = numbers.into_iter().map(in_full).collect();
        write!(f, "{name}({})", numbers.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::Prior;

    /// `scipy.stats.triang(0.25, 0, 4).ppf`, `SciPy` 1.17.1.
    #[test]
    fn quantiles_are_those_of_scipy() {
        let prior = Prior::parse(" triangular( 0, 1, 4 ) ").unwrap();
        let known = [
            (0.1, 0.632_455_532_033_675_9),
            (0.5, 1.550_510_257_216_822),
            (0.9, 2.904_554_884_989_668),
        ];
        for (p, value) in known {
            assert!((prior.quantile(p) - value).abs() < 1e-14, "{p}");
        }
        let ends = [0.0, 1.0].map(|p| prior.quantile(p).to_string());
        assert_eq!(ends, ["0", "4"]);
        let normal = Prior::parse("normal(10, 2)").unwrap();
        assert!((normal.quantile(0.975) - 13.919_927_969_080_108).abs() < 1e-13);
        assert!(normal.quantile(0.0).is_finite());
        for p in [0.03, 0.2, 0.25, 0.6, 0.99] {
            let even = Prior::parse("uniform(-1, 7)").unwrap();
            for prior in [&prior, &normal, &even] {
                assert!((prior.below(prior.quantile(p)) - p).abs() < 1e-14, "{prior} {p}");
            }
        }
        let step = Prior::parse("triangular(0, 0, 2)").unwrap();
        assert!(step.below(-1.0).max(step.below(0.0)) <= 0.0 && step.below(3.0) >= 1.0);
    }

    #[test]
    fn mistakes_have_a_place() {
        for (text, at) in [
            ("even(0, 1)", 0..4),
            ("uniform", 0..7),
            ("uniform(0, 1", 0..12),
            ("uniform(1, 0)", 8..12),
            ("triangular(0, 1)", 11..15),
            ("normal(0, 0)", 7..11),
            ("uniform(0, 1e)", 11..13),
        ] {
            assert_eq!(Prior::parse(text).unwrap_err().0, at, "{text}");
        }
    }
}
