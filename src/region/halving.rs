//! Along which axis to halve a box of which a part is open.

use std::sync::Arc;

use super::Asked;
use super::strip::Frame;
use super::within::{Combination, Ground, Question};
use crate::model::{Over, Parametric, Tangent};
use crate::num::{Rational, Ring};
use crate::table::middle;

/// What was met in a box that says how to halve it.
#[derive(Clone, Debug)]
pub(super) struct Halving {
    /// For each axis what its halving promises.
    scores: Vec<f64>,
    /// The combinations between whose planes something is open.
    open: Vec<(usize, Combination)>,
    /// Whether something is open that no comparison of payoffs tells: the width of the box alone makes it so.
    blind: bool,
    /// The axes along which payoffs jump, or begin to have values: flagged, if there are any.
    among: Vec<bool>,
}

/// An axis with this part of the best score may be as good.
const NEARLY: f64 = 0.5;
/// Gaps this close are equal: the wider axis is halved.
const EQUAL: f64 = 0.9;

impl Halving {
    pub(super) fn new(axes: usize) -> Self {
        Self { scores: vec![0.0; axes], open: Vec::new(), blind: false, among: Vec::new() }
    }

    /// Axes of which one must be halved before anything else is looked at: flagged.
    pub(super) fn among(axes: Vec<bool>) -> Self {
        Self { among: axes, ..Self::new(0) }
    }

    /// Notes that nothing is known of why a cell is open.
    pub(super) fn blindly(&mut self) {
        self.blind = true;
    }

    /// Notes a combination that is on both sides, or not known: where planes are far apart, or, where there are
    /// none, how far it reaches.
    pub(super) fn note(&mut self, ground: &Ground, question: &Question, undecided: bool) {
        let Some(strip) = &question.strip else {
            self.among = ground.over.jumps();
            if let Some(tangent) = ground.over.tangent(question.player, &question.combination) {
                self.steep(&tangent, &ground.frame);
            }
            return;
        };
        let steep: Vec<f64> =
            strip.low.slopes.iter().map(|slope| slope.nearest_f64().abs()).collect();
        let whole: f64 = steep.iter().sum();
        let gaps: f64 = strip.gaps.iter().sum();
        if gaps > 0.0 {
            self.open.push((question.player, question.combination.clone()));
        }
        for ((score, gap), steep) in self.scores.iter_mut().zip(&strip.gaps).zip(steep) {
            // Planes that are one but not decided: the answer hangs on more than one of them
            let part = if gaps > 0.0 {
                *gap
            } else if undecided {
                steep
            } else {
                0.0
            };
            *score += if whole > 0.0 { part / whole } else { part };
        }
    }

    /// Scores by a tangent: if the plane in the middle does not cross the box, what is open comes from slopes
    /// that vary; else from how steep it is.
    fn steep(&mut self, tangent: &Tangent, frame: &Frame) {
        let widths = frame.ranges().into_iter().map(|range| range.width());
        let reach: Vec<(f64, f64)> = tangent
            .slopes
            .iter()
            .zip(widths)
            .map(|(slope, width)| (slope.midpoint().abs() * width, slope.width() * width))
            .collect();
        let across = reach.iter().map(|(steep, _)| steep).sum::<f64>() / 2.0;
        let crossed = across > tangent.value.midpoint().abs();
        for (score, (steep, varies)) in self.scores.iter_mut().zip(reach) {
            *score += if crossed { steep } else { varies };
        }
    }

    /// The halves of a box along the axis that suits best: the lower one first.
    pub(super) fn halves(
        &self,
        asked: &Asked<'_>,
        of: &Arc<Parametric>,
        low: &[Rational],
        high: &[Rational],
    ) -> [(Vec<Rational>, Vec<Rational>); 2] {
        halved(low, high, self.axis(asked, of, low, high))
    }

    /// The axis: of those with good scores the one whose halving brings planes together most, the widest of equals;
    /// if payoffs jump or begin to have values, the widest along which they do; else, or if nobody knows why, the widest.
    fn axis(
        &self,
        asked: &Asked<'_>,
        of: &Arc<Parametric>,
        low: &[Rational],
        high: &[Rational],
    ) -> usize {
        let part = |axis: usize| {
            if !of.enters(axis) {
                return 0.0;
            }
            let whole = asked.axes[axis].high.minus(&asked.axes[axis].low).nearest_f64();
            high[axis].minus(&low[axis]).nearest_f64() / whole
        };
        let widths: Vec<f64> = (0..low.len()).map(part).collect();
        let flagged = self.among.iter().zip(&widths);
        let flagged: Vec<f64> = flagged.map(|(&on, &width)| if on { width } else { 0.0 }).collect();
        if let Some(axis) = first_greatest(&flagged) {
            return axis;
        }
        if self.blind {
            return first_greatest(&widths).unwrap_or(0);
        }
        let best = self.scores.iter().copied().fold(0.0, f64::max);
        let good: Vec<usize> = (0..self.scores.len())
            .filter(|&axis| best > 0.0 && self.scores[axis] >= best * NEARLY)
            .collect();
        match good[..] {
            [] => first_greatest(&widths).unwrap_or(0),
            [axis] => axis,
            _ if self.open.is_empty() => first_greatest(&self.scores).unwrap_or(0),
            _ => self.closest(of, low, high, &good, &widths),
        }
    }

    /// The axis whose halving leaves the least between planes.
    fn closest(
        &self,
        of: &Arc<Parametric>,
        low: &[Rational],
        high: &[Rational],
        axes: &[usize],
        widths: &[f64],
    ) -> usize {
        let left = |axis: usize| {
            let mut to = high.to_vec();
            to[axis] = middle(&low[axis], &high[axis]);
            let frame = Frame::new(low, &to);
            let over = Over::new(Arc::clone(of), &frame.ranges());
            let gap = |(player, combination): &(usize, Combination)| {
                let tangent = over.tangent(*player, combination);
                let slopes = tangent.iter().flat_map(|tangent| &tangent.slopes);
                let gaps =
                    slopes.zip(frame.ranges()).map(|(slope, range)| slope.width() * range.width());
                gaps.sum::<f64>()
            };
            self.open.iter().map(gap).sum::<f64>()
        };
        let mut best: Option<(usize, f64)> = None;
        for &axis in axes {
            let gap = left(axis);
            best = match best {
                Some((other, least)) if gap >= least * EQUAL => {
                    let wider = gap * EQUAL <= least && widths[axis] > widths[other];
                    Some(if wider { (axis, gap.min(least)) } else { (other, least) })
                }
                _ => Some((axis, gap)),
            };
        }
        best.map_or(0, |(axis, _)| axis)
    }
}

/// The halves of a box along an axis: the lower one first.
pub(super) fn halved(
    low: &[Rational],
    high: &[Rational],
    axis: usize,
) -> [(Vec<Rational>, Vec<Rational>); 2] {
    let middle = middle(&low[axis], &high[axis]);
    let (mut to, mut from) = (high.to_vec(), low.to_vec());
    to[axis] = middle.clone();
    from[axis] = middle;
    [(low.to_vec(), to), (from, high.to_vec())]
}

/// The first of the greatest numbers; nothing if none is positive.
fn first_greatest(numbers: &[f64]) -> Option<usize> {
    let best = numbers.iter().copied().fold(0.0, f64::max);
    numbers.iter().position(|&number| best > 0.0 && number >= best)
}
