//! `[define]` and `[scenario.*]`: formulas with a name, and named changes of parameters.

use super::params::Numbers;
use super::reader::Reader;
use super::tree::{Node, Table, Value};
use crate::formula::{Expr, Leaf, Node as ExprNode};
use crate::model::{Declared, Group, Helper, ModelScope, Player, Scenario, parameter_help};
use crate::num::Rational;
use crate::text::{Code, Span};

/// Keys of a helper.
pub(super) const HELPER_KEYS: &[&str] = &["formula", "about", "unit", "tex"];
/// Keys of a scenario.
pub(super) const SCENARIO_KEYS: &[&str] = &["about", "set"];

impl Reader<'_> {
    /// `[define]`: names first, formulas then, since helpers may use each other in any order.
    pub(super) fn helpers(
        &mut self,
        root: &Table,
        players: &[Player],
        groups: &[Group],
        numbers: &mut Numbers,
    ) {
        let Some(entry) = root.get("define") else { return };
        let Some(table) = self.table(&entry.node, "the table `[define]`") else { return };
        let mut accepted = Vec::new();
        for entry in &table.entries {
            let well_named = self.is_name(&entry.key, entry.key_span, "helper");
            if self.declare(entry, numbers) && well_named {
                numbers.names.push((entry.key.clone(), Declared::Helper(accepted.len())));
                accepted.push(entry);
            }
        }
        let everybody: Vec<usize> = (0..players.len()).collect();
        let names = std::mem::take(&mut numbers.names);
        let scope = ModelScope {
            players,
            groups,
            names: &names,
            helpers: &[],
            parameters: None,
            selves: &everybody,
            profile: true,
        };
        for entry in accepted {
            let mut helper = Helper {
                name: entry.key.clone(),
                formula: Expr {
                    node: ExprNode::Number(Rational::integer(0)),
                    span: entry.node.span,
                },
                about: None,
                unit: None,
                tex: None,
            };
            let formula = match &entry.node.value {
                Value::Table(table) => {
                    let place = format!("the helper `{}`", entry.key);
                    self.known_keys(table, HELPER_KEYS, &place);
                    helper.about = self.optional_text(table, "about");
                    helper.unit = self.optional_text(table, "unit");
                    helper.tex = self.optional_text(table, "tex");
                    match table.get("formula") {
                        Some(entry) => self.formula(&entry.node, &scope),
                        None => {
                            let message = format!("the helper `{}` has no `formula`", entry.key);
                            self.missing(entry.key_span, message, "write `formula = \"...\"`");
                            None
                        }
                    }
                }
                _ => self.formula(&entry.node, &scope),
            };
            if let Some(formula) = formula {
                helper.formula = formula;
            }
            numbers.helpers.push(helper);
        }
        numbers.names = names;
        self.no_circles(numbers);
    }

    /// Refuses helpers that depend on each other in a circle.
    fn no_circles(&mut self, numbers: &mut Numbers) {
        let uses: Vec<Vec<usize>> = numbers
            .helpers
            .iter()
            .map(|helper| {
                let mut used = Vec::new();
                helper.formula.leaves(&mut |leaf| {
                    if let Leaf::Helper(other) = leaf {
                        used.push(*other);
                    }
                });
                used
            })
            .collect();
        let before = self.problems.len();
        // 0 not seen, 1 on the path, 2 done
        let mut state = vec![0_u8; uses.len()];
        for start in 0..uses.len() {
            let mut path: Vec<(usize, usize)> = Vec::new();
            if state[start] == 0 {
                state[start] = 1;
                path.push((start, 0));
            }
            while let Some((helper, next)) = path.last_mut() {
                let Some(&other) = uses[*helper].get(*next) else {
                    state[*helper] = 2;
                    path.pop();
                    continue;
                };
                *next += 1;
                match state[other] {
                    0 => {
                        state[other] = 1;
                        path.push((other, 0));
                    }
                    1 => {
                        let from = path.iter().position(|(h, _)| *h == other).unwrap_or(0);
                        let mut names: Vec<&str> = path[from..]
                            .iter()
                            .map(|(h, _)| numbers.helpers[*h].name.as_str())
                            .collect();
                        names.push(&numbers.helpers[other].name);
                        let message =
                            format!("helpers depend on each other: {}", names.join(" → "));
                        let span = numbers.helpers[other].formula.span;
                        self.problem(Code::CYCLE, span, message);
                    }
                    _ => {}
                }
            }
        }
        if self.problems.len() == before {
            self.no_tall_helpers(numbers, &uses);
        }
    }

    /// Parameters and values, as in `set = { k = 0.5, "comp[meta]" = 3 }`.
    pub(super) fn changes(&mut self, node: &Node, numbers: &Numbers) -> Vec<(usize, Rational)> {
        let Some(table) = self.table(node, "a table of parameters and their values") else {
            return Vec::new();
        };
        let mut changes = Vec::new();
        for entry in &table.entries {
            let parameter = self.parameter_named(&entry.key, entry.key_span, numbers);
            let value = self.number(&entry.node);
            let (Some(parameter), Some(value)) = (parameter, value) else { continue };
            if let Some((low, high)) = &numbers.parameters[parameter].range
                && (value < *low || value > *high)
            {
                let message = format!("{value} is not in the range of `{}`", entry.key);
                self.helped(
                    Code::OUTSIDE,
                    entry.node.span,
                    message,
                    format!("its range is [{low}, {high}]"),
                );
            }
            changes.push((parameter, value));
        }
        changes
    }

    pub(super) fn parameter_named(
        &mut self,
        name: &str,
        span: Span,
        numbers: &Numbers,
    ) -> Option<usize> {
        let found = numbers.parameters.iter().position(|parameter| parameter.name == name);
        if found.is_none() {
            let names = numbers.parameters.iter().map(|parameter| parameter.name.as_str());
            let help = parameter_help(name, names);
            self.problem(Code::UNKNOWN_NAME, span, format!("unknown parameter `{name}`")).help =
                Some(help);
        }
        found
    }

    pub(super) fn scenarios(&mut self, root: &Table, numbers: &Numbers) -> Vec<Scenario> {
        let mut scenarios = Vec::new();
        for (entry, table) in self.named_tables(root, "scenario") {
            let place = format!("the scenario `{}`", entry.key);
            self.known_keys(table, SCENARIO_KEYS, &place);
            let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
            if entry.key.is_empty() || !entry.key.chars().all(fits) {
                let message = format!("`{}` cannot name a scenario", entry.key);
                let help = "names of scenarios are letters, digits, `-` and `_`";
                self.helped(Code::NAME, entry.key_span, message, help);
            }
            let changes = match table.get("set") {
                Some(entry) => self.changes(&entry.node, numbers),
                None => {
                    let message = format!("the scenario `{}` changes nothing", entry.key);
                    self.missing(entry.key_span, message, "add `set = { parameter = value }`");
                    Vec::new()
                }
            };
            scenarios.push(Scenario {
                name: entry.key.clone(),
                about: self.optional_text(table, "about"),
                changes,
            });
        }
        scenarios
    }
}
