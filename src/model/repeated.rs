//! How a game is repeated, as a file says it.

use std::fmt;

use super::elaborate::Elaborator;
use super::term::node_bounds;
use super::{Assignment, Model};
use crate::formula::{Expr, Graph, Id};
use crate::num::{Interval, Rational, Ring, significant};
use crate::text::{Code, Diagnostic};

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

/// Rounds that a punishment lasts at most, unless it is for ever: its polynomials have as many terms.
const MOST_ROUNDS: u32 = 1000;

impl Punishment {
    /// Reads `nash`, `minmax`, `irreversible`, `optimal` or `rounds = 3`, with at most 1000 rounds.
    ///
    /// # Errors
    /// What is wrong, and what helps.
    pub fn read(text: &str) -> Result<Self, (String, String)> {
        match text.trim() {
            "nash" => return Ok(Self::Nash),
            "minmax" => return Ok(Self::Minmax),
            "irreversible" => return Ok(Self::Irreversible),
            "optimal" => return Ok(Self::Optimal),
            _ => {}
        }
        let unknown = || {
            let help = "write nash, minmax, irreversible, optimal or `rounds = 3`".to_owned();
            (format!("unknown punishment `{}`", text.trim()), help)
        };
        let (word, rounds) = text.split_once('=').ok_or_else(unknown)?;
        let rounds = rounds.trim();
        let digits = !rounds.is_empty() && rounds.bytes().all(|b| b.is_ascii_digit());
        if word.trim() != "rounds" || !digits {
            return Err(unknown());
        }
        match rounds.parse::<u32>().ok().filter(|rounds| *rounds <= MOST_ROUNDS) {
            Some(0) => Err((
                "a punishment of no rounds is none".to_owned(),
                "write `rounds = 1` or more".to_owned(),
            )),
            Some(rounds) => Ok(Self::Rounds(rounds)),
            None => {
                let help = "`nash` punishes for ever, which is next to the same";
                let message = format!("a punishment lasts 1 to {MOST_ROUNDS} rounds, not {rounds}");
                Err((message, help.to_owned()))
            }
        }
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

    /// What is wrong with [`discounts`](Self::discounts) that are not surely at least 0 and less than 1: one problem for each formula.
    pub fn wrong_discounts(&self, discounts: &[(Rational, Rational)]) -> Vec<Diagnostic> {
        let Some(repeated) = &self.repeated else { return Vec::new() };
        let mut problems: Vec<Diagnostic> = Vec::new();
        for ((low, high), formula) in discounts.iter().zip(&repeated.discounts) {
            let fits = *low >= Rational::zero() && *high < Rational::one();
            let told = problems.iter().any(|problem| problem.labels[0].span == formula.span);
            if fits || told {
                continue;
            }
            let value = significant(if *low < Rational::zero() { low } else { high }, DIGITS);
            let message = format!("a discount factor is at least 0 and less than 1, not {value}");
            let problem = Diagnostic::new(Code::REPEATED, &self.source, formula.span, message);
            problems.push(
                problem.help("change it, or the parameters it hangs on, or give `--discount`"),
            );
        }
        problems
    }
}

/// Digits of discount factors in messages.
const DIGITS: usize = 5;
