//! `equil radius`: how far all parameters may move at once.

use serde_json::{Map, Value, json};

use super::decision::{Compared, decision_json, said, said_here, tie, tie_json};
use super::json::{Point, game_json, number_json};
use super::{Document, capitalised};
use crate::model::{Axis, Model};
use crate::num::{Rational, Ring, decimal_down, decimal_up, significant_down, significant_up};
use crate::region::Radius;
use crate::table::{Cell, Style, Table, in_full};

/// A robustness radius, ready to be told.
#[derive(Clone, Debug)]
pub struct Robust<'a> {
    /// The game.
    pub model: &'a Model,
    /// The base point.
    pub point: Point,
    /// What is asked, in words ([`asked_in_words`](crate::report::asked_in_words)).
    pub asked: String,
    /// What a number is compared with, if one is.
    pub compared: Option<Compared>,
    /// The parameters that move.
    pub axes: &'a [Axis],
    /// Where they start, by axis.
    pub base: Vec<Rational>,
    /// How far the bounds may be apart.
    pub rest: Rational,
    /// What was found.
    pub radius: Radius,
}

/// Digits of the radius, and of ends of ranges.
const DIGITS: usize = 4;

impl Robust<'_> {
    /// The answer in words and tables.
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.model.info.name, &mut document);
        let here = said_here(self.model, Some(&self.radius.here), self.compared.as_ref());
        document.styled(Style::Strong, format!("{}: {here}.", self.asked));
        document.line(self.how_far());
        if let Some(breaks) = self.breaks() {
            document.line(breaks);
        }
        document.gap();
        document.table(self.table(|place| self.radius.enters[place]));
        let absent = self.axes.iter().zip(&self.radius.enters).filter(|(_, enters)| !**enters);
        let absent: Vec<&str> = absent.map(|(axis, _)| self.name(axis)).collect();
        if !absent.is_empty() {
            document.line(format!("Not in any payoff that matters: {}.", absent.join(", ")));
        }
        document.remark(self.provenance());
        document
    }

    /// The proved box, and the corner that breaks it.
    pub fn data(&self) -> Table {
        self.table(|_| true)
    }

    fn name(&self, axis: &Axis) -> &str {
        &self.model.parameters[axis.parameter].name
    }

    fn how_far(&self) -> String {
        let radius = &self.radius;
        let proved = significant_down(&radius.low, DIGITS);
        let way = "of the way to the ends of their ranges";
        match &radius.high {
            _ if radius.is_everywhere => {
                "The answer is the same in the whole box of ranges, which is proved.".to_owned()
            }
            Some(high) if *high == radius.low => {
                format!(
                    "All parameters may move by less than {} {way}: exactly.",
                    significant_down(high, DIGITS)
                )
            }
            Some(high) => format!(
                "All parameters may move {proved} {way}, which is proved; {} is too far.",
                significant_up(high, DIGITS)
            ),
            None => format!(
                "All parameters may move {proved} {way}, which is proved; no point with another answer was found."
            ),
        }
    }

    fn breaks(&self) -> Option<String> {
        let witness = self.radius.witness.as_ref()?;
        let answer = said(self.model, &witness.decision);
        let tie =
            witness.pair.map(|pair| format!(": {}", tie(self.model, pair, self.compared.as_ref())));
        Some(format!("There, or just beyond, the answer is {answer}{}.", tie.unwrap_or_default()))
    }

    fn table(&self, keep: impl Fn(usize) -> bool) -> Table {
        let mut table =
            Table::new(&["parameter", ">now", ">proved from", ">to", ">another answer at"])
                .caption("The box inside which the answer is proved, and a point with another one");
        for (place, axis) in self.axes.iter().enumerate().filter(|(place, _)| keep(*place)) {
            let (low, high) = self.ends(place);
            let witness = self.radius.witness.as_ref().map(|witness| &witness.point[place]);
            table.row(vec![
                Cell::text(self.name(axis)),
                Cell::exact(&self.base[place]),
                inward(&low, &self.base[place], decimal_up),
                inward(&high, &self.base[place], decimal_down),
                witness.map_or_else(Cell::empty, Cell::exact),
            ]);
        }
        table
    }

    /// The proved range of a parameter.
    fn ends(&self, place: usize) -> (Rational, Rational) {
        let (axis, base) = (&self.axes[place], &self.base[place]);
        let end = |end: &Rational| {
            let mut x = base.clone();
            x.add_product(&self.radius.low, &end.minus(base));
            x
        };
        (end(&axis.low), end(&axis.high))
    }

    /// The answer for other programs.
    pub fn json(&self, warnings: &[String]) -> Value {
        let exact = |x: &Rational| number_json(&(x.clone(), x.clone()));
        let name = |axis: &Axis| self.name(axis).to_owned();
        let parameters: Vec<Value> = self
            .axes
            .iter()
            .enumerate()
            .map(|(place, axis)| {
                let (low, high) = self.ends(place);
                json!({
                    "param": name(axis),
                    "enters": self.radius.enters[place],
                    "base": exact(&self.base[place]),
                    "range": [exact(&axis.low), exact(&axis.high)],
                    "proved": [exact(&low), exact(&high)],
                })
            })
            .collect();
        let witness = self.radius.witness.as_ref().map(|witness| {
            let point: Map<String, Value> = self
                .axes
                .iter()
                .zip(&witness.point)
                .map(|(axis, x)| (name(axis), exact(x)))
                .collect();
            let tie = witness.pair.map(|(player, a, b)| tie_json(self.model, player, a, b));
            json!({
                "at": point,
                "answer": decision_json(self.model, Some(&witness.decision)),
                "tie": tie,
            })
        });
        json!({
            "schema": "equil.radius/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "query": self.asked,
            "here": decision_json(self.model, Some(&self.radius.here)),
            "radius": {
                "lower": exact(&self.radius.low),
                "upper": self.radius.high.as_ref().map(exact),
                "exact": self.radius.high.as_ref() == Some(&self.radius.low),
            },
            "parameters": parameters,
            "witness": witness,
            "boxes": self.radius.boxes,
            "complete": self.is_complete(),
            "warnings": warnings,
        })
    }

    /// Whether the bounds are as close as was asked for.
    pub fn is_complete(&self) -> bool {
        let radius = &self.radius;
        radius.is_everywhere
            || radius.high.as_ref().is_some_and(|high| {
                let mut least = high.clone();
                least *= &self.rest;
                high.minus(&radius.low) <= least
            })
    }

    fn provenance(&self) -> String {
        let radius = &self.radius;
        let boxes = match radius.boxes {
            1 => "one box looked at".to_owned(),
            count => format!("{count} boxes looked at"),
        };
        let how = if radius.is_everywhere {
            "proved by ranges of payoffs"
        } else if radius.high.as_ref() == Some(&radius.low) {
            "exact: the differences that matter are affine in the parameters"
        } else if radius.stopped {
            "the search ended early"
        } else if radius.high.is_none() {
            "the lower bound is proved by ranges of payoffs"
        } else {
            "the lower bound is proved by ranges of payoffs, the upper one by a point"
        };
        format!("{}.", capitalised(&format!("{boxes}; {how}")))
    }
}

/// An end of a proved range, rounded towards the base point, with so many digits that it stays apart from it.
fn inward(end: &Rational, base: &Rational, rounded: fn(&Rational, usize) -> String) -> Cell {
    let near = |digits: usize| {
        let text = rounded(end, digits);
        let shown: Option<Rational> = text.parse().ok();
        let apart = shown.is_some_and(|shown| shown != *base && (shown > *base) == (end > base));
        (apart || end == base).then_some(text)
    };
    match (DIGITS..MOST_DIGITS).find_map(near) {
        Some(text) => Cell::rounded(text, in_full(end)),
        None => Cell::exact(end),
    }
}

/// Ends of ranges have no more digits than this.
const MOST_DIGITS: usize = 40;
