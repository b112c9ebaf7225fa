//! How far each parameter may move before an answer changes: the end of other answers.

use serde_json::{Value, json};

use super::super::Document;
use super::super::decision::decision_json;
use super::super::json::number_json;
use super::{Thresholds, per_cent, shown};
use crate::answer::Decision;
use crate::num::Rational;
use crate::table::{Cell, Style, Table};
use crate::threshold::{Change, Switching, Way};

impl Thresholds<'_> {
    /// Adds the nearest change of each parameter on either side to a document, before its last remark.
    pub fn add_flips(&self, document: &mut Document) {
        let mut flips = Document::new();
        flips.gap();
        let here = self.here.as_ref().map_or_else(|| "open".to_owned(), |here| self.said(here));
        let table = self.flips();
        if table.rows.is_empty() {
            let said =
                format!("{}: {here}, wherever single parameters are in their ranges.", self.asked);
            flips.styled(Style::Strong, said);
        } else {
            let said = format!("{}: {here}, until one parameter alone goes", self.asked);
            flips.styled(Style::Strong, said);
            flips.table(table);
        }
        for line in self.fixed() {
            flips.line(line);
        }
        document.splice(flips);
    }

    fn flips(&self) -> Table {
        let heads = ["", ">from", ">down to", ">per cent", "then", ">up to", ">per cent", "then"];
        let mut table = Table::new(&heads);
        for switching in self.lines.iter().filter_map(|(_, switching)| switching.as_ref()) {
            let ways = [(&switching.down, false), (&switching.up, true)];
            if ways.iter().all(|&(way, is_up)| told(switching, way, is_up).is_none()) {
                continue;
            }
            let name = &self.model.parameters[switching.line.parameter].name;
            let mut row = vec![Cell::text(name.clone()), Cell::exact(&switching.base)];
            for (way, is_up) in ways {
                row.extend(self.way(switching, way, is_up));
            }
            table.row(row);
        }
        table
    }

    /// Where, how far that is, and what the answer is then.
    fn way(&self, switching: &Switching, way: &Way, is_up: bool) -> [Cell; 3] {
        let Some(change) = told(switching, way, is_up) else {
            return [Cell::text("–"), Cell::empty(), Cell::empty()];
        };
        if !change.is_certain() {
            let (base, low, high) = (&switching.base, &change.low, &change.high);
            let at = if low <= base && base <= high {
                "open".to_owned()
            } else {
                format!("open at {}", shown(if is_up { low } else { high }))
            };
            return [Cell::text(at), Cell::empty(), Cell::empty()];
        }
        let far = per_cent(&switching.base, change).map_or_else(Cell::empty, Cell::text);
        let then = self.then(change, is_up);
        let then = then.map_or_else(|| "open".to_owned(), |decision| self.said(decision));
        let value = Cell::number(&(change.low.clone(), change.high.clone()));
        [value.styled(Style::Strong), far, Cell::text(then)]
    }

    /// The answer beyond a change, or at it where it is the same again beyond.
    fn then<'a>(&self, change: &'a Change, is_up: bool) -> Option<&'a Decision> {
        let beyond = if is_up { &change.after } else { &change.before };
        let other = beyond.as_ref().filter(|beyond| Some(*beyond) != self.here.as_ref());
        other.or(change.at.as_ref())
    }

    /// The nearest change of each parameter on either side, for other programs.
    pub fn flips_json(&self) -> Value {
        let exact = |x: &Rational| number_json(&(x.clone(), x.clone()));
        let way = |switching, way, is_up| match told(switching, way, is_up) {
            None => json!("never"),
            Some(change) => json!({
                "value": number_json(&(change.low.clone(), change.high.clone())),
                "to": decision_json(self.model, self.then(change, is_up)),
                "certain": change.is_certain(),
            }),
        };
        let found =
            self.lines.iter().filter_map(|(line, switching)| Some((line, switching.as_ref()?)));
        let parameters = found.map(|(line, switching)| {
            json!({
                "param": self.model.parameters[line.parameter].name,
                "base": exact(&switching.base),
                "range": [exact(&line.low), exact(&line.high)],
                "enters": line.enters,
                "down": way(switching, &switching.down, false),
                "up": way(switching, &switching.up, true),
                "complete": line.is_complete(),
            })
        });
        json!({
            "query": self.asked,
            "here": decision_json(self.model, self.here.as_ref()),
            "parameters": parameters.collect::<Vec<_>>(),
            "complete": self.is_complete(),
        })
    }
}

/// The change on one side; nothing where the answer stays the same to the end of the range, or the range ends at the
/// parameter's own value.
fn told<'a>(switching: &Switching, way: &'a Way, is_up: bool) -> Option<&'a Change> {
    let Way::Change(change) = way else { return None };
    let (end, beyond) = if is_up {
        (&switching.line.high, &change.after)
    } else {
        (&switching.line.low, &change.before)
    };
    let ends = switching.base == *end && change.low == *end && change.high == *end;
    (!ends || beyond.is_some()).then_some(change)
}
