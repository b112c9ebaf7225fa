//! A motion for other programs.

use serde_json::{Map, Value, json};

use super::super::super::json::{
    certificate_json, game_json, mixture_json, number_json, profile_json,
};
use super::{Course, Motion};
use crate::dynamics::mixed::{Average, Near, Place, Trajectory};
use crate::game::Profile;
use crate::num::Rational;

impl Motion<'_> {
    /// Everything (`equil.dynamics/1`).
    pub fn json(&self, warnings: &[String]) -> Value {
        let given: Map<String, Value> = self
            .settings
            .given
            .iter()
            .map(|(name, text)| ((*name).to_owned(), json!(text)))
            .collect();
        let mut told = json!({
            "schema": "equil.dynamics/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "kind": "mixed",
            "rule": self.dynamic.name,
            "step": if self.rule.is_continuous() { "time" } else { "round" },
            "one_population": self.is_one(),
            "parameters": given,
            "span": self.settings.span,
            "seed": self.settings.seed,
        });
        match self.course {
            Course::One(way) => self.add_way(&mut told, way),
            Course::Many(ends) => {
                told["starts"] = json!(ends.starts);
                told["ends"] =
                    ends.places.iter().map(|place| self.place(place, ends.starts)).collect();
            }
        }
        told["complete"] = json!(!self.is_stopped());
        told["warnings"] = json!(warnings);
        told
    }

    fn add_way(&self, told: &mut Value, way: &Trajectory) {
        let point = |point: &crate::dynamics::mixed::Point| {
            json!({
                "time": point.time,
                "strategies": self.state(&point.state),
                "regret": point.regret,
                "average_regret": point.average_regret,
            })
        };
        told["trajectory"] = way.points.iter().map(point).collect();
        let end = &way.end;
        told["end"] = json!({
            "verdict": end.verdict.name(),
            "strategies": self.profile(&end.profile),
            "certificate": end.certificate.as_ref().map(certificate_json),
            "speed": end.speed,
            "swings": end.swings,
            "equilibrium": end.near.as_ref().map(|near| self.near(near)),
        });
        told["average"] = way.average.as_ref().map_or(Value::Null, |average| self.average(average));
        let shape = self.field.payoffs().shape();
        let run = |(index, rounds): &(usize, u64)| {
            let profile = profile_json(self.model, &shape.profile(*index), None);
            json!({ "profile": profile, "rounds": rounds })
        };
        told["runs"] = way.runs.iter().map(run).collect();
        told["exact"] = json!(way.exact);
    }

    fn average(&self, average: &Average) -> Value {
        let shape = self.field.payoffs().shape();
        let cell = |(index, p): &(usize, Rational)| {
            let profile = profile_json(self.model, &shape.profile(*index), None);
            json!({ "profile": profile, "probability": exact(p) })
        };
        let players = self.model.players.iter().map(|player| player.name.clone());
        let regrets: Map<String, Value> = players.zip(average.regrets.iter().map(exact)).collect();
        json!({
            "distribution": average.distribution.iter().map(cell).collect::<Vec<_>>(),
            "marginals": self.profile(&average.marginals),
            "regrets": regrets,
            "certificate": certificate_json(&average.certificate),
            "relative": average.relative.as_ref().map(exact),
        })
    }

    fn near(&self, near: &Near) -> Value {
        json!({
            "strategies": self.profile(&near.profile),
            "certificate": certificate_json(&near.certificate),
            "distance": near.distance,
            "on_average": near.on_average,
        })
    }

    fn place(&self, place: &Place, starts: usize) -> Value {
        let (share, error) = place.share(starts);
        json!({
            "verdict": place.verdict.name(),
            "strategies": self.state(&place.state),
            "regret": place.regret,
            "equilibrium": place.near.as_ref().map(|near| self.near(near)),
            "starts": place.starts,
            "share": share,
            "standard_error": error,
        })
    }

    /// Floats by player and strategy.
    fn state(&self, state: &[f64]) -> Value {
        let mut said = Map::new();
        for (number, player) in self.model.players.iter().enumerate() {
            let own = &state[self.field.place(self.field.population(number))];
            let mix: Map<String, Value> =
                player.strategies.iter().cloned().zip(own.iter().map(|p| json!(p))).collect();
            said.insert(player.name.clone(), Value::Object(mix));
        }
        Value::Object(said)
    }

    fn profile(&self, profile: &Profile<Rational>) -> Value {
        let mut said = Map::new();
        for (number, player) in self.model.players.iter().enumerate() {
            let mix: Vec<(usize, Rational)> = profile[number].iter().cloned().enumerate().collect();
            said.insert(player.name.clone(), mixture_json(self.model, number, &mix));
        }
        Value::Object(said)
    }
}

fn exact(value: &Rational) -> Value {
    number_json(&(value.clone(), value.clone()))
}
