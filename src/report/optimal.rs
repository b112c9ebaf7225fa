//! `equil solve --maximise` and `--minimise`: the best or worst Nash equilibrium by a quantity.

use serde_json::{Value, json};

use super::json::{Point, game_json, number_json};
use super::profile::mixed_cell;
use super::quantity::{
    bounds_in_words, quantity_in_words, quantity_name, sense_in_words, sense_name,
};
use super::{Document, equilibrium_json};
use crate::certify::expected;
use crate::game::{Objective, Payoffs, Sense};
use crate::model::Model;
use crate::nash::Equilibrium;
use crate::num::Rational;
use crate::solve::BestSolution;
use crate::table::{Cell, Style, Table};

/// The best equilibrium by a quantity, ready to be told.
#[derive(Clone, Debug)]
pub struct Optimal<'a> {
    /// The game.
    pub model: &'a Model,
    /// Its payoffs.
    pub payoffs: &'a Payoffs,
    /// Where.
    pub point: Point,
    /// Of what.
    pub objective: &'a Objective,
    /// Greatest or least.
    pub sense: Sense,
    /// The answer.
    pub best: &'a BestSolution,
}

impl Optimal<'_> {
    /// The answer in words and a table.
    pub fn document(&self, digits: usize) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.model.info.name, &mut document);
        let quantity = quantity_in_words(self.model, self.objective);
        let end = sense_in_words(self.sense);
        let Some((equilibrium, value)) = &self.best.optimum.found else {
            document.line("No equilibrium was found before the search was stopped.");
            return document;
        };
        let value = bounds_in_words(&(value.clone(), value.clone()), digits);
        let found = if self.best.optimum.proved {
            format!("The {end} {quantity} in a Nash equilibrium is {value}.")
        } else {
            format!("The {end} {quantity} found in a Nash equilibrium is {value}.")
        };
        let more = if self.best.optimum.proved {
            format!(" No equilibrium has {}.", self.better())
        } else {
            format!(" The search was stopped: some may have {}.", self.better())
        };
        document.pieces(vec![(Style::Strong, found), (Style::Plain, more)]);
        document.gap();
        document.table(self.table(equilibrium, digits));
        document.remark(self.provenance());
        document
    }

    fn better(&self) -> &'static str {
        match self.sense {
            Sense::Maximise => "more",
            Sense::Minimise => "less",
        }
    }

    fn provenance(&self) -> String {
        let nodes = match self.best.optimum.nodes {
            0 => "all equilibria were compared".to_owned(),
            1 => "branch and bound, 1 node".to_owned(),
            nodes => format!("branch and bound, {nodes} nodes"),
        };
        let removed = match self.best.elimination.removed() {
            0 => String::new(),
            1 => " After 1 strictly dominated strategy was removed.".to_owned(),
            count => format!(" After {count} strictly dominated strategies were removed."),
        };
        format!("Found by eee: {nodes}, each cut proved in exact arithmetic.{removed}")
    }

    fn table(&self, equilibrium: &Equilibrium, digits: usize) -> Table {
        let mut table = Table::new(&["", "plays", ">gets"]);
        for (number, player) in self.model.players.iter().enumerate() {
            let strategy = &equilibrium.profile[number];
            table.row(vec![
                Cell::text(player.name.as_str()),
                mixed_cell("", &player.strategies, strategy, digits).styled(Style::Strong),
                self.payoff(equilibrium, number)
                    .map_or_else(|| Cell::text("?"), |bounds| Cell::number(&bounds)),
            ]);
        }
        table
    }

    fn payoff(&self, equilibrium: &Equilibrium, player: usize) -> Option<(Rational, Rational)> {
        self.payoffs.bounds(player, &expected(self.payoffs, player, &equilibrium.profile))
    }

    /// The equilibrium as a table, for CSV.
    pub fn data(&self, digits: usize) -> Table {
        match &self.best.optimum.found {
            Some((equilibrium, _)) => self.table(equilibrium, digits),
            None => Table::new(&["", "plays", ">gets"]),
        }
    }

    /// Everything, for other programs (`equil.optimum/1`).
    pub fn json(&self, warnings: &[String]) -> Value {
        let found = self.best.optimum.found.as_ref();
        let equilibrium = found.map(|(e, _)| equilibrium_json(self.model, self.payoffs, e));
        let value = found.map(|(_, v)| number_json(&(v.clone(), v.clone())));
        json!({
            "schema": "equil.optimum/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "quantity": quantity_name(self.model, self.objective),
            "sense": sense_name(self.sense),
            "value": value,
            "equilibrium": equilibrium,
            "proved": self.best.optimum.proved,
            "nodes": self.best.optimum.nodes,
            "dominated": self.best.elimination.removed(),
            "warnings": warnings,
        })
    }
}
