//! `equil analyze`: what stored runs say.

mod ends;
mod json;
mod picture;
mod said;
mod tables;

pub use ends::OneAtATime;

use super::sweep::percent;
use super::{Document, capitalised};
use crate::analysis::{Analysis, Answers, Asked, Finding, Found, Sample};
use crate::table::{Style, Table};

/// Where rows come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file.
    pub file: String,
    /// The game, where a manifest says so.
    pub game: Option<String>,
    /// What the lots of the run depended on, likewise.
    pub seed: Option<u64>,
    /// Whether its points are scrambled points of Sobol', likewise.
    pub scrambled: bool,
    /// Rows that are not there yet, likewise.
    pub missing: u64,
}

/// What was found in a run, ready to be told.
#[derive(Debug)]
pub struct Analysed<'a> {
    /// The rows.
    pub sample: &'a Sample,
    /// Where they come from.
    pub origin: &'a Origin,
    /// What was asked.
    pub asked: &'a Asked<'a>,
    /// For each analysis what it found about each column of answers.
    pub parts: Vec<(&'static Analysis, Vec<Found>)>,
}

/// Rows of a table that are shown, unless all are asked for.
const SHOWN: usize = 15;

impl Analysed<'_> {
    /// The answer in words and tables; tables in full if `all`.
    pub fn document(&self, digits: usize, all: bool) -> Document {
        let mut document = Document::new();
        document.styled(Style::Strong, format!("{}.", capitalised(&self.summary())));
        for line in self.states() {
            document.line(line);
        }
        for (analysis, found) in &self.parts {
            if found.iter().any(|found| matches!(found.finding, Finding::Share(_))) {
                document.gap();
                document.table(self.shares(found, digits));
                continue;
            }
            for one in found {
                document.gap();
                self.tell(&mut document, analysis, one, digits, all);
            }
        }
        document.remark(self.how());
        document
    }

    /// The findings of one analysis as one table, for other programs.
    pub fn data(&self) -> Table {
        let Some((analysis, found)) = self.parts.first() else { return Table::default() };
        self.rows(analysis, found)
    }

    /// Whether no row is missing and none was left out.
    pub fn is_complete(&self) -> bool {
        let found = self.parts.iter().flat_map(|(_, found)| found);
        self.origin.missing == 0
            && self.sample.left_over == 0
            && found.into_iter().all(|f| f.is_complete)
    }

    fn answers(&self, found: &Found) -> &Answers {
        &self.sample.answers[found.answers]
    }

    fn name(&self, parameter: usize) -> &str {
        &self.sample.parameters[parameter].name
    }

    /// Which rows are of interest, in words.
    fn interest(&self, answers: &Answers) -> String {
        let Asked { above, holds, .. } = self.asked;
        match (answers.is_yes_or_no, holds) {
            (true, true) => "yes".to_owned(),
            (true, false) => "no".to_owned(),
            (false, true) => format!("above {above}"),
            (false, false) => format!("not above {above}"),
        }
    }

    /// The same after the word `rows`.
    fn those(&self, answers: &Answers) -> String {
        let interest = self.interest(answers);
        if answers.is_yes_or_no { format!("with {interest}") } else { interest }
    }

    /// What a share is about.
    fn what(&self, answers: &Answers) -> String {
        if answers.is_yes_or_no && self.asked.holds {
            return answers.query.clone();
        }
        format!("{}: {}", answers.query, self.interest(answers))
    }

    fn summary(&self) -> String {
        let sample = self.sample;
        let game = self.origin.game.as_ref().map_or_else(String::new, |game| format!(" of {game}"));
        format!(
            "{} ({}) over {}{game}",
            counted(sample.rows as u64, "row"),
            sample.layout.design.name,
            counted(sample.parameters.len() as u64, "parameter")
        )
    }

    /// What is missing.
    fn states(&self) -> Vec<String> {
        let mut said = Vec::new();
        let sample = self.sample;
        if self.origin.missing > 0 {
            let all = self.origin.missing + (sample.rows + sample.left_over) as u64;
            said.push(format!(
                "The run is not finished: {} of {all} rows are missing.",
                self.origin.missing
            ));
        }
        if sample.left_over > 0 {
            let rows = counted(sample.left_over as u64, "row");
            said.push(format!(
                "{rows} at the end left out: they are no whole block of the design."
            ));
        }
        for answers in sample.answers.iter().filter(|a| a.infinite > 0) {
            let rows = counted(answers.infinite, "row");
            said.push(format!(
                "{}: infinite in {rows}, which is above every number, and in no mean.",
                answers.query
            ));
        }
        for answers in sample.answers.iter().filter(|a| a.open + a.undefined > 0) {
            said.push(format!(
                "{}: no answer in {} ({} open, {} undefined).",
                answers.query,
                counted(answers.open + answers.undefined, "row"),
                answers.open,
                answers.undefined
            ));
        }
        said
    }

    fn how(&self) -> String {
        let mut words = format!("Rows of `{}`", self.origin.file);
        if let Some(seed) = self.origin.seed {
            words.push_str(&format!(", seed {seed}"));
        }
        let Asked { level, resamples, seed, .. } = self.asked;
        let level = percent(Some(*level), 2);
        let is_used = |names: &[&str]| self.parts.iter().any(|(a, _)| names.contains(&a.name));
        if is_used(&["sobol", "morris"]) {
            words.push_str(&format!(
                ". Intervals hold {level} of {resamples} resamples, drawn with seed {seed}"
            ));
            if self.origin.scrambled {
                words.push_str(
                    "; under scrambled Sobol' points the true errors are smaller as a rule",
                );
            }
        }
        if is_used(&["share"]) {
            words.push_str(&format!(
                ". Intervals (Clopper and Pearson) are at {level}; a standard error is one standard deviation \
                 of the share; both are for independent rows"
            ));
        }
        if is_used(&["tornado"]) {
            words.push_str(". ± is one standard error, for independent rows");
        }
        if is_used(&["regional"]) {
            words.push_str(". What is by luck has that probability in independent rows, nearly");
        }
        words.push('.');
        words
    }
}

fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// An interval in words.
fn interval(ends: Option<[f64; 2]>, digits: usize) -> crate::table::Cell {
    use crate::table::Cell;
    let Some(ends) = ends else { return Cell::empty() };
    let shown = ends.map(|end| super::sweep::float(Some(end), digits).shown(digits));
    let exact = ends.map(|end| format!("{end:?}"));
    let told = |[low, high]: [String; 2]| format!("{low} to {high}");
    Cell::rounded(told(shown), told(exact))
}

/// Places of some numbers, the greatest first; ties stay in order.
fn descending(count: usize, of: impl Fn(usize) -> f64) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|&one, &other| of(other).total_cmp(&of(one)));
    places
}

/// Where a distance is, and on which side rows of interest are there; nothing where there is no distance.
fn there(distance: &crate::analysis::Distance, digits: usize) -> [crate::table::Cell; 2] {
    use crate::table::Cell;
    if distance.distance.is_zero() {
        return [Cell::empty(), Cell::empty()];
    }
    let side = Cell::text(if distance.lower { "lower" } else { "higher" });
    [super::sweep::float(Some(distance.at), digits), side]
}
