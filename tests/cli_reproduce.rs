//! `equil reproduce`: results are what the games give, and what differs is told with its place.

use std::fs;
use std::path::PathBuf;

#[path = "common/program.rs"]
mod program;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn equil(arguments: &[&str]) -> program::Ran {
    program::run(arguments, "")
}

/// A copy of the paper and of its games, with the results of one exhibit.
struct Copy(PathBuf);

impl Copy {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("equil-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        for part in ["paper", "paper/text", "paper/results", "games/open-release"] {
            let into = folder.join(part);
            fs::create_dir_all(&into).unwrap();
            for entry in fs::read_dir(root().join(part)).unwrap() {
                let path = entry.unwrap().path();
                if path.is_file() {
                    fs::copy(&path, into.join(path.file_name().unwrap())).unwrap();
                }
            }
        }
        Self(folder)
    }

    /// Replaces a text that must be there, once.
    fn change(&self, file: &str, old: &str, new: &str) {
        let path = self.0.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "{file} has no `{old}`");
        fs::write(path, text.replacen(old, new, 1)).unwrap();
    }

    /// Checks the first exhibit: the exit code, and what is said.
    fn checked(&self) -> (i32, String) {
        let paper = self.0.join("paper");
        let run = equil(&["reproduce", paper.to_str().unwrap(), "--check", "--only", "F1"]);
        let folder = self.0.display().to_string();
        (run.code, run.stdout.replace(&format!("{folder}/"), ""))
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn nothing_differs() {
    let copy = Copy::new("same");
    let (code, said) = copy.checked();
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("1 exhibits are what the games give"), "{said}");
}

#[test]
fn a_digit_in_an_expected_table_is_found() {
    let copy = Copy::new("table");
    copy.change("paper/results/F1-regimes.csv", "0.05,1,1.17", "0.05,1,1.18");
    let (code, said) = copy.checked();
    assert_eq!(code, 1);
    assert!(
        said.starts_with(
            "paper/results/F1-regimes.csv:2\n  old:  0.05,1,1.18\n  new:  0.05,1,1.17\n"
        ),
        "{said}"
    );
}

#[test]
fn a_digit_in_a_game_is_found() {
    let copy = Copy::new("game");
    copy.change(
        "games/open-release/two-player.game.toml",
        "\nX = { value = 2,",
        "\nX = { value = 3,",
    );
    let (code, said) = copy.checked();
    assert_eq!(code, 1);
    let place =
        "games/open-release/two-player.game.toml:28: the results were made from another line";
    assert!(said.starts_with(place), "{said}");
    assert!(
        said.contains(
            "paper/results/F1-regimes.csv:2\n  old:  0.05,1,1.17\n  new:  0.05,1,1.645\n"
        )
    );
}

#[test]
fn a_digit_in_the_text_is_found() {
    let copy = Copy::new("text");
    copy.change("paper/text/introduction.typ", "#n(\"F3.better_2024\")", "45");
    copy.change("paper/text/introduction.typ", "F3.worse_2024", "F3.worst_2042");
    let (code, said) = copy.checked();
    assert_eq!(code, 1);
    assert!(said.contains("no result stands behind `45`: name one, `#n(\"KEY\")`"), "{said}");
    assert!(said.contains("no result is called `F3.worst_2042`"), "{said}");
    assert!(said.lines().all(|line| line.starts_with("paper/text/introduction.typ:")), "{said}");
}

#[test]
fn a_missing_file_is_found() {
    let copy = Copy::new("missing");
    fs::remove_file(copy.0.join("paper/results/F1-regimes.svg")).unwrap();
    let (code, said) = copy.checked();
    assert_eq!((code, said.as_str()), (1, "paper/results/F1-regimes.svg: is not there\n"));
}

#[test]
fn every_exhibit_is_listed_and_has_its_files() {
    let run = equil(&["reproduce", root().join("paper").to_str().unwrap(), "--list"]);
    assert_eq!(run.code, 0);
    for line in run.stdout.lines() {
        let id = line.split_whitespace().next().unwrap();
        let record = root().join(format!("paper/results/{id}.json"));
        assert!(record.exists(), "{id} has no results: run `equil reproduce`");
        let record: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(record).unwrap()).unwrap();
        for file in record["files"].as_object().unwrap().keys() {
            assert!(root().join("paper/results").join(file).exists(), "{file}");
        }
    }
}

#[test]
fn wrong_names_are_told() {
    let paper = root().join("paper");
    let run = equil(&["reproduce", paper.to_str().unwrap(), "--only", "F99"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("no exhibit is called `F99`") && run.stderr.contains("F1, F2"));
    let run = equil(&["reproduce", "no/such/folder"]);
    assert_eq!(run.code, 4);
    assert!(run.stderr.contains("no/such/folder/paper.toml"), "{}", run.stderr);
}
