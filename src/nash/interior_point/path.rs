//! The path, point by point: a step along its direction, then Newton's method back to it.

use nalgebra::DVector;

use super::system::{Factored, Field, Point};

/// How closely the path is followed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Care {
    /// Newton's method ends when it changes no logarithm by more.
    tolerance: f64,
    /// Steps change no logarithm by more.
    longest: f64,
}

/// The ways to follow a path, the next when one has lost it. Any path that ends at an equilibrium
/// is as good as another, so the first is quick.
pub(super) const CARES: &[Care] =
    &[Care { tolerance: 0.03, longest: 3.0 }, Care { tolerance: 0.003, longest: 1.0 }];

/// Weight of the barrier at the start, times the larger number of strategies; payoffs have a range
/// of 1.
const WEIGHT: f64 = 10.0;
/// Logarithm of the weight at which floats have nothing left to say.
const LAST: f64 = -34.0;
/// Where the start is found: Newton's method in at most so many rounds.
const ROUNDS: usize = 50;
/// Rounds of Newton's method after a step.
const CORRECTIONS: usize = 6;
/// A correction larger than this has left the path.
const FAR: f64 = 1.0;
/// Each correction must be smaller than the one before, by this factor.
const SHRINKS: f64 = 0.7;
/// The first step, and the least.
const FIRST: f64 = 0.3;
const LEAST: f64 = 1e-4;
/// Directions are computed anew for steps shorter than this.
const SHORT: f64 = 0.1;
/// Steps after which the path is given up.
const STEPS: usize = 3000;

/// The step after one that took so many corrections.
fn next(step: f64, corrections: usize) -> f64 {
    match corrections {
        0 | 1 => step * 2.0,
        2 => step * 1.3,
        3 => step,
        _ => step / 1.5,
    }
}

/// How much of the way is behind, from 0 to 1.
fn progress(from: f64, weight: f64) -> f64 {
    ((from - weight) / (from - LAST)).clamp(0.0, 1.0)
}

/// Follows the path and shows `at` each point of it, until that has an answer. `None` where there is
/// none, or where `watch`, which is told how much of the way is behind, ends it.
pub(super) fn follow<T>(
    field: &Field,
    care: Care,
    watch: &mut dyn FnMut(f64) -> bool,
    mut at: impl FnMut(&Point) -> Option<T>,
) -> Option<T> {
    let mut point = start(field, watch)?;
    let from = point.weight;
    let mut step = FIRST;
    let mut factored = Factored::new(field, &point)?;
    let mut before = down(&point);
    let mut fresh = true;
    for _ in 0..STEPS {
        let direction = factored.direction(&before)?;
        let taken = loop {
            if !watch(progress(from, point.weight)) {
                return None;
            }
            if let Some(taken) = corrected(field, care, (&point, &direction, step)) {
                break Some(taken);
            }
            step /= 2.0;
            if step < LEAST {
                return None;
            }
            if step < SHORT && !fresh {
                break None;
            }
        };
        match taken {
            None => {
                factored = Factored::new(field, &point)?;
                fresh = true;
            }
            Some((next_point, derivatives, corrections)) => {
                (point, factored, before) = (next_point, derivatives, direction);
                fresh = false;
                step = next(step, corrections).min(care.longest);
                if let Some(answer) = at(&point) {
                    return Some(answer);
                }
                if point.weight < LAST {
                    return None;
                }
            }
        }
    }
    None
}

/// The direction in which only μ falls.
fn down(point: &Point) -> Point {
    Point { weight: -1.0, ..Point::still(point.logs.each_ref().map(DVector::len)) }
}

/// The point of the path where the barrier outweighs all payoffs.
fn start(field: &Field, watch: &mut dyn FnMut(f64) -> bool) -> Option<Point> {
    let (rows, columns) = field.first.shape();
    #[allow(clippy::cast_precision_loss)]
    let [rows, columns] = [rows as f64, columns as f64];
    let weight = WEIGHT / rows.max(columns);
    let logs = [rows, columns].map(|count| -count.ln());
    let uniform = |p: usize| {
        let count = if p == 0 { field.first.nrows() } else { field.first.ncols() };
        DVector::from_element(count, logs[p])
    };
    let mut point = Point {
        logs: [uniform(0), uniform(1)],
        bounds: [weight * rows, weight * columns],
        weight: weight.ln(),
    };
    let still = down(&point);
    for _ in 0..ROUNDS {
        if !watch(0.0) {
            return None;
        }
        let change = Factored::new(field, &point)?.step(&point, (&still, &point, 0.0))?;
        let size = change.size();
        if !size.is_finite() {
            return None;
        }
        point = point.moved(&change, (FAR / size).min(1.0));
        if size < CARES[0].tolerance {
            return Some(point);
        }
    }
    None
}

/// The point of the path after a step, with derivatives near it, and how many corrections it took.
fn corrected<'a>(
    field: &'a Field,
    care: Care,
    (point, direction, step): (&Point, &Point, f64),
) -> Option<(Point, Factored<'a>, usize)> {
    let target = step * direction.dot(direction);
    let mut ahead = point.moved(direction, step);
    let mut last = FAR;
    for round in 1..=CORRECTIONS {
        let factored = Factored::new(field, &ahead)?;
        let change = factored.step(&ahead, (direction, point, target))?;
        let size = change.size();
        if size.is_nan() || size >= last {
            return None;
        }
        last = size * SHRINKS;
        ahead = ahead.moved(&change, 1.0);
        if size < care.tolerance {
            return Some((ahead, factored, round));
        }
    }
    None
}
