//! `equil population`: what spreads, what is left, and how play went.

mod json;
mod picture;
mod play;
mod ranking;
mod settled;
mod shares;

use super::json::Point;
use super::{Document, capitalised};
use crate::game::Payoffs;
use crate::model::Model;
use crate::num::{Rational, significant};
use crate::population::{
    Alpha, Bounds, Law, Played, Ranking, Rare, Revision, Settled, Simulation, Society, Symmetry,
    Whole,
};
use crate::table::{Cell, Style, Table, in_full, middle, shown};

/// What was asked about a population, and the answer.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Who takes over, and where rare mutants lead.
    Rare(Law, Rare),
    /// Where a population is that always mutates.
    Whole(Law, Whole),
    /// How strategies, or profiles, rank.
    Ranking(Alpha, Ranking),
    /// What is left as mistakes vanish: the rule, of whom, and how many they are.
    Settled(&'static Revision, Society, usize, Settled),
    /// How play went.
    Played(Law, Simulation, Played, Expected),
}

/// What play should tend to, where it is known.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    /// The probability that everyone plays each strategy in the end.
    pub fixed: Option<Vec<Bounds>>,
    /// Which part of a population that mutates plays each strategy.
    pub played: Option<Vec<Bounds>>,
}

/// The answer to a question about populations, ready to be told.
#[derive(Clone, Debug)]
pub struct Population<'a> {
    /// The game.
    pub model: &'a Model,
    /// Its payoffs.
    pub payoffs: &'a Payoffs,
    /// Where.
    pub point: Point,
    /// What was asked, and the answer.
    pub answer: Answer,
    /// Whether one population's game is proved to be symmetric.
    pub symmetry: Option<Symmetry>,
}

/// Rows beyond these are counted and not listed.
const LISTED: usize = 20;

impl Population<'_> {
    /// The answer in words and tables; `verbose` lists everything.
    pub fn document(&self, digits: usize, verbose: bool) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.model.info.name, &mut document);
        let most = if verbose { usize::MAX } else { LISTED };
        document.styled(Style::Strong, format!("{}.", capitalised(&self.summary(digits))));
        document.gap();
        match &self.answer {
            Answer::Rare(law, rare) => document.table(self.invasions(law, rare, digits)),
            Answer::Whole(law, whole) => {
                document.table(self.averages(whole, digits));
                document.gap();
                self.cut(
                    &mut document,
                    self.compositions(law, whole, most, digits),
                    whole.shares.len(),
                );
            }
            Answer::Ranking(_, ranking) => {
                let shares = ranking.shares.iter().flatten();
                let kept = shares.filter(|share| verbose || !share.1.is_zero()).count();
                let table = match &ranking.shares {
                    Some(_) => self.ranks(ranking, most, digits),
                    None => self.left(ranking),
                };
                self.cut(&mut document, table, kept);
                let lost = ranking.shares.as_ref().map_or(0, |shares| shares.len() - kept);
                if lost > 0 {
                    document.line(format!("The other {lost} keep no share; `-v` lists them all."));
                }
            }
            Answer::Settled(_, _, _, settled) => {
                let classes = settled.limit.classes.len();
                self.cut(&mut document, self.classes(settled, most, digits), classes);
            }
            Answer::Played(law, simulation, played, expected) => {
                document.table(self.results(law, simulation, played, expected, digits));
            }
        }
        if self.symmetry == Some(Symmetry::Unrefuted) {
            document.line(
                "That the game is symmetric is not proved; what the first player gets is used.",
            );
        }
        document.remark(self.how(digits));
        document
    }

    /// Adds a table, and how many of `all` its rows leave out.
    #[allow(clippy::unused_self)] // reads as the others
    fn cut(&self, document: &mut Document, table: Table, all: usize) {
        let left = all.saturating_sub(table.rows.len());
        document.table(table);
        if left > 0 {
            document.line(format!("… and {left} more; `-v` lists them all."));
        }
    }

    /// The answer as one table, for other programs.
    pub fn data(&self, digits: usize) -> Table {
        match &self.answer {
            Answer::Rare(law, rare) => self.invasions(law, rare, digits),
            Answer::Whole(law, whole) => self.compositions(law, whole, usize::MAX, digits),
            Answer::Ranking(_, ranking) if ranking.shares.is_some() => {
                self.ranks(ranking, usize::MAX, digits)
            }
            Answer::Ranking(_, ranking) => self.left(ranking),
            Answer::Settled(_, _, _, settled) => self.classes(settled, usize::MAX, digits),
            Answer::Played(law, _, played, _) => self.course(law, played),
        }
    }

    /// Whether the question is answered.
    pub fn is_answered(&self) -> bool {
        match &self.answer {
            Answer::Ranking(_, ranking) => ranking.shares.is_some(),
            Answer::Settled(_, _, _, settled) => settled.limit.kept.iter().all(Option::is_some),
            _ => true,
        }
    }

    /// The answer in a sentence.
    pub fn summary(&self, digits: usize) -> String {
        match &self.answer {
            Answer::Rare(law, rare) => self.rare_summary(law, rare, digits),
            Answer::Whole(law, whole) => self.whole_summary(law, whole, digits),
            Answer::Ranking(asked, ranking) => self.ranking_summary(asked, ranking, digits),
            Answer::Settled(_, _, _, settled) => self.settled_summary(settled),
            Answer::Played(law, simulation, played, _) => {
                self.played_summary(law, simulation, played)
            }
        }
    }

    /// How the answer was found, and what proves it.
    fn how(&self, digits: usize) -> String {
        match &self.answer {
            Answer::Rare(law, rare) => {
                let mut all = rare.fixation.iter().flatten().chain(&rare.shares);
                let same = |number: &Rational| (number.clone(), number.clone());
                let proved = if all.clone().all(|(low, high)| low == high) {
                    "probabilities are exact"
                } else if all.all(|(a, b)| told(&same(a), digits) == told(&same(b), digits)) {
                    "probabilities are enclosed, and all digits shown are proved"
                } else {
                    "probabilities are enclosed"
                };
                format!("{}; {proved}.", self.law_in_words(law))
            }
            Answer::Whole(law, whole) => {
                let exact = whole.shares.iter().all(|(low, high)| low == high);
                let proved = if exact { "shares are exact" } else { "shares are enclosed" };
                format!(
                    "{}; a chain of {} compositions, solved without subtraction: {proved}.",
                    self.law_in_words(law),
                    whole.shares.len()
                )
            }
            Answer::Ranking(asked, ranking) => self.ranking_how(asked, ranking),
            Answer::Settled(rule, society, size, settled) => {
                self.settled_how(rule, *society, *size, settled)
            }
            Answer::Played(law, simulation, _, _) => format!(
                "{}; played by lot, seed {}: the same on every machine.",
                self.law_in_words(law),
                simulation.seed
            ),
        }
    }

    /// The process with its numbers.
    #[allow(clippy::unused_self)] // reads as the others
    fn law_in_words(&self, law: &Law) -> String {
        use crate::population::Fitness;
        let mut words = format!(
            "Process {}: {}; {} individuals, {} fitness, selection {}",
            law.process.name,
            law.process.about,
            law.size,
            match law.fitness {
                Fitness::Exponential => "exponential",
                Fitness::Linear => "linear",
            },
            in_full(&law.selection)
        );
        if !law.mutation.is_zero() {
            words.push_str(&format!(", mutation {}", in_full(&law.mutation)));
        }
        words
    }

    /// The strategies of a population.
    fn names(&self) -> &[String] {
        &self.model.players[0].strategies
    }
}

/// A number as people read it: one that would show as 0 has significant digits instead.
fn told((low, high): &Bounds, digits: usize) -> String {
    // Known exactly, and short
    if low == high && low.is_integer() {
        return low.to_string();
    }
    let value = middle(low, high);
    let text = shown(low, high, digits);
    let vanishes =
        crate::num::decimal(&value, digits).bytes().all(|byte| matches!(byte, b'0' | b'.' | b'-'));
    if vanishes && !value.is_zero() { significant(&value, digits + 1) } else { text }
}

/// The same as a cell, in full for other programs.
fn cell(bounds: &Bounds, digits: usize) -> Cell {
    let exact = Cell::number(bounds).written(None);
    Cell::rounded(told(bounds, digits), exact)
}

/// A share of the time in percent.
fn percent(bounds: &Bounds) -> String {
    let hundred = Rational::integer(100);
    let times = |number: &Rational| {
        let mut product = number.clone();
        product *= &hundred;
        product
    };
    format!("{} %", told(&(times(&bounds.0), times(&bounds.1)), 1))
}

/// Which of these is greatest: its place.
fn greatest(shares: &[Bounds]) -> usize {
    let best = shares.iter().enumerate().max_by(|(i, a), (j, b)| a.0.cmp(&b.0).then(j.cmp(i)));
    best.map_or(0, |(place, _)| place)
}
