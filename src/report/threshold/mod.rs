//! `equil threshold`: where an answer changes as single parameters move.

mod curves;
mod flips;
mod json;
mod path;
mod picture;
mod words;

pub use curves::Traced;
pub(super) use curves::{implicit, polynomial};
pub use path::Travelled;

use super::Document;
use super::decision::{Compared, said, said_here, said_if_known};
use super::json::Point;
use crate::answer::Decision;
use crate::model::Model;
use crate::num::{Rational, significant};
use crate::table::{Cell, Style, Table};
use crate::threshold::{Change, Line, Switching, Way};
use words::{placed, provenance, reaching, tie};

/// Parameters that move, one at a time, ready to be told.
#[derive(Clone, Debug)]
pub struct Thresholds<'a> {
    /// The game.
    pub model: &'a Model,
    /// Where the others stay.
    pub point: Point,
    /// What is asked, in words ([`asked_in_words`](crate::report::asked_in_words)).
    pub asked: String,
    /// The answer at the point, if it has one.
    pub here: Option<Decision>,
    /// What a number is compared with, if one is.
    pub compared: Option<Compared>,
    /// One for each parameter; no base where it has no value at the point.
    pub lines: Vec<(Line, Option<Switching>)>,
}

impl Thresholds<'_> {
    /// The answer in words and tables.
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.model.info.name, &mut document);
        let here = said_here(self.model, self.here.as_ref(), self.compared.as_ref());
        document.styled(Style::Strong, format!("{}: {here}.", self.asked));
        let table = self.table();
        if !table.rows.is_empty() {
            document.gap();
            document.table(table);
        }
        let open: Vec<String> = self.open().collect();
        let mut fixed = self.fixed();
        let nowhere: Vec<String> = self.nowhere().collect();
        if !nowhere.is_empty() {
            fixed.insert(
                0,
                format!("No answer, since a payoff has no value: {}.", nowhere.join("; ")),
            );
        }
        if !open.is_empty() {
            fixed.insert(0, format!("Open, and perhaps without a change: {}.", open.join("; ")));
        }
        if !fixed.is_empty() {
            document.gap();
            for line in fixed {
                document.line(line);
            }
        }
        document.remark(self.provenance());
        document
    }

    /// Every change, for other programs.
    pub fn data(&self) -> Table {
        self.table()
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&[
            "parameter",
            ">now",
            ">changes at",
            ">by per cent",
            "from",
            "at it",
            "to",
            "equal there",
        ])
        .caption("Where the answer changes, one parameter at a time");
        for (line, switching) in &self.lines {
            for change in line.changes().iter().filter(|change| change.is_certain()) {
                table.row(self.row(line, switching.as_ref(), change));
            }
        }
        table
    }

    fn row(&self, line: &Line, switching: Option<&Switching>, change: &Change) -> Vec<Cell> {
        let base = switching.map(|switching| &switching.base);
        let nearest = switching.is_some_and(|switching| {
            [&switching.down, &switching.up].iter().any(|way| match way {
                Way::Change(near) => near.low == change.low && near.high == change.high,
                Way::Never => false,
            })
        });
        let told = |decision: &Option<Decision>| said_if_known(self.model, decision.as_ref());
        let end = |text: String, is_end: bool| if is_end { "·".to_owned() } else { text };
        let mut row = vec![
            Cell::text(self.model.parameters[line.parameter].name.clone()),
            base.map_or_else(Cell::empty, Cell::exact),
            placed(&(change.low.clone(), change.high.clone())).styled(if nearest {
                Style::Strong
            } else {
                Style::Plain
            }),
            base.and_then(|base| per_cent(base, change)).map_or_else(Cell::empty, Cell::text),
            Cell::text(end(
                told(&change.before),
                change.low == line.low && change.before.is_none(),
            )),
        ];
        row.push(Cell::text(match &change.at {
            None if change.has_no_value() => "no value".to_owned(),
            at => told(at),
        }));
        row.push(Cell::text(end(
            told(&change.after),
            change.high == line.high && change.after.is_none(),
        )));
        row.push(Cell::text(tie(self.model, change, self.compared.as_ref())));
        row
    }

    /// Parameters that change nothing.
    fn fixed(&self) -> Vec<String> {
        let named = |keep: &dyn Fn(&Line) -> bool| {
            let lines = self.lines.iter().map(|(line, _)| line).filter(|line| keep(line));
            lines
                .map(|line| {
                    let name = &self.model.parameters[line.parameter].name;
                    format!("{name} in [{}, {}]", shown(&line.low), shown(&line.high))
                })
                .collect::<Vec<_>>()
        };
        let never = named(&|line| line.enters && !line.stopped && line.changes().is_empty());
        let absent = self.lines.iter().map(|(line, _)| line).filter(|line| !line.enters);
        let absent: Vec<&str> =
            absent.map(|line| self.model.parameters[line.parameter].name.as_str()).collect();
        let mut said = Vec::new();
        if !never.is_empty() {
            said.push(format!("Never, which is proved: {}.", never.join("; ")));
        }
        if !absent.is_empty() {
            said.push(format!("Not in any payoff that matters: {}.", absent.join(", ")));
        }
        said
    }

    /// Where nothing is proved, and nothing shows a change.
    fn open(&self) -> impl Iterator<Item = String> {
        self.stretches(|change| {
            !change.is_certain() && change.why.is_some() && !change.has_no_value()
        })
    }

    /// Where there is nothing to prove.
    fn nowhere(&self) -> impl Iterator<Item = String> {
        self.stretches(|change| change.has_no_value() && !change.is_certain())
    }

    fn stretches(&self, keep: impl Fn(&Change) -> bool + Copy) -> impl Iterator<Item = String> {
        self.lines.iter().flat_map(move |(line, _)| {
            let name = &self.model.parameters[line.parameter].name;
            let mut joined: Vec<(Rational, Rational)> = Vec::new();
            for Change { low, high, .. } in line.changes().into_iter().filter(|c| keep(c)) {
                match joined.last_mut() {
                    Some(last) if low <= last.1 => last.1 = high.max(last.1.clone()),
                    _ => joined.push((low, high)),
                }
            }
            joined.into_iter().map(move |(low, high)| format!("{name} {}", reaching(&low, &high)))
        })
    }

    /// An answer in words.
    pub fn said(&self, decision: &Decision) -> String {
        said(self.model, decision)
    }

    /// Whether everything is proved.
    pub fn is_complete(&self) -> bool {
        self.lines.iter().all(|(line, _)| line.is_complete())
    }

    fn provenance(&self) -> String {
        provenance(&self.lines.iter().map(|(line, _)| line).collect::<Vec<_>>())
    }
}

fn shown(number: &Rational) -> String {
    significant(number, 6)
}

/// How far the change is from the base, in per cent of it.
fn per_cent(base: &Rational, change: &Change) -> Option<String> {
    if change.low <= *base && *base <= change.high {
        return Some("0".to_owned());
    }
    let mut part = crate::table::middle(&change.low, &change.high);
    part -= base;
    part *= &base.abs().recip()?;
    Some(super::per_cent::per_cent(&part))
}
