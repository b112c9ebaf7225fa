//! The folder of a paper, and what its `paper.toml` says.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::fault::Fault;
use super::files::{is_there, plain, real, source};
use super::listed::Listed;
use super::text::is_specific;
use crate::text::{Code, Diagnostic, Source};

/// What the file `paper.toml` of a folder says about a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The folder.
    pub folder: PathBuf,
    /// The folder of the games.
    pub games: PathBuf,
    /// The folder of the text.
    pub text: PathBuf,
    /// The folder of the results.
    pub results: PathBuf,
    /// Names with digits in them, which are no numbers.
    pub names: Vec<String>,
    /// The file `paper.toml`.
    pub source: Arc<Source>,
}

/// The file that says what a paper is made of.
const FILE: &str = "paper.toml";

/// Folders that a paper names, each with an example.
const FOLDERS: [(&str, &str); 3] =
    [("games", "\"../games\""), ("text", "\"text\""), ("results", "\"results\"")];

/// A folder and where it is named.
type Place = (PathBuf, Range<usize>);

impl Paper {
    /// Reads `paper.toml` of a folder.
    ///
    /// # Errors
    /// [`Fault`] where there is none, or it does not say what it must: all that is wrong with it. The folders of the games and of the
    /// text must be there, and that of the results must lie apart from them: what is written there would be read as text.
    ///
    /// # Examples
    /// ```
    /// use equil::reproduce::Paper;
    ///
    /// let paper = Paper::open("paper".as_ref()).unwrap();
    /// assert!(paper.results.ends_with("results"));
    /// assert!(Paper::open("games".as_ref()).unwrap_err().to_string().contains("paper.toml"));
    /// ```
    pub fn open(folder: &Path) -> Result<Self, Fault> {
        let path = folder.join(FILE);
        if !is_there(&path)? {
            return Err(Fault::NoPaper(path.display().to_string()));
        }
        let source = source(&path)?;
        let (mut listed, table) = Listed::open(&source);
        listed.known(&table, &["games", "text", "results", "names"]);
        let [games, text, results] = FOLDERS.map(|(key, example)| {
            let said = listed.text(&table, key, 0..0, example);
            said.map(|(place, span)| (plain(&folder.join(place)), span))
        });
        for (key, place) in [("games", &games), ("text", &text)] {
            is_a_folder(&mut listed, key, place.as_ref());
            apart(&mut listed, key, place.as_ref(), results.as_ref());
        }
        if let Some((path, span)) = &results
            && path.exists()
            && !path.is_dir()
        {
            let message = format!("`{}` is no folder", path.display());
            let help = "`results` is a folder, which is made if it is not there".to_owned();
            listed.told(Code::FILE, span.clone(), message, Some(help));
        }
        let mut names = Vec::new();
        for (name, span) in listed.texts(&table, "names") {
            if is_specific(&name) {
                names.push(name);
            } else {
                let message = format!("`{name}` is an amount, and would let it stand everywhere");
                let help = "say what has it, as the text does: `intervals of 95 per cent`";
                listed.told(Code::NAME, span, message, Some(help.to_owned()));
            }
        }
        let problems = listed.problems;
        match (games, text, results) {
            (Some((games, _)), Some((text, _)), Some((results, _))) if problems.is_empty() => {
                Ok(Self { folder: folder.to_owned(), games, text, results, names, source })
            }
            _ => Err(Fault::Problems(problems)),
        }
    }

    /// That a folder which `paper.toml` names holds nothing of what it is for.
    pub(super) fn lacks(&self, key: &str, what: &str, wanted: &str) -> Diagnostic {
        let folder = if key == "text" { &self.text } else { &self.games };
        let message = format!("there is {what} in `{}`", folder.display());
        let (mut listed, table) = Listed::open(&self.source);
        let at = listed.text(&table, key, 0..0, "").map_or(0..0, |(_, span)| span);
        Diagnostic::new(Code::EMPTY, &self.source, at, message)
            .help(format!("`{key}` is the folder of {wanted}"))
    }
}

/// Tells a folder that is not there.
fn is_a_folder(listed: &mut Listed<'_>, key: &str, place: Option<&Place>) {
    let Some((path, span)) = place.filter(|(path, _)| !path.is_dir()) else { return };
    let shown = path.display();
    let message = if path.exists() {
        format!("`{shown}` is no folder")
    } else {
        format!("there is no folder `{shown}`")
    };
    let help = format!("`{key}` names a folder, by its path from that of paper.toml");
    listed.told(Code::FILE, span.clone(), message, Some(help));
}

/// Tells that the results are to be written where something is read.
fn apart(listed: &mut Listed<'_>, key: &str, place: Option<&Place>, results: Option<&Place>) {
    let (Some((read, _)), Some((results, span))) = (place, results) else { return };
    let (read, written) = (real(read), real(results));
    let how = if written == read {
        "is"
    } else if written.starts_with(&read) {
        "lies in"
    } else if read.starts_with(&written) {
        "holds"
    } else {
        return;
    };
    let message =
        format!("the folder of the results, `{}`, {how} that of `{key}`", results.display());
    let help = format!(
        "results are written into a folder of their own, beside the others, such as `{key} = {}` and `results = \"results\"`",
        FOLDERS.iter().find(|(known, _)| *known == key).map_or("", |(_, example)| example)
    );
    listed.told(Code::FILE, span.clone(), message, Some(help));
}
