//! How do the thresholds of one parameter move with another?
//!
//! At exact values of the other parameter all thresholds are isolated, as along a line. Between two values the same
//! changes are proved to be met, in the same order: each in a tube in which two payoffs are equal at one value, whatever
//! the other parameter is, and nothing else outside the tubes. Where that is not proved, the values are halved; what
//! is left are stretches, as short as asked for, in which curves begin, end or meet.

mod alone;
mod event;
mod forced;
mod formula;
mod joined;
mod search;
mod tube;

#[cfg(test)]
mod tests;

/// How many values are looked at as a rule.
pub const VALUES: usize = 4000;

pub use event::Event;
pub use formula::Formula;
pub use tube::Value;

use super::{Asked, ThresholdError};
use crate::answer::Decision;
use crate::model::Axis;
use crate::num::Rational;

/// What is asked: where the thresholds of a parameter are as another one moves.
#[derive(Clone, Copy)]
pub struct Along<'a> {
    /// The question at each value of the other parameter; what the point says of that is not looked at.
    pub asked: Asked<'a>,
    /// The other parameter; from its least value to its greatest.
    pub other: &'a Axis,
    /// At how many values of it thresholds are told, both ends included: at least two.
    pub values: usize,
    /// Thresholds are looked for at so many values of it at most.
    pub most: usize,
    /// Halving ends when no more than this part of the other parameter's range is open.
    pub rest: &'a Rational,
}

/// The thresholds of a parameter as curves over another one.
#[derive(Clone, Debug)]
pub struct Curves {
    /// The parameter that has thresholds.
    pub parameter: Axis,
    /// The other one.
    pub other: Axis,
    /// The values looked at, in order: those asked for, and others where halving went.
    pub values: Vec<Value>,
    /// In order of their first points.
    pub curves: Vec<Curve>,
    /// Where curves begin, end or meet, in order.
    pub events: Vec<Event>,
    /// Between which values nothing is proved though the same curves are met at both.
    pub open: Vec<(Rational, Rational)>,
    /// Whether it is a number and its bound that are equal on curves, rather than two payoffs.
    pub is_level: bool,
    /// The part of the other parameter's range in which not all changes are proved.
    pub rest: Rational,
    /// Whether that is no more than was asked for.
    pub proved: bool,
    /// Whether the search was ended.
    pub stopped: bool,
}

/// A change that is met at every value of the other parameter from one to another.
#[derive(Clone, Debug)]
pub struct Curve {
    /// Which payoffs are equal on it: the player, and two pure profiles that differ in what that player plays; nothing
    /// where that is not known.
    pub pair: Option<(usize, usize, usize)>,
    /// The answer below it; nothing where it is the least value of the parameter.
    pub before: Option<Decision>,
    /// The answer on it at the values looked at, where that of both sides is another one.
    pub at: Option<Decision>,
    /// The answer above it.
    pub after: Option<Decision>,
    /// Its points: places in [`Curves::values`], and among the changes there.
    pub points: Vec<(usize, usize)>,
    /// Its formulas, each from one value of the other parameter to another, where payoffs are quotients of
    /// polynomials.
    pub formulas: Vec<Formula>,
    /// Whether it is proved that there is no other change beside it; else there is at least one within the bounds.
    pub alone: bool,
    /// After which of its points, by their places among them, nothing is proved up to the next one.
    pub open: Vec<usize>,
    /// The event at which it begins, and that at which it ends; nothing at the ends of the range.
    pub ends: [Option<usize>; 2],
}

impl Curve {
    /// Whether the answer changes on it; else it is the same on both sides, and open on the curve.
    pub fn is_change(&self) -> bool {
        self.before != self.after || self.at.is_some()
    }
}

impl Curves {
    /// Whether everything is proved but for as small a part as was asked for.
    pub fn is_complete(&self) -> bool {
        !self.stopped && self.proved && self.values.iter().all(|value| value.line.is_complete())
    }

    /// The values that were asked for, by their places.
    pub fn asked(&self) -> impl Iterator<Item = (usize, &Value)> {
        self.values.iter().enumerate().filter(|(_, value)| value.asked)
    }

    /// Whether nothing at all is proved between the values.
    pub fn is_all_open(&self) -> bool {
        self.rest == Rational::integer(1)
    }

    /// The curve that a change is a point of.
    pub fn curve_at(&self, value: usize, change: usize) -> Option<usize> {
        self.curves.iter().position(|curve| curve.points.contains(&(value, change)))
    }

    /// How many stretches were looked at.
    pub fn boxes(&self) -> u64 {
        self.values.iter().map(|value| value.line.boxes).sum()
    }
}

/// The thresholds of `along.asked.parameter` at exact values of another parameter, joined where it is proved that the
/// same change is met at all values between.
///
/// Over a box of both parameters in which a difference of payoffs rises (or falls) in the first one everywhere and has different
/// signs at both of its ends, it is 0 at exactly one value, whatever the second one is. The answer on either side is
/// proved from payoffs over the box of which that sign is known.
///
/// Source: R. E. Moore, R. B. Kearfott and M. J. Cloud, *Introduction to Interval Analysis*, SIAM, 2009
/// (`moore2009`).
///
/// # Errors
/// [`ThresholdError`] when the game has no payoffs whatever both parameters are.
///
/// # Panics
/// When the other parameter's range has no width.
///
/// # Complexity
/// For each value as [`line`](super::line()), and between two some evaluations of the payoffs for each change; values at
/// which halving looks are some for each bit of precision and each event.
///
/// # Examples
/// ```
/// use equil::answer::Condition;
/// use equil::format::{Limits, read};
/// use equil::model::{Assignment, Axis, Query, QueryKind};
/// use equil::nash::Settings;
/// use equil::num::Rational;
/// use equil::text::Source;
/// use equil::threshold::{Along, Asked, curves};
///
/// let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n\
///             [params]\nk = 1\nl = 1\n[payoff.a]\nx = \"k * l\"\ny = \"2\"\n";
/// let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
/// let kind = QueryKind::Dominant { player: 0, target: vec![0] };
/// let asked = Asked {
///     model: &model,
///     point: &Assignment::of(&model),
///     parameter: 0,
///     low: &Rational::integer(0),
///     high: &Rational::integer(4),
///     condition: &Condition::of(Query { kind, given: vec![] }),
///     budget: 10_000,
///     max_bits: 1024,
///     settings: &Settings::default(),
/// };
/// let other = Axis { parameter: 1, low: Rational::integer(1), high: Rational::integer(8) };
/// let rest = Rational::new(1, 1000).unwrap();
/// let found = curves(&Along { asked, other: &other, values: 8, most: 1000, rest: &rest })?;
/// // One curve: k = 2 / l
/// assert!(found.is_complete() && found.curves.len() == 1);
/// let solved = found.curves[0].formulas[0].solved().unwrap();
/// assert_eq!(solved.over.at(&other.low), Rational::integer(2));
/// # Ok::<(), equil::threshold::ThresholdError>(())
/// ```
pub fn curves(along: &Along<'_>) -> Result<Curves, ThresholdError> {
    assert!(along.other.low < along.other.high, "the other parameter moves");
    search::Search::new(along)?.curves()
}
