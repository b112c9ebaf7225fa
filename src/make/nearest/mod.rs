//! At which parameters, nearest to those there are, is a strategy dominant?

mod affine;
mod beyond;
mod linear;
mod search;

use std::sync::Arc;

use affine::{Affine, Forms};

use crate::answer::{Condition, Decision};
use crate::game::{Payoffs, Support};
use crate::model::{Assignment, Axis, Model, ModelError, Parametric, Query, QueryKind};
use crate::nash::Settings;
use crate::num::{Interval, Rational, Ring};

/// How distances of points add up. Each parameter counts in widths of its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// The sum over all parameters.
    Sum,
    /// The greatest of any parameter.
    Greatest,
}

impl Metric {
    /// Every metric and its name on the command line.
    pub const ALL: [(Self, &'static str); 2] = [(Self::Sum, "sum"), (Self::Greatest, "greatest")];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(metric, _)| *metric == self).map_or("", |(_, name)| name)
    }

    /// Sums or compares distances along single parameters.
    pub fn of(self, parts: impl Iterator<Item = Rational>) -> Rational {
        let mut distance = Rational::zero();
        for part in parts {
            match self {
                Self::Sum => distance += &part,
                Self::Greatest => distance = distance.max(part),
            }
        }
        distance
    }
}

/// What is asked.
#[derive(Clone, Copy)]
pub struct Near<'a> {
    /// The game.
    pub model: &'a Model,
    /// Where it is now.
    pub point: &'a Assignment,
    /// What may move; each has a value at the point.
    pub moving: &'a [Axis],
    /// What is to hold: a query that is answered by yes.
    pub query: &'a Query,
    /// By how much, at least, what is to be better must be better, for dominance.
    pub margin: &'a Rational,
    /// What is least.
    pub metric: Metric,
    /// Points that are known, such as those of one parameter alone: what is found is no farther than they are.
    pub known: &'a [Known],
    /// How payoffs that are not rational are narrowed.
    pub max_bits: u32,
    /// How equilibria are searched for; the watch ends the search.
    pub settings: &'a Settings<'a>,
}

/// A point at which it is known to hold, or at points as near to which as one likes.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The value of each parameter that may move.
    pub values: Vec<Rational>,
    /// Whether it holds at the point itself, which is checked; else it is taken on trust that it does next to it.
    pub holds: bool,
}

/// How the nearest point was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Payoffs are affine in what moves: linear programs, each with its proof.
    Exactly,
    /// By a search: the point is checked exactly, others may be nearer.
    Searched,
}

/// The nearest point, as far as is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearest {
    /// The value of each parameter that may move; nothing if no point was found.
    pub values: Option<Vec<Rational>>,
    /// How far it is; in widths of ranges.
    pub distance: Option<Rational>,
    /// It holds at no point that is nearer: proved.
    pub at_least: Rational,
    /// Whether it is proved that it holds nowhere within the ranges.
    pub nowhere: bool,
    /// How it was found.
    pub found: Found,
    /// Whether it holds at the point itself; where it must hold strictly, perhaps only beyond it.
    pub holds: bool,
    /// Whether a limit ended the search before it was through.
    pub stopped: bool,
}

impl Nearest {
    /// Whether it is proved that no point is nearer.
    pub fn is_proved(&self) -> bool {
        self.distance.as_ref() == Some(&self.at_least)
    }
}

/// The nearest point within the ranges at which the query is answered by yes.
///
/// For dominance, where differences of payoffs are affine in what moves, it is exact: a linear program, or several for
/// a class, of which some member must be best in each case. What must be strictly better may be as good at the point
/// found, if it is strictly better at points as near as one likes. Other queries and payoffs are searched: the
/// point is a witness, checked exactly and no farther than those that are known, and boxes in which the answer is proved
/// to be no bound the distance from below. Where few parameters matter these meet; where the boxes fill the ranges, it
/// holds nowhere.
///
/// # Errors
/// [`ModelError`] when the game has no payoffs.
///
/// # Complexity
/// For affine payoffs that of the linear programs; else some thousand answers at single points.
///
/// # Examples
/// ```
/// use equil::format::{Limits, read};
/// use equil::make::{Metric, Near, nearest};
/// use equil::model::{Assignment, Axis, Query, QueryKind};
/// use equil::nash::Settings;
/// use equil::num::Rational;
/// use equil::text::Source;
///
/// let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n\
///             [params]\nk = 1\n[payoff.a]\nx = \"k\"\ny = \"2\"\n";
/// let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
/// let [zero, ten] = [0, 10].map(Rational::integer);
/// let found = nearest(&Near {
///     model: &model,
///     point: &Assignment::of(&model),
///     moving: &[Axis { parameter: 0, low: zero.clone(), high: ten }],
///     query: &Query { kind: QueryKind::Dominant { player: 0, target: vec![0] }, given: vec![] },
///     margin: &zero,
///     metric: Metric::Sum,
///     known: &[],
///     max_bits: 1024,
///     settings: &Settings::default(),
/// })?;
/// // Above 2, which is a tenth of the range away
/// assert_eq!(found.values, Some(vec![Rational::integer(2)]));
/// assert_eq!((found.at_least, found.holds), (Rational::share(1, 10), false));
/// # Ok::<(), equil::model::ModelError>(())
/// ```
pub fn nearest(near: &Near<'_>) -> Result<Nearest, ModelError> {
    let asked = Asked::new(near)?;
    if asked.holds(&asked.base) {
        return Ok(Nearest {
            values: Some(asked.base.clone()),
            distance: Some(Rational::zero()),
            at_least: Rational::zero(),
            nowhere: false,
            found: Found::Exactly,
            holds: true,
            stopped: false,
        });
    }
    let exact = Forms::new(&asked).map(|forms| linear::exact(&asked, &forms));
    Ok(match exact {
        Some(exact) if !exact.stopped => exact,
        // What the programs that were solved prove is kept
        Some(exact) => Nearest { stopped: true, ..search::searched(&asked, exact.at_least) },
        None => search::searched(&asked, Rational::zero()),
    })
}

/// That a query is answered by yes; of dominance, that the least gain is above a margin.
fn condition(query: &Query, margin: &Rational) -> Condition {
    match &query.kind {
        QueryKind::Dominant { player, target } if !margin.is_zero() => {
            let kind = QueryKind::Gain { player: *player, target: target.clone() };
            Condition::Above(Query { kind, given: query.given.clone() }, margin.clone())
        }
        _ => Condition::Query(query.clone()),
    }
}

/// What is asked, made ready.
struct Asked<'a> {
    near: &'a Near<'a>,
    condition: Condition,
    kept: Vec<Support>,
    of: Arc<Parametric>,
    base: Vec<Rational>,
    /// Which axes are in any payoff that matters.
    enters: Vec<bool>,
}

impl<'a> Asked<'a> {
    fn new(near: &'a Near<'a>) -> Result<Self, ModelError> {
        let shape = near.model.shape();
        let condition = condition(near.query, near.margin);
        let (players, kept) = (condition.players(&shape), condition.kept(&shape));
        let axes: Vec<usize> = near.moving.iter().map(|moving| moving.parameter).collect();
        let spanned = |axis: &Axis| Interval::spanning(&axis.low, &axis.high);
        let ranges: Vec<Interval> = near.moving.iter().map(spanned).collect();
        let of = near.model.parametric(near.point, &axes, &players, &kept)?.within(&ranges);
        let value = |moving: &Axis| {
            near.point.get(moving.parameter).cloned().unwrap_or_else(|| moving.low.clone())
        };
        let base = near.moving.iter().map(value).collect();
        let enters = (0..axes.len()).map(|axis| of.enters(axis)).collect();
        Ok(Self { near, condition, kept, of: Arc::new(of), base, enters })
    }

    /// The class that is to be dominant, if that is what is asked.
    fn dominant(&self) -> Option<(usize, &Support)> {
        match &self.near.query.kind {
            QueryKind::Dominant { player, target }
            | QueryKind::WeaklyDominant { player, target }
            | QueryKind::BestResponse { player, target } => Some((*player, target)),
            _ => None,
        }
    }

    fn is_strict(&self) -> bool {
        matches!(self.near.query.kind, QueryKind::Dominant { .. })
    }

    fn payoffs(&self, values: &[Rational]) -> Option<Payoffs> {
        self.of.at(self.near.model, values, self.near.max_bits).ok()
    }

    /// Whether it holds at a point where every margin is kept, but perhaps not exceeded.
    fn holds_by_margin(&self, values: &[Rational]) -> bool {
        !self.near.margin.is_zero() || self.holds(values)
    }

    /// Whether it is proved to hold at a point.
    fn holds(&self, values: &[Rational]) -> bool {
        // Ranges as tight as floats decide comparisons of payoffs nearly everywhere, and much sooner
        if self.dominant().is_some() {
            let at: Vec<Interval> = values.iter().map(Interval::from_rational).collect();
            if let Some(decision) = self.decided_over(&at) {
                return decision == Decision::Yes;
            }
        }
        let decided =
            self.payoffs(values).map(|payoffs| self.condition.decide(&payoffs, self.near.settings));
        decided == Some(Ok(Decision::Yes))
    }

    /// The answer everywhere in a box, if it is proved to be the same.
    fn decided_over(&self, ranges: &[Interval]) -> Option<Decision> {
        self.condition.decide(&self.of.over(ranges), self.near.settings).ok()
    }

    fn width(&self, axis: usize) -> Rational {
        let moving = &self.near.moving[axis];
        moving.high.minus(&moving.low)
    }

    /// How far each parameter is from the base, in widths of its range.
    fn shares(&self, values: &[Rational]) -> Vec<Rational> {
        let share = |(axis, value): (usize, &Rational)| {
            let mut share = value.minus(&self.base[axis]).abs();
            share *= &self.width(axis).recip().unwrap_or_else(Rational::zero);
            share
        };
        values.iter().enumerate().map(share).collect()
    }

    fn distance(&self, values: &[Rational]) -> Rational {
        self.near.metric.of(self.shares(values).into_iter())
    }

    fn goes_on(&self) -> bool {
        (self.near.settings.watch)(0, 1)
    }

    /// In each case: each member of the class, and what it must beat.
    fn cases(&self) -> Option<Cases> {
        let (player, target) = self.dominant()?;
        let (inside, outside): (Support, Support) =
            self.kept[player].iter().partition(|strategy| target.contains(strategy));
        let rivals = self.of.shape().rival_profiles_within(player, &self.kept);
        Some(Cases { player, inside, outside, rivals })
    }
}

/// The cases of a class.
struct Cases {
    player: usize,
    inside: Support,
    outside: Support,
    rivals: Vec<usize>,
}

/// For each case and each member of the class, what must be at least the margin.
type Members = Vec<Vec<Vec<Affine>>>;
