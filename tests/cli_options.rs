//! Options that mean the same in every command: `--assert`, `-q` and `-v`, `--from`, `-o`, folders.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "common/program.rs"]
mod program;

use program::{answer, run};

const DILEMMA: &str = "games/classics/openspiel-pd.game.toml";
const STAG_HUNT: &str = "games/classics/openspiel-stag-hunt.game.toml";
const DEGENERATE: &str = "games/classics/quantecon-degenerate-3x2.game.toml";

/// A folder of its own for a test, gone at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// The path of a file in it, with this text if there is any.
    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if !text.is_empty() {
            fs::write(&path, text).unwrap();
        }
        path.display().to_string()
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Ann's `b` is never worse than `a` and sometimes better; her `c` is the same as `b`.
const TIES: &str = "format = 1
[game]
name = \"ties\"
[players]
ann = [\"a\", \"b\", \"c\"]
bob = [\"l\", \"r\"]
[classes.ann]
late = [\"b\", \"c\"]
[table.matrix]
ann = [[1, 0], [1, 1], [1, 1]]
bob = [[0, 0], [0, 0], [0, 0]]
";

#[test]
fn assertions_say_what_was_asserted_and_what_is() {
    let said = |arguments: &[&str], code: i32| {
        let ran = run(&[arguments, &["--assert", "-q"]].concat(), TIES);
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.stderr);
        assert!(!ran.stdout.is_empty(), "the answer is given all the same");
        ran.stderr
    };
    assert_eq!(
        said(&["solve", STAG_HUNT], 1),
        "assertion failed: asserted that there is exactly one equilibrium; there are 3 equilibria\n"
    );
    assert!(said(&["solve", DEGENERATE], 1).contains("; there are infinitely many\n"));
    assert!(said(&["solve", STAG_HUNT, "--at-most", "2"], 1).contains("2 equilibria, or more\n"));
    assert!(said(&["solve", STAG_HUNT, "--one"], 3).starts_with("assertion open: asserted that"));
    assert_eq!(
        said(&["solve", STAG_HUNT, "--only", "strict"], 1),
        "assertion failed: asserted that exactly one equilibrium meets the criteria; there are 2 that do\n"
    );
    assert_eq!(
        said(&["solve", STAG_HUNT, "--minimise", "probability(row, stag)"], 1),
        "assertion failed: asserted that probability(row, stag) is 1 in every equilibrium; in some it is 0\n"
    );
    let correlated = ["solve", STAG_HUNT, "--kind", "correlated"];
    assert!(said(&correlated, 1).contains("; there are infinitely many\n"));
    assert_eq!(said(&["solve", DILEMMA], 0), "", "what holds needs no words");
}

/// `--assert` asks for the kind of dominance that `--kind` names, as the queries of claims do.
#[test]
fn dominance_is_asserted_of_the_kind_asked_for() {
    let ends = |target: &str, kind: &str| {
        let arguments = ["dominance", "-", "ann", target, "--kind", kind, "--assert"];
        let ran = run(&arguments, TIES);
        assert_eq!(ran.code == 1, ran.stderr.contains("assertion failed"), "{}", ran.stderr);
        ran.code
    };
    for (target, codes) in [("late", [1, 0, 0]), ("b", [1, 1, 0]), ("a", [1, 1, 1])] {
        assert_eq!(
            ["strict", "weak", "very-weak"].map(|kind| ends(target, kind)),
            codes,
            "{target}"
        );
    }
    let said = run(&["dominance", "-", "ann", "b", "--kind", "weak", "--assert"], TIES).stderr;
    assert_eq!(
        said,
        "assertion failed: asserted that b is weakly dominant for ann; of 2 cases it is better than \
         everything else in 0, as good in 2, worse in 0, not settled in 0\n"
    );
}

#[test]
fn quiet_leaves_the_answer_and_verbose_tells_the_steps() {
    let commands: [&[&str]; 6] = [
        &["solve", STAG_HUNT],
        &["solve", STAG_HUNT, "--maximise", "welfare"],
        &["solve", STAG_HUNT, "--kind", "correlated"],
        &["solve", STAG_HUNT, "--commitment", "row"],
        &["dominance", STAG_HUNT],
        &["check", STAG_HUNT, "--profile", "row = stag, col = stag"],
    ];
    for arguments in commands {
        let plain = answer(arguments);
        let quiet = answer(&[arguments, &["-q"]].concat());
        let rest = plain.strip_prefix(&quiet).unwrap_or_else(|| panic!("{arguments:?}\n{plain}"));
        assert!(rest.contains("roved"), "{arguments:?}: only how it was found is left out: {rest}");
        // Nothing is said otherwise to other programs
        for more in ["-q", "-v"] {
            let json = |more: &[&str]| run(&[arguments, &["-f", "json"], more].concat(), "").stdout;
            assert_eq!(json(&[more]), json(&[]), "{arguments:?}");
        }
    }
    for command in ["check", "show", "solve", "dominance", "claims"] {
        let verbose = run(&[command, STAG_HUNT, "-v"], "");
        let notes: Vec<&str> = verbose.stderr.lines().collect();
        assert!(notes.iter().all(|line| line.starts_with("note: ")), "{command}: {notes:?}");
        assert!(notes[0].contains("2 × 2 strategies, 4 pure profiles"), "{command}: {notes:?}");
        assert!(notes.last().unwrap().starts_with("note: in all ("), "{command}: {notes:?}");
        assert_eq!(run(&[command, STAG_HUNT, "-q"], "").stderr, "", "{command}");
    }
    assert_eq!(run(&["solve", STAG_HUNT, "-q", "-v"], "").code, 2);
}

/// What the text cuts after three equilibria is whole with `--verbose`.
#[test]
fn verbose_cuts_nothing() {
    let large = "games/classics/savani-vonstengel2006-6x6.game.toml";
    let several = "games/classics/quantecon-coordination.game.toml";
    for file in [large, several] {
        let count = |more: &[&str]| {
            let told = run(&[&["solve", file], more].concat(), "").stdout;
            told.matches("next best response").count()
        };
        let json: serde_json::Value =
            serde_json::from_str(&answer(&["solve", file, "-f", "json"])).unwrap();
        assert_eq!(count(&["-v"]), json["equilibria"].as_array().unwrap().len(), "{file}");
    }
}

const SHEET: &str = ",L,R\nT,3,0\nB,1/3,2.5\n";

#[test]
fn the_standard_input_is_what_it_is_said_to_be() {
    let solved = run(&["solve", "-", "--from", "csv", "-f", "csv"], SHEET);
    assert_eq!((solved.stderr.as_str(), solved.code), ("", 0));
    assert!(solved.stdout.contains("13/31 T + 18/31 B"), "{}", solved.stdout);
    for command in ["check", "show", "dominance"] {
        assert_eq!(run(&[command, "-", "--from", "csv"], SHEET).code, 0, "{command}");
    }
    // Whatever the file is called
    let folder = Folder::new("from");
    let path = folder.file("sheet.data", SHEET);
    assert_eq!(run(&["show", &path], "").code, 2);
    assert_eq!(run(&["show", &path, "--from", "csv"], "").code, 0);
    assert_eq!(run(&["show", "-", "--from", "xlsx"], SHEET).code, 2);
}

#[test]
fn csv_rounds_nothing_unless_asked() {
    let csv = |more: &[&str]| {
        let arguments = [&["show", "-", "--from", "csv", "-f", "csv"], more].concat();
        run(&arguments, SHEET).stdout
    };
    assert!(csv(&[]).contains("B,L,1/3,-1/3"), "{}", csv(&[]));
    assert!(csv(&["--digits", "3"]).contains("B,L,0.333,-0.333"), "{}", csv(&["--digits", "3"]));
    // What is shown is read back as the same game
    let back = run(&["show", "-", "--from", "csv", "-f", "csv"], &csv(&[]));
    assert_eq!((back.stdout, back.stderr.as_str()), (csv(&[]), ""));
    // Fractions with long denominators, too
    let long = "2,100003,0\n0,1,7\n\n1,0,0\n3,5,100019\n";
    let solved = run(&["solve", "-", "--from", "csv", "-f", "json"], long).stdout;
    let json: serde_json::Value = serde_json::from_str(&solved).unwrap();
    let csv = run(&["solve", "-", "--from", "csv", "-f", "csv"], long).stdout;
    let mut fractions = 0;
    for equilibrium in json["equilibria"].as_array().unwrap() {
        for strategies in equilibrium["strategies"].as_object().unwrap().values() {
            for probability in strategies.as_object().unwrap().values() {
                let exact = probability["exact"].as_str().unwrap();
                fractions += usize::from(exact.len() > 6);
                assert!(["0", "1"].contains(&exact) || csv.contains(exact), "{exact}: {csv}");
            }
        }
    }
    assert!(fractions > 0, "some denominator is long: {csv}");
}

#[test]
fn extensions_are_known_in_upper_case_or_refused() {
    let folder = Folder::new("extensions");
    let upper = folder.file("PD.NFG", &answer(&["convert", DILEMMA, "-f", "nfg"]));
    assert_eq!(run(&["check", &upper], "").code, 0);
    let sheet = folder.file("OUT.CSV", "");
    assert_eq!(run(&["convert", &upper, "-o", &sheet], "").code, 0);
    assert_eq!(fs::read_to_string(&sheet).unwrap(), answer(&["convert", &upper, "-f", "csv"]));
    assert_eq!(run(&["check", &sheet], "").code, 0);
    let refused = |arguments: &[&str], name: &str| {
        let path = folder.file(name, "");
        let ran = run(&[arguments, &["-o", &path]].concat(), "");
        assert_eq!(ran.code, 2, "{arguments:?} {name}");
        assert!(!Path::new(&path).exists());
        ran.stderr
    };
    let said = refused(&["solve", DILEMMA], "answer.xlsx");
    assert_eq!(
        said,
        "error: the extension `.xlsx` says no format\n  = help: these do: .txt, .json, .jsonl, .csv, \
         .md, .tex, .typ; or add `-f FORM`\n"
    );
    assert!(refused(&["convert", DILEMMA], "game.xml").contains(".nfg, .lrs, .gam"));
    refused(&["new", "--family", "sgc"], "game.efg");
    refused(&["new"], "game.nfg");
    let named = folder.file("answer.xlsx", "");
    assert_eq!(run(&["solve", DILEMMA, "-f", "json", "-o", &named], "").code, 0, "-f says it");
}

#[test]
fn nothing_overwrites_what_it_reads() {
    let folder = Folder::new("own-input");
    let text = answer(&["convert", DILEMMA, "-f", "nfg"]);
    let path = folder.file("pd.nfg", &text);
    let round_about = folder.file("sub/../pd.nfg", "");
    for output in [&path, &round_about] {
        for command in ["convert", "solve", "dominance", "show", "check"] {
            let form = if command == "convert" { "nfg" } else { "csv" };
            let ran = run(&[command, &path, "-f", form, "-o", output, "--force"], "");
            assert!(ran.code == 2 && ran.stderr.contains("is read"), "{command}: {}", ran.stderr);
            assert_eq!(fs::read_to_string(&path).unwrap(), text, "{command}");
        }
    }
}

#[test]
fn folders_stand_for_the_games_in_them() {
    let folder = Folder::new("folder");
    let game = TIES.to_owned() + "[claim.late]\nholds = \"weakly_dominant(ann, late)\"\n";
    folder.file("b/ties.game.toml", &game);
    folder.file("a.NFG", &answer(&["convert", DILEMMA, "-f", "nfg"]));
    folder.file("b/table.csv", "a,b\n");
    folder.file(".hidden/broken.game.toml", "format = 7\n");
    let rows = |arguments: &[&str]| -> Vec<String> {
        let printed = run(&[arguments, &["-f", "csv", "-q"]].concat(), "").stdout;
        let name = |line: &str| line.split(',').next().unwrap().replace(folder.path(), "");
        printed.lines().skip(1).map(name).collect()
    };
    assert_eq!(rows(&["check", folder.path()]), ["/a.NFG", "/b/ties.game.toml"]);
    assert_eq!(rows(&["claims", folder.path()]), ["/b/ties.game.toml"]);
    assert_eq!(run(&["claims", folder.path()], "").code, 0);
    let none = Folder::new("nothing");
    let ran = run(&["check", none.path()], "");
    assert!(ran.code == 2 && ran.stderr.contains("no game file in the folder"), "{}", ran.stderr);
}

/// Files that cannot be read are reported, and the others are answered.
#[test]
fn a_missing_file_stops_nothing() {
    for command in ["check", "claims"] {
        let arguments = [command, "none.game.toml", STAG_HUNT, "nothing.nfg", "-f", "csv"];
        let ran = run(&arguments, "");
        assert_eq!(ran.code, 4, "{command}");
        assert!(ran.stdout.contains(STAG_HUNT), "{command}: {}", ran.stdout);
        assert_eq!(ran.stderr.matches("error: n").count(), 2, "{command}: {}", ran.stderr);
    }
    let json: serde_json::Value =
        serde_json::from_str(&run(&["check", "none.nfg", "-f", "json"], "").stdout).unwrap();
    assert_eq!(json["files"][0]["problems"][0]["severity"], "error");
}

#[test]
fn check_takes_restrictions_as_solve_does() {
    let given = ["--given", "row = cooperate", "--given", "col = cooperate"];
    let profile = ["--profile", "row = cooperate, col = cooperate", "--assert"];
    let check = ["check", DILEMMA];
    let code = |more: &[&[&str]]| run(&[&[check.as_slice()], more].concat().concat(), "").code;
    assert_eq!(code(&[&profile]), 1, "both would defect");
    assert_eq!(code(&[&given, &profile]), 0, "nothing else is allowed");
    assert_eq!(code(&[&["--given", "row = nobody"]]), 2);
    let json = answer(&[check.as_slice(), &given, &["-f", "json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["files"][0]["profiles"], 1);
    assert_eq!(json["files"][0]["point"]["given"][0], "row = cooperate");
}

/// Whatever a registry lists can be looked up, and listed by its kind.
#[test]
fn everything_is_explained() {
    for (what, said) in [
        (
            "D1'",
            "D1' (rung of dominance): one of them strictly dominates every strategy that is not among them",
        ),
        ("d4", "D4 (rung of dominance): all that iterated strict dominance leaves"),
        ("eee", "eee (method): "),
        ("hybrid", "hybrid (arithmetic): "),
        ("every_equilibrium", "every_equilibrium(player, strategy) (query): "),
        ("sqrt", "sqrt(a) (function): the square root"),
        ("queries", "  unique_nash()"),
        ("functions", "  count(group.strategy)"),
        ("ladder", "  D6   played in some pure equilibrium"),
    ] {
        assert!(answer(&["explain", what]).contains(said), "{what}");
    }
    let all = answer(&["explain"]);
    for method in equil::nash::METHODS {
        assert!(all.contains(method.about), "{}", method.name);
        assert!(answer(&["explain", method.name]).contains(method.about), "{}", method.name);
    }
    for query in equil::model::QUERIES {
        assert!(all.contains(query.form) && all.contains(query.about), "{}", query.name);
    }
}

/// `--format` of a command lists what that command can write, and takes nothing else.
#[test]
fn every_command_lists_its_own_forms() {
    let mut told = String::new();
    for command in [
        "check",
        "show",
        "solve",
        "dominance",
        "dynamics",
        "graph",
        "population",
        "sweep",
        "claims",
        "threshold",
        "radius",
        "region",
        "path",
        "analyze",
        "new",
        "convert",
    ] {
        let refused = run(&[command, "-f", "docx"], "");
        assert_eq!((refused.stdout.as_str(), refused.code), ("", 2), "{command}");
        let listed = refused.stderr.lines().find(|line| line.contains("[possible values"));
        told.push_str(&format!("{command}: {}\n", listed.unwrap_or("nothing").trim()));
    }
    insta::assert_snapshot!("forms", told);
}
