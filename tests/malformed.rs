//! Files with mistakes, and what is said about them: each drawn problem is a snapshot.
//!
//! A new file in `tests/malformed/` is a new test. Read its snapshot before it is committed: is the
//! right text underlined, is the message true, does the help tell what to type, are all mistakes of
//! the file reported at once?

use std::fs;
use std::path::PathBuf;
use std::process::Command;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/malformed")
}

/// The files that are read, by name; others (`.bib`, and `.csv` beside a game file) are read by them.
fn files() -> Vec<String> {
    let mut files: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| match name.rsplit('.').next() {
            Some("bib") => false,
            Some("csv") => !name.starts_with("csv-"),
            _ => true,
        })
        .collect();
    files.sort();
    files
}

struct Said {
    code: Option<i32>,
    answer: String,
    problems: String,
}

/// Run in the folder, so that no path of this machine is drawn.
fn equil(arguments: &[&str]) -> Said {
    let output = Command::new(env!("CARGO_BIN_EXE_equil"))
        .args(arguments)
        .current_dir(folder())
        .env("COLUMNS", "100")
        .env_remove("NO_COLOR")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said { code: output.status.code(), answer: text(output.stdout), problems: text(output.stderr) }
}

#[test]
fn mistakes_are_drawn_where_they_are() {
    let files = files();
    assert!(files.len() >= 30, "{} files", files.len());
    for file in files {
        let said = equil(&["solve", &file]);
        let name = file.split('.').next().unwrap();
        insta::with_settings!({ description => format!("equil solve {file}"), omit_expression => true }, {
            insta::assert_snapshot!(name, said.problems);
        });
    }
}

/// Files that can be used, with a warning.
const DOUBTFUL: &[&str] = &["unused-and-units.game.toml"];

/// Files that are only doubtful are answered; all others are errors in the file, and leave the
/// standard output empty.
#[test]
fn mistakes_end_with_code_2() {
    for file in files() {
        let said = equil(&["solve", &file]);
        let doubtful = DOUBTFUL.contains(&file.as_str());
        assert_eq!(said.code, Some(if doubtful { 0 } else { 2 }), "{file}: {}", said.problems);
        assert_eq!(said.answer.is_empty(), !doubtful, "{file}");
    }
}

/// The count at the end is that of the problems drawn: none is lost, none is drawn twice.
#[test]
fn problems_are_counted() {
    for file in files() {
        let said = equil(&["solve", &file]).problems;
        let drawn = |word: &str| said.lines().filter(|line| line.starts_with(word)).count();
        let counts = [("error", drawn("error[")), ("warning", drawn("warning["))];
        if counts.iter().map(|(_, n)| n).sum::<usize>() < 2 {
            continue;
        }
        let listed: Vec<String> = counts
            .iter()
            .filter(|(_, n)| *n > 0)
            .map(|(word, n)| format!("{n} {word}{}", if *n == 1 { "" } else { "s" }))
            .collect();
        assert_eq!(said.lines().last(), Some(listed.join(", ").as_str()), "{file}");
    }
}

/// No command draws a file's mistakes differently.
#[test]
fn every_command_says_the_same() {
    // What is undefined only at a point is found by both, too
    for file in files() {
        let (solve, dominance) = (equil(&["solve", &file]), equil(&["dominance", &file]));
        assert_eq!(solve.problems, dominance.problems, "{file}");
        assert_eq!(solve.code, dominance.code, "{file}");
    }
}

/// Every message follows the house style, and every code drawn can be looked up.
#[test]
fn messages_follow_the_house_style() {
    for file in files() {
        for line in equil(&["solve", &file]).problems.lines() {
            let Some((head, message)) = line.split_once("]: ") else { continue };
            let Some(id) = head.strip_prefix("error[").or(head.strip_prefix("warning[")) else {
                continue;
            };
            assert!(equil::text::CODES.iter().any(|code| code.id == id), "{file}: {line}");
            assert!(!message.ends_with('.'), "{file}: {line}");
            let first = message.chars().next().unwrap();
            let name = message.split(' ').next().unwrap().chars().all(char::is_uppercase);
            assert!(!first.is_uppercase() || name, "{file}: {line}");
        }
    }
}
