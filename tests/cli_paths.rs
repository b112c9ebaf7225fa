//! `equil solve --method lemke-howson`: paths, and one equilibrium of a large game.

use std::fmt::Write as _;

use serde_json::Value;

#[path = "common/program.rs"]
mod program;

use program::{answer, run};

const LONG: &str = "games/classics/savani-vonstengel2006-6x6.game.toml";

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&answer(&[arguments, &["-f", "json"]].concat())).unwrap()
}

#[test]
fn a_label_by_number_and_by_name() {
    let by_number = json(&["solve", LONG, "--label", "2"]);
    assert_eq!(by_number["method"], "lemke-howson");
    assert_eq!(by_number["coverage"], "some");
    let path = &by_number["paths"][0];
    assert_eq!((&path["label"], &path["pivots"]), (&2.into(), &24.into()));
    assert_eq!((&path["from"], &path["to"]), (&Value::Null, &0.into()));
    let name =
        format!("{}.{}", path["player"].as_str().unwrap(), path["strategy"].as_str().unwrap());
    let by_name = json(&["solve", LONG, "--method", "lemke-howson", "--label", &name]);
    assert_eq!(by_name, by_number);
    let exact = json(&["solve", LONG, "--label", "2", "--exact"]);
    assert_eq!(exact["paths"], by_number["paths"]);
    assert_eq!(exact["equilibria"], by_number["equilibria"]);
}

#[test]
fn all_labels_are_listed() {
    let all = json(&["solve", LONG, "--all-labels"]);
    let pivots: Vec<u64> =
        all["paths"].as_array().unwrap().iter().map(|p| p["pivots"].as_u64().unwrap()).collect();
    assert_eq!(pivots, [88, 24, 24, 24, 24, 88, 36, 36, 16, 16, 36, 36]);
    let told = run(&["solve", LONG, "--all-labels", "-v"], "").stdout;
    assert_eq!(told.matches("start").count(), 12, "{told}");
    assert!(told.contains("pivots"), "{told}");
    assert!(!answer(&["solve", LONG, "--all-labels"]).contains("pivots"));
}

#[test]
fn labels_that_do_not_fit() {
    for (label, more) in
        [("13", "there is no label 13"), ("0", "no label 0"), ("nobody.x", "nobody.x")]
    {
        let refused = run(&["solve", LONG, "--label", label], "");
        assert!(refused.code == 2 && refused.stderr.contains(more), "{refused:?}");
    }
    let refused = run(&["solve", LONG, "--label", "1", "--method", "pure"], "");
    assert!(refused.code == 2 && refused.stderr.contains("pure follows no paths"), "{refused:?}");
}

/// Nothing is removed before a path is followed, so that labels keep their meaning.
#[test]
fn dominated_strategies_are_labels_too() {
    let dilemma = json(&["solve", "games/classics/openspiel-pd.game.toml", "--label", "1"]);
    assert_eq!(dilemma["paths"][0]["label"], 1);
    assert_eq!(dilemma["equilibria"].as_array().unwrap().len(), 1);
}

/// More strategies than support enumeration takes, and no pure equilibrium: rock, paper, scissors
/// with many more of the kind.
#[test]
fn one_equilibrium_of_a_large_game() {
    let n = 41;
    let mut text = format!("NFG 1 R \"g\" {{ \"a\" \"b\" }} {{ {n} {n} }}\n\n");
    for j in 0..n {
        for i in 0..n {
            let lead = (i + n - j) % n;
            let (own, other) = match lead {
                0 => (0, 0),
                _ if lead <= n / 2 => (lead, -1),
                _ => (-2, n - lead),
            };
            let _ = write!(text, "{own} {other} ");
        }
    }
    let path = std::env::temp_dir().join(format!("equil-paths-{}.nfg", std::process::id()));
    std::fs::write(&path, text).unwrap();
    let found = json(&["solve", path.to_str().unwrap(), "--one"]);
    let threads = ["1", "4"]
        .map(|threads| json(&["solve", path.to_str().unwrap(), "--one", "--threads", threads]));
    std::fs::remove_file(&path).unwrap();
    assert_eq!(found["method"], "one");
    assert_eq!(found["equilibria"][0]["certificate"]["kind"], "exact");
    assert_eq!(found["paths"][0]["to"], 0);
    assert_eq!(threads[0], threads[1]);
}
