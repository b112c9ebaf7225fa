//! Motion from one state to the next.

use super::field::normalise;
use super::{Act, Field, Knobs, MixedError, Mover, Scratch, ask_each};

/// A state that a map moves.
pub(super) struct Map<'a> {
    field: &'a Field,
    knobs: Knobs,
    next: Act,
    time: f64,
    state: Vec<f64>,
    earned: Vec<f64>,
    after: Vec<f64>,
    scratch: Scratch,
}

impl<'a> Map<'a> {
    pub(super) fn new(field: &'a Field, knobs: Knobs, next: Act, start: &[f64]) -> Self {
        let still = vec![0.0; start.len()];
        let (state, scratch) = (start.to_vec(), Scratch::default());
        Self { field, knobs, next, time: 0.0, state, earned: still.clone(), after: still, scratch }
    }

    fn look(&mut self) {
        self.field.earned(&self.state, &mut self.earned, &mut self.scratch);
        let who = (self.field, &self.knobs, self.next);
        ask_each(who, (&self.state, &self.earned), &[], &mut self.after);
    }
}

impl Mover for Map<'_> {
    fn advance(&mut self, by: f64) -> Result<(), MixedError> {
        let end = self.time + by;
        while self.time < end {
            self.look();
            if self.after.iter().any(|p| *p < 0.0) {
                return Err(MixedError::Outside { time: self.time });
            }
            // Rounding would add up
            for population in 0..self.field.counts().len() {
                normalise(&mut self.after[self.field.place(population)]);
            }
            std::mem::swap(&mut self.state, &mut self.after);
            self.time += 1.0;
        }
        Ok(())
    }

    fn state(&self, out: &mut [f64]) {
        out.copy_from_slice(&self.state);
    }

    fn speed(&self) -> Option<f64> {
        let mut copy = Map::new(self.field, self.knobs.clone(), self.next, &self.state);
        copy.look();
        let moved = copy.after.iter().zip(&self.state).map(|(a, b)| (a - b).abs());
        Some(moved.fold(0.0, f64::max))
    }
}
