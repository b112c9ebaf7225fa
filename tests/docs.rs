//! What the documentation shows runs, in the order in which it stands there, and prints what is shown.
#![cfg(unix)]

#[path = "common/program.rs"]
mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use program::answer;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// An empty folder of its own, and a home inside it.
fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("docs-{name}"));
    let _ = fs::remove_dir_all(&folder);
    for inside in [
        ".local/share/bash-completion/completions",
        ".local/share/man/man1",
        ".zfunc",
        ".config/fish/completions",
    ] {
        fs::create_dir_all(folder.join(inside)).unwrap();
    }
    folder
}

/// A line as a shell runs it, with the program on its path; what it printed, what it complained of, and how it ended.
fn shell(folder: &Path, line: &str) -> (String, String, i32) {
    let bin = Path::new(env!("CARGO_BIN_EXE_equil")).parent().unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(folder).env("PATH", path).env("HOME", folder);
    command.env("COLUMNS", "100").env_remove("TERM");
    let output = command.output().unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|b| String::from_utf8(b).unwrap());
    (out, err, output.status.code().unwrap())
}

/// Runs lines one after the other; those that do not end as they may, with what they said.
fn failing(folder: &Path, lines: &[String]) -> Vec<String> {
    let mut failed = Vec::new();
    for line in lines {
        let (_, err, code) = shell(folder, line);
        let may_be_no = line.contains(" --assert");
        if !(code == 0 || code == 1 && may_be_no) {
            failed.push(format!("$ {line}\n{err}--- exit {code}\n"));
        }
    }
    failed
}

/// The blocks between fences: what the fence says, and the lines.
fn blocks(text: &str) -> Vec<(&str, Vec<&str>)> {
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if let Some(word) = line.trim_start().strip_prefix("```") {
            inside = !inside;
            if inside {
                found.push((word, Vec::new()));
            }
        } else if inside {
            found.last_mut().unwrap().1.push(line);
        }
    }
    found
}

#[test]
fn the_readme_runs_as_it_stands() {
    let folder = scratch("readme");
    std::os::unix::fs::symlink(Path::new(ROOT).join("games"), folder.join("games")).unwrap();
    let text = fs::read_to_string(Path::new(ROOT).join("README.md")).unwrap();
    let mut failed = Vec::new();
    let mut commands = 0;
    let mut printed = String::new();
    for (word, lines) in blocks(&text) {
        match word {
            "toml" => fs::write(folder.join("my.game.toml"), lines.join("\n") + "\n").unwrap(),
            "text" => shown(&lines, &printed),
            "" => {
                let local = |line: &&str| line.replace("cargo run --release --", "equil");
                let own: Vec<String> =
                    lines.iter().map(local).filter(|line| line.starts_with("equil ")).collect();
                commands += own.len();
                if let [only] = own.as_slice() {
                    printed = shell(&folder, only).0;
                }
                failed.extend(failing(&folder, &own));
            }
            other => panic!("a block of `{other}`"),
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(commands > 20, "only {commands} commands were found");
}

/// Lines that are shown stand in what is printed, one after the other; `…` stands for any number that are left out.
fn shown(lines: &[&str], printed: &str) {
    let mut rest = printed.lines().map(str::trim_end);
    let mut may_skip = false;
    for line in lines.iter().map(|line| line.trim_end()) {
        if line.trim() == "…" {
            may_skip = true;
            continue;
        }
        let found = if may_skip { rest.find(|next| *next == line) } else { rest.next() };
        assert_eq!(found, Some(line), "{printed}");
        may_skip = false;
    }
}

/// The examples at the end of a command's help, one line each.
fn examples(command: &str) -> Vec<String> {
    let help = answer(&[command, "--help"]);
    let mut lines: Vec<String> = Vec::new();
    let after = help.lines().skip_while(|line| !["Example:", "Examples:"].contains(line)).skip(1);
    for line in after.take_while(|line| line.starts_with("  ")) {
        match lines.last_mut().filter(|last| last.ends_with('\\')) {
            Some(last) => {
                last.pop();
                last.push_str(line.trim());
            }
            None => lines.push(line.trim().to_owned()),
        }
    }
    lines
}

/// Names of all commands.
fn commands() -> Vec<String> {
    let help = answer(&["--help"]);
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed = listed.take_while(|line| line.starts_with("  "));
    let names = listed.filter(|line| !line.starts_with("   "));
    let names = names.filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

/// Games that come with the program stand where examples name them.
fn shipped(folder: &Path, lines: &[String]) {
    for kind in ["games/classics", "games/open-release"] {
        let named = lines.iter().any(|line| line.contains(kind));
        if named {
            std::os::unix::fs::symlink(Path::new(ROOT).join(kind), folder.join(kind)).unwrap();
        }
    }
}

/// A copy of the paper, with its games; examples about single exhibits only, since all of them take minutes (`.ci/run`
/// checks what is quick).
fn paper(folder: &Path, mut lines: Vec<String>) -> Vec<String> {
    let games = "games/open-release";
    std::os::unix::fs::symlink(Path::new(ROOT).join(games), folder.join(games)).unwrap();
    for part in ["paper", "paper/text", "paper/results"] {
        fs::create_dir(folder.join(part)).unwrap();
        for entry in fs::read_dir(Path::new(ROOT).join(part)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                fs::copy(&path, folder.join(part).join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    lines.retain(|line| line.contains("--only") || line.contains("--list"));
    lines
}

#[test]
fn examples_of_the_help_run_as_they_stand() {
    let given = Path::new(ROOT).join("tests/data/examples");
    let mut failed = Vec::new();
    for command in commands() {
        let folder = scratch(&command);
        if command != "new" {
            for file in fs::read_dir(&given).unwrap() {
                let file = file.unwrap();
                fs::copy(file.path(), folder.join(file.file_name())).unwrap();
            }
            let game = fs::read_to_string(given.join("game.game.toml")).unwrap();
            fs::write(folder.join("game-2024.game.toml"), &game).unwrap();
            let later = game.replace("leak = { value = 1", "leak = { value = 3");
            fs::write(folder.join("game-2026.game.toml"), later).unwrap();
            fs::create_dir(folder.join("games")).unwrap();
            fs::copy(given.join("game.game.toml"), folder.join("games/game.game.toml")).unwrap();
        }
        if command == "check" {
            assert_eq!(shell(&folder, "equil solve game.nfg --proof game.proof").2, 0);
        }
        let lines = examples(&command);
        assert!(!lines.is_empty(), "`equil {command} --help` has no examples");
        // A reader of manual pages may not be there
        let lines: Vec<String> =
            lines.iter().map(|line| line.split(" | ").next().unwrap().to_owned()).collect();
        shipped(&folder, &lines);
        let lines = if command == "reproduce" { paper(&folder, lines) } else { lines };
        let broken = lines.iter().filter(|line| !line.starts_with("equil "));
        failed
            .extend(broken.map(|line| format!("`equil {command} --help` breaks before: {line}\n")));
        failed.extend(failing(&folder, &lines));
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
