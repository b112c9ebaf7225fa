//! `[repeated]`: what is played again and again, and what follows a deviation.

use std::collections::BTreeMap;

use super::params::Numbers;
use super::payoff::People;
use super::reader::Reader;
use super::tree::{Node, Table, Value};
use crate::model::{Model, ModelScope, Punishment, QueryKind, Repeated};
use crate::text::{Code, Span};

/// Keys of `[repeated]`.
pub(super) const REPEATED_KEYS: &[&str] = &["discount", "path", "punish", "steps"];

impl Reader<'_> {
    pub(super) fn repeated(
        &mut self,
        root: &Table,
        people: People<'_>,
        numbers: &Numbers,
    ) -> Option<Repeated> {
        let entry = root.get("repeated")?;
        let table = self.table(&entry.node, "the table `[repeated]`")?;
        self.known_keys(table, REPEATED_KEYS, "`[repeated]`");
        let discounts = self.discounts(table, entry.key_span, people, numbers);
        let path = self.path(table, entry.key_span, people);
        let punishment = match table.get("punish") {
            Some(entry) => self.punishment(&entry.node),
            None => Some(Punishment::Nash),
        };
        let steps = self.steps(table, punishment, people);
        Some(Repeated {
            discounts: discounts?,
            path: path?,
            punishment: punishment?,
            steps: steps?,
        })
    }

    /// Claims about critical discount factors need a repeated game.
    pub(super) fn repeated_claims(&mut self, model: &Model, has_repeated: bool) {
        for claim in model.statements() {
            if has_repeated || !matches!(claim.query.kind, QueryKind::CriticalDiscount { .. }) {
                continue;
            }
            let message = "there is no repeated game to ask about";
            let help = "add `[repeated]`: `discount`, the `path`, and how deviations are punished";
            self.helped(Code::REPEATED, claim.written.whole(), message, help);
        }
    }

    pub(super) fn discounts(
        &mut self,
        table: &Table,
        span: Span,
        people: People<'_>,
        numbers: &Numbers,
    ) -> Option<Vec<crate::formula::Expr>> {
        let Some(entry) = table.get("discount") else {
            let help = "write `discount = \"delta\"`, with a parameter `delta`";
            self.helped(Code::REPEATED, span, "`[repeated]` has no `discount`", help);
            return None;
        };
        let scope = ModelScope { profile: false, ..people.scope(numbers, &[]) };
        let Value::Table(each) = &entry.node.value else {
            let one = self.formula(&entry.node, &scope)?;
            return Some(vec![one; people.players.len()]);
        };
        let mut found = vec![None; people.players.len()];
        for entry in &each.entries {
            let player = self.known_player(&entry.key, entry.key_span, people.players);
            let formula = self.formula(&entry.node, &scope);
            if let Some(player) = player {
                found[player] = formula;
            }
        }
        for owner in people.players.iter().filter(|owner| each.get(&owner.name).is_none()) {
            let message = format!("`discount` has no entry for `{}`", owner.name);
            self.problem(Code::REPEATED, entry.key_span, message);
        }
        found.into_iter().collect()
    }

    /// The rounds of a cycle, each with a strategy for each player: one table, or a list of them.
    fn path(&mut self, table: &Table, span: Span, people: People<'_>) -> Option<Vec<Vec<usize>>> {
        let Some(entry) = table.get("path") else {
            let help = "write `path = { player = \"strategy\", ... }`";
            self.helped(Code::REPEATED, span, "`[repeated]` has no `path`", help);
            return None;
        };
        let rounds = match &entry.node.value {
            Value::List(rounds) => rounds.as_slice(),
            _ => std::slice::from_ref(&entry.node),
        };
        if rounds.is_empty() {
            let help = "write `path = { player = \"strategy\", ... }`, or a list of such rounds";
            self.helped(Code::REPEATED, entry.node.span, "`path` has no rounds", help);
        }
        let rounds: Vec<Option<Vec<usize>>> = rounds
            .iter()
            .map(|node| {
                let round = self.strategies(node, people)?;
                for owner in people.players.iter().filter(|owner| !round.contains_key(&owner.name))
                {
                    let message = format!("`path` has no strategy for `{}`", owner.name);
                    let help = format!("add `{} = \"{}\"`", owner.name, owner.strategies[0]);
                    self.helped(Code::REPEATED, entry.key_span, message, help);
                }
                people.players.iter().map(|owner| *round.get(&owner.name)?).collect()
            })
            .collect();
        rounds.into_iter().collect::<Option<Vec<_>>>().filter(|rounds| !rounds.is_empty())
    }

    /// `{ player = "strategy", ... }`: by name, nothing where there is no such strategy.
    fn strategies(
        &mut self,
        node: &Node,
        people: People<'_>,
    ) -> Option<BTreeMap<String, Option<usize>>> {
        let each = self.table(node, "a strategy for each player")?;
        let mut found = BTreeMap::new();
        for entry in &each.entries {
            let player = self.known_player(&entry.key, entry.key_span, people.players);
            let text = self.text(&entry.node, "the name of a strategy").cloned();
            let Some(player) = player else { continue };
            let owner = &people.players[player];
            let strategy = text.and_then(|text| {
                let found = owner.strategies.iter().position(|s| *s == text.text);
                if found.is_none() {
                    self.no_strategy(owner, &text.text, text.whole());
                }
                found
            });
            found.insert(owner.name.clone(), strategy);
        }
        Some(found)
    }

    /// The steps that cannot be taken back: needed by the punishment that consists of them.
    fn steps(
        &mut self,
        table: &Table,
        punishment: Option<Punishment>,
        people: People<'_>,
    ) -> Option<Vec<(usize, usize)>> {
        let Some(entry) = table.get("steps") else {
            if punishment == Some(Punishment::Irreversible)
                && let Some(entry) = table.get("punish")
            {
                let message = "nobody says which steps cannot be taken back";
                let help =
                    "add `steps = { player = \"strategy\" }`: what follows a deviation, for ever";
                self.helped(Code::REPEATED, entry.node.span, message, help);
            }
            return Some(Vec::new());
        };
        let found = self.strategies(&entry.node, people)?;
        // A name that nobody has is told already
        let names_nobody =
            matches!(&entry.node.value, Value::Table(each) if each.entries.is_empty());
        if names_nobody || (punishment.is_some() && punishment != Some(Punishment::Irreversible)) {
            let message = "`steps` say what follows a deviation under `punish = \"irreversible\"`";
            self.helped(Code::REPEATED, entry.key_span, message, "leave them out, or name steps");
        }
        let place = |(name, strategy): (String, Option<usize>)| {
            let player = people.players.iter().position(|owner| owner.name == name)?;
            Some((player, strategy?))
        };
        found.into_iter().map(place).collect()
    }

    fn punishment(&mut self, node: &Node) -> Option<Punishment> {
        let text =
            self.text(node, "nash, minmax, irreversible, optimal or \"rounds = k\"")?.clone();
        match Punishment::read(&text.text) {
            Ok(found) => Some(found),
            Err((message, help)) => {
                self.helped(Code::REPEATED, text.whole(), message, help);
                None
            }
        }
    }
}
