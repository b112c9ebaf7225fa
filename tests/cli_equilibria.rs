//! The command line about sets of equilibria: proofs, the best and the worst.

use std::path::PathBuf;

#[path = "common/program.rs"]
mod program;

use program::{answer, run};

const MANY: &str = "games/classics/vonstengel1999-6x6.game.toml";
const BATTLE: &str = "games/classics/openspiel-bos.game.toml";
/// With many equilibria.
const LARGE: &str = "games/classics/vonstengel1999-6x6.game.toml";
const DEGENERATE: &str = "games/classics/kohlberg-mertens1986.game.toml";

/// How a run ends.
fn code(arguments: &[&str]) -> i32 {
    run(arguments, "").code
}

fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{}-{name}", std::process::id()));
    let _ = std::fs::remove_file(&path);
    path
}

#[test]
fn proofs_are_written_and_checked() {
    let path = scratch("degenerate.proof");
    let proof = path.to_str().unwrap();
    answer(&["solve", DEGENERATE, "--proof", proof]);
    let told = answer(&["check", DEGENERATE, "--proof", proof]);
    insta::assert_snapshot!("proof-checked", told);
    // A file that exists is kept
    assert_eq!(code(&["solve", DEGENERATE, "--proof", proof]), 2);
    answer(&["solve", DEGENERATE, "--proof", proof, "--force"]);
    // Another game, a wrong step, something else
    let refused = run(&["check", BATTLE, "--proof", proof], "");
    assert_eq!(refused.code, 2);
    let said = refused.stderr.replace(proof, "a.proof");
    insta::assert_snapshot!("proof-of-another-game", said);
    let text = std::fs::read_to_string(&path).unwrap();
    let step = text.lines().find(|line| line.starts_with("empty")).unwrap();
    let broken = text.replacen(step, "empty 2 1 1 1", 1);
    std::fs::write(&path, broken).unwrap();
    let refused = run(&["check", DEGENERATE, "--proof", proof], "");
    assert_eq!(refused.code, 2);
    let said = refused.stderr.replace(proof, "a.proof");
    insta::assert_snapshot!("proof-broken", said);
    std::fs::write(&path, "equil-proof 2\nbranch 0\nleaf\nempty 1 2.5\ngame\n").unwrap();
    let refused = run(&["check", DEGENERATE, "--proof", proof], "");
    let said = refused.stderr.replace(proof, "a.proof");
    insta::assert_snapshot!("proof-unreadable", said);
    let _ = std::fs::remove_file(&path);
}

/// What is said of a proof file with this text, without its path.
fn refusal(game: &str, path: &std::path::Path, text: &str) -> String {
    std::fs::write(path, text).unwrap();
    let proof = path.to_str().unwrap();
    let refused = run(&["check", game, "--proof", proof], "");
    assert_eq!(refused.code, 2, "{text}");
    refused.stderr.replace(proof, "a.proof")
}

#[test]
fn optima_have_proofs() {
    let path = scratch("optimum.proof");
    let proof = path.to_str().unwrap();
    answer(&["solve", BATTLE, "--minimise", "welfare", "--proof", proof]);
    insta::assert_snapshot!("optimum-checked", answer(&["check", BATTLE, "--proof", proof]));
    let json = answer(&["check", BATTLE, "--proof", proof, "-f", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let told = &value["files"][0]["proof"];
    assert_eq!(told["holds"], true);
    assert_eq!(told["optimum"]["value"]["exact"], "12/5");
    assert_eq!(told["optimum"]["sense"], "minimise");
    let text = std::fs::read_to_string(&path).unwrap();
    insta::assert_snapshot!("optimum-written", text);
    // Another value, no equilibrium, another question, a cut that is none, nothing stated
    let profile = text.lines().find(|line| line.starts_with("profile")).unwrap();
    let cut = text.lines().find(|line| line.starts_with("cut")).unwrap();
    let wrong = [
        text.replace("value 12/5", "value 13/5"),
        text.replace(profile, "profile 1 0 | 0 1"),
        text.replace("minimise", "maximise"),
        text.replace(cut, "cut 1 0 0 | 1 0 0"),
        text.replace("minimise welfare\n", ""),
    ];
    let said: Vec<String> = wrong.iter().map(|text| refusal(BATTLE, &path, text)).collect();
    insta::assert_snapshot!("optimum-refused", said.join("\n"));
    let states =
        |line: &&str| ["minimise", "value", "profile"].iter().any(|word| line.starts_with(word));
    let whole: Vec<&str> = text.lines().filter(|line| !states(line)).collect();
    let said = refusal(BATTLE, &path, &whole.join("\n"));
    assert!(said.contains("states no optimum"), "{said}");
    let said = refusal(BATTLE, &path, "equil-proof 1\nsubset\n");
    assert!(said.contains("E070") && said.contains("version 1"), "{said}");
    let _ = std::fs::remove_file(&path);
}

#[test]
fn proofs_are_about_the_restricted_game() {
    let path = scratch("given.proof");
    let proof = path.to_str().unwrap();
    let given = "he = fight";
    answer(&["solve", BATTLE, "--given", given, "--maximise", "payoff(she)", "--proof", proof]);
    assert_eq!(code(&["check", BATTLE, "--proof", proof]), 2);
    answer(&["check", BATTLE, "--given", given, "--proof", proof]);
    let _ = std::fs::remove_file(&path);
}

#[test]
fn only_searches_that_keep_a_tree_have_proofs() {
    let path = scratch("none.proof");
    let proof = path.to_str().unwrap();
    let refused = run(&["solve", BATTLE, "--proof", proof, "--method", "support-enumeration"], "");
    assert!(refused.code == 2 && refused.stderr.contains("support-enumeration"), "{refused:?}");
    assert!(!path.exists());
    let refused = run(&["solve", BATTLE, "--proof", proof, "--maximise", "egalitarian"], "");
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("all equilibria are compared"), "{refused:?}");
    assert!(!path.exists());
}

#[test]
fn the_best_and_the_worst_equilibrium() {
    insta::assert_snapshot!("best-welfare", answer(&["solve", BATTLE, "--maximise", "welfare"]));
    let json = answer(&["solve", BATTLE, "--minimise", "welfare", "-f", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["schema"], "equil.optimum/1");
    assert_eq!(value["value"]["exact"], "12/5");
    assert_eq!(value["proved"], true);
    insta::assert_snapshot!(
        "worst-egalitarian.csv",
        answer(&["solve", BATTLE, "--minimise", "egalitarian", "-f", "csv"])
    );
    // Not always played, and not never
    let model = std::fs::read_to_string(BATTLE).unwrap();
    let player = model.lines().skip_while(|line| !line.starts_with("[players]")).nth(1).unwrap();
    let (name, strategies) = player.split_once('=').unwrap();
    let first = strategies.split('"').nth(1).unwrap();
    let quantity = format!("probability({}, {first})", name.trim());
    assert_eq!(code(&["solve", BATTLE, "--minimise", &quantity, "--assert"]), 1);
    assert_eq!(code(&["solve", BATTLE, "--maximise", &quantity, "--assert"]), 1);
    assert_eq!(code(&["solve", BATTLE, "--maximise", "welfare", "--assert"]), 2);
    assert_eq!(code(&["solve", BATTLE, "--maximise", "entropy"]), 2);
}

/// Lines come in the order of the search, each equilibrium once, whatever the number of threads; a
/// limit keeps the first.
#[test]
fn vertex_enumeration_streams() {
    let lines = |more: &[&str]| -> Vec<String> {
        let arguments = ["solve", LARGE, "--method", "vertex-enumeration", "-f", "jsonl"];
        let printed = run(&[&arguments, more].concat(), "").stdout;
        let mut lines: Vec<String> = printed.lines().map(str::to_owned).collect();
        let summary: serde_json::Value = serde_json::from_str(&lines.pop().unwrap()).unwrap();
        assert_eq!(summary["method"], "vertex-enumeration");
        lines
    };
    let all = lines(&["--threads", "1"]);
    assert!(all.len() > 20, "{} equilibria", all.len());
    assert_eq!(lines(&["--threads", "4"]), all);
    assert_eq!(lines(&["--at-most", "5", "--threads", "4"]), all[..5]);
    let mut once = all.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), all.len());
    let tree = ["solve", LARGE, "--method", "eee", "-f", "jsonl"];
    assert_eq!(run(&tree, "").stdout.lines().count(), all.len() + 1, "as many as the tree finds");
}

#[test]
fn a_proof_harms_no_file_and_is_missed_when_it_is_missing() {
    let path = scratch("harm.nfg");
    let game = path.to_str().unwrap();
    answer(&["convert", BATTLE, "-f", "nfg", "-o", game, "--force"]);
    let before = std::fs::read(&path).unwrap();
    for more in [&[][..], &["--maximise", "welfare"]] {
        let refused = run(&[&["solve", game, "--proof", game, "--force"], more].concat(), "");
        assert!(refused.code == 2 && refused.stderr.contains("is read"), "{refused:?}");
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
    let proof = scratch("missed.txt");
    let proof = proof.to_str().unwrap();
    let both = run(&["solve", game, "--proof", proof, "-o", proof, "--force"], "");
    assert!(both.code == 2 && both.stderr.contains("where the answer goes"), "{both:?}");
    for more in [&["--method", "eee"][..], &["--minimise", "welfare"]] {
        let stopped =
            run(&[&["solve", MANY, "--limit", "0s", "--proof", proof], more].concat(), "");
        assert!(stopped.code == 3 && stopped.stderr.contains("no proof"), "{stopped:?}");
        assert!(!std::path::Path::new(proof).exists());
    }
    let _ = std::fs::remove_file(&path);
}

#[test]
fn the_smooth_path_ends_at_an_equilibrium() {
    let told = answer(&["solve", BATTLE, "--method", "interior-point", "-f", "json"]);
    let value: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(value["coverage"], "some");
    assert_eq!(value["equilibria"][0]["certificate"]["kind"], "exact");
}
