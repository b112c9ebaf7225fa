//! Rows as text.

use std::path::{Path, PathBuf};

use super::answers::Word;
use super::bytes::Bytes;
use super::columnar::rows_path;
use super::{Axis, Cell, Plan, Rows, Spread, Told};
use crate::model::Watched;

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
        let quote = if self == Self::Jsonl { "\"" } else { "" };
        let said = |word: &str| -> Vec<Vec<u8>> {
            let text = |name: &String| format!("{name}{quote}{word}{quote}").into_bytes();
            names.iter().map(text).collect()
        };
        let (yes, no) = (said("yes"), said("no"));
        let length: usize = names.iter().map(String::len).sum();
        let mut out = Bytes::new(rows.count * (length + names.len() * USUAL));
        let mut whole = itoa::Buffer::new();
        for place in 0..rows.count {
            out.put(start.as_bytes());
            out.put(whole.format(rows.first + place as u64).as_bytes());
            let mut column = 0;
            for (axis, points) in plan.written().iter().zip(&rows.points) {
                out.put(names[column].as_bytes());
                self.parameter(axis, points[place], &mut out);
                column += 1;
            }
            for (watched, answers) in plan.watches.iter().zip(&rows.answers) {
                match answers.words[place] {
                    Word::Yes => out.put(&yes[column]),
                    Word::No => out.put(&no[column]),
                    _ => {
                        let cells = watched.columns_of(answers.cell(place));
                        for (cell, name) in cells.into_iter().flatten().zip(&names[column..]) {
                            out.put(name.as_bytes());
                            self.cell((watched, cell), &rows.texts, &mut out);
                        }
                    }
                }
                column += if watched.has_two_numbers() { 2 } else { 1 };
            }
            out.put(end.as_bytes());
        }
        out.into_vec()
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // places are small integers
    fn parameter(self, axis: &Axis, coordinate: f64, out: &mut Bytes) {
        match &axis.spread {
            Spread::Quantiles(_) => shortest(coordinate, |text| out.put(text)),
            Spread::Values(values) => self.text(&values[coordinate as usize].text, out),
        }
    }

    /// A number in full: a fraction is no number in JSON.
    fn text(self, text: &str, out: &mut Bytes) {
        let quote = if self == Self::Jsonl && text.contains('/') { "\"" } else { "" };
        for piece in [quote, text, quote] {
            out.put(piece.as_bytes());
        }
    }

    fn cell(self, (watched, cell): (&Watched, Cell), texts: &[Told], out: &mut Bytes) {
        let quote = if self == Self::Jsonl { "\"" } else { "" };
        let mut say = |word: &str| [quote, word, quote].iter().for_each(|p| out.put(p.as_bytes()));
        match (watched.word(cell), cell) {
            (Some(word), _) => say(word),
            (None, Cell::Text(place)) if texts[place].is_object && self != Self::Jsonl => {
                out.put(quoted(&texts[place].text).as_bytes());
            }
            (None, Cell::Text(place)) if texts[place].is_object => {
                out.put(texts[place].text.as_bytes());
            }
            (None, Cell::Text(place)) => self.text(&texts[place].text, out),
            (None, Cell::Number(x)) if x.is_finite() => shortest(x, |text| out.put(text)),
            // Beyond the range of floats
            _ => say("open"),
        }
    }
}

/// Bytes of a usual cell.
const USUAL: usize = 20;

/// Sizes of numbers that are written without an exponent.
const PLAIN: std::ops::Range<f64> = 1e-4..1e16;

/// Takes the shortest decimal that is read as this float.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // that is looked at
#[inline]
fn shortest(x: f64, take: impl FnOnce(&[u8])) {
    const DIGITS: &[u8; 10] = b"0123456789";
    let whole = x as u8;
    if whole < 10 && f64::from(whole).to_bits() == x.to_bits() {
        take(&DIGITS[usize::from(whole)..][..1]);
    } else if PLAIN.contains(&x.abs()) {
        let mut buffer = zmij::Buffer::new();
        let text = buffer.format_finite(x).as_bytes();
        take(text.strip_suffix(b".0").unwrap_or(text));
    } else {
        let text = format!("{x:?}");
        take(text.strip_suffix(".0").unwrap_or(&text).as_bytes());
    }
}

/// The shortest decimal that is read as this float.
#[cfg(feature = "parquet")]
pub(super) fn number(x: f64, out: &mut Vec<u8>) {
    shortest(x, |text| out.extend_from_slice(text));
}

pub(super) fn quoted(name: &str) -> String {
    if name.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", name.replace('"', "\"\""))
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::shortest;
    use crate::num::Draws;

    /// As long as the standard library writes them, but for `.0`; of two that are equally near, either.
    #[test]
    fn decimals_are_the_shortest() {
        let draws = Draws::new(1);
        let mut numbers: Vec<f64> = (0..20_000).map(|k| f64::from_bits(draws.bits(k))).collect();
        for power in -22..22 {
            numbers.extend((0..500).map(|k| (draws.uniform(k) - 0.5) * 10_f64.powi(power)));
        }
        numbers.extend([0.0, -0.0, 1.0, 9.0, 10.0, -3.0, 1e-4, 9.9e-5, 1e15, 1e16, 123_456.0, 0.1]);
        for x in numbers.into_iter().filter(|x| x.is_finite()) {
            let mut told = Vec::new();
            shortest(x, |text| told.extend_from_slice(text));
            let expected = format!("{x:?}");
            let expected = expected.strip_suffix(".0").unwrap_or(&expected);
            let told = String::from_utf8(told).unwrap();
            assert_eq!(told.parse::<f64>().map(f64::to_bits), Ok(x.to_bits()));
            assert_eq!(told.len(), expected.len(), "{told} {expected}");
        }
    }
}
