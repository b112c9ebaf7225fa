//! `equil solve`: equilibria, what each player gets, and how sure it is.

use serde_json::{Map, Value, json};

use super::json::{Point, certificate_json, game_json, number_json};
use super::{Document, mixed_in_words};
use crate::certify::{Certificate, deviations, earned, expected, expected_within};
use crate::game::Payoffs;
use crate::linalg::Fractions;
use crate::model::Model;
use crate::nash::{Arithmetic, Coverage, Equilibrium};
use crate::num::{Rational, Ring};
use crate::solve::Solution;
use crate::table::{Cell, Style, Table, shown};

/// A solved game, ready to be told.
#[derive(Clone, Debug)]
pub struct Solved<'a> {
    /// The game.
    pub model: &'a Model,
    /// Its payoffs.
    pub payoffs: &'a Payoffs,
    /// Where.
    pub point: Point,
    /// Its equilibria.
    pub solution: &'a Solution,
}

/// Up to this many equilibria get a table each.
const IN_FULL: usize = 3;

impl Solved<'_> {
    /// The answer in words and tables.
    pub fn document(&self, digits: usize) -> Document {
        let mut document = Document::new();
        if let Some(said) = self.point.said() {
            document.styled(Style::Faint, format!("{} {said}", self.model.info.name));
        }
        self.headline(&mut document);
        self.elimination(&mut document);
        if let Some((value, _)) = self.value() {
            let player = &self.model.players[0].name;
            let exact = if value.is_integer() { String::new() } else { exactly(&value) };
            let shown = shown(&value, &value, digits);
            document.line(format!("The value of the game to {player} is {shown}{exact}."));
        }
        let equilibria = &self.solution.outcome.equilibria;
        if equilibria.len() <= IN_FULL {
            for equilibrium in equilibria {
                document.gap();
                document.table(self.in_full(equilibrium, digits));
                if let Some(remark) = remark(&equilibrium.certificate, digits) {
                    document.styled(Style::Faint, remark);
                }
            }
        } else {
            document.gap();
            document.table(self.list(digits));
        }
        document.gap();
        document.styled(Style::Faint, self.provenance());
        document
    }

    fn headline(&self, document: &mut Document) {
        let outcome = &self.solution.outcome;
        let count = outcome.equilibria.len();
        let pure = outcome.equilibria.iter().filter(|e| e.profile.as_pure().is_some()).count();
        let kinds = match (count - pure, pure) {
            (0, 1) => "pure".to_owned(),
            (1, 0) => "mixed".to_owned(),
            (0, _) => "all pure".to_owned(),
            (_, 0) => "all mixed".to_owned(),
            (mixed, pure) => format!("{pure} pure, {mixed} mixed"),
        };
        let infinite = outcome.continuum().is_some();
        let noun = match (infinite, count) {
            (true, _) => "extreme equilibria",
            (false, 1) => "equilibrium",
            _ => "equilibria",
        };
        let found = match count {
            0 => "No equilibrium was found.".to_owned(),
            _ => format!("{count} {noun}, {kinds}."),
        };
        let more = match (outcome.coverage, count) {
            _ if self.solution.is_dominance_solvable() => {
                "There is no other: the game is solved by strict dominance."
            }
            (Coverage::All, 1) => "There is no other.",
            (Coverage::All, _) if infinite => {
                "Infinitely many others are mixtures of these; there are no more."
            }
            (Coverage::All, _) => "There are no others.",
            (Coverage::AllPure, 0) => {
                "There is no pure equilibrium; mixed ones were not searched for, and one exists."
            }
            (Coverage::AllPure, _) => {
                "These are all pure ones; mixed equilibria were not searched for."
            }
            (Coverage::Some, _) if outcome.stopped => "The search was stopped: there may be more.",
            (Coverage::Some, _) => "There may be others.",
        };
        document.pieces(vec![(Style::Strong, found), (Style::Plain, format!(" {more}"))]);
    }

    fn elimination(&self, document: &mut Document) {
        let elimination = &self.solution.elimination;
        let removed: usize = elimination.rounds.iter().map(Vec::len).sum();
        if removed > 0 {
            let rounds = elimination.rounds.len();
            let strategies = if removed == 1 { "strategy" } else { "strategies" };
            let rounds =
                if rounds == 1 { "1 round".to_owned() } else { format!("{rounds} rounds") };
            document.line(format!(
                "{removed} strictly dominated {strategies} removed in {rounds}; \
                 `equil dominance` says which and why."
            ));
        }
    }

    /// What each player plays, gets, and would lose by the next best response.
    fn in_full(&self, equilibrium: &Equilibrium, digits: usize) -> Table {
        let mut table = Table::new(&["", "plays", ">gets", ">next best response would lose"]);
        let fast = |player| earned(self.payoffs, player, &equilibrium.profile);
        let standings = match fast(0) {
            Some(_) => Vec::new(),
            None => deviations(self.payoffs, &equilibrium.profile),
        };
        for (number, player) in self.model.players.iter().enumerate() {
            let strategy = &equilibrium.profile[number];
            let gets = self.payoff(equilibrium, number);
            let loss = match (fast(number), &gets) {
                (Some(earned), Some((worth, _))) => {
                    let unplayed = earned.into_iter().zip(strategy).filter(|(_, p)| p.is_zero());
                    unplayed.map(|(earned, _)| earned).max().map(|best| {
                        let gain = best.minus(worth);
                        (gain.clone(), gain)
                    })
                }
                _ => standings
                    .iter()
                    .filter(|s| s.player == number && strategy[s.strategy].is_zero())
                    .filter_map(|s| self.payoffs.bounds(number, &s.gain))
                    .max_by(|a, b| a.1.cmp(&b.1)),
            };
            table.row(vec![
                Cell::text(player.name.as_str()),
                Cell::text(mixed_in_words(&player.strategies, strategy, digits))
                    .styled(Style::Strong),
                gets.map_or_else(|| Cell::text("?"), |bounds| Cell::number(&bounds)),
                match loss {
                    Some((low, high)) => Cell::number(&(no_minus_zero(&high), no_minus_zero(&low))),
                    None => Cell::text("–").styled(Style::Faint),
                },
            ]);
        }
        table
    }

    /// One row for each equilibrium.
    pub fn list(&self, digits: usize) -> Table {
        let mut heads = vec![">".to_owned()];
        heads.extend(self.model.players.iter().map(|player| player.name.clone()));
        heads.extend(self.model.players.iter().map(|player| format!(">u_{}", player.name)));
        heads.push("certificate".to_owned());
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads);
        for (number, equilibrium) in self.solution.outcome.equilibria.iter().enumerate() {
            let mut row = vec![Cell::text((number + 1).to_string()).styled(Style::Faint)];
            for (player, strategy) in self.model.players.iter().zip(&equilibrium.profile) {
                row.push(Cell::text(mixed_in_words(&player.strategies, strategy, digits)));
            }
            for player in 0..self.model.players.len() {
                let gets = self.payoff(equilibrium, player);
                row.push(gets.map_or_else(|| Cell::text("?"), |bounds| Cell::number(&bounds)));
            }
            row.push(Cell::text(match &equilibrium.certificate {
                Certificate::Exact => "exact".to_owned(),
                Certificate::Regret(bound) => format!("regret ≤ {}", shown(bound, bound, digits)),
                Certificate::Enclosure(_) => "enclosure".to_owned(),
            }));
            table.row(row);
        }
        table
    }

    /// What two players who share a constant sum are worth: the value to the first, and the sum.
    fn value(&self) -> Option<(Rational, Rational)> {
        let game = self.payoffs.rational().filter(|game| game.players() == 2)?;
        let sum = game.constant_sum()?;
        let mut equilibria = self.solution.outcome.equilibria.iter();
        let proved = equilibria.find(|e| matches!(e.certificate, Certificate::Exact))?;
        Some((self.payoff(proved, 0)?.0, sum))
    }

    /// Bounds of what a player gets.
    fn payoff(&self, equilibrium: &Equilibrium, player: usize) -> Option<(Rational, Rational)> {
        match &equilibrium.certificate {
            Certificate::Enclosure(boxes) => expected_within(self.payoffs, player, boxes),
            _ => {
                if let Some(earned) = earned(self.payoffs, player, &equilibrium.profile) {
                    let played = Fractions::new(&equilibrium.profile[player]);
                    let worth = Fractions::new(&earned).dot(&played);
                    return Some((worth.clone(), worth));
                }
                let combination = expected(self.payoffs, player, &equilibrium.profile);
                self.payoffs.bounds(player, &combination)
            }
        }
    }

    fn provenance(&self) -> String {
        let outcome = &self.solution.outcome;
        let payoffs =
            if self.payoffs.rational().is_some() { "rational payoffs" } else { "enclosed payoffs" };
        let method = if self.solution.is_dominance_solvable() {
            "iterated strict dominance".to_owned()
        } else {
            format!("{}, {} search", outcome.method, arithmetic(outcome.arithmetic))
        };
        format!(
            "Found by {method}; proved in exact arithmetic on {payoffs}; coverage: {}.",
            outcome.coverage.name()
        )
    }

    /// Everything, for other programs (`equil.solve/1`).
    pub fn json(&self, warnings: &[String]) -> Value {
        let outcome = &self.solution.outcome;
        let method = if self.solution.is_dominance_solvable() {
            "iterated-dominance"
        } else {
            outcome.method
        };
        let equilibria: Vec<Value> = outcome
            .equilibria
            .iter()
            .map(|equilibrium| self.equilibrium_json(equilibrium))
            .collect();
        let mut document = json!({
            "schema": "equil.solve/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "method": method,
            "arithmetic": arithmetic(outcome.arithmetic),
            "payoffs": if self.payoffs.rational().is_some() { "rational" } else { "enclosed" },
            "coverage": outcome.coverage.name(),
            "dominance_solvable": self.solution.is_dominance_solvable(),
            "infinitely_many": outcome.continuum().is_some(),
            "equilibria": equilibria,
            "complete": outcome.coverage == Coverage::All,
            "warnings": warnings,
        });
        if let (Some((value, sum)), Value::Object(fields)) = (self.value(), &mut document) {
            fields.insert("value".to_owned(), number_json(&(value.clone(), value)));
            fields.insert("constant_sum".to_owned(), number_json(&(sum.clone(), sum)));
        }
        document
    }

    fn equilibrium_json(&self, equilibrium: &Equilibrium) -> Value {
        let mut strategies = Map::new();
        let mut gets = Map::new();
        for (number, player) in self.model.players.iter().enumerate() {
            let mut mixed = Map::new();
            for (strategy, name) in player.strategies.iter().enumerate() {
                let bounds = match &equilibrium.certificate {
                    Certificate::Enclosure(boxes) => boxes[number][strategy].clone(),
                    _ => {
                        let p = &equilibrium.profile[number][strategy];
                        (p.clone(), p.clone())
                    }
                };
                mixed.insert(name.clone(), number_json(&bounds));
            }
            strategies.insert(player.name.clone(), Value::Object(mixed));
            let payoff = self.payoff(equilibrium, number);
            gets.insert(player.name.clone(), payoff.as_ref().map_or(Value::Null, number_json));
        }
        let certificate = certificate_json(&equilibrium.certificate);
        json!({ "strategies": strategies, "payoffs": gets, "certificate": certificate })
    }
}

fn arithmetic(arithmetic: Arithmetic) -> &'static str {
    match arithmetic {
        Arithmetic::Hybrid => "hybrid",
        Arithmetic::Exact => "exact",
        Arithmetic::Float => "float",
    }
}

fn remark(certificate: &Certificate, digits: usize) -> Option<String> {
    match certificate {
        Certificate::Exact => None,
        Certificate::Regret(bound) => Some(format!(
            "Not proved to be an equilibrium: some player may gain {} by deviating.",
            shown(bound, bound, digits)
        )),
        Certificate::Enclosure(_) => Some(
            "The probabilities are not rational: exactly one equilibrium lies within 2⁻⁵² of these."
                .to_owned(),
        ),
    }
}

/// ", exactly 1/12": where the number is short enough to be read.
fn exactly(x: &Rational) -> String {
    let text = x.to_string();
    if text.len() <= LONGEST { format!(", exactly {text}") } else { String::new() }
}

/// Characters of a fraction that is shown exactly.
const LONGEST: usize = 24;

fn no_minus_zero(x: &Rational) -> Rational {
    if x.is_zero() { Rational::zero() } else { x.negated() }
}
