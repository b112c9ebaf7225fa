//! Other parameters at which it comes about: each alone, then all together.

use rayon::prelude::*;

use super::{CliError, Game, Making, Target};
use crate::cli::vary::axes;
use equil::answer::{Condition, Decision};
use equil::dominance::Kind;
use equil::game::Support;
use equil::make::{Aim, Known, Near, Wish, nearest};
use equil::model::{Axis, MixedChoice, ModelError, Query, QueryKind, Restriction};
use equil::nash::Settings;
use equil::num::Rational;
use equil::report::{Alone, Moved};
use equil::threshold::{Asked, Reach, ThresholdError, line};

/// Other parameters at which it comes about; nothing where none may move.
pub(super) fn moved(
    args: &Making,
    game: &Game,
    (player, class): (usize, &Support),
    target: &Target,
    wish: &Wish<'_>,
    watch: &(dyn Fn(u64, u64) -> bool + Sync),
) -> Result<Option<Moved>, CliError> {
    let mut moving = Vec::new();
    let mut base = Vec::new();
    for axis in axes(&args.vary, &game.model)? {
        let Some(value) = game.assignment.get(axis.parameter) else { continue };
        if axis.low < axis.high {
            base.push(value.clone());
            moving.push(axis);
        }
    }
    if moving.is_empty() {
        return Ok(None);
    }
    let target_class = class.clone();
    let kind = match wish.aim {
        Aim::Dominant(Kind::Strict) => QueryKind::Dominant { player, target: target_class },
        Aim::Dominant(Kind::Weak) => QueryKind::WeaklyDominant { player, target: target_class },
        Aim::Dominant(Kind::VeryWeak) => QueryKind::BestResponse { player, target: target_class },
        _ => QueryKind::IteratedDominant { player, target: target_class },
    };
    let counts = wish.payoffs.shape().strategies();
    let given = target
        .kept
        .iter()
        .enumerate()
        .filter(|(player, kept)| kept.len() < counts[*player])
        .map(|(player, kept)| Restriction { player, choice: MixedChoice::Among(kept.clone()) })
        .collect();
    let query = Query { kind, given };
    let settings = Settings { watch, ..Settings::default() };
    let near = Near {
        model: &game.model,
        point: &game.assignment,
        moving: &moving,
        query: &query,
        margin: &wish.margin,
        metric: args.distance.metric(),
        known: &[],
        max_bits: game.max_bits,
        settings: &settings,
    };
    let alone = |(only, base): (&Axis, &Rational)| {
        if wish.margin.is_zero() {
            by_thresholds(game, &query, (only, base), &settings)
        } else {
            // What is not strict at a threshold is no answer to a query
            by_itself(&Near { moving: std::slice::from_ref(only), ..near })
        }
    };
    let failed = |error: ModelError| CliError::Problems(vec![error.diagnostic(&game.model)]);
    let single: Result<Vec<Alone>, ModelError> = moving.par_iter().zip(&base).map(alone).collect();
    let (single, metric) = (single.map_err(failed)?, near.metric);
    let known: Vec<Known> =
        (0..base.len()).filter_map(|axis| known(&single[axis], &base, axis)).collect();
    let found = nearest(&Near { known: &known, ..near }).map_err(failed)?;
    Ok(Some(Moved { moving, base, single, nearest: found, metric }))
}

/// The nearest value of one parameter, from every change of the answer in its range.
fn by_thresholds(
    game: &Game,
    query: &Query,
    (moving, base): (&Axis, &Rational),
    settings: &Settings<'_>,
) -> Result<Alone, ModelError> {
    let asked = Asked {
        model: &game.model,
        point: &game.assignment,
        parameter: moving.parameter,
        low: &moving.low,
        high: &moving.high,
        condition: &Condition::Query(query.clone()),
        budget: BUDGET,
        max_bits: game.max_bits,
        settings,
    };
    let found = match line(&asked) {
        Ok(found) => found,
        Err(ThresholdError::Model(error)) => return Err(error),
        Err(_) => return Ok(Alone::Open),
    };
    Ok(match found.reach(base, &Decision::Yes) {
        _ if !found.enters => Alone::Absent,
        Some(reach) => Alone::Reach(reach),
        None if found.lacks(&Decision::Yes) => Alone::Never,
        None => Alone::Open,
    })
}

/// The same as the nearest point where nothing else moves.
fn by_itself(near: &Near<'_>) -> Result<Alone, ModelError> {
    let found = nearest(near)?;
    let proved = found.distance.as_ref() == Some(&found.at_least);
    Ok(match found.values.as_deref() {
        Some([value]) => Alone::Reach(Reach {
            value: (value.clone(), value.clone()),
            attained: found.holds,
            proved,
        }),
        _ if found.nowhere => Alone::Never,
        _ => Alone::Open,
    })
}

/// Stretches of each range looked at before the rest stays open.
const BUDGET: u64 = 5_000;

/// The point at which one parameter alone is where it must be.
fn known(alone: &Alone, base: &[Rational], axis: usize) -> Option<Known> {
    let Alone::Reach(reach) = alone else { return None };
    let (low, high) = &reach.value;
    // Of bounds the farther one, which is beyond the value itself
    let value = if *high <= base[axis] { low } else { high };
    let mut values = base.to_vec();
    values[axis].clone_from(value);
    Some(Known { values, holds: reach.attained || low < high })
}
