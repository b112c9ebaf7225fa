//! `equil check --proof`: a list of equilibria, and that there are no others.

use serde_json::{Value, json};

use super::profile::mixed_cell;
use super::{Document, number_json};
use crate::game::Mixed;
use crate::model::Model;
use crate::num::Rational;
use crate::table::{Cell, Style, Table};

/// What a proof proves, ready to be told.
#[derive(Clone, Debug)]
pub struct Proved<'a> {
    /// The game, of two players.
    pub model: &'a Model,
    /// How many steps the proof has.
    pub steps: usize,
    /// All extreme equilibria.
    pub equilibria: &'a [[Mixed<Rational>; 2]],
}

impl Proved<'_> {
    /// The answer in words and a table.
    pub fn document(&self, digits: usize) -> Document {
        let mut document = Document::new();
        let count = self.equilibria.len();
        let found = match count {
            1 => "The proof holds: 1 extreme equilibrium.".to_owned(),
            _ => format!("The proof holds: {count} extreme equilibria."),
        };
        document
            .pieces(vec![(Style::Strong, found), (Style::Plain, " There are no others.".into())]);
        document.gap();
        document.table(self.data(digits));
        let steps = self.steps;
        document.remark(format!("{steps} steps checked in exact arithmetic, without any solver."));
        document
    }

    /// One row for each equilibrium.
    pub fn data(&self, digits: usize) -> Table {
        let mut heads = vec![">"];
        heads.extend(self.model.players.iter().map(|player| player.name.as_str()));
        let mut table = Table::new(&heads);
        for (number, profile) in self.equilibria.iter().enumerate() {
            let mut row = vec![Cell::text((number + 1).to_string()).styled(Style::Faint)];
            for (player, strategy) in self.model.players.iter().zip(profile) {
                row.push(mixed_cell("", &player.strategies, strategy, digits));
            }
            table.row(row);
        }
        table
    }

    /// The same for other programs.
    pub fn json(&self) -> Value {
        let strategies = |profile: &[Mixed<Rational>; 2]| -> Value {
            let players = self.model.players.iter().zip(profile);
            let mixed = players.map(|(player, strategy)| {
                let played = player.strategies.iter().zip(strategy);
                let named: serde_json::Map<String, Value> = played
                    .map(|(name, p)| (name.clone(), number_json(&(p.clone(), p.clone()))))
                    .collect();
                (player.name.clone(), Value::Object(named))
            });
            Value::Object(mixed.collect())
        };
        let equilibria: Vec<Value> = self.equilibria.iter().map(strategies).collect();
        json!({ "holds": true, "steps": self.steps, "equilibria": equilibria })
    }
}
