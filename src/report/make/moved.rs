//! Other parameters at which it comes about.

use super::{Alone, Make, Moved};
use crate::make::Metric;
use crate::num::{Rational, Ring};
use crate::report::Document;
use crate::table::{Cell, Style, Table, middle, shown};

impl Make<'_> {
    pub(super) fn parameters(&self, moved: &Moved, digits: usize, document: &mut Document) {
        document.gap();
        let table = self.alone_table(moved);
        if !table.rows.is_empty() {
            document.table(table);
        }
        let named = |wanted: &Alone| -> Vec<&str> {
            let all = moved.single.iter().zip(&moved.moving).filter(|(alone, _)| *alone == wanted);
            all.map(|(_, m)| self.model.parameters[m.parameter].name.as_str()).collect()
        };
        for (alone, said) in [
            (Alone::Never, "Not by itself, anywhere in its range, which is proved"),
            (Alone::Absent, "Not in any payoff that matters"),
            (Alone::Open, "Open"),
        ] {
            let names = named(&alone);
            if !names.is_empty() {
                document.line(format!("{said}: {}.", names.join(", ")));
            }
        }
        self.together(moved, digits, document);
    }

    /// Each parameter on its own.
    fn alone_table(&self, moved: &Moved) -> Table {
        let heads = ["parameter", ">now", ">needed", ">share of range", "", ""];
        let mut table = Table::new(&heads).caption("By one parameter, all others as they are");
        for ((alone, moving), base) in moved.single.iter().zip(&moved.moving).zip(&moved.base) {
            let Alone::Reach(reach) = alone else { continue };
            let value = middle(&reach.value.0, &reach.value.1);
            let mut share = value.minus(base);
            share *= &moving.high.minus(&moving.low).recip().unwrap_or_else(Rational::zero);
            let side = match (reach.attained, value < *base) {
                (true, _) => "",
                (false, true) => "below it",
                (false, false) => "above it",
            };
            let proved = if reach.proved { "" } else { "perhaps nearer" };
            table.row(vec![
                Cell::text(self.model.parameters[moving.parameter].name.clone()),
                Cell::exact(base),
                Cell::number(&reach.value).styled(Style::Strong),
                Cell::text(per_cent(&share)),
                Cell::text(side),
                Cell::text(proved),
            ]);
        }
        table
    }

    /// The nearest point.
    fn together(&self, moved: &Moved, digits: usize, document: &mut Document) {
        document.gap();
        let nearest = &moved.nearest;
        let short = if nearest.stopped {
            ", and a limit ended the search: `--limit` gives it more time"
        } else {
            ""
        };
        let (Some(values), Some(distance)) = (&nearest.values, &nearest.distance) else {
            if nearest.nowhere {
                return document.line("Nowhere within the ranges, which is proved.");
            }
            let bound = if nearest.at_least.is_zero() {
                String::new()
            } else {
                format!("; it does not within {} of the ranges", bare(&nearest.at_least))
            };
            return document
                .line(format!("By all parameters together: no point was found{bound}{short}."));
        };
        let measure = match moved.metric {
            Metric::Sum => "moves, as shares of the ranges, sum to",
            Metric::Greatest => "the greatest move, as a share of its range, is",
        };
        let bound = if nearest.is_proved() {
            "; no point is nearer".to_owned()
        } else if nearest.at_least.is_zero() {
            "; others may be nearer".to_owned()
        } else {
            format!("; it holds nowhere nearer than {}", bare(&nearest.at_least))
        };
        let caption = format!("By all together: {measure} {}{bound}{short}", bare(distance));
        let mut table =
            Table::new(&["parameter", ">now", ">then", ">share of range"]).caption(caption);
        for ((value, moving), base) in values.iter().zip(&moved.moving).zip(&moved.base) {
            if value == base {
                continue;
            }
            let mut share = value.minus(base);
            share *= &moving.high.minus(&moving.low).recip().unwrap_or_else(Rational::zero);
            let exact = crate::table::in_full(value);
            let short = shown(value, value, digits);
            table.row(vec![
                Cell::text(self.model.parameters[moving.parameter].name.clone()),
                Cell::exact(base),
                Cell::rounded(short, exact).styled(Style::Strong),
                Cell::text(per_cent(&share)),
            ]);
        }
        if table.rows.is_empty() {
            return document.line("It holds at the point as it is.");
        }
        document.table(table);
        if !nearest.holds {
            document.line(
                "At the point itself alternatives are as good; it holds at points as near to it as one likes.",
            );
        }
    }
}

fn bare(share: &Rational) -> String {
    per_cent(share).trim_start_matches('+').to_owned()
}

/// A share with its sign, in per cent.
fn per_cent(share: &Rational) -> String {
    format!("{} %", super::super::per_cent::per_cent(share))
}
