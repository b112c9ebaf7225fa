//! `equil dominance --make`: what it would take, in words and tables.

mod json;
mod moved;
mod promised;

use super::Document;
use super::Point;
use super::capitalised;
use crate::make::{Aim, Breaking, Found, Made, MakeError, Metric, Nearest, Partial, Wish};
use crate::model::{Axis, Model};
use crate::num::Rational;
use crate::table::{Cell, Style, Table};
use crate::threshold::Reach;

/// What it would take, ready to be told.
#[derive(Clone, Debug)]
pub struct Make<'a> {
    /// The game.
    pub model: &'a Model,
    /// Where.
    pub point: Point,
    /// What is wished for.
    pub wish: &'a Wish<'a>,
    /// What it is called: a strategy, a class, or a profile.
    pub target: String,
    /// Whose strategy it is; nobody's if it is a profile.
    pub player: Option<usize>,
    /// What stands in the way now, for dominance of one player's strategies.
    pub breaking: Option<Breaking>,
    /// The cheapest promises.
    pub made: Result<Made, MakeError>,
    /// What the cost falls to as the margin falls to 0, where there is a margin.
    pub infimum: Option<Rational>,
    /// Other parameters, if there are any that may move and it is asked for one player.
    pub moved: Option<Moved>,
}

/// Other parameters at which it comes about.
#[derive(Clone, Debug)]
pub struct Moved {
    /// What may move.
    pub moving: Vec<Axis>,
    /// The values now.
    pub base: Vec<Rational>,
    /// Each on its own.
    pub single: Vec<Alone>,
    /// All together.
    pub nearest: Nearest,
    /// How distances are measured.
    pub metric: Metric,
}

/// A parameter on its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Alone {
    /// The nearest value at which, or next to which, it comes about.
    Reach(Reach),
    /// It comes about at no value of the range: proved.
    Never,
    /// Not in any payoff that matters.
    Absent,
    /// No value is known, and some of the range is open.
    Open,
}

impl Make<'_> {
    /// The answer in words and tables.
    pub fn document(&self, digits: usize) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.model.info.name, &mut document);
        document.styled(Style::Strong, format!("What would it take {}?", self.aim()));
        if let Some(breaking) = &self.breaking {
            self.broken(breaking, &mut document);
        }
        self.promises(digits, &mut document);
        if let Some(moved) = &self.moved {
            self.parameters(moved, digits, &mut document);
        }
        document.remark(self.provenance());
        document
    }

    /// Whether everything that was asked is answered to the end.
    pub fn is_complete(&self) -> bool {
        let made = match &self.made {
            Ok(made) => made.complete,
            Err(error) => !matches!(error, MakeError::Stopped | MakeError::Unbounded),
        };
        let is_open = |moved: &Moved| moved.nearest.stopped || moved.single.contains(&Alone::Open);
        made && !self.moved.as_ref().is_some_and(is_open)
    }

    /// `for open to be dominant for meta`
    fn aim(&self) -> String {
        let whose = self.player.map_or_else(String::new, |p| format!(" for {}", self.name(p)));
        match self.wish.aim {
            Aim::Dominant(kind) => {
                let kind = match kind.name() {
                    "strict" => String::new(),
                    kind => format!("{}ly ", kind.replace('-', " ")),
                };
                format!("for {} to be {kind}dominant{whose}", self.target)
            }
            Aim::Iterated => {
                format!("for nothing but {} to survive iterated elimination{whose}", self.target)
            }
            Aim::Unique => format!("for {} to be the only equilibrium", self.target),
        }
    }

    fn name(&self, player: usize) -> &str {
        &self.model.players[player].name
    }

    fn strategy(&self, player: usize, strategy: usize) -> &str {
        &self.model.players[player].strategies[strategy]
    }

    /// `community = ignore, google = open`
    fn partial(&self, partial: &Partial) -> String {
        let said = partial
            .iter()
            .map(|&(player, s)| format!("{} = {}", self.name(player), self.strategy(player, s)));
        said.collect::<Vec<_>>().join(", ")
    }

    fn broken(&self, breaking: &Breaking, document: &mut Document) {
        document.gap();
        if breaking.cases.is_empty() {
            return document.line(format!("It is so now, in all {} cases.", breaking.of));
        }
        let whenever = match &breaking.patterns[..] {
            [all] if all.is_empty() => "whatever the others play".to_owned(),
            patterns => {
                let said: Vec<String> =
                    patterns.iter().take(SHOWN).map(|pattern| self.partial(pattern)).collect();
                let more = patterns.len().saturating_sub(SHOWN);
                let more = if more > 0 { format!("; and {more} more") } else { String::new() };
                format!("whenever {}{more}", said.join("; or "))
            }
        };
        document.line(format!(
            "Now it fails in {} of {} cases: {whenever}.",
            breaking.cases.len(),
            breaking.of
        ));
        let Some(first) = breaking.restrictions.first() else {
            let proved = if breaking.complete { "" } else { " that was found" };
            return document
                .line(format!("Nothing{proved} that the others are held to makes it so."));
        };
        let ways: Vec<String> = breaking
            .restrictions
            .iter()
            .take(SHOWN)
            .map(|restriction| self.given(&restriction.without, &restriction.kept))
            .collect();
        let more = breaking.restrictions.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        let count = first.without.len();
        document.line(format!(
            "It is so given {}{more}: no fewer than {count} {} of the others must be ruled out.",
            ways.join("; or given "),
            if count == 1 { "strategy" } else { "strategies" }
        ));
    }

    /// `community = contribute, google = open|closed`: what is left to those who lose something.
    fn given(&self, without: &Partial, kept: &[Vec<usize>]) -> String {
        let mut players: Vec<usize> = without.iter().map(|&(player, _)| player).collect();
        players.dedup();
        let said = players.iter().map(|&player| {
            let left = kept[player].iter().map(|&s| self.strategy(player, s));
            format!("{} = {}", self.name(player), left.collect::<Vec<_>>().join("|"))
        });
        said.collect::<Vec<_>>().join(", ")
    }

    fn provenance(&self) -> String {
        let mut said = Vec::new();
        match &self.made {
            Ok(made) if made.plan.cost == made.plan.at_least => {
                let by = match self.wish.aim {
                    Aim::Dominant(_) => "dual values",
                    _ => "dual values, for every order of elimination",
                };
                said.push(format!(
                    "that nothing costs less is proved by {by}; the promises were put into the game, and it was \
                     asked again"
                ));
            }
            Ok(_) => {
                said.push("the promises were put into the game, and it was asked again".to_owned());
            }
            Err(_) => {}
        }
        if let Some(moved) = &self.moved {
            said.push(match moved.nearest.found {
                Found::Exactly => {
                    "the nearest point is that of linear programs, each with its proof".to_owned()
                }
                Found::Searched if moved.nearest.values.is_none() || moved.nearest.is_proved() => {
                    "how far the nearest point is was bounded by boxes in which it is proved not to hold"
                        .to_owned()
                }
                Found::Searched => {
                    "the nearest point was found by a search and checked exactly: others may be nearer".to_owned()
                }
            });
        }
        if said.is_empty() {
            return "Every case was compared in exact arithmetic.".to_owned();
        }
        format!("{}.", capitalised(&said.join("; ")))
    }

    /// Every promise, for other programs.
    pub fn data(&self) -> Table {
        match &self.made {
            Ok(made) => self.promise_table(&made.plan),
            Err(_) => Table::new(&["player", "profile", ">promise"]),
        }
    }

    /// A row of a profile: what each player plays.
    fn profile_cells(&self, profile: usize) -> Vec<Cell> {
        let shape = self.wish.payoffs.shape();
        let players = 0..self.model.players.len();
        players.map(|p| Cell::text(self.strategy(p, shape.strategy(profile, p)))).collect()
    }
}

/// Up to so many alternatives are said in one line.
const SHOWN: usize = 6;
