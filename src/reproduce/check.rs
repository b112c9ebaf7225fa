//! Are the results that are there those that the games give?

use std::path::{Path, PathBuf};

use super::fault::Fault;
use super::results::Written;
use super::study::source;

/// A place at which files differ from what the games give.
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

/// Compares results with the files in `folder`, byte by byte.
///
/// # Errors
/// [`Fault::Unread`] where a file is there and cannot be read.
pub fn check(folder: &Path, results: &[Written]) -> Result<Vec<Drift>, Fault> {
    let mut drifts = Vec::new();
    for written in results {
        let path = folder.join(&written.path);
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
        assert_eq!(check(&folder, &written("x\n1\n2\n")).unwrap(), []);
        let drifts = check(&folder, &written("x\n1\n3\n")).unwrap();
        assert_eq!((drifts.len(), drifts[0].line), (1, 3));
        assert_eq!((drifts[0].was.as_deref(), drifts[0].is.as_deref()), (Some("2"), Some("3")));
        assert_eq!(check(&folder, &written("x\n1\n2\n4\n")).unwrap()[0].was, None);
        // Only the end of the last line
        assert_eq!(check(&folder, &written("x\n1\n2")).unwrap()[0].line, 0);
        let missing = vec![Written { path: "b.csv".into(), text: String::new() }];
        assert_eq!(check(&folder, &missing).unwrap()[0].was, None);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
