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

const SANNIKOV: &str = "games/classics/abreu-sannikov2014-3x3.game.toml";

/// Corners are states of an automaton.
#[test]
fn payoffs_that_equilibria_give() {
    let asked =
        |discount: &str| answer(&["repeated", SANNIKOV, "--payoffs", "--discount", discount]);
    insta::assert_snapshot!("equilibria", asked("3/10"));
    let found = json(&[SANNIKOV, "--payoffs", "--discount", "4/5"]);
    let set = &found["equilibria"];
    assert_eq!((&set["kind"], &set["area"]["exact"]), (&"exact".into(), &"7631/40".into()));
    assert_eq!(set["vertices"][1]["next"][0]["state"], 2);
    let pennies = "games/classics/vonstengel2007-fig3-1.game.toml";
    let empty = json(&[pennies, "--payoffs", "--discount", "1/100"]);
    assert!(empty["equilibria"]["outer"].is_array());
    let svg = answer(&["repeated", SANNIKOV, "--payoffs", "--discount", "3/10", "-f", "svg"]);
    assert!(svg.starts_with("<svg ") && svg.contains("equilibria, δ = 0.3"));
}

/// Of any number of players, planes around the set and points in it.
#[test]
fn bounds_of_payoffs() {
    let three = "games/open-release/three-player.game.toml";
    let found = json(&[three, "--payoffs", "--discount", "1/2", "--planes", "26"]);
    let ranges = found["bounds"]["ranges"].as_array().unwrap();
    assert_eq!(ranges.len(), 3);
    let points = found["bounds"]["points"].as_array().unwrap();
    assert!(!points.is_empty());
    for point in points {
        for (payoff, range) in point["payoffs"].as_array().unwrap().iter().zip(ranges) {
            let value = |x: &Value| x["value"].as_f64().unwrap();
            assert!(value(&range[0]) <= value(payoff) && value(payoff) <= value(&range[1]));
        }
    }
    let two = answer(&["repeated", DILEMMA, "--payoffs", "--discount", "3/4", "--planes", "16"]);
    insta::assert_snapshot!("planes", two);
}

#[test]
fn sets_that_change_with_patience() {
    insta::assert_snapshot!("phases", answer(&["repeated", DILEMMA, "--payoffs", "--phases"]));
    let found = json(&[DILEMMA, "--payoffs", "--phases"]);
    let changes = found["phases"]["changes"].as_array().unwrap();
    let exact: Vec<&Value> = changes.iter().map(|change| &change["critical"]["exact"]).collect();
    assert_eq!(exact, [&Value::from("1/7"), &Value::Null, &Value::from("1/4")]);
    let fold = changes[1]["critical"]["value"].as_f64().unwrap();
    // 36√7 − 95
    assert!((fold - (36.0 * 7.0_f64.sqrt() - 95.0)).abs() < 1e-12);
    assert_eq!(changes[1]["polynomial"], serde_json::json!(["-47", "190", "1"]));
}

#[test]
fn profiles_under_optimal_punishments() {
    let asked = ["repeated", DILEMMA, "--profiles", "--punish", "optimal"];
    insta::assert_snapshot!("optimal", answer(&asked));
    let one = ["repeated", SANNIKOV, "--path", "row=T, col=L", "--punish", "optimal"];
    let nash = json(&[SANNIKOV, "--path", "row=T, col=L", "--punish", "nash"]);
    let optimal = json(&one[1..]);
    let value = |found: &Value| found["critical_discount"]["value"].as_f64().unwrap();
    assert!(value(&optimal["paths"][0]) < value(&nash));
    for wrong in [
        &["repeated", FOUR, "--profiles", "--punish", "optimal"][..],
        &["repeated", DILEMMA, "--profiles", "--punish", "optimal", "--payoffs"][..],
        &["repeated", DILEMMA, "--payoffs", "--discount", "0"][..],
        &["repeated", DILEMMA, "--payoffs", "--phases", "--between", "1/2:1/3"][..],
        &["repeated", FOUR, "--payoffs", "--phases"][..],
        &["repeated", DILEMMA, "--payoffs", "--width", "0"][..],
    ] {
        let ran = run(wrong, "");
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{wrong:?}: {}", ran.stderr);
    }
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

/// Without lots: paths of a prisoner's dilemma as walks of a graph, none of matching pennies, those of different discount factors.
#[test]
fn paths_without_lots() {
    let asked = [DILEMMA, "--payoffs", "--without-lots", "--discount", "2/5"];
    insta::assert_snapshot!("without-lots", answer(&[&["repeated"], &asked[..]].concat()));
    let found = &json(&asked)["paths"];
    assert_eq!((&found["kind"], &found["certified"]), (&"exact".into(), &true.into()));
    assert_eq!(found["players"]["ann"]["greatest"][1]["exact"], "48/5");
    let best = &found["players"]["ann"]["best"];
    assert_eq!(best["lead"][0]["ann"], "defect");
    assert_eq!(best["cycle"], serde_json::json!([{ "ann": "cooperate", "bob": "cooperate" }]));
    assert_eq!(found["settled"], found["boxes"].as_array().unwrap().len());
    // 3/4, that of the file; graphs from both sides
    let few = ["--nodes", "40", "--width", "0.1"];
    let rough = json(&[&[DILEMMA, "--payoffs", "--without-lots"], &few[..]].concat());
    assert_eq!(rough["paths"]["discounts"][1]["exact"], "3/4");
    assert_eq!(rough["paths"]["kind"], "between");
    let sizes = ["inner", "outer"].map(|side| rough["paths"][side].as_array().unwrap().len());
    assert!(sizes.iter().all(|&size| 0 < size && size <= 40), "{sizes:?}");
    let picture = run(&[&["repeated"], &asked[..], &["-f", "svg"]].concat(), "").stdout;
    assert!(picture.contains("equilibria without lots, δ = 0.4"));
    let pennies = "games/classics/openspiel-brps.game.toml";
    let none = json(&[pennies, "--payoffs", "--without-lots", "--discount", "9/10"]);
    assert_eq!(none["paths"]["kind"], "empty");
    let wrong = run(&["repeated", pennies, "--payoffs", "--without-lots"], "");
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("no discount factor is given"), "{}", wrong.stderr);
    let zero = run(&["repeated", DILEMMA, "--payoffs", "--without-lots", "--discount", "0"], "");
    assert_eq!(zero.code, 2);
}
