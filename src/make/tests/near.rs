//! Other parameters.

use super::*;
use crate::format::{Limits, read};
use crate::model::{Assignment, Axis, Model, Query, QueryKind};
use crate::nash::Settings;
use crate::text::Source;

fn model(file: &str) -> Model {
    read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model
}

fn near(model: &Model, kind: QueryKind, metric: Metric, margin: i64) -> Nearest {
    let moving: Vec<Axis> = model
        .parameters
        .iter()
        .enumerate()
        .filter_map(|(parameter, p)| {
            let (low, high) = p.range.clone()?;
            Some(Axis { parameter, low, high })
        })
        .collect();
    let settings = Settings::default();
    nearest(&Near {
        model,
        point: &Assignment::of(model),
        moving: &moving,
        query: &Query { kind, given: vec![] },
        margin: &Rational::integer(margin),
        metric,
        max_bits: 1024,
        settings: &settings,
    })
    .unwrap()
}

fn values(found: &Nearest) -> Vec<String> {
    found.values.iter().flatten().map(ToString::to_string).collect()
}

fn dominant(target: &[usize]) -> QueryKind {
    QueryKind::Dominant { player: 0, target: target.to_vec() }
}

/// A linear public good: contributing is dominant above r = N.
#[test]
fn a_public_good_needs_a_return_above_the_number_of_players() {
    let good = model(
        "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"give\", \"keep\"]\nb = [\"give\", \"keep\"]\n\
         c = [\"give\", \"keep\"]\n[params]\nr = { value = 2, range = [0, 5] }\n\
         [payoff]\na = \"r / 3 * (a.give + b.give + c.give) - a.give\"\nb = \"0\"\nc = \"0\"\n",
    );
    for metric in [Metric::Sum, Metric::Greatest] {
        let found = near(&good, dominant(&[0]), metric, 0);
        assert_eq!(values(&found), ["3"]);
        assert_eq!((found.distance.clone(), found.found), (Rational::new(1, 5), Found::Exactly));
        assert_eq!(found.distance, Some(found.at_least.clone()));
        assert!(!found.holds, "at it all profiles are as good");
    }
    // A margin of 1 needs r = 6
    let found = near(&good, dominant(&[0]), Metric::Sum, 1);
    assert!(found.nowhere && found.values.is_none());
}

/// Releases that spill over: a + b k − c against d k, with k others that release.
const RELEASE: &str = "format = 1\n[game]\nname = \"g\"\n[players]\nf1 = [\"open\", \"closed\"]\n\
    f2 = [\"open\", \"closed\"]\nf3 = [\"open\", \"closed\"]\n[params]\na = { value = 1, range = [0, 4] }\n\
    b = { value = 1, range = [0, 2] }\nc = { value = 2, range = [0, 4] }\nd = { value = 0.5, range = [0, 2] }\n\
    [define]\nk = \"f2.open + f3.open\"\n[payoff]\nf1 = \"f1.open * (a + b * k - c) + f1.closed * d * k\"\n\
    f2 = \"0\"\nf3 = \"0\"\n";

/// Two facets: a − c > 0 and a − c + 2 (b − d) > 0.
#[test]
fn spill_over_has_two_facets() {
    let release = model(RELEASE);
    let found = near(&release, dominant(&[0]), Metric::Sum, 0);
    assert_eq!((found.distance, found.found), (Rational::new(1, 4), Found::Exactly));
    // Both a and c by a half
    let found = near(&release, dominant(&[0]), Metric::Greatest, 0);
    assert_eq!(values(&found), ["3/2", "1", "3/2", "1/2"]);
    assert_eq!(found.distance, Rational::new(1, 8));
    // With a margin, at the point itself
    let found = near(&release, dominant(&[0]), Metric::Sum, 1);
    assert_eq!((found.distance, found.holds), (Rational::new(1, 2), true));
}

/// Strictly better than what is the same: nowhere, though as good everywhere.
#[test]
fn what_can_only_tie_is_nowhere_dominant() {
    let tie = model(
        "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\nb = [\"l\", \"r\"]\n\
         [params]\nk = { value = -1, range = [-2, 2] }\n[payoff]\na = \"a.x * b.l * k\"\nb = \"0\"\n",
    );
    let found = near(&tie, dominant(&[0]), Metric::Sum, 0);
    assert!(found.nowhere);
    let weakly = QueryKind::BestResponse { player: 0, target: vec![0] };
    assert_eq!(values(&near(&tie, weakly, Metric::Sum, 0)), ["0"]);
}

/// A class: which member is best may differ from case to case.
#[test]
fn a_class_takes_the_nearer_member() {
    let class = model(
        "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\", \"z\"]\nb = [\"l\", \"r\"]\n\
         [params]\ns = { value = 0, range = [0, 10] }\nt = { value = 0, range = [0, 10] }\n\
         [payoff]\na = \"a.x * s + a.y * (t - 1) + a.z * (1 + 2 * b.r)\"\nb = \"0\"\n",
    );
    // x needs s = 3, y needs t = 4; one of them is enough
    let found = near(&class, dominant(&[0, 1]), Metric::Sum, 0);
    assert_eq!(
        (values(&found), found.found),
        (vec!["3".to_owned(), "0".to_owned()], Found::Exactly)
    );
}

/// k² and more: no linear program, but a witness that is checked, and a bound.
#[test]
fn curved_payoffs_are_searched() {
    let curved = model(
        "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n[params]\n\
         k = { value = 0, range = [0, 4] }\n[payoff]\na = \"a.x * (k^2 - 2)\"\n",
    );
    let found = near(&curved, dominant(&[0]), Metric::Sum, 0);
    assert!(found.holds && found.found == Found::Searched);
    let root = 2_f64.sqrt() / 4.0;
    let distance = found.distance.unwrap().nearest_f64();
    assert!(distance > root && distance < root + 1e-6, "{distance}");
    assert!(found.at_least.nearest_f64() <= root && found.at_least.nearest_f64() > root - 1e-3);
}

#[test]
fn iterated_dominance_is_searched() {
    let release = model(RELEASE);
    let kind = QueryKind::IteratedDominant { player: 0, target: vec![0] };
    let found = near(&release, kind, Metric::Sum, 0);
    assert!(found.holds);
    // The others' strategies are all as good, so that nothing less does than dominance
    let distance = found.distance.unwrap();
    assert!(distance > Rational::share(1, 4) && distance < Rational::share(26, 100));
}
