//! Bounds on the radius: boxes in which the answer is proved, and corners with another one.

use super::{Search, Witness};
use crate::model::Over;
use crate::num::{Certain, Rational, Ring, Sign};
use crate::region::cells::look;
use crate::region::strip::Frame;

/// What is known of a box.
enum Found {
    Same,
    Other(Witness),
    Unknown,
}

/// One box is halved so often, unless all of it is proved before.
const MOST_BOXES: u64 = 500;
/// So many bits of the radius are looked for.
const MOST_HALVES: u32 = 40;

impl Search<'_> {
    /// Bounds, where there is no exact radius.
    pub(super) fn between(&mut self) {
        let one = Rational::one();
        if self.high.as_ref() == Some(&self.low) || self.low == one {
            return;
        }
        // A part of the way from which on nothing could be proved
        let mut unproved = one.clone();
        match self.look(&one) {
            Found::Same => {
                self.low = one;
                return;
            }
            Found::Other(witness) => self.nearer(witness, &one),
            Found::Unknown => {}
        }
        for _ in 0..MOST_HALVES {
            let top = self.high.as_ref().map_or(&unproved, |high| high.min(&unproved)).clone();
            let mut least = top.clone();
            least *= self.asked.rest;
            if top.minus(&self.low) <= least {
                break;
            }
            if self.stopped {
                return;
            }
            let mut middle = self.low.clone();
            middle += &top;
            middle *= &Rational::share(1, 2);
            let middle = short(&middle, &self.low, &top);
            match self.look(&middle) {
                Found::Same => self.low = middle,
                Found::Other(witness) => self.nearer(witness, &middle),
                Found::Unknown => unproved = middle,
            }
        }
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

    fn look(&mut self, part: &Rational) -> Found {
        let (over, frame) = self.over(part);
        if self.is_same_over(&over) {
            return Found::Same;
        }
        if let Some(witness) = self.other(&over, &frame) {
            return Found::Other(witness);
        }
        self.halved(part)
    }

    /// A corner of a box with another answer: one to which the derivatives of a difference point that could be 0.
    fn other(&self, over: &Over, frame: &Frame) -> Option<Witness> {
        for &pair in &self.pairs {
            let (player, first, second) = pair;
            let combination = [(first, Rational::one()), (second, Rational::minus_one())];
            let Some(tangent) = over.tangent(player, &combination) else { continue };
            let base = self.of.range_at(player, &combination, &self.base);
            let Some(sign) = base.and_then(|range| range.certain_sign()) else { continue };
            let corner: Vec<Rational> = tangent
                .slopes
                .iter()
                .enumerate()
                .map(|(axis, slope)| {
                    let falls = (slope.midpoint() > 0.0) == (sign == Sign::Positive);
                    if falls { frame.low[axis].clone() } else { frame.high[axis].clone() }
                })
                .collect();
            let there = self.of.range_at(player, &combination, &corner);
            if there.and_then(|range| range.certain_sign()) == Some(sign) {
                continue;
            }
            if let Some(decision) = self.at(&corner).filter(|decision| *decision != self.here) {
                return Some(Witness { point: corner, decision, pair: Some(pair) });
            }
        }
        None
    }

    /// Halves a box until its answer is proved everywhere, or another one is found.
    fn halved(&mut self, part: &Rational) -> Found {
        let (low, high) = self.reach(part);
        let mut boxes = vec![(low, high)];
        let most = self.boxes + MOST_BOXES;
        while let Some((low, high)) = boxes.pop() {
            self.boxes += 1;
            if self.boxes > most {
                return Found::Unknown;
            }
            self.stopped |= self.boxes >= self.asked.budget
                || !(self.asked.settings.watch)(self.boxes, self.asked.budget);
            if self.stopped {
                return Found::Unknown;
            }
            let looked = look(self.asked, &self.of, &low, &high);
            let frame = Frame::new(&low, &high);
            for cell in looked.cells.iter().filter(|cell| cell.decision != self.here) {
                let inside = cell.part.as_ref().map(|part| part.inside());
                let inside = inside.unwrap_or_else(|| vec![Rational::zero(); low.len()]);
                let point = frame.outer(&inside);
                if let Some(decision) = self.at(&point).filter(|decision| *decision != self.here) {
                    return Found::Other(Witness { point, decision, pair: None });
                }
            }
            // Cells say nothing of the cuts between them
            if looked.open.is_none() && looked.cells.iter().all(|cell| cell.part.is_none()) {
                continue;
            }
            let [lower, upper] = looked.halving.halves(self.asked, &self.of, &low, &high);
            boxes.extend([upper, lower]);
        }
        Found::Same
    }
}

/// A float near a number, if it is between these; else the number.
fn short(x: &Rational, low: &Rational, high: &Rational) -> Rational {
    #[allow(clippy::cast_possible_truncation)] // on purpose: as short as may be
    let near = f64::from(x.nearest_f64() as f32);
    let near = Rational::from_f64(near).filter(|near| low < near && near < high);
    near.unwrap_or_else(|| x.clone())
}
