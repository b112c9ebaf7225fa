//! What all parts of the reader share: the problems found, and typed access to the tree.

use std::sync::Arc;

use super::tree::{Entry, Node, Table, Value};
use crate::formula::{Expr, Scope, Text, parse};
use crate::num::{NumberError, Rational};
use crate::text::{Code, Diagnostic, Source, Span, closest};

/// Collects problems while a file is read. Methods that return `None` have said why.
pub(super) struct Reader<'a> {
    pub(super) source: &'a Arc<Source>,
    pub(super) problems: Vec<Diagnostic>,
    /// Tables read so far.
    pub(super) tables: Vec<Arc<Source>>,
}

impl Reader<'_> {
    pub(super) fn problem(
        &mut self,
        code: &'static Code,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let at = self.problems.len();
        self.problems.push(Diagnostic::new(code, self.source, span, message));
        &mut self.problems[at]
    }

    pub(super) fn helped(
        &mut self,
        code: &'static Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problem(code, span, message).help = Some(help.into());
    }

    /// Reports keys that are not among `known`.
    pub(super) fn known_keys(&mut self, table: &Table, known: &[&str], place: &str) {
        for entry in &table.entries {
            if !known.contains(&entry.key.as_str()) {
                let help = closest(&entry.key, known.iter().copied()).map_or_else(
                    || format!("known here: {}", known.join(", ")),
                    |near| format!("did you mean `{near}`?"),
                );
                let message = format!("unknown key `{}` in {place}", entry.key);
                self.helped(Code::UNKNOWN_KEY, entry.key_span, message, help);
            }
        }
    }

    fn wrong_type(&mut self, node: &Node, wanted: &str) {
        let message = format!("expected {wanted}, found {}", node.value.kind());
        self.problem(Code::WRONG_TYPE, node.span, message);
    }

    pub(super) fn table<'t>(&mut self, node: &'t Node, wanted: &str) -> Option<&'t Table> {
        if let Value::Table(table) = &node.value {
            return Some(table);
        }
        self.wrong_type(node, wanted);
        None
    }

    pub(super) fn list<'t>(&mut self, node: &'t Node, wanted: &str) -> Option<&'t [Node]> {
        if let Value::List(list) = &node.value {
            return Some(list);
        }
        self.wrong_type(node, wanted);
        None
    }

    pub(super) fn text<'t>(&mut self, node: &'t Node, wanted: &str) -> Option<&'t Text> {
        if let Value::Text(text) = &node.value {
            return Some(text);
        }
        self.wrong_type(node, wanted);
        None
    }

    /// The text under `key`, if it is there.
    pub(super) fn optional_text(&mut self, table: &Table, key: &str) -> Option<String> {
        let entry = table.get(key)?;
        self.text(&entry.node, "a text").map(|text| text.text.clone())
    }

    /// Whether `key` is there and true.
    pub(super) fn flag(&mut self, table: &Table, key: &str) -> bool {
        let Some(entry) = table.get(key) else { return false };
        if let Value::Bool(is_true) = entry.node.value {
            return is_true;
        }
        self.wrong_type(&entry.node, "true or false");
        false
    }

    /// A number, written as one or as a text that holds one.
    pub(super) fn number(&mut self, node: &Node) -> Option<Rational> {
        let (text, span) = match &node.value {
            Value::Number(text) => (text.as_str(), node.span),
            Value::Text(text) => (text.text.trim(), text.whole()),
            _ => {
                self.wrong_type(node, "a number");
                return None;
            }
        };
        match text.parse::<Rational>() {
            Ok(value) => Some(value),
            Err(error) => {
                let code = if error == NumberError::TooLong { Code::LIMIT } else { Code::NUMBER };
                let mut shown: String = text.chars().take(40).collect();
                if shown.len() < text.len() {
                    shown.push('…');
                }
                let help = match text.trim_start_matches(['+', '-']) {
                    _ if error == NumberError::TooLong => "round it to the digits that matter",
                    "inf" | "nan" => "infinities and NaN are no payoffs",
                    text if text.starts_with("0x") || text.starts_with("0b") => {
                        "write it in decimal"
                    }
                    _ => "write 3, 0.25, 1e-3, or a fraction as a text: \"1/3\"",
                };
                self.helped(code, span, format!("`{shown}` is {error}"), help);
                None
            }
        }
    }

    /// A whole number from `least` on.
    pub(super) fn count(&mut self, node: &Node, least: u64, what: &str) -> Option<u64> {
        let value = self.number(node)?;
        let whole = value.to_i64().and_then(|n| u64::try_from(n).ok()).filter(|n| *n >= least);
        if whole.is_none() {
            let message = format!("{what} is a whole number from {least} on, not {value}");
            self.problem(Code::NUMBER, node.span, message);
        }
        whole
    }

    /// A formula.
    pub(super) fn formula(&mut self, node: &Node, scope: &dyn Scope) -> Option<Expr> {
        match &node.value {
            Value::Text(text) => {
                let before = self.problems.len();
                let expr = parse(text, scope, &mut self.problems)?;
                (self.problems.len() == before).then_some(expr)
            }
            Value::Number(_) => {
                let value = self.number(node)?;
                Some(Expr { node: crate::formula::Node::Number(value), span: node.span })
            }
            _ => {
                self.wrong_type(node, "a formula in quotes");
                None
            }
        }
    }

    /// Whether `name` can be a name; says why not.
    pub(super) fn is_name(&mut self, name: &str, span: Span, what: &str) -> bool {
        let mut characters = name.chars();
        let well_formed = characters.next().is_some_and(|c| c.is_alphabetic() || c == '_')
            && characters.all(|c| c.is_alphanumeric() || c == '_');
        if !well_formed {
            let fixed: String = name
                .chars()
                .map(|c| if c.is_alphanumeric() || c == '_' { c } else { '_' })
                .collect();
            let help = if fixed.starts_with(|c: char| c.is_alphabetic() || c == '_') {
                format!("write for example `{fixed}`")
            } else {
                "names start with a letter or `_`".to_owned()
            };
            self.helped(Code::NAME, span, format!("`{name}` cannot name a {what}"), help);
        } else if crate::formula::is_reserved(name) {
            let message = format!("`{name}` is a word of the formula language, not a name");
            self.problem(Code::NAME, span, message);
            return false;
        }
        well_formed
    }

    pub(super) fn missing(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.helped(Code::MISSING_KEY, span, message, help);
    }

    /// The sub-tables of `[what.NAME]`.
    pub(super) fn named_tables<'t>(
        &mut self,
        root: &'t Table,
        what: &str,
    ) -> Vec<(&'t Entry, &'t Table)> {
        let Some(entry) = root.get(what) else { return Vec::new() };
        let wanted = format!("a table for each {what}, `[{what}.NAME]`");
        let Some(table) = self.table(&entry.node, &wanted) else { return Vec::new() };
        let mut found = Vec::new();
        for entry in &table.entries {
            if let Some(inner) = self.table(&entry.node, &wanted) {
                found.push((entry, inner));
            }
        }
        found
    }
}
