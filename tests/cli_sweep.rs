//! `equil sweep`, as users see it.

#[path = "common/killed.rs"]
mod killed;
#[path = "common/program.rs"]
mod program;

use std::path::PathBuf;
use std::process::Command;

use program::answer;

const GAME: &str = "tests/data/sweep.game.toml";

/// Exit code, standard output, standard error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let ran = program::run(arguments, "");
    (ran.code, ran.stdout, ran.stderr)
}

fn sweep(more: &[&str]) -> String {
    answer(&[&["sweep", GAME], more].concat())
}

/// A folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("sweep-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn path(folder: &std::path::Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}

#[test]
fn answers_are_counted() {
    insta::assert_snapshot!("points", sweep(&["points"]));
    insta::assert_snapshot!("points.md", sweep(&["points", "-f", "md", "--digits", "6"]));
    insta::assert_snapshot!("points.json", sweep(&["points", "-f", "json"]));
    insta::assert_snapshot!("thirds", sweep(&["thirds"]));
    let asked =
        ["--method", "random", "-n", "500", "--seed", "3", "--vary", "k", "--vary", "m=0:1"];
    let watch = ["--watch", "dominant(a, x)", "--given", "b = u"];
    insta::assert_snapshot!("asked", sweep(&[&asked[..], &watch].concat()));
}

#[test]
fn rows_are_written_in_full() {
    insta::assert_snapshot!("thirds.csv", sweep(&["thirds", "-f", "csv"]));
    insta::assert_snapshot!("thirds.jsonl", sweep(&["thirds", "-f", "jsonl"]));
    let few = ["-n", "4", "--scramble", "none", "-f", "csv", "--prior", "uniform"];
    insta::assert_snapshot!("sobol.csv", sweep(&[&["points"], &few[..]].concat()));
    for method in ["morris", "saltelli", "latin-hypercube", "random"] {
        let rows =
            sweep(&["points", "--method", method, "-n", "2", "-f", "csv", "--prior", "uniform"]);
        let expected = match method {
            "morris" => 2 * 4,
            "saltelli" => 2 * 5,
            _ => 2,
        };
        assert_eq!(rows.lines().count(), 1 + expected, "{method}");
    }
}

#[test]
fn what_has_no_value_is_a_word() {
    let holes = ["--method", "grid", "--vary", "l=-4:-2:3", "--watch", "dominant(a, x)"];
    let rows = sweep(&[&holes[..], &["-f", "csv", "--set", "k=1"]].concat());
    assert_eq!(rows.lines().skip(1).count(), 3, "{rows}");
    let divided = folder("words").join("holes.game.toml");
    let file =
        std::fs::read_to_string(GAME).unwrap().replace("if(l > 0, k / (l + 3), m)", "(1 / l)");
    std::fs::write(&divided, file).unwrap();
    let divided = divided.to_str().unwrap();
    let asked = ["sweep", divided, "--method", "grid", "--vary", "l=-1:1:3"];
    let rows = answer(&[&asked[..], &["--watch", "gain(a, x)", "-f", "csv"]].concat());
    assert!(rows.contains("\n1,0,undefined\n"), "{rows}");
    let rows = answer(&[&asked[..], &["--watch", "count_nash()", "-f", "jsonl"]].concat());
    assert!(rows.contains("{\"row\":1,\"l\":0,\"count_nash()\":\"undefined\"}"), "{rows}");
}

#[test]
fn mistakes_are_told() {
    let mut all = String::new();
    for more in [
        &[][..],
        &["pints"],
        &["points", "--method", "grid", "--scramble", "none"],
        &["points", "--method", "morris"],
        &["--vary", "k", "--watch", "dominant(a, x)"],
        &["--vary", "kk", "--watch", "dominant(a, x)", "-n", "4"],
        &["--vary", "k=2:1", "--watch", "dominant(a, x)", "-n", "4"],
        &["--vary", "k", "--watch", "dominant(a, q)", "-n", "4"],
        &["--vary", "k", "--watch", "share(dominant(a, x))", "-n", "4"],
        &["--vary", "k=0:1e309", "--watch", "dominant(a, x)", "-n", "4"],
        &["--vary", "k=0:1:3", "--watch", "dominant(a, x)", "-n", "4"],
        &["--vary", "k", "-n", "4"],
        &["points", "--shard", "3/2"],
        &["points", "--method", "grid", "-n", "9999999"],
        &["points", "-f", "nfg"],
    ] {
        let (code, out, said) = run(&[&["sweep", GAME], more].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{more:?} {said}");
        all.push_str(&format!("$ sweep {}\n{said}\n", more.join(" ")));
    }
    insta::assert_snapshot!("mistakes", all);
}

#[test]
fn a_sweep_that_is_there_goes_on_or_is_refused() {
    let folder = folder("refused");
    let file = path(&folder, "run.csv");
    let command = ["sweep", GAME, "points", "-o", &file];
    let (code, _, said) = run(&command);
    assert_eq!(code, 0, "{said}");
    let bytes = std::fs::read(&file).unwrap();
    // Complete; a part that was damaged is written again
    assert!(run(&command).2.contains("is complete: 64 rows"));
    let mut damaged = bytes.clone();
    damaged[200] ^= 1;
    std::fs::write(&file, damaged).unwrap();
    assert_eq!(run(&command).0, 0);
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
    for (changed, says) in [
        (&["--seed", "2"][..], "`--seed`"),
        (&["-n", "65"], "`-n`"),
        (&["--set", "k=2", "--vary", "l"], "value"),
        (&["--given", "b = u"], "`--given`"),
        (&["--prior", "uniform"], "how `l` varies"),
        (&["--shard", "1/2"], "`--shard`"),
    ] {
        let (code, _, said) = run(&[&command[..], changed].concat());
        assert!(code == 2 && said.contains(says), "{changed:?}: {said}");
    }
    assert_eq!(run(&[&command[..], &["--seed", "2", "--force"]].concat()).0, 0);
    assert_ne!(std::fs::read(&file).unwrap(), bytes);
    let game = path(&folder, "own.game.toml");
    let text = std::fs::read_to_string(GAME).unwrap();
    std::fs::write(&game, &text).unwrap();
    let own = path(&folder, "own.csv");
    assert_eq!(run(&["sweep", &game, "points", "-o", &own]).0, 0);
    let again = |text: &str| {
        std::fs::write(&game, text).unwrap();
        let (code, _, said) = run(&["sweep", &game, "points", "-o", &own]);
        (code, said)
    };
    // Other words for the same are no hindrance
    for same in [
        format!("{text}# changed\n"),
        text.replace("title = \"Three", "title = \"3"),
        text.replace("a.x * (1 + k * b.u - l)", "a.x*(1  + k*b.u - l)"),
        text.replace("[sweep.thirds]", "[sweep.others]"),
    ] {
        let (code, said) = again(&same);
        assert!(code == 0 && said.contains("is complete"), "{said}");
        assert!(said.contains("has changed since, in nothing that the rows depend on"), "{said}");
    }
    for (from, to, says) in [
        ("* (1 + k", "* (2 + k", "the payoff of `a` is not the same"),
        ("m - l * a.z", "m - a.z * l", "the payoff of `b` is not the same"),
        ("range = [0, 4]", "range = [0, 3]", "how `k` varies is not the same (uniform(0, 4) there"),
        ("\"w\"]", "\"ww\"]", "the strategies of `b` are not the same"),
        ("seed   = 1", "seed   = 7", "`--seed` is not the same (1 there, 7 here)"),
        ("\"gain(a, x)\", ", "", "`--watch` is not the same"),
    ] {
        let (code, said) = again(
            &text
                .replacen(from, to, 1)
                .replace("b.w", if to == "\"ww\"]" { "b.ww" } else { "b.w" }),
        );
        assert!(code == 2 && said.contains(says), "{from}: {said}");
    }
    let strange = path(&folder, "strange.csv");
    std::fs::write(&strange, "mine").unwrap();
    let (code, _, said) = run(&["sweep", GAME, "points", "-o", &strange]);
    assert!(code == 2 && said.contains("no sweep wrote it"), "{said}");
    assert_eq!(std::fs::read_to_string(&strange).unwrap(), "mine");
}

/// A table that the game file names is as much a part of it as its text.
#[test]
fn a_changed_table_is_refused_by_name() {
    let folder = folder("table");
    let game = path(&folder, "table.game.toml");
    let text = "format = 1\n[game]\nname = \"table\"\n[players]\na = [\"x\", \"y\"]\nb = [\"u\", \"v\"]\n\
                [params]\nk = { value = 1, range = [0, 4] }\n[table]\nfile = \"payoffs.csv\"\n";
    std::fs::write(&game, text).unwrap();
    let table = path(&folder, "payoffs.csv");
    let cells = "a,b,u_a,u_b\nx,u,k,1\nx,v,1,0\ny,u,0,0\ny,v,2,1\n";
    std::fs::write(&table, cells).unwrap();
    let rows = path(&folder, "run.csv");
    let asked =
        ["sweep", &game, "--method", "grid", "--vary", "k=0:4:9", "--watch", "count_nash()"];
    let asked = [&asked[..], &["-o", &rows]].concat();
    assert_eq!(run(&asked).0, 0);
    assert!(run(&asked).2.contains("is complete"));
    std::fs::write(&table, cells.replace("y,v,2,1", "y,v,3,1")).unwrap();
    let (code, _, said) = run(&asked);
    assert!(code == 2 && said.contains("the table `payoffs.csv` is not the same"), "{said}");
}

#[test]
fn all_equilibria_are_listed() {
    let asked = ["--method", "grid", "--vary", "k=0:4:3", "--vary", "l=1:1:1"];
    let more =
        ["--watch", "equilibria", "--watch", "count_nash()", "--watch", "every_equilibrium(a, y)"];
    insta::assert_snapshot!("equilibria.csv", sweep(&[&asked[..], &more, &["-f", "csv"]].concat()));
    let rows = sweep(&[&asked[..], &more, &["-f", "jsonl"]].concat());
    insta::assert_snapshot!("equilibria.jsonl", rows.as_str());
    let row: serde_json::Value = serde_json::from_str(rows.lines().next().unwrap()).unwrap();
    assert_eq!(row["equilibria"]["coverage"], "all");
    // Restricted; and of three players only pure ones
    let given = sweep(&[&asked[..], &more[..2], &["-f", "jsonl", "--given", "b = u"]].concat());
    assert!(given.lines().all(|line| line.contains("\"b\":{\"u\":\"1\"}")), "{given}");
    let three =
        ["sweep", "tests/data/release.game.toml", "--method", "grid", "--vary", "comp=0:6:3"];
    let rows = answer(&[&three[..], &["--watch", "equilibria", "-f", "jsonl"]].concat());
    assert!(rows.lines().all(|line| line.contains("\"coverage\":\"all")), "{rows}");
    insta::assert_snapshot!("equilibria-three", rows);
    // Counted where rows are not written
    let counted = sweep(&[&asked[..], &more[..2]].concat());
    insta::assert_snapshot!("equilibria-counted", counted);
}

#[test]
fn numbers_are_exact_on_request() {
    let asked = ["--method", "grid", "--vary", "k=0:1:4", "--vary", "l=-1:0:2"];
    let payoff = "payoff(a) given a = x, b = u";
    let more = ["--watch", payoff, "--watch", "probability(a, x)", "--exact"];
    insta::assert_snapshot!("exact.csv", sweep(&[&asked[..], &more, &["-f", "csv"]].concat()));
    insta::assert_snapshot!("exact.jsonl", sweep(&[&asked[..], &more, &["-f", "jsonl"]].concat()));
    // The same numbers, and so the same counts
    let summary = |more: &[&str]| sweep(&[&asked[..], more, &["-f", "csv"]].concat());
    let (exact, near) = (summary(&more), summary(&more[..4]));
    let value = |cell: &str| match cell.split_once('/') {
        Some((a, b)) => a.parse::<f64>().unwrap() / b.parse::<f64>().unwrap(),
        None => cell.parse().unwrap(),
    };
    for (exact, near) in exact.lines().zip(near.lines()).skip(1) {
        for (exact, near) in exact.split(',').zip(near.split(',')) {
            assert!((value(exact) - value(near)).abs() <= 1e-12 * value(near).abs());
        }
    }
}

/// The least discount factor at each point, `never` where none is enough; of a path that is the file's.
#[test]
fn discount_factors_are_watched() {
    let folder = folder("discount");
    let game = path(&folder, "cap.game.toml");
    let text = std::fs::read_to_string("games/open-release/price-cap.game.toml").unwrap();
    let text = text.replace("sources  = \"refs.bib\"\n", "");
    std::fs::write(&game, &text).unwrap();
    let watch = ["--watch", "critical_discount()", "--watch", "critical_discount(openai)"];
    let asked = ["sweep", &game, "--method", "grid", "--vary", "p=0.125:0.5:4"];
    let asked = [&asked[..], &watch].concat();
    let rows = answer(&[&asked[..], &["--exact", "-f", "csv"]].concat());
    let cells: Vec<&str> = rows.lines().skip(1).map(|row| row.split_once(',').unwrap().1).collect();
    // (q - 2 p)² / (q y); at p = 1/2 Meta would rather open
    assert_eq!(cells, ["0.125,0.75,0.75", "0.25,1/3,1/3", "0.375,1/12,1/12", "0.5,never,0"]);
    let counted = answer(&asked);
    assert!(counted.contains("never  open") && !counted.contains("infinite"), "{counted}");
    let told: serde_json::Value =
        serde_json::from_str(&answer(&[&asked[..], &["-f", "json"]].concat())).unwrap();
    assert_eq!(
        (&told["watch"][0]["infinite"], &told["watch"][1]["infinite"]),
        (&1.into(), &0.into())
    );
    // Rows of one path are not those of another
    let file = path(&folder, "run.csv");
    let stored = [&asked[..], &["-o", &file]].concat();
    assert_eq!(run(&stored).0, 0);
    assert!(run(&stored).2.contains("is complete"));
    std::fs::write(&game, text.replace("openai = \"restraint\" }", "openai = \"low\" }")).unwrap();
    assert_eq!(run(&stored).0, 2);
    // What it is not about is refused
    let (code, _, said) = run(&[&asked[..], &["--given", "meta = closed"]].concat());
    assert!(code == 2 && said.contains("not about strategies that are given"), "{said}");
    let (code, _, said) = run(&["sweep", GAME, "points", "--watch", "critical_discount()"]);
    assert!(code == 2 && said.contains("the file has none"), "{said}");
}

#[cfg(not(feature = "parquet"))]
#[test]
fn parquet_needs_a_feature() {
    let folder = folder("parquet");
    let (code, _, said) = run(&["sweep", GAME, "points", "-o", &path(&folder, "run.parquet")]);
    assert!(code == 2 && said.contains("--features parquet"), "{said}");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn shards_make_a_whole() {
    let folder = folder("shards");
    let whole = path(&folder, "whole.csv");
    assert_eq!(run(&["sweep", GAME, "slow", "-n", "5000", "-o", &whole]).0, 0);
    let mut parts = Vec::new();
    for index in ["1/3", "2/3", "3/3"] {
        let part = path(&folder, &format!("{}.csv", &index[..1]));
        let more = ["-n", "5000", "-o", &part, "--shard", index];
        assert_eq!(run(&[&["sweep", GAME, "slow"], &more[..]].concat()).0, 0);
        parts.push(part);
    }
    let merged = path(&folder, "merged.csv");
    let (two, three) = (parts[1].as_str(), parts[2].as_str());
    let (code, _, said) = run(&["sweep", "merge", &merged, three, two]);
    assert!(code == 2 && said.contains("shard 1/3 is missing"), "{said}");
    let (code, _, said) = run(&["sweep", "merge", &merged, two, two, &parts[0]]);
    assert!(code == 2 && said.contains("shard 3/3 is missing; shard 2/3 is there twice"), "{said}");
    let (code, _, said) = run(&["sweep", "merge", &merged, two, "nope.csv"]);
    assert!(code == 4 && said.contains("nope.csv: "), "{said}");
    let (code, _, said) = run(&["sweep", "merge", &merged, three, &parts[0], two]);
    assert_eq!(code, 0, "{said}");
    for end in ["", ".manifest.jsonl"] {
        let read = |file: &str| std::fs::read_to_string(format!("{file}{end}")).unwrap();
        assert_eq!(read(&merged), read(&whole));
    }
    let (_, _, said) = run(&["sweep", GAME, "slow", "-n", "5000", "-o", &merged]);
    assert!(said.contains("is complete: 5000 rows"), "{said}");
}

/// Killed at random moments, the same command ends in the same bytes.
#[test]
fn killed_sweeps_go_on() {
    let folder = folder("killed");
    let (whole, killed) = (path(&folder, "whole.csv"), path(&folder, "killed.csv"));
    killed::goes_on([GAME, "slow"], [&whole, &killed], 11);
}

#[test]
fn time_runs_out_and_files_stay_valid() {
    let folder = folder("limit");
    let file = path(&folder, "run.jsonl");
    let command = ["sweep", GAME, "slow", "-n", "30000000", "-o", &file, "--limit", "300ms"];
    let (code, _, said) = run(&command);
    assert!(code == 3 && said.contains("rows are written"), "{said}");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'));
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(row["row"].is_u64());
    }
    let (code, out, _) = run(&["sweep", GAME, "slow", "-n", "30000000", "--limit", "200ms"]);
    assert!(code == 3 && out.contains("stopped"), "{out}");
    // The first points of a grid are no sample
    let grid = ["--method", "grid", "-n", "1000", "--vary", "k", "--vary", "l", "--vary", "m=0:1"];
    let watch = ["--watch", "dominated(a, z)", "--limit", "200ms"];
    let (code, out, said) = run(&[&["sweep", GAME, "-v"], &grid[..], &watch].concat());
    assert!(code == 3 && out.contains("of 1000000000 points"), "{out}");
    assert!(said.contains("1000000000 points are to be looked at"), "{said}");
    assert!(!out.contains('%') && out.contains("no sample"), "{out}");
}

#[test]
fn what_cannot_be_written_is_told() {
    let (code, _, said) = run(&["sweep", GAME, "points", "-o", "no/such/folder/run.csv"]);
    assert!(code == 4 && said.contains("no/such/folder/run.csv: "), "{said}");
    // The rows of a full disk stay valid, and the same command goes on
    let folder = folder("full");
    let (whole, file) = (path(&folder, "whole.csv"), path(&folder, "run.csv"));
    assert_eq!(run(&["sweep", GAME, "slow", "-o", &whole]).0, 0);
    let limited = "trap '' XFSZ; ulimit -f 400; exec \"$0\" sweep \"$1\" slow -o \"$2\"";
    let full = Command::new("sh")
        .args(["-c", limited, env!("CARGO_BIN_EXE_equil"), GAME, &file])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let said = String::from_utf8(full.stderr).unwrap();
    assert!(full.status.code() == Some(4) && said.contains("run.csv"), "{said}");
    let (code, _, said) = run(&["sweep", GAME, "slow", "-o", &file]);
    assert!(code == 0 && said.contains("of them from before"), "{said}");
    assert_eq!(std::fs::read(&file).unwrap(), std::fs::read(&whole).unwrap());
}
