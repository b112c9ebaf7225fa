//! One matrix or two, with or without labels.

use super::super::words::named;
use super::{Cell, HELP, Reading, Row, Sheet};
use crate::format::nfg::{counted, identifiers};
use crate::formula::reserved_words;
use crate::model::Player;
use crate::num::Rational;
use crate::text::{Code, Span};

/// A matrix, its labels where it has some.
struct Matrix {
    entries: Vec<Vec<Rational>>,
    /// Labels of the rows and of the columns, and where they stand.
    labels: [Option<Vec<(String, Span)>>; 2],
    span: Span,
}

pub(super) fn read(sheet: &mut Sheet<'_>, rows: &[Row<'_>]) -> Option<Reading> {
    let blocks: Vec<&[Row<'_>]> =
        rows.split(Row::is_blank).filter(|block| !block.is_empty()).collect();
    if let Some(third) = blocks.get(2) {
        let message = format!("expected one matrix or two, found {}", blocks.len());
        sheet.problem(Code::CSV, third[0].span(), message, "the third starts here", HELP);
        return None;
    }
    let mut matrices: Vec<Matrix> = Vec::new();
    for (block, name) in blocks.iter().zip(["the first matrix", "the second matrix"]) {
        let name = if blocks.len() == 1 { "the matrix" } else { name };
        matrices.extend(matrix(sheet, block, name));
    }
    if matrices.len() < blocks.len() || !sheet.problems.is_empty() {
        return None;
    }
    if let [first, second] = &matrices[..] {
        fit(sheet, first, second);
    }
    let counts = matrices[0].size();
    if !sheet.problems.is_empty() || !sheet.is_allowed(&counts, matrices[0].span) {
        return None;
    }
    let about = (matrices.len() == 1)
        .then_some("zero-sum: the column player loses what the row player wins");
    let players = players(&matrices, counts);
    let own = by_column(&matrices[0]);
    let other = match matrices.get(1) {
        Some(second) => by_column(second),
        None => own.iter().map(Rational::negated).collect(),
    };
    Some(named(sheet.source, about, players, vec![own, other]))
}

impl Matrix {
    fn size(&self) -> [usize; 2] {
        [self.entries.len(), self.entries.first().map_or(0, Vec::len)]
    }
}

/// The entries, those of one column together, as games hold them.
fn by_column(matrix: &Matrix) -> Vec<Rational> {
    let [rows, columns] = matrix.size();
    let places = (0..columns).flat_map(|j| (0..rows).map(move |i| (i, j)));
    places.map(|(i, j)| matrix.entries[i][j].clone()).collect()
}

/// A matrix without an empty row in it; what is wrong is noted.
fn matrix(sheet: &mut Sheet<'_>, rows: &[Row<'_>], name: &str) -> Option<Matrix> {
    let header = &rows[0].0;
    let width = header.len();
    let span = rows[0].span().to(rows[rows.len() - 1].span());
    let before = sheet.problems.len();
    for row in rows.iter().filter(|row| row.0.len() != width) {
        if !sheet.is_full() {
            let (most, found) = (counted(width, "cell"), counted(row.0.len(), "cell"));
            let message = format!("the first row of {name} has {most}, this one {found}");
            sheet.problem(Code::CSV, row.span(), message, "", "all rows are of the same length");
        }
    }
    if sheet.problems.len() > before {
        return None;
    }
    let corner = header[0].text.is_empty() && width > 1;
    let below = if rows.len() > 1 { &rows[1..] } else { rows };
    let left = corner || (width > 1 && below.iter().all(|row| row.0[0].is_label()));
    let from = usize::from(left);
    let top = corner || (rows.len() > 1 && header[from..].iter().all(Cell::is_label));
    let body = &rows[usize::from(top)..];
    if left && !top && !header[0].is_label() {
        let message = format!("`{}` stands in a column of labels", header[0].text);
        let help = "leave this cell empty if the first row has labels, too";
        sheet.problem(Code::CSV, header[0].span, message, "", help);
        return None;
    }
    let label = |cell: &Cell<'_>| (cell.text.to_string(), cell.span);
    let labels = [
        left.then(|| body.iter().map(|row| label(&row.0[0])).collect()),
        top.then(|| header[from..].iter().map(label).collect()),
    ];
    if body.is_empty() {
        sheet.problem(Code::EMPTY, span, format!("{name} has labels only"), "", HELP);
        return None;
    }
    let mut entries = Vec::with_capacity(body.len());
    for (i, row) in body.iter().enumerate() {
        let entry = |(j, cell): (usize, &Cell<'_>)| {
            sheet.number(cell, || format!("row {}, column {} of {name}", i + 1, j + 1))
        };
        entries.push(row.0[from..].iter().enumerate().map(entry).collect());
    }
    Some(Matrix { entries, labels, span })
}

/// Notes where the two matrices are not those of one game.
fn fit(sheet: &mut Sheet<'_>, first: &Matrix, second: &Matrix) {
    if first.size() != second.size() {
        let told = |[rows, columns]: [usize; 2]| {
            format!("{} and {}", counted(rows, "row"), counted(columns, "column"))
        };
        let (one, other) = (told(first.size()), told(second.size()));
        let message = format!("the first matrix has {one}, the second {other}");
        let help = "the strategies of the row player are the rows of both matrices";
        sheet.problem(Code::CSV, second.span, message, "", help);
        return;
    }
    for (one, other) in first.labels.iter().zip(&second.labels) {
        let (Some(one), Some(other)) = (one, other) else { continue };
        for ((label, _), (found, span)) in one.iter().zip(other) {
            if label != found && !sheet.is_full() {
                let message =
                    format!("`{found}` in the second matrix is `{label}` in the first one");
                let help = "both matrices have the same labels, in the same order";
                sheet.problem(Code::CSV, *span, message, "", help);
            }
        }
    }
}

/// The two players, with the labels of either matrix.
fn players(matrices: &[Matrix], counts: [usize; 2]) -> Vec<Player> {
    let reserved: Vec<&str> = reserved_words().collect();
    let player = |(side, name): (usize, &str)| {
        let labels = matrices.iter().find_map(|matrix| matrix.labels[side].as_ref());
        let strategies: Vec<String> = match labels {
            Some(labels) => labels.iter().map(|(label, _)| label.clone()).collect(),
            None => (1..=counts[side]).map(|i| i.to_string()).collect(),
        };
        Player {
            name: name.to_owned(),
            strategies: identifiers(&strategies, "s", &reserved),
            classes: Vec::new(),
        }
    };
    ["row", "column"].into_iter().enumerate().map(player).collect()
}
