//! Regions that are known, and regions against answers at single points.

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

/// The mixed equilibrium of an inspection game, whose probabilities are no differences of payoffs.
#[test]
fn mixtures_are_met_in_boxes_that_shrink_both_ways() {
    let game = model(
        "w = 3\ne = \"2/5\"",
        "[payoff]\na = \"if(b.l, 8 - w, if(a.x, -1, -w)) - a.x / 2\"\n\
         b = \"if(b.l, log(w) - e, if(a.x, 0, log(w)))\"",
    );
    let condition = match condition(&game, "probability(a, x)") {
        Condition::Above(query, _) => Condition::Above(query, number("1/2")),
        other => other,
    };
    let region = found(&game, &condition, &axes(&[("2", "5"), ("1/10", "2")]), "1/10");
    assert!(!region.stopped, "{:?}", region.rest);
}

#[test]
fn normal_priors_are_bounded() {
    let game = model(
        "u = { value = 1, range = [0, 2], dist = \"normal(1, 1/2)\", status = \"assumption\" }",
        "[payoff]\na = \"(u - 3/2) * a.x\"\nb = \"0\"",
    );
    let condition = condition(&game, "dominant(a, x)");
    let part = asked(&game, &condition, &axes(&[("0", "2")]), ("1/500", true), region).unwrap();
    let (low, high) = share(&part, &Decision::Yes);
    // (Φ(2) − Φ(1)) / (Φ(2) − Φ(−2))
    let known = 0.142_383_613_994_547;
    assert!(
        (low.nearest_f64() - known).abs() < 1e-12 && (high.nearest_f64() - known).abs() < 1e-12
    );
    assert!(low < high);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Inside its cells the answer is what it is at points; cells and the open rest make up the whole.
    #[test]
    fn cells_agree_with_points(
        terms in proptest::collection::vec(proptest::collection::vec(-3_i64..4, 6), 8),
        which in 0_usize..4,
        mixes in proptest::collection::vec(proptest::collection::vec(1_i64..9, 12), 3),
    ) {
        let formula = |c: &[i64]| format!(
            "{} + {} * s + {} * t + {} * s * t + {} * max(s, t) + {} * t^2", c[0], c[1], c[2], c[3], c[4], c[5]
        );
        let row = |at: usize| format!(
            "[[\"{}\", \"{}\"], [\"{}\", \"{}\"]]",
            formula(&terms[at]), formula(&terms[at + 1]), formula(&terms[at + 2]), formula(&terms[at + 3])
        );
        let game = model("s = 1\nt = 1", &format!("[table.matrix]\na = {}\nb = {}", row(0), row(4)));
        let condition = match which {
            0 => condition(&game, "dominant(a, x)"),
            1 => Condition::PureEquilibria,
            2 => Condition::Survivors,
            _ => condition(&game, "best_response(b, l) given a = x"),
        };
        let both = axes(&[("-1", "2"), ("-2", "1")]);
        let region = found(&game, &condition, &both, "1/100");
        let mut whole = region.rest.clone();
        for (_, share) in &region.shares {
            whole += &share.low;
        }
        prop_assert_eq!(whole, Rational::one());
        prop_assert!(!region.stopped, "{}", region.rest);
        for cell in &region.cells {
            let corners = cell.corners();
            for mix in &mixes {
                // A mix of the corners with positive weights is inside
                let mut point = vec![Rational::zero(); 2];
                let mut sum = Rational::zero();
                for (corner, &weight) in corners.iter().zip(mix.iter().cycle()) {
                    let weight = Rational::integer(weight);
                    sum += &weight;
                    for (x, coordinate) in point.iter_mut().zip(corner) {
                        x.add_product(&weight, coordinate);
                    }
                }
                let mut at = Assignment::of(&game);
                for (axis, x) in point.iter_mut().enumerate() {
                    *x *= &sum.recip().unwrap();
                    at.set(axis, x.clone());
                }
                let payoffs = game.at(&at, 1024).unwrap();
                let decision = condition.decide(&payoffs, &Settings::default());
                prop_assert_eq!(decision.as_ref(), Ok(&cell.decision));
            }
        }
    }

    /// Within the radius nothing else is found, beyond it the witness is.
    #[test]
    fn radii_hold(
        terms in proptest::collection::vec(proptest::collection::vec(-3_i64..4, 5), 8),
        points in proptest::collection::vec((0_i64..9, 0_i64..9), 6),
    ) {
        let formula = |c: &[i64]| format!(
            "{} + {} * s + {} * t + {} * s * t + {} * exp(s - t)", c[0], c[1], c[2], c[3], c[4]
        );
        let row = |at: usize| format!(
            "[[\"{}\", \"{}\"], [\"{}\", \"{}\"]]",
            formula(&terms[at]), formula(&terms[at + 1]), formula(&terms[at + 2]), formula(&terms[at + 3])
        );
        let game = model("s = \"1/2\"\nt = \"1/3\"", &format!("[table.matrix]\na = {}\nb = {}", row(0), row(4)));
        let both = axes(&[("-1", "1"), ("-1", "2")]);
        let condition = Condition::PureEquilibria;
        let found = asked(&game, &condition, &both, ("1/200", false), radius);
        // A tie at the base point that algebra does not see
        let Ok(found) = found else { return Ok(()) };
        let at = |point: [Rational; 2]| {
            let mut at = Assignment::of(&game);
            for (axis, x) in point.into_iter().enumerate() {
                at.set(axis, x);
            }
            condition.decide(&game.at(&at, 1024).unwrap(), &Settings::default())
        };
        for (s, t) in points {
            // Nowhere near the border of the box
            let place = |base: &str, low: &str, high: &str, k: i64| {
                let mut x = Rational::integer(k - 4);
                x *= &Rational::new(1, 5).unwrap();
                x *= &found.low;
                let end = if k < 4 { number(base).minus(&number(low)) } else { number(high).minus(&number(base)) };
                x *= &end;
                x += &number(base);
                x
            };
            let decision = at([place("1/2", "-1", "1", s), place("1/3", "-1", "2", t)]);
            prop_assert_eq!(decision.as_ref(), Ok(&found.here));
        }
        if let Some(witness) = &found.witness {
            let point: [Rational; 2] = witness.point.clone().try_into().unwrap();
            let decision = at(point);
            prop_assert_eq!(decision.as_ref(), Ok(&witness.decision));
            prop_assert_ne!(&witness.decision, &found.here);
            prop_assert!(found.high.as_ref().unwrap() >= &found.low);
        }
    }
}
