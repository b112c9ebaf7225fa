//! How far away it holds at least: boxes in which the answer is proved to be no.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::Asked;
use super::search::{Witness, keep};
use crate::answer::Decision;
use crate::game::Payoffs;
use crate::num::{Interval, Rational, Ring};
use crate::table::middle;

/// Halvings of the size of the box that is proved to be clear.
const SIZES: usize = 16;
/// Boxes looked at before what is left stays open.
const BOXES: usize = 1_000;
/// Of more parameters than this boxes are not halved.
const MOST_AXES: usize = 8;

/// A range for each parameter that may move.
type Ranges = Vec<(Rational, Rational)>;

/// What is shown about points that are far away.
pub(super) struct Shown {
    /// It holds at no point that is nearer.
    pub(super) at_least: Rational,
    /// It holds nowhere within the ranges.
    pub(super) nowhere: bool,
    /// Time was up before that was all.
    pub(super) stopped: bool,
}

/// A box in which it may hold, and how far away the nearest point of it is.
#[derive(PartialEq, Eq)]
struct Left {
    distance: Rational,
    ranges: Ranges,
}

impl PartialOrd for Left {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Left {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.distance, &self.ranges).cmp(&(&other.distance, &other.ranges))
    }
}

impl Left {
    fn new(asked: &Asked<'_>, ranges: Ranges) -> Self {
        Self { distance: asked.distance(&nearest(asked, &ranges)), ranges }
    }
}

/// The point of a box that is nearest to the base, along each axis.
fn nearest(asked: &Asked<'_>, ranges: &Ranges) -> Vec<Rational> {
    let ends = ranges.iter().zip(&asked.base);
    ends.map(|((low, high), base)| base.clone().clamp(low.clone(), high.clone())).collect()
}

/// What proves that it holds nowhere in a box.
pub(super) struct Boxes<'a> {
    asked: &'a Asked<'a>,
    /// Of dominance: what must be better than what.
    cases: Option<Cases>,
}

/// The ways in which the others can play.
struct Cases {
    player: usize,
    all: Vec<Members>,
    /// Those in which it fails at the base point: in a box around it in which it holds nowhere, one of these fails
    /// everywhere, as far as one case shows it.
    at_base: Vec<Members>,
}

/// For each member of a class the pairs of profiles of which the first must be better.
type Members = Vec<Vec<(usize, usize)>>;

impl<'a> Boxes<'a> {
    pub(super) fn new(asked: &'a Asked<'a>) -> Self {
        let cases = asked.cases().and_then(|cases| {
            let shape = asked.of.shape();
            let payoffs = asked.payoffs(&asked.base)?;
            let case = |&rivals: &usize| -> Members {
                let with = |strategy| shape.with(rivals, cases.player, strategy);
                let pairs = |&member: &usize| {
                    cases.outside.iter().map(|&other| (with(member), with(other))).collect()
                };
                cases.inside.iter().map(pairs).collect()
            };
            let all: Vec<Members> = cases.rivals.iter().map(case).collect();
            let at_base = failing(asked, &payoffs, cases.player, &all).cloned().collect();
            Some(Cases { player: cases.player, all, at_base })
        });
        Self { asked, cases }
    }

    /// The ranges of all that may move.
    pub(super) fn whole(&self) -> Ranges {
        self.asked.near.moving.iter().map(|axis| (axis.low.clone(), axis.high.clone())).collect()
    }

    /// Whether it is proved that it holds nowhere in a box that the base point is in.
    pub(super) fn are_no(&self, ranges: &Ranges) -> bool {
        let Some(cases) = &self.cases else { return self.is_no(ranges) };
        let payoffs = self.asked.of.over(&enclosed(ranges));
        failing(self.asked, &payoffs, cases.player, &cases.at_base).next().is_some()
    }

    /// The same of a box anywhere.
    fn is_no(&self, ranges: &Ranges) -> bool {
        let asked = self.asked;
        let Some(Cases { player, all, .. }) = &self.cases else {
            return asked.decided_over(&enclosed(ranges)) == Some(Decision::No);
        };
        // What fails everywhere fails in the middle, where that is soon known
        let middle: Vec<Interval> = centre(ranges).iter().map(Interval::from_rational).collect();
        let there = asked.of.over(&middle);
        let mut few = failing(asked, &there, *player, all).peekable();
        if few.peek().is_none() {
            return false;
        }
        let payoffs = asked.of.over(&enclosed(ranges));
        few.any(|case| fails(asked, &payoffs, *player, case))
    }

    /// The greatest share found by which every parameter may move while it holds nowhere: nor does it at any point that
    /// is nearer, by either metric.
    pub(super) fn clear(&self, best: Option<&Witness>) -> Rational {
        let mut proved = Rational::zero();
        let mut open = Rational::one();
        if let Some(best) = best {
            open = open.min(best.distance.clone());
        }
        for _ in 0..SIZES {
            if !self.asked.goes_on() {
                break;
            }
            let middle = middle(&proved, &open);
            if self.are_no(&self.around(&middle)) {
                proved = middle;
            } else {
                open = middle;
            }
        }
        proved
    }

    /// Where every parameter moves by at most this share of its range.
    fn around(&self, share: &Rational) -> Ranges {
        let range = |(axis, (low, high)): (usize, (Rational, Rational))| {
            let base = &self.asked.base[axis];
            let mut reach = self.asked.width(axis);
            reach *= share;
            let mut up = base.clone();
            up += &reach;
            // A base beyond its range is in the box all the same
            (base.minus(&reach).max(low).min(base.clone()), up.min(high).max(base.clone()))
        };
        self.whole().into_iter().enumerate().map(range).collect()
    }

    /// Everything but what is clear, in boxes that meet in their sides only.
    fn outside(&self, clear: &Rational) -> Vec<Ranges> {
        if clear.is_zero() {
            return vec![self.whole()];
        }
        let inner = self.around(clear);
        let mut rest = self.whole();
        let mut boxes = Vec::new();
        for axis in self.entering() {
            let (low, high) = rest[axis].clone();
            for (from, to) in [
                (low.clone(), inner[axis].0.clone().min(high.clone())),
                (inner[axis].1.clone().max(low), high),
            ] {
                if from < to {
                    let mut side = rest.clone();
                    side[axis] = (from, to);
                    boxes.push(side);
                }
            }
            rest[axis].clone_from(&inner[axis]);
        }
        boxes
    }

    /// What is in a payoff that matters.
    fn entering(&self) -> impl Iterator<Item = usize> + use<'a> {
        let asked = self.asked;
        (0..asked.base.len()).filter(|&axis| asked.enters[axis])
    }

    /// The nearest box that is left is looked at: it is clear, or holds the nearest point so far, or is halved. So what is
    /// proved and what is found meet, if the boxes last; of many parameters they would be too many to begin.
    pub(super) fn further(
        &self,
        clear: &Rational,
        mut best: Option<Witness>,
    ) -> (Option<Witness>, Shown) {
        let asked = self.asked;
        let mut stopped = !asked.goes_on();
        if stopped || self.entering().count() > MOST_AXES {
            let at_least = clear.clone();
            return (best, Shown { at_least, nowhere: false, stopped });
        }
        let boxes = self.outside(clear).into_iter();
        let mut queue: BinaryHeap<Reverse<Left>> =
            boxes.map(|ranges| Reverse(Left::new(asked, ranges))).collect();
        for _ in 0..BOXES {
            let Some(Reverse(left)) = queue.peek() else { break };
            if best.as_ref().is_some_and(|best| best.distance <= left.distance) {
                break;
            }
            if !asked.goes_on() {
                stopped = true;
                break;
            }
            let Some(Reverse(left)) = queue.pop() else { break };
            if self.is_no(&left.ranges) {
                continue;
            }
            for point in [nearest(asked, &left.ranges), centre(&left.ranges)] {
                let far = asked.distance(&point);
                if best.as_ref().is_none_or(|best| far < best.distance) && asked.holds(&point) {
                    keep(asked, &mut best, point);
                }
            }
            queue.extend(self.halves(&left.ranges).map(|half| Reverse(Left::new(asked, half))));
        }
        let next = queue.peek().map(|Reverse(left)| left.distance.clone());
        let nowhere = next.is_none() && best.is_none();
        let at_least = match (next, &best) {
            (Some(next), Some(best)) => next.min(best.distance.clone()),
            (Some(next), None) => next,
            (None, Some(best)) => best.distance.clone(),
            (None, None) => clear.clone(),
        };
        (best, Shown { at_least, nowhere, stopped })
    }

    /// A box, cut in the middle of what is widest in it.
    fn halves(&self, ranges: &Ranges) -> impl Iterator<Item = Ranges> + use<> {
        let share = |axis: usize| {
            let mut share = ranges[axis].1.minus(&ranges[axis].0);
            share *= &self.asked.width(axis).recip().unwrap_or_else(Rational::zero);
            share
        };
        let widest = self.entering().max_by_key(|&axis| (share(axis), Reverse(axis)));
        let cut = widest.map(|axis| {
            let (low, high) = ranges[axis].clone();
            let between = middle(&low, &high);
            let [mut lower, mut upper] = [ranges.clone(), ranges.clone()];
            lower[axis] = (low, between.clone());
            upper[axis] = (between, high);
            [lower, upper]
        });
        cut.into_iter().flatten()
    }
}

/// Whether in a case no member of the class is better than all others by as much as it must be: proved.
fn fails(asked: &Asked<'_>, payoffs: &Payoffs, player: usize, case: &Members) -> bool {
    let margin = asked.near.margin;
    // What must be better by a margin, or at all, is not where it is as good as that
    let strict = asked.is_strict() || !margin.is_zero();
    let too_small = |&(better, worse): &(usize, usize)| {
        let difference = [(better, Rational::one()), (worse, Rational::minus_one())];
        let most = payoffs.bounds(player, &difference).map(|(_, most)| most);
        most.is_some_and(|most| most < *margin || strict && most == *margin)
    };
    case.iter().all(|member| member.iter().any(too_small))
}

/// The cases that fail, of some.
fn failing<'c>(
    asked: &'c Asked<'_>,
    payoffs: &'c Payoffs,
    player: usize,
    cases: &'c [Members],
) -> impl Iterator<Item = &'c Members> {
    cases.iter().filter(move |case| fails(asked, payoffs, player, case))
}

fn centre(ranges: &Ranges) -> Vec<Rational> {
    ranges.iter().map(|(low, high)| middle(low, high)).collect()
}

fn enclosed(ranges: &Ranges) -> Vec<Interval> {
    ranges.iter().map(|(low, high)| Interval::spanning(low, high)).collect()
}
