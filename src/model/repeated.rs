//! How a game is repeated, as a file says it.

use std::fmt;

use super::elaborate::Elaborator;
use super::term::node_bounds;
use super::{Assignment, Model};
use crate::formula::{Expr, Graph, Id};
use crate::num::{Interval, Rational, Ring};

/// What follows a deviation in the repeated game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Punishment {
    /// A stage equilibrium for ever.
    Nash,
    /// The deviator is held to the minmax value.
    Minmax,
    /// A step that cannot be taken back.
    Irreversible,
    /// A stage equilibrium for this many rounds.
    Rounds(u32),
    /// The equilibrium of the repeated game that is worst for the one who deviates.
    Optimal,
}

impl Punishment {
    /// Reads `nash`, `minmax`, `irreversible`, `optimal` or `rounds = 3`.
    pub fn read(text: &str) -> Option<Self> {
        match text.trim() {
            "nash" => return Some(Self::Nash),
            "minmax" => return Some(Self::Minmax),
            "irreversible" => return Some(Self::Irreversible),
            "optimal" => return Some(Self::Optimal),
            _ => {}
        }
        let (word, rounds) = text.split_once('=')?;
        let rounds = rounds.trim().parse::<u32>().ok().filter(|rounds| *rounds > 0)?;
        (word.trim() == "rounds").then_some(Self::Rounds(rounds))
    }
}

impl fmt::Display for Punishment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nash => f.write_str("nash"),
            Self::Minmax => f.write_str("minmax"),
            Self::Irreversible => f.write_str("irreversible"),
            Self::Optimal => f.write_str("optimal"),
            Self::Rounds(rounds) => write!(f, "rounds = {rounds}"),
        }
    }
}

/// How the game is repeated.
#[derive(Clone, Debug)]
pub struct Repeated {
    /// Discount factor of each player, as a formula of parameters.
    pub discounts: Vec<Expr>,
    /// The strategies that players are to keep to, round after round, and again from the first: one for each player.
    pub path: Vec<Vec<usize>>,
    /// What follows a deviation.
    pub punishment: Punishment,
    /// The steps that cannot be taken back, and are taken after a deviation: a player and a strategy each.
    pub steps: Vec<(usize, usize)>,
}

impl Model {
    /// The discount factor of each player at a point, between bounds that are equal where it is rational. Nothing where there is no
    /// repeated game, or a discount factor has no value.
    pub fn discounts(&self, point: &Assignment) -> Option<Vec<(Rational, Rational)>> {
        let repeated = self.repeated.as_ref()?;
        let mut graph = Graph::new();
        let parameters = self.parameter_nodes(point, &mut graph);
        let mut elaborator = Elaborator::new(self, parameters);
        let formulas = repeated.discounts.iter().enumerate();
        let ids: Vec<Id> = formulas
            .map(|(player, formula)| elaborator.formula(&mut graph, formula, player, 0))
            .collect();
        let floats = graph.evaluate(&graph.reachable(&ids), &[], Interval::from_rational);
        ids.iter().map(|&id| node_bounds(&graph, id, &floats)).collect()
    }
}
