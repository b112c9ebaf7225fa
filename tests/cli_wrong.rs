//! What users get wrong in questions about parameters: every mistake is told, with what to type instead, and answers nothing.

#[path = "common/program.rs"]
mod program;

use std::path::PathBuf;

use program::{Ran, run};

const GAME: &str = "format = 1
[game]
name = \"g\"
[players]
ann = [\"left\", \"right\"]
bob = [\"up\", \"down\"]
[params]
k = { value = 1, range = [0, 4] }
m = { value = 2, range = [1, 3] }
[payoff]
ann = \"ann.left * (k - 2 * bob.up)\"
bob = \"bob.up * (m - k)\"
[scenario.later]
set = { k = 3 }
";

const ONE_PLAYER: &str = "format = 1
[game]
name = \"one\"
[players]
ann = [\"left\", \"right\"]
[params]
k = { value = 1, range = [0, 8] }
[payoff]
ann = \"ann.left * (k - 3)\"
";

const ONE_STRATEGY: &str = "format = 1
[game]
name = \"single\"
[players]
ann = [\"left\"]
bob = [\"up\"]
[params]
k = { value = 1, range = [0, 8] }
[payoff]
ann = \"k\"
bob = \"2\"
";

/// A question about sets of parameters.
const QUESTIONS: [&[&str]; 4] = [
    &["threshold", "-"],
    &["region", "-"],
    &["radius", "-"],
    &["path", "-", "--to-scenario", "later"],
];

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("wrong-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// An error that says what is wrong, and no answer.
fn refused(arguments: &[&str], input: &str) -> String {
    let ran = run(arguments, input);
    assert_eq!((ran.stdout.as_str(), ran.code), ("", 2), "{arguments:?}: {}", ran.stderr);
    assert!(ran.stderr.contains("error"), "{arguments:?}: {}", ran.stderr);
    ran.stderr
}

#[test]
fn mistakes_in_questions_are_told() {
    let dominant = ["--query", "dominant(ann, left)"];
    let mistakes: [&[&str]; 16] = [
        &["--query", "dominant(ann, lft)"],
        &["--query", ""],
        &["--query", "gain(ann, left)", "--above", "x"],
        &["--query", "dominant(ann, left)", "--above", "1"],
        &["--query", "dominant(ann, left)", "--given", "ann = right"],
        &["--query", "dominant(ann, left)", "--given", "ann = left"],
        &["--query", "gain(ann, left)", "--given", "ann = left"],
        &["--query", "dominant(ann, left)", "--given", "bob = dwn"],
        &["--query", "dominant(ann, left)", "--set", "k=1", "--set", "k=2"],
        &["--query", "dominant(ann, left)", "--set", "k=nan"],
        &["--query", "dominant(ann, left)", "--set", "q=1"],
        &["--query", "dominant(ann, left)", "--budget", "-1"],
        &["--query", "dominant(ann, left)", "--limit", "-3"],
        &["--query", "dominant(ann, left)", "-o", "src"],
        &["--query", "equilibrium"],
        &[
            "--query",
            "dominant(ann, lft)",
            "--set",
            "k=abc",
            "--set",
            "q=3",
            "--given",
            "bob = foo",
        ],
    ];
    let mut told = String::new();
    for question in QUESTIONS {
        for mistake in mistakes {
            let said = refused(&[question, mistake].concat(), GAME);
            if question[0] == "threshold" {
                told.push_str(&format!("$ {}\n{said}\n", mistake.join(" ")));
            }
        }
        if question[0] == "path" {
            continue;
        }
        for range in ["k=4:0", "k=0:nan", "k=", "q", "k=0:1:5", "k:0:4:9"] {
            let said = refused(&[question, &dominant, &["--vary", range]].concat(), GAME);
            if question[0] == "threshold" {
                told.push_str(&format!("$ --vary {range}\n{said}\n"));
            }
        }
    }
    insta::assert_snapshot!("wrong-questions", told);
}

/// Players who have nothing else to play, games without parameters or ranges: an answer or an error, and no bug.
#[test]
fn small_games_are_answered_or_refused() {
    let bare = GAME.replace(", range = [0, 4]", "").replace(", range = [1, 3]", "");
    let none = "format = 1\n[game]\nname = \"g\"\n[players]\nann = [\"left\", \"right\"]\n\
                bob = [\"up\", \"down\"]\n[payoff]\nann = \"ann.left\"\nbob = \"bob.up\"\n";
    for game in [ONE_PLAYER, ONE_STRATEGY, &bare, none, ""] {
        let ask = |arguments: &[&str]| {
            let Ran { stdout, stderr, code } = run(arguments, game);
            assert!([0, 2, 3].contains(&code), "{arguments:?}: {code} {stderr}");
            assert_eq!(code == 2, stdout.is_empty(), "{arguments:?}: {stdout} {stderr}");
            assert!(code != 2 || !stderr.is_empty(), "{arguments:?}");
        };
        for query in ["dominant(ann, left)", "gain(ann, left)", "equilibria", "survivors"] {
            for command in ["threshold", "region", "radius"] {
                ask(&[command, "-", "--query", query]);
            }
        }
        ask(&["sweep", "-", "--vary", "*", "--watch", "dominant(ann, left)", "-n", "8"]);
        ask(&["analyze", "-", "tornado", "--query", "gain(ann, left)"]);
        ask(&["path", "-", "--to-scenario", "later"]);
        ask(&["solve", "-", "--flips"]);
        ask(&["dominance", "-", "--flips"]);
        for aim in ["--make", "--make=iterated"] {
            ask(&["dominance", "-", "ann", "left", aim]);
        }
    }
}

#[test]
fn a_radius_is_measured_within_ranges() {
    let asked = ["radius", "-", "--query", "dominant(ann, left)", "--set", "k=9", "-q"];
    insta::assert_snapshot!("wrong-radius", refused(&asked, GAME));
    let wider = [&asked[..], &["--vary", "k=0:18", "--vary", "*"]].concat();
    let ran = run(&wider, GAME);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    // What moves and does not matter is told apart
    assert!(ran.stdout.contains("Not in any payoff that matters: m."), "{}", ran.stdout);
}

#[test]
fn a_way_leads_somewhere() {
    let both = ["path", "-", "-"];
    let told = [
        refused(&["path", "-"], GAME),
        refused(&["path", "-"], ONE_PLAYER),
        refused(&both, GAME),
        refused(&["path", "-", "--to-scenario", "later", "--set", "k=3"], GAME),
    ];
    insta::assert_snapshot!("wrong-ways", told.join("\n"));
    let open = run(&["path", "-", "--to-scenario", "later", "--budget", "0"], GAME);
    let said = "no switch is proved, and some of it is open";
    assert!(open.code == 3 && open.stdout.contains(said), "{}", open.stdout);
}

#[test]
fn mistakes_in_sweeps_are_told() {
    let folder = folder("sweeps");
    let at = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let game = at("g.game.toml");
    let more = GAME.replace("m = {", "j = { value = 1, range = [0, 1] }\nm = {");
    std::fs::write(&game, more).unwrap();
    let watch = ["--watch", "dominant(ann, left)", "--quiet"];
    let sweep = |more: &[&str]| {
        let points = if more.contains(&"-n") { &[][..] } else { &["-n", "8"] };
        run(&[&["sweep", &game, "--vary", "*"][..], &watch, points, more].concat(), "")
    };
    for (shard, name) in [("1/2", "first.csv"), ("2/2", "second.csv")] {
        assert_eq!(sweep(&["-o", &at(name), "--shard", shard]).code, 0);
    }
    let merge = |target: &str| {
        run(&["sweep", "merge", &at(target), &at("first.csv"), &at("second.csv")], "")
    };
    let mut told = String::new();
    let mut tell = |what: &str, ran: Ran| {
        assert_eq!((ran.stdout.as_str(), ran.code), ("", 2), "{what}: {}", ran.stderr);
        let said = ran.stderr.replace(&format!("{}/", folder.display()), "");
        let said = said.replace(folder.to_str().unwrap(), "FOLDER");
        told.push_str(&format!("$ {what}\n{said}\n"));
    };
    tell("watched twice", sweep(&["--watch", "dominant(ann, left)"]));
    tell("--shard 1/0", sweep(&["--shard", "1/0"]));
    tell("another -n", sweep(&["-n", "16", "-o", &at("first.csv"), "--shard", "1/2"]));
    tell("-o a folder", sweep(&["-o", folder.to_str().unwrap(), "-f", "csv"]));
    let many = ["--vary", "*", "-n", "1000000"];
    let many =
        [&["sweep", &game, "--method", "grid", "--watch", "equilibria", "-q"][..], &many].concat();
    tell("a large grid", run(&many, ""));
    tell("merge into .jsonl", merge("both.jsonl"));
    assert_eq!(merge("both.csv").code, 0);
    tell("merge into a file", merge("both.csv"));
    insta::assert_snapshot!("wrong-sweeps", told);
    // What is set and varies all the same
    let noted = [&["sweep", &game, "--vary", "*", "-n", "8"][..], &watch[..2]].concat();
    let noted = run(&[&noted[..], &["--set", "k=1"]].concat(), "");
    assert!(noted.code == 0 && noted.stderr.contains("`k` varies"), "{}", noted.stderr);
}

#[test]
fn mistakes_about_rows_are_told() {
    let folder = folder("rows");
    let at = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let write = |name: &str, text: &str| std::fs::write(at(name), text).unwrap();
    write("empty.csv", "");
    write("twice.csv", "x,x,y\n1,2,3\n2,3,4\n");
    write("broken.csv", "x,y\n1,2\n");
    write("broken.csv.manifest.jsonl", "nothing\n");
    write("g.game.toml", GAME);
    let mut told = String::new();
    for more in [
        &[at("empty.csv").as_str()][..],
        &[&at("empty.csv"), "--design", "random"],
        &[&at("twice.csv"), "--design", "random", "--query", "y"],
        &[&at("broken.csv")],
        &[&at("twice.csv"), "tornado", "tornado", "--design", "random"],
        &[&at("g.game.toml"), "--query", "gain(ann, left)", "--above", "1"],
    ] {
        let said = refused(&[&["analyze"], more].concat(), "");
        told.push_str(&said.replace(&format!("{}/", folder.display()), ""));
        told.push('\n');
    }
    insta::assert_snapshot!("wrong-rows", told);
}

/// Everything that is wrong with a command line is told at once, an indexed parameter by its entries.
#[test]
fn several_mistakes_are_told_together() {
    let wrong = ["--vary", "VV", "--vary", "k=2:1", "--watch", "gain(q, left)", "--watch", "foo()"];
    let more = ["--set", "m=x", "--given", "bob = foo", "-n", "4"];
    let mut told = refused(&[&["sweep", "-"], &wrong[..], &more].concat(), GAME);
    for n in ["0", "-5", "x"] {
        told += &refused(&["sweep", "-", "--vary", "k", "--watch", "unique_nash()", "-n", n], GAME);
    }
    let indexed = GAME
        .replace("k = { value = 1, range = [0, 4] }", "k = { each = \"all\", ann = 1, bob = 1 }");
    let indexed = indexed.replace("[params]", "[groups]\nall = [\"ann\", \"bob\"]\n[params]");
    let indexed = indexed.replace("m - k", "m - k[bob]").replace("(k -", "(k[ann] -");
    let indexed = indexed.replace("[scenario.later]\nset = { k = 3 }\n", "");
    told += &refused(&["threshold", "-", "--query", "equilibria", "--vary", "k=0:1"], &indexed);
    let ran = run(&["analyze", "none.csv"], "");
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    told += &ran.stderr;
    insta::assert_snapshot!("wrong-together", told);
}

/// A range without a width is a parameter that does not move, which is said once.
#[test]
fn a_range_without_a_width_moves_nothing() {
    let game = GAME.replace("range = [1, 3]", "range = [2, 2]");
    let query = ["--query", "dominant(ann, left)"];
    for question in [
        &[&["threshold", "-"], &query[..]].concat()[..],
        &[&["region", "-"], &query[..]].concat(),
        &[&["radius", "-"], &query[..]].concat(),
        &[&["threshold", "-", "--vary", "m", "--vary", "k"], &query[..]].concat(),
        &["analyze", "-", "tornado", "--query", "gain(ann, left)"],
        &["sweep", "-", "--vary", "*", "--watch", "dominant(ann, left)", "-n", "8"],
    ] {
        let ran = run(question, &game);
        assert!([0, 3].contains(&ran.code), "{question:?}: {}", ran.stderr);
        let times = ran.stderr.matches("the range of `m` has no width").count();
        assert_eq!(times, 1, "{question:?}: {}", ran.stderr);
    }
    // What is written on the command line is a mistake
    let asked = [&["threshold", "-", "--vary", "m=1:1"], &query[..]].concat();
    assert!(refused(&asked, &game).contains("this is one value"));
    let alone = [&["threshold", "-", "--vary", "k"], &query[..]].concat();
    assert!(!run(&alone, &game).stderr.contains("no width"));
}

/// At a point at which payoffs have no value there is no answer, and that is known.
#[test]
fn a_point_without_payoffs_is_undefined() {
    let game = GAME.replace("ann.left * (k", "ann.left * (1 / (k - 1) + k");
    // Bob's payoffs have values, but without all payoffs there is no game
    for query in ["dominant(ann, left)", "dominant(bob, up)"] {
        for command in ["threshold", "region"] {
            let ran = run(&[command, "-", "--query", query, "--vary", "k", "-f", "json"], &game);
            let found: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
            assert_eq!(found["here"], "undefined", "{command}: {}", ran.stdout);
        }
    }
}

/// Several strategies are written as answers write them.
#[test]
fn several_strategies_are_written_with_bars() {
    let game = GAME.replace("\"down\"]", "\"down\", \"out\"]");
    let asked = |given: &str| {
        let query = ["threshold", "-", "--query", "dominant(ann, left)", "--given", given];
        let ran = run(&query, &game);
        assert!([0, 3].contains(&ran.code), "{given}: {}", ran.stderr);
        ran.stdout
    };
    let class =
        GAME.replace("\"down\"]", "\"down\", \"out\"]\n[classes.bob]\nlow = [\"down\", \"out\"]");
    let query = ["threshold", "-", "--query", "dominant(ann, left)", "--given", "bob = low"];
    let same = run(&query, &class).stdout;
    let last = |text: &str| text.lines().skip(2).collect::<Vec<_>>().join("\n");
    assert_eq!(last(&asked("bob = out|down")), last(&same));
}
