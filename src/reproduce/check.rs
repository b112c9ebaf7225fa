//! Are the results that are there those that the games give?

use std::path::{Path, PathBuf};

use super::fault::Fault;
use super::manifest::changed;
use super::results::{LINES, Written};
use super::study::{Study, plain, source};
use crate::format::FORMATS;

/// A place at which files of results differ from what the games give, or games from those that the results were made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1; 0 for the whole file.
    pub line: usize,
    /// What the file says; nothing where it has no such line, or is not there.
    pub was: Option<String>,
    /// What the games give; nothing where they give no such line.
    pub is: Option<String>,
}

impl Drift {
    /// Whether it is a line of a game, rather than of a file of results.
    pub fn is_of_a_game(&self) -> bool {
        FORMATS[0].fits(&self.path.to_string_lossy())
    }
}

/// Compares results with the files in the paper's folder of results, byte by byte, and the games with those that the results
/// were made from, line by line: there `was` is nothing.
///
/// # Errors
/// [`Fault::Unread`] where a file is there and cannot be read.
pub fn check(study: &Study<'_>, results: &[Written]) -> Result<Vec<Drift>, Fault> {
    let folder = &study.paper.results;
    let path = folder.join(LINES);
    let recorded = if path.exists() { source(&path)?.text.clone() } else { String::new() };
    let mut drifts = Vec::new();
    for (name, lines) in changed(study, &recorded) {
        let game = study.games.iter().find(|game| game.source.name == name);
        for line in lines {
            let text = game.and_then(|game| game.source.text.lines().nth(line.checked_sub(1)?));
            let is = text.map(str::to_owned);
            drifts.push(Drift { path: PathBuf::from(&name), line, was: None, is });
        }
    }
    drifts.extend(compared(folder, results)?);
    Ok(drifts)
}

/// Compares files with those in a folder.
fn compared(folder: &Path, results: &[Written]) -> Result<Vec<Drift>, Fault> {
    let mut drifts = Vec::new();
    for written in results.iter().filter(|written| written.path != Path::new(LINES)) {
        let path = plain(&folder.join(&written.path));
        if !path.exists() {
            drifts.push(Drift { path, line: 0, was: None, is: None });
            continue;
        }
        let there = source(&path)?;
        if there.text == written.text {
            continue;
        }
        let before = drifts.len();
        let (old, new): (Vec<&str>, Vec<&str>) =
            (there.text.lines().collect(), written.text.lines().collect());
        for line in 0..old.len().max(new.len()) {
            let (was, is) = (old.get(line), new.get(line));
            if was != is {
                let text = |line: Option<&&str>| line.map(|line| (*line).to_owned());
                drifts.push(Drift {
                    path: path.clone(),
                    line: line + 1,
                    was: text(was),
                    is: text(is),
                });
            }
        }
        if drifts.len() == before {
            drifts.push(Drift { path, line: 0, was: None, is: None });
        }
    }
    Ok(drifts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_that_differs_is_found_in_its_line() {
        let folder = std::env::temp_dir().join(format!("equil-check-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("a.csv"), "x\n1\n2\n").unwrap();
        let written = |text: &str| vec![Written { path: "a.csv".into(), text: text.to_owned() }];
        assert_eq!(compared(&folder, &written("x\n1\n2\n")).unwrap(), []);
        let drifts = compared(&folder, &written("x\n1\n3\n")).unwrap();
        assert_eq!((drifts.len(), drifts[0].line), (1, 3));
        assert_eq!((drifts[0].was.as_deref(), drifts[0].is.as_deref()), (Some("2"), Some("3")));
        assert_eq!(compared(&folder, &written("x\n1\n2\n4\n")).unwrap()[0].was, None);
        // Only the end of the last line
        assert_eq!(compared(&folder, &written("x\n1\n2")).unwrap()[0].line, 0);
        let missing = vec![Written { path: "b.csv".into(), text: String::new() }];
        assert_eq!(compared(&folder, &missing).unwrap()[0].was, None);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
