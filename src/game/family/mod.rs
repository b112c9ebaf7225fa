//! Families of games: seeded random ones, and ones made to be hard, with known answers.
//!
//! The same parameters give the same game on every machine and in every later version.

mod blotto;
mod congestion;
mod covariant;
pub(crate) mod draws;
mod dual_cyclic;
mod identity;
mod mersenne;
mod moment_curve;
mod parameter;
mod random;
mod ranking;
mod sgc;
mod tournament;
mod traveller;
mod unit_vector;
mod values;
mod zero_sum;

use super::Game;
use crate::num::Rational;

pub use parameter::{Parameter, Range};
pub use values::FamilyError;
use values::Values;

/// A family of games.
#[derive(Debug)]
pub struct Family {
    /// What `--family` calls it.
    pub name: &'static str,
    /// One line for `--help`.
    pub about: &'static str,
    /// Where it is defined: keys of `paper/refs.bib`, or nothing.
    pub source: &'static [&'static str],
    /// What tells its games apart.
    pub parameters: &'static [Parameter],
    make: Make,
}

/// Makes the game that the values tell.
type Make = fn(&Values<'_>) -> Result<Sample, FamilyError>;

/// Every family.
pub const FAMILIES: &[Family] = &[
    random::FAMILY,
    mersenne::FAMILY,
    covariant::FAMILY,
    zero_sum::FAMILY,
    identity::FAMILY,
    unit_vector::FAMILY,
    tournament::FAMILY,
    sgc::FAMILY,
    dual_cyclic::FAMILY,
    moment_curve::FAMILY,
    blotto::FAMILY,
    ranking::FAMILY,
    congestion::FAMILY,
    traveller::FAMILY,
];

/// A game of a family, with what its players and strategies are called.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The family and all its parameters, in one line.
    pub title: String,
    /// The payoffs.
    pub game: Game<Rational>,
    /// Labels of the players.
    pub players: Vec<String>,
    /// Labels of each player's strategies.
    pub strategies: Vec<Vec<String>>,
}

impl Family {
    /// The family called `name`.
    pub fn find(name: &str) -> Option<&'static Self> {
        FAMILIES.iter().find(|family| family.name == name)
    }

    /// The game with these parameters, each by its name and as it is written on the command line;
    /// those not given have their default values.
    ///
    /// # Errors
    /// When a parameter is unknown, given twice or not in its range, when parameters do not go
    /// together, or when the game would have more than [`MOST_PAYOFFS`] payoffs.
    ///
    /// # Complexity
    /// Proportional to the number of payoffs, except for `dual-cyclic` (cubic in `size`) and
    /// `moment-curve` (numbers with as many digits as `size`).
    ///
    /// # Examples
    /// ```
    /// use equil::game::family::Family;
    ///
    /// let sgc = Family::find("sgc").unwrap();
    /// let sample = sgc.sample(&[("k", "2")])?;
    /// assert_eq!(sample.game.strategies(), [7, 7]);
    /// assert_eq!(sample.game.payoff(0, &[0, 0]).to_string(), "3/4");
    ///
    /// let error = sgc.sample(&[("k", "0")]).unwrap_err();
    /// assert_eq!(error.to_string(), "`k` is 0, but must lie between 1 and 1000");
    /// # Ok::<(), equil::game::family::FamilyError>(())
    /// ```
    pub fn sample(&self, given: &[(&str, &str)]) -> Result<Sample, FamilyError> {
        let values = Values::new(self, given)?;
        Ok(Sample { title: values.title(), ..(self.make)(&values)? })
    }
}

/// A game of a family has at most so many payoffs.
pub const MOST_PAYOFFS: usize = 50_000_000;

impl Sample {
    /// Strategies called `1`, `2`, …
    fn numbered(game: Game<Rational>) -> Self {
        let numbers = |count: &usize| (1..=*count).map(|i| i.to_string()).collect();
        let strategies = game.strategies().iter().map(numbers).collect();
        Self::of(game, strategies)
    }

    fn of(game: Game<Rational>, strategies: Vec<Vec<String>>) -> Self {
        let players = (1..=game.players()).map(|i| format!("player_{i}")).collect();
        Self { title: String::new(), game, players, strategies }
    }
}

/// The two-player game in which `payoffs(i, j)` tells both players' payoffs.
///
/// # Errors
/// When it would be too large.
fn bimatrix(
    (rows, columns): (usize, usize),
    payoffs: impl Fn(usize, usize) -> (Rational, Rational),
) -> Result<Game<Rational>, FamilyError> {
    values::fits(&[rows, columns])?;
    let places = (0..columns).flat_map(|j| (0..rows).map(move |i| (i, j)));
    let (own, other) = places.map(|(i, j)| payoffs(i, j)).unzip();
    Ok(Game::new(vec![rows, columns], vec![own, other]).expect("as many payoffs as profiles"))
}
