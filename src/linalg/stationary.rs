//! How often is a Markov chain in each of its states?

use super::Semifield;

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
