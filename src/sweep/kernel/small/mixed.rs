//! Probabilities and payoffs in an equilibrium whose supports are known.

use super::super::known;
use super::supports::Candidate;
use super::{MOST, PAIRS, Side, Small, profile};
use crate::formula::{Bounded, difference, product, quotient, sum};
use crate::game::Shape;
use crate::sweep::Cell;

/// A float, and a bound of its error.
type Ball = (f64, f64);

const NOTHING: Ball = (0.0, 0.0);

impl Small {
    /// Of one side, the probability that a strategy `within` is played, if it is well known.
    pub(super) fn chance(
        &self,
        room: &Bounded<'_>,
        lane: usize,
        candidate: &Candidate,
        side: usize,
        within: &[bool],
    ) -> Option<f64> {
        let weights = self.weights(room, lane, candidate, side);
        let meant = candidate.played[side].iter().filter(|&&s| within[s]).map(|&s| weights[s]);
        number(quotient(meant.fold(NOTHING, sum), weights.into_iter().fold(NOTHING, sum)))
    }

    /// What `players` get together, if it is well known; `results` by player and profile, as in [`Small::profiles`].
    pub(super) fn expected(
        &self,
        room: &Bounded<'_>,
        lane: usize,
        candidate: &Candidate,
        players: &[usize],
        results: &[Vec<usize>],
    ) -> Option<f64> {
        let [own, rival] = [0, 1].map(|side| self.weights(room, lane, candidate, side));
        let whole = |weights: [Ball; MOST]| weights.into_iter().fold(NOTHING, sum);
        let whole = product(whole(own), whole(rival));
        let columns = self.sides[1].strategies;
        let mut all = NOTHING;
        for results in results.iter().take(players.len()) {
            for &one in &candidate.played[0] {
                for &other in &candidate.played[1] {
                    let payoff = room.result(results[one * columns + other]).at(lane);
                    all = sum(all, product(payoff, product(own[one], rival[other])));
                }
            }
        }
        number(quotient(all, whole))
    }

    /// The profiles of the two players, the second's strategies varying fastest.
    pub(super) fn profiles(&self, shape: &Shape) -> Vec<usize> {
        let [one, other] = self.players;
        let pairs =
            self.kept[one].iter().flat_map(|&s| self.kept[other].iter().map(move |&t| (s, t)));
        pairs.map(|(s, t)| profile(shape, &self.kept, [(one, s), (other, t)])).collect()
    }

    /// Positive numbers in the proportions in which a side plays, 0 for what it does not: they make what the
    /// other side plays equally good.
    fn weights(
        &self,
        room: &Bounded<'_>,
        lane: usize,
        candidate: &Candidate,
        side: usize,
    ) -> [Ball; MOST] {
        let other = &self.sides[1 - side];
        let step = |case: usize, one: usize, than: usize| other.step(room, lane, case, one, than);
        let mut weights = [NOTHING; MOST];
        match (candidate.played[side].as_slice(), candidate.played[1 - side].as_slice()) {
            (&[only], _) => weights[only] = (1.0, 0.0),
            (&[case, next], &[one, than]) => {
                weights[case] = magnitude(step(next, one, than));
                weights[next] = magnitude(step(case, one, than));
            }
            _ => {
                // Each pair of cases leaves one out
                for (place, &(case, next)) in PAIRS.iter().enumerate() {
                    let right = product(step(case, 0, 1), step(next, 0, 2));
                    let left = product(step(next, 0, 1), step(case, 0, 2));
                    weights[MOST - 1 - place] = magnitude(difference(right, left));
                }
            }
        }
        weights
    }
}

impl Side {
    fn step(&self, room: &Bounded<'_>, lane: usize, case: usize, one: usize, than: usize) -> Ball {
        let payoff = |s: usize| room.result(self.results[case][s]).at(lane);
        difference(payoff(one), payoff(than))
    }
}

fn magnitude((value, error): Ball) -> Ball {
    (value.abs(), error)
}

fn number(ball: Ball) -> Option<f64> {
    match known(ball) {
        Some(Cell::Number(x)) => Some(x),
        _ => None,
    }
}
