//! Thresholds that are known, and lines against answers at single values.

use proptest::prelude::*;

use super::{Asked, Line, Nearest, line, switching};
use crate::answer::{Condition, Decision};
use crate::format::{Limits, read};
use crate::formula::Text;
use crate::model::{Assignment, Model, parse_query};
use crate::nash::Settings;
use crate::num::{Rational, Ring};
use crate::text::Source;
use crate::threshold::Way;

fn model(params: &str, payoffs: &str) -> Model {
    let file = format!(
        "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\nb = [\"l\", \"r\"]\n\
         [params]\n{params}\n{payoffs}"
    );
    read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model
}

fn condition(model: &Model, query: &str) -> Condition {
    let mut problems = Vec::new();
    let text = Text::standalone("query", query);
    Condition::of(parse_query(&text, &model.scope(&[]), &[], &mut problems).unwrap())
}

/// The first parameter, from `low` to `high`.
fn moved(model: &Model, condition: &Condition, low: i64, high: i64) -> Line {
    let (low, high) = (Rational::integer(low), Rational::integer(high));
    let (point, settings) = (Assignment::of(model), Settings::default());
    let asked = asked(model, &point, condition, (&low, &high), &settings);
    line(&asked).unwrap()
}

fn asked<'a>(
    model: &'a Model,
    point: &'a Assignment,
    condition: &'a Condition,
    (low, high): (&'a Rational, &'a Rational),
    settings: &'a Settings<'a>,
) -> Asked<'a> {
    Asked {
        model,
        point,
        parameter: 0,
        low,
        high,
        condition,
        budget: 5000,
        max_bits: 1024,
        settings,
    }
}

/// From, at and to, and about where.
type Told = (Option<Decision>, Option<Decision>, Option<Decision>, f64);

fn told(line: &Line) -> Vec<Told> {
    let changes = line.changes().into_iter();
    let told =
        changes.map(|change| (change.before, change.at, change.after, change.low.nearest_f64()));
    told.collect()
}

const YES: Option<Decision> = Some(Decision::Yes);
const NO: Option<Decision> = Some(Decision::No);

#[test]
fn zeros_of_polynomials_are_exact() {
    let root =
        model("t = 1", "[payoff.a]\nx = \"t^2\"\ny = \"2\"\n[payoff]\nb = \"(t - 1)^2 * b.l\"");
    let line = moved(&root, &condition(&root, "dominant(a, x)"), -3, 3);
    assert_eq!(told(&line), [(YES, NO, NO, -(2_f64.sqrt())), (NO, NO, YES, 2_f64.sqrt()),]);
    let polynomial =
        line.changes()[1].zero.as_ref().unwrap().algebraic().unwrap().polynomial().clone();
    assert_eq!(polynomial.coefficients(), [-2, 0, 1].map(Rational::integer));
    // A double zero: dominant on both sides, and a tie at it
    let line = moved(&root, &condition(&root, "dominant(b, l)"), -3, 3);
    assert_eq!(told(&line), [(YES, NO, YES, 1.0)]);
    assert_eq!(line.changes()[0].zero.as_ref().unwrap().exact(), Some(&Rational::integer(1)));
    let line = moved(&root, &condition(&root, "best_response(b, l)"), -3, 3);
    assert_eq!(told(&line), []);
}

#[test]
fn zeros_of_exponentials_are_found_and_alone() {
    let root = model("t = 1", "[payoff.a]\nx = \"exp(t)\"\ny = \"3 * t\"\n[payoff]\nb = \"0\"");
    let line = moved(&root, &condition(&root, "dominant(a, x)"), 0, 4);
    let found = told(&line);
    assert_eq!(found.len(), 2);
    // −W(−1/3) on both branches
    let [lower, upper] = [0.619_061_286_735_945_1, 1.512_134_551_657_843];
    assert!((found[0].3 - lower).abs() < 1e-15 && (found[1].3 - upper).abs() < 1e-15);
    assert_eq!((&found[0].0, &found[0].1, &found[0].2), (&YES, &NO, &NO));
    assert!(line.changes().iter().all(|change| change.proved));
    assert!(line.is_complete());
    // One of the two at the point is as good
    let line = moved(&root, &condition(&root, "weakly_dominant(a, x)"), 0, 4);
    assert_eq!(line.changes().len(), 2);
}

#[test]
fn kinks_and_jumps_are_turned_at() {
    let root = model(
        "t = 1",
        "[payoff.a]\nx = \"max(t, 2/3) - 2/3\"\ny = \"0\"\n[payoff]\n\
         b = \"if(t < 1/2, 1, -1) * b.l\"",
    );
    let line = moved(&root, &condition(&root, "dominant(a, x)"), 0, 2);
    assert_eq!(told(&line), [(NO, NO, YES, 2.0 / 3.0)]);
    let line = moved(&root, &condition(&root, "dominant(b, l)"), 0, 2);
    let [change] = &line.changes()[..] else { panic!("{:?}", line.parts) };
    assert_eq!((change.before.clone(), change.after.clone()), (YES, NO));
    assert!(change.low <= Rational::share(1, 2) && Rational::share(1, 2) <= change.high);
    assert_eq!(line.at(&Rational::share(1, 2)), NO);
}

#[test]
fn the_nearest_changes_are_those_next_to_the_base() {
    let root =
        model("t = 1", "[payoff.a]\nx = \"t * (t - 2) * (t + 3)\"\ny = \"0\"\n[payoff]\nb = \"0\"");
    let condition = condition(&root, "dominant(a, x)");
    let (low, high) = (Rational::integer(-2), Rational::integer(5));
    let (point, settings) = (Assignment::of(&root), Settings::default());
    let asked = asked(&root, &point, &condition, (&low, &high), &settings);
    let found = switching(&asked, &Rational::integer(1)).unwrap();
    assert_eq!(found.here, NO);
    let at = |way: &Way| match way {
        Way::Change(change) => Some(change.low.clone()),
        Way::Never => None,
    };
    assert_eq!([at(&found.down), at(&found.up)], [0, 2].map(|x| Some(Rational::integer(x))));
    let found = switching(&asked, &Rational::integer(3)).unwrap();
    assert_eq!([at(&found.down), at(&found.up)], [Some(Rational::integer(2)), None]);
}

#[test]
fn resources_part_between_a_third_and_two_thirds() {
    let text = include_str!("../../games/classics/cstheory-parametric.game.toml");
    // The bibliography is another file
    let text = text.lines().filter(|line| !line.trim_start().starts_with("source"));
    let text = text.collect::<Vec<_>>().join("\n");
    let root = read(&Source::new("g.game.toml", text), &Limits::default()).unwrap().model;
    let line = moved(&root, &Condition::PureEquilibria, 0, 1);
    let third = Rational::share(1, 3);
    let changes = line.changes();
    assert_eq!(changes.len(), 2);
    assert_eq!(changes[0].zero.as_ref().unwrap().exact(), Some(&third));
    let count = |decision: &Option<Decision>| match decision {
        Some(Decision::Profiles(profiles)) => profiles.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!([&changes[0].before, &changes[0].at, &changes[0].after].map(count), [1, 3, 2]);
    // Mixed ones, too: proved up to very narrow bounds, in which the change is not told apart
    let line = moved(&root, &condition(&root, "count_nash()"), 0, 1);
    let changes = line.changes();
    let number = |n| Some(Decision::Number(Rational::integer(n)));
    assert_eq!(changes.len(), 2);
    assert_eq!((&changes[0].before, &changes[0].after), (&number(1), &number(3)));
    assert!(changes[0].low < third && third < changes[0].high);
    assert!(changes[0].high.minus(&changes[0].low) < Rational::share(1, 1 << 40));
    assert!(!changes[0].proved && line.is_complete());
    // At a third all mixtures of two strategies are equilibria
    assert_eq!(changes[0].at, Some(Decision::Infinite));
}

/// A strategy that exists twice: a continuum of equilibria at every value.
#[test]
fn infinitely_many_is_an_answer() {
    let root = model("k = 2", "[payoff]\na = \"k + b.l\"\nb = \"b.l\"");
    let line = moved(&root, &condition(&root, "count_nash()"), 1, 4);
    assert_eq!(line.at(&Rational::integer(3)), Some(Decision::Infinite));
    assert!(line.changes().is_empty() && line.is_complete());
}

/// An exponential that meets a line at a rational number: the answer there is that at the number itself.
#[test]
fn zeros_that_narrowing_meets_are_exact() {
    let root = model("t = 1", "[payoff]\na = \"a.x * (exp(t / 3) - 1 + 2 * t)\"\nb = \"0\"");
    let line = moved(&root, &condition(&root, "weakly_dominant(a, x)"), -1, 1);
    assert_eq!(told(&line), [(NO, NO, YES, 0.0)]);
    let line = moved(&root, &condition(&root, "best_response(a, x)"), -1, 1);
    assert_eq!(line.at(&Rational::zero()), YES);
    assert_eq!(line.changes()[0].zero.as_ref().unwrap().exact(), Some(&Rational::zero()));
}

#[test]
fn what_the_budget_leaves_is_open() {
    let root = model("t = 1", "[payoff.a]\nx = \"exp(t)\"\ny = \"3 * t\"\n[payoff]\nb = \"0\"");
    let (low, high) = (Rational::integer(0), Rational::integer(4));
    let (point, settings) = (Assignment::of(&root), Settings::default());
    let condition = condition(&root, "dominant(a, x)");
    let whole = asked(&root, &point, &condition, (&low, &high), &settings);
    let found = line(&Asked { budget: 2, ..whole }).unwrap();
    assert!(found.stopped && !found.is_complete());
    assert_eq!(found.at(&Rational::integer(1)), None);
}

/// A term of a payoff in the parameter t.
fn term() -> impl Strategy<Value = String> {
    let number = || -9_i64..10;
    prop_oneof![
        number().prop_map(|a| format!("{a}")),
        (number(), 1_u8..4).prop_map(|(a, n)| format!("{a} * t^{n}")),
        (number(), number()).prop_map(|(a, b)| format!("{a} / (t^2 + 1) - ({b})")),
        (number(), number()).prop_map(|(a, b)| format!("min({a} * t, {b})")),
        (number(), number()).prop_map(|(a, b)| format!("abs(t - ({a})) - ({b})")),
        (number(), number()).prop_map(|(a, b)| format!("{a} * exp(t / 3) - ({b})")),
        (number(), number()).prop_map(|(a, b)| format!("if(t < {a}, {b}, -1)")),
    ]
}

/// The nearest value with an answer: at an irrational threshold, at a fraction, where one already is, and nowhere.
#[test]
fn the_nearest_value_with_an_answer() {
    let square = model("k = 0", "[payoff]\na = \"a.x * (k^2 - 2)\"\nb = \"0\"\n");
    let strict = moved(&square, &condition(&square, "dominant(a, x)"), -1, 4);
    let found = strict.reach(&Rational::zero(), &Decision::Yes).unwrap();
    assert!((found.value.0.nearest_f64() - 2_f64.sqrt()).abs() < 1e-12);
    assert!(!found.attained && found.proved && found.value.0 < found.value.1);
    let here = strict.reach(&Rational::integer(3), &Decision::Yes).unwrap();
    assert_eq!((here.value.0, here.attained), (Rational::integer(3), true));
    let weak = moved(&square, &condition(&square, "best_response(a, x)"), -1, 4);
    assert!(weak.reach(&Rational::zero(), &Decision::Yes).unwrap().attained);
    let low = moved(&square, &condition(&square, "dominant(a, x)"), -1, 1);
    assert_eq!(low.reach(&Rational::zero(), &Decision::Yes), None);
    assert!(low.lacks(&Decision::Yes) && !strict.lacks(&Decision::Yes));
    // At one value alone
    let touch = model("k = 0", "[payoff]\na = \"-a.x * (k - 1)^2\"\nb = \"0\"\n");
    let touch = moved(&touch, &condition(&touch, "best_response(a, x)"), 0, 4);
    let found = touch.reach(&Rational::zero(), &Decision::Yes).unwrap();
    assert_eq!((found.value.0, found.attained), (Rational::one(), true));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// No threshold is missed: a dense scan agrees with the line wherever this is decided, and what is open is
    /// little.
    #[test]
    fn a_scan_agrees(terms in prop::collection::vec((term(), term()), 8), which in 0_usize..8) {
        let cell = |(one, other): &(String, String)| format!("\"{one} + {other}\"");
        let list: Vec<String> = terms.iter().map(cell).collect();
        let rows = |cells: &[String]| {
            format!("[[{}, {}], [{}, {}]]", cells[0], cells[1], cells[2], cells[3])
        };
        let table = format!("[table.matrix]\na = {}\nb = {}", rows(&list[..4]), rows(&list[4..]));
        let root = model("t = 0", &table);
        let condition = match which {
            0 => condition(&root, "dominant(a, x)"),
            1 => condition(&root, "weakly_dominant(b, r)"),
            2 => condition(&root, "iterated_dominant(a, y)"),
            3 => condition(&root, "gain(b, l)"),
            4 => condition(&root, "nash(a = y, b = l)"),
            5 => condition(&root, "every_pure_equilibrium(b, l)"),
            6 => condition(&root, "some_pure_equilibrium(a, x)"),
            _ => Condition::PureEquilibria,
        };
        let (low, high) = (Rational::integer(-4), Rational::integer(4));
        let (point, settings) = (Assignment::of(&root), Settings::default());
        let whole = asked(&root, &point, &condition, (&low, &high), &settings);
        let line = line(&Asked { budget: 600, ..whole }).unwrap();
        let mut open = 0;
        for place in -80..=80 {
            let x = Rational::new(place, 20).unwrap();
            let mut point = Assignment::of(&root);
            point.set(0, x.clone());
            let payoffs = root.at(&point, 1024).unwrap();
            let exact = condition.decide(&payoffs, &Settings::default());
            match (line.at(&x), exact) {
                (Some(decision), Ok(exact)) => prop_assert_eq!(decision, exact, "at {}", x),
                (None, Ok(_)) => open += 1,
                // Payoffs with exponentials that are equal here, which no digits prove
                (_, Err(_)) => {}
            }
        }
        // Payoffs that are equal in a whole stretch, and not seen to be, use up the budget
        prop_assert!(open <= 20 || line.stopped, "{open} of 161 open: {:?}", line.parts);
    }
}

/// The nearest change on either side, at it, and of two that are equally near.
#[test]
fn the_nearest_change_is_found() {
    let model = model(
        "k = { value = 1, range = [-9, 9] }",
        "[payoff]\na = \"a.x * (k + 2) * (k - 3) * (k - 8)\"\nb = \"0\"",
    );
    let (point, settings) = (Assignment::of(&model), Settings::default());
    let condition = condition(&model, "dominant(a, x)");
    let ends = (&Rational::integer(-9), &Rational::integer(9));
    let asked = asked(&model, &point, &condition, ends, &settings);
    let nearest = |base: &Rational| switching(&asked, base).unwrap().nearest();
    let at = |x: i64| Nearest::At(Rational::integer(x), Rational::integer(x));
    for (base, change) in [(-9, -2), (0, -2), (1, 3), (3, 3), (4, 3), (5, 3), (6, 8), (9, 8)] {
        assert_eq!(nearest(&Rational::integer(base)), at(change), "from {base}");
    }
    assert_eq!(nearest(&Rational::new(1, 2).unwrap()), at(-2));
    assert_eq!(nearest(&Rational::new(11, 2).unwrap()), at(3));
    let other = self::condition(&model, "dominant(b, l)");
    let never = Asked { condition: &other, ..asked };
    assert_eq!(switching(&never, &Rational::zero()).unwrap().nearest(), Nearest::Never);
}

/// Signs change at poles, too, and where a factor cancels there is no value.
#[test]
fn poles_are_changes() {
    let game = model(
        "k = 1",
        "[payoff.a]\nx = \"1 / (k - 3/2)\"\ny = \"0\"\n[payoff]\nb = \"(k - 1)^2 / (k - 1) * b.l\"",
    );
    let line = moved(&game, &condition(&game, "dominant(a, x)"), 0, 4);
    let changes = line.changes();
    assert_eq!(changes[1].low, Rational::new(3, 2).unwrap());
    // Where one player's payoff has no value there is no game for the other
    assert_eq!(told(&line), [(NO, None, NO, 1.0), (NO, None, YES, 1.5)]);
    let line = moved(&game, &condition(&game, "dominant(b, l)"), 0, 4);
    assert_eq!(told(&line), [(NO, None, YES, 1.0), (YES, None, YES, 1.5)]);
}

/// A payoff without a value leaves no game: there is no answer, whatever the other payoffs tell.
#[test]
fn where_a_payoff_has_no_value_there_is_no_answer() {
    // x is never dominant: y is better against r; against l it has a value above 1 only
    let game = model("k = 2", "[payoff]\na = \"a.x * if(b.l, log(k - 1), -1)\"\nb = \"0\"");
    let line = moved(&game, &condition(&game, "dominant(a, x)"), 0, 4);
    assert!(line.is_complete(), "{:?}", line.parts);
    assert_eq!(line.at(&Rational::share(1, 2)), None);
    assert_eq!(line.at(&Rational::one()), None);
    assert_eq!(line.at(&Rational::integer(3)), NO);
    let changes = line.changes();
    assert!(changes.iter().all(super::Change::has_no_value), "{changes:?}");
    assert!(line.lacks(&Decision::Yes));
    // At a pole beside a strict comparison, fractions and roots
    let game = model("k = 2", "[payoff]\na = \"a.x * if(b.l, 1 / (k^2 - 2), -1)\"\nb = \"0\"");
    let line = moved(&game, &condition(&game, "dominant(a, x)"), 0, 4);
    let found = told(&line);
    assert_eq!(found, [(NO, None, NO, 2_f64.sqrt())]);
    assert!(line.is_complete() && line.changes()[0].has_no_value());
    // Roots have a value at 0
    let game = model("k = 2", "[payoff]\na = \"a.x * if(b.l, sqrt(k - 1), -1)\"\nb = \"0\"");
    let line = moved(&game, &condition(&game, "dominant(a, x)"), 0, 4);
    assert_eq!([line.at(&Rational::one()), line.at(&Rational::zero())], [NO, None]);
}

/// What has no value in a whole stretch is told at once.
#[test]
fn whole_stretches_without_a_value_take_no_time() {
    for payoff in ["log(k - 2)", "log(exp(k) - 8)", "sqrt(exp(k) - 8)", "log(k - 2) + exp(k)"] {
        let game = model("k = 3", &format!("[payoff]\na = \"{payoff}\"\nb = \"0\""));
        let line = moved(&game, &condition(&game, "payoff(a) given a = x, b = l"), 0, 2);
        assert!(line.boxes < 10 && line.is_complete(), "{payoff}: {} {:?}", line.boxes, line.parts);
        assert!(line.changes().iter().all(super::Change::has_no_value));
        let line = moved(&game, &condition(&game, "payoff(a) given a = x, b = l"), 0, 4);
        assert!(line.boxes < 200, "{payoff}: {}", line.boxes);
        assert_eq!([line.at(&Rational::one()), line.at(&Rational::integer(4))], [None, YES]);
    }
}

/// Gains are compared exactly with any number.
#[test]
fn gains_above_a_number_are_exact() {
    let game = model("k = 1", "[payoff]\na = \"a.x * if(b.l, k^2, 2 * k)\"\nb = \"exp(k) * b.l\"");
    let above = |query: &str, bound: Rational| {
        let Condition::Above(query, _) = condition(&game, query) else { panic!() };
        Condition::Above(query, bound)
    };
    let line = moved(&game, &above("gain(a, x)", Rational::integer(2)), 0, 4);
    assert_eq!(told(&line), [(NO, NO, YES, 2_f64.sqrt())]);
    assert!(line.changes()[0].proved && line.changes()[0].zero.as_ref().unwrap().pair().is_some());
    let line = moved(&game, &above("gain(a, x)", Rational::integer(8)), 0, 9);
    assert_eq!(told(&line), [(NO, NO, YES, 4.0)]);
    let line = moved(&game, &above("gain(b, l)", Rational::integer(8)), 0, 4);
    let [change] = &line.changes()[..] else { panic!("{:?}", line.parts) };
    assert!(change.proved && (change.low.nearest_f64() - 8_f64.ln()).abs() < 1e-15);
    assert_eq!(change.at, NO);
}

/// Zeros that are nearer to each other than bounds are as a rule are two, and what is between them is told.
#[test]
fn zeros_that_are_very_near_are_two() {
    let tiny = Rational::integer(10).powi(-30).unwrap();
    let game = model(
        "k = 1",
        &format!("[payoff]\na = \"a.x * (k^2 - 2) * (k^2 - 2 - {tiny})\"\nb = \"0\""),
    );
    let line = moved(&game, &condition(&game, "dominant(a, x)"), 0, 4);
    let found: Vec<_> = line.changes().into_iter().map(|c| (c.before, c.at, c.after)).collect();
    assert_eq!(found, [(YES, NO, NO), (NO, NO, YES)]);
}
