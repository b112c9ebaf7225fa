//! `equil repeated`, as users see it.

#[path = "common/program.rs"]
mod program;

use program::{answer, run};
use serde_json::Value;

const DILEMMA: &str = "games/classics/gametheory-jl-pd.game.toml";
const TWO: &str = "games/open-release/two-player.game.toml";
const FOUR: &str = "games/open-release/four-player-2024.game.toml";

fn json(arguments: &[&str]) -> Value {
    let ran = run(&[&["repeated"], arguments, &["-f", "json"]].concat(), "");
    assert_eq!((ran.stderr.as_str(), ran.code), ("", 0));
    serde_json::from_str(&ran.stdout).unwrap()
}

#[test]
fn paths_are_told_with_who_is_tempted() {
    insta::assert_snapshot!("dilemma", answer(&["repeated", DILEMMA]));
    let turns = ["--path", "ann=cooperate, bob=defect", "--path", "ann=defect, bob=cooperate"];
    let cycle =
        [&["repeated", DILEMMA], &turns[..], &["--punish", "rounds=1", "--discount", "2/5"]];
    insta::assert_snapshot!("cycle", answer(&cycle.concat()));
    insta::assert_snapshot!("four-player", answer(&["repeated", FOUR]));
}

/// A release that cannot be taken back holds a price down from δ = y/q on; where staying closed does not pay, nothing does.
#[test]
fn a_threat_in_place_of_a_release() {
    let asked = ["repeated", TWO, "--scenario", "no-pure-equilibrium"];
    insta::assert_snapshot!("irreversible", answer(&asked));
    let found = json(&asked[1..]);
    assert_eq!(found["critical_discount"]["exact"], "3/4");
    let never = json(&[TWO]);
    assert_eq!(never["critical_discount"], Value::Null);
    assert_eq!(never["paths"][0]["players"]["openai"]["exact"], "3/4");
}

/// Of 240 profiles three are sustained; to stay closed all together is not one of them.
#[test]
fn profiles_that_patience_sustains() {
    insta::assert_snapshot!("profiles", answer(&["repeated", FOUR, "--profiles"]));
    let closed = "meta = closed, openai = closed_high, google = closed, community = build_closed";
    let found = json(&[FOUR, "--path", closed]);
    assert_eq!(found["paths"][0]["possibly"], Value::Array(Vec::new()));
}

#[test]
fn payoffs_above_the_minmax_values() {
    let file = "games/classics/abreu-sannikov2014-3x3.game.toml";
    insta::assert_snapshot!("payoffs", answer(&["repeated", file, "--payoffs"]));
    let found = json(&[file, "--payoffs"]);
    assert_eq!(found["payoff_set"]["area"]["exact"], "3065/16");
    let many = json(&[FOUR, "--payoffs"]);
    assert_eq!(many["payoff_set"], Value::Null);
    assert!(many["minmax"]["meta"]["pure"]["value"].as_f64().unwrap() > 0.0);
}

#[test]
fn claims_ask_for_critical_discount_factors() {
    for (file, count) in [(DILEMMA, 1), (TWO, 1), (FOUR, 2)] {
        let told = run(&["claims", file, "-f", "json"], "");
        let told: Value = serde_json::from_str(&told.stdout).unwrap();
        let claims = told["files"][0]["claims"].as_array().unwrap().iter();
        let asked = claims.filter(|claim| claim["query"].as_str().unwrap().contains("critical"));
        let verdicts: Vec<&Value> = asked.map(|claim| &claim["verdict"]).collect();
        assert_eq!(verdicts, vec!["holds"; count], "{file}");
    }
}

#[test]
fn mistakes_are_told() {
    let file = |more: &str| {
        format!(
            "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\nb = [\"l\", \"r\"]\n\
             [payoff]\na = \"a.x\"\nb = \"b.l\"\n{more}"
        )
    };
    let wrong = |text: &str, options: &[&str]| {
        let ran = run(&[&["repeated", "-"], options].concat(), text);
        assert_eq!((ran.stdout.as_str(), ran.code), ("", 2), "{options:?}");
        format!("$ repeated {}\n{}\n", options.join(" "), ran.stderr)
    };
    let plain = file("");
    let said = [
        wrong(&plain, &[]),
        wrong(&plain, &["--path", "a = x"]),
        wrong(&plain, &["--path", "a = x, b = q"]),
        wrong(&plain, &["--path", "a = 1/2 x + 1/2 y, b = l"]),
        wrong(&plain, &["--path", "a = x, b = l", "--punish", "irreversible"]),
        wrong(&plain, &["--path", "a = x, b = l", "--punish", "rounds=0"]),
        wrong(&plain, &["--path", "a = x, b = l", "--discount", "1"]),
        wrong(&file("[repeated]\ndiscount = 0.9\npath = []\npunish = \"irreversible\""), &[]),
        wrong(
            &file(
                "[repeated]\ndiscount = 0.9\npath = [{ a = \"x\", b = \"l\" }, { a = \"z\" }]\nsteps = { c = \"x\" }",
            ),
            &[],
        ),
    ];
    insta::assert_snapshot!("mistakes", said.join("\n"));
}
