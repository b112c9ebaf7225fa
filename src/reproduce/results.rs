//! Results as files: the same bytes on every machine.

use std::path::PathBuf;

use super::fact::Fact;
use super::fault::Fault;
use super::manifest::{lines, manifest, readme, record};
use super::numbers::Numbers;
use super::study::Study;
use super::{Artifact, Exhibit};
use crate::report::html_text;

/// A file of the results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its path within the folder of the results.
    pub path: PathBuf,
    /// What it holds.
    pub text: String,
}

/// The file that tells the lines of the games apart.
pub(super) const LINES: &str = "games.json";

/// Runs exhibits, in order, and writes what they find; `told` is called before each of them.
///
/// The numbers of `F1` are in `F1.json`, with what they depend on, and in `F1.tex`; `facts.json` has the public
/// figures, `games.json` tells the lines of the games apart. `manifest.json` has every exhibit: those that are not run as their
/// files in the folder of the results say. `../README.md` is the guide ([`readme`]).
///
/// # Errors
/// [`Fault`] of the first exhibit that has no result.
pub fn results(
    study: &Study<'_>,
    exhibits: &[&Exhibit],
    told: &mut dyn FnMut(&Exhibit),
) -> Result<Vec<Written>, Fault> {
    let mut written = Vec::new();
    for exhibit in exhibits {
        told(exhibit);
        let artifact = exhibit.run(study)?;
        let files = files(exhibit, &artifact);
        let numbers = artifact.numbers.of(exhibit.id);
        if let [twice, ..] = numbers.twice()[..] {
            return Err(Fault::Unfit(format!("two results are called `{twice}`")));
        }
        let record = record(study, exhibit, &files, &numbers)?;
        written.extend(files);
        written.push(Written { path: format!("{}.json", exhibit.id).into(), text: record });
        written
            .push(Written { path: format!("{}.tex", exhibit.id).into(), text: numbers.to_latex() });
    }
    let facts = facts(&study.facts);
    written.push(Written { path: "facts.json".into(), text: facts.to_json() });
    written.push(Written { path: "facts.tex".into(), text: facts.to_latex() });
    let manifest = manifest(&study.paper.results, &written);
    written.push(Written { path: "manifest.json".into(), text: manifest });
    written.push(Written { path: LINES.into(), text: lines(study) });
    written.push(Written { path: "../README.md".into(), text: readme(study) });
    Ok(written)
}

/// Public figures as numbers.
fn facts(facts: &[Fact]) -> Numbers {
    let mut numbers = Numbers::default();
    for fact in facts {
        numbers.exact(fact.key.as_str(), &fact.value, fact.digits);
    }
    numbers.of("facts")
}

/// The tables and pictures of an exhibit.
fn files(exhibit: &Exhibit, artifact: &Artifact) -> Vec<Written> {
    let named = |part: &str, extension: &str| {
        let part = if part.is_empty() { String::new() } else { format!("-{part}") };
        PathBuf::from(format!("{}{part}.{extension}", exhibit.stem()))
    };
    let mut files = Vec::new();
    for sheet in &artifact.sheets {
        let mut file = |extension: &str, text: String| {
            files.push(Written { path: named(sheet.part, extension), text });
        };
        file("csv", sheet.table.to_csv(None));
        if sheet.is_printed {
            file("tex", sheet.table.to_latex(sheet.digits));
            file("typ", sheet.table.to_typst(sheet.digits));
        }
    }
    for picture in &artifact.pictures {
        // In the paper the caption says what a picture shows; by itself it is called as its exhibit is
        let title = format!("<title>{}</title>", html_text(exhibit.title));
        let text = picture.svg.replacen("<title></title>", &title, 1);
        files.push(Written { path: named(picture.part, "svg"), text });
    }
    files
}
