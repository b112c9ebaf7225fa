//! Points proved to generate each other, in exact numbers.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::hull::Between;
use super::inner::{Guess, Image};
use super::simplex::Search;
use super::stage::Stage;
use crate::certify::{GeneratedPoint, is_self_generating_by_each};
use crate::linalg::{Matrix, solve};
use crate::lp::{Limit, Program, Proved, Relation};
use crate::num::{Rational, Ring, Sign};

/// Continuations that may be looked for by exact linear programs, each time, because floats mislead.
const EXACT: usize = 16;

/// Numbers of points, and their weights.
type Shares = Vec<(usize, Rational)>;

/// A point of the next set.
struct Point {
    payoffs: Vec<Rational>,
    profile: usize,
    then: Vec<Rational>,
}

/// Profiles that can be played for ever, because who deviates is punished by the worst of them: as many as there are.
pub(super) fn stationary(stage: &Stage<'_>) -> Vec<usize> {
    let mut kept: Vec<usize> = (0..stage.needed.len()).collect();
    loop {
        let least =
            |player: usize| kept.iter().map(|&p| &stage.game.payoffs(player)[p]).min().cloned();
        let Some(threats) = (0..stage.players()).map(least).collect::<Option<Vec<_>>>() else {
            return kept;
        };
        let before = kept.len();
        kept.retain(|&profile| holds(stage, profile, &stage.exact(profile), &threats));
        if kept.len() == before {
            break;
        }
    }
    // Of those with the same payoffs one is enough
    let mut known = BTreeSet::new();
    kept.retain(|&profile| known.insert(stage.exact(profile)));
    kept
}

/// These profiles, each played for ever.
pub(super) fn forever(stage: &Stage<'_>, profiles: &[usize]) -> Vec<GeneratedPoint> {
    let point = |(place, &profile): (usize, &usize)| GeneratedPoint {
        payoffs: stage.exact(profile),
        profile,
        continuation: vec![(place, Rational::one())],
    };
    profiles.iter().enumerate().map(point).collect()
}

/// The next set of a guess, as far as it can be proved to generate itself.
pub(super) fn proved(
    stage: &Stage<'_>,
    guess: &Guess,
    stationary: &[usize],
) -> Option<Vec<GeneratedPoint>> {
    let fixed: Vec<Vec<Rational>> =
        stationary.iter().map(|&profile| stage.exact(profile)).collect();
    let moving = guess.points.len() - fixed.len();
    let exact =
        |point: &Vec<f64>| point.iter().map(|&x| Rational::from_f64(x)).collect::<Option<Vec<_>>>();
    let mut points = guess.points[..moving].iter().map(exact).collect::<Option<Vec<_>>>()?;
    points.extend(fixed.iter().cloned());
    let threats = worst(&points)?;
    let then = |image: &Image| continuation(stage, image, &points, &threats);
    let mut found: Vec<Point> = stationary
        .iter()
        .zip(&fixed)
        .map(|(&profile, at)| Point { payoffs: at.clone(), profile, then: at.clone() })
        .collect();
    found.extend(guess.images.par_iter().filter_map(then).collect::<Vec<_>>());
    let mut known = BTreeSet::new();
    found.retain(|point| known.insert(point.payoffs.clone()));
    // What follows must be among what is left
    loop {
        let payoffs: Vec<Vec<Rational>> = found.iter().map(|point| point.payoffs.clone()).collect();
        let threats = worst(&payoffs)?;
        let between = shares(stage, &found, &payoffs);
        let before = found.len();
        let told: Vec<(Point, Option<Shares>)> = found
            .into_iter()
            .zip(between)
            .map(|(point, between)| {
                let kept = holds(stage, point.profile, &point.then, &threats);
                (point, between.filter(|_| kept))
            })
            .collect();
        if told.iter().all(|(_, between)| between.is_some()) {
            let points = told.into_iter().filter_map(|(point, between)| {
                let Point { payoffs, profile, .. } = point;
                Some(GeneratedPoint { payoffs, profile, continuation: between? })
            });
            let points: Vec<GeneratedPoint> = points.collect();
            let holds =
                is_self_generating_by_each(stage.game, stage.discounts, &points, &stage.errors);
            return holds.then_some(points);
        }
        found = told
            .into_iter()
            .filter(|(_, between)| between.is_some())
            .map(|(point, _)| point)
            .collect();
        if found.len() == before || found.len() <= fixed.len() {
            return None;
        }
    }
}

/// Whether this continuation keeps everybody from deviating.
fn holds(stage: &Stage<'_>, profile: usize, then: &[Rational], threats: &[Rational]) -> bool {
    then.iter().zip(threats).zip(&stage.needed[profile]).all(|((then, threat), needed)| {
        let mut least = threat.clone();
        least += needed;
        *then >= least
    })
}

fn worst(points: &[Vec<Rational>]) -> Option<Vec<Rational>> {
    let players = points.first()?.len();
    (0..players).map(|player| points.iter().map(|point| &point[player]).min().cloned()).collect()
}

/// The exact point of the next set that floats have found: the one with the same players just held in check.
fn continuation(
    stage: &Stage<'_>,
    image: &Image,
    points: &[Vec<Rational>],
    threats: &[Rational],
) -> Option<Point> {
    let needed = &stage.needed[image.profile];
    let tight: Vec<usize> = (0..threats.len()).filter(|&player| image.tight[player]).collect();
    let floor = |player: &usize| {
        let mut floor = threats[*player].clone();
        floor += &needed[*player];
        floor
    };
    let right: Vec<Rational> = tight.iter().map(floor).collect();
    let between = weights(points, &image.between, &tight, &right)?;
    let then: Vec<Rational> = (0..threats.len())
        .map(|player| {
            let mut sum = Rational::zero();
            for (place, weight) in &between {
                sum.add_product(weight, &points[*place][player]);
            }
            sum
        })
        .collect();
    let payoffs = then.iter().zip(stage.discounts).enumerate().map(|(player, (then, discount))| {
        let mut value = Rational::one().minus(discount);
        value *= &stage.game.payoffs(player)[image.profile];
        value.add_product(discount, then);
        value
    });
    let payoffs = payoffs.collect();
    holds(stage, image.profile, &then, threats).then_some(Point {
        payoffs,
        profile: image.profile,
        then,
    })
}

/// Weights of some points with which their average has given values of some coordinates.
fn weights(
    points: &[Vec<Rational>],
    between: &[usize],
    axes: &[usize],
    values: &[Rational],
) -> Option<Shares> {
    let mut rows = vec![vec![Rational::one(); between.len()]];
    rows.extend(
        axes.iter().map(|&axis| between.iter().map(|&p| points[p][axis].clone()).collect()),
    );
    let right: Vec<Rational> =
        [Rational::one()].into_iter().chain(values.iter().cloned()).collect();
    let weights = solve(&Matrix::from_rows(rows)?, &right).unique()?;
    if weights.iter().any(|weight| weight.signum() == Sign::Negative) {
        return None;
    }
    let both = between.iter().copied().zip(weights);
    Some(both.filter(|(_, weight)| !weight.is_zero()).collect())
}

/// What each point is followed by, as an average of all of them, where there is one.
fn shares(stage: &Stage<'_>, found: &[Point], payoffs: &[Vec<Rational>]) -> Vec<Option<Shares>> {
    let floats =
        |point: &Vec<Rational>| point.iter().map(Rational::nearest_f64).collect::<Vec<f64>>();
    let all: Vec<Vec<f64>> = payoffs.iter().map(floats).collect();
    let hull = Between::new(&all, stage.range);
    let axes: Vec<usize> = (0..stage.players()).collect();
    let quick = |(place, point): (usize, &Point)| {
        if point.then == point.payoffs {
            return Some(vec![(place, Rational::one())]);
        }
        if let Some(same) = payoffs.iter().position(|other| *other == point.then) {
            return Some(vec![(same, Rational::one())]);
        }
        let between = hull.find(&floats(&point.then), &mut Search::default())?;
        weights(payoffs, &between, &axes, &point.then)
    };
    let mut told: Vec<_> = found.par_iter().enumerate().map(quick).collect();
    let open: Vec<usize> = (0..told.len()).filter(|&place| told[place].is_none()).collect();
    if open.len() <= EXACT {
        let exact = |&place: &usize| (place, by_program(payoffs, &found[place].then));
        for (place, between) in open.par_iter().map(exact).collect::<Vec<_>>() {
            told[place] = between;
        }
    }
    told
}

/// Weights with which points have a given average.
fn by_program(points: &[Vec<Rational>], average: &[Rational]) -> Option<Shares> {
    let mut program = Program::maximise(vec![Rational::zero(); points.len()]);
    program.add_row(vec![Rational::one(); points.len()], Relation::Equal, Rational::one());
    for (axis, value) in average.iter().enumerate() {
        let row = points.iter().map(|point| point[axis].clone()).collect();
        program.add_row(row, Relation::Equal, value.clone());
    }
    match crate::lp::solve(&program, Limit::default()).ok()?.proved {
        Proved::Optimal { primal, .. } => {
            let weights = primal.into_iter().enumerate();
            Some(weights.filter(|(_, weight)| !weight.is_zero()).collect())
        }
        _ => None,
    }
}
