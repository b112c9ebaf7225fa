//! `equil dominance --make`, as users see it.

#[path = "common/program.rs"]
mod program;

use program::{answer, run};
use serde_json::Value;

const RELEASE: &str = "tests/data/release.game.toml";
const DILEMMA: &str = "games/classics/openspiel-pd.game.toml";
const COOPERATE: &str = "row = cooperate, col = cooperate";

fn json(arguments: &[&str]) -> Value {
    let arguments = [&["dominance"], arguments, &["-f", "json"]].concat();
    serde_json::from_str(&run(&arguments, "").stdout).unwrap()
}

fn exact(value: &Value) -> &str {
    value["exact"].as_str().unwrap()
}

#[test]
fn what_it_takes_to_release() {
    insta::assert_snapshot!(
        "make-release",
        answer(&["dominance", RELEASE, "lab", "open", "--make"])
    );
    insta::assert_snapshot!(
        "make-release-margin",
        answer(&[
            "dominance",
            RELEASE,
            "lab",
            "open",
            "--make",
            "--margin",
            "1/10",
            "--distance",
            "greatest"
        ])
    );
    let profile = "lab = open, rival = low, community = contribute";
    insta::assert_snapshot!(
        "make-release-unique",
        answer(&["dominance", RELEASE, "--make=unique", "--profile", profile])
    );
    insta::assert_snapshot!(
        "make-release-csv",
        answer(&["dominance", RELEASE, "lab", "open", "--make", "-f", "csv"])
    );
}

#[test]
fn promises_for_other_programs() {
    let value = json(&[RELEASE, "lab", "open", "--make"]);
    assert_eq!(value["schema"], "equil.make/1");
    assert_eq!(value["breaking"]["patterns"][0]["community"], "ignore");
    assert_eq!(value["breaking"]["restrictions"][0]["kept"]["community"][0], "contribute");
    let plan = &value["promises"]["plan"];
    assert_eq!((exact(&plan["cost"]), exact(&plan["at_least"])), ("13/10", "13/10"));
    assert_eq!((&plan["attained"], exact(&plan["slope"])), (&Value::Bool(false), "2"));
    let nearest = &value["parameters"]["nearest"];
    assert_eq!((exact(&nearest["distance"]), &nearest["found"]), ("9/40", &"exact".into()));
    assert_eq!(exact(&nearest["values"]["leak"]), "1/10");
    let single = value["parameters"]["single"].as_array().unwrap();
    assert_eq!((&single[0]["answer"], &single[1]["answer"]), (&"never".into(), &"reach".into()));
}

/// 10, 5, 1 and 0: defecting gains 5 against who cooperates and 1 against who does not.
#[test]
fn the_dilemma_by_all_means() {
    let known = [
        ("subsidies", ["12", "5", "10"]),
        ("penalties", ["12", "5", "0"]),
        ("either", ["12", "5/2", "0"]),
        ("transfers", ["10", "5", "0"]),
    ];
    for (means, costs) in known {
        for (least, cost) in ["total", "greatest", "played"].iter().zip(costs) {
            let value = json(&[
                DILEMMA,
                "--make",
                "--profile",
                COOPERATE,
                "--means",
                means,
                "--least",
                least,
            ]);
            let plan = &value["promises"]["plan"];
            assert_eq!(
                (exact(&plan["cost"]), exact(&plan["at_least"])),
                (cost, cost),
                "{means} {least}"
            );
        }
    }
    // Elimination: the other defects, against which 1 is enough
    let value = json(&[DILEMMA, "row", "cooperate", "--make=iterated"]);
    assert_eq!(exact(&value["promises"]["plan"]["cost"]), "1");
}

/// Payoffs with exp and log: a class, by enclosures.
#[test]
fn the_model_of_2024() {
    let file = "games/open-release/four-player-2024.game.toml";
    let vary = ["--vary", "lag_B", "--vary", "L_M", "--vary", "c_W"];
    let value = json(&[&[file, "meta", "open", "--make"], &vary[..]].concat());
    assert_eq!(value["breaking"]["cases"].as_array().unwrap().len(), 2);
    let plan = &value["promises"]["plan"];
    let cost = plan["cost"]["value"].as_f64().unwrap();
    assert!((cost - 0.0637).abs() < 1e-4, "{cost}");
    assert!(plan["at_least"]["value"].as_f64().unwrap() > cost - 1e-9);
    let nearest = &value["parameters"]["nearest"];
    assert_eq!((&nearest["found"], &nearest["holds"]), (&"search".into(), &true.into()));
    let (distance, bound) =
        (nearest["distance"]["value"].as_f64(), nearest["at_least"]["value"].as_f64());
    assert!(bound.unwrap() > 0.0 && distance.unwrap() < 0.0758 && bound < distance);
}

/// What is done when time is up is told: what breaks it, and promises; what is not is open.
#[test]
fn a_limit_leaves_what_is_proved() {
    let file = "games/open-release/four-player-2024.game.toml";
    let ran = run(&["dominance", file, "meta", "open", "--make", "--limit", "300ms"], "");
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    // However far the search came, and wherever its lines break
    let words = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("Now it fails in 2 of 48 cases"), "{}", ran.stdout);
    assert!(words.contains("a limit ended the search"), "{}", ran.stdout);
}

/// The point for all parameters is no farther than the nearest of one alone.
#[test]
fn all_together_are_no_farther_than_one_alone() {
    let file = "games/open-release/four-player-2024.game.toml";
    let vary = ["--vary", "L_M", "--vary", "c_W", "--vary", "lag_S"];
    let value = json(&[&[file, "meta", "open", "--make"], &vary[..]].concat());
    let distance = value["parameters"]["nearest"]["distance"]["value"].as_f64().unwrap();
    assert!(distance < 0.0758, "{distance}");
}

#[test]
fn threads_change_nothing() {
    let with = |threads| {
        let profile = "lab = open, rival = low, community = contribute";
        let asked = ["dominance", RELEASE, "--make=unique", "--profile", profile];
        answer(&[&asked[..], &["-f", "json", "--threads", threads]].concat())
    };
    assert_eq!(with("1"), with("4"));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let told = |more: &[&str]| run(&[&["dominance", RELEASE], more].concat(), "").told();
    let profile = ["--profile", "lab = open, rival = low, community = ignore"];
    insta::assert_snapshot!(
        "make-wrong",
        [
            told(&["--make"]),
            told(&["lab", "open", "--make=unique"]),
            told(&["lab", "open", "--make", "--least", "played"]),
            told(&["lab", "open", "--make", "--margin", "-1"]),
            told(&["lab", "open", "--make", "--kind", "weak", "--margin", "1"]),
            told(&["lab", "open", "--make=iterated", "--kind", "weak"]),
            told(&[&["--make", "--given", "community = contribute"], &profile[..]].concat()),
            told(&["lab", "open", "--make", "--pay", "labb"]),
        ]
        .concat()
    );
}

/// A table without rows is left out: it never comes about by k alone, nor by m.
#[test]
fn no_parameter_alone_makes_no_table() {
    let game = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n[params]\n\
                k = { value = 0, range = [0, 1] }\nm = { value = 0, range = [0, 1] }\n\
                [payoff]\na = \"a.x * (k + m - 3/2)\"\n";
    let ran = run(&["dominance", "-", "a", "x", "--make"], game);
    assert!(ran.stdout.contains("which is proved: k, m."), "{}", ran.stdout);
    assert!(!ran.stdout.contains("By one parameter"), "{}", ran.stdout);
}
