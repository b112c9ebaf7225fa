//! Players move from one mixed strategy to another: learning, and evolution.
//!
//! A rule is a differential equation, a map, or a way to choose
//! from what has been seen so far. It moves the mix of each player, or one mix from which all draw
//! ([`Field`]). Motion is in floats, and nothing is proved about the way; where it ends is judged by
//! how much it still moves, and compared with an equilibrium near by, solved exactly and certified
//! ([`End`]). What rules with a memory have played on average is a distribution, and its regret is
//! computed exactly: an ε-coarse correlated equilibrium ([`Average`]).
//!
//! Exponentials and logarithms are correctly rounded, and sums are taken in a fixed order.

mod average;
pub mod batch;
pub(super) mod bnn;
mod end;
pub(super) mod fictitious_play;
mod field;
mod flow;
mod knobs;
mod learning;
pub(super) mod logit;
pub(super) mod logit_response;
mod loose;
mod many;
mod map;
pub(super) mod multiplicative_weights;
mod play;
mod played;
pub(super) mod projection;
pub(super) mod regret_matching;
pub(super) mod replicator;
pub(super) mod replicator_discrete;
pub(super) mod replicator_mutator;
pub(super) mod smith;
mod tally;
#[cfg(test)]
mod tests;

pub use average::Average;
pub use end::{End, Near, Verdict, equilibria};
pub use field::{Field, Scratch};
pub use knobs::{Parameter, Range};
pub use many::{Ends, Place, from_many, random_start};
pub use tally::MOST_PROFILES;

use crate::response::Watch;
use knobs::Knobs;

/// A rule that moves mixed strategies.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// What tells its motions apart.
    pub parameters: &'static [Parameter],
    motion: Motion,
}

/// What a rule says of one population, given what it sees; written to the slice.
type Act = fn(Seen<'_>, &mut [f64]);

/// How a rule moves.
#[derive(Clone, Copy, Debug)]
enum Motion {
    /// A differential equation.
    Flow { chart: Chart, velocity: Act },
    /// From one state to the next.
    Map { next: Act, needs_positive: bool },
    /// A memory of rounds; `choose` says what is played next.
    Learning { begin: Act, learn: Act, choose: fn(&[f64], &mut [f64]) },
    /// Beliefs and best responses to them.
    FictitiousPlay,
}

/// In which coordinates a differential equation is solved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Chart {
    /// Probabilities.
    Plain { needs_positive: bool },
    /// Logarithms of probabilities: the rule tells rates of growth.
    Logarithms,
    /// Probabilities, on the face of the simplex that play keeps to for now.
    Faces,
}

/// What a rule sees of one population.
#[derive(Clone, Copy)]
struct Seen<'a> {
    population: usize,
    mix: &'a [f64],
    /// What each strategy earns.
    earned: &'a [f64],
    /// Which strategies are free to move ([`Chart::Faces`]).
    free: &'a [bool],
    knobs: &'a Knobs,
}

impl Rule {
    /// Whether time is continuous; else there are steps.
    pub fn is_continuous(&self) -> bool {
        matches!(self.motion, Motion::Flow { .. })
    }

    /// Whether what is played on average is told ([`Trajectory::average`]).
    pub fn remembers(&self) -> bool {
        matches!(self.motion, Motion::Learning { .. } | Motion::FictitiousPlay)
    }

    /// Whether points of a trajectory are beliefs, rather than what is played.
    pub fn moves_beliefs(&self) -> bool {
        matches!(self.motion, Motion::FictitiousPlay)
    }
}

/// How far to go, and how.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// Units of time, or steps.
    pub span: f64,
    /// Of these between two points that are kept.
    pub every: f64,
    /// Error that a differential equation may have in a step.
    pub tolerance: f64,
    /// Which lots are drawn.
    pub seed: u64,
    /// Parameters of the rule by name, as they are written; defaults for the others.
    pub given: &'a [(&'a str, &'a str)],
    /// Asked now and then; `false` ends the motion.
    pub watch: Watch<'a>,
}

impl std::fmt::Debug for Settings<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { span, every, tolerance, seed, given, watch: _ } = self;
        write!(f, "Settings({span}, {every}, {tolerance}, {seed}, {given:?})")
    }
}

/// Errors in a step of a differential equation, unless said otherwise: the digits that people look at
/// are right many times over.
pub const TOLERANCE: f64 = 1e-10;

/// A moment of a trajectory.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Units of time, or steps.
    pub time: f64,
    /// Probabilities, population by population.
    pub state: Vec<f64>,
    /// The most that any player gains by a deviation from these mixes.
    pub regret: f64,
    /// The most that any player would have gained, on average over the rounds so far, by one
    /// strategy throughout; of rules with a memory.
    pub average_regret: Option<f64>,
}

/// A motion from one start.
#[derive(Clone, Debug)]
pub struct Trajectory {
    /// The start, a point each time, and the end.
    pub points: Vec<Point>,
    /// Where it ends.
    pub end: End,
    /// What was played on average; of rules with a memory, if there are not too many profiles.
    pub average: Option<Average>,
    /// The last profiles that fictitious play kept to, by number, each with the rounds it did.
    pub runs: Vec<(usize, u64)>,
    /// Whether ties were told apart exactly: of fictitious play for two players with rational payoffs.
    pub exact: bool,
    /// Whether it was ended before its time.
    pub stopped: bool,
}

/// Why there is no motion.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MixedError {
    /// Players who are to be one population cannot trade places.
    #[error("the players are no single population: what they get depends on who they are")]
    NotSymmetric,
    /// It is not known whether they can.
    #[error("whether the players are one population is only known for rational payoffs")]
    NotRational,
    /// A payoff is beyond the range of floats.
    #[error("payoffs differ by more than floats can hold")]
    Infinite,
    /// Payoffs are to count offspring.
    #[error("the rule takes payoffs that are nowhere negative; the least is {least}")]
    Negative {
        /// The least payoff, with the background.
        least: f64,
    },
    /// A step leads out of the simplex.
    #[error("the step at {time} leads to a negative probability")]
    Outside {
        /// Steps before it.
        time: f64,
    },
    /// The differential equation cannot be solved further.
    #[error("the differential equation cannot be solved beyond time {time} with this tolerance")]
    Stiff {
        /// Where it stopped.
        time: f64,
    },
    /// Numbers became greater than floats hold.
    #[error("by {time} the numbers have left the range of floats")]
    Overflow {
        /// Units of time, or steps.
        time: f64,
    },
    /// The rule has no such parameter.
    #[error("the rule does not take `{name}`")]
    NoParameter {
        /// Its name.
        name: String,
    },
    /// A parameter has a value that it cannot have.
    #[error("`{name}` is {text}, but must be {expected}")]
    Parameter {
        /// Its name.
        name: &'static str,
        /// What was given.
        text: String,
        /// What it may be.
        expected: String,
    },
}

/// Asks `act` about each population: what it says goes to that population's part of `out`. `free` is of
/// all strategies, or of none.
fn ask_each(
    (field, knobs, act): (&Field, &Knobs, Act),
    (state, earned): (&[f64], &[f64]),
    free: &[bool],
    out: &mut [f64],
) {
    for population in 0..field.counts().len() {
        let place = field.place(population);
        let seen = Seen {
            population,
            mix: &state[place.clone()],
            earned: &earned[place.clone()],
            free: free.get(place.clone()).unwrap_or(&[]),
            knobs,
        };
        act(seen, &mut out[place]);
    }
}

/// What moves, step by step.
trait Mover {
    /// Goes on for so many units of time, or steps.
    fn advance(&mut self, by: f64) -> Result<(), MixedError>;
    /// Probabilities now.
    fn state(&self, out: &mut [f64]);
    /// How fast the state changes, in probability for each unit of time or step, where it is known.
    fn speed(&self) -> Option<f64> {
        None
    }
    fn tally(&self) -> Option<&tally::Tally> {
        None
    }
    fn runs(&self) -> Vec<(usize, u64)> {
        Vec::new()
    }
    fn is_exact(&self) -> bool {
        false
    }
}

/// Steps after which the watch is asked again.
const PATIENCE: f64 = 1_048_576.0;

/// Follows a rule from `start`, one probability for each strategy of each population.
///
/// # Errors
/// [`MixedError`] when a parameter is unknown or wrong, or the rule cannot go on.
///
/// # Complexity
/// A multiplication for each population and profile in each step; differential equations take six
/// evaluations for each of theirs. Averages take a multiplication for each profile.
///
/// # Examples
/// ```
/// use equil::dynamics::mixed::{Field, Settings, TOLERANCE, follow};
/// use equil::dynamics::named;
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
///
/// // One population: whoever meets the other kind gets more
/// let payoffs = [[3, 4, 2, 1], [3, 2, 4, 1]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let field = Field::new(&game, true)?;
/// let rule = named("replicator").and_then(|d| d.kind.mixed()).unwrap();
/// let settings =
///     Settings { span: 10.0, every: 1.0, tolerance: TOLERANCE, seed: 0, given: &[], watch: &|_, _| true };
/// let way = follow(&field, rule, &[0.9, 0.1], &settings)?;
/// assert!((way.points[10].state[0] - 0.50449178).abs() < 1e-8);
/// assert_eq!(way.end.near.unwrap().profile[0][0].to_string(), "1/2");
/// # Ok::<(), equil::dynamics::mixed::MixedError>(())
/// ```
pub fn follow(
    field: &Field,
    rule: &Rule,
    start: &[f64],
    settings: &Settings<'_>,
) -> Result<Trajectory, MixedError> {
    let (points, track, mut mover, stopped) = moved(field, rule, start, settings, true)?;
    let average = mover.tally().and_then(|tally| Average::new(field, tally));
    let (runs, exact) = (mover.runs(), mover.is_exact());
    let mut end = End::new(field, &track, mover.speed(), average.as_ref());
    end.look_closely(field.len(), mover.as_mut(), rule);
    Ok(Trajectory { points, end, average, runs, exact, stopped })
}

/// Times, and states then: closer than the points that are kept may be.
type Track = Vec<(f64, Vec<f64>)>;

type Moved<'a> = (Vec<Point>, Track, Box<dyn Mover + 'a>, bool);

/// Places of a track, at least, however few points are kept.
const PLACES: f64 = 128.0;

fn moved<'a>(
    field: &'a Field,
    rule: &Rule,
    start: &[f64],
    settings: &Settings<'_>,
    averages: bool,
) -> Result<Moved<'a>, MixedError> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // no more than 2⁵³
    let steps = settings.span as u64;
    let knobs = Knobs::new(rule, field, settings.given, steps)?;
    check(field, rule, &knobs)?;
    let mut mover: Box<dyn Mover> = match rule.motion {
        Motion::Flow { chart, velocity } => {
            Box::new(flow::Flow::new(field, knobs, (chart, velocity), settings.tolerance, start))
        }
        Motion::Map { next, .. } => Box::new(map::Map::new(field, knobs, next, start)),
        Motion::Learning { begin, learn, choose } => {
            let rule = learning::Acts { begin, learn, choose };
            Box::new(learning::Learning::new(field, knobs, rule, start, averages))
        }
        Motion::FictitiousPlay => play::begin(field, &knobs, start, steps, settings.seed, averages),
    };
    let mut points = vec![point(field, mover.as_ref(), 0.0)];
    let mut track = vec![(0.0, points[0].state.clone())];
    let fine = match settings.every.min(settings.span / PLACES) {
        fine if rule.is_continuous() => fine,
        fine => fine.ceil().clamp(1.0, PATIENCE),
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // for show
    let whole = settings.span as u64;
    let (mut time, mut mark, mut stopped) = (0.0, 0.0, false);
    while time < settings.span && !stopped {
        mark += 1.0;
        let to = (mark * settings.every).min(settings.span);
        while time < to && !stopped {
            let by = (to - time).min(fine);
            mover.advance(by)?;
            time = if to - time - by > 0.0 { time + by } else { to };
            let mut state = vec![0.0; field.len()];
            mover.state(&mut state);
            track.push((time, state));
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // for show
            let done = time as u64;
            stopped = !(settings.watch)(done, whole);
        }
        let now = point(field, mover.as_ref(), time);
        if now.state.iter().any(|p| !p.is_finite()) {
            return Err(MixedError::Overflow { time });
        }
        points.push(now);
    }
    stopped &= time < settings.span;
    Ok((points, track, mover, stopped))
}

/// Where payoffs count offspring, none may be negative.
fn check(field: &Field, rule: &Rule, knobs: &Knobs) -> Result<(), MixedError> {
    let needed = match rule.motion {
        Motion::Map { needs_positive, .. } => needs_positive && knobs.is_ratio,
        Motion::Flow { chart: Chart::Plain { needs_positive }, .. } => needs_positive,
        _ => false,
    };
    let least = field.least() + knobs.background;
    if needed && least < 0.0 { Err(MixedError::Negative { least }) } else { Ok(()) }
}

fn point(field: &Field, mover: &dyn Mover, time: f64) -> Point {
    let mut state = vec![0.0; field.len()];
    mover.state(&mut state);
    let mut earned = vec![0.0; field.len()];
    field.earned(&state, &mut earned, &mut Scratch::default());
    let regret = field.regret(&state, &earned);
    let average_regret = mover.tally().and_then(tally::Tally::regret);
    Point { time, state, regret, average_regret }
}
