//! Parameters that move: the states of a stochastic game, as a file says them.

mod writer;

use super::elaborate::Elaborator;
use super::{Assignment, Model, ModelError};
use crate::formula::{Expr, Graph};
use crate::game::{Stage, StochasticGame};
use crate::num::{Rational, Ring};
use crate::text::{Code, Diagnostic, Span};
use rayon::prelude::*;
use writer::Writer;

/// More states than this are not built, unless the caller says otherwise.
pub const MOST_STATES: usize = 100_000;

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
    /// The values of the variables in the state number `state`: the last variable moves fastest.
    fn values(&self, state: usize) -> Vec<Rational> {
        let mut rest = state;
        let mut values = vec![Rational::zero(); self.variables.len()];
        for (place, variable) in self.variables.iter().enumerate().rev() {
            values[place] = variable.levels[rest % variable.levels.len()].clone();
            rest /= variable.levels.len();
        }
        values
    }

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
        let points: Vec<Vec<Rational>> = (0..count).map(|state| states.values(state)).collect();
        let here = |values: &[Rational]| {
            let mut here = point.clone();
            for (variable, value) in states.variables.iter().zip(values) {
                here.set(variable.parameter, value.clone());
            }
            here
        };
        let writer = |here: &Assignment, values: &[Rational]| {
            let mut graph = Graph::new();
            let parameters = self.parameter_nodes(here, &mut graph);
            let elaborator = Elaborator::new(self, parameters);
            Writer { model: self, states, graph, elaborator, said: self.state_said(values) }
        };
        let discounts = match points.first() {
            Some(first) => writer(&here(first), first).discounts()?,
            None => Vec::new(),
        };
        let stages: Vec<Result<Stage, StatesError>> = points
            .par_iter()
            .map(|values| {
                let here = here(values);
                writer(&here, values).stage(&here, max_bits)
            })
            .collect();
        // The first error is told, whatever the number of threads
        let stages = stages.into_iter().collect::<Result<Vec<Stage>, StatesError>>()?;
        let game = StochasticGame::new(discounts, stages);
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::format::{Limits, read};
    use crate::text::Source;

    /// A variable on levels 0, 1, 3 that moves to `next`.
    fn moves(next: &str, more: &str) -> Result<Vec<(usize, Rational)>, StatesError> {
        let file = format!(
            "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\"]\n[params]\nk = 0\n\
             [payoff]\na = \"k\"\n[states]\ndiscount = \"1/2\"\n\
             k = {{ levels = [0, 1, 3], next = {next}, {more} }}\n"
        );
        let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
        let found = model.stochastic(&Assignment::of(&model), 1024, 10)?;
        Ok(found.game.stages()[0].moves(0).to_vec())
    }

    fn q(n: i64, d: i64) -> Rational {
        Rational::new(n, d).unwrap()
    }

    #[test]
    fn values_between_levels_go_where_the_file_says() {
        assert_eq!(moves("\"3/2\"", "").unwrap(), [(1, q(3, 4)), (2, q(1, 4))]);
        let nearest = "between = \"nearest\"";
        assert_eq!(moves("\"3/2\"", nearest).unwrap(), [(1, q(1, 1))]);
        // From halfway down
        assert_eq!(moves("\"2\"", nearest).unwrap(), [(1, q(1, 1))]);
        assert_eq!(moves("\"201/100\"", nearest).unwrap(), [(2, q(1, 1))]);
        assert_eq!(moves("\"1\"", "").unwrap(), [(1, q(1, 1))]);
        let clamp = "outside = \"clamp\"";
        assert_eq!(moves("\"-5\"", clamp).unwrap(), [(0, q(1, 1))]);
        assert_eq!(moves("\"7/2\"", clamp).unwrap(), [(2, q(1, 1))]);
        assert!(moves("\"7/2\"", "").is_err());
    }

    #[test]
    fn branches_add_up_and_those_without_chance_lead_nowhere() {
        let next = "[{ chance = \"1/3\", to = \"1/2\" }, { chance = \"2/3\", to = \"3\" }, { chance = \"0\", to = \"9\" }]";
        assert_eq!(moves(next, "").unwrap(), [(0, q(1, 6)), (1, q(1, 6)), (2, q(2, 3))]);
        let next = "[{ chance = \"1/3\", to = \"0\" }, { chance = \"1/3\", to = \"1\" }]";
        assert!(moves(next, "").unwrap_err().to_string().contains("add up to 2/3"));
    }

    proptest! {
        #[test]
        fn lots_keep_the_mean(n in 0_i64..=60) {
            let value = q(n, 20);
            let mut mean = Rational::zero();
            for (level, chance) in moves(&format!("\"{n}/20\""), "").unwrap() {
                mean.add_product(&chance, &[q(0, 1), q(1, 1), q(3, 1)][level]);
            }
            prop_assert_eq!(mean, value);
        }
    }
}
