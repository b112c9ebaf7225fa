//! How great an objective can be on a face: found in floats, proved exactly.

use super::dictionary::{Dictionary, Quotient};
use crate::game::{Labels, Mixed, Objective, Polytope, Sense};
use crate::num::{Rational, Ring};

/// One player's part of an objective that is to be as great as possible: a sum over what they play,
/// and a multiple of what the other player gets from it.
#[derive(Clone, Debug)]
pub(super) struct Share {
    /// For each of their strategies.
    costs: Vec<Rational>,
    /// For each unit of the other's payoff.
    payoff: Rational,
}

/// The shares of both players.
///
/// The egalitarian objective is none of these.
pub(super) fn shares(
    objective: &Objective,
    sense: Sense,
    counts: [usize; 2],
) -> Option<[Share; 2]> {
    let mut shares = counts
        .map(|count| Share { costs: vec![Rational::zero(); count], payoff: Rational::zero() });
    let one = sense.signed(&Rational::one());
    match objective {
        Objective::Welfare => shares.iter_mut().for_each(|share| share.payoff = one.clone()),
        // What a player gets hangs on what the other one plays
        Objective::Payoff(player) => shares.get_mut(1 - player)?.payoff = one,
        Objective::Probability { player, strategies } => {
            let share = shares.get_mut(*player)?;
            for &strategy in strategies {
                *share.costs.get_mut(strategy)? = one.clone();
            }
        }
        Objective::Linear(linear) if linear.profiles.is_empty() => {
            for (player, weight) in linear.payoffs.iter().enumerate() {
                shares.get_mut(1 - player)?.payoff = sense.signed(weight);
            }
        }
        Objective::Linear(_) | Objective::Egalitarian => return None,
    }
    Some(shares)
}

impl Share {
    /// What the strategy is worth, where it leaves the other player this payoff.
    pub(super) fn value(&self, strategy: &Mixed<Rational>, payoff: &Rational) -> Rational {
        let mut sum = Rational::zero();
        sum.add_product(&self.payoff, payoff);
        for (cost, probability) in self.costs.iter().zip(strategy) {
            sum.add_product(cost, probability);
        }
        sum
    }
}

/// A share and the polytope that it is about.
pub(super) struct Goal<'a> {
    polytope: &'a Polytope,
    share: Share,
    quotient: Quotient,
    /// Exactly: costs for each unit of weight, and for each weight vector.
    costs: Vec<Rational>,
    extra: Rational,
}

impl<'a> Goal<'a> {
    pub(super) fn new(polytope: &'a Polytope, share: Share) -> Self {
        let (slope, constant) = polytope.payoff_of_level();
        let mut lift = share.payoff.clone();
        lift *= constant;
        let add = |cost: &Rational| {
            let mut cost = cost.clone();
            cost += &lift;
            cost
        };
        let costs: Vec<Rational> = share.costs.iter().map(add).collect();
        let mut extra = share.payoff.clone();
        extra *= slope;
        let quotient = Quotient {
            costs: costs.iter().map(Rational::nearest_f64).collect(),
            extra: extra.nearest_f64() * polytope.unit(),
        };
        Self { polytope, share, quotient, costs, extra }
    }

    pub(super) fn share(&self) -> &Share {
        &self.share
    }

    /// About the greatest value on a face, with the dual values that should prove it; the dictionary
    /// is moved to where it is attained.
    pub(super) fn estimate(&self, dictionary: &mut Dictionary) -> Option<(f64, Vec<f64>)> {
        let greatest = dictionary.maximise(&self.quotient)?;
        Some((greatest.value, greatest.duals))
    }

    /// A number that the value does not exceed on the face, proved from dual values near `duals`.
    ///
    /// With Σₖ λₖ = −extra, and λₖ ≥ 0 where inequality k need not be tight, every point z has
    /// Σ costs z + extra ≤ Σ (costs − Σₖ λₖ aₖ) z ≤ bound · Σ z, where the bound is the greatest of the
    /// coefficients in the middle.
    pub(super) fn bound(&self, fixed: &Labels, duals: &[f64]) -> Option<Rational> {
        let polytope = self.polytope;
        let is_fixed = |row: usize| fixed.contains(polytope.row_label(row));
        let tight = (0..polytope.rows()).find(|&row| is_fixed(row));
        let mut multipliers = Vec::with_capacity(duals.len());
        // Floats are of polytopes in other units
        let unit = Rational::from_f64(polytope.unit())?.recip()?;
        let mut total = Rational::zero();
        for (row, &dual) in duals.iter().enumerate() {
            let dual = if tight.is_none() || dual < 0.0 && !is_fixed(row) { 0.0 } else { dual };
            let mut multiplier = Rational::from_f64(dual)?;
            multiplier *= &unit;
            total += &multiplier;
            multipliers.push(multiplier);
        }
        total += &self.extra;
        if !total.is_zero() {
            // The sum is made right where any sign is
            multipliers[tight?] -= &total;
        }
        let mut rest = self.costs.clone();
        for (row, multiplier) in multipliers.iter().enumerate().filter(|(_, m)| !m.is_zero()) {
            for (cost, entry) in rest.iter_mut().zip(polytope.row(row)) {
                cost.sub_product(multiplier, &Rational::from_integer(&entry));
            }
        }
        (0..polytope.columns())
            .filter(|&column| !fixed.contains(polytope.column_label(column)))
            .map(|column| rest[column].clone())
            .max()
    }
}
