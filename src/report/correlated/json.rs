//! `equil.correlated/1`.

use serde_json::{Map, Value, json};

use super::Correlated;
use crate::certify::{Bound, Certificate, disobediences};
use crate::correlated::{Entropy, Optimum, Polygon};
use crate::game::{Distribution, Objective, Sense};
use crate::num::Rational;
use crate::report::json::{certificate_json, game_json, number_json, profile_json};
use crate::report::quantity::quantity_name;

impl Correlated<'_> {
    /// Everything, for other programs (`equil.correlated/1`).
    pub fn json(&self, warnings: &[String]) -> Value {
        let optima: Vec<Value> = self.optima.iter().map(|o| self.optimum_json(o)).collect();
        let entropy = self.entropy.as_ref().map(|entropy| self.entropy_json(entropy));
        let common = self.common.as_ref().map(|common| {
            let mut never: Map<String, Value> = Map::new();
            for (number, player) in self.model.players.iter().enumerate() {
                let own = common.never_played.iter().filter(|(p, _)| *p == number);
                let names: Vec<&str> = own.map(|(_, s)| player.strategies[*s].as_str()).collect();
                never.insert(player.name.clone(), json!(names));
            }
            json!({
                "dimension": common.dimension,
                "never_played": never,
                "proof": self.multipliers_json(&common.proof.multipliers),
            })
        });
        json!({
            "schema": "equil.correlated/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "kind": self.concept.name(),
            "payoffs": if self.payoffs.rational().is_some() { "rational" } else { "enclosed" },
            "set": common,
            "optima": optima,
            "entropy": entropy,
            "attainable": self.polygon.as_ref().map(|polygon| self.polygon_json(polygon)),
            "complete": self.is_proved() && self.missing.is_empty(),
            "missing": self.missing,
            "warnings": warnings,
        })
    }

    /// Whether every distribution shown is proved to be an equilibrium.
    pub fn is_proved(&self) -> bool {
        let optima = self.optima.iter().map(|optimum| &optimum.certificate);
        let corners = self.polygon.iter().flat_map(|p| &p.vertices).map(|v| &v.certificate);
        let entropy = self.entropy.iter().map(|entropy| &entropy.certificate);
        optima.chain(corners).chain(entropy).all(|c| *c == Certificate::Exact)
            && self.entropy.iter().all(Entropy::is_greatest)
    }

    fn optimum_json(&self, optimum: &Optimum) -> Value {
        json!({
            "quantity": quantity_name(self.model, &optimum.objective),
            "sense": match optimum.sense { Sense::Maximise => "maximise", Sense::Minimise => "minimise" },
            "value": optimum.value().as_ref().map(number_json),
            "bound": exact_json(&optimum.bound),
            "payoffs": self.expected_json(&optimum.distribution),
            "distribution": self.distribution_json(&optimum.distribution),
            "certificate": certificate_json(&optimum.certificate),
            "is_nash": optimum.certificate == Certificate::Exact && self.is_nash(&optimum.distribution),
            "proofs": optimum.proofs.iter().map(|proof| self.proof_json(proof)).collect::<Vec<_>>(),
        })
    }

    fn entropy_json(&self, entropy: &Entropy) -> Value {
        json!({
            "unit": "nat",
            "value": number_json(&entropy.entropy),
            "bound": exact_json(&entropy.bound),
            "payoffs": self.expected_json(&entropy.distribution),
            "distribution": self.distribution_json(&entropy.distribution),
            "certificate": certificate_json(&entropy.certificate),
            "is_nash": entropy.certificate == Certificate::Exact && self.is_nash(&entropy.distribution),
            "multipliers": self.multipliers_json(&entropy.multipliers),
        })
    }

    fn polygon_json(&self, polygon: &Polygon) -> Value {
        let names = polygon.players.map(|player| self.model.players[player].name.as_str());
        let vertices: Vec<Value> = polygon
            .vertices
            .iter()
            .map(|vertex| {
                json!({
                    "payoffs": vertex.payoffs.iter().map(number_json).collect::<Vec<_>>(),
                    "distribution": self.distribution_json(&vertex.distribution),
                    "certificate": certificate_json(&vertex.certificate),
                })
            })
            .collect();
        let edges: Vec<Value> = polygon.edges.iter().map(|edge| self.proof_json(edge)).collect();
        let complete = polygon.complete;
        json!({ "players": names, "vertices": vertices, "edges": edges, "complete": complete })
    }

    /// A proof: the weighted sum of payoffs that it bounds (`weights`, where it is one), the bound,
    /// and the multipliers.
    fn proof_json(&self, proof: &Bound) -> Value {
        let mut weights = Map::new();
        for (player, weight) in self.model.players.iter().zip(&proof.linear.payoffs) {
            if !weight.is_zero() {
                weights.insert(player.name.clone(), exact_json(weight));
            }
        }
        let relation = match proof.sense {
            Sense::Maximise => "at-most",
            Sense::Minimise => "at-least",
        };
        json!({
            "weights": weights,
            "relation": relation,
            "bound": exact_json(&proof.value),
            "multipliers": self.multipliers_json(&proof.multipliers),
        })
    }

    fn multipliers_json(&self, multipliers: &[(usize, Rational)]) -> Value {
        let ways = disobediences(self.payoffs.shape(), self.concept);
        let list: Vec<Value> = multipliers
            .iter()
            .filter_map(|(number, weight)| {
                let way = ways.get(*number)?;
                let player = &self.model.players[way.player];
                Some(json!({
                    "player": player.name,
                    "told": way.told.map(|told| player.strategies[told].as_str()),
                    "strategy": player.strategies[way.strategy],
                    "weight": exact_json(weight),
                }))
            })
            .collect();
        Value::Array(list)
    }

    fn expected_json(&self, distribution: &Distribution) -> Value {
        let mut gets = Map::new();
        for (number, player) in self.model.players.iter().enumerate() {
            let bounds = Objective::Payoff(number).bounds(self.payoffs, distribution);
            gets.insert(player.name.clone(), bounds.as_ref().map_or(Value::Null, number_json));
        }
        Value::Object(gets)
    }

    fn distribution_json(&self, distribution: &Distribution) -> Value {
        let shape = self.payoffs.shape();
        let cells = distribution.iter().map(|(index, probability)| {
            json!({
                "profile": profile_json(self.model, &shape.profile(*index), None),
                "probability": exact_json(probability),
            })
        });
        Value::Array(cells.collect())
    }
}

fn exact_json(value: &Rational) -> Value {
    number_json(&(value.clone(), value.clone()))
}
