//! The answers of `equil threshold` for other programs (`equil.threshold/1`).

use serde_json::{Value, json};

use super::super::decision::{decision_json, tie_json};
use super::super::json::{game_json, number_json};
use super::Thresholds;
use crate::answer::Decision;
use crate::model::Model;
use crate::num::Rational;
use crate::threshold::{Change, Line, Part, Switching, Way, Zero};

/// Two numbers.
pub(super) fn pair_json(low: &Rational, high: &Rational) -> Value {
    json!([number_json(&(low.clone(), low.clone())), number_json(&(high.clone(), high.clone()))])
}

/// The parts of a line for other programs.
pub(super) fn parts_json(model: &Model, line: &Line) -> Value {
    let part = |part: &Part| match part {
        Part::Cell(cell) => json!({
            "between": pair_json(&cell.low, &cell.high),
            "answer": decision_json(model, Some(&cell.decision)),
        }),
        Part::Point(point) => json!({
            "at": number_json(&point.zero.within(80)),
            "answer": decision_json(model, point.decision.as_ref().ok()),
            "open": point.decision.as_ref().err().map(ToString::to_string),
        }),
        Part::Gap(gap) => json!({
            "between": pair_json(&gap.low, &gap.high),
            "answer": Value::Null,
            "open": gap.why.to_string(),
        }),
    };
    line.parts.iter().map(part).collect()
}

/// Whose payoffs are equal at a change.
pub(super) fn equal_json(model: &Model, change: &Change) -> Value {
    let pair = change.zero.as_ref().and_then(Zero::pair);
    pair.map_or(Value::Null, |(player, first, second)| tie_json(model, player, first, second))
}

impl Thresholds<'_> {
    /// The answer for other programs.
    pub fn json(&self, warnings: &[String]) -> Value {
        let thresholds: Vec<Value> = self
            .lines
            .iter()
            .flat_map(|(line, _)| line.changes().into_iter().map(move |change| (line, change)))
            .filter(|(_, change)| change.is_certain())
            .map(|(line, change)| self.change(line, &change))
            .collect();
        let lines = self.lines.iter().map(|(line, switching)| self.line(line, switching.as_ref()));
        json!({
            "schema": "equil.threshold/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "query": self.asked,
            "here": decision_json(self.model, self.here.as_ref()),
            "thresholds": thresholds,
            "parameters": lines.collect::<Vec<_>>(),
            "complete": self.is_complete(),
            "warnings": warnings,
        })
    }

    fn change(&self, line: &Line, change: &Change) -> Value {
        let decision = |decision: &Option<Decision>| decision_json(self.model, decision.as_ref());
        let zero = change.zero.as_ref();
        let polynomial = zero.and_then(Zero::algebraic).map(|root| {
            let list = root.polynomial().coefficients().iter();
            list.map(Rational::to_string).collect::<Vec<_>>()
        });
        let tie = equal_json(self.model, change);
        json!({
            "param": self.model.parameters[line.parameter].name,
            "value": number_json(&(change.low.clone(), change.high.clone())),
            "from": decision(&change.before),
            "at": decision(&change.at),
            "to": decision(&change.after),
            "proved": change.proved,
            "polynomial": polynomial,
            "tie": tie,
        })
    }

    fn line(&self, line: &Line, switching: Option<&Switching>) -> Value {
        let way = |way: &Way| match way {
            Way::Never => json!("never"),
            Way::Change(change) => number_json(&(change.low.clone(), change.high.clone())),
        };
        json!({
            "param": self.model.parameters[line.parameter].name,
            "range": pair_json(&line.low, &line.high),
            "enters": line.enters,
            "base": switching.map(|s| number_json(&(s.base.clone(), s.base.clone()))),
            "down": switching.map(|s| way(&s.down)),
            "up": switching.map(|s| way(&s.up)),
            "parts": parts_json(self.model, line),
            "complete": line.is_complete(),
        })
    }
}
