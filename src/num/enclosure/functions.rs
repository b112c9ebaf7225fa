//! Functions of enclosures. All are monotone, or monotone on each side of 0, so their ends are
//! those of the argument.

use super::Side::{Above, Below};
use super::{Enclosure, Endpoint, greatest, least};
use crate::num::{Certain, Sign};

impl<E: Endpoint> Enclosure<E> {
    /// `|self|`.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_never_negative() {
            self.clone()
        } else if self.is_never_positive() {
            self.negated()
        } else {
            let high = greatest(self.low.negated(), self.high.clone());
            Self { low: E::zero(), high, precision: self.precision }
        }
    }

    /// The smaller of the two numbers.
    #[must_use]
    pub fn min(&self, other: &Self) -> Self {
        let low = least(self.low.clone(), other.low.clone());
        let high = least(self.high.clone(), other.high.clone());
        Self { low, high, precision: self.finer(other) }
    }

    /// The larger of the two numbers.
    #[must_use]
    pub fn max(&self, other: &Self) -> Self {
        let low = greatest(self.low.clone(), other.low.clone());
        let high = greatest(self.high.clone(), other.high.clone());
        Self { low, high, precision: self.finer(other) }
    }

    /// `e^self`.
    #[must_use]
    pub fn exp(&self) -> Self {
        let (low, mut high) = self.low.exponential(self.precision);
        if !self.is_point() {
            high = self.high.exponential(self.precision).1;
        }
        Self { low, high, precision: self.precision }
    }

    /// The natural logarithm, if the number is proved positive.
    pub fn ln(&self) -> Option<Self> {
        (self.low > E::zero()).then(|| {
            let (low, mut high) = self.low.logarithm(self.precision);
            if !self.is_point() {
                high = self.high.logarithm(self.precision).1;
            }
            Self { low, high, precision: self.precision }
        })
    }

    /// The square root, if the number is proved not to be negative.
    pub fn sqrt(&self) -> Option<Self> {
        self.is_never_negative().then(|| {
            let low = self.low.root(Below, self.precision);
            let high = self.high.root(Above, self.precision);
            Self { low, high, precision: self.precision }
        })
    }

    /// `self^exponent`, where `0^0` is 1; `None` for a negative power of what may be 0.
    pub fn powi(&self, exponent: i64) -> Option<Self> {
        let precision = self.precision;
        if exponent == 0 {
            return Some(Self::exactly(E::one(), precision));
        }
        let even = exponent % 2 == 0;
        let n = exponent.unsigned_abs();
        match self.certain_sign() {
            Some(Sign::Negative) => {
                let power = self.negated().powi(exponent)?;
                Some(if even { power } else { power.negated() })
            }
            Some(Sign::Positive) if exponent < 0 => {
                let low = self.high.inverse_power(n, Below, precision);
                let high = self.low.inverse_power(n, Above, precision);
                Some(Self { low, high, precision })
            }
            _ if exponent < 0 => None,
            _ if even && !self.is_never_negative() => self.abs().powi(exponent),
            _ => {
                let low = if self.is_never_negative() {
                    self.low.integer_power(n, Below, precision)
                } else {
                    self.low.negated().integer_power(n, Above, precision).negated()
                };
                let high = self.high.integer_power(n, Above, precision);
                Some(Self { low, high, precision })
            }
        }
    }

    /// `self^exponent` as `e^(exponent · ln self)`, if the number is proved positive, or not
    /// negative and the exponent positive. Integer exponents are those of [`powi`](Self::powi),
    /// for any base. Exact where square roots of square roots are: `4^1.5` is 8.
    pub fn powf(&self, exponent: &Self) -> Option<Self> {
        if exponent.is_point()
            && let Some(n) = exponent.low.to_i64()
        {
            return Self { precision: self.finer(exponent), ..self.clone() }.powi(n);
        }
        let positive = self.low > E::zero();
        if !(positive || self.is_never_negative() && exponent.low > E::zero()) {
            return None;
        }
        let precision = self.finer(exponent);
        if self.is_point() && self.low == E::one() {
            return Some(Self::exactly(E::one(), precision));
        }
        // Monotone in each argument alone, so the extremes are at corners
        let (mut low, mut high) = self.low.power(&exponent.low, precision);
        let mut corner = |base: &E, exponent: &E| {
            let (below, above) = base.power(exponent, precision);
            low = least(low.clone(), below);
            high = greatest(high.clone(), above);
        };
        if !self.is_point() {
            corner(&self.high, &exponent.low);
        }
        if !exponent.is_point() {
            corner(&self.low, &exponent.high);
        }
        if !self.is_point() && !exponent.is_point() {
            corner(&self.high, &exponent.high);
        }
        Some(Self { low, high, precision })
    }
}
