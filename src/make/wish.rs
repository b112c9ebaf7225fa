//! What is to come about, by which means, and what is to be spared.

use crate::certify::Kind;
use crate::game::{Payoffs, Support};
use crate::num::Rational;

/// What is to come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Of each player who has a target, it beats everything else against whatever the others play, in this way.
    Dominant(Kind),
    /// Iterated elimination of strictly dominated strategies leaves nothing but targets.
    Iterated,
    /// A profile is the only equilibrium: brought about as [`Aim::Iterated`].
    Unique,
}

impl Aim {
    /// Every aim and its name on the command line.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Dominant(Kind::Strict), "dominant"),
        (Self::Iterated, "iterated"),
        (Self::Unique, "unique"),
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dominant(_) => "dominant",
            Self::Iterated => "iterated",
            Self::Unique => "unique",
        }
    }

    /// Whether what is to be better must be strictly so.
    pub fn is_strict(self) -> bool {
        !matches!(self, Self::Dominant(Kind::Weak | Kind::VeryWeak))
    }
}

/// What may be promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// Players may be paid.
    Subsidies,
    /// Players may be fined.
    Penalties,
    /// Both.
    Either,
    /// Players pay each other: in each profile, what they get sums to 0.
    Transfers,
}

impl Means {
    /// All means and their names on the command line.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Subsidies, "subsidies"),
        (Self::Penalties, "penalties"),
        (Self::Either, "either"),
        (Self::Transfers, "transfers"),
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(means, _)| *means == self).map_or("", |(_, name)| name)
    }

    /// As in "by subsidies".
    pub fn words(self) -> &'static str {
        if self == Self::Either { "subsidies and penalties" } else { self.name() }
    }

    pub(super) fn pays(self) -> bool {
        self != Self::Penalties
    }

    pub(super) fn fines(self) -> bool {
        self != Self::Subsidies
    }
}

/// What is to be as little as possible. Of transfers what is received counts; of all else its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Least {
    /// The sum of all promises, over players and profiles.
    Total,
    /// The greatest promise to a player in a profile.
    Greatest,
    /// What is paid in the pure profile with this number: promises elsewhere cost nothing.
    Played(usize),
}

impl Least {
    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Greatest => "greatest",
            Self::Played(_) => "played",
        }
    }
}

/// A wish: promises are asked for that bring something about.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    /// The payoffs as they are.
    pub payoffs: &'a Payoffs,
    /// For each player the strategies that count.
    pub kept: Vec<Support>,
    /// For each player who has one their target: a strategy, or a class of them.
    pub targets: Vec<Option<Support>>,
    /// What is to come about.
    pub aim: Aim,
    /// By how much, at least, what is to be better must be better; at least 0. With 0 what is to be strictly better
    /// may be as good: the cost is what it falls to as the margin falls to 0.
    pub margin: Rational,
    /// What may be promised.
    pub means: Means,
    /// To whom: one flag for each player.
    pub paid: Vec<bool>,
    /// What is to be spared first; of all that is least in that, the total is least.
    pub least: Least,
}

impl Wish<'_> {
    /// Those strategies of `player` that are no targets.
    pub(super) fn outside(&self, player: usize) -> Support {
        let Some(target) = &self.targets[player] else { return Support::new() };
        self.kept[player].iter().copied().filter(|s| !target.contains(s)).collect()
    }

    /// The targets of `player` that count.
    pub(super) fn inside(&self, player: usize) -> Support {
        let Some(target) = &self.targets[player] else { return Support::new() };
        self.kept[player].iter().copied().filter(|s| target.contains(s)).collect()
    }

    /// Whether promises to a player can be other than 0.
    pub(super) fn can_move(&self, player: usize) -> bool {
        let others = self.paid.iter().filter(|paid| **paid).count() > 1;
        self.paid[player] && (self.means != Means::Transfers || others)
    }

    /// Whether nothing but targets is left of these strategies.
    pub(super) fn is_met_by(&self, left: &[Support]) -> bool {
        left.iter().zip(&self.targets).all(|(left, target)| {
            target.as_ref().is_none_or(|target| left.iter().all(|s| target.contains(s)))
        })
    }
}

/// Why nothing is promised.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MakeError {
    /// No promises of this kind bring it about.
    #[error("no promises of this kind bring it about")]
    Impossible,
    /// A gain cannot be bounded.
    #[error("a gain could not be bounded")]
    Unbounded,
    /// The search was ended before anything was found.
    #[error("stopped before anything was found")]
    Stopped,
    /// A class of several strategies by transfers.
    #[error("transfers are found for single strategies, not for classes")]
    ClassByTransfers,
}
