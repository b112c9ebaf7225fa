//! Curves of solutions, followed by predictor and corrector.
//!
//! Source: E. L. Allgower and K. Georg, *Numerical Continuation Methods: An Introduction*, 1990 (`allgower1990`).

/// Equations with one unknown more than there are of them, whose solutions form a curve.
pub(crate) trait Curve {
    /// A point, or a way between two.
    type Point: CurvePoint;
    /// Derivatives at a point, ready to solve systems with.
    type Slopes<'a>: CurveSlopes<Self::Point>
    where
        Self: 'a;

    /// The derivatives at a point; `None` where floats do not have them.
    fn slopes(&self, point: &Self::Point) -> Option<Self::Slopes<'_>>;
}

/// A point of a curve, or a way between two points.
pub(crate) trait CurvePoint {
    /// The point that is so many times `by` away.
    #[must_use]
    fn moved(&self, by: &Self, times: f64) -> Self;

    /// The largest change that a way makes; not a number where it is none.
    fn size(&self) -> f64;

    /// The product of two ways.
    fn dot(&self, other: &Self) -> f64;

    /// What falls along the curve, on the whole, from its start to its end.
    fn height(&self) -> f64;
}

/// What is known of a curve near a point.
pub(crate) trait CurveSlopes<P> {
    /// The direction of the curve, on the side of `before`, of size 1.
    fn direction(&self, before: &P) -> Option<P>;

    /// One step of Newton's method from `point` towards the curve, and towards the plane in which `along` has the product `target` with
    /// what was gone since `start`. The derivatives need not be those of the point.
    fn step(&self, point: &P, plane: (&P, &P, f64)) -> Option<P>;
}

/// How closely a curve is followed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Care {
    /// Newton's method ends when it changes nothing by more.
    pub(crate) tolerance: f64,
    /// Steps change nothing by more.
    pub(crate) longest: f64,
}

/// Rounds of Newton's method after a step.
const CORRECTIONS: usize = 6;
/// A correction larger than this has left the curve.
const FAR: f64 = 1.0;
/// Each correction must be smaller than the one before, by this factor.
const SHRINKS: f64 = 0.7;
/// The first step, and the least.
const FIRST: f64 = 0.3;
const LEAST: f64 = 1e-4;
/// Directions are computed anew for steps shorter than this.
const SHORT: f64 = 0.1;
/// Steps after which the curve is given up.
const STEPS: usize = 3000;

/// Rounds of Newton's method from afar.
const ROUNDS: usize = 50;

/// The point of a curve that Newton's method comes to from a point near it, across the direction `along`. `None` where it comes to none, or
/// where `watch`, which is told that nothing of the way is behind, ends it.
///
/// # Complexity
/// Derivatives of some dozens of points.
pub(crate) fn onto<C: Curve>(
    curve: &C,
    near: C::Point,
    along: &C::Point,
    care: Care,
    watch: &mut dyn FnMut(f64) -> bool,
) -> Option<C::Point> {
    let mut point = near;
    for _ in 0..ROUNDS {
        if !watch(0.0) {
            return None;
        }
        let change = curve.slopes(&point)?.step(&point, (along, &point, 0.0))?;
        let size = change.size();
        if !size.is_finite() {
            return None;
        }
        point = point.moved(&change, (FAR / size).min(1.0));
        if size < care.tolerance {
            return Some(point);
        }
    }
    None
}

/// Follows a curve from a point of it (first of the pair) in the direction on the side of the second until its height is below `last`, and shows `at` each
/// point, until that has an answer. `None` where there is none, or where `watch`, which is told how much of the way is behind, ends it.
///
/// # Complexity
/// At most some thousand steps, each with a few derivatives.
pub(crate) fn follow<C: Curve, T>(
    curve: &C,
    care: Care,
    (start, down): (C::Point, C::Point),
    last: f64,
    watch: &mut dyn FnMut(f64) -> bool,
    mut at: impl FnMut(&C::Point) -> Option<T>,
) -> Option<T> {
    let from = start.height();
    let behind = |height: f64| ((from - height) / (from - last)).clamp(0.0, 1.0);
    let (mut point, mut before) = (start, down);
    let mut step = FIRST;
    let mut slopes = curve.slopes(&point)?;
    let mut fresh = true;
    for _ in 0..STEPS {
        let direction = slopes.direction(&before)?;
        let taken = loop {
            if !watch(behind(point.height())) {
                return None;
            }
            if let Some(taken) = corrected(curve, care, (&point, &direction, step)) {
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
                slopes = curve.slopes(&point)?;
                fresh = true;
            }
            Some((next_point, derivatives, corrections)) => {
                (point, slopes, before) = (next_point, derivatives, direction);
                fresh = false;
                step = next(step, corrections).min(care.longest);
                if let Some(answer) = at(&point) {
                    return Some(answer);
                }
                if point.height() < last {
                    return None;
                }
            }
        }
    }
    None
}

/// The step after one that took so many corrections.
fn next(step: f64, corrections: usize) -> f64 {
    match corrections {
        0 | 1 => step * 2.0,
        2 => step * 1.3,
        3 => step,
        _ => step / 1.5,
    }
}

/// A point with the derivatives there, and how many corrections it took to come to it.
type Corrected<'a, C> = (<C as Curve>::Point, <C as Curve>::Slopes<'a>, usize);

/// The point of the curve after a step, with derivatives near it.
fn corrected<'a, C: Curve>(
    curve: &'a C,
    care: Care,
    (point, direction, step): (&C::Point, &C::Point, f64),
) -> Option<Corrected<'a, C>> {
    let target = step * direction.dot(direction);
    let mut ahead = point.moved(direction, step);
    let mut last = FAR;
    for round in 1..=CORRECTIONS {
        let slopes = curve.slopes(&ahead)?;
        let change = slopes.step(&ahead, (direction, point, target))?;
        let size = change.size();
        if size.is_nan() || size >= last {
            return None;
        }
        last = size * SHRINKS;
        ahead = ahead.moved(&change, 1.0);
        if size < care.tolerance {
            return Some((ahead, slopes, round));
        }
    }
    None
}
