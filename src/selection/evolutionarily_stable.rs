//! Evolutionarily stable strategies of symmetric games of two players.
//!
//! A strategy is evolutionarily stable if it does better than any mutant, played by few, against
//! what is then played: if it is a best response to itself, and does better against every other
//! best response than that does against itself.
//!
//! Sources: J. Maynard Smith, *Evolution and the Theory of Games*, Cambridge University Press, 1982
//! (`maynardsmith1982`); for the conditions J. Haigh, "Game theory and evolution", *Advances in
//! Applied Probability* 7 (1975), 8–11 (`haigh1975`), as corrected by A. Abakuks, "Conditions for
//! evolutionarily stable strategies", *Journal of Applied Probability* 17 (1980), 559–562
//! (`abakuks1980`).

use super::criterion::{Criterion, Judge, Verdict};
use super::field::Field;
use super::form::Wanted;
use super::mutant::{symmetric, verdict};

pub(super) const CRITERION: Criterion = Criterion {
    name: "evolutionarily-stable",
    also: &["ess"],
    head: "ESS",
    about: "symmetric, and no mutant strategy can invade",
    source: "abakuks1980",
    accepts: |payoffs| symmetric(payoffs).map(|_| ()),
    judge: Judge::Each(judge),
};

fn judge(field: &Field<'_>, i: usize) -> Verdict {
    verdict(field, i, Wanted::Positive)
}
