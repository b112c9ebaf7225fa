//! Stretches of a range that are still to be looked at.

use std::collections::BinaryHeap;

use crate::num::{Rational, Ring};

/// A stretch that is not decided when the range has been halved so often stays open.
pub(super) const MOST_HALVES: u32 = 46;

/// A stretch that is still to be looked at.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Task {
    width: Rational,
    pub(super) low: Rational,
    pub(super) high: Rational,
    pub(super) halves: u32,
}

impl Task {
    pub(super) fn new(low: Rational, high: Rational, halves: u32) -> Self {
        Self { width: high.minus(&low), low, high, halves }
    }
}

/// Both halves of a stretch are looked at.
pub(super) fn halved(low: Rational, high: Rational, halves: u32, tasks: &mut BinaryHeap<Task>) {
    let middle = split(&low, &high);
    tasks.push(Task::new(middle.clone(), high, halves + 1));
    tasks.push(Task::new(low, middle, halves + 1));
}

/// A formula changes its branch at points inside: they are looked at, and the stretches between them.
pub(super) fn turns(
    low: Rational,
    points: &[Rational],
    high: Rational,
    halves: u32,
    tasks: &mut BinaryHeap<Task>,
) {
    // The first point is enough: the rest is met again
    let first = points.iter().min().cloned().unwrap_or_else(|| split(&low, &high));
    tasks.push(Task::new(first.clone(), high, halves + 1));
    tasks.push(Task::new(first.clone(), first.clone(), MOST_HALVES));
    tasks.push(Task::new(low, first, halves + 1));
}

/// A number between two others that few people would write down: thresholds are hardly ever hit.
pub(super) fn split(low: &Rational, high: &Rational) -> Rational {
    let mut part = high.minus(low);
    part *= &Rational::share(479, 1000);
    part += low;
    // As short as a float
    let near = part.nearest_f64();
    match Rational::from_f64(near) {
        Some(short) if short > *low && short < *high => short,
        _ => part,
    }
}
