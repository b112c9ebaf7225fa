//! What is written in the parameters is what was compared, at the point and at others.

use super::Constraint;
use crate::answer::{Repetition, Threats};
use crate::format::{Limits, read};
use crate::model::{Assignment, Model, Punishment};
use crate::nash::Settings;
use crate::num::{Rational, Ring};
use crate::repeated::Path;
use crate::text::Source;

const TWO: &str = include_str!("../../../games/open-release/two-player.game.toml");
const CAP: &str = include_str!("../../../games/open-release/price-cap.game.toml");
const DILEMMA: &str = include_str!("../../../games/classics/axelrod1984.game.toml");

fn model(file: &str) -> Model {
    // The bibliography is another file
    let lines = file.lines().filter(|line| !line.starts_with("source"));
    let file = lines.collect::<Vec<_>>().join("\n");
    read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model
}

/// The path of the file, or another one, with settings `name = value` at a point.
fn asked(
    model: &Model,
    set: &[(&str, &str)],
    rounds: Option<&[usize]>,
    punishment: Punishment,
) -> (Assignment, Repetition, Option<Constraint>) {
    let mut point = Assignment::of(model);
    for (name, value) in set {
        point.set_named(model, name, value).unwrap();
    }
    let payoffs = model.at(&point, 256).unwrap();
    let stated = model.repeated.as_ref().unwrap();
    let path: Vec<usize> = match rounds {
        Some(rounds) => rounds.to_vec(),
        None => stated.path.iter().map(|round| payoffs.shape().index(round)).collect(),
    };
    let settings = Settings::default();
    let mut threats = Threats::of(&payoffs, punishment, &stated.steps, &settings).unwrap();
    let found = Repetition::new(&payoffs, Path::new(path).unwrap(), &mut threats).unwrap();
    let constraint = found.constraint((model, &point), &payoffs, &threats, punishment);
    (point, found, constraint)
}

/// The value of a formula of parameters, as a file of its own gives it: at least, and at most.
fn value(model: &Model, point: &Assignment, formula: &str) -> (Rational, Rational) {
    let known = model.parameters.iter().enumerate();
    let set = known.filter_map(|(place, one)| Some((&one.name, point.get(place)?)));
    let lines: Vec<String> = set.map(|(name, value)| format!("{name} = \"{value}\"")).collect();
    let set = lines.join("\n");
    let file = format!(
        "format = 1\n[game]\nname = \"f\"\n[players]\na = [\"x\"]\n[params]\n{set}\n[payoff]\na = \"{formula}\"\n"
    );
    let read = self::model(&file);
    let payoffs = read.at(&Assignment::of(&read), 256).unwrap();
    payoffs.bounds(0, &[(0, Rational::one())]).unwrap()
}

/// What is written at one point gives what is asked at others, as long as its conditions hold there.
fn agrees(
    model: &Model,
    rounds: Option<&[usize]>,
    punishment: Punishment,
    points: &[&[(&str, &str)]],
) -> Constraint {
    let (_, _, constraint) = asked(model, points[0], rounds, punishment);
    let constraint = constraint.unwrap();
    for set in points {
        let (point, found, _) = asked(model, set, rounds, punishment);
        for condition in &constraint.conditions {
            assert_eq!(
                value(model, &point, condition).0,
                Rational::one(),
                "{condition} at {set:?}"
            );
        }
        assert_eq!(found.binding(), Some(constraint.deviation), "at {set:?}");
        let least = found.alone[constraint.deviation].critical().unwrap();
        // At the critical discount factor the sum reaches the bound
        let at = |discount: &Rational| {
            let mut sum = value(model, &point, &constraint.bound).0.negated();
            for (power, factor) in &constraint.powers {
                let mut term = value(model, &point, factor).0;
                term *= &discount.powi(i64::from(*power)).unwrap();
                sum += &term;
            }
            sum
        };
        let (low, high) = (at(&least.0), at(&least.1));
        if least.0 == least.1 {
            assert_eq!(low, Rational::zero(), "{constraint:?} at {set:?}");
        } else {
            assert!(low <= Rational::zero() && high >= Rational::zero(), "{constraint:?} {set:?}");
        }
    }
    constraint
}

#[test]
fn a_threat_in_place_of_a_release() {
    let two = model(TWO);
    let points: [&[(&str, &str)]; 3] = [
        &[("V", "1")],
        &[("V", "1"), ("y", "0.6"), ("S", "7")],
        &[("V", "1"), ("q", "3"), ("y", "2.5"), ("X", "1")],
    ];
    let found = agrees(&two, None, Punishment::Irreversible, &points);
    assert_eq!((found.bound.as_str(), &found.powers[..]), ("y / q", &[(1, "1".to_owned())][..]));
    assert_eq!(found.conditions, ["q + y > 0", "q > 0"]);
    // Both mix in the equilibrium that punishes
    let found = agrees(&two, None, Punishment::Nash, &points[..2]);
    assert_eq!(found.bound, "(q^2 - q * y + y^2) / q^2");
    assert_eq!(agrees(&two, None, Punishment::Minmax, &points).bound, "y / q");
}

#[test]
fn a_price_cap() {
    let cap = model(CAP);
    let points: [&[(&str, &str)]; 4] = [
        &[],
        &[("p", "0.13"), ("S", "3")],
        &[("yB", "0.35"), ("p", "0.2")],
        &[("q", "2"), ("y", "1.1"), ("p", "0.7")],
    ];
    let found = agrees(&cap, None, Punishment::Irreversible, &points);
    assert_eq!(found.bound, "(q - yB - 2 * p)^2 / ((y - yB) * (q - yB))");
    let found = agrees(&cap, None, Punishment::Rounds(3), &points[..2]);
    assert_eq!(found.powers.len(), 3);
    // Restraint and the low price in turn: a sum of powers
    let near: [&[(&str, &str)]; 2] = [&[], &[("p", "0.22"), ("S", "3")]];
    let found = agrees(&cap, Some(&[0, 4]), Punishment::Irreversible, &near);
    assert_eq!(found.powers.len(), 2);
}

#[test]
fn the_dilemma_in_its_letters() {
    let dilemma = model(DILEMMA);
    let points: [&[(&str, &str)]; 2] = [&[], &[("T", "6"), ("R", "4.5"), ("S", "-1")]];
    let bound =
        |rounds: Option<&[usize]>, punishment| agrees(&dilemma, rounds, punishment, &points).bound;
    assert_eq!(bound(None, Punishment::Nash), "(T - R) / (T - P)");
    assert_eq!(bound(None, Punishment::Rounds(2)), "(T - R) / (R - P)");
    assert_eq!(bound(Some(&[1, 2]), Punishment::Nash), "(P - S) / (T - P)");
    assert_eq!(bound(Some(&[1, 2]), Punishment::Rounds(1)), "(P - S) / (T - P)");
    let (_, _, found) = asked(&dilemma, &[], Some(&[1, 2]), Punishment::Rounds(2));
    let found = found.unwrap();
    let powers: Vec<(u32, &str)> =
        found.powers.iter().map(|(power, factor)| (*power, factor.as_str())).collect();
    assert_eq!(
        (found.bound.as_str(), &powers[..]),
        ("1", &[(1, "(T - P) / (P - S)"), (2, "-1")][..])
    );
    // Worst equilibria of the repeated game are no payoffs of the stage game
    assert_eq!(asked(&dilemma, &[], None, Punishment::Optimal).2, None);
    // Equilibria ask for nothing
    assert_eq!(asked(&dilemma, &[], Some(&[3]), Punishment::Nash).2, None);
}

/// What is no polynomial stands for itself.
#[test]
fn exponentials() {
    let file = r#"
format = 1
[game]
name = "g"
[players]
a = ["keep", "break"]
b = ["keep", "break"]
[params]
k = 0.5
c = 0.25
[payoff]
a = "exp(2 * k - c) * b.keep + max(c, k / 2) * a.break * exp(k) - k * a.keep"
b = "exp(k + k - c) * a.keep + max(c, k / 2) * b.break * exp(k) - k * b.keep"
[repeated]
path = { a = "keep", b = "keep" }
discount = 0.5
punish = "nash"
"#;
    let model = model(&file.replace("k / 2", "k / 3"));
    let (point, found, constraint) = asked(&model, &[], None, Punishment::Nash);
    let constraint = constraint.unwrap();
    assert_eq!(constraint.bound, "(c * exp(k) + k) / exp(2 * k - c)");
    assert_eq!(constraint.conditions, ["3 * c - k > 0"]);
    let (low, high) = value(&model, &point, &constraint.bound);
    let least = found.sustained.critical().unwrap();
    assert!(low <= least.1 && least.0 <= high);
    let mut width = least.1.clone();
    width -= &least.0;
    assert!(width < Rational::new(1, 1 << 40).unwrap());
    // Where both sides of a comparison are the same the formula says so
    let tie = self::model(file);
    let (_, _, constraint) = asked(&tie, &[], None, Punishment::Nash);
    assert_eq!(constraint.unwrap().conditions, ["k - 2 * c == 0"]);
}
