//! Public figures that the text cites, each with its source.

use std::path::Path;

use super::fault::Fault;
use super::study::source;
use crate::num::Rational;
use crate::text::{Code, Diagnostic};

/// A public figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What it is called.
    pub key: String,
    /// The figure, exactly as it is written.
    pub value: Rational,
    /// Digits after the point, as it is written.
    pub digits: usize,
    /// Unit.
    pub unit: String,
    /// What it is.
    pub text: String,
    /// Key in the bibliography.
    pub source: String,
    /// When the source said so.
    pub date: String,
    /// `A` (official) to `D` (judgement).
    pub confidence: String,
}

/// The file of facts in the folder of a paper.
const FILE: &str = "facts.toml";

/// Reads the facts of a paper; a folder without the file has none.
///
/// # Errors
/// [`Fault`]: everything that is wrong with the file.
pub fn facts(folder: &Path) -> Result<Vec<Fact>, Fault> {
    let path = folder.join(FILE);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let source = source(&path)?;
    let problem = |span: std::ops::Range<usize>, message: String| {
        let help =
            "a fact has `value` (in quotes), `unit`, `text`, `source`, `date` and `confidence`";
        Diagnostic::new(Code::SYNTAX, &source, span, message).help(help)
    };
    let table: toml::Table = source.text.parse().map_err(|error: toml::de::Error| {
        Fault::Problems(vec![problem(error.span().unwrap_or(0..0), error.message().to_owned())])
    })?;
    let (mut facts, mut problems) = (Vec::new(), Vec::new());
    for (key, value) in &table {
        let head = format!("[{key}]");
        let start = source.text.find(&head).unwrap_or(0);
        let span = start..start + head.len();
        let said = |name: &str| value.get(name).and_then(toml::Value::as_str);
        let text = |name: &str| said(name).map(str::to_owned);
        let number = said("value").and_then(|written| written.parse::<Rational>().ok());
        let fact = (|| {
            let digits = said("value")?.split_once('.').map_or(0, |(_, digits)| digits.len());
            Some(Fact {
                key: key.clone(),
                value: number?,
                digits,
                unit: text("unit")?,
                text: text("text")?,
                source: text("source")?,
                date: text("date")?,
                confidence: text("confidence")?,
            })
        })();
        match fact {
            Some(fact) => facts.push(fact),
            None => problems.push(problem(span, format!("`{key}` does not say all that it must"))),
        }
    }
    if problems.is_empty() { Ok(facts) } else { Err(Fault::Problems(problems)) }
}
