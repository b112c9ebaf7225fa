//! Answers at the ends of ranges, one parameter at a time, exactly.

use rayon::prelude::*;

use crate::answer::{Answer, Condition, Open, answer};
use crate::model::{Assignment, Model, ModelError, Query};
use crate::nash::Settings;
use crate::num::{Rational, Real, Ring};
use crate::table::middle;

/// The answer at some point.
#[derive(Clone, Debug, PartialEq)]
pub enum There {
    /// It.
    Answer(Answer),
    /// Payoffs have no value there.
    Undefined,
}

impl There {
    /// Bounds of the number; yes is 1, no is 0.
    pub fn number(&self) -> Option<(Rational, Rational)> {
        let same = |number: i64| Some((Rational::integer(number), Rational::integer(number)));
        match self {
            Self::Answer(Answer::Number { low, high }) => Some((low.clone(), high.clone())),
            Self::Answer(Answer::Yes) => same(1),
            Self::Answer(Answer::No) => same(0),
            Self::Answer(Answer::Open(_)) | Self::Undefined => None,
        }
    }

    /// Whether it is known that a count is infinite, which is above every number.
    pub fn is_infinite(&self) -> bool {
        *self == Self::Answer(Answer::Open(Open::Infinite))
    }
}

/// One parameter at the ends of its range, the others where they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Ends {
    /// The parameter, by its number in the model.
    pub parameter: usize,
    /// Where it is otherwise.
    pub base: Option<Rational>,
    /// The least value and the greatest.
    pub ends: [Rational; 2],
    /// The answers there.
    pub answers: [There; 2],
    /// Whether any payoff that matters depends on it; else the answers are one.
    pub enters: bool,
}

impl Ends {
    /// Bounds of how far apart the answers are, whichever is greater; none where one of them is not known.
    pub fn swing(&self) -> Option<(Rational, Rational)> {
        let [low, high] = &self.answers;
        let (low, high) = (low.number()?, high.number()?);
        if !self.enters {
            return Some((Rational::zero(), Rational::zero()));
        }
        let (least, most) = (high.0.minus(&low.1), high.1.minus(&low.0));
        let zero = Rational::zero();
        Some(if least >= zero {
            (least, most)
        } else if most <= zero {
            (most.neg(), least.neg())
        } else {
            (zero, most.max(least.neg()))
        })
    }
}

/// Answers at the ends of the ranges of some parameters, each alone; the greatest swings first, then those that
/// are not known.
///
/// # Errors
/// As [`Model::at`], but payoffs without a value are an answer.
///
/// # Complexity
/// Two answers for each parameter that matters, one for each other, on all threads, which change nothing.
///
/// # Examples
/// ```
/// use equil::analysis::one_at_a_time;
/// use equil::format::{Limits, read};
/// use equil::formula::Text;
/// use equil::model::{Assignment, parse_query};
/// use equil::nash::Settings;
/// use equil::num::Rational;
/// use equil::text::Source;
///
/// let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n\
///     [params]\nk = { value = 1, range = [0, 4] }\n[payoff]\na = \"a.x * (k - 1)\"\n";
/// let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
/// let text = Text::standalone("query", "gain(a, x)");
/// let query = parse_query(&text, &model.scope(&[]), &[], &mut Vec::new()).unwrap();
/// let range = (0, Rational::integer(0), Rational::integer(4));
/// let point = Assignment::of(&model);
/// let found = one_at_a_time(&model, &point, &[range], &query, 1024, &Settings::default())?;
/// assert_eq!(found[0].swing(), Some((Rational::integer(4), Rational::integer(4))));
/// # Ok::<(), equil::model::ModelError>(())
/// ```
pub fn one_at_a_time(
    model: &Model,
    point: &Assignment,
    ranges: &[(usize, Rational, Rational)],
    query: &Query,
    max_bits: u32,
    settings: &Settings<'_>,
) -> Result<Vec<Ends>, ModelError> {
    let at = |parameter: usize, value: &Rational| {
        let mut moved = point.clone();
        moved.set(parameter, value.clone());
        there(model, &moved, query, max_bits, settings)
    };
    let condition = Condition::of(query.clone());
    let (players, kept) = (condition.players(&model.shape()), condition.kept(&model.shape()));
    let ends = |(parameter, low, high): &(usize, Rational, Rational)| {
        // Payoffs of other players may have no value at one end, though none that matters depends on the parameter
        let (lowest, highest) = (at(*parameter, low)?, at(*parameter, high)?);
        let entering = model.depends(point, &[*parameter], &players, &kept);
        let enters = entering.map_or(true, |enters| enters[0]) || lowest != highest;
        Ok(Ends {
            parameter: *parameter,
            base: point.get(*parameter).cloned(),
            ends: [low.clone(), high.clone()],
            answers: [lowest, highest],
            enters,
        })
    };
    let mut found: Vec<Ends> = ranges.par_iter().map(ends).collect::<Result<_, ModelError>>()?;
    let size = |ends: &Ends| ends.swing().map(|(low, high)| middle(&low, &high));
    found.sort_by_key(|ends| std::cmp::Reverse(size(ends)));
    Ok(found)
}

/// The answer at a point.
///
/// # Errors
/// As [`one_at_a_time`].
pub fn there(
    model: &Model,
    point: &Assignment,
    query: &Query,
    max_bits: u32,
    settings: &Settings<'_>,
) -> Result<There, ModelError> {
    match answer(model, point, query, max_bits, settings) {
        Ok(answer) => Ok(There::Answer(answer)),
        Err(ModelError::Undefined { .. }) => Ok(There::Undefined),
        Err(error) => Err(error),
    }
}
