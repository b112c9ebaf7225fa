//! Iterated elimination, round by round, and what it leaves.

use super::DIGITS;
use super::{Dominance, inequality};
use crate::certify::Kind;
use crate::dominance::{Among, Removal};
use crate::model::Reason;
use crate::num::Rational;
use crate::report::Document;
use crate::report::profile::mixed_cell;
use crate::table::{Cell, Style, Table};

impl Dominance<'_> {
    /// Round by round: what is removed, by what, by how much at least, and why.
    pub(super) fn rounds(&self, digits: usize, document: &mut Document) {
        document.gap();
        let elimination = &self.verdict.elimination;
        if elimination.rounds.is_empty() && elimination.stopped {
            document.line("Nothing was eliminated before the search was stopped.");
        } else if elimination.rounds.is_empty() {
            document.line(format!(
                "No strategy is {} dominated: nothing is eliminated.",
                adverb(elimination.kind)
            ));
        } else {
            let mut table = Table::new(&[
                ">round",
                "player",
                "removed",
                "by",
                ">margin",
                "closest when, or why",
            ])
            .caption(format!(
                "Iterated elimination of {} dominated strategies",
                adverb(elimination.kind)
            ));
            for (number, round) in elimination.rounds.iter().enumerate() {
                for (place, removal) in round.iter().enumerate() {
                    let reason = self.verdict.removal_reasons[number][place].as_ref();
                    table.row(self.removed(number, place, removal, reason, digits));
                }
            }
            document.table(table);
        }
        self.survivors(document);
        match &self.verdict.orders {
            Some(orders) if elimination.kind == Kind::Strict && orders.outcomes.len() <= 1 => {
                let checked = if orders.outcomes.first() == Some(&elimination.survivors) {
                    " (checked by removing one strategy at a time)"
                } else {
                    ""
                };
                document.styled(
                    Style::Faint,
                    format!("Strict dominance: the order of elimination does not matter{checked}."),
                );
            }
            Some(orders) if !orders.complete => document.line(format!(
                "Whether the order matters was not settled within {} sets of survivors.",
                orders.states
            )),
            Some(orders) if orders.outcomes.len() == 1 => {
                document.line("Every order of elimination leads to these survivors.");
            }
            Some(orders) => {
                document.pieces(vec![(
                    Style::Strong,
                    format!(
                        "The order matters: {} different sets can survive.",
                        orders.outcomes.len()
                    ),
                )]);
                let mut heads = vec![">".to_owned()];
                heads.extend(self.question.model.players.iter().map(|p| p.name.clone()));
                let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
                let mut table = Table::new(&heads);
                for (number, outcome) in orders.outcomes.iter().enumerate() {
                    let mut row = vec![Cell::text((number + 1).to_string())];
                    for (player, support) in outcome.iter().enumerate() {
                        row.push(Cell::text(self.listed(player, support)));
                    }
                    table.row(row);
                }
                document.table(table);
            }
            None => {}
        }
    }

    fn listed(&self, player: usize, support: &[usize]) -> String {
        support.iter().map(|&s| self.strategy(player, s)).collect::<Vec<_>>().join(", ")
    }

    fn removed(
        &self,
        number: usize,
        place: usize,
        removal: &Removal,
        reason: Option<&Reason>,
        digits: usize,
    ) -> Vec<Cell> {
        let names = &self.question.model.players[removal.player].strategies;
        let mut mixture = vec![Rational::integer(0); names.len()];
        for (strategy, p) in &removal.by {
            mixture[*strategy] = p.clone();
        }
        let why = match reason {
            Some(reason) if reason.gains.formula.len() + reason.losses.formula.len() < 60 => {
                inequality(reason, digits)
            }
            _ => self.rivals(removal.player, removal.closest),
        };
        vec![
            Cell::text(if place == 0 { (number + 1).to_string() } else { String::new() }),
            Cell::text(self.name(removal.player)),
            Cell::text(self.strategy(removal.player, removal.strategy)),
            mixed_cell("", names, &mixture, DIGITS),
            Cell::number(&removal.margin),
            Cell::text(why).styled(Style::Faint),
        ]
    }

    fn survivors(&self, document: &mut Document) {
        let elimination = &self.verdict.elimination;
        if let Some(profile) = elimination.solution() {
            let said = self.question.model.describe(&profile);
            let unique = elimination.kind == Kind::Strict;
            let more = if unique {
                " It is the only equilibrium, mixed ones included."
            } else {
                " It is an equilibrium; others may have been eliminated."
            };
            document.pieces(vec![
                (Style::Plain, "One profile is left: ".to_owned()),
                (Style::Strong, format!("{said}.")),
                (Style::Plain, more.to_owned()),
            ]);
        } else {
            let left: Vec<String> = elimination
                .survivors
                .iter()
                .enumerate()
                .map(|(player, support)| {
                    format!("{}: {}", self.name(player), self.listed(player, support))
                })
                .collect();
            let word = if elimination.stopped {
                "Left by then"
            } else if elimination.kind == Kind::Strict && self.question.among == Among::Mixtures {
                if elimination.survivors.len() == 2 {
                    "Rationalizable"
                } else {
                    "Rationalizable (with correlated beliefs)"
                }
            } else {
                "Left"
            };
            document.line(format!("{word}: {}.", left.join("; ")));
        }
        for (player, strategy) in &elimination.unsettled {
            document.line(format!(
                "Whether {} of {} is dominated could not be settled; it is kept.",
                self.strategy(*player, *strategy),
                self.name(*player)
            ));
        }
    }
}

fn adverb(kind: Kind) -> &'static str {
    match kind {
        Kind::Strict => "strictly",
        Kind::Weak => "weakly",
        Kind::VeryWeak => "very weakly",
    }
}
