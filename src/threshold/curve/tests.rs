//! Curves that are known, and curves against lines at other values.

use proptest::prelude::*;

use super::{Along, Curve, Curves, curves};
use crate::answer::{Condition, Decision};
use crate::format::{Limits, read};
use crate::formula::Text;
use crate::model::{Assignment, Axis, Model, parse_query};
use crate::nash::Settings;
use crate::num::{Rational, Ring};
use crate::text::Source;
use crate::threshold::{Asked, Change, Line, line};

fn model(payoffs: &str) -> Model {
    let file = format!(
        "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\nb = [\"l\", \"r\"]\n\
         [params]\nk = 1\nm = 1\n{payoffs}"
    );
    read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model
}

fn condition(model: &Model, query: &str) -> Condition {
    let mut problems = Vec::new();
    let text = Text::standalone("query", query);
    Condition::of(parse_query(&text, &model.scope(&[]), &[], &mut problems).unwrap())
}

fn number(text: &str) -> Rational {
    text.parse().unwrap()
}

/// What is asked, and what to do with the question: thresholds of k in `[0, 8]`, as m moves.
fn ask<R>(model: &Model, condition: &Condition, f: impl Fn(Asked<'_>) -> R) -> R {
    let (low, high) = (Rational::zero(), Rational::integer(8));
    f(Asked {
        model,
        point: &Assignment::of(model),
        parameter: 0,
        low: &low,
        high: &high,
        condition,
        budget: 300,
        max_bits: 512,
        settings: &Settings::default(),
    })
}

/// The curves for m from `low` to `high`.
fn found(model: &Model, condition: &Condition, ends: (&str, &str), values: usize) -> Curves {
    traced(model, condition, ends, (values, 10_000))
}

fn traced(
    model: &Model,
    condition: &Condition,
    (low, high): (&str, &str),
    (values, part): (usize, usize),
) -> Curves {
    let other = Axis { parameter: 1, low: number(low), high: number(high) };
    let rest = Rational::share(1, part);
    ask(model, condition, |asked| {
        curves(&Along { asked, other: &other, values, most: super::VALUES, rest: &rest }).unwrap()
    })
}

/// Each curve solved for k at `m`.
fn solved(found: &Curves, m: &str) -> Vec<Option<Rational>> {
    let value = |curve: &super::Curve| {
        let m = number(m);
        let formula = curve.formulas.iter().find(|f| f.from <= m && m <= f.to)?;
        let fraction = formula.solved()?;
        let mut value = fraction.over.at(&m);
        value /= &fraction.under.at(&m);
        Some(value)
    };
    found.curves.iter().map(value).collect()
}

#[test]
fn a_quotient_is_solved() {
    let game = model("[payoff]\na = \"a.x * (k * (m + 1) - 3)\"\nb = \"0\"");
    let found = found(&game, &condition(&game, "dominant(a, x)"), ("0", "5"), 6);
    assert!(found.is_complete() && found.rest.is_zero() && found.events.is_empty());
    assert_eq!(solved(&found, "1/2"), [Some(Rational::integer(2))]);
    let [curve] = &found.curves[..] else { panic!("{:?}", found.curves) };
    assert!(curve.alone && curve.points.len() == found.values.len());
    assert_eq!((&curve.before, &curve.after), (&Some(Decision::No), &Some(Decision::Yes)));
    assert_eq!(found.values[1].changes[0].low, number("3/2"));
}

/// The greater of m and 4 − m: the curve goes on as another one at 2, which is no value asked for, then one.
#[test]
fn where_two_curves_meet_is_exact() {
    let game = model("[payoff]\na = \"a.x * if(b.l, k - m, k + m - 4)\"\nb = \"0\"");
    for values in [4, 5] {
        let found = found(&game, &condition(&game, "dominant(a, x)"), ("0", "4"), values);
        assert!(found.is_complete(), "{:?}", found.rest);
        assert_eq!(found.curves.len(), 2);
        let [event] = &found.events[..] else { panic!("{:?}", found.events) };
        assert_eq!(event.value.as_ref().unwrap().exact(), Some(&Rational::integer(2)));
        assert_eq!((&event.ends[..], &event.begins[..]), (&[0][..], &[1][..]));
        assert_eq!(solved(&found, "1"), [Some(Rational::integer(3)), None]);
        assert_eq!(solved(&found, "3"), [None, Some(Rational::integer(3))]);
    }
}

/// A circle of radius 3: both halves end where it turns back.
#[test]
fn curves_that_turn_back_end_together() {
    let game = model("[payoff]\na = \"a.x * ((k - 4)^2 + m^2 - 9)\"\nb = \"0\"");
    let found = found(&game, &condition(&game, "dominant(a, x)"), ("1", "5"), 5);
    assert!(found.is_complete(), "{}", found.rest);
    assert_eq!((found.curves.len(), found.events.len()), (2, 1));
    let event = &found.events[0];
    assert_eq!(event.value.as_ref().unwrap().exact(), Some(&Rational::integer(3)));
    assert_eq!((event.ends.len(), event.begins.len()), (2, 0));
    let formula = &found.curves[0].formulas[0];
    assert!(formula.solved().is_none() && formula.zero == found.curves[1].formulas[0].zero);
    assert!(formula.zero.at_x(&Rational::integer(4)).at(&Rational::integer(3)).is_zero());
}

#[test]
fn curves_leave_the_range() {
    let game = model("[payoff]\na = \"a.x * (k * m - 4)\"\nb = \"0\"");
    let found = found(&game, &condition(&game, "best_response(a, x)"), ("1/8", "3"), 5);
    assert!(found.is_complete());
    let [event] = &found.events[..] else { panic!("{:?}", found.events) };
    assert_eq!(event.value.as_ref().unwrap().exact(), Some(&number("1/2")));
    assert_eq!((event.ends.len(), event.begins.len()), (0, 1));
}

#[test]
fn exponentials_have_curves_without_formulas() {
    let game = model("[payoff]\na = \"a.x * (exp(k) - 3 * m)\"\nb = \"0\"");
    let found = found(&game, &condition(&game, "dominant(a, x)"), ("1/2", "9"), 6);
    assert!(found.is_complete() && found.curves.len() == 1);
    let curve = &found.curves[0];
    assert!(curve.alone && curve.formulas.is_empty() && curve.pair.is_some());
    for &(value, change) in &curve.points {
        let value = &found.values[value];
        let known = (3.0 * value.at.nearest_f64()).ln();
        assert!((value.changes[change].low.nearest_f64() - known).abs() < 1e-12);
    }
}

/// Kinks leave a curve the same; each side has its formula.
#[test]
fn formulas_turn_at_kinks() {
    let game = model("[payoff]\na = \"a.x * (k - max(m, 3 / 2))\"\nb = \"0\"");
    for values in [3, 4] {
        let found = found(&game, &condition(&game, "dominant(a, x)"), ("0", "3"), values);
        assert!(found.is_complete() && found.events.is_empty(), "{:?}", found.rest);
        let [curve] = &found.curves[..] else { panic!("{:?}", found.curves) };
        assert_eq!(curve.formulas.len(), 2);
        assert_eq!(curve.formulas[0].to, number("3/2"));
        assert_eq!(solved(&found, "1"), [Some(number("3/2"))]);
        assert_eq!(solved(&found, "2"), [Some(number("2"))]);
    }
}

/// Where payoffs jump nothing is equal, but the change is there.
#[test]
fn jumps_are_told_as_such() {
    let game = model("[payoff]\na = \"a.x * if(k < m, 1, -1)\"\nb = \"0\"");
    let found = found(&game, &condition(&game, "dominant(a, x)"), ("1", "3"), 3);
    let [curve] = &found.curves[..] else { panic!("{:?}", found.curves) };
    assert!(!curve.alone && curve.pair.is_none() && curve.points.len() >= 3);
    assert_eq!((&curve.before, &curve.after), (&Some(Decision::Yes), &Some(Decision::No)));
}

/// Two differences that are 0 on the same curve, one a multiple of the other, which grows with m.
#[test]
fn multiples_are_one_curve() {
    let game = model("[payoff]\na = \"a.x * (k - m) * if(b.l, 1, -2 - m)\"\nb = \"0\"");
    let found = found(&game, &Condition::PureEquilibria, ("1", "5"), 5);
    assert!(found.is_complete() && found.events.is_empty(), "{:?}", found.events);
    assert_eq!(solved(&found, "2"), [Some(Rational::integer(2))]);
}

/// Below 0 there are no payoffs: a part of the range like others, with one border.
#[test]
fn where_payoffs_have_no_value_is_a_part() {
    let game = model("[payoff]\na = \"a.x * (log(k - 1) - m / 8)\"\nb = \"0\"");
    let found = found(&game, &condition(&game, "dominant(a, x)"), ("0", "2"), 3);
    let sides = found.curves.iter().map(|curve| (curve.before.clone(), curve.after.clone()));
    let (no, yes) = (Some(Decision::No), Some(Decision::Yes));
    let border = (Some(Decision::Undefined), no.clone());
    assert_eq!(sides.collect::<Vec<_>>(), [border, (no, yes)]);
    assert!(found.proved && found.rest.is_zero() && found.events.is_empty());
}

/// The boss inspects with probability e / log(w) if w is above 1.5, where payoffs tie; e is 1.
#[test]
fn mixtures_have_curves_but_near_where_they_meet() {
    let file = "format = 1\n[game]\nname = \"g\"\n[players]\nboss = [\"inspect\", \"trust\"]\n\
                worker = [\"work\", \"shirk\"]\n[params]\nw = 3\ne = 0.4\n[payoff]\n\
                boss = \"if(worker.work, 8 - w, if(boss.inspect, -1, -w)) - boss.inspect / 2\"\n\
                worker = \"if(worker.work, log(w) - e, if(boss.inspect, 0, log(w)))\"\n";
    let game = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
    let Condition::Above(query, _) = condition(&game, "probability(boss, inspect)") else {
        panic!()
    };
    let condition = Condition::Above(query, number("1/2"));
    let other = Axis { parameter: 1, low: number("1/10"), high: number("3/10") };
    let (low, high) = (number("1"), number("2"));
    let asked = Asked {
        model: &game,
        point: &Assignment::of(&game),
        parameter: 0,
        low: &low,
        high: &high,
        condition: &condition,
        budget: 2000,
        max_bits: 128,
        settings: &Settings::default(),
    };
    let rest = Rational::share(1, 8);
    let along = Along { asked, other: &other, values: 3, most: 60, rest: &rest };
    let found = curves(&along).unwrap();
    assert!(found.proved, "{} of {}", found.rest, found.values.len());
    // Below log(1.5) / 2 the answer is no on both sides of 1.5, beyond it yes up to exp(2 e)
    let changes = found.curves.iter().filter(|curve| curve.is_change());
    let sides: Vec<_> = changes.map(|c| (c.before.clone(), c.after.clone())).collect();
    let (no, yes) = (Some(Decision::No), Some(Decision::Yes));
    assert_eq!(sides, [(no.clone(), yes.clone()), (yes, no.clone())]);
    let open = &found.curves[0];
    assert!(!open.is_change() && (open.before.clone(), open.after.clone()) == (no.clone(), no));
    let [event] = &found.events[..] else { panic!("{:?}", found.events) };
    let meeting = 1.5_f64.ln() / 2.0;
    assert!(event.low.nearest_f64() < meeting && meeting < event.high.nearest_f64());
    // No more values than allowed
    let found = curves(&Along { most: 4, ..along }).unwrap();
    assert!(found.values.len() == 4 && !found.is_complete());
}

/// At a double zero the answer is another one on the curve alone.
#[test]
fn double_zeros_are_curves() {
    let square = "(k - 1 - m / 4)^2";
    for (payoff, at) in [(square.to_owned(), "2"), (format!("{square} * max(m, 2)"), "2")] {
        let game = model(&format!("[payoff]\na = \"a.x * {payoff}\"\nb = \"0\""));
        let found = found(&game, &condition(&game, "dominant(a, x)"), ("0", "4"), 3);
        assert!(found.is_complete() && found.events.is_empty(), "{payoff}: {}", found.rest);
        let [curve] = &found.curves[..] else { panic!("{payoff}: {:?}", found.curves) };
        assert!(curve.alone && curve.is_change(), "{payoff}");
        assert_eq!((&curve.before, &curve.after), (&Some(Decision::Yes), &Some(Decision::Yes)));
        assert_eq!(curve.at, Some(Decision::No));
        // No change at all of what is no worse on the curve either
        let best = condition(&game, "best_response(a, x)");
        let traced = traced(&game, &best, ("0", "4"), (3, 10_000));
        assert!(traced.curves.is_empty() && traced.is_complete(), "{payoff} {at}");
    }
}

/// Both payoffs and what they are compared with are functions: the curve is exact.
#[test]
fn payoffs_above_a_number_have_curves() {
    let game = model("[payoff]\na = \"k - m^2\"\nb = \"2 * k\"");
    for (query, at_two) in [("payoff(a)", "11/2"), ("welfare()", "11/6")] {
        let query = condition(&game, &format!("{query} given a = x, b = l"));
        let Condition::Above(query, _) = query else { panic!() };
        let found = found(&game, &Condition::Above(query, number("3/2")), ("0", "2"), 3);
        assert!(found.is_complete() && found.is_level);
        assert_eq!(solved(&found, "2"), [Some(number(at_two))]);
        assert!(found.curves[0].pair.is_none() && found.curves[0].alone);
    }
}

#[test]
fn gains_above_a_number_have_curves_of_their_own() {
    let game = model("[payoff]\na = \"a.x * (k - m^2)\"\nb = \"0\"");
    let Condition::Above(query, _) = condition(&game, "gain(a, x)") else { panic!() };
    let found = found(&game, &Condition::Above(query, number("3/2")), ("0", "2"), 3);
    assert!(found.is_complete());
    assert_eq!(solved(&found, "2"), [Some(number("11/2"))]);
}

/// A term of a payoff in both parameters.
fn term() -> impl Strategy<Value = String> {
    let number = || -6_i64..7;
    prop_oneof![
        (number(), number()).prop_map(|(a, b)| format!("{a} * k + {b} * m")),
        (number(), number()).prop_map(|(a, b)| format!("{a} * k * m + {b}")),
        (number(), number()).prop_map(|(a, b)| format!("{a} * k^2 + {b} * m")),
        (number(), number()).prop_map(|(a, b)| format!("{a} * m / (k + 1) + {b}")),
        (number(), number()).prop_map(|(a, b)| format!("min({a} * k, {b} + m)")),
        (number(), number()).prop_map(|(a, b)| format!("{a} * exp(k / 4) + {b} * m")),
    ]
}

fn told(line: &Line) -> Vec<(Option<Decision>, Option<Decision>)> {
    let changes = line.changes().into_iter().filter(Change::is_certain);
    changes.map(|change| (change.before, change.after)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Wherever curves are proved, a line at any other value has the same changes in the same order, where the formulas
    /// say, and exact answers on both sides are those of the curves.
    #[test]
    fn lines_between_agree(
        terms in prop::collection::vec(term(), 4),
        which in 0_usize..3,
        places in prop::collection::vec(0_i64..1000, 6),
    ) {
        let rows = format!(
            "[table.matrix]\na = [[\"{}\", \"{}\"], [\"{}\", \"{}\"]]\nb = [[\"k\", \"m\"], [\"1\", \"2\"]]",
            terms[0], terms[1], terms[2], terms[3]
        );
        let game = model(&rows);
        let condition = match which {
            0 => condition(&game, "dominant(a, x)"),
            1 => condition(&game, "gain(a, y)"),
            _ => Condition::PureEquilibria,
        };
        let found = traced(&game, &condition, ("0", "4"), (5, 200));
        for place in places {
            let m = Rational::new(4 * place, 999).unwrap();
            let left = found.values.iter().rposition(|value| value.at <= m).unwrap();
            let left = left.min(found.values.len() - 2);
            let (from, to) = (&found.values[left], &found.values[left + 1]);
            let inside = |low: &Rational, high: &Rational| *low <= from.at && to.at <= *high;
            let open = found.open.iter().any(|(low, high)| inside(low, high))
                || found.events.iter().any(|event| inside(&event.low, &event.high));
            if open || m == from.at || m == to.at {
                continue;
            }
            let mut point = Assignment::of(&game);
            point.set(1, m.clone());
            let here = ask(&game, &condition, |asked| line(&Asked { point: &point, ..asked }).unwrap());
            prop_assert_eq!(told(&here), told(&from.line), "at {} {:?}", m, terms);
            for (number, change) in here.changes().iter().filter(|c| c.is_certain()).enumerate() {
                let curve = found.curve_at(left, number).unwrap();
                let curve = found.curves.iter().rposition(|c| {
                    c.points.contains(&(left, number)) && c.points.contains(&(left + 1, number))
                }).unwrap_or(curve);
                let formulas = &found.curves[curve].formulas;
                let formula = formulas.iter().find(|f| f.from <= from.at && to.at <= f.to);
                let Some(formula) = formula else { continue };
                let zero = formula.zero.swapped().at_x(&m);
                if change.low == change.high {
                    prop_assert!(zero.at(&change.low).is_zero());
                } else {
                    prop_assert_eq!(zero.sign_at(&change.low), zero.sign_at(&change.high).opposite());
                }
            }
        }
    }
}

/// Where no value of the parameter makes a game the answer is that there is none, and the others are what they are.
#[test]
fn values_without_a_game_are_answers() {
    let model = model("[payoff]\na = \"a.x * (k + log(m) - 2)\"\nb = \"0\"\n");
    let condition = condition(&model, "dominant(a, x)");
    let end = found(&model, &condition, ("0", "4"), 5);
    let lacking: Vec<bool> = end.values.iter().map(|value| value.lacks.is_some()).collect();
    assert!(lacking[0] && !lacking[1..].contains(&true), "{lacking:?}");
    assert_eq!(end.values[0].line.at(&number("3")), Some(Decision::Undefined));
    assert!(end.rest < Rational::new(1, 100).unwrap(), "{:?}", end.rest);
    assert!(end.curves.iter().all(Curve::is_change) && !end.curves.is_empty());
    // Nowhere up to 0, and what lies between is proved, too
    let half = found(&model, &condition, ("-4", "4"), 9);
    assert!(
        half.values.iter().all(|value| value.lacks.is_some() == (value.at <= Rational::zero()))
    );
    assert!(half.rest < Rational::new(1, 100).unwrap(), "{:?}", half.rest);
}
