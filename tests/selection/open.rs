//! What cannot be settled is said, and enclosed payoffs are judged like rational ones.

use crate::common::{model, payoffs};
use equil::certify::Certificate;
use equil::game::{Payoffs, Profile};
use equil::num::{Rational, Ring};
use equil::selection::{Answer, Candidate, Reason, Verdict, p_dominance, select};

use crate::judged::criterion;

/// A coordination game in which going over gains `p` at `a` and `q` at `b`.
fn coordination(p: &str, q: &str) -> Payoffs {
    payoffs(&model(&format!(
        "format = 1\n[game]\nname = \"g\"\n[players]\none = [\"a\", \"b\"]\nother = [\"a\", \"b\"]\n\
         [params]\nk = 2\n[define]\nzero = \"log(k) + log(3) - log(3 * k)\"\n[payoff]\n\
         one = \"one.a * other.a * ({p}) + one.b * other.b * ({q})\"\n\
         other = \"one.a * other.a * ({p}) + one.b * other.b * ({q})\"\n"
    )))
}

fn judged(payoffs: &Payoffs, pure: &[[usize; 2]], name: &str) -> Vec<Verdict> {
    let profiles: Vec<Profile<Rational>> = pure.iter().map(|p| Profile::pure(&[2, 2], p)).collect();
    let candidates: Vec<Candidate<'_>> = profiles
        .iter()
        .map(|profile| Candidate { profile, certificate: &Certificate::Exact })
        .collect();
    select(payoffs, &candidates, criterion(name), &|| true).unwrap()
}

#[test]
fn irrational_payoffs_are_judged() {
    use Answer::{No, Yes};
    // log 2 < log 3; and equal, though written differently
    for (p, q, name, expected) in [
        ("log(k)", "log(3)", "strict", [Yes, Yes]),
        ("log(k)", "log(3)", "undominated", [Yes, Yes]),
        ("log(k)", "log(3)", "risk-dominant", [No, Yes]),
        ("log(k)", "log(3)", "p-dominant", [No, Yes]),
        ("log(k)", "log(3)", "payoff-dominant", [No, Yes]),
        ("log(k)", "log(3)", "max-welfare", [No, Yes]),
        ("log(k)", "log(k)", "max-welfare", [Yes, Yes]),
        ("log(k)", "log(k)", "risk-dominant", [No, No]),
        ("log(k)", "0 * k", "undominated", [Yes, No]),
    ] {
        let payoffs = coordination(p, q);
        assert!(payoffs.rational().is_none());
        let found = judged(&payoffs, &[[0, 0], [1, 1]], name);
        assert_eq!([found[0].answer, found[1].answer], expected, "{p}, {q}: {name}");
    }
    let (low, high) = p_dominance(&coordination("log(k)", "log(3)"), 3).unwrap()[0].clone();
    let expected = 2_f64.ln() / 6_f64.ln();
    assert!(low < high && (low.nearest_f64() - expected).abs() < 1e-9, "{low} {high}");
}

#[test]
fn what_cannot_be_settled_is_open() {
    let open = Verdict { answer: Answer::Open, reason: Reason::Unsettled };
    // The second is 10^400 · 0 more or less than the first
    let payoffs = coordination("1", "1 + 10^400 * zero");
    for name in ["payoff-dominant", "pareto-efficient", "max-welfare", "risk-dominant"] {
        assert_eq!(
            judged(&payoffs, &[[0, 0], [1, 1]], name),
            [open.clone(), open.clone()],
            "{name}"
        );
    }
    let payoffs = coordination("1", "10^400 * zero");
    for name in ["strict", "quasi-strict"] {
        let found = judged(&payoffs, &[[0, 0], [1, 1]], name);
        assert_eq!(found[1], open, "{name}");
    }
    // Not an equilibrium that is proved to be one
    let profile = Profile::pure(&[2, 2], &[0, 1]);
    let certificate = Certificate::Regret(Rational::one());
    let candidates = [Candidate { profile: &profile, certificate: &certificate }];
    let found = select(&payoffs, &candidates, criterion("strict"), &|| true).unwrap();
    assert_eq!(found, [Verdict { answer: Answer::Open, reason: Reason::NotProved }]);
    let certain = [Candidate { profile: &profile, certificate: &Certificate::Exact }];
    let found = select(&payoffs, &certain, criterion("strict"), &|| false).unwrap();
    assert_eq!(found[0].reason, Reason::Stopped);
}
