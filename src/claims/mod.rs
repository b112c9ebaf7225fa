//! The claims of a file, tested; and what they predict if an argument is right.

mod asked;
mod described;
mod many;
mod predicted;
mod standing;
mod theses;
mod told;

pub use many::{ERRORS, FEWEST, MOST, SEED, Share};
pub use standing::Standing;
pub use theses::{Judged, Predicted, Theses, judge_theses};
pub use told::{Claims, Tally};

use crate::answer::{Answer, Open, answer};
use crate::model::{Assignment, Claim, Expectation, Model, ModelError, Query, QueryKind};
use crate::nash::Settings;
use crate::num::Rational;

/// What became of a claim.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It does not hold.
    Fails,
    /// It could not be decided, and why.
    Open(Open),
    /// The game has no payoffs at the point it is about.
    NoGame(ModelError),
}

/// What a claim's query gave.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// An answer.
    Answer(Answer),
    /// Of `threshold`: the answer to the query is the same in the whole range of the parameter, which is proved.
    Never,
    /// Of `threshold`: two values are equally near, the lesser first.
    Both(Rational, Rational),
    /// Of `share`: counts of answers, an estimate.
    Share(Share),
}

/// A claim, tested.
#[derive(Clone, Debug)]
pub struct Tested<'a> {
    /// Which.
    pub claim: &'a Claim,
    /// What its query gave; for [`Verdict::NoGame`] there is nothing.
    pub found: Option<Found>,
    /// What the query gave that it is compared with, if it is with one.
    pub other: Option<Found>,
    /// What that means for the claim.
    pub verdict: Verdict,
}

/// Tests one claim of `model`, starting from `point` (its scenario and changes come on top).
///
/// `threshold` looks for changes over the range of its parameter, all others held ([`crate::threshold`]), and gives
/// the value exactly or between bounds; where two are equally near, a claim holds that is true of one of them. `share` is a sweep ([`crate::sweep`]) over all parameters that have
/// a range and that nothing sets: scrambled Sobol' points (seed [`SEED`]) over their priors, [`FEWEST`] of
/// them, and twice as many as long as the verdict is open, up to [`MOST`] (fewer where they are dear); the claim
/// holds or fails where all that is within [`Share::errors`] standard errors does, and is open otherwise. What is
/// compared with another value (`more_than`, `less_than`) holds where the bounds of both are apart.
///
/// # Examples
/// ```
/// use equil::claims::{Verdict, test};
/// use equil::format::{Limits, read};
/// use equil::model::Assignment;
/// use equil::nash::Settings;
/// use equil::text::Source;
///
/// let file = r#"
/// format = 1
/// [game]
/// name = "dilemma"
/// [players]
/// ann = ["cooperate", "defect"]
/// bob = ["cooperate", "defect"]
/// [table.matrix]
/// ann = [[2, 0], [3, 1]]
/// bob = [[2, 3], [0, 1]]
/// [claim.defect]
/// holds = "dominant(ann, defect)"
/// "#;
/// let model = read(&Source::new("pd.game.toml", file), &Limits::default()).unwrap().model;
/// let point = Assignment::of(&model);
/// let tested = test(&model, &model.claims[0], &point, 1024, &Settings::default());
/// assert_eq!(tested.verdict, Verdict::Holds);
/// ```
pub fn test<'a>(
    model: &Model,
    claim: &'a Claim,
    point: &Assignment,
    max_bits: u32,
    settings: &Settings<'_>,
) -> Tested<'a> {
    let here = moved(model, point, claim.scenario, &claim.changes);
    let at = |point: &Assignment, query: &Query, expectation: &Expectation| match &query.kind {
        QueryKind::Threshold { parameter, query } => {
            many::threshold(model, point, *parameter, query, max_bits, settings)
        }
        QueryKind::Share(query) => {
            let set = many::set(model, claim, point);
            let set = (set.as_slice(), claim.correlate.as_slice());
            Ok(many::share(model, point, query, set, expectation, max_bits, settings))
        }
        _ => answer(model, point, query, max_bits, settings).map(Found::Answer),
    };
    let found = match at(&here, &claim.query, &claim.expectation) {
        Ok(found) => found,
        Err(error) => {
            return Tested { claim, found: None, other: None, verdict: Verdict::NoGame(error) };
        }
    };
    let Expectation::Versus(versus) = &claim.expectation else {
        let verdict = judge(&claim.expectation, &found);
        return Tested { claim, found: Some(found), other: None, verdict };
    };
    let mut there = moved(model, point, versus.scenario, &claim.changes);
    there.apply(&versus.changes);
    match at(&there, &versus.query, &claim.expectation) {
        Ok(other) => {
            let verdict = compared(&found, &other, versus.more);
            Tested { claim, found: Some(found), other: Some(other), verdict }
        }
        Err(error) => {
            Tested { claim, found: Some(found), other: None, verdict: Verdict::NoGame(error) }
        }
    }
}

/// A point after a scenario and changes.
fn moved(
    model: &Model,
    point: &Assignment,
    scenario: Option<usize>,
    changes: &[(usize, Rational)],
) -> Assignment {
    let mut here = point.clone();
    if let Some(scenario) = scenario {
        here.apply(&model.scenarios[scenario].changes);
    }
    here.apply(changes);
    here
}

/// Whether one number is above another, or below it.
fn compared(one: &Found, other: &Found, more: bool) -> Verdict {
    let bounds = |found: &Found| match found {
        Found::Answer(answer) => Ok(answer.clone()),
        Found::Share(share) => Ok(share.answer()),
        Found::Never | Found::Both(..) => Err(Verdict::Fails),
    };
    let (one, other) = match (bounds(one), bounds(other)) {
        (Ok(one), Ok(other)) => (one, other),
        (Err(verdict), _) | (_, Err(verdict)) => return verdict,
    };
    match (one, other) {
        (Answer::Number { low: a, high: b }, Answer::Number { low: c, high: d }) => {
            let (above, not_above) = if more { (a > d, b <= c) } else { (b < c, a >= d) };
            match (above, not_above) {
                (true, _) => Verdict::Holds,
                (_, true) => Verdict::Fails,
                _ => Verdict::Open(Open::Unsettled),
            }
        }
        (Answer::Open(open), _) | (_, Answer::Open(open)) => Verdict::Open(open),
        _ => Verdict::Fails,
    }
}

fn judge(expectation: &Expectation, found: &Found) -> Verdict {
    let holds_if = |holds: bool| if holds { Verdict::Holds } else { Verdict::Fails };
    let answer = match found {
        Found::Answer(answer) => answer,
        Found::Never => return Verdict::Fails,
        // Both are nearest: what is said of one of them is true
        Found::Both(below, above) => {
            let judged = |value: &Rational| {
                let (low, high) = (value.clone(), value.clone());
                judge(expectation, &Found::Answer(Answer::Number { low, high }))
            };
            let below = judged(below);
            return if below == Verdict::Holds { below } else { judged(above) };
        }
        Found::Share(share) => {
            let verdict = judge(expectation, &Found::Answer(share.answer()));
            let near = verdict == Verdict::Open(Open::Unsettled);
            return if near { Verdict::Open(Open::Estimate) } else { verdict };
        }
    };
    match (expectation, answer) {
        // Above every number
        (Expectation::Value { most, .. }, Answer::Open(Open::Infinite)) => holds_if(most.is_none()),
        (_, Answer::Open(open)) => Verdict::Open(open.clone()),
        (Expectation::Holds, answer) => holds_if(*answer == Answer::Yes),
        (Expectation::Fails, answer) => holds_if(*answer == Answer::No),
        (Expectation::Value { least, most }, Answer::Number { low, high }) => {
            within(least.as_ref(), most.as_ref(), low, high)
        }
        (Expectation::Value { .. }, _) => Verdict::Fails,
        // Two numbers decide, and this is one
        (Expectation::Versus(_), _) => Verdict::Open(Open::Unsettled),
    }
}

/// Whether a number between `low` and `high` lies between `least` and `most`.
fn within(
    least: Option<&Rational>,
    most: Option<&Rational>,
    low: &Rational,
    high: &Rational,
) -> Verdict {
    let inside = least.is_none_or(|least| low >= least) && most.is_none_or(|most| high <= most);
    let outside = least.is_some_and(|least| high < least) || most.is_some_and(|most| low > most);
    match (inside, outside) {
        (true, _) => Verdict::Holds,
        (_, true) => Verdict::Fails,
        _ => Verdict::Open(Open::Unsettled),
    }
}
