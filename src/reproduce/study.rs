//! The folder of a paper, and the games that it is about.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::at::At;
use super::fact::{Fact, facts};
use super::fault::Fault;
use crate::format::{FORMATS, Limits, read};
use crate::model::{Assignment, Model};
use crate::nash::Settings;
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
}

/// The games and the facts that a paper is about, read.
pub struct Study<'a> {
    /// The paper.
    pub paper: Paper,
    /// The games, in the order of their files.
    pub games: Vec<Model>,
    /// The texts of the games' files.
    pub sources: Vec<Arc<Source>>,
    /// Public figures.
    pub facts: Vec<Fact>,
    /// How equilibria are searched for; the watch ends the search.
    pub settings: Settings<'a>,
}

/// The file that says what a paper is made of.
const FILE: &str = "paper.toml";

impl Paper {
    /// Reads `paper.toml` of a folder.
    ///
    /// # Errors
    /// [`Fault`] where there is none, or it does not say what it must.
    pub fn open(folder: &Path) -> Result<Self, Fault> {
        let path = folder.join(FILE);
        let source = source(&path)?;
        let wrong =
            |span: std::ops::Range<usize>, message: String| {
                Fault::Problems(vec![Diagnostic::new(Code::SYNTAX, &source, span, message).help(
                    "it says `games`, `text` and `results`, each a folder, and `names`, a list",
                )])
            };
        let table: toml::Table = source.text.parse().map_err(|error: toml::de::Error| {
            wrong(error.span().unwrap_or(0..0), error.message().to_owned())
        })?;
        let known = ["games", "text", "results", "names"];
        if let Some(key) = table.keys().find(|key| !known.contains(&key.as_str())) {
            let start = source.text.find(key.as_str()).unwrap_or(0);
            return Err(wrong(start..start + key.len(), format!("unknown key `{key}`")));
        }
        let place = |key: &str| match table.get(key).and_then(toml::Value::as_str) {
            Some(place) => Ok(plain(&folder.join(place))),
            None => Err(wrong(0..0, format!("`{key}` is missing, or no text"))),
        };
        let names = table.get("names").and_then(toml::Value::as_array).into_iter().flatten();
        Ok(Self {
            folder: folder.to_owned(),
            games: place("games")?,
            text: place("text")?,
            results: place("results")?,
            names: names.filter_map(|name| name.as_str().map(str::to_owned)).collect(),
        })
    }
}

/// A path without steps down and up again.
pub(super) fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        let into =
            plain.components().next_back().is_some_and(|last| matches!(last, Component::Normal(_)));
        if part == Component::ParentDir && into {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    plain
}

/// The text of a file, named by its path.
pub(super) fn source(path: &Path) -> Result<Arc<Source>, Fault> {
    let shown = path.display().to_string();
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Source::new(&shown, text)),
        Err(error) => Err(Fault::Unread { path: shown, why: error.to_string() }),
    }
}

/// The files in a folder whose names fit, in the order of their names.
pub(super) fn files(folder: &Path, fits: impl Fn(&str) -> bool) -> Result<Vec<PathBuf>, Fault> {
    let unread = |error: std::io::Error| Fault::Unread {
        path: folder.display().to_string(),
        why: error.to_string(),
    };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unread)? {
        let path = entry.map_err(unread)?.path();
        if path.file_name().is_some_and(|name| fits(&name.to_string_lossy())) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

impl<'a> Study<'a> {
    /// Reads the games and the facts of a paper.
    ///
    /// # Errors
    /// [`Fault`]: everything that is wrong with the files.
    pub fn open(paper: Paper, settings: Settings<'a>) -> Result<Self, Fault> {
        let (mut games, mut sources, mut problems) = (Vec::new(), Vec::new(), Vec::new());
        for path in files(&paper.games, |name| FORMATS[0].fits(name))? {
            let source = source(&path)?;
            match read(&source, &Limits::default()) {
                Ok(reading) => games.push(reading.model),
                Err(found) => problems.extend(found),
            }
            sources.push(source);
        }
        let facts = match facts(&paper.folder) {
            Err(Fault::Problems(found)) => {
                problems.extend(found);
                Vec::new()
            }
            other => other?,
        };
        if problems.is_empty() {
            Ok(Self { paper, games, sources, facts, settings })
        } else {
            Err(Fault::Problems(problems))
        }
    }

    /// The game of that name, at its own values.
    ///
    /// # Errors
    /// [`Fault::Unfit`] where there is none.
    pub fn game(&self, name: &str) -> Result<At<'_>, Fault> {
        let model = self.games.iter().find(|model| model.info.name == name).ok_or_else(|| {
            let folder = self.paper.games.display();
            Fault::Unfit(format!("no game in {folder} is called `{name}`"))
        })?;
        Ok(At { model, point: Assignment::of(model), settings: self.settings })
    }
}
