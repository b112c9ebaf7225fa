//! `equil dominance` for other programs (`equil.dominance/1`).

use serde_json::{Map, Value, json};

use super::Dominance;
use crate::answer::{Comparison, Stand};
use crate::certify::Kind;
use crate::dominance::{Among, Cases, Elimination};
use crate::num::Sign;
use crate::report::json::{game_json, mixture_json, number_json, profile_json};

impl Dominance<'_> {
    /// Everything, for other programs.
    pub fn json(&self, warnings: &[String]) -> Value {
        let question = self.question;
        let cases = self.verdict.cases.as_ref();
        let shape = question.payoffs.shape();
        let witness = cases.and_then(Cases::worst).map(|worst| {
            let player = cases.map_or(0, |cases| cases.player);
            json!({
                "others": profile_json(question.model, &shape.profile(worst.rivals), Some(player)),
                "gain": number_json(&worst.gain),
                "best": self.strategy(player, worst.within),
                "over": self.strategy(player, worst.outside),
            })
        });
        json!({
            "schema": "equil.dominance/1",
            "game": game_json(question.model),
            "point": self.point.json(),
            "player": question.player.map(|player| self.name(player)),
            "target": question.target.as_ref().map(|(name, _)| name),
            "kind": question.kind.name(),
            "by": match question.among { Among::Pure => "pure", Among::Mixtures => "mixtures" },
            "payoffs": if question.payoffs.rational().is_some() { "rational" } else { "enclosed" },
            "ladder": self.ladder_json(),
            "gain_min": cases.and_then(Cases::worst).map(|worst| number_json(&worst.gain)),
            "best_response_cases": cases.map(|cases| json!({
                "yes": cases.count(Sign::Positive),
                "equal": cases.count(Sign::Zero),
                "unsettled": cases.unsettled(),
                "of": cases.cases.len(),
            })),
            "witness": witness,
            "cases": cases.map(|cases| self.cases_json(cases)),
            "decomposition": {
                "equilibrium": self.comparison_json(self.verdict.at_equilibrium.as_ref()),
                "worst": self.comparison_json(self.verdict.at_worst.as_ref()),
            },
            "strategies": self.verdict.stands.iter().map(|s| self.stand_json(s)).collect::<Vec<_>>(),
            "rounds": self.rounds_json(&self.verdict.elimination),
            "survivors": self.survivors_json(&self.verdict.elimination.survivors),
            "unsettled": self.verdict.elimination.unsettled.iter().map(|&(player, strategy)| json!({
                "player": self.name(player),
                "strategy": self.strategy(player, strategy),
            })).collect::<Vec<_>>(),
            "settled": self.is_settled(),
            "stopped": self.verdict.stopped,
            "order_matters": self.order_matters(),
            "pure_equilibria": self.verdict.equilibria.as_ref().map(|list| {
                list.iter().map(|p| profile_json(question.model, p, None)).collect::<Vec<_>>()
            }),
            "warnings": warnings,
        })
    }

    fn ladder_json(&self) -> Value {
        let Some(ladder) = &self.verdict.ladder else { return Value::Null };
        let rungs: Map<String, Value> =
            ladder.rungs().map(|(rung, answer)| (rung.name.to_owned(), json!(answer))).collect();
        Value::Object(rungs)
    }

    fn order_matters(&self) -> Option<bool> {
        match &self.verdict.orders {
            Some(orders) if !orders.complete && orders.outcomes.len() <= 1 => None,
            Some(orders) => Some(orders.outcomes.len() > 1),
            None if self.verdict.elimination.is_settled() => Some(false),
            None => None,
        }
    }

    fn cases_json(&self, cases: &Cases) -> Value {
        let shape = self.question.payoffs.shape();
        cases
            .cases
            .iter()
            .map(|case| {
                let others = shape.profile(case.rivals);
                json!({
                    "others": profile_json(self.question.model, &others, Some(cases.player)),
                    "gain": number_json(&case.gain),
                    "best": self.strategy(cases.player, case.within),
                    "over": self.strategy(cases.player, case.outside),
                    "sign": case.sign.map(sign_name),
                })
            })
            .collect()
    }

    fn comparison_json(&self, comparison: Option<&Comparison>) -> Value {
        let (Some(comparison), Some(cases)) = (comparison, &self.verdict.cases) else {
            return Value::Null;
        };
        let others = self.question.payoffs.shape().profile(comparison.rivals);
        let over: Map<String, Value> = comparison
            .over
            .iter()
            .map(|(over, terms)| {
                let terms: Map<String, Value> = terms
                    .iter()
                    .map(|gain| (gain.term.label.clone(), number_json(&gain.bounds)))
                    .collect();
                (self.strategy(cases.player, *over).to_owned(), Value::Object(terms))
            })
            .collect();
        json!({
            "others": profile_json(self.question.model, &others, Some(cases.player)),
            "strategy": self.strategy(cases.player, comparison.to),
            "over": over,
        })
    }

    fn stand_json(&self, stand: &Stand) -> Value {
        let model = self.question.model;
        let shape = self.question.payoffs.shape();
        let belief = stand.standing.best_against.as_ref().map(|(belief, strict)| {
            let profiles: Vec<Value> = belief
                .iter()
                .map(|(index, p)| {
                    json!({
                        "others": profile_json(model, &shape.profile(*index), Some(stand.player)),
                        "probability": number_json(&(p.clone(), p.clone())),
                    })
                })
                .collect();
            json!({ "strictly_best": strict, "belief": profiles })
        });
        let strictly = stand.standing.dominated_by(Kind::Strict).is_some();
        json!({
            "player": self.name(stand.player),
            "strategy": self.strategy(stand.player, stand.strategy),
            "best_response_cases": { "yes": stand.best_in, "of": stand.of },
            "open": stand.standing.open.iter().map(|kind| kind.name()).collect::<Vec<_>>(),
            "dominated": stand.standing.dominated.as_ref().map(|(kind, by)| json!({
                "kind": kind.name(),
                "by": mixture_json(model, stand.player, by),
            })),
            "best_against": belief,
            "never_best_response": if strictly { Some(true) }
                else if stand.standing.best_against.is_some() { Some(false) } else { None },
        })
    }

    fn rounds_json(&self, elimination: &Elimination) -> Value {
        let model = self.question.model;
        elimination
            .rounds
            .iter()
            .map(|round| {
                round
                    .iter()
                    .map(|removal| {
                        json!({
                            "player": self.name(removal.player),
                            "strategy": self.strategy(removal.player, removal.strategy),
                            "by": mixture_json(model, removal.player, &removal.by),
                            "kind": removal.kind.name(),
                            "margin": number_json(&removal.margin),
                        })
                    })
                    .collect::<Value>()
            })
            .collect()
    }

    fn survivors_json(&self, survivors: &[Vec<usize>]) -> Value {
        let left: Map<String, Value> = survivors
            .iter()
            .enumerate()
            .map(|(player, support)| {
                let names: Vec<&str> = support.iter().map(|&s| self.strategy(player, s)).collect();
                (self.name(player).to_owned(), json!(names))
            })
            .collect();
        Value::Object(left)
    }
}

fn sign_name(sign: Sign) -> &'static str {
    match sign {
        Sign::Negative => "negative",
        Sign::Zero => "zero",
        Sign::Positive => "positive",
    }
}
