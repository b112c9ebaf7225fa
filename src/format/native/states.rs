//! `[states]`: which parameters move, and how.

use super::params::Numbers;
use super::payoff::People;
use super::reader::Reader;
use super::tree::{Entry, Node, Table, Value};
use crate::formula::{Expr, Leaf};
use crate::model::{
    Between, Branch, Model, ModelScope, Query, QueryKind, Repeated, StateVariable, States,
};
use crate::num::{Rational, Ring};
use crate::text::Code;

/// Keys of `[states]` that are no state variables.
pub(super) const STATES_KEYS: &[&str] = &["discount", "available"];
/// Keys of a state variable.
pub(super) const VARIABLE_KEYS: &[&str] = &["levels", "next", "between", "outside"];
/// Keys of levels that are equally far apart.
pub(super) const LEVELS_KEYS: &[&str] = &["from", "to", "step"];
/// Keys of one way to move.
pub(super) const BRANCH_KEYS: &[&str] = &["chance", "to"];

/// More levels than this are a slip.
const MOST_LEVELS: i64 = 100_000;

impl Reader<'_> {
    pub(super) fn states(
        &mut self,
        root: &Table,
        people: People<'_>,
        numbers: &Numbers,
        repeated: Option<&Repeated>,
    ) -> Option<States> {
        let entry = root.get("states")?;
        let table = self.table(&entry.node, "the table `[states]`")?;
        let discounts = match (table.get("discount"), repeated) {
            (Some(_), _) => self.discounts(table, entry.key_span, people, numbers),
            (None, Some(repeated)) => Some(repeated.discounts.clone()),
            // Said already what is wrong with it
            (None, None) if root.get("repeated").is_some() => None,
            (None, None) => {
                let message = "`[states]` has no `discount`, and there is no `[repeated]`";
                let help = "write `discount = \"delta\"`, with a parameter `delta`";
                self.helped(Code::STATES, entry.key_span, message, help);
                None
            }
        };
        let mut variables = Vec::new();
        let mut complete = true;
        for entry in &table.entries {
            if !STATES_KEYS.contains(&entry.key.as_str()) {
                match self.variable(entry, people, numbers) {
                    Some(variable) => variables.push(variable),
                    None => complete = false,
                }
            }
        }
        if variables.is_empty() && complete {
            let help =
                "write `lag = { levels = [0, 1, 2], next = \"lag + 1\" }` for a parameter `lag`";
            self.helped(Code::STATES, entry.key_span, "`[states]` has no state variable", help);
            complete = false;
        }
        let available = match table.get("available") {
            Some(entry) => self.availability(&entry.node, people, numbers)?,
            None => Vec::new(),
        };
        let discounts = discounts?;
        self.stays_put(&discounts, &variables, numbers);
        complete.then_some(States { variables, available, discounts })
    }

    /// What averages are taken with must not move: else there would be no averages to compare.
    fn stays_put(&mut self, discounts: &[Expr], variables: &[StateVariable], numbers: &Numbers) {
        let mut said = Vec::new();
        for formula in discounts {
            let mut read = vec![false; numbers.parameters.len()];
            let mut open: Vec<&Expr> = vec![formula];
            let mut seen = vec![false; numbers.helpers.len()];
            while let Some(formula) = open.pop() {
                formula.leaves(&mut |leaf| match leaf {
                    Leaf::Parameter(parameter) => read[*parameter] = true,
                    Leaf::OwnParameter(entries) => {
                        entries.iter().flatten().for_each(|&parameter| read[parameter] = true);
                    }
                    Leaf::Helper(helper) if !std::mem::replace(&mut seen[*helper], true) => {
                        open.push(&numbers.helpers[*helper].formula);
                    }
                    _ => {}
                });
            }
            let moves = variables.iter().find(|variable| read[variable.parameter]);
            if let Some(variable) = moves
                && !said.contains(&formula.span)
            {
                said.push(formula.span);
                let name = &numbers.parameters[variable.parameter].name;
                let message = format!("the discount factor depends on the state variable `{name}`");
                let help = "payoffs are averages over all rounds, which one discount factor weighs: use parameters that stay";
                self.helped(Code::STATES, formula.span, message, help);
            }
        }
    }

    /// Claims about Markov-perfect equilibria need states, and values that are levels.
    pub(super) fn markov_claims(&mut self, model: &Model, has_states: bool) {
        for claim in model.statements() {
            if !is_markov(&claim.query) {
                continue;
            }
            let span = claim.written.whole();
            let Some(states) = &model.states else {
                if !has_states {
                    let message = "there is no stochastic game to ask about";
                    let help = "add `[states]`: which parameters move, and how";
                    self.helped(Code::STATES, span, message, help);
                }
                continue;
            };
            for variable in &states.variables {
                let scenario = claim.scenario.map(|scenario| &model.scenarios[scenario].changes);
                let changes = scenario.into_iter().flatten().chain(&claim.changes);
                let own = &model.parameters[variable.parameter];
                let mut changed = changes.filter(|(parameter, _)| *parameter == variable.parameter);
                let value = changed.next_back().map(|(_, value)| value).or(own.value.as_ref());
                let Some(value) = value.filter(|value| variable.level(value).is_none()) else {
                    continue;
                };
                let message = format!("{} in this claim", variable.off_level(&own.name, value));
                self.helped(Code::STATES, span, message, "`set` it to one of them");
            }
        }
    }

    fn variable(
        &mut self,
        entry: &Entry,
        people: People<'_>,
        numbers: &Numbers,
    ) -> Option<StateVariable> {
        let parameter = self.parameter_named(&entry.key, entry.key_span, numbers);
        let wanted = "a table with `levels` and `next`";
        let table = self.table(&entry.node, wanted)?;
        let place = format!("the state variable `{}`", entry.key);
        self.known_keys(table, VARIABLE_KEYS, &place);
        let levels = match table.get("levels") {
            Some(entry) => self.levels(&entry.node),
            None => {
                let help =
                    "write `levels = [0, 1, 2]` or `levels = { from = 0, to = 2, step = 1 }`";
                self.missing(entry.key_span, format!("{place} has no `levels`"), help);
                None
            }
        };
        let next = match table.get("next") {
            Some(entry) => self.next(&entry.node, people, numbers),
            None => {
                let help = "write `next = \"...\"`: where it moves, as a formula";
                self.missing(entry.key_span, format!("{place} has no `next`"), help);
                None
            }
        };
        let between = self.word(
            table,
            "between",
            &[("split", Between::Split), ("nearest", Between::Nearest)],
        );
        let clamp = self.word(table, "outside", &[("error", false), ("clamp", true)]);
        Some(StateVariable {
            parameter: parameter?,
            levels: levels?,
            next: next?,
            between: between?,
            clamp: clamp?,
        })
    }

    /// What one of a few words stands for; the first where the key is not there.
    fn word<T: Copy>(&mut self, table: &Table, key: &str, words: &[(&str, T)]) -> Option<T> {
        let Some(entry) = table.get(key) else { return Some(words[0].1) };
        let listed = words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" or ");
        let text = self.text(&entry.node, &listed)?.clone();
        let found = words.iter().find(|(word, _)| *word == text.text);
        if found.is_none() {
            let message = format!("`{key}` is {listed}, not `{}`", text.text);
            self.problem(Code::STATES, text.whole(), message);
        }
        found.map(|(_, value)| *value)
    }

    /// Increasing numbers: a list, or from one to another by steps.
    fn levels(&mut self, node: &Node) -> Option<Vec<Rational>> {
        let levels = match &node.value {
            Value::Table(table) => self.steps_between(node, table)?,
            _ => {
                let list = self.list(node, "a list of numbers, or `{ from, to, step }`")?;
                let numbers: Vec<Option<Rational>> = list.iter().map(|n| self.number(n)).collect();
                numbers.into_iter().collect::<Option<Vec<_>>>()?
            }
        };
        if levels.is_empty() || levels.windows(2).any(|pair| pair[0] >= pair[1]) {
            let message = "levels are increasing numbers, one at least";
            self.helped(Code::STATES, node.span, message, "write `levels = [0, 1, 2]`");
            return None;
        }
        Some(levels)
    }

    fn steps_between(&mut self, node: &Node, table: &Table) -> Option<Vec<Rational>> {
        self.known_keys(table, LEVELS_KEYS, "`levels`");
        let mut parts = Vec::new();
        for key in LEVELS_KEYS {
            match table.get(key) {
                Some(entry) => parts.push(self.number(&entry.node)),
                None => {
                    let help = "write `levels = { from = 0, to = 3, step = \"1/4\" }`";
                    self.missing(node.span, format!("`levels` has no `{key}`"), help);
                    parts.push(None);
                }
            }
        }
        let parts: Vec<Rational> = parts.into_iter().collect::<Option<_>>()?;
        let [from, to, step] = &parts[..] else { return None };
        let steps = step.recip().map(|each| {
            let mut steps = to.minus(from);
            steps *= &each;
            steps
        });
        let steps = steps.as_ref().and_then(Rational::to_i64);
        let Some(steps) = steps.filter(|steps| (0..MOST_LEVELS).contains(steps)) else {
            let message = format!("`step` does not lead from {from} to {to} in some whole steps");
            let help = format!("at most {MOST_LEVELS} steps, which end at `to` exactly");
            self.helped(Code::STATES, node.span, message, help);
            return None;
        };
        let level = |n: i64| {
            let mut level = step.clone();
            level *= &Rational::integer(n);
            level += from;
            level
        };
        Some((0..=steps).map(level).collect())
    }

    /// A formula, or a list of branches, each with its chance.
    fn next(&mut self, node: &Node, people: People<'_>, numbers: &Numbers) -> Option<Vec<Branch>> {
        let scope = people.scope(numbers, &[]);
        let Value::List(list) = &node.value else {
            return Some(vec![Branch { chance: None, to: self.formula(node, &scope)? }]);
        };
        if list.is_empty() {
            let help = "write a formula, or `[{ chance = \"p\", to = \"1\" }, ...]`";
            self.helped(Code::STATES, node.span, "`next` has no branches", help);
        }
        let branches: Vec<Option<Branch>> = list
            .iter()
            .map(|node| {
                let table = self.table(node, "a branch, `{ chance = \"p\", to = \"1\" }`")?;
                self.known_keys(table, BRANCH_KEYS, "a branch");
                let mut part = |key: &str| match table.get(key) {
                    Some(entry) => self.formula(&entry.node, &scope),
                    None => {
                        let help = "write `{ chance = \"p\", to = \"1\" }`";
                        self.missing(node.span, format!("the branch has no `{key}`"), help);
                        None
                    }
                };
                let (chance, to) = (part("chance"), part("to"));
                Some(Branch { chance: Some(chance?), to: to? })
            })
            .collect();
        branches.into_iter().collect::<Option<Vec<_>>>().filter(|list| !list.is_empty())
    }

    /// `{ player = { strategy = "when" } }`
    fn availability(
        &mut self,
        node: &Node,
        people: People<'_>,
        numbers: &Numbers,
    ) -> Option<Vec<(usize, usize, Expr)>> {
        let wanted = "strategies of players, `{ player.strategy = \"when they have it\" }`";
        let table = self.table(node, wanted)?;
        let scope = ModelScope { profile: false, ..people.scope(numbers, &[]) };
        let mut found = Vec::new();
        let mut complete = true;
        for entry in &table.entries {
            let player = self.known_player(&entry.key, entry.key_span, people.players);
            let (Some(player), Some(inner)) = (player, self.table(&entry.node, wanted)) else {
                complete = false;
                continue;
            };
            for own in &inner.entries {
                let owner = &people.players[player];
                let strategies = owner.strategies_named(&own.key);
                if strategies.is_none() {
                    self.no_strategy(owner, &own.key, own.key_span);
                }
                let formula = self.formula(&own.node, &scope);
                let (Some(strategies), Some(formula)) = (strategies, formula) else {
                    complete = false;
                    continue;
                };
                found.extend(strategies.into_iter().map(|s| (player, s, formula.clone())));
            }
        }
        complete.then_some(found)
    }
}

/// Whether a query is about Markov-perfect equilibria.
fn is_markov(query: &Query) -> bool {
    match &query.kind {
        QueryKind::Markov { .. } => true,
        QueryKind::Threshold { query, .. } | QueryKind::Share(query) => is_markov(query),
        _ => false,
    }
}
