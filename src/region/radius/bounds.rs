//! Bounds on the radius: boxes in which the answer is proved, and corners with another one.

use rayon::prelude::*;

use super::{Search, Witness};
use crate::num::{Rational, Ring};
use crate::region::cells::look;
use crate::region::strip::Frame;
use crate::table::middle;

/// The least corner of a box, and the greatest.
type Corners = (Vec<Rational>, Vec<Rational>);

/// What is known of a box.
enum Found {
    Same,
    Other(Witness),
    Unknown,
}

/// One box is halved into so many, unless all of it is proved before; then, where bounds are still apart, into more.
const MOST_BOXES: [u64; 3] = [0, 500, 8000];
/// So many boxes are looked at side by side: nothing else depends on it, so that threads change nothing.
const ROUND: usize = 16;
/// The first box that is looked at goes this part of the way: 1 in so many.
const SMALLEST: usize = 256;
/// So many bits of the radius are looked for.
const MOST_HALVES: u32 = 40;

impl Search<'_> {
    /// Bounds, where there is no exact radius: corners that break it, whole boxes that prove it, and where these leave a gap
    /// halved ones.
    pub(super) fn between(&mut self) {
        if self.is_everywhere {
            return;
        }
        let quick = self.asked.condition.target().is_some() || !self.low.is_zero();
        let mut unproved = if quick { None } else { self.widened() };
        self.broken();
        for most in MOST_BOXES {
            self.proved(most, unproved.take());
        }
    }

    /// Proves larger and larger boxes, as long as each is at once: large ones take long where nothing can be proved. The
    /// first that is not.
    fn widened(&mut self) -> Option<Rational> {
        let mut part = Rational::share(1, SMALLEST);
        while part < Rational::one() && !self.is_late() {
            if !self.is_same(&part) {
                return Some(part);
            }
            self.low = part.clone();
            part *= &Rational::integer(2);
        }
        None
    }

    /// Brings the upper bound down to the nearest corner with another answer that is found.
    fn broken(&mut self) {
        let mut unbroken = self.low.clone();
        for _ in 0..MOST_HALVES {
            if self.is_late() {
                return;
            }
            let part = match &self.high {
                None if unbroken == self.low => Rational::one(),
                None => return,
                Some(high) if self.is_close(&unbroken, high) => return,
                Some(high) => between(&unbroken, high),
            };
            let (over, frame) = self.over(&part);
            match self.other(&over, &frame) {
                Some(witness) => self.nearer(witness, &part),
                None => unbroken = part,
            }
        }
    }

    /// Brings the lower bound up to the upper one, or to where nothing can be proved by so many boxes.
    /// `unproved` is a part of the way from which on nothing could be proved.
    fn proved(&mut self, most: u64, mut unproved: Option<Rational>) {
        let one = Rational::one();
        for _ in 0..MOST_HALVES {
            let top = self.high.iter().chain(&unproved).min().unwrap_or(&one).clone();
            let whole = self.high.is_none() && unproved.is_none();
            if self.is_late() || self.low == one || (!whole && self.is_close(&self.low, &top)) {
                return;
            }
            let part = if whole { one.clone() } else { between(&self.low, &top) };
            match self.look(&part, most) {
                Found::Same => {
                    self.is_everywhere = part == one;
                    self.low = part;
                }
                Found::Other(witness) => self.nearer(witness, &part),
                Found::Unknown => unproved = Some(part),
            }
        }
    }

    /// Whether the search is to end: time is up, or enough boxes were looked at.
    fn is_late(&mut self) -> bool {
        self.stopped |= self.boxes >= self.asked.budget || !self.goes_on();
        self.stopped
    }

    /// Whether there is time.
    pub(super) fn goes_on(&self) -> bool {
        (self.asked.settings.watch)(self.boxes, self.asked.budget)
    }

    /// Whether bounds are as close as was asked for.
    fn is_close(&self, low: &Rational, high: &Rational) -> bool {
        let mut least = high.clone();
        least *= self.asked.rest;
        high.minus(low) <= least
    }

    /// Takes a witness within the box that goes this part of the way, and goes back towards the base point as long as
    /// the answer stays another one.
    fn nearer(&mut self, witness: Witness, part: &Rational) {
        let (mut near, mut far) = (Rational::zero(), Rational::one());
        let mut witness = witness;
        let corner = witness.point.clone();
        for _ in 0..MOST_HALVES {
            let mut middle = near.clone();
            middle += &far;
            middle *= &Rational::share(1, 2);
            let point = self.towards(&corner, &middle);
            match self.at(&point) {
                Some(decision) if decision != self.here => {
                    witness = Witness { point, decision, ..witness };
                    far = middle;
                }
                _ => near = middle,
            }
        }
        let mut high = part.clone();
        high *= &far;
        if self.high.as_ref().is_none_or(|known| high < *known) {
            self.high = Some(high);
            self.witness = Some(witness);
        }
    }

    fn look(&mut self, part: &Rational, most: u64) -> Found {
        if self.is_same(part) {
            return Found::Same;
        }
        if most > 0 { self.halved(part, most) } else { Found::Unknown }
    }

    /// Halves a box until its answer is proved everywhere, another one is found, or so many boxes were looked at.
    fn halved(&mut self, part: &Rational, most: u64) -> Found {
        let mut boxes = vec![self.reach(part)];
        let most = self.boxes + most;
        while !boxes.is_empty() {
            let next = boxes.split_off(boxes.len().saturating_sub(ROUND));
            self.boxes += next.len() as u64;
            if self.boxes > most {
                return Found::Unknown;
            }
            if self.is_late() {
                return Found::Unknown;
            }
            let looked: Vec<Result<Vec<Corners>, Witness>> =
                next.par_iter().map(|(low, high)| self.looked(low, high)).collect();
            for found in looked {
                match found {
                    Ok(halves) => boxes.extend(halves),
                    Err(witness) => return Found::Other(witness),
                }
            }
        }
        Found::Same
    }

    /// Looks at one box: what is left to be looked at, nothing where its answer is proved; or a point with another
    /// answer.
    fn looked(&self, low: &[Rational], high: &[Rational]) -> Result<Vec<Corners>, Witness> {
        let looked = look(self.asked, &self.of, low, high, false);
        let frame = Frame::new(low, high);
        for cell in looked.cells.iter().filter(|cell| cell.decision != self.here) {
            let inside = cell.part.as_ref().map(|part| part.inside());
            let inside = inside.unwrap_or_else(|| vec![Rational::zero(); low.len()]);
            let point = frame.outer(&inside);
            if let Some(decision) = self.at(&point).filter(|decision| *decision != self.here) {
                return Err(Witness { point, decision, pair: None });
            }
        }
        // Cells say nothing of the cuts between them
        if looked.open.is_none() && looked.cells.iter().all(|cell| cell.part.is_none()) {
            return Ok(Vec::new());
        }
        Ok(looked.halving.halves(self.asked, &self.of, low, high).into())
    }
}

/// A number between two others that is as short as may be.
fn between(low: &Rational, high: &Rational) -> Rational {
    let middle = middle(low, high);
    #[allow(clippy::cast_possible_truncation)] // on purpose
    let near = f64::from(middle.nearest_f64() as f32);
    let near = Rational::from_f64(near).filter(|near| low < near && near < high);
    near.unwrap_or(middle)
}
