//! `[table]`: payoffs listed, as rows, as nested lists, or in a CSV file.

use std::sync::Arc;

use super::Files;
use super::csv_table::Csv;
use super::listing::Listing;
use super::params::Numbers;
use super::payoff::People;
use super::reader::Reader;
use super::tree::{Node, Table as Tree};
use crate::formula::Expr;
use crate::game::Shape;
use crate::model::{ModelScope, Payoff};
use crate::text::{Code, Source, Span};

/// Keys of `[table]`.
pub(super) const TABLE_KEYS: &[&str] = &["file", "rows", "matrix"];

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
                "{} of {} profiles {} no row, first ({})",
                missing.len(),
                shape.profiles(),
                if missing.len() == 1 { "has" } else { "have" },
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
        let table = Source::new(path.text.clone(), text);
        self.tables.push(Arc::clone(&table));
        let csv = Csv::new(&table, people);
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
