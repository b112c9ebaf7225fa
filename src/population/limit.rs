//! What a chain tends to when some of its moves become ever rarer.

use super::contest::Order;
use super::number::{Number, probability};
use super::trees::stochastic_potentials;
use super::{Bounds, PopulationError, Watch};
use crate::digraph::Components;
use crate::linalg::{Leading, Rates, Semifield};
use crate::num::{Certain, Interval, Rational, Ring};

/// A move of a [`Perturbed`] chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Transition {
    /// Where to.
    pub to: usize,
    /// Like what its probability falls.
    pub order: Order,
}

/// A chain whose probabilities fall like powers of a small ε, or not at all. Every state leads to every
/// other.
#[derive(Clone, Debug, Default)]
pub struct Perturbed {
    /// The moves out of each state.
    pub moves: Vec<Vec<Transition>>,
}

/// What is known of the limit of the stationary distribution.
#[derive(Clone, Debug)]
pub struct Limit {
    /// The recurrent classes of the chain without the moves that vanish: states, increasing.
    pub classes: Vec<Vec<usize>>,
    /// The least sum of exponents of a tree that leads to each class from everywhere, where exponents are
    /// known: its stochastic potential. Empty where there is one class.
    pub potentials: Vec<Rational>,
    /// Whether each class keeps a share in the limit; `None` where that is not known.
    pub kept: Vec<Option<bool>>,
    /// The share of each state in the limit: bounds, equal where it is known exactly.
    pub shares: Option<Vec<Bounds>>,
    /// How that is known.
    pub found: Found,
}

/// How a limit is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// One class is left, and the chain on it was solved.
    OneClass,
    /// One class is left, and too large for the shares of its states.
    LargeClass,
    /// The leading terms of the whole chain were computed.
    Leading,
    /// Trees of least resistance say which classes are left; shares are not computed.
    Trees,
    /// Exponents that are not rational leave it open.
    Open,
}

/// Multiplications of leading terms with fractions, and with enclosures, that are undertaken.
const MOST_EXACT: usize = 300_000;
const MOST_ENCLOSED: usize = 1_000_000_000;
/// The same for entries that are kept.
const MOST_ENTRIES: usize = 4_000_000;

impl Perturbed {
    /// The limit of the stationary distribution as ε falls to 0.
    ///
    /// Where one recurrent class is left, the chain is solved on it. Else leading terms are computed:
    /// without subtraction they never cancel. Too large chains are answered by trees: a class is left if
    /// no other has a smaller stochastic potential.
    ///
    /// Sources: H. P. Young, "The evolution of conventions", *Econometrica* 61 (1993), 57–84 (`young1993`);
    /// W. K. Grassmann, M. I. Taksar and D. P. Heyman, "Regenerative analysis and steady state
    /// distributions for Markov chains", *Operations Research* 33 (1985), 1107–1116 (`grassmann1985`).
    ///
    /// # Errors
    /// [`PopulationError`] when `watch` ends it, or numbers prove nothing.
    ///
    /// # Complexity
    /// A third of n³ products for n states at worst; for trees a search for shortest paths from each
    /// class.
    pub fn limit(&self, watch: Watch<'_>) -> Result<Limit, PopulationError> {
        let states = self.moves.len();
        let next = |state: usize, turn: u32| {
            let moves = &self.moves[state];
            let found =
                moves.iter().enumerate().skip(turn as usize).find(|(_, m)| m.order.is_kept());
            found.map(|(place, found)| (found.to, u32::try_from(place + 1).unwrap_or(u32::MAX)))
        };
        let go_on = |seen: u64| watch(seen, states as u64);
        let components = Components::of(states, next, &go_on).ok_or(PopulationError::Stopped)?;
        let sinks = components.sinks(states, next);
        let mut classes = vec![Vec::new(); sinks.len()];
        for state in 0..states {
            if let Ok(class) = sinks.binary_search(&(components.number[state] as usize)) {
                classes[class].push(state);
            }
        }
        classes.sort();
        if let [class] = &classes[..] {
            let shares = self.on(class, watch)?;
            let kept = vec![Some(true)];
            let found = if shares.is_some() { Found::OneClass } else { Found::LargeClass };
            return Ok(Limit { classes, potentials: vec![], kept, shares, found });
        }
        let known = self.moves.iter().flatten().all(|m| m.order.exponent.is_some());
        if !known {
            let kept = vec![None; classes.len()];
            return Ok(Limit {
                classes,
                potentials: vec![],
                kept,
                shares: None,
                found: Found::Open,
            });
        }
        let potentials = stochastic_potentials(self, &classes, watch)?;
        let least = potentials.iter().min().cloned();
        let kept: Vec<Option<bool>> =
            potentials.iter().map(|p| Some(Some(p) == least.as_ref())).collect();
        let shares = self.leading(watch)?;
        if let Some(shares) = &shares
            && !agree(&classes, &kept, shares)
        {
            return Err(PopulationError::Unproved);
        }
        let found = if shares.is_some() { Found::Leading } else { Found::Trees };
        Ok(Limit { classes, potentials, kept, shares, found })
    }

    /// Products and entries of the elimination of these states.
    fn work(&self, states: &[usize]) -> (usize, usize) {
        let mut reach = 1;
        for (place, &state) in states.iter().enumerate() {
            for step in &self.moves[state] {
                if let Ok(to) = states.binary_search(&step.to) {
                    reach = reach.max(to.abs_diff(place));
                }
            }
        }
        Rates::<f64>::size(states.len(), reach)
    }

    /// The shares when only `class` is left: those of the moves that stay.
    fn on(
        &self,
        class: &[usize],
        watch: Watch<'_>,
    ) -> Result<Option<Vec<Bounds>>, PopulationError> {
        let (entries, products) = self.work(class);
        if products <= MOST_EXACT {
            return self.solved::<Rational>(class, watch).map(Some);
        }
        if entries > MOST_ENTRIES || products > MOST_ENCLOSED {
            return Ok(None);
        }
        self.solved::<Interval>(class, watch).map(Some)
    }

    fn solved<T: Number + Certain>(
        &self,
        class: &[usize],
        watch: Watch<'_>,
    ) -> Result<Vec<Bounds>, PopulationError> {
        let mut rates = Vec::new();
        for (from, &state) in class.iter().enumerate() {
            for step in self.moves[state].iter().filter(|step| step.order.is_kept()) {
                let to = class.binary_search(&step.to).map_err(|_| PopulationError::Unproved)?;
                rates.push((from, to, T::number(&step.order.coefficient)));
            }
        }
        let shares = T::stationary(Rates::new(class.len(), &rates), watch)?;
        let zero = Rational::zero();
        let mut all = vec![(zero.clone(), zero); self.moves.len()];
        for (share, &state) in shares.iter().zip(class) {
            all[state] = probability(share).ok_or(PopulationError::Unproved)?;
        }
        Ok(all)
    }

    /// The shares of all states from leading terms, if the chain is not too large.
    fn leading(&self, watch: Watch<'_>) -> Result<Option<Vec<Bounds>>, PopulationError> {
        let states: Vec<usize> = (0..self.moves.len()).collect();
        let (entries, products) = self.work(&states);
        if products <= MOST_EXACT {
            return self.terms::<Rational>(watch).map(Some);
        }
        if entries > MOST_ENTRIES || products > MOST_ENCLOSED {
            return Ok(None);
        }
        self.terms::<Interval>(watch).map(Some)
    }

    fn terms<C: Semifield + Ring + Certain>(
        &self,
        watch: Watch<'_>,
    ) -> Result<Vec<Bounds>, PopulationError> {
        let mut rates: Vec<(usize, usize, Leading<C>)> = Vec::new();
        for (from, moves) in self.moves.iter().enumerate() {
            for step in moves {
                let order = step.order.leading().ok_or(PopulationError::Unsettled)?;
                rates.push((from, step.to, order));
            }
        }
        let shares = Rates::new(self.moves.len(), &rates).stationary(watch)?;
        let limits = shares.iter().map(|share| probability(&share.limit()?));
        limits.collect::<Option<_>>().ok_or(PopulationError::Unproved)
    }
}

/// Whether leading terms and trees say the same: a class keeps a share exactly if its trees are the least.
fn agree(classes: &[Vec<usize>], kept: &[Option<bool>], shares: &[Bounds]) -> bool {
    classes.iter().zip(kept).all(|(class, kept)| {
        let positive = class.iter().any(|&state| !shares[state].0.is_zero());
        let nothing = class.iter().all(|&state| shares[state].1.is_zero());
        if *kept == Some(true) { positive } else { nothing }
    })
}
