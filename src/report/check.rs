//! `equil check`: what a file that is right holds.

use serde_json::{Map, Value, json};

use super::Document;
use super::json::game_json;
use crate::game::Payoffs;
use crate::model::{Model, ModelError, Status};
use crate::table::{Cell, Style, Table};

/// A file that was read, and its payoffs at the point asked about.
#[derive(Clone, Debug)]
pub struct Checked<'a> {
    /// What the file says.
    pub model: &'a Model,
    /// Its payoffs; none while a parameter has no value.
    pub payoffs: Result<&'a Payoffs, &'a ModelError>,
    /// How many warnings there were.
    pub warnings: usize,
}

impl Checked<'_> {
    /// A short summary.
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        let title = self.model.info.title.as_ref().map_or_else(String::new, |t| format!(": {t}"));
        let name = self.model.info.name.clone();
        document.pieces(vec![(Style::Strong, name), (Style::Plain, title)]);
        let mut table = Table::new(&["", ""]);
        for (what, said) in self.lines() {
            let style =
                if what == "warnings" && self.warnings > 0 { Style::Strong } else { Style::Plain };
            table.row(vec![Cell::text(what).styled(Style::Faint), Cell::text(said).styled(style)]);
        }
        document.table(table);
        document
    }

    /// The same as a table with one row.
    pub fn data(&self) -> Table {
        let mut table = Table::new(&[
            "file",
            ">players",
            ">profiles",
            ">parameters",
            ">helpers",
            ">claims",
            ">scenarios",
            ">sweeps",
            ">warnings",
        ]);
        let model = self.model;
        let counts = [
            model.players.len(),
            model.shape().profiles(),
            model.parameters.len(),
            model.helpers.len(),
            model.claims.len(),
            model.scenarios.len(),
            model.sweeps.len(),
            self.warnings,
        ];
        let mut row = vec![Cell::text(model.source.name.as_str())];
        row.extend(counts.map(|count| Cell::text(count.to_string())));
        table.row(row);
        table
    }

    fn lines(&self) -> Vec<(&'static str, String)> {
        let model = self.model;
        let players: Vec<String> =
            model.players.iter().map(|p| format!("{} {}", p.name, p.strategies.len())).collect();
        let mut lines = vec![
            ("players", format!("{} (strategies: {})", players.len(), players.join(", "))),
            ("profiles", model.shape().profiles().to_string()),
            ("parameters", self.parameters()),
            ("helpers", model.helpers.len().to_string()),
            ("payoffs", self.payoffs_said()),
            ("claims", model.claims.len().to_string()),
        ];
        let named = |names: Vec<&str>| match names.len() {
            0 => "0".to_owned(),
            n => format!("{n}: {}", names.join(", ")),
        };
        lines.push(("scenarios", named(model.scenarios.iter().map(|s| s.name.as_str()).collect())));
        lines.push(("sweeps", named(model.sweeps.iter().map(|s| s.name.as_str()).collect())));
        if model.repeated.is_some() {
            lines.push(("repeated", "yes".to_owned()));
        }
        if !model.automata.is_empty() {
            lines.push(("automata", model.automata.len().to_string()));
        }
        if let Some(states) = &model.states {
            let said = states.variables.iter().map(|variable| {
                let name = &model.parameters[variable.parameter].name;
                format!("{name} ({} levels)", variable.levels.len())
            });
            lines.push(("states", said.collect::<Vec<_>>().join(", ")));
        }
        lines.push(("warnings", self.warnings.to_string()));
        lines
    }

    fn parameters(&self) -> String {
        let parameters = &self.model.parameters;
        let mut parts: Vec<String> = Vec::new();
        for (count, name) in self.by_status() {
            let plural = if count > 1 && name != "observed" { "s" } else { "" };
            if count > 0 {
                parts.push(format!("{count} {name}{plural}"));
            }
        }
        let unsaid = parameters.iter().filter(|p| p.status.is_none()).count();
        if unsaid > 0 {
            parts.push(format!("{unsaid} without a status"));
        }
        let valueless = parameters.iter().filter(|p| p.value.is_none()).count();
        if valueless > 0 {
            parts.push(format!("{valueless} without a value in the file"));
        }
        if parts.is_empty() {
            parameters.len().to_string()
        } else {
            format!("{}: {}", parameters.len(), parts.join(", "))
        }
    }

    fn by_status(&self) -> Vec<(usize, &'static str)> {
        let count =
            |status| self.model.parameters.iter().filter(|p| p.status == Some(status)).count();
        Status::ALL.iter().map(|&(status, name)| (count(status), name)).collect()
    }

    fn payoffs_said(&self) -> String {
        match self.payoffs {
            Ok(payoffs) if payoffs.rational().is_some() => "rational here".to_owned(),
            Ok(_) => "not all rational here: enclosed, as narrowly as each answer needs".to_owned(),
            Err(error) => format!("none here: {error}"),
        }
    }

    /// Everything, for other programs: an entry of `files` in `equil.check/1`.
    pub fn json(&self) -> Value {
        let model = self.model;
        let status: Map<String, Value> = self
            .by_status()
            .into_iter()
            .map(|(count, name)| (name.to_owned(), json!(count)))
            .collect();
        let kind = match self.payoffs {
            Ok(payoffs) if payoffs.rational().is_some() => "rational",
            Ok(_) => "enclosed",
            Err(_) => "none",
        };
        json!({
            "game": game_json(model),
            "profiles": model.shape().profiles(),
            "parameters": { "count": model.parameters.len(), "by_status": status },
            "payoffs": kind,
            "helpers": model.helpers.len(),
            "claims": model.claims.len(),
            "scenarios": model.scenarios.iter().map(|s| &s.name).collect::<Vec<_>>(),
            "sweeps": model.sweeps.iter().map(|s| &s.name).collect::<Vec<_>>(),
        })
    }
}
