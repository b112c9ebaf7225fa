use std::cmp::Ordering;

use proptest::prelude::*;

use super::*;
use crate::answer::Condition;
use crate::format::{Limits, read};
use crate::formula::Text;
use crate::model::{Assignment, Model, Query, QueryKind, parse_query};
use crate::nash::Settings;
use crate::text::Source;

/// More parameters than planes are looked for with.
const MANY: usize = 10;

fn model(first: &str, second: &str) -> Model {
    let parameter = |k: usize| format!("p{k} = {{ value = 1, range = [0, 3] }}");
    let list = (0..MANY).map(parameter).collect::<Vec<_>>().join("\n");
    let file = format!(
        "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n[params]\n{list}\n\
         [payoff.a]\nx = \"{first}\"\ny = \"{second}\"\n"
    );
    read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model
}

fn found<T>(model: &Model, then: impl FnOnce(&Radius, &dyn Fn(&[Rational]) -> Decision) -> T) -> T {
    let condition = Condition::of(Query {
        kind: QueryKind::Dominant { player: 0, target: vec![0] },
        given: vec![],
    });
    let axis = |parameter| Axis { parameter, low: Rational::zero(), high: Rational::integer(3) };
    let axes: Vec<Axis> = (0..MANY).map(axis).collect();
    let (point, settings) = (Assignment::of(model), Settings::default());
    let radius = radius(&Asked {
        model,
        point: &point,
        axes: &axes,
        condition: &condition,
        rest: &Rational::share(1, 100),
        budget: 400,
        by_priors: false,
        max_bits: 1024,
        settings: &settings,
    });
    let at = |x: &[Rational]| {
        let mut point = Assignment::of(model);
        for (axis, value) in x.iter().enumerate() {
            point.set(axis, value.clone());
        }
        condition.decide(&model.at(&point, 1024).unwrap(), &settings).unwrap()
    };
    then(&radius.unwrap(), &at)
}

/// A smooth term that is not affine.
fn term() -> impl Strategy<Value = String> {
    (0..MANY, 0..MANY, -3_i8..4, 0_u8..5).prop_map(|(i, j, a, kind)| match kind {
        0 => format!("({a}) * p{i} * p{j}"),
        1 => format!("({a}) * exp(p{i} / 4 - p{j} / 8)"),
        2 => format!("({a}) / (p{i} + p{j} + 1)"),
        3 => format!("({a}) * max(p{i}, p{j} - 1 / 2)"),
        _ => format!("({a}) * p{i}"),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Inside the box that is proved every point has the answer of the base point, the witness has another one, and lies no
    /// further away than is said.
    #[test]
    fn what_is_proved_holds(
        terms in prop::collection::vec(term(), 6),
        points in prop::collection::vec(prop::collection::vec(0_usize..3, MANY), 40),
    ) {
        let model = model(&terms[..3].join(" + "), &terms[3..].join(" + "));
        found(&model, |radius, at| {
            // At corners of a slightly smaller box, and on the way to them
            let mut part = radius.low.clone();
            part *= &Rational::share(1023, 1024);
            let ways = [Rational::minus_one(), Rational::zero(), Rational::integer(2)];
            for point in &points {
                let place = |&towards: &usize| {
                    let mut x = Rational::one();
                    x.add_product(&part, &ways[towards]);
                    x
                };
                let point: Vec<Rational> = point.iter().map(place).collect();
                prop_assert_eq!(at(&point), radius.here.clone(), "at {:?}", point);
            }
            if let Some(witness) = &radius.witness {
                prop_assert_eq!(at(&witness.point), witness.decision.clone());
                prop_assert!(witness.decision != radius.here);
            }
            prop_assert!(radius.high.as_ref().is_none_or(|high| radius.low <= *high));
            Ok(())
        })?;
    }
}

/// Products and exponentials of ten parameters: corners bound the radius as closely as boxes prove it.
#[test]
fn corners_and_boxes_meet() {
    let model = model(
        "4 + p0 * p1 - p2 * p3 + exp(p4 / 4) - p5 * exp(p6 / 8)",
        "p7 * p8 / 2 + 1 / (1 + p9) + p0 / 4",
    );
    found(&model, |radius, _| {
        let high = radius.high.clone().unwrap();
        let mut rest = high.minus(&radius.low);
        rest *= &Rational::integer(100);
        assert!(rest <= high, "{:?} and {high:?}", radius.low);
        assert!(radius.boxes < 20, "{} boxes", radius.boxes);
    });
}

/// The corner that breaks an answer of two alternatives first is not the one that derivatives at the base point show.
#[test]
fn corners_are_followed() {
    let model = model("2 + (p0 - 1) * (p1 - 1 / 2) * (p2 - 1 / 2)", "0");
    found(&model, |radius, _| {
        let witness = radius.witness.as_ref().unwrap();
        // From (1, 1, 1), where the product is 0 and rises with p0, to p0 low and the others high
        let side = |axis: usize| witness.point[axis].cmp(&Rational::one());
        assert_eq!([0, 1, 2].map(side), [Ordering::Less, Ordering::Greater, Ordering::Greater]);
    });
}

/// One player's three strategies in one or two profiles of the others, as functions of two parameters.
fn affine(payoffs: [&str; 3], base: [&str; 2]) -> Model {
    let [first, second, third] = payoffs;
    let [x, y] = base;
    let file = format!(
        "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"s\", \"t\", \"u\"]\nb = [\"l\", \"r\"]\n[params]\n\
         x = {{ value = \"{x}\", range = [0, 1] }}\ny = {{ value = \"{y}\", range = [0, 1] }}\n\
         [payoff]\na = \"if(a.s, {first}, if(a.t, {second}, {third}))\"\nb = \"b.l\"\n"
    );
    read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model
}

fn exactly<T>(
    model: &Model,
    query: &str,
    above: &Rational,
    then: impl FnOnce(&Radius, &dyn Fn(&[Rational]) -> Decision) -> T,
) -> T {
    let text = Text::standalone("query", query);
    let query = parse_query(&text, &model.scope(&[]), &[], &mut Vec::new()).unwrap();
    let condition = match Condition::of(query) {
        Condition::Above(query, _) => Condition::Above(query, above.clone()),
        other => other,
    };
    let axis = |parameter| Axis { parameter, low: Rational::zero(), high: Rational::one() };
    let (point, settings) = (Assignment::of(model), Settings::default());
    let found = radius(&Asked {
        model,
        point: &point,
        axes: &[axis(0), axis(1)],
        condition: &condition,
        rest: &Rational::share(1, 100),
        budget: 400,
        by_priors: false,
        max_bits: 1024,
        settings: &settings,
    });
    let at = |x: &[Rational]| {
        let mut point = point.clone();
        for (axis, value) in x.iter().enumerate() {
            point.set(axis, value.clone());
        }
        condition.decide(&model.at(&point, 1024).unwrap(), &settings).unwrap()
    };
    then(&found.unwrap(), &at)
}

/// Ties at the base point and at ends of ranges, and borders that only several inequalities together cross.
#[test]
fn affine_radii_are_exact() {
    let half = "1/2";
    for (payoffs, base, query, above, radius, is_everywhere) in [
        (["x", "0", "-1"], ["0", half], "best_response(a, s)", "0", "1", true),
        (["y", "x", "-1"], ["0", "0"], "dominant(a, s)", "0", "0", false),
        (["y - x", "0", "-1"], ["1/4", half], "gain(a, s)", "1/4", "0", false),
        (["x - 1/2", "0", "-1"], [half, half], "best_response(a, s)", "0", "0", false),
        (["0", "12/10 - x - y", "3/10 - x + y"], [half, half], "dominant(a, s)", "0", "1/2", false),
        (["1 - x", "0", "-1"], [half, half], "dominant(a, s)", "0", "1", false),
        (["1 - x", "0", "-1"], [half, half], "best_response(a, s)", "0", "1", true),
    ] {
        let model = affine(payoffs, base);
        let query = if query.starts_with("best") || query.starts_with("gain") {
            format!("{query} given b = l")
        } else {
            query.to_owned()
        };
        exactly(&model, &query, &above.parse().unwrap(), |found, at| {
            assert_eq!(found.low, radius.parse().unwrap(), "{payoffs:?} {query}");
            assert_eq!(found.is_everywhere, is_everywhere, "{payoffs:?} {query}");
            if let Some(witness) = &found.witness {
                assert_eq!(found.high.as_ref(), Some(&found.low));
                assert_ne!(at(&witness.point), found.here);
            } else {
                assert_eq!(found.high, None);
            }
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    /// Of affine payoffs, base points on ties and on ends of ranges included: no point of a grid contradicts the radius, the
    /// witness is where it is said to be.
    #[test]
    fn affine_radii_hold(
        terms in prop::collection::vec((-4_i8..5, -4_i8..5, -4_i8..5), 3),
        base in (0_usize..5, 0_usize..5),
        which in 0_usize..4,
    ) {
        let formula = |(c, a, b): (i8, i8, i8)| format!("({c}) / 2 + ({a}) * x + ({b}) * y");
        let texts: Vec<String> = terms.iter().map(|&term| formula(term)).collect();
        let fourth = |k: usize| format!("{k}/4");
        let model = affine(
            [&texts[0], &texts[1], &texts[2]],
            [&fourth(base.0), &fourth(base.1)],
        );
        let query = [
            "dominant(a, s)",
            "best_response(a, s) given b = l",
            "nash(a = s, b = l)",
            "gain(a, s) given b = l",
        ][which];
        exactly(&model, query, &Rational::share(1, 2), |found, at| {
            let base = [base.0, base.1].map(|k| Rational::share(k, 4));
            // How far a point is on the way to the ends of the ranges
            let way = |x: &[Rational]| {
                let part = |(x, base): (&Rational, &Rational)| {
                    let end = if x < base { Rational::zero() } else { Rational::one() };
                    let whole = end.minus(base).recip().unwrap_or_else(Rational::zero);
                    let mut part = x.minus(base);
                    part *= &whole;
                    part
                };
                x.iter().zip(&base).map(part).max().unwrap()
            };
            // A weak answer may be yes in a single point or line: no cell
            let weak = which == 1 || which == 2;
            for i in 0..13 {
                for j in 0..13 {
                    let point = [Rational::share(i, 12), Rational::share(j, 12)];
                    let far = way(&point);
                    if at(&point) != found.here {
                        prop_assert!(found.low <= far, "{:?} at {}", point, found.low);
                        prop_assert!(!found.is_everywhere);
                        let beyond = found.high.as_ref().is_some_and(|high| *high <= far);
                        prop_assert!(beyond || weak && found.here == Decision::No);
                    }
                }
            }
            if let Some(witness) = &found.witness {
                prop_assert_eq!(at(&witness.point), witness.decision.clone());
                prop_assert_ne!(&witness.decision, &found.here);
                let mut beyond = found.high.clone().unwrap();
                prop_assert!(beyond <= way(&witness.point));
                beyond += &Rational::share(1, 500);
                prop_assert!(way(&witness.point) <= beyond);
            }
            let known = found.high.as_ref().map_or(found.is_everywhere, |high| *high == found.low);
            prop_assert!(known || weak && found.here == Decision::No, "{} to {:?}", found.low, found.high);
            Ok(())
        })?;
    }
}
