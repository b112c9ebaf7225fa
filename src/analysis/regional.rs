//! Regional sensitivity: where parameters are in rows of interest, and where in the others.

use rayon::prelude::*;

use super::chance::kolmogorov;
use super::{Analysis, Answers, Asked, Finding, Sample, Watch};
use crate::num::Rational;

pub(super) const ANALYSIS: Analysis = Analysis {
    name: "regional",
    about: "how far parameters differ between rows of interest and others",
    source: "hornberger1981",
    takes: &["random", "latin-hypercube", "sobol", "grid"],
    adds: false,
    run,
};

/// How far the distributions of parameters are apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Regional {
    /// Rows of interest,
    pub inside: u64,
    /// and others that have an answer.
    pub outside: u64,
    /// For each parameter; none after the first that the caller did not wait for.
    pub distances: Vec<Distance>,
}

/// The Kolmogorov–Smirnov distance of one parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Distance {
    /// The parameter, by number.
    pub parameter: usize,
    /// The greatest difference of both empirical distribution functions, exactly.
    pub distance: Rational,
    /// Where it is: up to this value.
    pub at: f64,
    /// Whether rows of interest have the lower values there.
    pub lower: bool,
    /// How probable such a distance is between independent draws from one distribution, nearly.
    pub chance: f64,
    /// Values of the parameter, with the share of rows of interest, and of others, up to them.
    pub curve: Vec<[f64; 3]>,
}

/// Points of a curve that is drawn.
const DRAWN: usize = 200;

/// Distances after `hornberger1981`; their chances after `smirnov1948`.
fn run(sample: &Sample, answers: &Answers, asked: &Asked<'_>, watch: Watch<'_>) -> Finding {
    let rows = asked.interest(answers);
    let inside = rows.iter().filter(|(_, of_interest)| *of_interest).count();
    match (rows.len(), inside) {
        (0, _) => return Finding::Nothing,
        (_, 0) => return Finding::Alike(false),
        (all, inside) if all == inside => return Finding::Alike(true),
        _ => {}
    }
    let count = sample.parameters.len();
    let apart = |parameter: usize| {
        watch(parameter as u64, count as u64)
            .then(|| distance(parameter, &sample.parameters[parameter].values, &rows, inside))
    };
    let found: Vec<Option<Distance>> = (0..count).into_par_iter().map(apart).collect();
    let distances: Vec<Distance> = found.into_iter().map_while(|found| found).collect();
    let outside = (rows.len() - inside) as u64;
    Finding::Regional(Regional { inside: inside as u64, outside, distances })
}

#[allow(clippy::cast_precision_loss)] // rows are fewer than 2⁵³
fn distance(parameter: usize, values: &[f64], rows: &[(usize, bool)], inside: usize) -> Distance {
    let mut sorted: Vec<(f64, bool)> =
        rows.iter().map(|&(row, of_interest)| (values[row], of_interest)).collect();
    sorted.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let (of, others) = (inside as i128, (rows.len() - inside) as i128);
    let (mut up_to, mut rest) = (0_i128, 0_i128);
    let (mut greatest, mut at) = (0_i128, sorted[0].0);
    let spacing = sorted.len().div_ceil(DRAWN);
    let mut curve = vec![[sorted[0].0, 0.0, 0.0]];
    for (place, &(value, of_interest)) in sorted.iter().enumerate() {
        if of_interest {
            up_to += 1;
        } else {
            rest += 1;
        }
        // Ties are passed together
        let is_last = sorted.get(place + 1).is_none_or(|next| !super::same(next.0, value));
        if !is_last {
            continue;
        }
        let difference = up_to * others - rest * of;
        if difference.abs() > greatest.abs() {
            (greatest, at) = (difference, value);
        }
        let share = |count: i128, of: i128| count as f64 / of as f64;
        let is_due = place + 1 >= curve.len() * spacing;
        if is_due || place + 1 == sorted.len() {
            curve.push([value, share(up_to, of), share(rest, others)]);
        }
    }
    let exact = fraction(greatest.abs(), of * others);
    let near = greatest.abs() as f64 / (of * others) as f64;
    let chance = kolmogorov(near, inside as u64, (rows.len() - inside) as u64);
    Distance { parameter, distance: exact, at, lower: greatest > 0, chance, curve }
}

/// A fraction of integers that may be long.
fn fraction(numerator: i128, denominator: i128) -> Rational {
    let gcd = |mut a: i128, mut b: i128| {
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a.max(1)
    };
    let common = gcd(numerator, denominator);
    let part = |x: i128| (x / common).to_string();
    let text = format!("{}/{}", part(numerator), part(denominator));
    text.parse().unwrap_or_else(|_| Rational::integer(0))
}
