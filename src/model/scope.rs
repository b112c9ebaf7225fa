//! What names mean in the formulas of a model.

use super::parts::{Group, Helper, Parameter, Player};
use crate::formula::{Leaf, Misnomer, Scope};
use crate::text::{Code, closest, similar, similar_or_all};

/// A name that formulas may use.
#[derive(Clone, Debug)]
pub(crate) enum Declared {
    /// A parameter.
    Parameter(usize),
    /// An indexed parameter: for each player their entry, if they have one.
    Indexed(Vec<Option<usize>>),
    /// A helper.
    Helper(usize),
}

/// The names declared in a file.
#[derive(Clone, Copy, Debug)]
pub struct ModelScope<'a> {
    /// In order.
    pub players: &'a [Player],
    /// Named sets of players.
    pub groups: &'a [Group],
    /// Parameters and helpers.
    pub(crate) names: &'a [(String, Declared)],
    /// Helpers, where queries may ask for their values.
    pub(crate) helpers: &'a [Helper],
    /// Parameters, where they mean nothing and are told to.
    pub(crate) parameters: Option<&'a [Parameter]>,
    /// The players whose payoff the formula may be; empty where `self` means nothing.
    pub(crate) selves: &'a [usize],
    /// Whether `player.strategy` means something: not in formulas of parameters alone.
    pub(crate) profile: bool,
}

/// So many names are listed in help.
const LISTED: usize = 12;

impl ModelScope<'_> {
    fn declared(&self, name: &str) -> Option<&Declared> {
        self.names.iter().find(|(n, _)| n == name).map(|(_, declared)| declared)
    }

    fn player(&self, name: &str) -> Option<usize> {
        self.players.iter().position(|player| player.name == name)
    }

    fn unknown(&self, name: &str) -> Misnomer {
        let declared = self.names.iter().map(|(n, _)| n.as_str());
        let known = declared
            .chain(self.players.iter().map(|p| p.name.as_str()))
            .chain(self.groups.iter().map(|g| g.name.as_str()));
        let help = closest(name, known).map(|near| match self.declared(near) {
            Some(Declared::Indexed(_)) => format!("a similar parameter exists: `{near}[self]`"),
            Some(Declared::Parameter(_)) => format!("a similar parameter exists: `{near}`"),
            Some(Declared::Helper(_)) => format!("a similar helper exists: `{near}`"),
            None => format!("a similar player or group exists: `{near}`"),
        });
        let is = |one: &Parameter| one.name == name;
        let help = match self.parameters {
            Some(parameters) if parameters.iter().any(is) => {
                Some("parameters do not enter strategies of the repeated game".to_owned())
            }
            _ => help,
        };
        let owner = self.players.iter().find(|player| player.strategies_named(name).is_some());
        let help = help.or_else(|| {
            owner.map(|player| {
                format!("a strategy is written with its player: `{}.{name}`", player.name)
            })
        });
        // Where few names mean something they are all told: states, or parameters
        let few = (1..=LISTED).contains(&self.names.len());
        let help = help.or_else(|| {
            let all: Vec<&str> = self.names.iter().map(|(name, _)| name.as_str()).collect();
            (few && (self.parameters.is_some() || !self.profile))
                .then(|| format!("known here: {}", all.join(", ")))
        });
        Misnomer {
            code: Code::UNKNOWN_NAME,
            message: format!("unknown name `{name}`"),
            help,
            second: false,
        }
    }

    /// Which groups there are, or how one is made.
    fn group_help(&self, group: &str) -> String {
        let known = self.groups.iter().map(|group| group.name.as_str());
        if let Some(near) = similar(group, "group", known.clone()) {
            return near;
        }
        let players: Vec<String> =
            self.players.iter().map(|player| format!("\"{}\"", player.name)).collect();
        let known = known.collect::<Vec<_>>().join(", ");
        let make = format!("`{group} = [{}]` in `[groups]` makes one", players.join(", "));
        if known.is_empty() { make } else { format!("groups here: {known}; {make}") }
    }

    fn no_strategy(player: &Player, name: &str) -> Misnomer {
        let listed = format!("`{}` has", player.name);
        let help = similar_or_all(name, "one", &listed, player.choices());
        Misnomer {
            code: Code::UNKNOWN_STRATEGY,
            message: format!("`{}` has no strategy or class `{name}`", player.name),
            help: Some(help),
            second: true,
        }
    }

    fn no_self() -> Misnomer {
        Misnomer {
            code: Code::SELF,
            message: "`self` has no meaning here: no payoff is being given".to_owned(),
            help: None,
            second: false,
        }
    }

    fn no_profile() -> Misnomer {
        Misnomer {
            code: Code::UNKNOWN_NAME,
            message: "strategies have no meaning here: this number is the same in every profile"
                .to_owned(),
            help: Some("use parameters only".to_owned()),
            second: false,
        }
    }
}

impl Scope for ModelScope<'_> {
    fn name(&self, name: &str) -> Result<Leaf, Misnomer> {
        match self.declared(name) {
            Some(Declared::Parameter(parameter)) => Ok(Leaf::Parameter(*parameter)),
            Some(Declared::Helper(helper)) => Ok(Leaf::Helper(*helper)),
            Some(Declared::Indexed(entries)) => {
                let first = entries.iter().position(Option::is_some).unwrap_or(0);
                let example = self.players.get(first).map_or("self", |player| &player.name);
                Err(Misnomer {
                    code: Code::INDEX,
                    message: format!("`{name}` has one value for each player of a group"),
                    help: Some(format!("write `{name}[{example}]` or `{name}[self]`")),
                    second: false,
                })
            }
            None if self.player(name).is_some() => {
                let player = &self.players[self.player(name).unwrap_or(0)];
                let strategy = player.strategies.first().map_or("strategy", String::as_str);
                Err(Misnomer {
                    code: Code::UNKNOWN_NAME,
                    message: format!("`{name}` is a player, not a number"),
                    help: Some(format!("write `{name}.{strategy}`, which is 1 or 0")),
                    second: false,
                })
            }
            None if name == "self" => Err(Misnomer {
                message: "`self` alone is no number".to_owned(),
                help: Some("write `self.strategy` or `parameter[self]`".to_owned()),
                ..Self::no_self()
            }),
            None => Err(self.unknown(name)),
        }
    }

    fn member(&self, owner: &str, member: &str) -> Result<Leaf, Misnomer> {
        if !self.profile {
            return Err(Self::no_profile());
        }
        if owner == "self" {
            if self.selves.is_empty() {
                return Err(Self::no_self());
            }
            let mut found = vec![None; self.players.len()];
            for &player in self.selves {
                let strategies = self.players[player]
                    .strategies_named(member)
                    .ok_or_else(|| Self::no_strategy(&self.players[player], member))?;
                found[player] = Some(strategies);
            }
            return Ok(Leaf::SelfPlays(found));
        }
        if let Some(player) = self.player(owner) {
            return self.players[player]
                .strategies_named(member)
                .map(|strategies| Leaf::Plays { player, strategies })
                .ok_or_else(|| Self::no_strategy(&self.players[player], member));
        }
        if self.groups.iter().any(|group| group.name == owner) {
            return Err(Misnomer {
                code: Code::UNKNOWN_NAME,
                message: format!("`{owner}` is a group, not a player"),
                help: Some(format!("write `count({owner}.{member})`")),
                second: false,
            });
        }
        Err(match self.declared(owner) {
            Some(_) => Misnomer {
                code: Code::UNKNOWN_NAME,
                message: format!("`{owner}` is not a player"),
                help: Some("write `player.strategy`; products need `*`".to_owned()),
                second: false,
            },
            None => self.unknown(owner),
        })
    }

    fn index(&self, name: &str, index: &str) -> Result<Leaf, Misnomer> {
        let entries = match self.declared(name) {
            Some(Declared::Indexed(entries)) => entries,
            Some(_) => {
                return Err(Misnomer {
                    code: Code::INDEX,
                    message: format!("`{name}` takes no index"),
                    help: Some(format!("write `{name}`")),
                    second: false,
                });
            }
            None => return Err(self.unknown(name)),
        };
        let missing = |player: usize| Misnomer {
            code: Code::INDEX,
            message: format!("`{name}` has no entry for `{}`", self.players[player].name),
            help: None,
            second: true,
        };
        if index == "self" {
            if self.selves.is_empty() {
                return Err(Misnomer { second: true, ..Self::no_self() });
            }
            if let Some(&player) = self.selves.iter().find(|&&p| entries[p].is_none()) {
                return Err(missing(player));
            }
            return Ok(Leaf::OwnParameter(entries.clone()));
        }
        let Some(player) = self.player(index) else {
            return Err(Misnomer {
                code: Code::INDEX,
                message: format!("`{index}` is no player"),
                help: similar(index, "player", self.players.iter().map(|p| p.name.as_str())),
                second: true,
            });
        };
        entries[player].map(Leaf::Parameter).ok_or_else(|| missing(player))
    }

    fn count(&self, group: &str, member: &str) -> Result<Leaf, Misnomer> {
        if !self.profile {
            return Err(Self::no_profile());
        }
        let Some(found) = self.groups.iter().find(|g| g.name == group) else {
            return Err(Misnomer {
                code: Code::UNKNOWN_NAME,
                message: format!("unknown group `{group}`"),
                help: Some(self.group_help(group)),
                second: false,
            });
        };
        found
            .members
            .iter()
            .map(|&player| {
                self.players[player]
                    .strategies_named(member)
                    .map(|strategies| (player, strategies))
                    .ok_or_else(|| Self::no_strategy(&self.players[player], member))
            })
            .collect::<Result<_, _>>()
            .map(Leaf::Count)
    }
}
