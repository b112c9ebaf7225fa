//! The payoffs that equilibria give, over all discount factors.

use serde_json::{Value, json};

use super::json::number_json;
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

/// Bits of critical values that are not rational.
const BITS: u32 = 60;

impl PatienceReport<'_> {
    /// Whether the search came to its end.
    pub fn is_complete(&self) -> bool {
        self.found.complete
    }

    /// Adds the answer to a document.
    pub fn tell(&self, document: &mut Document) {
        document.gap();
        document.table(self.table());
        let mut zeros = Vec::new();
        for change in &self.found.changes {
            if let Some(root) = change.root.as_ref().filter(|root| root.exact().is_none()) {
                let value = Cell::number(&root.within(BITS)).shown(12);
                zeros.push(format!("{value} is a zero of {}.", polynomial(root.polynomial(), "δ")));
            }
        }
        for line in zeros {
            document.line(line);
        }
        if !self.found.complete {
            let said = "Time was over: not all discount factors were looked at, or not all critical values found in full.";
            document.styled(Style::Bad, said);
        }
        document.remark(
            "Sets are proved at the discount factors looked at, and where they are the same at two of them, in between: with lots \
             that everybody sees they never shrink as players become more patient. Others were looked at on a grid, and may come \
             about in other ways in between. Critical values in full are zeros of a condition of the set above them."
                .to_owned(),
        );
    }

    /// One row for each stretch of discount factors.
    pub fn table(&self) -> Table {
        let mut heads =
            vec!["δ from".to_owned(), "to".to_owned(), "payoffs of equilibria".to_owned()];
        heads.push(">area".to_owned());
        heads.extend(self.model.players.iter().map(|player| format!(">least for {}", player.name)));
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads).caption("What patience sustains");
        for (place, phase) in self.found.phases.iter().enumerate() {
            let before = place.checked_sub(1).map(|before| &self.found.changes[before]);
            let after = self.found.changes.get(place);
            let mut row = vec![
                before.map_or_else(|| Cell::exact(&phase.seen.0), critical),
                after.map_or_else(|| Cell::exact(&phase.seen.1), critical),
                Cell::text(shape(phase)),
            ];
            row.extend(Self::numbers(phase));
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
            let from = ends(before, &phase.seen.0);
            let to = ends(self.found.changes.get(place), &phase.seen.1);
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

    /// Area and least payoffs, where they are the same all over.
    fn numbers(phase: &Phase) -> Vec<Cell> {
        let set = &phase.set;
        if set.outer.vertices.is_empty() {
            return vec![Cell::empty(); 3];
        }
        if !phase.constant {
            return vec![Cell::text("grows"), Cell::empty(), Cell::empty()];
        }
        let least = |player: usize| Cell::number(&set.vertices[set.threats[player]].payoff[player]);
        vec![Cell::exact(&set.outer.area()), least(0), least(1)]
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
            json!({
                "seen": [exact(&phase.seen.0), exact(&phase.seen.1)],
                "constant": phase.constant,
                "settled": phase.settled,
                "set": set.json(),
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
            "complete": self.found.complete,
        })
    }
}

/// Where a set begins to come about in another way.
fn critical(change: &Change) -> Cell {
    match &change.root {
        Some(root) => match root.exact() {
            Some(exact) => Cell::text(in_full(exact)),
            None => fine(&root.within(BITS)),
        },
        None => {
            let (low, high) = &change.between;
            let ends = (significant_down(low, FINE), significant_up(high, FINE));
            Cell::text(format!("{}–{}", ends.0, ends.1))
        }
    }
}

/// A number to more digits than payoffs have.
fn fine(bounds: &(Rational, Rational)) -> Cell {
    let cell = Cell::number(bounds);
    Cell::rounded(cell.shown(FINE), cell.written(None))
}

fn shape(phase: &Phase) -> String {
    match phase.set.vertices.len() {
        0 if phase.set.outer.vertices.is_empty() => "none".to_owned(),
        0 => "not settled".to_owned(),
        1 => "a point".to_owned(),
        2 => "a segment".to_owned(),
        many if phase.constant => format!("{many} corners"),
        many => format!(
            "{many} corners, which move (at {}: {})",
            in_full(&phase.set.discount),
            Cell::exact(&phase.set.outer.area()).shown(4)
        ),
    }
}
