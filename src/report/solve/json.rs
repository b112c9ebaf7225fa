//! Solved games for other programs.

use serde_json::{Map, Value, json};

use super::super::components::{components_json, cuts_json};
use super::super::json::{certificate_json, game_json, number_json};
use super::{Solved, payoff};
use crate::certify::Certificate;
use crate::component::EquilibriumSet;
use crate::game::Payoffs;
use crate::model::Model;
use crate::nash::{Coverage, Equilibrium};

impl Solved<'_> {
    /// Everything (`equil.solve/1`).
    pub fn json(&self, warnings: &[String]) -> Value {
        let mut said = self.summary(warnings);
        let told = self.told();
        let equilibria: Vec<Value> = self
            .solution
            .outcome
            .equilibria
            .iter()
            .enumerate()
            .map(|(number, equilibrium)| {
                let mut said = equilibrium_json(self.model, self.payoffs, equilibrium);
                said["component"] = json!(self.set.and_then(|set| set.component_of.get(number)));
                said["index"] = json!(self.component(number).and_then(|c| c.index.ok()));
                if let Some(judged) = self.judged {
                    said["selection"] = judged.json(number, &told);
                }
                said
            })
            .collect();
        said["equilibria"] = Value::Array(equilibria);
        said
    }

    /// Everything but the equilibria themselves.
    pub fn summary(&self, warnings: &[String]) -> Value {
        let outcome = &self.solution.outcome;
        let method = if self.solution.is_dominance_solvable() {
            "iterated-dominance"
        } else {
            outcome.method
        };
        let mut said = json!({
            "schema": "equil.solve/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "method": method,
            "arithmetic": outcome.arithmetic.name(),
            "payoffs": if self.payoffs.rational().is_some() { "rational" } else { "enclosed" },
            "coverage": outcome.coverage.name(),
            "dominance_solvable": self.solution.is_dominance_solvable(),
            "infinitely_many": outcome.continuum().is_some(),
            "equilibria": [],
            "paths": self.paths_json(),
            "components": self.set.map(|set| components_json(self.model, set)),
            "cuts": self.set.map(cuts_json),
            "index_sum": self.set.and_then(EquilibriumSet::index_sum),
            "complete": outcome.coverage == Coverage::All,
            "warnings": warnings,
        });
        if let Some((value, sum)) = self.value() {
            said["value"] = number_json(&(value.clone(), value));
            said["constant_sum"] = number_json(&(sum.clone(), sum));
        }
        if let Some(judged) = self.judged {
            said["selection"] = judged.asked_json(outcome.equilibria.len());
        }
        said
    }
}

/// One equilibrium: what everybody plays and gets, and what proves it.
pub fn equilibrium_json(model: &Model, payoffs: &Payoffs, equilibrium: &Equilibrium) -> Value {
    let mut strategies = Map::new();
    let mut gets = Map::new();
    for (number, player) in model.players.iter().enumerate() {
        let mut mixed = Map::new();
        for (strategy, name) in player.strategies.iter().enumerate() {
            let bounds = match &equilibrium.certificate {
                Certificate::Enclosure(boxes) => boxes[number][strategy].clone(),
                _ => {
                    let p = &equilibrium.profile[number][strategy];
                    (p.clone(), p.clone())
                }
            };
            mixed.insert(name.clone(), number_json(&bounds));
        }
        strategies.insert(player.name.clone(), Value::Object(mixed));
        let bounds = payoff(payoffs, equilibrium, number);
        gets.insert(player.name.clone(), bounds.as_ref().map_or(Value::Null, number_json));
    }
    let certificate = certificate_json(&equilibrium.certificate);
    json!({ "strategies": strategies, "payoffs": gets, "certificate": certificate })
}
