//! The payoffs that equilibria give, over all discount factors.

use serde_json::{Value, json};

use super::json::number_json;
use super::phase_corners::Corners;
use super::threshold::polynomial;
use super::{Document, EquilibriumPayoffs};
use crate::game::Game;
use crate::model::Model;
use crate::num::{Rational, significant_down, significant_up};
use crate::repeated::{Change, Phase, Phases};
use crate::table::{Cell, Style, Table, in_full};

/// Sets of payoffs from the least patience to the greatest, ready to be told.
#[derive(Clone, Debug)]
pub struct PatienceReport<'a> {
    /// The game.
    pub model: &'a Model,
    /// Its payoffs at a point.
    pub game: &'a Game<Rational>,
    /// What was found.
    pub found: Phases,
}

/// Digits of critical values in tables.
const FINE: usize = 7;

/// So many corners are listed unless all are asked for.
const ROWS: usize = 40;

/// Bits of critical values that are not rational.
const BITS: u32 = 60;

impl PatienceReport<'_> {
    /// Whether the search came to its end.
    pub fn is_complete(&self) -> bool {
        self.found.complete
    }

    /// Adds the answer to a document: the corners of all phases if `all`, else of so many as are read easily.
    pub fn tell(&self, all: bool, document: &mut Document) {
        document.gap();
        document.table(self.table());
        for change in &self.found.changes {
            if let Some(root) = change.root.as_ref().filter(|root| root.exact().is_none()) {
                let value = Cell::number(&root.within(BITS)).shown(12);
                let zero = polynomial(root.polynomial(), "δ");
                document.line(format!("{value} is a zero of {zero}."));
            }
        }
        for line in self.beyond() {
            document.line(line);
        }
        self.corners(all, document);
        if !self.found.complete {
            let said = "Time was over: not all discount factors were looked at, or not all critical values found in full.";
            document.styled(Style::Bad, said);
        }
        document.remark(
            "Sets are proved at the discount factors looked at, and where they are the same at two of them, in between: with lots \
             that everybody sees they never shrink as players become more patient. So one that is the hull of equilibria of the stage \
             game is the same down to 0, and one of all payoffs that leave everybody the pure minmax value up to 1. Others were looked \
             at on a grid, and may come about in other ways in between. Critical values in full are zeros of a condition of the set \
             that begins there. States are an automaton: play, then go where it says; after a deviation to the state named. Whom a lot \
             binds would get no less by deviating."
                .to_owned(),
        );
    }

    /// The stretches at the ends that nothing is known of.
    fn beyond(&self) -> Vec<String> {
        let Phases { phases, range, reaches, .. } = &self.found;
        let mut lines = Vec::new();
        if let Some(first) = phases.first().filter(|_| !reaches[0])
            && range.0 < first.seen.0
        {
            let (low, high) = (in_full(&range.0), in_full(&first.seen.0));
            lines.push(format!("Nothing was looked at between {low} and {high}."));
        }
        if let Some(last) = phases.last().filter(|_| !reaches[1])
            && last.seen.1 < range.1
        {
            let (low, high) = (in_full(&last.seen.1), in_full(&range.1));
            let why = ": not all payoffs that leave everybody the pure minmax value are had before";
            let why = if self.found.complete { why } else { "" };
            lines.push(format!("Nothing was looked at between {low} and {high}{why}."));
        }
        lines
    }

    /// The corners of each phase.
    fn corners(&self, all: bool, document: &mut Document) {
        let mut rows = 0;
        let mut left_out = 0;
        for (place, phase) in self.found.phases.iter().enumerate() {
            let count = phase.set.vertices.len();
            if count == 0 {
                continue;
            }
            rows += count;
            if !all && place > 0 && rows > ROWS {
                left_out += 1;
                continue;
            }
            let corners = Corners { model: self.model, game: self.game, phase };
            corners.tell(&self.stretch(place), document);
        }
        if left_out > 0 {
            document.gap();
            let phases = if left_out == 1 { "the phase" } else { "the phases" };
            let count = if left_out == 1 { String::new() } else { format!(" {left_out}") };
            document.line(format!(
                "Corners of {phases} that follow{count}: `--verbose` lists them, `-f json` has all."
            ));
        }
    }

    /// The discount factors of a phase: it contains the one at which it begins, but for 0.
    fn stretch(&self, place: usize) -> String {
        let Phases { phases, changes, reaches, range, .. } = &self.found;
        let phase = &phases[place];
        let low = match place.checked_sub(1).map(|before| &changes[before]) {
            Some(change) => format!("[{}", critical(change)),
            None if reaches[0] && range.0.is_zero() => "(0".to_owned(),
            None => format!("[{}", in_full(&phase.seen.0)),
        };
        let high = match changes.get(place) {
            Some(change) => format!("{})", critical(change)),
            None if reaches[1] => format!("{})", in_full(&range.1)),
            None => format!("{}]", in_full(&phase.seen.1)),
        };
        format!("{low}, {high}")
    }

    /// One row for each stretch of discount factors.
    pub fn table(&self) -> Table {
        let mut heads = vec!["δ in".to_owned(), "payoffs of equilibria".to_owned()];
        heads.push(">area".to_owned());
        heads.extend(self.model.players.iter().map(|player| format!(">least for {}", player.name)));
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads).caption("What patience sustains");
        for (place, phase) in self.found.phases.iter().enumerate() {
            let mut row = vec![Cell::text(self.stretch(place)), Cell::text(shape(phase))];
            row.extend(self.numbers(phase));
            table.row(row);
        }
        table
    }

    /// The same for other programs: numbers alone in columns of numbers. Where a change is known in full, both of its bounds are the
    /// same if it is rational; else it is the zero of a polynomial between them.
    pub fn data(&self) -> Table {
        let mut heads: Vec<String> =
            [">from at least", ">from at most", "from is a zero of", ">to at least", ">to at most"]
                .map(str::to_owned)
                .to_vec();
        heads.extend(
            ["set", ">corners", "constant", "settled", ">at", ">area at most"].map(str::to_owned),
        );
        heads.extend(self.model.players.iter().map(|player| format!(">least for {}", player.name)));
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads);
        let ends = |change: Option<&Change>, seen: &Rational| match change {
            Some(Change { root: Some(root), .. }) => root.within(BITS),
            Some(change) => change.between.clone(),
            None => (seen.clone(), seen.clone()),
        };
        let said = |yes: bool| Cell::text(if yes { "yes" } else { "no" });
        for (place, phase) in self.found.phases.iter().enumerate() {
            let before = place.checked_sub(1).map(|before| &self.found.changes[before]);
            let Phases { range, reaches, .. } = &self.found;
            let low = if reaches[0] { &range.0 } else { &phase.seen.0 };
            let high = if reaches[1] { &range.1 } else { &phase.seen.1 };
            let from = ends(before, low);
            let to = ends(self.found.changes.get(place), high);
            let root = before.and_then(|change| change.root.as_ref());
            let root = root.filter(|root| root.exact().is_none());
            let root = root.map_or_else(String::new, |root| polynomial(root.polynomial(), "δ"));
            let set = &phase.set;
            let kind = match set.vertices.len() {
                0 if set.outer.vertices.is_empty() => "none",
                0 => "not settled",
                1 => "point",
                2 => "segment",
                _ => "polygon",
            };
            let mut row = vec![Cell::exact(&from.0), Cell::exact(&from.1), Cell::text(root)];
            row.extend([Cell::exact(&to.0), Cell::exact(&to.1), Cell::text(kind)]);
            row.extend([Cell::text(set.vertices.len().to_string()), said(phase.constant)]);
            row.extend([
                said(phase.settled),
                Cell::exact(&set.discount),
                Cell::exact(&set.outer.area()),
            ]);
            row.extend((0..2).map(|player| {
                let worst = set.vertices.get(set.threats[player]);
                worst.map_or_else(Cell::empty, |worst| Cell::number(&worst.payoff[player]))
            }));
            table.row(row);
        }
        table
    }

    /// Area and least payoffs: of a set whose corners move the area at both ends that were looked at.
    fn numbers(&self, phase: &Phase) -> Vec<Cell> {
        let set = &phase.set;
        if set.outer.vertices.is_empty() || set.vertices.is_empty() {
            return vec![Cell::empty(); 3];
        }
        let area = if phase.constant {
            Cell::exact(&set.outer.area())
        } else {
            let area = Cell::exact(&set.outer.area()).shown(4);
            Cell::text(format!("{area} at {}", in_full(&set.discount)))
        };
        let corners = Corners { model: self.model, game: self.game, phase };
        let least = |player: usize| corners.payoff(set.threats[player], player).0;
        vec![area, least(0), least(1)]
    }

    /// The answer for other programs.
    pub fn json(&self) -> Value {
        let exact = |x: &Rational| number_json(&(x.clone(), x.clone()));
        let phases = self.found.phases.iter().map(|phase| {
            let set = EquilibriumPayoffs {
                model: self.model,
                game: self.game,
                set: phase.set.clone(),
                width: 1.0,
            };
            let corners = Corners { model: self.model, game: self.game, phase };
            json!({
                "seen": [exact(&phase.seen.0), exact(&phase.seen.1)],
                "constant": phase.constant,
                "settled": phase.settled,
                "set": set.json(),
                "structure": corners.json(),
            })
        });
        let changes = self.found.changes.iter().map(|change| {
            json!({
                "between": [exact(&change.between.0), exact(&change.between.1)],
                "critical": change.root.as_ref().map(|root| number_json(&root.within(BITS))),
                "polynomial": change.root.as_ref().map(|root| {
                    let all = root.polynomial().coefficients().iter();
                    all.map(ToString::to_string).collect::<Vec<_>>()
                }),
            })
        });
        json!({
            "phases": phases.collect::<Vec<_>>(),
            "changes": changes.collect::<Vec<_>>(),
            "range": [exact(&self.found.range.0), exact(&self.found.range.1)],
            "reaches": self.found.reaches,
            "complete": self.found.complete,
        })
    }
}

/// Where a set begins to come about in another way.
pub(super) fn critical(change: &Change) -> String {
    match &change.root {
        Some(root) => match root.exact() {
            Some(exact) => in_full(exact),
            None => Cell::number(&root.within(BITS)).shown(FINE),
        },
        None => {
            let (low, high) = &change.between;
            format!("{}–{}", significant_down(low, FINE), significant_up(high, FINE))
        }
    }
}

fn shape(phase: &Phase) -> String {
    match phase.set.vertices.len() {
        0 if phase.set.outer.vertices.is_empty() => "none".to_owned(),
        0 => "not settled".to_owned(),
        1 => "a point".to_owned(),
        2 => "a segment".to_owned(),
        many if phase.constant => format!("{many} corners"),
        many => format!("{many} corners, which move"),
    }
}
