//! `[thesis.*]`: what an argument about the game says, and what must be true if it is.

use super::reader::Reader;
use super::study::Known;
use super::tree::{Table, Value};
use crate::model::{Claim, Thesis};
use crate::text::{Code, Span};

/// Keys of a thesis.
pub(super) const THESIS_KEYS: &[&str] =
    &["number", "text", "mechanism", "parameters", "source", "prediction"];

impl Reader<'_> {
    pub(super) fn theses(&mut self, root: &Table, known: Known<'_>) -> Vec<Thesis> {
        let mut theses = Vec::new();
        for (entry, table) in self.named_tables(root, "thesis") {
            let place = format!("the thesis `{}`", entry.key);
            self.known_keys(table, THESIS_KEYS, &place);
            if let Some(source) = table.get("source")
                && let Some(text) = self.text(&source.node, "a citation").cloned()
            {
                known.bibliography.check(self, &text);
            }
            self.said_in_words(&entry.key, entry.key_span, table);
            theses.push(Thesis {
                name: entry.key.clone(),
                span: entry.key_span,
                number: table
                    .get("number")
                    .and_then(|entry| self.count(&entry.node, 1, "a number")),
                text: self.optional_text(table, "text"),
                mechanism: self.optional_text(table, "mechanism"),
                parameters: self.mattering(table, known),
                citation: self.optional_text(table, "source"),
                predictions: self.predictions(&entry.key, entry.key_span, table, known),
            });
        }
        theses
    }

    /// A thesis that is described here has a text; one that is only predicted from is described in another file.
    fn said_in_words(&mut self, name: &str, span: Span, table: &Table) {
        let described = ["number", "mechanism"].iter().find(|key| table.get(key).is_some());
        if let Some(entry) = table.get("text")
            && matches!(&entry.node.value, Value::Text(text) if text.text.trim().is_empty())
        {
            let message = format!("the `text` of the thesis `{name}` is empty");
            let help = "say it in words, or leave `text` out if another file does";
            self.helped(Code::THESIS, entry.node.span, message, help);
        }
        if let Some(key) = described
            && table.get("text").is_none()
        {
            let message = format!("the thesis `{name}` has a `{key}`, but no `text`");
            let help = "add what is said, in words: `text = \"…\"`";
            self.helped(Code::THESIS, span, message, help);
        }
    }

    fn mattering(&mut self, table: &Table, known: Known<'_>) -> Vec<usize> {
        let Some(entry) = table.get("parameters") else { return Vec::new() };
        let Some(list) = self.list(&entry.node, "a list of parameters") else { return Vec::new() };
        let mut found = Vec::new();
        for node in list {
            let Some(text) = self.text(node, "the name of a parameter").cloned() else { continue };
            found.extend(self.parameter_named(&text.text, text.whole(), known.numbers));
        }
        found
    }

    fn predictions(
        &mut self,
        name: &str,
        span: Span,
        table: &Table,
        known: Known<'_>,
    ) -> Vec<Claim> {
        if let Some(entry) = table.get("prediction")
            && matches!(entry.node.value, Value::Table(_))
        {
            let message = format!("a prediction of the thesis `{name}` is one of a list");
            let help = format!(
                "write double brackets, `[[thesis.{name}.prediction]]`, before each of them"
            );
            self.helped(Code::THESIS, entry.key_span, message, help);
            return Vec::new();
        }
        let list = table.get("prediction").map(|entry| {
            self.list(&entry.node, "a list of tables, `[[thesis.NAME.prediction]]`").unwrap_or(&[])
        });
        let Some(list) = list.filter(|list| !list.is_empty()) else {
            let message = format!("the thesis `{name}` predicts nothing");
            let help = format!("add `[[thesis.{name}.prediction]]` with the keys of a claim");
            self.helped(Code::THESIS, span, message, help);
            return Vec::new();
        };
        let mut predictions = Vec::new();
        for (place, node) in list.iter().enumerate() {
            let wanted = "a table, `[[thesis.NAME.prediction]]`";
            let Some(inner) = self.table(node, wanted) else { continue };
            let at = inner.entries.first().map_or(node.span, |entry| entry.key_span);
            let own = format!("{name}.{}", place + 1);
            let told = format!("the prediction `{own}`");
            predictions.extend(self.claim(&own, at, inner, &told, known));
        }
        predictions
    }
}
