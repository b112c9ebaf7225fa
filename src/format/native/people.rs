//! `[game]`, `[players]`, `[classes.*]`, `[groups]`: who plays what.

use super::reader::Reader;
use super::tree::{Node, Table};
use crate::game::Support;
use crate::model::{Group, Info, Player};
use crate::text::{Code, Span, similar_or_all};

/// Keys of `[game]`.
pub(super) const GAME_KEYS: &[&str] = &["name", "title", "about", "currency", "sources", "source"];

impl Reader<'_> {
    pub(super) fn info(&mut self, root: &Table) -> Info {
        let Some(entry) = root.get("game") else {
            let help = "begin the file with:\n[game]\nname = \"my-game\"";
            self.missing(Span::default(), "the table `[game]` is missing", help);
            return Info::default();
        };
        let Some(table) = self.table(&entry.node, "the table `[game]`") else {
            return Info::default();
        };
        self.known_keys(table, GAME_KEYS, "`[game]`");
        let name = self.optional_text(table, "name");
        if name.is_none() && table.get("name").is_none() {
            self.missing(entry.key_span, "the game has no `name`", "write `name = \"my-game\"`");
        }
        Info {
            name: name.unwrap_or_default(),
            title: self.optional_text(table, "title"),
            about: self.optional_text(table, "about"),
            currency: self.optional_text(table, "currency"),
            citation: self.optional_text(table, "source"),
        }
    }

    pub(super) fn players(&mut self, root: &Table) -> Vec<Player> {
        let Some(entry) = root.get("players") else {
            let help = "write for example:\n[players]\nrow = [\"top\", \"bottom\"]";
            self.missing(Span::default(), "the table `[players]` is missing", help);
            return Vec::new();
        };
        let Some(table) = self.table(&entry.node, "the table `[players]`") else {
            return Vec::new();
        };
        if table.entries.is_empty() {
            self.problem(Code::EMPTY, entry.key_span, "a game needs at least one player");
        }
        let mut players = Vec::new();
        for entry in &table.entries {
            self.is_name(&entry.key, entry.key_span, "player");
            let strategies = self.names(&entry.node, "strategy", "strategies");
            players.push(Player {
                name: entry.key.clone(),
                strategies: strategies.into_iter().map(|(name, _)| name).collect(),
                classes: Vec::new(),
            });
        }
        players
    }

    /// A list of distinct names, at least one.
    fn names(&mut self, node: &Node, what: &str, plural: &str) -> Vec<(String, Span)> {
        let wanted = format!("a list of {plural}");
        let Some(list) = self.list(node, &wanted) else { return Vec::new() };
        if list.is_empty() {
            self.problem(Code::EMPTY, node.span, format!("at least one {what} is needed"));
        }
        let mut names: Vec<(String, Span)> = Vec::new();
        for item in list {
            let Some(text) = self.text(item, &format!("the name of a {what}")) else { continue };
            let (name, span) = (text.text.clone(), text.whole());
            if !self.is_name(&name, span, what) {
                continue;
            }
            if let Some((_, first)) = names.iter().find(|(other, _)| *other == name) {
                let first = *first;
                let problem =
                    self.problem(Code::NAME_CLASH, span, format!("`{name}` is listed twice"));
                *problem = problem.clone().also(first, "first here");
                continue;
            }
            names.push((name, span));
        }
        names
    }

    pub(super) fn classes(&mut self, root: &Table, players: &mut [Player]) {
        for (entry, table) in self.named_tables(root, "classes") {
            let Some(player) = self.known_player(&entry.key, entry.key_span, players) else {
                continue;
            };
            for class in &table.entries {
                if !self.is_name(&class.key, class.key_span, "class") {
                    continue;
                }
                let owner = &players[player];
                if owner.strategies_named(&class.key).is_some() {
                    let message =
                        format!("`{}` already has a strategy or class `{}`", owner.name, class.key);
                    self.problem(Code::NAME_CLASH, class.key_span, message);
                    continue;
                }
                let mut members: Support = Vec::new();
                for (name, span) in self.names(&class.node, "strategy", "strategies") {
                    match players[player].strategies_named(&name) {
                        Some(strategies) => members.extend(strategies),
                        None => self.no_strategy(&players[player], &name, span),
                    }
                }
                members.sort_unstable();
                members.dedup();
                if !members.is_empty() {
                    players[player].classes.push((class.key.clone(), members));
                }
            }
        }
    }

    pub(super) fn no_strategy(&mut self, player: &Player, name: &str, span: Span) {
        let listed = format!("`{}` has", player.name);
        let help = similar_or_all(name, "one", &listed, player.choices());
        let message = format!("`{}` has no strategy or class `{name}`", player.name);
        self.helped(Code::UNKNOWN_STRATEGY, span, message, help);
    }

    pub(super) fn known_player(
        &mut self,
        name: &str,
        span: Span,
        players: &[Player],
    ) -> Option<usize> {
        let found = players.iter().position(|player| player.name == name);
        if found.is_none() {
            let names = players.iter().map(|player| player.name.as_str());
            let help = similar_or_all(name, "player", "players are", names);
            self.helped(Code::UNKNOWN_NAME, span, format!("unknown player `{name}`"), help);
        }
        found
    }

    pub(super) fn groups(&mut self, root: &Table, players: &[Player]) -> Vec<Group> {
        let Some(entry) = root.get("groups") else { return Vec::new() };
        let Some(table) = self.table(&entry.node, "the table `[groups]`") else {
            return Vec::new();
        };
        let mut groups = Vec::new();
        for entry in &table.entries {
            self.is_name(&entry.key, entry.key_span, "group");
            let mut members = Vec::new();
            for (name, span) in self.names(&entry.node, "player", "players") {
                members.extend(self.known_player(&name, span, players));
            }
            groups.push(Group { name: entry.key.clone(), members });
        }
        groups
    }
}
