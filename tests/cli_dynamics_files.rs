//! The files about moving first, threats and consolidation, against commands that get at the same numbers in another way.

#[path = "common/program.rs"]
mod program;

use program::answer;
use serde_json::Value;

const TWO: &str = "games/open-release/two-player.game.toml";
const FIRST: &str = "games/open-release/first-mover.game.toml";
const PUNISHMENTS: &str = "games/open-release/punishments.game.toml";
const CAP: &str = "games/open-release/price-cap.game.toml";
const CONSOLIDATION: &str = "games/open-release/consolidation.game.toml";

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&answer(&[arguments, &["-f", "json"]].concat())).unwrap()
}

/// The only value at which the answer to `query` changes, over the range of `parameter`.
fn threshold(file: &str, parameter: &str, query: &str, given: &str, more: &[&str]) -> Value {
    let asked = ["threshold", file, "--vary", parameter, "--query", query, "--given", given];
    let found = json(&[&asked[..], more].concat());
    let changes = found["thresholds"].as_array().unwrap();
    assert_eq!((changes.len(), &found["complete"]), (1, &Value::Bool(true)), "{found}");
    changes[0]["value"].clone()
}

/// Whole plans of the repeated game have the thresholds that single deviations have.
#[test]
fn plans_and_single_deviations_agree() {
    for (plan, punishment, exact) in [
        ("for_good", "irreversible", Some("3/4")),
        ("reversion", "nash", Some("13/16")),
        ("rounds", "rounds=5", None),
    ] {
        let given = format!("meta = {plan}");
        let kept = "best_response(openai, restraint)";
        let by_plans = threshold(PUNISHMENTS, "delta", kept, &given, &[]);
        let asked = ["repeated", TWO, "--scenario", "no-pure-equilibrium", "--punish", punishment];
        let by_deviations = json(&asked)["critical_discount"].clone();
        assert_eq!(by_plans, by_deviations, "{plan}");
        assert_eq!(by_plans["exact"].as_str(), exact, "{plan}");
    }
    let asked = ["repeated", TWO, "--scenario", "no-pure-equilibrium", "--punish", "rounds=4"];
    assert_eq!(json(&asked)["critical_discount"], Value::Null);
}

/// The lowest price that the threat sustains at a discount factor has this as its critical discount factor.
#[test]
fn a_price_cap_and_its_patience_agree() {
    for (delta, price) in [("12/25", "1/5"), ("16/75", "3/10"), ("64/75", "1/10")] {
        let set = format!("delta={delta}");
        let kept = "best_response(openai, restraint)";
        let cap = threshold(PUNISHMENTS, "p", kept, "meta = for_good", &["-s", &set]);
        assert_eq!(cap["exact"], price);
        let set = format!("p={price}");
        let found = json(&["repeated", CAP, "-s", &set]);
        assert_eq!(found["critical_discount"]["exact"], delta);
    }
    // Meta does not stay closed at a higher price than 0.39, and at once finds a better moment if nobody sees it coming
    for (set, scenario) in [("p=0.391", None), ("p=0.39", Some("surprise"))] {
        let scenario = scenario.map_or(vec![], |name| vec!["--scenario", name]);
        let found = json(&[&["repeated", CAP, "-s", set][..], &scenario].concat());
        assert_eq!(found["critical_discount"], Value::Null, "{set}");
    }
}

/// A leader of the simultaneous game chooses what backward induction chooses among the plans of the second mover.
#[test]
fn commitment_and_backward_induction_agree() {
    for (value, leader, worth) in
        [("V=1", "open", "43/25"), ("V=1.219", "open", "43/25"), ("V=1.221", "closed", "1721/1000")]
    {
        let asked = ["solve", TWO, "-s", value, "--commitment", "meta", "--pure"];
        let committed = json(&asked);
        assert_eq!(committed["strategies"]["meta"][leader]["exact"], "1", "{value}");
        assert_eq!(committed["payoffs"]["meta"]["exact"], worth, "{value}");
        let asked = ["solve", FIRST, "-s", value, "--given", "openai = high_low"];
        let first = json(&asked);
        assert_eq!(first["equilibria"][0]["payoffs"]["meta"]["exact"], worth, "{value}");
    }
    // Both prefer the mixed equilibrium of the game in which they move at once
    let committed = json(&["solve", TWO, "-s", "V=1", "--commitment", "meta", "--pure"]);
    assert_eq!(committed["nash"]["worst"]["meta"]["exact"], "741/400");
    assert_eq!(committed["nash"]["worst"]["openai"]["exact"], "10/13");
}

/// The volume of the box in which a leader opens, exactly: open quality cancels out of the condition.
#[test]
fn the_volume_of_commitment_is_known_exactly() {
    let others: Vec<&str> = ["X", "hH", "V", "E", "F"].iter().flat_map(|p| ["--vary", p]).collect();
    let open = ["--query", "best_response(meta, open)", "--given", "openai = high_low"];
    let found = json(&[&["region", FIRST, "--scenario", "box"][..], &open, &others].concat());
    let shares = found["shares"].as_array().unwrap();
    let yes = shares.iter().find(|share| share["answer"] == true).unwrap();
    for end in ["lower", "upper"] {
        assert_eq!(yes["share"][end]["exact"], "2163887/5400000");
    }
}

/// As training gets dearer followers leave one after the other, at the times of the logarithms.
#[test]
fn followers_leave_one_by_one() {
    let way = ["path", CONSOLIDATION, "--to-scenario", "two-years-later", "--length", "2"];
    let found = json(&[&way[..], &["--query", "equilibria"]].concat());
    let left: Vec<f64> = found["switches"]
        .as_array()
        .unwrap()
        .iter()
        .map(|switch| switch["at"]["value"].as_f64().unwrap())
        .collect();
    let expected = [4.0, 3.0, 2.0].map(|n: f64| (0.35 / 0.08 / n).ln() / (2.4_f64 / 1.3).ln());
    assert_eq!((left.len(), &found["complete"]), (3, &Value::Bool(true)));
    for (one, other) in left.iter().zip(expected) {
        assert!((one - other).abs() < 1e-12, "{one} and {other}");
    }
    // Three of five, two of five, one of five, none
    let counts: Vec<usize> = found["parts"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|part| part.get("between").is_some())
        .map(|part| part["answer"].as_array().unwrap().len())
        .collect();
    assert_eq!(counts, [10, 10, 5, 1]);
}
