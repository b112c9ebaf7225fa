//! What was played, and what it earned, added up over the rounds.

use super::Field;

/// Sums over rounds.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    pub(super) rounds: f64,
    /// What each strategy would have earned.
    pub(super) earned: Vec<f64>,
    /// What was earned, by population.
    pub(super) got: Vec<f64>,
    /// Where each population's strategies begin, and the end of the last.
    places: Vec<std::ops::Range<usize>>,
    /// How often each profile of the players was played; nothing where there are too many.
    pub(super) joint: Vec<f64>,
}

/// Averages are kept for games with no more profiles.
pub const MOST_PROFILES: usize = 1 << 20;

impl Tally {
    pub(super) fn new(field: &Field, averages: bool) -> Self {
        let profiles = field.payoffs().shape().profiles();
        let kept = averages && profiles <= MOST_PROFILES;
        let populations = field.counts().len();
        Self {
            rounds: 0.0,
            earned: vec![0.0; field.len()],
            got: vec![0.0; populations],
            places: (0..populations).map(|p| field.place(p)).collect(),
            joint: if kept { vec![0.0; profiles] } else { Vec::new() },
        }
    }

    /// The most that a player would have gained by one strategy throughout, on average.
    pub(super) fn regret(&self) -> Option<f64> {
        if self.rounds < 1.0 {
            return None;
        }
        let most = self.places.iter().zip(&self.got).map(|(place, got)| {
            let best = self.earned[place.clone()].iter().copied().fold(f64::NEG_INFINITY, f64::max);
            (best - got) / self.rounds
        });
        Some(most.fold(0.0, f64::max))
    }
}
