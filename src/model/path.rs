//! Ways through the space of parameters, each a function of one number.

use super::elaborate::Elaborator;
use super::{Assignment, Model, ModelError, Parametric};
use crate::formula::{BinaryOp, Graph, Id};
use crate::game::Support;
use crate::num::{Rational, Ring};

/// A way from one point in the space of parameters to another.
///
/// At the place `x` from 0 to `length` a parameter that moves is `from · (to / from)^(x / length)`, or
/// `from + (to − from) · x / length`; all others stay where they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// How long it is, in whatever unit: more than 0.
    pub length: Rational,
    /// The parameters that move.
    pub moves: Vec<Move>,
}

/// A parameter that moves.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// Its number in the model.
    pub parameter: usize,
    /// Where it starts.
    pub from: Rational,
    /// Where it ends.
    pub to: Rational,
    /// How it gets there.
    pub pace: Pace,
}

/// How a parameter moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// By the same factor in equal times: both ends are positive.
    Geometric,
    /// By the same amount in equal times.
    Linear,
}

impl Pace {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Geometric => "geometric",
            Self::Linear => "linear",
        }
    }
}

impl Path {
    /// The way between two points, along which `pace` says how each parameter that moves does; a geometric pace is
    /// linear where an end is not positive.
    ///
    /// # Errors
    /// The first parameter that has a value at one of the points only.
    ///
    /// # Panics
    /// When the points are not of the same model.
    pub fn between(
        from: &Assignment,
        to: &Assignment,
        length: Rational,
        pace: impl Fn(usize) -> Pace,
    ) -> Result<Self, usize> {
        assert_eq!(from.len(), to.len(), "both points are of the same model");
        let mut moves = Vec::new();
        for parameter in 0..from.len() {
            let (from, to) = match (from.get(parameter), to.get(parameter)) {
                (Some(from), Some(to)) if from != to => (from.clone(), to.clone()),
                (Some(_), None) | (None, Some(_)) => return Err(parameter),
                _ => continue,
            };
            let positive = from > Rational::zero() && to > Rational::zero();
            let pace = if positive { pace(parameter) } else { Pace::Linear };
            moves.push(Move { parameter, from, to, pace });
        }
        Ok(Self { length, moves })
    }
}

impl Move {
    /// The parameter as a function of the part of the way that is gone.
    fn node(&self, graph: &mut Graph, part: Id) -> Id {
        let from = graph.number(self.from.clone());
        match self.pace {
            Pace::Geometric => {
                let mut ratio = self.to.clone();
                ratio /= &self.from;
                let ratio = graph.number(ratio);
                let factor = graph.binary(BinaryOp::Power, ratio, part);
                graph.binary(BinaryOp::Multiply, from, factor)
            }
            Pace::Linear => {
                let width = graph.number(self.to.minus(&self.from));
                let gone = graph.binary(BinaryOp::Multiply, width, part);
                graph.binary(BinaryOp::Add, from, gone)
            }
        }
    }
}

impl Model {
    /// The payoffs along a path, as functions of the place on it: the one axis. Parameters that do not move
    /// have their values at `point`; only payoffs of `players` in profiles of the strategies `kept` are looked at.
    ///
    /// # Errors
    /// As [`Model::parametric`].
    ///
    /// # Complexity
    /// As [`Model::parametric`] with one axis.
    ///
    /// # Examples
    /// ```
    /// use equil::format::{Limits, read};
    /// use equil::model::{Assignment, Pace, Path};
    /// use equil::num::{Interval, Rational};
    /// use equil::text::Source;
    ///
    /// let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n\
    ///             [params]\nk = 1\n[payoff.a]\nx = \"k\"\ny = \"2\"\n\
    ///             [scenario.later]\nset = { k = 4 }\n";
    /// let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
    /// let (from, mut to) = (Assignment::of(&model), Assignment::of(&model));
    /// to.apply_scenario(&model, "later").unwrap();
    /// let path = Path::between(&from, &to, Rational::integer(2), |_| Pace::Geometric).unwrap();
    /// // Half the way k is 2
    /// let payoffs = model.along(&from, &path, &[true], &[vec![0, 1]])?;
    /// let half = payoffs.at(&model, &[Rational::integer(1)], 1024)?;
    /// assert_eq!(half.compare(0, 0, 1), Some(std::cmp::Ordering::Equal));
    /// # Ok::<(), equil::model::ModelError>(())
    /// ```
    pub fn along(
        &self,
        point: &Assignment,
        path: &Path,
        players: &[bool],
        kept: &[Support],
    ) -> Result<Parametric, ModelError> {
        let mut graph = Graph::new();
        let mut nodes = self.parameter_nodes(point, &mut graph);
        let place = graph.input(0);
        let length = graph.number(path.length.clone());
        let part = graph.binary(BinaryOp::Divide, place, length);
        for moved in &path.moves {
            nodes[moved.parameter] = moved.node(&mut graph, part);
        }
        // The axis is no parameter: its number is one that no parameter has
        let axes = vec![self.parameters.len()];
        self.parametric_in(point, (graph, nodes), axes, players, kept)
    }

    /// Where the payoffs of another model are other functions of parameters with the same names: a player, and
    /// a pure profile by its number; nothing where all are the same. Players and strategies are the same.
    ///
    /// # Panics
    /// When there are more parameters than numbers of 32 bits.
    pub fn difference(&self, other: &Self) -> Option<(usize, usize)> {
        let mut graph = Graph::new();
        let inputs = |graph: &mut Graph, parameters: usize| -> Vec<Id> {
            (0..parameters)
                .map(|k| graph.input(u32::try_from(k).expect("parameters are few")))
                .collect()
        };
        let own = inputs(&mut graph, self.parameters.len());
        let known = |name: &str| self.parameters.iter().position(|p| p.name == name);
        let theirs = other.parameters.iter().enumerate().map(|(place, parameter)| {
            let strange = self.parameters.len() + place;
            let input = known(&parameter.name).unwrap_or(strange);
            graph.input(u32::try_from(input).expect("parameters are few"))
        });
        let theirs: Vec<Id> = theirs.collect();
        let mut mine = Elaborator::new(self, own);
        let mut others = Elaborator::new(other, theirs);
        let shape = self.shape();
        let mut pairs = (0..shape.profiles())
            .flat_map(|index| (0..shape.players()).map(move |player| (player, index)));
        pairs.find(|&(player, index)| {
            let [a, b] = [&mut mine, &mut others].map(|e| e.payoff(&mut graph, player, index));
            a != b
        })
    }
}
