//! Optima that start where the last one ended.

use std::cell::RefCell;

use super::polytope::{CorrelatedError, Extreme, Goal, Polytope, Settings};
use crate::game::{Distribution, Sense};
use crate::lp::{Series, Vertex};
use crate::num::{Rational, Ring};

/// Searches that remember where they ended.
#[derive(Debug, Default)]
pub(super) struct Warm {
    linear: RefCell<Option<Series>>,
    least: RefCell<Option<Series>>,
}

/// Measured: with so few profiles or ways to disobey, the exact simplex method answers as soon.
const SMALL: usize = 12;

impl Polytope<'_> {
    /// A vertex at which `goal` is greatest or least, near the last one that was asked for. `None`
    /// when the program is small, or floats mislead.
    pub(super) fn extreme_warm(
        &self,
        goal: Goal<'_>,
        sense: Sense,
        settings: &Settings<'_>,
    ) -> Result<Option<Extreme>, CorrelatedError> {
        let proceed = || (settings.watch)(0, 1);
        if !proceed() {
            return Err(CorrelatedError::Stopped);
        }
        let profiles = self.game.shape().profiles();
        let ways = self.used_ways();
        if profiles.min(ways.len()) <= SMALL {
            return Ok(None);
        }
        let (series, costs) = match goal {
            Goal::Linear(linear) => {
                let worth = |index: usize| sense.signed(&self.worth(linear, index));
                (&self.warm.linear, (0..profiles).map(worth).collect())
            }
            Goal::Least => {
                let mut costs = vec![Rational::zero(); profiles];
                costs.push(Rational::one());
                (&self.warm.least, costs)
            }
        };
        let mut series = series.borrow_mut();
        let series = series.get_or_insert_with(|| match goal {
            Goal::Linear(_) => self.series(&ways, false),
            Goal::Least => self.series(&ways, true),
        });
        let Some(Vertex { point, multipliers, .. }) = series.maximise(&costs, &proceed) else {
            return if proceed() { Ok(None) } else { Err(CorrelatedError::Stopped) };
        };
        let cells = point.into_iter().filter(|(index, _)| *index < profiles).collect();
        let distribution = Distribution::new(self.game.shape(), cells);
        let mut weights = match goal {
            Goal::Linear(_) => Vec::new(),
            Goal::Least => vec![Rational::zero(); self.game.players()],
        };
        let mut disobeyed = Vec::with_capacity(multipliers.len());
        for (row, weight) in multipliers {
            match ways.get(row) {
                Some(&way) => disobeyed.push((way, weight)),
                None => weights[row - ways.len()] = weight,
            }
        }
        Ok(distribution.map(|distribution| Extreme {
            distribution,
            multipliers: disobeyed,
            weights,
        }))
    }

    /// What `ask` says of the search for linear goals; `None` where a cold one is as good.
    pub(super) fn with_series<T>(&self, ask: impl FnOnce(&mut Series) -> T) -> Option<T> {
        let ways = self.used_ways();
        if self.game.shape().profiles().min(ways.len()) <= SMALL {
            return None;
        }
        let mut series = self.warm.linear.borrow_mut();
        Some(ask(series.get_or_insert_with(|| self.series(&ways, false))))
    }

    /// The ways to disobey that ever gain or lose anything.
    pub(super) fn used_ways(&self) -> Vec<usize> {
        let rows = &self.constraints.rows;
        (0..rows.len()).filter(|&way| !rows[way].is_empty()).collect()
    }

    /// The polytope; with `least`, one more variable: how far all players are above less than the
    /// least payoff.
    pub(super) fn series(&self, ways: &[usize], least: bool) -> Series {
        let (shape, profiles) = (self.game.shape(), self.game.shape().profiles());
        let mut equation = vec![Rational::one(); profiles];
        let mut rows: Vec<Vec<(usize, Rational)>> =
            ways.iter().map(|&way| self.constraints.rows[way].clone()).collect();
        let told = |way: usize| {
            let way = self.constraints.ways[way];
            way.player * profiles + way.told.unwrap_or(0)
        };
        let mut groups: Vec<usize> = ways.iter().map(|&way| told(way)).collect();
        if !least {
            return Series::new(equation, rows, groups);
        }
        equation.push(Rational::zero());
        let payoffs = (0..shape.players()).flat_map(|player| self.game.payoffs(player));
        // Less than the least, so that the variable is positive
        let floor = payoffs.min().map_or_else(Rational::zero, |p| p.minus(&Rational::one()));
        let first = rows.len();
        for player in 0..shape.players() {
            let above = self.game.payoffs(player).iter().map(|payoff| payoff.minus(&floor));
            let mut row: Vec<(usize, Rational)> = above.enumerate().collect();
            row.push((profiles, Rational::minus_one()));
            rows.push(row);
            groups.push((shape.players() + player) * profiles);
        }
        let required = (first..rows.len()).collect();
        Series::new(equation, rows, groups).with_required(required)
    }
}
