//! How often is a Markov chain in each of its states?

use super::Semifield;
use crate::num::Interval;

/// Why there is no stationary distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StationaryError {
    /// Some states cannot be left for the others, or the numbers cannot prove that they can.
    #[error("the chain has states that are not proved to lead to all others")]
    Reducible,
    /// The caller ended it.
    #[error("stopped before the stationary distribution was known")]
    Stopped,
}

/// The rates of a Markov chain, row by row; each row holds the columns around the diagonal that
/// elimination can reach.
#[derive(Clone, Debug)]
pub struct Rates<T> {
    rows: Vec<Row<T>>,
    /// The least column (and row) that elimination of a state touches.
    low: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Row<T> {
    first: usize,
    rates: Vec<T>,
}

impl<T: Semifield> Rates<T> {
    /// The chain of `states` states with these rates `(from, to, rate)`; rates of one pair are added,
    /// those from a state to itself are left out: what matters is where the chain goes when it goes.
    ///
    /// # Panics
    /// When there is no such state, or none at all.
    pub fn new(states: usize, rates: &[(usize, usize, T)]) -> Self {
        assert!(states > 0, "a chain has a state");
        let mut low: Vec<usize> = (0..states).collect();
        for (from, to, _) in rates {
            let (small, great) = (*from.min(to), *from.max(to));
            low[great] = low[great].min(small);
        }
        // Elimination of a state joins its neighbours: the columns reached never start later in
        // an earlier row
        for state in (1..states).rev() {
            low[state - 1] = low[state - 1].min(low[state]);
        }
        let mut last = 0;
        let rows = (0..states)
            .map(|state| {
                while last + 1 < states && low[last + 1] <= state {
                    last += 1;
                }
                let last = last.max(state);
                Row { first: low[state], rates: vec![T::nothing(); last + 1 - low[state]] }
            })
            .collect();
        let mut chain = Self { rows, low };
        for (from, to, rate) in rates {
            if from != to {
                let row = &mut chain.rows[*from];
                row.rates[to - row.first].add(rate);
            }
        }
        chain
    }

    /// How many entries a chain whose rates are at most `reach` states apart has, and how many
    /// multiplications its elimination takes.
    pub fn size(states: usize, reach: usize) -> (usize, usize) {
        let reach = reach.min(states);
        let entries = states.saturating_mul(2 * reach + 1).min(states.saturating_mul(states));
        (entries, states.saturating_mul(reach).saturating_mul(reach))
    }

    /// The stationary distribution of an irreducible chain, by elimination without subtraction:
    /// relative accuracy does not depend on the chain's conditioning. `go_on` is asked for each
    /// state with how many of how many are done.
    ///
    /// Source: W. K. Grassmann, M. I. Taksar and D. P. Heyman, "Regenerative analysis and steady state
    /// distributions for Markov chains", *Operations Research* 33 (1985), 1107–1116 (`grassmann1985`).
    ///
    /// # Errors
    /// [`StationaryError`] when the chain is not proved to be irreducible, or `go_on` ends it.
    ///
    /// # Complexity
    /// A third of n³ multiplications for n states; `n · r²` where rates join states at most r apart.
    ///
    /// # Examples
    /// ```
    /// use equil::linalg::Rates;
    /// use equil::num::Rational;
    ///
    /// // Out of the second state twice as fast as out of the first
    /// let rate = |n, d| Rational::new(n, d).unwrap();
    /// let chain = Rates::new(2, &[(0, 1, rate(1, 10)), (1, 0, rate(1, 5))]);
    /// assert_eq!(chain.stationary(&|_, _| true)?, [rate(2, 3), rate(1, 3)]);
    /// # Ok::<(), equil::linalg::StationaryError>(())
    /// ```
    pub fn stationary(
        mut self,
        go_on: &dyn Fn(u64, u64) -> bool,
    ) -> Result<Vec<T>, StationaryError> {
        let states = self.rows.len();
        for state in (1..states).rev() {
            if !go_on((states - state) as u64, states as u64) {
                return Err(StationaryError::Stopped);
            }
            let low = self.low[state];
            let (before, from) = self.rows.split_at_mut(state);
            let own = &from[0];
            let leaving = &own.rates[low - own.first..state - own.first];
            let mut out = T::nothing();
            for rate in leaving {
                out.add(rate);
            }
            for (place, row) in before[low..].iter_mut().enumerate() {
                let entering = &mut row.rates[state - row.first];
                if entering.is_nothing() {
                    continue;
                }
                *entering = entering.over(&out).ok_or(StationaryError::Reducible)?;
                let entering = entering.clone();
                let onward = &mut row.rates[low - row.first..state - row.first];
                for (to, (rate, leave)) in onward.iter_mut().zip(leaving).enumerate() {
                    // From a state to itself is no move
                    if to != place {
                        rate.add_times(&entering, leave);
                    }
                }
            }
        }
        self.shares()
    }

    /// How often the chain is in each state, from how often it is in those before.
    fn shares(&self) -> Result<Vec<T>, StationaryError> {
        let mut shares = vec![T::unit()];
        let mut sum = T::unit();
        for state in 1..self.rows.len() {
            let mut share = T::nothing();
            let low = self.low[state];
            for (row, before) in self.rows[low..state].iter().zip(&shares[low..]) {
                share.add_times(before, &row.rates[state - row.first]);
            }
            if share.is_nothing() {
                return Err(StationaryError::Reducible);
            }
            sum.add(&share);
            shares.push(share);
        }
        let shares = shares.iter().map(|share| share.over(&sum)).collect::<Option<_>>();
        shares.ok_or(StationaryError::Reducible)
    }
}

/// A float whose products and quotients are right up to one rounding: where they would be too small
/// or too large for that, they are not a number, and so is all that is computed from them.
#[derive(Clone, Copy)]
struct Rounded(f64);

/// Products above this are far enough from the smallest floats: 2⁻⁹⁶⁰.
const SMALLEST: f64 = f64::from_bits((1023 - 960) << 52);
/// What one rounding changes a logarithm by, at most: 2⁻⁵³, and a little.
const ROUNDING: f64 = f64::from_bits((1023 - 53) << 52 | 1 << 38);
/// What a sum of positive floats is multiplied by to be at least what it should be.
const ROUNDED_UP: f64 = 1.000_001;
/// Logarithms up to this have `1 + 2 · logarithm` as a bound of their exponential.
const NEAR: f64 = 0.25;

impl Semifield for Rounded {
    fn nothing() -> Self {
        Self(0.0)
    }
    fn unit() -> Self {
        Self(1.0)
    }
    fn is_nothing(&self) -> bool {
        self.0.is_nothing()
    }
    #[inline]
    fn add(&mut self, other: &Self) {
        self.0 += other.0;
    }
    #[inline]
    fn times(&self, other: &Self) -> Self {
        let product = self.0 * other.0;
        let sound = product >= SMALLEST || self.is_nothing() || other.is_nothing();
        Self(if sound { product } else { f64::NAN })
    }
    fn over(&self, divisor: &Self) -> Option<Self> {
        let quotient = self.0 / divisor.0;
        let sound = divisor.0.is_finite() && (quotient >= SMALLEST || self.is_nothing());
        (sound && quotient.is_finite()).then_some(Self(quotient))
    }
}

impl Rates<Interval> {
    /// The [stationary distribution](Self::stationary), enclosed by what floats find and a bound of
    /// their errors, share by share. Enclosures carried through the elimination would grow with every
    /// state; the bound grows with the number of operations.
    ///
    /// Elimination of one state is exact but for roundings of the rates between its neighbours. What is
    /// stationary is, up to a factor, a sum over trees in which each state has one rate (the Markov chain
    /// tree theorem), so a relative change of some rows' rates changes each share by at most that, as often as
    /// there are such rows. Logarithms of these changes add up, state by state.
    ///
    /// Source: C. A. O'Cinneide, "Entrywise perturbation theory and error analysis for Markov chains",
    /// *Numerische Mathematik* 65 (1993), 109–120 (`ocinneide1993`).
    ///
    /// # Errors
    /// [`StationaryError`] when the chain is not proved to be irreducible, rates or shares are too small
    /// for floats, or `go_on` ends it.
    ///
    /// # Complexity
    /// As [`stationary`](Self::stationary) in floats.
    ///
    /// # Examples
    /// ```
    /// use equil::linalg::Rates;
    /// use equil::num::{Interval, Rational, Ring};
    ///
    /// let rate = |n, d| Interval::from_rational(&Rational::new(n, d).unwrap());
    /// let chain = Rates::new(2, &[(0, 1, rate(1, 10)), (1, 0, rate(1, 5))]);
    /// let shares = chain.enclosed(&|_, _| true)?;
    /// assert!(shares[0].contains(&Rational::new(2, 3).unwrap()) && shares[0].width() < 1e-14);
    /// # Ok::<(), equil::linalg::StationaryError>(())
    /// ```
    pub fn enclosed(
        self,
        go_on: &dyn Fn(u64, u64) -> bool,
    ) -> Result<Vec<Interval>, StationaryError> {
        let mut given: f64 = 0.0;
        let mut rows = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let mut rates = Vec::with_capacity(row.rates.len());
            for rate in &row.rates {
                // Whether a rate is 0 decides where the chain can go
                if !rate.is_nothing() {
                    if !(rate.lo() >= SMALLEST && rate.hi() < f64::INFINITY) {
                        return Err(StationaryError::Reducible);
                    }
                    given = given.max(rate.width() / rate.lo());
                }
                rates.push(Rounded(rate.midpoint()));
            }
            rows.push(Row { first: row.first, rates });
        }
        let bound = self.bound(given);
        let around = Interval::new(1.0 - bound, 1.0 + 2.0 * bound)
            .filter(|_| bound <= NEAR)
            .ok_or(StationaryError::Reducible)?;
        let chain = Rates { rows, low: self.low };
        let shares = chain.stationary(go_on)?;
        let enclosed = |share: &Rounded| Some(Interval::point(share.0)?.times(&around));
        shares.iter().map(enclosed).collect::<Option<_>>().ok_or(StationaryError::Reducible)
    }

    /// How much the logarithm of a share is off, at most, when those of the rates are off by `given`.
    #[expect(clippy::cast_precision_loss, reason = "the sum is rounded up")]
    fn bound(&self, given: f64) -> f64 {
        let states = self.low.len() as f64;
        // A state with `reach` before it: each of `reach` rows has rates that are a rate plus a product
        // of one with a quotient by a sum of `reach`; and its share is a sum of `reach` such products
        let each = self.low.iter().enumerate().map(|(state, low)| {
            let reach = (state - low) as f64;
            reach * (reach + 2.0) + 2.0 * reach + 2.0
        });
        let roundings: f64 = each.sum();
        let unscaled = (roundings * ROUNDING + states * given) * ROUNDED_UP;
        // Shares are divided by their sum
        2.0 * unscaled + (states + 1.0) * ROUNDING
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::num::{Rational, Ring};

    /// A rate of a random chain: none, or a fraction times a power of 2 that makes chains badly conditioned.
    fn rate((part, power): (i64, u32)) -> Rational {
        let mut rate = Rational::new(part, 7).unwrap();
        for _ in 0..power {
            rate /= &Rational::integer(1 << 20);
        }
        rate
    }

    proptest! {
        #[test]
        fn the_exact_shares_are_enclosed(
            states in 2_usize..9,
            parts in prop::collection::vec((0_i64..50, 0_u32..6), 81),
        ) {
            let rates: Vec<(usize, usize, Rational)> = (0..states * states)
                .map(|pair| (pair / states, pair % states, rate(parts[pair])))
                // A ring, so that the chain is irreducible whatever else there is
                .chain((0..states).map(|state| (state, (state + 1) % states, rate((1, 3)))))
                .filter(|(_, _, rate)| !rate.is_zero())
                .collect();
            let near: Vec<(usize, usize, Interval)> = rates
                .iter()
                .map(|(from, to, rate)| (*from, *to, Interval::from_rational(rate)))
                .collect();
            let exact = Rates::new(states, &rates).stationary(&|_, _| true).unwrap();
            let enclosed = Rates::new(states, &near).enclosed(&|_, _| true).unwrap();
            for (exact, enclosed) in exact.iter().zip(&enclosed) {
                prop_assert!(enclosed.contains(exact), "{exact} is not in {enclosed:?}");
                prop_assert!(enclosed.width() <= enclosed.hi() * 1e-12);
            }
        }
    }

    #[test]
    fn what_floats_cannot_hold_is_not_proved() {
        let tiny = Interval::point(1e-300).unwrap();
        let one = Interval::unit();
        // The product of two rates is too small for a float
        let chain = Rates::new(3, &[(0, 2, tiny), (2, 1, tiny), (1, 0, one), (2, 0, one)]);
        assert_eq!(chain.enclosed(&|_, _| true), Err(StationaryError::Reducible));
    }
}
