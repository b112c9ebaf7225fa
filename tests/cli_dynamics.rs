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
