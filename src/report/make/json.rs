//! `equil dominance --make` for other programs (`equil.make/1`).

use serde_json::{Map, Value, json};

use super::{Alone, Make, Moved};
use crate::certify::Kind;
use crate::make::{Aim, Breaking, Found, Least, Made, Partial};
use crate::num::Rational;
use crate::report::json::{game_json, mixture_json, number_json, profile_json};

impl Make<'_> {
    /// The answer for other programs.
    pub fn json(&self, warnings: &[String]) -> Value {
        let wish = self.wish;
        let played = match wish.least {
            Least::Played(profile) => {
                profile_json(self.model, &wish.payoffs.shape().profile(profile), None)
            }
            _ => Value::Null,
        };
        let paid = wish.paid.iter().enumerate().filter(|(_, paid)| **paid);
        json!({
            "schema": "equil.make/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "player": self.player.map(|player| self.name(player)),
            "target": self.target,
            "aim": wish.aim.name(),
            "kind": match wish.aim { Aim::Dominant(kind) => kind.name(), _ => Kind::Strict.name() },
            "breaking": self.breaking.as_ref().map(|breaking| self.breaking_json(breaking)),
            "promises": {
                "means": wish.means.name(),
                "least": wish.least.name(),
                "played": played,
                "paid": paid.map(|(player, _)| self.name(player)).collect::<Vec<_>>(),
                "margin": exact(&wish.margin),
                "plan": self.made.as_ref().ok().map(|made| self.made_json(made)),
                "error": self.made.as_ref().err().map(ToString::to_string),
            },
            "parameters": self.moved.as_ref().map(|moved| self.moved_json(moved)),
            "complete": self.is_complete(),
            "warnings": warnings,
        })
    }

    fn partial_json(&self, partial: &Partial) -> Value {
        let said = partial
            .iter()
            .map(|&(player, s)| (self.name(player).to_owned(), json!(self.strategy(player, s))));
        Value::Object(said.collect())
    }

    fn breaking_json(&self, breaking: &Breaking) -> Value {
        let shape = self.wish.payoffs.shape();
        let restrictions = breaking.restrictions.iter().map(|restriction| {
            let without: Vec<Value> = restriction
                .without
                .iter()
                .map(|&(player, s)| {
                    json!({ "player": self.name(player), "strategy": self.strategy(player, s) })
                })
                .collect();
            let kept = restriction.kept.iter().enumerate().map(|(player, kept)| {
                let names: Vec<&str> = kept.iter().map(|&s| self.strategy(player, s)).collect();
                (self.name(player).to_owned(), json!(names))
            });
            json!({ "without": without, "kept": kept.collect::<Map<_, _>>() })
        });
        json!({
            "of": breaking.of,
            "cases": breaking.cases.iter().map(|&rivals| {
                profile_json(self.model, &shape.profile(rivals), Some(breaking.player))
            }).collect::<Vec<_>>(),
            "patterns": breaking.patterns.iter().map(|p| self.partial_json(p)).collect::<Vec<_>>(),
            "fewest": breaking.fewest,
            "restrictions": restrictions.collect::<Vec<_>>(),
            "complete": breaking.complete,
        })
    }

    fn made_json(&self, made: &Made) -> Value {
        let plan = &made.plan;
        let shape = self.wish.payoffs.shape();
        let promises: Vec<Value> = plan
            .promises
            .iter()
            .map(|promise| {
                json!({
                    "player": self.name(promise.player),
                    "profile": profile_json(self.model, &shape.profile(promise.profile), None),
                    "amount": exact(&promise.amount),
                })
            })
            .collect();
        let steps: Vec<Value> = plan
            .steps
            .iter()
            .map(|step| {
                json!({
                    "player": self.name(step.player),
                    "strategy": self.strategy(step.player, step.strategy),
                    "by": mixture_json(self.model, step.player, &step.by),
                })
            })
            .collect();
        let means = self.wish.means;
        json!({
            "cost": exact(&plan.cost),
            "at_least": exact(&plan.at_least),
            "necessary": made.necessary.as_ref().map(exact),
            "slope": plan.slope.as_ref().map(exact),
            "slope_until": made.steady.as_ref().map(exact),
            "infimum": self.infimum.as_ref().map(exact),
            "attained": made.attained,
            "margin": exact(&made.margin),
            "comes_about": plan.comes_about,
            "complete": made.complete,
            "total": exact(&plan.measured(means, Least::Total)),
            "greatest": exact(&plan.measured(means, Least::Greatest)),
            "promises": promises,
            "steps": steps,
        })
    }

    fn moved_json(&self, moved: &Moved) -> Value {
        let single = moved.single.iter().zip(&moved.moving).zip(&moved.base);
        let single = single.map(|((alone, moving), base)| {
            let (known, reach) = match alone {
                Alone::Reach(reach) => ("reach", Some(reach)),
                Alone::Never => ("never", None),
                Alone::Absent => ("absent", None),
                Alone::Open => ("open", None),
            };
            json!({
                "param": self.model.parameters[moving.parameter].name,
                "range": [exact(&moving.low), exact(&moving.high)],
                "base": exact(base),
                "answer": known,
                "value": reach.map(|reach| number_json(&reach.value)),
                "attained": reach.map(|reach| reach.attained),
                "proved": reach.map(|reach| reach.proved),
            })
        });
        let nearest = &moved.nearest;
        let values = nearest.values.as_ref().map(|values| {
            let named = values.iter().zip(&moved.moving).map(|(value, moving)| {
                (self.model.parameters[moving.parameter].name.clone(), exact(value))
            });
            Value::Object(named.collect())
        });
        json!({
            "single": single.collect::<Vec<_>>(),
            "nearest": {
                "metric": moved.metric.name(),
                "values": values,
                "distance": nearest.distance.as_ref().map(exact),
                "at_least": exact(&nearest.at_least),
                "nowhere": nearest.nowhere,
                "found": match nearest.found { Found::Exactly => "exact", Found::Searched => "search" },
                "holds": nearest.holds,
                "stopped": nearest.stopped,
            },
        })
    }
}

fn exact(number: &Rational) -> Value {
    number_json(&(number.clone(), number.clone()))
}
