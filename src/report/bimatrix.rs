//! The payoffs of two players as people write them: rows, columns, two numbers in each cell.

use crate::game::{Payoffs, Support};
use crate::model::Model;
use crate::num::Rational;
use crate::table::{Cell, Style, Table, shown};

/// The payoffs of a game of two players within `kept`, numbers with so many digits: the first
/// player chooses the row, the second the column. Best responses carry a `*`, equilibria stand out.
/// `None` for any other number of players.
pub fn bimatrix(
    model: &Model,
    payoffs: &Payoffs,
    kept: &[Support],
    digits: usize,
    marks: bool,
) -> Option<Table> {
    let ([row_player, column_player], [rows, columns]) = (&model.players[..], kept) else {
        return None;
    };
    let mut heads = vec![String::new()];
    heads.extend(columns.iter().map(|&c| format!(">{}", column_player.strategies[c])));
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let mut table = Table::new(&heads).caption(format!(
        "{0} chooses the row, {1} the column; payoffs: {0}, {1}",
        row_player.name, column_player.name
    ));
    let shape = payoffs.shape();
    for &row in rows {
        let mut cells = vec![Cell::text(row_player.strategies[row].as_str())];
        for &column in columns {
            let index = shape.index(&[row, column]);
            let best = [0, 1].map(|player| marks && payoffs.is_best(player, index, &kept[player]));
            let said = [0, 1].map(|player| {
                let value = payoffs.bounds(player, &[(index, Rational::integer(1))]);
                let value = value.map_or_else(|| "?".to_owned(), |(l, h)| shown(&l, &h, digits));
                let mark = if best[player] { "*" } else { "" };
                format!("{value}{mark}")
            });
            let cell = Cell::text(said.join(", "));
            let equilibrium = best.iter().all(|best| *best);
            cells.push(if equilibrium { cell.styled(Style::Strong) } else { cell });
        }
        table.row(cells);
    }
    Some(table)
}

impl Table {
    /// How many columns of text the table takes, numbers with so many digits, if nothing is wrapped.
    pub fn width(&self, digits: usize) -> usize {
        let longest = |(number, column): (usize, &crate::table::Column)| {
            let cells = self.rows.iter().map(|row| row[number].shown(digits).chars().count());
            cells.max().unwrap_or(0).max(column.head.chars().count()) + 2
        };
        self.columns.iter().enumerate().map(longest).sum()
    }
}
