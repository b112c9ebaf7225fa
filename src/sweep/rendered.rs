//! Rows as text.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::answers::Word;
use super::columnar::rows_path;
use super::{Axis, Cell, Plan, Rows, Spread, Told};

/// A form that rows are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A line of cells for each row, after one of names.
    Csv,
    /// An object for each row.
    Jsonl,
    /// Typed columns, with what is open as nothing; the rows are text until all of them are there.
    Parquet,
}

impl Form {
    /// As in file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Parquet => "parquet",
        }
    }

    /// Where rows are while a sweep runs.
    pub(super) fn rows_path(self, path: &Path) -> PathBuf {
        if self == Self::Parquet { rows_path(path) } else { path.to_owned() }
    }

    /// What comes before the first row.
    pub fn header(self, plan: &Plan<'_>) -> Vec<u8> {
        let mut out = Vec::new();
        if self != Self::Jsonl {
            out.extend(b"row");
            for name in plan.columns() {
                out.push(b',');
                out.extend(quoted(&name).as_bytes());
            }
            out.push(b'\n');
        }
        out
    }

    /// Rows, one after the other.
    pub fn rows(self, plan: &Plan<'_>, rows: &Rows) -> Vec<u8> {
        let names: Vec<String> = match self {
            Self::Csv | Self::Parquet => vec![",".to_owned(); plan.columns().len()],
            Self::Jsonl => plan
                .columns()
                .iter()
                .map(|name| format!(",{}:", serde_json::Value::from(name.as_str())))
                .collect(),
        };
        let (start, end) = if self == Self::Jsonl { ("{\"row\":", "}\n") } else { ("", "\n") };
        let yes = if self == Self::Jsonl { "\"yes\"" } else { "yes" };
        let no = if self == Self::Jsonl { "\"no\"" } else { "no" };
        let length: usize = names.iter().map(String::len).sum();
        let mut out = Vec::with_capacity(rows.count * (length + names.len() * USUAL));
        let mut whole = itoa::Buffer::new();
        for place in 0..rows.count {
            out.extend_from_slice(start.as_bytes());
            out.extend_from_slice(whole.format(rows.first + place as u64).as_bytes());
            let mut names = names.iter();
            let mut name = |out: &mut Vec<u8>| {
                out.extend_from_slice(names.next().map_or(",", String::as_str).as_bytes());
            };
            for (axis, column) in plan.written().iter().zip(&rows.points) {
                name(&mut out);
                self.parameter(axis, column[place], &mut out);
            }
            for (watched, answers) in plan.watches.iter().zip(&rows.answers) {
                let word = match answers.words[place] {
                    Word::Yes => yes,
                    Word::No => no,
                    _ => {
                        let cells = watched.columns_of(answers.cell(place));
                        for cell in cells.into_iter().flatten() {
                            name(&mut out);
                            self.cell(cell, &rows.texts, &mut out);
                        }
                        continue;
                    }
                };
                name(&mut out);
                out.extend_from_slice(word.as_bytes());
            }
            out.extend_from_slice(end.as_bytes());
        }
        out
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // places are small integers
    fn parameter(self, axis: &Axis, coordinate: f64, out: &mut Vec<u8>) {
        match &axis.spread {
            Spread::Quantiles(_) => number(coordinate, out),
            Spread::Values(values) => self.text(&values[coordinate as usize].text, out),
        }
    }

    /// A number in full: a fraction is no number in JSON.
    fn text(self, text: &str, out: &mut Vec<u8>) {
        let quote = if self == Self::Jsonl && text.contains('/') { "\"" } else { "" };
        let _ = write!(out, "{quote}{text}{quote}");
    }

    fn cell(self, cell: Cell, texts: &[Told], out: &mut Vec<u8>) {
        let quote = if self == Self::Jsonl { "\"" } else { "" };
        match (cell.word(), cell) {
            (Some(word), _) => {
                let _ = write!(out, "{quote}{word}{quote}");
            }
            (None, Cell::Text(place)) if texts[place].is_object && self != Self::Jsonl => {
                out.extend(quoted(&texts[place].text).as_bytes());
            }
            (None, Cell::Text(place)) if texts[place].is_object => {
                out.extend(texts[place].text.as_bytes());
            }
            (None, Cell::Text(place)) => self.text(&texts[place].text, out),
            (None, Cell::Number(x)) if x.is_finite() => number(x, out),
            // Beyond the range of floats
            _ => {
                let _ = write!(out, "{quote}open{quote}");
            }
        }
    }
}

/// Bytes of a usual cell.
const USUAL: usize = 20;

/// Sizes of numbers that are written without an exponent.
const PLAIN: std::ops::Range<f64> = 1e-4..1e16;

/// The shortest decimal that is read as this float.
pub(super) fn number(x: f64, out: &mut Vec<u8>) {
    if PLAIN.contains(&x.abs()) {
        out.extend_from_slice(zmij::Buffer::new().format_finite(x).as_bytes());
    } else {
        let _ = write!(out, "{x:?}");
    }
    if out.ends_with(b".0") {
        out.truncate(out.len() - 2);
    }
}

pub(super) fn quoted(name: &str) -> String {
    if name.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", name.replace('"', "\"\""))
    } else {
        name.to_owned()
    }
}
