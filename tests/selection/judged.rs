//! Verdicts as plain data.

use std::collections::BTreeMap;

use crate::games::equilibria;
use equil::certify::Certificate;
use equil::game::{Payoffs, Profile};
use equil::num::Rational;
use equil::selection::{Answer, CRITERIA, Candidate, Criterion, Verdict, select};

/// The probabilities of each player.
pub(crate) type Strategies = Vec<Vec<Rational>>;

pub(crate) fn criterion(name: &str) -> &'static Criterion {
    CRITERIA.iter().find(|criterion| criterion.name == name).unwrap()
}

/// Verdicts on these equilibria, in order.
pub(crate) fn verdicts(payoffs: &Payoffs, list: &[Strategies], name: &str) -> Vec<Verdict> {
    let profiles: Vec<Profile<Rational>> = list.iter().cloned().map(Profile::new).collect();
    let candidates: Vec<Candidate<'_>> = profiles
        .iter()
        .map(|profile| Candidate { profile, certificate: &Certificate::Exact })
        .collect();
    select(payoffs, &candidates, criterion(name), &|| true).unwrap()
}

pub(crate) fn answers(payoffs: &Payoffs, list: &[Strategies], name: &str) -> Vec<Answer> {
    verdicts(payoffs, list, name).into_iter().map(|verdict| verdict.answer).collect()
}

/// The answer of each criterion that applies, by equilibrium.
pub(crate) type Answered = BTreeMap<Strategies, Vec<(&'static str, Answer)>>;

/// All extreme equilibria of two players, judged by every criterion in `names` that applies.
pub(crate) fn all(payoffs: &Payoffs, names: &[&'static str]) -> Answered {
    let list = equilibria(payoffs);
    let mut found: Answered = list.iter().map(|one| (one.clone(), Vec::new())).collect();
    for &name in names {
        if (criterion(name).accepts)(payoffs).is_ok() {
            for (one, answer) in list.iter().zip(answers(payoffs, &list, name)) {
                found.get_mut(one).unwrap().push((name, answer));
            }
        }
    }
    found
}

pub(crate) fn names() -> Vec<&'static str> {
    CRITERIA.iter().map(|criterion| criterion.name).collect()
}
