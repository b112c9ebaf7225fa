//! Queries in floats with bounds of their errors, many points at once.

mod dominated;
mod elimination;
mod pairs;
mod small;

use rustc_hash::{FxHashMap, FxHashSet};

use super::answers::Word;
use super::axis::Axis;
use super::{Answers, Cell, SweepError};
use crate::formula::{BinaryOp, Bounded, Graph, Id, Lanes, Op, Tape, UnaryOp};
use crate::game::{Shape, Support};
use crate::model::{Assignment, Model, Query, QueryKind, Watched};
use crate::num::widely;
use dominated::Dominated;
use elimination::Elimination;
use pairs::Pairs;
use small::{Facts, Rule, Small};

/// A number counts as known when its error is at most this part of it.
const KNOWN: f64 = 1.0 / 1_073_741_824.0;

/// What is computed for each watched query.
#[derive(Clone, Debug)]
enum Program {
    /// The same everywhere, as long as there are payoffs.
    Always(Cell),
    /// Comparisons of one player's payoffs.
    Pairs(Pairs),
    /// Dominance by pure strategies and mixtures.
    Dominated(Dominated),
    /// The sum of these payoffs.
    Sum(Vec<usize>),
    /// Iterated elimination.
    Elimination(Elimination),
    /// Left to exact payoffs.
    Exact,
}

/// What settles the queries of a row, as a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effort {
    /// Floats.
    Floats,
    /// Floats, but for points at which payoffs tie.
    Signs,
    /// Floats in some games, exact payoffs in others.
    Mixed,
    /// Exact payoffs.
    Exact,
}

/// A sweep's payoffs as straight-line code, and what is done with them.
#[derive(Clone, Debug)]
pub(super) struct Kernel {
    tape: Tape,
    programs: Vec<Program>,
    /// Games whose signs tell much at once.
    games: Vec<Small>,
    /// For each watched query how they tell its answer, if they do.
    rules: Vec<Option<Rule>>,
    /// Results from here on only say whether payoffs have values.
    guards: usize,
}

/// Payoffs by the node they are, each computed once.
pub(super) struct Payoffs<'a> {
    shape: &'a Shape,
    nodes: &'a [Vec<Id>],
    places: FxHashMap<Id, usize>,
    roots: Vec<Id>,
}

impl Payoffs<'_> {
    /// The result that holds a payoff. Payoffs that are one node are one result.
    fn result(&mut self, player: usize, profile: usize) -> usize {
        let node = self.nodes[player][profile];
        *self.places.entry(node).or_insert_with(|| {
            self.roots.push(node);
            self.roots.len() - 1
        })
    }
}

impl Kernel {
    pub(super) fn new(
        model: &Model,
        base: &Assignment,
        axes: &[Axis],
        watches: &[Watched],
        exact: bool,
    ) -> Result<Self, SweepError> {
        let shape = model.shape();
        let symbolic = model.symbolic();
        let roots: Vec<Id> = symbolic.payoffs.iter().flatten().copied().collect();
        let mut graph = Graph::new();
        let mut missing = None;
        let nodes = symbolic.graph.substitute(&roots, &mut graph, |input, graph| {
            let parameter = input as usize;
            let axis = axes.iter().position(|axis| axis.parameter == parameter);
            match (axis.and_then(|axis| u32::try_from(axis).ok()), base.get(parameter)) {
                (Some(axis), _) => graph.input(axis),
                (None, Some(value)) => graph.number(value.clone()),
                (None, None) => {
                    missing.get_or_insert(parameter);
                    graph.undefined()
                }
            }
        });
        if let Some(parameter) = missing {
            return Err(SweepError::NoValue(model.parameters[parameter].name.clone()));
        }
        let guarded = guards(&graph, &nodes);
        let nodes: Vec<Vec<Id>> = nodes.chunks(shape.profiles()).map(<[Id]>::to_vec).collect();
        let (places, roots) = (FxHashMap::default(), Vec::new());
        let mut payoffs = Payoffs { shape: &shape, nodes: &nodes, places, roots };
        let (mut programs, mut rules, mut games) = (Vec::new(), Vec::new(), Vec::new());
        for watched in watches {
            // What is written in full is left to exact payoffs
            let is_exact = watched.lists || (exact && watched.is_number());
            let rule = if is_exact { None } else { rule(&watched.query, &mut games, &mut payoffs) };
            rules.push(rule);
            programs.push(if is_exact {
                Program::Exact
            } else {
                Program::of(&watched.query, &mut payoffs)
            });
        }
        let mut roots = payoffs.roots;
        let guards = roots.len();
        roots.extend(guarded);
        Ok(Self { tape: Tape::new(&graph, &roots), programs, games, rules, guards })
    }

    /// How much work a row is.
    pub(super) fn effort(&self) -> Effort {
        let worst = |(program, rule): (&Program, &Option<Rule>)| match program {
            Program::Exact | Program::Elimination(_) if rule.is_some() => Effort::Signs,
            Program::Exact => Effort::Exact,
            Program::Elimination(_) | Program::Dominated(_) => Effort::Mixed,
            _ => Effort::Floats,
        };
        self.programs.iter().zip(&self.rules).map(worst).max().unwrap_or(Effort::Floats)
    }

    /// How many operations payoffs take.
    pub(super) fn operations(&self) -> usize {
        self.tape.operations()
    }

    /// Whether every query is left to exact payoffs.
    fn settles_none(&self) -> bool {
        let none = |(program, rule): (&Program, &Option<Rule>)| {
            matches!(program, Program::Exact) && rule.is_none()
        };
        self.programs.iter().zip(&self.rules).all(none)
    }

    /// Room to run it.
    pub(super) fn room(&self) -> Room<'_> {
        Room { floats: Bounded::new(&self.tape), facts: vec![Facts::new(); self.games.len()] }
    }

    /// Writes what is settled at [`Lanes::COUNT`] points into the places of `answers` from `start` on.
    pub(super) fn settle(
        &self,
        room: &mut Room<'_>,
        load: impl Fn(usize, &mut Lanes),
        answers: &mut [Answers],
        start: usize,
    ) {
        if !self.settles_none() {
            widely(|| self.settle_some(room, load, answers, start));
        }
    }

    #[inline(always)]
    fn settle_some(
        &self,
        room: &mut Room<'_>,
        load: impl Fn(usize, &mut Lanes),
        answers: &mut [Answers],
        start: usize,
    ) {
        let Room { floats, facts } = room;
        floats.run(load);
        let mut strays = [0.0; Lanes::COUNT];
        for guard in self.guards..self.tape.results() {
            let lanes = floats.result(guard);
            for (lane, stray) in strays.iter_mut().enumerate() {
                // 0 where both are finite, else NaN
                *stray += lanes.value[lane] * 0.0 + lanes.error[lane] * 0.0;
            }
        }
        for (game, facts) in self.games.iter().zip(facts.iter_mut()) {
            game.look(floats, &strays, facts);
        }
        let programs = self.programs.iter().zip(&self.rules);
        for ((program, rule), answers) in programs.zip(answers) {
            if let Some(rule) = rule {
                rule.settle(&self.games, facts, floats, answers, start);
                let words = &answers.words[start..start + Lanes::COUNT];
                if !words.contains(&Word::Nothing) {
                    continue;
                }
            }
            program.settle(floats, &strays, answers, start);
        }
    }
}

/// What running a kernel takes.
#[derive(Clone, Debug)]
pub(super) struct Room<'k> {
    floats: Bounded<'k>,
    facts: Vec<Facts>,
}

/// How signs tell the answer to a query, in one of `games`, or one more.
fn rule(query: &Query, games: &mut Vec<Small>, payoffs: &mut Payoffs<'_>) -> Option<Rule> {
    if query.has_mixtures() {
        return None;
    }
    let kept = query.kept(payoffs.shape.strategies());
    if let Some(number) = games.iter().position(|game| game.is_of(&kept)) {
        return games[number].rule(number, &query.kind, payoffs);
    }
    let game = Small::of(&kept, payoffs)?;
    let rule = game.rule(games.len(), &query.kind, payoffs);
    if rule.is_some() {
        games.push(game);
    }
    rule
}

/// The answers at the points of a block; `None` where floats do not tell.
pub(super) type Settled = [Option<Cell>; Lanes::COUNT];

/// A number that is known well enough, as a cell.
fn known((value, error): (f64, f64)) -> Option<Cell> {
    (error <= value.abs() * KNOWN && value.is_finite()).then_some(Cell::Number(value + 0.0))
}

fn sum(room: &Bounded<'_>, results: &[usize]) -> Settled {
    std::array::from_fn(|lane| {
        let parts = results.iter().map(|&result| room.result(result).at(lane));
        known(parts.fold((0.0, 0.0), crate::formula::sum))
    })
}

impl Program {
    /// Writes what is settled where nothing is written yet.
    #[inline(always)]
    fn settle(
        &self,
        room: &Bounded<'_>,
        strays: &[f64; Lanes::COUNT],
        answers: &mut Answers,
        start: usize,
    ) {
        let open =
            |lane: usize| answers.words[start + lane] == Word::Nothing && !strays[lane].is_nan();
        let open: [bool; Lanes::COUNT] = std::array::from_fn(open);
        let settled =
            match self {
                Self::Always(cell) => [Some(*cell); Lanes::COUNT],
                Self::Pairs(pairs) => pairs.settle(room),
                Self::Sum(results) => sum(room, results),
                Self::Dominated(dominated) => std::array::from_fn(|lane| {
                    if open[lane] { dominated.settle(room, lane) } else { None }
                }),
                Self::Elimination(elimination) => std::array::from_fn(|lane| {
                    if open[lane] { elimination.settle(room, lane) } else { None }
                }),
                Self::Exact => return,
            };
        for (lane, cell) in settled.into_iter().enumerate().filter(|(lane, _)| open[*lane]) {
            if let Some(cell) = cell {
                answers.put(start + lane, cell);
            }
        }
    }

    fn of(query: &Query, payoffs: &mut Payoffs<'_>) -> Self {
        if query.has_mixtures() {
            return Self::Exact;
        }
        let kept = query.kept(payoffs.shape.strategies());
        match &query.kind {
            QueryKind::Dominant { .. }
            | QueryKind::WeaklyDominant { .. }
            | QueryKind::BestResponse { .. }
            | QueryKind::Gain { .. }
            | QueryKind::Nash(_) => Pairs::of(&query.kind, &kept, payoffs),
            QueryKind::Payoff { player } if kept.iter().all(|own| own.len() == 1) => {
                Self::Sum(vec![payoffs.result(*player, the_profile(&kept, payoffs.shape))])
            }
            QueryKind::Welfare if kept.iter().all(|own| own.len() == 1) => {
                let profile = the_profile(&kept, payoffs.shape);
                let players = 0..kept.len();
                Self::Sum(players.map(|player| payoffs.result(player, profile)).collect())
            }
            kind => Dominated::of(kind, &kept, payoffs).unwrap_or_else(|| {
                Elimination::of(kind, kept, payoffs).map_or(Self::Exact, Self::Elimination)
            }),
        }
    }
}

fn the_profile(kept: &[Support], shape: &Shape) -> usize {
    let profile: Vec<usize> = kept.iter().map(|own| own[0]).collect();
    shape.index(&profile)
}

/// Nodes that have values just if all payoffs do, or more of them: where they all are finite, and known,
/// payoffs have values. Sums and products of numbers are numbers, so that the search ends at divisions,
/// logarithms and the like; an `if` counts as a whole, since a branch that is not taken needs no value.
fn guards(graph: &Graph, roots: &[Id]) -> Vec<Id> {
    let mut seen: FxHashSet<Id> = roots.iter().copied().collect();
    let mut left: Vec<Id> = seen.iter().copied().collect();
    let mut found = Vec::new();
    while let Some(id) = left.pop() {
        let inside: &[Id] = match &graph.op(id) {
            Op::Number(_) | Op::Input(_) => &[],
            Op::Unary(UnaryOp::Negative | UnaryOp::Abs | UnaryOp::Not, x) => &[*x],
            Op::Binary(BinaryOp::Divide | BinaryOp::Power, ..)
            | Op::Unary(..)
            | Op::If(..)
            | Op::Undefined => {
                found.push(id);
                &[]
            }
            Op::Binary(_, x, y) => &[*x, *y],
        };
        left.extend(inside.iter().filter(|&&id| seen.insert(id)));
    }
    found.sort_unstable();
    found
}
