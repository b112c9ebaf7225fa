//! The corners of the polygon in floats, made exact by all threads.

use rayon::prelude::*;

use super::hull::{Point, along, outward};
use super::{Corner, Search, Side};
use crate::correlated::polytope::CorrelatedError;
use crate::game::Distribution;
use crate::lp::{Guess, Series, in_scale};
use crate::num::Rational;

/// A point that is less beyond an edge than this part of the range of payoffs is left to the exact
/// search.
const BEYOND: f64 = 1e-11;

/// The direction beyond an edge, and what its ends are worth along it.
type Job = (Point, Rational);

impl Search<'_> {
    /// Points at the corners, nearly all of them as a rule; none where a cold search is as good.
    pub(super) fn seeds(&self) -> Result<Vec<Corner>, CorrelatedError> {
        let (shape, watch) = (self.polytope.game.shape(), self.settings.watch);
        let found = self.polytope.with_series(|series| {
            let guesses = self.guesses(series);
            let series = &*series;
            let exact = |guess: &Guess| {
                let point = watch(0, 1).then(|| series.point(guess))??;
                Distribution::new(shape, point)
            };
            guesses.par_iter().filter_map(exact).collect::<Vec<Distribution>>()
        });
        if !watch(0, 1) {
            return Err(CorrelatedError::Stopped);
        }
        Ok(found.unwrap_or_default().into_iter().map(|found| self.corner(found)).collect())
    }

    /// Where the corners should be.
    fn guesses(&self, series: &mut Series) -> Vec<Guess> {
        let payoffs: Vec<[f64; 2]> = (0..self.polytope.game.shape().profiles())
            .map(|k| self.players.map(|p| self.polytope.game.payoffs(p)[k].nearest_f64()))
            .collect();
        // Both coordinates between 0 and 1, lest one drown the other
        let ranges = [0, 1].map(|axis| {
            let all = || payoffs.iter().map(|point| point[axis]);
            let low = all().fold(f64::INFINITY, f64::min);
            let range = all().fold(f64::NEG_INFINITY, f64::max) - low;
            (low, if range > 0.0 { range } else { 1.0 })
        });
        let place = |point: &[f64; 2]| [0, 1].map(|k| (point[k] - ranges[k].0) / ranges[k].1);
        let places: Vec<[f64; 2]> = payoffs.iter().map(place).collect();
        let proceed = || (self.settings.watch)(0, 1);
        let mut towards = |normal: [f64; 2]| {
            let costs: Vec<f64> = places.iter().map(|place| dot(normal, *place)).collect();
            let guess = series.guess(&costs, &proceed)?;
            let point = [0, 1].map(|axis| {
                guess.values.iter().zip(&places).map(|(share, place)| share * place[axis]).sum()
            });
            Some((point, guess))
        };
        let mut guesses = Vec::new();
        let mut open: Vec<([f64; 2], [f64; 2])> = Vec::new();
        let ends = [[-1.0, 0.0], [1.0, 0.0]].map(&mut towards);
        if let [Some((left, first)), Some((right, last))] = ends {
            open.extend([(right, left), (left, right)]);
            guesses.extend([first, last]);
        }
        while let Some((from, to)) = open.pop() {
            let way: [f64; 2] = [to[0] - from[0], to[1] - from[1]];
            let length = way[0].hypot(way[1]);
            if length <= BEYOND {
                continue;
            }
            let normal = [way[1] / length, -way[0] / length];
            let Some((point, guess)) = towards(normal) else { continue };
            if dot(normal, point) > dot(normal, from) + BEYOND {
                guesses.push(guess);
                open.extend([(point, to), (from, point)]);
            }
        }
        guesses
    }

    /// Proofs that nothing lies beyond these edges, where floats suggest one that holds.
    pub(super) fn proved(
        &self,
        edges: &[(&Corner, &Corner)],
    ) -> Result<Vec<Option<Side>>, CorrelatedError> {
        let watch = self.settings.watch;
        let proceed = || watch(0, 1);
        let jobs: Vec<Job> = edges
            .iter()
            .map(|(from, to)| {
                let normal = outward(&from.point, &to.point);
                let level = along(&normal, &from.point);
                (normal, level)
            })
            .collect();
        let (game, players) = (&self.polytope.game, self.players);
        let floats = players.map(|player| {
            game.payoffs(player).iter().map(Rational::nearest_f64).collect::<Vec<f64>>()
        });
        let in_floats = |normal: &Point| {
            let scaled = in_scale(normal);
            let pairs = floats[0].iter().zip(&floats[1]);
            pairs.map(|(a, b)| a * scaled[0] + b * scaled[1]).collect::<Vec<f64>>()
        };
        let ways = self.polytope.used_ways();
        let sides = self.polytope.with_series(|series| {
            let guessed: Vec<(&Job, Option<Guess>)> =
                jobs.iter().map(|job| (job, series.guess(&in_floats(&job.0), &proceed))).collect();
            let series = &*series;
            let proof = |((normal, level), guess): &(&Job, Option<Guess>)| {
                let guess = guess.as_ref().filter(|_| proceed())?;
                let at = |index: usize| players.map(|p| game.payoffs(p)[index].clone());
                let costs: Vec<Rational> =
                    (0..game.shape().profiles()).map(|index| along(normal, &at(index))).collect();
                let (proved, multipliers) = series.proof(guess, &costs)?;
                let multipliers = multipliers.into_iter().map(|(row, m)| (ways[row], m)).collect();
                let (normal, level) = (normal.clone(), level.clone());
                (proved == level).then_some(Side { normal, level, multipliers })
            };
            guessed.par_iter().map(proof).collect::<Vec<Option<Side>>>()
        });
        if !proceed() {
            return Err(CorrelatedError::Stopped);
        }
        Ok(sides.unwrap_or_else(|| vec![None; edges.len()]))
    }
}

fn dot(a: [f64; 2], b: [f64; 2]) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}
