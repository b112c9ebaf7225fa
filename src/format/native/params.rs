//! `[params]`: every number the payoffs use.

use super::bibliography::Bibliography;
use super::reader::Reader;
use super::tree::{Entry, Node, Table, Value};
use crate::model::{Declared, Group, Helper, Parameter, Player, Prior, Status};
use crate::num::Rational;
use crate::text::{Code, Span, similar};

/// As much of a prior may lie outside a range without a word.
const OUTSIDE: f64 = 0.001;

/// Keys of a parameter.
pub(super) const PARAMETER_KEYS: &[&str] =
    &["value", "range", "unit", "tex", "status", "source", "note", "about", "dist", "confidence"];

/// What the numbers of a file are called.
#[derive(Default)]
pub(super) struct Numbers {
    pub(super) parameters: Vec<Parameter>,
    pub(super) helpers: Vec<Helper>,
    pub(super) names: Vec<(String, Declared)>,
    /// Where each name stands.
    places: Vec<(String, Span)>,
}

impl Numbers {
    /// Where the parameter or helper called `name` is declared.
    pub(super) fn place(&self, name: &str) -> Option<Span> {
        self.places.iter().find(|(n, _)| n == name).map(|(_, span)| *span)
    }
}

impl Reader<'_> {
    /// Declares players and groups, so that parameters and helpers cannot take their names.
    pub(super) fn declare_people(&mut self, root: &Table, numbers: &mut Numbers) {
        for key in ["players", "groups"] {
            if let Some(Value::Table(table)) = root.get(key).map(|entry| &entry.node.value) {
                for entry in &table.entries {
                    self.declare(entry, numbers);
                }
            }
        }
    }

    /// Takes a name, if nothing else has it.
    pub(super) fn declare(&mut self, entry: &Entry, numbers: &mut Numbers) -> bool {
        if let Some(first) = numbers.place(&entry.key) {
            let message = format!("`{}` is declared twice", entry.key);
            let problem = self.problem(Code::NAME_CLASH, entry.key_span, message);
            *problem = problem.clone().also(first, "first here");
            return false;
        }
        numbers.places.push((entry.key.clone(), entry.key_span));
        true
    }

    pub(super) fn parameters(
        &mut self,
        root: &Table,
        players: &[Player],
        groups: &[Group],
        bibliography: &Bibliography,
        numbers: &mut Numbers,
    ) {
        let Some(entry) = root.get("params") else { return };
        let Some(table) = self.table(&entry.node, "the table `[params]`") else { return };
        for entry in &table.entries {
            let well_named = self.is_name(&entry.key, entry.key_span, "parameter");
            if !self.declare(entry, numbers) || !well_named {
                continue;
            }
            match &entry.node.value {
                Value::Table(inner) if inner.get("each").is_some() => {
                    self.indexed(entry, inner, (players, groups), bibliography, numbers);
                }
                _ => {
                    let parameter =
                        self.parameter(&entry.key, entry.key_span, &entry.node, None, bibliography);
                    numbers
                        .names
                        .push((entry.key.clone(), Declared::Parameter(numbers.parameters.len())));
                    numbers.parameters.push(parameter);
                }
            }
        }
    }

    /// `[params.NAME] each = "group"`, with an entry for each member and shared keys.
    fn indexed(
        &mut self,
        entry: &Entry,
        table: &Table,
        (players, groups): (&[Player], &[Group]),
        bibliography: &Bibliography,
        numbers: &mut Numbers,
    ) {
        let mut entries = vec![None; players.len()];
        let Some(each) = table.get("each") else { return };
        let Some(name) = self.text(&each.node, "the name of a group").cloned() else { return };
        let members =
            groups.iter().find(|group| group.name == name.text).map(|g| g.members.clone());
        let Some(members) = members else {
            let help = similar(&name.text, "group", groups.iter().map(|g| g.name.as_str()));
            self.problem(
                Code::UNKNOWN_NAME,
                name.whole(),
                format!("unknown group `{}`", name.text),
            )
            .help = help;
            return;
        };
        for (i, &player) in members.iter().enumerate() {
            let player_name = &players[player].name;
            let label = format!("{}[{player_name}]", entry.key);
            let Some(own) = table.get(player_name) else {
                let message = format!("`{}` has no entry for `{player_name}`", entry.key);
                self.missing(entry.key_span, message, format!("add `{player_name} = ...`"));
                continue;
            };
            let shared = if i == 0 { Some(table) } else { None };
            let mut parameter =
                self.parameter(&label, own.key_span, &own.node, shared, bibliography);
            if i > 0 {
                self.share(table, &mut parameter);
            }
            parameter.index = Some((entry.key.clone(), player));
            entries[player] = Some(numbers.parameters.len());
            numbers.parameters.push(parameter);
        }
        let member_names: Vec<&str> = members.iter().map(|&p| players[p].name.as_str()).collect();
        for other in &table.entries {
            let known = other.key == "each"
                || PARAMETER_KEYS.contains(&other.key.as_str())
                || member_names.contains(&other.key.as_str());
            if !known {
                let message = format!("`{}` is no member of `{}`", other.key, name.text);
                let help = format!("members are: {}", member_names.join(", "));
                self.helped(Code::UNKNOWN_KEY, other.key_span, message, help);
            }
        }
        numbers.names.push((entry.key.clone(), Declared::Indexed(entries)));
    }

    /// What is said once for all entries, where an entry does not say it.
    fn share(&mut self, table: &Table, parameter: &mut Parameter) {
        let before = self.problems.len();
        parameter.unit = parameter.unit.take().or_else(|| self.optional_text(table, "unit"));
        parameter.tex = parameter.tex.take().or_else(|| self.optional_text(table, "tex"));
        parameter.note = parameter.note.take().or_else(|| self.optional_text(table, "note"));
        parameter.about = parameter.about.take().or_else(|| self.optional_text(table, "about"));
        // Already reported with the first entry
        self.problems.truncate(before);
    }

    fn parameter(
        &mut self,
        name: &str,
        span: Span,
        node: &Node,
        shared: Option<&Table>,
        bibliography: &Bibliography,
    ) -> Parameter {
        let mut parameter = Parameter {
            name: name.to_owned(),
            index: None,
            value: None,
            range: None,
            unit: None,
            tex: None,
            status: None,
            confidence: None,
            citation: None,
            note: None,
            about: None,
            prior: None,
        };
        if let Value::Table(table) = &node.value {
            self.known_keys(table, PARAMETER_KEYS, &format!("the parameter `{name}`"));
            parameter.value = table.get("value").and_then(|entry| self.number(&entry.node));
            parameter.range = table.get("range").and_then(|entry| self.range(&entry.node));
            parameter.unit = self.optional_text(table, "unit");
            parameter.tex = self.optional_text(table, "tex");
            parameter.note = self.optional_text(table, "note");
            parameter.about = self.optional_text(table, "about");
            parameter.confidence = self.optional_text(table, "confidence");
            parameter.prior = self.prior(table);
            self.spread(table, &parameter);
            self.status(table, span, bibliography, &mut parameter);
            if let (Some(value), Some((low, high))) = (&parameter.value, &parameter.range)
                && (value < low || value > high)
            {
                let at = table.get("value").map_or(span, |entry| entry.node.span);
                let other = table.get("range").map_or(span, |entry| entry.node.span);
                let message = format!("the value of `{name}` is not in its range");
                let problem = self.problem(Code::RANGE, at, message);
                *problem = problem.clone().also(other, "the range");
            }
        } else {
            parameter.value = self.number(node);
        }
        if let Some(table) = shared {
            parameter.unit = parameter.unit.take().or_else(|| self.optional_text(table, "unit"));
            parameter.tex = parameter.tex.take().or_else(|| self.optional_text(table, "tex"));
            parameter.note = parameter.note.take().or_else(|| self.optional_text(table, "note"));
            parameter.about = parameter.about.take().or_else(|| self.optional_text(table, "about"));
        }
        parameter
    }

    /// Tells of a prior of which much lies outside the range.
    fn spread(&mut self, table: &Table, parameter: &Parameter) {
        let (Some(prior), Some((low, high))) = (&parameter.prior, &parameter.range) else { return };
        let inside = prior.below(high.nearest_f64()) - prior.below(low.nearest_f64());
        if 1.0 - inside > OUTSIDE {
            let at = table.get("dist").map_or(Span::default(), |entry| entry.node.span);
            let message = format!(
                "{:.3} % of the prior of `{}` lie outside its range",
                100.0 * (1.0 - inside),
                parameter.name
            );
            let help = "widen the range, or take a prior within it: sweeps and claims draw there, too, and \
                        regions do not";
            self.helped(Code::PRIOR_OUTSIDE, at, message, help);
        }
    }

    /// `[least, greatest]`
    pub(super) fn range(&mut self, node: &Node) -> Option<(Rational, Rational)> {
        let list = self.list(node, "a range `[least, greatest]`")?;
        let [low, high] = list else {
            let message = format!("a range has 2 numbers, found {}", list.len());
            self.helped(Code::WRONG_TYPE, node.span, message, "write `[least, greatest]`");
            return None;
        };
        let (low, high) = (self.number(low)?, self.number(high)?);
        if low > high {
            let message = format!("the range ends below its start: {high} < {low}");
            self.problem(Code::RANGE, node.span, message);
            return None;
        }
        Some((low, high))
    }

    fn status(
        &mut self,
        table: &Table,
        span: Span,
        bibliography: &Bibliography,
        parameter: &mut Parameter,
    ) {
        if let Some(entry) = table.get("status")
            && let Some(text) = self.text(&entry.node, "a status").cloned()
        {
            let found = Status::ALL.iter().find(|(_, name)| *name == text.text);
            match found {
                Some((status, _)) => parameter.status = Some(*status),
                None => self.helped(
                    Code::STATUS,
                    text.whole(),
                    format!("unknown status `{}`", text.text),
                    "write observed, estimate or assumption",
                ),
            }
        }
        match table.get("source") {
            Some(entry) => {
                if let Some(text) = self.text(&entry.node, "a citation").cloned() {
                    bibliography.check(self, &text);
                    parameter.citation = Some(text.text);
                }
            }
            None if matches!(parameter.status, Some(Status::Observed | Status::Estimate)) => {
                let status = parameter.status.map_or("", Status::name);
                let at = table.get("status").map_or(span, |entry| entry.node.span);
                let message = format!("`{}` is {status}, but has no `source`", parameter.name);
                let help = "add `source = \"key, page\"`, or make it an assumption";
                self.helped(Code::SOURCE_MISSING, at, message, help);
            }
            None => {}
        }
    }

    /// `uniform(low, high)`, `triangular(low, mode, high)`, `normal(mean, sd)`
    fn prior(&mut self, table: &Table) -> Option<Prior> {
        let entry = table.get("dist")?;
        let text = self.text(&entry.node, "a distribution")?.clone();
        match Prior::parse(&text.text) {
            Ok(prior) => Some(prior),
            Err((place, message)) => {
                let help =
                    "write uniform(low, high), triangular(low, mode, high) or normal(mean, sd)";
                self.helped(Code::DIST, text.span(place.start, place.end), message, help);
                None
            }
        }
    }
}
