//! `equil.graph/1`.

use serde_json::{Map, Value, json};

use super::super::json::{game_json, number_json, profile_json};
use super::Surveyed;
use crate::certify::{Potential, Square, Values, Violation};
use crate::graph::{Differences, Finding, Landscape, POTENTIALS, PROPERTIES};
use crate::num::Rational;
use crate::solve::{Efficiency, Extremes, Missing, Price};

/// Potentials of larger games are listed with `-v` only.
const LONG: usize = 10_000;

impl Surveyed<'_> {
    /// Everything, for other programs (`equil.graph/1`).
    pub fn json(&self, warnings: &[String]) -> Value {
        let survey = self.survey;
        let properties: Map<String, Value> = PROPERTIES
            .iter()
            .map(|property| (property.name.to_owned(), verdict(property.holds(survey))))
            .collect();
        let potentials: Map<String, Value> = POTENTIALS
            .iter()
            .zip(&survey.potentials)
            .map(|(test, found)| {
                (test.name.to_owned(), self.finding_json(test.name, found.as_ref()))
            })
            .collect();
        let differences = survey.modularity.as_ref().map(|found| {
            found.pairs.iter().map(|pair| self.differences_json(pair)).collect::<Vec<_>>()
        });
        let greatest = survey.greatest.as_ref().map(|found| {
            let each = found.iter().enumerate().map(|(player, improvement)| {
                json!({
                    "player": self.model.players[player].name,
                    "gain": number_json(&improvement.gain),
                    "from": self.profile(improvement.from),
                    "to": self.profile(improvement.to),
                })
            });
            each.collect::<Vec<_>>()
        });
        json!({
            "schema": "equil.graph/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "profiles": self.payoffs.shape().profiles(),
            "best_responses": survey.best.as_ref().map(|found| self.landscape_json(found)),
            "better_responses": survey.better.as_ref().map(|found| self.landscape_json(found)),
            "potentials": potentials,
            "properties": properties,
            "differences": differences,
            "greatest_improvements": greatest,
            "efficiency": self.efficiency.map(|found| self.efficiency_json(found)),
            "complete": self.is_complete(),
            "warnings": warnings,
        })
    }

    fn profile(&self, index: usize) -> Value {
        profile_json(self.model, &self.payoffs.shape().profile(index), None)
    }

    fn profiles(&self, indices: &[usize]) -> Vec<Value> {
        indices.iter().map(|&index| self.profile(index)).collect()
    }

    fn landscape_json(&self, landscape: &Landscape) -> Value {
        let sinks: Vec<Value> = landscape
            .sinks
            .iter()
            .map(|sink| {
                let played: Map<String, Value> = self
                    .model
                    .players
                    .iter()
                    .zip(&sink.played)
                    .map(|(player, played)| {
                        let names: Vec<&str> =
                            played.iter().map(|&s| player.strategies[s].as_str()).collect();
                        (player.name.clone(), json!(names))
                    })
                    .collect();
                json!({
                    "size": sink.profiles.len(),
                    "profiles": self.profiles(&sink.profiles),
                    "played": played,
                })
            })
            .collect();
        json!({
            "moves": landscape.arcs,
            "equilibria": self.profiles(&landscape.equilibria),
            "sinks": sinks,
            "on_cycles": landscape.cyclic,
            "cycle": landscape.cycle.as_ref().map(|cycle| self.profiles(cycle)),
            "longest": landscape.longest(),
        })
    }

    fn finding_json(&self, name: &str, found: Option<&Finding>) -> Value {
        let potential = match found {
            Some(Finding::Potential(potential)) => Some(self.potential_json(potential)),
            _ => None,
        };
        let violation = match found {
            Some(Finding::Violation(violation)) => Some(self.violation_json(violation)),
            _ => None,
        };
        json!({
            "verdict": verdict(self.survey.holds(name)),
            "potential": potential,
            "violation": violation,
        })
    }

    fn potential_json(&self, potential: &Potential) -> Value {
        let weights: Map<String, Value> = self
            .model
            .players
            .iter()
            .zip(&potential.weights)
            .map(|(player, weight)| (player.name.clone(), exact(weight)))
            .collect();
        let listed = self.verbose || self.payoffs.shape().profiles() <= LONG;
        let values = match &potential.values {
            Values::Numbers(values) if listed => {
                Some(values.iter().map(exact).collect::<Vec<_>>().into())
            }
            Values::Ranks(ranks) if listed => Some(json!(ranks)),
            _ => None::<Value>,
        };
        let weights = (!weights.is_empty()).then_some(weights);
        json!({ "weights": weights, "values": values })
    }

    fn violation_json(&self, violation: &Violation) -> Value {
        match violation {
            Violation::Cycle(cycle) => json!({ "cycle": self.profiles(cycle) }),
            Violation::Square(square) => json!({ "squares": [self.square_json(square)] }),
            Violation::Ratios(ring) => {
                let squares: Vec<Value> = ring.iter().map(|s| self.square_json(s)).collect();
                json!({ "squares": squares })
            }
        }
    }

    /// A square: one corner, and the strategies switched to, with both players' differences.
    fn square_json(&self, square: &Square) -> Value {
        let switches: Vec<Value> = [0, 1]
            .iter()
            .map(|&which| {
                let player = &self.model.players[square.players[which]];
                json!({
                    "player": player.name,
                    "to": player.strategies[square.others[which]],
                    "difference": square.bounds(self.payoffs, which).as_ref().map(number_json),
                })
            })
            .collect();
        json!({ "profile": self.profile(square.profile), "switches": switches })
    }

    fn differences_json(&self, pair: &Differences) -> Value {
        let square = |square: Option<Square>| square.map(|square| self.square_json(&square));
        json!({
            "player": self.model.players[pair.player].name,
            "other": self.model.players[pair.other].name,
            "increasing": pair.are_increasing(),
            "decreasing": pair.are_decreasing(),
            "rises": square(pair.rises),
            "stays": square(pair.stays),
            "falls": square(pair.falls),
        })
    }

    fn efficiency_json(&self, efficiency: &Efficiency) -> Value {
        let each = |extremes: &Extremes| {
            let name = extremes.equilibria.name();
            match &extremes.welfare {
                Ok([least, greatest]) => json!({
                    "equilibria": name,
                    "least": number_json(least),
                    "greatest": number_json(greatest),
                    "price_of_anarchy": price(&efficiency.price(least)),
                    "price_of_stability": price(&efficiency.price(greatest)),
                    "missing": null,
                }),
                Err(missing) => json!({
                    "equilibria": name,
                    "least": null,
                    "greatest": null,
                    "price_of_anarchy": null,
                    "price_of_stability": null,
                    "missing": match missing {
                        Missing::NoEquilibrium => "there is none",
                        Missing::NotSearched(why) => why,
                        Missing::Stopped => "stopped",
                    },
                }),
            }
        };
        json!({
            "optimum": number_json(&efficiency.optimum),
            "profile": self.profile(efficiency.profile),
            "equilibria": efficiency.extremes.iter().map(each).collect::<Vec<_>>(),
        })
    }
}

fn price(price: &Price) -> Value {
    match price {
        Price::Welfare(bounds) => json!({ "of": "welfare", "ratio": number_json(bounds) }),
        Price::Cost(bounds) => json!({ "of": "cost", "ratio": number_json(bounds) }),
        Price::Undefined => Value::Null,
    }
}

fn verdict(holds: Option<bool>) -> Value {
    match holds {
        Some(true) => json!("yes"),
        Some(false) => json!("no"),
        None => json!("open"),
    }
}

fn exact(value: &Rational) -> Value {
    number_json(&(value.clone(), value.clone()))
}
