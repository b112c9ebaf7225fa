//! `equil check --proof`: a list of equilibria, and that there are no others; or an equilibrium, and that
//! no other is better.

use serde_json::{Value, json};

use super::json::mixed_profile_json;
use super::profile::mixed_cell;
use super::quantity::{
    bounds_in_words, quantity_in_words, quantity_name, sense_in_words, sense_name,
};
use super::{Document, number_json};
use crate::certify::Claim;
use crate::game::{Mixed, Sense};
use crate::model::Model;
use crate::num::Rational;
use crate::table::{Cell, Style, Table};

/// What a proof proves.
#[derive(Clone, Debug, PartialEq)]
pub enum Proven {
    /// These are all extreme equilibria.
    All(Vec<[Mixed<Rational>; 2]>),
    /// No equilibrium is better than this one.
    Best(Claim),
}

/// What a proof proves, ready to be told.
#[derive(Clone, Debug)]
pub struct Proved<'a> {
    /// The game, of two players.
    pub model: &'a Model,
    /// How many steps the proof has.
    pub steps: usize,
    /// What it proves.
    pub proven: &'a Proven,
}

impl Proved<'_> {
    /// The answer in words and a table.
    pub fn document(&self, digits: usize) -> Document {
        let mut document = Document::new();
        let (found, rest) = match self.proven {
            Proven::All(equilibria) => {
                let found = match equilibria.len() {
                    1 => "1 extreme equilibrium.".to_owned(),
                    count => format!("{count} extreme equilibria."),
                };
                (found, "There are no others.")
            }
            Proven::Best(claim) => {
                let quantity = quantity_in_words(self.model, &claim.objective);
                let value = bounds_in_words(&(claim.value.clone(), claim.value.clone()), digits);
                let end = sense_in_words(claim.sense);
                let rest = match claim.sense {
                    Sense::Maximise => "No equilibrium has more.",
                    Sense::Minimise => "No equilibrium has less.",
                };
                (format!("the {end} {quantity} in a Nash equilibrium is {value}."), rest)
            }
        };
        document.pieces(vec![
            (Style::Strong, format!("The proof holds: {found}")),
            (Style::Plain, format!(" {rest}")),
        ]);
        document.gap();
        document.table(self.data(digits));
        let steps = match self.steps {
            1 => "1 step".to_owned(),
            steps => format!("{steps} steps"),
        };
        document.remark(format!("{steps} checked in exact arithmetic, without any solver."));
        document
    }

    /// The equilibria proved to be all, or the one proved to be best.
    fn equilibria(&self) -> &[[Mixed<Rational>; 2]] {
        match self.proven {
            Proven::All(equilibria) => equilibria,
            Proven::Best(claim) => std::slice::from_ref(&claim.profile),
        }
    }

    /// One row for each equilibrium.
    pub fn data(&self, digits: usize) -> Table {
        let mut heads = vec![">"];
        heads.extend(self.model.players.iter().map(|player| player.name.as_str()));
        let mut table = Table::new(&heads);
        for (number, profile) in self.equilibria().iter().enumerate() {
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
        match self.proven {
            Proven::All(equilibria) => {
                let equilibria: Vec<Value> =
                    equilibria.iter().map(|profile| self.strategies(profile)).collect();
                json!({ "holds": true, "steps": self.steps, "equilibria": equilibria })
            }
            Proven::Best(claim) => json!({
                "holds": true,
                "steps": self.steps,
                "optimum": {
                    "quantity": quantity_name(self.model, &claim.objective),
                    "sense": sense_name(claim.sense),
                    "value": number_json(&(claim.value.clone(), claim.value.clone())),
                    "equilibrium": self.strategies(&claim.profile),
                },
            }),
        }
    }

    fn strategies(&self, profile: &[Mixed<Rational>; 2]) -> Value {
        mixed_profile_json(self.model, profile)
    }
}
