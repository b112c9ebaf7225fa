//! A question about one strategy, and the form of its answer.

use crate::certify::{Belief, Kind, Mixture};
use crate::game::Payoffs;

/// What is proved about a strategy.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// How it is dominated (the strongest kind that holds), and by what.
    pub dominated: Option<(Kind, Mixture)>,
    /// A belief against which it is a best response among the strategies that count, and whether
    /// it is strictly better than all others there. With [`Among::Pure`](super::Among::Pure) there may be neither this
    /// nor a dominating strategy.
    pub best_against: Option<(Belief, bool)>,
    /// The kinds of dominance of which it could not be settled whether they hold, each stronger than
    /// what `dominated` says.
    pub open: Vec<Kind>,
}

impl Standing {
    pub(super) fn dominated(kind: Kind, mixture: Mixture) -> Self {
        Self { dominated: Some((kind, mixture)), best_against: None, open: Vec::new() }
    }

    pub(super) fn best(belief: Belief, strict: bool) -> Self {
        Self { dominated: None, best_against: Some((belief, strict)), open: Vec::new() }
    }

    /// Nothing is proved.
    pub(super) fn open() -> Self {
        let open = Kind::ALL.iter().map(|(kind, _)| *kind).collect();
        Self { dominated: None, best_against: None, open }
    }

    /// Whether it is settled, one way or the other, that it is dominated at least as strongly as
    /// `kind`.
    pub fn is_settled(&self, kind: Kind) -> bool {
        self.dominated_by(kind).is_some() || self.open.iter().all(|open| *open > kind)
    }

    /// How it is dominated, if at least as strongly as `kind`.
    pub fn dominated_by(&self, kind: Kind) -> Option<&(Kind, Mixture)> {
        self.dominated.as_ref().filter(|(found, _)| *found <= kind)
    }
}

/// A question about one strategy.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) payoffs: &'a Payoffs,
    pub(super) player: usize,
    pub(super) strategy: usize,
    /// The player's other strategies that count.
    pub(super) others: &'a [usize],
    /// Numbers of profiles, one for each way the others can play.
    pub(super) rivals: &'a [usize],
}

/// What pure strategies alone show.
pub(super) enum Pure {
    /// In this way, by this strategy; and whether no stronger way is left open.
    Dominated(Kind, usize, bool),
    Undominated,
    Unsettled,
}

impl Pure {
    /// The kinds that are left open.
    pub(super) fn open(&self) -> Vec<Kind> {
        let stronger = |than: Option<Kind>| {
            let kinds = Kind::ALL.iter().map(|(kind, _)| *kind);
            kinds.filter(|kind| than.is_none_or(|than| *kind < than)).collect()
        };
        match self {
            Self::Dominated(_, _, true) | Self::Undominated => Vec::new(),
            Self::Dominated(kind, _, false) => stronger(Some(*kind)),
            Self::Unsettled => stronger(None),
        }
    }
}
