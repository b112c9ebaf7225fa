//! `equil threshold --along`: how the thresholds of one parameter move with another.

mod equation;
mod json;
mod picture;

use super::super::decision::{Compared, said_if_known, tie};
use super::super::json::Point;
use super::super::{Document, capitalised};
use super::shown;
use crate::answer::Decision;
use crate::model::Model;
use crate::num::{Rational, Ring, significant};
use crate::table::{Cell, Style, Table};
use crate::threshold::{Change, Curve, Curves, Event, Formula};

/// The thresholds of a parameter as curves over another one, ready to be told.
#[derive(Clone, Debug)]
pub struct Traced<'a> {
    /// The game.
    pub model: &'a Model,
    /// Where all other parameters stay.
    pub point: Point,
    /// What a number is compared with, if one is.
    pub compared: Option<Compared>,
    /// What is asked, in words ([`asked_in_words`](crate::report::asked_in_words)).
    pub asked: String,
    /// The answer at the point, if it has one.
    pub here: Option<Decision>,
    /// Where both parameters are at the point, if they have values there: the other one first.
    pub base: Option<[Rational; 2]>,
    /// What was found.
    pub curves: Curves,
}

/// Curves are told side by side, one column for each, up to so many.
const ABREAST: usize = 6;
/// Longer equations are left to other programs.
const LONGEST: usize = 72;
/// Bits to which values are bounded.
const BITS: u32 = 80;

impl Traced<'_> {
    /// The answer in words and tables.
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        if let Some(said) = self.point.said() {
            document.styled(Style::Faint, format!("{} {said}", self.model.info.name));
        }
        let (name, other) = self.names();
        let Curves { other: axis, curves, .. } = &self.curves;
        let count = match curves.len() {
            0 => "no change".to_owned(),
            1 => "1 curve".to_owned(),
            count => format!("{count} curves"),
        };
        let said = format!(
            "{}: where it changes with {name}, for {other} from {} to {}: {count}.",
            self.asked,
            shown(&axis.low),
            shown(&axis.high)
        );
        document.styled(Style::Strong, said);
        if !curves.is_empty() {
            document.gap();
            document.table(self.kinds());
        }
        let formulas: Vec<String> = self.formulas().collect();
        if !formulas.is_empty() {
            document.gap();
            for line in formulas {
                document.line(line);
            }
        }
        if !self.curves.events.is_empty() {
            document.gap();
            document.table(self.events());
        }
        if !curves.is_empty() {
            document.gap();
            document.table(if curves.len() <= ABREAST { self.abreast() } else { self.data() });
        }
        document.remark(self.provenance());
        document
    }

    /// The parameter that has thresholds, and the other one.
    fn names(&self) -> (&str, &str) {
        let name = |parameter: usize| self.model.parameters[parameter].name.as_str();
        (name(self.curves.parameter.parameter), name(self.curves.other.parameter))
    }

    fn said(&self, decision: Option<&Decision>) -> String {
        decision
            .map_or_else(|| "·".to_owned(), |decision| said_if_known(self.model, Some(decision)))
    }

    /// Each curve: from where to where, between which answers, and what is equal on it.
    fn kinds(&self) -> Table {
        let (name, other) = self.names();
        let [below, above] = ["below", "above"].map(|side| format!("{side} in {name}"));
        let [from, to] = ["from", "to"].map(|end| format!(">{end} {other}"));
        let heads = ["curve", &from, &to, &below, &above, "equal on it"];
        let mut table = Table::new(&heads).caption(format!(
            "Curves on which the answer changes: a value of {name} for each of {other}"
        ));
        for (number, curve) in self.curves.curves.iter().enumerate() {
            let [from, to] = self.ends(curve);
            let equal = curve.pair.map_or_else(
                || "not known".to_owned(),
                |pair| tie(self.model, pair, self.compared.as_ref()),
            );
            table.row(vec![
                Cell::text((number + 1).to_string()).styled(Style::Strong),
                Cell::number(&from),
                Cell::number(&to),
                Cell::text(self.said(curve.before.as_ref())),
                Cell::text(self.said(curve.after.as_ref())),
                Cell::text(equal),
            ]);
        }
        table
    }

    /// Bounds on where a curve begins and ends.
    fn ends(&self, curve: &Curve) -> [(Rational, Rational); 2] {
        let value = |point: Option<&(usize, usize)>| {
            let at = point.map(|&(value, _)| self.curves.values[value].at.clone());
            let at = at.unwrap_or_else(Rational::zero);
            (at.clone(), at)
        };
        let events = curve.ends.map(|event| event.map(|event| &self.curves.events[event]));
        let [first, last] = [curve.points.first(), curve.points.last()].map(value);
        let bounds = |event: Option<&Event>, known: (Rational, Rational)| {
            event.map_or(known, |event| event.within(BITS))
        };
        let [begin, end] = events;
        [bounds(begin, first), bounds(end, last)]
    }

    /// The equations of curves that have some.
    fn formulas(&self) -> impl Iterator<Item = String> {
        let (name, other) = self.names();
        let curves = self.curves.curves.iter().enumerate();
        curves.flat_map(move |(number, curve)| {
            let many = curve.formulas.len() > 1;
            curve.formulas.iter().map(move |formula| {
                let where_ = if many {
                    format!(", {other} from {} to {}", shown(&formula.from), shown(&formula.to))
                } else {
                    String::new()
                };
                format!("Curve {}{where_}: {}", number + 1, written(formula, [name, other]))
            })
        })
    }

    fn events(&self) -> Table {
        let (name, other) = self.names();
        let at = [format!(">at {other}"), format!(">{name} from"), ">to".to_owned()];
        let heads = [at[0].as_str(), &at[1], &at[2], "curves that end", "that begin"];
        let mut table = Table::new(&heads).caption("Where curves begin, end or meet");
        let named = |curves: &[usize]| {
            let names: Vec<String> = curves.iter().map(|curve| (curve + 1).to_string()).collect();
            if names.is_empty() { "·".to_owned() } else { names.join(", ") }
        };
        for event in &self.curves.events {
            let ends = [&event.across.0, &event.across.1];
            let mut row = vec![Cell::number(&event.within(BITS)).styled(Style::Strong)];
            row.extend(ends.map(|end| Cell::text(significant(end, 6))));
            row.extend([Cell::text(named(&event.ends)), Cell::text(named(&event.begins))]);
            table.row(row);
        }
        table
    }

    /// For each value of the other parameter the thresholds, a column for each curve.
    fn abreast(&self) -> Table {
        let (name, other) = self.names();
        let curves = 1..=self.curves.curves.len();
        let mut heads = vec![format!(">{other}")];
        heads.extend(curves.map(|number| format!(">curve {number}")));
        let loose = |value: usize| {
            let changes = &self.curves.values[value].changes;
            let loose = move |&change: &usize| self.curves.curve_at(value, change).is_none();
            (0..changes.len()).filter(loose).map(move |change| &changes[change])
        };
        let more = self.curves.asked().any(|(value, _)| loose(value).next().is_some());
        heads.extend(more.then(|| "at the event".to_owned()));
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads).caption(format!("{name} at which the answer changes"));
        for (value, at) in self.curves.asked() {
            let mut row = vec![Cell::exact(&at.at)];
            for curve in &self.curves.curves {
                let point = curve.points.iter().find(|(place, _)| *place == value);
                let change = point.map(|&(_, change)| &at.changes[change]);
                row.push(
                    change.map_or_else(|| Cell::text("·"), |change| Cell::number(&bounds(change))),
                );
            }
            if more {
                let values = loose(value).map(|change| significant(&change.low, 6));
                row.push(Cell::text(values.collect::<Vec<_>>().join(", ")));
            }
            table.row(row);
        }
        table
    }

    /// Every threshold at every value of the other parameter, for other programs.
    pub fn data(&self) -> Table {
        let (name, other) = self.names();
        let heads = [format!(">{other}"), format!(">{name}")];
        let heads = [heads[0].as_str(), &heads[1], "curve", "from", "at it", "to", "equal there"];
        let mut table = Table::new(&heads).caption(format!(
            "Values of {name} at which the answer changes, for values of {other}"
        ));
        for (value, at) in self.curves.asked() {
            for (place, change) in at.changes.iter().enumerate() {
                let curve = self.curves.curve_at(value, place);
                let told = |decision: &Option<Decision>| self.said(decision.as_ref());
                table.row(vec![
                    Cell::exact(&at.at),
                    Cell::number(&bounds(change)).styled(Style::Strong),
                    curve.map_or_else(Cell::empty, |curve| Cell::text((curve + 1).to_string())),
                    Cell::text(told(&change.before)),
                    Cell::text(said_if_known(self.model, change.at.as_ref())),
                    Cell::text(told(&change.after)),
                    Cell::text(super::words::tie(self.model, change, self.compared.as_ref())),
                ]);
            }
        }
        table
    }

    fn provenance(&self) -> String {
        let asked = self.curves.asked().count();
        let more = self.curves.values.len() - asked;
        let mut said = vec![format!("{asked} values, and {more} between them where it was needed")];
        let alone = self.curves.curves.iter().all(|curve| curve.alone);
        let proved = if alone {
            "each curve is proved to have one value everywhere, and nothing changes beside curves"
        } else {
            "nothing changes beside curves; of some it is not proved that they have one value only, \
             or what is equal there"
        };
        let open = &self.curves.rest;
        said.push(if open.is_zero() {
            proved.to_owned()
        } else {
            format!("but for {} of the range {proved}", significant(open, 2))
        });
        if !self.curves.is_complete() {
            said.push("more is open than was asked for".to_owned());
        }
        format!("{}.", capitalised(&said.join("; ")))
    }

    /// Whether everything is proved but for as small a part as was asked for.
    pub fn is_complete(&self) -> bool {
        self.curves.is_complete()
    }
}

fn bounds(change: &Change) -> (Rational, Rational) {
    (change.low.clone(), change.high.clone())
}

/// The equation of a curve, solved if it can be.
fn written(formula: &Formula, names: [&str; 2]) -> String {
    let text = equation::solved(formula, names);
    let text = text.unwrap_or_else(|| equation::implicit(&formula.zero, names));
    if text.len() <= LONGEST {
        return text;
    }
    let (x, y) = formula.zero.degrees().unwrap_or((0, 0));
    format!("a polynomial of degree {x} in {} and {y} in {}, in JSON", names[0], names[1])
}
