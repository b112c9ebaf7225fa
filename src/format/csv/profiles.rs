//! A table: a row for each pure profile, with everyone's strategy and payoff.

use std::collections::HashMap;

use super::super::words::named;
use super::{Cell, Reading, Row, Sheet};
use crate::format::nfg::{counted, identifiers};
use crate::formula::reserved_words;
use crate::game::Shape;
use crate::model::Player;
use crate::num::Rational;
use crate::text::{Code, Span};

/// What stands before the name of a player above the column of their payoffs.
const PAYOFF: &str = "u_";

/// Whether the row names a player and the column of their payoffs.
pub(super) fn is_header(row: &Row<'_>) -> bool {
    let has = |name: &str| row.0.iter().any(|cell| cell.text == name);
    row.0.iter().filter_map(|cell| cell.text.strip_prefix(PAYOFF)).any(has)
}

/// A player's name, and the columns of their strategies and payoffs.
struct Column<'a> {
    name: &'a str,
    strategies: usize,
    payoffs: usize,
}

/// One player's strategies, in the order in which they come first.
#[derive(Default)]
struct Labels<'a> {
    list: Vec<&'a str>,
    // The standard hasher: a file must not be able to choose labels that collide
    places: HashMap<&'a str, usize>,
}

pub(super) fn read(sheet: &mut Sheet<'_>, rows: &[Row<'_>]) -> Option<Reading> {
    let mut rows = rows.iter().filter(|row| !row.is_blank());
    let header = rows.next()?;
    let columns = columns(sheet, header)?;
    let mut labels: Vec<Labels<'_>> = columns.iter().map(|_| Labels::default()).collect();
    let mut profiles = Vec::new();
    let mut payoffs: Vec<Vec<Rational>> = vec![Vec::new(); columns.len()];
    for row in rows {
        if sheet.is_full() {
            return None;
        }
        if row.0.len() != header.0.len() {
            let (most, found) = (counted(header.0.len(), "cell"), counted(row.0.len(), "cell"));
            let message = format!("the header has {most}, this row {found}");
            sheet.problem(Code::CSV, row.span(), message, "", "give each column a cell");
            continue;
        }
        let mut profile = Vec::with_capacity(columns.len());
        for (column, own) in columns.iter().zip(&mut labels) {
            let text: &str = &row.0[column.strategies].text;
            let next = own.list.len();
            let place = *own.places.entry(text).or_insert(next);
            if place == next {
                own.list.push(text);
            }
            profile.push(place);
        }
        for (column, own) in columns.iter().zip(&mut payoffs) {
            let cell = &row.0[column.payoffs];
            own.push(sheet.number(cell, || format!("payoff of `{}`", column.name)));
        }
        profiles.push((profile, row.span()));
    }
    if !sheet.problems.is_empty() {
        return None;
    }
    let payoffs = sorted(sheet, header.span(), &columns, &labels, &profiles, payoffs)?;
    let reserved: Vec<&str> = reserved_words().collect();
    let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
    let player = |(name, own): (String, &Labels<'_>)| Player {
        name,
        strategies: identifiers(&own.list, "s", &reserved),
        classes: Vec::new(),
    };
    let names = identifiers(&names, "player", &reserved);
    let players = names.into_iter().zip(&labels).map(player).collect();
    Some(named(sheet.source, None, players, payoffs))
}

/// Who plays, and in which columns.
fn columns<'a>(sheet: &mut Sheet<'_>, header: &'a Row<'_>) -> Option<Vec<Column<'a>>> {
    let help = || {
        let is_name = |cell: &&Cell<'_>| !cell.text.starts_with(PAYOFF);
        let mut names: Vec<&str> = Vec::new();
        for cell in header.0.iter().filter(is_name) {
            if !names.contains(&&*cell.text) {
                names.push(&cell.text);
            }
        }
        format!("the header is: {},u_{}", names.join(","), names.join(",u_"))
    };
    let place = |name: &str| header.0.iter().position(|cell| cell.text == name);
    let mut columns = Vec::new();
    for (column, cell) in header.0.iter().enumerate() {
        let first = place(&cell.text).filter(|&first| first < column);
        if let Some(first) = first {
            let message = format!("the column `{}` stands twice", cell.text);
            let problem = crate::text::Diagnostic::new(Code::CSV, sheet.source, cell.span, message);
            let problem = problem.also(header.0[first].span, "first here");
            sheet.problems.push(problem.help("give each column its own name"));
            continue;
        }
        // `u_a` is a column of payoffs where there is a player `a`, else a player
        if cell.text.strip_prefix(PAYOFF).is_some_and(|name| place(name).is_some()) {
            continue;
        }
        match place(&format!("{PAYOFF}{}", cell.text)) {
            Some(payoffs) => {
                columns.push(Column { name: &cell.text, strategies: column, payoffs });
            }
            None => {
                let message = match cell.text.strip_prefix(PAYOFF) {
                    Some(name) => format!("no column `{name}` for these payoffs"),
                    None => format!("no column `u_{}`", cell.text),
                };
                sheet.problem(Code::CSV, cell.span, message, "", help());
            }
        }
    }
    sheet.problems.is_empty().then_some(columns)
}

/// The payoffs in the order of the profiles, if each is listed once.
fn sorted(
    sheet: &mut Sheet<'_>,
    header: Span,
    columns: &[Column<'_>],
    labels: &[Labels<'_>],
    profiles: &[(Vec<usize>, Span)],
    payoffs: Vec<Vec<Rational>>,
) -> Option<Vec<Vec<Rational>>> {
    let counts: Vec<usize> = labels.iter().map(|own| own.list.len()).collect();
    if profiles.is_empty() {
        let help = "below the header stands a row for each pure profile";
        sheet.problem(Code::EMPTY, header, "the table has no rows", "", help);
        return None;
    }
    if !sheet.is_allowed(&counts, header) {
        return None;
    }
    let shape = Shape::new(counts)?;
    let mut rows: HashMap<usize, usize> = HashMap::with_capacity(profiles.len());
    for (row, (profile, span)) in profiles.iter().enumerate() {
        let first = *rows.entry(shape.index(profile)).or_insert(row);
        if first != row && !sheet.is_full() {
            let message = "this profile is listed twice";
            let problem = crate::text::Diagnostic::new(Code::CSV, sheet.source, *span, message);
            let problem = problem.also(profiles[first].1, "first here");
            sheet.problems.push(problem.help("list each pure profile once"));
        }
    }
    if rows.len() < shape.profiles() {
        let missing = (0..shape.profiles()).find(|index| !rows.contains_key(index))?;
        let names: Vec<String> = shape
            .profile(missing)
            .iter()
            .zip(columns.iter().zip(labels))
            .map(|(&own, (column, labels))| format!("{} = {}", column.name, labels.list[own]))
            .collect();
        let number = shape.profiles() - rows.len();
        let are = if number == 1 { "is" } else { "are" };
        let message = format!("{number} of {} profiles {are} missing", shape.profiles());
        let help = format!("the first is: {}", names.join(", "));
        sheet.problem(Code::CSV, header, message, "", help);
    }
    if !sheet.problems.is_empty() {
        return None;
    }
    let order = |mut own: Vec<Rational>| {
        let take = |index| std::mem::replace(&mut own[rows[&index]], Rational::integer(0));
        (0..shape.profiles()).map(take).collect()
    };
    Some(payoffs.into_iter().map(order).collect())
}
