//! Commands that need no game, and what all commands share, as seen from outside.

use assert_cmd::Command;

#[path = "common/program.rs"]
mod program;

use program::answer as stdout;

fn equil(arguments: &[&str]) -> Command {
    Command::from_std(program::equil(arguments))
}

const COMMANDS: [&str; 12] = [
    "check",
    "show",
    "solve",
    "dominance",
    "claims",
    "report",
    "new",
    "convert",
    "explain",
    "schema",
    "completions",
    "man",
];

#[test]
fn new_files_pass_the_check() {
    for template in ["formulas", "table", "two-player"] {
        let text = stdout(&["new", "corner-shop", "--template", template, "-o", "-"]);
        assert!(text.contains("\"corner-shop\""), "{text}");
        let check = equil(&["check", "-"]).write_stdin(text.clone()).output().unwrap();
        assert!(check.status.success() && check.stderr.is_empty(), "{check:?}");
        let claims = equil(&["claims", "-"]).write_stdin(text).output().unwrap();
        assert!(claims.status.success(), "{claims:?}");
    }
}

#[test]
fn new_writes_a_file_once() {
    let folder = std::env::temp_dir().join(format!("equil-new-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let new = || equil(&["new", "duel"]).current_dir(&folder).output().unwrap();
    let first = new();
    assert!(first.status.success(), "{first:?}");
    assert!(folder.join("duel.game.toml").exists());
    assert_eq!(new().status.code(), Some(2));
    // A path names the game by its last part
    let inside = folder.join("inside");
    std::fs::create_dir_all(&inside).unwrap();
    let path = inside.join("truel.game.toml");
    assert!(equil(&["new", path.to_str().unwrap()]).output().unwrap().status.success());
    assert!(std::fs::read_to_string(&path).unwrap().contains("\"truel\""));
    let missing = equil(&["new", "nowhere/duel"]).current_dir(&folder).output().unwrap();
    assert_eq!(missing.status.code(), Some(4));
    let said = String::from_utf8(missing.stderr).unwrap();
    assert!(said.contains("= help: there is no folder `nowhere`"), "{said}");
    let bad = equil(&["new", "../du:el"]).current_dir(&folder).output().unwrap();
    assert_eq!(bad.status.code(), Some(2));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn codes_and_terms_are_explained() {
    insta::assert_snapshot!(stdout(&["explain", "e012"]));
    insta::assert_snapshot!(stdout(&["explain", "strictly", "dominated"]));
    let list = stdout(&["explain"]);
    assert!(list.contains("E001  the file is not valid TOML") && list.contains("  certificate "));
    let output = equil(&["explain", "certfcate"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(String::from_utf8(output.stderr).unwrap());
}

#[test]
fn the_schema_is_json() {
    let schema: serde_json::Value = serde_json::from_str(&stdout(&["schema"])).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

#[test]
fn completions_and_pages_know_every_command() {
    for shell in ["bash", "zsh", "fish"] {
        let text = stdout(&["completions", shell]);
        assert!(COMMANDS.iter().all(|command| text.contains(command)), "{shell}");
    }
    let man = stdout(&["man"]);
    for command in COMMANDS {
        assert!(
            man.contains(&format!("EQUIL\\-{}", command.to_uppercase()))
                || man.contains(&format!("equil\\-{command}")),
            "{command}"
        );
    }
    let folder = std::env::temp_dir().join(format!("equil-man-{}", std::process::id()));
    stdout(&["man", "--dir", &folder.display().to_string()]);
    for command in COMMANDS {
        let page = std::fs::read_to_string(folder.join(format!("equil-{command}.1"))).unwrap();
        assert!(page.contains(".SH SYNOPSIS"), "{command}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn every_command_has_an_example() {
    for command in COMMANDS {
        let help = stdout(&[command, "--help"]);
        assert!(
            help.contains(&format!("equil {command}")) && help.contains("Example"),
            "{command}"
        );
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_equil"))
        .arg("explain")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}

/// A shell reports the death by this signal as 130.
#[cfg(unix)]
#[test]
fn an_interrupt_ends_a_run() {
    use std::os::unix::process::ExitStatusExt as _;
    use std::process::{Command, Stdio};
    // Tests that run in the background inherit that this signal is ignored
    let mut child = Command::new("env")
        .args(["--default-signal=INT", env!("CARGO_BIN_EXE_equil"), "check", "-"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut ended = None;
    for _ in 0..200 {
        let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        assert!(kill.success());
        std::thread::sleep(std::time::Duration::from_millis(10));
        ended = child.try_wait().unwrap();
        if ended.is_some() {
            break;
        }
    }
    assert_eq!(ended.and_then(|status| status.signal()), Some(2));
}
