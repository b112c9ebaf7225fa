//! `equil region`: where in a box of parameters an answer holds.

mod json;
mod picture;

pub(super) use picture::axis_label;
pub use picture::region_picture;

use super::decision::{Compared, said, said_here, said_if_known, tie};
use super::json::Point;
use super::{Document, capitalised};
use crate::answer::Decision;
use crate::model::{Affine, Model};
use crate::num::{Rational, Sign, significant};
use crate::region::{Bound, Cell, Facet, Region, Sampled, Side};
use crate::table::{self, Style, Table};

/// A box taken apart by the answer, ready to be told.
#[derive(Clone, Debug)]
pub struct Located<'a> {
    /// The game.
    pub model: &'a Model,
    /// Where the other parameters stay.
    pub point: Point,
    /// What is asked, in words ([`asked_in_words`](crate::report::asked_in_words)).
    pub asked: String,
    /// The answer at the point, if it has one.
    pub here: Option<Decision>,
    /// What a number is compared with, if one is.
    pub compared: Option<Compared>,
    /// Whether shares are probabilities, by the priors of the parameters.
    pub by_priors: bool,
    /// Answers at points drawn from correlated priors: shares are then estimates.
    pub sampled: Option<Sampled>,
    /// What was found.
    pub region: Region,
}

/// Digits of numbers in inequalities and of ends of ranges.
const DIGITS: usize = 6;

impl Located<'_> {
    /// The answer in words and tables.
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.model.info.name, &mut document);
        let here = said_here(self.model, self.here.as_ref(), self.compared.as_ref());
        document.styled(Style::Strong, format!("{}: {here} at the base point.", self.asked));
        document.gap();
        document.table(match &self.sampled {
            Some(sampled) => self.estimates(sampled),
            None => self.shares(),
        });
        let borders = self.borders();
        if let Some(borders) = borders {
            document.gap();
            document.table(borders);
        }
        let absent = self.absent();
        if !absent.is_empty() {
            document.gap();
            document.line(format!("Not in any payoff that matters: {}.", absent.join(", ")));
        }
        document.remark(self.provenance());
        document
    }

    /// Every cell, for other programs: its box and its answer.
    pub fn data(&self) -> Table {
        let names: Vec<String> = self
            .region
            .axes
            .iter()
            .flat_map(|axis| {
                let name = &self.model.parameters[axis.parameter].name;
                [format!(">{name} from"), format!(">{name} to")]
            })
            .collect();
        let mut heads: Vec<&str> = vec!["answer"];
        heads.extend(names.iter().map(String::as_str));
        heads.extend(["kind", ">corners"]);
        let mut table = Table::new(&heads);
        let boxed = |low: &[Rational], high: &[Rational]| -> Vec<table::Cell> {
            low.iter()
                .zip(high)
                .flat_map(|(low, high)| [low, high].map(table::Cell::exact))
                .collect()
        };
        for cell in &self.region.cells {
            let mut row = vec![table::Cell::text(said(self.model, &cell.decision))];
            row.extend(boxed(&cell.low, &cell.high));
            let kind = match (&cell.part, cell.exact) {
                (None, _) => "box",
                (Some(_), true) => "polytope",
                (Some(_), false) => "inner polytope",
            };
            let corners = cell
                .part
                .as_ref()
                .map_or(1_usize << cell.low.len().min(63), |part| part.corners().count());
            row.extend([table::Cell::text(kind), table::Cell::text(corners.to_string())]);
            table.row(row);
        }
        for open in &self.region.open {
            let mut row = vec![table::Cell::text("open")];
            row.extend(boxed(&open.low, &open.high));
            row.extend([table::Cell::text("box, less its cells"), table::Cell::empty()]);
            table.row(row);
        }
        table
    }

    /// Shares of points that were drawn, each with its standard error.
    fn estimates(&self, sampled: &Sampled) -> Table {
        let name = |parameter: usize| self.model.parameters[parameter].name.as_str();
        let pairs = sampled
            .correlate
            .iter()
            .map(|(a, b, rank)| format!("{} and {} by {}", name(*a), name(*b), shown(rank)));
        let pairs: Vec<String> = pairs.collect();
        let mut table = Table::new(&["answer", ">estimate", ">standard error", ">points"]).caption(
            format!("Probability, by the priors, which are correlated: {}", pairs.join(", ")),
        );
        let mut row = |answer: String, count: u64, style: Style| {
            let (share, error) = sampled.share(count);
            table.row(vec![
                table::Cell::text(answer).styled(style),
                table::Cell::text(format!("{share:.4}")).styled(style),
                table::Cell::text(format!("{error:.4}")),
                table::Cell::text(count.to_string()),
            ]);
        };
        for (decision, count) in &sampled.counts {
            let here = Some(decision) == self.here.as_ref();
            let style = if here { Style::Strong } else { Style::Plain };
            row(said(self.model, decision), *count, style);
        }
        if sampled.open > 0 {
            row("open".to_owned(), sampled.open, Style::Faint);
        }
        table
    }

    fn shares(&self) -> Table {
        let what = if self.by_priors { "Probability, by the priors" } else { "Share of the box" };
        let box_ = self.region.axes.iter().map(|axis| {
            let name = &self.model.parameters[axis.parameter].name;
            format!("{name} in [{}, {}]", shown(&axis.low), shown(&axis.high))
        });
        let axes: Vec<String> = box_.collect();
        let caption = match axes.len() {
            0..=8 => format!("{what}: {}", axes.join(", ")),
            count => format!("{what} of {count} parameters"),
        };
        let mut table =
            Table::new(&["answer", ">at least", ">at most", "exactly"]).caption(caption);
        for (decision, share) in &self.region.shares {
            let exactly = share.exact().filter(|exact| exact.to_string().len() <= LONGEST);
            let mut row = vec![table::Cell::text(said(self.model, decision))];
            row.extend(match share.exact() {
                Some(exact) => [exact; 2].map(table::Cell::exact),
                None => [table::Cell::at_least(&share.low), table::Cell::at_most(&share.high)],
            });
            row.push(exactly.map_or_else(table::Cell::empty, |x| table::Cell::text(x.to_string())));
            if Some(decision) == self.here.as_ref() {
                row = row.into_iter().map(|cell| cell.styled(Style::Strong)).collect();
            }
            table.row(row);
        }
        // Where nothing but borders is open, what is left is how far volumes are known
        if !self.region.open.is_empty() {
            let rest = &self.region.rest;
            table.row(vec![
                table::Cell::text("open").styled(Style::Faint),
                table::Cell::exact(&Rational::integer(0)),
                table::Cell::at_most(rest),
                table::Cell::empty(),
            ]);
        }
        table
    }

    /// What bounds the cells, where they are few and exact. Those in which the answer is no are left out: they
    /// are the rest.
    fn borders(&self) -> Option<Table> {
        let told = |cell: &&Cell| cell.decision != Decision::No && !cell.borders.is_empty();
        let cells: Vec<&Cell> = self.region.cells.iter().filter(told).collect();
        if cells.is_empty() || cells.len() > MOST_TOLD {
            return None;
        }
        let mut table = Table::new(&["answer", "cell", "wherever", "equal there", "on it"])
            .caption("What bounds the cells, but for those of no: each inequality is needed");
        for (number, cell) in cells.iter().enumerate() {
            for border in &cell.borders {
                let on = said_if_known(self.model, border.on.as_ref());
                let (wherever, equal) = match &border.facet {
                    Facet::Range { axis, upper } => (self.end(cell, *axis, *upper), String::new()),
                    Facet::Payoffs(bound) => (self.inequality(bound), self.named(bound)),
                };
                table.row(vec![
                    table::Cell::text(said(self.model, &cell.decision)),
                    table::Cell::text((number + 1).to_string()),
                    table::Cell::text(wherever),
                    table::Cell::text(equal),
                    table::Cell::text(on),
                ]);
            }
        }
        Some(table)
    }

    fn end(&self, cell: &Cell, axis: usize, upper: bool) -> String {
        let name = &self.model.parameters[self.region.axes[axis].parameter].name;
        let (sign, end) = if upper { ("<", &cell.high[axis]) } else { (">", &cell.low[axis]) };
        format!("{name} {sign} {}", shown(end))
    }

    /// A bound as an inequality in the parameters.
    fn inequality(&self, bound: &Bound) -> String {
        let Some(affine) = &bound.affine else { return String::new() };
        let names: Vec<&str> = self
            .region
            .axes
            .iter()
            .map(|axis| self.model.parameters[axis.parameter].name.as_str())
            .collect();
        inequality(affine, &bound.level, bound.side, &names)
    }

    /// The payoffs that are equal at a bound.
    fn named(&self, bound: &Bound) -> String {
        match &bound.combination[..] {
            [(first, one), (second, _)] if bound.level.is_zero() => {
                let (better, worse) = if one.signum() == Sign::Positive {
                    (*first, *second)
                } else {
                    (*second, *first)
                };
                tie(self.model, (bound.player, better, worse), None)
            }
            _ if bound.level.is_zero() => {
                format!("payoffs of {}", self.model.players[bound.player].name)
            }
            _ => {
                let player = &self.model.players[bound.player].name;
                format!("payoffs of {player}, but for {}", shown(&bound.level))
            }
        }
    }

    fn absent(&self) -> Vec<&str> {
        let axes = self.region.axes.iter().zip(&self.region.enters).filter(|(_, enters)| !**enters);
        axes.map(|(axis, _)| self.model.parameters[axis.parameter].name.as_str()).collect()
    }

    /// Whether as little is open as was asked for.
    pub fn is_complete(&self) -> bool {
        !self.region.stopped && self.sampled.as_ref().is_none_or(|sampled| sampled.open == 0)
    }

    fn provenance(&self) -> String {
        let region = &self.region;
        let boxes = match region.boxes {
            1 => "one box looked at".to_owned(),
            count => format!("{count} boxes looked at"),
        };
        let cells = region.cells.iter();
        let exact = cells.clone().filter(|cell| cell.part.is_some() && cell.exact).count();
        let inner = cells.clone().filter(|cell| cell.part.is_some() && !cell.exact).count();
        let whole = cells.filter(|cell| cell.part.is_none()).count();
        let kinds = [
            (whole, "whole box", "es", ""),
            (exact, "polytope", "s", " bounded by the payoffs themselves"),
            (inner, "polytope", "s", " inside curved borders"),
        ];
        let kinds = kinds.iter().filter(|(count, ..)| *count > 0);
        let told = |(count, one, more, how): &(usize, &str, &str, &str)| {
            format!("{count} {one}{}{how}", if *count == 1 { "" } else { more })
        };
        let kinds: Vec<String> = kinds.map(told).collect();
        let rest = if region.open.is_empty() && region.stopped {
            "nothing is open but borders, but volumes are known no better"
        } else if region.open.is_empty() {
            "nothing is open but borders"
        } else if region.stopped {
            "the search ended before the rest was as small as asked"
        } else {
            "the rest is open"
        };
        let drawn = self.sampled.as_ref().map_or_else(String::new, |sampled| {
            format!(
                "; sampled: {} points drawn by lot (seed {}), {} of them in proved cells, the others asked \
                 singly; the shares are estimates",
                sampled.points, sampled.seed, sampled.in_cells
            )
        });
        let proved = if kinds.is_empty() {
            "nothing is proved".to_owned()
        } else {
            format!("proved: {}", kinds.join(", "))
        };
        let found = format!("{boxes}; {proved}; {rest}{drawn}");
        format!("{}.", capitalised(&found))
    }
}

/// Fractions longer than this are not written out.
const LONGEST: usize = 32;
/// What bounds cells is told of no more than this.
const MOST_TOLD: usize = 8;

fn shown(number: &Rational) -> String {
    significant(number, DIGITS)
}

/// An affine function against a number, with the number on the right.
fn inequality(affine: &Affine, level: &Rational, side: Side, names: &[&str]) -> String {
    let mut left = String::new();
    // What comes first is positive
    let turned = affine.slopes.iter().find(|slope| !slope.is_zero());
    let turned = turned.is_some_and(|slope| slope.signum() == Sign::Negative);
    for (slope, name) in affine.slopes.iter().zip(names).filter(|(slope, _)| !slope.is_zero()) {
        let minus = (slope.signum() == Sign::Negative) != turned;
        let sign = match (left.is_empty(), minus) {
            (true, _) => "",
            (false, false) => " + ",
            (false, true) => " - ",
        };
        let size = slope.abs();
        let factor =
            if size == Rational::integer(1) { String::new() } else { format!("{} ", shown(&size)) };
        left.push_str(&format!("{sign}{factor}{name}"));
    }
    let mut right = level.clone();
    right -= &affine.constant;
    if turned {
        right = right.negated();
    }
    let than = if (side == Side::Above) == turned { "<" } else { ">" };
    format!("{left} {than} {}", shown(&right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inequalities_begin_with_what_is_positive() {
        let said = |slopes: [i64; 2], constant: &str, side| {
            let slopes = slopes.map(Rational::integer).to_vec();
            let affine = Affine { constant: constant.parse().unwrap(), slopes };
            inequality(&affine, &Rational::integer(0), side, &["rent", "cost"])
        };
        assert_eq!(said([-1, -1], "3/2", Side::Above), "rent + cost < 1.5");
        assert_eq!(said([-1, 2], "-1", Side::Below), "rent - 2 cost > -1");
        assert_eq!(said([0, -2], "1", Side::Above), "2 cost < 1");
        assert_eq!(said([1, -1], "1", Side::Above), "rent - cost > -1");
    }
}
