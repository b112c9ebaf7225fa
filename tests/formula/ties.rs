//! Ties of payoffs that are not rational: proved, or said to be open.

use std::cmp::Ordering;

use crate::common::{BITS, everything, model, payoffs};
use equil::answer::{Answer, Open, answer};
use equil::certify::{Certificate, certify};
use equil::dominance::{Among, Kind, eliminate, standing};
use equil::game::Profile;
use equil::model::{Assignment, Model, Query, QueryKind};
use equil::nash::{Coverage, Settings};
use equil::num::{Rational, Ring, Sign};
use equil::solve::solve;

/// A game with one player's payoffs as formulas without parameters.
fn choice(formulas: &[&str]) -> Model {
    let names: Vec<String> = (0..formulas.len()).map(|i| format!("\"s{i}\"")).collect();
    let lines: Vec<String> =
        formulas.iter().enumerate().map(|(i, f)| format!("s{i} = \"{f}\"")).collect();
    let listed = lines.join("\n");
    model(&format!(
        "format = 1\n[game]\nname = \"g\"\n[players]\nann = [{}]\n[payoff.ann]\n{listed}",
        names.join(", ")
    ))
}

fn ask(model: &Model, kind: QueryKind) -> Answer {
    let query = Query { kind, given: Vec::new() };
    answer(model, &Assignment::of(model), &query, BITS, &Settings::default()).unwrap()
}

/// A strategy that does not matter: payoffs with `exp`, but the same ones.
#[test]
fn equal_formulas_tie() {
    let text = r#"
format = 1
[game]
name = "tie"
[players]
ann = ["x", "y"]
bob = ["l", "r"]
[params]
k = "1/3"
[payoff]
ann = "exp(k) * bob.l + log(2 + k) * (1 - bob.l)"
bob = "exp(k) * bob.l + 2 * bob.r + sqrt(2) * ann.x"
"#;
    let model = model(text);
    let payoffs = payoffs(&model);
    assert!(payoffs.rational().is_none(), "the payoffs are enclosed");
    let all = everything(&payoffs);
    for strategy in 0..2 {
        let found = standing(&payoffs, 0, strategy, &all, Among::Pure);
        assert_eq!(found.dominated.map(|(kind, _)| kind), Some(Kind::VeryWeak));
    }
    // bob: e^(1/3) < 2, whatever ann does; every strategy of hers is then part of an equilibrium
    let left = eliminate(&payoffs, Kind::Strict, Among::Mixtures, &all);
    assert_eq!(left.survivors, [vec![0, 1], vec![1]]);
    let solved = solve(&payoffs, None, &Settings::default()).unwrap();
    assert_eq!(solved.outcome.equilibria.len(), 2);
    assert!(solved.outcome.equilibria.iter().all(|e| e.certificate == Certificate::Exact));
    assert_eq!(ask(&model, QueryKind::UniqueNash), Answer::No);
}

/// Ties that algebra sees: sums and products in another order, and terms that cancel.
#[test]
fn algebra_proves_ties() {
    for (one, other) in [
        ("exp(2) * log(3) + 1", "1 + log(3) * exp(2)"),
        ("exp(1) * (log(2) + sqrt(3))", "exp(1) * sqrt(3) + log(2) * exp(1)"),
        ("(exp(1) + 1)^2", "exp(1)^2 + 2 * exp(1) + 1"),
        ("exp(1) / 3 + exp(1) / 6", "exp(1) / 2"),
    ] {
        let model = choice(&[one, other]);
        let payoffs = payoffs(&model);
        assert_eq!(payoffs.compare(0, 0, 1), Some(Ordering::Equal), "{one}");
        let even = Profile::new(vec![vec![Rational::new(1, 2).unwrap(); 2]]);
        assert_eq!(certify(&payoffs, &even), Some(Certificate::Exact), "{one}");
    }
}

/// A tie that algebra does not see is never called anything but open.
#[test]
fn unsettled_signs_are_said() {
    for (one, other) in [
        ("exp(1) * exp(1)", "exp(2)"),
        ("log(6)", "log(2) + log(3)"),
        ("sqrt(2) * sqrt(3)", "sqrt(6)"),
    ] {
        let model = choice(&[one, other]);
        let payoffs = payoffs(&model);
        let all = everything(&payoffs);
        assert_eq!(payoffs.compare(0, 0, 1), None, "{one}");
        assert_eq!(payoffs.sign(0, &[(0, Rational::one()), (1, Rational::minus_one())]), None);
        for strategy in 0..2 {
            let found = standing(&payoffs, 0, strategy, &all, Among::Mixtures);
            assert!(!found.open.is_empty() && found.dominated.is_none(), "{one}: {found:?}");
        }
        let left = eliminate(&payoffs, Kind::Strict, Among::Mixtures, &all);
        assert_eq!(left.survivors, all, "{one}");
        assert_eq!(left.unsettled, [(0, 0), (0, 1)], "{one}");
        let target = vec![0];
        for kind in [
            QueryKind::Dominant { player: 0, target: target.clone() },
            QueryKind::BestResponse { player: 0, target: target.clone() },
            QueryKind::Dominated { player: 0, target },
        ] {
            assert_eq!(ask(&model, kind), Answer::Open(Open::Unsettled), "{one}");
        }
        // The profile is an ε-equilibrium with an ε that nobody could tell from 0, not more
        match certify(&payoffs, &Profile::pure(&[2], &[0])) {
            Some(Certificate::Regret(regret)) => {
                assert!(regret < Rational::integer(10).powi(-100).unwrap(), "{one}: {regret}");
            }
            other => panic!("{one}: {other:?}"),
        }
        let solved = solve(&payoffs, None, &Settings::default()).unwrap();
        assert_ne!(solved.is_unique(), Some(true), "{one}");
        assert_ne!(solved.outcome.coverage, Coverage::All, "{one}");
    }
}

/// Differences far below what floats can tell are settled by narrowing.
#[test]
fn narrowing_settles_small_differences() {
    // e to 45 digits, cut off: below e by less than 10⁻⁴⁴
    let below = "2.71828182845904523536028747135266249775724709";
    let above = "2.71828182845904523536028747135266249775724710";
    for (number, sign) in [(below, Sign::Positive), (above, Sign::Negative)] {
        let model = choice(&["exp(1)", number]);
        let payoffs = payoffs(&model);
        let gain = [(0, Rational::one()), (1, Rational::minus_one())];
        assert_eq!(payoffs.sign(0, &gain), Some(sign), "{number}");
        let (low, high) = payoffs.bounds(0, &gain).unwrap();
        assert!(high.abs() < Rational::integer(10).powi(-43).unwrap());
        assert_eq!(low.signum(), high.signum(), "{number}");
        let better = usize::from(sign == Sign::Negative);
        let solved = solve(&payoffs, None, &Settings::default()).unwrap();
        assert_eq!(solved.is_unique(), Some(true), "{number}");
        assert_eq!(solved.outcome.equilibria[0].profile.as_pure(), Some(vec![better]));
        let dominant = QueryKind::Dominant { player: 0, target: vec![better] };
        assert_eq!(ask(&model, dominant), Answer::Yes);
        // With too few bits the same difference is open
        let coarse = model.at(&Assignment::of(&model), 64).unwrap();
        assert_eq!(coarse.sign(0, &gain), None, "{number}");
    }
}
