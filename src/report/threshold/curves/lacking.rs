//! Values of the other parameter at which there is no game.

use super::super::words::bracket;
use super::{MOST_LISTED, Traced};
use crate::model::ModelError;
use crate::num::Rational;

impl Traced<'_> {
    /// Where there is no game, since some payoff has no value there wherever the parameter with thresholds is: a sentence for
    /// each stretch of values of the other one, with the payoff and why.
    ///
    /// # Complexity
    /// Linear in the number of values looked at.
    pub fn lacking(&self) -> Vec<String> {
        let (_, other) = self.names();
        let mut runs: Vec<(usize, usize, &ModelError)> = Vec::new();
        for (place, value) in self.curves.values.iter().enumerate() {
            let Some(why) = &value.lacks else { continue };
            match runs.last_mut() {
                Some((_, last, _)) if *last + 1 == place && !self.is_open_after(*last) => {
                    *last = place;
                }
                _ => runs.push((place, place, why)),
            }
        }
        let at = |place: usize| {
            let at = &self.curves.values[place].at;
            bracket(at, at)
        };
        let told = |&(first, last, why): &(usize, usize, &ModelError)| {
            let place = if first == last {
                format!("At {other} = {}", at(first))
            } else {
                format!("From {other} = {} to {}", at(first), at(last))
            };
            format!("{place} there is no game: {}.", reason(why))
        };
        let mut said: Vec<String> = runs.iter().take(MOST_LISTED).map(told).collect();
        let more = runs.len() - said.len();
        if more > 0 {
            said.push(format!("Nor is there one at {more} more values of {other}."));
        }
        said
    }

    /// Whether there is no game at a value of the other parameter.
    pub(super) fn lacks(&self, at: &Rational) -> bool {
        self.curves.values.iter().any(|value| value.at == *at && value.lacks.is_some())
    }
}

/// Which payoff has no value, and why, where that is known.
fn reason(why: &ModelError) -> String {
    match why {
        ModelError::Undefined { part: Some((_, part)), .. } => format!("{why} ({part})"),
        why => why.to_string(),
    }
}
