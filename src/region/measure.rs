//! How large a part of a box is: by volume, or by priors.

use super::Side::{self, Above, Below};
use super::{Asked, RegionError};
use crate::model::{Axis, Prior};
use crate::num::{Interval, Rational, Real, Ring, Sign, normal_bounds};

/// A share between bounds, which are equal if it is known exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// At least this.
    pub low: Rational,
    /// At most this.
    pub high: Rational,
}

impl Measure {
    /// The share, if it is known exactly.
    pub fn exact(&self) -> Option<&Rational> {
        (self.low == self.high).then_some(&self.low)
    }
}

/// How a parameter is spread over its range.
pub(super) struct Spread {
    prior: Prior,
    /// 1 over the probability of the whole range.
    scale: Rational,
}

impl Spread {
    /// One for each axis: by priors, or evenly.
    pub(super) fn of(asked: &Asked<'_>) -> Result<Vec<Self>, RegionError> {
        let spread = |axis: &Axis| {
            let parameter = &asked.model.parameters[axis.parameter];
            let name = || parameter.name.clone();
            if axis.low >= axis.high {
                return Err(RegionError::Flat(name()));
            }
            let prior = match (asked.by_priors, &parameter.prior) {
                (false, _) => Prior::Uniform(axis.low.clone(), axis.high.clone()),
                (true, None) => return Err(RegionError::NoPrior(name())),
                (true, Some(prior)) => prior.clone(),
            };
            let mut spread = Self { prior, scale: Rational::one() };
            let most = spread.below(&axis.high, Above).minus(&spread.below(&axis.low, Below));
            let nothing = most.signum() != Sign::Positive;
            spread.scale =
                most.recip().filter(|_| !nothing).ok_or_else(|| RegionError::Nothing(name()))?;
            Ok(spread)
        };
        asked.axes.iter().map(spread).collect()
    }

    /// The value below which a share `p` of the range's probability lies, about.
    pub(super) fn drawn(&self, p: f64, axis: &Axis) -> Rational {
        let [from, to] = [&axis.low, &axis.high].map(|end| self.below(end, Below).nearest_f64());
        let value = self.prior.quantile(from + p * (to - from));
        let exact = Rational::from_f64(value).unwrap_or_else(|| axis.low.clone());
        exact.clamp(axis.low.clone(), axis.high.clone())
    }

    /// The probability of a part of the range: exactly, or, of a normal prior, at least.
    pub(super) fn between(&self, low: &Rational, high: &Rational) -> Rational {
        let mut part = self.below(high, Below).minus(&self.below(low, Above)).max(Rational::zero());
        part *= &self.scale;
        part
    }

    /// The probability of a part of the range if the density were everywhere the least there.
    pub(super) fn least(&self, low: &Rational, high: &Rational) -> Rational {
        // Densities rise to one peak and fall
        let mut part = self.density(low).min(self.density(high));
        part *= &self.scale;
        part *= &high.minus(low);
        part
    }

    /// The probability of what is less; of a normal prior no less than that, or no more.
    fn below(&self, x: &Rational, side: Side) -> Rational {
        match &self.prior {
            Prior::Uniform(low, high) => ratio(&x.minus(low), &high.minus(low), low, x, high),
            Prior::Triangular(low, mode, high) => {
                if x <= low {
                    return Rational::zero();
                }
                if x >= high {
                    return Rational::one();
                }
                let (from, whole) = if x <= mode { (low, mode) } else { (high, mode) };
                // The square of the way from an end, over that end's side and the whole width
                let mut part = x.minus(from);
                part *= &x.minus(from);
                let mut under = whole.minus(from).abs();
                under *= &high.minus(low);
                let mut share = under.recip().unwrap_or_else(Rational::zero);
                share *= &part;
                if x <= mode { share } else { Rational::one().minus(&share) }
            }
            Prior::Normal(mean, deviation) => {
                let mut z = Interval::from_rational(&x.minus(mean));
                let deviation = Interval::from_rational(deviation);
                z = z.divided(&deviation).unwrap_or(z);
                on(&normal_bounds(&z), side)
            }
        }
    }

    fn density(&self, x: &Rational) -> Rational {
        match &self.prior {
            Prior::Uniform(low, high) if low <= x && x <= high => {
                high.minus(low).recip().unwrap_or_else(Rational::zero)
            }
            Prior::Triangular(low, mode, high) if low <= x && x <= high => {
                let from = if x <= mode { low } else { high };
                let side = mode.minus(from);
                let mut peak = high.minus(low).recip().unwrap_or_else(Rational::zero);
                peak *= &Rational::integer(2);
                if side.signum() == Sign::Zero {
                    return if x == mode { peak } else { Rational::zero() };
                }
                let mut part = x.minus(from);
                part *= &side.recip().unwrap_or_else(Rational::zero);
                part *= &peak;
                part
            }
            Prior::Normal(mean, deviation) => {
                normal_density(x, mean, deviation).map_or_else(Rational::zero, |d| on(&d, Below))
            }
            _ => Rational::zero(),
        }
    }
}

/// An end of an interval.
fn on(interval: &Interval, side: Side) -> Rational {
    let end = match side {
        Below => interval.lo(),
        Above => interval.hi(),
    };
    Rational::from_f64(end).unwrap_or_else(Rational::zero)
}

fn normal_density(x: &Rational, mean: &Rational, deviation: &Rational) -> Option<Interval> {
    let deviation = Interval::from_rational(deviation);
    let z = Interval::from_rational(&x.minus(mean)).divided(&deviation)?;
    let mut square = z.powi(2)?;
    square *= &Interval::from_rational(&Rational::share(1, 2));
    let mut pi = Interval::new(std::f64::consts::PI, std::f64::consts::PI.next_up())?;
    pi *= &Interval::from_rational(&Rational::integer(2));
    let mut under = pi.sqrt()?;
    under *= &deviation;
    square.neg().exp().divided(&under)
}

/// `part / whole` between the ends of a range, 0 and 1 beyond them.
fn ratio(
    part: &Rational,
    whole: &Rational,
    low: &Rational,
    x: &Rational,
    high: &Rational,
) -> Rational {
    if x <= low {
        return Rational::zero();
    }
    if x >= high {
        return Rational::one();
    }
    let mut ratio = part.clone();
    ratio *= &whole.recip().unwrap_or_else(Rational::one);
    ratio
}
