//! At which values of a parameter does an answer change?
//!
//! The range of the parameter is taken apart into stretches in which the answer is proved to be the same,
//! the values between them at which two payoffs are equal, and gaps in which nothing is proved. What is proved
//! over a stretch is proved by the same code as at a point, from payoffs of which only ranges are known
//! ([`Parametric`](crate::model::Parametric)).

mod curve;
mod line;
mod named;
mod ordered;
mod pair;
mod reach;
mod resolve;
mod search;
mod switching;
mod task;
mod zero;

#[cfg(test)]
mod tests;

pub use curve::{Along, Curve, Curves, Event, Formula, VALUES, Value, curves};
pub use line::{Cell, Change, Gap, Line, Part, Point};
pub use reach::Reach;
pub use switching::{Nearest, Switching, Way, switching};
pub use zero::Zero;

use crate::answer::Condition;
use crate::model::{Assignment, Model, ModelError, Path};
use crate::nash::Settings;
use crate::num::Rational;

/// How many stretches of a range are looked at as a rule.
pub const BUDGET: u64 = 20_000;

/// What is asked: where in a range of one parameter the answer changes.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The game.
    pub model: &'a Model,
    /// The values of all other parameters.
    pub point: &'a Assignment,
    /// Which parameter moves, by its number in the model.
    pub parameter: usize,
    /// From here,
    pub low: &'a Rational,
    /// to here.
    pub high: &'a Rational,
    /// What is asked at each value.
    pub condition: &'a Condition,
    /// How many stretches are looked at before the rest stays open.
    pub budget: u64,
    /// How payoffs that are not rational are narrowed at single values.
    pub max_bits: u32,
    /// How equilibria are searched for; the watch ends the search.
    pub settings: &'a Settings<'a>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ThresholdError {
    /// The game has no payoffs.
    #[error(transparent)]
    Model(#[from] ModelError),
}

/// The whole range of a parameter, taken apart by the answer.
///
/// A stretch is decided by ranges of payoffs; where they do not decide, all zeros in it of differences of two
/// payoffs are listed, if the answer hangs on nothing else ([`Condition::is_pairwise`]): exactly where the
/// difference is a quotient of polynomials (Sturm), by the signs at both ends where it is monotone. Else the
/// stretch is halved.
///
/// Source: R. E. Moore, R. B. Kearfott and M. J. Cloud, *Introduction to Interval Analysis*, SIAM, 2009
/// (`moore2009`); for zeros of polynomials see [`Univariate::zeros`](crate::roots::Univariate::zeros).
///
/// # Errors
/// [`ThresholdError`] when the game has no payoffs whatever the parameter is.
///
/// # Complexity
/// Evaluations of all payoffs that matter: some for each change, more where differences are nearly 0.
///
/// # Examples
/// ```
/// use equil::answer::Condition;
/// use equil::format::{Limits, read};
/// use equil::model::{Assignment, Query, QueryKind};
/// use equil::nash::Settings;
/// use equil::num::Rational;
/// use equil::text::Source;
/// use equil::threshold::{Asked, line};
///
/// let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n\
///             [params]\nk = 1\n[payoff.a]\nx = \"k^2\"\ny = \"2\"\n";
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
/// // x is dominant above the square root of 2, and not at it
/// let changes = line(&asked)?.changes();
/// assert_eq!(changes.len(), 1);
/// assert!(changes[0].zero.as_ref().unwrap().algebraic().is_some());
/// # Ok::<(), equil::threshold::ThresholdError>(())
/// ```
pub fn line(asked: &Asked<'_>) -> Result<Line, ThresholdError> {
    if !(asked.settings.watch)(0, 1) {
        return Ok(Line::unseen(asked));
    }
    Ok(search::Search::new(asked)?.line())
}

/// The same with all values at which two payoffs are equal, also those on which the answer cannot hang.
fn line_with_ties(asked: &Asked<'_>) -> Result<Line, ThresholdError> {
    if !(asked.settings.watch)(0, 1) {
        return Ok(Line::unseen(asked));
    }
    Ok(search::Search::new(asked)?.with_all_ties().line())
}

/// The same along a path through the space of parameters ([`Path`]): the place on it moves from
/// `asked.low` to `asked.high`, whatever `asked.parameter` is, and `asked.point` says where what does not move is.
///
/// # Errors
/// As [`line()`].
///
/// # Complexity
/// As [`line()`].
///
/// # Examples
/// ```
/// use equil::answer::Condition;
/// use equil::format::{Limits, read};
/// use equil::model::{Assignment, Pace, Path};
/// use equil::nash::Settings;
/// use equil::num::Rational;
/// use equil::text::Source;
/// use equil::threshold::{Asked, BUDGET, along};
///
/// let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n\
///             [params]\nk = 1\n[payoff.a]\nx = \"k\"\ny = \"3\"\n[scenario.later]\nset = { k = 9 }\n";
/// let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
/// let (from, mut to) = (Assignment::of(&model), Assignment::of(&model));
/// to.apply_scenario(&model, "later").unwrap();
/// let path = Path::between(&from, &to, Rational::integer(12), |_| Pace::Geometric).unwrap();
/// let asked = Asked {
///     model: &model,
///     point: &from,
///     parameter: 0,
///     low: &Rational::integer(0),
///     high: &path.length,
///     condition: &Condition::PureEquilibria,
///     budget: BUDGET,
///     max_bits: 1024,
///     settings: &Settings::default(),
/// };
/// // Growing by the same factor each month, k is 3 after half of the 12
/// let switches = along(&asked, &path)?.changes();
/// let six = Rational::integer(6);
/// assert!(switches.len() == 1 && switches[0].low <= six && six <= switches[0].high);
/// # Ok::<(), equil::threshold::ThresholdError>(())
/// ```
pub fn along(asked: &Asked<'_>, path: &Path) -> Result<Line, ThresholdError> {
    if !(asked.settings.watch)(0, 1) {
        return Ok(Line::unseen(asked));
    }
    Ok(search::Search::along(asked, path)?.line())
}
