//! `equil sweep`: what was found at many points, counted.

use serde_json::{Map, Value, json};

use super::json::{Point, game_json};
use super::{Document, capitalised};
use crate::model::Watched;
use crate::num::{Rational, decimal};
use crate::sweep::{Findings, Plan, Tally};
use crate::table::{Cell, Style, Table};

/// What a sweep found, ready to be told.
#[derive(Debug)]
pub struct Swept<'a> {
    /// The sweep.
    pub plan: &'a Plan<'a>,
    /// Around where.
    pub point: Point,
    /// What was found.
    pub findings: &'a Findings,
}

impl Swept<'_> {
    /// The summary in words and tables.
    pub fn document(&self, digits: usize) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.plan.model.info.name, &mut document);
        document.styled(Style::Strong, format!("{}.", capitalised(&self.summary())));
        document.gap();
        let (verdicts, numbers) = (self.verdicts(digits), self.numbers(digits));
        let both = !verdicts.rows.is_empty() && !numbers.rows.is_empty();
        if !verdicts.rows.is_empty() {
            document.table(verdicts);
        }
        if both {
            document.gap();
        }
        if !numbers.rows.is_empty() {
            document.table(numbers);
        }
        document.remark(self.how());
        document
    }

    /// The summary as one table, for other programs.
    pub fn data(&self) -> Table {
        let heads = [
            "query",
            "yes",
            "no",
            "infinite",
            "open",
            "undefined",
            "share",
            "standard error",
            "mean",
            "standard deviation",
            "least",
            "greatest",
            "queued",
        ];
        let mut table = Table::new(&heads);
        for (watched, tally) in self.watches() {
            let verdict = watched.query.kind.is_yes_or_no();
            let counts = [tally.yes, tally.no].map(|count| verdict.then_some(count));
            let number = |x: Option<f64>| x.filter(|_| !verdict);
            let of_sample = |x: Option<f64>| number(x).filter(|_| self.is_sample());
            let error = if verdict { tally.standard_error() } else { self.spread(tally) };
            let known = |x: f64| (tally.numbers.count > 0).then_some(x);
            let mut row = vec![Cell::text(watched.written.as_str())];
            row.extend(counts.map(|count| count.map_or_else(Cell::empty, whole)));
            row.extend([tally.infinite, tally.open, tally.undefined].map(whole));
            row.push(float(tally.share().filter(|_| verdict && self.is_sample()), 4));
            row.push(float(error.filter(|_| self.plan.design.by_lot), 4));
            row.push(float(of_sample(known(tally.numbers.mean)), 4));
            row.push(float(of_sample(tally.numbers.deviation()), 4));
            row.push(float(number(known(tally.numbers.least)), 4));
            row.push(float(number(known(tally.numbers.greatest)), 4));
            row.push(whole(tally.queued));
            table.row(row);
        }
        table
    }

    /// The summary for other programs (`equil.sweep/1`).
    pub fn json(&self, warnings: &[String]) -> Value {
        let (plan, findings) = (self.plan, self.findings);
        let mut vary = Map::new();
        for axis in &plan.axes {
            let name = plan.model.parameters[axis.parameter].name.clone();
            vary.insert(name, axis.said().into());
        }
        let watch: Vec<Value> = self.watches().map(|(w, tally)| self.watch(w, tally)).collect();
        json!({
            "schema": "equil.sweep/1",
            "game": game_json(plan.model),
            "point": self.point.json(),
            "method": plan.design.name,
            "n": plan.asked.n,
            "seed": plan.asked.seed,
            "scrambled": plan.asked.scrambled,
            "vary": vary,
            "rows": findings.rows,
            "points": plan.rows(),
            "watch": watch,
            "complete": findings.complete,
            "warnings": warnings,
        })
    }

    fn watch(&self, watched: &Watched, tally: &Tally) -> Value {
        let by_lot = self.plan.design.by_lot;
        let mut told = json!({
            "query": watched.written,
            "infinite": tally.infinite,
            "open": tally.open,
            "undefined": tally.undefined,
            "queued": tally.queued,
        });
        if watched.query.kind.is_yes_or_no() {
            told["yes"] = tally.yes.into();
            told["no"] = tally.no.into();
            told["share"] = tally.share().filter(|_| self.is_sample()).into();
            told["standard_error"] = tally.standard_error().filter(|_| by_lot).into();
            return told;
        }
        let moments = |moments: &crate::sweep::Moments| {
            let known = |x: f64| (moments.count > 0).then_some(x);
            json!({
                "count": moments.count,
                "mean": known(moments.mean).filter(|_| self.is_sample()),
                "standard_error": moments.standard_error().filter(|_| by_lot),
                "standard_deviation": moments.deviation().filter(|_| self.is_sample()),
                "least": known(moments.least),
                "greatest": known(moments.greatest),
            })
        };
        told["numbers"] = moments(&tally.numbers);
        if watched.has_two_numbers() {
            told["greater_numbers"] = moments(&tally.greater);
        }
        told
    }

    fn watches(&self) -> impl Iterator<Item = (&Watched, &Tally)> {
        self.plan.watches.iter().zip(&self.findings.watches)
    }

    fn spread(&self, tally: &Tally) -> Option<f64> {
        tally.numbers.standard_error().filter(|_| self.plan.design.by_lot)
    }

    /// Whether the points that were looked at stand for all: a part of a grid is one corner of it.
    fn is_sample(&self) -> bool {
        !self.plan.design.on_axes || self.findings.rows == self.plan.rows()
    }

    fn summary(&self) -> String {
        let (rows, axes) = (self.findings.rows, self.plan.axes.len());
        let points = match (rows, self.plan.rows()) {
            (1, 1) => "point".to_owned(),
            (rows, all) if rows == all => "points".to_owned(),
            (_, all) => format!("of {all} points"),
        };
        let parameters = if axes == 1 { "parameter" } else { "parameters" };
        let of = if self.findings.complete { "" } else { " (stopped before the last)" };
        format!("{rows} {points} over {axes} {parameters}{of}")
    }

    /// Queries whose answer is yes or no.
    fn verdicts(&self, digits: usize) -> Table {
        let heads = ["query", "yes", "standard error", "no", "open", "undefined"];
        let mut table = Table::new(&heads);
        let is_sample = self.is_sample();
        for column in &mut table.columns[1..] {
            column.right = true;
        }
        for (watched, tally) in self.watches().filter(|(w, _)| w.query.kind.is_yes_or_no()) {
            let error = tally.standard_error().filter(|_| self.plan.design.by_lot);
            let rest = tally.share().map(|share| 1.0 - share);
            table.row(vec![
                Cell::text(watched.written.as_str()),
                if is_sample {
                    Cell::text(percent(tally.share(), digits))
                } else {
                    whole(tally.yes)
                },
                Cell::text(percent(error, digits)),
                if is_sample { Cell::text(percent(rest, digits)) } else { whole(tally.no) },
                whole(tally.open),
                whole(tally.undefined),
            ]);
        }
        table
    }

    /// Queries whose answer is a number.
    fn numbers(&self, digits: usize) -> Table {
        let mut heads = vec!["query", "mean", "standard error", "least", "greatest"];
        // Counts may be infinite, and there may be no discount factor
        let beyond = || self.watches().filter(|(_, tally)| tally.infinite > 0);
        let infinite = beyond().next().is_some();
        let never = beyond().all(|(watched, _)| watched.is_discount());
        heads.extend(infinite.then_some(if never { "never" } else { "infinite" }));
        heads.extend(["open", "undefined"]);
        let mut table = Table::new(&heads);
        for column in &mut table.columns[1..] {
            column.right = true;
        }
        for (watched, tally) in self.watches().filter(|(w, _)| !w.query.kind.is_yes_or_no()) {
            let mut row = |name: String, moments: &crate::sweep::Moments| {
                let known = |x: f64| (moments.count > 0).then_some(x);
                let error = moments.standard_error().filter(|_| self.plan.design.by_lot);
                let mut row = vec![
                    Cell::text(name),
                    float(known(moments.mean).filter(|_| self.is_sample()), digits),
                    float(error, digits),
                    float(known(moments.least), digits),
                    float(known(moments.greatest), digits),
                ];
                row.extend(infinite.then(|| whole(tally.infinite)));
                row.extend([tally.open, tally.undefined].map(whole));
                table.row(row);
            };
            if watched.has_two_numbers() {
                row(format!("least {}", watched.written), &tally.numbers);
                row(format!("greatest {}", watched.written), &tally.greater);
            } else {
                row(watched.written.clone(), &tally.numbers);
            }
        }
        table
    }

    fn how(&self) -> String {
        let asked = &self.plan.asked;
        let design = self.plan.design;
        let mut words = format!("Method {}", design.name);
        if !design.on_axes {
            words.push_str(&format!(", n = {}, seed {}", asked.n, asked.seed));
        }
        if !asked.scrambled {
            words.push_str(", not scrambled");
        }
        let all = self.findings.rows * self.plan.watches.len() as u64;
        let queued: u64 = self.findings.watches.iter().map(|tally| tally.queued).sum();
        let floats = "floats with bounds of their errors settled all";
        let told = match queued {
            0 => format!("{floats} {all} answers"),
            _ if queued == all => format!("exact payoffs settled all {all} answers"),
            _ => format!("{floats} but {queued} of {all} answers, exact payoffs the others"),
        };
        words.push_str(&format!("; every verdict is proved: {told}."));
        let lost = |tally: &Tally| tally.open + tally.undefined > 0;
        if design.name == "morris" && self.findings.watches.iter().any(lost) {
            words.push_str(
                " Some points have no answer: a lattice has points at the ends of ranges, where payoffs may tie or have \
                 no value.",
            );
        }
        if self.findings.watches.iter().any(|tally| tally.infinite > 0) {
            words.push_str(" Means and least and greatest numbers are those of finite counts.");
        }
        if !self.is_sample() {
            words.push_str(
                " The first points of a grid are a corner of it, and no sample: they are counted, and \
                 their shares and means say nothing about the others.",
            );
        }
        if design.by_lot {
            words.push_str(" Standard errors are those of independent points.");
        }
        words
    }
}

pub(super) fn whole(count: u64) -> Cell {
    Cell::rounded(count.to_string(), count.to_string())
}

/// A float as a cell: rounded for people, in full for programs.
pub(super) fn float(x: Option<f64>, digits: usize) -> Cell {
    let Some((x, exact)) = x.and_then(|x| Rational::from_f64(x).map(|exact| (x, exact))) else {
        return Cell::empty();
    };
    let shown = decimal(&exact, digits);
    Cell::rounded(shown, format!("{x:?}"))
}

pub(super) fn percent(share: Option<f64>, digits: usize) -> String {
    let Some(exact) = share.and_then(|share| Rational::from_f64(share * 100.0)) else {
        return String::new();
    };
    format!("{} %", decimal(&exact, digits.saturating_sub(2)))
}
