//! Curves for other programs (`equil.curves/1`).

use serde_json::{Value, json};

use super::super::super::decision::{decision_json, tie_json};
use super::super::super::json::{game_json, number_json};
use super::super::json::{pair_json, parts_json};
use super::{BITS, Traced, bounds, equation};
use crate::model::Axis;
use crate::num::Rational;
use crate::threshold::{Curve, Event, Formula};

impl Traced<'_> {
    /// The answer for other programs.
    pub fn json(&self, warnings: &[String]) -> Value {
        let axis = |axis: &Axis| {
            let parameter = &self.model.parameters[axis.parameter];
            let unit = parameter.unit.as_ref().map(ToString::to_string);
            json!({
                "param": parameter.name,
                "unit": unit,
                "range": pair_json(&axis.low, &axis.high),
            })
        };
        let values = self.curves.asked().map(|(place, value)| {
            let thresholds = value.changes.iter().enumerate().map(|(change, found)| {
                json!({
                    "value": number_json(&bounds(found)),
                    "curve": self.curves.curve_at(place, change).map(|curve| curve + 1),
                    "at": decision_json(self.model, found.at.as_ref()),
                    "proved": found.proved,
                })
            });
            json!({
                "along": exact(&value.at),
                "thresholds": thresholds.collect::<Vec<_>>(),
                "parts": parts_json(self.model, &value.line),
            })
        });
        let curves = self.curves.curves.iter().enumerate();
        json!({
            "schema": "equil.curves/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "query": self.asked,
            "here": decision_json(self.model, self.here.as_ref()),
            "parameter": axis(&self.curves.parameter),
            "along": axis(&self.curves.other),
            "curves": curves.map(|(number, curve)| self.curve(number, curve)).collect::<Vec<_>>(),
            "events": self.curves.events.iter().map(event).collect::<Vec<_>>(),
            "values": values.collect::<Vec<_>>(),
            "open": self.curves.open.iter().map(|(a, b)| pair_json(a, b)).collect::<Vec<_>>(),
            "rest": exact(&self.curves.rest),
            "complete": self.is_complete(),
            "warnings": warnings,
        })
    }

    fn curve(&self, number: usize, curve: &Curve) -> Value {
        let (name, other) = self.names();
        let tie = curve.pair.map_or(Value::Null, |(player, first, second)| {
            tie_json(self.model, player, first, second)
        });
        let points = curve.points.iter().map(|&(value, change)| {
            let value = &self.curves.values[value];
            json!({
                "along": exact(&value.at),
                "value": number_json(&bounds(&value.changes[change])),
            })
        });
        let [from, to] = self.ends(curve);
        let open = curve.open.iter().filter_map(|&place| {
            let [(from, _), (to, _)] = curve.points.get(place..place + 2)?.try_into().ok()?;
            let at = |value: usize| &self.curves.values[value].at;
            Some(pair_json(at(from), at(to)))
        });
        let formulas = curve.formulas.iter().map(|formula| formula_json(formula, [name, other]));
        json!({
            "curve": number + 1,
            "below": decision_json(self.model, curve.before.as_ref()),
            "on": decision_json(self.model, curve.at.as_ref()),
            "above": decision_json(self.model, curve.after.as_ref()),
            "tie": tie,
            "from": number_json(&from),
            "to": number_json(&to),
            "alone": curve.alone,
            "open": open.collect::<Vec<_>>(),
            "formulas": formulas.collect::<Vec<_>>(),
            "points": points.collect::<Vec<_>>(),
        })
    }
}

fn exact(x: &Rational) -> Value {
    number_json(&(x.clone(), x.clone()))
}

fn event(event: &Event) -> Value {
    let named = |curves: &[usize]| curves.iter().map(|curve| curve + 1).collect::<Vec<_>>();
    json!({
        "along": number_json(&event.within(BITS)),
        "between": pair_json(&event.low, &event.high),
        "across": pair_json(&event.across.0, &event.across.1),
        "ends": named(&event.ends),
        "begins": named(&event.begins),
    })
}

fn formula_json(formula: &Formula, names: [&str; 2]) -> Value {
    let rows = formula.zero.rows().iter().enumerate();
    let terms = rows.flat_map(|(x, row)| {
        let coefficients = row.coefficients().iter().enumerate();
        let coefficients = coefficients.filter(|(_, coefficient)| !coefficient.is_zero());
        coefficients.map(move |(y, coefficient)| {
            json!({ "parameter": x, "along": y, "coefficient": coefficient.to_string() })
        })
    });
    json!({
        "from": exact(&formula.from),
        "to": exact(&formula.to),
        "equation": equation::implicit(&formula.zero, names),
        "solved": equation::solved(formula, names),
        "terms": terms.collect::<Vec<_>>(),
    })
}
