//! What a class of strategies gains, case by case and term by term.

use super::{Dominance, inequality, sign};
use crate::answer::Comparison;
use crate::dominance::{Case, Cases};
use crate::num::{Rational, Sign};
use crate::report::Document;
use crate::table::{Cell, Style, Table};

/// Up to this many cases are all shown.
const ALL_CASES: usize = 400;
/// Up to this many strategies of the last player stand side by side.
const SIDE_BY_SIDE: usize = 6;

impl Dominance<'_> {
    /// What the class gains in each case.
    pub(super) fn gains(&self, cases: &Cases, verbose: bool, document: &mut Document) {
        document.gap();
        let target = self.question.target.as_ref().map_or("", |(name, _)| name.as_str());
        let caption = format!(
            "What {} gains by the best of {target} over the best of everything else",
            self.name(cases.player)
        );
        let rivals = self.others(cases.player);
        let last = rivals.last().copied();
        let all = verbose || cases.cases.len() <= ALL_CASES;
        let table = match last {
            Some(last) if all && self.question.kept[last].len() <= SIDE_BY_SIDE => {
                self.grid(cases, &rivals, last)
            }
            _ => self.long(cases, &rivals, all),
        };
        document.table(table.caption(caption));
        if !all {
            document.styled(
                Style::Faint,
                format!(
                    "{} of {} cases: those without a gain.",
                    cases.cases.len() - cases.count(Sign::Positive),
                    cases.cases.len()
                ),
            );
        }
    }

    /// Cases in rows, the last player's strategies side by side.
    fn grid(&self, cases: &Cases, rivals: &[usize], last: usize) -> Table {
        let rows: Vec<usize> = rivals.iter().copied().filter(|&other| other != last).collect();
        let mut heads: Vec<String> =
            rows.iter().map(|&other| self.name(other).to_owned()).collect();
        for &strategy in &self.question.kept[last] {
            heads.push(format!(">{}", self.strategy(last, strategy)));
        }
        heads.push(String::new());
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads);
        let shape = self.question.payoffs.shape();
        let left = self.verdict.elimination.solution();
        let mut groups: Vec<(Vec<usize>, Vec<&Case>)> = Vec::new();
        for case in &cases.cases {
            let key: Vec<usize> =
                rows.iter().map(|&other| shape.strategy(case.rivals, other)).collect();
            match groups.iter_mut().find(|(other, _)| *other == key) {
                Some((_, group)) => group.push(case),
                None => groups.push((key, vec![case])),
            }
        }
        groups.sort_by(|a, b| a.0.cmp(&b.0));
        for (key, mut group) in groups {
            group.sort_by_key(|case| shape.strategy(case.rivals, last));
            let mut row: Vec<Cell> = key
                .iter()
                .zip(&rows)
                .map(|(&strategy, &other)| Cell::text(self.strategy(other, strategy)))
                .collect();
            let mut remark = String::new();
            for case in group {
                let here = left.as_ref().is_some_and(|left| {
                    rivals.iter().all(|&other| left[other] == shape.strategy(case.rivals, other))
                });
                row.push(Cell::signed(&case.gain, case.sign));
                if here {
                    let played = self.strategy(last, shape.strategy(case.rivals, last));
                    remark = format!("← left in the end: {played}");
                }
            }
            row.push(Cell::text(remark).styled(Style::Strong));
            table.row(row);
        }
        table
    }

    /// One row for each case; with many cases only those without a gain.
    fn long(&self, cases: &Cases, rivals: &[usize], all: bool) -> Table {
        self.listed_cases(cases, rivals, |case| all || case.sign != Some(Sign::Positive))
    }

    /// One row for each case that is `wanted`.
    fn listed_cases(
        &self,
        cases: &Cases,
        rivals: &[usize],
        wanted: impl Fn(&Case) -> bool,
    ) -> Table {
        let mut heads: Vec<String> =
            rivals.iter().map(|&other| self.name(other).to_owned()).collect();
        heads.extend([">gain", "by", "over"].map(str::to_owned));
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads);
        let shape = self.question.payoffs.shape();
        for case in cases.cases.iter().filter(|case| wanted(case)) {
            let mut row: Vec<Cell> = rivals
                .iter()
                .map(|&other| Cell::text(self.strategy(other, shape.strategy(case.rivals, other))))
                .collect();
            row.push(Cell::signed(&case.gain, case.sign));
            row.push(Cell::text(self.strategy(cases.player, case.within)));
            row.push(Cell::text(self.strategy(cases.player, case.outside)));
            table.row(row);
        }
        table
    }

    /// All cases in full, for other programs.
    pub fn data(&self) -> Table {
        match &self.verdict.cases {
            Some(cases) => self.listed_cases(cases, &self.others(cases.player), |_| true),
            None => self.stand_table(),
        }
    }

    /// Everybody but `player`.
    fn others(&self, player: usize) -> Vec<usize> {
        (0..self.question.kept.len()).filter(|&other| other != player).collect()
    }

    /// Where gains come from, term by term.
    pub(super) fn why(&self, digits: usize, document: &mut Document) {
        let player = self.verdict.cases.as_ref().map_or(0, |cases| cases.player);
        if let Some(comparison) = &self.verdict.at_equilibrium {
            document.gap();
            let gains = comparison.over.iter().all(|(_, terms)| {
                let mut least = Rational::integer(0);
                for gain in terms {
                    least += &gain.bounds.0;
                }
                least.signum() != Sign::Negative
            });
            let caption = format!(
                "Why {}{} in equilibrium ({})",
                if gains { "" } else { "not " },
                self.strategy(player, comparison.to),
                self.rivals(player, comparison.rivals)
            );
            document.table(self.terms(player, comparison).caption(caption));
        }
        if let Some(comparison) = &self.verdict.at_worst
            && self.verdict.at_equilibrium.as_ref().is_none_or(|e| e.rivals != comparison.rivals)
        {
            document.gap();
            let caption = format!(
                "Why {} in the worst case ({})",
                self.strategy(player, comparison.to),
                self.rivals(player, comparison.rivals)
            );
            document.table(self.terms(player, comparison).caption(caption));
        }
        if let Some(reason) = &self.verdict.worst_reason {
            document.line(format!("In symbols, the worst case:  {}", inequality(reason, digits)));
        }
    }

    fn terms(&self, player: usize, comparison: &Comparison) -> Table {
        let mut heads = vec![String::new()];
        for (over, _) in &comparison.over {
            heads.push(format!(">over {}", self.strategy(player, *over)));
        }
        heads.push(String::new());
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads);
        let mut labels: Vec<(String, Option<String>)> = Vec::new();
        for (_, terms) in &comparison.over {
            for gain in terms {
                if labels.iter().all(|(label, _)| *label != gain.term.label) {
                    labels.push((gain.term.label.clone(), gain.term.about.clone()));
                }
            }
        }
        let mut totals = vec![(Rational::integer(0), Rational::integer(0)); comparison.over.len()];
        for (label, about) in labels {
            let mut row = vec![Cell::text(label.as_str())];
            for ((_, terms), total) in comparison.over.iter().zip(&mut totals) {
                match terms.iter().find(|gain| gain.term.label == label) {
                    Some(gain) => {
                        total.0 += &gain.bounds.0;
                        total.1 += &gain.bounds.1;
                        row.push(Cell::signed(&gain.bounds, sign(&gain.bounds)));
                    }
                    None => row.push(Cell::text("·").styled(Style::Faint)),
                }
            }
            row.push(Cell::text(about.unwrap_or_default()).styled(Style::Faint));
            table.row(row);
        }
        let mut row = vec![Cell::text("in all").styled(Style::Strong)];
        row.extend(totals.iter().map(|total| {
            let cell = Cell::signed(total, sign(total));
            if cell.style == Style::Plain { cell } else { cell.styled(Style::Strong) }
        }));
        row.push(Cell::empty());
        table.row(row);
        table
    }
}
