//! `equil repeated`: which discount factors sustain a path, and who is tempted.

use serde_json::{Value, json};

use super::finite::each;
use super::json::{Point, game_json, number_json};
use super::sustained::{pieces_json, said, said_alone};
use super::{Document, Stopping};
use crate::answer::{Constraint, Repetition};
use crate::game::Payoffs;
use crate::model::{Model, Punishment};
use crate::num::{Rational, significant};
use crate::repeated::{Deviation, Kept, Sustained};
use crate::table::{Cell, Style, Table};

/// Paths of a repeated game, ready to be told.
#[derive(Clone, Debug)]
pub struct Repetitions<'a> {
    /// The game.
    pub model: &'a Model,
    /// Its payoffs there.
    pub payoffs: &'a Payoffs,
    /// Where.
    pub point: Point,
    /// What follows a deviation.
    pub punishment: Punishment,
    /// The steps that cannot be taken back: a player and a strategy each.
    pub steps: Vec<(usize, usize)>,
    /// The discount factor of each player, if they are stated: at least, and at most.
    pub discounts: Option<Vec<(Rational, Rational)>>,
    /// How they come about where play may stop.
    pub stopping: Option<Stopping>,
    /// Where optimal punishments follow, and discount factors are stated exactly that differ: whether the path is sustained at them.
    pub kept: Option<Kept>,
    /// Whether all profiles are listed that some discount factor sustains; else there is one path.
    pub listed: bool,
    /// The path, or all profiles.
    pub found: Vec<Repetition>,
    /// What the deviation that asks for most patience asks on the only path, in the parameters, where that can be written.
    pub constraint: Option<Constraint>,
}

/// Digits of discount factors and payoffs.
const DIGITS: usize = 5;

impl Repetitions<'_> {
    /// The answer in words and tables.
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.model.info.name, &mut document);
        if self.listed {
            self.list(&mut document);
        } else if let [one] = &self.found[..] {
            self.one(one, &mut document);
        }
        document.remark(self.provenance());
        document
    }

    fn list(&self, document: &mut Document) {
        let kept = self.kept().len();
        let head = match kept {
            0 => "No pure profile is sustained for ever by any discount factor".to_owned(),
            1 => "One pure profile is sustained for ever by some discount factor".to_owned(),
            kept => format!("{kept} pure profiles are sustained for ever by some discount factor"),
        };
        document.styled(
            Style::Strong,
            format!("{head}, of {}; after a deviation: {}.", self.found.len(), self.after()),
        );
        if kept > 0 {
            document.gap();
            document.table(self.profiles());
        }
    }

    fn one(&self, found: &Repetition, document: &mut Document) {
        let rounds = found.path.profiles();
        let played = self.played(found);
        document.styled(Style::Strong, format!("{played}: {}.", said(&found.sustained)));
        document.line(format!("After a deviation: {}.", self.after()));
        if let Some(stopping) = &self.stopping {
            document.line(stopping.said(self.model));
        }
        if let Some(discounts) = &self.discounts {
            document.line(self.stated(found, discounts));
        }
        document.gap();
        if found.deviations.is_empty() {
            document.line("Nobody has another strategy.");
            return;
        }
        document.table(self.deviations(found));
        let binding = found.binding().map(|place| &found.deviations[place]);
        if let Some(one) = binding.filter(|_| rounds.len() == 1) {
            document.gap();
            if found.sustained.is_never() {
                document.line(self.not_enough(found, one));
            }
            document.line(self.formula(one));
        }
        if let Some(constraint) = &self.constraint {
            constraint.tell(self.model, found, document);
        }
    }

    /// What is played, in words.
    pub(super) fn played(&self, found: &Repetition) -> String {
        match found.path.profiles() {
            [one] => format!("{} for ever", self.profile(*one)),
            many => {
                let many: Vec<String> = many.iter().map(|&index| self.profile(index)).collect();
                format!("{} in turn", many.join(", "))
            }
        }
    }

    /// Whether everybody keeps to the path at the discount factors that are stated.
    fn stated(&self, found: &Repetition, discounts: &[(Rational, Rational)]) -> String {
        let differ = discounts.iter().any(|one| *one != discounts[0]);
        if self.punishment == Punishment::Optimal && differ && self.kept.is_none() {
            return "Discount factors differ: worst equilibria are looked for where all have the same, or each is rational."
                .to_owned();
        }
        if self.kept.as_ref().is_some_and(|kept| kept.worst.is_none()) {
            return "At the discount factors that are stated, which differ, there is no equilibrium in pure strategies.".to_owned();
        }
        let all = self.keeps(found, discounts);
        let name = |place: usize| self.model.players[place].name.as_str();
        let who = |wanted: Option<bool>| {
            let who = (0..all.len()).filter(|&place| all[place] == wanted).map(name);
            who.collect::<Vec<_>>().join(", ")
        };
        let shown = |(low, _): &(Rational, Rational)| significant(low, DIGITS);
        let at = match discounts {
            [first, rest @ ..] if rest.iter().all(|other| other == first) => {
                format!("At the discount factor {}", shown(first))
            }
            _ => {
                let each = discounts.iter().enumerate();
                let each: Vec<String> =
                    each.map(|(place, one)| format!("{} {}", name(place), shown(one))).collect();
                format!("At the discount factors {}", each.join(", "))
            }
        };
        if all.contains(&Some(false)) {
            format!("{at} it is not sustained: deviating pays {}.", who(Some(false)))
        } else if all.contains(&None) {
            format!("{at} it is open whether {} would deviate.", who(None))
        } else {
            format!("{at} it is sustained.")
        }
    }

    /// For each player whether no deviation pays at these discount factors; nothing where that is open.
    pub(crate) fn keeps(
        &self,
        found: &Repetition,
        discounts: &[(Rational, Rational)],
    ) -> Vec<Option<bool>> {
        let differ = discounts.iter().any(|one| *one != discounts[0]);
        if let Some(kept) = &self.kept {
            // Without an equilibrium nothing is sustained
            let none = kept.worst.is_none();
            return kept.each.iter().map(|keeps| if none { Some(false) } else { *keeps }).collect();
        }
        if self.punishment == Punishment::Optimal && differ {
            return vec![None; discounts.len()];
        }
        let keeps = |((low, high), each): (&(Rational, Rational), &Sustained)| {
            let ends = [low, high].map(|end| each.at(end));
            if ends[0] == ends[1] { ends[0] } else { None }
        };
        discounts.iter().zip(&found.each).map(keeps).collect()
    }

    pub(super) fn after(&self) -> String {
        match self.punishment {
            Punishment::Nash => {
                "the stage equilibrium that is worst for the one who deviates, for ever".to_owned()
            }
            Punishment::Rounds(1) => {
                "one round of the stage equilibrium that is worst for the one who deviates, then the path again".to_owned()
            }
            Punishment::Rounds(rounds) => format!(
                "{rounds} rounds of the stage equilibrium that is worst for the one who deviates, then the path again"
            ),
            Punishment::Minmax => {
                "the others hold the one who deviates to the pure minmax value, for ever".to_owned()
            }
            Punishment::Optimal => {
                "the equilibrium of the repeated game that is worst for the one who deviates"
                    .to_owned()
            }
            Punishment::Irreversible => {
                let steps = self.steps.iter().map(|&(player, strategy)| {
                    let player = &self.model.players[player];
                    format!("{} = {}", player.name, player.strategies[strategy])
                });
                let steps: Vec<String> = steps.collect();
                format!("{} for ever, and the equilibrium that remains", steps.join(", "))
            }
        }
    }

    pub(super) fn profile(&self, index: usize) -> String {
        let strategies = self.payoffs.shape().profile(index).into_iter().zip(&self.model.players);
        let names: Vec<&str> =
            strategies.map(|(strategy, player)| player.strategies[strategy].as_str()).collect();
        format!("({})", names.join(", "))
    }

    /// Every deviation that pays at some discount factor, and of each player the best one.
    fn deviations(&self, found: &Repetition) -> Table {
        let cycle = found.path.profiles().len() > 1;
        let mut heads = vec!["player"];
        if cycle {
            heads.push(">round");
        }
        heads.extend([
            "may deviate to",
            ">on the path",
            ">deviating",
            ">punished",
            "keeps to the path",
        ]);
        let mut table = Table::new(&heads);
        let binding = found.binding();
        for (place, (one, alone)) in found.deviations.iter().zip(&found.alone).enumerate() {
            let player = &self.model.players[one.player];
            let mut row = vec![Cell::text(player.name.as_str())];
            if cycle {
                row.push(Cell::text((one.phase + 1).to_string()));
            }
            row.push(Cell::text(player.strategies[one.strategy].as_str()));
            row.extend([&one.path, &one.pays, &one.threat].map(Cell::number));
            row.push(Cell::text(said_alone(alone)));
            if binding == Some(place) {
                row = row.into_iter().map(|cell| cell.styled(Style::Strong)).collect();
            }
            table.row(row);
        }
        table
    }

    /// What the binding deviation asks, with its numbers.
    fn formula(&self, one: &Deviation) -> String {
        let player = &self.model.players[one.player];
        let shown = |(low, _): &(Rational, Rational)| significant(low, DIGITS);
        let deviation = shown(&one.pays);
        // What is taken away stands in brackets if it is negative
        let [path, threat] = [&one.path, &one.threat].map(|both| {
            let text = shown(both);
            if text.starts_with(['-', '−']) { format!("({text})") } else { text }
        });
        let who = format!("{}, tempted by {}", player.name, player.strategies[one.strategy]);
        match self.punishment {
            Punishment::Rounds(rounds) => {
                let first = shown(&one.path);
                format!("{who}: {deviation} − {path} ≤ ({first} − {threat}) (δ + … + δ^{rounds})")
            }
            _ => format!(
                "{who}: δ ≥ (deviating − on the path) / (deviating − punished) = ({deviation} − {path}) / ({deviation} − {threat})"
            ),
        }
    }

    /// The profiles that may be sustained, those that need least first.
    pub(super) fn kept(&self) -> Vec<&Repetition> {
        let mut kept: Vec<&Repetition> =
            self.found.iter().filter(|found| !found.sustained.is_never()).collect();
        kept.sort_by_key(|found| {
            found.sustained.critical().map_or(Rational::integer(1), |(low, _)| low)
        });
        kept
    }

    fn profiles(&self) -> Table {
        let mut heads: Vec<String> = vec!["profile".to_owned(), "sustained".to_owned()];
        heads.extend(self.model.players.iter().map(|player| format!(">{} gets", player.name)));
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads);
        for found in self.kept() {
            let index = found.path.profiles()[0];
            let mut row =
                vec![Cell::text(self.profile(index)), Cell::text(said_alone(&found.sustained))];
            for player in 0..self.model.players.len() {
                let paid = self.payoffs.bounds(player, &[(index, Rational::integer(1))]);
                row.push(paid.map_or_else(Cell::empty, |paid| Cell::number(&paid)));
            }
            table.row(row);
        }
        table
    }

    /// The answer as a table, for CSV.
    pub fn data(&self) -> Table {
        match &self.found[..] {
            [one] if !self.listed => self.deviations(one),
            _ => self.profiles(),
        }
    }

    /// Whether nothing about the path is left open.
    pub fn is_complete(&self) -> bool {
        let settled = |sustained: &Sustained| {
            sustained.is_never() || sustained.surely.len() == sustained.possibly.len()
        };
        self.found.iter().all(|found| found.complete && settled(&found.sustained))
    }

    /// The answer for other programs.
    pub fn json(&self, warnings: &[String]) -> Value {
        let names = |index: usize| {
            let shape = self.payoffs.shape();
            let strategies = shape.profile(index).into_iter().zip(&self.model.players);
            let named = strategies.map(|(strategy, player)| {
                (player.name.clone(), json!(player.strategies[strategy]))
            });
            Value::Object(named.collect())
        };
        let deviation = |(one, alone): (&Deviation, &Sustained)| {
            let player = &self.model.players[one.player];
            json!({
                "player": player.name,
                "round": one.phase,
                "strategy": player.strategies[one.strategy],
                "path": number_json(&one.path),
                "deviation": number_json(&one.pays),
                "punished": number_json(&one.threat),
                "critical_discount": alone.critical().as_ref().map(number_json),
                "sustained": pieces_json(&alone.surely),
            })
        };
        let paths = self.found.iter().filter(|found| !self.listed || !found.sustained.is_never());
        let paths: Vec<Value> = paths
            .map(|found| {
                let each = self.model.players.iter().zip(&found.each).map(|(player, own)| {
                    (player.name.clone(), json!(own.critical().as_ref().map(number_json)))
                });
                json!({
                    "path": found.path.profiles().iter().map(|&index| names(index)).collect::<Vec<_>>(),
                    "critical_discount": found.sustained.critical().as_ref().map(number_json),
                    "sustained": pieces_json(&found.sustained.surely),
                    "possibly": pieces_json(&found.sustained.possibly),
                    "players": Value::Object(each.collect()),
                    "deviations": found.deviations.iter().zip(&found.alone).map(deviation).collect::<Vec<_>>(),
                })
            })
            .collect();
        let first = self.found.first().filter(|_| !self.listed);
        json!({
            "schema": "equil.repeated/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "punishment": self.punishment.to_string(),
            "critical_discount": first.and_then(|found| found.sustained.critical()).as_ref().map(number_json),
            "constraint": self.constraint.as_ref().zip(self.found.first()).map(|(one, found)| one.json(self.model, found)),
            "stopping": self.stopping.as_ref().map(|stopping| stopping.json(self.model)),
            "at_own_discounts": self.kept.as_ref().map(|kept| {
                let keeps = self.model.players.iter().zip(&kept.each);
                let keeps = keeps.map(|(player, keeps)| (player.name.clone(), json!(keeps)));
                json!({
                    "discounts": each(self.model, &kept.discounts),
                    "sustained": kept.sustained(),
                    "players": Value::Object(keeps.collect()),
                })
            }),
            "paths": paths,
            "complete": self.is_complete(),
            "warnings": warnings,
        })
    }

    fn provenance(&self) -> String {
        let complete = self.found.iter().all(|found| found.complete);
        let threats = match (self.punishment, complete) {
            (Punishment::Minmax, _) => {
                "holding to the minmax value is taken to be kept to: in pure strategies the discount factors are necessary, not always enough"
            }
            (Punishment::Optimal, _) => {
                "pure strategies and lots that everybody sees: the worst equilibria are known exactly, or between bounds"
            }
            (_, true) => "all equilibria that could punish are known",
            (_, false) => {
                "equilibria that are not known may punish more: the discount factors have bounds"
            }
        };
        format!("Every deviation in a single round was compared, in exact arithmetic; {threats}.")
    }
}
