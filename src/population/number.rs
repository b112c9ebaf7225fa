//! Numbers that processes are computed in.

use super::{Bounds, Watch};
use crate::game::Payoffs;
use crate::linalg::{Rates, Semifield, StationaryError};
use crate::num::{Bits, Certain, Interval, Rational, Real, Ring, Wide};

/// Bits of wide numbers here: products over a population of a million lose some forty of them.
pub(super) const BITS: usize = 192;

/// Numbers that processes are computed in: floats to play, rationals and enclosures to prove.
pub(super) trait Number: Real + Semifield {
    /// What the first player gets in each profile; `None` where the type cannot hold it.
    fn payoffs(payoffs: &Payoffs) -> Option<Vec<Self>>;

    /// A rational as precise as the type is here.
    fn number(exact: &Rational) -> Self {
        Self::from_rational(exact)
    }

    /// How often a chain is in each of its states.
    fn stationary(chain: Rates<Self>, watch: Watch<'_>) -> Result<Vec<Self>, StationaryError> {
        chain.stationary(watch)
    }

    /// Near the number, for choices on which nothing hangs.
    fn near(&self) -> f64;
}

impl Number for f64 {
    fn payoffs(payoffs: &Payoffs) -> Option<Vec<Self>> {
        Some(payoffs.floats().payoffs(0).to_vec())
    }
    fn near(&self) -> f64 {
        *self
    }
}

impl Number for Rational {
    fn payoffs(payoffs: &Payoffs) -> Option<Vec<Self>> {
        Some(payoffs.rational()?.payoffs(0).to_vec())
    }
    fn near(&self) -> f64 {
        self.nearest_f64()
    }
}

impl Number for Interval {
    fn payoffs(payoffs: &Payoffs) -> Option<Vec<Self>> {
        Some(payoffs.intervals().payoffs(0).to_vec())
    }
    fn stationary(chain: Rates<Self>, watch: Watch<'_>) -> Result<Vec<Self>, StationaryError> {
        chain.enclosed(watch)
    }
    fn near(&self) -> f64 {
        self.midpoint()
    }
}

impl Number for Wide {
    fn payoffs(payoffs: &Payoffs) -> Option<Vec<Self>> {
        let bits = u32::try_from(BITS).ok()?;
        (0..payoffs.shape().profiles()).map(|index| payoffs.wide(0, index, bits)).collect()
    }
    fn number(exact: &Rational) -> Self {
        Self::from_rational_bits(exact, Bits::new(BITS))
    }
    fn near(&self) -> f64 {
        self.to_interval().midpoint()
    }
}

/// The bounds of a probability.
pub(super) fn probability<T: Certain>(number: &T) -> Option<Bounds> {
    let (low, high) = number.bounds()?;
    Some((low.max(Rational::zero()), high.min(Rational::one())))
}

/// A count as a number.
pub(super) fn whole(count: usize) -> Rational {
    Rational::integer(i64::try_from(count).unwrap_or(i64::MAX))
}
