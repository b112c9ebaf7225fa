//! A near point for payoffs of any kind: found in floats and by halving, checked exactly.

use super::affine::Forms;
use super::beyond::Boxes;
use super::{Asked, Found, Nearest, linear};
use crate::num::{Rational, Ring};
use crate::sampling;

/// Points looked at to start from.
const SAMPLES: u64 = 256;
/// How often differences are straightened.
const ROUNDS: usize = 12;
/// Halvings of a way.
const HALVINGS: usize = 24;
/// How much further than a guess is looked at, in 64ths of the way.
const BEYOND: [i64; 5] = [64, 65, 68, 80, 128];

/// How often the nearest point so far is a point to start from.
const TURNS: usize = 3;
/// Points that are brought nearer.
const STARTS: usize = 2;

/// A witness, and boxes in which there is none. `at_least` is how far it is proved to be already.
pub(super) fn searched(asked: &Asked<'_>, at_least: Rational) -> Nearest {
    let nothing = |at_least, nowhere, stopped| Nearest {
        values: None,
        distance: None,
        at_least,
        nowhere,
        found: Found::Searched,
        holds: false,
        stopped,
    };
    let boxes = Boxes::new(asked);
    if asked.goes_on() && boxes.are_no(&boxes.whole()) {
        return nothing(at_least, true, false);
    }
    let best = known(asked);
    let clear = boxes.clear(best.as_ref());
    let at_least = at_least.max(clear.clone());
    let best = witness(asked, best);
    let (best, shown) = boxes.further(&clear, best);
    let at_least = at_least.max(shown.at_least);
    match best {
        Some(best) => Nearest {
            values: Some(best.values),
            // Halving proves that nothing is nearer than the point, never more than that
            at_least: at_least.min(best.distance.clone()),
            distance: Some(best.distance),
            nowhere: false,
            found: Found::Searched,
            holds: best.holds,
            stopped: shown.stopped,
        },
        None => nothing(at_least, shown.nowhere, shown.stopped),
    }
}

/// A point at which it holds, or next to which it does.
pub(super) struct Witness {
    pub(super) values: Vec<Rational>,
    pub(super) distance: Rational,
    pub(super) holds: bool,
}

impl Witness {
    fn new(asked: &Asked<'_>, values: Vec<Rational>, holds: bool) -> Self {
        Self { distance: asked.distance(&values), values, holds }
    }
}

/// Keeps a point at which it holds if it is nearer than the nearest so far.
pub(super) fn keep(asked: &Asked<'_>, best: &mut Option<Witness>, values: Vec<Rational>) -> bool {
    let new = Witness::new(asked, values, true);
    let nearer = best.as_ref().is_none_or(|best| new.distance < best.distance);
    if nearer {
        *best = Some(new);
    }
    nearer
}

/// The nearest of the points that are known.
fn known(asked: &Asked<'_>) -> Option<Witness> {
    let known = asked.near.known.iter().filter(|known| !known.holds || asked.holds(&known.values));
    let all = known.map(|known| Witness::new(asked, known.values.clone(), known.holds));
    all.min_by(|a, b| (&a.distance, !a.holds).cmp(&(&b.distance, !b.holds)))
}

/// The nearest point that is found: from the base, from points of a design, and from the nearest so far.
fn witness(asked: &Asked<'_>, mut best: Option<Witness>) -> Option<Witness> {
    let mut starts = straightened(asked, &asked.base);
    if starts.is_empty() {
        starts = sampled(asked);
    }
    for turn in 0..TURNS {
        starts.sort_by_cached_key(|values| asked.distance(values));
        let mut nearer = false;
        for start in starts.drain(..).take(STARTS) {
            if !asked.goes_on() {
                // Not brought nearer, but checked
                keep(asked, &mut best, start);
                return best;
            }
            nearer |= keep(asked, &mut best, closer(asked, start));
        }
        match &best {
            Some(best) if nearer || turn == 0 => starts = straightened(asked, &best.values),
            _ => break,
        }
    }
    best
}

/// Points at which straightened differences are as they must be, and at which it is proved to hold:
/// first those of a point, then of where they lead.
fn straightened(asked: &Asked<'_>, from: &[Rational]) -> Vec<Vec<Rational>> {
    let mut found = Vec::new();
    let mut at = from.to_vec();
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
