//! Which strategies does a population come to play, when those that pay spread and accidents happen?
//!
//! A [`Law`] says how one population of so many individuals changes: a [process](PROCESSES), how payoffs
//! count, how often strategies mutate. [`fixation`] tells how probably one mutant takes over, [`rare`]
//! where a population is in the long run when mutants are rare, [`whole`] where it is at any rate of
//! mutation, [`simulate`] plays. [`alpha_rank`] ranks strategies or profiles by such a process, and
//! [`stable`] tells what is left as mistakes vanish: both limits are exact.
//!
//! # Examples
//! ```
//! use equil::game::{Game, Payoffs};
//! use equil::num::Rational;
//! use equil::population::{Fitness, Law, fixation, named};
//!
//! // Nothing is at stake: one of ten is as good as any other
//! let nothing = vec![Rational::integer(0); 4];
//! let game = Payoffs::from(Game::new(vec![2, 2], vec![nothing.clone(), nothing]).unwrap());
//! let law = Law {
//!     process: named("moran").unwrap(),
//!     fitness: Fitness::Exponential,
//!     size: 10,
//!     selection: Rational::integer(1),
//!     mutation: Rational::integer(0),
//! };
//! let (low, high) = fixation(&game, &law, 0, 1, 1, &|_, _| true)?;
//! let tenth = Rational::new(1, 10).unwrap();
//! assert!(low <= tenth && tenth <= high);
//! # Ok::<(), equil::population::PopulationError>(())
//! ```

mod alpha;
mod composition;
mod contest;
mod fixate;
mod law;
mod limit;
mod long_run;
mod moves;
mod number;
mod play;
mod revision;
mod settle;
mod symmetric;
mod table;
mod trees;

pub use alpha::{Alpha, Compared, Ranked, Ranking, alpha_rank};
pub use composition::{Compositions, MOST_COMPOSITIONS};
pub use contest::Contest;
pub use fixate::fixation;
pub use law::{Fitness, Law};
pub use limit::{Found, Limit, Perturbed, Transition};
pub use long_run::{Rare, Whole, rare, whole};
pub use play::{Played, Sample, Simulation, simulate};
pub use revision::{REVISIONS, Revision, revision_named};
pub use settle::{Settled, Society, stable};
pub use symmetric::{Symmetry, symmetry};
pub use trees::{Arborescence, least_arborescence};

use crate::num::Rational;

pub use crate::response::Watch;

/// Numbers that a value provably lies between; equal where it is known exactly.
pub type Bounds = (Rational, Rational);

/// A way in which a population changes.
#[derive(Clone, Copy, Debug)]
pub struct Process {
    /// The name on the command line.
    pub name: &'static str,
    /// One line for `--help`.
    pub about: &'static str,
    /// Key of the source in `paper/refs.bib`.
    pub source: &'static str,
    /// Who is replaced, and by what.
    pub kind: Kind,
    /// What one step of it is: one, and many.
    pub step: (&'static str, &'static str),
}

/// Who is replaced, and by what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One is born in proportion to fitness, and anyone dies.
    BirthDeath,
    /// One compares with another, and may imitate.
    Comparison,
    /// All are replaced at once, in proportion to fitness.
    Generation,
}

/// Every process, in the order `--help` lists them.
pub const PROCESSES: &[Process] = &[
    Process {
        name: "moran",
        about: "one is born in proportion to fitness and replaces anyone",
        source: "nowak2004",
        kind: Kind::BirthDeath,
        step: ("step", "steps"),
    },
    Process {
        name: "pairwise-comparison",
        about: "one compares payoffs with another and imitates the better more often",
        source: "traulsen2006",
        kind: Kind::Comparison,
        step: ("step", "steps"),
    },
    Process {
        name: "wright-fisher",
        about: "all are born anew at once, in proportion to fitness",
        source: "imhof2006",
        kind: Kind::Generation,
        step: ("generation", "generations"),
    },
];

/// The process of that name.
pub fn named(name: &str) -> Option<&'static Process> {
    PROCESSES.iter().find(|process| process.name == name)
}

/// Why a question about a population is not answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PopulationError {
    /// One population plays a game of two players with the same strategies and payoffs.
    #[error("one population needs a symmetric game of two players: {0}")]
    NotSymmetric(&'static str),
    /// Too few to meet.
    #[error("a population has at least {least} individuals here")]
    TooFew {
        /// The least.
        least: usize,
    },
    /// A number of the law is out of its range.
    #[error("{0}")]
    Range(&'static str),
    /// A fitness that is not positive.
    #[error("the fitness of strategy {} is not always positive", strategy + 1)]
    Fitness {
        /// From 0.
        strategy: usize,
    },
    /// More states than are looked at.
    #[error("{} states are too many", counted(*states))]
    TooLarge {
        /// How many there are; `usize::MAX` for more than can be counted.
        states: usize,
    },
    /// More recurrent classes than trees are searched for.
    #[error("{classes} sets of states can be left, and at most {most} are compared")]
    TooManyClasses {
        /// How many there are.
        classes: usize,
        /// The most.
        most: usize,
    },
    /// Two payoffs, or sums of them, are too close to tell apart.
    #[error("the payoffs are not known well enough to settle the limit")]
    Unsettled,
    /// Numbers lose too many digits for an answer that is proved.
    #[error("the numbers are too large or too small for a proved answer")]
    Unproved,
    /// Without mutation play ends where it started, or is left to chance.
    #[error("without mutation there is more than one long run")]
    NoMutation,
    /// The caller ended it.
    #[error("stopped before the answer was known")]
    Stopped,
}

fn counted(states: usize) -> String {
    if states == usize::MAX { format!("more than {MOST_COMPOSITIONS}") } else { states.to_string() }
}

impl From<crate::linalg::StationaryError> for PopulationError {
    fn from(error: crate::linalg::StationaryError) -> Self {
        match error {
            crate::linalg::StationaryError::Stopped => Self::Stopped,
            _ => Self::Unproved,
        }
    }
}

#[cfg(test)]
mod tests;
