//! Equilibria in a list, a row each.

use super::super::components::shown_index;
use super::super::profile::{bound_cell, mixed_cell, near_cell};
use super::{Judged, Solved};
use crate::certify::Certificate;
use crate::component::{EquilibriumSet, Limit};
use crate::table::{Cell, Style, Table};

/// Columns of a list of equilibria that are not always there.
struct Columns<'a> {
    component: bool,
    /// How an index is shown.
    index: Option<fn(Result<i64, Limit>) -> String>,
    judged: Option<&'a Judged>,
    certificate: bool,
}

impl Solved<'_> {
    /// One row for each equilibrium, with everything.
    pub fn list(&self, digits: usize) -> Table {
        let plain =
            |index: Result<i64, Limit>| index.map(|index| index.to_string()).unwrap_or_default();
        let judged = self.judged;
        self.table(
            digits,
            &Columns { component: true, index: Some(plain), judged, certificate: true },
        )
    }

    /// One row for each equilibrium, for readers: what is the same in all rows, or takes much room,
    /// is said elsewhere.
    pub(super) fn listed(&self, digits: usize) -> Table {
        let finite = self.set.is_none_or(EquilibriumSet::is_finite);
        let equilibria = &self.solution.outcome.equilibria;
        let exact = equilibria.iter().all(|e| e.certificate == Certificate::Exact);
        let index = self.set.map(|_| shown_index as fn(_) -> _);
        let judged = self.judged.filter(|judged| judged.is_narrow());
        let certificate = finite || !exact;
        self.table(digits, &Columns { component: !finite, index, judged, certificate })
    }

    fn table(&self, digits: usize, columns: &Columns<'_>) -> Table {
        let mut heads = vec![">".to_owned()];
        heads.extend(self.model.players.iter().map(|player| player.name.clone()));
        heads.extend(self.model.players.iter().map(|player| format!(">u_{}", player.name)));
        heads.extend(columns.component.then(|| ">component".to_owned()));
        heads.extend(columns.index.map(|_| ">index".to_owned()));
        heads.extend(columns.judged.iter().flat_map(|judged| judged.names()));
        heads.extend(columns.certificate.then(|| "certificate".to_owned()));
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads);
        for number in self.kept() {
            let equilibrium = &self.solution.outcome.equilibria[number];
            let mut row = vec![Cell::text((number + 1).to_string()).styled(Style::Faint)];
            for (player, strategy) in self.model.players.iter().zip(&equilibrium.profile) {
                row.push(match equilibrium.certificate {
                    Certificate::Enclosure(_) => near_cell(&player.strategies, strategy, digits),
                    _ => mixed_cell("", &player.strategies, strategy, digits),
                });
            }
            for player in 0..self.model.players.len() {
                let gets = self.payoff(equilibrium, player);
                row.push(gets.map_or_else(|| Cell::text("?"), |bounds| Cell::number(&bounds)));
            }
            if columns.component {
                let component = self.set.and_then(|set| set.component_of.get(number));
                let shown = component.map(|component| (component + 1).to_string());
                row.push(Cell::text(shown.unwrap_or_default()));
            }
            if let Some(shown) = columns.index {
                let index = self.component(number).map(|component| shown(component.index));
                row.push(Cell::text(index.unwrap_or_default()));
            }
            row.extend(columns.judged.iter().flat_map(|judged| judged.cells(number)));
            if columns.certificate {
                row.push(match &equilibrium.certificate {
                    Certificate::Exact => Cell::text("exact"),
                    Certificate::Regret(bound) => bound_cell("regret ≤ ", bound, digits),
                    Certificate::Enclosure(_) => Cell::text("enclosure"),
                });
            }
            table.row(row);
        }
        table
    }
}
