//! Tests of what is proved although payoffs are equal, or tie at an end.

use crate::answer::{Condition, Decision};
use crate::format::{Limits, read};
use crate::formula::Text;
use crate::model::{Assignment, Model, parse_query};
use crate::nash::Settings;
use crate::num::Rational;
use crate::text::Source;
use crate::threshold::{Asked, Line, line};

fn model(players: &str, payoffs: &str) -> Model {
    let file = format!(
        "format = 1\n[game]\nname = \"g\"\n[players]\n{players}\n[params]\nk = 1\n[payoff]\n{payoffs}\n"
    );
    read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model
}

fn condition(model: &Model, query: &str) -> Condition {
    let mut problems = Vec::new();
    let text = Text::standalone("query", query);
    Condition::of(parse_query(&text, &model.scope(&[]), &[], &mut problems).unwrap())
}

fn moved(model: &Model, condition: &Condition, low: i64, high: i64) -> Line {
    let asked = Asked {
        model,
        point: &Assignment::of(model),
        parameter: 0,
        low: &Rational::integer(low),
        high: &Rational::integer(high),
        condition,
        budget: 5000,
        max_bits: 1024,
        settings: &Settings::default(),
    };
    line(&asked).unwrap()
}

/// x and y are one strategy twice: nothing dominates either, not even where all are equal.
#[test]
fn a_strategy_that_exists_twice_is_not_dominated() {
    let game = model("a = [\"x\", \"y\", \"z\"]", "a = \"k * (a.x + a.y)\"");
    let found = moved(&game, &condition(&game, "weakly_dominated(a, x)"), 0, 1);
    assert!(found.is_complete() && found.changes().is_empty(), "{:?}", found.parts);
    assert_eq!(found.at(&Rational::integer(0)), Some(Decision::No));
    // z is, but where all are equal
    let found = moved(&game, &condition(&game, "weakly_dominated(a, z)"), -1, 1);
    let [change] = &found.changes()[..] else { panic!("{:?}", found.parts) };
    assert_eq!((&change.low, &change.high), (&Rational::integer(0), &Rational::integer(0)));
    let told = [&change.before, &change.at, &change.after].map(Clone::clone);
    assert_eq!(told, [Some(Decision::No), Some(Decision::No), Some(Decision::Yes)]);
}

#[test]
fn payoffs_above_a_number_are_exact() {
    let players = "a = [\"x\", \"y\"]\nb = [\"l\", \"r\"]";
    let game = model(players, "a = \"a.x * (3 * k + 1 / 5)\"\nb = \"k * b.l\"");
    let asked = [
        ("payoff(a) given a = x, b = l", "1/3"),
        ("welfare() given a = x, b = l", "1/4"),
        ("welfare() given a = x, b = 1/2 l + 1/2 r", "2/7"),
    ];
    for (query, at) in asked {
        let Condition::Above(query, _) = condition(&game, query) else { panic!() };
        let found = moved(&game, &Condition::Above(query, "6/5".parse().unwrap()), -1, 1);
        let [change] = &found.changes()[..] else { panic!("{:?}", found.parts) };
        let zero = change.zero.as_ref().unwrap();
        assert_eq!(zero.exact(), Some(&at.parse().unwrap()));
        assert!(zero.pair().is_none() && change.at == Some(Decision::No));
    }
}

/// Two firms choose quantities up to 4: where equilibria enter and leave, what they play is equal.
#[test]
fn what_is_named_is_what_changes() {
    let firm = "[\"0\", \"1\", \"2\", \"3\", \"4\"]";
    let quantity = |who: &str| format!("({who}.1 + 2 * {who}.2 + 3 * {who}.3 + 4 * {who}.4)");
    let firms = firm.replace('"', "\"q").replace("\"q,", "\",").replace("\"q]", "\"]");
    let quantity = |who: &str| quantity(who).replace(&format!("{who}."), &format!("{who}.q"));
    let price = format!("max(0, k - {} - {})", quantity("a"), quantity("b"));
    let payoffs = ["a", "b"].map(|who| format!("{who} = \"({price} - 1) * {}\"", quantity(who)));
    let game = model(&format!("a = {firms}\nb = {firms}"), &payoffs.join("\n"));
    let found = moved(&game, &Condition::PureEquilibria, 2, 14);
    assert!(found.is_complete());
    let shape = game.shape();
    for change in found.changes() {
        let sides = [&change.before, &change.at, &change.after].into_iter().flatten();
        let sides: Vec<&Vec<Vec<usize>>> = sides
            .map(|side| match side {
                Decision::Profiles(profiles) => profiles,
                other => panic!("{other:?}"),
            })
            .collect();
        let (_, first, second) = change.zero.as_ref().unwrap().pair().unwrap();
        let moves = [first, second].iter().any(|&index| {
            let has = |side: &&&Vec<Vec<usize>>| side.contains(&shape.profile(index));
            let count = sides.iter().filter(has).count();
            0 < count && count < sides.len()
        });
        assert!(moves, "{change:?}");
    }
}
