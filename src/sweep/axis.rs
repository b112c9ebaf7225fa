//! One parameter that varies.

use super::SweepError;
use crate::formula::{Lanes, nearest};
use crate::model::{Parameter, Prior, Vary};
use crate::num::{Rational, Ring};
use crate::table::in_full;

/// Values of an axis are kept: so many at most.
pub(super) const MOST_VALUES: u64 = 1_000_000;

/// A parameter, and how it varies.
#[derive(Clone, Debug)]
pub struct Axis {
    /// Its number in the model.
    pub parameter: usize,
    /// Over what.
    pub spread: Spread,
}

/// What a parameter varies over.
#[derive(Clone, Debug)]
pub enum Spread {
    /// These values.
    Values(Vec<Value>),
    /// Quantiles of a distribution: floats, which are exact binary fractions.
    Quantiles(Prior),
}

/// A value on an axis.
#[derive(Clone, Debug)]
pub struct Value {
    /// Exactly.
    pub exact: Rational,
    /// A decimal if a short one is exact, else a fraction.
    pub(super) text: String,
    /// The nearest float, and its error.
    pub(super) near: (f64, f64),
}

impl Axis {
    /// How many values there are to be.
    pub(super) fn count(
        vary: &Vary,
        parameter: &Parameter,
        n: Option<u64>,
    ) -> Result<u64, SweepError> {
        let name = || parameter.name.clone();
        let count = vary.points.map(|points| points as u64).or(n);
        match count.ok_or_else(|| SweepError::NoCount(name()))? {
            count if count > MOST_VALUES => Err(SweepError::LongAxis(name())),
            count => Ok(count),
        }
    }

    /// Evenly spaced values from one number to another, both included.
    pub(super) fn values(
        vary: &Vary,
        parameter: &Parameter,
        n: Option<u64>,
    ) -> Result<Self, SweepError> {
        let name = || parameter.name.clone();
        let range = vary.range.as_ref().or(parameter.range.as_ref());
        let (low, high) = range.ok_or_else(|| SweepError::NoRange(name()))?;
        let count = Self::count(vary, parameter, n)?;
        let width = high.minus(low);
        let steps = i64::try_from(count.max(2) - 1).unwrap_or(i64::MAX);
        let value = |step: u64| {
            let share = Rational::new(i64::try_from(step).unwrap_or(i64::MAX), steps);
            let mut exact = share.unwrap_or_else(Rational::zero);
            exact *= &width;
            exact += low;
            let (text, near) = (in_full(&exact), nearest(&exact));
            Value { exact, text, near }
        };
        let values = (0..count).map(value).collect();
        Ok(Self { parameter: vary.parameter, spread: Spread::Values(values) })
    }

    /// What `vary` says, else the prior (unless everything is `uniform`), else evenly over the range.
    pub(super) fn quantiles(
        vary: &Vary,
        parameter: &Parameter,
        uniform: bool,
    ) -> Result<Self, SweepError> {
        let over = |(low, high): &(Rational, Rational)| Prior::Uniform(low.clone(), high.clone());
        let own = parameter.prior.as_ref().filter(|_| !uniform).cloned();
        let prior = vary.range.as_ref().map(over).or(own);
        let prior = prior.or_else(|| parameter.range.as_ref().map(over));
        let prior = prior.ok_or_else(|| SweepError::NoRange(parameter.name.clone()))?;
        if ![0.0, 0.5, 1.0].iter().all(|&p| prior.quantile(p).is_finite()) {
            return Err(SweepError::Huge(parameter.name.clone()));
        }
        Ok(Self { parameter: vary.parameter, spread: Spread::Quantiles(prior) })
    }

    /// What columns of rows hold, as inputs with their errors.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // places are small integers
    #[inline]
    pub(super) fn load(&self, column: &[f64], input: &mut Lanes) {
        match &self.spread {
            Spread::Values(values) => {
                for (lane, &place) in column.iter().enumerate() {
                    (input.value[lane], input.error[lane]) = values[place as usize].near;
                }
            }
            Spread::Quantiles(_) => {
                input.value.copy_from_slice(column);
                input.error.fill(0.0);
            }
        }
    }

    /// The value of a coordinate, exactly.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub(super) fn exact(&self, coordinate: f64) -> Rational {
        match &self.spread {
            Spread::Values(values) => values[coordinate as usize].exact.clone(),
            Spread::Quantiles(prior) => {
                Rational::from_f64(prior.quantile(coordinate)).unwrap_or_else(Rational::zero)
            }
        }
    }

    /// How many values, on a grid.
    pub(super) fn places(&self) -> u64 {
        match &self.spread {
            Spread::Values(values) => values.len() as u64,
            Spread::Quantiles(_) => 0,
        }
    }

    /// In words: a distribution, or the ends and how many values.
    pub fn said(&self) -> String {
        match &self.spread {
            Spread::Quantiles(prior) => prior.to_string(),
            Spread::Values(values) => {
                let end = |value: Option<&Value>| value.map_or("", |v| v.text.as_str()).to_owned();
                format!("{}:{}:{}", end(values.first()), end(values.last()), values.len())
            }
        }
    }
}
