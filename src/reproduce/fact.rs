//! Public figures that the text cites, each with its source.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::listed::Listed;
use crate::num::Rational;
use crate::text::{Code, Diagnostic, Source, similar};

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
pub(super) const FILE: &str = "facts.toml";

/// What a fact says, each with an example.
const KEYS: [(&str, &str); 6] = [
    ("value", "\"3.5\""),
    ("unit", "\"USD bn\""),
    ("text", "\"Revenue in 2024\""),
    ("source", "\"KEY\""),
    ("date", "\"July 2024\""),
    ("confidence", "\"A\""),
];

/// Grades of confidence: official, reputable and secondary, inferred, judged.
const GRADES: [&str; 4] = ["A", "B", "C", "D"];

/// Reads the facts of a paper; `cited` are the keys of its bibliographies.
///
/// # Errors
/// Everything that is wrong with the file: what is no TOML; keys that are missing, unknown or no texts; values that are no
/// decimal numbers; sources in no bibliography; grades that there are not.
///
/// # Examples
/// ```
/// use std::collections::BTreeSet;
///
/// use equil::reproduce::facts;
/// use equil::text::Source;
///
/// let file = "[revenue]\nvalue = \"164.5\"\nunit = \"USD bn\"\ntext = \"Revenue\"\nsource = \"report2024\"\n\
///             date = \"2024\"\nconfidence = \"A\"\n";
/// let source = Source::new("facts.toml", file);
/// let found = facts(&source, &BTreeSet::from(["report2024"])).unwrap();
/// assert_eq!((found[0].key.as_str(), found[0].digits), ("revenue", 1));
/// assert!(facts(&source, &BTreeSet::new()).is_err(), "the source is in no bibliography");
/// ```
pub fn facts(source: &Arc<Source>, cited: &BTreeSet<&str>) -> Result<Vec<Fact>, Vec<Diagnostic>> {
    let (mut listed, table) = Listed::open(source);
    let mut facts = Vec::new();
    for (key, value) in &table {
        let name = key.get_ref().to_string();
        let DeValue::Table(inner) = value.get_ref() else {
            let help = Some(format!("`[{name}]` begins a fact"));
            let message = format!("`{name}` stands outside of a fact");
            listed.told(Code::WRONG_TYPE, key.span(), message, help);
            continue;
        };
        facts.extend(fact(&mut listed, name, key.span(), inner, cited));
    }
    if listed.problems.is_empty() { Ok(facts) } else { Err(listed.problems) }
}

fn fact(
    listed: &mut Listed<'_>,
    key: String,
    span: Range<usize>,
    table: &DeTable<'_>,
    cited: &BTreeSet<&str>,
) -> Option<Fact> {
    listed.known(table, &KEYS.map(|(key, _)| key));
    let said = KEYS.map(|(name, example)| listed.text(table, name, span.clone(), example));
    let [value, unit, text, source, date, confidence] = said;
    let number = value.as_ref().and_then(|(written, _)| number(written));
    if let (Some((written, place)), None) = (&value, &number) {
        let help = "digits, perhaps with a point: `\"3.5\"`".to_owned();
        listed.told(Code::NUMBER, place.clone(), format!("`{written}` is no number"), Some(help));
    }
    if let Some((written, place)) = &source
        && !cited.contains(written.as_str())
    {
        let help = similar(written, "source", cited.iter().copied());
        let message = format!("`{written}` is in no bibliography of the paper");
        listed.told(Code::SOURCE_MISSING, place.clone(), message, help);
    }
    if let Some((written, place)) = &confidence
        && !GRADES.contains(&written.as_str())
    {
        let help = "A official, B reputable and secondary, C inferred, D judged".to_owned();
        let message = format!("`{written}` is no grade of confidence");
        listed.told(Code::STATUS, place.clone(), message, Some(help));
    }
    let (value, digits) = number?;
    Some(Fact {
        key,
        value,
        digits,
        unit: unit?.0,
        text: text?.0,
        source: source?.0,
        date: date?.0,
        confidence: confidence?.0,
    })
}

/// A decimal number and its digits after the point.
fn number(written: &str) -> Option<(Rational, usize)> {
    let unsigned = written.strip_prefix('-').unwrap_or(written);
    let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let is_decimal = is_digits(whole) && (is_digits(part) || !unsigned.contains('.'));
    is_decimal.then_some(())?;
    Some((written.parse().ok()?, part.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACT: &str = "[a]\nvalue = \"3.50\"\nunit = \"USD bn\"\ntext = \"It\"\nsource = \"nash1951\"\n\
                        date = \"1951\"\nconfidence = \"A\"\n";

    fn read(text: &str) -> Result<Vec<Fact>, Vec<String>> {
        let source = Source::new("facts.toml", text);
        facts(&source, &BTreeSet::from(["nash1951"]))
            .map_err(|problems| problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn facts_are_exact() {
        let fact = &read(FACT).unwrap()[0];
        assert_eq!((fact.value.clone(), fact.digits), ("7/2".parse().unwrap(), 2));
    }

    #[test]
    fn all_that_is_wrong_is_told_at_its_place() {
        let text = FACT
            .replace("3.50", "3,50")
            .replace("nash1951", "nash1950")
            .replace("\"A\"", "\"E\"")
            .replace("unit", "units");
        let told = read(&text).unwrap_err();
        assert_eq!(
            told,
            [
                "facts.toml:3:1: error[E002]: unknown key `units`",
                "facts.toml:1:2: error[E003]: `unit` is missing",
                "facts.toml:2:9: error[E005]: `3,50` is no number",
                "facts.toml:5:10: error[E034]: `nash1950` is in no bibliography of the paper",
                "facts.toml:7:14: error[E033]: `E` is no grade of confidence",
            ]
        );
        for wrong in ["1/3", "1e3", "", ".5", "5.", "x"] {
            assert!(read(&FACT.replace("3.50", wrong)).is_err(), "{wrong}");
        }
        assert!(read(&FACT.replace("\"3.50\"", "3.5")).is_err());
    }
}
