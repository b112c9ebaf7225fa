//! `equil graph`, as users see it.

#[path = "common/program.rs"]
mod program;

use program::{answer, run};
use serde_json::Value;

const FOUR: &str = "games/open-release/four-player-2024.game.toml";
const THREE: &str = "games/open-release/three-player.game.toml";
const BATTLE: &str = "games/classics/quantecon-bos.game.toml";
const ROUND: &str = "games/classics/shapley1964.game.toml";
const COURNOT: &str = "games/classics/judd-yeltekin-conklin2003-cournot.game.toml";
const SVG: [&str; 2] = ["-f", "svg"];

fn surveyed(game: &str, more: &[&str]) -> Value {
    let arguments = [&["graph", game, "-f", "json"], more].concat();
    serde_json::from_str(&run(&arguments, "").stdout).unwrap()
}

/// The verdicts on potentials, from the strongest kind on.
fn potentials(value: &Value) -> Vec<&str> {
    ["exact", "weighted", "ordinal", "generalised-ordinal", "best-response"]
        .iter()
        .map(|kind| value["potentials"][format!("{kind}-potential")]["verdict"].as_str().unwrap())
        .collect()
}

#[test]
fn the_open_release_game_always_comes_to_rest() {
    insta::assert_snapshot!("graph-four-players", answer(&["graph", FOUR]));
    insta::assert_snapshot!("graph-three-players", answer(&["graph", THREE]));
    let value = surveyed(FOUR, &[]);
    assert_eq!(value["profiles"], 240);
    assert_eq!(value["best_responses"]["equilibria"].as_array().unwrap().len(), 1);
    assert_eq!(value["complete"], true);
}

#[test]
fn two_players_are_told_in_full() {
    insta::assert_snapshot!("graph-battle", answer(&["graph", BATTLE]));
    insta::assert_snapshot!("graph-round", answer(&["graph", ROUND]));
    insta::assert_snapshot!("graph-round.csv", answer(&["graph", ROUND, "-f", "csv"]));
    let value = surveyed(ROUND, &[]);
    assert_eq!(potentials(&value), ["no"; 5]);
    assert_eq!(value["best_responses"]["sinks"][0]["size"], 6);
    assert_eq!(value["best_responses"]["cycle"].as_array().unwrap().len(), 6);
    insta::assert_snapshot!("graph-battle.json", answer(&["graph", BATTLE, "-f", "json"]));
}

#[test]
fn quantities_are_substitutes() {
    let file = "format = 1\n[game]\nname = \"quantities\"\n[players]\na = [\"q0\", \"q1\", \"q2\"]\n\
                b = [\"q0\", \"q1\", \"q2\"]\n[define]\nx = \"a.q1 + 2 * a.q2\"\ny = \"b.q1 + 2 * b.q2\"\n\
                [payoff]\na = \"x * (10 - x - y) - x\"\nb = \"y * (10 - x - y) - 2 * y\"\n";
    let names = ["submodular", "exact-potential"];
    let asserted = names.map(|name| run(&["graph", "-", "--assert", name], file).code);
    assert_eq!(asserted, [0, 0]);
    insta::assert_snapshot!("graph-quantities", run(&["graph", "-"], file).told());
    // Where the price cannot fall below 0, quantities beyond are no substitutes
    let value = surveyed(COURNOT, &[]);
    assert_eq!(value["properties"]["submodular"], "no");
    assert_eq!(potentials(&value), ["no", "no", "yes", "yes", "yes"]);
}

#[test]
fn what_is_asserted_is_said() {
    let asserted = |game: &str, names: &[&str]| {
        let mut arguments = vec!["graph", game, "-q"];
        for name in names {
            arguments.extend(["--assert", name]);
        }
        run(&arguments, "")
    };
    assert_eq!(asserted(BATTLE, &["pure-equilibrium", "weakly-acyclic"]).code, 0);
    let failed = asserted(ROUND, &["pure-equilibrium"]);
    assert_eq!(failed.code, 1);
    assert!(failed.stderr.contains("asserted"), "{failed:?}");
    assert_eq!(asserted(BATTLE, &["no-such-property"]).code, 2);
    assert_eq!(run(&["graph", BATTLE, "--limit", "0s"], "").code, 3);
}

#[test]
fn pictures_are_of_two_or_three_players() {
    insta::assert_snapshot!("graph-round.svg", answer(&[&["graph", ROUND][..], &SVG].concat()));
    let three = answer(&[&["graph", THREE][..], &SVG].concat());
    assert_eq!(three.matches("<rect ").count(), 1 + 8 + 1, "{three}");
    let refused = run(&[&["graph", FOUR][..], &SVG].concat(), "");
    insta::assert_snapshot!("graph-picture-refused", refused.told());
    let given = ["--given", "community = split"];
    assert!(answer(&[&["graph", FOUR][..], &SVG, &given].concat()).starts_with("<svg "));
    let alone = "format = 1\n[game]\nname = \"a\"\n[players]\na = [\"x\"]\n[payoff]\na = \"1\"\n";
    let refused = run(&["graph", "-", "-f", "svg", "--from", "toml"], alone);
    assert_eq!(refused.code, 2, "{refused:?}");
}

#[test]
fn irrational_payoffs_are_settled_or_open() {
    let file = "format = 1\n[game]\nname = \"logs\"\n[players]\na = [\"x\", \"y\"]\nb = [\"x\", \"y\"]\n\
                [payoff]\na = \"log(3) * a.x * b.x + log(2) * a.y * b.y\"\nb = \"log(3) * a.x * b.x + log(2) * a.y * b.y\"\n";
    let ran = run(&["graph", "-", "--from", "toml", "-f", "json"], file);
    let value: Value = serde_json::from_str(&ran.stdout).unwrap();
    // Equal, but not proved to be: sums of different players' logarithms are not compared by algebra
    assert_eq!(potentials(&value), ["open", "open", "yes", "yes", "yes"]);
    assert_eq!(ran.code, 3);
    assert_eq!(value["properties"]["supermodular"], "yes");
    assert!(value["efficiency"]["optimum"]["enclosure"].is_array());
    let other = file.replace("b = \"log(3)", "b = \"-log(3)");
    let ran = run(&["graph", "-", "--from", "toml", "-f", "json"], &other);
    let value: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(potentials(&value)[..2], ["no", "no"]);
}
