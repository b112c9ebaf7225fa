//! `equil analyze`, as users see it.

#[path = "common/program.rs"]
mod program;

use std::path::{Path, PathBuf};

use program::{answer, run};
use serde_json::Value;

const GAME: &str = "tests/data/sweep.game.toml";
const FOUR: &str = "games/open-release/four-player-2024.game.toml";
const GAP: &str =
    "gain(meta, open) given openai = closed_high, google = open_small, community = split";

/// A folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("analyze-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A run of the small game.
fn swept(folder: &Path, name: &str, options: &[&str]) -> String {
    let path = folder.join(name).to_str().unwrap().to_owned();
    let watch = ["--watch", "gain(a, x)", "--watch", "dominant(a, x)"];
    let ran = run(&[&["sweep", GAME, "-o", &path], options, &watch].concat(), "");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    path
}

const DRAWN: [&str; 8] = ["--method", "sobol", "-n", "512", "--seed", "1", "--vary", "*"];

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&answer(&[arguments, &["-f", "json"]].concat())).unwrap()
}

#[test]
fn draws_are_analysed() {
    let folder = folder("draws");
    let path = swept(&folder, "draws.csv", &DRAWN);
    insta::assert_snapshot!("analyze-draws", answer(&["analyze", &path, "-q"]));
    let share = ["analyze", &path, "share", "-q", "-f", "md", "--above", "1/2", "--fails"];
    insta::assert_snapshot!("analyze-share.md", answer(&share));
    let csv = ["analyze", &path, "regional", "--query", "dominant(a, x)", "-f", "csv"];
    insta::assert_snapshot!("analyze-regional.csv", answer(&csv));
    let boxes = ["prim", "--boxes", "2", "--density", "0.9", "--query", "dominant(a, x)"];
    let value = json(&[&["analyze", &path], &boxes[..]].concat());
    let told = serde_json::to_string_pretty(&value).unwrap();
    insta::assert_snapshot!("analyze-prim.json", told.replace(folder.to_str().unwrap(), ""));
    // The same rows as lines of JSON, on any number of threads
    let lines = swept(&folder, "draws.jsonl", &DRAWN);
    let of = |path: &str, threads: &str| {
        let told = answer(&["analyze", path, "-q", "-v", "--threads", threads][..3]);
        let json = json(&["analyze", path, "--threads", threads]);
        (told, json["analyses"].clone())
    };
    assert_eq!(of(&path, "1"), of(&lines, "4"));
}

#[test]
fn runs_of_several_seeds_have_an_error_of_their_own() {
    let folder = folder("seeds");
    let names = ["1.csv", "2.csv", "3.csv", "4.csv"];
    let runs = names.map(|name| {
        let seed = name.trim_end_matches(".csv");
        let drawn = ["--method", "sobol", "-n", "256", "--seed", seed, "--vary", "*"];
        swept(&folder, name, &drawn)
    });
    let with: Vec<&str> = runs[1..].iter().flat_map(|run| ["--with", run]).collect();
    let all = [&["analyze", &runs[0], "share", "-q"][..], &with].concat();
    insta::assert_snapshot!("analyze-with", answer(&all));
    let value = json(&all);
    let share = &value["analyses"][1]["share"];
    let (error, own) = (&share["runs"]["standard_error"], &share["standard_error"]);
    // Scrambled points are better than draws
    assert!(error.as_f64().unwrap() < own.as_f64().unwrap(), "{share}");
    let twice = run(&["analyze", &runs[0], "share", "--with", &runs[0]], "");
    assert!(twice.code == 2 && twice.stderr.contains("has the seed of"), "{}", twice.stderr);
}

#[test]
fn indices_and_effects_are_told() {
    let folder = folder("indices");
    let over = ["--vary", "k", "--vary", "l"];
    let saltelli = ["--method", "saltelli", "-n", "128", "--second-order"];
    let path = swept(&folder, "saltelli.csv", &[&saltelli[..], &over].concat());
    insta::assert_snapshot!("analyze-sobol", answer(&["analyze", &path, "-q"]));
    let csv = ["analyze", &path, "sobol", "-f", "csv", "--digits", "6", "--query", "gain(a, x)"];
    insta::assert_snapshot!("analyze-sobol.csv", answer(&csv));
    let value = json(&["analyze", &path, "--query", "gain(a, x)", "--resamples", "50"]);
    let told = serde_json::to_string_pretty(&value).unwrap();
    insta::assert_snapshot!("analyze-sobol.json", told.replace(folder.to_str().unwrap(), ""));
    let morris = ["--method", "morris", "-n", "40", "--levels", "6"];
    let path = swept(&folder, "morris.csv", &[&morris[..], &over].concat());
    insta::assert_snapshot!("analyze-morris", answer(&["analyze", &path, "-q"]));
}

#[test]
fn every_analysis_has_a_picture() {
    let folder = folder("pictures");
    let over = ["--vary", "k", "--vary", "l", "-n", "64"];
    for design in ["sobol", "saltelli", "morris"] {
        let method = ["--method", design];
        let path = swept(&folder, &format!("{design}.csv"), &[&method[..], &over].concat());
        let value = json(&["analyze", &path, "--resamples", "20", "--query", "gain(a, x)"]);
        for part in value["analyses"].as_array().unwrap() {
            let method = part["method"].as_str().unwrap();
            let asked = ["--query", "gain(a, x)", "-f", "svg"];
            let svg = answer(&[&["analyze", &path, method][..], &asked].concat());
            assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"), "{method}");
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{method}: {svg}");
        }
    }
    let exact = ["analyze", GAME, "tornado", "--query", "gain(a, x)", "-f", "svg"];
    insta::assert_snapshot!("analyze-tornado.svg", answer(&exact));
}

/// Economics of the release game: swings of the gap at the base point.
#[test]
fn swings_of_the_gap_are_known() {
    let value = json(&["analyze", FOUR, "tornado", "--query", GAP]);
    let ends = value["analyses"][0]["ends"]["parameters"].as_array().unwrap();
    let known = [
        ("L_M", 0.500),
        ("beta", 0.273),
        ("X_M", 0.195),
        ("lag_B", 0.187),
        ("c_W", 0.160),
        ("W_M", 0.130),
        ("F_api", 0.124),
    ];
    for (name, swing) in known {
        let found = ends.iter().find(|end| end["parameter"] == name).unwrap();
        let found = found["swing"]["value"].as_f64().unwrap();
        assert!((found - swing).abs() < 0.0006, "{name}: {found}");
    }
    assert_eq!((ends.len(), &value["complete"]), (53, &Value::Bool(true)));
    let asked = ["--query", GAP, "--ends", "prior", "--vary", "S", "--vary", "E_M=2:25"];
    insta::assert_snapshot!("analyze-ends", answer(&[&["analyze", FOUR][..], &asked].concat()));
    let words = ["analyze", GAME, "--query", "dominant(a, x)", "-q"];
    insta::assert_snapshot!("analyze-ends-words", answer(&words));
}

/// Payoffs with `exp` are enclosed, each time a little otherwise.
#[test]
fn swings_of_what_does_not_matter_are_0() {
    let query = GAP.replace("gain(meta, open)", "gain(google, open_small)");
    let query = query.replace("google = open_small", "meta = open_r");
    let asked = ["analyze", FOUR, "tornado", "--query", &query];
    let ends = json(&asked)["analyses"][0]["ends"]["parameters"].as_array().unwrap().clone();
    let absent: Vec<_> = ends.iter().filter(|end| end["enters"] == false).collect();
    assert!(absent.len() > 10 && absent.len() < ends.len() - 10, "{}", absent.len());
    assert!(absent.iter().all(|end| end["swing"]["exact"] == "0"));
    assert!(absent.iter().any(|end| end["parameter"] == "T_O"));
    let told = answer(&[&asked[..], &["--digits", "3"]].concat());
    assert!(!told.contains("e-1") && told.contains("Not in any payoff that matters:"), "{told}");
}

#[test]
fn what_has_no_answer_is_counted() {
    let folder = folder("holes");
    let game = folder.join("holes.game.toml");
    let file = std::fs::read_to_string(GAME).unwrap();
    std::fs::write(&game, file.replace("if(l > 0, k / (l + 3), m)", "(1 / l)")).unwrap();
    let game = game.to_str().unwrap();
    let path = folder.join("holes.csv");
    let path = path.to_str().unwrap();
    let grid = ["--method", "grid", "--vary", "l=-1:1:5", "--vary", "k=0:4:5"];
    let watch = ["--watch", "gain(a, x)", "--watch", "dominant(a, z) given b = u"];
    let swept = run(&[&["sweep", game, "-o", path], &grid[..], &watch].concat(), "");
    assert_eq!(swept.code, 0, "{}", swept.stderr);
    let ran = run(&["analyze", path, "-q"], "");
    insta::assert_snapshot!("analyze-holes", ran.told());
    let ends = ["analyze", game, "--query", "gain(a, x)", "--vary", "l=0:1", "-q"];
    insta::assert_snapshot!("analyze-holes-ends", run(&ends, "").told());
    // A picture of nothing
    let picture = ["analyze", path, "tornado", "--query", "dominant(a, z) given b = u"];
    let ran = run(&[&picture[..], &["-f", "svg"]].concat(), "");
    assert!(ran.code == 2 && ran.stderr.contains("nothing to draw"), "{}", ran.stderr);
}

#[test]
fn rows_of_other_programs_are_read() {
    let folder = folder("foreign");
    let path = folder.join("rows.csv");
    let mut rows = "x1,x2,y,z\n".to_owned();
    for (a1, a2, b1, b2) in [(0, 0, 1, 1), (0, 1, 1, 0), (1, 0, 0, 1), (1, 1, 0, 0)] {
        for (x1, x2) in [(a1, a2), (b1, a2), (a1, b2), (b1, b2)] {
            rows.push_str(&format!("{x1}, {x2}, {}e0, True\n", x1 + 2 * x2));
        }
    }
    std::fs::write(&path, rows).unwrap();
    let path = path.to_str().unwrap();
    let asked = ["--design", "saltelli", "--query", "y", "--query", "z", "-q"];
    insta::assert_snapshot!("analyze-foreign", answer(&[&["analyze", path], &asked[..]].concat()));
}

#[test]
fn time_may_run_out() {
    let folder = folder("limit");
    let saltelli = ["--method", "saltelli", "-n", "32", "--vary", "k", "--vary", "l"];
    let path = swept(&folder, "saltelli.csv", &saltelli);
    let ran = run(&["analyze", &path, "--limit", "0s", "-f", "json"], "");
    let value: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!((ran.code, &value["complete"]), (3, &Value::Bool(false)));
    // The indices are there, without their intervals
    let first = &value["analyses"][0]["sobol"]["parameters"][0]["first"];
    assert!(first["value"].is_f64() && first["interval"].is_null(), "{first}");
}

#[test]
fn mistakes_are_told() {
    let folder = folder("mistakes");
    let shown = |text: String| text.replace(&format!("{}/", folder.to_str().unwrap()), "");
    let path = swept(&folder, "run.csv", &DRAWN);
    let bare = folder.join("bare.csv");
    std::fs::write(&bare, "x1,x2,y\n0,0,1\na,0,2\n0,1\n0,1,maybe\n0,1,yes\n").unwrap();
    let bare = bare.to_str().unwrap();
    let shard = [&DRAWN[..], &["--shard", "1/2"]].concat();
    let shard = swept(&folder, "shard.csv", &shard);
    let damaged = swept(&folder, "damaged.csv", &DRAWN);
    let bytes = std::fs::read_to_string(&damaged).unwrap().replacen("yes", "no ", 1);
    std::fs::write(&damaged, bytes).unwrap();
    let mut all = String::new();
    for more in [
        &[path.as_str(), "sobol"][..],
        &[&path, "switching"],
        &[&path, "tornado", "--query", "dominat(a, x)"],
        &[&path, "--design", "sobol"],
        &[&path, "--set", "k=1"],
        &[&path, "--vary", "k"],
        &[&path, "-f", "svg"],
        &[&path, "tornado", "-f", "svg"],
        &[&path, "--level", "95"],
        &[&path, "share", "--above", "x"],
        &[bare],
        &[bare, "--design", "random"],
        &[bare, "--design", "random", "--query", "x3"],
        &[&shard],
        &[&damaged],
        &["nowhere.csv", "--design", "random"],
        &[GAME, "share"],
        &[GAME, "tornado"],
        &[GAME, "--query", "gain(a, q)"],
        &[GAME, "--query", "gain(a, x)", "--second-order"],
        &[GAME, "--query", "gain(a, x)", "--vary", "kk"],
    ] {
        let ran = run(&[&["analyze"], more].concat(), "");
        assert!(ran.code == 2 || ran.code == 4, "{more:?} {}", ran.stderr);
        assert_eq!(ran.stdout, "", "{more:?}");
        all.push_str(&format!("$ analyze {}\n{}\n", more.join(" "), ran.stderr));
    }
    insta::assert_snapshot!("analyze-mistakes", shown(all));
}

/// What is said of errors is about this run.
#[test]
fn footers_say_what_errors_are() {
    let folder = folder("footers");
    let footer = |path: &str, method: &str| {
        let told = run(&["analyze", path, method, "--query", "dominant(a, x)"], "").stdout;
        told.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let vary = ["--vary", "k", "--vary", "l"];
    let of = |name: &str, more: &[&str]| swept(&folder, name, &[more, &vary].concat());
    let drawn = of("drawn.csv", &["--method", "random", "-n", "64"]);
    let share = footer(&drawn, "share");
    assert!(
        share.contains("(Clopper and Pearson) are at 95 %; a standard error is one"),
        "{share}"
    );
    assert!(footer(&drawn, "tornado").contains("± is one standard error"));
    let lattice = of("lattice.csv", &["--method", "morris", "-n", "8"]);
    assert!(!footer(&lattice, "morris").contains("scrambled"));
    let pairs = of("pairs.csv", &["--method", "saltelli", "-n", "16"]);
    assert!(footer(&pairs, "sobol").contains("under scrambled Sobol' points"));
    let plain = of("plain.csv", &["--method", "saltelli", "-n", "16", "--scramble", "none"]);
    assert!(!footer(&plain, "sobol").contains("scrambled"));
    // Runs of several designs are not one sweep; `lhs` is a name for one of them
    let strata = of("strata.csv", &["--method", "lhs", "-n", "64"]);
    let ran = run(&["analyze", &drawn, "share", "--with", &strata], "");
    assert!(ran.code == 2 && ran.stderr.contains("is a run of the design `latin-hypercube`"));
}

/// A lattice has rows at the ends of ranges: where these have no answer, the loss is explained.
#[test]
fn a_lattice_that_loses_trajectories_says_why() {
    let folder = folder("lattice");
    let game = folder.join("g.game.toml").to_str().unwrap().to_owned();
    let text = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n[params]\n\
                k = { value = 1, range = [0, 4] }\nl = { value = 1, range = [0, 2] }\n\
                [payoff]\na = \"a.x * (1 / k + l)\"\n";
    std::fs::write(&game, text).unwrap();
    let path = folder.join("run.csv").to_str().unwrap().to_owned();
    let asked = ["sweep", &game, "--method", "morris", "-n", "20", "--vary", "*"];
    let watch = ["--watch", "gain(a, x)"];
    let counted = run(&[&asked[..], &watch].concat(), "").stdout.replace('\n', " ");
    assert!(counted.contains("a lattice has points at the ends of ranges"), "{counted}");
    assert_eq!(run(&[&asked[..], &watch, &["-o", &path]].concat(), "").code, 0);
    let told = run(&["analyze", &path, "morris"], "").stdout;
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("no row has an answer at k = 0"), "{told}");
}
