//! Results as documents: what is said, in which order, whatever the medium.

mod analysis;
mod approximation;
mod automata;
mod bimatrix;
mod certified;
mod check;
mod commitment;
mod components;
mod constraint;
mod correlated;
mod csv;
mod decision;
mod dominance;
mod dynamics;
mod equilibrium_paths;
mod finite;
mod folk;
mod formulas;
mod graph;
mod html;
mod json;
mod latex;
mod listed;
mod make;
mod markdown;
mod markov;
mod optimal;
mod parameters;
mod paths;
mod payoff_set;
mod payoff_table;
mod per_cent;
mod phase_corners;
mod phase_picture;
mod phases;
mod population;
mod profile;
mod proof;
mod quantity;
mod radius;
mod region;
mod repeated;
mod selection;
mod show;
mod simulation;
mod solve;
mod stopping;
mod sustained;
mod sweep;
mod tempted;
mod threshold;
mod tournament;
mod typst;

use crate::table::{Style, Table};

pub use analysis::{Analysed, OneAtATime, Origin};
pub use approximation::PayoffBounds;
pub use automata::Automata;
pub use bimatrix::bimatrix;
pub use certified::Certified;
pub use check::Checked;
pub use commitment::{Commitment, Committed};
pub use correlated::{Common, Correlated, picture};
pub use decision::{Compared, asked_in_words};
pub use dominance::Dominance;
pub use dynamics::{Chances, Course, Drawn, Followed, Motion, Play, Sight, Way, portrait};
pub use equilibrium_paths::PathsReport;
pub use finite::Horizon;
pub use folk::Folk;
pub use formulas::Formulas;
pub use graph::{GraphPicture, Surveyed, graph_picture};
pub(crate) use html::coded;
pub use html::html_text;
pub use json::{Point, game_json, number_json};
pub use latex::escape as latex_text;
pub use listed::payoffs_json;
pub use make::{Alone, Make, Moved};
pub use markov::{Markov, Searched};
pub use optimal::Optimal;
pub use parameters::Parameters;
pub use payoff_set::EquilibriumPayoffs;
pub use payoff_table::payoff_table;
pub use phases::PatienceReport;
pub use population::{Answer, Expected, Population};
pub use profile::{mixed_in_words, shown_profile};
pub use proof::{Proved, Proven};
pub use radius::Robust;
pub use region::{Located, region_picture};
pub use repeated::Repetitions;
pub use selection::Judged;
pub use show::Shown;
pub use simulation::Simulated;
pub use solve::{Solved, equilibrium_json};
pub use stopping::Stopping;
pub use sweep::Swept;
pub use threshold::{Thresholds, Traced, Travelled};
pub use tournament::{Entrant, Ranked};

/// A document: blocks, one after the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The blocks.
    pub blocks: Vec<Block>,
}

/// A part of a [`Document`].
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A line of text in pieces that may stand out.
    Line(Vec<(Style, String)>),
    /// An empty line.
    Gap,
    /// A table.
    Table(Table),
    /// How the answer was found and what proves it: a line after a gap, which readers who want the
    /// answer alone may leave out.
    Remark(String),
}

impl Document {
    /// A document without blocks.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a line of plain text.
    pub fn line(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Line(vec![(Style::Plain, text.into())]));
    }

    /// Adds a line of text that stands out as a whole.
    pub fn styled(&mut self, style: Style, text: impl Into<String>) {
        self.blocks.push(Block::Line(vec![(style, text.into())]));
    }

    /// Adds a line in pieces.
    pub fn pieces(&mut self, pieces: Vec<(Style, String)>) {
        self.blocks.push(Block::Line(pieces));
    }

    /// Adds an empty line.
    pub fn gap(&mut self) {
        self.blocks.push(Block::Gap);
    }

    /// Adds how the answer was found.
    pub fn remark(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Remark(text.into()));
    }

    /// Adds lines of plain text after everything but the last remarks.
    pub fn before_remarks(&mut self, lines: Vec<String>) {
        if lines.is_empty() {
            return;
        }
        let mut added = Self::new();
        added.gap();
        for line in lines {
            added.line(line);
        }
        self.splice(added);
    }

    /// Adds blocks before the last remarks.
    fn splice(&mut self, added: Self) {
        let is_remark = |block: &Block| matches!(block, Block::Remark(_));
        let end = self.blocks.iter().rposition(|block| !is_remark(block)).map_or(0, |k| k + 1);
        self.blocks.splice(end..end, added.blocks);
    }

    /// The document without its remarks.
    #[must_use]
    pub fn without_remarks(mut self) -> Self {
        self.blocks.retain(|block| !matches!(block, Block::Remark(_)));
        self
    }

    /// Adds a table.
    pub fn table(&mut self, table: Table) {
        self.blocks.push(Block::Table(table));
    }

    /// The tables, in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }
}

/// A text that begins with a capital letter.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
