//! Regions that are known, and regions against answers at single points.

mod hard;

use proptest::prelude::*;

use super::{Asked, Facet, Region, RegionError, radius, region};
use crate::answer::{Condition, Decision};
use crate::format::{Limits, read};
use crate::formula::Text;
use crate::model::{Assignment, Axis, Model, parse_query};
use crate::nash::Settings;
use crate::num::{Rational, Ring};
use crate::text::Source;

fn written(file: String) -> Model {
    read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model
}

fn model(params: &str, payoffs: &str) -> Model {
    written(format!(
        "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\nb = [\"l\", \"r\"]\n\
         [params]\n{params}\n{payoffs}"
    ))
}

fn condition(model: &Model, query: &str) -> Condition {
    let mut problems = Vec::new();
    let text = Text::standalone("query", query);
    Condition::of(parse_query(&text, &model.scope(&[]), &[], &mut problems).unwrap())
}

fn number(text: &str) -> Rational {
    text.parse().unwrap()
}

/// The first parameters, each from one number to another.
fn axes(ranges: &[(&str, &str)]) -> Vec<Axis> {
    let axis = |(parameter, (low, high)): (usize, &(&str, &str))| Axis {
        parameter,
        low: number(low),
        high: number(high),
    };
    ranges.iter().enumerate().map(axis).collect()
}

/// With all but these settings as usual.
fn asked<R>(
    model: &Model,
    condition: &Condition,
    axes: &[Axis],
    (rest, by_priors): (&str, bool),
    ask: impl Fn(&Asked<'_>) -> R,
) -> R {
    ask(&Asked {
        model,
        point: &Assignment::of(model),
        axes,
        condition,
        rest: &number(rest),
        budget: 4000,
        by_priors,
        max_bits: 1024,
        settings: &Settings::default(),
    })
}

fn found(model: &Model, condition: &Condition, axes: &[Axis], rest: &str) -> Region {
    asked(model, condition, axes, (rest, false), |asked| region(asked).unwrap())
}

fn share(region: &Region, decision: &Decision) -> (Rational, Rational) {
    let share = region.shares.iter().find(|(other, _)| other == decision);
    share.map_or((Rational::zero(), region.rest.clone()), |(_, s)| (s.low.clone(), s.high.clone()))
}

/// The payoffs that are equal on the facets of the only cell with this answer.
fn tied(region: &Region, decision: &Decision) -> Vec<(String, Option<Decision>)> {
    let cells: Vec<_> = region.cells.iter().filter(|cell| cell.decision == *decision).collect();
    assert_eq!(cells.len(), 1);
    let tied = cells[0].borders.iter().filter_map(|border| match &border.facet {
        Facet::Payoffs(bound) => {
            let affine = bound.affine.as_ref().unwrap();
            let slopes: Vec<String> = affine.slopes.iter().map(ToString::to_string).collect();
            Some((format!("{} + {}", affine.constant, slopes.join(" ")), border.on.clone()))
        }
        Facet::Range { .. } => None,
    });
    tied.collect()
}

/// Firms that release or not, with spill-overs: of the many inequalities only those against none and against all
/// others' releases are needed.
#[test]
fn only_the_facets_that_matter_are_told() {
    let game = written(
        "format = 1\n[game]\nname = \"release\"\n[players]\nf = [\"open\", \"closed\"]\n\
         g = [\"open\", \"closed\"]\nh = [\"open\", \"closed\"]\ni = [\"open\", \"closed\"]\n\
         [groups]\nfirm = [\"f\", \"g\", \"h\", \"i\"]\n\
         [params]\na = 2\nb = 1\nc = 1\nd = 1\n\
         [payoff.firm]\nopen = \"a + b * (count(firm.open) - 1) - c\"\nclosed = \"d * count(firm.open)\"\n"
            .to_owned(),
    );
    let region = found(&game, &condition(&game, "dominant(f, open)"), &axes(&[("0", "4"); 4]), "0");
    assert_eq!(region.boxes, 1);
    assert_eq!(region.rest, Rational::zero());
    let expected = [
        ("0 + 1 0 -1 0".to_owned(), Some(Decision::No)),
        ("0 + 1 3 -1 -3".to_owned(), Some(Decision::No)),
    ];
    let mut facets = tied(&region, &Decision::Yes);
    facets.sort();
    assert_eq!(facets, expected);
    let weak =
        found(&game, &condition(&game, "weakly_dominant(f, open)"), &axes(&[("0", "4"); 4]), "0");
    assert!(tied(&weak, &Decision::Yes).iter().all(|(_, on)| *on == Some(Decision::Yes)));
    // By symmetry a exceeds c in half of the box, and in half of what is left 3 (b − d) makes up for it
    let (low, high) = share(&region, &Decision::Yes);
    assert_eq!(low, high);
}

/// A public good: to contribute is dominant if and only if r exceeds the number of players.
#[test]
fn the_radius_of_the_public_good_is_the_way_to_n() {
    let game = model(
        "r = 3",
        "[payoff]\na = \"r / 2 * (a.x + b.l) - a.x\"\nb = \"r / 2 * (a.x + b.l) - b.l\"",
    );
    let condition = condition(&game, "dominant(a, x)");
    let found = asked(&game, &condition, &axes(&[("0", "4")]), ("1/1000", false), |asked| {
        radius(asked).unwrap()
    });
    // From 3 down to 2, of the three down to 0
    assert_eq!((found.low.clone(), found.high), (number("1/3"), Some(number("1/3"))));
    let witness = found.witness.unwrap();
    assert_eq!(witness.decision, Decision::No);
    assert_eq!(witness.point, [number("2")]);
}

#[test]
fn curved_borders_are_enclosed() {
    // Below a quarter circle, above a hyperbola
    let game = model(
        "s = 0.5\nt = 0.5",
        "[payoff.a]\nx = \"1\"\ny = \"s^2 + t^2\"\n[payoff]\nb = \"(s * t - 1/4) * b.l\"",
    );
    let both = axes(&[("0", "1"); 2]);
    let circle = found(&game, &condition(&game, "dominant(a, x)"), &both, "1/2000");
    let (low, high) = share(&circle, &Decision::Yes);
    let quarter = number("0.78539816");
    assert!(low < quarter && quarter < high && high.minus(&low) <= number("1/2000"));
    assert!(!circle.stopped && circle.boxes < 1000, "{}", circle.boxes);
    // 1 − 1/4 − 1/4 · ln 4
    let hyperbola = found(&game, &condition(&game, "dominant(b, l)"), &both, "1/2000");
    let (low, high) = share(&hyperbola, &Decision::Yes);
    let rest = number("0.40342641");
    assert!(low < rest && rest < high, "{low} {high}");
    assert!(high.minus(&low) <= number("1/2000"), "{} in {}", high.minus(&low), hyperbola.boxes);
    // A smaller rest narrows the bounds
    let coarse = found(&game, &condition(&game, "dominant(b, l)"), &both, "1/50");
    let (wide_low, wide_high) = share(&coarse, &Decision::Yes);
    assert!(wide_low <= low && high <= wide_high && coarse.boxes < hyperbola.boxes);
    // A budget that is too small is told
    let short =
        asked(&game, &condition(&game, "dominant(b, l)"), &both, ("1/1000000", false), |asked| {
            region(&Asked { budget: 20, ..*asked }).unwrap()
        });
    assert!(short.stopped && short.rest > number("1/1000000"));
}

#[test]
fn jumps_are_met_box_by_box() {
    let game = model(
        "s = 0.5\nt = 0.5",
        "[payoff.a]\nx = \"if(s < 1/3, t, -1)\"\ny = \"0\"\n[payoff]\nb = \"max(s, t) * b.l - 1/2 * b.l\"",
    );
    let both = axes(&[("0", "1"), ("-1", "1")]);
    let jump = found(&game, &condition(&game, "dominant(a, x)"), &both, "1/500");
    let (low, high) = share(&jump, &Decision::Yes);
    let sixth = number("1/6");
    assert!(low <= sixth && sixth <= high && high.minus(&low) <= number("1/500"), "{low} {high}");
    let kink = found(&game, &condition(&game, "dominant(b, l)"), &both, "1/500");
    let (low, high) = share(&kink, &Decision::Yes);
    // All but s < 1/2 and t < 1/2
    assert!(low <= number("5/8") && number("5/8") <= high && high.minus(&low) <= number("1/500"));
}

/// `log(k)` is in a payoff that does not decide the answer; where it has no value there is no game, and so no answer.
#[test]
fn where_payoffs_have_no_value_nothing_is_answered() {
    let model = model(
        "k = { value = 1, range = [-1, 3] }\nl = { value = 2, range = [0, 4] }",
        "[payoff]\na = \"if(b.l, l * a.x - 3 * a.y, log(k))\"\nb = \"0\"",
    );
    let condition = condition(&model, "dominant(a, x)");
    let axes = axes(&[("-1", "3"), ("0", "4")]);
    let region = found(&model, &condition, &axes, "1/1000");
    let (low, high) = share(&region, &Decision::Undefined);
    assert!(low <= Rational::share(1, 4) && Rational::share(1, 4) <= high);
    assert!(high.minus(&low) <= Rational::share(1, 1000));
    // log(k) is the same for both strategies, so neither is dominant
    let (no, _) = share(&region, &Decision::No);
    assert!(Rational::share(749, 1000) <= no && no <= Rational::share(3, 4));
    let found = asked(&model, &condition, &axes, ("1/1000", false), |asked| radius(asked).unwrap());
    // From 1 down to 0, of 2 down to -1
    let half = Rational::share(1, 2);
    assert!(found.low <= half && half.minus(&found.low) <= Rational::share(1, 1000));
    assert_eq!(found.witness.map(|witness| witness.decision), Some(Decision::Undefined));
}

#[test]
fn equilibria_make_regimes() {
    // T31: one equilibrium, three, one
    let game = model(
        "t = 0.5\nunused = 1",
        "[table.matrix]\na = [[\"t / 2\", \"t\"], [\"1 - t\", \"(1 - t) / 2\"]]\nb = [[\"t / 2\", \"1 - t\"], [\"t\", \"(1 - t) / 2\"]]",
    );
    let one = axes(&[("0", "1")]);
    let region = found(&game, &Condition::PureEquilibria, &one, "0");
    let exact: Vec<Rational> =
        region.shares.iter().map(|(_, share)| share.exact().unwrap().clone()).collect();
    assert_eq!(exact, [number("1/3"), number("1/3"), number("1/3")]);
    let count = found(&game, &condition(&game, "count_nash()"), &one, "1/1000");
    let three = share(&count, &Decision::Number(number("3")));
    assert!(three.0 <= number("1/3") && number("1/3") <= three.1);
}

#[test]
fn priors_turn_volume_into_probability() {
    let game = model(
        "s = { value = 1, range = [0, 4], dist = \"triangular(0, 1, 4)\", status = \"assumption\" }\n\
         t = { value = 1, range = [0, 2], dist = \"uniform(0, 2)\", status = \"assumption\" }\n\
         u = { value = 1, range = [0, 2], dist = \"normal(1, 1)\", status = \"assumption\" }",
        "[payoff]\na = \"(s - 1) * a.x\"\nb = \"(s - 2 * t) * b.l + 0 * u\"",
    );
    let run = |query: &str, ranges: &[(&str, &str)], rest| {
        asked(&game, &condition(&game, query), &axes(ranges), (rest, true), region)
    };
    // Beyond the mode: 3/4 of a triangle; bounds, since its density varies within the cells
    let part = run("dominant(a, x)", &[("0", "4")], "1/500").unwrap();
    let (low, high) = share(&part, &Decision::Yes);
    assert!(low <= number("3/4") && number("3/4") <= high && high.minus(&low) <= number("1/500"));
    // Half of the range of t: E(1 − s/4) = 1 − 5/12
    let part = run("dominant(b, r)", &[("0", "4"), ("0", "2")], "1/500").unwrap();
    let (low, high) = share(&part, &Decision::Yes);
    assert!(low <= number("7/12") && number("7/12") <= high, "{low} {high}");
    let flat = run("dominant(b, r)", &[("1", "1")], "1/500");
    assert_eq!(flat.unwrap_err(), RegionError::Flat("s".to_owned()));
}

/// An equilibrium where k is 0 alone: cells on both sides say nothing of the cut between them.
#[test]
fn a_radius_looks_at_cuts() {
    let game = model("k = 1", "[payoff]\na = \"k * a.y\"\nb = \"-k * b.r\"");
    let condition = condition(&game, "nash(a = x, b = l)");
    let found = asked(&game, &condition, &axes(&[("-1", "2")]), ("1/1000", false), |asked| {
        radius(asked).unwrap()
    });
    assert_eq!((found.low.clone(), found.high), (number("1/2"), Some(number("1/2"))));
    assert_eq!(found.witness.unwrap().decision, Decision::Yes);
}
