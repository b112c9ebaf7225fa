//! Where is a population in the long run?

use super::fixate::{enclosed, exact, of_all};
use super::moves::{Moves, multinomial};
use super::number::{Number, probability, whole as count};
use super::{Bounds, Compositions, Kind, Law, PopulationError, Watch};
use crate::game::Payoffs;
use crate::linalg::{Rates, StationaryError};
use crate::num::{Certain, Interval, Rational, Wide};

/// A population in which mutants are so rare that each is gone, or everybody, before the next.
#[derive(Clone, Debug)]
pub struct Rare {
    /// `fixation[resident][mutant]`: how probably one mutant takes over; 1 for the resident's own.
    pub fixation: Vec<Vec<Bounds>>,
    /// How much of the time everyone plays each strategy.
    pub shares: Vec<Bounds>,
}

/// Up to so many strategies shares are fractions where all fixation probabilities are.
const EXACT: usize = 6;

/// Where a population is when mutants are rare: always all of one strategy, and any of the others is as
/// probable to be tried next.
///
/// Source: D. Fudenberg and L. A. Imhof, "Imitation processes with small mutations", *Journal of Economic
/// Theory* 131 (2006), 251–262 (`fudenberg2006`).
///
/// # Errors
/// [`PopulationError`] when the law is not one for this game, the numbers prove nothing, or `watch`
/// ends it.
///
/// # Complexity
/// [`fixation`](super::fixation) of each strategy among each other.
///
/// # Examples
/// ```
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
/// use equil::population::{Fitness, Law, named, rare};
///
/// // The second strategy always pays 1 more: one of two has 2/3 of the births
/// let payoffs = [[1, 2, 1, 2], [1, 1, 2, 2]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let law = Law {
///     process: named("moran").unwrap(),
///     fitness: Fitness::Linear,
///     size: 2,
///     selection: Rational::integer(1),
///     mutation: Rational::integer(0),
/// };
/// let rare = rare(&game, &law, &|_, _| true)?;
/// assert_eq!(rare.shares[1].0, Rational::new(2, 3).unwrap());
/// # Ok::<(), equil::population::PopulationError>(())
/// ```
pub fn rare(payoffs: &Payoffs, law: &Law, watch: Watch<'_>) -> Result<Rare, PopulationError> {
    law.check(payoffs)?;
    let strategies = payoffs.shape().strategies()[0];
    let pairs = (strategies * strategies) as u64;
    let mut exacts = Vec::new();
    let mut wides = Vec::new();
    for resident in 0..strategies {
        for mutant in (0..strategies).filter(|mutant| *mutant != resident) {
            if !watch((resident * strategies + mutant) as u64, pairs) {
                return Err(PopulationError::Stopped);
            }
            if let Some(found) = exact(payoffs, law, mutant, resident, 1, watch) {
                exacts.push((resident, mutant, found?));
            } else {
                let found = enclosed(payoffs, law, mutant, resident, 1, watch)?;
                wides.push((resident, mutant, found));
            }
        }
    }
    let mut fixation = vec![vec![(count(1), count(1)); strategies]; strategies];
    for (resident, mutant, value) in &exacts {
        fixation[*resident][*mutant] = (value.clone(), value.clone());
    }
    for (resident, mutant, value) in &wides {
        let bounds = probability(value).ok_or(PopulationError::Unproved)?;
        fixation[*resident][*mutant] = bounds;
    }
    let shares = if wides.is_empty() && strategies <= EXACT {
        let shares = Rates::new(strategies, &exacts).stationary(watch)?;
        shares.into_iter().map(|share| (share.clone(), share)).collect()
    } else {
        wides.extend(exacts.iter().map(|(from, to, value)| (*from, *to, Wide::number(value))));
        of_all(&Rates::new(strategies, &wides).stationary(watch)?)?
    };
    Ok(Rare { fixation, shares })
}

/// A population in which some always mutate.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The compositions, numbered.
    pub compositions: Compositions,
    /// How much of the time the population is in each.
    pub shares: Vec<Bounds>,
    /// Which part of the population plays each strategy, on average.
    pub played: Vec<Bounds>,
}

/// Entries of the largest chain that is solved in enclosures, and multiplications.
const MOST_ENTRIES: usize = 40_000_000;
const MOST_PRODUCTS: usize = 8_000_000_000;
/// The same in wide enclosures, which answer where floats do not.
const MOST_WIDE: usize = 20_000_000;
/// And in fractions.
const MOST_EXACT: usize = 20_000;

/// Where a population is in the long run when whoever is new mutates with a positive probability.
///
/// # Errors
/// [`PopulationError`] when the law is not one for this game, nobody mutates, there are too many
/// compositions, the numbers prove nothing, or `watch` ends it.
///
/// # Complexity
/// Elimination of a chain on the compositions ([`Rates::stationary`]): in order of the alphabet one step
/// reaches as far as there are compositions of all but one strategy.
///
/// # Examples
/// ```
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
/// use equil::population::{Fitness, Law, named, whole};
///
/// let nothing = vec![Rational::integer(0); 4];
/// let game = Payoffs::from(Game::new(vec![2, 2], vec![nothing.clone(), nothing]).unwrap());
/// let law = Law {
///     process: named("moran").unwrap(),
///     fitness: Fitness::Linear,
///     size: 2,
///     selection: Rational::integer(0),
///     mutation: Rational::new(1, 2).unwrap(),
/// };
/// // Births are as good as tossed coins
/// let whole = whole(&game, &law, &|_, _| true)?;
/// let shares: Vec<String> = whole.shares.iter().map(|(low, _)| low.to_string()).collect();
/// assert_eq!(shares, ["1/4", "1/2", "1/4"]);
/// # Ok::<(), equil::population::PopulationError>(())
/// ```
pub fn whole(payoffs: &Payoffs, law: &Law, watch: Watch<'_>) -> Result<Whole, PopulationError> {
    law.check(payoffs)?;
    if law.mutation.is_zero() {
        return Err(PopulationError::NoMutation);
    }
    let strategies = payoffs.shape().strategies()[0];
    let compositions = Compositions::new(law.size, strategies)
        .ok_or(PopulationError::TooLarge { states: usize::MAX })?;
    let products = products(law, &compositions)?;
    let shares = shares(payoffs, law, &compositions, products, watch)?;
    let mut played = vec![(count(0), count(0)); strategies];
    for (rank, (low, high)) in shares.iter().enumerate() {
        for (strategy, &number) in compositions.at(rank).iter().enumerate() {
            if number > 0 {
                let part = Rational::share(number, law.size);
                let sum = &mut played[strategy];
                crate::num::Ring::add_product(&mut sum.0, &part, low);
                crate::num::Ring::add_product(&mut sum.1, &part, high);
            }
        }
    }
    Ok(Whole { compositions, shares, played })
}

/// Multiplications that the chain takes, if it is not too large.
fn products(law: &Law, compositions: &Compositions) -> Result<usize, PopulationError> {
    let states = compositions.count();
    let reach = match law.process.kind {
        Kind::Generation => states,
        Kind::BirthDeath | Kind::Comparison => {
            // One more or less of the first strategy
            let others = compositions.strategies().saturating_sub(1).max(1);
            Compositions::new(law.size, others).map_or(states, |others| others.count()).min(states)
        }
    };
    let (entries, products) = Rates::<f64>::size(states, reach);
    if entries > MOST_ENTRIES || products > MOST_PRODUCTS {
        return Err(PopulationError::TooLarge { states });
    }
    Ok(products)
}

fn shares(
    payoffs: &Payoffs,
    law: &Law,
    compositions: &Compositions,
    products: usize,
    watch: Watch<'_>,
) -> Result<Vec<Bounds>, PopulationError> {
    if law.is_rational()
        && products <= MOST_EXACT
        && let Some(numbers) = law.numbers::<Rational>(payoffs)
    {
        return of_all(&solved(&numbers, law, compositions, watch)?);
    }
    let numbers = law.numbers::<Interval>(payoffs).ok_or(PopulationError::Unproved)?;
    match solved(&numbers, law, compositions, watch) {
        Ok(shares) if shares.iter().all(|share| share.hi().is_finite() && is_narrow(share)) => {
            of_all(&shares)
        }
        Err(PopulationError::Stopped) => Err(PopulationError::Stopped),
        // Floats ran out of range: wide numbers do not
        found => {
            if products <= MOST_WIDE {
                let numbers = law.numbers::<Wide>(payoffs).ok_or(PopulationError::Unproved)?;
                return of_all(&solved(&numbers, law, compositions, watch)?);
            }
            of_all(&found?)
        }
    }
}

/// Whether floats keep six digits of the share; where not, wide numbers are asked, which only takes
/// longer.
fn is_narrow(share: &Interval) -> bool {
    const KEPT: f64 = 1e-6;
    share.width() <= share.hi() * KEPT
}

fn solved<T: Number + Certain>(
    numbers: &[T],
    law: &Law,
    compositions: &Compositions,
    watch: Watch<'_>,
) -> Result<Vec<T>, PopulationError> {
    let states = compositions.count();
    let moves = Moves::new(law, compositions.strategies(), numbers);
    let mut rates = Vec::new();
    for rank in 0..states {
        if !watch(rank as u64, states as u64) {
            return Err(PopulationError::Stopped);
        }
        let mut composition = compositions.at(rank);
        if law.process.kind == Kind::Generation {
            let drawn = moves.drawn(&composition).ok_or(PopulationError::Unproved)?;
            let next = multinomial(law.size, &drawn).ok_or(PopulationError::Unproved)?;
            rates.extend(next.into_iter().enumerate().map(|(to, chance)| (rank, to, chance)));
            continue;
        }
        for (from, to, chance) in moves.single(&composition).ok_or(PopulationError::Unproved)? {
            composition[from] -= 1;
            composition[to] += 1;
            rates.push((rank, compositions.rank(&composition), chance));
            composition[from] += 1;
            composition[to] -= 1;
        }
    }
    match T::stationary(Rates::new(states, &rates), watch) {
        Err(StationaryError::Stopped) => Err(PopulationError::Stopped),
        found => Ok(found?),
    }
}
