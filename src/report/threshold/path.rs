//! `equil path`: where an answer switches on the way from one point to another.

use serde_json::{Value, json};

use super::super::decision::{Compared, decision_json, said_if_known};
use super::super::json::{Point, game_json, number_json};
use super::super::{Document, capitalised};
use super::json::{equal_json, parts_json};
use super::picture::Answers;
use super::shown;
use super::words::{provenance, tie};
use crate::answer::Decision;
use crate::model::{Model, Move, Pace, Path};
use crate::num::{Rational, decimal};
use crate::plot::Strips;
use crate::table::{Cell, Style, Table};
use crate::threshold::{Change, Line};

/// A path, and what was found along it, ready to be told.
#[derive(Clone, Debug)]
pub struct Travelled<'a> {
    /// The game.
    pub model: &'a Model,
    /// Where the path starts.
    pub point: Point,
    /// Where it ends: the name of a scenario, or of a file.
    pub to: String,
    /// What its places are counted in, such as months.
    pub unit: Option<String>,
    /// What is asked, in words ([`asked_in_words`](crate::report::asked_in_words)).
    pub asked: String,
    /// What a number is compared with, if one is.
    pub compared: Option<Compared>,
    /// The path.
    pub path: &'a Path,
    /// Its places taken apart by the answer.
    pub line: &'a Line,
}

impl Travelled<'_> {
    /// The answer in words and tables.
    pub fn document(&self, digits: usize) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.model.info.name, &mut document);
        let changes = self.line.changes();
        let count = changes.iter().filter(|change| change.is_certain()).count();
        let switches = match count {
            0 if !self.line.is_complete() => {
                "no switch is proved, and some of it is open".to_owned()
            }
            0 => "no switch".to_owned(),
            1 => "1 switch".to_owned(),
            _ => format!("{count} switches"),
        };
        let unit = self.unit.as_ref().filter(|unit| !unit.trim().is_empty());
        let unit = unit.map_or_else(String::new, |unit| format!(" {unit}"));
        let length = shown(&self.path.length);
        let said = format!(
            "{} on the way to {} (from 0 to {length}{unit}): {switches}.",
            self.asked, self.to
        );
        document.styled(Style::Strong, said);
        document.gap();
        document.table(self.table());
        document.gap();
        let paces = [(Pace::Geometric, "by equal factors"), (Pace::Linear, "by equal amounts")];
        for (pace, how) in paces {
            let moves = self.path.moves.iter().filter(|moved| moved.pace == pace);
            let moves: Vec<String> = moves.map(|moved| self.moved(moved, digits)).collect();
            if !moves.is_empty() {
                document.line(format!(
                    "{}: {}.",
                    capitalised(&format!("moving {how}")),
                    moves.join("; ")
                ));
            }
        }
        document.remark(provenance(&[self.line]));
        document
    }

    fn moved(&self, moved: &Move, digits: usize) -> String {
        let name = &self.model.parameters[moved.parameter].name;
        let short = |x: &Rational| crate::num::shortest(x).filter(|text| text.len() <= digits + 3);
        let [from, to] =
            [&moved.from, &moved.to].map(|x| short(x).unwrap_or_else(|| decimal(x, digits)));
        format!("{name} from {from} to {to}")
    }

    /// Every stretch with its answer, and what is at its ends; for other programs, too.
    pub fn table(&self) -> Table {
        let mut table = Table::new(&[">switch at", "from", "at it", "to", "equal there"])
            .caption("Where the answer switches on the way");
        let said = |decision: &Option<Decision>| said_if_known(self.model, decision.as_ref());
        for change in &self.line.changes() {
            table.row(vec![
                Cell::number(&(change.low.clone(), change.high.clone())).styled(Style::Strong),
                Cell::text(said(&change.before)),
                Cell::text(match &change.at {
                    None if change.has_no_value() => "no value".to_owned(),
                    at => said(at),
                }),
                Cell::text(said(&change.after)),
                Cell::text(tie(self.model, change, self.compared.as_ref())),
            ]);
        }
        if table.rows.is_empty() {
            let everywhere = self.line.at(&self.path.length);
            table.row(vec![
                Cell::text("never"),
                Cell::text(said(&everywhere)),
                Cell::empty(),
                Cell::empty(),
                Cell::empty(),
            ]);
        }
        table
    }

    /// The answer for other programs (`equil.path/1`).
    pub fn json(&self, warnings: &[String]) -> Value {
        let exact = |x: &Rational| number_json(&(x.clone(), x.clone()));
        let moves = self.path.moves.iter().map(|moved| {
            json!({
                "param": self.model.parameters[moved.parameter].name,
                "from": exact(&moved.from),
                "to": exact(&moved.to),
                "pace": moved.pace.name(),
            })
        });
        let decision = |decision: &Option<Decision>| decision_json(self.model, decision.as_ref());
        let switch = |change: &Change| {
            json!({
                "at": number_json(&(change.low.clone(), change.high.clone())),
                "from": decision(&change.before),
                "there": decision(&change.at),
                "to": decision(&change.after),
                "proved": change.proved,
                "tie": equal_json(self.model, change),
            })
        };
        json!({
            "schema": "equil.path/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "to": self.to,
            "unit": self.unit,
            "length": exact(&self.path.length),
            "moves": moves.collect::<Vec<_>>(),
            "query": self.asked,
            "switches": self.line.changes().iter().map(switch).collect::<Vec<_>>(),
            "parts": parts_json(self.model, self.line),
            "complete": self.line.is_complete(),
            "warnings": warnings,
        })
    }

    /// The path as a picture, SVG.
    pub fn picture(&self) -> String {
        self.strips().to_svg()
    }

    /// The path as a strip: which answer where.
    pub fn strips(&self) -> Strips {
        let answers = Answers::new(std::iter::once(self.line));
        let unit = self.unit.clone().unwrap_or_else(|| "the way".to_owned());
        let strips = vec![answers.strip(self.line, unit, None)];
        let title = self.model.info.title.as_ref().unwrap_or(&self.model.info.name);
        let point = self.point.said().map_or_else(String::new, |said| format!(" {said}"));
        let title = format!("{title}{point}: {} on the way to {}", self.asked, self.to);
        Strips { title, legend: answers.legend(self.model), strips }
    }
}
