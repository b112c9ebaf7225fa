//! Fictitious play in floats.

use super::logit::response;
use super::played::{Played, float};
use super::tally::Tally;
use super::{Field, Knobs, MixedError, Mover, Scratch};
use crate::num::Draws;

/// Any number of players, constant gain, or choices by lot: in floats.
pub(super) struct Loose<'a> {
    field: &'a Field,
    gain: Option<f64>,
    noise: Option<f64>,
    draws: Draws,
    beliefs: Vec<f64>,
    /// What each strategy earns given these beliefs.
    worth: Vec<f64>,
    earned: Vec<f64>,
    now: Vec<f64>,
    played: Played,
    tally: Tally,
    scratch: Scratch,
}

impl<'a> Loose<'a> {
    pub(super) fn new(
        field: &'a Field,
        knobs: &Knobs,
        start: &[f64],
        seed: u64,
        averages: bool,
    ) -> Self {
        let mut scratch = Scratch::default();
        let mut worth = vec![0.0; field.len()];
        field.earned(start, &mut worth, &mut scratch);
        Self {
            field,
            gain: knobs.gain,
            noise: knobs.noise,
            draws: Draws::new(seed),
            beliefs: start.to_vec(),
            earned: worth.clone(),
            worth,
            now: vec![0.0; field.len()],
            played: Played::new(field, averages),
            tally: Tally::new(field, averages),
            scratch,
        }
    }

    /// What a population plays next.
    fn chosen(&mut self, population: usize) -> usize {
        let place = self.field.place(population);
        let worth = &self.worth[place.clone()];
        let Some(noise) = self.noise else {
            let most = worth.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let stays = self.played.last[population].filter(|&last| worth[last] >= most);
            return stays.or_else(|| worth.iter().position(|w| *w >= most)).unwrap_or(0);
        };
        let likely = &mut self.now[place];
        response(worth, 1.0 / noise, likely);
        let round = usize::try_from(self.played.rounds).unwrap_or(usize::MAX);
        let mut lot = self.draws.at(population as u64).uniform(round);
        let found = likely.iter().position(|p| {
            lot -= p;
            lot < 0.0
        });
        found.unwrap_or(likely.len() - 1)
    }

    fn round(&mut self) {
        for population in 0..self.played.last.len() {
            self.played.last[population] = Some(self.chosen(population));
        }
        self.now.fill(0.0);
        for population in 0..self.played.last.len() {
            let place = self.field.place(population);
            self.now[place.start + self.played.last[population].unwrap_or(0)] = 1.0;
        }
        self.played.count();
        let gain = self.gain.unwrap_or(1.0 / float(self.played.rounds + 1));
        self.field.earned(&self.now, &mut self.earned, &mut self.scratch);
        for (belief, now) in self.beliefs.iter_mut().zip(&self.now) {
            *belief += gain * (now - *belief);
        }
        if self.field.payoffs().shape().players() == 2 {
            // What strategies earn is linear in beliefs
            for (worth, earned) in self.worth.iter_mut().zip(&self.earned) {
                *worth += gain * (earned - *worth);
            }
        } else {
            self.field.earned(&self.beliefs, &mut self.worth, &mut self.scratch);
        }
        self.tally.rounds += 1.0;
        self.tally.earned.iter_mut().zip(&self.earned).for_each(|(sum, earned)| *sum += earned);
        for (population, got) in self.tally.got.iter_mut().enumerate() {
            let place = self.field.place(population);
            *got += self.earned[place.start + self.played.last[population].unwrap_or(0)];
        }
    }
}

impl Mover for Loose<'_> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // whole steps
    fn advance(&mut self, by: f64) -> Result<(), MixedError> {
        for _ in 0..by.ceil() as u64 {
            self.round();
        }
        self.tally.joint.iter_mut().zip(&self.played.joint).for_each(|(sum, n)| *sum = float(*n));
        Ok(())
    }

    fn state(&self, out: &mut [f64]) {
        out.copy_from_slice(&self.beliefs);
    }

    fn tally(&self) -> Option<&Tally> {
        Some(&self.tally)
    }

    fn runs(&self) -> Vec<(usize, u64)> {
        self.played.runs()
    }
}
