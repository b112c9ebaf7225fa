//! `[automata]`: strategies of the repeated game, by name or state by state.

use super::reader::Reader;
use super::tree::{Entry, Table, Value};
use crate::formula::Text;
use crate::game::Automaton;
use crate::model::{AUTOMATA, Model, NamedAutomaton, StateNames, parse_automaton, parse_play};
use crate::text::{Code, Span};

/// Keys of an automaton.
pub(super) const AUTOMATON_KEYS: &[&str] = &["player", "start", "states", "next"];

impl Reader<'_> {
    /// All of them, each for the player it is said to be of, or for all players that have the strategies it plays.
    pub(super) fn automata(&mut self, root: &Table, model: &Model) -> Vec<NamedAutomaton> {
        let Some(entry) = root.get("automata") else { return Vec::new() };
        let Some(table) = self.table(&entry.node, "the table `[automata]`") else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for entry in &table.entries {
            if !self.is_name(&entry.key, entry.key_span, "strategy of the repeated game") {
                continue;
            }
            if AUTOMATA.iter().any(|known| known.name == entry.key) {
                let message = format!("`{}` is the name of a well-known strategy", entry.key);
                self.helped(Code::AUTOMATON, entry.key_span, message, "choose another name");
                continue;
            }
            let each = self.automaton(entry, model, &found);
            let text = match &entry.node.value {
                Value::Text(text) => text.text.trim().to_owned(),
                _ => {
                    let mut states = each.iter().flatten().flat_map(Automaton::states);
                    let count = each.iter().flatten().next().map_or(0, |one| one.states().len());
                    let names = states.by_ref().take(count).map(|state| state.name.as_str());
                    format!("states {}", names.collect::<Vec<_>>().join(", "))
                }
            };
            found.push(NamedAutomaton { name: entry.key.clone(), text, each });
        }
        found
    }

    fn automaton(
        &mut self,
        entry: &Entry,
        model: &Model,
        named: &[NamedAutomaton],
    ) -> Vec<Option<Automaton>> {
        let mut each = vec![None; model.players.len()];
        let mut players: Vec<usize> = (0..each.len()).collect();
        match &entry.node.value {
            Value::Text(_) => {}
            Value::Table(table) => {
                self.known_keys(table, AUTOMATON_KEYS, &format!("the automaton `{}`", entry.key));
                if let Some(owner) = table.get("player")
                    && let Some(name) = self.text(&owner.node, "the name of a player").cloned()
                {
                    let player = self.known_player(&name.text, name.whole(), &model.players);
                    players.retain(|other| Some(*other) == player);
                }
            }
            _ => {
                self.table(&entry.node, "a strategy such as \"tit_for_tat(C, D)\", or a table");
                return each;
            }
        }
        // What does not fit one player may fit another; if it fits none, the first one's problems are told
        let mut problems = None;
        for player in players {
            let before = self.problems.len();
            each[player] = match &entry.node.value {
                Value::Text(text) => {
                    let scope = model.scope(&[]);
                    parse_automaton(text, &scope, player, named, &mut self.problems)
                }
                Value::Table(table) => self.described(table, entry.key_span, model, player),
                _ => None,
            };
            let said = self.problems.split_off(before);
            if !said.is_empty() {
                each[player] = None;
                problems.get_or_insert(said);
            }
        }
        if each.iter().all(Option::is_none) {
            self.problems.extend(problems.unwrap_or_default());
        }
        each
    }

    /// `start`, `states = { name = "what it plays" }`, `next = { name = "formula" }`.
    fn described(
        &mut self,
        table: &Table,
        span: Span,
        model: &Model,
        player: usize,
    ) -> Option<Automaton> {
        let states =
            self.part(table, span, "states", "{ nice = \"cooperate\", angry = \"defect\" }")?;
        let next = self.part(
            table,
            span,
            "next",
            "{ nice = \"if(bob.defect, angry, nice)\", angry = \"angry\" }",
        )?;
        let known: Vec<&str> = states.entries.iter().map(|entry| entry.key.as_str()).collect();
        self.known_keys(next, &known, "`next`");
        let names = StateNames::new(model, player, known.iter().copied());
        let scope = names.scope(model);
        let mut found = Vec::new();
        for state in &states.entries {
            self.is_name(&state.key, state.key_span, "state");
            let text = self.text(&state.node, "what is played, in quotes").cloned();
            let play = text.and_then(|text| parse_play(&text, &scope, player, &mut self.problems));
            let Some(formula) = next.get(&state.key) else {
                let message = format!("`next` has no entry for `{}`", state.key);
                let help = format!("write `{0} = \"{0}\"` if it stays", state.key);
                self.helped(Code::AUTOMATON, state.key_span, message, help);
                continue;
            };
            let span = formula.node.span;
            let formula = self.formula(&formula.node, &scope);
            if formula.as_ref().is_some_and(|formula| !StateNames::is_next(formula)) {
                let message = format!("this is no state that may follow `{}`", state.key);
                let help = "write a state, or `if(bob.defect, angry, nice)`";
                self.helped(Code::AUTOMATON, span, message, help);
                continue;
            }
            if let (Some(play), Some(formula)) = (play, formula) {
                found.push((state.key.clone(), play, formula));
            }
        }
        let start = match table.get("start") {
            None => Some(0),
            Some(entry) => {
                let text = self.text(&entry.node, "the name of a state").cloned()?;
                self.place(&text, &known)
            }
        };
        if found.len() < states.entries.len() {
            return None;
        }
        let automaton = names.automaton(model, &found, start?);
        if automaton.is_none() {
            let message = "a formula in `next` has no value after some round";
            self.problem(Code::AUTOMATON, span, message);
        }
        automaton
    }

    fn part<'t>(
        &mut self,
        table: &'t Table,
        span: Span,
        key: &str,
        example: &str,
    ) -> Option<&'t Table> {
        let Some(entry) = table.get(key) else {
            let message = format!("the automaton has no `{key}`");
            self.helped(Code::AUTOMATON, span, message, format!("write `{key} = {example}`"));
            return None;
        };
        let part = self.table(&entry.node, "a table with an entry for each state")?;
        if part.entries.is_empty() {
            self.helped(
                Code::AUTOMATON,
                entry.node.span,
                "there are no states",
                format!("write `{key} = {example}`"),
            );
            return None;
        }
        Some(part)
    }

    fn place(&mut self, text: &Text, known: &[&str]) -> Option<usize> {
        let found = known.iter().position(|name| *name == text.text);
        if found.is_none() {
            let message = format!("unknown state `{}`", text.text);
            let help = format!("states are: {}", known.join(", "));
            self.helped(Code::AUTOMATON, text.whole(), message, help);
        }
        found
    }
}
