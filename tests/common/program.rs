//! The program, as seen from outside.

#![allow(dead_code)] // each test uses a part of it

use std::process::Command;

/// What a run printed, and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

/// The program in the project's folder, unaware of the terminal it is tested in.
pub(crate) fn equil(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_equil"));
    command
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("COLUMNS", "100")
        .env_remove("NO_COLOR")
        .env_remove("TERM");
    command
}

/// Runs the program with `input` on its standard input.
pub(crate) fn run(arguments: &[&str], input: &str) -> Ran {
    let output =
        assert_cmd::Command::from_std(equil(arguments)).write_stdin(input).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran {
        stdout: text(output.stdout),
        stderr: text(output.stderr),
        code: output.status.code().unwrap(),
    }
}

/// What is printed by a run that answers, without a word of complaint.
pub(crate) fn answer(arguments: &[&str]) -> String {
    let ran = run(arguments, "");
    assert_eq!((ran.stderr.as_str(), ran.code), ("", 0), "{arguments:?}");
    ran.stdout
}

impl Ran {
    /// Everything, in one text.
    pub(crate) fn told(self) -> String {
        let mut said = self.stdout;
        if !self.stderr.is_empty() {
            said.push_str(&format!("--- stderr\n{}", self.stderr));
        }
        format!("{said}--- exit {}\n", self.code)
    }
}
