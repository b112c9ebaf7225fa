//! `[table] file`: payoffs in a CSV file, a column for each player's strategy and payoff.

use std::sync::Arc;

use super::listing::Listing;
use super::payoff::People;
use crate::formula::{Text, parse};
use crate::game::Shape;
use crate::model::ModelScope;
use crate::text::{Code, Diagnostic, Source};

/// The columns of the strategies, in player order; and players with the columns of their payoffs.
type Columns = (Vec<usize>, Vec<(usize, usize)>);

/// A CSV file of payoffs.
pub(super) struct Csv<'a> {
    source: Arc<Source>,
    people: People<'a>,
}

/// So many wrong rows are enough to see what is wrong.
const MAX_PROBLEMS: usize = 20;

impl<'a> Csv<'a> {
    pub(super) fn new(source: &Arc<Source>, people: People<'a>) -> Self {
        Self { source: Arc::clone(source), people }
    }

    /// The text of each cell, trimmed, and where it stands.
    fn cells(&self, record: &csv::ByteRecord) -> Option<Vec<Text>> {
        let mut at = usize::try_from(record.position()?.byte()).ok()?;
        let file = self.source.text.as_str();
        if at == 0 && file.starts_with('\u{feff}') {
            at = '\u{feff}'.len_utf8();
        }
        // Blank lines before a record count to its position
        at += file.get(at..)?.bytes().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        record
            .iter()
            .map(|cell| {
                let cell = std::str::from_utf8(cell).ok()?;
                let start = cell.len() - cell.trim_start().len();
                let trimmed = cell.trim().to_owned();
                if !file.get(at..)?.starts_with('"') {
                    let text = Text::verbatim(&self.source, trimmed, at + start);
                    at += cell.len() + 1; // and the comma
                    return Some(text);
                }
                let (mut places, end) = unquoted(file, at);
                if places.len() != cell.len() + 1 {
                    places = vec![at; cell.len() + 1]; // read in another way: at least the cell
                }
                at = end + 1;
                places.truncate(start + trimmed.len() + 1);
                places.drain(..start);
                Some(Text::with_places(&self.source, trimmed, places))
            })
            .collect()
    }

    pub(super) fn read(
        &self,
        shape: &Shape,
        scope: &ModelScope<'_>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Listing> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(self.source.text.as_bytes());
        let mut record = csv::ByteRecord::new();
        if !matches!(reader.read_byte_record(&mut record), Ok(true)) {
            let message = "the file has no header".to_owned();
            problems.push(self.problem((0, 0), message).help(self.header_help()));
            return None;
        }
        let header = self.cells(&record)?;
        let (strategy_columns, payoff_columns) = self.columns(&header, problems)?;
        let mut listing =
            Listing::new(payoff_columns.iter().map(|(player, _)| *player).collect(), shape);
        while let Ok(true) = reader.read_byte_record(&mut record) {
            if problems.len() >= MAX_PROBLEMS {
                break;
            }
            let Some(cells) = self.cells(&record) else { break };
            let row = match (cells.first(), cells.last()) {
                (Some(first), Some(last)) => first.whole().to(last.whole()),
                _ => continue,
            };
            if cells.len() != header.len() {
                let message =
                    format!("the header has {} cells, this row {}", header.len(), cells.len());
                problems.push(Diagnostic::new(Code::TABLE, &self.source, row, message));
                continue;
            }
            let mut profile = Vec::new();
            for (player, &column) in self.people.players.iter().zip(&strategy_columns) {
                let cell = &cells[column];
                match player.strategies.iter().position(|s| *s == cell.text) {
                    Some(strategy) => profile.push(strategy),
                    None => {
                        let message = format!("`{}` has no strategy `{}`", player.name, cell.text);
                        let help =
                            format!("`{}` has: {}", player.name, player.strategies.join(", "));
                        problems.push(
                            cell.problem(Code::UNKNOWN_STRATEGY, cell.whole(), message).help(help),
                        );
                    }
                }
            }
            if profile.len() < strategy_columns.len() {
                continue;
            }
            let index = shape.index(&profile);
            if let Some(first) = listing.rows[index] {
                let message = "this profile is listed twice";
                problems.push(
                    Diagnostic::new(Code::TABLE, &self.source, row, message)
                        .also(first, "first here"),
                );
                continue;
            }
            listing.rows[index] = Some(row);
            for (slot, (_, column)) in payoff_columns.iter().enumerate() {
                listing.cells[slot][index] = parse(&cells[*column], scope, problems);
            }
        }
        Some(listing)
    }

    /// The columns of the strategies, in player order, and those of payoffs with their players.
    fn columns(&self, header: &[Text], problems: &mut Vec<Diagnostic>) -> Option<Columns> {
        let before = problems.len();
        let mut strategies = Vec::new();
        for player in self.people.players {
            match header.iter().position(|cell| cell.text == player.name) {
                Some(column) => strategies.push(column),
                None => {
                    let message = format!("no column `{}`", player.name);
                    let whole = header.first()?.whole().to(header.last()?.whole());
                    problems.push(
                        Diagnostic::new(Code::TABLE, &self.source, whole, message)
                            .help(self.header_help()),
                    );
                }
            }
        }
        let mut payoffs = Vec::new();
        for (column, cell) in header.iter().enumerate() {
            if strategies.contains(&column) {
                continue;
            }
            let player = cell
                .text
                .strip_prefix("u_")
                .and_then(|name| self.people.players.iter().position(|p| p.name == name));
            match player {
                Some(player) if payoffs.iter().any(|(other, _)| *other == player) => problems
                    .push(cell.problem(Code::TABLE, cell.whole(), "this column stands twice")),
                Some(player) => payoffs.push((player, column)),
                None => problems.push(
                    cell.problem(
                        Code::TABLE,
                        cell.whole(),
                        format!("unknown column `{}`", cell.text),
                    )
                    .help(self.header_help()),
                ),
            }
        }
        (problems.len() == before).then_some((strategies, payoffs))
    }

    fn header_help(&self) -> String {
        let names: Vec<&str> = self.people.players.iter().map(|p| p.name.as_str()).collect();
        format!("the first line is: {},u_{}", names.join(","), names.join(",u_"))
    }

    fn problem(&self, (start, end): (usize, usize), message: String) -> Diagnostic {
        Diagnostic::new(Code::TABLE, &self.source, start..end, message)
    }
}

/// Where each byte of the quoted cell that starts at `at` stands, and its end, and the comma after
/// it: two quotes stand for one, and what follows the closing quote belongs to the cell.
fn unquoted(file: &str, at: usize) -> (Vec<usize>, usize) {
    let bytes = file.as_bytes();
    let mut places = Vec::new();
    let mut next = at + 1;
    let mut inside = true;
    let mut end = bytes.len();
    while let Some(&byte) = bytes.get(next) {
        match byte {
            b'"' if inside && bytes.get(next + 1) == Some(&b'"') => {
                places.push(next);
                next += 1;
            }
            b'"' if inside => (inside, end) = (false, next),
            b',' | b'\n' | b'\r' if !inside => break,
            _ => {
                places.push(next);
                end = next + 1;
            }
        }
        next += 1;
    }
    places.push(end);
    (places, next)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use crate::format::{Limits, read_with};
    use crate::text::Source;

    /// What is reported at which text of the table, for a game of one player.
    fn problems(table: &str) -> String {
        let game = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\"]\n\
                    [table]\nfile = \"t.csv\"\n";
        let files = |_: &str| Ok(table.to_owned());
        let source = Source::new("g.game.toml", game);
        let mut said = String::new();
        for problem in read_with(&source, &Limits::default(), &files).unwrap_err() {
            for label in &problem.labels {
                let at = problem.source.text.get(label.span.start..label.span.end);
                writeln!(said, "{} at {at:?}", problem.message).unwrap();
            }
        }
        said
    }

    #[test]
    fn places_in_quoted_cells_are_right() {
        for (cell, shown) in
            [("\"é\"\"é\"", "é\"\"é"), ("\"b\"' é", "b\"' é"), ("\" b \"", "b"), (" b\u{a0}", "b")]
        {
            let said = problems(&format!("{cell},a,u_a\nx,x,1\n"));
            assert!(said.contains(&format!("at Some({:?})", shown.trim())), "{cell}: {said}");
        }
        // A byte order mark is one at the very start only
        let said = problems("\u{feff}\r\na,u_a\r\n\n\u{feff}é,1\n");
        assert!(said.contains(&format!("at Some({:?})", "\u{feff}é")), "{said}");
    }
}
