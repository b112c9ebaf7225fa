//! All payoffs of a game, best responses marked.

use super::Document;
use crate::game::{Payoffs, Support};
use crate::model::Model;
use crate::num::Rational;
use crate::table::{Cell, Style, Table};

/// A row for each pure profile within `kept`: the strategies, then the payoffs. A payoff whose
/// player cannot do better alone is marked with `*` and stands out; a profile in which all are
/// marked is an equilibrium.
pub fn payoff_table(model: &Model, payoffs: &Payoffs, kept: &[Support], marks: bool) -> Table {
    let mut heads: Vec<String> = model.players.iter().map(|p| p.name.clone()).collect();
    for player in &model.players {
        heads.push(format!(">u_{}", player.name));
        if marks {
            heads.push(String::new());
        }
    }
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let mut table = Table::new(&heads);
    let shape = payoffs.shape();
    for profile in profiles_within(kept) {
        let index = shape.index(&profile);
        let best: Vec<bool> = (0..profile.len())
            .map(|player| payoffs.is_best(player, index, &kept[player]))
            .collect();
        let equilibrium = best.iter().all(|best| *best);
        let mut row: Vec<Cell> = profile
            .iter()
            .zip(&model.players)
            .map(|(&strategy, player)| {
                let cell = Cell::text(player.strategies[strategy].as_str());
                if equilibrium { cell.styled(Style::Strong) } else { cell }
            })
            .collect();
        for (player, best) in best.iter().enumerate() {
            let value = payoffs.bounds(player, &[(index, Rational::integer(1))]);
            let cell = value.map_or_else(|| Cell::text("?"), |bounds| Cell::number(&bounds));
            row.push(if *best { cell.styled(Style::Strong) } else { cell });
            if marks {
                row.push(Cell::text(if *best { "*" } else { "" }).styled(Style::Good));
            }
        }
        table.row(row);
    }
    table
}

/// The pure profiles within `kept`; the last player's strategy varies fastest, as people list cases.
pub(super) fn profiles_within(kept: &[Support]) -> Vec<Vec<usize>> {
    let mut profiles: Vec<Vec<usize>> = vec![Vec::new()];
    for support in kept {
        profiles = profiles
            .iter()
            .flat_map(|start| {
                support.iter().map(move |&strategy| {
                    let mut profile = start.clone();
                    profile.push(strategy);
                    profile
                })
            })
            .collect();
    }
    profiles
}

/// Whether the strategy that `player` plays in the profile number `index` is as good as all of `own`.
impl Document {
    /// What marks and bold print in a [`payoff_table`] mean.
    pub fn payoff_legend(&mut self) {
        self.styled(
            Style::Faint,
            "* best response to the others' strategies; bold rows are pure equilibria",
        );
    }
}
