//! Numbers in the text of the paper: which results it names, and which numbers no result stands behind.
//!
//! A number stands for itself only
//! - as a year of a source, a public figure or a game, where it stands as one (`in 2024`, not `2024 users`),
//! - as a capital and one or two digits (`P1`),
//! - as part of a name that `paper.toml` lists, which says more than an amount,
//! - in formulas, as a whole number up to ten on a side with letters, or 0 or 1,
//! - in code, as a length, a ratio, a whole number up to ten that has a name (`columns: 2`), or within the name of a file.
//!
//! Words for numbers are prose up to ten, and `half`; those above, `three million`, `a third of`, `two thirds`, `five per cent`
//! and `one in ten` need a result, too. All others are to be named: `#n("F3.gain")`, in LaTeX `\equil{F3.gain}`.

mod formula;
mod latex;
mod numerals;
mod rules;
mod token;
mod typst;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use super::EXHIBITS;
use super::files::{There, there};
use super::study::Study;
use crate::text::Source;
use rules::{Allowed, judge};

pub(super) use numerals::is_specific;

/// A number that no result stands behind, or something else that is wrong with the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// The file.
    pub path: String,
    /// Line and column, from 1.
    pub place: (usize, usize),
    /// What is wrong.
    pub what: What,
}

/// What is wrong at a place of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum What {
    /// A number.
    Number(String),
    /// A number in words.
    Words(String),
    /// A year of which no source, public figure or game is.
    Year(String),
    /// The key of a result that there is not.
    Key(String),
    /// A picture or a table that no exhibit writes: its file.
    Placed(String),
    /// The key of a result without quotes.
    Unquoted(String),
    /// The key of a result without its second quote or bracket.
    Unclosed(String),
    /// A `;` after this code, which Typst takes for its end.
    Swallowed(String),
    /// A name that `paper.toml` lists, and that nothing in the text is.
    Unused(String),
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) | Self::Words(number) => write!(
                f,
                "no result stands behind `{number}`: name one, `#n(\"KEY\")` or in LaTeX `\\equil{{KEY}}`, or list what it is part of \
                 in `names` of paper.toml"
            ),
            Self::Year(year) => {
                write!(f, "`{year}` is no year of a source, a public figure or a game")
            }
            Self::Key(key) => write!(f, "no result is called `{key}`"),
            Self::Placed(file) => write!(f, "no exhibit writes `{file}`"),
            Self::Unquoted(key) => {
                write!(f, "`{key}` stands without quotes: a key is a text, `#n(\"{key}\")`")
            }
            Self::Unclosed(key) => write!(f, "the key `{key}` is not closed in its line"),
            Self::Swallowed(code) => {
                write!(f, "Typst takes the `;` after `{code}` away: write `\\;`")
            }
            Self::Unused(name) => {
                write!(f, "`{name}` of `names` is nowhere in the text: leave it out")
            }
        }
    }
}

/// Looks through the text of a paper, all of its `.typ` and `.tex` files; `keys` are those of all results.
///
/// # Complexity
/// Linear in the text.
///
/// # Examples
/// ```
/// use std::collections::BTreeSet;
///
/// use equil::nash::Settings;
/// use equil::reproduce::{Paper, Study, What, strays};
///
/// // Without results every key of the text is one that there is not
/// let study = Study::open(Paper::open("paper".as_ref())?, Settings::default())?;
/// let found = strays(&study, &BTreeSet::new());
/// assert!(found.iter().all(|stray| matches!(stray.what, What::Key(_))) && !found.is_empty());
/// # Ok::<(), equil::reproduce::Fault>(())
/// ```
pub fn strays(study: &Study<'_>, keys: &BTreeSet<String>) -> Vec<Stray> {
    let names = &study.paper.names;
    let (files, years) = (written(study), study.years());
    let allowed = Allowed { keys, files: files.as_ref(), names, years: &years };
    let mut used = BTreeSet::new();
    let mut found = Vec::new();
    for source in &study.texts {
        found.extend(strays_in(source, &allowed, &mut used));
    }
    let source = &study.paper.source;
    for (place, name) in names.iter().enumerate().filter(|(place, _)| !used.contains(place)) {
        debug_assert!(place < names.len());
        let at = source.text.find(&format!("\"{name}\"")).unwrap_or(0);
        let what = What::Unused(name.clone());
        found.push(Stray { path: source.name.clone(), place: source.locate(at), what });
    }
    found
}

/// The files of the exhibits by their records; nothing where there are none.
fn written(study: &Study<'_>) -> Option<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    for exhibit in EXHIBITS {
        let path = study.paper.results.join(format!("{}.json", exhibit.id));
        let There::Text(text) = there(&path).ok()? else { return None };
        let record: Value = serde_json::from_str(&text).ok()?;
        files.extend(record["files"].as_object()?.keys().cloned());
    }
    Some(files)
}

/// What is wrong with one text.
fn strays_in(
    source: &Arc<Source>,
    allowed: &Allowed<'_>,
    used: &mut BTreeSet<usize>,
) -> Vec<Stray> {
    let text = &source.text;
    let tokens =
        if source.extension() == "tex" { latex::tokens(text) } else { typst::tokens(text) };
    let mut wrong = judge(text, &tokens, allowed, used);
    wrong.sort_by_key(|(at, _)| *at);
    let stray = |(at, what)| Stray { path: source.name.clone(), place: source.locate(at), what };
    wrong.into_iter().map(stray).collect()
}

#[cfg(test)]
mod tests;
