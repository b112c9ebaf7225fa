//! Answers to queries: one entry point for claims, sweeps and the command line.

mod automata;
mod condition;
mod constraint;
mod eliminated;
mod equilibrium;
mod markov;
mod obedient;
mod relevant;
mod repeated;
mod strategy;
mod verdict;
mod worth;

pub use automata::{AtDiscounts, AutomataVerdict, Best, Ranges};
pub use condition::{Condition, Decision, pairs};
pub use constraint::Constraint;
pub use repeated::{Repetition, Threats};
pub use verdict::{Comparison, Question, Stand, Verdict};

use crate::game::{Payoffs, Support};
use crate::model::{Assignment, MixedChoice, Model, ModelError, Query, QueryKind};
use crate::nash::Settings;
use crate::num::Rational;
use crate::repeated::Path;

/// What is proved about a query.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// A number: rationals that contain it, equal when it is known exactly. For
    /// `probability(player, strategy)` the least and the greatest value over all equilibria.
    Number {
        /// At least this.
        low: Rational,
        /// At most this.
        high: Rational,
    },
    /// Not decided, and why.
    Open(Open),
}

/// Why a query has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Open {
    /// A sign that matters could not be settled with the precision allowed.
    #[error("a sign that matters could not be settled")]
    Unsettled,
    /// Mixed equilibria matter, and were not searched for.
    #[error("mixed equilibria of three players or more were not searched for")]
    MixedNotSearched,
    /// The search was not complete.
    #[error("not all equilibria are known")]
    NotAllKnown,
    /// There are infinitely many equilibria.
    #[error("there are infinitely many equilibria")]
    Infinite,
    /// There is more than one equilibrium, and the query is about one.
    #[error("there are {0} equilibria or more: say which with `given`")]
    Several(usize),
    /// Automata have too many states together, or their payoffs too many digits.
    #[error("automata have too many states together, or exact payoffs too many digits")]
    TooLarge,
    /// There is no alternative to compare with.
    #[error("there is nothing to compare: the strategies asked about are all, or none, there are")]
    NothingToCompare,
    /// A mixed strategy stands where only pure ones have a meaning.
    #[error("only `nash`, `payoff` and `welfare` take mixed strategies")]
    MixedGiven,
    /// The game has no payoffs here.
    #[error("a payoff has no value")]
    Undefined,
    /// There was no time, or no budget, left to ask.
    #[error("the search ended early")]
    Stopped,
    /// The query is about many points, and one is given.
    #[error("`{0}` is about many points: claims ask it")]
    ManyPoints(&'static str),
    /// Payoffs do not tell what helpers are worth.
    #[error("payoffs do not tell the value of a helper: claims ask for it")]
    Helper,
    /// It is an estimate, whose error leaves both possible.
    #[error("the estimate is too near to a bound for its error")]
    Estimate,
    /// Many points cannot be looked at: why.
    #[error("{0}")]
    Points(String),
    /// The worst equilibria of the repeated game are not looked for here.
    #[error(
        "optimal punishments are found of games of two or more players whose payoffs can be bounded"
    )]
    PenalCodes,
    /// The repeated game has no equilibrium in pure strategies.
    #[error("the repeated game has no equilibrium in pure strategies there")]
    NoneRepeated,
    /// There is no repeated game to ask about.
    #[error("the file has no `[repeated]`")]
    NotRepeated,
    /// There is no stochastic game to ask about.
    #[error("the file has no `[states]`")]
    NoStates,
    /// The states make no game: why.
    #[error("{0}")]
    States(String),
    /// There is none to ask about.
    #[error("there is no Markov-perfect equilibrium in stationary policies")]
    NoMarkov,
    /// A path that no patience sustains has no critical discount factor.
    #[error("no discount factor sustains the path")]
    NotSustained,
}

/// Answers `query` about `model` at `point`.
///
/// `given` restricts the game (anybody's strategies, also those of the player asked about) before
/// the question is asked. `threshold` and `share` are about many points: [`crate::claims`] asks them.
///
/// # Errors
/// As [`Model::at`].
pub fn answer(
    model: &Model,
    point: &Assignment,
    query: &Query,
    max_bits: u32,
    settings: &Settings<'_>,
) -> Result<Answer, ModelError> {
    if let QueryKind::CriticalDiscount { player } = query.kind {
        let payoffs = model.at(point, max_bits)?;
        return Ok(critical_discount(model, &payoffs, player, settings));
    }
    if let QueryKind::Markov { player, target, every } = &query.kind {
        let found = markov::played(model, point, (*player, target), *every, max_bits, settings);
        return found.map(|found| found.unwrap_or_else(Answer::Open));
    }
    if let QueryKind::Helper(helper) = query.kind {
        let payoffs = model.paying(helper, &query.given).at(point, max_bits)?;
        let asked = Query { kind: QueryKind::Payoff { player: 0 }, given: query.given.clone() };
        return Ok(answer_at(&payoffs, &asked, settings));
    }
    if let Some(open) = elsewhere(&query.kind) {
        return Ok(Answer::Open(open));
    }
    let payoffs = model.at(point, max_bits)?;
    Ok(answer_at(&payoffs, query, settings))
}

/// Answers `query` about a game whose payoffs are known.
pub fn answer_at(payoffs: &Payoffs, query: &Query, settings: &Settings<'_>) -> Answer {
    let asked = match Asked::new(payoffs, query, settings) {
        Ok(asked) => asked,
        Err(open) => return Answer::Open(open),
    };
    let found = match &query.kind {
        QueryKind::Dominant { player, target } => {
            asked.dominant(*player, target, crate::certify::Kind::Strict)
        }
        QueryKind::WeaklyDominant { player, target } => {
            asked.dominant(*player, target, crate::certify::Kind::Weak)
        }
        QueryKind::IteratedDominant { player, target } => asked.iterated_dominant(*player, target),
        QueryKind::Dominated { player, target } => {
            asked.dominated(*player, target, crate::certify::Kind::Strict)
        }
        QueryKind::WeaklyDominated { player, target } => {
            asked.dominated(*player, target, crate::certify::Kind::Weak)
        }
        QueryKind::VeryWeaklyDominated { player, target } => {
            asked.dominated(*player, target, crate::certify::Kind::VeryWeak)
        }
        QueryKind::BestResponse { player, target } => asked.best_response(*player, target),
        QueryKind::Gain { player, target } => asked.gain(*player, target),
        QueryKind::EveryEquilibrium { player, target } => asked.every_equilibrium(*player, target),
        QueryKind::SomeEquilibrium { player, target } => asked.some_equilibrium(*player, target),
        QueryKind::EveryPureEquilibrium { player, target } => {
            asked.every_pure_equilibrium(*player, target)
        }
        QueryKind::SomePureEquilibrium { player, target } => {
            asked.some_pure_equilibrium(*player, target)
        }
        QueryKind::Probability { player, target } => asked.probability(*player, target),
        QueryKind::Nash(profile) => asked.nash(profile),
        QueryKind::UniqueNash => asked.unique_nash(),
        QueryKind::CountNash => asked.count_nash(),
        QueryKind::Payoff { player } => asked.worth(&[*player]),
        QueryKind::Welfare => {
            let everybody: Vec<usize> = (0..payoffs.shape().players()).collect();
            asked.worth(&everybody)
        }
        QueryKind::Threshold { .. }
        | QueryKind::CriticalDiscount { .. }
        | QueryKind::Markov { .. }
        | QueryKind::Helper(_)
        | QueryKind::Share(_) => Err(elsewhere(&query.kind).unwrap_or(Open::Unsettled)),
    };
    found.unwrap_or_else(Answer::Open)
}

/// Why a query is not answered here.
fn elsewhere(kind: &QueryKind) -> Option<Open> {
    match kind {
        QueryKind::Threshold { .. } => Some(Open::ManyPoints("threshold")),
        QueryKind::CriticalDiscount { .. } => Some(Open::NotRepeated),
        QueryKind::Markov { .. } => Some(Open::NoStates),
        QueryKind::Helper(_) => Some(Open::Helper),
        QueryKind::Share(_) => Some(Open::ManyPoints("share")),
        _ => None,
    }
}

/// The least discount factor that keeps everybody, or a player, on the path of the file's `[repeated]`; `payoffs` are those of
/// `model` at a point. Open with [`Open::NotSustained`] where none does, and with [`Open::NotRepeated`] where there is no path.
///
/// # Complexity
/// As [`Repetition::new`], and one search for the equilibria that punish.
pub fn critical_discount(
    model: &Model,
    payoffs: &Payoffs,
    player: Option<usize>,
    settings: &Settings<'_>,
) -> Answer {
    least_discount(model, payoffs, player, settings).unwrap_or_else(Answer::Open)
}

fn least_discount(
    model: &Model,
    payoffs: &Payoffs,
    player: Option<usize>,
    settings: &Settings<'_>,
) -> Found {
    let repeated = model.repeated.as_ref().ok_or(Open::NotRepeated)?;
    let mut threats = Threats::of(payoffs, repeated.punishment, &repeated.steps, settings)?;
    let rounds = repeated.path.iter().map(|round| payoffs.shape().index(round)).collect();
    let path = Path::new(rounds).ok_or(Open::NotRepeated)?;
    let found = Repetition::new(payoffs, path, &mut threats)?;
    let found = found.of(player);
    if found.is_never() {
        return Err(Open::NotSustained);
    }
    found.critical().map(Asked::number).ok_or(Open::Unsettled)
}

/// An answer, or why there is none.
type Found = Result<Answer, Open>;

/// A query being answered.
struct Asked<'a> {
    payoffs: &'a Payoffs,
    settings: &'a Settings<'a>,
    /// For each player the strategies left by `given`.
    kept: Vec<Support>,
    /// For each player the mixed strategy that `given` holds them to.
    mixed: Vec<Option<Vec<(usize, Rational)>>>,
}

impl<'a> Asked<'a> {
    fn new(payoffs: &'a Payoffs, query: &Query, settings: &'a Settings<'a>) -> Result<Self, Open> {
        let counts = payoffs.shape().strategies();
        let mut kept: Vec<Support> = counts.iter().map(|&count| (0..count).collect()).collect();
        let mut mixed = vec![None; counts.len()];
        let takes_mixed = matches!(query.kind, QueryKind::Payoff { .. } | QueryKind::Welfare);
        for restriction in &query.given {
            match &restriction.choice {
                MixedChoice::Among(support) => kept[restriction.player].clone_from(support),
                MixedChoice::Mixed(weights) if takes_mixed => {
                    mixed[restriction.player] = Some(weights.clone());
                }
                MixedChoice::Mixed(_) => return Err(Open::MixedGiven),
            }
        }
        Ok(Self { payoffs, settings, kept, mixed })
    }

    fn number((low, high): (Rational, Rational)) -> Answer {
        Answer::Number { low, high }
    }

    fn yes_if(holds: bool) -> Answer {
        if holds { Answer::Yes } else { Answer::No }
    }
}
