//! `[table]`: payoffs listed, as rows, as nested lists, or in a CSV file.

use std::sync::Arc;

use super::Files;
use super::params::Numbers;
use super::payoff::People;
use super::reader::Reader;
use super::tree::{Node, Table as Tree};
use crate::formula::{Expr, Node as ExprNode, Text, parse};
use crate::game::Shape;
use crate::model::{ModelScope, Payoff, Table};
use crate::num::Rational;
use crate::text::{Code, Diagnostic, Source, Span};

/// Keys of `[table]`.
pub(super) const TABLE_KEYS: &[&str] = &["file", "rows", "matrix"];

/// Payoffs of some players, profile by profile.
struct Listing {
    /// Whose: players in the order of the columns.
    players: Vec<usize>,
    /// `[player][profile]`
    cells: Vec<Vec<Option<Expr>>>,
    /// Where the row for a profile stands.
    rows: Vec<Option<Span>>,
}

impl Listing {
    fn new(players: Vec<usize>, shape: &Shape) -> Self {
        let cells = vec![vec![None; shape.profiles()]; players.len()];
        Self { players, cells, rows: vec![None; shape.profiles()] }
    }

    fn into_payoffs(self) -> Vec<(usize, Payoff)> {
        let convert = |cells: Vec<Option<Expr>>| {
            let cells: Vec<Expr> = cells.into_iter().flatten().collect();
            let numbers: Option<Vec<Rational>> = cells
                .iter()
                .map(|cell| match &cell.node {
                    ExprNode::Number(value) => Some(value.clone()),
                    ExprNode::Negative(inner) => match &inner.node {
                        ExprNode::Number(value) => Some(value.negated()),
                        _ => None,
                    },
                    _ => None,
                })
                .collect();
            Payoff::Table(numbers.map_or(Table::Formulas(cells), Table::Numbers))
        };
        self.players.into_iter().zip(self.cells.into_iter().map(convert)).collect()
    }
}

impl Reader<'_> {
    /// The payoffs listed under `[table]`; `None` when something is wrong with them.
    pub(super) fn listed(
        &mut self,
        table: &Tree,
        span: Span,
        people: People<'_>,
        numbers: &Numbers,
        files: &Files<'_>,
    ) -> Option<Vec<(usize, Payoff)>> {
        self.known_keys(table, TABLE_KEYS, "`[table]`");
        let counts: Vec<usize> = people.players.iter().map(|p| p.strategies.len()).collect();
        let shape = Shape::new(counts)?; // what is wrong with the players has been said
        let given: Vec<_> =
            TABLE_KEYS.iter().filter_map(|key| table.get(key).map(|entry| (*key, entry))).collect();
        let &[(key, entry)] = given.as_slice() else {
            let message = if given.is_empty() {
                "the table lists no payoffs"
            } else {
                "the table is given in two ways"
            };
            let help = "give one of `file`, `rows` and `matrix`";
            self.helped(Code::TABLE, span, message, help);
            return None;
        };
        let before = self.problems.len();
        let scope = ModelScope { profile: false, ..people.scope(numbers, &[]) };
        let listing = match key {
            "file" => self.file(&entry.node, people, &shape, &scope, files),
            "rows" => self.rows(&entry.node, people, &shape, &scope),
            _ => self.matrix(&entry.node, people, &shape, &scope),
        };
        let errors =
            self.problems[before..].iter().any(|p| p.severity() == crate::text::Severity::Error);
        if errors { None } else { listing.map(Listing::into_payoffs) }
    }

    /// `rows = [["T", "L", 3, 2], …]`
    fn rows(
        &mut self,
        node: &Node,
        people: People<'_>,
        shape: &Shape,
        scope: &ModelScope<'_>,
    ) -> Option<Listing> {
        let n = people.players.len();
        let mut listing = Listing::new((0..n).collect(), shape);
        for row in self.list(node, "a list of rows")? {
            let Some(cells) = self.list(row, "a row: strategies, then payoffs") else { continue };
            if cells.len() != 2 * n {
                let message = format!("a row has {} cells, found {}", 2 * n, cells.len());
                let help = "one strategy for each player, then one payoff for each player";
                self.helped(Code::TABLE, row.span, message, help);
                continue;
            }
            let mut profile = Vec::with_capacity(n);
            for (cell, player) in cells.iter().zip(people.players) {
                let Some(text) = self.text(cell, "the name of a strategy").cloned() else {
                    continue;
                };
                match player.strategies.iter().position(|s| *s == text.text) {
                    Some(strategy) => profile.push(strategy),
                    None => self.no_strategy(player, &text.text, text.whole()),
                }
            }
            if profile.len() < n || !self.is_new(shape.index(&profile), row.span, &mut listing) {
                continue;
            }
            let index = shape.index(&profile);
            for (player, cell) in cells[n..].iter().enumerate() {
                let value = self.formula(cell, scope);
                listing.cells[player][index] = value;
            }
        }
        self.complete(node.span, people, shape, &listing);
        Some(listing)
    }

    /// Notes the row of a profile, unless it has one.
    fn is_new(&mut self, index: usize, span: Span, listing: &mut Listing) -> bool {
        if let Some(first) = listing.rows[index] {
            let problem = self.problem(Code::TABLE, span, "this profile is listed twice");
            *problem = problem.clone().also(first, "first here");
            return false;
        }
        listing.rows[index] = Some(span);
        true
    }

    /// Reports profiles without a row.
    fn complete(&mut self, span: Span, people: People<'_>, shape: &Shape, listing: &Listing) {
        let missing: Vec<usize> =
            (0..shape.profiles()).filter(|&index| listing.rows[index].is_none()).collect();
        if let Some(&first) = missing.first() {
            let said: Vec<&str> = shape
                .profile(first)
                .iter()
                .zip(people.players)
                .map(|(&strategy, player)| player.strategies[strategy].as_str())
                .collect();
            let message = format!(
                "{} of {} profiles have no row, first ({})",
                missing.len(),
                shape.profiles(),
                said.join(", ")
            );
            self.problem(Code::TABLE, span, message);
        }
    }

    /// `[table.matrix]`: for each player a nested list, the first player's strategy outermost.
    fn matrix(
        &mut self,
        node: &Node,
        people: People<'_>,
        shape: &Shape,
        scope: &ModelScope<'_>,
    ) -> Option<Listing> {
        let table = self.table(node, "a table with a nested list for each player")?;
        let mut listing = Listing::new(Vec::new(), shape);
        listing.cells.clear();
        for entry in &table.entries {
            let Some(player) = self.known_player(&entry.key, entry.key_span, people.players) else {
                continue;
            };
            let mut cells = vec![None; shape.profiles()];
            self.nested(&entry.node, people, shape, scope, &mut Vec::new(), &mut cells);
            listing.players.push(player);
            listing.cells.push(cells);
        }
        Some(listing)
    }

    fn nested(
        &mut self,
        node: &Node,
        people: People<'_>,
        shape: &Shape,
        scope: &ModelScope<'_>,
        profile: &mut Vec<usize>,
        cells: &mut [Option<Expr>],
    ) {
        let depth = profile.len();
        if depth == shape.players() {
            cells[shape.index(profile)] = self.formula(node, scope);
            return;
        }
        let player = &people.players[depth];
        let wanted = format!("a list with an entry for each strategy of `{}`", player.name);
        let Some(list) = self.list(node, &wanted) else { return };
        if list.len() != player.strategies.len() {
            let message = format!(
                "`{}` has {} strategies, but this list has {} entries",
                player.name,
                player.strategies.len(),
                list.len()
            );
            self.problem(Code::TABLE, node.span, message);
            return;
        }
        for (strategy, inner) in list.iter().enumerate() {
            profile.push(strategy);
            self.nested(inner, people, shape, scope, profile, cells);
            profile.pop();
        }
    }

    /// A CSV file: a column for each player's strategy, and `u_PLAYER` for payoffs.
    fn file(
        &mut self,
        node: &Node,
        people: People<'_>,
        shape: &Shape,
        scope: &ModelScope<'_>,
        files: &Files<'_>,
    ) -> Option<Listing> {
        let path = self.text(node, "the path of a CSV file")?.clone();
        let text = match files(&path.text) {
            Ok(text) => text,
            Err(why) => {
                let message = format!("cannot read `{}`: {why}", path.text);
                self.problem(Code::FILE, path.whole(), message);
                return None;
            }
        };
        let csv = Csv::new(&Source::new(path.text.clone(), text), people);
        let mut problems = Vec::new();
        let listing = csv.read(shape, scope, &mut problems);
        self.problems.append(&mut problems);
        let listing = listing?;
        let before = self.problems.len();
        self.complete(path.whole(), people, shape, &listing);
        // A row that was refused for another reason is not missing as well
        if self.problems[..before].iter().any(|p| p.source.name == path.text) {
            self.problems.truncate(before);
        }
        Some(listing)
    }
}

/// A CSV file of payoffs.
struct Csv<'a> {
    source: Arc<Source>,
    people: People<'a>,
}

/// So many wrong rows are enough to see what is wrong.
const MAX_PROBLEMS: usize = 20;

impl<'a> Csv<'a> {
    fn new(source: &Arc<Source>, people: People<'a>) -> Self {
        Self { source: Arc::clone(source), people }
    }

    /// The text of a cell and where it stands. Quoted cells keep their quotes in the span.
    fn cells(&self, record: &csv::ByteRecord) -> Option<Vec<Text>> {
        let start = usize::try_from(record.position()?.byte()).ok()?;
        let mut at = start;
        let file = self.source.text.as_str();
        record
            .iter()
            .map(|cell| {
                let cell = std::str::from_utf8(cell).ok()?;
                // Blank lines before a record count to its position
                while file.get(at..)?.starts_with(['\n', '\r', '\u{feff}']) {
                    at += file[at..].chars().next()?.len_utf8();
                }
                let quoted = file[at..].starts_with('"');
                let trimmed = cell.trim();
                let lead = if quoted { 1 } else { cell.len() - cell.trim_start().len() };
                let text = Text::verbatim(&self.source, trimmed, at + lead);
                at += if quoted { quoted_length(&file[at..]) } else { cell.len() };
                at += 1; // the comma
                Some(text)
            })
            .collect()
    }

    fn read(
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
    fn columns(
        &self,
        header: &[Text],
        problems: &mut Vec<Diagnostic>,
    ) -> Option<(Vec<usize>, Vec<(usize, usize)>)> {
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

/// How many bytes a quoted cell takes, with its quotes.
fn quoted_length(text: &str) -> usize {
    let mut at = 1;
    while let Some(found) = text[at..].find('"') {
        at += found + 1;
        if !text[at..].starts_with('"') {
            return at;
        }
        at += 1;
    }
    text.len()
}
