//! `equil threshold --along`, as users see it.

#[path = "common/program.rs"]
mod program;

use program::{answer, run};
use serde_json::Value;

const TWO: &str = "games/open-release/two-player.game.toml";
const FOUR: &str = "games/open-release/four-player-2024.game.toml";
const OBSERVED: &str =
    "best_response(meta, open) given openai = closed_high, google = open_small, community = split";

fn curves(arguments: &[&str]) -> Value {
    let arguments = [&["threshold"], arguments, &["-f", "json"]].concat();
    serde_json::from_str(&run(&arguments, "").stdout).unwrap()
}

/// N = 0 (what opening gains against a low price) and the same against a high one, which turns where nobody buys the
/// closed model any more.
#[test]
fn closed_forms_are_found() {
    let asked = ["threshold", TWO, "--query", "equilibria", "--vary", "V"];
    let told = |more: &[&str]| answer(&[&asked[..], more].concat());
    let along = ["--along", "y=0.3:0.95:14"];
    insta::assert_snapshot!("curves-two-player", told(&along));
    insta::assert_snapshot!("curves-two-player-csv", told(&[&along[..], &["-f", "csv"]].concat()));
    insta::assert_snapshot!("curves-two-player.svg", told(&[&along[..], &["-f", "svg"]].concat()));
    let value = curves(&[&asked[1..], &along].concat());
    let solved = |curve: usize, place: usize| {
        value["curves"][curve]["formulas"][place]["solved"].as_str().unwrap().to_owned()
    };
    assert_eq!(solved(0, 0), "V = 61/50 - y");
    assert_eq!(solved(1, 0), "V = (122 - 97*y) / (100 - 100*y)");
    assert_eq!(solved(1, 1), "V = 147/100");
    assert_eq!(value["curves"][1]["formulas"][0]["to"]["exact"], "1/2");
    assert_eq!(value["schema"], "equil.curves/1");
    assert_eq!(value["rest"]["exact"], "0");
}

/// The loss that open release may cause falls as the followers' lag grows.
#[test]
fn joint_thresholds_of_the_study() {
    let asked = [FOUR, "--query", OBSERVED, "--vary", "L_M=0:2", "--along", "lag_B=0.6:1.4:3"];
    let value = curves(&[&asked[..], &["--rest", "1/8"]].concat());
    let at = |place: usize| {
        let thresholds = value["values"][place]["thresholds"].as_array().unwrap();
        assert_eq!(thresholds.len(), 1);
        thresholds[0]["value"]["value"].as_f64().unwrap()
    };
    assert!((at(0) - 1.587).abs() < 5e-4 && (at(2) - 0.1749).abs() < 5e-5, "{value}");
    // Another way of opening is the best one before
    let event = &value["events"][0]["between"];
    let end = |place: usize| event[place]["value"].as_f64().unwrap();
    assert!(end(0) < 0.8092 && 0.8092 < end(1), "{event}");
}

#[test]
fn threads_change_nothing() {
    let asked = ["threshold", TWO, "--query", "equilibria", "--vary", "V", "--along"];
    let asked = [&asked[..], &["y=0.3:0.9:4", "-f", "json", "--threads"]].concat();
    assert_eq!(answer(&[&asked[..], &["1"]].concat()), answer(&[&asked[..], &["4"]].concat()));
}

#[test]
fn wrong_words_are_told() {
    let told = |more: &[&str]| {
        let ran = run(&[&["threshold", TWO, "--query", "equilibria"], more].concat(), "");
        assert_eq!((ran.stdout.as_str(), ran.code), ("", 2));
        ran.stderr
    };
    insta::assert_snapshot!(
        "curves-wrong",
        [
            told(&["--along", "y"]),
            told(&["--vary", "V", "--along", "V"]),
            told(&["--vary", "V", "--along", "yy"]),
            told(&["--vary", "V", "--along", "S"]),
            told(&["--vary", "V", "--along", "y=1/2:1/2"]),
            told(&["--vary", "V", "--along", "y=0.3:0.9:1"]),
            told(&["--vary", "V", "--along", "y=0.9:0.3"]),
            told(&["--vary", "V", "--rest", "1/10"]),
        ]
        .join("\n")
    );
}
