//! Rows as text.

use std::io::Write;
use std::path::{Path, PathBuf};

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
        let mut out = Vec::new();
        let points = rows.points.chunks_exact(plan.axes.len());
        for (place, point) in points.enumerate() {
            let number = rows.first + place as u64;
            let start = if self == Self::Jsonl { "{\"row\":" } else { "" };
            let _ = write!(out, "{start}{number}");
            let mut names = names.iter();
            let mut name = |out: &mut Vec<u8>| {
                out.extend(names.next().map_or(",", String::as_str).as_bytes());
            };
            for (axis, &coordinate) in plan.axes.iter().zip(point) {
                name(&mut out);
                self.parameter(axis, coordinate, &mut out);
            }
            for (watched, cells) in plan.watches.iter().zip(&rows.cells) {
                for cell in watched.columns_of(cells[place]).into_iter().flatten() {
                    name(&mut out);
                    self.cell(cell, &rows.texts, &mut out);
                }
            }
            out.extend(if self == Self::Jsonl { "}\n" } else { "\n" }.as_bytes());
        }
        out
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // places are small integers
    fn parameter(self, axis: &Axis, coordinate: f64, out: &mut Vec<u8>) {
        match &axis.spread {
            Spread::Quantiles(_) => number(axis.near(coordinate).0, out),
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

/// The shortest decimal that is read as this float.
pub(super) fn number(x: f64, out: &mut Vec<u8>) {
    let _ = write!(out, "{x:?}");
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
