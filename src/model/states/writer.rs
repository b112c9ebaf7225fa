//! One state of a stochastic game, written down.

use std::cmp::Ordering;

use super::{Between, Branch, StateVariable, States, StatesError};
use crate::formula::{Expr, Graph, Id, Op};
use crate::game::{Bounds, Stage, Support};
use crate::model::elaborate::Elaborator;
use crate::model::{Assignment, Model};
use crate::num::{Bits, Certain, Rational, Ring, Sign, Wide};
use crate::text::Span;

/// Bits of the enclosures of payoffs and discount factors that are not rational.
const BITS: u32 = 192;

/// Writes one state: every formula of `[states]` at its values.
pub(super) struct Writer<'m> {
    pub(super) model: &'m Model,
    pub(super) states: &'m States,
    pub(super) graph: Graph,
    pub(super) elaborator: Elaborator<'m>,
    /// The state in words.
    pub(super) said: String,
}

impl Writer<'_> {
    /// The discount factors, which do not depend on the state.
    pub(super) fn discounts(&mut self) -> Result<Vec<Bounds>, StatesError> {
        (0..self.states.discounts.len()).map(|player| self.discount(player)).collect()
    }

    fn discount(&mut self, player: usize) -> Result<Bounds, StatesError> {
        let formula = &self.states.discounts[player];
        let id = self.elaborator.formula(&mut self.graph, formula, player, 0);
        let one = Rational::one();
        let fits = |(low, high): &Bounds| low.signum() != Sign::Negative && *high < one;
        self.bounds(id).filter(fits).ok_or_else(|| StatesError::Formula {
            span: formula.span,
            what: format!(
                "the discount factor of `{}` is not known to be at least 0 and less than 1",
                self.model.players[player].name
            ),
            help: "a discount factor of 1 and more has no averages to compare",
        })
    }

    /// What is wrong with discount factors, each formula once.
    pub(super) fn discount_problems(&mut self) -> Vec<StatesError> {
        let players = 0..self.states.discounts.len();
        let mut found: Vec<StatesError> =
            players.filter_map(|player| self.discount(player).err()).collect();
        found.dedup_by_key(|error| error.span());
        found
    }

    /// What is wrong in this state with when strategies are there, and with how variables move, each formula once.
    pub(super) fn problems(&mut self) -> Vec<StatesError> {
        let available = match self.available() {
            Ok(available) => available,
            Err(error) => return vec![error],
        };
        let (states, shape) = (self.states, self.model.shape());
        let mut found: Vec<StatesError> = Vec::new();
        for index in (0..shape.profiles()).filter(|&index| shape.is_within(index, &available)) {
            for variable in &states.variables {
                if let Err(error) = self.variable(variable, index)
                    && found.iter().all(|other| other.span() != error.span())
                {
                    found.push(error);
                }
            }
        }
        found
    }

    /// Numbers that contain the value of a node.
    fn bounds(&self, id: Id) -> Option<Bounds> {
        if let Some(exact) = self.graph.as_number(id) {
            return Some((exact.clone(), exact.clone()));
        }
        let bits = Bits::new(BITS as usize);
        let order = self.graph.reachable(&[id]);
        let values =
            self.graph.evaluate(&order, &[], |number| Wide::from_rational_bits(number, bits));
        values.get(id)?.bounds()
    }

    pub(super) fn stage(
        &mut self,
        point: &Assignment,
        max_bits: u32,
    ) -> Result<Stage, StatesError> {
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
