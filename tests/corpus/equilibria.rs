//! Every game with every method that takes it.

use crate::common::{pure, sorted};
use equil::certify::{Certificate, certify};
use equil::nash::{Arithmetic, Coverage, Settings, find_equilibria};
use equil::num::{Rational, Ring};
use equil::solve::{equilibrium_set, solve};

use crate::entries::{ARITHMETICS, methods, on_every_game, with};

#[test]
fn whatever_is_found_is_certified() {
    on_every_game(|entry| {
        let mut wrong = Vec::new();
        for method in methods(&entry.payoffs) {
            for arithmetic in ARITHMETICS {
                let found = find_equilibria(&entry.payoffs, method, &with(arithmetic)).unwrap();
                for equilibrium in &found.equilibria {
                    let profile = &equilibrium.profile;
                    for strategy in profile {
                        let mut total = Rational::zero();
                        for probability in strategy {
                            total += probability;
                        }
                        let valid = strategy.iter().all(|p| *p >= Rational::zero());
                        if !valid || total != Rational::one() {
                            wrong.push(format!("{} {arithmetic:?}: {profile:?}", method.name));
                        }
                    }
                    let again = certify(&entry.payoffs, profile);
                    let sound = match &equilibrium.certificate {
                        Certificate::Exact => again == Some(Certificate::Exact),
                        Certificate::Enclosure(boxes) => boxes.iter().zip(profile).all(|(b, s)| {
                            b.iter().zip(s).all(|((low, high), p)| low <= p && p <= high)
                        }),
                        Certificate::Regret(_) => {
                            arithmetic == Arithmetic::Float
                                && again.as_ref() == Some(&equilibrium.certificate)
                        }
                    };
                    if !sound {
                        wrong.push(format!(
                            "{} {arithmetic:?}: {:?} {again:?}",
                            method.name, equilibrium.certificate
                        ));
                    }
                }
            }
        }
        wrong
    });
}

#[test]
fn complete_methods_agree() {
    on_every_game(|entry| {
        let mut wrong = Vec::new();
        let mut complete: Option<(String, Vec<Vec<Vec<Rational>>>)> = None;
        let mut all_pure: Option<(String, Vec<Vec<usize>>)> = None;
        for method in methods(&entry.payoffs) {
            for arithmetic in ARITHMETICS {
                let name = format!("{} {arithmetic:?}", method.name);
                let found = find_equilibria(&entry.payoffs, method, &with(arithmetic)).unwrap();
                if found.coverage == Coverage::All {
                    let set = sorted(&found.equilibria);
                    match &complete {
                        Some((whose, first)) if *first != set => {
                            wrong.push(format!("{name}: {set:?}, but {whose}: {first:?}"));
                        }
                        Some(_) => {}
                        None => complete = Some((name.clone(), set)),
                    }
                }
                // A pure equilibrium is an extreme one, so that complete methods list it, too
                if matches!(found.coverage, Coverage::All | Coverage::AllPure) {
                    let set = pure(&found);
                    match &all_pure {
                        Some((whose, first)) if *first != set => {
                            wrong.push(format!("{name}: {set:?}, but {whose}: {first:?}"));
                        }
                        Some(_) => {}
                        None => all_pure = Some((name, set)),
                    }
                }
            }
        }
        wrong
    });
}

#[test]
fn hybrid_is_as_good_as_exact() {
    on_every_game(|entry| {
        let mut wrong = Vec::new();
        for method in methods(&entry.payoffs) {
            let found = [Arithmetic::Hybrid, Arithmetic::Exact]
                .map(|a| find_equilibria(&entry.payoffs, method, &with(a)).unwrap());
            if found[0].equilibria != found[1].equilibria || found[0].coverage != found[1].coverage
            {
                wrong.push(method.name.to_owned());
            }
        }
        wrong
    });
}

/// Elimination neither adds nor removes equilibria.
#[test]
fn solving_with_and_without_elimination_agrees() {
    on_every_game(|entry| {
        let mut wrong = Vec::new();
        for method in methods(&entry.payoffs) {
            let whole = find_equilibria(&entry.payoffs, method, &Settings::default()).unwrap();
            let Ok(solved) = solve(&entry.payoffs, Some(method), &Settings::default()) else {
                // What is left after elimination may be something else, one player for example
                continue;
            };
            let solved = solved.outcome;
            let comparable = whole.coverage == solved.coverage && whole.coverage != Coverage::Some
                || whole.coverage == Coverage::AllPure && solved.coverage == Coverage::All;
            if comparable && pure(&whole) != pure(&solved) {
                wrong.push(format!("{}: pure equilibria differ", method.name));
            }
            if whole.coverage == Coverage::All
                && solved.coverage == Coverage::All
                && sorted(&whole.equilibria) != sorted(&solved.equilibria)
            {
                wrong.push(format!("{}: {whole:?} {solved:?}", method.name));
            }
            if whole.coverage == Coverage::All && solved.coverage != Coverage::All {
                wrong.push(format!("{}: elimination loses completeness", method.name));
            }
        }
        wrong
    });
}

/// What `solve` calls complete is what every complete method finds.
#[test]
fn the_default_answer_is_that_of_the_complete_methods() {
    on_every_game(|entry| {
        let default = solve(&entry.payoffs, None, &Settings::default()).unwrap().outcome;
        let mut wrong = Vec::new();
        for method in methods(&entry.payoffs) {
            let whole = find_equilibria(&entry.payoffs, method, &Settings::default()).unwrap();
            if whole.coverage == Coverage::All
                && default.coverage == Coverage::All
                && sorted(&whole.equilibria) != sorted(&default.equilibria)
            {
                wrong.push(method.name.to_owned());
            }
        }
        wrong
    });
}

/// Nothing is overlooked: also not where payoffs are not rational.
#[test]
fn indices_sum_to_1() {
    on_every_game(|entry| {
        let mut outcome = solve(&entry.payoffs, None, &Settings::default()).unwrap().outcome;
        let mut wrong = Vec::new();
        let set = equilibrium_set(&entry.payoffs, &mut outcome, &|_, _| true);
        let two = entry.payoffs.shape().players() == 2;
        if set.is_some() != (two && outcome.coverage == Coverage::All) {
            wrong.push("whether there is a set of equilibria".to_owned());
        }
        if let Some(set) = set {
            if set.index_sum() != Some(1) {
                wrong.push(format!("{set:?}"));
            }
            if set.is_finite() != outcome.continuum().is_none() {
                wrong.push("whether there are finitely many".to_owned());
            }
        }
        wrong
    });
}
