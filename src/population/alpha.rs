//! Which strategies, or profiles, do populations come to play, and how strong is each of them?

use super::contest::Order;
use super::limit::{Limit, Perturbed, Transition};
use super::{Bounds, Contest, PopulationError, Society, Symmetry, Watch, symmetry};
use crate::game::Payoffs;
use crate::linalg::Rates;
use crate::num::{Interval, Rational, Ring, Sign, Wide};

/// What two individuals of one population compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// What each gets from the other.
    Pair,
    /// What each gets on average from all others.
    Population,
}

/// What strategies are ranked by.
#[derive(Clone, Debug)]
pub struct Alpha {
    /// One population, whose states are strategies; or one for each player, with profiles.
    pub society: Society,
    /// Of one population.
    pub compared: Compared,
    /// How many individuals a population has, at least 2.
    pub size: usize,
    /// How strongly payoffs count, not negative; `None` for the limit in which nothing else does.
    pub alpha: Option<Rational>,
}

/// Shares of time, by which states are ranked.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// The share of each state, where they are known.
    pub shares: Option<Vec<Bounds>>,
    /// What the limit is, and how it is known; `None` for a finite α.
    pub limit: Option<Limit>,
    /// Whether one population's game is proved to be symmetric.
    pub symmetry: Option<Symmetry>,
}

/// A state with its place in the ranking.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// Number of the strategy, or of the profile.
    pub state: usize,
    /// From 1; states that are not proved to have different shares have the same.
    pub rank: usize,
}

/// Up to so many states a chain is solved in wide enclosures at once, and at all.
const WIDE: usize = 64;
const MOST_WIDE: usize = 400;
/// The most states of a finite α.
const MOST: usize = 2000;

/// α-rank: one individual after the other imitates, mutants are rare, and the share of time that
/// everyone plays a strategy (each population its own) ranks it.
///
/// Source: S. Omidshafiei et al., "α-Rank: multi-agent evaluation by evolution", *Scientific Reports* 9
/// (2019), 9937 (`omidshafiei2019`). In the limit here ε = exp(−α) falls to 0 in the chain itself; nothing
/// is added to make it irreducible.
///
/// # Errors
/// [`PopulationError`] when the numbers make no sense, there are too many states, the payoffs settle
/// nothing, or `watch` ends it.
///
/// # Complexity
/// For each state and each strategy that somebody could change to, as many products as a population has
/// individuals; then the chain is solved ([`Perturbed::limit`], [`Rates::stationary`]).
///
/// # Examples
/// ```
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
/// use equil::population::{Alpha, Compared, Society, alpha_rank};
///
/// // Two rivals who want the same: each of their conventions is as good as the other
/// let payoffs = [[1, 0, 0, 1], [1, 0, 0, 1]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let asked = Alpha { society: Society::Each, compared: Compared::Pair, size: 50, alpha: None };
/// let shares = alpha_rank(&game, &asked, &|_, _| true)?.shares.unwrap();
/// let half = Rational::new(1, 2).unwrap();
/// assert_eq!(shares[0], (half.clone(), half));
/// # Ok::<(), equil::population::PopulationError>(())
/// ```
pub fn alpha_rank(
    payoffs: &Payoffs,
    asked: &Alpha,
    watch: Watch<'_>,
) -> Result<Ranking, PopulationError> {
    if asked.size < 2 {
        return Err(PopulationError::TooFew { least: 2 });
    }
    if asked.alpha.as_ref().is_some_and(|alpha| alpha.signum() == Sign::Negative) {
        return Err(PopulationError::Range("alpha is not negative"));
    }
    let symmetry = match asked.society {
        Society::One => Some(symmetry(payoffs)?),
        Society::Each => None,
    };
    let states = match asked.society {
        Society::One => payoffs.shape().strategies()[0],
        Society::Each => payoffs.shape().profiles(),
    };
    let Some(alpha) = &asked.alpha else {
        let limit = perturbed(payoffs, asked, states, watch)?.limit(watch)?;
        return Ok(Ranking { shares: limit.shares.clone(), limit: Some(limit), symmetry });
    };
    if states > MOST {
        return Err(PopulationError::TooLarge { states });
    }
    let mut rates = Vec::new();
    for state in 0..states {
        if !watch(state as u64, states as u64) {
            return Err(PopulationError::Stopped);
        }
        for (to, contest) in contests(payoffs, asked, state) {
            rates.push((state, to, contest.fixation(payoffs, alpha, 1, watch)?));
        }
    }
    let shares = Some(solved(states, &rates, watch)?);
    Ok(Ranking { shares, limit: None, symmetry })
}

fn solved(
    states: usize,
    rates: &[(usize, usize, Wide)],
    watch: Watch<'_>,
) -> Result<Vec<Bounds>, PopulationError> {
    if states > WIDE {
        let narrow: Vec<(usize, usize, Interval)> =
            rates.iter().map(|(from, to, rate)| (*from, *to, rate.to_interval())).collect();
        match Rates::new(states, &narrow).enclosed(watch).map_err(PopulationError::from) {
            Ok(shares) => return super::fixate::of_all(&shares),
            Err(PopulationError::Unproved) if states <= MOST_WIDE => {}
            Err(error) => return Err(error),
        }
    }
    super::fixate::of_all(&Rates::new(states, rates).stationary(watch)?)
}

/// The limit's chain.
fn perturbed(
    payoffs: &Payoffs,
    asked: &Alpha,
    states: usize,
    watch: Watch<'_>,
) -> Result<Perturbed, PopulationError> {
    let mut chain = Perturbed { moves: Vec::with_capacity(states) };
    for state in 0..states {
        if !watch(state as u64, states as u64) {
            return Err(PopulationError::Stopped);
        }
        let contests = contests(payoffs, asked, state);
        // Each of the mutants is as probable as the others; where all have as many this changes nothing
        let each = Rational::share(1, contests.len().max(1));
        let step = |(to, contest): (usize, Contest)| {
            let Order { mut coefficient, exponent } = contest.limit(payoffs)?;
            coefficient *= &each;
            Ok(Transition { to, order: Order { coefficient, exponent } })
        };
        chain.moves.push(contests.into_iter().map(step).collect::<Result<_, PopulationError>>()?);
    }
    Ok(chain)
}

/// Every mutant that a state may meet: the state in which it has taken over, and how it fares.
fn contests(payoffs: &Payoffs, asked: &Alpha, state: usize) -> Vec<(usize, Contest)> {
    let shape = payoffs.shape();
    let size = asked.size;
    let one = || Rational::one();
    match asked.society {
        Society::Each => {
            let of = |player: usize| {
                let own = shape.strategy(state, player);
                let others = (0..shape.strategies()[player]).filter(move |other| *other != own);
                others.map(move |other| {
                    let to = shape.with(state, player, other);
                    let first = vec![(to, one()), (state, Rational::minus_one())];
                    (to, Contest { player, first, step: Vec::new(), size })
                })
            };
            (0..shape.players()).flat_map(of).collect()
        }
        Society::One => {
            let strategies = shape.strategies()[0];
            let others = (0..strategies).filter(|other| *other != state);
            let contest = |mutant: usize| match asked.compared {
                Compared::Pair => Contest {
                    player: 0,
                    first: vec![
                        (mutant + strategies * state, one()),
                        (state + strategies * mutant, Rational::minus_one()),
                    ],
                    step: Vec::new(),
                    size,
                },
                Compared::Population => {
                    let [first, step] = super::law::advantage(strategies, size, mutant, state);
                    Contest { player: 0, first, step, size }
                }
            };
            others.map(|mutant| (mutant, contest(mutant))).collect()
        }
    }
}

impl Ranking {
    /// The states by their shares, the greatest first; those that are not proved to differ keep their
    /// order. Empty where shares are not known.
    pub fn ranked(&self) -> Vec<Ranked> {
        let Some(shares) = &self.shares else { return Vec::new() };
        let mut order: Vec<usize> = (0..shares.len()).collect();
        order.sort_by(|&a, &b| shares[b].0.cmp(&shares[a].0));
        let mut ranked: Vec<Ranked> = Vec::new();
        for (place, &state) in order.iter().enumerate() {
            let same = place > 0 && shares[order[place - 1]].0 <= shares[state].1;
            let rank = if same { ranked[place - 1].rank } else { place + 1 };
            ranked.push(Ranked { state, rank });
        }
        ranked
    }
}
