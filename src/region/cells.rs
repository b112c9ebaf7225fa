//! One box: its answer, or the cells into which planes of equal payoffs take it apart.

use std::sync::Arc;

use super::halving::Halving;
use super::strip::Frame;
use super::within::{Cut, Ground, Question, Within};
use super::{Asked, Polytope, Side};
use crate::answer::{Decision, Open};
use crate::model::{Affine, Over, Parametric};
use crate::num::Rational;

/// A part of a box with one answer.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) decision: Decision,
    /// The part, in the box's own coordinates; the whole box if nothing.
    pub(super) part: Option<Arc<Polytope>>,
    pub(super) cuts: Vec<(Cut, Option<Affine>)>,
    /// Whether all planes it is cut by are the payoffs themselves, so that it is bounded exactly.
    pub(super) exact: bool,
}

/// What is known of a box.
#[derive(Clone, Debug)]
pub(super) struct Looked {
    pub(super) cells: Vec<Cell>,
    /// Why there is a rest, if there is.
    pub(super) open: Option<Open>,
    /// What says along which axis to halve it.
    pub(super) halving: Halving,
}

/// A box is taken apart into no more cells than this,
const MOST_CELLS: usize = 48;
/// or into so many where payoffs are affine, so that halving brings planes no closer to borders.
const MOST_AFFINE_CELLS: usize = 256;
/// Planes are looked for with no more axes than this.
pub(super) const MOST_AXES: usize = 8;

/// Looks at one box; it is cut by planes, or is one cell.
pub(super) fn look(
    asked: &Asked<'_>,
    of: &Arc<Parametric>,
    low: &[Rational],
    high: &[Rational],
    planes: bool,
) -> Looked {
    let frame = Frame::new(low, high);
    let over = Over::new(Arc::clone(of), &frame.ranges());
    if !over.is_defined() {
        if over.lacks_value() {
            let none =
                Cell { decision: Decision::Undefined, part: None, cuts: Vec::new(), exact: true };
            return Looked { cells: vec![none], open: None, halving: Halving::among(Vec::new()) };
        }
        let halving = Halving::among(over.unguarded());
        return Looked { cells: Vec::new(), open: Some(Open::Undefined), halving };
    }
    let ground = Arc::new(Ground::new(over, frame, asked.level(), planes));
    Dissection { asked, ground, looked: Vec::new(), open: None, halving: Halving::new(low.len()) }
        .run()
}

struct Dissection<'a> {
    asked: &'a Asked<'a>,
    ground: Arc<Ground>,
    looked: Vec<Cell>,
    open: Option<Open>,
    halving: Halving,
}

impl Dissection<'_> {
    fn run(mut self) -> Looked {
        let axes = self.asked.axes.len();
        let cube = Arc::new(Polytope::cube(if self.ground.planes { axes } else { 0 }));
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
                            self.halving.note(&self.ground, question, parts.is_empty());
                            parts
                        }
                        None => {
                            self.halving.blindly();
                            Vec::new()
                        }
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
        Looked { cells: self.looked, open: self.open, halving: self.halving }
    }

    fn settle(
        &mut self,
        decision: Decision,
        cell: Arc<Polytope>,
        cuts: Vec<(Cut, Option<Affine>)>,
        exact: bool,
    ) {
        let whole = cuts.is_empty();
        let part = (!whole).then_some(cell);
        self.looked.push(Cell { decision, part, cuts, exact });
    }
}

/// A part of a cell, the cut that makes it, and what is cut along, where that is affine.
type Part = (Arc<Polytope>, Cut, Option<Affine>);

/// The two sides of a combination's level; nothing where the cell cannot be taken apart.
fn split(cell: &Polytope, question: &Question, cells: usize) -> Vec<Part> {
    let few = |affine: bool| cells < if affine { MOST_AFFINE_CELLS } else { MOST_CELLS };
    let strip = question.strip.as_ref().filter(|strip| few(strip.affine.is_some()));
    let Some(strip) = strip.filter(|_| !cell.is_full()) else { return Vec::new() };
    let sides = [(Side::Above, strip.low.clone()), (Side::Below, strip.high.negated())];
    let parts = sides.into_iter().filter_map(|(side, plane)| {
        let part = Arc::new(cell.clipped(&plane)?);
        let combination = question.combination.clone();
        let cut = Cut { player: question.player, combination, side };
        Some((part, cut, strip.affine.clone()))
    });
    parts.collect()
}
