//! TOML as a tree in which everything knows its place, and numbers keep their text.

use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use crate::formula::Text;
use crate::num::Rational;
use crate::text::{Code, Diagnostic, Source, Span};

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) span: Span,
}

/// The kinds of value.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(Text),
    /// As written.
    Number(String),
    Bool(bool),
    List(Vec<Node>),
    Table(Table),
    Date,
}

impl Value {
    /// For messages.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Number(_) => "a number",
            Self::Bool(_) => "true or false",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Date => "a date",
        }
    }
}

/// Keys and values in the order of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) entries: Vec<Entry>,
}

/// A key and its value.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_span: Span,
    pub(super) node: Node,
}

impl Table {
    pub(super) fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }
}

/// Text that is no TOML at all has one problem in each line.
const MAX_PROBLEMS: usize = 20;

/// Reads TOML; all syntax errors go to `problems`.
pub(super) fn parse(source: &Arc<Source>, problems: &mut Vec<Diagnostic>) -> Table {
    let (document, errors) = DeTable::parse_recoverable(&source.text);
    // After an unclosed bracket the rest of the file is misread: where it started, and that it
    // never ended, is all there is to say
    let swallows = ["unclosed array", "unclosed inline table"];
    let unclosed = errors
        .iter()
        .position(|error| swallows.iter().any(|start| error.message().starts_with(start)));
    let telling = |place: usize| unclosed.is_none_or(|last| place == 0 || place == last);
    let told = errors.into_iter().enumerate().filter(|(place, _)| telling(*place));
    for (_, error) in told.take(MAX_PROBLEMS) {
        let end = source.text.len();
        let span = error.span().unwrap_or(end..end);
        let span = Span::new(span.start.min(end), span.end.min(end));
        let message = error.message().lines().next().unwrap_or("not valid TOML").to_owned();
        let written = source.text.get(span.start..span.end).unwrap_or("");
        let help = advice(&message, written);
        let message = if is_bare(&message, written) {
            format!("`{written}` is no number, and a text needs quotes")
        } else {
            message
        };
        problems.push(Diagnostic::new(Code::SYNTAX, source, span, message).maybe_help(help));
    }
    table(source, document.into_inner())
}

/// Quotes that word processors make of straight ones.
const CURLY: &[char] =
    &['\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{2019}', '\u{201a}', '\u{ab}', '\u{bb}'];

/// Whether a bare word was taken for a misspelt `true`, `false`, `inf` or `nan`, by its first letter.
fn is_bare(message: &str, written: &str) -> bool {
    let guessed = ["invalid boolean", "invalid float"].iter().any(|said| message.starts_with(said));
    let is_word = written.starts_with(char::is_alphabetic) && written.chars().count() <= REPEATED;
    guessed && is_word && !written.contains(['"', '\\', '\n'])
}

/// Characters of a text that is repeated in advice.
const REPEATED: usize = 40;

/// What to type instead of `written`, if that can be guessed.
fn advice(message: &str, written: &str) -> Option<String> {
    let unquoted = message.contains("string values must be quoted");
    if written.contains(CURLY) {
        let text = written.trim_matches(|c| CURLY.contains(&c) || c == '"' || c == '\'');
        let straight = "quotes must be straight";
        return Some(match text.chars().count() {
            0 => format!("{straight}: write `\"`"),
            count if count > REPEATED => format!("{straight}: `\"text\"`"),
            _ => format!("{straight}: `\"{text}\"`"),
        });
    }
    let short = written.chars().count() <= REPEATED && !written.contains(['"', '\\', '\n']);
    let quoted = || format!("`\"{written}\"`");
    if is_bare(message, written) {
        return Some(format!("write {}, or a number: 3, 0.25, 1e-3", quoted()));
    }
    match written.parse::<Rational>() {
        _ if !unquoted => None,
        Ok(_) => Some(format!("fractions need quotes: {}", quoted())),
        Err(_) if short && !written.is_empty() => {
            Some(format!("texts and formulas need quotes: {}", quoted()))
        }
        Err(_) => Some("texts and formulas need quotes: `\"a * k\"`".to_owned()),
    }
}

fn table(source: &Arc<Source>, table: DeTable<'_>) -> Table {
    let entries = table
        .into_iter()
        .map(|(key, value)| Entry {
            key_span: key.span().into(),
            key: key.into_inner().into_owned(),
            node: {
                let span = value.span().into();
                node(source, value.into_inner(), span)
            },
        })
        .collect();
    Table { entries }
}

fn node(source: &Arc<Source>, value: DeValue<'_>, span: Span) -> Node {
    let value = match value {
        DeValue::String(text) => Value::Text(located(source, text.into_owned(), span)),
        DeValue::Integer(integer) => {
            let prefix = match integer.radix() {
                2 => "0b",
                8 => "0o",
                16 => "0x",
                _ => "",
            };
            Value::Number(format!("{prefix}{}", integer.as_str()))
        }
        DeValue::Float(float) => Value::Number(float.as_str().to_owned()),
        DeValue::Boolean(is_true) => Value::Bool(is_true),
        DeValue::Datetime(_) => Value::Date,
        DeValue::Array(array) => Value::List(
            array
                .into_iter()
                .map(|item| {
                    let span = item.span().into();
                    node(source, item.into_inner(), span)
                })
                .collect(),
        ),
        DeValue::Table(inner) => Value::Table(table(source, inner)),
    };
    Node { value, span }
}

/// A text and where each of its bytes stands in the file: not the same where the file has escapes.
fn located(source: &Arc<Source>, text: String, span: Span) -> Text {
    let raw = source.text.get(span.start..span.end).unwrap_or("");
    let quotes =
        ["\"\"\"", "'''", "\"", "'"].into_iter().find(|q| raw.starts_with(q)).unwrap_or("");
    let inner = raw.get(quotes.len()..raw.len().saturating_sub(quotes.len())).unwrap_or("");
    // A newline right after opening quotes does not count
    let skipped = if quotes.len() == 3 {
        inner.len() - inner.strip_prefix("\r\n").or(inner.strip_prefix('\n')).unwrap_or(inner).len()
    } else {
        0
    };
    let start = span.start + quotes.len() + skipped;
    if inner.get(skipped..) == Some(&text) {
        return Text::verbatim(source, text, start);
    }
    let places = places(&source.text, &text, start);
    Text::with_places(source, text, places)
}

/// Walks the escapes of a basic string beside its decoded text.
fn places(file: &str, text: &str, start: usize) -> Vec<usize> {
    let mut at = start;
    let mut places = Vec::with_capacity(text.len() + 1);
    for character in text.chars() {
        let mut rest = file.get(at..).unwrap_or("");
        // A backslash at the end of a line swallows white space
        while let Some(after) = rest.strip_prefix('\\').map(|r| r.trim_start_matches([' ', '\t'])) {
            if !after.starts_with(['\n', '\r']) {
                break;
            }
            let skipped = after.trim_start();
            at += rest.len() - skipped.len();
            rest = skipped;
        }
        let width = match rest.strip_prefix('\\').and_then(|r| r.chars().next()) {
            Some('u') => 6,
            Some('U') => 10,
            Some('x') => 4,
            Some(_) => 2,
            None if rest.starts_with("\r\n") && character == '\n' => 2,
            None => character.len_utf8(),
        };
        places.extend(std::iter::repeat_n(at, character.len_utf8()));
        at = (at + width).min(file.len());
    }
    places.push(at);
    places
}
