//! Neutrally stable strategies of symmetric games of two players: mutants may persist, but not
//! spread.
//!
//! Source: J. Maynard Smith, *Evolution and the Theory of Games*, Cambridge University Press, 1982
//! (`maynardsmith1982`).

use super::criterion::{Criterion, Judge, Verdict};
use super::field::Field;
use super::form::Wanted;
use super::mutant::{symmetric, verdict};

pub(super) const CRITERION: Criterion = Criterion {
    name: "neutrally-stable",
    also: &["nss"],
    head: "NSS",
    about: "symmetric, and no mutant strategy can spread",
    source: "maynardsmith1982",
    accepts: |payoffs| symmetric(payoffs).map(|_| ()),
    judge: Judge::Each(judge),
};

fn judge(field: &Field<'_>, i: usize) -> Verdict {
    verdict(field, i, Wanted::Nonnegative)
}
