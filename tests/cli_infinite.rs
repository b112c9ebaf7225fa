//! Counts that are infinite, as users see them: known, above every number, and in no mean.

#[path = "common/program.rs"]
mod program;

use std::path::PathBuf;

use program::run;
use serde_json::Value;

/// At k = 0 Ann does not care what she does, and all her mixtures are equilibria.
const GAME: &str = "format = 1
[game]
name = \"ties\"
[players]
ann = [\"in\", \"out\"]
bob = [\"l\", \"r\"]
[params]
k = { value = 1, range = [0, 1] }
m = { value = 1, range = [0, 1] }
[payoff]
ann = \"ann.in * k\"
bob = \"bob.l * (1 + m)\"
[scenario.tie]
set = { k = 0 }
";

/// A folder of its own for a test, with the game in it.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("infinite-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("ties.game.toml"), GAME).unwrap();
    folder
}

/// A sweep of that game.
fn sweep(folder: &std::path::Path, more: &[&str]) -> program::Ran {
    let game = folder.join("ties.game.toml");
    let asked = ["sweep", game.to_str().unwrap(), "--method", "grid", "--watch", "count_nash()"];
    run(&[&asked[..], &["--vary", "k=0:1:3", "--vary", "m=0:1:2"], more].concat(), "")
}

#[test]
fn rows_say_so_and_it_is_counted() {
    let folder = folder("rows");
    insta::assert_snapshot!(sweep(&folder, &["-f", "csv"]).told());
    insta::assert_snapshot!(sweep(&folder, &[]).stdout);
    let json: Value = serde_json::from_str(&sweep(&folder, &["-f", "json"]).stdout).unwrap();
    let watch = &json["watch"][0];
    assert_eq!([&watch["infinite"], &watch["open"]], [2, 0]);
    assert_eq!((&watch["numbers"]["count"], &watch["numbers"]["mean"]), (&4.into(), &1.0.into()));
    let lines = sweep(&folder, &["-f", "jsonl", "--exact"]).stdout;
    assert!(lines.contains("\"count_nash()\":\"infinite\""), "{lines}");
}

/// Rows of older versions say `open`: they are read, and not gone on with.
#[test]
fn older_rows_are_read_and_not_mixed_with_new_ones() {
    let folder = folder("older");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (file, manifest) = (path("run.csv"), path("run.csv.manifest.jsonl"));
    assert_eq!(sweep(&folder, &["-o", &file]).code, 0);
    let text = std::fs::read_to_string(&manifest).unwrap();
    let older = text.replace("manifest/4", "manifest/3").replace("\"count\"", "\"integer\"");
    assert_ne!(text, older);
    std::fs::write(&manifest, &older).unwrap();
    let ran = sweep(&folder, &["-o", &file]);
    let said =
        "an older version's, whose rows say `open` where there are infinitely many equilibria";
    assert!(ran.code == 2 && ran.stderr.contains(said), "{}", ran.stderr);
    assert_eq!(run(&["analyze", &file, "tornado"], "").code, 3);
    // Where nothing is counted, it goes on
    let watch = ["--watch", "unique_nash()", "-o", &path("unique.csv"), "--force"];
    let game = path("ties.game.toml");
    let asked = [&["sweep", &game, "--method", "grid", "--vary", "k=0:1:3"][..], &watch].concat();
    assert_eq!(run(&asked, "").code, 0);
    let manifest = path("unique.csv.manifest.jsonl");
    let text = std::fs::read_to_string(&manifest).unwrap();
    std::fs::write(&manifest, text.replace("manifest/4", "manifest/3")).unwrap();
    let ran = run(&asked[..asked.len() - 1], "");
    assert!(ran.code == 0 && ran.stderr.contains("is complete"), "{}", ran.stderr);
}

#[test]
fn analyses_set_it_above_every_number_and_leave_it_out_of_means() {
    let folder = folder("analyses");
    let rows = "k,m,y\n0,0,infinite\n1,0,1\n0,1,inf\n1,1,3\n0.5,0,1\n0.5,1,3\n";
    let file = folder.join("rows.csv");
    std::fs::write(&file, rows).unwrap();
    let asked = ["analyze", file.to_str().unwrap(), "--design", "random", "--above", "2"];
    let ran = run(&[&asked[..], &["-q"]].concat(), "");
    assert_eq!(ran.code, 3);
    insta::assert_snapshot!(ran.stdout);
    let ran = run(&[&asked[..], &["share", "-f", "json"]].concat(), "");
    let json: Value = serde_json::from_str(&ran.stdout).unwrap();
    let share = &json["analyses"][0]["share"];
    assert_eq!((ran.code, &share["yes"], &share["no"]), (0, &4.into(), &2.into()));
    assert_eq!(share["mean"], 2.0);
    let answers = &json["answers"][0];
    assert_eq!([&answers["settled"], &answers["infinite"], &answers["open"]], [6, 2, 0]);
}

#[test]
fn ends_of_ranges_may_have_infinitely_many() {
    let folder = folder("ends");
    let game = folder.join("ties.game.toml");
    let asked = ["analyze", game.to_str().unwrap(), "tornado", "--query", "count_nash()"];
    let ran = run(&asked, "");
    assert!(ran.code == 0 && ran.stdout.contains("infinite"), "{}", ran.stdout);
    let json = run(&[&asked[..], &["-f", "json"]].concat(), "").stdout;
    assert!(json.contains("\"infinite\"") && !json.contains("\"open\""), "{json}");
}

#[test]
fn claims_compare_it_with_numbers() {
    let claim = |name: &str, bounds: &str| {
        format!("[claim.{name}]\nvalue = \"count_nash()\"\nscenario = \"tie\"\n{bounds}\n")
    };
    let claims = [claim("many", "least = 7"), claim("few", "most = 7"), claim("one", "expect = 1")];
    let file = format!("{GAME}{}", claims.concat());
    insta::assert_snapshot!(run(&["claims", "-"], &file).told());
    let json = run(&["claims", "-", "-f", "json"], &file).stdout;
    assert!(json.contains("\"found\": \"infinite\""), "{json}");
}

#[cfg(feature = "parquet")]
#[test]
fn columns_have_infinity() {
    let folder = folder("columns");
    let file = folder.join("run.parquet");
    let path = file.to_str().unwrap();
    assert_eq!(sweep(&folder, &["-o", path]).code, 0);
    let text = equil::sweep::columns_as_text(&file).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(text.contains("\n0,0,0,infinite\n") && text.contains("\n5,1,1,1\n"), "{text}");
    let json = run(&["analyze", path, "tornado", "-f", "json"], "").stdout;
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["answers"][0]["infinite"], 2);
}
