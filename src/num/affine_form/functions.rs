//! Functions of affine forms: those that bend one way only are replaced by the line through their ends.

use std::cmp::Ordering;

use super::{AffineForm, SLACK};
use crate::num::{Certain, Interval, Rational, Real, Ring, Sign};

/// Which way a function bends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bend {
    /// Convex.
    Up,
    /// Concave.
    Down,
}

/// A function of one number that bends one way.
struct Bent<F, D, G> {
    bend: Bend,
    value: F,
    derivative: D,
    /// Where the derivative is nearly so much.
    steep: G,
}

impl AffineForm {
    /// A function that bends one way: the line through its ends, and how far the function leaves it. What it leaves on one
    /// side is 0 at the ends; on the other side the tangent that is nearly parallel bounds it.
    fn along<F, D, G>(&self, range: Interval, bent: &Bent<F, D, G>) -> Self
    where
        F: Fn(&Interval) -> Option<Interval>,
        D: Fn(&Interval) -> Option<Interval>,
        G: Fn(f64) -> f64,
    {
        let plain = || Self::within(&range);
        let (low, high) = (self.range.lo(), self.range.hi());
        let Some((from, to)) = Interval::point(low).zip(Interval::point(high)) else {
            return plain();
        };
        let ends = (bent.value)(&from).zip((bent.value)(&to));
        let Some((first, last)) = ends.filter(|_| low < high && self.error.is_finite()) else {
            return plain();
        };
        let factor = (last.midpoint() - first.midpoint()) / (high - low);
        let Some(slope) = Interval::point(factor) else { return plain() };
        let beside = |value: &Interval, x: &Interval| {
            let mut rest = *value;
            rest.sub_product(&slope, x);
            rest
        };
        let (first, last) = (beside(&first, &from), beside(&last, &to));
        let near = (bent.steep)(factor);
        let near = if near > low && near < high { near } else { f64::midpoint(low, high) };
        let tangent = || {
            let near = Interval::point(near)?;
            let mut rest = beside(&(bent.value)(&near)?, &near);
            rest.add_product(&(bent.derivative)(&near)?.minus(&slope), &self.range.minus(&near));
            Some(rest)
        };
        let Some(tangent) = tangent() else { return plain() };
        let rest = match bent.bend {
            Bend::Up => (tangent.lo(), first.hi().max(last.hi())),
            Bend::Down => (first.lo().min(last.lo()), tangent.hi()),
        };
        let shift = f64::midpoint(rest.0, rest.1);
        let off = (rest.1 - shift).max(shift - rest.0) * SLACK;
        if off.is_finite() { self.scaled(factor, shift, off, range) } else { plain() }
    }

    /// `1 / self`, for one that is not 0.
    fn inverse(&self, range: Interval) -> Option<Self> {
        if self.range.certain_sign()? == Sign::Negative {
            return Some(self.neg().inverse(range.negated())?.neg());
        }
        let value = |x: &Interval| Interval::one().divided_by(x);
        let derivative = |x: &Interval| Some(Interval::one().divided_by(&x.powi(2)?)?.negated());
        let steep = |slope: f64| (-slope).recip().sqrt();
        Some(self.along(range, &Bent { bend: Bend::Up, value, derivative, steep }))
    }

    /// A power of a positive number.
    fn power(&self, exponent: &Interval, range: Interval) -> Self {
        let (low, high) = (exponent.lo(), exponent.hi());
        let bend = if high <= 0.0 || low >= 1.0 {
            Bend::Up
        } else if low >= 0.0 && high <= 1.0 {
            Bend::Down
        } else {
            return Self::within(&range);
        };
        let less = exponent.minus(&Interval::one());
        let value = |x: &Interval| x.powf(exponent);
        let derivative = |x: &Interval| {
            let mut slope = x.powf(&less)?;
            slope *= exponent;
            Some(slope)
        };
        let steep = |slope: f64| core_math::pow(slope / low, (low - 1.0).recip());
        self.along(range, &Bent { bend, value, derivative, steep })
    }

    /// `self` where it is known to lie within another range, too.
    fn also_within(self, range: Interval) -> Self {
        Self::from_parts(self.centre, self.slopes, self.error, range)
    }
}

impl Real for AffineForm {
    fn neg(&self) -> Self {
        let slopes = self.slopes.iter().map(|slope| -slope).collect();
        Self { centre: -self.centre, slopes, error: self.error, range: self.range.negated() }
    }

    fn divided(&self, divisor: &Self) -> Option<Self> {
        let range = self.range.divided_by(&divisor.range)?;
        let inverse = divisor.inverse(Interval::one().divided_by(&divisor.range)?)?;
        Some(self.product(&inverse, range))
    }

    fn exp(&self) -> Option<Self> {
        let value = |x: &Interval| Some(x.exp());
        let bent = Bent { bend: Bend::Up, value, derivative: value, steep: core_math::log };
        Some(self.along(self.range.exp(), &bent))
    }

    fn ln(&self) -> Option<Self> {
        let derivative = |x: &Interval| Interval::one().divided_by(x);
        let (value, steep) = (Interval::ln, f64::recip);
        let bent = Bent { bend: Bend::Down, value, derivative, steep };
        Some(self.along(self.range.ln()?, &bent))
    }

    fn sqrt(&self) -> Option<Self> {
        let half = Interval::from_rational(&Rational::share(1, 2));
        let derivative = |x: &Interval| half.divided_by(&x.sqrt()?);
        let steep = |slope: f64| (4.0 * slope * slope).recip();
        let bent = Bent { bend: Bend::Down, value: Interval::sqrt, derivative, steep };
        Some(self.along(self.range.sqrt()?, &bent))
    }

    fn abs(&self) -> Self {
        if self.range.lo() >= 0.0 {
            return self.clone();
        }
        if self.range.hi() <= 0.0 {
            return self.neg();
        }
        // A line with a slope between −1 and 1 touches the kink, and leaves it most at an end
        let (low, high) = (self.range.lo(), self.range.hi());
        let factor = ((high + low) / (high - low)).clamp(-1.0, 1.0);
        let ends = [low, high].map(|end| {
            let (end, slope) = (Interval::point(end)?, Interval::point(factor)?);
            let mut rest = end.abs();
            rest.sub_product(&slope, &end);
            Some(rest.hi())
        });
        let range = self.range.abs();
        match ends {
            [Some(first), Some(last)] if self.error.is_finite() => {
                let shift = first.max(last) / 2.0;
                self.scaled(factor, shift, shift * SLACK, range)
            }
            _ => Self::within(&range),
        }
    }

    fn minimum(&self, other: &Self) -> Self {
        self.neg().maximum(&other.neg()).neg()
    }

    /// `(x + y + |x − y|) / 2`, where the order is open.
    fn maximum(&self, other: &Self) -> Self {
        match Self::compare(self, other) {
            Some(Ordering::Less) => other.clone(),
            Some(_) => self.clone(),
            None => {
                let range = self.range.max(&other.range);
                let mut sum = self.minus(other).abs();
                sum += self;
                sum += other;
                let half = sum.range;
                let mut halved = Interval::from_rational(&Rational::share(1, 2));
                halved *= &half;
                sum.scaled(0.5, 0.0, 0.0, halved).also_within(range)
            }
        }
    }

    fn powi(&self, exponent: i64) -> Option<Self> {
        let range = self.range.powi(exponent)?;
        let even = exponent % 2 == 0;
        Some(match (exponent, self.range.certain_sign()) {
            (1, _) => self.clone(),
            (2, _) => self.product(self, range),
            (-1, _) => self.inverse(range)?,
            (0, _) | (_, Some(Sign::Zero)) => Self::within(&range),
            (_, Some(Sign::Negative)) => {
                let power = self.neg().powi(exponent)?;
                if even { power } else { power.neg() }
            }
            (_, Some(Sign::Positive)) => {
                self.power(&Interval::from_rational(&Rational::integer(exponent)), range)
            }
            (_, None) if exponent < 0 => Self::within(&range),
            (_, None) => {
                let half = self.powi(exponent / 2)?;
                let square = half.product(&half, half.range.powi(2)?);
                if even { square } else { self.product(&square, range) }.also_within(range)
            }
        })
    }

    fn pow(&self, exponent: &Self) -> Option<Self> {
        let whole = exponent.range.is_point().then(|| Rational::from_f64(exponent.range.lo()));
        if let Some(n) = whole.flatten().and_then(|exponent| exponent.to_i64()) {
            return self.powi(n);
        }
        let range = self.range.powf(&exponent.range)?;
        if self.range.certain_sign() != Some(Sign::Positive) {
            return Some(Self::within(&range));
        }
        if exponent.range.is_point() {
            return Some(self.power(&exponent.range, range));
        }
        let mut log = Real::ln(self)?;
        log *= exponent;
        Some(Real::exp(&log)?.also_within(range))
    }

    fn compare(&self, other: &Self) -> Option<Ordering> {
        Self::compare(self, other)
    }

    fn hull(&self, other: &Self) -> Option<Self> {
        let range = self.range.hull(&other.range);
        let half = |x: f64, y: f64| f64::midpoint(x, y);
        let apart = (self.centre - other.centre).abs()
            + self.zipped(other, |x, y| (x - y).abs()).iter().sum::<f64>();
        let both = self.combined(other, half, range);
        let error = (both.error + apart) * SLACK;
        Some(Self::from_parts(both.centre, both.slopes, error, range))
    }
}
