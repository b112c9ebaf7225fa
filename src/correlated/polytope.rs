//! The set of correlated equilibria of a game, ready to be asked.

use std::cell::{OnceCell, RefCell};

use super::constraint::{Constraints, digits};
use super::warm::Warm;
use crate::certify::Concept;
use crate::game::{Distribution, Game, Linear, Payoffs, Sense};
use crate::lp::{Answer, Limit, Program, Proved, Relation, Stopped, solve};
use crate::num::{Rational, Ring};

/// What the caller may set.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// Most exchanges of variables in one exact linear program.
    pub limit: Limit,
    /// Asked between linear programs, with how many are done of how many known so far; `false` ends
    /// the search.
    pub watch: &'a (dyn Fn(u64, u64) -> bool + Sync),
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Self { limit: Limit::default(), watch: &|_, _| true }
    }
}

impl std::fmt::Debug for Settings<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings").field("limit", &self.limit).finish_non_exhaustive()
    }
}

/// Why a question about correlated equilibria was not answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CorrelatedError {
    /// The search was ended, or a linear program reached its limit.
    #[error("stopped before an answer was proved")]
    Stopped,
    /// The linear program would not fit.
    #[error("the linear program has {coefficients} coefficients, more than {most}")]
    TooLarge {
        /// Variables times constraints.
        coefficients: usize,
        /// How many there may be.
        most: usize,
    },
    /// Payoffs that are not rational could not be narrowed enough.
    #[error("some payoffs could not be bounded closely enough")]
    Unbounded,
    /// With payoffs that are not rational: nothing was proved to be an equilibrium.
    #[error("no distribution was proved to be an equilibrium; the payoffs are not rational")]
    Unproved,
}

impl From<Stopped> for CorrelatedError {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

/// The polytope of all distributions over pure profiles in which nobody gains by disobeying.
///
/// # Examples
/// ```
/// use equil::certify::Concept;
/// use equil::correlated::{Polytope, Settings};
/// use equil::game::{Game, Objective, Payoffs, Sense};
/// use equil::num::Rational;
///
/// let payoffs = [[0, 2, 7, 6], [0, 7, 2, 6]].map(|p| p.map(Rational::integer).to_vec());
/// let chicken = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let polytope = Polytope::new(&chicken, Concept::Correlated, &Settings::default())?;
/// let best = polytope.optimum(&Objective::Welfare, Sense::Maximise, &Settings::default())?;
/// assert_eq!(best.value().unwrap().0.to_string(), "21/2");
/// assert_eq!(best.distribution.probability(3).to_string(), "1/2"); // both yield
/// # Ok::<(), equil::correlated::CorrelatedError>(())
/// ```
#[derive(Debug)]
pub struct Polytope<'a> {
    pub(super) payoffs: &'a Payoffs,
    pub(super) concept: Concept,
    /// The payoffs, or the nearest decimals.
    pub(super) game: Game<Rational>,
    pub(super) constraints: Constraints,
    /// Whether what satisfies the constraints is proved to be an equilibrium.
    pub(super) sound: bool,
    /// The constraints that have mattered so far: the others are left out until they do. They change
    /// how long an answer takes.
    active: RefCell<Vec<bool>>,
    /// Where the last search for a linear goal ended.
    pub(super) warm: Warm,
    /// What proves which profiles are never played, once it has been asked for.
    pub(super) never_played: OnceCell<Vec<(usize, Rational)>>,
}

/// Programs with up to this many coefficients are solved whole.
const WHOLE: usize = 20_000;

/// Coefficients a program may have: half a gigabyte or so.
pub(super) const MOST: usize = 20_000_000;

impl<'a> Polytope<'a> {
    /// The set for these payoffs.
    ///
    /// # Errors
    /// [`CorrelatedError::TooLarge`]; when payoffs that are not rational cannot be narrowed, or the
    /// search is stopped.
    ///
    /// # Complexity
    /// One number for each way to disobey in each profile; a linear program if payoffs are not
    /// rational.
    pub fn new(
        payoffs: &'a Payoffs,
        concept: Concept,
        settings: &Settings<'_>,
    ) -> Result<Self, CorrelatedError> {
        let new = |game: Game<Rational>, constraints: Constraints, sound| {
            let count = constraints.ways.len();
            let whole = count.saturating_mul(game.shape().profiles()) <= WHOLE;
            let active = RefCell::new(vec![whole; count]);
            let never_played = OnceCell::new();
            let warm = Warm::default();
            Self { payoffs, concept, game, constraints, sound, active, warm, never_played }
        };
        // Each profile stands in one constraint for each other strategy of each player
        let others: usize = payoffs.shape().strategies().iter().map(|count| count - 1).sum();
        let coefficients = payoffs.shape().profiles().saturating_mul(others);
        if coefficients > MOST {
            return Err(CorrelatedError::TooLarge { coefficients, most: MOST });
        }
        if let Some(game) = payoffs.rational() {
            let constraints = Constraints::exact(game, concept);
            return Ok(new(game.clone(), constraints, true));
        }
        let digits = digits(payoffs);
        let (game, _) = payoffs.nearest(digits).ok_or(CorrelatedError::Unbounded)?;
        let inner = Constraints::inner(payoffs, &game, concept, digits)
            .ok_or(CorrelatedError::Unbounded)?;
        let polytope = new(game, inner, true);
        let nothing = Linear::payoffs(vec![Rational::zero(); polytope.game.players()]);
        match polytope.extreme(Goal::Linear(&nothing), Sense::Maximise, settings) {
            Ok(_) => Ok(polytope),
            // Too tight: where all equilibria hang on payoffs that are not rational
            Err(CorrelatedError::Unproved) => {
                let constraints = Constraints::exact(&polytope.game, concept);
                Ok(new(polytope.game, constraints, false))
            }
            Err(error) => Err(error),
        }
    }

    /// The payoffs.
    pub fn payoffs(&self) -> &'a Payoffs {
        self.payoffs
    }

    /// What is asked of each distribution.
    pub fn concept(&self) -> Concept {
        self.concept
    }

    /// As if no constraint had ever mattered.
    #[cfg(test)]
    pub(super) fn forget_constraints(&self) {
        self.active.borrow_mut().fill(false);
    }

    /// A vertex at which `goal` is greatest or least (the least of several sums only greatest), with
    /// what proves it.
    pub(super) fn extreme(
        &self,
        goal: Goal<'_>,
        sense: Sense,
        settings: &Settings<'_>,
    ) -> Result<Extreme, CorrelatedError> {
        if let Some(found) = self.extreme_warm(goal, sense, settings)? {
            return Ok(found);
        }
        self.extreme_cold(goal, sense, settings)
    }

    /// The same by a search that knows nothing of earlier ones: where floats mislead, and to compare
    /// with.
    pub(super) fn extreme_cold(
        &self,
        goal: Goal<'_>,
        sense: Sense,
        settings: &Settings<'_>,
    ) -> Result<Extreme, CorrelatedError> {
        let (count, profiles) = (self.constraints.ways.len(), self.game.shape().profiles());
        let mut round = 0;
        loop {
            if !(settings.watch)(round, round + 1) {
                return Err(CorrelatedError::Stopped);
            }
            round += 1;
            let (program, active) = self.program(goal, sense)?;
            let Answer { proved, .. } = solve(&program, settings.limit)?;
            let Proved::Optimal { mut primal, dual, .. } = proved else {
                return Err(CorrelatedError::Unproved);
            };
            primal.truncate(profiles);
            if self.activate(&primal) {
                continue;
            }
            let minus = |row: usize| dual[row].negated();
            let multipliers = active
                .iter()
                .enumerate()
                .map(|(row, &way)| (way, minus(row + 1)))
                .filter(|(_, weight)| !weight.is_zero())
                .collect();
            let weights = (active.len() + 1..dual.len()).map(minus).collect();
            debug_assert!(active.len() <= count);
            let cells = primal.into_iter().enumerate().collect();
            let distribution = Distribution::new(self.game.shape(), cells);
            let distribution = distribution.ok_or(CorrelatedError::Unproved)?;
            return Ok(Extreme { distribution, multipliers, weights });
        }
    }

    /// The linear program with the active constraints: one variable for each profile.
    fn program(
        &self,
        goal: Goal<'_>,
        sense: Sense,
    ) -> Result<(Program, Vec<usize>), CorrelatedError> {
        let (shape, profiles) = (self.game.shape(), self.game.shape().profiles());
        let active: Vec<usize> = {
            let active = self.active.borrow();
            (0..active.len()).filter(|&way| active[way]).collect()
        };
        let coefficients = profiles.saturating_mul(active.len() + 1);
        if coefficients > MOST {
            return Err(CorrelatedError::TooLarge { coefficients, most: MOST });
        }
        let mut objective = vec![Rational::zero(); profiles];
        match goal {
            Goal::Linear(linear) => {
                for (index, place) in objective.iter_mut().enumerate() {
                    *place = sense.signed(&self.worth(linear, index));
                }
            }
            // One more variable: a number that nobody gets less than
            Goal::Least => objective.push(Rational::one()),
        }
        let mut program = Program::maximise(objective);
        program.add_row(vec![Rational::one(); profiles], Relation::Equal, Rational::one());
        for &way in &active {
            let mut row = vec![Rational::zero(); profiles];
            for (index, gain) in &self.constraints.rows[way] {
                row[*index] = gain.clone();
            }
            program.add_row(row, Relation::AtLeast, Rational::zero());
        }
        if matches!(goal, Goal::Least) {
            program.set_free(profiles);
            for player in 0..shape.players() {
                let mut row = self.game.payoffs(player).to_vec();
                row.push(Rational::minus_one());
                program.add_row(row, Relation::AtLeast, Rational::zero());
            }
        }
        Ok((program, active))
    }

    /// Activates, for each player and recommendation, the constraint that is violated most; whether
    /// there is any.
    fn activate(&self, weights: &[Rational]) -> bool {
        let mut active = self.active.borrow_mut();
        let mut worst: Vec<(usize, Option<usize>, usize, Rational)> = Vec::new();
        for (number, way) in self.constraints.ways.iter().enumerate() {
            if active[number] {
                continue;
            }
            let gain = self.constraints.gain(number, weights);
            if gain >= Rational::zero() {
                continue;
            }
            match worst.last_mut() {
                Some((player, told, _, _)) if (*player, *told) != (way.player, way.told) => {
                    worst.push((way.player, way.told, number, gain));
                }
                Some((_, _, place, least)) => {
                    if gain < *least {
                        (*place, *least) = (number, gain);
                    }
                }
                None => worst.push((way.player, way.told, number, gain)),
            }
        }
        for (_, _, number, _) in &worst {
            active[*number] = true;
        }
        !worst.is_empty()
    }

    /// What `linear` is worth in the pure profile number `index`.
    pub(super) fn worth(&self, linear: &Linear, index: usize) -> Rational {
        let mut sum = linear.profile(index);
        for (player, weight) in linear.payoffs.iter().enumerate() {
            if !weight.is_zero() {
                sum.add_product(weight, &self.game.payoffs(player)[index]);
            }
        }
        sum
    }
}

/// What to make extreme.
#[derive(Clone, Copy, Debug)]
pub(super) enum Goal<'a> {
    Linear(&'a Linear),
    /// The least of all payoffs.
    Least,
}

/// An answer of a linear program.
#[derive(Clone, Debug)]
pub(super) struct Extreme {
    pub(super) distribution: Distribution,
    /// Of the ways to disobey.
    pub(super) multipliers: Vec<(usize, Rational)>,
    /// Of the players, when the least of all payoffs was asked for.
    pub(super) weights: Vec<Rational>,
}
