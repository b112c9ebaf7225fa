//! Payoffs of the equilibria of a repeated game, and the strategies that give them.

use serde_json::{Value, json};

use super::Document;
use super::correlated::profile_named;
use super::json::number_json;
use crate::game::Game;
use crate::model::Model;
use crate::num::{Rational, significant_up};
use crate::repeated::{Bounds, PayoffSet, Standing};
use crate::table::{Cell, Style, Table, in_full, shown};

/// The payoffs that equilibria give at a discount factor, ready to be told.
#[derive(Clone, Debug)]
pub struct EquilibriumPayoffs<'a> {
    /// The game.
    pub model: &'a Model,
    /// Its payoffs at a point.
    pub game: &'a Game<Rational>,
    /// What was found.
    pub set: PayoffSet,
    /// How near it was to be proved from inside and outside, as a part of the range of payoffs.
    pub width: f64,
}

/// Digits of chances and areas.
const DIGITS: usize = 4;

impl EquilibriumPayoffs<'_> {
    /// Whether the set is known, exactly or as nearly as was asked.
    pub fn is_complete(&self) -> bool {
        match self.set.standing {
            Standing::Exact => true,
            Standing::Between(gap) => gap <= self.width * self.set.range,
            Standing::Outer => false,
        }
    }

    /// Adds the answer to a document.
    pub fn tell(&self, document: &mut Document) {
        let set = &self.set;
        let delta = in_full(&set.discount);
        document.gap();
        if set.outer.vertices.is_empty() {
            document.line(format!(
                "δ = {delta}: no equilibrium in pure strategies, even with lots that everybody sees."
            ));
            return;
        }
        document.table(self.states());
        let threats: Vec<String> = self
            .model
            .players
            .iter()
            .zip(set.threats)
            .map(|(player, state)| format!("{} to state {}", player.name, state + 1))
            .collect();
        if set.vertices.is_empty() {
            document.line("No equilibrium was proved.");
        } else {
            document.line(format!("Who deviates alone: {}.", threats.join(", ")));
        }
        let area = set.outer.area();
        match set.standing {
            Standing::Exact => {
                document.line(match set.vertices.len() {
                    1 => "Exactly this point.".to_owned(),
                    2 => "Exactly this segment.".to_owned(),
                    _ => format!("Exactly their hull: area {}.", Cell::exact(&area).shown(DIGITS)),
                });
            }
            Standing::Between(gap) => {
                let area = shown(&area, &area, DIGITS);
                document.line(format!(
                    "Their hull, proved from inside; from outside up to {}, where all are in an area of {area}.",
                    Rational::from_f64(gap).map_or_else(String::new, |gap| significant_up(&gap, 2))
                ));
            }
            Standing::Outer => {}
        }
        if !self.is_complete() {
            document.styled(
                Style::Bad,
                format!(
                    "Not settled after {} sets, which hardly shrink next to critical discount factors: all equilibrium payoffs are within the polygon below.",
                    set.steps
                ),
            );
            document.table(self.outer());
        }
    }

    /// The corners as states of an automaton.
    pub fn states(&self) -> Table {
        let delta = in_full(&self.set.discount);
        let mut heads = vec!["state".to_owned()];
        heads.extend(self.model.players.iter().map(|player| format!(">{}", player.name)));
        heads.extend(["play".to_owned(), "then".to_owned()]);
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads)
            .caption(format!("Payoffs of equilibria at δ = {delta}: corners, and how each is had"));
        for (place, vertex) in self.set.vertices.iter().enumerate() {
            let mut row = vec![Cell::text((place + 1).to_string())];
            row.extend(vertex.payoff.iter().map(Cell::number));
            row.push(Cell::text(profile_named(
                self.model,
                self.game.shape(),
                vertex.generated.profile,
            )));
            row.push(self.then(place));
            table.row(row);
        }
        table
    }

    fn then(&self, place: usize) -> Cell {
        let Some(next) = self.set.next(self.game, place) else { return Cell::text("?") };
        let said = |chance: &dyn Fn(&Bounds) -> String| {
            let part = |(state, bounds): &(usize, Bounds)| {
                let state = if *state == place {
                    "the same".to_owned()
                } else {
                    format!("state {}", state + 1)
                };
                if next.len() == 1 { state } else { format!("{} {state}", chance(bounds)) }
            };
            next.iter().map(part).collect::<Vec<_>>().join(", ")
        };
        let short = said(&|bounds| Cell::number(bounds).shown(DIGITS));
        Cell::rounded(short, said(&|bounds| Cell::number(bounds).written(None)))
    }

    fn outer(&self) -> Table {
        let heads: Vec<String> =
            self.model.players.iter().map(|player| format!(">{}", player.name)).collect();
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table =
            Table::new(&heads).caption("No equilibrium gives payoffs outside of these corners");
        for vertex in &self.set.outer.vertices {
            table.row(vertex.iter().map(Cell::exact).collect());
        }
        table
    }

    /// The answer for other programs.
    pub fn json(&self) -> Value {
        let exact = |x: &Rational| number_json(&(x.clone(), x.clone()));
        let players = || self.model.players.iter().enumerate();
        let vertices = self.set.vertices.iter().enumerate().map(|(place, vertex)| {
            let shape = self.game.shape();
            let played = players().map(|(player, said)| {
                let strategy = shape.strategy(vertex.generated.profile, player);
                (said.name.clone(), Value::from(said.strategies[strategy].as_str()))
            });
            let next = self.set.next(self.game, place).map(|next| {
                let lot = |(state, chance): (usize, Bounds)| {
                    json!({ "state": state, "chance": number_json(&chance) })
                };
                next.into_iter().map(lot).collect::<Vec<_>>()
            });
            json!({
                "payoffs": vertex.payoff.iter().map(number_json).collect::<Vec<_>>(),
                "play": Value::Object(played.collect()),
                "next": next,
            })
        });
        let (standing, gap) = match self.set.standing {
            Standing::Exact => ("exact", Some(0.0)),
            Standing::Between(gap) => ("between", Some(gap)),
            Standing::Outer => ("outer", None),
        };
        let outer = self.set.outer.vertices.iter().map(|v| json!([exact(&v[0]), exact(&v[1])]));
        let threats = players()
            .zip(self.set.threats)
            .map(|((_, player), state)| (player.name.clone(), Value::from(state)));
        json!({
            "discount": exact(&self.set.discount),
            "kind": standing,
            "gap": gap,
            "vertices": vertices.collect::<Vec<_>>(),
            "punishments": Value::Object(threats.collect()),
            "outer": outer.collect::<Vec<_>>(),
            "area": exact(&self.set.outer.area()),
            "steps": self.set.steps,
        })
    }
}
