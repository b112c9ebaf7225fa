//! The cheapest promises that make targets dominant: against each way the others can play on its own.

use super::plan::Plan;
use super::program::{self, Cheapest, Stage, cheapest};
use super::row::Row;
use super::wish::{Least, MakeError, Means, Wish};
use crate::dominance::Watch;
use crate::num::{Rational, Ring};

/// What one member of a class would take against one profile of the others.
struct Choice {
    rows: Vec<Row>,
    first: Cheapest,
}

/// The promises, and the proof that none cost less.
pub(super) fn dominant(wish: &Wish<'_>, watch: Watch<'_>) -> Result<Plan, MakeError> {
    let places = places(wish);
    if wish.means == Means::Transfers {
        if places.iter().any(|&(player, _)| wish.inside(player).len() > 1) {
            return Err(MakeError::ClassByTransfers);
        }
        let mut rows = Vec::new();
        for &place in &places {
            rows.extend(member_rows(wish, place, wish.inside(place.0)[0])?);
        }
        let first = program::first(wish, &rows.iter().collect::<Vec<_>>())?;
        let slope = Some(first.slope.clone());
        return Plan::new(wish, rows, Vec::new(), &first, slope);
    }
    let mut all: Vec<Vec<Choice>> = Vec::new();
    for (done, &place) in places.iter().enumerate() {
        if !watch(done as u64, places.len() as u64) {
            return Err(MakeError::Stopped);
        }
        all.push(choices(wish, place)?);
    }
    let mut first = Cheapest::nothing();
    for choices in &all {
        first.and(least(choices), wish.least);
    }
    let (mut rows, mut amounts) = (Vec::new(), Vec::new());
    for choices in all {
        let own = least(&choices).cost;
        let most = if wish.least == Least::Greatest { &first.cost } else { &own };
        let mut best: Option<(Cheapest, Vec<Row>)> = None;
        for choice in choices.into_iter().filter(|choice| choice.first.cost <= *most) {
            let part: Vec<&Row> = choice.rows.iter().collect();
            let found = cheapest(wish, &part, &Stage::Then(most))?;
            if best.as_ref().is_none_or(|(best, _)| found.cost < best.cost) {
                best = Some((found, choice.rows));
            }
        }
        let (found, chosen) = best.ok_or(MakeError::Impossible)?;
        rows.extend(chosen);
        amounts.extend(found.amounts);
    }
    let slope = Some(first.slope.clone());
    Plan::of(wish, rows, Vec::new(), &first, slope, amounts)
}

/// Each player with a target, and each way the others can play.
fn places(wish: &Wish<'_>) -> Vec<(usize, usize)> {
    let shape = wish.payoffs.shape();
    let players = (0..shape.players()).filter(|&p| !wish.outside(p).is_empty());
    players
        .flat_map(|player| {
            let rivals = shape.rival_profiles_within(player, &wish.kept);
            rivals.into_iter().map(move |rivals| (player, rivals))
        })
        .collect()
}

/// That a member beats everything outside.
fn member_rows(
    wish: &Wish<'_>,
    place: (usize, usize),
    member: usize,
) -> Result<Vec<Row>, MakeError> {
    let outside = wish.outside(place.0);
    outside.into_iter().map(|strategy| Row::pure(wish, place, strategy, member)).collect()
}

fn choices(wish: &Wish<'_>, place: (usize, usize)) -> Result<Vec<Choice>, MakeError> {
    let mut found = Vec::new();
    for member in wish.inside(place.0) {
        let rows = member_rows(wish, place, member)?;
        let part: Vec<&Row> = rows.iter().collect();
        match cheapest(wish, &part, &Stage::First) {
            Ok(first) => found.push(Choice { rows, first }),
            Err(MakeError::Impossible) => {}
            Err(error) => return Err(error),
        }
    }
    if found.is_empty() { Err(MakeError::Impossible) } else { Ok(found) }
}

/// What the cheapest member costs, and what every member costs at least.
fn least(choices: &[Choice]) -> Cheapest {
    let mut least = Cheapest::nothing();
    let costs = choices.iter().map(|choice| &choice.first);
    let smallest = |of: fn(&Cheapest) -> &Rational| {
        costs.clone().map(of).min().cloned().unwrap_or_else(Rational::zero)
    };
    least.cost = smallest(|first| &first.cost);
    least.at_least = smallest(|first| &first.at_least);
    least.slope = smallest(|first| &first.slope);
    least
}
