//! `equil show`: the payoffs at a point, best responses marked.

use serde_json::{Map, Value, json};

use super::json::{Point, game_json, number_json, profile_json};
use super::payoff_table::profiles_within;
use super::{Document, bimatrix, payoff_table};
use crate::game::{Payoffs, Support};
use crate::model::Model;
use crate::num::Rational;
use crate::table::{Style, Table};

/// The payoffs of a game at a point, ready to be told.
#[derive(Clone, Debug)]
pub struct Shown<'a> {
    /// The game.
    pub model: &'a Model,
    /// Its payoffs.
    pub payoffs: &'a Payoffs,
    /// Where.
    pub point: Point,
    /// For each player the strategies to show.
    pub kept: Vec<Support>,
}

impl Shown<'_> {
    /// The table of payoffs: for two players rows and columns if they fit into `width` characters,
    /// else a row for each profile.
    pub fn document(&self, digits: usize, width: usize) -> Document {
        let mut document = Document::new();
        document.pieces(self.title());
        document.gap();
        match bimatrix(self.model, self.payoffs, &self.kept, digits, true) {
            Some(table) if table.width(digits) <= width => document.table(table),
            _ => document.table(payoff_table(self.model, self.payoffs, &self.kept, true)),
        }
        document.gap();
        document.payoff_legend();
        document
    }

    fn title(&self) -> Vec<(Style, String)> {
        let mut line = vec![(Style::Strong, format!("Payoffs of {}", self.model.info.name))];
        if let Some(said) = self.point.said() {
            line.push((Style::Plain, format!(" {said}")));
        }
        if let Some(currency) = &self.model.info.currency {
            line.push((Style::Plain, format!(", in {currency}")));
        }
        line
    }

    /// A row for each profile, without marks.
    pub fn data(&self) -> Table {
        payoff_table(self.model, self.payoffs, &self.kept, false)
    }

    /// Everything, for other programs (`equil.show/1`).
    pub fn json(&self, warnings: &[String]) -> Value {
        let shape = self.payoffs.shape();
        let profile = |profile: Vec<usize>| {
            let index = shape.index(&profile);
            let mut gets = Map::new();
            let mut best = Vec::new();
            for (number, player) in self.model.players.iter().enumerate() {
                let value = self.payoffs.bounds(number, &[(index, Rational::integer(1))]);
                let value = value.as_ref().map_or(Value::Null, number_json);
                gets.insert(player.name.clone(), value);
                if self.payoffs.is_best(number, index, &self.kept[number]) {
                    best.push(player.name.as_str());
                }
            }
            json!({
                "strategies": profile_json(self.model, &profile, None),
                "payoffs": gets,
                "best_responses": best,
                "equilibrium": best.len() == self.model.players.len(),
            })
        };
        let profiles: Vec<Value> = profiles_within(&self.kept).into_iter().map(profile).collect();
        json!({
            "schema": "equil.show/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "payoffs": if self.payoffs.rational().is_some() { "rational" } else { "enclosed" },
            "profiles": profiles,
            "warnings": warnings,
        })
    }
}
