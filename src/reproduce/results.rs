//! Results as files: the same bytes on every machine.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::fact::Fact;
use super::fault::Fault;
use super::games::lines;
use super::manifest::{MANIFEST, manifest, readme, record};
use super::numbers::Numbers;
use super::study::Study;
use super::{Artifact, Exhibit};
use crate::num::{Rational, shortest};
use crate::report::html_text;
use crate::table::{Content, Table};

/// A file of the results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its path within the folder of the results.
    pub path: PathBuf,
    /// What it holds.
    pub text: String,
}

/// What exhibits found.
#[derive(Clone, Debug, Default)]
pub struct Rebuilt {
    /// Their files.
    pub files: Vec<Written>,
    /// Claims that were found to hold: of which game, and which.
    pub held: BTreeSet<(String, String)>,
}

/// The file that has the lines of the games.
pub(super) const LINES: &str = "games.json";

/// Runs exhibits, in order, and writes what they find; `told` is called before each of them.
///
/// The numbers of `F1` are in `F1.json`, with what they depend on, and in `F1.tex`; `facts.json` has the public
/// figures, `games.json` the lines of the games. `manifest.json` has hashes of the text and of every exhibit: those that are not
/// run as their files in the folder of the results say. `../README.md` is the guide ([`readme`]).
///
/// # Errors
/// [`Fault`] of the first exhibit that has no result.
///
/// # Examples
/// ```
/// use equil::nash::Settings;
/// use equil::reproduce::{Exhibit, Paper, Study, results};
///
/// let study = Study::open(Paper::open("paper".as_ref())?, Settings::default())?;
/// let mut told = Vec::new();
/// let rebuilt = results(&study, &[Exhibit::named("F2").unwrap()], &mut |one| told.push(one.id))?;
/// assert_eq!(told, ["F2"]);
/// assert!(rebuilt.files.iter().any(|file| file.path.ends_with("F2-mixing-quality.csv")));
/// # Ok::<(), equil::reproduce::Fault>(())
/// ```
pub fn results(
    study: &Study<'_>,
    exhibits: &[&Exhibit],
    told: &mut dyn FnMut(&Exhibit),
) -> Result<Rebuilt, Fault> {
    let (mut written, mut held) = (Vec::new(), BTreeSet::new());
    for exhibit in exhibits {
        told(exhibit);
        let artifact = exhibit.run(study)?;
        let files = files(exhibit, &artifact);
        let seed = artifact.seed;
        held.extend(artifact.held);
        let numbers = artifact.numbers.of(exhibit.id);
        if let [twice, ..] = numbers.twice()[..] {
            return Err(Fault::Unfit(format!("two results are called `{twice}`")));
        }
        let record = record(study, exhibit, seed, &files, &numbers)?;
        written.extend(files);
        written.push(Written { path: format!("{}.json", exhibit.id).into(), text: record });
        written
            .push(Written { path: format!("{}.tex", exhibit.id).into(), text: numbers.to_latex() });
    }
    let facts = facts(&study.facts);
    written.push(Written { path: "facts.json".into(), text: facts.to_json() });
    written.push(Written { path: "facts.tex".into(), text: facts.to_latex() });
    let manifest = manifest(study, &written);
    written.push(Written { path: MANIFEST.into(), text: manifest });
    written.push(Written { path: LINES.into(), text: lines(study) });
    written.push(Written { path: "../README.md".into(), text: readme(study) });
    Ok(Rebuilt { files: written, held })
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
        file("csv", decimals(&sheet.table).to_csv(None));
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

/// The same table with decimals where it has fractions: as many digits as a float needs to be read back.
fn decimals(table: &Table) -> Table {
    let mut table = table.clone();
    for cell in table.rows.iter_mut().flatten() {
        let exact = match &cell.content {
            Content::Number(low, high) | Content::Signed(low, high) if low == high => written(low),
            Content::AtLeast(bound) | Content::AtMost(bound) => written(bound),
            Content::Probability(value) => written(value),
            Content::Rounded { exact, .. } => without_fractions(exact),
            _ => continue,
        };
        cell.content = Content::Rounded { shown: String::new(), exact };
    }
    table
}

/// A number as a decimal: exactly if that is short.
fn written(value: &Rational) -> String {
    shortest(value).unwrap_or_else(|| format!("{:?}", value.nearest_f64()))
}

/// Letters of a fraction within words from which on it is written as a decimal; a shorter one may be a weight, `1/2 open`.
const LONG: usize = 12;

/// A text in which long fractions are decimals; a text that is nothing but a fraction is one.
fn without_fractions(text: &str) -> String {
    let is_part = |c: char| c.is_ascii_digit() || c == '/';
    let (mut told, mut rest) = (String::new(), text);
    while let Some(start) = rest.find(is_part) {
        let (before, from) = rest.split_at(start);
        let (token, after) = from.split_at(from.find(|c| !is_part(c)).unwrap_or(from.len()));
        let is_all = text.trim_start_matches(['-', '−']) == token;
        let value = (token.contains('/') && (is_all || token.len() > LONG))
            .then(|| token.parse::<Rational>().ok())
            .flatten();
        told.push_str(before);
        told.push_str(&value.as_ref().map_or_else(|| token.to_owned(), written));
        rest = after;
    }
    told + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Cell;

    #[test]
    fn csv_files_have_decimals() {
        let mut table = Table::new(&[">a", ">b", "c", ">d"]);
        let [third, tenth] = [(1, 3), (1, 10)].map(|(n, d)| Rational::new(n, d).unwrap());
        let cells = [Cell::exact(&third), Cell::exact(&tenth), Cell::text("1/3")];
        table.row(cells.into_iter().chain([Cell::probability(&tenth)]).collect());
        assert_eq!(decimals(&table).to_csv(None), "a,b,c,d\n0.3333333333333333,0.1,1/3,0.1\n");
    }

    #[test]
    fn fractions_within_words_stay_if_they_are_short() {
        assert_eq!(without_fractions("49/120"), "0.4083333333333333");
        assert_eq!(without_fractions("-1/4"), "-0.25");
        assert_eq!(without_fractions("1/2 open + 1/2 closed"), "1/2 open + 1/2 closed");
        assert_eq!(
            without_fractions("from 1000000000/3000000000 on, a/b"),
            "from 0.3333333333333333 on, a/b"
        );
    }
}
