//! What a criterion is, and what it answers.

use super::field::Field;
use crate::certify::{Belief, Mixture};
use crate::game::{Mixed, Payoffs};
use crate::num::Rational;

/// A way to tell equilibria apart, described well enough to choose it.
#[derive(Clone, Copy, Debug)]
pub struct Criterion {
    /// The name on the command line.
    pub name: &'static str,
    /// Other names that mean it.
    pub also: &'static [&'static str],
    /// The head of its column.
    pub head: &'static str,
    /// One line for `--help`.
    pub about: &'static str,
    /// Key of the source in `paper/refs.bib`.
    pub source: &'static str,
    /// Which games it applies to; `Err` says why not.
    pub accepts: fn(&Payoffs) -> Result<(), &'static str>,
    pub(super) judge: Judge,
}

impl Criterion {
    /// Whether it compares the equilibria with each other, so that its verdicts are about the list
    /// that it is given; otherwise it judges each for itself.
    pub fn compares(&self) -> bool {
        matches!(self.judge, Judge::Together(_))
    }

    /// Whether it goes by this name.
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.also.contains(&name)
    }
}

/// Equality of criteria is that of their names.
impl PartialEq for Criterion {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// How verdicts come about.
#[derive(Clone, Copy, Debug)]
pub(super) enum Judge {
    /// Each equilibrium for itself.
    Each(fn(&Field<'_>, usize) -> Verdict),
    /// One verdict for each equilibrium of the field, in order.
    Together(fn(&Field<'_>) -> Vec<Verdict>),
}

/// Whether an equilibrium meets a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Proved.
    Yes,
    /// Disproved.
    No,
    /// Neither.
    Open,
}

impl Answer {
    /// As in text and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Open => "open",
        }
    }
}

impl From<bool> for Answer {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

/// An answer, and what shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Whether the equilibrium meets the criterion.
    pub answer: Answer,
    /// What shows it, or why it is open.
    pub reason: Reason,
}

/// What shows a verdict. Equilibria are named by their place in the list that was judged.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// The definition was checked; there is nothing to show.
    Checked,
    /// The criterion is about pure equilibria, and this player mixes.
    Mixes(usize),
    /// The criterion is about symmetric equilibria, and this one is not.
    Asymmetric,
    /// A strategy that is not played (or is played, though not alone) and earns as much.
    AsGood {
        /// Whose.
        player: usize,
        /// Which.
        strategy: usize,
    },
    /// The player's strategy is weakly dominated by this mixture.
    Dominated {
        /// Whose strategy.
        player: usize,
        /// What dominates it.
        by: Mixture,
    },
    /// For each player, what to believe about the others so that everything has positive
    /// probability and the equilibrium strategy is best.
    Beliefs(Vec<Belief>),
    /// Another equilibrium is better: it has more of what the criterion asks for.
    Better(usize),
    /// Another equilibrium gives this player more.
    PaysMore {
        /// Which equilibrium.
        equilibrium: usize,
        /// Whom.
        player: usize,
    },
    /// Neither this equilibrium nor the other is better.
    Tied(usize),
    /// For each player, bounds of the least probability that the others must be believed to keep to
    /// the equilibrium for it to be best, whatever else they may do.
    Thresholds(Vec<(Rational, Rational)>),
    /// A mutant strategy that is not driven out.
    Invader(Mixed<Rational>),
    /// The profile is not proved to be an equilibrium.
    NotProved,
    /// A sign that matters could not be settled, or probabilities are not known exactly.
    Unsettled,
    /// More unplayed best responses than can be searched.
    TooMany(usize),
    /// The search was stopped.
    Stopped,
}

impl Verdict {
    pub(super) fn yes() -> Self {
        Self { answer: Answer::Yes, reason: Reason::Checked }
    }

    pub(super) fn no(reason: Reason) -> Self {
        Self { answer: Answer::No, reason }
    }

    pub(super) fn open(reason: Reason) -> Self {
        Self { answer: Answer::Open, reason }
    }
}

/// For criteria that apply to every game.
#[allow(clippy::unnecessary_wraps)] // the type of `accepts`
pub(super) fn every_game(_: &Payoffs) -> Result<(), &'static str> {
    Ok(())
}

/// For criteria that are defined for two players.
pub(super) fn two_players(payoffs: &Payoffs) -> Result<(), &'static str> {
    if payoffs.shape().players() == 2 { Ok(()) } else { Err("it is about two players") }
}
