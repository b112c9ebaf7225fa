//! The claims of a file, tested.

mod told;

pub use told::{Claims, Tally};

use crate::answer::{Answer, Open, answer};
use crate::model::{Assignment, Claim, Expectation, Model, ModelError};
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

/// A claim, tested.
#[derive(Clone, Debug)]
pub struct Tested<'a> {
    /// Which.
    pub claim: &'a Claim,
    /// The answer to its query; for [`Verdict::NoGame`] there is none.
    pub answer: Option<Answer>,
    /// What that means for the claim.
    pub verdict: Verdict,
}

/// Tests one claim of `model`, starting from `point` (its scenario and changes come on top).
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
    let mut point = point.clone();
    if let Some(scenario) = claim.scenario {
        point.apply(&model.scenarios[scenario].changes);
    }
    point.apply(&claim.changes);
    match answer(model, &point, &claim.query, max_bits, settings) {
        Ok(answer) => {
            let verdict = judge(&claim.expectation, &answer);
            Tested { claim, answer: Some(answer), verdict }
        }
        Err(error) => Tested { claim, answer: None, verdict: Verdict::NoGame(error) },
    }
}

fn judge(expectation: &Expectation, answer: &Answer) -> Verdict {
    let holds_if = |holds: bool| if holds { Verdict::Holds } else { Verdict::Fails };
    match (expectation, answer) {
        (_, Answer::Open(open)) => Verdict::Open(open.clone()),
        (Expectation::Holds, answer) => holds_if(*answer == Answer::Yes),
        (Expectation::Fails, answer) => holds_if(*answer == Answer::No),
        (Expectation::Value { least, most }, Answer::Number { low, high }) => {
            within(least.as_ref(), most.as_ref(), low, high)
        }
        (Expectation::Value { .. }, _) => Verdict::Fails,
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
