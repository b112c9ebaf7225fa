//! LaTeX symbols for what formulas of a model name.

use super::parts::Model;
use crate::formula::{Leaf, Names};

/// The symbols of a model: the `tex` of parameters and helpers, their names where there is none.
#[derive(Clone, Copy, Debug)]
pub struct Symbols<'a>(pub &'a Model);

impl Symbols<'_> {
    /// The symbol of a parameter. Entries of an indexed parameter that share one symbol get their
    /// player as a subscript.
    pub fn parameter(&self, parameter: usize) -> String {
        let found = &self.0.parameters[parameter];
        match &found.index {
            None => found.tex.clone().unwrap_or_else(|| upright(&found.name)),
            Some((_, player)) => match self.base(parameter) {
                Some(base) => subscript(&base, &upright(&self.0.players[*player].name)),
                None => found.tex.clone().unwrap_or_default(),
            },
        }
    }

    /// The symbol that all entries of an indexed parameter share, if they do.
    fn base(self, parameter: usize) -> Option<String> {
        let found = &self.0.parameters[parameter];
        let (name, _) = found.index.as_ref()?;
        let same = |other: &super::Parameter| {
            other.index.as_ref().is_none_or(|(base, _)| base != name) || other.tex == found.tex
        };
        let shared = self.0.parameters.iter().all(same);
        shared.then(|| found.tex.clone().unwrap_or_else(|| upright(name)))
    }

    /// The symbol of a helper.
    pub fn helper(&self, helper: usize) -> String {
        let found = &self.0.helpers[helper];
        found.tex.clone().unwrap_or_else(|| upright(&found.name))
    }

    /// What a set of a player's strategies is called: a strategy, a class, or all that it holds.
    fn strategies(self, player: usize, strategies: &[usize]) -> String {
        let player = &self.0.players[player];
        if let &[only] = strategies {
            return words(&player.strategies[only]);
        }
        match player.classes.iter().find(|(_, members)| members == strategies) {
            Some((name, _)) => words(name),
            None => {
                let names: Vec<String> =
                    strategies.iter().map(|&s| words(&player.strategies[s])).collect();
                names.join("/")
            }
        }
    }

    /// The group of exactly these players, or all of them.
    fn group(self, players: &[usize]) -> String {
        match self.0.groups.iter().find(|group| group.members == players) {
            Some(group) => words(&group.name),
            None => {
                let names: Vec<String> =
                    players.iter().map(|&p| words(&self.0.players[p].name)).collect();
                names.join(", ")
            }
        }
    }
}

impl Names for Symbols<'_> {
    fn latex(&self, leaf: &Leaf) -> String {
        match leaf {
            Leaf::Parameter(parameter) => self.parameter(*parameter),
            Leaf::OwnParameter(entries) => {
                let Some(first) = entries.iter().flatten().next() else { return String::new() };
                let base = self.base(*first).or_else(|| {
                    let (name, _) = self.0.parameters[*first].index.as_ref()?;
                    Some(upright(name))
                });
                subscript(&base.unwrap_or_default(), "i")
            }
            Leaf::Helper(helper) => self.helper(*helper),
            Leaf::Plays { player, strategies } => format!(
                r"\mathbf{{1}}[\text{{{}: {}}}]",
                words(&self.0.players[*player].name),
                self.strategies(*player, strategies)
            ),
            Leaf::SelfPlays(own) => {
                let found = own.iter().enumerate().find_map(|(p, s)| Some((p, s.as_ref()?)));
                let named = found.map(|(player, strategies)| self.strategies(player, strategies));
                format!(r"\mathbf{{1}}[i\text{{: {}}}]", named.unwrap_or_default())
            }
            Leaf::Count(counted) => {
                let players: Vec<usize> = counted.iter().map(|(player, _)| *player).collect();
                let what = counted.first().map(|(p, s)| self.strategies(*p, s));
                format!(r"\#[\text{{{}: {}}}]", self.group(&players), what.unwrap_or_default())
            }
        }
    }
}

/// A name for math mode.
fn upright(name: &str) -> String {
    format!(r"\mathrm{{{}}}", words(name))
}

/// A name within `\text` or `\mathrm`; names have letters, digits and `_` only.
fn words(name: &str) -> String {
    name.replace('_', r"\_")
}

/// A symbol with a subscript. One that has a subscript already is set in brackets.
fn subscript(symbol: &str, index: &str) -> String {
    if symbol.contains('_') {
        format!("{{({symbol})}}_{{{index}}}")
    } else {
        format!("{{{symbol}}}_{{{index}}}")
    }
}
