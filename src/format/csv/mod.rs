//! Games as spreadsheets hold them: matrices, or a table of pure profiles.
//!
//! Two matrices of the same size with an empty line between them are the payoffs of the row player
//! and of the column player; one matrix alone is a zero-sum game: the column player loses what the
//! row player wins. Labels may stand in the first row and in the first column:
//!
//! ```text
//! ,L,R
//! T,3,0
//! B,1/2,2.5
//!
//! ,L,R
//! T,1,0
//! B,0,1
//! ```
//!
//! The first column of a matrix holds labels if the first cell of its first row is empty, or if none
//! of its cells below the first row looks like a number; the first row does if that first cell is
//! empty, or if none of the row's cells looks like a number. What looks like one starts with a
//! digit, a sign or a point.
//!
//! A header that has a cell `NAME` and a cell `u_NAME` makes a table, for any number of players: as
//! `equil convert -f csv` writes it, with a row for each pure profile. Strategies are in the order in
//! which they come first.
//!
//! Numbers are those of [`Rational`](crate::num::Rational), exactly. Cells are separated by commas,
//! and quoted as RFC 4180 says.

mod cells;
mod matrices;
mod profiles;

use std::sync::Arc;

use super::words::{MAX_PROBLEMS, no_number, too_large};
use super::{Files, Format, Limits, Reading};
use crate::num::Rational;
use crate::text::{Code, Diagnostic, Source, Span};
use cells::{Cell, Row, rows};

pub(super) const FORMAT: Format = Format {
    name: "csv",
    extension: "csv",
    about: "matrices, or a table of pure profiles",
    is_always_a_game: false,
    read,
};

const HELP: &str = "write two matrices with an empty line between them, one for each player; or \
                    one for a zero-sum game";

fn read(source: &Arc<Source>, limits: &Limits, _: &Files<'_>) -> Result<Reading, Vec<Diagnostic>> {
    let mut sheet = Sheet { source, limits, problems: Vec::new() };
    let rows = match rows(&source.text, limits.max_payoffs) {
        Ok(rows) => rows,
        Err((span, message, help)) => {
            let code = if span.start == span.end { Code::LIMIT } else { Code::CSV };
            return Err(vec![Diagnostic::new(code, source, span, message).help(help)]);
        }
    };
    let reading = match rows.iter().find(|row| !row.is_blank()) {
        None => {
            sheet.problem(Code::EMPTY, Span::default(), "the file is empty", "", HELP);
            None
        }
        Some(header) if profiles::is_header(header) => profiles::read(&mut sheet, &rows),
        Some(_) => matrices::read(&mut sheet, &rows),
    };
    sheet.problems.sort_by_key(|problem| problem.labels.first().map(|label| label.span));
    sheet.problems.truncate(MAX_PROBLEMS);
    match reading {
        Some(reading) if sheet.problems.is_empty() => Ok(reading),
        _ => Err(sheet.problems),
    }
}

/// The file, and the problems met so far.
struct Sheet<'a> {
    source: &'a Arc<Source>,
    limits: &'a Limits,
    problems: Vec<Diagnostic>,
}

impl Sheet<'_> {
    fn problem(
        &mut self,
        code: &'static Code,
        span: Span,
        message: impl Into<String>,
        label: impl Into<String>,
        help: impl Into<String>,
    ) {
        let problem = Diagnostic::new(code, self.source, span, message).label(label).help(help);
        self.problems.push(problem);
    }

    /// Whether so many problems are noted that more would not help.
    fn is_full(&self) -> bool {
        self.problems.len() >= MAX_PROBLEMS
    }

    /// The number in a cell. If there is none, that is noted, and it counts as 0.
    fn number(&mut self, cell: &Cell<'_>, whose: impl FnOnce() -> String) -> Rational {
        let error = match cell.text.parse() {
            Ok(number) => return number,
            Err(error) => error,
        };
        if self.is_full() {
            return Rational::integer(0);
        }
        let problem = if cell.text.is_empty() {
            Diagnostic::new(Code::CSV, self.source, cell.span, "a payoff is missing")
        } else {
            let problem = no_number(self.source, &cell.text, cell.span, error);
            let separated = cell.text.contains([';', '\t']);
            problem.maybe_help(separated.then(|| "cells are separated by commas".to_owned()))
        };
        self.problems.push(problem.label(whose()));
        Rational::integer(0)
    }

    /// Whether a game with so many strategies is not too large; that is noted.
    fn is_allowed(&mut self, counts: &[usize], span: Span) -> bool {
        if let Some((message, help)) = too_large(counts, self.limits) {
            self.problem(Code::LIMIT, span, message, "too many", help);
            return false;
        }
        true
    }
}
