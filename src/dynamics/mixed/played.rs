//! What has been played in rounds of pure strategies.

use std::collections::VecDeque;

use super::Field;

/// Changes of play that are remembered.
const REMEMBERED: usize = 16;

/// What has been played, and how often.
#[derive(Clone, Debug)]
pub(super) struct Played {
    /// The strategy of each population in the last round.
    pub(super) last: Vec<Option<usize>>,
    pub(super) counts: Vec<Vec<u64>>,
    pub(super) rounds: u64,
    pub(super) joint: Vec<u64>,
    strides: Vec<usize>,
    /// Profiles kept to, and for how long; the last of them is now.
    runs: VecDeque<(usize, u64)>,
}

impl Played {
    pub(super) fn new(field: &Field, averages: bool) -> Self {
        let shape = field.payoffs().shape();
        let kept = averages && shape.profiles() <= super::tally::MOST_PROFILES;
        let mut strides = vec![0; field.counts().len()];
        for player in 0..shape.players() {
            strides[field.population(player)] += shape.stride(player);
        }
        Self {
            last: vec![None; field.counts().len()],
            counts: field.counts().iter().map(|&count| vec![0; count]).collect(),
            rounds: 0,
            joint: vec![0; if kept { shape.profiles() } else { 0 }],
            strides,
            runs: VecDeque::new(),
        }
    }

    /// Counts a round in which each population plays its strategy in `last`.
    pub(super) fn count(&mut self) {
        let mut index = 0;
        for ((last, counts), stride) in self.last.iter().zip(&mut self.counts).zip(&self.strides) {
            let own = last.unwrap_or(0);
            counts[own] += 1;
            index += own * stride;
        }
        self.rounds += 1;
        if let Some(times) = self.joint.get_mut(index) {
            *times += 1;
        }
        match self.runs.back_mut() {
            Some((profile, length)) if *profile == index => *length += 1,
            _ => {
                if self.runs.len() == REMEMBERED {
                    self.runs.pop_front();
                }
                self.runs.push_back((index, 1));
            }
        }
    }

    pub(super) fn runs(&self) -> Vec<(usize, u64)> {
        self.runs.iter().copied().collect()
    }
}

#[allow(clippy::cast_precision_loss)] // counts of rounds
pub(super) fn float(n: u64) -> f64 {
    n as f64
}
