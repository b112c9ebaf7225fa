//! The paths that were followed to equilibria.

use serde_json::{Value, json};

use super::solve::Solved;
use crate::nash::Path;
use crate::table::{Cell, Style, Table};

impl Solved<'_> {
    /// One row for each path: the label that was dropped, where it starts and ends, how long it is.
    pub(super) fn paths(&self) -> Table {
        let mut table = Table::new(&[">label", "dropped", ">from", ">to", ">pivots"]);
        for path in &self.solution.outcome.paths {
            let end = |end: Option<usize>| match end {
                Some(number) => Cell::text((number + 1).to_string()),
                None => Cell::text("start").styled(Style::Faint),
            };
            table.row(vec![
                Cell::text((path.label + 1).to_string()).styled(Style::Faint),
                Cell::text(self.dropped(path).join(".")),
                end(path.from),
                end(path.to),
                Cell::text(path.pivots.to_string()),
            ]);
        }
        table
    }

    pub(super) fn paths_json(&self) -> Value {
        let paths = self.solution.outcome.paths.iter().map(|path| {
            let [player, strategy] = self.dropped(path);
            json!({
                "label": path.label + 1,
                "player": player,
                "strategy": strategy,
                "from": path.from,
                "to": path.to,
                "pivots": path.pivots,
            })
        });
        paths.collect()
    }

    /// The player and the strategy of a label.
    fn dropped(&self, path: &Path) -> [&str; 2] {
        let all = self.model.players.iter().flat_map(|player| {
            player.strategies.iter().map(move |strategy| [player.name.as_str(), strategy.as_str()])
        });
        all.into_iter().nth(path.label).unwrap_or(["", ""])
    }
}
