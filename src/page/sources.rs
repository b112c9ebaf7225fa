//! The numbers that a game rests on, and where they come from.

use super::{Page, bibliography};
use crate::model::Parameter;
use crate::num::{Rational, shortest, significant};
use crate::report::html_text;

/// What is told of a parameter.
const HEADS: [&str; 8] =
    ["parameter", "value", "range", "unit", "status", "confidence", "source", "about"];
/// The first of them, which are always told.
const ALWAYS: usize = 3;
/// With so many columns a table is not to be squeezed.
const WIDE: usize = 6;

impl Page<'_> {
    /// A row for each parameter, then the entries of the bibliography that are named.
    pub(super) fn parameters_html(&self) -> String {
        if self.model.parameters.is_empty() {
            return "<p>The file has no parameters: its payoffs are numbers.\n".to_owned();
        }
        let rows: Vec<[String; HEADS.len()]> = (self.model.parameters.iter().enumerate())
            .map(|(number, parameter)| self.row(number, parameter))
            .collect();
        // What nothing is known of has no column
        let is_shown =
            |column: usize| column < ALWAYS || rows.iter().any(|cells| !cells[column].is_empty());
        let shown: Vec<usize> = (0..HEADS.len()).filter(|&column| is_shown(column)).collect();
        let heads = shown.iter().map(|&column| {
            let number = if HEADS[column] == "value" { " class=n" } else { "" };
            format!("<th scope=col{number}>{}", HEADS[column])
        });
        let wide = if shown.len() >= WIDE { " class=wide" } else { "" };
        let mut html = format!(
            "<div class=scroll role=region tabindex=0 aria-label=\"Parameters\"><table{wide}>\
             <caption>Parameters, with what is known of each</caption><thead><tr>{}<tbody>\n",
            heads.collect::<String>()
        );
        for cells in &rows {
            let cells = shown.iter().map(|&column| {
                let open = match HEADS[column] {
                    "parameter" => "<th scope=row>",
                    "value" => "<td class=n>",
                    _ => "<td>",
                };
                format!("{open}{}", cells[column])
            });
            html.push_str(&format!("<tr>{}\n", cells.collect::<String>()));
        }
        html.push_str("</table></div>\n");
        html.push_str(&self.references());
        html
    }

    fn row(&self, number: usize, parameter: &Parameter) -> [String; HEADS.len()] {
        let value = self.assignment.get(number);
        let range = parameter.range.as_ref();
        let range = range.map(|(low, high)| format!("[{}, {}]", short(low), short(high)));
        let text = |text: &Option<String>| html_text(text.as_deref().unwrap_or_default());
        let source = parameter.citation.as_deref().map(|cited| self.cited(cited));
        let note = parameter.note.as_deref().map(|note| {
            let gap = if parameter.about.is_some() { "; " } else { "" };
            format!("<span class=faint>{gap}{}</span>", html_text(note))
        });
        [
            html_text(&parameter.name),
            value.map_or_else(|| "none".to_owned(), short),
            range.unwrap_or_default(),
            // A pure number needs no unit
            text(&parameter.unit.clone().filter(|unit| unit != "1")),
            parameter.status.map_or("", crate::model::Status::name).to_owned(),
            text(&parameter.confidence),
            source.unwrap_or_default(),
            text(&parameter.about) + &note.unwrap_or_default(),
        ]
    }

    /// A key of the bibliography, with a link to its entry.
    fn cited(&self, cited: &str) -> String {
        let key = key(cited);
        let told = html_text(cited);
        if self.entry(key).is_none() {
            return told;
        }
        format!("<a href=\"#ref-{}\">{told}</a>", html_text(key))
    }

    fn entry(&self, key: &str) -> Option<String> {
        bibliography::entry(&self.model.bibliography.as_ref()?.text, key)
    }

    /// Entries of the bibliography that the game, parameters and claims name, in the order of their keys.
    fn references(&self) -> String {
        let model = self.model;
        let cited = model.parameters.iter().map(|one| &one.citation);
        let cited = cited.chain(model.claims.iter().map(|one| &one.citation));
        let cited = cited.chain([&model.info.citation]);
        let mut keys: Vec<&str> = cited.flatten().map(|cited| key(cited)).collect();
        keys.sort_unstable();
        keys.dedup();
        let entries = keys.iter().filter_map(|key| {
            let entry = self.entry(key)?;
            let (key, entry) = (html_text(key), html_text(&entry));
            Some(format!("<li id=\"ref-{key}\"><b>{key}</b>: {entry}\n"))
        });
        let entries: String = entries.collect();
        if entries.is_empty() {
            return entries;
        }
        format!("<h3>Sources</h3>\n<ul class=refs>\n{entries}</ul>\n")
    }
}

/// The key that a citation begins with.
fn key(cited: &str) -> &str {
    cited.split([',', ' ']).next().unwrap_or("")
}

/// Decimals with more digits than this are told rounded.
const LONG: usize = 12;

/// A number as people write it: a short decimal, else rounded.
fn short(value: &Rational) -> String {
    let exact = shortest(value).unwrap_or_else(|| value.to_string());
    if exact.len() <= LONG { exact } else { significant(value, 6) }
}
