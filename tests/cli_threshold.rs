//! `equil threshold`, as users see it.

#[path = "common/program.rs"]
mod program;

use program::{answer, run};
use serde_json::Value;

const FOUR: &str = "games/open-release/four-player-2024.game.toml";
const RESOURCES: &str = "games/classics/cstheory-parametric.game.toml";
const OBSERVED: &str =
    "best_response(meta, open) given openai = closed_high, google = open_small, community = split";

fn thresholds(arguments: &[&str]) -> Value {
    let arguments = [&["threshold"], arguments, &["-f", "json"]].concat();
    serde_json::from_str(&run(&arguments, "").stdout).unwrap()
}

/// Parameters and values.
fn found(value: &Value) -> Vec<(String, f64)> {
    let list = value["thresholds"].as_array().unwrap().iter();
    let pair = |t: &Value| {
        (t["param"].as_str().unwrap().to_owned(), t["value"]["value"].as_f64().unwrap())
    };
    list.map(pair).collect()
}

fn assert_near(found: &[(String, f64)], known: &[(&str, f64)]) {
    let close =
        |(a, b): (&(String, f64), &(&str, f64))| a.0 == b.0 && (a.1 - b.1).abs() <= 5e-4 * b.1;
    assert!(found.len() == known.len() && found.iter().zip(known).all(close), "{found:?}");
}

#[test]
fn open_stops_being_best_at_known_values() {
    insta::assert_snapshot!(
        "threshold-observed",
        answer(&["threshold", FOUR, "--query", OBSERVED])
    );
    let value = thresholds(&[FOUR, "--query", OBSERVED]);
    let known = [
        ("S", 37.868),
        ("beta", 0.2398),
        ("c_W", 0.6281),
        ("lag_B", 1.2844),
        ("delay", 0.5777),
        ("L_M", 0.3082),
        ("F_rel", 0.1353),
        ("F_api", 0.1698),
    ];
    assert_near(&found(&value), &known);
    assert_eq!(value["complete"], true);
}

#[test]
fn dominance_has_thresholds_of_its_own() {
    let value = thresholds(&[FOUR, "--query", "dominant(meta, open)"]);
    let known = [
        ("c_W", 0.3475),
        ("lag_B", 0.4429),
        ("lag_B", 0.8110),
        ("lag_S", 2.1303),
        ("X_M", 14.676),
        ("H", 25.574),
        ("h", 0.1279),
        ("W_M", 3.5316),
        ("t", 0.1766),
        ("L_M", 0.1243),
    ];
    assert_near(&found(&value), &known);
}

#[test]
fn answers_at_thresholds_are_told() {
    let asked = ["threshold", RESOURCES, "--query"];
    for query in ["equilibria", "count_nash()", "survivors"] {
        insta::assert_snapshot!(
            format!("threshold-resources-{}", query.trim_end_matches("()")),
            answer(&[&asked[..], &[query]].concat())
        );
    }
    let csv = answer(&[&asked[..], &["equilibria", "-f", "csv"]].concat());
    assert!(csv.contains("1/3") && csv.contains("2/3"), "{csv}");
}

#[test]
fn given_is_part_of_every_question() {
    let csv = |more: &[&str]| answer(&[&["threshold", RESOURCES, "-f", "csv"], more].concat());
    let held = ["--given", "bob = first"];
    let best = csv(&[&["--query", "best_response(ann, first)"], &held[..]].concat());
    assert_eq!(best, csv(&["--query", "best_response(ann, first) given bob = first"]));
    let own = ["--query", "best_response(ann, first) given bob = second"];
    assert_eq!(csv(&own), csv(&[&own[..], &held[..]].concat()));
    for query in ["equilibria", "survivors"] {
        let told = csv(&[&["--query", query], &held[..]].concat());
        insta::assert_snapshot!(format!("threshold-given-{query}"), told);
    }
}

#[test]
fn ranges_are_drawn() {
    let picture = ["--vary", "S", "--vary", "lag_B", "--vary", "L_M", "--vary", "mu", "-f", "svg"];
    let svg = answer(&[&["threshold", FOUR, "--query", OBSERVED], &picture[..]].concat());
    insta::assert_snapshot!("threshold-observed.svg", svg);
}

#[test]
fn threads_change_nothing() {
    let one = ["threshold", FOUR, "--query", OBSERVED, "--threads", "1", "-f", "json"];
    let four = ["threshold", FOUR, "--query", OBSERVED, "--threads", "4", "-f", "json"];
    assert_eq!(answer(&one), answer(&four));
}

#[test]
fn wrong_words_are_told() {
    let told = |more: &[&str]| {
        let arguments = [&["threshold", RESOURCES], more].concat();
        let ran = run(&arguments, "");
        assert_eq!((ran.stdout.as_str(), ran.code), ("", 2));
        ran.stderr
    };
    let both = ["--query", "dominant(ann, fist)", "--vary", "x"];
    insta::assert_snapshot!(
        "threshold-wrong",
        [
            told(&both),
            told(&["--query", "equilibria", "--vary", "y"]),
            told(&["--query", "equilibria", "--vary", "x=1"]),
            told(&["--query", "equilibria", "--vary", "x=1:0"]),
            told(&["--query", "equilibria", "--vary", "x=a:0"]),
            told(&["--query", "equilibria", "--vary", "x=0:1:5"]),
            told(&["--query", "equilibria", "--vary", "x=1/2:1/2"]),
            told(&["--query", "dominant(ann, first)", "--given", "ann = first"]),
            told(&["--query", "gain(ann, first)", "--given", "ann = second"]),
            told(&["--query", "equilibria", "--given", "bob = 1/2 first + 1/2 second"]),
            told(&["--query", "equilibria", "--above", "1"]),
            told(&["--query", "gain(ann, first)", "--above", "one"]),
            told(&["--query", "threshold(x, dominant(ann, first))"]),
            told(&["--query", "gain(ann, first)", "--vary", "x", "--vary", "x=0:1"]),
        ]
        .join("\n")
    );
}

/// Where a payoff has no value there is no answer: that is told, and is no reason to exit with 3.
#[test]
fn payoffs_without_values_are_told() {
    let game = "format = 1\n[game]\nname = \"logs\"\n[players]\nann = [\"in\", \"out\"]\n\
                bob = [\"l\", \"r\"]\n[params]\nk = { value = 3, range = [0, 4] }\n\
                q = { value = 1, range = [-2, 2] }\n[payoff]\n\
                ann = \"ann.in * if(bob.l, log(k - 1) / q, -1)\"\nbob = \"0\"\n";
    let asked = ["threshold", "-", "--query", "dominant(ann, in)"];
    let ran = run(&asked, game);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    insta::assert_snapshot!("threshold-no-value", ran.stdout);
    let json: Value =
        serde_json::from_str(&run(&[&asked[..], &["-f", "json"]].concat(), game).stdout).unwrap();
    let parts = json["parameters"][0]["parts"].as_array().unwrap();
    assert_eq!(parts[0]["open"], "a payoff has no value");
}

/// At r = 0 three players do not care, and mixed equilibria are not searched for there: with the same answer on both
/// sides that is open, and with another one a change is proved all the same.
#[test]
fn what_is_open_at_a_value_is_open() {
    let game = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\nb = [\"x\", \"y\"]\n\
                c = [\"x\", \"y\"]\n[params]\nr = { value = 1, range = [-1, 1] }\n\
                [payoff]\na = \"a.x * r\"\nb = \"b.x * r\"\nc = \"c.x * r\"\n";
    let asked = |query, form| run(&["threshold", "-", "--query", query, "-f", form], game);
    let ran = asked("count_nash()", "text");
    assert_eq!(ran.code, 3);
    assert!(ran.stdout.contains("Open, and perhaps without a change: r at 0."), "{}", ran.stdout);
    assert!(
        ran.stdout.ends_with("no change; at some values the answer is open.\n"),
        "{}",
        ran.stdout
    );
    let complete = |ran: program::Ran| {
        let json: Value = serde_json::from_str(&ran.stdout).unwrap();
        (ran.code, json["complete"].clone(), json["parameters"][0]["complete"].clone())
    };
    assert_eq!(complete(asked("count_nash()", "json")), (3, false.into(), false.into()));
    let every = complete(asked("every_equilibrium(a, x)", "json"));
    assert_eq!(every, (0, true.into(), true.into()));
    assert!(asked("every_equilibrium(a, x)", "text").stdout.contains("changes: 1 at a fraction"));
}
