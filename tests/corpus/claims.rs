//! Every claim of the collection.

use crate::common::{BITS, collection, open};
use equil::answer::Open;
use equil::claims::{Verdict, test};
use equil::model::{Assignment, Model, QueryKind};
use equil::nash::Settings;
use equil::num::Rational;
use rayon::prelude::*;

use crate::entries::on_every_game;

/// Why a claim may stay open: mixed equilibria of three players and more.
fn may_be_open(model: &Model, kind: &QueryKind, open: &Open) -> bool {
    match (kind, open) {
        (
            QueryKind::EveryEquilibrium { .. }
            | QueryKind::SomeEquilibrium { .. }
            | QueryKind::Probability { .. }
            | QueryKind::UniqueNash
            | QueryKind::CountNash
            | QueryKind::Payoff { .. }
            | QueryKind::Welfare,
            Open::MixedNotSearched,
        ) => model.players.len() >= 3,
        _ => false,
    }
}

#[test]
fn every_claim_holds() {
    let files: Vec<Model> = collection().iter().map(|path| open(path).model).collect();
    let claims: Vec<(&Model, usize)> =
        files.iter().flat_map(|m| (0..m.claims.len()).map(move |claim| (m, claim))).collect();
    let wrong: Vec<String> = claims
        .par_iter()
        .filter_map(|&(model, claim)| {
            let claim = &model.claims[claim];
            let point = Assignment::of(model);
            let tested = test(model, claim, &point, BITS, &Settings::default());
            let why = match &tested.verdict {
                Verdict::Holds => return None,
                Verdict::Open(open) if may_be_open(model, &claim.query.kind, open) => return None,
                Verdict::Open(open) => format!("open, {open}"),
                Verdict::Fails => format!("fails, the answer is {:?}", tested.found),
                Verdict::NoGame(error) => format!("no game, {error}"),
            };
            let written = &claim.written.text;
            Some(format!("{}: claim {}: {written}: {why}", model.info.name, claim.name))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Claims are tested: one that says the opposite does not hold.
#[test]
fn no_claim_holds_with_its_opposite() {
    use equil::model::Expectation;
    on_every_game(|entry| {
        let mut wrong = Vec::new();
        for claim in entry.model.claims.iter().filter(|c| c.scenario.is_none()).take(8) {
            let mut opposite = claim.clone();
            opposite.expectation = match &claim.expectation {
                Expectation::Holds => Expectation::Fails,
                Expectation::Fails => Expectation::Holds,
                Expectation::Value { most: Some(most), .. } => {
                    let mut least = most.clone();
                    least += &Rational::new(1, 1_000_000_000).unwrap();
                    Expectation::Value { least: Some(least), most: None }
                }
                Expectation::Value { .. } => continue,
                Expectation::Versus(versus) => {
                    let mut versus = versus.clone();
                    versus.more = !versus.more;
                    Expectation::Versus(versus)
                }
            };
            let point = Assignment::of(&entry.model);
            let tested = test(&entry.model, &opposite, &point, BITS, &Settings::default());
            if tested.verdict == Verdict::Holds {
                wrong.push(format!("claim {} holds both ways", claim.name));
            }
        }
        wrong
    });
}
