//! What a game file says, checked and with every name resolved.

use std::sync::Arc;

use super::{Claim, Correlation, NamedAutomaton, Prior, Repeated, States, Thesis, Watched};
use crate::formula::Expr;
use crate::game::{Shape, Support};
use crate::num::Rational;
use crate::sampling::Design;
use crate::text::Source;

/// A game whose payoffs may be formulas.
#[derive(Clone, Debug)]
pub struct Model {
    /// Where it was read from; the spans of its formulas point into it.
    pub source: Arc<Source>,
    /// The tables that it names, as they were read.
    pub tables: Vec<Arc<Source>>,
    /// The bibliography that it names, as it was read.
    pub bibliography: Option<Arc<Source>>,
    /// What it is called and about.
    pub info: Info,
    /// Who plays, in order.
    pub players: Vec<Player>,
    /// Named sets of players.
    pub groups: Vec<Group>,
    /// Every number the payoffs use; an indexed parameter has one entry for each index.
    pub parameters: Vec<Parameter>,
    /// Named formulas.
    pub helpers: Vec<Helper>,
    /// One for each player.
    pub payoffs: Vec<Payoff>,
    /// Named sets of changes.
    pub scenarios: Vec<Scenario>,
    /// How the game is repeated.
    pub repeated: Option<Repeated>,
    /// Strategies of the repeated game that the file describes.
    pub automata: Vec<NamedAutomaton>,
    /// Which parameters move, and how: the states of a stochastic game.
    pub states: Option<States>,
    /// Sweeps to run.
    pub sweeps: Vec<Sweep>,
    /// Claims to test.
    pub claims: Vec<Claim>,
    /// What an argument about the game says.
    pub theses: Vec<Thesis>,
}

/// What a game is called and about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// Short name.
    pub name: String,
    /// One line.
    pub title: Option<String>,
    /// More lines.
    pub about: Option<String>,
    /// Unit of payoffs.
    pub currency: Option<String>,
    /// Citation key of the game itself.
    pub citation: Option<String>,
}

/// A player.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Player {
    /// As in the file.
    pub name: String,
    /// Names of their strategies, in order.
    pub strategies: Vec<String>,
    /// Named sets of their strategies.
    pub classes: Vec<(String, Support)>,
}

impl Player {
    /// Everything that stands where a strategy may: strategies, then classes.
    pub fn choices(&self) -> impl Iterator<Item = &str> + Clone {
        self.strategies.iter().chain(self.classes.iter().map(|(name, _)| name)).map(String::as_str)
    }

    /// The strategies that a name stands for: one strategy, or the members of a class.
    pub fn strategies_named(&self, name: &str) -> Option<Support> {
        match self.strategies.iter().position(|s| s == name) {
            Some(strategy) => Some(vec![strategy]),
            None => self.classes.iter().find(|(n, _)| n == name).map(|(_, s)| s.clone()),
        }
    }
}

/// A named set of players.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// As in the file.
    pub name: String,
    /// Numbers of its players.
    pub members: Vec<usize>,
}

/// How well a parameter's value is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Read off a source.
    Observed,
    /// Derived from sources.
    Estimate,
    /// A judgement.
    Assumption,
}

impl Status {
    /// Every status and its name.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Observed, "observed"),
        (Self::Estimate, "estimate"),
        (Self::Assumption, "assumption"),
    ];

    /// As in the file.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(status, _)| *status == self).map_or("", |(_, name)| name)
    }
}

/// A number the payoffs use.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// `name`, or `name[index]`.
    pub name: String,
    /// The player it belongs to, of an indexed parameter: its name without the index, and who.
    pub index: Option<(String, usize)>,
    /// Its value, if the file gives one.
    pub value: Option<Rational>,
    /// Least and greatest plausible value.
    pub range: Option<(Rational, Rational)>,
    /// Unit.
    pub unit: Option<String>,
    /// LaTeX symbol.
    pub tex: Option<String>,
    /// How well it is known.
    pub status: Option<Status>,
    /// How far its value can be relied on, as the file grades it.
    pub confidence: Option<String>,
    /// Key, and perhaps place, in the bibliography.
    pub citation: Option<String>,
    /// Free text.
    pub note: Option<String>,
    /// Free text.
    pub about: Option<String>,
    /// Prior over its values.
    pub prior: Option<Prior>,
}

/// A named formula.
#[derive(Clone, Debug, PartialEq)]
pub struct Helper {
    /// As in the file.
    pub name: String,
    /// What it computes, once for each pure profile.
    pub formula: Expr,
    /// What it means.
    pub about: Option<String>,
    /// Unit.
    pub unit: Option<String>,
    /// LaTeX symbol.
    pub tex: Option<String>,
}

/// How a player's payoff is given.
#[derive(Clone, Debug, PartialEq)]
pub enum Payoff {
    /// One formula.
    Formula(Expr),
    /// One formula for each own strategy.
    ByStrategy(Vec<Expr>),
    /// Listed.
    Table(Table),
}

/// A player's payoffs, listed in the order of [`Shape`].
#[derive(Clone, Debug, PartialEq)]
pub enum Table {
    /// Numbers only.
    Numbers(Vec<Rational>),
    /// Formulas of parameters among them.
    Formulas(Vec<Expr>),
}

/// A named set of changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// As in the file.
    pub name: String,
    /// What it is about.
    pub about: Option<String>,
    /// Parameters and their values.
    pub changes: Vec<(usize, Rational)>,
}

/// One parameter that a sweep varies.
#[derive(Clone, Debug, PartialEq)]
pub struct Vary {
    /// Which.
    pub parameter: usize,
    /// From where to where, if not over the parameter's range.
    pub range: Option<(Rational, Rational)>,
    /// How many values, on a grid.
    pub points: Option<usize>,
}

impl Vary {
    /// Reads `low:high` or `low:high:n`; nothing where it is neither, or `low` is above `high`.
    #[allow(clippy::type_complexity)] // the two optional fields of this type
    pub fn over(text: &str) -> Option<((Rational, Rational), Option<usize>)> {
        let parts: Vec<&str> = text.split(':').map(str::trim).collect();
        let number = |text: &str| text.parse::<Rational>().ok();
        let (range, points) = match parts.as_slice() {
            [low, high] => (number(low).zip(number(high))?, None),
            [low, high, n] => {
                let points = n.parse::<usize>().ok().filter(|n| *n > 0)?;
                (number(low).zip(number(high))?, Some(points))
            }
            _ => return None,
        };
        (range.0 <= range.1).then_some((range, points))
    }
}

/// A sweep to run.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// As in the file.
    pub name: String,
    /// What it asks.
    pub about: Option<String>,
    /// How it chooses its points.
    pub method: &'static Design,
    /// How many points.
    pub n: Option<u64>,
    /// Of the random numbers.
    pub seed: u64,
    /// What it varies.
    pub vary: Vec<Vary>,
    /// What it looks at.
    pub watch: Vec<Watched>,
    /// Which parameters move together.
    pub correlate: Vec<Correlation>,
}

impl Model {
    /// How many players and strategies there are.
    ///
    /// # Panics
    /// Never for a model that a reader returned: they check the shape.
    pub fn shape(&self) -> Shape {
        Shape::new(self.players.iter().map(|p| p.strategies.len()).collect())
            .expect("readers check the shape")
    }

    /// The number of the player with this name.
    pub fn player(&self, name: &str) -> Option<usize> {
        self.players.iter().position(|player| player.name == name)
    }

    /// A pure profile in words: `player = strategy, …`.
    pub fn describe(&self, profile: &[usize]) -> String {
        let said = |(player, &strategy): (&Player, &usize)| {
            format!("{} = {}", player.name, player.strategies[strategy])
        };
        self.players.iter().zip(profile).map(said).collect::<Vec<_>>().join(", ")
    }

    /// What names mean in queries about this model; `selves` are the players that `self` may be.
    pub fn scope<'a>(&'a self, selves: &'a [usize]) -> super::ModelScope<'a> {
        super::ModelScope {
            players: &self.players,
            groups: &self.groups,
            names: &[],
            helpers: &self.helpers,
            parameters: Some(&self.parameters),
            selves,
            profile: true,
        }
    }

    /// The people of the game in which each player has only the strategies in `kept`: labels for
    /// restricted payoffs. Formulas and claims are left out, since they speak of all strategies.
    #[must_use]
    pub fn restricted(&self, kept: &[Support]) -> Self {
        let everything = self.players.iter().zip(kept).all(|(p, k)| k.len() == p.strategies.len());
        if everything {
            return self.clone();
        }
        let player = |(player, kept): (&Player, &Support)| Player {
            name: player.name.clone(),
            strategies: kept.iter().map(|&s| player.strategies[s].clone()).collect(),
            classes: Vec::new(),
        };
        Self {
            players: self.players.iter().zip(kept).map(player).collect(),
            payoffs: Vec::new(),
            helpers: Vec::new(),
            sweeps: Vec::new(),
            claims: Vec::new(),
            theses: Vec::new(),
            repeated: None,
            automata: vec![],
            states: None,
            ..self.clone()
        }
    }

    /// A game of numbers as a model without parameters.
    ///
    /// `payoffs[i]` lists player `i`'s payoffs in the order of [`Shape`].
    pub fn from_table(
        source: &Arc<Source>,
        info: Info,
        players: Vec<Player>,
        payoffs: Vec<Vec<Rational>>,
    ) -> Self {
        let payoffs = payoffs.into_iter().map(|list| Payoff::Table(Table::Numbers(list))).collect();
        Self {
            source: Arc::clone(source),
            tables: vec![],
            bibliography: None,
            info,
            players,
            groups: vec![],
            parameters: vec![],
            helpers: vec![],
            payoffs,
            scenarios: vec![],
            repeated: None,
            automata: vec![],
            states: None,
            sweeps: vec![],
            claims: vec![],
            theses: vec![],
        }
    }
}
