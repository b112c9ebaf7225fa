//! Answers at the ends of ranges, as document, JSON and picture.

use serde_json::{Value, json};

use super::super::json::{Point, game_json, number_json};
use super::super::{Document, capitalised};
use super::SHOWN;
use crate::analysis::{Ends, There};
use crate::answer::{Answer, Open};
use crate::model::Model;
use crate::num::Rational;
use crate::plot::{Bar, Bars, Row, Shade};
use crate::table::{Cell, Style, Table, middle};

/// One parameter at a time at the ends of its range, ready to be told.
#[derive(Clone, Debug)]
pub struct OneAtATime<'a> {
    /// The game.
    pub model: &'a Model,
    /// Where the others stay.
    pub point: Point,
    /// What is asked, as written.
    pub asked: &'a str,
    /// The answer at the point.
    pub here: There,
    /// The greatest swings first.
    pub ends: Vec<Ends>,
}

impl OneAtATime<'_> {
    /// The answer in words and a table; in full if `all`.
    pub fn document(&self, all: bool) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.model.info.name, &mut document);
        let here = said(&self.here).shown(4);
        document.styled(Style::Strong, format!("{}: {here} at the point.", self.asked));
        document.gap();
        let mut table = self.table(|ends| ends.enters);
        let more = table.rows.len().saturating_sub(SHOWN);
        let is_cut = more > 0 && !all;
        if is_cut {
            table.rows.truncate(SHOWN);
        }
        document.table(table.caption("One parameter at a time, at the ends of its range"));
        if is_cut {
            document.styled(Style::Faint, format!("{more} more have less; `-v` lists them."));
        }
        let absent = self.ends.iter().filter(|ends| !ends.enters);
        let absent: Vec<&str> = absent.map(|ends| self.name(ends)).collect();
        if !absent.is_empty() {
            document.line(format!("Not in any payoff that matters: {}.", absent.join(", ")));
        }
        let none = self.ends.iter().filter(|ends| !is_known(ends)).count();
        let open = match none {
            0 => String::new(),
            count => format!("; {count} without an answer at some end"),
        };
        let words = format!(
            "exact answers at both ends of {} ranges{open}; what is between them `equil threshold` tells",
            self.ends.len()
        );
        document.remark(format!("{}.", capitalised(&words)));
        document
    }

    /// A row for each parameter.
    pub fn data(&self) -> Table {
        self.table(|_| true)
    }

    fn table(&self, keep: impl Fn(&Ends) -> bool) -> Table {
        let heads = ["parameter", ">now", ">low", ">there", ">high", ">there", ">swing"];
        let mut table = Table::new(&heads);
        for ends in self.ends.iter().filter(|ends| keep(ends)) {
            let swing = ends.swing().as_ref().map_or_else(Cell::empty, Cell::number);
            table.row(vec![
                Cell::text(self.name(ends)),
                ends.base.as_ref().map_or_else(Cell::empty, Cell::exact),
                Cell::exact(&ends.ends[0]),
                said(&ends.answers[0]),
                Cell::exact(&ends.ends[1]),
                said(&ends.answers[1]),
                swing.styled(Style::Strong),
            ]);
        }
        table
    }

    /// Whether every answer is known.
    pub fn is_complete(&self) -> bool {
        let here = self.here.number().is_some() || self.here.is_infinite();
        here && self.ends.iter().all(is_known)
    }

    /// The answers for other programs (`equil.analyze/1`).
    pub fn json(&self, warnings: &[String]) -> Value {
        let exact = |x: &Rational| number_json(&(x.clone(), x.clone()));
        let parameters = self.ends.iter().map(|ends| {
            let end = |side: usize| {
                json!({ "at": exact(&ends.ends[side]), "answer": told(&ends.answers[side]) })
            };
            json!({
                "parameter": self.name(ends),
                "enters": ends.enters,
                "base": ends.base.as_ref().map(exact),
                "low": end(0),
                "high": end(1),
                "swing": ends.swing().as_ref().map(number_json),
            })
        });
        json!({
            "schema": "equil.analyze/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "analyses": [{
                "method": "tornado",
                "query": self.asked,
                "complete": self.is_complete(),
                "ends": {
                    "here": told(&self.here),
                    "parameters": parameters.collect::<Vec<_>>(),
                },
            }],
            "complete": self.is_complete(),
            "warnings": warnings,
        })
    }

    /// A picture of the greatest swings; none where the answer at the point is not known.
    pub fn picture(&self) -> Option<String> {
        let near = |there: &There| {
            let (low, high) = there.number()?;
            Some(middle(&low, &high).nearest_f64())
        };
        let base = near(&self.here)?;
        let row = |ends: &Ends| {
            let bar = |side: usize, shade, word: &str| {
                let to = near(&ends.answers[side])?;
                let at = ends.ends[side].nearest_f64();
                Some(Bar {
                    from: base,
                    to,
                    shade,
                    interval: None,
                    text: format!("{word} {at}: {to}"),
                })
            };
            let bars = [bar(0, Shade::Light, "low"), bar(1, Shade::Dark, "high")];
            Row { label: self.name(ends).into(), bars: bars.into_iter().flatten().collect() }
        };
        let picture = Bars {
            title: format!("{} as one parameter goes to the ends of its range", self.asked),
            axis: self.asked.to_owned(),
            base: Some(base),
            beside: false,
            kinds: vec![
                (Shade::Light, "low end of the range".to_owned()),
                (Shade::Dark, "high end".to_owned()),
            ],
            rows: self.ends.iter().take(SHOWN).map(row).collect(),
        };
        Some(picture.to_svg())
    }

    fn name(&self, ends: &Ends) -> &str {
        &self.model.parameters[ends.parameter].name
    }
}

/// Whether both answers are: a swing to what is infinite is no number, and known.
fn is_known(ends: &Ends) -> bool {
    ends.answers.iter().all(|there| there.number().is_some() || there.is_infinite())
}

/// An answer in a table.
fn said(there: &There) -> Cell {
    match there {
        There::Answer(Answer::Yes) => Cell::text("yes"),
        There::Answer(Answer::No) => Cell::text("no"),
        There::Answer(Answer::Number { low, high }) => Cell::number(&(low.clone(), high.clone())),
        There::Answer(Answer::Open(Open::Infinite)) => Cell::text("infinite"),
        There::Answer(Answer::Open(_)) => Cell::text("open"),
        There::Undefined => Cell::text("undefined"),
    }
}

/// An answer in JSON.
fn told(there: &There) -> Value {
    match there {
        There::Answer(Answer::Yes) => json!(true),
        There::Answer(Answer::No) => json!(false),
        There::Answer(Answer::Number { low, high }) => number_json(&(low.clone(), high.clone())),
        There::Answer(Answer::Open(Open::Infinite)) => json!("infinite"),
        There::Answer(Answer::Open(_)) => json!("open"),
        There::Undefined => json!("undefined"),
    }
}
