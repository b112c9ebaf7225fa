//! Policies for other programs.

use serde_json::{Map, Value, json};

use super::super::json::{game_json, mixture_json, number_json};
use super::{Markov, Searched};
use crate::game::Bounds;
use crate::num::Rational;
use crate::stochastic::{Endless, Found, Step};

impl Markov<'_> {
    /// The answer for other programs.
    pub fn json(&self, warnings: &[String]) -> Value {
        let variables: Vec<Value> = self
            .variables()
            .map(|one| {
                let levels: Vec<Value> = one.levels.iter().map(exact).collect();
                json!({ "name": self.model.parameters[one.parameter].name, "levels": levels })
            })
            .collect();
        let discounts = self.players(|player| number_json(self.game.discount(player)));
        let equilibria: Vec<Value> = self.found().iter().map(|found| self.one(found)).collect();
        let (method, coverage, [stopped, infinite, rounded]) = match &self.searched {
            Searched::All(all) => {
                ("recursion", all.coverage.name(), [all.stopped, all.infinite, all.rounded])
            }
            Searched::One(one) => ("iteration", "some", [one.stopped, false, true]),
            Searched::Path { traced, .. } => {
                let near = traced.found.iter().any(|found| !found.one_shot.is_equilibrium());
                ("homotopy", "some", [traced.stopped, false, near])
            }
        };
        let mut answer = json!({
            "schema": "equil.markov/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "variables": variables,
            "discounts": discounts,
            "states": self.game.states(),
            "directional": self.game.is_directional(),
            "exact": self.game.is_exact(),
            "start": self.state(self.start),
            "method": method,
            "coverage": coverage,
            "stopped": stopped,
            "infinite": infinite,
            "rounded": rounded,
            "equilibria": equilibria,
            "complete": self.is_complete(),
            "warnings": warnings,
        });
        let mut searched = Some(&self.searched);
        while let Some(now) = searched.take() {
            match now {
                Searched::All(_) => {}
                Searched::One(one) => {
                    let (cycle, restless) = match one.endless {
                        Some(Endless::Cycle(rounds)) => (Some(rounds), None),
                        Some(Endless::Restless(rounds)) => (None, Some(rounds)),
                        None => (None, None),
                    };
                    answer["iteration"] = json!({
                        "rounds": one.rounds,
                        "residual": one.residual,
                        "settled": one.settled,
                        "cycle": cycle,
                        "restless": restless,
                    });
                }
                Searched::Path { traced, after } => {
                    answer["homotopy"] = json!({
                        "paths": traced.paths,
                        "points": traced.steps,
                        "too_large": traced.too_large.as_ref().map(Vec::len),
                    });
                    searched = after.as_deref();
                }
            }
        }
        if let Some((paths, seed)) = &self.paths {
            let paths: Vec<Vec<Value>> = paths
                .iter()
                .map(|path| path.iter().map(|step| self.step_json(step)).collect())
                .collect();
            answer["paths"] = json!({ "seed": seed, "rounds": paths });
        }
        answer
    }

    fn one(&self, found: &Found) -> Value {
        let states: Vec<Value> = (0..self.game.states())
            .map(|state| {
                let strategies = self.players(|player| {
                    let mixed = self.whole(found, state, player);
                    let played: Vec<(usize, Rational)> =
                        mixed.into_iter().enumerate().filter(|(_, p)| !p.is_zero()).collect();
                    match &found.within {
                        None => mixture_json(self.model, player, &played),
                        Some(within) => self.bounds_json(state, player, &within[state][player]),
                    }
                });
                let values = self.players(|player| number_json(&found.values[state][player]));
                let next = self.game.stages()[state].next(&found.policy[state]);
                let next: Vec<Value> = next
                    .iter()
                    .map(
                        |(to, chance)| json!({ "state": self.state(*to), "chance": exact(chance) }),
                    )
                    .collect();
                json!({
                    "state": self.state(state),
                    "strategies": strategies,
                    "values": values,
                    "next": next,
                    "gain": exact(&found.one_shot.most_in(state)),
                })
            })
            .collect();
        let kind = match (&found.within, found.one_shot.is_equilibrium()) {
            (Some(_), _) => "enclosure",
            (None, true) => "exact",
            (None, false) => "gain",
        };
        json!({
            "equilibrium": found.one_shot.is_equilibrium(),
            "certificate": { "kind": kind },
            "gain": exact(&found.one_shot.most()),
            "policy": states,
        })
    }

    /// Bounds of the probabilities of what is played.
    fn bounds_json(&self, state: usize, player: usize, chances: &[Bounds]) -> Value {
        let own = &self.game.stages()[state].available()[player];
        let played = own.iter().zip(chances).filter(|(_, (_, high))| !high.is_zero());
        let said = played.map(|(&strategy, bounds)| {
            (self.model.players[player].strategies[strategy].clone(), number_json(bounds))
        });
        Value::Object(said.collect())
    }

    fn step_json(&self, step: &Step) -> Value {
        let plays = self.players(|player| {
            let available = &self.game.stages()[step.state].available()[player];
            json!(self.model.players[player].strategies[available[step.profile[player]]])
        });
        json!({ "state": self.state(step.state), "plays": plays, "by_lot": step.by_lot })
    }

    fn state(&self, state: usize) -> Value {
        let values = self.names().into_iter().zip(&self.points[state]);
        Value::Object(values.map(|(name, value)| (name.to_owned(), exact(value))).collect())
    }

    fn players(&self, one: impl Fn(usize) -> Value) -> Value {
        let each = self.model.players.iter().enumerate();
        Value::Object(each.map(|(p, player)| (player.name.clone(), one(p))).collect::<Map<_, _>>())
    }
}

fn exact(value: &Rational) -> Value {
    number_json(&(value.clone(), value.clone()))
}
