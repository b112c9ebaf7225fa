//! How the corners of a set come about over a stretch of discount factors, and what they are as functions of it.

use serde_json::{Value, json};

use super::Document;
use super::correlated::profile_named;
use super::json::number_json;
use super::threshold::{implicit, polynomial};
use crate::certify::Continuation;
use crate::game::Game;
use crate::model::Model;
use crate::num::{Rational, significant};
use crate::repeated::{Formula, Phase};
use crate::roots::{Bivariate, Univariate};
use crate::table::{Cell, Table, in_full};

/// A phase, with the game that it is about.
pub(super) struct Corners<'a> {
    pub model: &'a Model,
    pub game: &'a Game<Rational>,
    pub phase: &'a Phase,
}

/// Longer formulas are left to other programs, and numbers shown in their place.
const LONG: usize = 44;

/// Digits of what stands for them.
const DIGITS: usize = 7;

/// What starts a number that holds at one discount factor only.
const ABOUT: &str = "≈ ";

impl Corners<'_> {
    /// The corners in a table below the stretch of discount factors, and what is needed to read it.
    pub(super) fn tell(&self, stretch: &str, document: &mut Document) {
        document.gap();
        let (table, sampled) = self.table(stretch);
        document.table(table);
        let players = self.model.players.iter().zip(self.phase.set.threats);
        let threats: Vec<String> = players
            .map(|(player, state)| format!("{} to state {}", player.name, state + 1))
            .collect();
        document.line(format!("Who deviates alone: {}.", threats.join(", ")));
        let delta = in_full(&self.phase.set.discount);
        let names = self.names();
        for (name, unknown) in names.iter().zip(&self.phase.closed.unknowns) {
            let equation = implicit(&unknown.equation, [name, "δ"]);
            let at = significant(&unknown.at.0, DIGITS);
            document.line(if equation.chars().count() > 2 * LONG {
                format!("{name} is {at} at δ = {delta}, a zero of a polynomial that `-f json` has.")
            } else {
                format!("{name} is the solution of {equation} that is {at} at δ = {delta}.")
            });
        }
        if sampled {
            document.line(format!("≈ at δ = {delta}; `-f json` has formulas of any length."));
        }
    }

    /// The corners as states of an automaton; whether some numbers hold at one discount factor only.
    fn table(&self, stretch: &str) -> (Table, bool) {
        let mut heads = vec!["state".to_owned()];
        heads.extend(self.model.players.iter().map(|player| format!(">{}", player.name)));
        heads.extend(["play".to_owned(), "then".to_owned()]);
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads).caption(format!("δ in {stretch}"));
        let mut sampled = false;
        for (place, vertex) in self.phase.set.vertices.iter().enumerate() {
            let mut row = vec![Cell::text((place + 1).to_string())];
            for player in 0..2 {
                let (cell, about) = self.payoff(place, player);
                sampled |= about;
                row.push(cell);
            }
            let profile = vertex.generated.profile;
            row.push(Cell::text(profile_named(self.model, self.game.shape(), profile)));
            row.push(Cell::text(self.then(place)));
            table.row(row);
        }
        (table, sampled)
    }

    /// What a corner gives a player: a number, a formula, or what it is at the discount factor of the set.
    pub(super) fn payoff(&self, place: usize, player: usize) -> (Cell, bool) {
        let bounds = &self.phase.set.vertices[place].payoff[player];
        if self.phase.constant {
            return (Cell::number(bounds), false);
        }
        let formula = self.phase.closed.payoffs.get(place).and_then(|both| both[player].as_ref());
        if let Some(constant) = formula.and_then(Formula::constant) {
            return (Cell::exact(&constant), false);
        }
        match formula.map(|formula| self.written(formula)).filter(|text| text.len() <= LONG) {
            Some(text) => (Cell::text(text), false),
            None => (Cell::text(format!("{ABOUT}{}", significant(&bounds.0, DIGITS))), true),
        }
    }

    /// What unknowns are called.
    fn names(&self) -> Vec<String> {
        match self.phase.closed.unknowns.len() {
            1 => vec!["x".to_owned()],
            many => (1..=many).map(|number| format!("x{number}")).collect(),
        }
    }

    /// A formula in words.
    fn written(&self, formula: &Formula) -> String {
        let names = self.names();
        let name = formula.unknown.and_then(|place| names.get(place)).map_or("x", String::as_str);
        let part = |of: &Bivariate| match of.rows() {
            [] => "0".to_owned(),
            [only] => polynomial(only, "δ"),
            _ => {
                let text = implicit(of, [name, "δ"]);
                text.strip_suffix(" = 0").map_or(text.clone(), str::to_owned)
            }
        };
        let constant = match formula.bottom.rows() {
            [only] => match only.coefficients() {
                [constant] => constant.recip(),
                _ => None,
            },
            _ => None,
        };
        if let Some(factor) = constant {
            let zero = Bivariate::new(Vec::<Univariate>::new());
            return part(&zero.plus_scaled(&factor, &formula.top));
        }
        let [top, bottom] = [&formula.top, &formula.bottom].map(|of| {
            let text = part(of);
            if text.contains([' ', '*']) { format!("({text})") } else { text }
        });
        format!("{top}/{bottom}")
    }

    /// What follows, in words.
    fn then(&self, place: usize) -> String {
        let name = |player: usize| self.model.players[player].name.as_str();
        match self.phase.set.vertices[place].generated.continuation {
            Continuation::Forever => "the same".to_owned(),
            Continuation::Vertex(next) if next == place => "the same".to_owned(),
            Continuation::Vertex(next) => format!("state {}", next + 1),
            Continuation::Both => format!("lot, binding {} and {}", name(0), name(1)),
            Continuation::Lot { player, between: [from, to] } => {
                format!("{} or {} by lot, binding {}", from + 1, to + 1, name(player))
            }
        }
    }

    /// The same for other programs: play and what follows of each vertex, its payoffs as formulas, and what these are about.
    pub(super) fn json(&self) -> Value {
        let shape = self.game.shape();
        let players = || self.model.players.iter().enumerate();
        let names = self.names();
        let vertices = self.phase.set.vertices.iter().enumerate().map(|(place, vertex)| {
            let played = players().map(|(player, said)| {
                let strategy = shape.strategy(vertex.generated.profile, player);
                (said.name.clone(), Value::from(said.strategies[strategy].as_str()))
            });
            let name = |player: usize| self.model.players[player].name.as_str();
            let next = match vertex.generated.continuation {
                Continuation::Forever => json!({ "kind": "forever" }),
                Continuation::Vertex(next) => json!({ "kind": "state", "state": next }),
                Continuation::Both => {
                    json!({ "kind": "lot", "binds": [name(0), name(1)], "between": null })
                }
                Continuation::Lot { player, between } => {
                    json!({ "kind": "lot", "binds": [name(player)], "between": between })
                }
            };
            let payoffs = players().map(|(player, said)| {
                let formula =
                    self.phase.closed.payoffs.get(place).and_then(|both| both[player].as_ref());
                let formula = formula.map(|formula| {
                    json!({
                        "formula": self.written(formula),
                        "numerator": coefficients(&formula.top),
                        "denominator": coefficients(&formula.bottom),
                        "unknown": formula.unknown.map(|place| names[place].as_str()),
                    })
                });
                (said.name.clone(), json!(formula))
            });
            json!({
                "play": Value::Object(played.collect()),
                "next": next,
                "payoffs": Value::Object(payoffs.collect()),
            })
        });
        let unknowns = names.iter().zip(&self.phase.closed.unknowns).map(|(name, unknown)| {
            json!({
                "name": name,
                "polynomial": coefficients(&unknown.equation),
                "at_sample": number_json(&unknown.at),
            })
        });
        let threats = players().zip(self.phase.set.threats);
        let threats = threats.map(|((_, player), state)| (player.name.clone(), Value::from(state)));
        json!({
            "vertices": vertices.collect::<Vec<_>>(),
            "unknowns": unknowns.collect::<Vec<_>>(),
            "punishments": Value::Object(threats.collect()),
        })
    }
}

/// For each power of the unknown, from the constant one on, the coefficients of the powers of the discount factor.
fn coefficients(of: &Bivariate) -> Vec<Vec<String>> {
    let row = |row: &Univariate| row.coefficients().iter().map(ToString::to_string).collect();
    of.rows().iter().map(row).collect()
}
