//! Parameters that move: the states of a stochastic game, as a file says them.

use std::cmp::Ordering;

use super::elaborate::Elaborator;
use super::term::node_bounds;
use super::{Assignment, Model, ModelError};
use crate::formula::{Expr, Graph, Op};
use crate::game::{Bounds, Stage, StochasticGame, Support};
use crate::num::{Certain, Interval, Rational, Ring, Sign};
use crate::text::{Code, Diagnostic, Span};

/// More states than this are not built, unless the caller says otherwise.
pub const MOST_STATES: usize = 100_000;

/// Bits of the enclosures of payoffs that are not rational.
const BITS: u32 = 192;

/// Where a next value goes that is no level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// To either of the two levels around it, by lots that keep the mean.
    Split,
    /// To the nearest level; to the lower one from halfway.
    Nearest,
}

/// One way in which a state variable moves.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// With which chance; for sure if there is none.
    pub chance: Option<Expr>,
    /// To which value.
    pub to: Expr,
}

/// A parameter that moves.
#[derive(Clone, Debug, PartialEq)]
pub struct StateVariable {
    /// Which parameter.
    pub parameter: usize,
    /// The values it may have, increasing.
    pub levels: Vec<Rational>,
    /// How it moves: lots drawn independently of other variables'.
    pub next: Vec<Branch>,
    /// What becomes of values between levels.
    pub between: Between,
    /// Whether values beyond the levels go to the last one; else they are an error.
    pub clamp: bool,
}

/// The states of a stochastic game.
#[derive(Clone, Debug, PartialEq)]
pub struct States {
    /// What moves.
    pub variables: Vec<StateVariable>,
    /// A player, one of their strategies, and when they have it; strategies that are not listed are always there.
    pub available: Vec<(usize, usize, Expr)>,
    /// Discount factor of each player, as a formula of parameters.
    pub discounts: Vec<Expr>,
}

impl States {
    /// Every formula: discount factors, moves, and when strategies are there.
    pub fn formulas(&self) -> impl Iterator<Item = &Expr> {
        let branches = self.variables.iter().flat_map(|variable| &variable.next);
        let moves = branches.flat_map(|branch| branch.chance.iter().chain([&branch.to]));
        let available = self.available.iter().map(|(_, _, formula)| formula);
        self.discounts.iter().chain(moves).chain(available)
    }
}

/// The stochastic game of a model at a point.
#[derive(Clone, Debug)]
pub struct Stochastic {
    /// Its states are all combinations of levels; the last variable moves fastest.
    pub game: StochasticGame,
    /// For each state the value of each variable.
    pub points: Vec<Vec<Rational>>,
}

impl Stochastic {
    /// The state whose values are nearest to `point`, variable by variable; the lower level where two are as near.
    pub fn nearest(&self, states: &States, point: &[Rational]) -> usize {
        let place = |(variable, value): (&StateVariable, &Rational)| {
            let far = |level: &Rational| level.minus(value).abs();
            let levels = variable.levels.iter().enumerate();
            levels.min_by(|a, b| far(a.1).cmp(&far(b.1))).map_or(0, |(place, _)| place)
        };
        states.variables.iter().zip(point).fold(0, |state, (variable, value)| {
            state * variable.levels.len() + place((variable, value))
        })
    }
}

/// Why a model is no stochastic game at a point.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StatesError {
    /// The file has no `[states]`.
    #[error("the file has no `[states]`")]
    NoStates,
    /// There are more states than the caller allows.
    #[error("there are {states} states, more than the limit of {limit}")]
    TooMany {
        /// How many.
        states: String,
        /// The limit.
        limit: usize,
    },
    /// The payoffs have no value in a state.
    #[error("in the state {state}: {error}")]
    Payoffs {
        /// In words.
        state: String,
        /// Why.
        error: ModelError,
    },
    /// What a formula of `[states]` says cannot be.
    #[error("{what}")]
    Formula {
        /// Where it stands.
        span: Span,
        /// What is wrong, in words: which state and profile.
        what: String,
        /// What to do about it.
        help: &'static str,
    },
    /// A player has nothing to play.
    #[error("`{player}` has no strategy in the state {state}")]
    NoStrategy {
        /// Whose.
        player: String,
        /// In words.
        state: String,
        /// Where it says so.
        span: Span,
    },
}

impl StatesError {
    /// The error drawn over the model's text.
    pub fn diagnostic(&self, model: &Model) -> Diagnostic {
        let at = |span| Diagnostic::new(Code::STATES, &model.source, span, self.to_string());
        match self {
            Self::NoStates => {
                at(Span::default()).help("add `[states]`: which parameters move, and how")
            }
            Self::TooMany { .. } => at(Span::default()).help("raise it with `--max-states`"),
            Self::Payoffs { error, .. } => {
                let mut found = error.diagnostic(model);
                found.message = self.to_string();
                found
            }
            Self::Formula { span, help, .. } => at(*span).help(*help),
            Self::NoStrategy { span, .. } => at(*span).help("each player needs one in every state"),
        }
    }
}

/// States in which nobody chooses between formulas: what is written of them so far.
struct Writer<'m> {
    model: &'m Model,
    states: &'m States,
    graph: Graph,
    elaborator: Elaborator<'m>,
    /// The state in words.
    said: String,
}

impl Model {
    /// The stochastic game at `point`: the payoffs at each combination of levels, and where each profile leads. Payoffs that are not
    /// rational are enclosed.
    ///
    /// # Errors
    /// [`StatesError`] when there are no states or too many, a formula has no value or none that is rational, chances do not add up to
    /// 1, a value is beyond the levels, or a player has nothing to play.
    ///
    /// # Complexity
    /// One instance of the model for each state.
    ///
    /// # Examples
    /// ```
    /// use equil::format::{Limits, read};
    /// use equil::model::Assignment;
    /// use equil::text::Source;
    ///
    /// let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"save\", \"spend\"]\n\
    ///             [params]\nwealth = 0\n[payoff]\na = \"if(a.spend, wealth, 0)\"\n\
    ///             [states]\ndiscount = \"1/2\"\n\
    ///             wealth = { levels = [0, 1, 2], next = \"if(a.save, min(2, wealth + 3/2), 0)\" }\n";
    /// let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
    /// let found = model.stochastic(&Assignment::of(&model), 1024, 100).unwrap();
    /// assert_eq!(found.game.states(), 3);
    /// // 3/2 lies between 1 and 2
    /// let half = equil::num::Rational::new(1, 2).unwrap();
    /// assert_eq!(found.game.stages()[0].moves(0), [(1, half.clone()), (2, half)]);
    /// ```
    pub fn stochastic(
        &self,
        point: &Assignment,
        max_bits: u32,
        limit: usize,
    ) -> Result<Stochastic, StatesError> {
        let states = self.states.as_ref().ok_or(StatesError::NoStates)?;
        let counts = states.variables.iter().map(|variable| variable.levels.len());
        let count = counts.clone().try_fold(1_usize, usize::checked_mul);
        let said = || count.map_or("more than 2⁶⁴".to_owned(), |count| count.to_string());
        let Some(count) = count.filter(|count| *count <= limit) else {
            return Err(StatesError::TooMany { states: said(), limit });
        };
        let mut points = Vec::with_capacity(count);
        let mut stages = Vec::with_capacity(count);
        let mut discounts = None;
        for state in 0..count {
            let mut rest = state;
            let mut values = vec![Rational::zero(); states.variables.len()];
            for (place, variable) in states.variables.iter().enumerate().rev() {
                values[place] = variable.levels[rest % variable.levels.len()].clone();
                rest /= variable.levels.len();
            }
            let mut here = point.clone();
            for (variable, value) in states.variables.iter().zip(&values) {
                here.set(variable.parameter, value.clone());
            }
            let mut graph = Graph::new();
            let parameters = self.parameter_nodes(&here, &mut graph);
            let elaborator = Elaborator::new(self, parameters);
            let said = self.state_said(&values);
            let mut writer = Writer { model: self, states, graph, elaborator, said };
            let now = writer.discounts(discounts.is_none())?;
            discounts = discounts.or(now);
            stages.push(writer.stage(&here, max_bits)?);
            points.push(values);
        }
        let game = StochasticGame::new(discounts.unwrap_or_default(), stages);
        let game = game.map_err(|error| StatesError::Formula {
            span: Span::default(),
            what: error.to_string(),
            help: "chances and discount factors are numbers from 0 to 1",
        })?;
        Ok(Stochastic { game, points })
    }

    /// A state in words: `variable = value, …`.
    pub fn state_said(&self, values: &[Rational]) -> String {
        let variables = self.states.iter().flat_map(|states| &states.variables);
        let said = variables.zip(values).map(|(variable, value)| {
            let name = &self.parameters[variable.parameter].name;
            format!("{name} = {}", crate::table::in_full(value))
        });
        said.collect::<Vec<_>>().join(", ")
    }
}

impl Writer<'_> {
    /// The discount factors, which do not depend on the state.
    fn discounts(&mut self, wanted: bool) -> Result<Option<Vec<Bounds>>, StatesError> {
        if !wanted {
            return Ok(None);
        }
        let states = self.states;
        let mut found = Vec::with_capacity(states.discounts.len());
        for (player, formula) in states.discounts.iter().enumerate() {
            let id = self.elaborator.formula(&mut self.graph, formula, player, 0);
            let floats =
                self.graph.evaluate(&self.graph.reachable(&[id]), &[], Interval::from_rational);
            let one = Rational::one();
            let fits = |(low, high): &Bounds| low.signum() != Sign::Negative && *high < one;
            let bounds = node_bounds(&self.graph, id, &floats).filter(fits);
            found.push(bounds.ok_or_else(|| StatesError::Formula {
                span: formula.span,
                what: format!(
                    "the discount factor of `{}` is not known to be at least 0 and less than 1",
                    self.model.players[player].name
                ),
                help: "a discount factor of 1 and more has no averages to compare",
            })?);
        }
        Ok(Some(found))
    }

    fn stage(&mut self, point: &Assignment, max_bits: u32) -> Result<Stage, StatesError> {
        let available = self.available()?;
        let payoffs = self
            .model
            .at(point, max_bits)
            .map_err(|error| StatesError::Payoffs { state: self.said.clone(), error })?;
        let shape = self.model.shape();
        let payoffs = payoffs.restricted(&available);
        let inner = payoffs.shape().clone();
        let mut moves = Vec::with_capacity(inner.profiles());
        for profile in inner.profiles_iter() {
            let outer: Vec<usize> =
                profile.iter().zip(&available).map(|(&own, kept)| kept[own]).collect();
            moves.push(self.moves(shape.index(&outer))?);
        }
        let own = |player: usize| {
            let one = |index: usize| -> Option<Bounds> {
                if let Some(exact) = payoffs.exact(player, index) {
                    return Some((exact.clone(), exact));
                }
                payoffs.wide(player, index, BITS.min(max_bits))?.bounds()
            };
            (0..inner.profiles()).map(one).collect::<Option<Vec<_>>>()
        };
        let payoffs = (0..inner.players()).map(own).collect::<Option<Vec<_>>>();
        payoffs.and_then(|payoffs| Stage::new(available, payoffs, moves)).ok_or_else(|| {
            StatesError::Formula {
                span: Span::default(),
                what: format!("payoffs could not be bounded in the state {}", self.said),
                help: "`--max-bits` raises the precision",
            }
        })
    }

    /// The strategies that each player has.
    fn available(&mut self) -> Result<Vec<Support>, StatesError> {
        let states = self.states;
        let mut found: Vec<Support> =
            self.model.players.iter().map(|p| (0..p.strategies.len()).collect()).collect();
        for (player, strategy, formula) in &states.available {
            if self.number(formula, *player, None)?.is_zero() {
                found[*player].retain(|own| own != strategy);
            }
        }
        match found.iter().position(Vec::is_empty) {
            None => Ok(found),
            Some(player) => Err(StatesError::NoStrategy {
                player: self.model.players[player].name.clone(),
                state: self.said.clone(),
                span: states
                    .available
                    .iter()
                    .find(|(other, _, _)| *other == player)
                    .map_or(Span::default(), |(_, _, formula)| formula.span),
            }),
        }
    }

    /// Where a profile leads: states, each with its chance.
    fn moves(&mut self, index: usize) -> Result<Vec<(usize, Rational)>, StatesError> {
        let states = self.states;
        let mut moves = vec![(0, Rational::one())];
        for variable in &states.variables {
            let next = self.variable(variable, index)?;
            moves = moves
                .iter()
                .flat_map(|(state, chance)| {
                    next.iter().map(move |(level, share)| {
                        let mut both = chance.clone();
                        both *= share;
                        (state * variable.levels.len() + level, both)
                    })
                })
                .collect();
        }
        Ok(moves)
    }

    /// The levels that a variable moves to, each with its chance.
    fn variable(
        &mut self,
        variable: &StateVariable,
        index: usize,
    ) -> Result<Vec<(usize, Rational)>, StatesError> {
        let mut found = Vec::new();
        let mut sum = Rational::zero();
        for branch in &variable.next {
            let chance = match &branch.chance {
                None => Rational::one(),
                Some(formula) => self.number(formula, 0, Some(index))?,
            };
            if chance.signum() == Sign::Negative
                && let Some(formula) = &branch.chance
            {
                let what = format!("the chance is {chance}, {}", self.place(Some(index)));
                return Err(wrong(formula, what, "a chance is at least 0"));
            }
            sum += &chance;
            // What never happens need not lead anywhere
            if chance.is_zero() {
                continue;
            }
            let to = self.number(&branch.to, 0, Some(index))?;
            for (level, share) in self.levels(variable, &to, branch, index)? {
                let mut both = chance.clone();
                both *= &share;
                found.push((level, both));
            }
        }
        if sum != Rational::one()
            && let Some(formula) = variable.next.first().and_then(|first| first.chance.as_ref())
        {
            let what = format!("the chances add up to {sum}, {}", self.place(Some(index)));
            return Err(wrong(formula, what, "they must add up to 1 exactly"));
        }
        Ok(found)
    }

    /// Between which levels a value lies, and how it is split.
    fn levels(
        &self,
        variable: &StateVariable,
        value: &Rational,
        branch: &Branch,
        index: usize,
    ) -> Result<Vec<(usize, Rational)>, StatesError> {
        let levels = &variable.levels;
        let above = levels.partition_point(|level| level < value);
        let sure = |level: usize| Ok(vec![(level, Rational::one())]);
        if levels.get(above) == Some(value) {
            return sure(above);
        }
        if above == 0 || above == levels.len() {
            if variable.clamp {
                return sure(above.min(levels.len() - 1));
            }
            let name = &self.model.parameters[variable.parameter].name;
            let what = format!(
                "`{name}` moves to {}, beyond its levels, {}",
                crate::table::in_full(value),
                self.place(Some(index))
            );
            let help = "add levels, or `outside = \"clamp\"` to stay at the last one";
            return Err(wrong(&branch.to, what, help));
        }
        let (low, high) = (&levels[above - 1], &levels[above]);
        let mut share = value.minus(low);
        share /= &high.minus(low);
        Ok(match variable.between {
            Between::Split => {
                vec![(above - 1, Rational::one().minus(&share)), (above, share)]
            }
            Between::Nearest => {
                let mut twice = share.clone();
                twice += &share;
                let up = twice.cmp(&Rational::one()) == Ordering::Greater;
                vec![(if up { above } else { above - 1 }, Rational::one())]
            }
        })
    }

    /// The value of a formula, which must be rational.
    fn number(
        &mut self,
        formula: &Expr,
        player: usize,
        index: Option<usize>,
    ) -> Result<Rational, StatesError> {
        let id = self.elaborator.formula(&mut self.graph, formula, player, index.unwrap_or(0));
        if let Some(number) = self.graph.as_number(id) {
            return Ok(number.clone());
        }
        let place = self.place(index);
        Err(if self.graph.op(id) == Op::Undefined {
            let help = "does it use a parameter without a value, or divide by 0?";
            wrong(formula, format!("the formula has no value, {place}"), help)
        } else {
            let help =
                "chances and next values are rational: round the formula, or write a fraction";
            wrong(formula, format!("the formula is not rational, {place}"), help)
        })
    }

    /// `in the state … when …`
    fn place(&self, index: Option<usize>) -> String {
        let profile = index.map(|index| self.model.describe(&self.model.shape().profile(index)));
        match profile {
            Some(profile) => format!("in the state {} when {profile}", self.said),
            None => format!("in the state {}", self.said),
        }
    }
}

fn wrong(formula: &Expr, what: String, help: &'static str) -> StatesError {
    StatesError::Formula { span: formula.span, what, help }
}
