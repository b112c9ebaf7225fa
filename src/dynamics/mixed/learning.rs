//! Rounds in which what is played depends on a memory of the rounds before.

use super::field::average;
use super::tally::Tally;
use super::{Act, Field, Knobs, MixedError, Mover, Scratch, ask_each};

/// What a rule does.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    pub(super) begin: Act,
    pub(super) learn: Act,
    pub(super) choose: fn(&[f64], &mut [f64]),
}

/// Players who learn.
pub(super) struct Learning<'a> {
    field: &'a Field,
    knobs: Knobs,
    acts: Acts,
    /// The mixes of the next round.
    state: Vec<f64>,
    memory: Vec<f64>,
    earned: Vec<f64>,
    tally: Tally,
    scratch: Scratch,
    products: Vec<f64>,
}

impl<'a> Learning<'a> {
    pub(super) fn new(
        field: &'a Field,
        knobs: Knobs,
        acts: Acts,
        start: &[f64],
        averages: bool,
    ) -> Self {
        let mut new = Self {
            field,
            knobs,
            acts,
            state: start.to_vec(),
            memory: vec![0.0; start.len()],
            earned: vec![0.0; start.len()],
            tally: Tally::new(field, averages),
            scratch: Scratch::default(),
            products: Vec::new(),
        };
        new.remember(acts.begin);
        new
    }

    fn remember(&mut self, act: Act) {
        let who = (self.field, &self.knobs, act);
        ask_each(who, (&self.state, &self.earned), &[], &mut self.memory);
    }

    /// Adds the product of the players' mixes to what was played.
    fn add_joint(&mut self) {
        let Tally { joint, .. } = &mut self.tally;
        let players = self.field.payoffs().shape().players();
        let mix = |player: usize| &self.state[self.field.place(self.field.population(player))];
        // Products of all but the first player's, from the last player down
        self.products.clear();
        self.products.push(1.0);
        for player in (1..players).rev() {
            let own = mix(player);
            self.products =
                self.products.iter().flat_map(|w| own.iter().map(move |p| w * p)).collect();
        }
        for (block, weight) in joint.chunks_exact_mut(mix(0).len()).zip(&self.products) {
            if *weight > 0.0 {
                for (sum, p) in block.iter_mut().zip(mix(0)) {
                    *sum += weight * p;
                }
            }
        }
    }

    fn round(&mut self) {
        self.field.earned(&self.state, &mut self.earned, &mut self.scratch);
        self.tally.rounds += 1.0;
        for (sum, earned) in self.tally.earned.iter_mut().zip(&self.earned) {
            *sum += earned;
        }
        for population in 0..self.field.counts().len() {
            let place = self.field.place(population);
            let got = average(&self.state[place.clone()], &self.earned[place]);
            self.tally.got[population] += got;
        }
        if !self.tally.joint.is_empty() {
            self.add_joint();
        }
        self.remember(self.acts.learn);
        for population in 0..self.field.counts().len() {
            let place = self.field.place(population);
            (self.acts.choose)(&self.memory[place.clone()], &mut self.state[place]);
        }
    }
}

impl Mover for Learning<'_> {
    fn advance(&mut self, by: f64) -> Result<(), MixedError> {
        let end = self.tally.rounds + by;
        while self.tally.rounds < end {
            self.round();
        }
        Ok(())
    }

    fn state(&self, out: &mut [f64]) {
        out.copy_from_slice(&self.state);
    }

    fn tally(&self) -> Option<&Tally> {
        Some(&self.tally)
    }
}
