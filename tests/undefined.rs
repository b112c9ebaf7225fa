//! One rule in every command: where a payoff of any player has no value there is no game, and no answer.
#![cfg(unix)]

#[path = "common/program.rs"]
mod program;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

/// What a command says for other programs; it may end with an incomplete answer.
fn json(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_equil")).args(arguments).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|_| {
        panic!("{arguments:?}: {text}{}", String::from_utf8_lossy(&output.stderr))
    })
}

/// The player asked about has an answer everywhere; the other one's payoff is a logarithm.
fn game() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("undefined");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("g.game.toml");
    let text = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"s\", \"t\"]\nb = [\"l\", \"r\"]\n\
                [params]\ny = { value = 1, range = [-2, 2] }\n\
                [payoff]\na = \"a.s\"\nb = \"b.l * log(y)\"\n";
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn every_command_says_so() {
    let path = game();
    let file = path.to_str().unwrap();
    let query = "dominant(a, s)";

    let region = json(&["region", file, "--query", query, "--vary", "y", "-f", "json"]);
    let shares = region["shares"].as_array().unwrap();
    let share = |answer: Value| {
        let found = shares.iter().find(|share| share["answer"] == answer).unwrap();
        found["share"]["lower"]["value"].as_f64().unwrap()
    };
    assert!((share(Value::Bool(true)) - 0.5).abs() < 1e-3, "{region}");
    assert!((share("undefined".into()) - 0.5).abs() < 1e-3, "{region}");

    let radius = json(&["radius", file, "--query", query, "-f", "json"]);
    // From 1 down to 0, of 3
    let upper = radius["radius"]["upper"]["value"].as_f64().unwrap();
    assert!((upper - 1.0 / 3.0).abs() < 1e-3, "{radius}");
    assert_eq!(radius["witness"]["answer"], "undefined");

    let said = program::answer(&["threshold", file, "--query", query]);
    assert!(said.contains("No answer, since a payoff has no value"), "{said}");

    let rows = program::answer(&[
        "sweep", file, "--method", "grid", "--vary", "y=-1:1:3", "--watch", query, "-f", "csv",
    ]);
    let answers: Vec<&str> =
        rows.lines().skip(1).map(|row| row.rsplit(',').next().unwrap()).collect();
    assert_eq!(answers, ["undefined", "undefined", "yes"]);
}
