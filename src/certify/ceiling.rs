//! That a player's share of an objective is nowhere greater on a face than some number.

use dashu_base::Signed;
use dashu_int::IBig;

use super::{Multipliers, Share};
use crate::game::{Labels, Polytope};
use crate::num::{Rational, Ring, Sign};

/// Rational dual values of the inequalities of a polytope, over one common denominator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duals {
    /// What the numerators are divided by: positive.
    pub denominator: IBig,
    /// One for each inequality.
    pub numerators: Multipliers,
}

impl Duals {
    /// 0 for each of `count` inequalities.
    pub fn zero(count: usize) -> Self {
        Self { denominator: IBig::ONE, numerators: Multipliers::Small(vec![0; count]) }
    }
}

/// A share of an objective over a polytope, ready to be bounded on its faces.
///
/// Let x be a mixed strategy on a face, aₖᵢ the integers of the polytope, v = maxₖ Σᵢ aₖᵢ xᵢ: so
/// v ≥ Σᵢ aₖᵢ xᵢ for every inequality k, with equality where k is held to be tight. The share is
/// Σᵢ cᵢ xᵢ + w v (the other's payoff is a function of v, of degree 1). Take λₖ ≥ 0 where k need not be
/// tight, and of any sign where it must be. Then each λₖ (v − Σᵢ aₖᵢ xᵢ) ≥ 0 may be added, and with
/// t = w + Σₖ λₖ ≥ 0 and v ≤ Σᵢ Mᵢ xᵢ for Mᵢ = maxₖ aₖᵢ,
///
/// > share ≤ Σᵢ (cᵢ − Σₖ λₖ aₖᵢ + t Mᵢ) xᵢ ≤ the greatest of these coefficients,
///
/// over the strategies i that may be played. This is weak duality of linear programming.
///
/// # Examples
/// What the second player gets where the first one's strategies are worth 1 and 2 to them:
/// ```
/// use equil::certify::{Ceiling, Duals, Share};
/// use equil::game::{Game, Labels, Objective, Payoffs, Polytope, Sense};
/// use equil::num::Rational;
///
/// let payoffs = [[0, 0], [1, 2]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 1], payoffs.to_vec()).unwrap());
/// let polytope = Polytope::of(&game, 0).unwrap();
/// let [share, _] = Share::of(&Objective::Payoff(1), Sense::Maximise, [2, 1]).unwrap();
/// let ceiling = Ceiling::new(&polytope, &share);
/// let nothing = Duals::zero(1);
/// assert_eq!(ceiling.proved(&Labels::default(), &nothing), Some(Rational::integer(2)));
/// // Without the second strategy
/// let mut fixed = Labels::default();
/// fixed.insert(1);
/// assert_eq!(ceiling.proved(&fixed, &nothing), Some(Rational::integer(1)));
/// ```
#[derive(Clone, Debug)]
pub struct Ceiling<'a> {
    polytope: &'a Polytope,
    /// c: for each strategy.
    costs: Vec<Rational>,
    /// Each value of c once, and which of them each strategy has.
    values: Vec<Rational>,
    value_of: Vec<usize>,
    /// w: for each unit of the level v.
    weight: Rational,
    /// M: the greatest coefficient of each strategy.
    greatest: Vec<IBig>,
}

impl<'a> Ceiling<'a> {
    /// About the share of who plays in `polytope`.
    ///
    /// # Complexity
    /// A pass over the coefficients.
    pub fn new(polytope: &'a Polytope, share: &Share) -> Self {
        let (slope, constant) = polytope.payoff_of_level();
        let mut lift = share.payoff.clone();
        lift *= constant;
        let lifted = |cost: &Rational| {
            let mut cost = cost.clone();
            cost += &lift;
            cost
        };
        let costs: Vec<Rational> = share.costs.iter().map(lifted).collect();
        let mut values = costs.clone();
        values.sort_unstable();
        values.dedup();
        let value_of =
            costs.iter().map(|cost| values.partition_point(|value| value < cost)).collect();
        let mut weight = share.payoff.clone();
        weight *= slope;
        let mut greatest = vec![IBig::ZERO; polytope.columns()];
        for row in 0..polytope.rows() {
            for (most, entry) in greatest.iter_mut().zip(polytope.row(row)) {
                *most = entry.max(std::mem::take(most));
            }
        }
        Self { polytope, costs, values, value_of, weight, greatest }
    }

    /// What this is about.
    pub fn polytope(&self) -> &'a Polytope {
        self.polytope
    }

    /// What each strategy counts for.
    pub fn costs(&self) -> &[Rational] {
        &self.costs
    }

    /// What a unit of the level counts for: the other's payoff, as the integers of the polytope tell
    /// it.
    pub fn weight(&self) -> &Rational {
        &self.weight
    }

    /// The bound on the face in which the labels `fixed` hold that these dual values prove.
    ///
    /// `None` when they prove nothing: there are more or fewer than inequalities, one of them is
    /// negative and must not be, or all of them together are too small; and when nothing may be played.
    ///
    /// # Complexity
    /// A pass over the coefficients, in integers.
    pub fn proved(&self, fixed: &Labels, duals: &Duals) -> Option<Rational> {
        let polytope = self.polytope;
        if duals.numerators.len() != polytope.rows() || !duals.denominator.is_positive() {
            return None;
        }
        let free = (0..polytope.rows()).filter(|&row| !fixed.contains(polytope.row_label(row)));
        if { free }.any(|row| duals.numerators.is_negative(row)) {
            return None;
        }
        // t = p / q over the denominator of the dual values
        let mut rest = self.weight.clone();
        rest *= &Rational::from_integer(&duals.denominator);
        rest += &Rational::from_integer(&duals.numerators.sum());
        if rest.signum() == Sign::Negative {
            return None;
        }
        let (p, q) = rest.to_big().into_parts();
        let q = IBig::from(q);
        // Of strategies with the same c only the one from which least is taken matters
        let mut least: Vec<Option<IBig>> = vec![None; self.values.len()];
        for (column, sum) in self.sums(&duals.numerators).into_iter().enumerate() {
            if fixed.contains(polytope.column_label(column)) {
                continue;
            }
            let taken = sum * &q - &p * &self.greatest[column];
            let place = &mut least[self.value_of[column]];
            if place.as_ref().is_none_or(|least| taken < *least) {
                *place = Some(taken);
            }
        }
        let unit = Rational::from_integer(&(&duals.denominator * q)).recip()?;
        let coefficient = |(value, taken): (&Rational, Option<IBig>)| {
            let mut coefficient = value.clone();
            coefficient.sub_product(&unit, &Rational::from_integer(&taken?));
            Some(coefficient)
        };
        self.values.iter().zip(least).filter_map(coefficient).max()
    }

    /// Σₖ λₖ aₖᵢ for each strategy i, before the division.
    fn sums(&self, numerators: &Multipliers) -> Vec<IBig> {
        let polytope = self.polytope;
        if let (Multipliers::Small(numbers), Some(entries)) = (numerators, polytope.small())
            && let Some(sums) = in_words(numbers, entries, polytope.columns())
        {
            return sums.into_iter().map(IBig::from).collect();
        }
        let mut sums = vec![IBig::ZERO; polytope.columns()];
        for (row, number) in numerators.to_big().iter().enumerate().filter(|(_, n)| !n.is_zero()) {
            for (sum, entry) in sums.iter_mut().zip(polytope.row(row)) {
                *sum += number * entry;
            }
        }
        sums
    }
}

/// In 128 bits; `None` on overflow.
fn in_words(numbers: &[i64], entries: &[i64], columns: usize) -> Option<Vec<i128>> {
    let mut sums = vec![0_i128; columns];
    for (number, row) in numbers.iter().zip(entries.chunks_exact(columns)) {
        if *number != 0 {
            for (sum, entry) in sums.iter_mut().zip(row) {
                *sum = sum.checked_add(i128::from(*number) * i128::from(*entry))?;
            }
        }
    }
    Some(sums)
}
