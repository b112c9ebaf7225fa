//! Where a thesis stands, by what became of its predictions.

use super::{Tested, Verdict};

/// Where a thesis stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// All that it predicts is true, in every game.
    Supported,
    /// Some of it is, and what is not does not refute it; or games do not say the same.
    Partly,
    /// A decisive prediction fails in every game, or, where none is decisive, nothing that it predicts is true.
    Refuted,
    /// Not decided: what is open may still change it.
    Open,
}

impl Standing {
    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Partly => "partly",
            Self::Refuted => "refuted",
            Self::Open => "open",
        }
    }
}

/// Where a thesis stands in one game: refuted if a decisive prediction fails, or, where none is decisive, if none holds;
/// supported if all hold, and partly if some do; open if what is open may still change that.
pub(super) fn within(predictions: &[&Tested<'_>]) -> Standing {
    let any = |is_decisive: bool, is: fn(&Verdict) -> bool| {
        let of = |one: &&&Tested<'_>| one.claim.is_decisive || !is_decisive;
        predictions.iter().filter(of).any(|one| is(&one.verdict))
    };
    let holds = |verdict: &Verdict| *verdict == Verdict::Holds;
    let fails = |verdict: &Verdict| *verdict == Verdict::Fails;
    let is_open = |verdict: &Verdict| !matches!(verdict, Verdict::Holds | Verdict::Fails);
    let some_decide = predictions.iter().any(|one| one.claim.is_decisive);
    if any(true, fails) {
        return Standing::Refuted;
    }
    match (any(false, holds), any(false, fails), any(false, is_open)) {
        (_, true, _) if some_decide && !any(true, is_open) => Standing::Partly,
        (true, true, _) if !some_decide => Standing::Partly,
        (_, _, true) => Standing::Open,
        (true, false, false) => Standing::Supported,
        _ => Standing::Refuted,
    }
}
