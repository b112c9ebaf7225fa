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
    nearest_from(model, kind, metric, margin, &[])
}

fn nearest_from(
    model: &Model,
    kind: QueryKind,
    metric: Metric,
    margin: i64,
    known: &[Known],
) -> Nearest {
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
        known,
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
    assert!(distance >= root && distance < root + 1e-6, "{distance}");
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

/// Better outside a circle of radius 1, which no straightened difference leads to from its centre.
const CIRCLE: &str = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"s\", \"t\"]\n[params]\n\
    x = { value = 0, range = [-2, 2] }\ny = { value = 0, range = [-2, 2] }\n\
    [payoff]\na = \"a.s * (1 - x^2 - y^2)\"\n";

#[test]
fn what_is_proved_and_what_is_found_meet_outside_a_circle() {
    let circle = model(CIRCLE);
    for (metric, least) in [(Metric::Sum, 0.25), (Metric::Greatest, 0.5_f64.sqrt() / 4.0)] {
        let found = near(&circle, dominant(&[1]), metric, 0);
        let (far, bound) = (found.distance.unwrap().nearest_f64(), found.at_least.nearest_f64());
        assert!(bound <= least && least <= far, "{bound} {far}");
        assert!(far - bound < least / 20.0, "{metric:?}: {bound} {far}");
    }
}

#[test]
fn nothing_farther_than_a_known_point_is_told() {
    let circle = model(CIRCLE);
    let known = Known { values: [1, 0].map(Rational::integer).to_vec(), holds: false };
    let found = nearest_from(&circle, dominant(&[1]), Metric::Sum, 0, &[known]);
    assert_eq!((found.distance.clone(), found.holds), (Rational::new(1, 4), false));
    assert!(found.at_least <= Rational::share(1, 4) && found.at_least > Rational::share(24, 100));
    // It does not hold at this one, so it is not taken
    let wrong = Known { values: [0, 0].map(Rational::integer).to_vec(), holds: true };
    let found = nearest_from(&circle, dominant(&[1]), Metric::Sum, 0, &[wrong]);
    assert!(found.distance.unwrap() >= Rational::share(1, 4));
}

/// Below 3 wherever x and y are: the range of the product over the whole box is too wide to tell, its parts' are not.
#[test]
fn nowhere_is_proved_part_by_part() {
    let bounded = model(
        "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"s\", \"t\"]\n[params]\n\
         x = { value = 0, range = [0, 1] }\ny = { value = 0, range = [0, 1] }\n\
         [payoff]\na = \"a.s * (x * (1 - x) + y * (1 - y) - 0.52)\"\n",
    );
    let found = near(&bounded, dominant(&[0]), Metric::Sum, 0);
    assert!(found.nowhere && found.values.is_none() && !found.stopped);
}

#[test]
fn a_search_that_is_stopped_says_so_and_keeps_what_is_known() {
    let circle = model(CIRCLE);
    let point = Assignment::of(&circle);
    let moving: Vec<Axis> = [0, 1]
        .map(|parameter| {
            let (low, high) = circle.parameters[parameter].range.clone().unwrap();
            Axis { parameter, low, high }
        })
        .to_vec();
    let known = [Known { values: [2, 0].map(Rational::integer).to_vec(), holds: true }];
    let settings = Settings { watch: &|_, _| false, ..Settings::default() };
    let found = nearest(&Near {
        model: &circle,
        point: &point,
        moving: &moving,
        query: &Query { kind: dominant(&[1]), given: vec![] },
        margin: &Rational::zero(),
        metric: Metric::Sum,
        known: &known,
        max_bits: 1024,
        settings: &settings,
    })
    .unwrap();
    assert!(found.stopped);
    assert_eq!(found.distance, Rational::new(1, 2));
}
