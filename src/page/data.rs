//! What the script of a page knows of the game.

use serde_json::{Value, json};

use super::sections::Found;
use super::{Page, PageError, map, patience, policy};
use crate::model::{Assignment, Payoff, Table};
use crate::num::{Rational, Sign, significant};
use crate::plot::Map;

/// Bits of a float that are left out: what is left tells parts in a hundred billion, and the page compares parts in a billion.
const LEFT_OUT: u32 = 16;
/// Digits of the nearest thresholds.
const SHOWN: usize = 4;

impl Page<'_> {
    /// Everything but the formulas.
    pub(super) fn data(&self, found: &Found<'_>) -> Result<Value, PageError> {
        let model = self.model;
        let shape = found.payoffs.shape();
        // Its values are those of the parameters
        let mut tests = vec![json!({ "u": self.packed_payoffs(self.assignment)? })];
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
                json!({ "name": one.name, "changes": changes })
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
            "formulas": self.has_formulas(),
            "stage": model.states.is_some(),
            "parameters": self.parameters(found),
            "sliders": self.sliders(&found.lines),
            "scenarios": scenarios,
            "subject": subject,
            "map": found.map.map(|mapped| {
                let map = &mapped.map;
                let axes: Vec<usize> = mapped.axes.iter().map(|axis| axis.parameter).collect();
                json!({ "axes": axes, "ranges": map.ranges, "area": Map::plain_area() })
            }),
            "repeated": found.patience.map(|patience| self.repeated(found, patience)),
            "solver": solver(found),
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
                // A pure number needs no unit
                if let Some(unit) = parameter.unit.as_ref().filter(|unit| *unit != "1") {
                    one["unit"] = json!(unit);
                }
            }
            if let Some(changes) = changes {
                one["changes"] = json!(changes);
            }
            one
        };
        self.model.parameters.iter().enumerate().map(one).collect()
    }

    /// A point, and the payoffs there.
    fn test(&self, point: &Assignment) -> Result<Value, PageError> {
        let values: Vec<Option<f64>> = (0..self.model.parameters.len())
            .map(|parameter| point.get(parameter).map(Rational::nearest_f64))
            .collect();
        Ok(json!({ "p": values, "u": self.packed_payoffs(point)? }))
    }

    /// The payoffs at a point, player by player, as the solver has them.
    fn packed_payoffs(&self, point: &Assignment) -> Result<Vec<String>, PageError> {
        let payoffs = self.payoffs_at(point)?;
        let list = |player: usize| {
            let floats = (0..payoffs.shape().profiles()).map(|index| payoffs.float(player, index));
            policy::base64(&floats.flat_map(packed).collect::<Vec<u8>>())
        };
        Ok((0..payoffs.shape().players()).map(list).collect())
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
            "at": told.stated.as_ref().map(|stated| &stated.discounts),
            "keeps": told.stated.as_ref().map(|stated| &stated.keeps),
            "sliders": told.sliders,
        })
    }
}

/// What was proved at the base point, for the script to compare with.
fn solver(found: &Found<'_>) -> Value {
    let shape = found.payoffs.shape();
    let verdict = found.dominance.verdict;
    let indices = |list: &[Vec<usize>]| -> Vec<usize> {
        list.iter().map(|profile| shape.index(profile)).collect()
    };
    let cases = verdict
        .cases
        .as_ref()
        .filter(|cases| cases.unsettled() == 0)
        .map(|cases| [cases.count(Sign::Positive), cases.count(Sign::Zero), cases.cases.len()]);
    let rungs = verdict
        .ladder
        .as_ref()
        .and_then(|ladder| ladder.rungs().map(|(_, answer)| answer).collect::<Option<Vec<bool>>>());
    let elimination = &verdict.elimination;
    json!({
        "equilibria": found.equilibria.map(indices),
        "survivors": elimination.is_settled().then_some(&elimination.survivors),
        "cases": cases,
        "rungs": rungs,
    })
}

/// The first six bytes of the nearest float that needs no more.
fn packed(value: f64) -> [u8; 6] {
    let bits = value.to_bits();
    // Rounded away from zero; what is too large stays as it is
    let near = bits.wrapping_add(1 << (LEFT_OUT - 1));
    let near = if f64::from_bits(near).is_finite() { near } else { bits };
    let [a, b, c, d, e, f, ..] = near.to_be_bytes();
    [a, b, c, d, e, f]
}

#[cfg(test)]
mod tests {
    #[test]
    fn short_numbers_are_packed_exactly() {
        let back = |x: f64| {
            let [a, b, c, d, e, f] = super::packed(x);
            f64::from_be_bytes([a, b, c, d, e, f, 0, 0])
        };
        assert_eq!(
            [0.0, -3.5, 1024.0].map(back).map(f64::to_bits),
            [0.0, -3.5, 1024.0].map(f64::to_bits)
        );
        assert!((back(0.1) / 0.1 - 1.0).abs() < 1e-11);
        assert!(back(f64::MAX).is_finite());
    }
}
