//! `equil dynamics`, as users see it.

#[path = "common/program.rs"]
mod program;

use program::{answer, run};

const FOUR: &str = "games/open-release/four-player-2024.game.toml";
const BATTLE: &str = "games/classics/quantecon-bos.game.toml";
const ROUND: &str = "games/classics/shapley1964.game.toml";

/// Starts, attractors, and the most steps to the end of play.
fn followed(game: &str, more: &[&str]) -> (u64, usize, usize) {
    let arguments = [&["dynamics", game, "-f", "json"], more].concat();
    let value: serde_json::Value = serde_json::from_str(&answer(&arguments)).unwrap();
    let count = |field: &str| value[field].as_array().unwrap().len();
    (value["starts"].as_u64().unwrap(), count("attractors"), count("steps") - 1)
}

#[test]
fn the_open_release_game_comes_to_rest() {
    insta::assert_snapshot!("four-players", answer(&["dynamics", FOUR]));
    // One more sweep, in which nothing moves, shows that it is the end
    assert_eq!(followed(FOUR, &[]), (240, 1, 2));
    assert_eq!(followed(FOUR, &["--rule", "simultaneous"]), (240, 1, 3));
    assert_eq!(followed(FOUR, &["--scenario", "vintage-2026"]), (240, 1, 2));
    let together = ["--scenario", "vintage-2026", "--rule", "simultaneous"];
    assert_eq!(followed(FOUR, &together), (240, 1, 3));
    insta::assert_snapshot!("two-basins", answer(&["dynamics", FOUR, "--scenario", "nu-10"]));
}

#[test]
fn cycles_are_told_in_order() {
    insta::assert_snapshot!("cycle", answer(&["dynamics", ROUND, "--rule", "simultaneous"]));
    insta::assert_snapshot!("cycle.csv", answer(&["dynamics", ROUND, "-f", "csv"]));
}

#[test]
fn one_start_gives_a_path() {
    let start =
        ["--start", "meta = closed, openai = closed_high, google = closed, community = own"];
    let told = run(&[&["dynamics", FOUR], &start[..]].concat(), "");
    insta::assert_snapshot!("path", told.told());
    let told = run(&["dynamics", FOUR, "--start", "meta = closed"], "");
    insta::assert_snapshot!("start-incomplete", told.told());
    let told = run(&["dynamics", FOUR, "--start", "meta = clozed"], "");
    insta::assert_snapshot!("start-unknown", told.told());
}

#[test]
fn what_is_asserted_is_one_end() {
    assert_eq!(run(&["dynamics", FOUR, "--assert"], "").code, 0);
    let failed = run(&["dynamics", BATTLE, "--assert", "-q"], "");
    assert_eq!(failed.code, 1);
    assert!(failed.stderr.contains("asserted"), "{failed:?}");
    assert_eq!(run(&["dynamics", FOUR, "--start", "meta = closed", "--assert"], "").code, 2);
    assert_eq!(run(&["dynamics", FOUR, "--limit", "0s"], "").code, 3);
}

#[test]
fn lots_are_told_with_their_chances() {
    let two = ["dynamics", FOUR, "--scenario", "nu-10", "--rule"];
    insta::assert_snapshot!("random-order", answer(&[&two[..], &["random-order"]].concat()));
    let inertia = [&two[..], &["inertia", "--inertia", "9/10", "-f", "csv"]].concat();
    insta::assert_snapshot!("inertia.csv", answer(&inertia));
    let start = ["dynamics", BATTLE, "--start", "he = opera, she = fight"];
    let run = answer(&[&start[..], &["--rule", "random-order", "--seed", "3"]].concat());
    insta::assert_snapshot!("one-run", run);
    // Asked for runs, it runs
    let runs = answer(&[&start[..], &["--rule", "inertia", "--runs", "50", "-f", "json"]].concat());
    let value: serde_json::Value = serde_json::from_str(&runs).unwrap();
    assert_eq!(value["runs"], 50);
    let ends = value["ends"].as_array().unwrap();
    let sum: u64 = ends.iter().map(|end| end["chance"]["runs"].as_u64().unwrap()).sum();
    assert_eq!((ends.len(), sum), (2, 50));
}

#[test]
fn starts_may_be_mixed() {
    let mixed = ["dynamics", BATTLE, "--starts", "500"];
    let once = answer(&mixed);
    insta::assert_snapshot!("mixed-starts", once);
    for threads in ["1", "2"] {
        assert_eq!(answer(&[&mixed[..], &["--threads", threads]].concat()), once);
    }
    let one = "he = 1/2 opera + 1/2 fight, she = 1/3 opera + 2/3 fight";
    insta::assert_snapshot!("mixed-start", answer(&["dynamics", BATTLE, "--start", one]));
}

#[test]
fn options_that_do_not_go_together_are_told() {
    let refused = |more: &[&str]| {
        let told = run(&[&["dynamics", BATTLE], more].concat(), "");
        assert_eq!(told.code, 2, "{told:?}");
        told.stderr
    };
    assert!(refused(&["--inertia", "1/2"]).contains("knows no inertia"));
    assert!(refused(&["--rule", "inertia", "--inertia", "1"]).contains("below 1"));
    assert!(refused(&["--runs", "5"]).contains("draws no lots"));
    assert!(refused(&["--starts", "9", "--assert"]).contains("every pure start"));
}
