//! What the script of a page knows of the game.

use serde_json::{Value, json};

use super::sections::Found;
use super::{Page, PageError, map, patience};
use crate::model::{Assignment, Payoff, Table};
use crate::num::{Rational, Sign, significant};

/// Digits of the payoffs that the page compares its own with, to a part in a billion.
const DIGITS: usize = 10;
/// Digits of the nearest thresholds.
const SHOWN: usize = 5;

impl Page<'_> {
    /// Everything but the formulas.
    pub(super) fn data(&self, found: &Found<'_>) -> Result<Value, PageError> {
        let model = self.model;
        let shape = found.payoffs.shape();
        let mut tests = vec![self.test(self.assignment)?];
        if self.has_formulas()
            && let Some(elsewhere) = self.elsewhere()
        {
            tests.push(self.test(&elsewhere)?);
        }
        let players: Vec<Value> = model
            .players
            .iter()
            .map(|player| json!({ "name": player.name, "strategies": player.strategies }))
            .collect();
        let scenarios: Vec<Value> = model
            .scenarios
            .iter()
            .map(|one| {
                let changes: Vec<Value> = one
                    .changes
                    .iter()
                    .map(|(parameter, value)| json!([parameter, value.nearest_f64()]))
                    .collect();
                json!({ "name": one.name, "about": one.about, "changes": changes })
            })
            .collect();
        let strides: Vec<usize> = (0..shape.players()).map(|player| shape.stride(player)).collect();
        let set = self.point.set.iter().filter_map(|(name, value)| {
            let parameter = model.parameters.iter().position(|one| one.name == *name)?;
            Some(json!([parameter, value.to_string()]))
        });
        let subject = found.subject.map(|subject| {
            json!({
                "player": subject.player,
                "target": subject.target,
                "label": subject.label,
                "kept": subject.kept,
            })
        });
        Ok(json!({
            "name": model.info.name,
            "unit": model.info.currency,
            "base": self.place(),
            "command": self.command(found),
            "set": set.collect::<Vec<_>>(),
            "players": players,
            "strides": strides,
            "stage": model.states.is_some(),
            "parameters": self.parameters(found),
            "sliders": self.sliders(&found.lines),
            "scenarios": scenarios,
            "subject": subject,
            "map": found.map.map(|mapped| {
                let map = &mapped.map;
                let axes: Vec<usize> = mapped.axes.iter().map(|axis| axis.parameter).collect();
                json!({ "axes": axes, "ranges": map.ranges, "area": map.area() })
            }),
            "repeated": found.patience.map(|patience| self.repeated(found, patience)),
            "solver": self.solver(found),
            "tests": tests,
        }))
    }

    /// Whether payoffs are formulas, so that there is something to compute.
    pub(super) fn has_formulas(&self) -> bool {
        let listed = |payoff: &Payoff| matches!(payoff, Payoff::Table(Table::Numbers(_)));
        !self.model.payoffs.iter().all(listed)
    }

    fn parameters(&self, found: &Found<'_>) -> Vec<Value> {
        let ranked = map::ranked(&found.lines);
        let one = |(number, parameter): (usize, &crate::model::Parameter)| {
            let changes =
                ranked.iter().find(|(line, _)| line.parameter == number).map(|(line, _)| {
                    let changes = line.changes();
                    let certain = changes.iter().filter(|change| change.is_certain());
                    let told = certain.map(|change| {
                        significant(&crate::table::middle(&change.low, &change.high), SHOWN)
                    });
                    told.collect::<Vec<_>>().join(", ")
                });
            let mut one = json!({ "name": parameter.name });
            let float = |value: &Rational| json!(value.nearest_f64());
            one["value"] = self.assignment.get(number).map_or(Value::Null, float);
            if let Some((low, high)) = &parameter.range {
                one["low"] = float(low);
                one["high"] = float(high);
                one["about"] = json!(parameter.about);
                one["unit"] = json!(parameter.unit);
            }
            if let Some(changes) = changes {
                one["changes"] = json!(changes);
            }
            one
        };
        self.model.parameters.iter().enumerate().map(one).collect()
    }

    /// The payoffs at a point, player by player, as the solver has them.
    fn test(&self, point: &Assignment) -> Result<Value, PageError> {
        let payoffs = self.payoffs_at(point)?;
        let values: Vec<Option<f64>> = (0..self.model.parameters.len())
            .map(|parameter| point.get(parameter).map(Rational::nearest_f64))
            .collect();
        let list = |player: usize| -> Vec<f64> {
            (0..payoffs.shape().profiles())
                .map(|index| rounded(payoffs.float(player, index)))
                .collect()
        };
        let all: Vec<Vec<f64>> = (0..payoffs.shape().players()).map(list).collect();
        Ok(json!({ "p": values, "u": all }))
    }

    /// What was proved at the base point, for the script to compare with.
    fn solver(&self, found: &Found<'_>) -> Value {
        let shape = found.payoffs.shape();
        let verdict = found.dominance.verdict;
        let indices = |list: &[Vec<usize>]| -> Vec<usize> {
            list.iter().map(|profile| shape.index(profile)).collect()
        };
        let cases =
            verdict.cases.as_ref().filter(|cases| cases.unsettled() == 0).map(|cases| {
                [cases.count(Sign::Positive), cases.count(Sign::Zero), cases.cases.len()]
            });
        let rungs = verdict.ladder.as_ref().and_then(|ladder| {
            ladder.rungs().map(|(_, answer)| answer).collect::<Option<Vec<bool>>>()
        });
        let elimination = &verdict.elimination;
        json!({
            "equilibria": found.equilibria.map(indices),
            "survivors": elimination.is_settled().then_some(&elimination.survivors),
            "cases": cases,
            "rungs": rungs,
        })
    }

    fn repeated(&self, found: &Found<'_>, told: &patience::Patience<'_>) -> Value {
        let stated = self.model.repeated.as_ref();
        let path: Vec<usize> = stated
            .map(|stated| stated.path.iter().map(|one| found.payoffs.shape().index(one)).collect())
            .unwrap_or_default();
        json!({
            "path": path,
            "punishment": patience::named(told.told.punishment),
            "steps": told.told.steps,
            "each": told.each,
        })
    }
}

/// A float to as many digits as the page compares.
fn rounded(value: f64) -> f64 {
    format!("{value:.DIGITS$e}").parse().unwrap_or(value)
}
