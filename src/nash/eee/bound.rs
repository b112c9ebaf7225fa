//! How great an objective can be on a face: found in floats, proved exactly.

use std::sync::{Arc, Mutex};

use dashu_int::IBig;

use super::dictionary::{Dictionary, Greatest, Quotient};
use crate::certify::{Ceiling, Duals, Multipliers, Share};
use crate::game::{Labels, Polytope};
use crate::linalg::{Fractions, Matrix, solve};
use crate::num::{Rational, Ring};

/// A share of an objective and the polytope that it is about.
pub(super) struct Goal<'a> {
    share: Share,
    ceiling: Ceiling<'a>,
    quotient: Quotient,
    /// The greatest coefficient of each strategy, in the units of the floats.
    greatest: Vec<f64>,
}

/// How great a share may be on a face, as floats see it, and what should prove it.
pub(super) struct Estimate {
    pub(super) value: f64,
    /// What holds on the face.
    fixed: Labels,
    /// What floats found, if they found something.
    found: Option<Greatest>,
    /// What was proved when somebody asked: at once, and with more work.
    proved: Mutex<[Option<Arc<Proof>>; 2]>,
}

/// A bound and the dual values that prove it.
#[derive(Debug)]
pub(super) struct Proof {
    pub(super) bound: Rational,
    pub(super) duals: Duals,
}

/// How much work a proof may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effort {
    /// Floats rounded, so that the bound is a little too great.
    Rounded = 0,
    /// A system of equations, so that the bound is attained, unless floats stopped elsewhere.
    Solved = 1,
}

/// Numerators of rounded dual values have at most so many bits: enough to prove what is not too near,
/// and few enough to be written down.
const BITS: i32 = 40;

/// No numerator of rounded dual values is greater: dual values that need no fractions may be large.
const MOST: f64 = 1e18;

impl<'a> Goal<'a> {
    pub(super) fn new(polytope: &'a Polytope, share: Share) -> Self {
        let ceiling = Ceiling::new(polytope, &share);
        let quotient = Quotient {
            costs: ceiling.costs().iter().map(Rational::nearest_f64).collect(),
            extra: ceiling.weight().nearest_f64() * polytope.unit(),
        };
        let mut greatest = vec![0.0; polytope.columns()];
        for row in polytope.floats().chunks_exact(polytope.columns()) {
            for (most, &entry) in greatest.iter_mut().zip(row) {
                *most = entry.max(*most);
            }
        }
        Self { share, ceiling, quotient, greatest }
    }

    /// What a strategy adds to the objective in an equilibrium.
    pub(super) fn value(&self, strategy: &[Rational]) -> Rational {
        self.share.value(self.ceiling.polytope(), strategy)
    }

    /// The same for a pure strategy, against which the other player gets this.
    pub(super) fn value_of_pure(&self, strategy: usize, payoff: &Rational) -> Rational {
        let mut value = self.share.costs[strategy].clone();
        value.add_product(&self.share.payoff, payoff);
        value
    }

    /// Whether a strategy of this player counts for more than others by itself: as much as any, or
    /// less. `None` when all count the same.
    pub(super) fn is_wanted(&self, strategy: usize) -> Option<bool> {
        let costs = &self.share.costs;
        let most = costs.iter().max()?;
        costs.iter().any(|cost| cost < most).then(|| costs[strategy] == *most)
    }

    /// About the greatest value on a face; the dictionary is moved to where it is attained.
    pub(super) fn estimate(&self, dictionary: &mut Dictionary) -> Option<Estimate> {
        let polytope = self.ceiling.polytope();
        let fixed = dictionary.fixed;
        let is_tight = |row: usize| fixed.contains(polytope.row_label(row));
        if self.quotient.extra > 0.0 && !(0..polytope.rows()).any(is_tight) {
            // Only the natural bounds of a payoff hold where no reply is known to be best
            return Some(self.natural(fixed));
        }
        let found = dictionary.maximise(&self.quotient)?;
        let value = found.value;
        Some(Estimate { value, fixed, found: Some(found), proved: Mutex::default() })
    }

    /// By the greatest and least coefficients alone.
    pub(super) fn natural(&self, fixed: Labels) -> Estimate {
        let polytope = self.ceiling.polytope();
        let value = (0..polytope.columns())
            .filter(|&column| !fixed.contains(polytope.column_label(column)))
            .map(|column| {
                self.quotient.costs[column] + self.quotient.extra.max(0.0) * self.greatest[column]
            })
            .fold(f64::NEG_INFINITY, f64::max);
        let value = if self.quotient.extra < 0.0 { f64::INFINITY } else { value };
        Estimate { value, fixed, found: None, proved: Mutex::default() }
    }

    /// The least bound on an estimate's face that can be proved with that effort.
    pub(super) fn proof(&self, estimate: &Estimate, effort: Effort) -> Option<Arc<Proof>> {
        let mut proved = estimate.proved.lock().ok()?;
        if let Some(proof) = &proved[effort as usize] {
            return Some(Arc::clone(proof));
        }
        let duals = match (effort, &estimate.found) {
            (Effort::Rounded, Some(found)) => self.rounded(&estimate.fixed, &found.duals),
            (Effort::Solved, Some(found)) => self.solved(found),
            (_, None) => None,
        };
        let natural =
            (effort == Effort::Rounded).then(|| Duals::zero(self.ceiling.polytope().rows()));
        let proof = [duals, natural]
            .into_iter()
            .flatten()
            .filter_map(|duals| {
                let bound = self.ceiling.proved(&estimate.fixed, &duals)?;
                Some(Proof { bound, duals })
            })
            .reduce(|a, b| if b.bound < a.bound { b } else { a })
            .map(Arc::new);
        let earlier = proved[Effort::Rounded as usize].clone();
        let best = [proof, earlier]
            .into_iter()
            .flatten()
            .reduce(|a, b| if b.bound < a.bound { b } else { a });
        proved[effort as usize].clone_from(&best);
        best
    }

    /// Dual values of floats as fractions.
    fn rounded(&self, fixed: &Labels, duals: &[f64]) -> Option<Duals> {
        let polytope = self.ceiling.polytope();
        let is_tight = |row: usize| fixed.contains(polytope.row_label(row));
        // Floats are of polytopes in other units
        let duals: Vec<f64> = duals.iter().map(|dual| dual / polytope.unit()).collect();
        let most = duals.iter().fold(0.0_f64, |most, dual| most.max(dual.abs()));
        if !most.is_finite() {
            return None;
        }
        #[allow(clippy::cast_possible_truncation)] // exponents are small
        let shift = if most > 0.0 { (BITS - most.log2().ceil() as i32).max(0) } else { 0 };
        let scale = 2.0_f64.powi(shift);
        if !scale.is_finite() {
            return None;
        }
        let mut numerators = Vec::with_capacity(duals.len());
        for (row, dual) in duals.iter().enumerate() {
            let scaled = (dual * scale).round();
            let scaled = if is_tight(row) { scaled } else { scaled.max(0.0) };
            // Far within 64 bits, so that sums are, too
            if scaled.abs() > MOST {
                return None;
            }
            #[allow(clippy::cast_possible_truncation)] // tested
            numerators.push(scaled as i64);
        }
        let denominator = IBig::ONE << usize::try_from(shift).ok()?;
        self.balanced(fixed, denominator, numerators)
    }

    /// Dual values whose sum is just what it takes, or a rounding more: one that may have any sign is
    /// changed, or one that is raised.
    fn balanced(
        &self,
        fixed: &Labels,
        denominator: IBig,
        mut numerators: Vec<i64>,
    ) -> Option<Duals> {
        let polytope = self.ceiling.polytope();
        let mut wanted = self.ceiling.weight().negated();
        wanted *= &Rational::from_integer(&denominator);
        let total: i128 = numerators.iter().map(|&n| i128::from(n)).sum();
        let lacking = i64::try_from(wanted.to_big().ceil() - IBig::from(total)).ok()?;
        let place = (0..numerators.len())
            .find(|&row| fixed.contains(polytope.row_label(row)))
            .or_else(|| {
                let greatest = (0..numerators.len()).max_by_key(|&row| numerators[row]);
                greatest.filter(|_| lacking > 0)
            });
        if let Some(place) = place {
            numerators[place] = numerators[place].checked_add(lacking)?;
        }
        Some(Duals { denominator, numerators: Multipliers::Small(numerators) })
    }

    /// Dual values for which the coefficients of all strategies that are played are equal, and the
    /// level falls out.
    fn solved(&self, found: &Greatest) -> Option<Duals> {
        let polytope = self.ceiling.polytope();
        let unknowns = found.tight.len() + 1;
        let (mut entries, mut right) = (Vec::new(), Vec::new());
        let rows: Vec<Vec<IBig>> = found.tight.iter().map(|&row| polytope.row(row)).collect();
        for &column in &found.played {
            entries.extend(rows.iter().map(|row| Rational::from_integer(&row[column])));
            // The bound itself
            entries.push(Rational::one());
            right.push(self.ceiling.costs()[column].clone());
        }
        entries.extend(rows.iter().map(|_| Rational::one()));
        entries.push(Rational::zero());
        right.push(self.ceiling.weight().negated());
        let matrix = Matrix::new(found.played.len() + 1, unknowns, entries)?;
        let values = solve(&matrix, &right).unique()?;
        let mut duals = vec![Rational::zero(); polytope.rows()];
        for (&row, value) in found.tight.iter().zip(values) {
            duals[row] = value;
        }
        Some(over_one(&duals))
    }
}

/// With a common denominator.
fn over_one(numbers: &[Rational]) -> Duals {
    let fractions = Fractions::new(numbers);
    let (numerator, denominator) = fractions.unit().to_big().into_parts();
    let integers: Vec<IBig> = fractions.to_big().into_iter().map(|n| n * &numerator).collect();
    Duals { denominator: denominator.into(), numerators: integers.into() }
}
