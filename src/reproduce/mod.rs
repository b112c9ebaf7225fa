//! The paper's results, rebuilt from the game files.
//!
//! An [`Exhibit`] is a figure or a table of the paper: a function of the games. Everything that it finds is an
//! [`Artifact`]: tables, pictures, and numbers that the text of the paper names by their keys. [`results`] writes
//! artifacts as files, always the same bytes; [`check`] compares these with the files that are there, and looks for
//! numbers in the text that no result has.

mod artifact;
mod at;
mod check;
mod diff;
mod exhibits;
mod fact;
mod fault;
mod files;
mod games;
mod listed;
mod manifest;
mod numbers;
mod paper;
mod results;
mod sources;
mod study;
mod text;

pub use artifact::{Artifact, Picture, Sheet};
pub use at::At;
pub use check::{Drift, Why, check, left};
pub use exhibits::EXHIBITS;
pub use fact::{Fact, facts};
pub use fault::Fault;
pub use manifest::readme;
pub use numbers::{Bound, Number, Numbers};
pub use paper::Paper;
pub use results::{Rebuilt, Written, results};
pub use study::Study;
pub use text::{Stray, What, strays};

/// A figure or a table of the paper.
#[derive(Clone, Copy, Debug)]
pub struct Exhibit {
    /// `F1` or `T1`, its number in the paper.
    pub id: &'static str,
    /// What its files are called.
    pub name: &'static str,
    /// What it shows, in one line.
    pub title: &'static str,
    /// The games it is about, by their names; none for all of them.
    pub games: &'static [&'static str],
    /// The command that shows most of it.
    pub command: &'static str,
    /// Whether it takes seconds at most.
    pub is_quick: bool,
    /// What it finds.
    pub(crate) run: fn(&Study<'_>) -> Result<Artifact, Fault>,
}

impl Exhibit {
    /// The exhibit with this number; upper case does not matter.
    pub fn named(id: &str) -> Option<&'static Self> {
        EXHIBITS.iter().find(|exhibit| exhibit.id.eq_ignore_ascii_case(id))
    }

    /// What it finds.
    ///
    /// # Errors
    /// [`Fault`] where a game or a query is not as the exhibit expects, or an answer is open.
    ///
    /// # Examples
    /// ```
    /// use equil::nash::Settings;
    /// use equil::reproduce::{Exhibit, Paper, Study};
    ///
    /// let study = Study::open(Paper::open("paper".as_ref())?, Settings::default())?;
    /// let found = Exhibit::named("F2").unwrap().run(&study)?;
    /// let least = found.numbers.entries.iter().find(|bound| bound.key == "least_open").unwrap();
    /// assert_eq!(least.value.shown(), "0.333");
    /// # Ok::<(), equil::reproduce::Fault>(())
    /// ```
    pub fn run(&self, study: &Study<'_>) -> Result<Artifact, Fault> {
        (self.run)(study)
    }

    /// The games it is about, by their names.
    pub fn about<'a>(&self, study: &'a Study<'_>) -> Vec<&'a str> {
        if self.games.is_empty() {
            return study.games.iter().map(|game| game.info.name.as_str()).collect();
        }
        self.games.to_vec()
    }

    /// `F1-regimes`
    pub fn stem(&self) -> String {
        format!("{}-{}", self.id, self.name)
    }
}
