//! `equil show --params`: the numbers that the payoffs use.

use serde_json::{Map, Value, json};

use super::json::{Point, game_json, number_json};
use crate::model::{Assignment, Model, Parameter};
use crate::num::{Rational, shortest};
use crate::table::{Cell, Style, Table};

/// The parameters of a model at a point, ready to be told.
#[derive(Clone, Debug)]
pub struct Parameters<'a> {
    /// The model.
    pub model: &'a Model,
    /// Their values.
    pub assignment: &'a Assignment,
    /// The same in words.
    pub point: Point,
}

impl Parameters<'_> {
    /// A row for each parameter. Values that are not the file's own stand out.
    pub fn table(&self) -> Table {
        let heads = ["parameter", ">value", "range", "unit", "status", "source", "about"];
        let mut table = Table::new(&heads);
        for (number, parameter) in self.model.parameters.iter().enumerate() {
            let value = self.assignment.get(number);
            let changed = value != parameter.value.as_ref();
            let shown = value.map_or_else(|| "none".to_owned(), short);
            let text = |text: &Option<String>| Cell::text(text.as_deref().unwrap_or(""));
            let range = parameter.range.as_ref();
            table.row(vec![
                Cell::text(parameter.name.as_str()),
                Cell::text(shown).styled(if changed { Style::Strong } else { Style::Plain }),
                Cell::text(range.map_or_else(String::new, |(low, high)| {
                    format!("[{}, {}]", short(low), short(high))
                })),
                text(&parameter.unit),
                Cell::text(parameter.status.map_or("", crate::model::Status::name)),
                text(&parameter.citation),
                text(&parameter.about),
            ]);
        }
        table
    }

    /// Everything, for other programs (`equil.show/1`).
    pub fn json(&self, warnings: &[String]) -> Value {
        let parameters: Map<String, Value> = self
            .model
            .parameters
            .iter()
            .enumerate()
            .map(|(number, parameter)| (parameter.name.clone(), self.parameter(number, parameter)))
            .collect();
        json!({
            "schema": "equil.show/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "parameters": parameters,
            "warnings": warnings,
        })
    }

    fn parameter(&self, number: usize, parameter: &Parameter) -> Value {
        let exact = |value: &Rational| number_json(&(value.clone(), value.clone()));
        json!({
            "value": self.assignment.get(number).map(exact),
            "range": parameter.range.as_ref().map(|(low, high)| [exact(low), exact(high)]),
            "unit": parameter.unit,
            "status": parameter.status.map(crate::model::Status::name),
            "confidence": parameter.confidence,
            "source": parameter.citation,
            "about": parameter.about,
            "note": parameter.note,
            "dist": parameter.prior.as_ref().map(ToString::to_string),
            "tex": parameter.tex,
        })
    }
}

/// A number as people write it: a decimal if that is exact and short, else a fraction.
fn short(value: &Rational) -> String {
    shortest(value).unwrap_or_else(|| value.to_string())
}
