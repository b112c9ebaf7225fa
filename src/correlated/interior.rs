//! What all correlated equilibria have in common: the profiles that are never played, the ways to
//! disobey that never lose, the dimension of the set.

use super::polytope::{CorrelatedError, MOST, Polytope, Settings};
use crate::certify::{Bound, Disobedience};
use crate::game::{Distribution, Linear, Sense, Support};
use crate::linalg::{Matrix, Solved, solve};
use crate::lp::{self, Program, Proved, Relation};
use crate::num::{Rational, Ring};

/// A distribution inside the polytope, as far from its faces as can be, and what proves that the
/// faces it does touch contain all others too.
#[derive(Clone, Debug, PartialEq)]
pub struct Interior {
    /// Plays every profile that any equilibrium plays, and loses by every way to disobey that loses
    /// in any.
    pub distribution: Distribution,
    /// The numbers of the profiles that some equilibrium plays.
    pub support: Support,
    /// The ways to disobey that neither gain nor lose in any equilibrium, by number.
    pub binding: Vec<usize>,
    /// That the profiles outside the support have probability 0 in every equilibrium, and the gains
    /// by obeying instead of `binding` sum to 0.
    pub proof: Bound,
    /// Dimension of the polytope: 0 when there is exactly one equilibrium. `None` when payoffs are
    /// not rational, unless only one profile is ever played.
    pub dimension: Option<usize>,
    /// Weights of ways to disobey under which obeying gains at most −1 in profiles outside the
    /// support, 0 in others, and which are at least 1 for binding ways.
    pub(super) multipliers: Vec<(usize, Rational)>,
}

/// Programs larger than this take longer than the answer is worth.
const LARGEST: usize = 1_000_000;

impl Polytope<'_> {
    /// A distribution in the relative interior of the polytope, with its proof.
    ///
    /// # Errors
    /// [`CorrelatedError::Unproved`] when payoffs are not rational and no equilibrium was proved.
    ///
    /// # Complexity
    /// Some ten linear programs, each of which starts where the last one ended, where floats do not
    /// mislead; else one with three variables for each profile and way to disobey. A system of
    /// equations for the dimension.
    pub fn interior(&self, settings: &Settings<'_>) -> Result<Interior, CorrelatedError> {
        if !self.sound {
            return Err(CorrelatedError::Unproved);
        }
        if !(settings.watch)(0, 1) {
            return Err(CorrelatedError::Stopped);
        }
        match self.interior_warm(settings)? {
            Some(interior) => Ok(interior),
            None => self.interior_cold(settings),
        }
    }

    /// The same by one large program.
    pub(super) fn interior_cold(
        &self,
        settings: &Settings<'_>,
    ) -> Result<Interior, CorrelatedError> {
        let profiles = self.game.shape().profiles();
        let rows = &self.constraints.rows;
        let ways: Vec<usize> = (0..rows.len()).filter(|&way| !rows[way].is_empty()).collect();
        let coefficients = (2 * profiles + ways.len()).saturating_mul(profiles + 2 * ways.len());
        if coefficients > LARGEST.min(MOST) {
            return Err(CorrelatedError::TooLarge { coefficients, most: LARGEST });
        }

        // Any weights that satisfy the constraints may be scaled up: so each positive one can reach
        // 1, and each positive gain too. Variables: the part of a weight up to 1, the rest of it,
        // the part of a gain up to 1
        let mut objective = vec![Rational::one(); profiles];
        objective.extend(vec![Rational::zero(); profiles]);
        objective.extend(vec![Rational::one(); ways.len()]);
        let variables = objective.len();
        let mut program = Program::maximise(objective);
        for (place, &way) in ways.iter().enumerate() {
            let mut row = vec![Rational::zero(); variables];
            for (index, gain) in &rows[way] {
                row[*index] = gain.clone();
                row[profiles + index] = gain.clone();
            }
            row[2 * profiles + place] = Rational::minus_one();
            program.add_row(row, Relation::AtLeast, Rational::zero());
        }
        for variable in (0..profiles).chain(2 * profiles..variables) {
            let mut row = vec![Rational::zero(); variable + 1];
            row[variable] = Rational::one();
            program.add_row(row, Relation::AtMost, Rational::one());
        }
        let answer = lp::solve(&program, settings.limit)?;
        let Proved::Optimal { primal, dual, .. } = answer.proved else {
            return Err(CorrelatedError::Unproved);
        };

        let weights: Vec<Rational> = (0..profiles)
            .map(|index| {
                let mut weight = primal[index].clone();
                weight += &primal[profiles + index];
                weight
            })
            .collect();
        let mut total = Rational::zero();
        for weight in &weights {
            total += weight;
        }
        if total.is_zero() {
            return Err(CorrelatedError::Unproved);
        }
        let shares = weights.iter().enumerate().map(|(index, weight)| {
            let mut share = weight.clone();
            share /= &total;
            (index, share)
        });
        let distribution = Distribution::new(self.game.shape(), shares.collect())
            .ok_or(CorrelatedError::Unproved)?;
        let support: Support = distribution.iter().map(|(index, _)| *index).collect();
        let binding: Vec<usize> = ways
            .iter()
            .copied()
            .filter(|&way| self.constraints.gain(way, &weights).is_zero())
            .collect();
        let multipliers: Vec<(usize, Rational)> =
            ways.iter().enumerate().map(|(row, &way)| (way, dual[row].negated())).collect();
        self.described(distribution, support, binding, multipliers)
    }

    /// The interior with these parts, and what follows from them.
    pub(super) fn described(
        &self,
        distribution: Distribution,
        support: Support,
        binding: Vec<usize>,
        multipliers: Vec<(usize, Rational)>,
    ) -> Result<Interior, CorrelatedError> {
        let proof = self.nothing_else(&support, &binding, multipliers.clone())?;
        let proved = proof.value <= Rational::zero();
        let dimension = match self.payoffs.rational() {
            Some(_) => Some(self.dimension(&support, &binding)),
            None => (proved && support.len() == 1).then_some(0),
        };
        Ok(Interior { distribution, support, binding, proof, dimension, multipliers })
    }

    /// Multipliers that make profiles count for less that are never played, and no others; none
    /// where they were not found.
    pub(super) fn never_played(
        &self,
        settings: &Settings<'_>,
    ) -> Result<&[(usize, Rational)], CorrelatedError> {
        if let Some(known) = self.never_played.get() {
            return Ok(known);
        }
        let found = match self.interior(settings) {
            Ok(interior) => interior.multipliers,
            Err(CorrelatedError::TooLarge { .. } | CorrelatedError::Unproved) => Vec::new(),
            Err(error) => return Err(error),
        };
        Ok(self.never_played.get_or_init(|| found))
    }

    /// The proof that what is outside the support, plus what the binding ways lose, is at most 0.
    fn nothing_else(
        &self,
        support: &[usize],
        binding: &[usize],
        mut multipliers: Vec<(usize, Rational)>,
    ) -> Result<Bound, CorrelatedError> {
        let profiles = self.game.shape().profiles();
        let mut sum = vec![Rational::one(); profiles];
        for &index in support {
            sum[index] = Rational::zero();
        }
        if self.payoffs.rational().is_none() {
            // Gains in rationals say nothing about payoffs that are not, but are near: twice the
            // weights leave room
            for (_, weight) in &mut multipliers {
                *weight *= &Rational::integer(2);
            }
        } else {
            for &way in binding {
                for (index, gain) in &self.constraints.rows[way] {
                    sum[*index] += gain;
                }
            }
            for (way, weight) in &mut multipliers {
                if binding.contains(way) {
                    *weight -= &Rational::one();
                }
            }
        }
        multipliers.retain(|(_, weight)| !weight.is_zero());
        let nobody = vec![Rational::zero(); self.game.players()];
        let linear = Linear { payoffs: nobody, profiles: sum };
        Bound::by(self.payoffs, self.concept, linear, Sense::Maximise, multipliers)
            .ok_or(CorrelatedError::Unbounded)
    }

    /// What the equations that hold everywhere leave of the profiles' dimension.
    fn dimension(&self, support: &[usize], binding: &[usize]) -> usize {
        let mut rows = vec![vec![Rational::one(); support.len()]];
        for &way in binding {
            let mut row = vec![Rational::zero(); support.len()];
            for (index, gain) in &self.constraints.rows[way] {
                if let Ok(place) = support.binary_search(index) {
                    row[place] = gain.clone();
                }
            }
            rows.push(row);
        }
        let count = rows.len();
        let Some(matrix) = Matrix::from_rows(rows) else { return support.len() - 1 };
        let mut right = vec![Rational::zero(); count];
        right[0] = Rational::one();
        match solve(&matrix, &right) {
            Solved::Unique(_) => 0,
            Solved::Singular { rank, .. } => support.len() - rank,
        }
    }
}

impl Interior {
    /// Strategies that are proved to be played with probability 0 in every equilibrium, by player
    /// and number.
    pub fn never_played(&self, polytope: &Polytope<'_>) -> Vec<(usize, usize)> {
        let shape = polytope.game.shape();
        let played = |player: usize, strategy: usize| {
            self.support.iter().any(|&index| shape.strategy(index, player) == strategy)
        };
        let proved = self.proof.value <= Rational::zero();
        (0..shape.players())
            .flat_map(|player| (0..shape.strategies()[player]).map(move |s| (player, s)))
            .filter(|&(player, strategy)| proved && !played(player, strategy))
            .collect()
    }

    /// The ways to disobey that never lose anything, in any equilibrium.
    pub fn ties(&self, polytope: &Polytope<'_>) -> Vec<Disobedience> {
        self.binding.iter().map(|&way| polytope.constraints.ways[way]).collect()
    }
}
