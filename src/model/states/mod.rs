//! Parameters that move: the states of a stochastic game, as a file says them.

mod error;
mod writer;

use super::elaborate::Elaborator;
use super::{Assignment, Model};
use crate::formula::{Expr, Graph};
use crate::game::{Stage, StochasticGame};
use crate::num::{Rational, Ring};
use crate::table::in_full;
use crate::text::Span;
pub use error::StatesError;
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

/// Levels that are named at most where a value is none of them.
const NAMED: usize = 12;

impl StateVariable {
    /// The place of a value among the levels, if it is one.
    pub fn level(&self, value: &Rational) -> Option<usize> {
        self.levels.binary_search(value).ok()
    }

    /// The levels next to a value, below and above; the value itself where it is a level.
    pub fn nearest(&self, value: &Rational) -> impl Iterator<Item = String> {
        let above = self.levels.partition_point(|level| level < value);
        let exact = self.levels.get(above) == Some(value);
        let below = if exact { above } else { above.saturating_sub(1) };
        let both = below..(above + 1).min(self.levels.len());
        both.map(|place| in_full(&self.levels[place]))
    }

    /// That a value of the variable called `name` is no level, in words.
    pub fn off_level(&self, name: &str, value: &Rational) -> String {
        let count = self.levels.len();
        let above = self.levels.partition_point(|level| level < value);
        // The first two, those around the value, and the last
        let is_named = |place: &usize| {
            count <= NAMED || [0, 1, count - 1, above].contains(place) || place + 1 == above
        };
        let mut levels = String::new();
        let mut before = 0;
        for place in (0..count).filter(is_named) {
            let gap = if place > before + 1 { ", …, " } else { ", " };
            levels.push_str(if place == 0 { "" } else { gap });
            levels.push_str(&in_full(&self.levels[place]));
            before = place;
        }
        format!("`{name}` = {} is none of the levels {levels}", in_full(value))
    }
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

    /// The point with the variables at these values.
    fn at(&self, point: &Assignment, values: &[Rational]) -> Assignment {
        let mut here = point.clone();
        for (variable, value) in self.variables.iter().zip(values) {
            here.set(variable.parameter, value.clone());
        }
        here
    }

    /// The values of the variables in all states.
    fn points(&self, limit: usize) -> Result<Vec<Vec<Rational>>, StatesError> {
        let mut counts = self.variables.iter().map(|variable| variable.levels.len());
        let count = counts.try_fold(1_usize, usize::checked_mul);
        let said = || count.map_or("more than 2⁶⁴".to_owned(), |count| count.to_string());
        let Some(count) = count.filter(|count| *count <= limit) else {
            return Err(StatesError::TooMany { states: said(), limit });
        };
        Ok((0..count).map(|state| self.values(state)).collect())
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
    /// The number of the state in which the variables have the values `point`.
    ///
    /// # Errors
    /// [`StatesError::OffLevel`] where one of them is no level of its variable.
    pub fn state_at(&self, model: &Model, point: &[Rational]) -> Result<usize, StatesError> {
        let variables = model.states.iter().flat_map(|states| &states.variables);
        variables.zip(point).try_fold(0, |state, (variable, value)| {
            let off = || StatesError::OffLevel {
                what: variable.off_level(&model.parameters[variable.parameter].name, value),
            };
            Ok(state * variable.levels.len() + variable.level(value).ok_or_else(off)?)
        })
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
        let points = states.points(limit)?;
        let here = |values: &[Rational]| states.at(point, values);
        let writer = |here: &Assignment, values: &[Rational]| self.writer(states, here, values);
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

    /// Everything that is wrong with `[states]` at `point`, each formula once: what [`Model::stochastic`] would stumble over, one thing after
    /// the other.
    ///
    /// # Complexity
    /// Every formula for each state and profile.
    pub fn states_problems(
        &self,
        point: &Assignment,
        max_bits: u32,
        limit: usize,
    ) -> Vec<StatesError> {
        let Some(states) = &self.states else { return Vec::new() };
        let points = match states.points(limit) {
            Ok(points) => points,
            Err(error) => return vec![error],
        };
        let mut found: Vec<StatesError> = Vec::new();
        let here = |values: &[Rational]| states.at(point, values);
        if let Some(first) = points.first() {
            found.extend(self.writer(states, &here(first), first).discount_problems());
        }
        let each: Vec<Vec<StatesError>> = points
            .par_iter()
            .map(|values| self.writer(states, &here(values), values).problems())
            .collect();
        let spans: Vec<Option<Span>> = found.iter().map(StatesError::span).collect();
        let mut seen: Vec<Span> = spans.into_iter().flatten().collect();
        for error in each.into_iter().flatten() {
            if let Some(span) = error.span()
                && !seen.contains(&span)
            {
                seen.push(span);
                found.push(error);
            }
        }
        if found.is_empty() {
            found.extend(self.stochastic(point, max_bits, limit).err());
        }
        found
    }

    fn writer<'m>(
        &'m self,
        states: &'m States,
        here: &Assignment,
        values: &[Rational],
    ) -> Writer<'m> {
        let mut graph = Graph::new();
        let parameters = self.parameter_nodes(here, &mut graph);
        let elaborator = Elaborator::new(self, parameters);
        Writer { model: self, states, graph, elaborator, said: self.state_said(values) }
    }

    /// A state in words: `variable = value, …`.
    pub fn state_said(&self, values: &[Rational]) -> String {
        let variables = self.states.iter().flat_map(|states| &states.variables);
        let said = variables.zip(values).map(|(variable, value)| {
            let name = &self.parameters[variable.parameter].name;
            format!("{name} = {}", in_full(value))
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
