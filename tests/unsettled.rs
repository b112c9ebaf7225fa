//! What cannot be settled is said, and never taken for settled.

use equil::answer::{Answer, Open, answer};
use equil::dominance::{Among, Kind, cases, eliminate, orders, standing};
use equil::format::{Limits, read};
use equil::game::{Payoffs, Support};
use equil::model::{Assignment, Model};
use equil::nash::Settings;
use equil::num::Sign;
use equil::text::Source;
use proptest::prelude::*;

/// A game of `p` against `q` (two strategies), with these strategies and payoffs of `p`. `zero` is a
/// parameter formula that is 0, though no precision and no algebra here can tell.
fn game(payoffs: &[(&str, &str)], q: &str, extra: &str) -> Model {
    let names: Vec<String> = payoffs.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let rules: Vec<String> =
        payoffs.iter().map(|(name, formula)| format!("{name} = \"{formula}\"")).collect();
    let text = format!(
        "format = 1\n[game]\nname = \"g\"\n[players]\np = [{}]\nq = [\"x\", \"y\", \"z\"]\n\
         [params]\nk = 2\n[define]\nzero = \"log(k) + log(3) - log(3 * k)\"\n\
         [payoff.p]\n{}\n[payoff]\nq = \"{q}\"\n{extra}",
        names.join(", "),
        rules.join("\n"),
    );
    let source = Source::new("g.game.toml", text);
    read(&source, &Limits::default()).unwrap_or_else(|p| panic!("{p:#?}")).model
}

fn payoffs(model: &Model) -> Payoffs {
    model.at(&Assignment::of(model), 256).unwrap()
}

fn everything(payoffs: &Payoffs) -> Vec<Support> {
    payoffs.shape().strategies().iter().map(|&count| (0..count).collect()).collect()
}

/// `c` is 2 exactly and beats `a` everywhere, but nobody can prove it at this precision.
const HIDDEN: [(&str, &str); 3] = [("a", "1"), ("b", "0"), ("c", "2 + 10^400 * zero")];

#[test]
fn a_rival_that_cannot_be_placed_leaves_the_case_open() {
    let model = game(&HIDDEN, "0", "[claim.c]\nholds = \"dominant(p, a)\"");
    let payoffs = payoffs(&model);
    let found = cases(&payoffs, 0, &[0], &everything(&payoffs)).unwrap();
    assert_eq!((found.count(Sign::Positive), found.unsettled()), (0, 3));
    let query = &model.claims[0].query;
    let said = answer(&model, &Assignment::of(&model), query, 256, &Settings::default()).unwrap();
    assert_eq!(said, Answer::Open(Open::Unsettled));
    // Against what can be placed, the sign is known
    let found = cases(&payoffs, 0, &[1], &everything(&payoffs)).unwrap();
    assert_eq!(found.count(Sign::Negative), 3);
}

#[test]
fn an_order_over_unsettled_strategies_is_not_complete() {
    let model = game(&HIDDEN, "0", "");
    let payoffs = payoffs(&model);
    let all = everything(&payoffs);
    assert!(!eliminate(&payoffs, Kind::Strict, Among::Mixtures, &all).unsettled.is_empty());
    assert!(!orders(&payoffs, Kind::Strict, Among::Mixtures, &all, 100).complete);
}

#[test]
fn stronger_kinds_stay_open_where_a_rival_cannot_be_placed() {
    let rules = [("s", "0"), ("t", "0"), ("u", "1 + 10^400 * zero")];
    let model = game(&rules, "0", "");
    let payoffs = payoffs(&model);
    for among in [Among::Pure, Among::Mixtures] {
        let found = standing(&payoffs, 0, 0, &everything(&payoffs), among);
        assert!(!found.is_settled(Kind::Strict) && !found.is_settled(Kind::Weak), "{among:?}");
        assert!(found.is_settled(Kind::VeryWeak), "{among:?}");
    }
}

/// Another player's irrational payoffs take nothing from what is known of this player's.
#[test]
fn weak_dominance_by_mixtures_does_not_depend_on_others_payoffs() {
    let rules = [("s", "0"), ("t", "0"), ("u", "3 * q.y - q.z"), ("w", "3 * q.z - q.y")];
    for others in ["1", "exp(1)"] {
        let model = game(&rules, others, "");
        let payoffs = payoffs(&model);
        let found = standing(&payoffs, 0, 0, &everything(&payoffs), Among::Mixtures);
        assert_eq!(found.dominated.as_ref().map(|(kind, _)| *kind), Some(Kind::Weak), "{others}");
        assert!(found.open.is_empty(), "{others}");
    }
}

#[test]
fn payoffs_that_cannot_be_enclosed_are_an_error() {
    for formula in ["-exp(exp(exp(1000)))", "sqrt(zero)"] {
        let model = game(&[("a", formula), ("b", "0")], "0", "");
        let error = model.at(&Assignment::of(&model), 256).unwrap_err();
        assert!(error.to_string().contains("could not be shown to have a value"), "{error}");
    }
}

#[test]
fn a_profile_outside_the_given_game_is_no_equilibrium_of_it() {
    let claims = "[claim.out]\nfails = \"nash(p = a, q = x) given p = b\"\n\
                  [claim.in]\nholds = \"nash(p = b, q = x) given p = b\"";
    let model = game(&[("a", "1"), ("b", "0")], "0", claims);
    for claim in &model.claims {
        let point = Assignment::of(&model);
        let tested = equil::claims::test(&model, claim, &point, 256, &Settings::default());
        assert_eq!(tested.verdict, equil::claims::Verdict::Holds, "{}", claim.name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// The same game, once with another player's payoffs made irrational: what is known of this
    /// player's strategies stays the same.
    #[test]
    fn others_irrational_payoffs_change_no_standing(
        p in prop::collection::vec(-2..3_i64, 12),
        q in prop::collection::vec(-2..3_i64, 12),
    ) {
        let rows = |numbers: &[i64], wrap: &dyn Fn(i64) -> String| {
            let rows: Vec<String> = numbers
                .chunks(3)
                .map(|row| row.iter().map(|x| wrap(*x)).collect::<Vec<_>>().join(", "))
                .collect();
            format!("[[{}]]", rows.join("], ["))
        };
        let text = |wrap: &dyn Fn(i64) -> String| format!(
            "format = 1\n[game]\nname = \"g\"\n[players]\np = [\"a\", \"b\", \"c\", \"d\"]\n\
             q = [\"x\", \"y\", \"z\"]\n[table.matrix]\np = {}\nq = {}\n",
            rows(&p, &|x| x.to_string()),
            rows(&q, wrap),
        );
        let load = |text: String| {
            payoffs(&read(&Source::new("g.game.toml", text), &Limits::default()).unwrap().model)
        };
        let rational = load(text(&|x| x.to_string()));
        let enclosed = load(text(&|x| format!("\"exp(1) + {x}\"").replace("+ -", "- ")));
        prop_assert!(enclosed.rational().is_none());
        let all = everything(&rational);
        for strategy in 0..4 {
            let [one, other] = [&rational, &enclosed]
                .map(|payoffs| standing(payoffs, 0, strategy, &all, Among::Mixtures));
            let kind = |s: &equil::dominance::Standing| s.dominated.as_ref().map(|(kind, _)| *kind);
            prop_assert_eq!(kind(&one), kind(&other));
            prop_assert!(one.open.is_empty() && other.open.is_empty());
        }
        // Adding the same number to all of q's payoffs changes nothing for q either, but for what
        // only an exact program could settle
        for strategy in 0..3 {
            let [one, other] = [&rational, &enclosed]
                .map(|payoffs| standing(payoffs, 1, strategy, &all, Among::Mixtures));
            for (kind, _) in Kind::ALL {
                if other.is_settled(kind) {
                    prop_assert_eq!(
                        one.dominated_by(kind).is_some(),
                        other.dominated_by(kind).is_some()
                    );
                }
            }
        }
    }
}
