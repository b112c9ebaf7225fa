//! `equil reproduce`: results are what the games give, and what differs is told with its place.

use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

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

    fn write(&self, file: &str, text: &str) {
        let path = self.0.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Checks the first exhibit where something must be wrong with the files: the exit code and the errors.
    fn refused(&self) -> (i32, String) {
        let paper = self.0.join("paper");
        let run = equil(&["reproduce", paper.to_str().unwrap(), "--check", "--only", "F1"]);
        (run.code, run.stderr.replace(&format!("{}/", self.0.display()), ""))
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
    assert!(said.starts_with("1 exhibit is what the games give"), "{said}");
}

#[test]
fn a_digit_in_an_expected_table_is_found() {
    let copy = Copy::new("table");
    copy.change("paper/results/F1-regimes.csv", "low price,1.17", "low price,1.18");
    let (code, said) = copy.checked();
    assert_eq!(code, 1);
    assert!(
        said.starts_with(
            "paper/results/F1-regimes.csv:2\n  old:  0.05,Meta is indifferent at the low price,1.18\n  new:  0.05,Meta is indifferent at the low price,1.17\n"
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
    let place = "games/open-release/two-player.game.toml:28: the results were made from another line\n  old:  X = { value = 2,";
    assert!(said.starts_with(place), "{said}");
    assert!(said.lines().nth(2).unwrap().starts_with("  new:  X = { value = 3,"), "{said}");
    assert!(
        said.contains(
            "paper/results/F1-regimes.csv:2\n  old:  0.05,Meta is indifferent at the low price,1.17\n  new:  0.05,Meta is indifferent at the low price,1.645\n"
        )
    );
    // Exhibits that are about the game, and were not computed anew; and not those about others
    let stale =
        |id: &str| format!("paper/results/{id}.json: stale, made from another game `two-player`");
    assert!(said.contains(&stale("F2")) && said.contains(&stale("A1")), "{said}");
    assert!(!said.contains(&stale("F10")), "{said}");
    // Hashes last, and short
    let last = said.lines().last().unwrap();
    assert!(last.starts_with("paper/") && last.ends_with("1 hash differs"), "{said}");
}

#[test]
fn lines_that_are_added_to_a_game_move_no_others() {
    let copy = Copy::new("added");
    copy.change("games/open-release/horizon.game.toml", "[players]", "# One more\n[players]");
    let (code, said) = copy.checked();
    assert_eq!(code, 1);
    assert!(said.contains("\n  old:  nothing\n  new:  # One more\n"), "{said}");
    assert_eq!(said.matches("made from another line").count(), 1, "{said}");
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
    let (text, hashes) =
        said.split_at(said.find("paper/text/introduction.typ: is not what").unwrap());
    assert!(text.lines().all(|line| line.starts_with("paper/text/introduction.typ:11:")), "{said}");
    assert!(hashes.ends_with("\npaper/results/manifest.json: 1 hash differs\n"), "{said}");
}

#[test]
fn all_files_of_the_text_are_read() {
    let copy = Copy::new("below");
    copy.write("paper/text/more/a.typ", "In 2024 it had twenty rivals and 2024 users.\n");
    copy.write("paper/text/b.tex", "It gains \\equil{F3.gian} or 3.5; see Llama 3.1.\n");
    let (code, said) = copy.checked();
    assert_eq!(code, 1);
    for wrong in [
        "more/a.typ:1:16: no result stands behind `twenty`",
        "more/a.typ:1:34: no result stands behind `2024`",
        "b.tex:1:17: no result is called `F3.gian`",
        "b.tex:1:29: no result stands behind `3.5`",
    ] {
        assert!(said.contains(wrong), "{wrong} in {said}");
    }
}

#[test]
fn a_text_that_is_not_there_is_an_error() {
    let copy = Copy::new("textless");
    fs::remove_dir_all(copy.0.join("paper/text")).unwrap();
    let (code, said) = copy.refused();
    assert!(code == 2 && said.contains("there is no folder `paper/text`"), "{code} {said}");
    assert!(said.contains("paper/paper.toml:3:11"), "{said}");
    fs::create_dir(copy.0.join("paper/text")).unwrap();
    let (code, said) = copy.refused();
    assert!(code == 2 && said.contains("there is no text in `paper/text`"), "{code} {said}");
    assert!(said.contains("paper/paper.toml:"), "{said}");
}

#[test]
fn names_are_specific_and_used() {
    let copy = Copy::new("names");
    copy.change("paper/paper.toml", "\"Llama 3.1\"", "\"Llama 3.1\", \"Llama 7.5\"");
    let (code, said) = copy.checked();
    assert_eq!(code, 1);
    assert!(said.contains("`Llama 7.5` of `names` is nowhere in the text"), "{said}");
    copy.change("paper/paper.toml", "\"Llama 7.5\"", "\"95 per cent\", 3");
    copy.change("paper/paper.toml", "text ", "txt ");
    let (code, said) = copy.refused();
    assert_eq!(code, 2);
    for wrong in
        ["`95 per cent` is an amount", "must be a text", "unknown key `txt`", "`text` is missing"]
    {
        assert!(said.contains(wrong), "{wrong} in {said}");
    }
}

#[test]
fn all_that_is_wrong_with_the_public_figures_is_told() {
    let copy = Copy::new("facts");
    copy.change("paper/facts.toml", "value      = \"23\"", "value      = \"2e\"");
    copy.change("paper/facts.toml", "zuckerberg2025", "zuckerberg2052");
    let (code, said) = copy.refused();
    assert_eq!(code, 2);
    assert!(said.contains("`2e` is no number") && said.contains("paper/facts.toml:7:14"), "{said}");
    assert!(said.contains("`zuckerberg2052` is in no bibliography"), "{said}");
}

/// Files of exhibits that are not computed are compared with their records, and these with the manifest.
#[test]
fn files_of_other_exhibits_are_compared_with_their_records() {
    let copy = Copy::new("others");
    let csv = "paper/results/T7-specifications.csv";
    let text = fs::read_to_string(copy.0.join(csv)).unwrap();
    copy.write(csv, &text.replace('1', "7"));
    copy.change("paper/results/F5.tex", "0", "1");
    fs::remove_file(copy.0.join("paper/results/F7-drivers-indices.svg")).unwrap();
    copy.write("paper/results/F2-old.csv", "x\n");
    let (code, said) = copy.checked();
    assert_eq!(code, 1);
    for wrong in [
        "T7-specifications.csv: is not what T7.json says; `--check --only T7` tells the line",
        "F5.tex: is not what manifest.json says; `--check --only F5` tells the line",
        "F7-drivers-indices.svg: is not there",
        "F2-old.csv: no exhibit writes it",
    ] {
        assert!(said.contains(wrong), "{wrong} in {said}");
    }
}

#[test]
fn what_the_lines_of_games_are_compared_with_must_be_there() {
    let copy = Copy::new("lines");
    fs::remove_file(copy.0.join("paper/results/games.json")).unwrap();
    let (code, said) = copy.checked();
    assert_eq!((code, said.as_str()), (1, "paper/results/games.json: is not there\n"));
}

#[test]
fn inputs_of_the_build_are_hashed() {
    let copy = Copy::new("inputs");
    copy.change("paper/literature.bib", "Two-Sided", "One-Sided");
    let (code, said) = copy.checked();
    assert_eq!(code, 1);
    assert!(
        said.starts_with("paper/literature.bib: is not what the results were written with"),
        "{said}"
    );
}

#[test]
fn a_missing_file_is_found() {
    let copy = Copy::new("missing");
    fs::remove_file(copy.0.join("paper/results/F1-regimes.svg")).unwrap();
    let (code, said) = copy.checked();
    assert_eq!((code, said.as_str()), (1, "paper/results/F1-regimes.svg: is not there\n"));
}

/// Commands of the guide, as they stand there: the exhibit and the words.
fn commands() -> Vec<(String, Vec<String>)> {
    let guide = fs::read_to_string(root().join("paper/README.md")).unwrap();
    let rows = guide.lines().filter(|line| line.starts_with("| ") && line.ends_with("` |"));
    let mut found = Vec::new();
    for row in rows.filter(|row| row.contains("| `equil ")) {
        let id = row.split_whitespace().nth(1).unwrap().to_owned();
        let command = row.rsplit_once("| `equil ").unwrap().1.trim_end_matches("` |");
        let command = command.replace("\\|", "|");
        let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
        for letter in command.chars() {
            match letter {
                '"' => quoted = !quoted,
                ' ' if !quoted => words.push(std::mem::take(&mut word)),
                _ => word.push(letter),
            }
        }
        words.push(word);
        found.push((id, words));
    }
    found
}

/// Exhibits whose command takes some seconds even without optimization; the others need not end here.
const QUICK: [&str; 5] = ["F1", "F2", "F8", "F10", "T2"];
/// Time in which what a command cannot read is told.
const READING: Duration = Duration::from_secs(10);

#[test]
fn commands_of_the_guide_run() {
    let commands = commands();
    assert_eq!(commands.len(), equil(&["reproduce", "--list"]).stdout.lines().count());
    let mut long = Vec::new();
    for (id, words) in commands {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        for file in words.iter().filter(|word| word.starts_with("games/")) {
            assert!(root().join(file).exists(), "{id}: {file}");
        }
        if QUICK.contains(&id.as_str()) {
            let run = equil(&words);
            assert!(run.code == 0 && !run.stdout.is_empty(), "{id}: {} {}", run.code, run.stderr);
        } else {
            long.push((id, Started::new(&words)));
        }
    }
    let wrong =
        Started::new(&["dominance", "games/open-release/two-player.game.toml", "meta", "opn"]);
    assert_eq!(wrong.ended().map(|(code, _)| code), Some(2), "what cannot be read is told in time");
    let run = equil(&["claims", "games/open-release", "--no-such-option", "--help"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    for (id, started) in long {
        if let Some((code, said)) = started.ended() {
            assert_eq!(code, 0, "{id}: {said}");
        }
    }
}

/// A program that runs, and is ended where it takes long.
struct Started(Child, Instant);

impl Started {
    fn new(arguments: &[&str]) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_equil"));
        program.args(arguments).current_dir(root());
        program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        Self(program.spawn().unwrap(), Instant::now())
    }

    /// The exit code and the errors, if it ends in time.
    fn ended(mut self) -> Option<(i32, String)> {
        while self.1.elapsed() < READING {
            if let Some(status) = self.0.try_wait().unwrap() {
                let mut said = String::new();
                self.0.stderr.take().unwrap().read_to_string(&mut said).unwrap();
                return Some((status.code().unwrap_or(-1), said));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        self.0.kill().unwrap();
        self.0.wait().unwrap();
        None
    }
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
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("no/such/folder/paper.toml"), "{}", run.stderr);
    assert!(run.stderr.contains("name the folder of a paper"), "{}", run.stderr);
}

#[test]
fn folders_lie_apart_and_are_there() {
    let copy = Copy::new("folders");
    let toml = fs::read_to_string(copy.0.join("paper/paper.toml")).unwrap();
    for (results, how) in [
        ("text", "is that of `text`"),
        ("text/../text/more", "lies in that of `text`"),
        (".", "holds that of `text`"),
        ("..", "holds that of `games`"),
        ("../games/open-release/new", "lies in that of `games`"),
    ] {
        copy.write("paper/paper.toml", &toml.replace("\"results\"", &format!("\"{results}\"")));
        let (code, said) = copy.refused();
        assert_eq!(code, 2, "{said}");
        assert!(said.contains(how) && said.contains("paper/paper.toml:4:11"), "{results}: {said}");
    }
    copy.write(
        "paper/paper.toml",
        &toml.replace("\"text\"", "\"no/text\"").replace("../games/open-release", "facts.toml"),
    );
    let (code, said) = copy.refused();
    assert_eq!(code, 2, "{said}");
    for wrong in [
        "`paper/facts.toml` is no folder",
        "there is no folder `paper/no/text`",
        "paper/paper.toml:2:11",
        "paper/paper.toml:3:11",
    ] {
        assert!(said.contains(wrong), "{wrong} in {said}");
    }
}

#[test]
fn what_is_no_text_is_told_with_all_else() {
    let copy = Copy::new("binary");
    fs::write(copy.0.join("paper/text/x.typ"), b"One.\nTwo \xff.\n").unwrap();
    fs::write(copy.0.join("games/open-release/x.game.toml"), b"format = 1\n# \xff\n").unwrap();
    fs::create_dir(copy.0.join("games/open-release/y.game.toml")).unwrap();
    copy.change("paper/facts.toml", "value      = \"23\"", "value      = \"2e\"");
    let (code, said) = copy.refused();
    assert_eq!(code, 4, "{said}");
    for wrong in [
        "paper/text/x.typ:2:5",
        "games/open-release/x.game.toml:2:3",
        "the file is not UTF-8 text from here on",
        "games/open-release/y.game.toml: is a folder, and no file",
        "`2e` is no number",
    ] {
        assert!(said.contains(wrong), "{wrong} in {said}");
    }
    fs::write(copy.0.join("paper/paper.toml"), b"text = \"\xff\"\n").unwrap();
    let (code, said) = copy.refused();
    assert!(code == 2 && said.contains("paper/paper.toml:1:9"), "{said}");
}

/// A pipe that is opened is waited for without end, and links that loop are read without end.
#[cfg(unix)]
#[test]
fn pipes_and_links_to_folders_are_not_followed() {
    let copy = Copy::new("pipes");
    let pipe = |path: &str| {
        let path = copy.0.join(path);
        let _ = fs::remove_file(&path);
        assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    };
    let link = |to: &str, path: &str| {
        std::os::unix::fs::symlink(to, copy.0.join(path)).unwrap();
    };
    link("..", "paper/text/loop");
    link(".", "games/open-release/loop");
    assert_eq!(copy.checked().0, 0);
    let games = copy.0.join("games").display().to_string();
    let run = equil(&["check", &games]);
    assert_eq!(run.stdout.matches("\ntwo-player: ").count(), 1, "{}", run.stdout);
    pipe("paper/results/F1.json");
    pipe("paper/results/T10.json");
    let (code, said) = copy.checked();
    assert_eq!(code, 1, "{said}");
    for id in ["F1", "T10"] {
        let told = format!("paper/results/{id}.json: is no regular file");
        assert!(said.contains(&told), "{told} in {said}");
    }
    let paper = copy.0.join("paper").display().to_string();
    let run = equil(&["reproduce", &paper, "--only", "F1"]);
    assert!(run.code == 4 && run.stderr.contains("F1.json: is no regular file"), "{}", run.stderr);
    pipe("paper/text/x.typ");
    pipe("games/open-release/x.game.toml");
    let (code, said) = copy.refused();
    assert_eq!(code, 4, "{said}");
    for path in ["paper/text/x.typ", "games/open-release/x.game.toml"] {
        let told = format!("{path}: is no regular file, but a pipe, a socket or a device");
        assert!(said.contains(&told), "{told} in {said}");
    }
    let run = equil(&["check", &games]);
    assert!(run.code == 4 && run.stderr.contains("x.game.toml: is no regular file"));
}

#[test]
fn results_that_are_no_texts_differ() {
    let copy = Copy::new("results");
    fs::write(copy.0.join("paper/results/F1-regimes.csv"), b"\xff").unwrap();
    for folder in ["paper/results/F1-regimes.svg", "paper/results/F3-gaps.csv"] {
        fs::remove_file(copy.0.join(folder)).unwrap();
        fs::create_dir(copy.0.join(folder)).unwrap();
    }
    copy.write("paper/results/F5.json", "{");
    copy.write("paper/results/games.json", "[]");
    let (code, said) = copy.checked();
    assert_eq!(code, 1, "{said}");
    for wrong in [
        "F1-regimes.csv: is no text in UTF-8",
        "F1-regimes.svg: is a folder, and no file",
        "F3-gaps.csv: is a folder, and no file",
        "F5.json: is no record of results",
        "games.json: is no record of results",
    ] {
        assert!(said.contains(wrong), "{wrong} in {said}");
    }
    assert!(!said.contains("no exhibit writes it") && !said.contains("stale"), "{said}");
}

#[test]
fn what_is_gone_is_told_as_the_cause() {
    let copy = Copy::new("gone");
    fs::remove_file(copy.0.join("paper/facts.toml")).unwrap();
    let (code, said) = copy.checked();
    assert_eq!(code, 1);
    let cause = "paper/facts.toml: the results were written with it, and it is not there\n";
    assert!(said.starts_with(cause), "{said}");
    let copy = Copy::new("manifest");
    fs::remove_file(copy.0.join("paper/results/manifest.json")).unwrap();
    let (code, said) = copy.checked();
    assert_eq!((code, said.as_str()), (1, "paper/results/manifest.json: is not there\n"));
    let copy = Copy::new("bibliography");
    copy.write("paper/literature.bib", "article{nash1951, year = 1951}\n");
    let (code, said) = copy.refused();
    assert_eq!(code, 2);
    assert!(said.contains("no entry of this bibliography can be read"), "{said}");
    assert!(!said.contains("is in no bibliography"), "{said}");
}

/// Who asks for one exhibit may not have the others yet.
#[test]
fn one_exhibit_is_written_alone() {
    let copy = Copy::new("alone");
    fs::remove_dir_all(copy.0.join("paper/results")).unwrap();
    let paper = copy.0.join("paper").display().to_string();
    let run = equil(&["reproduce", &paper, "--only", "F1"]);
    assert!(run.code == 0 && run.stdout.starts_with("1 exhibit, "), "{}", run.stdout);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    copy.write("paper/text/more.typ", "It is #n(\"F1.no_such\") and #n(\"F3.no_such\").\n");
    let run = equil(&["reproduce", &paper, "--only", "F1"]);
    assert!(run.code == 1 && run.stdout.contains("no result is called `F1.no_such`"));
    assert!(!run.stdout.contains("F3.no_such"), "{}", run.stdout);
}
