//! A game at a point, and what can be asked of it in a line.

use std::fmt::Display;

use super::artifact::raised;
use super::fault::Fault;
use crate::answer::{Answer, Condition, answer};
use crate::formula::Text;
use crate::game::{MAX_BITS, Payoffs};
use crate::model::{Assignment, Axis, Model, Query, TermGain, parse_query};
use crate::nash::Settings;
use crate::num::Rational;
use crate::plot::Words;
use crate::solve::{Solution, solve};
use crate::text::Symbol;
use crate::threshold::{self, Along, BUDGET, Curves, Line, Switching, VALUES};

/// A game at a point of its parameter space.
#[derive(Clone)]
pub struct At<'a> {
    /// The game.
    pub model: &'a Model,
    /// The values of its parameters.
    pub point: Assignment,
    /// How equilibria are searched for.
    pub settings: Settings<'a>,
}

/// Bounds of a number; equal if it is known exactly.
pub(super) type Bounds = (Rational, Rational);

impl At<'_> {
    fn name(&self) -> String {
        self.model.info.name.clone()
    }

    /// Why something has no answer.
    pub(super) fn open(&self, query: &str, why: impl Display) -> Fault {
        Fault::Open { game: self.name(), query: query.to_owned(), why: why.to_string() }
    }

    /// The same with a parameter changed.
    pub(super) fn set(&self, name: &str, value: &Rational) -> Result<Self, Fault> {
        let parameter = self.parameter(name)?;
        let mut at = self.clone();
        at.point.set(parameter, value.clone());
        Ok(at)
    }

    /// The same in a scenario of the file.
    pub(super) fn scenario(&self, name: &str) -> Result<Self, Fault> {
        let mut at = self.clone();
        let applied = at.point.apply_scenario(self.model, name);
        applied.map_err(|error| Fault::Unfit(format!("{}: {error}", self.name())))?;
        Ok(at)
    }

    /// The number of a parameter.
    pub(super) fn parameter(&self, name: &str) -> Result<usize, Fault> {
        let found = self.model.parameters.iter().position(|parameter| parameter.name == name);
        found.ok_or_else(|| Fault::Unfit(format!("{} has no parameter `{name}`", self.name())))
    }

    /// The value of a parameter.
    pub(super) fn value(&self, name: &str) -> Result<Rational, Fault> {
        let found = self.point.get(self.parameter(name)?).cloned();
        found.ok_or_else(|| Fault::Unfit(format!("`{name}` of {} has no value", self.name())))
    }

    /// A parameter for an axis: words, or if there are none what the file says of it, its symbol and its unit.
    pub(super) fn words(&self, name: &str, words: &str) -> Result<Words, Fault> {
        let parameter = &self.model.parameters[self.parameter(name)?];
        let about = if words.is_empty() { parameter.about.as_deref() } else { Some(words) };
        let symbol = parameter.tex.as_deref().and_then(Symbol::parse);
        let unit = parameter.unit.as_deref().map(raised);
        Ok(Words::of(about.unwrap_or(name), symbol, unit.as_deref()))
    }

    /// A parameter over its range.
    pub(super) fn axis(&self, name: &str) -> Result<Axis, Fault> {
        let parameter = self.parameter(name)?;
        let range = self.model.parameters[parameter].range.clone();
        let (low, high) = range
            .ok_or_else(|| Fault::Unfit(format!("`{name}` of {} has no range", self.name())))?;
        Ok(Axis { parameter, low, high })
    }

    /// A parameter from one value to another.
    pub(super) fn between(&self, name: &str, low: Rational, high: Rational) -> Result<Axis, Fault> {
        Ok(Axis { parameter: self.parameter(name)?, low, high })
    }

    /// The player of that name, by number.
    pub(super) fn player(&self, name: &str) -> Result<usize, Fault> {
        let unknown = || Fault::Unfit(format!("{} has no player `{name}`", self.name()));
        self.model.player(name).ok_or_else(unknown)
    }

    /// The strategies of a pure profile, by its number: `(open, low)`.
    pub(super) fn shown(&self, index: usize) -> String {
        let players = self.model.players.iter().zip(self.model.shape().profile(index));
        let names: Vec<&str> = players.map(|(player, s)| player.strategies[s].as_str()).collect();
        format!("({})", names.join(", "))
    }

    /// The pure profile of these strategies, by name, one for each player, by number.
    pub(super) fn profile(&self, names: &[&str]) -> Result<usize, Fault> {
        let players = &self.model.players;
        let strategies = players.iter().zip(names).map(|(player, name)| {
            let found = player.strategies.iter().position(|strategy| strategy == name);
            let unknown = || format!("`{}` of {} has no `{name}`", player.name, self.name());
            found.ok_or_else(|| Fault::Unfit(unknown()))
        });
        let profile: Vec<usize> = strategies.collect::<Result<_, Fault>>()?;
        if profile.len() != players.len() {
            let wrong = format!("{} has {} players", self.name(), players.len());
            return Err(Fault::Unfit(wrong));
        }
        Ok(self.model.shape().index(&profile))
    }

    /// What a player gains by one pure profile over another, term by term.
    pub(super) fn terms(
        &self,
        player: &str,
        from: &[&str],
        to: &[&str],
    ) -> Result<Vec<TermGain>, Fault> {
        let (from, to) = (self.profile(from)?, self.profile(to)?);
        self.model
            .decompose(&self.point, self.player(player)?, from, to)
            .map_err(|error| Fault::Problems(vec![error.diagnostic(self.model)]))
    }

    /// The payoffs here.
    pub(super) fn payoffs(&self) -> Result<Payoffs, Fault> {
        let payoffs = self.model.at(&self.point, MAX_BITS);
        payoffs.map_err(|error| Fault::Problems(vec![error.diagnostic(self.model)]))
    }

    /// A query, read.
    pub(super) fn query(&self, written: &str) -> Result<Query, Fault> {
        let text = Text::standalone("query", written);
        let names: Vec<&str> = self.model.parameters.iter().map(|p| p.name.as_str()).collect();
        let mut problems = Vec::new();
        parse_query(&text, &self.model.scope(&[]), &names, &mut problems)
            .filter(|_| problems.is_empty())
            .ok_or(Fault::Problems(problems))
    }

    /// A query, `equilibria` or `survivors`: what may change as parameters move.
    pub(super) fn condition(&self, written: &str) -> Result<Condition, Fault> {
        Ok(match written {
            "equilibria" => Condition::PureEquilibria,
            "survivors" => Condition::Survivors,
            _ => Condition::of(self.query(written)?),
        })
    }

    /// The answer to a query here.
    pub(super) fn ask(&self, written: &str) -> Result<Answer, Fault> {
        let query = self.query(written)?;
        answer(self.model, &self.point, &query, MAX_BITS, &self.settings)
            .map_err(|error| Fault::Problems(vec![error.diagnostic(self.model)]))
    }

    /// The number that a query asks for.
    pub(super) fn number(&self, written: &str) -> Result<Bounds, Fault> {
        match self.ask(written)? {
            Answer::Number { low, high } => Ok((low, high)),
            Answer::Open(open) => Err(self.open(written, open)),
            _ => Err(self.open(written, "it is no number")),
        }
    }

    /// The equilibria here.
    pub(super) fn solve(&self) -> Result<Solution, Fault> {
        solve(&self.payoffs()?, None, &self.settings)
            .map_err(|error| self.open("equilibria", error))
    }

    /// Where an answer changes as a parameter moves.
    pub(super) fn line(&self, axis: &Axis, condition: &Condition) -> Result<Line, Fault> {
        threshold::line(&self.moved(axis, condition)).map_err(|error| self.open("threshold", error))
    }

    /// How far a parameter may move before an answer changes.
    pub(super) fn switching(&self, axis: &Axis, condition: &Condition) -> Result<Switching, Fault> {
        let name = &self.model.parameters[axis.parameter].name;
        threshold::switching(&self.moved(axis, condition), &self.value(name)?)
            .map_err(|error| self.open("threshold", error))
    }

    fn moved<'b>(&'b self, axis: &'b Axis, condition: &'b Condition) -> threshold::Asked<'b> {
        threshold::Asked {
            model: self.model,
            point: &self.point,
            parameter: axis.parameter,
            low: &axis.low,
            high: &axis.high,
            condition,
            budget: BUDGET,
            max_bits: MAX_BITS,
            settings: &self.settings,
        }
    }

    /// The thresholds of a parameter as another one moves, at so many values of that.
    pub(super) fn curves(
        &self,
        axis: &Axis,
        other: &Axis,
        condition: &Condition,
        values: usize,
    ) -> Result<Curves, Fault> {
        let rest = Rational::share(1, REST);
        let along =
            Along { asked: self.moved(axis, condition), other, values, most: VALUES, rest: &rest };
        threshold::curves(&along).map_err(|error| self.open("threshold", error))
    }
}

/// The part of a range in which curves need not be proved.
const REST: usize = 100_000;
