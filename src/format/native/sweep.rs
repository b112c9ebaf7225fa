//! `[sweep.*]`: a question asked at many values.

use super::params::Numbers;
use super::payoff::People;
use super::reader::Reader;
use super::tree::{Entry, Node, Table, Value};
use crate::formula::Text;
use crate::model::{Correlation, Sweep, Vary, Watched, read_correlations};
use crate::sampling::{DESIGNS, Design, named};
use crate::text::{Code, closest};

/// Keys of a sweep.
pub(super) const SWEEP_KEYS: &[&str] =
    &["about", "method", "n", "seed", "vary", "watch", "correlate"];

impl Reader<'_> {
    pub(super) fn sweeps(
        &mut self,
        root: &Table,
        people: People<'_>,
        numbers: &Numbers,
    ) -> Vec<Sweep> {
        let mut sweeps = Vec::new();
        for (entry, table) in self.named_tables(root, "sweep") {
            let place = format!("the sweep `{}`", entry.key);
            self.known_keys(table, SWEEP_KEYS, &place);
            let method = self.method(table, entry);
            let n = table.get("n").and_then(|entry| self.count(&entry.node, 1, "`n`"));
            let seed = table.get("seed").and_then(|entry| self.count(&entry.node, 0, "`seed`"));
            if let Some(method) = method
                && !method.on_axes
                && table.get("n").is_none()
            {
                let message = format!("the sweep `{}` has no `n`", entry.key);
                self.helped(Code::SWEEP, entry.key_span, message, "add `n = 4096`");
            }
            let vary = match table.get("vary") {
                Some(entry) => self.vary(&entry.node, numbers),
                None => {
                    let message = format!("the sweep `{}` varies nothing", entry.key);
                    self.helped(Code::SWEEP, entry.key_span, message, "add `vary = \"*\"`");
                    Vec::new()
                }
            };
            let watch = match table.get("watch") {
                Some(entry) => self.watch(&entry.node, people, numbers),
                None => {
                    let message = format!("the sweep `{}` watches nothing", entry.key);
                    let help = "add `watch = [\"dominant(player, strategy)\"]`";
                    self.helped(Code::SWEEP, entry.key_span, message, help);
                    Vec::new()
                }
            };
            let correlate = self.correlated(table, numbers);
            if let Some(method) = method {
                self.fits(table, method, &vary, &correlate, numbers);
                let about = self.optional_text(table, "about");
                let seed = seed.unwrap_or(0);
                let name = entry.key.clone();
                sweeps.push(Sweep { name, about, method, n, seed, vary, watch, correlate });
            }
        }
        sweeps
    }

    fn method(&mut self, table: &Table, entry: &Entry) -> Option<&'static Design> {
        let names: Vec<&str> = DESIGNS.iter().map(|design| design.name).collect();
        let Some(method) = table.get("method") else {
            let message = format!("the sweep `{}` has no `method`", entry.key);
            self.helped(
                Code::SWEEP,
                entry.key_span,
                message,
                format!("one of: {}", names.join(", ")),
            );
            return None;
        };
        let text = self.text(&method.node, "the name of a method")?.clone();
        let found = named(&text.text);
        if found.is_none() {
            let help = closest(&text.text, names.iter().copied()).map_or_else(
                || format!("one of: {}", names.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            self.helped(Code::SWEEP, text.whole(), format!("unknown method `{}`", text.text), help);
        }
        found
    }

    /// `"*"`, or a list of parameters: `"k"` or `"k = lo:hi:n"`.
    fn vary(&mut self, node: &Node, numbers: &Numbers) -> Vec<Vary> {
        if let Value::Text(text) = &node.value
            && text.text == "*"
        {
            let ranged = numbers.parameters.iter().enumerate().filter(|(_, p)| p.range.is_some());
            return ranged
                .map(|(parameter, _)| Vary { parameter, range: None, points: None })
                .collect();
        }
        listed(node).iter().filter_map(|item| self.varied(item, numbers)).collect()
    }

    fn varied(&mut self, node: &Node, numbers: &Numbers) -> Option<Vary> {
        let text = self.text(node, "the name of a parameter, or \"*\"")?.clone();
        let (name, over) = match text.text.split_once('=') {
            Some((name, over)) => (name.trim(), Some(over.trim())),
            None => (text.text.trim(), None),
        };
        let parameter = self.parameter_named(name, text.span(0, name.len()), numbers)?;
        let Some(over) = over else {
            if numbers.parameters[parameter].range.is_none() {
                let message = format!("`{name}` has no range to vary in");
                let help = format!("give the parameter a `range`, or write `{name} = low:high:n`");
                self.helped(Code::SWEEP, text.whole(), message, help);
                return None;
            }
            return Some(Vary { parameter, range: None, points: None });
        };
        match Vary::over(over) {
            Some((range, points)) => Some(Vary { parameter, range: Some(range), points }),
            None => {
                let message = format!("`{over}` is no range");
                self.helped(Code::SWEEP, text.whole(), message, "write `low:high:n`, as in 0:1:11");
                None
            }
        }
    }

    fn watch(&mut self, node: &Node, people: People<'_>, numbers: &Numbers) -> Vec<Watched> {
        let watched = |item: &Node| {
            if matches!(&item.value, Value::Text(text) if Watched::is_list(&text.text)) {
                return Some(Watched::list());
            }
            let (query, text) = self.query(item, people, numbers)?;
            Some(Watched::query(query, &text.text))
        };
        listed(node).iter().filter_map(watched).collect()
    }

    /// `correlate`: a list of `"k, leak = 0.5"`.
    pub(super) fn correlated(&mut self, table: &Table, numbers: &Numbers) -> Vec<Correlation> {
        let Some(entry) = table.get("correlate") else { return Vec::new() };
        let what = "two parameters and their rank correlation, as in \"k, leak = 0.5\"";
        let texts = listed(&entry.node).iter().filter_map(|item| self.text(item, what).cloned());
        let texts: Vec<Text> = texts.collect();
        let names: Vec<&str> = numbers.parameters.iter().map(|p| p.name.as_str()).collect();
        read_correlations(&texts, &names, Code::SWEEP, &mut self.problems)
    }

    /// Whether what is correlated varies, and points are drawn so that it can be.
    fn fits(
        &mut self,
        table: &Table,
        method: &Design,
        vary: &[Vary],
        correlate: &[Correlation],
        numbers: &Numbers,
    ) {
        let Some(entry) = table.get("correlate").filter(|_| !correlate.is_empty()) else { return };
        if !["random", "latin-hypercube", "sobol"].contains(&method.name) {
            let message = format!("points of `{}` cannot be correlated", method.name);
            let help = "use random, latin-hypercube or sobol, or leave `correlate` out";
            self.helped(Code::SWEEP, entry.key_span, message, help);
        }
        for parameter in correlate.iter().flat_map(|(a, b, _)| [*a, *b]) {
            if vary.iter().all(|vary| vary.parameter != parameter) {
                let name = &numbers.parameters[parameter].name;
                let message = format!("`{name}` is correlated, and does not vary");
                let help = format!("add \"{name}\" to `vary`");
                self.helped(Code::SWEEP, entry.key_span, message, help);
            }
        }
    }
}

/// The items of a list; what is none stands alone.
fn listed(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(list) => list,
        _ => std::slice::from_ref(node),
    }
}
