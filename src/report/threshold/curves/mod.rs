//! `equil threshold --along`: how the thresholds of one parameter move with another.

mod equation;
mod json;
mod lacking;
mod picture;

pub(in crate::report) use equation::{implicit, polynomial};

use super::super::decision::{Compared, said_if_known, tie};
use super::super::json::Point;
use super::super::{Document, capitalised};
use super::shown;
use super::words::{bracket, placed, reaching};
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

/// What curves are about.
const CHANGES: &str = "Curves on which the answer changes";
const UNSETTLED: &str = "Curves on which the answer is open, and the same on both sides";
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
        self.point.tell(&self.model.info.name, &mut document);
        let (name, other) = self.names();
        let Curves { other: axis, curves, .. } = &self.curves;
        let (changes, unsettled): (Vec<_>, Vec<_>) =
            curves.iter().enumerate().partition(|(_, curve)| curve.is_change());
        let curves_of = |count: usize| match count {
            1 => "1 curve".to_owned(),
            count => format!("{count} curves"),
        };
        let mut count = match changes.len() {
            0 if unsettled.is_empty() && self.curves.is_all_open() => {
                "no change is proved".to_owned()
            }
            0 => "no change".to_owned(),
            count => curves_of(count),
        };
        if !unsettled.is_empty() {
            count.push_str(&format!(", and {} on which it is open", curves_of(unsettled.len())));
        }
        let said = format!(
            "{}: where it changes with {name}, for {other} from {} to {}: {count}.",
            self.asked,
            shown(&axis.low),
            shown(&axis.high)
        );
        document.styled(Style::Strong, said);
        for (kind, what) in [(changes, CHANGES), (unsettled, UNSETTLED)] {
            if !kind.is_empty() {
                document.gap();
                document.table(self.kinds(&kind, what));
            }
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
        let open = [self.lacking(), self.open()].concat();
        if !open.is_empty() {
            document.gap();
            for line in open {
                document.line(line);
            }
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
    fn kinds(&self, curves: &[(usize, &Curve)], what: &str) -> Table {
        let (name, other) = self.names();
        let [below, above] = ["below", "above"].map(|side| format!("{side} in {name}"));
        let [from, to] = ["from", "to"].map(|end| format!(">{end} {other}"));
        let between = curves.iter().any(|(_, curve)| curve.at.is_some());
        let mut heads = vec!["curve", &from, &to, &below, &above, "equal on it"];
        if between {
            heads.insert(4, "on it");
        }
        let mut table =
            Table::new(&heads).caption(format!("{what}: a value of {name} for each of {other}"));
        for &(number, curve) in curves {
            let [from, to] = self.told_ends(curve);
            let equal = curve.pair.map_or_else(
                || {
                    (if self.curves.is_level { "the number and its bound" } else { "not known" })
                        .to_owned()
                },
                |pair| tie(self.model, pair, self.compared.as_ref()),
            );
            let mut row = vec![
                Cell::text((number + 1).to_string()).styled(Style::Strong),
                from,
                to,
                Cell::text(self.said(curve.before.as_ref())),
                Cell::text(self.said(curve.after.as_ref())),
                Cell::text(equal),
            ];
            if between {
                row.insert(4, Cell::text(self.said(curve.at.as_ref())));
            }
            table.row(row);
        }
        table
    }

    /// Where a curve begins and ends: the event, where its place is known as well as is shown, else its first or last point.
    fn told_ends(&self, curve: &Curve) -> [Cell; 2] {
        let known = self.ends(curve);
        let points = [curve.points.first(), curve.points.last()];
        [0, 1].map(|side| {
            let (low, high) = &known[side];
            let text = significant(low, 6) == significant(high, 6);
            match points[side] {
                Some(&(value, _)) if !text => Cell::exact(&self.curves.values[value].at),
                _ => Cell::number(&known[side]),
            }
        })
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
        let at = [format!(">at {other}"), format!(">{name} there, or beside it")];
        let heads = [at[0].as_str(), &at[1], "curves that end", "that begin"];
        let mut table = Table::new(&heads).caption("Where curves begin, end or meet");
        let named = |curves: &[usize]| {
            let names: Vec<String> = curves.iter().map(|curve| (curve + 1).to_string()).collect();
            if names.is_empty() { "·".to_owned() } else { names.join(", ") }
        };
        for event in &self.curves.events {
            let mut row = vec![placed(&event.within(BITS)).styled(Style::Strong)];
            row.push(placed(&event.across));
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
                row.push(change.map_or_else(|| Cell::text("·"), |change| placed(&bounds(change))));
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
                    placed(&bounds(change)).styled(Style::Strong),
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

    /// Where nothing is proved, though no curve is known to begin or end there.
    fn open(&self) -> Vec<String> {
        let (name, other) = self.names();
        let mut said = Vec::new();
        // What is beside values without a game is told with them
        let alike = |(low, high): &&(Rational, Rational)| !self.lacks(low) && !self.lacks(high);
        let between = self.curves.open.iter().filter(alike);
        let between = between.map(|(low, high)| format!("{other} {}", reaching(low, high)));
        said.extend(listed("Open, though the same is met at both ends", between));
        let values = self.curves.asked().flat_map(|(_, value)| {
            let at = bracket(&value.at, &value.at);
            let open = value.open();
            open.map(move |(low, high)| {
                format!("{name} {} at {other} = {at}", reaching(&low, &high))
            })
        });
        said.extend(listed("Open at single values, and perhaps without a change", values));
        said
    }

    fn provenance(&self) -> String {
        let asked = self.curves.asked().count();
        let more = self.curves.values.len() - asked;
        let mut said = vec![format!("{asked} values, and {more} between them where it was needed")];
        let curves = &self.curves.curves;
        let nothing = "nothing changes beside curves";
        let proved = if curves.is_empty() {
            "the answer is proved to be the same everywhere".to_owned()
        } else if curves.iter().all(|curve| curve.alone) {
            format!("each curve is proved to have one value everywhere, and {nothing}")
        } else {
            format!(
                "{nothing}, which is proved; of some it is not proved that they have one value only, \
                 or what is equal there"
            )
        };
        let (_, other) = self.names();
        let open = &self.curves.rest;
        said.push(if open.is_zero() {
            proved
        } else if self.curves.is_all_open() {
            "between them nothing is proved".to_owned()
        } else {
            format!("but for {} of the range of {other} {proved}", share(open))
        });
        if !self.curves.proved {
            said.push("more is open than was asked for".to_owned());
        } else if !self.curves.is_complete() {
            said.push("at single values some is open".to_owned());
        }
        format!("{}.", capitalised(&said.join("; ")))
    }

    /// Whether everything is proved but for as small a part as was asked for.
    pub fn is_complete(&self) -> bool {
        self.curves.is_complete()
    }
}

/// More open stretches are counted.
const MOST_LISTED: usize = 8;

/// Items after a word, up to some.
fn listed(word: &str, items: impl Iterator<Item = String>) -> Option<String> {
    let items: Vec<String> = items.collect();
    let more = items.len().saturating_sub(MOST_LISTED);
    let told = items.len() - more;
    let rest = if more == 0 { String::new() } else { format!("; and {more} more") };
    (told > 0).then(|| format!("{word}: {}{rest}.", items[..told].join("; ")))
}

/// A part of a range, rounded up: what is open is never told to be less.
fn share(part: &Rational) -> String {
    let exact = significant(part, 2);
    match exact.parse::<Rational>() {
        Ok(told) if told < Rational::one() => exact,
        _ => "nearly all".to_owned(),
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
