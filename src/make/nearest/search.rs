//! A near point for payoffs of any kind: found in floats and by halving, checked exactly.

use super::affine::Forms;
use super::{Asked, Found, Nearest, linear};
use crate::answer::Decision;
use crate::num::{Interval, Rational, Ring};
use crate::sampling;

/// Points looked at to start from.
const SAMPLES: u64 = 256;
/// How often differences are straightened.
const ROUNDS: usize = 12;
/// Halvings of a way.
const HALVINGS: usize = 24;
/// How much further than a guess is looked at, in 64ths of the way.
const BEYOND: [i64; 5] = [64, 65, 68, 80, 128];

/// A witness, and a box around the base point in which there is none.
pub(super) fn searched(asked: &Asked<'_>) -> Nearest {
    let at_least = clear(asked);
    let mut starts = straightened(asked);
    starts.extend(sampled(asked));
    starts.sort_by_cached_key(|values| asked.distance(values));
    let mut best: Option<Vec<Rational>> = None;
    for start in starts.into_iter().take(8) {
        if !asked.goes_on() {
            break;
        }
        let near = closer(asked, start);
        if best.as_ref().is_none_or(|best| asked.distance(&near) < asked.distance(best)) {
            best = Some(near);
        }
    }
    let distance = best.as_ref().map(|values| asked.distance(values));
    Nearest {
        holds: best.is_some(),
        nowhere: is_nowhere(asked),
        values: best,
        distance,
        at_least,
        found: Found::Searched,
    }
}

/// Points at which straightened differences are as they must be, and at which it is proved to hold.
fn straightened(asked: &Asked<'_>) -> Vec<Vec<Rational>> {
    let mut found = Vec::new();
    let mut at = asked.base.clone();
    for _ in 0..ROUNDS {
        let Some(forms) = Forms::near(asked, &at).filter(|_| asked.goes_on()) else { break };
        let Some(guess) = linear::guess(asked, &forms) else { break };
        let guess: Vec<Rational> = guess.iter().map(short).collect();
        for further in BEYOND {
            let point = on_the_way(
                asked,
                &guess,
                &Rational::new(further, 64).unwrap_or_else(Rational::one),
            );
            if asked.holds(&point) {
                found.push(point);
                break;
            }
        }
        if guess == at {
            break;
        }
        at = guess;
    }
    found
}

/// As short as a float: nothing hangs on which point is looked at.
fn short(x: &Rational) -> Rational {
    Rational::from_f64(x.nearest_f64()).unwrap_or_else(|| x.clone())
}

/// Points of a design at which it holds.
fn sampled(asked: &Asked<'_>) -> Vec<Vec<Rational>> {
    let dimensions = asked.base.len();
    let Some(points) = sampling::named("sobol")
        .and_then(|design| design.points(&sampling::Asked::new(dimensions, SAMPLES)).ok())
    else {
        return Vec::new();
    };
    let mut unit = vec![0.0; dimensions];
    let mut found = Vec::new();
    for row in 0..points.rows() {
        if !asked.goes_on() {
            break;
        }
        points.point(row, &mut unit);
        let value = |(axis, share): (usize, &f64)| {
            let mut value = asked.near.moving[axis].low.clone();
            let share = Rational::from_f64(*share).unwrap_or_else(Rational::zero);
            value.add_product(&asked.width(axis), &share);
            value
        };
        let values: Vec<Rational> = unit.iter().enumerate().map(value).collect();
        if asked.holds(&values) {
            found.push(values);
        }
    }
    found
}

/// So much of the way from the base point to another, within the ranges.
fn on_the_way(asked: &Asked<'_>, to: &[Rational], share: &Rational) -> Vec<Rational> {
    let part = |(axis, to): (usize, &Rational)| {
        let mut value = asked.base[axis].clone();
        value.add_product(share, &to.minus(&asked.base[axis]));
        let moving = &asked.near.moving[axis];
        value.clamp(moving.low.clone(), moving.high.clone())
    };
    to.iter().enumerate().map(part).collect()
}

/// From a point at which it holds back towards the base point: the whole way, then one parameter after the other.
fn closer(asked: &Asked<'_>, start: Vec<Rational>) -> Vec<Rational> {
    let mut best = back(asked, start, None);
    let mut axes: Vec<usize> = (0..best.len()).collect();
    // What has moved least can perhaps stay
    axes.sort_by_cached_key(|&axis| asked.shares(&best)[axis].clone());
    for axis in axes {
        if !asked.goes_on() {
            break;
        }
        best = back(asked, best, Some(axis));
    }
    back(asked, best, None)
}

/// The point nearest to the base on the way (along one axis, or all), by halving: it holds there.
fn back(asked: &Asked<'_>, from: Vec<Rational>, axis: Option<usize>) -> Vec<Rational> {
    let place = |share: &Rational| {
        let moved = on_the_way(asked, &from, share);
        match axis {
            None => moved,
            Some(only) => {
                let mut point = from.clone();
                point[only].clone_from(&moved[only]);
                point
            }
        }
    };
    let (mut without, mut with) = (Rational::zero(), Rational::one());
    let home = place(&without);
    if home == from {
        return from;
    }
    if axis.is_some() && asked.holds(&home) {
        return home;
    }
    for _ in 0..HALVINGS {
        let middle = crate::table::middle(&without, &with);
        if asked.holds(&place(&middle)) {
            with = middle;
        } else {
            without = middle;
        }
    }
    place(&with)
}

/// Halvings of the size of the box that is proved to be clear.
const SIZES: usize = 16;

/// The greatest distance found within which it is proved to hold nowhere.
fn clear(asked: &Asked<'_>) -> Rational {
    let (mut proved, mut open) = (Rational::zero(), Rational::one());
    for _ in 0..SIZES {
        let middle = crate::table::middle(&proved, &open);
        if asked.goes_on() && is_clear(asked, &middle) {
            proved = middle;
        } else {
            open = middle;
        }
    }
    proved
}

/// Whether it holds nowhere within the ranges.
fn is_nowhere(asked: &Asked<'_>) -> bool {
    let whole =
        asked.near.moving.iter().map(|moving| Interval::spanning(&moving.low, &moving.high));
    is_no(asked, &whole.collect::<Vec<_>>())
}

/// Whether it holds nowhere where every parameter moves by at most this share of its range: so nowhere nearer, by
/// either metric.
fn is_clear(asked: &Asked<'_>, share: &Rational) -> bool {
    let range = |(axis, base): (usize, &Rational)| {
        let mut reach = asked.width(axis);
        reach *= share;
        let (mut low, mut high) = (base.clone(), base.clone());
        low -= &reach;
        high += &reach;
        Interval::spanning(&low, &high)
    };
    is_no(asked, &asked.base.iter().enumerate().map(range).collect::<Vec<_>>())
}

fn is_no(asked: &Asked<'_>, ranges: &[Interval]) -> bool {
    let payoffs = asked.of.over(ranges);
    asked.condition.decide(&payoffs, asked.near.settings) == Ok(Decision::No)
}
