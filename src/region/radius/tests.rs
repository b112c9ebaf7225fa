use std::cmp::Ordering;

use proptest::prelude::*;

use super::*;
use crate::answer::Condition;
use crate::format::{Limits, read};
use crate::model::{Assignment, Model, Query, QueryKind};
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
