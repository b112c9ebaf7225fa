//! The constraints that obedience makes, as numbers.

use crate::certify::{Concept, Disobedience, disobediences};
use crate::game::{Game, Payoffs};
use crate::num::{Rational, decimal_down};

/// What obeying gains over each way to disobey, in each pure profile.
#[derive(Clone, Debug)]
pub(super) struct Constraints {
    pub(super) ways: Vec<Disobedience>,
    /// For each way: profiles with a gain other than 0, increasing.
    pub(super) rows: Vec<Vec<(usize, Rational)>>,
}

/// Significant digits of numbers that stand for payoffs that are not rational: as many as fit
/// machine words, more than the certified bounds of sums of payoffs have.
const DIGITS: usize = 15;

impl Constraints {
    /// The constraints with these payoffs.
    pub(super) fn exact(game: &Game<Rational>, concept: Concept) -> Self {
        let difference = |player: usize, index: usize, other: usize| {
            let payoffs = game.payoffs(player);
            let mut difference = payoffs[index].clone();
            difference -= &payoffs[other];
            Some(difference)
        };
        let empty = Self { ways: Vec::new(), rows: Vec::new() };
        Self::new(game, concept, difference).unwrap_or(empty)
    }

    /// Stronger constraints with rational coefficients: what satisfies these satisfies those of the
    /// payoffs. `None` when payoffs cannot be bounded.
    pub(super) fn inner(
        payoffs: &Payoffs,
        nearest: &Game<Rational>,
        concept: Concept,
        digits: usize,
    ) -> Option<Self> {
        Self::new(nearest, concept, |player, index, other| {
            if let (Some(mine), Some(theirs)) =
                (payoffs.exact(player, index), payoffs.exact(player, other))
            {
                let mut difference = mine;
                difference -= &theirs;
                return Some(difference);
            }
            if payoffs.compare(player, index, other).is_some_and(std::cmp::Ordering::is_eq) {
                return Some(Rational::integer(0));
            }
            let gain = [(index, Rational::integer(1)), (other, Rational::integer(-1))];
            let (low, _) = payoffs.bounds(player, &gain)?;
            decimal_down(&low, digits).parse().ok()
        })
    }

    fn new(
        game: &Game<Rational>,
        concept: Concept,
        difference: impl Fn(usize, usize, usize) -> Option<Rational>,
    ) -> Option<Self> {
        let shape = game.shape();
        let ways = disobediences(shape, concept);
        let mut rows = Vec::with_capacity(ways.len());
        for way in &ways {
            let mut row = Vec::new();
            for index in 0..shape.profiles() {
                if let Some(other) = way.replaced(shape, index) {
                    let gain = difference(way.player, index, other)?;
                    if !gain.is_zero() {
                        row.push((index, gain));
                    }
                }
            }
            rows.push(row);
        }
        Some(Self { ways, rows })
    }

    /// What obeying gains over the way number `way` when profiles have these weights.
    pub(super) fn gain(&self, way: usize, weights: &[Rational]) -> Rational {
        let mut sum = Rational::integer(0);
        for (index, gain) in &self.rows[way] {
            let weight = &weights[*index];
            if !weight.is_zero() {
                let mut product = gain.clone();
                product *= weight;
                sum += &product;
            }
        }
        sum
    }
}

/// Digits after the point with which payoffs of this game are to be rounded.
pub(super) fn digits(payoffs: &Payoffs) -> usize {
    let shape = payoffs.shape();
    let sizes = (0..shape.players())
        .flat_map(|player| (0..shape.profiles()).map(move |index| (player, index)))
        .map(|(player, index)| payoffs.float(player, index).abs());
    let most = sizes.fold(0.0_f64, f64::max);
    // Digits before the point, or zeros after it
    let mut size = 0_i32;
    while size < 300 && most >= 10_f64.powi(size) {
        size += 1;
    }
    while size > -300 && most > 0.0 && most < 10_f64.powi(size - 1) {
        size -= 1;
    }
    let before = isize::try_from(size).unwrap_or(0);
    DIGITS.saturating_add_signed(-before)
}
