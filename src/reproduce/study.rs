//! The games that a paper is about, its public figures and its text.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::at::At;
use super::fact::{self, Fact, facts};
use super::fault::{Fault, Wrong};
use super::files::{files, is_there, source};
use super::paper::Paper;
use super::sources;
use crate::format::{FORMATS, Limits, read};
use crate::model::{Assignment, Model};
use crate::nash::Settings;
use crate::text::{Code, Diagnostic, Source};

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

/// The bibliography in the folder of a paper.
const LITERATURE: &str = "literature.bib";

/// Whether a file of that name is text of a paper.
fn is_text(name: &str) -> bool {
    [".typ", ".tex"].iter().any(|end| name.ends_with(end))
}

/// Whether a file of that name is a bibliography.
fn is_bibliography(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|end| end == "bib")
}

impl<'a> Study<'a> {
    /// Reads the games, the facts and the text of a paper.
    ///
    /// # Errors
    /// [`Fault`]: everything that is wrong with the files.
    ///
    /// # Examples
    /// ```
    /// use equil::nash::Settings;
    /// use equil::reproduce::{Paper, Study};
    ///
    /// let study = Study::open(Paper::open("paper".as_ref())?, Settings::default())?;
    /// assert!(study.games.iter().any(|game| game.info.name == "two-player"));
    /// # Ok::<(), equil::reproduce::Fault>(())
    /// ```
    pub fn open(paper: Paper, settings: Settings<'a>) -> Result<Self, Fault> {
        let mut wrong = Wrong::default();
        let mut games = Vec::<Model>::new();
        let found = files(&paper.games, false, &|name| FORMATS[0].fits(name));
        let paths = wrong.take(found).unwrap_or_default();
        let lacks_games = paths.is_empty() && wrong.is_empty();
        let sources = wrong.sources(&paths);
        for source in &sources {
            match read(source, &Limits::default()) {
                Ok(reading) => {
                    wrong.problems.extend(twice(&games, &reading.model));
                    games.push(reading.model);
                }
                Err(found) => wrong.problems.extend(found),
            }
        }
        if lacks_games {
            wrong.problems.push(paper.lacks("games", "no game", "game files, `.game.toml`"));
        }
        let literature = paper.folder.join(LITERATURE);
        let own = wrong.take(is_there(&literature)).unwrap_or_default().then_some(literature);
        let others = wrong.take(files(&paper.games, false, &is_bibliography));
        let paths: Vec<PathBuf> = own.into_iter().chain(others.unwrap_or_default()).collect();
        let bibliographies = wrong.sources(&paths);
        let mut is_cited = bibliographies.len() == paths.len();
        for source in &bibliographies {
            if sources::keys(&source.text).is_empty() && !source.text.trim().is_empty() {
                let message = "no entry of this bibliography can be read";
                let problem = Diagnostic::new(Code::SYNTAX, source, 0..0, message);
                wrong.problems.push(problem.help("an entry begins with `@article{KEY,`"));
                is_cited = false;
            }
        }
        let path = paper.folder.join(fact::FILE);
        let has_facts = wrong.take(is_there(&path)).unwrap_or_default();
        let facts_source = if has_facts { wrong.take(source(&path)) } else { None };
        let cited = bibliographies.iter().flat_map(|source| sources::keys(&source.text)).collect();
        let read = facts_source.as_ref().map_or_else(|| Ok(Vec::new()), |text| facts(text, &cited));
        let facts = read.unwrap_or_else(|mut found| {
            // They may be in a bibliography that was not read
            found.retain(|problem| is_cited || problem.code != Code::SOURCE_MISSING);
            wrong.problems.extend(found);
            Vec::new()
        });
        let paths = wrong.take(files(&paper.text, true, &is_text));
        let texts = wrong.sources(paths.as_deref().unwrap_or_default());
        if paths.is_some_and(|paths| paths.is_empty()) {
            let wanted = "files in Typst or LaTeX, `.typ` or `.tex`";
            wrong.problems.push(paper.lacks("text", "no text", wanted));
        }
        wrong.none()?;
        Ok(Self { paper, games, sources, facts, facts_source, bibliographies, texts, settings })
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
    ///
    /// # Examples
    /// ```
    /// use equil::nash::Settings;
    /// use equil::reproduce::{Paper, Study};
    ///
    /// let study = Study::open(Paper::open("paper".as_ref())?, Settings::default())?;
    /// assert_eq!(study.game("two-player")?.model.players.len(), 2);
    /// assert!(study.game("no-such-game").is_err());
    /// # Ok::<(), equil::reproduce::Fault>(())
    /// ```
    pub fn game(&self, name: &str) -> Result<At<'_>, Fault> {
        let model = self.games.iter().find(|model| model.info.name == name).ok_or_else(|| {
            let folder = self.paper.games.display();
            Fault::Unfit(format!(
                "no game in `{folder}` is called `{name}`, as one that the article is about"
            ))
        })?;
        Ok(At { model, point: Assignment::of(model), settings: self.settings })
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
