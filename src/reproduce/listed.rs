//! Files of a paper in TOML, read so that everything that is wrong with them is told at its place.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::text::{Code, Diagnostic, Source, similar_or_all};

/// A file, and what is wrong with it so far.
pub(super) struct Listed<'s> {
    source: &'s Arc<Source>,
    /// What is wrong.
    pub(super) problems: Vec<Diagnostic>,
}

/// A key and its value, each with its place.
type Entry<'a, 's> = (&'a Spanned<DeString<'s>>, &'a Spanned<DeValue<'s>>);

impl<'s> Listed<'s> {
    /// Reads the file; what is no TOML is told and left out.
    pub(super) fn open(source: &'s Arc<Source>) -> (Self, DeTable<'s>) {
        let mut listed = Self { source, problems: Vec::new() };
        let (document, errors) = DeTable::parse_recoverable(&source.text);
        for error in errors {
            let end = source.text.len();
            let span = error.span().unwrap_or(end..end);
            let message = error.message().lines().next().unwrap_or("not valid TOML").to_owned();
            listed.told(Code::SYNTAX, span.start.min(end)..span.end.min(end), message, None);
        }
        (listed, document.into_inner())
    }

    /// Adds a problem.
    pub(super) fn told(
        &mut self,
        code: &'static Code,
        span: Range<usize>,
        message: String,
        help: Option<String>,
    ) {
        let problem = Diagnostic::new(code, self.source, span, message);
        self.problems.push(problem.maybe_help(help));
    }

    /// Tells keys that are not known.
    pub(super) fn known(&mut self, table: &DeTable<'_>, known: &[&str]) {
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let written = key.get_ref().as_ref();
            let help = similar_or_all(written, "key", "keys are", known.iter().copied());
            self.told(
                Code::UNKNOWN_KEY,
                key.span(),
                format!("unknown key `{written}`"),
                Some(help),
            );
        }
    }

    /// The text of a key and its place; told if there is none. `whole` is the place of the table.
    pub(super) fn text(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        whole: Range<usize>,
        example: &str,
    ) -> Option<(String, Range<usize>)> {
        let help = || Some(format!("write `{key} = {example}`"));
        let Some((_, value)) = entry(table, key) else {
            self.told(Code::MISSING_KEY, whole, format!("`{key}` is missing"), help());
            return None;
        };
        match value.get_ref() {
            DeValue::String(text) => Some((text.to_string(), value.span())),
            _ => {
                let message = format!("`{key}` must be a text, in quotes");
                self.told(Code::WRONG_TYPE, value.span(), message, help());
                None
            }
        }
    }

    /// The texts of a list and their places; none where there is no such key.
    pub(super) fn texts(&mut self, table: &DeTable<'_>, key: &str) -> Vec<(String, Range<usize>)> {
        let Some((_, value)) = entry(table, key) else { return Vec::new() };
        let DeValue::Array(list) = value.get_ref() else {
            let message = format!("`{key}` must be a list of texts");
            let help = Some(format!("write `{key} = [\"…\", \"…\"]`"));
            self.told(Code::WRONG_TYPE, value.span(), message, help);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in list {
            match item.get_ref() {
                DeValue::String(text) => texts.push((text.to_string(), item.span())),
                _ => {
                    let message = format!("what `{key}` lists must be a text, in quotes");
                    self.told(Code::WRONG_TYPE, item.span(), message, None);
                }
            }
        }
        texts
    }
}

/// The entry with that key.
fn entry<'a, 's>(table: &'a DeTable<'s>, key: &str) -> Option<Entry<'a, 's>> {
    table.iter().find(|(own, _)| own.get_ref().as_ref() == key)
}
