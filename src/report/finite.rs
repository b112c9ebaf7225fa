//! `equil repeated --horizon`: what equilibria of a game that ends give, and which paths they follow.

use serde_json::{Map, Value, json};

use super::json::{Point, game_json, number_json};
use super::{Document, Stopping};
use crate::game::Shape;
use crate::model::Model;
use crate::num::{Rational, significant};
use crate::repeated::{FinitePath, FinitePayoffs, Path, Temptation};
use crate::table::{Cell, Style, Table, in_full};

/// A path of a game that ends, ready to be told.
#[derive(Clone, Debug)]
pub struct Horizon<'a> {
    /// The game.
    pub model: &'a Model,
    /// Its strategies.
    pub shape: &'a Shape,
    /// Where.
    pub point: Point,
    /// How discount factors come about where play may stop.
    pub stopping: Option<Stopping>,
    /// The path, again from the first after the last.
    pub path: Path,
    /// What was found about it.
    pub found: FinitePath,
}

/// Digits of numbers in sentences.
const DIGITS: usize = 5;

/// So many deviations are shown.
const SHOWN: usize = 20;

impl Horizon<'_> {
    /// The answer in words and a table.
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.model.info.name, &mut document);
        let found = &self.found;
        let rounds = many(found.rounds);
        document.styled(Style::Strong, format!("{}: {}.", self.played(), self.verdict()));
        document.line(format!("{rounds}, {}.", factors(self.model, &found.discounts)));
        if let Some(stopping) = &self.stopping {
            document.line(stopping.said(self.model));
        }
        let left = found.prefix.map(|prefix| found.rounds - prefix);
        if let Some(left) = left.filter(|left| *left > 0) {
            let rest =
                self.model.players.iter().zip(&found.rest).map(|(player, payoff)| {
                    format!("{} {}", player.name, significant(payoff, DIGITS))
                });
            let rest = rest.collect::<Vec<_>>().join(", ");
            let prefix = found.rounds - left;
            document.line(if prefix == 0 {
                format!(
                    "No equilibrium plays even the first round of it. One that gives most to all together: {rest} on average."
                )
            } else {
                format!(
                    "The longest part of it that an equilibrium plays: {}. Then an equilibrium of the {} may follow that gives {rest} on average.",
                    if prefix == 1 { "the first round".to_owned() } else { format!("the first {prefix} rounds") },
                    if left == 1 { "last round".to_owned() } else { format!("last {left} rounds") },
                )
            });
        }
        if !found.tempted.is_empty() {
            document.gap();
            document.table(self.table(&self.shown()));
            if found.tempted.len() > SHOWN {
                document.line(format!(
                    "… {} in all, the last ones first: `-f csv` has them.",
                    found.tempted.len()
                ));
            }
        }
        document.remark(
            "Exact, by backward induction on sets: pure strategies, lots that everybody sees; after a deviation the worst \
             equilibrium of the remaining rounds for the one who deviates."
                .to_owned(),
        );
        document
    }

    fn played(&self) -> String {
        let names: Vec<String> =
            self.path.profiles().iter().map(|&index| self.profile(index)).collect();
        match &names[..] {
            [one, ..] if self.found.rounds == 1 => format!("{one} in one round"),
            [one] => format!("{one} in each of {}", many(self.found.rounds)),
            _ => format!("{} in turn for {}", names.join(", "), many(self.found.rounds)),
        }
    }

    fn verdict(&self) -> String {
        let found = &self.found;
        if found.prefix.is_none() {
            return "no; the game has no equilibrium in pure strategies, so that there is none of any number of rounds".to_owned();
        }
        let Some(one) = found.tempted.last() else {
            return "an equilibrium plays it".to_owned();
        };
        format!(
            "no equilibrium plays it; in round {} {} gains {} by {} and loses {} at most later",
            one.round + 1,
            self.model.players[one.player].name,
            significant(&one.gain, DIGITS),
            self.model.players[one.player].strategies[one.strategy],
            significant(&one.loss, DIGITS),
        )
    }

    fn profile(&self, index: usize) -> String {
        let strategies = self.shape.profile(index).into_iter().zip(&self.model.players);
        let names: Vec<&str> =
            strategies.map(|(strategy, player)| player.strategies[strategy].as_str()).collect();
        format!("({})", names.join(", "))
    }

    /// The last deviations that pay, last ones first.
    fn shown(&self) -> Vec<&Temptation> {
        self.found.tempted.iter().rev().take(SHOWN).collect()
    }

    fn table(&self, tempted: &[&Temptation]) -> Table {
        let heads = [">round", "tempted", "deviates to", ">gains", ">loses later"];
        let mut table = Table::new(&heads);
        for one in tempted {
            let player = &self.model.players[one.player];
            table.row(vec![
                Cell::text((one.round + 1).to_string()),
                Cell::text(player.name.as_str()),
                Cell::text(player.strategies[one.strategy].as_str()),
                Cell::exact(&one.gain),
                Cell::exact(&one.loss),
            ]);
        }
        table
    }

    /// The answer as a table, for CSV: all deviations that pay.
    pub fn data(&self) -> Table {
        self.table(&self.found.tempted.iter().collect::<Vec<_>>())
    }

    /// The answer for other programs.
    pub fn json(&self, warnings: &[String]) -> Value {
        let found = &self.found;
        let path = self.path.profiles().iter().map(|&index| {
            let strategies = self.shape.profile(index).into_iter().zip(&self.model.players);
            let named = strategies.map(|(strategy, player)| {
                (player.name.clone(), json!(player.strategies[strategy]))
            });
            Value::Object(named.collect())
        });
        let tempted = found.tempted.iter().map(|one| {
            let player = &self.model.players[one.player];
            json!({
                "round": one.round,
                "player": player.name,
                "strategy": player.strategies[one.strategy],
                "gain": exact(&one.gain),
                "loss": exact(&one.loss),
            })
        });
        let rest = found.prefix.filter(|prefix| *prefix < found.rounds);
        json!({
            "schema": "equil.horizon/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "rounds": found.rounds,
            "discounts": each(self.model, &found.discounts),
            "stopping": self.stopping.as_ref().map(|stopping| stopping.json(self.model)),
            "path": path.collect::<Vec<_>>(),
            "equilibrium": found.holds(),
            "prefix": found.prefix,
            "rest": rest.map(|_| each(self.model, &found.rest)),
            "tempted": tempted.collect::<Vec<_>>(),
            "certified": found.certified,
            "warnings": warnings,
        })
    }
}

fn exact(number: &Rational) -> Value {
    number_json(&(number.clone(), number.clone()))
}

/// A number for each player.
pub(super) fn each(model: &Model, numbers: &[Rational]) -> Value {
    let named = model.players.iter().zip(numbers);
    let named: Map<String, Value> =
        named.map(|(player, number)| (player.name.clone(), exact(number))).collect();
    Value::Object(named)
}

fn many(rounds: usize) -> String {
    if rounds == 1 { "1 round".to_owned() } else { format!("{rounds} rounds") }
}

/// The discount factor of everybody, if it is the same.
pub(super) fn common(discounts: &[Rational]) -> Option<&Rational> {
    discounts.first().filter(|first| discounts.iter().all(|one| one == *first))
}

/// Discount factors in words.
pub(super) fn factors(model: &Model, discounts: &[Rational]) -> String {
    match common(discounts) {
        Some(one) => format!("δ = {}", in_full(one)),
        None => {
            let named = model.players.iter().zip(discounts);
            let named: Vec<String> =
                named.map(|(player, one)| format!("{} {}", player.name, in_full(one))).collect();
            format!("δ of {}", named.join(", "))
        }
    }
}

/// What equilibria of so many rounds give, for [`Folk`](super::Folk).
pub(super) fn tell(found: &FinitePayoffs, table: Table, document: &mut Document) {
    document.gap();
    if found.corners.is_empty() {
        document.line(format!("{}: no equilibrium in pure strategies.", many(found.rounds)));
    } else {
        document.table(table);
        let corners = found.corners.len();
        let more = match corners {
            1 => "Nothing else: every round is played as if it were the last.".to_owned(),
            _ => format!("Exactly their hull: {corners} corners."),
        };
        if corners > SHOWN_CORNERS {
            document.line(format!("… {corners} corners in all: `-f csv` has them."));
        }
        document.line(match found.polygon() {
            Some(set) => {
                format!("Exactly their hull: area {}.", Cell::exact(&set.area()).shown(AREA))
            }
            None => more,
        });
    }
    document.remark(
        "Exact, by backward induction on sets: pure strategies, lots that everybody sees."
            .to_owned(),
    );
}

/// So many corners are shown.
pub(super) const SHOWN_CORNERS: usize = 40;

/// Digits of areas.
const AREA: usize = 4;

/// The same for other programs.
pub(super) fn told(model: &Model, found: &FinitePayoffs) -> Value {
    let corners = found.corners.iter();
    let vertices: Vec<Vec<Value>> =
        corners.map(|one| one.payoffs.iter().map(exact).collect()).collect();
    json!({
        "rounds": found.rounds,
        "discount": common(&found.discounts).map(exact),
        "discounts": each(model, &found.discounts),
        "payoff_set": {
            "vertices": vertices,
            "area": found.polygon().map(|set| exact(&set.area())),
            "kind": "exact",
        },
        "certified": found.certified,
    })
}
