//! Rows from files: those of sweeps, and those of other programs.

use std::io::{BufRead, BufReader, Read};

use super::{AnalysisError, Answers, Fault, Layout, Sample, Varied};
use crate::num::Rational;
use crate::sweep::Form;

/// So many faults are told.
const TOLD: usize = 20;

impl Sample {
    /// Reads rows under named columns. `drawn` are the parameters, each with what it was drawn from, where a
    /// manifest says so; then all other columns are answers. Else `answers` names these (the last column,
    /// where nothing is named), and all others are parameters. A column `row` is passed over.
    ///
    /// Numbers are the nearest floats. `infinite` or `inf` is a count above every number, and so is `never` of discount factors; `open`, or a number beyond the
    /// range of floats, is an open answer; `undefined`, `nan` and empty cells are undefined ones.
    ///
    /// # Errors
    /// [`AnalysisError`] where cells cannot be read, columns are missing, or rows are not in the order of the
    /// design.
    ///
    /// # Complexity
    /// Linear; a float is kept for each cell.
    pub fn read(
        rows: impl Read,
        form: Form,
        layout: Layout,
        drawn: Option<&[(String, String)]>,
        answers: &[String],
    ) -> Result<Self, AnalysisError> {
        let mut columns = Columns { drawn, answers, list: Vec::new(), faults: Vec::new(), rows: 0 };
        match form {
            Form::Csv => columns.csv(rows)?,
            Form::Jsonl => columns.jsonl(rows)?,
            Form::Parquet => return Err(AnalysisError::Form),
        }
        columns.sample(layout)
    }
}

/// Columns that grow.
struct Columns<'a> {
    drawn: Option<&'a [(String, String)]>,
    answers: &'a [String],
    list: Vec<Column>,
    faults: Vec<Fault>,
    rows: usize,
}

enum Column {
    Passed,
    Varied(Varied),
    Answers(Answers, Seen),
}

/// Which kinds of answer a column has.
#[derive(Default)]
struct Seen {
    word: bool,
    number: bool,
}

impl Columns<'_> {
    fn csv(&mut self, rows: impl Read) -> Result<(), AnalysisError> {
        let trim = csv::Trim::All;
        let mut reader = csv::ReaderBuilder::new().trim(trim).flexible(true).from_reader(rows);
        let header = reader.headers().map_err(failed)?.clone();
        let names: Vec<&str> = header.iter().collect();
        self.start(&names)?;
        let mut record = csv::StringRecord::new();
        while self.faults.len() < TOLD && reader.read_record(&mut record).map_err(failed)? {
            let line = record.position().map_or(0, csv::Position::line);
            if record.len() != names.len() {
                let (found, wanted) = (record.len(), names.len());
                self.fault(line, None, format!("{found} cells under {wanted} names"));
                continue;
            }
            for (place, cell) in record.iter().enumerate() {
                self.cell(place, cell, line);
            }
            self.rows += 1;
        }
        Ok(())
    }

    fn jsonl(&mut self, rows: impl Read) -> Result<(), AnalysisError> {
        let mut names: Vec<String> = Vec::new();
        for (line, text) in (1..).zip(BufReader::new(rows).lines()) {
            let text = text?;
            if text.trim().is_empty() {
                continue;
            }
            if self.faults.len() >= TOLD {
                break;
            }
            let object: serde_json::Map<String, serde_json::Value> =
                match serde_json::from_str(&text) {
                    Ok(object) => object,
                    Err(error) => {
                        self.fault(line, None, format!("this is no JSON object: {error}"));
                        continue;
                    }
                };
            if names.is_empty() {
                names = object.keys().cloned().collect();
                self.start(&names.iter().map(String::as_str).collect::<Vec<_>>())?;
            }
            for (place, name) in names.iter().enumerate() {
                match object.get(name) {
                    Some(serde_json::Value::String(text)) => self.cell(place, text, line),
                    Some(value) => self.cell(place, &value.to_string(), line),
                    None => self.fault(line, Some(place), "this is missing".to_owned()),
                }
            }
            self.rows += 1;
        }
        Ok(())
    }

    fn start(&mut self, names: &[&str]) -> Result<(), AnalysisError> {
        if names.is_empty() {
            return Err(AnalysisError::NoRows);
        }
        let last = names.last().copied().unwrap_or_default();
        let is_there = |name: &&String| names.contains(&name.trim());
        if let Some(name) = self.answers.iter().find(|name| !is_there(name)) {
            let known = names.iter().map(|&name| name.to_owned()).collect();
            return Err(AnalysisError::NoColumn { name: name.clone(), known });
        }
        for (place, &name) in names.iter().enumerate() {
            if names[..place].contains(&name) {
                self.fault(1, None, format!("two columns are called `{name}`"));
            }
            let drawn = self.drawn.map(|drawn| drawn.iter().find(|(own, _)| own == name));
            let is_answer = match (&drawn, self.answers) {
                (Some(found), _) => found.is_none(),
                (None, []) => name == last,
                (None, answers) => answers.iter().any(|answer| answer.trim() == name),
            };
            let (name, drawn) = (name.to_owned(), drawn.flatten().map(|(_, over)| over.clone()));
            self.list.push(if name == "row" {
                Column::Passed
            } else if is_answer {
                let answers = Answers { query: name, ..Answers::default() };
                Column::Answers(answers, Seen::default())
            } else {
                Column::Varied(Varied { name, drawn, values: Vec::new() })
            });
        }
        Ok(())
    }

    fn cell(&mut self, place: usize, cell: &str, line: u64) {
        match &mut self.list[place] {
            Column::Passed => {}
            Column::Varied(varied) => match number(cell) {
                Some(x) if x.is_finite() => varied.values.push(x),
                _ => self.fault(line, Some(place), format!("`{cell}` is no number")),
            },
            Column::Answers(answers, seen) => {
                let value = match cell.to_ascii_lowercase().as_str() {
                    "yes" | "true" => {
                        seen.word = true;
                        Some(1.0)
                    }
                    "no" | "false" => {
                        seen.word = true;
                        Some(0.0)
                    }
                    "infinite" | "inf" | "infinity" | "never" => {
                        seen.number = true;
                        answers.infinite += 1;
                        Some(f64::INFINITY)
                    }
                    "open" => {
                        answers.open += 1;
                        None
                    }
                    "undefined" | "nan" | "" | "null" => {
                        answers.undefined += 1;
                        None
                    }
                    _ => match number(cell) {
                        Some(x) if x.is_finite() => {
                            seen.number = true;
                            Some(x)
                        }
                        Some(_) => {
                            answers.open += 1;
                            None
                        }
                        None => {
                            let message = format!("`{cell}` is no answer");
                            return self.fault(line, Some(place), message);
                        }
                    },
                };
                answers.values.push(value);
                if seen.word && seen.number {
                    seen.number = false;
                    let message = format!("`{cell}`: yes or no above, and a number here or above");
                    self.fault(line, Some(place), message);
                }
            }
        }
    }

    fn fault(&mut self, line: u64, place: Option<usize>, message: String) {
        let column = place.and_then(|place| match &self.list[place] {
            Column::Passed => None,
            Column::Varied(varied) => Some(varied.name.clone()),
            Column::Answers(answers, _) => Some(answers.query.clone()),
        });
        self.faults.push(Fault { line, column, message });
    }

    fn sample(self, layout: Layout) -> Result<Sample, AnalysisError> {
        if !self.faults.is_empty() {
            return Err(AnalysisError::Faults(self.faults));
        }
        if self.rows == 0 {
            return Err(AnalysisError::NoRows);
        }
        let (mut parameters, mut answers) = (Vec::new(), Vec::new());
        for column in self.list {
            match column {
                Column::Passed => {}
                Column::Varied(varied) => parameters.push(varied),
                Column::Answers(found, seen) => {
                    answers.push(Answers { is_yes_or_no: seen.word, ..found });
                }
            }
        }
        if parameters.is_empty() {
            return Err(AnalysisError::NoParameters);
        }
        Sample { layout, parameters, answers, rows: self.rows, left_over: 0 }.order()
    }
}

/// A float, or the float nearest to a fraction.
fn number(cell: &str) -> Option<f64> {
    match cell.parse::<f64>() {
        Ok(x) => Some(x),
        Err(_) => cell.parse::<Rational>().ok().map(|exact| exact.nearest_f64()),
    }
}

fn failed(error: csv::Error) -> AnalysisError {
    let line = error.position().map_or(0, csv::Position::line);
    let message = error.to_string();
    match error.into_kind() {
        csv::ErrorKind::Io(error) => AnalysisError::Io(error),
        _ => AnalysisError::Faults(vec![Fault { line, column: None, message }]),
    }
}
