//! Playing a process by lot.

use rayon::prelude::*;

use super::moves::Moves;
use super::table::{Generations, Pair, Table};
use super::{Kind, Law, PopulationError, Watch};
use crate::game::Payoffs;
use crate::num::Draws;

/// What is played.
#[derive(Clone, Debug)]
pub struct Simulation {
    /// How many play what at the start.
    pub start: Vec<usize>,
    /// The most steps of a run; without mutation a run ends when everyone plays the same.
    pub steps: u64,
    /// How many runs there are, each from the start.
    pub runs: usize,
    /// What lots depend on, and nothing else.
    pub seed: u64,
    /// How many compositions of the first run are kept.
    pub samples: usize,
}

/// A composition of the first run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// After so many steps.
    pub step: u64,
    /// How many play what.
    pub composition: Vec<usize>,
}

/// How play went.
#[derive(Clone, Debug)]
pub struct Played {
    /// Steps of all runs together.
    pub steps: u64,
    /// In how many runs everyone played a strategy in the end, and nobody could mutate.
    pub fixed: Vec<u64>,
    /// Runs that were still going.
    pub going: u64,
    /// Which part of the population played each strategy on average, and how far that is likely to be
    /// from the mean of the process: the standard error, from parts of runs.
    pub played: Vec<[f64; 2]>,
    /// How much of the time everyone played it.
    pub alone: Vec<f64>,
    /// The first run, at regular intervals.
    pub samples: Vec<Sample>,
}

/// Parts of all runs together, at least, from which standard errors are estimated.
const PARTS: usize = 20;

/// Steps between two questions to the caller.
pub(super) const BETWEEN: u64 = 1 << 20;

/// What one run yields.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    pub(super) steps: u64,
    /// The strategy that all play in the end, if nothing can change that.
    pub(super) fixed: Option<usize>,
    /// By part of the run: steps, and how many individual steps were spent with each strategy.
    pub(super) parts: Vec<(u64, Vec<u64>)>,
    pub(super) alone: Vec<u64>,
    pub(super) samples: Vec<Sample>,
}

/// Something that can be played for a while.
pub(super) trait Play {
    /// Plays `steps` steps, the draws from number `place` on, or until nothing can change; how many
    /// were played. The time spent with each strategy is added to `spent`, that with it alone to `alone`.
    fn advance(
        &mut self,
        draws: Draws,
        place: u64,
        steps: u64,
        spent: &mut [u64],
        alone: &mut [u64],
    ) -> u64;

    /// How many play what now.
    fn composition(&self) -> Vec<usize>;
}

/// Plays it. The same seed gives the same play on every machine and for any number of threads:
/// probabilities are rounded to multiples of 2⁻⁵³ or finer.
///
/// # Errors
/// [`PopulationError`] when the law is not one for this game, the start is not a composition, or `watch`
/// ends it.
///
/// # Complexity
/// A draw for each step (where all are replaced at once: for each individual); probabilities are computed
/// once for each composition that is met.
///
/// # Examples
/// ```
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
/// use equil::population::{Fitness, Law, Simulation, named, simulate};
///
/// let nothing = vec![Rational::integer(0); 4];
/// let game = Payoffs::from(Game::new(vec![2, 2], vec![nothing.clone(), nothing]).unwrap());
/// let law = Law {
///     process: named("moran").unwrap(),
///     fitness: Fitness::Exponential,
///     size: 10,
///     selection: Rational::integer(1),
///     mutation: Rational::integer(0),
/// };
/// let wanted = Simulation { start: vec![5, 5], steps: 10_000, runs: 100, seed: 1, samples: 0 };
/// let played = simulate(&game, &law, &wanted, &|_, _| true)?;
/// assert_eq!(played.fixed.iter().sum::<u64>(), 100);
/// assert!(played.fixed.iter().all(|&runs| runs > 30));
/// # Ok::<(), equil::population::PopulationError>(())
/// ```
pub fn simulate(
    payoffs: &Payoffs,
    law: &Law,
    wanted: &Simulation,
    watch: Watch<'_>,
) -> Result<Played, PopulationError> {
    law.check(payoffs)?;
    let strategies = payoffs.shape().strategies()[0];
    if strategies < 2 {
        return Err(PopulationError::Range("where there is one strategy nothing is drawn"));
    }
    if wanted.start.len() != strategies || wanted.start.iter().sum::<usize>() != law.size {
        return Err(PopulationError::Range("the start has as many individuals as the population"));
    }
    let numbers = law.numbers::<f64>(payoffs).ok_or(PopulationError::Unproved)?;
    let moves = Moves::new(law, strategies, &numbers);
    let pair = match (law.process.kind, strategies) {
        (Kind::BirthDeath | Kind::Comparison, 2) => Some(Pair::new(&moves, law.size)?),
        _ => None,
    };
    let parts = PARTS.div_ceil(wanted.runs.max(1));
    let done = std::sync::atomic::AtomicU64::new(0);
    let total = wanted.steps.saturating_mul(wanted.runs as u64);
    let go_on = |more: u64| {
        let before = done.fetch_add(more, std::sync::atomic::Ordering::Relaxed);
        watch(before, total)
    };
    let one = |number: usize| {
        let draws = Draws::new(wanted.seed).at(number as u64);
        let samples = if number == 0 { wanted.samples } else { 0 };
        let plan =
            Plan { steps: wanted.steps, parts, samples, strategies, fixes: !moves.mutates() };
        match (&pair, law.process.kind) {
            (Some(pair), _) => plan.run(&mut pair.start(&wanted.start), draws, &go_on),
            (None, Kind::Generation) => {
                plan.run(&mut Generations::new(&moves, &wanted.start), draws, &go_on)
            }
            (None, _) => plan.run(&mut Table::new(&moves, &wanted.start), draws, &go_on),
        }
    };
    let runs: Vec<Run> =
        (0..wanted.runs).into_par_iter().map(one).collect::<Result<_, PopulationError>>()?;
    Ok(summary(&runs, strategies, law.size))
}

/// How one run is cut.
struct Plan {
    steps: u64,
    parts: usize,
    samples: usize,
    strategies: usize,
    fixes: bool,
}

impl Plan {
    fn run(
        &self,
        play: &mut dyn Play,
        draws: Draws,
        go_on: &dyn Fn(u64) -> bool,
    ) -> Result<Run, PopulationError> {
        let mut run = Run { alone: vec![0; self.strategies], ..Run::default() };
        let share = |of: usize, number: u64| -> u64 {
            // The first step of part or sample `number` of `of`
            let product = u128::from(self.steps) * u128::from(number) / (of.max(1) as u128);
            u64::try_from(product).unwrap_or(u64::MAX)
        };
        let (mut part, mut sample) = (0, 0);
        let mut spent = (0, vec![0; self.strategies]);
        loop {
            if self.samples > 0 && run.steps >= share(self.samples, sample) {
                run.samples.push(Sample { step: run.steps, composition: play.composition() });
                sample += 1;
            }
            let ends = share(self.parts, part + 1);
            if run.steps >= ends {
                run.parts.push(std::mem::replace(&mut spent, (0, vec![0; self.strategies])));
                part += 1;
            }
            if run.steps >= self.steps {
                break;
            }
            let mut next = share(self.parts, part + 1).min(run.steps + BETWEEN);
            if self.samples > 0 {
                next = next.min(share(self.samples, sample).max(run.steps + 1));
            }
            let steps = next - run.steps;
            let played = play.advance(draws, run.steps, steps, &mut spent.1, &mut run.alone);
            run.steps += played;
            spent.0 += played;
            if !go_on(played) {
                return Err(PopulationError::Stopped);
            }
            if played < steps {
                break;
            }
        }
        if spent.0 > 0 {
            run.parts.push(spent);
        }
        let composition = play.composition();
        if self.samples > 0 && run.samples.last().is_none_or(|last| last.step < run.steps) {
            run.samples.push(Sample { step: run.steps, composition: composition.clone() });
        }
        let size: usize = composition.iter().sum();
        if self.fixes {
            run.fixed = composition.iter().position(|&count| count == size);
        }
        Ok(run)
    }
}

#[allow(clippy::cast_precision_loss)] // estimates
fn summary(runs: &[Run], strategies: usize, size: usize) -> Played {
    let steps: u64 = runs.iter().map(|run| run.steps).sum();
    let mut fixed = vec![0; strategies];
    for run in runs {
        if let Some(strategy) = run.fixed {
            fixed[strategy] += 1;
        }
    }
    let parts: Vec<&(u64, Vec<u64>)> = runs.iter().flat_map(|run| &run.parts).collect();
    let played = (0..strategies).map(|strategy| {
        let spent: u64 = parts.iter().map(|part| part.1[strategy]).sum();
        let mean = spent as f64 / (steps.max(1) as f64 * size as f64);
        // Parts weigh as much as they have steps
        let squares: f64 = parts
            .iter()
            .map(|(steps, spent)| {
                let off = spent[strategy] as f64 / size as f64 - mean * *steps as f64;
                off * off
            })
            .sum();
        let count = parts.len() as f64;
        let error = (squares * count / (count - 1.0).max(1.0)).sqrt() / steps.max(1) as f64;
        [mean, error]
    });
    let alone = |strategy: usize| {
        let alone: u64 = runs.iter().map(|run| run.alone[strategy]).sum();
        alone as f64 / steps.max(1) as f64
    };
    Played {
        steps,
        played: played.collect(),
        alone: (0..strategies).map(alone).collect(),
        going: runs.len() as u64 - fixed.iter().sum::<u64>(),
        fixed,
        samples: runs.first().map_or_else(Vec::new, |run| run.samples.clone()),
    }
}
