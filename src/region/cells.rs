//! One box: its answer, or the cells into which planes of equal payoffs take it apart.

use std::sync::Arc;

use super::strip::Frame;
use super::within::{Cut, Ground, Question, Within};
use super::{Asked, Polytope, Side};
use crate::answer::{Condition, Decision, Open};
use crate::model::{Affine, Over, Parametric, Tangent};
use crate::num::{Interval, Rational, Ring};

/// A part of a box with one answer.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) decision: Decision,
    /// The part, in the box's own coordinates; the whole box if nothing.
    pub(super) part: Option<Arc<Polytope>>,
    pub(super) cuts: Vec<(Cut, Option<Affine>)>,
    /// Which part of the box it is.
    pub(super) share: Interval,
    /// Whether all planes it is cut by are the payoffs themselves, so that it is bounded exactly.
    pub(super) exact: bool,
}

/// What is known of a box.
#[derive(Clone, Debug)]
pub(super) struct Looked {
    pub(super) cells: Vec<Cell>,
    /// Why there is a rest, if there is.
    pub(super) open: Option<Open>,
    /// The axis along which to halve it.
    pub(super) axis: usize,
}

/// A box is taken apart into no more cells than this.
const MOST_CELLS: usize = 48;
/// Planes are looked for with no more axes than this.
const MOST_AXES: usize = 8;

/// Looks at one box.
pub(super) fn look(
    asked: &Asked<'_>,
    of: &Arc<Parametric>,
    low: &[Rational],
    high: &[Rational],
) -> Looked {
    let frame = Frame::new(low, high);
    let over = Over::new(Arc::clone(of), &frame.ranges());
    let level = match asked.condition {
        Condition::Above(_, bound) => bound.clone(),
        _ => Rational::zero(),
    };
    let planes = low.len() <= MOST_AXES;
    let ground = Arc::new(Ground::new(over, frame, level, planes));
    Dissection {
        asked,
        ground,
        looked: Vec::new(),
        open: None,
        scores: vec![0.0; low.len()],
        blocked: false,
    }
    .run()
}

struct Dissection<'a> {
    asked: &'a Asked<'a>,
    ground: Arc<Ground>,
    looked: Vec<Cell>,
    open: Option<Open>,
    /// For each axis what its halving promises.
    scores: Vec<f64>,
    /// Whether payoffs jump.
    blocked: bool,
}

impl Dissection<'_> {
    fn run(mut self) -> Looked {
        let cube = Arc::new(Polytope::cube(if self.ground.planes { self.scores.len() } else { 0 }));
        let mut stack = vec![(Arc::clone(&cube), Vec::new(), true)];
        while let Some((cell, cuts, exact)) = stack.pop() {
            let known = cuts.iter().map(|(cut, _): &(Cut, Option<Affine>)| cut.clone()).collect();
            let within = Arc::new(Within::new(&self.ground, Arc::clone(&cell), known));
            let payoffs = self.ground.over.payoffs(Arc::clone(&within) as _);
            match self.asked.condition.decide(&payoffs, self.asked.settings) {
                Ok(decision) => self.settle(decision, cell, cuts, exact),
                Err(open) => {
                    let question = within.asked();
                    let parts = match &question {
                        Some(question) => {
                            let parts = split(&cell, question, self.looked.len() + stack.len());
                            self.score(question, parts.is_empty());
                            parts
                        }
                        None => Vec::new(),
                    };
                    if parts.is_empty() {
                        self.open.get_or_insert(open);
                    }
                    for (part, cut, affine) in parts {
                        let exactly = affine.is_some();
                        if !exactly {
                            // The strip between the two planes
                            self.open.get_or_insert(Open::Unsettled);
                        }
                        let mut cuts = cuts.clone();
                        cuts.push((cut, affine));
                        stack.push((part, cuts, exact && exactly));
                    }
                }
            }
        }
        let axis = self.axis();
        Looked { cells: self.looked, open: self.open, axis }
    }

    fn settle(
        &mut self,
        decision: Decision,
        cell: Arc<Polytope>,
        cuts: Vec<(Cut, Option<Affine>)>,
        exact: bool,
    ) {
        let whole = cuts.is_empty();
        let one = Interval::one();
        let share = if whole { one } else { cell.near_volume() };
        let part = (!whole).then_some(cell);
        self.looked.push(Cell { decision, part, cuts, share, exact });
    }

    /// What a question says about the axis to halve: where planes are far apart, or, where there are none,
    /// how far the combination reaches.
    fn score(&mut self, question: &Question, undecided: bool) {
        let Some(strip) = &question.strip else {
            self.blocked = true;
            let over = &self.ground.over;
            if let Some(tangent) = over.tangent(question.player, &question.combination) {
                self.steep(&tangent);
            }
            return;
        };
        let gaps: f64 = strip.gaps.iter().sum();
        for (axis, score) in self.scores.iter_mut().enumerate() {
            // Planes that are one but not decided: the answer hangs on more than one of them
            let steep = strip.low.slopes[axis].nearest_f64().abs();
            *score += if gaps > 0.0 {
                strip.gaps[axis]
            } else if undecided {
                steep
            } else {
                0.0
            };
        }
    }

    /// Scores by a tangent: if the plane in the middle does not cross the box, what is open comes from slopes
    /// that vary; else from how steep it is.
    fn steep(&mut self, tangent: &Tangent) {
        let widths: Vec<f64> = self.ground.frame.ranges().iter().map(Interval::width).collect();
        let reach = tangent.slopes.iter().zip(&widths).map(|(slope, width)| {
            let (steep, varies) = (slope.midpoint().abs() * width, slope.width() * width);
            (steep, varies)
        });
        let reach: Vec<(f64, f64)> = reach.collect();
        let crossed = reach.iter().map(|(steep, _)| steep).sum::<f64>() / 2.0
            > tangent.value.midpoint().abs();
        for (score, (steep, varies)) in self.scores.iter_mut().zip(reach) {
            *score += if crossed { steep } else { varies };
        }
    }

    /// The axis along which to halve the box: which one the scores say; else one at which payoffs jump; else the
    /// widest.
    fn axis(&self) -> usize {
        let frame = &self.ground.frame;
        let relative: Vec<f64> = self
            .asked
            .axes
            .iter()
            .enumerate()
            .map(|(axis, whole)| {
                let width = frame.high[axis].minus(&frame.low[axis]).nearest_f64();
                width / whole.high.minus(&whole.low).nearest_f64()
            })
            .collect();
        let jumps = self.ground.over.jumps();
        let jumping: Vec<f64> = jumps.iter().map(|&jumps| f64::from(u8::from(jumps))).collect();
        let found = if self.blocked { widest(&jumping, &relative) } else { None };
        let found = found.or_else(|| widest(&self.scores, &relative));
        found.or_else(|| widest(&relative, &relative)).unwrap_or(0)
    }
}

/// Of the axes with nearly the best score the widest: products of two axes make the same score for both, and are to
/// be halved in turn. The first of equals, so that the choice is one; nothing if no score is positive.
fn widest(scores: &[f64], widths: &[f64]) -> Option<usize> {
    const NEARLY: f64 = 0.75;
    let best = scores.iter().copied().fold(0.0, f64::max);
    let good = |axis: &usize| best > 0.0 && scores[*axis] >= best * NEARLY;
    (0..scores.len()).filter(good).fold(None, |found: Option<usize>, axis| match found {
        Some(other) if widths[other] >= widths[axis] => found,
        _ => Some(axis),
    })
}

/// A part of a cell, the cut that makes it, and what is cut along, where that is affine.
type Part = (Arc<Polytope>, Cut, Option<Affine>);

/// The two sides of a combination's level; nothing where the cell cannot be taken apart.
fn split(cell: &Polytope, question: &Question, cells: usize) -> Vec<Part> {
    let Some(strip) = question.strip.as_ref().filter(|_| cells < MOST_CELLS && !cell.is_full())
    else {
        return Vec::new();
    };
    let sides = [(Side::Above, strip.low.clone()), (Side::Below, strip.high.negated())];
    let parts = sides.into_iter().filter_map(|(side, plane)| {
        let part = Arc::new(cell.clipped(&plane)?);
        let combination = question.combination.clone();
        let cut = Cut { player: question.player, combination, side };
        Some((part, cut, strip.affine.clone()))
    });
    parts.collect()
}
