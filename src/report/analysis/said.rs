//! What each analysis found, in words and tables.

use super::super::Document;
use super::super::sweep::{float, percent, whole};
use super::{Analysed, SHOWN, counted, descending, interval, there};
use crate::analysis::{
    Analysis, Answers, Effects, Finding, Found, Indices, Peeled, Prim, Regional, Tenth, Tornado,
};
use crate::table::{Cell, Style, Table};

/// What rows need, to be added up.
fn an_answer(answers: &Answers) -> &'static str {
    if answers.infinite > 0 { "a finite answer" } else { "an answer" }
}

/// Chances below this are not told apart.
const SMALL: f64 = 1e-4;

impl Analysed<'_> {
    /// One finding that is no share.
    pub(super) fn tell(
        &self,
        document: &mut Document,
        analysis: &Analysis,
        found: &Found,
        digits: usize,
        all: bool,
    ) {
        let answers = self.answers(found);
        let query = &answers.query;
        let number = |x: f64| float(Some(x), digits).shown(digits);
        match &found.finding {
            Finding::Constant(value) => {
                let word = match (answers.is_yes_or_no, *value > 0.0) {
                    (true, true) => "yes".to_owned(),
                    (true, false) => "no".to_owned(),
                    (false, _) => number(*value),
                };
                document.line(format!(
                    "{query}: {} says nothing, since the answer is {word} {}.",
                    analysis.name,
                    if answers.infinite > 0 { "wherever it is finite" } else { "everywhere" }
                ));
            }
            Finding::Alike(is) => {
                let every = if *is { "every" } else { "no" };
                document.line(format!(
                    "{query}: {} says nothing, since the answer is {} in {every} row.",
                    analysis.name,
                    self.interest(answers)
                ));
            }
            Finding::Unvaried => document.line(format!(
                "{query}: {} says nothing, since the answer is the same at both points of all pairs.",
                analysis.name
            )),
            Finding::Nothing => {
                document.line(format!(
                    "{query}: {} says nothing, since no {} has {} throughout.",
                    analysis.name,
                    if self.sample.block() > 1 { "block of rows" } else { "row" },
                    an_answer(answers)
                ));
                let lost = self.sample.rows / self.sample.block();
                self.at_ends(document, answers, lost, digits);
            }
            Finding::Tornado(tornado) => {
                let table = self.tornado(tornado, digits);
                self.cut(document, table.caption(format!("{query}: means where one parameter is low, and where it is high")), all);
                document.line(format!("Mean over all rows: {}.", number(tornado.mean)));
            }
            Finding::Sobol(indices) => self.sobol(document, answers, indices, digits, all),
            Finding::Morris(effects) => {
                let table = self.morris(effects, digits);
                self.cut(document, table.caption(format!("{query}: how much one step of one parameter changes (elementary effects)")), all);
                self.left_out(document, answers, effects.trajectories, effects.left_out, "trajectories");
                self.at_ends(document, answers, effects.left_out, digits);
            }
            Finding::Prim(prim) => {
                for (place, peeled) in prim.boxes.iter().enumerate() {
                    if place > 0 {
                        document.gap();
                    }
                    self.a_box(document, found, prim, peeled, place, digits);
                }
                if prim.boxes.is_empty() {
                    document.line(format!("{query}: no box was found in time."));
                }
            }
            Finding::Regional(regional) => {
                let what = self.those(answers);
                let caption = format!("{query}: where rows {what} differ from the others");
                let table = self.regional(regional, digits).caption(caption);
                self.cut(document, table, all);
                let (inside, outside) = (regional.inside, regional.outside);
                document.line(format!("{} {what}, {outside} others.", counted(inside, "row")));
            }
            Finding::Share(_) => {}
        }
    }

    /// A table, without its last rows where it is long.
    #[allow(clippy::unused_self)]
    fn cut(&self, document: &mut Document, mut table: Table, all: bool) {
        let more = table.rows.len().saturating_sub(SHOWN);
        if all || more == 0 {
            document.table(table);
            return;
        }
        table.rows.truncate(SHOWN);
        document.table(table);
        document.styled(Style::Faint, format!("{more} more have less; `-v` lists them."));
    }

    #[allow(clippy::unused_self)]
    fn left_out(
        &self,
        document: &mut Document,
        answers: &Answers,
        used: usize,
        left_out: usize,
        what: &str,
    ) {
        if left_out > 0 {
            document.line(format!(
                "From {used} {what}; {left_out} left out, since some row of theirs has {}.",
                if answers.infinite > 0 { "no finite answer" } else { "no answer" }
            ));
        }
    }

    /// Why a lattice loses trajectories: its points lie at the ends of ranges.
    fn at_ends(&self, document: &mut Document, answers: &Answers, lost: usize, digits: usize) {
        if lost == 0 || self.sample.layout.design.name != "morris" {
            return;
        }
        let ends: Vec<String> = (self.sample.unanswered(answers).iter())
            .map(|end| {
                let value = float(Some(end.value), digits).shown(digits);
                format!("{} = {value}", self.name(end.parameter))
            })
            .collect();
        let ends = match ends.as_slice() {
            [] => "payoffs may tie there, or have no value".to_owned(),
            ends => format!("no row has {} at {}", an_answer(answers), ends.join(", ")),
        };
        document.line(format!(
            "The lattice has points at the ends of ranges, and {ends}: other ranges \
             (`--vary NAME=LOW:HIGH`) leave these out."
        ));
    }

    fn tornado(&self, tornado: &Tornado, digits: usize) -> Table {
        let heads = ["parameter", ">low: up to", ">mean", ">high: from", ">mean", ">swing", ">±"];
        let mut table = Table::new(&heads);
        let swings = &tornado.swings;
        for place in descending(swings.len(), |place| swings[place].swing().abs()) {
            let swing = &swings[place];
            let error = |tenth: &Tenth| tenth.error;
            let both = error(&swing.low).zip(error(&swing.high)).map(|(a, b)| a.hypot(b));
            table.row(vec![
                Cell::text(self.name(swing.parameter)),
                float(Some(swing.low.end), digits),
                float(Some(swing.low.mean), digits),
                float(Some(swing.high.end), digits),
                float(Some(swing.high.mean), digits),
                float(Some(swing.swing()), digits).styled(Style::Strong),
                float(both, digits),
            ]);
        }
        table
    }

    fn sobol(
        &self,
        document: &mut Document,
        answers: &Answers,
        indices: &Indices,
        digits: usize,
        all: bool,
    ) {
        let heads = ["parameter", ">total", ">interval", ">first order", ">interval"];
        let mut table = Table::new(&heads)
            .caption(format!("{}: parts of the variance (Sobol' indices)", answers.query));
        for place in descending(indices.total.len(), |place| indices.total[place].value) {
            let (total, first) = (indices.total[place], indices.first[place]);
            table.row(vec![
                Cell::text(self.name(place)),
                float(Some(total.value), digits).styled(Style::Strong),
                interval(total.interval, digits),
                float(Some(first.value), digits),
                interval(first.interval, digits),
            ]);
        }
        self.cut(document, table, all);
        let number = |x: f64| float(Some(x), digits).shown(digits);
        document.line(format!(
            "Mean {}, standard deviation {}; first-order indices sum to {}.",
            number(indices.mean),
            number(indices.deviation),
            number(indices.alone())
        ));
        self.left_out(document, answers, indices.pairs, indices.left_out, "pairs of points");
        if indices.second.is_empty() {
            return;
        }
        document.gap();
        let heads = ["parameter", "with", ">second order", ">interval"];
        let mut table = Table::new(&heads)
            .caption(format!("{}: what two parameters add together only", answers.query));
        let second = &indices.second;
        for place in descending(second.len(), |place| second[place].2.value.abs()) {
            let (one, other, index) = second[place];
            table.row(vec![
                Cell::text(self.name(one)),
                Cell::text(self.name(other)),
                float(Some(index.value), digits),
                interval(index.interval, digits),
            ]);
        }
        self.cut(document, table, all);
    }

    fn morris(&self, effects: &Effects, digits: usize) -> Table {
        let heads = ["parameter", ">mean size", ">interval", ">mean", ">standard deviation"];
        let mut table = Table::new(&heads);
        for place in descending(effects.effects.len(), |place| effects.effects[place].size.value) {
            let effect = &effects.effects[place];
            table.row(vec![
                Cell::text(self.name(place)),
                float(Some(effect.size.value), digits).styled(Style::Strong),
                interval(effect.size.interval, digits),
                float(Some(effect.mean), digits),
                float(effect.deviation, digits),
            ]);
        }
        table
    }

    fn a_box(
        &self,
        document: &mut Document,
        found: &Found,
        prim: &Prim,
        peeled: &Peeled,
        place: usize,
        digits: usize,
    ) {
        let answers = self.answers(found);
        let end = peeled.end();
        let base = peeled.trajectory[0];
        let caption = format!(
            "{}: box {}, in which rows {} are frequent",
            answers.query,
            place + 1,
            self.those(answers)
        );
        let heads = ["parameter", ">at least", ">at most", ">density without it", ">by luck"];
        let mut table = Table::new(&heads).caption(caption);
        let restrictions = &peeled.restrictions;
        for place in descending(restrictions.len(), |p| -restrictions[p].without.density()) {
            let own = &restrictions[place];
            table.row(vec![
                Cell::text(self.name(own.parameter)),
                float(own.low, digits),
                float(own.high, digits),
                Cell::text(percent(Some(own.without.density()), digits)),
                chance(own.chance, digits),
            ]);
        }
        document.table(table);
        let part = |x: f64| percent(Some(x), digits);
        document.line(format!(
            "Density {} ({} without a box), coverage {} of {}, {}.",
            part(end.density()),
            part(base.density()),
            part(end.coverage(prim.inside)),
            counted(prim.inside, "row"),
            counted(end.rows, "row") + " in the box"
        ));
        document.line(format!(
            "{} peeled off, {} pasted on again.",
            counted(peeled.chosen as u64, "slice"),
            peeled.pasted
        ));
    }

    fn regional(&self, regional: &Regional, digits: usize) -> Table {
        let heads = ["parameter", ">distance", ">at", "they are", ">by luck"];
        let mut table = Table::new(&heads);
        let distances = &regional.distances;
        let near = |place: usize| distances[place].distance.nearest_f64();
        for place in descending(distances.len(), near) {
            let distance = &distances[place];
            let mut row = vec![
                Cell::text(self.name(distance.parameter)),
                Cell::exact(&distance.distance).styled(Style::Strong),
            ];
            row.extend(there(distance, digits));
            row.push(chance(distance.chance, digits));
            table.row(row);
        }
        table
    }

    /// All shares in one table.
    pub(super) fn shares(&self, found: &[Found], digits: usize) -> Table {
        let several = !self.asked.replicates.is_empty();
        let mut heads = vec!["query", ">share", ">standard error", ">interval", ">no answer"];
        if several {
            heads.extend([">mean of runs", ">standard error", ">interval"]);
        }
        let mut table = Table::new(&heads).caption("How often it holds");
        for one in found {
            let answers = self.answers(one);
            let asked = self.what(answers);
            let Finding::Share(share) = &one.finding else {
                let mut row = vec![Cell::text(asked)];
                row.resize(heads.len(), Cell::empty());
                row[4] = whole(answers.values.len() as u64);
                table.row(row);
                continue;
            };
            let part = |x: f64| Cell::text(percent(Some(x), digits));
            let ends = |[low, high]: [f64; 2]| {
                let ends = [low, high].map(|end| percent(Some(end), digits));
                Cell::text(ends.join(" to "))
            };
            let mut row = vec![
                Cell::text(asked),
                part(share.share).styled(Style::Strong),
                part(share.error),
                ends(share.interval),
                whole(share.unsettled),
            ];
            if several {
                match &share.replicates {
                    Some(runs) => row.extend([
                        part(runs.mean),
                        part(runs.error),
                        runs.interval.map_or_else(Cell::empty, ends),
                    ]),
                    None => row.resize(heads.len(), Cell::empty()),
                }
            }
            table.row(row);
        }
        table
    }
}

/// A probability, or that it is small.
fn chance(p: f64, digits: usize) -> Cell {
    if p < SMALL {
        return Cell::rounded("< 0.0001".to_owned(), format!("{p:?}"));
    }
    float(Some(p), digits)
}
