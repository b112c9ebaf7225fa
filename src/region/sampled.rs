//! How probable answers are where parameters move together: from points drawn at random.

use rayon::prelude::*;

use super::measure::Spread;
use super::{Asked, Cell, Region, RegionError};
use crate::answer::{Decision, Open};
use crate::model::Correlation;
use crate::num::{Rational, Ring, Sign};
use crate::sampling::{self, Copula, named};

/// Answers at points drawn from priors that are correlated.
#[derive(Clone, Debug, PartialEq)]
pub struct Sampled {
    /// How many points were drawn.
    pub points: u64,
    /// What they depend on.
    pub seed: u64,
    /// Each answer, and at how many points it was found, the most frequent first.
    pub counts: Vec<(Decision, u64)>,
    /// At how many points the answer is open.
    pub open: u64,
    /// How many points lie in cells; at the others the answer was asked for singly.
    pub in_cells: u64,
    /// Which parameters move together.
    pub correlate: Vec<Correlation>,
}

impl Sampled {
    /// The share of an answer, and its standard error: points are drawn independently.
    #[allow(clippy::cast_precision_loss)] // counts of points are far below 2^53
    pub fn share(&self, count: u64) -> (f64, f64) {
        let share = count as f64 / self.points as f64;
        (share, (share * (1.0 - share) / self.points as f64).sqrt())
    }
}

/// Cells by where they are along the first axis.
struct Places<'a> {
    low: f64,
    step: f64,
    cells: Vec<Vec<Near<'a>>>,
}

/// A cell, with the corners of its polygon, if it is one.
type Near<'a> = (&'a Cell, Option<Vec<Vec<Rational>>>);

/// Parts of the first axis.
const PARTS: usize = 256;

impl<'a> Places<'a> {
    fn new(region: &'a Region) -> Self {
        let axis = &region.axes[0];
        let low = axis.low.nearest_f64();
        #[allow(clippy::cast_precision_loss)] // some hundred
        let step = (axis.high.nearest_f64() - low) / PARTS as f64;
        let mut places = Self { low, step, cells: vec![Vec::new(); PARTS] };
        for cell in &region.cells {
            // A polytope of more axes is not looked into
            let corners = match &cell.part {
                None => None,
                Some(_) if region.axes.len() == 2 => Some(cell.corners()),
                Some(_) => continue,
            };
            let [from, to] = [&cell.low[0], &cell.high[0]].map(|x| places.part(x.nearest_f64()));
            for part in from.saturating_sub(1)..=(to + 1).min(PARTS - 1) {
                places.cells[part].push((cell, corners.clone()));
            }
        }
        places
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    fn part(&self, x: f64) -> usize {
        ((x - self.low) / self.step).clamp(0.0, (PARTS - 1) as f64) as usize
    }

    /// The answer in the cell in which a point lies.
    fn decision(&self, point: &[Rational]) -> Option<&'a Decision> {
        let near = self.cells[self.part(point[0].nearest_f64())].iter();
        near.filter(|(cell, _)| {
            point.iter().zip(&cell.low).zip(&cell.high).all(|((x, low), high)| low < x && x < high)
        })
        .find(|(_, corners)| corners.as_ref().is_none_or(|corners| is_inside(corners, point)))
        .map(|(cell, _)| &cell.decision)
    }
}

/// Whether a point is inside a convex polygon, not on its border.
fn is_inside(corners: &[Vec<Rational>], point: &[Rational]) -> bool {
    let side = |(a, b): (&Vec<Rational>, &Vec<Rational>)| {
        let mut cross = b[0].minus(&a[0]);
        cross *= &point[1].minus(&a[1]);
        let mut other = b[1].minus(&a[1]);
        other *= &point[0].minus(&a[0]);
        cross.minus(&other).signum()
    };
    let mut sides = corners.iter().zip(corners.iter().cycle().skip(1)).map(side);
    let first = sides.next().unwrap_or(Sign::Zero);
    first != Sign::Zero && sides.all(|sign| sign == first)
}

/// Draws points from the priors of the axes, cut off at the ends of their ranges, which are correlated by ranks (a
/// normal copula), and finds the answer at each: by the certified cell in which it lies, else by itself.
///
/// # Errors
/// [`RegionError`].
///
/// # Panics
/// When there are no axes.
///
/// # Complexity
/// A look at some cells for each point, or an evaluation of the payoffs.
///
/// # Examples
/// ```
/// use equil::answer::{Condition, Decision};
/// use equil::format::{Limits, read};
/// use equil::model::{Assignment, Axis, Query, QueryKind};
/// use equil::nash::Settings;
/// use equil::num::Rational;
/// use equil::region::{Asked, region, sampled};
/// use equil::text::Source;
///
/// let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n[params]\n\
///             k = { value = 0, range = [-1, 1], dist = \"uniform(-1, 1)\" }\n\
///             l = { value = 0, range = [-1, 1], dist = \"uniform(-1, 1)\" }\n\
///             [payoff.a]\nx = \"min(k, l)\"\ny = \"0\"\n";
/// let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
/// let [low, high] = [-1, 1].map(Rational::integer);
/// let axis = |parameter| Axis { parameter, low: low.clone(), high: high.clone() };
/// let kind = QueryKind::Dominant { player: 0, target: vec![0] };
/// let asked = Asked {
///     model: &model,
///     point: &Assignment::of(&model),
///     axes: &[axis(0), axis(1)],
///     condition: &Condition::of(Query { kind, given: vec![] }),
///     rest: &Rational::new(1, 100).unwrap(),
///     budget: 1000,
///     by_priors: true,
///     max_bits: 1024,
///     settings: &Settings::default(),
/// };
/// // Both are above 0 together more often than a quarter of the time
/// let correlate = [(0, 1, Rational::new(4, 5).unwrap())];
/// let found = sampled(&asked, &region(&asked)?, &correlate, (4096, 0))?;
/// let yes = found.counts.iter().find(|(answer, _)| *answer == Decision::Yes).unwrap();
/// let (share, error) = found.share(yes.1);
/// assert!(share > 0.35 && error < 0.01);
/// # Ok::<(), equil::region::RegionError>(())
/// ```
pub fn sampled(
    asked: &Asked<'_>,
    region: &Region,
    correlate: &[Correlation],
    (points, seed): (u64, u64),
) -> Result<Sampled, RegionError> {
    let spreads = Spread::of(asked)?;
    let place = |parameter: usize| {
        let place = asked.axes.iter().position(|axis| axis.parameter == parameter);
        let name = || asked.model.parameters[parameter].name.clone();
        place.ok_or_else(|| RegionError::NotVaried(name()))
    };
    let pairs: Result<Vec<_>, RegionError> = correlate
        .iter()
        .map(|(a, b, rank)| Ok((place(*a)?, place(*b)?, rank.nearest_f64())))
        .collect();
    let copula = Copula::new(asked.axes.len(), &pairs?).map_err(|_| RegionError::Correlation)?;
    let design = named("random").expect("points drawn by lot are a design");
    let draws = sampling::Asked { seed, ..sampling::Asked::new(asked.axes.len(), points) };
    let draws = design.points(&draws).map_err(|_| RegionError::Correlation)?;
    let of = asked.payoffs()?;
    let places = Places::new(region);
    let look = |row: u64| -> (bool, Result<Decision, Open>) {
        if !(asked.settings.watch)(row, points) {
            return (false, Err(Open::Stopped));
        }
        let mut coordinates = vec![0.0; asked.axes.len()];
        draws.point(row, &mut coordinates);
        copula.correlate(&mut coordinates);
        let point: Vec<Rational> = spreads
            .iter()
            .zip(asked.axes)
            .zip(&coordinates)
            .map(|((spread, axis), &p)| spread.drawn(p, axis))
            .collect();
        if let Some(decision) = places.decision(&point) {
            return (true, Ok(decision.clone()));
        }
        (false, asked.at(&of, &point))
    };
    let found: Vec<(bool, Result<Decision, Open>)> =
        (0..points).into_par_iter().map(look).collect();
    let in_cells = found.iter().filter(|(inside, _)| *inside).count() as u64;
    let mut counts: Vec<(Decision, u64)> = Vec::new();
    let mut open = 0;
    for (_, decision) in found {
        let Ok(decision) = decision else {
            open += 1;
            continue;
        };
        match counts.iter_mut().find(|(known, _)| *known == decision) {
            Some((_, count)) => *count += 1,
            None => counts.push((decision, 1)),
        }
    }
    counts.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
    let correlate = correlate.to_vec();
    Ok(Sampled { points, seed, counts, open, in_cells, correlate })
}

#[cfg(test)]
mod tests {
    use super::super::{Asked, region};
    use super::*;
    use crate::answer::Condition;
    use crate::format::{Limits, read};
    use crate::formula::Text;
    use crate::model::{Assignment, Axis, parse_query};
    use crate::nash::Settings;
    use crate::text::Source;

    /// Both parameters above their medians: a quarter, and asin(r) / 2π more where normal variables have the correlation
    /// r. Cells are boxes, polygons, or left to single points.
    #[test]
    fn quadrants_are_as_probable_as_known() {
        let known = |rank: f64| {
            let normal = 2.0 * (std::f64::consts::PI * rank / 6.0).sin();
            0.25 + normal.asin() / std::f64::consts::TAU
        };
        for payoffs in ["min(k - 1, m - 5)", "if(m > 5, k - 1, -1)", "min(k^3 - 1, m - 5)"] {
            let file = format!(
                "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n[params]\n\
                 k = {{ value = 1, range = [0, 2], dist = \"triangular(0, 1, 2)\" }}\n\
                 m = {{ value = 5, range = [3, 7], dist = \"normal(5, 1)\" }}\n\
                 [payoff]\na = \"a.x * ({payoffs})\"\n"
            );
            let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
            let text = Text::standalone("query", "dominant(a, x)");
            let query = parse_query(&text, &model.scope(&[]), &[], &mut Vec::new()).unwrap();
            let axis = |parameter: usize| {
                let (low, high) = model.parameters[parameter].range.clone().unwrap();
                Axis { parameter, low, high }
            };
            let asked = Asked {
                model: &model,
                point: &Assignment::of(&model),
                axes: &[axis(0), axis(1)],
                condition: &Condition::of(query),
                rest: &Rational::share(1, 50),
                budget: 400,
                by_priors: true,
                max_bits: 256,
                settings: &Settings::default(),
            };
            let cells = region(&asked).unwrap();
            for rank in [Rational::share(1, 2), Rational::share(4, 5).negated()] {
                let correlate = [(0, 1, rank.clone())];
                let found = sampled(&asked, &cells, &correlate, (8192, 1)).unwrap();
                let yes = found.counts.iter().find(|(answer, _)| *answer == Decision::Yes);
                let (share, error) = found.share(yes.map_or(0, |(_, count)| *count));
                let away = (share - known(rank.nearest_f64())).abs();
                assert!(away < 4.0 * error && found.open == 0, "{payoffs} {rank}: {share} {error}");
                assert!(found.in_cells > 7000, "{payoffs}: {}", found.in_cells);
            }
        }
    }
}
