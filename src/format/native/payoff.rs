//! `[payoff]` and `[table]`: each player's payoff, in exactly one shape.

use super::Files;
use super::params::Numbers;
use super::reader::Reader;
use super::tree::{Entry, Table as Tree, Value};
use crate::formula::Expr;
use crate::model::{Group, ModelScope, Payoff, Player};
use crate::text::{Code, Span};

/// Who plays, for reading payoffs.
#[derive(Clone, Copy)]
pub(super) struct People<'a> {
    pub(super) players: &'a [Player],
    pub(super) groups: &'a [Group],
}

impl People<'_> {
    /// The players that a name stands for: one, or the members of a group.
    fn named(&self, name: &str) -> Option<Vec<usize>> {
        match self.players.iter().position(|player| player.name == name) {
            Some(player) => Some(vec![player]),
            None => self.groups.iter().find(|g| g.name == name).map(|g| g.members.clone()),
        }
    }

    pub(super) fn scope<'s>(&'s self, numbers: &'s Numbers, selves: &'s [usize]) -> ModelScope<'s> {
        ModelScope {
            parameters: None,
            players: self.players,
            groups: self.groups,
            names: &numbers.names,
            helpers: &numbers.helpers,
            selves,
            profile: true,
        }
    }
}

/// What has been found for one player so far.
#[derive(Clone, Debug, Default)]
struct Found {
    payoff: Option<(Payoff, Span)>,
    /// A formula for each own strategy, and where.
    by_strategy: Vec<Option<(Expr, Span)>>,
    by_strategy_at: Option<Span>,
    /// Said something wrong already: no need to call the payoff missing.
    failed: bool,
}

impl Reader<'_> {
    pub(super) fn payoffs(
        &mut self,
        root: &Tree,
        people: People<'_>,
        numbers: &Numbers,
        files: &Files<'_>,
    ) -> Vec<Payoff> {
        let mut found: Vec<Found> = people
            .players
            .iter()
            .map(|player| Found {
                by_strategy: vec![None; player.strategies.len()],
                ..Found::default()
            })
            .collect();
        if let Some(entry) = root.get("payoff")
            && let Some(table) = self.table(&entry.node, "the table `[payoff]`")
        {
            for entry in &table.entries {
                self.payoff(entry, people, numbers, &mut found);
            }
        }
        if let Some(entry) = root.get("table")
            && let Some(table) = self.table(&entry.node, "the table `[table]`")
        {
            let listed = self.listed(table, entry.key_span, people, numbers, files);
            match listed {
                Some(listed) => {
                    for (player, payoff) in listed {
                        self.accept(people, player, payoff, entry.key_span, &mut found);
                    }
                }
                None => found.iter_mut().for_each(|f| f.failed = true),
            }
        }
        let end = Span::new(0, 0);
        let place = root.get("payoff").or_else(|| root.get("players")).map_or(end, |e| e.key_span);
        found
            .into_iter()
            .enumerate()
            .map(|(player, found)| self.settle(&people.players[player], found, place))
            .collect()
    }

    fn payoff(
        &mut self,
        entry: &Entry,
        people: People<'_>,
        numbers: &Numbers,
        found: &mut [Found],
    ) {
        let Some(selves) = people.named(&entry.key) else {
            let known: Vec<&str> = people
                .players
                .iter()
                .map(|p| p.name.as_str())
                .chain(people.groups.iter().map(|g| g.name.as_str()))
                .collect();
            let help = crate::text::closest(&entry.key, known.iter().copied()).map_or_else(
                || format!("players and groups are: {}", known.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("`{}` is no player or group", entry.key);
            self.helped(Code::UNKNOWN_NAME, entry.key_span, message, help);
            return;
        };
        let scope = people.scope(numbers, &selves);
        if let Value::Table(table) = &entry.node.value {
            for own in &table.entries {
                let formula = self.formula(&own.node, &scope);
                for &player in &selves {
                    self.own(people, player, own, formula.as_ref(), &mut found[player]);
                }
            }
            return;
        }
        match self.formula(&entry.node, &scope) {
            Some(formula) => {
                for &player in &selves {
                    let payoff = Payoff::Formula(formula.clone());
                    self.accept(people, player, payoff, entry.key_span, found);
                }
            }
            None => selves.iter().for_each(|&player| found[player].failed = true),
        }
    }

    /// The formula for one own strategy, or for the members of a class.
    fn own(
        &mut self,
        people: People<'_>,
        player: usize,
        own: &Entry,
        formula: Option<&Expr>,
        found: &mut Found,
    ) {
        let owner = &people.players[player];
        let Some(strategies) = owner.strategies_named(&own.key) else {
            found.failed = true;
            self.no_strategy(owner, &own.key, own.key_span);
            return;
        };
        found.by_strategy_at.get_or_insert(own.key_span);
        for strategy in strategies {
            let Some(formula) = formula else {
                found.failed = true;
                continue;
            };
            if let Some((_, first)) = &found.by_strategy[strategy] {
                let message = format!(
                    "`{}` has two formulas for `{}`",
                    owner.name, owner.strategies[strategy]
                );
                let first = *first;
                let problem = self.problem(Code::PAYOFF_SHAPE, own.key_span, message);
                *problem = problem.clone().also(first, "first here");
            }
            found.by_strategy[strategy] = Some((formula.clone(), own.key_span));
        }
    }

    fn accept(
        &mut self,
        people: People<'_>,
        player: usize,
        payoff: Payoff,
        span: Span,
        found: &mut [Found],
    ) {
        if let Some((_, first)) = &found[player].payoff {
            let first = *first;
            let message = format!("the payoff of `{}` is given twice", people.players[player].name);
            let problem = self.problem(Code::PAYOFF_SHAPE, span, message);
            *problem = problem.clone().also(first, "first here");
            return;
        }
        found[player].payoff = Some((payoff, span));
    }

    fn settle(&mut self, player: &Player, found: Found, place: Span) -> Payoff {
        let stand_in = || {
            Payoff::Formula(Expr {
                node: crate::formula::Node::Number(crate::num::Rational::integer(0)),
                span: place,
            })
        };
        match (found.payoff, found.by_strategy_at) {
            (Some((_, first)), Some(second)) => {
                let message = format!(
                    "the payoff of `{}` is given in two ways: by one formula and by own strategy",
                    player.name
                );
                let problem = self.problem(Code::PAYOFF_SHAPE, second, message);
                *problem = problem.clone().also(first, "and here");
                stand_in()
            }
            (Some((payoff, _)), None) => payoff,
            (None, Some(at)) => {
                let missing: Vec<&str> = found
                    .by_strategy
                    .iter()
                    .zip(&player.strategies)
                    .filter(|(formula, _)| formula.is_none())
                    .map(|(_, name)| name.as_str())
                    .collect();
                if !missing.is_empty() {
                    if !found.failed {
                        let listed = missing.join("`, `");
                        let message = format!("`{}` has no formula for `{listed}`", player.name);
                        let help = format!("add `{} = \"...\"`", missing[0]);
                        self.helped(Code::PAYOFF_MISSING, at, message, help);
                    }
                    return stand_in();
                }
                let formulas = found.by_strategy.into_iter().flatten().map(|(f, _)| f).collect();
                Payoff::ByStrategy(formulas)
            }
            (None, None) => {
                if !found.failed {
                    let message = format!("`{}` has no payoff", player.name);
                    let help = format!("add `{} = \"...\"` under `[payoff]`", player.name);
                    self.helped(Code::PAYOFF_MISSING, place, message, help);
                }
                stand_in()
            }
        }
    }
}
