//! The folder of a paper, and the games that it is about.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::at::At;
use super::fact::{self, Fact, facts};
use super::fault::Fault;
use super::listed::Listed;
use super::sources;
use super::text::is_specific;
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
    /// The file `paper.toml`.
    pub source: Arc<Source>,
}

/// The games, the facts and the text of a paper, read.
pub struct Study<'a> {
    /// The paper.
    pub paper: Paper,
    /// The games, in the order of their files.
    pub games: Vec<Model>,
    /// The texts of the games' files.
    pub sources: Vec<Arc<Source>>,
    /// Public figures.
    pub facts: Vec<Fact>,
    /// The file of the public figures, if there is one.
    pub facts_source: Option<Arc<Source>>,
    /// Bibliographies: that of the paper, then those of the games.
    pub bibliographies: Vec<Arc<Source>>,
    /// The text of the paper: its files in Typst and LaTeX, in the order of their paths.
    pub texts: Vec<Arc<Source>>,
    /// How equilibria are searched for; the watch ends the search.
    pub settings: Settings<'a>,
}

/// The file that says what a paper is made of.
const FILE: &str = "paper.toml";

/// The bibliography in the folder of a paper.
const LITERATURE: &str = "literature.bib";

impl Paper {
    /// Reads `paper.toml` of a folder.
    ///
    /// # Errors
    /// [`Fault`] where there is none, or it does not say what it must: all that is wrong with it.
    pub fn open(folder: &Path) -> Result<Self, Fault> {
        let path = folder.join(FILE);
        if !is_there(&path)? {
            return Err(Fault::NoPaper(path.display().to_string()));
        }
        let source = source(&path)?;
        let (mut listed, table) = Listed::open(&source);
        listed.known(&table, &["games", "text", "results", "names"]);
        let places = [("games", "\"../games\""), ("text", "\"text\""), ("results", "\"results\"")];
        let [games, text, results] = places.map(|(key, example)| {
            let said = listed.text(&table, key, 0..0, example);
            said.map(|(place, _)| plain(&folder.join(place)))
        });
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
            (Some(games), Some(text), Some(results)) if problems.is_empty() => {
                Ok(Self { folder: folder.to_owned(), games, text, results, names, source })
            }
            _ => Err(Fault::Problems(problems)),
        }
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
    // `paper/..` is here
    if plain.as_os_str().is_empty() {
        plain.push(".");
    }
    plain
}

/// The text of a file, named by its path.
pub(super) fn source(path: &Path) -> Result<Arc<Source>, Fault> {
    let shown = path.display().to_string();
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Source::new(&shown, text)),
        Err(error) => Err(unread(path, &error)),
    }
}

/// Whether something is at a path.
///
/// # Errors
/// [`Fault::Unread`] where that cannot be told, since a folder on the way cannot be read.
pub(super) fn is_there(path: &Path) -> Result<bool, Fault> {
    path.try_exists().map_err(|error| unread(path, &error))
}

fn unread(path: &Path, error: &std::io::Error) -> Fault {
    Fault::Unread { path: path.display().to_string(), why: error.to_string() }
}

/// The files in a folder whose names fit, in the order of their names; with `below`, those in folders within it, too.
pub(super) fn files(
    folder: &Path,
    below: bool,
    fits: &dyn Fn(&str) -> bool,
) -> Result<Vec<PathBuf>, Fault> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| unread(folder, &error))? {
        let path = entry.map_err(|error| unread(folder, &error))?.path();
        if path.is_dir() {
            if below {
                found.extend(files(&path, below, fits)?);
            }
        } else if path.file_name().is_some_and(|name| fits(&name.to_string_lossy())) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a file of that name is text of a paper.
fn is_text(name: &str) -> bool {
    [".typ", ".tex"].iter().any(|end| name.ends_with(end))
}

/// Whether a file of that name is a bibliography.
fn is_bibliography(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|end| end == "bib")
}

impl<'a> Study<'a> {
    /// Reads the games, the facts and the text of a paper.
    ///
    /// # Errors
    /// [`Fault`]: everything that is wrong with the files.
    pub fn open(paper: Paper, settings: Settings<'a>) -> Result<Self, Fault> {
        let (mut games, mut sources, mut problems) = (Vec::<Model>::new(), Vec::new(), Vec::new());
        for path in files(&paper.games, false, &|name| FORMATS[0].fits(name))? {
            let source = source(&path)?;
            match read(&source, &Limits::default()) {
                Ok(reading) => {
                    problems.extend(twice(&games, &reading.model));
                    games.push(reading.model);
                }
                Err(found) => problems.extend(found),
            }
            sources.push(source);
        }
        if sources.is_empty() {
            problems.push(paper.lacks("games", "no game", "game files, `.game.toml`"));
        }
        let mut bibliographies = Vec::new();
        let literature = paper.folder.join(LITERATURE);
        if is_there(&literature)? {
            bibliographies.push(source(&literature)?);
        }
        for path in files(&paper.games, false, &is_bibliography)? {
            bibliographies.push(source(&path)?);
        }
        let path = paper.folder.join(fact::FILE);
        let facts_source = if is_there(&path)? { Some(source(&path)?) } else { None };
        let cited = bibliographies.iter().flat_map(|source| sources::keys(&source.text)).collect();
        let read = facts_source.as_ref().map_or_else(|| Ok(Vec::new()), |text| facts(text, &cited));
        let facts = read.unwrap_or_else(|found| {
            problems.extend(found);
            Vec::new()
        });
        let paths = files(&paper.text, true, &is_text)?;
        let texts = paths.iter().map(|path| source(path)).collect::<Result<Vec<_>, Fault>>()?;
        if texts.is_empty() {
            problems.push(paper.lacks(
                "text",
                "no text",
                "files in Typst or LaTeX, `.typ` or `.tex`",
            ));
        }
        if problems.is_empty() {
            Ok(Self { paper, games, sources, facts, facts_source, bibliographies, texts, settings })
        } else {
            Err(Fault::Problems(problems))
        }
    }

    /// Years of sources, public figures and games, which may stand in the text.
    pub(super) fn years(&self) -> BTreeSet<u32> {
        let bibliographies = self.bibliographies.iter();
        let cited = bibliographies.flat_map(|source| sources::years_of_entries(&source.text));
        let dates = self.facts.iter().flat_map(|fact| sources::years(&fact.date));
        let titles = self.games.iter().filter_map(|game| game.info.title.as_deref());
        cited.chain(dates).chain(titles.flat_map(sources::years)).collect()
    }

    /// What a rebuild depends on beside the games, by paths from the folder of the paper.
    pub(super) fn inputs(&self) -> Vec<&Arc<Source>> {
        let own = [Some(&self.paper.source), self.facts_source.as_ref()].into_iter().flatten();
        own.chain(&self.bibliographies).chain(&self.texts).collect()
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

impl Paper {
    /// That a folder which `paper.toml` names holds nothing of what it is for.
    fn lacks(&self, key: &str, what: &str, wanted: &str) -> Diagnostic {
        let folder = if key == "text" { &self.text } else { &self.games };
        let message = format!("there is {what} in `{}`", folder.display());
        let text = &self.source.text;
        let at = text.lines().scan(0, |start, line| {
            let at = *start;
            *start += line.len() + 1;
            Some((at, line))
        });
        let at = at.filter(|(_, line)| line.trim_start().starts_with(key)).map(|(at, _)| at).next();
        let at = at.unwrap_or(0);
        Diagnostic::new(Code::EMPTY, &self.source, at..(at + key.len()).min(text.len()), message)
            .help(format!("`{key}` is the folder of {wanted}"))
    }
}

/// That another file has a game of the same name.
fn twice(games: &[Model], model: &Model) -> Option<Diagnostic> {
    let name = &model.info.name;
    let other = games.iter().find(|other| other.info.name == *name)?;
    let at = model.source.text.find(&format!("\"{name}\"")).unwrap_or(0);
    let message =
        format!("two games are called `{name}`: the other one is `{}`", other.source.name);
    Some(Diagnostic::new(Code::NAME_CLASH, &model.source, at..at + name.len() + 2, message))
}
