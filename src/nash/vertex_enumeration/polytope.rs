//! A best-response polytope in coprime integers.

use dashu_int::IBig;

use crate::game::{Game, Mixed};
use crate::linalg::{Dictionary, Fractions};
use crate::num::{Rational, Ring};

/// The positive z(i) of a point.
pub(super) type Point = [(usize, Rational)];

/// The mixed strategies of one player, with an upper bound on the other player's payoffs that is
/// normalised to 1: { z ≥ 0 : Σ d(j, i) z(i) ≤ 1 for each strategy j of the other player }.
///
/// For each strategy i of the player, the other player's payoffs are moved and scaled to coprime
/// integers d(·, i) with a positive sum as small as possible. Moving them changes no best response,
/// and scaling them only the unit of z(i). A bound of Σ z(i) d(·, i) then is positive unless z = 0,
/// because their mean is: so the polytope is bounded, and its points other than 0 are the mixed
/// strategies with such bounds.
pub(super) struct Polytope {
    /// Row j has the slack of strategy j of the other player, column i the variable z(i).
    pub(super) dictionary: Dictionary,
    /// What the payoffs at each strategy were divided by.
    units: Vec<Rational>,
    /// At [j][k], the strategies of the player, as bits, at which the other player gets less from
    /// j than from k. Nothing where they are too many for one word.
    worse: Vec<Vec<u64>>,
}

impl Polytope {
    pub(super) fn new(game: &Game<Rational>, player: usize) -> Self {
        let other = 1 - player;
        let counts = game.strategies();
        let (columns, rows) = (counts[player], counts[other]);
        let mut units = Vec::with_capacity(columns);
        let mut cells = vec![IBig::ONE; rows * (columns + 1)];
        for i in 0..columns {
            let payoff = |j| game.payoff(other, &if player == 0 { [i, j] } else { [j, i] });
            let differences: Vec<Rational> = (0..rows)
                .map(|j| {
                    let mut difference = payoff(j).clone();
                    difference -= payoff(0);
                    difference
                })
                .collect();
            let unit = Fractions::new(&differences).unit();
            let integers = differences.into_iter().map(|mut difference| {
                difference /= &unit;
                difference.to_big().into_parts().0
            });
            let integers: Vec<IBig> = integers.collect();
            let move_by = below_mean(&integers);
            for (j, integer) in integers.into_iter().enumerate() {
                cells[j * (columns + 1) + i] = integer - &move_by;
            }
            units.push(unit);
        }
        let worse_at = |j: usize, k: usize| {
            let worse = |i: &usize| cells[j * (columns + 1) + i] < cells[k * (columns + 1) + i];
            (0..columns).filter(worse).fold(0, |set, i| set | 1 << i)
        };
        let worse = if columns <= 64 {
            (0..rows).map(|j| (0..rows).map(|k| worse_at(j, k)).collect()).collect()
        } else {
            Vec::new()
        };
        Self { dictionary: Dictionary::new(rows, cells), units, worse }
    }

    /// Number of strategies of the player.
    pub(super) fn dimension(&self) -> usize {
        self.units.len()
    }

    /// Number of strategies of the other player.
    pub(super) fn inequalities(&self) -> usize {
        self.dictionary.rows()
    }

    /// The dictionary of the vertex 0, from which all others can be reached. Its variables are the
    /// slacks, in order, and then the z(i).
    pub(super) fn start(&self) -> Dictionary {
        let mut dictionary = self.dictionary.clone();
        dictionary.start();
        dictionary
    }

    /// Whether one of `responses` is worse than another strategy of the other player whatever the
    /// player plays of `support`: then no mixed strategy with that support makes it a best
    /// response. `false` if that was not worked out.
    pub(super) fn excludes(&self, responses: &[usize], support: &[usize]) -> bool {
        if self.worse.is_empty() {
            return false;
        }
        let played = support.iter().fold(0_u64, |set, i| set | 1 << i);
        responses.iter().any(|&j| self.worse[j].iter().any(|&worse| played & !worse == 0))
    }

    /// The mixed strategy at a point other than 0.
    pub(super) fn strategy(&self, point: &Point) -> Mixed<Rational> {
        let mut strategy = vec![Rational::zero(); self.dimension()];
        let mut total = Rational::zero();
        for (i, z) in point {
            let mut weight = z.clone();
            weight /= &self.units[*i];
            total += &weight;
            strategy[*i] = weight;
        }
        for (i, _) in point {
            strategy[*i] /= &total;
        }
        strategy
    }
}

/// The greatest integer below the mean.
fn below_mean(integers: &[IBig]) -> IBig {
    let count = IBig::from(integers.len());
    let sum: IBig = integers.iter().sum();
    // Division of integers that are not negative rounds down
    let least = integers.iter().min().cloned().unwrap_or(IBig::ZERO);
    let above = sum - &least * &count - 1;
    if above < IBig::ZERO { least - 1 } else { least + above / count }
}
