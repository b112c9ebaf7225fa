//! Where play ends in many runs: from all pure profiles, from one, or from mixed ones.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::landing::Steps;
use super::{Field, Landing, Landings, Lots, Order, Rule, Share, Target, certified, trajectory};
use crate::digraph::Components;
use crate::game::{Payoffs, Profile, Shape};
use crate::num::{Rational, Ring};
use crate::response::{ResponseError, Watch, best_against};

/// Where runs start.
#[derive(Clone, Debug, PartialEq)]
pub enum Sampling {
    /// From every pure profile, so many runs from each.
    AllPure,
    /// From one profile, by number.
    Pure(usize),
    /// From one mixed profile.
    Given(Profile<Rational>),
    /// From mixed profiles: each player's drawn uniformly from all their mixed strategies.
    Mixed,
}

/// Runs that one task looks after.
const TOGETHER: u64 = 1 << 10;
/// Steps between two questions to the caller.
const BETWEEN: u64 = 1 << 12;

/// Where `runs` runs (from each start) end; every run draws its own lots, by `seed` and its number.
///
/// # Errors
/// [`ResponseError`] when `watch` ends it, or two responses to a mixed start cannot be compared.
///
/// # Complexity
/// A pass over what may follow each profile, to find where play can end; then the steps of the runs. From
/// a mixed start, besides, each player's payoffs against it, exactly.
pub fn sampled(
    field: &Field<'_>,
    rule: &Rule,
    from: &Sampling,
    (runs, seed): (u64, u64),
    watch: Watch<'_>,
) -> Result<Landings, ResponseError> {
    let profiles = field.payoffs.shape().profiles();
    let ends = Ends::of(field, rule, watch)?;
    let total = match from {
        Sampling::AllPure => (profiles as u64).saturating_mul(runs),
        _ => runs,
    };
    let done = AtomicU64::new(0);
    let tallies = (0..total.div_ceil(TOGETHER)).into_par_iter().map(|chunk| {
        if !watch(done.fetch_add(TOGETHER, Relaxed), total) {
            return Err(ResponseError::Stopped);
        }
        let mut tally = Tally::default();
        for run in chunk * TOGETHER..total.min((chunk + 1) * TOGETHER) {
            let mut lots = Lots::new(seed, run);
            let (start, before) = match from {
                Sampling::AllPure => (usize::try_from(run / runs).unwrap_or(0), 0),
                Sampling::Pure(start) => (*start, 0),
                Sampling::Given(start) => from_mixed(field, rule, start, &mut lots)?,
                Sampling::Mixed => {
                    let start = random_mixed(field.payoffs.shape(), &mut lots);
                    from_mixed(field, rule, &start, &mut lots)?
                }
            };
            let go_on = || watch(done.load(Relaxed), total);
            let (end, steps) = ends.run(field, rule, start, &mut lots, &go_on)?;
            tally.add(end, before + steps);
        }
        Ok(tally)
    });
    let tally = tallies.try_reduce(Tally::default, |a, b| Ok(a.with(b)))?;
    Ok(ends.landings(field, rule, &tally))
}

/// How often play ended where.
#[derive(Default)]
struct Tally {
    hits: FxHashMap<usize, u64>,
    runs: u64,
    steps: u128,
    most: u64,
}

impl Tally {
    fn add(&mut self, end: usize, steps: u64) {
        *self.hits.entry(end).or_default() += 1;
        self.runs += 1;
        self.steps += u128::from(steps);
        self.most = self.most.max(steps);
    }

    fn with(mut self, other: Self) -> Self {
        for (end, hits) in other.hits {
            *self.hits.entry(end).or_default() += hits;
        }
        self.runs += other.runs;
        self.steps += other.steps;
        self.most = self.most.max(other.most);
        self
    }
}

/// Where play can end: known beforehand where lots are drawn, else found on the way.
enum Ends {
    /// The component of each profile, and the numbers of those that are never left.
    Classes(Components, Vec<usize>),
    /// A map leads to its cycles.
    Map,
}

impl Ends {
    fn of(field: &Field<'_>, rule: &Rule, watch: Watch<'_>) -> Result<Self, ResponseError> {
        if !rule.is_random() {
            return Ok(Self::Map);
        }
        let profiles = field.payoffs.shape().profiles();
        let arc = |node: usize, turn: u64| field.arc(rule, node, turn);
        let go_on = |seen: u64| watch(seen, profiles as u64);
        let components = Components::of(profiles, arc, &go_on).ok_or(ResponseError::Stopped)?;
        let sinks = components.sinks(profiles, arc);
        Ok(Self::Classes(components, sinks))
    }

    /// One run: where it ends, and after how many steps. An end is known by its component, or by the
    /// least profile of its cycle.
    fn run(
        &self,
        field: &Field<'_>,
        rule: &Rule,
        start: usize,
        lots: &mut Lots,
        go_on: &dyn Fn() -> bool,
    ) -> Result<(usize, u64), ResponseError> {
        match self {
            Self::Classes(components, sinks) => {
                let (mut now, mut steps) = (start, 0_u64);
                loop {
                    let component = components.number[now] as usize;
                    if sinks.binary_search(&component).is_ok() {
                        return Ok((component, steps));
                    }
                    now = field.draw(rule, now, lots);
                    steps += 1;
                    if steps % BETWEEN == 0 && !go_on() {
                        return Err(ResponseError::Stopped);
                    }
                }
            }
            Self::Map => {
                let most = field.payoffs.shape().profiles() + 1;
                let way = trajectory(field, rule, start, most).ok_or(ResponseError::Stopped)?;
                let least = way.attractor().iter().min().copied().unwrap_or(start);
                Ok((least, way.before as u64))
            }
        }
    }

    fn landings(&self, field: &Field<'_>, rule: &Rule, tally: &Tally) -> Landings {
        let of = tally.runs;
        let landing = |profiles: Vec<usize>, hits: u64| {
            let certificate = certified(field.payoffs, &profiles);
            Landing { profiles, share: Share::Sampled { hits, of }, certificate }
        };
        #[allow(clippy::cast_precision_loss)] // a mean
        let mean = tally.steps as f64 / of.max(1) as f64;
        let steps = Steps::Sampled { mean, most: tally.most };
        let hits = |end: &usize| tally.hits.get(end).copied().unwrap_or(0);
        match self {
            Self::Classes(components, sinks) => {
                let mut members: FxHashMap<usize, Vec<usize>> =
                    sinks.iter().map(|&sink| (sink, Vec::new())).collect();
                for (profile, &component) in components.number.iter().enumerate() {
                    if let Some(members) = members.get_mut(&(component as usize)) {
                        members.push(profile);
                    }
                }
                let landings = sinks
                    .iter()
                    .map(|sink| landing(members.remove(sink).unwrap_or_default(), hits(sink)));
                Landings::new(landings.collect(), true, steps)
            }
            Self::Map => {
                let most = field.payoffs.shape().profiles() + 1;
                let landings = tally.hits.iter().filter_map(|(&least, &hits)| {
                    let way = trajectory(field, rule, least, most)?;
                    Some(landing(way.attractor().to_vec(), hits))
                });
                Landings::new(landings.collect(), false, steps)
            }
        }
    }
}

/// The way of one run from the profile number `start`, until it is where it ends, or for `at_most`
/// steps; and whether it has come to its end.
///
/// # Errors
/// [`ResponseError::Stopped`] when `watch` ends it.
pub fn drawn_path(
    field: &Field<'_>,
    rule: &Rule,
    start: usize,
    lots: &mut Lots,
    (at_most, watch): (usize, Watch<'_>),
) -> Result<(Vec<usize>, bool), ResponseError> {
    let ends = Ends::of(field, rule, watch)?;
    let mut path = vec![start];
    let mut now = start;
    let ended = |profile: usize| match &ends {
        Ends::Classes(components, sinks) => {
            sinks.binary_search(&(components.number[profile] as usize)).is_ok()
        }
        Ends::Map => field.next(rule, profile) == profile,
    };
    while !ended(now) {
        if path.len() > at_most {
            return Ok((path, false));
        }
        now = field.draw(rule, now, lots);
        path.push(now);
    }
    Ok((path, true))
}

/// A mixed strategy for each player, drawn uniformly: the gaps between sorted draws, in parts of 2¹⁶.
///
/// # Complexity
/// A draw for each strategy, and a sort.
pub fn random_mixed(shape: &Shape, lots: &mut Lots) -> Profile<Rational> {
    /// The draws are multiples of one part in so many.
    const PARTS: usize = 1 << 16;
    let strategies = shape.strategies().iter().map(|&count| {
        let mut cuts: Vec<usize> = (1..count).map(|_| lots.below(PARTS + 1)).collect();
        cuts.sort_unstable();
        cuts.push(PARTS);
        let mut before = 0;
        let gaps = cuts.into_iter().map(|cut| {
            let gap = cut - before;
            before = cut;
            Rational::share(gap, PARTS)
        });
        gaps.collect()
    });
    Profile::new(strategies.collect())
}

/// Play from a mixed profile until nobody mixes: the first time that players who mix move, they go to a
/// pure strategy that is a best response to what the others play then (or, of [`Target::Better`], the
/// first that is better than what they mix). Gives the pure profile, by number, and the steps.
///
/// # Errors
/// [`ResponseError::Unsettled`] when two responses cannot be compared.
///
/// # Complexity
/// For each move a sum over the others' pure profiles, for each own strategy.
pub fn from_mixed(
    field: &Field<'_>,
    rule: &Rule,
    start: &Profile<Rational>,
    lots: &mut Lots,
) -> Result<(usize, u64), ResponseError> {
    let players = field.payoffs.shape().players();
    let counts = field.payoffs.shape().strategies();
    let mut now: Vec<Vec<Rational>> = start.iter().cloned().collect();
    // Who plays a pure strategy has it already
    let mut moved: Vec<Option<usize>> =
        now.iter().map(|mix| mix.iter().position(|p| *p == Rational::one())).collect();
    let mut steps = 0;
    let inertia = field.inertia.nearest_f64();
    while moved.iter().any(Option::is_none) {
        let movers: Vec<usize> = match rule.order {
            Order::InTurn | Order::AllAtOnce => (0..players).collect(),
            Order::OneDrawn => vec![lots.below(players)],
            Order::EachPerhaps => (0..players).filter(|_| !lots.happens(inertia)).collect(),
        };
        let before = Profile::new(now.clone());
        for player in movers {
            let against = match rule.order {
                Order::InTurn => Profile::new(now.clone()),
                _ => before.clone(),
            };
            let to = response(field.payoffs, rule, player, (&against, moved[player]), lots)?;
            moved[player] = Some(to);
            now[player] = vec![Rational::zero(); counts[player]];
            now[player][to] = Rational::one();
        }
        steps += 1;
    }
    let pure: Vec<usize> = moved.into_iter().flatten().collect();
    Ok((field.payoffs.shape().index(&pure), steps))
}

/// What `player` moves to when others still mix.
fn response(
    payoffs: &Payoffs,
    rule: &Rule,
    player: usize,
    (against, own): (&Profile<Rational>, Option<usize>),
    lots: &mut Lots,
) -> Result<usize, ResponseError> {
    let best = best_against(payoffs, player, against)?;
    if let Some(own) = own.filter(|own| best.contains(own)) {
        return Ok(own);
    }
    let choice = match rule.target {
        Target::Best => best,
        Target::Better => {
            let better = crate::response::better_against(payoffs, player, against)?;
            if better.is_empty() { best } else { better }
        }
    };
    let turn = if rule.is_random() { lots.below(choice.len()) } else { 0 };
    Ok(choice[turn])
}
