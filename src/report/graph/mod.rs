//! `equil graph`: where improvements lead, which potentials there are, and what is lost.

mod drawn;
mod json;
mod shows;
mod tables;

use super::json::Point;
use super::{Document, capitalised};
use crate::certify::{PotentialKind, Violation};
use crate::game::Payoffs;
use crate::graph::{Finding, Landscape, POTENTIALS, Survey};
use crate::model::Model;
use crate::solve::Efficiency;
use crate::table::{Style, Table};

pub use drawn::{GraphPicture, graph_picture};

/// The graph of a game, ready to be told.
#[derive(Clone, Debug)]
pub struct Surveyed<'a> {
    /// The game.
    pub model: &'a Model,
    /// Its payoffs.
    pub payoffs: &'a Payoffs,
    /// Where.
    pub point: Point,
    /// What was found.
    pub survey: &'a Survey,
    /// What is lost in equilibria; `None` if the search was stopped before, or welfare cannot be
    /// bounded.
    pub efficiency: Option<&'a Efficiency>,
    /// Whether everything is listed.
    pub verbose: bool,
}

/// Equilibria, sinks, profiles of a sink or of a cycle beyond these are counted and not listed.
const LISTED: usize = 20;

/// Potentials of games with no more profiles are listed.
const SHORT: usize = 36;

impl Surveyed<'_> {
    /// The answer in words and tables.
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.model.info.name, &mut document);
        document.styled(Style::Strong, format!("{}.", capitalised(&self.summary())));
        if let Some(more) = self.more() {
            document.line(more);
        }
        let most = self.most();
        if let Some(best) = &self.survey.best {
            document.gap();
            document.table(self.sinks(best, most));
            Self::cut(&mut document, best, most);
            if let Some(better) = &self.survey.better
                && !better.sinks.is_empty()
                && better.sinks != best.sinks
            {
                document.gap();
                document.table(self.sinks(better, most));
                Self::cut(&mut document, better, most);
            }
        }
        document.gap();
        document.table(self.properties());
        for (names, cycle) in self.cycles() {
            document.gap();
            document.table(self.cycle(&names, cycle, most));
            if cycle.len() > most {
                let left = cycle.len() - most;
                document.line(format!("… and {left} more; `-v` lists them all."));
            }
        }
        if (self.payoffs.shape().profiles() <= SHORT || self.verbose)
            && let Some(table) = self.potentials()
        {
            document.gap();
            document.table(table);
        }
        if let Some(table) = self.greatest() {
            document.gap();
            document.table(table);
        }
        if let Some(efficiency) = self.efficiency {
            document.gap();
            document.table(self.efficiency(efficiency));
            for line in Self::missing(efficiency) {
                document.line(line);
            }
        }
        document.remark(self.provenance());
        document
    }

    /// The properties as a table, for other programs.
    pub fn data(&self) -> Table {
        self.properties()
    }

    fn most(&self) -> usize {
        if self.verbose { usize::MAX } else { LISTED }
    }

    /// Where best responses lead, in a sentence.
    pub fn summary(&self) -> String {
        let Some(best) = &self.survey.best else {
            return "the search was stopped before sinks were known".to_owned();
        };
        let among = match best.sinks.len() {
            1 => format!("among {} profiles", best.sinks[0].profiles.len()),
            many => format!("in one of {many} sinks of several profiles"),
        };
        match (best.equilibria.len(), best.sinks.is_empty()) {
            (1, true) => {
                "from every profile best responses lead to the pure equilibrium".to_owned()
            }
            (many, true) => {
                format!("from every profile best responses lead to one of {many} pure equilibria")
            }
            (0, false) => format!(
                "there is no pure equilibrium: best responses end up going round for ever, {among}"
            ),
            (1, false) => format!(
                "best responses may lead to the pure equilibrium, or end up going round for ever, {among}"
            ),
            (many, false) => format!(
                "best responses may lead to one of {many} pure equilibria, or end up going round for \
                 ever, {among}"
            ),
        }
    }

    /// What better responses do that best ones do not.
    fn more(&self) -> Option<String> {
        let (best, better) = (self.survey.best.as_ref()?, self.survey.better.as_ref()?);
        let more = match (best.sinks.is_empty(), better.sinks.is_empty()) {
            (false, true) => {
                "Better responses, which need not be best, lead from every profile to one."
            }
            (true, _) if best.cycle.is_some() => {
                "On the way some order of moves can go round for ever."
            }
            (true, true) if better.cycle.is_some() => {
                "Better responses lead there, too, but some order of moves can go round for ever."
            }
            (true, true) => "So do all better responses: improvements always end.",
            _ => return None,
        };
        Some(more.to_owned())
    }

    /// Says what is not listed of sinks.
    fn cut(document: &mut Document, landscape: &Landscape, most: usize) {
        let left = landscape.equilibria.len().saturating_sub(most)
            + landscape.sinks.len().saturating_sub(most);
        let members = |sink: &&crate::graph::Sink| sink.profiles.len() > most;
        if left > 0 {
            document.line(format!("… and {left} more sinks; `-v` lists them all."));
        } else if landscape.sinks.iter().find(members).is_some() {
            document.line(format!("Of each sink {most} profiles are listed; `-v` lists them all."));
        }
    }

    /// The cycles that show something, each with the names of what it rules out.
    fn cycles(&self) -> Vec<(Vec<&'static str>, &[usize])> {
        let mut cycles: Vec<(Vec<&'static str>, &[usize])> = Vec::new();
        let mut add = |name, cycle| match cycles.iter_mut().find(|(_, other)| *other == cycle) {
            Some((names, _)) => names.push(name),
            None => cycles.push((vec![name], cycle)),
        };
        for (test, found) in POTENTIALS.iter().zip(&self.survey.potentials) {
            if let Some(Finding::Violation(Violation::Cycle(cycle))) = found {
                add(test.name, cycle);
            }
        }
        if let Some(cycle) = self.survey.best.as_ref().and_then(|best| best.cycle.as_ref()) {
            add("finite-best-response", cycle);
        }
        cycles
    }

    fn provenance(&self) -> String {
        let counts: Vec<String> = [(&self.survey.best, "best"), (&self.survey.better, "better")]
            .into_iter()
            .filter_map(|(found, name)| {
                found.as_ref().map(|found| format!("{} moves to {name} responses", found.arcs))
            })
            .collect();
        let profiles = self.payoffs.shape().profiles();
        let stopped = if self.survey.stopped { " The search was stopped." } else { "" };
        format!(
            "{profiles} profiles, {}. Whoever plays a best response stays. Potentials and what shows \
             that there is none are checked without the search.{stopped}",
            counts.join(", ")
        )
    }

    /// Whether everything was found.
    pub fn is_complete(&self) -> bool {
        let open = |name: &str| self.survey.holds(name).is_none();
        !self.survey.stopped && !crate::graph::properties().any(|(name, _)| open(name))
    }
}

/// The name of a kind of potential in headings.
fn short_name(kind: PotentialKind) -> &'static str {
    match kind {
        PotentialKind::Exact => "exact",
        PotentialKind::Weighted => "weighted",
        PotentialKind::Ordinal => "ordinal",
        PotentialKind::GeneralisedOrdinal => "generalised",
        PotentialKind::BestResponse => "best-response",
    }
}
